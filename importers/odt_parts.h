// Text of an OpenDocument text (ODF 1.3, part 3): paragraphs in, paragraphs out.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "importers/document_package.h"

namespace diglot::odt {

/// What a style says of the text in it.
struct Style {
    std::string kind;  ///< Of a paragraph's: "caption", "heading" or empty.
    int level = 0;
    std::string type;  ///< Of a span's: "bold", "italic" …; empty if it says nothing.
    std::string tag;   ///< "b", "i", "b-i".
};
using Styles = std::map<std::string, Style>;

/// Adds the styles that a part defines, by name; later ones take the place of earlier ones.
void read_styles(const std::string& source, Styles& styles);

/// Reads the blocks of content.xml, or of the headers and footers in styles.xml.
void read_part(const std::string& source, const Styles& styles, std::vector<DocumentBlock>& blocks,
               std::vector<BlockPlace>& places);

/// Writes paragraphs.
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

}  // namespace diglot::odt
