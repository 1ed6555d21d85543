#include "core/text/term_tokens.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

enum class Role : std::uint8_t {
    kLetter,
    kCharacter,
    kHangul,
    kMark,
    kIgnorable,
    kSpace,
    kNewline,
    kHyphen,
    kInterpunct,
    kApostrophe,
    kDot,
    kSymbol,
};

/// Of one code point: its role, and what it folds to.
struct Info {
    std::uint32_t value = 0;  ///< Of a token of its own; 0: that of a word, the folding.
    Role role = Role::kSymbol;
    std::uint8_t size =
        0;  ///< Bytes; kLong: the number in `bytes` counts the page's long foldings.
    std::array<char, 6> bytes{};
};

constexpr std::uint8_t kLong = 0xFF;

struct Page {
    std::array<Info, 256> entries;
    std::vector<std::string> long_foldings;
};

Role script_role(UChar32 c) {
    if (c == U'ー') return Role::kCharacter;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_BOPOMOFO:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return Role::kCharacter;
        case USCRIPT_HANGUL:
            return Role::kHangul;
        default:
            return Role::kLetter;
    }
}

Role role_of(UChar32 original, UChar32 folded) {
    switch (original) {
        case '\n':
            return Role::kNewline;
        case 0xB7:
        case 0x2022:
        case 0x2027:
        case 0x30FB:
        case 0xFF0E:
        case 0xFF65:
            return Role::kInterpunct;
        default:
            break;
    }
    switch (folded) {
        case '-':
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
            return Role::kHyphen;
        case '\'':
        case 0x2019:
        case 0x2BC:
            return Role::kApostrophe;
        case '.':
            return Role::kDot;
        case '_':
            return Role::kLetter;
        default:
            break;
    }
    if (u_isUWhiteSpace(folded) || u_iscntrl(folded)) return Role::kSpace;
    const auto type = u_charType(folded);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_COMBINING_SPACING_MARK)
        return Role::kMark;
    return u_isalnum(folded) ? script_role(folded) : Role::kSymbol;
}

Info make_info(char32_t c, Page& page) {
    Info info;
    std::string utf8;
    append_code_point(c, utf8);
    const std::string folded = fold_text(utf8);
    if (folded.empty()) {
        info.role = Role::kIgnorable;
        return info;
    }
    std::size_t at = 0;
    const char32_t first = next_code_point(folded, at);
    info.role = role_of(static_cast<UChar32>(c), static_cast<UChar32>(first));
    if (at < folded.size() && info.role != Role::kLetter) info.role = Role::kSymbol;
    if (at == folded.size()) info.value = first;
    if (info.role == Role::kApostrophe) info.value = '\'';
    if (info.role == Role::kHyphen) info.value = '-';
    if (info.role == Role::kInterpunct) info.value = 0xB7;
    if (folded.size() <= info.bytes.size()) {
        info.size = static_cast<std::uint8_t>(folded.size());
        std::copy(folded.begin(), folded.end(), info.bytes.begin());
    } else {
        info.size = kLong;
        info.bytes[0] = static_cast<char>(page.long_foldings.size());
        page.long_foldings.push_back(folded);
    }
    return info;
}

std::unique_ptr<Page> make_page(std::size_t number) {
    auto page = std::make_unique<Page>();
    for (std::size_t i = 0; i < 256; ++i)
        page->entries[i] = make_info(static_cast<char32_t>(number * 256 + i), *page);
    return page;
}

/// Pages come into being when first asked for, in any thread, and stay.
const Page& page_of(char32_t c) {
    static std::array<std::atomic<const Page*>, 0x1100> pages{};
    std::atomic<const Page*>& slot = pages[c >> 8];
    const Page* page = slot.load(std::memory_order_acquire);
    if (page) return *page;
    std::unique_ptr<Page> fresh = make_page(c >> 8);
    if (slot.compare_exchange_strong(page, fresh.get(), std::memory_order_acq_rel))
        return *fresh.release();
    return *page;
}

