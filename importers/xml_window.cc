#include "importers/xml_window.h"

#include <algorithm>

#include "importers/xml_stream.h"

namespace diglot {
namespace {

constexpr std::size_t kShownLine =
    1000;  ///< Longest line, in bytes, of which a diagnostic shows the start.

/// CRLF and CR become LF (XML 1.0, 2.11). `skip` says that a CR ended the chunk before.
void normalise_line_ends(std::string& text, std::size_t start, bool& skip) {
    if (skip && start < text.size()) {
        if (text[start] == '\n') text.erase(start, 1);
        skip = false;
    }
    const std::size_t first = text.find('\r', start);
    if (first == std::string::npos) return;
    std::size_t to = first;
    for (std::size_t from = first; from < text.size(); ++from) {
        if (text[from] != '\r') {
            text[to++] = text[from];
            continue;
        }
        text[to++] = '\n';
        if (from + 1 == text.size())
            skip = true;
        else if (text[from + 1] == '\n')
            ++from;
    }
    text.resize(to);
}

Position advance(Position from, std::string_view text) {
    for (;;) {
        const std::size_t newline = text.find('\n');
        if (newline == std::string_view::npos) break;
        ++from.line;
        from.column = 1;
        text.remove_prefix(newline + 1);
    }
    for (const char c : text) from.column += (c & 0xC0) != 0x80 ? 1 : 0;
    return from;
}

}  // namespace

bool XmlWindow::fail(std::string code, std::string message, bool at_end) {
    fault_ = {std::move(code), std::move(message), at_, at_end};
    return false;
}

bool XmlWindow::more() {
    if (ended_) return false;
    std::size_t keep = base_;
    if (base_ > 0) {
        const std::size_t newline = buffer_.rfind('\n', base_ - 1);
        const std::size_t line_start = newline == std::string::npos ? 0 : newline + 1;
        const bool known = newline != std::string::npos || starts_line_;
        if (known && base_ - line_start <= kShownLine) keep = line_start;
        starts_line_ = keep == line_start && known;
    }
    if (keep > 0) {
        if (mark_ < keep) {
            mark_position_ =
                advance(mark_position_, std::string_view(buffer_).substr(mark_, keep - mark_));
            mark_ = keep;
        }
        buffer_.erase(0, keep);
        base_ -= keep;
        mark_ -= keep;
    }
    const std::size_t start = buffer_.size();
    if (!text_.append_to(buffer_)) {
        ended_ = true;
        return false;
    }
    normalise_line_ends(buffer_, start, skip_line_feed_);
    return true;
}

void XmlWindow::commit() {
    base_ += at_;
    at_ = 0;
}

Position XmlWindow::start() {
    mark_position_ = position(0);
    mark_ = base_;
    return mark_position_;
}

Position XmlWindow::position(std::size_t at) const {
    return advance(mark_position_, std::string_view(buffer_).substr(mark_, base_ + at - mark_));
}

std::string XmlWindow::line(std::size_t at) const {
    const std::size_t here = std::min(base_ + at, buffer_.size());
    const std::size_t newline = here == 0 ? std::string::npos : buffer_.rfind('\n', here - 1);
    if (newline == std::string::npos && !starts_line_) return {};
    const std::size_t start = newline == std::string::npos ? 0 : newline + 1;
    if (here - start > kShownLine) return {};
    std::size_t end = std::min(buffer_.find('\n', here), buffer_.size());
    end = std::min(end, here + kShownLine);
    while (end > here && end < buffer_.size() && (buffer_[end] & 0xC0) == 0x80) --end;
    std::string out;
    for (const char c : std::string_view(buffer_).substr(start, end - start)) {
        if (c == TextSource::kInvalidByte)
            out += "\xEF\xBF\xBD";
        else
            out += c;
    }
    return out;
}

bool XmlWindow::looking_at(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (peek(i) != static_cast<unsigned char>(text[i])) return false;
    }
    return true;
}

bool XmlWindow::skip_space() {
    const std::size_t start = at_;
    while (is_xml_space(peek())) ++at_;
    return at_ > start;
}

bool XmlWindow::skip_past(std::string_view pattern, const char* inside) {
    for (;;) {
        const std::size_t found = buffer_.find(pattern, base_ + at_);
        if (found != std::string::npos) {
            at_ = found - base_ + pattern.size();
            return true;
        }
        const std::size_t all = buffer_.size() - base_;
        at_ = std::max(at_, all > pattern.size() ? all - pattern.size() + 1 : 0);
        if (at_ > XmlStream::kMostFragmentBytes) {
            return fail("xml.too-large", std::string(inside) + " is larger than 64 MiB");
        }
        if (!more()) {
            at_ = buffer_.size() - base_;
            return fail("xml.truncated", std::string("the file ends inside ") + inside, true);
        }
    }
}

}  // namespace diglot
