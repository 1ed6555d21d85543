// UTF-8 that was read as windows-1252 or ISO 8859-1: "CafÃ©" for "Café".
#pragma once

#include <string_view>
#include <vector>

#include "quality/cleaning.h"

namespace diglot {

/// The places that decode cleanly, in ascending order; text that was misread twice or three times
/// is decoded as often. Taken as misread are only sequences that no language writes: Â or Ã before
/// a sign of the upper half, runs of Greek or Cyrillic, two Chinese characters, punctuation
/// ("â€™").
std::vector<CleaningEdit> decode_mojibake(std::string_view text);

/// Whether most of the text is signs and letters of the upper half of Latin-1 (¥ì¥¹¥Ý¥ó¥¹): bytes
/// of an encoding of Chinese or Japanese, each read as a character.
bool is_in_another_encoding(std::string_view text);

/// Whether characters were lost so that nobody can decode them: U+FFFD, "ï¿½" and "锟斤拷" (what
/// U+FFFD becomes when it is misread), or the head of a sequence without its tail ("â€?").
bool has_lost_characters(std::string_view text);

}  // namespace diglot
