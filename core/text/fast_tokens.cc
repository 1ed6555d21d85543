// Core tokens of a text in the common scripts, without ICU's break iterator: one table look-up a
// character, then the word rules of UAX #29 (WB5 to WB13b) over character classes. Whatever these
// cannot decide goes to ICU.
#include "core/text/make_token.h"
#include "core/text/simple_fold.h"

namespace diglot {
namespace {

using text::CharClass;

/// Folded text and what is known of each byte. One for each thread, so that a scan allocates
/// nothing.
struct Scratch {
    std::string folded;
    std::vector<CharClass> classes;
    std::vector<std::uint8_t> changes;
};

Scratch& scratch() {
    thread_local Scratch one;
    return one;
}

constexpr unsigned bit(CharClass kind) { return 1u << static_cast<unsigned>(kind); }

constexpr unsigned kLetters = bit(CharClass::kLetter) | bit(CharClass::kAt);
constexpr unsigned kWords = kLetters | bit(CharClass::kDigit) | bit(CharClass::kJoiner);
constexpr unsigned kMiddles =
    bit(CharClass::kMidLetter) | bit(CharClass::kMidNum) | bit(CharClass::kMidNumLet);

bool is_letter(CharClass kind) { return (bit(kind) & kLetters) != 0; }
bool in_word(CharClass kind) { return (bit(kind) & kWords) != 0; }

/// WB6, WB7, WB11, WB12: whether `middle` joins what stands on both sides of it.
bool joins(CharClass before, CharClass middle, CharClass after) {
    if (is_letter(before) && is_letter(after))
        return middle == CharClass::kMidLetter || middle == CharClass::kMidNumLet;
    if (before == CharClass::kDigit && after == CharClass::kDigit) {
        return middle == CharClass::kMidNum || middle == CharClass::kMidNumLet;
    }
    return false;
}

/// The first byte of the character after the one at `i`. The classes end in one kOther.
std::size_t after(const CharClass* classes, std::size_t i) {
    do ++i;
    while (classes[i] == CharClass::kTrail);
    return i;
}

struct Word {
    std::size_t end;
    bool letter;
    bool digit;
};

/// From the first character of a word.
Word scan_word(const CharClass* classes, std::size_t size, std::size_t start) {
    unsigned seen = 0;
    std::size_t i = start;
    for (;;) {
        do seen |= bit(classes[i++]);
        while ((bit(classes[i]) & (kWords | bit(CharClass::kTrail))) != 0);
        if ((bit(classes[i]) & kMiddles) == 0) break;
        const std::size_t next = after(classes, i);
        std::size_t last = i - 1;
        while (classes[last] == CharClass::kTrail) --last;
        if (next >= size || !joins(classes[last], classes[i], classes[next])) break;
        i = next;
    }
    const bool digit = (seen & bit(CharClass::kDigit)) != 0;
    const bool at_sign = (seen & bit(CharClass::kAt)) != 0;
    return {i, (seen & bit(CharClass::kLetter)) != 0 || (at_sign && digit), digit};
}

/// Calls token(kind, start, end) for each core token but symbols, and between(start, end) for what
/// lies before, between and behind them. The classes end in one kOther.
template <typename OnToken, typename OnBetween>
void cut(const CharClass* classes, std::size_t size, OnToken token, OnBetween between) {
    for (std::size_t i = 0; i < size;) {
        const std::size_t start = i;
        if (classes[i] == CharClass::kIdeograph) {
            i = after(classes, i);
            token(TokenKind::kIdeograph, start, i);
        } else if (in_word(classes[i])) {
            const Word word = scan_word(classes, size, i);
            i = word.end;
            if (word.letter || word.digit)
                token(word.letter ? TokenKind::kWord : TokenKind::kNumber, start, i);
            else
                between(start, i);
        } else {
            between(start, ++i);
        }
    }
}

std::uint8_t changes_of(const std::vector<std::uint8_t>& changes, std::size_t start,
                        std::size_t end) {
    std::uint8_t all = 0;
    for (std::size_t i = start; i < end; ++i) all |= changes[i];
    return all;
}

/// False where only ICU can tell.
bool tokenize_by_table(std::string_view text, TokenizedText& result) {
    Scratch& own = scratch();
    std::string& folded = result.folded.text;
    const bool simple =
        text::simple_fold(text, folded,
                          text::AllSinks<text::OriginSink, text::ClassSink, text::ChangeSink>{
                              {result.folded.origin}, {own.classes}, {own.changes}});
    if (!simple) return false;
    const std::size_t size = folded.size();
    own.classes.resize(size + 1);
    own.classes[size] = CharClass::kOther;
    result.folded.origin.resize(size + 1);
    result.folded.origin[size] = static_cast<std::uint32_t>(text.size());
    result.tokens.reserve(size / 4 + 1);
    result.by_table = true;
    const auto add = [&](TokenKind kind, std::size_t start, std::size_t end) {
        const std::uint8_t changes = changes_of(own.changes, start, end);
        result.changes_in_tokens |= changes;
        result.tokens.push_back(text::make_token(folded, kind, changes, start, end));
    };
    cut(own.classes.data(), size, add, [&](std::size_t start, std::size_t end) {
        result.changes_between |= changes_of(own.changes, start, end);
    });
    if (result.tokens.empty()) {
        text::for_each_symbol(folded, [&](std::size_t start, std::size_t end) {
            add(TokenKind::kSymbol, start, end);
        });
    }
    return true;
}

}  // namespace

TokenizedText tokenize(std::string_view text) {
    TokenizedText result;
    return tokenize_by_table(text, result) ? result : tokenize_by_icu(text);
}

void token_values(std::string_view text, std::vector<std::uint64_t>& values) {
    Scratch& own = scratch();
    values.clear();
    if (text::simple_fold(text, own.folded, text::ClassSink{own.classes})) {
        const std::string_view folded = own.folded;
        own.classes.resize(folded.size() + 1);
        own.classes.back() = CharClass::kOther;
        const auto hash = [&](std::size_t start, std::size_t end) {
            return text::hash(folded.substr(start, end - start));
        };
        cut(
            own.classes.data(), folded.size(),
            [&](TokenKind kind, std::size_t start, std::size_t end) {
                values.push_back(kind == TokenKind::kNumber ? kNumberToken : hash(start, end));
            },
            [](std::size_t, std::size_t) {});
        if (values.empty()) {
            text::for_each_symbol(folded, [&](std::size_t start, std::size_t end) {
                values.push_back(hash(start, end));
            });
        }
        return;
    }
    for (const Token& token : tokenize_by_icu(text).tokens) values.push_back(token.value);
}

}  // namespace diglot
