// Tags of HTML that stand in a text as text: <b>, </a>, <br/>.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace diglot {

struct TextTag {
    std::size_t start = 0;  ///< Bytes.
    std::size_t end = 0;
    std::string name;  ///< In lower case.
    bool closes = false;
    bool empty = false;  ///< <br>, <hr>, <img>, or one that closes itself.
};

/// In the text's order. Only elements of HTML that stand in running text, and written as such: not
/// "a < b", "<name>", "`strong <strong reference>`", nor a letter without an end, which is a key:
/// "press <s>".
std::vector<TextTag> find_tags(std::string_view text);

/// Those of `tags` that have no partner: an end without a start, a start without an end.
std::vector<TextTag> unpaired(const std::vector<TextTag>& tags);

}  // namespace diglot
