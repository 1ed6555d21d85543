// Core tokens of a text in the common scripts, without ICU's break iterator: one table look-up a
// character, then the word rules of UAX #29 (WB5 to WB13b) over character classes. Whatever these
// cannot decide goes to tokenize().
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/text/simple_fold.h"
#include "core/text/tokens.h"

namespace diglot {
namespace {

using text::CharClass;

struct ClassSink {
    std::vector<CharClass>& classes;
    void one(std::size_t, CharClass kind) { classes.push_back(kind); }
};

/// Folded text with the class of each byte. One for each thread, so that a scan allocates nothing.
struct Scratch {
    std::string folded;
    std::vector<CharClass> classes;
};

bool is_letter(CharClass kind) { return kind == CharClass::kLetter || kind == CharClass::kAt; }

bool in_word(CharClass kind) {
    return is_letter(kind) || kind == CharClass::kDigit || kind == CharClass::kJoiner;
}

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

Word scan_word(const CharClass* classes, std::size_t size, std::size_t start) {
    Word word{start, false, false};
    bool at_sign = false;
    CharClass last = classes[start];
    for (std::size_t i = start;;) {
        word.letter = word.letter || last == CharClass::kLetter;
        word.digit = word.digit || last == CharClass::kDigit;
        at_sign = at_sign || last == CharClass::kAt;
        i = after(classes, i);
        if (!in_word(classes[i])) {
            const std::size_t next = i < size ? after(classes, i) : i;
            if (i >= size || next >= size || !joins(last, classes[i], classes[next])) {
                word.end = i;
                break;
            }
            i = next;
        }
        last = classes[i];
    }
    if (at_sign && word.digit) word.letter = true;
    return word;
}

void append_values(const Scratch& scratch, std::vector<std::uint64_t>& values) {
    const CharClass* classes = scratch.classes.data();
    const std::size_t size = scratch.folded.size();
    const auto hash = [&](std::size_t start, std::size_t end) {
        return XXH3_64bits(scratch.folded.data() + start, end - start);
    };
    for (std::size_t i = 0; i < size;) {
        if (classes[i] == CharClass::kIdeograph) {
            const std::size_t end = after(classes, i);
            values.push_back(hash(i, end));
            i = end;
        } else if (in_word(classes[i])) {
            const Word word = scan_word(classes, size, i);
            if (word.letter)
                values.push_back(hash(i, word.end));
            else if (word.digit)
                values.push_back(kNumberToken);
            i = word.end;
        } else {
            ++i;
        }
    }
}

}  // namespace

void token_values(std::string_view text, std::vector<std::uint64_t>& values) {
    thread_local Scratch scratch;
    values.clear();
    scratch.classes.clear();
    if (text::simple_fold(text, scratch.folded, ClassSink{scratch.classes})) {
        scratch.classes.push_back(CharClass::kOther);
        append_values(scratch, values);
        if (!values.empty()) return;
    }
    for (const Token& token : tokenize(text).tokens) values.push_back(token.value);
}

}  // namespace diglot
