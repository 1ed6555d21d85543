#include "importers/xml_stream.h"

#include <algorithm>
#include <map>

#include "importers/xml_scanner.h"

namespace diglot {
namespace {

constexpr std::size_t kMostWarnings = 100;  ///< Of one code, told one by one; the rest is counted.

/// An element of the outline that is open.
struct OpenElement {
    std::string name;
    Position position;
};

/// The text lies in the document's own buffer.
void put_back(const char* text) {
    for (char* c = const_cast<char*>(text); *c != '\0'; ++c) {
        if (*c >= 1 && *c <= 4) *c = kStandIns[static_cast<std::size_t>(*c - 1)];
    }
}

/// Puts back what kStandIns stand for.
void put_back(const tinyxml2::XMLNode& parent) {
    for (const tinyxml2::XMLNode* node = parent.FirstChild(); node != nullptr;
         node = node->NextSibling()) {
        if (const tinyxml2::XMLElement* element = node->ToElement()) {
            for (const tinyxml2::XMLAttribute* a = element->FirstAttribute(); a != nullptr;
                 a = a->Next()) {
                put_back(a->Value());
            }
            put_back(*node);
        } else if (node->ToText() != nullptr) {
            put_back(node->Value());
        }
    }
}

void append_children(const tinyxml2::XMLElement& element, std::vector<Markup>& out) {
    for (const tinyxml2::XMLNode* node = element.FirstChild(); node != nullptr;
         node = node->NextSibling()) {
        if (const tinyxml2::XMLElement* child = node->ToElement()) {
            out.push_back(to_markup(*child));
        } else if (node->ToText() != nullptr && *node->Value() != '\0') {
            if (!out.empty() && out.back().is_text())
                out.back().text += node->Value();
            else
                out.push_back(Markup::run(node->Value()));
        }
    }
}

}  // namespace

struct XmlStream::Scanner {
    explicit Scanner(TextSource& text) : scan(text) {}

    XmlScanner scan;
    XmlOutline outline;
    std::vector<OpenElement> open;
    bool closed = false;  ///< The root's end tag was read.
    bool stray_text = false;
    std::vector<std::string> met;
    tinyxml2::XMLDocument document{true, tinyxml2::PRESERVE_WHITESPACE};
    std::string scratch;
    std::map<std::string, std::size_t> warnings;  ///< By code.
    std::size_t ignored_depth = 0;  ///< Elements open when an ignored one began, and it; 0: none.

    bool ignoring() const { return ignored_depth > 0 && open.size() >= ignored_depth; }
    /// Text of an ignored element or one the format knows nothing of is nobody's.
    bool may_hold_text() const {
        if (ignoring()) return true;
        if (!outline.extensible || open.empty()) return false;
        const std::string_view name = local_name(open.back().name);
        return !is_one(outline.frame, name) && !is_one(outline.starts, name);
    }
    static bool is_one(const std::vector<std::string>& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    }
    bool is_met(std::string_view name) const {
        return std::find(met.begin(), met.end(), name) != met.end();
    }
    /// The bytes scanned with their edits, parsed.
    const tinyxml2::XMLElement* parse(std::string_view closing) {
        std::string_view bytes = scan.done();
        if (!scan.edits.empty() || !closing.empty()) {
            scratch.clear();
            std::size_t from = 0;
            for (const XmlEdit& edit : scan.edits) {
                scratch.append(bytes, from, edit.at - from);
                if (edit.put != 0) scratch += edit.put;
                from = edit.at + edit.length;
            }
            scratch.append(bytes.substr(from));
            scratch += closing;
            bytes = scratch;
        }
        if (document.Parse(bytes.data(), bytes.size()) != tinyxml2::XML_SUCCESS) return nullptr;
        const bool stand_ins =
            std::any_of(scan.edits.begin(), scan.edits.end(),
                        [](const XmlEdit& edit) { return edit.put >= 1 && edit.put <= 4; });
        if (stand_ins) put_back(document);
        return document.RootElement();
    }
};

XmlStream::XmlStream(TextSource& text, std::string file, std::function<void(Diagnostic)> report)
    : text_(text),
      file_(std::move(file)),
      report_(std::move(report)),
      scanner_(std::make_unique<Scanner>(text)) {}

XmlStream::~XmlStream() = default;

void XmlStream::set_outline(XmlOutline outline) {
    scanner_->scan.content = outline.content;
    scanner_->outline = std::move(outline);
}

bool XmlStream::met(std::string_view local_name) const { return scanner_->is_met(local_name); }

std::string XmlStream::excerpt() const { return scanner_->scan.line(0); }

Diagnostic XmlStream::diagnostic(Severity severity, std::string code, std::string message) const {
    return {severity, std::move(code), std::move(message), fragment_.position, file_, excerpt()};
}

void XmlStream::report(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::kWarning) {
        if (++scanner_->warnings[diagnostic.code] > kMostWarnings) return;
    }
    report_(std::move(diagnostic));
}

