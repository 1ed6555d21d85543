#include "quality/mojibake.h"

#include <array>
#include <optional>

#include "core/text/utf8.h"
#include "quality/characters.h"
#include "quality/cleaning_rules.h"

namespace diglot {
namespace {

/// windows-1252 from 0x80 to 0x9F; 0 where it has nothing (WHATWG Encoding Standard, index
/// windows-1252, has C1 controls there).
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// The byte that is read as the character, in windows-1252 or ISO 8859-1; 0 for none.
unsigned char byte_of(char32_t c) {
    if (c >= 0x80 && c <= 0xFF) return static_cast<unsigned char>(c);
    if (c < 0x0152 || c > 0x2122) return 0;
    for (std::size_t i = 0; i < kWindows1252.size(); ++i)
        if (kWindows1252[i] == c) return static_cast<unsigned char>(0x80 + i);
    return 0;
}

enum class Kind { kNone, kLatin, kAlphabet, kHan, kSign };

/// What a decoded character tells: whether a sequence like its bytes stands in no real text.
Kind kind_of(char32_t c) {
    if (c >= 0xA0 && c <= 0xFF) return Kind::kLatin;
    if ((c >= 0x0386 && c <= 0x03CE) || (c >= 0x0401 && c <= 0x045F)) return Kind::kAlphabet;
    if (is_han(c) || (c >= 0x3040 && c <= 0x30FF)) return Kind::kHan;
    if ((c >= 0x2010 && c <= 0x2044) || c == 0x20AC || c == 0x2122 ||
        (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E) ||
        (c >= 0x2190 && c <= 0x21FF))
        return Kind::kSign;
    return Kind::kNone;
}

/// The byte in ISO 8859-15 of the eight characters that windows-1252 has elsewhere; else 0.
unsigned char latin9_byte_of(char32_t c) {
    constexpr std::pair<char32_t, unsigned char> kBytes[] = {
        {0x20AC, 0xA4}, {0x0160, 0xA6}, {0x0161, 0xA8}, {0x017D, 0xB4},
        {0x017E, 0xB8}, {0x0152, 0xBC}, {0x0153, 0xBD}, {0x0178, 0xBE}};
    for (const auto& [known, byte] : kBytes)
        if (known == c) return byte;
    return 0;
}

/// One character that several stand for.
struct Sequence {
    std::size_t start = 0;  ///< Characters of the text.
    std::size_t end = 0;
    char32_t c = 0;
    Kind kind = Kind::kNone;
};

std::optional<Sequence> sequence_at(const Characters& text, std::size_t at) {
    const unsigned char lead = byte_of(text[at]);
    const std::size_t size = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : lead >= 0xE2 && lead <= 0xEF ? 3
                                                            : 0;
    if (size == 0) return std::nullopt;
    // wÃ€hlen is no wÀhlen: a capital in a word was read as ISO 8859-15.
    const unsigned char latin9 = latin9_byte_of(text[at + 1]);
    if (lead == 0xC3 && latin9 != 0 && at > 0 && is_lower(text[at - 1]))
        return Sequence{at, at + 2, static_cast<char32_t>(0xC0 + (latin9 & 0x3F)), Kind::kLatin};
    std::string bytes(1, static_cast<char>(lead));
    for (std::size_t i = 1; i < size; ++i) {
        const unsigned char byte = byte_of(text[at + i]);
        if (byte < 0x80 || byte > 0xBF) return std::nullopt;
        bytes += static_cast<char>(byte);
    }
    if (!is_valid_utf8(bytes)) return std::nullopt;
    std::size_t offset = 0;
    const char32_t c = next_code_point(bytes, offset);
    const Kind kind = kind_of(c);
    if (kind == Kind::kNone) return std::nullopt;
    return Sequence{at, at + size, c, kind};
}

/// Whether the sequence may be the end of a word in capitals and a mark behind it: «AMANHÃ», which
/// is no «AMANHû. In front of a letter it is none.
bool may_end_capitals(const Characters& text, const Sequence& one) {
    constexpr std::u32string_view kMarks = U"»«›‹”“’‘…–—•™";
    const char32_t first = text[one.start];
    const bool capital = first >= 0xC0 && first <= 0xDE && first != 0xD7;
    const char32_t before = one.start > 0 ? text[one.start - 1] : 0;
    const bool after_capital = is_upper(before) || (before >= 0xC0 && before <= 0xDE);
    return one.end - one.start == 2 && capital && after_capital &&
           kMarks.find(text[one.start + 1]) != kMarks.npos && !is_word_letter(text[one.end]);
}

/// Runs of sequences that stand next to each other. Letters of another script and Han must come in
/// twos: "é”…" may be an end of a quotation.
std::vector<CleaningEdit> decode_once(const Characters& text) {
    std::vector<CleaningEdit> edits;
    for (std::size_t at = 0; at < text.size();) {
        std::vector<Sequence> run;
        std::size_t end = at;
        while (const auto next = sequence_at(text, end)) {
            run.push_back(*next);
            end = next->end;
        }
        if (run.empty()) {
            ++at;
            continue;
        }
        bool sure = false;
        for (const Sequence& one : run)
            sure = sure || one.kind == Kind::kLatin || one.kind == Kind::kSign || run.size() > 1;
        if (run.size() == 1 && may_end_capitals(text, run[0])) sure = false;
        if (sure) {
            CleaningEdit edit{text.byte(at), text.byte(end), {}};
            for (const Sequence& one : run) append_code_point(one.c, edit.by);
            edits.push_back(std::move(edit));
        }
        at = end;
    }
    return edits;
}

constexpr int kRounds = 3;

class MojibakeCleaning : public DescribedCleaningRule {
public:
    MojibakeCleaning()
        : DescribedCleaningRule(
              {"mojibake",
               "Text in the wrong encoding: decoded where that is sure, else set aside",
               "UTF-8 that was read as windows-1252 or Latin-1 (CafÃ© for Café, â€™ for ’, ä¸­æ–‡ "
               "for "
               "中文), also twice over. What decodes cleanly is decoded. A unit in which "
               "characters "
               "were lost for good (U+FFFD, ï¿½, 锟斤拷, â€ without its third character), or that "
               "is in yet another encoding, is set "
               "aside.\n\nÂ and Ã are left alone where no such sequence follows: NÃO is a word.",
               {{"一家咖啡館", "A cafÃ© in Taipei", "\"Ã©\" is \"é\" in the wrong encoding"},
                {"他說不知道。", "He doesnâ€™t know.", "\"â€™\" is \"’\" in the wrong encoding"},
                {"他說不知道。", "He doesn\xEF\xBF\xBDt know.", "characters were lost"},
                {"不", "NÃO", ""}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        look_at(pair.source.segment.text, CleaningSide::kSource, found);
        look_at(pair.target.segment.text, CleaningSide::kTarget, found);
    }

private:
    static void look_at(std::string_view text, CleaningSide side, std::vector<Dirt>& found) {
        if (is_ascii(text)) return;
        if (is_in_another_encoding(text)) {
            found.push_back({side, "in an encoding that cannot be told", {}, {}});
            return;
        }
        std::vector<CleaningEdit> edits = decode_mojibake(text);
        std::string mended(text);
        for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
            mended.replace(edit->start, edit->end - edit->start, edit->by);
        if (has_lost_characters(mended)) {
            found.push_back({side, "characters were lost", {}, {}});
        } else if (!edits.empty()) {
            const CleaningEdit& first = edits.front();
            std::string message = "\"" +
                                  std::string(text.substr(first.start, first.end - first.start)) +
                                  "\" is \"" + first.by + "\" in the wrong encoding";
            found.push_back({side, std::move(message), std::move(edits), {}});
        }
    }
};

}  // namespace

std::vector<CleaningEdit> decode_mojibake(std::string_view text) {
    std::vector<CleaningEdit> edits = decode_once(Characters(text));
    for (CleaningEdit& edit : edits) {
        for (int round = 1; round < kRounds; ++round) {
            const std::vector<CleaningEdit> again = decode_once(Characters(edit.by));
            if (again.empty()) break;
            for (auto one = again.rbegin(); one != again.rend(); ++one)
                edit.by.replace(one->start, one->end - one->start, one->by);
        }
    }
    return edits;
}

bool is_in_another_encoding(std::string_view text) {
    if (is_ascii(text)) return false;
    std::size_t upper = 0, signs = 0, all = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (is_space(c) && c != 0xA0) continue;
        ++all;
        upper += c >= 0xA1 && c <= 0xFF ? 1 : 0;
        signs += c >= 0xA1 && c <= 0xBF ? 1 : 0;
    }
    return upper >= 6 && signs >= 3 && 3 * upper >= 2 * all;
}

bool has_lost_characters(std::string_view text) {
    for (const std::string_view lost : {"\xEF\xBF\xBD", "ï¿½", "锟斤拷"})
        if (text.find(lost) != text.npos) return true;
    const std::size_t head = text.find("â€");
    return head != text.npos;
}

std::unique_ptr<CleaningRule> make_mojibake_cleaning() {
    return std::make_unique<MojibakeCleaning>();
}

}  // namespace diglot