std::string_view folding(const Page& page, const Info& info) {
    if (info.size == kLong) return page.long_foldings[static_cast<std::uint8_t>(info.bytes[0])];
    return {info.bytes.data(), info.size};
}

constexpr std::uint64_t kSeed = 0xCBF29CE484222325;
constexpr std::uint64_t kWordBit = std::uint64_t{1} << 63;

/// FNV-1a, a byte at a time; finish() spreads the bits (the finalizer of MurmurHash3).
inline void mix(std::uint64_t& hash, unsigned char byte) { hash = (hash ^ byte) * 0x100000001B3; }
inline std::uint64_t finish(std::uint64_t hash) {
    hash ^= hash >> 33;
    hash *= 0xFF51AFD7ED558CCD;
    hash ^= hash >> 33;
    return hash | kWordBit;
}

struct AsciiTable {
    std::array<Role, 128> role;
    std::array<unsigned char, 128> fold;
};

const AsciiTable& ascii() {
    static const AsciiTable table = [] {
        AsciiTable made{};
        const Page& page = page_of(0);
        for (std::size_t c = 0; c < 128; ++c) {
            made.role[c] = page.entries[c].role;
            made.fold[c] = static_cast<unsigned char>(page.entries[c].bytes[0]);
        }
        return made;
    }();
    return table;
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

struct TermTokenizer::Char {
    Role role = Role::kSpace;
    std::size_t next = 0;
    char32_t code_point = 0;
    const Page* page = nullptr;
    const Info* info = nullptr;
};

std::uint64_t term_word_value(std::string_view folded) {
    std::uint64_t hash = kSeed;
    for (const char c : folded) mix(hash, static_cast<unsigned char>(c));
    return finish(hash);
}

bool is_han_or_kana(char32_t c) { return page_of(c).entries[c & 0xFF].role == Role::kCharacter; }

/// Requires at < text_.size(). Han, well formed, is read here; the rest by next_code_point().
inline TermTokenizer::Char TermTokenizer::look(std::size_t at) const {
    Char result;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text_.data()) + at;
    char32_t c = bytes[0];
    if (c < 0x80) {
        result.next = at + 1;
    } else if (c > 0xE0 && c < 0xED && at + 3 <= text_.size() && (bytes[1] & 0xC0) == 0x80 &&
               (bytes[2] & 0xC0) == 0x80) {
        c = (c & 0x0F) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
        result.next = at + 3;
    } else {
        result.next = at;
        c = next_code_point(text_, result.next);
    }
    result.code_point = c;
    result.page = &page_of(c);
    result.info = &result.page->entries[c & 0xFF];
    result.role = result.info->role;
    return result;
}

bool TermTokenizer::is_word_at(std::size_t at) const {
    return at < text_.size() && look(at).role == Role::kLetter;
}

bool TermTokenizer::is_token_at(std::size_t at) const {
    if (at >= text_.size()) return false;
    const Role role = look(at).role;
    return role == Role::kLetter || role == Role::kCharacter || role == Role::kHangul;
}

/// At an apostrophe that stands right after a word.
bool TermTokenizer::skip_possessive() {
    const std::size_t after = look(at_).next;
    const bool s = after < text_.size() && (text_[after] == 's' || text_[after] == 'S');
    if (s && !is_word_at(after + 1)) {
        at_ = after + 1;
        return true;
    }
    const char last = last_end_ > 0 ? text_[last_end_ - 1] : '\0';
    if ((last == 's' || last == 'S') && !is_word_at(after)) {
        at_ = after;
        return true;
    }
    return false;
}

