// English sentences without a space between them.
#include <string>

#include "quality/characters.h"
#include "quality/cleaning_rules.h"

namespace diglot {
namespace {

bool is_letter(char c) { return is_ascii_letter(static_cast<unsigned char>(c)); }
bool is_lower_case(char c) { return is_lower(static_cast<unsigned char>(c)); }
bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

constexpr std::size_t kWordBefore = 3;  ///< Letters.

/// Whether the stop at `at` ends one sentence and the next letter begins another one: "…the
/// log.Please try". Not names with a point in them: Node.js, threading.Lock (but see below).
bool is_glued(std::string_view text, std::size_t at) {
    std::size_t start = at;
    while (start > 0 && is_lower_case(text[start - 1])) --start;
    const bool word_before = at - start >= kWordBefore && start > 0 && is_white(text[start - 1]) &&
                             text.substr(start, at - start) != "www";
    std::size_t end = at + 1;
    if (!word_before || end >= text.size() || !is_upper(static_cast<unsigned char>(text[end])))
        return false;
    ++end;
    const std::size_t rest = end;
    while (end < text.size() && is_lower_case(text[end])) ++end;
    // "A", "I", or a word with nothing but small letters after its first.
    const bool one_letter = end == rest && (text[rest - 1] == 'A' || text[rest - 1] == 'I');
    if (end == rest && !one_letter) return false;
    if (end < text.size() && (text[end] == ',' || text[end] == '\'')) return true;
    return end + 1 < text.size() && text[end] == ' ' && is_letter(text[end + 1]);
}

class GluedCleaning : public DescribedCleaningRule {
public:
    GluedCleaning()
        : DescribedCleaningRule(
              {"glued",
               "English sentences without a space between them: one is put there",
               "A word in small letters, a full stop, question or exclamation mark, and a word "
               "that "
               "begins with a capital and goes on as a sentence, with nothing between them. A "
               "space "
               "is put after the mark.\n\nNames with a point in them are left: what the other side "
               "has just so (threading.Lock), and what is more than letters.",
               {{"名稱重覆。請另選一個。", "The name is taken.Please choose another.",
                 "no space after \"taken.\""},
                {"使用 node.js 的人", "People who use node.js today", ""}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        look_at(pair.source, pair.target, CleaningSide::kSource, found);
        look_at(pair.target, pair.source, CleaningSide::kTarget, found);
    }

private:
    static void look_at(const Variant& variant, const Variant& other, CleaningSide side,
                        std::vector<Dirt>& found) {
        if (!is_english(variant.lang)) return;
        const std::string_view text = variant.segment.text;
        Dirt dirt{side, {}, {}, {}};
        for (std::size_t at = text.find_first_of(".!?"); at != text.npos;
             at = text.find_first_of(".!?", at + 1)) {
            if (!is_glued(text, at)) continue;
            std::size_t start = at;
            while (start > 0 && !is_white(text[start - 1])) --start;
            std::size_t end = at + 1;
            while (end < text.size() && is_letter(text[end])) ++end;
            if (other.segment.text.find(text.substr(start, end - start)) != std::string::npos)
                continue;
            if (dirt.edits.empty())
                dirt.message =
                    "no space after \"" + std::string(text.substr(start, at + 1 - start)) + "\"";
            dirt.edits.push_back({at, at + 1, std::string(1, text[at]) + " "});
        }
        if (!dirt.edits.empty()) found.push_back(std::move(dirt));
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_glued_cleaning() { return std::make_unique<GluedCleaning>(); }

}  // namespace diglot
