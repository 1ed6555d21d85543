// Whether a translation is no translation: the source once more, or nothing.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/language_tag.h"

namespace diglot {

/// Nothing but white space and characters that are not seen.
bool is_blank(std::string_view text);

/// Whether both have the same letters (white space, punctuation, case and width aside) and the
/// source says something that must be put into other words: two Han characters, or of other
/// scripts `least_words` words in lower case, which is more than a name. Never between two
/// languages written in Han, and between two that share another script only where the texts are
/// equal.
bool is_untranslated(std::string_view source, const LanguageTag& source_lang,
                     std::string_view target, const LanguageTag& target_lang,
                     std::size_t least_words = 4);

}  // namespace diglot
