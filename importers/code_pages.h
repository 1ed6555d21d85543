// Which of the encodings before Unicode a text is in, where its languages are known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"

namespace diglot {

struct LikelyEncoding {
    std::string name;    ///< As ICU knows it: "windows-1251", "Big5".
    int confidence = 0;  ///< ICU's, of 100; 10 where it has seen too little.
};

/// What ICU's detector takes `bytes` for, the likeliest first. Only 8-bit encodings that all of
/// `bytes` is in, but for a character cut off at the end.
std::vector<LikelyEncoding> likely_encodings(std::string_view bytes);

/// The code page of those languages in which `bytes` reads as their text: by CLDR's exemplar
/// characters (UTS #35, part 2, "Character Elements"), by capitals in the middle of words, and
/// between equals by `likely`. Nothing where no page of the languages makes 85 of 100 letters fit.
std::optional<std::string> code_page_of(std::string_view bytes,
                                        const std::vector<LanguageTag>& languages,
                                        const std::vector<LikelyEncoding>& likely);

/// The languages that the start of a text names in ASCII: the header of a catalogue, Wordfast's and
/// Workbench's, the first comment of UTX. Header rows of tables are read elsewhere.
std::vector<LanguageTag> languages_in_head(std::string_view head);

}  // namespace diglot
