#include "core/text/text_counts.h"

#include <stdexcept>
#include <string>

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include "core/text/utf8.h"

namespace diglot {
namespace {

bool is_asian(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
            return u_isalpha(c);
        default:
            return false;
    }
}

}  // namespace

TextCounts& TextCounts::operator+=(const TextCounts& more) {
    characters += more.characters;
    with_spaces += more.with_spaces;
    asian += more.asian;
    punctuation += more.punctuation;
    other_words += more.other_words;
    return *this;
}

struct TextCounter::State {
    State() {
        UErrorCode status = U_ZERO_ERROR;
        words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("ICU cannot find words: ") + u_errorName(status));
    }

    std::uint64_t other_words(std::string_view text) {
        UErrorCode status = U_ZERO_ERROR;
        UText* opened =
            utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
        words->setText(opened, status);
        std::uint64_t count = 0;
        for (words->first(); words->next() != icu::BreakIterator::DONE;) {
            const std::int32_t kind = words->getRuleStatus();
            // Asian characters are counted one by one.
            if (kind >= UBRK_WORD_NUMBER && kind < UBRK_WORD_KANA) ++count;
        }
        utext_close(opened);
        return count;
    }

    std::unique_ptr<icu::BreakIterator> words;
};

TextCounter::TextCounter() : state_(std::make_unique<State>()) {}
TextCounter::~TextCounter() = default;

TextCounts TextCounter::count(std::string_view text) {
    TextCounts counts;
    bool has_others = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<UChar32>(next_code_point(text, at));
        const bool line_break = c == '\n';
        if (u_iscntrl(c) && !line_break && c != '\t') continue;
        ++counts.with_spaces;
        if (u_isUWhiteSpace(c)) continue;
        ++counts.characters;
        if (is_asian(c)) {
            ++counts.asian;
        } else if (u_isalnum(c)) {
            has_others = true;
        } else if ((U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) {
            ++counts.punctuation;
        }
    }
    if (has_others) counts.other_words = state_->other_words(text);
    return counts;
}

double gmx_characters_per_word(const LanguageTag& lang) {
    const std::string language = lang.language();
    if (language == "zh" || language == "yue") return 2.8;
    return language == "ja" ? 3.0 : 1;
}

double gmx_words(const TextCounts& counts, double characters_per_word) {
    return static_cast<double>(counts.asian) / characters_per_word +
           static_cast<double>(counts.other_words);
}

}  // namespace diglot
