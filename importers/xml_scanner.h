// The scanner behind XmlStream: finds where elements begin and end, and checks what tinyxml2 does
// not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "importers/xml_stream.h"
#include "importers/xml_window.h"

namespace diglot {

/// What the bytes 1 to 4 stand for in a fragment on its way through tinyxml2, which drops text that
/// is only white space and stops at "&#;". XML has no such characters, so none of the text's own
/// are there.
inline constexpr std::string_view kStandIns = " \t\n&";

/// A change to a fragment before it is parsed: `length` bytes at `at` go, `put` (if any) takes
/// their place.
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

/// Tokens and elements of the text in its window. Where a member returns false, fault() says why.
class XmlScanner : public XmlWindow {
public:
    using XmlWindow::XmlWindow;

    /// One token at the cursor.
    bool start_tag();
    bool end_tag();
    bool doctype();
    bool text();
    /// A whole element, from its "<".
    bool element();
    /// After a fault inside <name …>: moves behind its end tag, or before the next <name or the end
    /// tag of `parent`.
    bool resume(const std::string& name, const std::string& parent);
    /// The name after "<", the cursor stays.
    std::string peek_name();

    /// Names of the elements open in the token or element scanned last; empty after a closed one.
    bool closed() const { return names_.empty(); }
    void begin();  ///< Forgets what the last element left behind: names, edits, repairs.

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

    std::vector<Name> names_;
    std::vector<Name> attributes_;
    std::size_t content_depth_ = 0;
};

}  // namespace diglot
