// Plain text: its lines, or its paragraphs where they are wrapped.
#include <algorithm>
#include <string_view>
#include <vector>

#include "core/text/display_width.h"
#include "importers/block_builder.h"
#include "importers/text_document.h"

namespace diglot {
namespace {

constexpr std::string_view kWideSpace = "\u3000";

/// Lines without their ends (LF, CR LF, CR) and what they are in the text.
std::vector<Span> lines_of(std::string_view text) {
    std::vector<Span> lines;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
        lines.push_back({start, end});
        start = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
    }
    return lines;
}

/// Without spaces around it, U+3000 included.
Span without_space(std::string_view text, Span span) {
    for (;;) {
        const std::string_view line = text.substr(span.begin, span.end - span.begin);
        if (line.empty()) return span;
        if (line.starts_with(kWideSpace))
            span.begin += kWideSpace.size();
        else if (line.ends_with(kWideSpace))
            span.end -= kWideSpace.size();
        else if (std::string_view(" \t\f\v").find(line.front()) != std::string_view::npos)
            ++span.begin;
        else if (std::string_view(" \t\f\v").find(line.back()) != std::string_view::npos)
            --span.end;
        else
            return span;
    }
}

constexpr std::size_t kWidestWrapped = 100;  ///< Columns. Mail and man pages wrap below it.
constexpr std::size_t kNarrowestWrapped = 40;

/// Whether lines are cut at a width: none is wider than kWidestWrapped, and of the lines that
/// another one follows without an empty line between, nine in ten could not have taken a word of
/// that next line as well.
bool look_wrapped(std::string_view text, const std::vector<Span>& lines) {
    std::size_t widest = 0;
    for (const Span line : lines) {
        if (line.end - line.begin > kWidestWrapped * 4) return false;
        widest = std::max(widest, display_width(text.substr(line.begin, line.end - line.begin)));
    }
    if (widest < kNarrowestWrapped || widest > kWidestWrapped) return false;
    std::size_t followed = 0, full = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const Span here = without_space(text, lines[i]), next = without_space(text, lines[i + 1]);
        if (here.empty() || next.empty()) continue;
        ++followed;
        const std::string_view word = text.substr(next.begin, next.end - next.begin);
        const std::size_t first = display_width(word.substr(0, word.find(' ')));
        const std::size_t width = display_width(text.substr(here.begin, here.end - here.begin));
        // Chinese has no words to count: a line is full where two characters more would not fit.
        if (width + 1 + std::min<std::size_t>(first, 20) >= widest || width + 4 >= widest) ++full;
    }
    return followed >= 2 && full * 10 >= followed * 9;
}

}  // namespace

BlockList read_text_blocks(std::string_view text, TextBlocks rule) {
    const std::vector<Span> lines = lines_of(text);
    if (rule == TextBlocks::kAuto)
        rule = look_wrapped(text, lines) ? TextBlocks::kEmptyLines : TextBlocks::kLines;
    BlockList list;
    BlockBuilder builder;
    const auto finish = [&] {
        if (auto block = builder.finish())
            list.add("paragraph", std::move(*block), Escaping::kNone);
    };
    std::size_t before = 0;  // Where the last line of the paragraph ended.
    for (const Span line : lines) {
        const Span inner = without_space(text, line);
        if (inner.empty() || rule == TextBlocks::kLines) finish();
        if (inner.empty()) continue;
        if (!builder.empty()) builder.space({before, inner.begin}, true);
        builder.text(text.substr(inner.begin, inner.end - inner.begin), inner);
        before = inner.end;
    }
    finish();
    return list;
}

}  // namespace diglot
