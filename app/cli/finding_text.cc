#include "app/cli/finding_text.h"

#include <algorithm>

#include "app/cli/text.h"
#include "core/text/display_width.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr std::size_t kMargin = 2;  ///< Columns before a text.

void write_span(JsonWriter& json, const char* name, const std::string& text,
                const std::optional<TextSpan>& span) {
    if (!span) return;
    const std::string_view all = text;
    json.key(name).begin_object();
    json.member("start", count_code_points(all.substr(0, span->start)));
    json.member("end", count_code_points(all.substr(0, span->end)));
    json.end_object();
}

std::string one_line(std::string text) {
    for (char& c : text) {
        if (c == '\n' || c == '\t' || c == '\r') c = ' ';
    }
    return text;
}

/// Moves `at` to the start of the code point it is in.
std::size_t at_code_point(std::string_view text, std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

/// The end of `text` that takes at most `columns`.
std::size_t tail_that_fits(std::string_view text, std::size_t columns) {
    std::size_t start = text.size();
    while (start > 0) {
        const std::size_t before = at_code_point(text, start - 1);
        if (display_width(text.substr(before)) > columns) break;
        start = before;
    }
    return start;
}

void print_text(const Console& console, const std::string& raw,
                const std::optional<TextSpan>& span) {
    const std::string text = one_line(raw);
    const std::string_view all = text;
    const std::string margin(kMargin, ' ');
    const std::size_t room = std::max<std::size_t>(console.width(), 40) - kMargin;
    if (!span) {
        console.line(margin + (display_width(text) > room ? fit_to_width(text, room) : text));
        return;
    }
    // Enough before the place to read it in its sentence, the rest behind it.
    const std::string_view before = all.substr(0, span->start);
    const std::string_view place = all.substr(span->start, span->end - span->start);
    std::size_t start = 0;
    if (display_width(text) > room && display_width(before) > room / 2)
        start = tail_that_fits(before, room / 2);
    const std::string lead = start > 0 ? "…" : "";
    std::string shown = lead + text.substr(start);
    if (display_width(shown) > room) shown = fit_to_width(shown, room);
    console.line(margin + shown);
    const std::size_t column =
        kMargin + display_width(lead) + display_width(all.substr(start, span->start - start));
    const std::size_t width = std::max<std::size_t>(display_width(place), 1);
    console.line(std::string(column, ' ') + console.styled(Style::kRed, std::string(width, '^')));
}

std::string place_of(const Finding& finding) {
    if (finding.place.file.empty()) return tr("unit {}", finding.place.unit);
    const Position& at = finding.place.position;
    std::string text = finding.place.file;
    if (at.line > 0) text += ":" + std::to_string(at.line);
    if (at.line > 0 && at.column > 0) text += ":" + std::to_string(at.column);
    return text;
}

}  // namespace

void write_finding(JsonWriter& json, const Finding& finding) {
    json.begin_object().member("rule", finding.rule);
    json.member("severity", to_string(finding.severity));
    json.member("file", finding.place.file).member("line", finding.place.position.line);
    json.member("unit", finding.place.unit).member("message", finding.message);
    json.member("source", finding.source).member("target", finding.target);
    if (finding.source_span || finding.target_span) {
        json.key("span").begin_object();
        write_span(json, "source", finding.source, finding.source_span);
        write_span(json, "target", finding.target, finding.target_span);
        json.end_object();
    }
    if (!finding.suggestion.empty()) json.member("suggestion", finding.suggestion);
    json.end_object();
}

void print_finding(const Console& console, const Finding& finding) {
    const Style style = finding.severity == Severity::kError ? Style::kRed : Style::kYellow;
    console.line(place_of(finding) + ": " + console.styled(style, to_string(finding.severity)) +
                 ": " + finding.message + " [" + finding.rule + "]");
    print_text(console, finding.source, finding.source_span);
    print_text(console, finding.target, finding.target_span);
    if (!finding.suggestion.empty())
        console.line(tr("  suggestion: {}", one_line(finding.suggestion)));
}

}  // namespace diglot
