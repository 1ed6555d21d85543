// Brackets and quotation marks that are opened and not closed, or the other way round.
#include <array>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"

namespace diglot {
namespace {

struct Pair {
    std::u32string_view opening;
    std::u32string_view closing;
    std::string_view name;
};
constexpr std::array<Pair, 4> kPairs = {{
    {U"(（", U")）", "round brackets"},
    {U"[［", U"]］", "square brackets"},
    {U"{", U"}", "curly brackets"},
    {U"“", U"”", "quotation marks"},
}};

/// The mark of a list item: "a)", "12)", "iv)", "1.)" after white space or at the start.
bool is_item_mark(const Characters& text, std::size_t closing) {
    std::size_t start = closing;
    if (start > 0 && text[start - 1] == '.') --start;
    std::size_t letters = 0;
    bool is_roman = true;
    for (; start > 0 && (is_ascii_letter(text[start - 1]) || is_digit(text[start - 1])); --start) {
        const char32_t c = text[start - 1];
        letters += is_ascii_letter(c);
        is_roman = is_roman && (is_digit(c) || std::u32string_view(U"ivxIVX").find(c) !=
                                                   std::u32string_view::npos);
    }
    return start < closing && closing - start <= 3 && (letters < 2 || is_roman) &&
           (start == 0 || is_space(text[start - 1]));
}

/// Opened less closed; `at` becomes the place of one that has no partner.
int balance(const Characters& text, const Pair& pair, std::size_t& at) {
    int open = 0;
    int lone = 0;
    std::size_t last_open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (pair.opening.find(text[i]) != pair.opening.npos) {
            if (open++ == 0) last_open = i;
        } else if (pair.closing.find(text[i]) != pair.closing.npos) {
            if (open > 0) {
                --open;
            } else if (!is_item_mark(text, i)) {
                --lone;
                at = i;
            }
        }
    }
    if (open > 0) at = last_open;
    return open > 0 ? open : lone;
}

/// The straight quotation mark that has no partner; text.size() if every one has. One
/// behind digits that closes nothing means inches.
std::size_t lone_straight_quote(const Characters& text) {
    std::size_t count = 0, last = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool inches = i > 0 && is_digit(text[i - 1]) && count % 2 == 0;
        const bool named = i > 0 && std::u32string_view(U"([`'").find(text[i - 1]) < 4 &&
                           std::u32string_view(U")]`'").find(text[i + 1]) < 4;  // (")
        if (text[i] != '"' || inches || named) continue;
        ++count;
        last = i;
    }
    return count % 2 == 1 ? last : text.size();
}

/// A quotation of the source that begins or ends in another segment.
bool has_open_quotation(const Characters& text) {
    int open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        open += std::u32string_view(U"「『“").find(text[i]) != std::u32string_view::npos;
        open -= std::u32string_view(U"」』”").find(text[i]) != std::u32string_view::npos;
    }
    return open != 0 || lone_straight_quote(text) < text.size();
}

class BracketsRule : public DescribedRule {
public:
    BracketsRule()
        : DescribedRule(
              {"brackets",
               Severity::kWarning,
               "Brackets or quotation marks that are opened and not closed",
               "Round, square and curly brackets, “ ” and \" \" of the translation must come in "
               "pairs, in half or full width. A source that has the same fault is followed, as a "
               "quotation "
               "over several segments is; the marks of list items (a) 12) need no opening one.",
               {{"國科會（國家科學及技術委員會）表示",
                 "The NSTC (National Science and Technology Council said",
                 "round brackets are opened and not closed"},
                {"他說，可以。", "It is possible).",
                 "round brackets are closed and were not opened"},
                {"他說：「可以。」", "He said, \"It is possible.",
                 "quotation marks are opened and not closed"},
                {"一、可以", "a) Yes (indeed)", ""},
                {"15吋螢幕", "A 15\" screen", ""}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (text.target.find_first_of("()[]{}\"\xE2\xEF") == text.target.npos) return;
        const Characters target(text.target);
        for (const Pair& pair : kPairs) {
            std::size_t at = 0;
            std::size_t ignored = 0;
            const int found = balance(target, pair, at);
            if (found == 0 || balance(Characters(text.source), pair, ignored) != 0) continue;
            Finding& finding = findings.emplace_back();
            finding.message =
                std::string(pair.name) +
                (found > 0 ? " are opened and not closed" : " are closed and were not opened");
            finding.target_span = target.span(at, at + 1);
        }
        check_straight_quotes(text, target, findings);
    }

private:
    static void check_straight_quotes(const BilingualText& text, const Characters& target,
                                      std::vector<Finding>& findings) {
        const std::size_t at = lone_straight_quote(target);
        std::size_t ignored = 0;
        if (at == target.size() || balance(target, kPairs.back(), ignored) != 0 ||
            has_open_quotation(Characters(text.source)))
            return;
        const bool closes = at > 0 && !is_space(target[at - 1]) &&
                            (at + 1 == target.size() || is_space(target[at + 1])) &&
                            target.text().find('"') == target.text().rfind('"');
        Finding& finding = findings.emplace_back();
        finding.message = closes ? "quotation marks are closed and were not opened"
                                 : "quotation marks are opened and not closed";
        finding.target_span = target.span(at, at + 1);
    }
};

}  // namespace

std::unique_ptr<Rule> make_brackets_rule() { return std::make_unique<BracketsRule>(); }

}  // namespace diglot