/// Goes behind what is no token; returns what the token at at_ begins with, nothing at the end.
TermTokenizer::Char TermTokenizer::skip_gap(TermToken& token) {
    int lines = 0;
    while (at_ < text_.size()) {
        const Char c = look(at_);
        switch (c.role) {
            case Role::kNewline:
                if (++lines == 2) token.gap |= TermToken::kParagraph;
                token.gap |= TermToken::kSpace;
                break;
            case Role::kSpace:
                token.gap |= TermToken::kSpace;
                break;
            case Role::kIgnorable:
                break;
            case Role::kHyphen:
            case Role::kInterpunct:
                if (!any_ || at_ != last_end_ || !is_token_at(c.next)) return c;
                token.gap |= c.role == Role::kHyphen ? TermToken::kHyphen : TermToken::kInterpunct;
                break;
            case Role::kApostrophe:
                if (!last_is_word_ || at_ != last_end_ || !skip_possessive()) return c;
                token.gap |= TermToken::kPossessive;
                continue;
            default:
                return c;
        }
        at_ = c.next;
    }
    return {};
}

/// One letter, dot, one letter …: U.S., U.S, e.g.; the dot at the end belongs to it.
void TermTokenizer::read_dotted(TermToken& token) {
    if (token.end - token.start != 1 || !is_ascii_letter(text_[token.start])) return;
    std::uint64_t hash = kSeed;
    mix(hash, ascii().fold[static_cast<unsigned char>(text_[token.start])]);
    std::size_t at = token.end;
    std::size_t letters = 1;
    while (at + 1 < text_.size() && text_[at] == '.' && is_ascii_letter(text_[at + 1]) &&
           !is_word_at(at + 2)) {
        mix(hash, ascii().fold[static_cast<unsigned char>(text_[at + 1])]);
        at += 2;
        ++letters;
    }
    if (letters == 1) return;
    if (at < text_.size() && text_[at] == '.') ++at;
    token.end = static_cast<std::uint32_t>(at);
    token.value = finish(hash);
    token.dotted = true;
}

void TermTokenizer::read_word(TermToken& token) {
    const AsciiTable& table = ascii();
    std::uint64_t hash = kSeed;
    std::size_t at = token.start;
    std::size_t end = at;
    bool composed = false;
    while (at < text_.size()) {
        const auto byte = static_cast<unsigned char>(text_[at]);
        if (byte < 0x80) {
            if (table.role[byte] != Role::kLetter) break;
            mix(hash, table.fold[byte]);
            end = ++at;
            continue;
        }
        const Char c = look(at);
        if (c.role == Role::kLetter) {
            for (const char b : folding(*c.page, *c.info)) mix(hash, static_cast<unsigned char>(b));
        } else if (c.role == Role::kMark) {
            composed = true;
        } else if (c.role != Role::kIgnorable) {
            break;
        }
        at = c.next;
        if (c.role != Role::kIgnorable) end = at;
    }
    token.kind = TermToken::Kind::kWord;
    token.end = static_cast<std::uint32_t>(end);
    token.value = composed
                      ? term_word_value(fold_text(text_.substr(token.start, end - token.start)))
                      : finish(hash);
    read_dotted(token);
}

bool TermTokenizer::next(TermToken& token) {
    token.gap = 0;
    token.dotted = false;
    // Mostly there is no gap in Chinese.
    Char c;
    if (at_ < text_.size()) c = look(at_);
    if (c.role != Role::kCharacter) c = skip_gap(token);
    if (!c.info) return false;
    token.start = static_cast<std::uint32_t>(at_);
    last_is_word_ = c.role == Role::kLetter;
    if (c.role == Role::kLetter) {
        read_word(token);
    } else {
        token.kind = c.role == Role::kCharacter ? TermToken::Kind::kCharacter
                     : c.role == Role::kHangul  ? TermToken::Kind::kHangul
                                                : TermToken::Kind::kSymbol;
        token.value =
            c.info->value != 0 ? c.info->value : term_word_value(folding(*c.page, *c.info));
        token.end = static_cast<std::uint32_t>(c.next);
    }
    token.plain = c.role == Role::kCharacter && c.info->value == c.code_point;
    at_ = last_end_ = token.end;
    any_ = true;
    return true;
}

}  // namespace diglot
