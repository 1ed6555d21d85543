// Texts that stand there twice.
#include <string>

#include "core/text/utf8.h"
#include "quality/characters.h"
#include "quality/cleaning_rules.h"

namespace diglot {
namespace {

bool is_separator(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Where the second copy begins, with what is between the two.
struct Copy {
    std::size_t first_end = 0;
    std::size_t second_start = 0;
    std::size_t end = 0;
};

/// A text that is the same text twice, with white space between them or none.
std::optional<Copy> find_copy(std::string_view text) {
    std::size_t start = 0;
    std::size_t end = text.size();
    while (start < end && is_separator(text[start])) ++start;
    while (end > start && is_separator(text[end - 1])) --end;
    const std::string_view core = text.substr(start, end - start);
    for (std::size_t between = 0; between < 4 && between < core.size(); ++between) {
        if ((core.size() - between) % 2 != 0) continue;
        const std::size_t half = (core.size() - between) / 2;
        if (half == 0 || core.substr(0, half) != core.substr(half + between)) continue;
        bool separates = true;
        for (const char c : core.substr(half, between)) separates = separates && is_separator(c);
        if (separates) return Copy{start + half, start + half + between, end};
    }
    return std::nullopt;
}

/// More than a word that may be said twice: three words or six Han characters.
bool says_something(std::string_view text) {
    std::size_t han = 0;
    for (std::size_t at = 0; at < text.size();) han += is_han(next_code_point(text, at)) ? 1 : 0;
    return han + 2 * find_words(text).size() >= 6;
}

/// Whether less than its half is repeated all through the text: a sound, as 咕嘟 咕嘟 咕嘟.
bool is_refrain(std::string_view text, std::size_t half) {
    for (std::size_t period = 1; period < half; ++period)
        if (text.substr(period) == text.substr(0, text.size() - period)) return true;
    return false;
}

std::size_t line_breaks(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += c == '\n' ? 1 : 0;
    return count;
}

class RepeatedCleaning : public DescribedCleaningRule {
public:
    RepeatedCleaning()
        : DescribedCleaningRule(
              {"repeated",
               "The whole text twice on one side: once is taken out",
               "A side that is the same text two times, with or without white space between, where "
               "the other side is not. The second one is taken out.\n\nLess than three words or "
               "six "
               "Chinese characters may be meant: 謝謝謝謝. So may a sound that is repeated more "
               "often, lines that the other side has as many of, and text with tags.",
               {{"請先儲存檔案。", "Please save the file first.Please save the file first.",
                 "the text stands here twice"},
                {"好好好好", "Fine, fine", ""}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        const std::string& source = pair.source.segment.text;
        const std::string& target = pair.target.segment.text;
        const auto of_source = find_copy(source);
        const auto of_target = find_copy(target);
        if (of_source.has_value() == of_target.has_value()) return;
        const std::string& text = of_source ? source : target;
        const Copy& copy = of_source ? *of_source : *of_target;
        const std::string_view once = std::string_view(text).substr(0, copy.first_end);
        if (!says_something(once) || once.find_first_of("<>") != once.npos) return;
        if (is_refrain(std::string_view(text).substr(0, copy.end), copy.second_start)) return;
        if (line_breaks(source) > 0 && line_breaks(source) == line_breaks(target)) return;
        found.push_back({of_source ? CleaningSide::kSource : CleaningSide::kTarget,
                         "the text stands here twice",
                         {{copy.first_end, copy.end, ""}},
                         {}});
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_repeated_cleaning() {
    return std::make_unique<RepeatedCleaning>();
}

}  // namespace diglot
