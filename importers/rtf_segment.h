// Segments as Trados' text memories write them: RTF without its head.
#pragma once

#include <string_view>

#include "core/language_tag.h"
#include "tm/unit.h"

namespace diglot {

/// The text, with \endash, \'a1, \u8364 and their like as characters (RTF 1.9.1, "Special
/// Characters", "Unicode RTF"); bytes (\'a1) in the code page Windows has for the language. Groups
/// become <bpt> and <ept>, other control words <ph>, and a group in no language (\lang1024: a tag
/// that Trados protects) one <ph> with all that is in it. What is no RTF stays as it is.
Segment read_rtf_segment(std::string_view rtf, const LanguageTag& lang);

}  // namespace diglot