/// What the scanner stopped at.
Diagnostic XmlStream::fault(Severity severity) const {
    const XmlScanner& scan = scanner_->scan;
    const XmlScanner::Fault& fault = scan.fault();
    return {severity, fault.code,         fault.message, scan.position(fault.at),
            file_,    scan.line(fault.at)};
}

Diagnostic XmlStream::located(Severity severity, std::string code, std::string message,
                              std::size_t at) const {
    const XmlScanner& scan = scanner_->scan;
    return {severity, std::move(code), std::move(message), scan.position(at), file_, scan.line(at)};
}

Result<XmlRoot> XmlStream::open() {
    XmlScanner& scan = scanner_->scan;
    const EncodingGuess& encoding = text_.encoding();
    if (encoding.contradicts) {
        report({Severity::kWarning,
                "xml.encoding",
                "the file says its encoding is " + encoding.declared + ", but it is read as " +
                    encoding.name,
                {1, 1},
                file_,
                {}});
    }
    for (;;) {
        scan.begin();
        scan.skip_space();
        scan.commit();
        const int c = scan.peek();
        if (c < 0) return located(Severity::kError, "xml.empty", "the file has no content", 0);
        if (c != '<') return located(Severity::kError, "xml.not-xml", "this is not XML", 0);
        bool good = true;
        if (scan.looking_at("<?"))
            good = scan.skip_past("?>", "a processing instruction");
        else if (scan.looking_at("<!--"))
            good = scan.skip_past("-->", "a comment");
        else if (scan.looking_at("<!DOCTYPE") || scan.looking_at("<!doctype"))
            good = scan.doctype();
        else
            break;
        if (!good) return fault(Severity::kError);
    }
    scan.begin();
    const std::string name = scan.peek_name();
    if (!scan.start_tag()) return fault(Severity::kError);
    const bool self_closed = scan.closed();
    const tinyxml2::XMLElement* element =
        scan.invalid.count > 0 ? nullptr : scanner_->parse(self_closed ? "" : ("</" + name + ">"));
    if (element == nullptr)
        return located(Severity::kError, "xml.not-xml", "the first tag is malformed", 0);
    root_.name = local_name(name);
    root_.prefix =
        name.size() > root_.name.size() ? name.substr(0, name.size() - root_.name.size() - 1) : "";
    root_.attributes = to_attributes(*element);
    root_.position = scan.position(0);
    scanner_->met.push_back(root_.name);
    if (self_closed)
        scanner_->closed = true;
    else
        scanner_->open.push_back({name, root_.position});
    return root_;
}

Result<const XmlFragment*> XmlStream::next() {
    XmlScanner& scan = scanner_->scan;
    for (;;) {
        scan.commit();
        scan.begin();
        scan.text();
        if (!scan.text_was_blank && scanner_->closed) {
            return located(Severity::kError, "xml.trailing", "text follows the end of the document",
                           scan.text_at);
        }
        if (!scan.text_was_blank && !scanner_->stray_text && !scanner_->may_hold_text()) {
            scanner_->stray_text = true;
            report(located(Severity::kWarning, "xml.stray-text",
                           "text between elements is left out", scan.text_at));
        }
        scan.commit();
        if (scan.peek() < 0) break;
        if (scan.peek() != '<') continue;  // A run of text longer than the window.
        const int c = scan.peek(1);
        if (c == '?' || c == '!') {
            if (!skip_misc()) return fault(Severity::kError);
        } else if (c == '/') {
            if (!close_element()) return fault(Severity::kError);
        } else if (!scanner_->ignoring() && is_fragment(scan.peek_name())) {
            if (scanner_->closed) {
                return located(Severity::kError, "xml.trailing",
                               "an element follows the end of the document", 0);
            }
            const FragmentState state = read_fragment();
            if (state == FragmentState::kGood) return &fragment_;
            if (state == FragmentState::kFatal) return lost_ ? *lost_ : fault(Severity::kError);
        } else {
            if (scanner_->closed) {
                return located(Severity::kError, "xml.trailing",
                               "an element follows the end of the document", 0);
            }
            bool is_start = false;
            if (!open_element(is_start)) return fault(Severity::kError);
            if (is_start) return &fragment_;
        }
    }
    if (!scanner_->closed) {
        const OpenElement& open = scanner_->open.back();
        scan.fail("xml.truncated",
                  "the file ends inside <" + open.name + ">, opened at line " +
                      std::to_string(open.position.line),
                  true);
        return fault(Severity::kError);
    }
    for (const auto& [code, count] : scanner_->warnings) {
        if (count <= kMostWarnings) continue;
        report_({Severity::kNote,
                 code,
                 std::to_string(count - kMostWarnings) + " more of this kind",
                 {},
                 file_,
                 {}});
    }
    return static_cast<const XmlFragment*>(nullptr);
}

