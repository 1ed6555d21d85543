#include "importers/xml_scanner.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace diglot {
namespace {

/// Bytes at which a run of text stops to be looked at.
constexpr std::array<bool, 256> make_special() {
    std::array<bool, 256> out{};
    for (int c = 0; c < 0x20; ++c) out[static_cast<std::size_t>(c)] = c != '\t' && c != '\n';
    for (const std::size_t c : {0x26u, 0x3Cu, 0xEFu, 0xFFu}) out[c] = true;  // & and < among them
    return out;
}
constexpr auto kSpecial = make_special();

bool is_name_start(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           (c >= 0x80 && c < 0xFF);
}
char stand_in(char c) { return static_cast<char>(kStandIns.find(c) + 1); }
constexpr char kAmpersandStandIn = 4;

bool is_name(int c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

/// XML 1.0, production 2.
bool is_xml_char(unsigned long c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_known_entity(std::string_view name) {
    return name == "lt" || name == "gt" || name == "amp" || name == "quot" || name == "apos";
}

enum class Reference { kGood, kForbidden, kNone };

/// What "#65" or "#x41" stands for.
Reference judge_number(std::string_view ref) {
    ref.remove_prefix(1);
    int radix = 10;
    if (!ref.empty() && ref[0] == 'x') {
        radix = 16;
        ref.remove_prefix(1);
    }
    if (ref.empty()) return Reference::kNone;
    unsigned long c = 0;
    const auto result = std::from_chars(ref.data(), ref.data() + ref.size(), c, radix);
    if (result.ptr != ref.data() + ref.size()) return Reference::kNone;
    return result.ec == std::errc() && is_xml_char(c) ? Reference::kGood : Reference::kForbidden;
}

std::string describe(unsigned char c) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    return std::string("U+00") + kHex[c >> 4] + kHex[c & 15];
}

}  // namespace

void XmlScanner::begin() {
    names_.clear();
    edits.clear();
    forbidden = entities = ampersands = invalid = {};
    content_depth_ = 0;
}

bool XmlScanner::name(std::size_t& length) {
    const std::size_t start = at_;
    if (is_name_start(peek())) {
        while (is_name(peek())) ++at_;
    }
    length = at_ - start;
    return length > 0;
}

std::string XmlScanner::peek_name() {
    std::size_t length = 0;
    while (length < 256 && is_name(peek(1 + length))) ++length;
    return buffer_.substr(base_ + at_ + 1, length);
}

bool XmlScanner::is_content(std::string_view element_name) const {
    return std::find(content.begin(), content.end(), local_name(element_name)) != content.end();
}

bool XmlScanner::start_tag() {
    const std::size_t tag = at_++;
    Name element{at_, 0};
    if (!name(element.length)) {
        if (peek() < 0) return fail("xml.truncated", "the file ends inside a tag", true);
        at_ = tag;
        return fail("xml.not-well-formed",
                    "\"<\" starts no tag here; as a character it is written &lt;");
    }
    attributes_.clear();
    for (;;) {
        const bool space = skip_space();
        const int c = peek();
        if (c < 0) return fail("xml.truncated", "the file ends inside a tag", true);
        if (c == '>') break;
        if (c == '/' && peek(1) == '>') {
            at_ += 2;
            return true;
        }
        if (c == '/' && peek(1) < 0)
            return fail("xml.truncated", "the file ends inside a tag", true);
        if (!space) return fail("xml.not-well-formed", "a tag is malformed");
        if (!attribute(attributes_)) return false;
    }
    ++at_;
    if (names_.size() >= XmlStream::kDeepest) {
        return fail("xml.too-deep", "elements are nested more than 90 deep");
    }
    names_.push_back(element);
    if (content_depth_ > 0 || is_content(view(element))) ++content_depth_;
    return true;
}

bool XmlScanner::attribute(std::vector<Name>& seen) {
    Name key{at_, 0};
    if (!name(key.length)) return fail("xml.not-well-formed", "a tag is malformed");
    for (const Name& other : seen) {
        if (view(other) != view(key)) continue;
        at_ = key.at;
        return fail("xml.not-well-formed",
                    "the attribute " + std::string(view(key)) + " is there twice");
    }
    seen.push_back(key);
    skip_space();
    if (peek() < 0) return fail("xml.truncated", "the file ends inside a tag", true);
    if (peek() != '=') {
        return fail("xml.not-well-formed",
                    "the attribute " + std::string(view(key)) + " has no value");
    }
    ++at_;
    skip_space();
    return attribute_value();
}

bool XmlScanner::attribute_value() {
    const int quote = peek();
    if (quote < 0) return fail("xml.truncated", "the file ends inside a tag", true);
    if (quote != '"' && quote != '\'') {
        return fail("xml.not-well-formed", "the value of an attribute is not in quotation marks");
    }
    const std::size_t start = at_++;
    for (;;) {
        const int c = peek();
        if (c == quote) break;
        if (c < 0 || at_ - start > XmlStream::kMostFragmentBytes) {
            at_ = c < 0 ? at_ : start;
            return fail(c < 0 ? "xml.truncated" : "xml.too-large",
                        c < 0 ? "the file ends inside a tag"
                              : "the value of an attribute is larger than 64 MiB",
                        c < 0);
        }
        if (c == '<')
            return fail("xml.not-well-formed", "the value of an attribute contains \"<\"");
        if (c == '\n' || c == '\t') edits.push_back({at_, 1, ' '});  // XML 1.0, 3.3.3.
        if (kSpecial[static_cast<std::size_t>(c)])
            special(static_cast<unsigned char>(c));
        else
            ++at_;
    }
    ++at_;
    return true;
}

/// Anything in kSpecial but "<", at the cursor.
void XmlScanner::special(unsigned char c) {
    if (c == '&') {
        reference();
    } else if (c == 0xFF) {
        invalid.add(at_++, {});
    } else if (c == 0xEF) {
        const int last = peek(1) == 0xBF ? peek(2) : 0;
        if (last == 0xBE || last == 0xBF) {
            forbidden.add(at_, last == 0xBE ? "U+FFFE" : "U+FFFF");
            edits.push_back({at_, 3, 0});
            at_ += 3;
        } else {
            ++at_;
        }
    } else {
        forbidden.add(at_, describe(c));
        edits.push_back({at_++, 1, 0});
    }
}

void XmlScanner::reference() {
    constexpr std::size_t kLongest = 64;
    std::size_t length = 1;
    while (length < kLongest && (is_name(peek(length)) || peek(length) == '#')) ++length;
    const bool closed = length > 1 && peek(length) == ';';
    const std::string ref = buffer_.substr(base_ + at_ + 1, length - 1);
    Reference kind = Reference::kNone;
    if (closed && ref[0] == '#')
        kind = judge_number(ref);
    else if (closed && is_known_entity(ref))
        kind = Reference::kGood;

    if (kind == Reference::kForbidden) {
        forbidden.add(at_, "&" + ref + ";");
        edits.push_back({at_, length + 1, 0});
    } else if (kind == Reference::kNone && closed && ref.find('#') == std::string::npos) {
        entities.add(at_, "&" + ref + ";");
        edits.push_back({at_, 1, kAmpersandStandIn});
    } else if (kind == Reference::kNone) {
        ampersands.add(at_, "&");
        edits.push_back({at_++, 1, kAmpersandStandIn});
        return;
    }
    at_ += length + 1;
}

bool XmlScanner::end_tag() {
    const std::size_t tag = at_;
    at_ += 2;
    Name element{at_, 0};
    const bool named = name(element.length);
    skip_space();
    if (peek() < 0) return fail("xml.truncated", "the file ends inside a tag", true);
    if (!named || peek() != '>') {
        at_ = tag;
        return fail("xml.not-well-formed", "an end tag is malformed");
    }
    ++at_;
    if (names_.empty() || view(names_.back()) != view(element)) {
        std::string message = "</" + std::string(view(element)) + "> closes nothing";
        if (!names_.empty()) {
            const Position opened = position(names_.back().at - 1);
            message = "</" + std::string(view(element)) + "> stands where </" +
                      std::string(view(names_.back())) + "> should, opened at line " +
                      std::to_string(opened.line) + ", column " + std::to_string(opened.column);
        }
        at_ = tag;
        return fail("xml.not-well-formed", std::move(message));
    }
    names_.pop_back();
    if (content_depth_ > 0) --content_depth_;
    return true;
}

bool XmlScanner::text() {
    const std::size_t start = at_;
    for (;;) {
        const auto* const begin =
            reinterpret_cast<const unsigned char*>(buffer_.data()) + base_ + at_;
        const auto* const end =
            reinterpret_cast<const unsigned char*>(buffer_.data()) + buffer_.size();
        const auto* p = begin;
        while (p < end && !kSpecial[*p]) ++p;
        at_ += static_cast<std::size_t>(p - begin);
        if (p == end) {
            if (at_ > XmlStream::kMostFragmentBytes) break;
            if (!more()) break;
        } else if (*p == '<') {
            break;
        } else {
            special(*p);
        }
    }
    const std::string_view run = std::string_view(buffer_).substr(base_ + start, at_ - start);
    const std::size_t ink = run.find_first_not_of(" \t\n");
    text_was_blank = ink == std::string_view::npos;
    text_at = start + (text_was_blank ? 0 : ink);
    // tinyxml2 drops text that is only white space. Where that is content, a character XML cannot
    // have stands for the first one until it is parsed.
    if (text_was_blank && content_depth_ > 0 && !run.empty()) {
        edits.push_back({start, 1, stand_in(run[0])});
    }
    return true;
}

bool XmlScanner::markup_declaration() {
    const std::size_t start = at_;
    if (looking_at("<!--")) {
        at_ += 4;
        if (!skip_past("-->", "a comment")) return false;
        edits.push_back({start, at_ - start, 0});
        return true;
    }
    if (looking_at("<![CDATA[")) {
        at_ += 9;
        const std::size_t content_start = at_;
        if (!skip_past("]]>", "a CDATA section")) return false;
        const std::size_t end = at_;
        for (at_ = content_start; at_ + 3 < end;) {
            const auto c = static_cast<unsigned char>(buffer_[base_ + at_]);
            if (c == '<' || c == '&' || !kSpecial[c])
                ++at_;
            else
                special(c);
        }
        at_ = end;
        return true;
    }
    if (peek(8) < 0) {
        at_ = buffer_.size() - base_;
        return fail("xml.truncated", "the file ends inside a tag", true);
    }
    return fail("xml.not-well-formed", "\"<!\" starts neither a comment nor a CDATA section here");
}

bool XmlScanner::element() {
    begin();
    if (!start_tag()) return false;
    while (!names_.empty()) {
        text();
        if (at_ > XmlStream::kMostFragmentBytes) {
            return fail("xml.too-large", "an element is larger than 64 MiB");
        }
        if (peek() < 0) {
            return fail("xml.truncated",
                        "the file ends inside <" + std::string(view(names_.front())) + ">", true);
        }
        const int c = peek(1);
        bool good = true;
        if (c == '/') {
            good = end_tag();
        } else if (c == '!') {
            good = markup_declaration();
        } else if (c == '?') {
            const std::size_t start = at_;
            good = skip_past("?>", "a processing instruction");
            edits.push_back({start, at_ - start, 0});
        } else {
            good = start_nested();
        }
        if (!good) return false;
    }
    return true;
}

/// An element inside one of its own name means that the outer one was not closed: neither TMX nor
/// TBX nest theirs.
bool XmlScanner::start_nested() {
    const std::string inner = peek_name();
    if (inner == view(names_.front()))
        return fail("xml.not-well-formed", "<" + inner + "> starts before the last one ends");
    return start_tag();
}

bool XmlScanner::resume(const std::string& name, const std::string& parent) {
    at_ = fault_.at;
    const auto ends_name = [](int c) { return is_xml_space(c) || c == '>' || c == '/'; };
    for (bool first = true;; first = false) {
        if (!first || at_ == 0) ++at_;
        commit();
        while (peek() >= 0 && peek() != '<') {
            const std::size_t found = buffer_.find('<', base_ + at_);
            at_ = std::min(found, buffer_.size()) - base_;
            commit();
        }
        if (peek() < 0) return false;
        if (looking_at("</" + name) && ends_name(peek(2 + name.size()))) {
            while (peek() >= 0 && peek() != '>') ++at_;
            if (peek() < 0) return false;
            ++at_;
            return true;
        }
        if (looking_at("<" + name) && ends_name(peek(1 + name.size()))) return true;
        if (looking_at("</" + parent) && ends_name(peek(2 + parent.size()))) return true;
    }
}

bool XmlScanner::doctype() {
    at_ += 9;
    bool subset = false;
    for (;;) {
        const int c = peek();
        if (c < 0) return fail("xml.truncated", "the file ends inside its DOCTYPE", true);
        if (at_ > XmlStream::kMostFragmentBytes)
            return fail("xml.too-large", "the DOCTYPE is larger than 64 MiB");
        if (c == '"' || c == '\'') {
            ++at_;
            if (!skip_past(std::string_view(c == '"' ? "\"" : "'"), "its DOCTYPE")) return false;
            continue;
        }
        if (subset && looking_at("<!--")) {
            at_ += 4;
            if (!skip_past("-->", "a comment")) return false;
            continue;
        }
        if (subset && looking_at("<?")) {
            if (!skip_past("?>", "a processing instruction")) return false;
            continue;
        }
        ++at_;
        if (c == '[')
            subset = true;
        else if (c == ']')
            subset = false;
        else if (c == '>' && !subset)
            return true;
    }
}

}  // namespace diglot
