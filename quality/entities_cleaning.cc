// Character references left in a text: &amp; for &.
#include <charconv>
#include <optional>

#include "core/text/utf8.h"
#include "quality/characters.h"
#include "quality/cleaning_rules.h"
#include "quality/formatting_tags.h"

namespace diglot {
namespace {

struct Named {
    std::string_view name;
    std::string_view text;
};

/// Those that exports and web pages leave behind (HTML 4, section 24).
constexpr Named kNamed[] = {
    {"amp", "&"},       {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
    {"nbsp", "\u00A0"}, {"hellip", "…"}, {"mdash", "—"},  {"ndash", "–"},  {"lsquo", "‘"},
    {"rsquo", "’"},     {"ldquo", "“"},  {"rdquo", "”"},  {"bull", "•"},   {"middot", "·"},
    {"copy", "©"},      {"reg", "®"},    {"trade", "™"},  {"deg", "°"},    {"times", "×"},
    {"laquo", "«"},     {"raquo", "»"},  {"eacute", "é"}, {"egrave", "è"}, {"uuml", "ü"},
    {"ouml", "ö"},      {"auml", "ä"},   {"euro", "€"},   {"sect", "§"},   {"shy", ""}};

struct Reference {
    std::size_t start = 0;
    std::size_t end = 0;
    std::string text;
};

/// The character of &#8217; or &#x2019;; nothing for what is no character of a text.
std::optional<std::string> numbered(std::string_view digits) {
    const bool hex = digits.starts_with('x') || digits.starts_with('X');
    if (hex) digits.remove_prefix(1);
    std::uint32_t number = 0;
    const auto read =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, hex ? 16 : 10);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    const bool text = number == 9 || number == 10 || (number >= 0x20 && number < 0x7F) ||
                      (number >= 0xA0 && number < 0xD800) ||
                      (number >= 0xE000 && number < 0xFDD0) ||
                      (number > 0xFDEF && number <= 0x10FFFF && (number & 0xFFFE) != 0xFFFE);
    if (!text) return std::nullopt;
    std::string out;
    append_code_point(number, out);
    return out;
}

std::optional<std::string> text_of(std::string_view name) {
    if (name.starts_with('#')) return numbered(name.substr(1));
    for (const Named& one : kNamed)
        if (one.name == name) return std::string(one.text);
    return std::nullopt;
}

std::vector<Reference> references_in(std::string_view text) {
    std::vector<Reference> found;
    for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
        const std::size_t end = text.find(';', at);
        if (end == text.npos) break;
        if (end - at > 9 || end - at < 3) continue;
        if (auto what = text_of(text.substr(at + 1, end - at - 1)))
            found.push_back({at, end + 1, std::move(*what)});
    }
    return found;
}

/// &amp;quot; and the like: escaped once too often.
bool is_escaped_twice(std::string_view text, const Reference& reference) {
    if (reference.text != "&") return false;
    const std::size_t end = text.find(';', reference.end);
    return end != text.npos && end - reference.end < 9 &&
           text_of(text.substr(reference.end, end - reference.end)).has_value();
}

/// Repeats until nothing is left to decode: &amp;amp; is &.
std::string decoded(std::string text) {
    for (int round = 0; round < 3; ++round) {
        const std::vector<Reference> found = references_in(text);
        if (found.empty()) break;
        for (auto one = found.rbegin(); one != found.rend(); ++one)
            text.replace(one->start, one->end - one->start, one->text);
    }
    return text;
}

class EntitiesCleaning : public DescribedCleaningRule {
public:
    EntitiesCleaning()
        : DescribedCleaningRule(
              {"entities",
               "Character references written as text (&amp; for &): put right",
               "Names and numbers of characters as XML and HTML write them, on one side only: the "
               "other side has none. They become the characters. &amp;amp; becomes &.\n\nWhere "
               "both "
               "sides have them, or either has tags, they are the text's own: a string that a "
               "program "
               "shows as HTML.",
               {{"研發部門", "Research &amp; Development", "\"&amp;\" is \"&\""},
                {"他說「好」", "He said &#8220;yes&#8221;", "\"&#8220;\" is \"“\""},
                {"甲&nbsp;乙", "A&nbsp;B", ""}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        const std::string& source = pair.source.segment.text;
        const std::string& target = pair.target.segment.text;
        if (source.find('&') == source.npos && target.find('&') == target.npos) return;
        const auto of_source = references_in(source);
        const auto of_target = references_in(target);
        if (of_source.empty() == of_target.empty()) return;
        if (!find_tags(source).empty() || !find_tags(target).empty()) return;
        if (of_target.empty())
            look_at(source, of_source, CleaningSide::kSource, found);
        else
            look_at(target, of_target, CleaningSide::kTarget, found);
    }

private:
    static void look_at(const std::string& text, const std::vector<Reference>& references,
                        CleaningSide side, std::vector<Dirt>& found) {
        Dirt dirt{side, {}, {}, {}};
        for (const Reference& one : references) {
            std::size_t end = one.end;
            // The rest of &amp;quot; belongs to it.
            if (is_escaped_twice(text, one)) end = text.find(';', one.end) + 1;
            const std::string whole = text.substr(one.start, end - one.start);
            dirt.edits.push_back({one.start, end, decoded(whole)});
            if (dirt.message.empty())
                dirt.message = "\"" + whole + "\" is \"" + dirt.edits.back().by + "\"";
        }
        found.push_back(std::move(dirt));
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_entities_cleaning() {
    return std::make_unique<EntitiesCleaning>();
}

}  // namespace diglot
