// UTF-8, one code point at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace diglot {

bool is_valid_utf8(std::string_view text);
/// The code point at `offset`, which moves behind it; U+FFFD for one ill-formed sequence. Requires
/// offset < text.size().
char32_t next_code_point(std::string_view text, std::size_t& offset);
/// Surrogates and what is above U+10FFFF are appended as U+FFFD.
void append_code_point(char32_t code_point, std::string& out);
std::size_t count_code_points(std::string_view text);
std::u32string to_code_points(std::string_view text);

}  // namespace diglot
