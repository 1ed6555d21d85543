// Which parts of a DOCX hold text, and what its styles are (ECMA-376, part 1, 11.3 and 17.7).
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "importers/document_package.h"

namespace diglot::docx {

/// What a paragraph's style says of it.
struct Style {
    std::string kind;  ///< "heading", "caption" or empty.
    int level = 0;
};
using Styles = std::map<std::string, Style>;

/// Parts with paragraphs, in the order they are read: the body, notes, comments, headers, footers;
/// with the kind their paragraphs have, empty for the body. Empty if there is no body.
std::vector<std::pair<std::string, std::string>> text_parts(const std::string& content_types,
                                                            const std::vector<std::string>& names);

/// By the id of a paragraph style.
Styles read_styles(const std::string& source);

/// Reads the blocks of a part of WordprocessingML. `kind`: as text_parts() gives it.
void read_part(const std::string& source, const std::string& kind, const Styles& styles,
               std::vector<DocumentBlock>& blocks, std::vector<BlockPlace>& places);

/// Writes paragraphs as runs.
class ParagraphWriter : public BlockWriter {
public:
    /// `source` must outlive it.
    explicit ParagraphWriter(const std::string& source) : source_(source) {}
    void write(const BlockPlace& block, const std::vector<Markup>& content,
               const std::function<void(Span)>& copy, std::string& out,
               LossCounter& losses) const override;

private:
    const std::string& source_;
};

}  // namespace diglot::docx
