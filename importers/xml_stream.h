// XML of any size in bounded memory: the outline is checked as it streams by, and the elements a
// reader asks for are cut out whole and parsed one at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tinyxml2.h>

#include "core/markup.h"
#include "core/result.h"
#include "importers/encoding.h"

namespace diglot {

/// The root element's start tag.
struct XmlRoot {
    std::string name;    ///< Local name: "tmx", "martif".
    std::string prefix;  ///< Its namespace prefix; nearly always empty.
    std::vector<Attribute> attributes;
    Position position;

    const std::string* attribute(std::string_view attribute_name) const {
        return find_attribute(attributes, attribute_name);
    }
};

/// What a reader wants of a document. All of them are local names.
struct XmlOutline {
    std::vector<std::string> fragments = {};  ///< Elements to cut out whole: header, tu.
    std::vector<std::string> content = {};    ///< Elements in which white space alone is content
                                              ///< too: seg, prop, note.
    std::vector<std::string> frame = {};      ///< Elements passed through: body. Others are named
                                              ///< in a warning.
    std::vector<std::string> starts = {};     ///< Elements passed through whose start tag is handed
                                              ///< over too, as one without content: file, group.
    std::vector<std::string> ignored = {};    ///< Elements passed over with all that is in them.
    bool extensible = false;  ///< Elements not named here are passed through without a warning, as
                              ///< is text in them.
};

/// One element cut out, valid until the next call of XmlStream::next().
struct XmlFragment {
    const tinyxml2::XMLElement* element = nullptr;
    Position position;      ///< Of its "<".
    std::size_t depth = 0;  ///< Elements open around it; 1 for a child of the root.
    bool is_start = false;  ///< Only the start tag, of one of XmlOutline::starts.

    /// The line of an element within the fragment; its column is not known, unless it is the
    /// fragment itself.
    Position position_of(const tinyxml2::XMLElement& inner) const;
};

/// Reads one document. First open(), then next() until it gives null.
/// Line ends are LF, forbidden characters are gone and reported, entities other than XML's five
/// stay as written and are reported. Comments and processing instructions inside a fragment are
/// dropped. A DOCTYPE is skipped: never expanded, never fetched.
class XmlStream {
public:
    static constexpr std::size_t kMostFragmentBytes = 64u << 20;
    static constexpr std::size_t kDeepest =
        90;  ///< Levels of elements in a fragment; tinyxml2 ends at 100.

    /// `file` is what diagnostics name; `report` takes what costs one fragment (Severity::kError)
    /// or nothing (kWarning).
    XmlStream(TextSource& text, std::string file, std::function<void(Diagnostic)> report);
    ~XmlStream();

    /// Reads the prolog and the root's start tag. The error says that this is no XML (xml.not-xml,
    /// xml.empty …).
    Result<XmlRoot> open();
    const XmlRoot& root() const { return root_; }

    /// Says what to cut out. Call it before next().
    void set_outline(XmlOutline outline);
    /// The next fragment, parsed; null after the root's end tag. A broken fragment is reported and
    /// skipped, if its end can be found. An error means that the rest of the document cannot be
    /// read; then do not call it again.
    Result<const XmlFragment*> next();
    /// Whether an element of the outline's frame, or a fragment, of that local name was met.
    bool met(std::string_view local_name) const;
    /// Fragments reported as broken and left out.
    std::uint64_t skipped() const { return skipped_; }

    const std::string& file() const { return file_; }
    const EncodingGuess& encoding() const { return text_.encoding(); }
    /// The line the latest fragment starts in, if short; for Diagnostic::excerpt.
    std::string excerpt() const;
    /// A diagnostic with this file, the fragment's position and its line.
    Diagnostic diagnostic(Severity severity, std::string code, std::string message) const;
    /// Hands a diagnostic to `report`.
    void report(Diagnostic diagnostic);

private:
    struct Scanner;
    enum class FragmentState { kGood, kSkipped, kFatal };

    bool is_fragment(std::string_view name) const;
    bool skip_misc();
    bool open_element(bool& is_start);
    bool close_element();
    FragmentState read_fragment();
    FragmentState lose_fragment(Diagnostic problem, const std::string& name, Position start);
    void report_repairs();
    Diagnostic fault(Severity severity) const;
    Diagnostic located(Severity severity, std::string code, std::string message,
                       std::size_t at) const;

    TextSource& text_;
    std::string file_;
    std::function<void(Diagnostic)> report_;
    XmlRoot root_;
    std::uint64_t skipped_ = 0;
    XmlFragment fragment_;
    std::optional<Diagnostic> lost_;  ///< The fault in a fragment whose end was not found.
    std::unique_ptr<Scanner> scanner_;
};

/// The name without its prefix: "tu" of "tmx:tu".
std::string_view local_name(std::string_view name);

/// The element with everything in it but comments; adjacent runs of text are one run.
Markup to_markup(const tinyxml2::XMLElement& element);
/// What is inside the element, likewise.
std::vector<Markup> to_markup_children(const tinyxml2::XMLElement& element);
/// All attributes, in file order.
std::vector<Attribute> to_attributes(const tinyxml2::XMLElement& element);
/// The first child element of that local name, or null.
const tinyxml2::XMLElement* first_child(const tinyxml2::XMLElement& element,
                                        std::string_view local_name);

}  // namespace diglot
