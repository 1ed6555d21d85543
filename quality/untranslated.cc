#include "quality/untranslated.h"

#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"

namespace diglot {
namespace {

/// Letters and Han of a text, folded: what makes two texts the same but for punctuation.
std::string letters_of(std::string_view text) {
    std::string letters;
    const std::string folded = fold_text(text);
    const Characters all(folded);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (is_han(all[i]) || is_word_letter(all[i])) letters += all.slice(i, i + 1);
    return letters;
}

/// Whether the text says something that must be put into other words: two Han characters, or of
/// other scripts `least_words` words in lower case, which is more than a name.
bool needs_translation(std::string_view text, const LanguageTag& lang, std::size_t least_words) {
    if (writes_han(lang)) {
        std::size_t han = 0;
        const Characters all(text);
        for (std::size_t i = 0; i < all.size(); ++i) han += is_han(all[i]);
        return han >= 2;
    }
    std::size_t lower = 0;
    for (const Word& word : find_words(text)) {
        const std::string_view letters = text.substr(word.start, word.end - word.start);
        lower += letters.size() > 1 &&
                 letters.find_first_not_of("abcdefghijklmnopqrstuvwxyz'") == letters.npos;
    }
    return lower >= least_words && text.find_first_of("<>{}=_\\/$|`@") == text.npos;
}

}  // namespace

bool is_blank(std::string_view text) {
    const Characters all(text);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool unseen = (all[i] >= 0x200B && all[i] <= 0x200F) || all[i] == 0x2060 ||
                            all[i] == 0xFEFF || all[i] == 0xAD;
        if (!is_space(all[i]) && !unseen) return false;
    }
    return true;
}

bool is_untranslated(std::string_view source, const LanguageTag& source_lang,
                     std::string_view target, const LanguageTag& target_lang,
                     std::size_t least_words) {
    // Cheap first: the same letters need about as many bytes.
    const std::size_t longer = std::max(source.size(), target.size());
    if (source != target && std::min(source.size(), target.size()) * 3 < longer) return false;
    // Languages that share their script share words, too, and Chinese whole sentences.
    const bool from_han = writes_han(source_lang), to_han = writes_han(target_lang);
    if (from_han == to_han && (from_han || source != target)) return false;
    if (from_han != to_han && has_han(source) != has_han(target)) return false;
    if (!needs_translation(source, source_lang, least_words)) return false;
    return letters_of(source) == letters_of(target);
}

}  // namespace diglot