bool XmlStream::is_fragment(std::string_view name) const {
    return Scanner::is_one(scanner_->outline.fragments, local_name(name));
}

/// A comment, processing instruction or CDATA section between elements.
bool XmlStream::skip_misc() {
    XmlScanner& scan = scanner_->scan;
    if (scan.looking_at("<!--")) return scan.skip_past("-->", "a comment");
    if (scan.looking_at("<?")) return scan.skip_past("?>", "a processing instruction");
    if (scan.looking_at("<![CDATA[") && !scanner_->closed)
        return scan.skip_past("]]>", "a CDATA section");
    return scan.fail("xml.not-well-formed", "\"<!\" starts nothing that may stand here");
}

bool XmlStream::open_element(bool& is_start) {
    XmlScanner& scan = scanner_->scan;
    const XmlOutline& outline = scanner_->outline;
    const std::string name = scan.peek_name();
    const std::string local(local_name(name));
    const Position position = scan.position(0);
    if (!scan.start_tag()) return false;
    if (scan.invalid.count > 0) {
        return scan.fail("xml.bad-bytes",
                         "bytes that are not " + text_.encoding().name + " stand in a tag");
    }
    const bool ignoring = scanner_->ignoring();
    is_start = !ignoring && Scanner::is_one(outline.starts, local);
    const bool ignored = !ignoring && Scanner::is_one(outline.ignored, local);
    const bool known = is_start || ignored || ignoring || outline.extensible ||
                       Scanner::is_one(outline.frame, local);
    if (!known && !met(local)) {
        report({Severity::kWarning, "xml.unknown-element",
                "<" + name + "> is not known here and passed over", position, file_, scan.line(0)});
    }
    if (!ignoring && !met(local)) scanner_->met.push_back(local);
    if (is_start) {
        fragment_.element = scanner_->parse(scan.closed() ? "" : ("</" + name + ">"));
        fragment_.position = position;
        fragment_.depth = scanner_->open.size();
        fragment_.is_start = true;
        if (fragment_.element == nullptr)
            return scan.fail("xml.not-well-formed", "the tag <" + name + "> is malformed");
    }
    if (scan.closed()) return true;
    if (scanner_->open.size() >= kDeepest)
        return scan.fail("xml.too-deep", "elements are nested more than 90 deep");
    scanner_->open.push_back({name, position});
    if (ignored) scanner_->ignored_depth = scanner_->open.size();
    return true;
}

bool XmlStream::close_element() {
    XmlScanner& scan = scanner_->scan;
    const std::size_t tag = scan.at();
    scan.skip(1);
    const std::string name = scan.peek_name();
    scan.skip(1 + name.size());
    scan.skip_space();
    if (scan.peek() < 0) return scan.fail("xml.truncated", "the file ends inside a tag", true);
    if (name.empty() || scan.peek() != '>')
        return scan.fail("xml.not-well-formed", "an end tag is malformed");
    if (scanner_->open.empty())
        return scan.fail("xml.trailing", "</" + name + "> follows the end of the document");
    const OpenElement& open = scanner_->open.back();
    if (open.name != name) {
        scan.move_to(tag);
        return scan.fail("xml.not-well-formed",
                         "</" + name + "> stands where </" + open.name +
                             "> should, opened at line " + std::to_string(open.position.line) +
                             ", column " + std::to_string(open.position.column));
    }
    scan.skip(1);
    scanner_->open.pop_back();
    if (!scanner_->ignoring()) scanner_->ignored_depth = 0;
    scanner_->closed = scanner_->open.empty();
    return true;
}

