#include "quality/said.h"

#include "core/text/fold.h"
#include "quality/characters.h"

namespace diglot {

std::string what_is_said(std::string_view text) {
    std::string result;
    const std::string folded = fold_text(text);
    const Characters all(folded);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (is_han(all[i]) || is_word_letter(all[i]) || is_digit(all[i]))
            result += all.slice(i, i + 1);
    return result.empty() ? folded : result;
}

std::string what_is_said(std::string_view text, const LanguageTag& lang) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text[at] == '<' ? text.find('>', at) : text.npos;
        if (end != text.npos) {
            at = end + 1;
            plain += ' ';
        } else {
            plain += text[at++];
        }
    }
    if (!is_english(lang)) return what_is_said(plain);
    std::string kept;
    std::size_t from = 0;
    for (const Word& word : find_words(plain)) {
        const std::string folded = fold_text(plain.substr(word.start, word.end - word.start));
        if (folded != "a" && folded != "an" && folded != "the") continue;
        kept += plain.substr(from, word.start - from);
        from = word.end;
    }
    return what_is_said(kept + plain.substr(from));
}

}  // namespace diglot
