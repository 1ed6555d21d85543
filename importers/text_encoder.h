// From UTF-8 to bytes of another encoding.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace diglot {

class TextEncoder {
public:
    /// `name` as ICU and IANA have it. Throws IoError where there is no such encoding.
    explicit TextEncoder(const std::string& name);
    ~TextEncoder();
    TextEncoder(const TextEncoder&) = delete;
    TextEncoder& operator=(const TextEncoder&) = delete;

    /// Appends the text, which begins and ends between characters, to `out`. False at a character
    /// that the encoding has not, unless `references` (&#x…;) are made of those.
    bool encode(std::string_view text, bool references, std::string& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
