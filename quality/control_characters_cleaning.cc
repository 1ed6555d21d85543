// Characters that no text has: control characters, byte order marks within, noncharacters.
#include <optional>

#include <fmt/format.h>

#include "core/text/utf8.h"
#include "quality/characters.h"
#include "quality/cleaning_rules.h"

namespace diglot {
namespace {

bool is_c1(char32_t c) { return c >= 0x80 && c <= 0x9F; }

bool is_control(char32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F || is_c1(c) ||
           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xFDD0 && c <= 0xFDEF) ||
           (c & 0xFFFE) == 0xFFFE;
}

/// Separators of words, lines, columns in other programs (vertical tab, form feed, FS to US).
bool separates(char32_t c) { return c == 0x0B || c == 0x0C || (c >= 0x1C && c <= 0x1F); }

/// The punctuation of windows-1252 that stands at a C1 control's place; empty for what is no
/// punctuation there.
std::string_view punctuation_of(char32_t c) {
    switch (c) {
        case 0x85:
            return "…";
        case 0x91:
            return "‘";
        case 0x92:
            return "’";
        case 0x93:
            return "“";
        case 0x94:
            return "”";
        case 0x95:
            return "•";
        case 0x96:
            return "–";
        case 0x97:
            return "—";
        case 0x99:
            return "™";
        default:
            return {};
    }
}

class ControlCharactersCleaning : public DescribedCleaningRule {
public:
    ControlCharactersCleaning()
        : DescribedCleaningRule(
              {"control-characters",
               "Control characters and other characters no text has: taken out, or set aside",
               "Controls of ASCII but tab and line breaks, U+0080 to U+009F, byte order marks "
               "within a text, interlinear annotation marks, noncharacters. They are taken out; "
               "one that separates "
               "(vertical tab, form feed) becomes a space. In texts in Latin letters, U+0080 to "
               "U+009F that are "
               "punctuation in windows-1252 become that (as HTML's rule for &#146; has it); any "
               "other of them is what is left of a character that was lost, and the unit is set "
               "aside.",
               {{"第一行", "First\x0Bline", "U+000B is no character of a text"},
                {"他的", "It\xC2\x92s his", "U+0092 is no character of a text"},
                {"物\xC2\x89件", "Object", "a character was lost at U+0089"}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        look_at(pair.source, CleaningSide::kSource, found);
        look_at(pair.target, CleaningSide::kTarget, found);
    }

private:
    static bool may_have(std::string_view text) {
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte >= 0xEF) return true;
        }
        return false;
    }

    static void look_at(const Variant& variant, CleaningSide side, std::vector<Dirt>& found) {
        const std::string& text = variant.segment.text;
        if (!may_have(text)) return;
        Dirt dirt{side, {}, {}, {}};
        const bool latin = writes_latin(variant.lang);
        const Characters all(text);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const char32_t c = all[i];
            if (!is_control(c)) continue;
            if (is_c1(c) && (!latin || punctuation_of(c).empty())) {
                found.push_back(
                    {side,
                     fmt::format("a character was lost at U+{:04X}", static_cast<std::uint32_t>(c)),
                     {},
                     {}});
                return;
            }
            if (dirt.edits.empty())
                dirt.message = fmt::format("U+{:04X} is no character of a text",
                                           static_cast<std::uint32_t>(c));
            const bool between =
                i > 0 && i + 1 < all.size() && !is_space(all[i - 1]) && !is_space(all[i + 1]);
            std::string by(is_c1(c) ? punctuation_of(c) : "");
            if (separates(c) && between) by = " ";
            dirt.edits.push_back({all.byte(i), all.byte(i + 1), std::move(by)});
        }
        if (!dirt.edits.empty()) found.push_back(std::move(dirt));
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_control_characters_cleaning() {
    return std::make_unique<ControlCharactersCleaning>();
}

}  // namespace diglot
