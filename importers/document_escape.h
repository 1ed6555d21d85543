// Text as it stands in a document: what would be taken for markup is escaped.
#pragma once

#include <string>
#include <string_view>

#include "importers/document_skeleton.h"

namespace diglot {

/// Appends one block's text. What must be escaped depends on what stands before it.
class TextEscaper {
public:
    /// `source` and `span`: where the block stood, because quotes around it belong to it.
    TextEscaper(Escaping escaping, std::string_view source, Span span, std::string& out);
    void text(std::string_view text);
    /// A code comes next, which shows itself as `native`.
    void code(std::string_view native);
    /// Closes what text() opened.
    void finish();

private:
    void html(std::string_view text);
    void markdown(std::string_view text, bool is_cell);
    void yaml(std::string_view text);

    Escaping escaping_;
    std::string& out_;
    char quote_ = 0;  ///< Of an attribute, as in the source.
    bool adds_quotes_ = false;
    bool at_start_ = true;
};

/// With & < > and, in an attribute, its quote as character references. `quote` 0: text.
void append_xml_escaped(std::string_view text, char quote, std::string& out);

}  // namespace diglot