XmlStream::FragmentState XmlStream::read_fragment() {
    XmlScanner& scan = scanner_->scan;
    const std::string name = scan.peek_name();
    const std::string local(local_name(name));
    if (!met(local)) scanner_->met.push_back(local);
    const Position start = scan.start();
    fragment_.element = nullptr;
    fragment_.position = start;
    fragment_.depth = scanner_->open.size();
    fragment_.is_start = false;
    if (!scan.element()) {
        if (scan.fault().at_end) return FragmentState::kFatal;
        Diagnostic problem = fault(Severity::kError);
        if (!scan.resume(name, scanner_->open.empty() ? name : scanner_->open.back().name)) {
            return lose_fragment(std::move(problem), name, start);
        }
        ++skipped_;
        problem.message += "; this <" + local + "> is left out";
        report(std::move(problem));
        return FragmentState::kSkipped;
    }
    if (scan.invalid.count > 0) {
        ++skipped_;
        report(located(
            Severity::kError, "xml.bad-bytes",
            "bytes that are not " + text_.encoding().name + "; this <" + local + "> is left out",
            scan.invalid.first_at));
        return FragmentState::kSkipped;
    }
    report_repairs();
    fragment_.element = scanner_->parse({});
    if (fragment_.element == nullptr) {
        ++skipped_;
        report(located(
            Severity::kError, "xml.not-well-formed",
            std::string(scanner_->document.ErrorName()) + "; this <" + local + "> is left out", 0));
        return FragmentState::kSkipped;
    }
    return FragmentState::kGood;
}

/// No end of a broken fragment was found: the rest of the file is lost with it.
XmlStream::FragmentState XmlStream::lose_fragment(Diagnostic problem, const std::string& name,
                                                  Position start) {
    problem.message +=
        "; no end of <" + name + "> (line " + std::to_string(start.line) + ") was found";
    lost_ = std::move(problem);
    return FragmentState::kFatal;
}

void XmlStream::report_repairs() {
    const XmlScanner& scan = scanner_->scan;
    if (const XmlRepair& repair = scan.forbidden; repair.count > 0) {
        const std::string what =
            repair.count == 1
                ? "1 character that XML does not allow was dropped: " + repair.first
                : std::to_string(repair.count) +
                      " characters that XML does not allow were dropped, first " + repair.first;
        report(located(Severity::kWarning, "xml.forbidden-character", what, repair.first_at));
    }
    if (const XmlRepair& repair = scan.entities; repair.count > 0) {
        report(located(Severity::kWarning, "xml.entity",
                       "the entity " + repair.first + " is not known and stays as written",
                       repair.first_at));
    }
    if (const XmlRepair& repair = scan.ampersands; repair.count > 0) {
        report(located(Severity::kWarning, "xml.ampersand",
                       "\"&\" starts no entity here and stays as written", repair.first_at));
    }
}

Position XmlFragment::position_of(const tinyxml2::XMLElement& inner) const {
    if (&inner == element) return position;
    return {position.line + static_cast<std::size_t>(std::max(inner.GetLineNum(), 1)) - 1, 0};
}

std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

Markup to_markup(const tinyxml2::XMLElement& element) {
    Markup out = Markup::node(element.Name(), to_attributes(element));
    append_children(element, out.children);
    return out;
}

std::vector<Markup> to_markup_children(const tinyxml2::XMLElement& element) {
    std::vector<Markup> out;
    append_children(element, out);
    return out;
}

std::vector<Attribute> to_attributes(const tinyxml2::XMLElement& element) {
    std::vector<Attribute> out;
    for (const tinyxml2::XMLAttribute* a = element.FirstAttribute(); a != nullptr; a = a->Next()) {
        out.push_back({a->Name(), a->Value()});
    }
    return out;
}

const tinyxml2::XMLElement* first_child(const tinyxml2::XMLElement& element,
                                        std::string_view name) {
    for (const tinyxml2::XMLElement* e = element.FirstChildElement(); e != nullptr;
         e = e->NextSiblingElement()) {
        if (local_name(e->Name()) == name) return e;
    }
    return nullptr;
}

}  // namespace diglot
