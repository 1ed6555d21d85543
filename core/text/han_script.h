// Whether a Han character is written in traditional or in simplified Chinese only.
#pragma once

#include <cstddef>
#include <string_view>

namespace diglot {

enum class HanScript { kBoth, kTraditional, kSimplified };

/// By the character sets that each writes and OpenCC's table: a character of Big5 that GB 2312 lacks
/// and that has a simplified form is traditional (國), one of GB 2312 that Big5 lacks and that is
/// such a form is simplified (国); 中, 台, 里, rare characters and all others may be either.
HanScript han_script(char32_t code_point);

struct HanScriptCounts {
    std::size_t traditional = 0;
    std::size_t simplified = 0;
};
HanScriptCounts count_han_scripts(std::string_view text);

}  // namespace diglot
