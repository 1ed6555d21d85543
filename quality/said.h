// What two texts must share to say the same: letters and digits, not how they are set.
#pragma once

#include <string>
#include <string_view>

#include "core/language_tag.h"

namespace diglot {

/// Letters, Han and digits of the text, folded (case, width, Han script); without white space and
/// punctuation. A text that has none of them folded as it is.
std::string what_is_said(std::string_view text);
/// The same of a translation, without what may differ and say the same: tags that are characters of
/// the text (<b>), and in English the articles.
std::string what_is_said(std::string_view text, const LanguageTag& lang);

}  // namespace diglot
