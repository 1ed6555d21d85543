#include "importers/text_lines.h"

#include <algorithm>

namespace diglot {

bool TextLines::next(std::string& line) {
    line.clear();
    has_end_ = false;
    bool any = false;
    while (!has_end_) {
        if (at_ == buffer_.size()) {
            buffer_.clear();
            at_ = 0;
            if (!text_.append_to(buffer_)) break;
        }
        any = true;
        const std::size_t end = std::min(buffer_.find('\n', at_), buffer_.size());
        if (line.size() <= kLongestLine) line.append(buffer_, at_, end - at_);
        has_end_ = end < buffer_.size();
        at_ = std::min(end + 1, buffer_.size());
    }
    if (line.ends_with('\r')) line.pop_back();
    if (line.size() > kLongestLine) {
        line.resize(kLongestLine);
        line += TextSource::kInvalidByte;
    }
    number_ += any ? 1 : 0;
    return any;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
}

}  // namespace diglot
