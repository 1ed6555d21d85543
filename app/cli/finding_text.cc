#include "app/cli/finding_text.h"

#include <algorithm>

#include "app/cli/text.h"
#include "core/text/display_width.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr std::size_t kMargin = 2;        ///< Columns before a text.
constexpr std::size_t kPlainWidth = 100;  ///< Columns of a report that goes to a file.

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

std::string styled(const Console* console, Style style, std::string_view text) {
    return console ? console->styled(style, text) : std::string(text);
}

std::string text_lines(const Console* console, const std::string& raw,
                       const std::optional<TextSpan>& span) {
    if (raw.empty()) return {};
    const std::string text = one_line(raw);
    const std::string_view all = text;
    const std::string margin(kMargin, ' ');
    const std::size_t width = console ? console->width() : kPlainWidth;
    const std::size_t room = std::max<std::size_t>(width, 40) - kMargin;
    if (!span)
        return margin + (display_width(text) > room ? fit_to_width(text, room) : text) + "\n";
    // Enough before the place to read it in its sentence, the rest behind it.
    const std::string_view before = all.substr(0, span->start);
    const std::string_view place = all.substr(span->start, span->end - span->start);
    std::size_t start = 0;
    if (display_width(text) > room && display_width(before) > room / 2)
        start = tail_that_fits(before, room / 2);
    const std::string lead = start > 0 ? "…" : "";
    std::string shown = lead + text.substr(start);
    if (display_width(shown) > room) shown = fit_to_width(shown, room);
    const std::size_t column =
        kMargin + display_width(lead) + display_width(all.substr(start, span->start - start));
    const std::size_t carets = std::max<std::size_t>(display_width(place), 1);
    return margin + shown + "\n" + std::string(column, ' ') +
           styled(console, Style::kRed, std::string(carets, '^')) + "\n";
}

class TextReport : public CheckReport {
public:
    TextReport(const Console* console, ReportOutput output)
        : console_(console), output_(std::move(output)) {}

    void add(const Finding& finding) override { output_(finding_text(finding, console_)); }
    void finish(const CheckSummary& summary) override { output_(summary_text(summary) + "\n"); }

private:
    const Console* console_;
    ReportOutput output_;
};

void append(std::string& list, std::uint64_t count, const char* one, const char* many) {
    if (count == 0) return;
    list += (list.empty() ? "" : ", ") + counted(static_cast<std::int64_t>(count), one, many);
}

}  // namespace

std::string one_line(std::string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7F) text[i] = ' ';
        // U+0080 to U+009F are control characters of terminals too.
        const bool second = i > 0 && text[i - 1] == '\xC2';
        if (second && byte >= 0x80 && byte < 0xA0) text[i] = '\xA0';
    }
    return text;
}

std::string finding_text(const Finding& finding, const Console* console) {
    const Style style = finding.severity == Severity::kError     ? Style::kRed
                        : finding.severity == Severity::kWarning ? Style::kYellow
                                                                 : Style::kCyan;
    std::string text = place_text(finding.place) + ": " +
                       styled(console, style, to_string(finding.severity)) + ": " +
                       one_line(finding.message) + " [" + finding.rule + " " +
                       short_fingerprint(finding) + "]\n";
    text += text_lines(console, finding.source, finding.source_span);
    text += text_lines(console, finding.target, finding.target_span);
    if (!finding.suggestion.empty())
        text += tr("  suggestion: {}", one_line(finding.suggestion)) + "\n";
    for (const RelatedPlace& related : finding.also)
        text += "  " + one_line(related_text(finding, related)) + "\n";
    return text;
}

std::string summary_text(const CheckSummary& summary) {
    const RuleCounts total = summary.total();
    std::string text = tr("{} in {} checked",
                          counted(static_cast<std::int64_t>(total.all()), "finding", "findings"),
                          counted(static_cast<std::int64_t>(summary.checked), "unit", "units"));
    std::string severities;
    append(severities, total.errors, "error", "errors");
    append(severities, total.warnings, "warning", "warnings");
    append(severities, total.notes, "note", "notes");
    if (!severities.empty()) text += ": " + severities;
    std::string rules;
    for (const auto& [name, counts] : summary.rules)
        rules += (rules.empty() ? "; " : ", ") + name + " " +
                 grouped(static_cast<std::int64_t>(counts.all()));
    text += rules;
    if (summary.ignored > 0)
        text += "; " + tr("{} ignored", grouped(static_cast<std::int64_t>(summary.ignored)));
    if (summary.in_baseline > 0)
        text += "; " + tr("{} known from the baseline",
                          grouped(static_cast<std::int64_t>(summary.in_baseline)));
    return text;
}

std::unique_ptr<CheckReport> make_text_report(const Console* console, ReportOutput output) {
    return std::make_unique<TextReport>(console, std::move(output));
}

}  // namespace diglot
