// The scanner behind XmlStream: finds where elements begin and end, and checks what tinyxml2 does not.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "importers/xml_stream.h"

namespace diglot {

/// What the bytes 1 to 4 stand for in a fragment on its way through tinyxml2, which drops text that is only white space
/// and stops at "&#;". XML has no such characters, so none of the text's own are there.
inline constexpr std::string_view kStandIns = " \t\n&";

/// A change to a fragment before it is parsed: `length` bytes at `at` go, `put` (if any) takes their place.
struct XmlEdit {
    std::size_t at = 0;
    std::size_t length = 0;
    char put = 0;
};

/// Something the scanner repaired in a fragment: how often, and the first of them.
struct XmlRepair {
    std::size_t count = 0;
    std::size_t first_at = 0;
    std::string first;

    void add(std::size_t at, std::string_view what) {
        if (count++ > 0) return;
        first_at = at;
        first = what;
    }
};

/// A window on the text, refilled as it is scanned. Offsets count from `base`, which moves in commit() only.
class XmlScanner {
public:
    struct Fault {
        std::string code;
        std::string message;
        std::size_t at = 0;
        bool at_end = false;  ///< The text ended here.
    };

    explicit XmlScanner(TextSource& text) : text_(text) {}

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

    /// One token at the cursor. False: see fault().
    bool start_tag();
    bool end_tag();
    bool doctype();
    bool text();
    /// A whole element, from its "<". False: see fault().
    bool element();
    /// After a fault inside <name …>: moves behind its end tag, or before the next <name or the end tag of `parent`.
    bool resume(const std::string& name, const std::string& parent);
    /// The name after "<", the cursor stays.
    std::string peek_name();

    /// Names of the elements open in the token or element scanned last; empty after a closed one.
    bool closed() const { return names_.empty(); }
    void begin();  ///< Forgets what the last element left behind: names, edits, repairs.

    const Fault& fault() const { return fault_; }
    bool fail(std::string code, std::string message, bool at_end = false);
    /// Where commit() was called last. Cheaper than position(0) if called for each element.
    Position start();
    Position position(std::size_t at) const;
    /// The line at that place, if it is short enough to show.
    std::string line(std::size_t at) const;

    std::vector<std::string> content;  ///< As XmlOutline::content.
    std::vector<XmlEdit> edits;
    XmlRepair forbidden, entities, ampersands, invalid;
    bool text_was_blank = true;  ///< Of the last text().
    std::size_t text_at = 0;     ///< Where it has its first character that is no white space.

private:
    struct Name {
        std::size_t at = 0;
        std::size_t length = 0;
    };
    bool more();
    bool name(std::size_t& length);
    bool attribute(std::vector<Name>& seen);
    bool attribute_value();
    void reference();
    void special(unsigned char c);
    bool markup_declaration();
    bool start_nested();
    bool is_content(std::string_view element_name) const;
    std::string_view view(const Name& n) const {
        return std::string_view(buffer_).substr(base_ + n.at, n.length);
    }

    TextSource& text_;
    std::string buffer_;
    std::size_t base_ = 0;
    std::size_t at_ = 0;
    bool ended_ = false;
    bool skip_line_feed_ = false;
    bool starts_line_ = true;  ///< Whether buffer_ begins at the start of a line.
    std::size_t mark_ = 0;     ///< Offset into buffer_ of mark_position_; at most base_.
    Position mark_position_{1, 1};
    std::vector<Name> names_;
    std::vector<Name> attributes_;
    std::size_t content_depth_ = 0;
    Fault fault_;
};

}  // namespace diglot
