// Tags and text of XML and HTML, each with its place in the source: every byte is part of one
// token, so that a document can be written again as it was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "importers/document_skeleton.h"

namespace diglot {

enum class MarkupTokenKind {
    kText,
    kStart,  ///< <a …>
    kEmpty,  ///< <a …/>
    kEnd,    ///< </a>
    kComment,
    kCdata,
    kOther,  ///< Declarations, processing instructions.
};

struct MarkupToken {
    MarkupTokenKind kind = MarkupTokenKind::kText;
    Span span;
    std::string_view name;  ///< Of a tag, as written.
    bool is_raw = false;    ///< Of HTML's text: the content of script or style, without references.
    bool is_whole = true;   ///< False where the source ends within it.
};

struct TokenAttribute {
    std::string_view name;
    Span value;  ///< Without its quotes.
};

class MarkupTokens {
public:
    enum class Language { kXml, kHtml };

    /// `source` must outlive it. Tags of HTML as the HTML Living Standard has them (13.2.5).
    MarkupTokens(std::string_view source, Language language, Span range);
    MarkupTokens(std::string_view source, Language language)
        : MarkupTokens(source, language, {0, source.size()}) {}

    /// False at the end.
    bool next(MarkupToken& token);
    /// Moves behind the end tag of the element that `start` begins, if it is no empty one. Returns
    /// where that is.
    std::size_t skip_element(const MarkupToken& start);

private:
    std::size_t find(std::string_view what, std::size_t from) const;
    std::size_t tag_end(std::size_t at) const;
    void special(MarkupToken& token);
    void tag(MarkupToken& token);
    void raw_text(MarkupToken& token);

    std::string_view source_;
    bool is_html_;
    std::size_t at_;
    std::size_t end_;
    std::string raw_;  ///< The element whose content is text whatever it holds; empty if none.
};

/// The attributes of a tag, in order.
std::vector<TokenAttribute> attributes_of(std::string_view source, const MarkupToken& token);
/// The place of an attribute's value in the source; an empty span at 0 if the tag has no such one.
Span attribute_span(std::string_view source, const MarkupToken& token, std::string_view name);
/// The value, with XML's references resolved.
std::string xml_attribute(std::string_view source, const MarkupToken& token, std::string_view name);
/// Text with XML's five entities and numeric references resolved; others stay.
std::string xml_text(std::string_view text);

/// Whether XML is well-formed as far as its tags go, and not nested deeper than kDeepestElement;
/// else why, and `at`: where.
inline constexpr std::size_t kDeepestElement = 4096;
std::string xml_fault(std::string_view source, std::size_t& at);

}  // namespace diglot
