// Whether a Chinese term in a text is that term, or a piece of two words that touch: 積分 in
// 累積分佈.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace diglot {

/// By the words of ICU's dictionary, as its word break iterator finds them among the characters
/// around the place, three on either side. Not for two threads at once.
class HanBoundaries {
public:
    HanBoundaries();
    ~HanBoundaries();
    HanBoundaries(HanBoundaries&&) noexcept;

    /// Forgets the text before; `text` must outlive the questions about it.
    void set_text(std::string_view text);
    /// Whether text[start, end), all Han, may be a word of its own. `known`: whether the term is a
    /// word of the dictionary, see is_word(). docs/glossary.md, "Chinese", has the rule.
    bool stands(std::size_t start, std::size_t end, bool known);
    /// Whether the dictionary has all of it as one word, or it is one character.
    bool is_word(std::string_view term);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
