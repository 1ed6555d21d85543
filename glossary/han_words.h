// A Chinese text divided into the words of ICU's dictionary.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace diglot {

/// Keeps ICU's iterator from one text to the next. One thread.
class HanWords {
public:
    HanWords();
    ~HanWords();

    /// Replaces `words` by the words of the text (and what is between them), which they point into.
    void split(std::string_view text, std::vector<std::string_view>& words);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
