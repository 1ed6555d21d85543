// The window on a text that XmlScanner looks through: refilled as it is read, with places counted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/diagnostic.h"
#include "importers/encoding.h"

namespace diglot {

inline bool is_xml_space(int c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Line ends are LF in it, whatever they are in the text. Offsets count from `base`, which moves in
/// commit() only.
class XmlWindow {
public:
    struct Fault {
        std::string code;
        std::string message;
        std::size_t at = 0;
        bool at_end = false;  ///< The text ended here.
    };

    explicit XmlWindow(TextSource& text) : text_(text) {}

    /// The byte `ahead` of the cursor; -1 at the end of the text.
    int peek(std::size_t ahead = 0) {
        while (base_ + at_ + ahead >= buffer_.size()) {
            if (!more()) return -1;
        }
        return static_cast<unsigned char>(buffer_[base_ + at_ + ahead]);
    }
    bool looking_at(std::string_view text);
    void skip(std::size_t bytes) { at_ += bytes; }
    void move_to(std::size_t at) { at_ = at; }
    bool skip_space();
    /// Moves behind the next `pattern`; a fault if there is none.
    bool skip_past(std::string_view pattern, const char* inside);
    /// Everything up to the cursor is done with.
    void commit();
    std::size_t at() const { return at_; }
    std::string_view done() const { return std::string_view(buffer_).substr(base_, at_); }

    /// Always false.
    bool fail(std::string code, std::string message, bool at_end = false);
    const Fault& fault() const { return fault_; }

    /// Where commit() was called last. Cheaper than position(0) if called for each element.
    Position start();
    Position position(std::size_t at) const;
    /// The line at that place, if it is short enough to show.
    std::string line(std::size_t at) const;

protected:
    /// Reads on; false at the end of the text.
    bool more();

    std::string buffer_;
    std::size_t base_ = 0;
    std::size_t at_ = 0;  ///< The cursor, from base_.
    Fault fault_;

private:
    TextSource& text_;
    bool ended_ = false;
    bool skip_line_feed_ = false;
    bool starts_line_ = true;  ///< Whether buffer_ begins at the start of a line.
    std::size_t mark_ = 0;     ///< Offset into buffer_ of mark_position_; at most base_.
    Position mark_position_{1, 1};
};

}  // namespace diglot
