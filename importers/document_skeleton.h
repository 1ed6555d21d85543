// The bytes of a document around its blocks, and the way back from blocks to bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/markup.h"
#include "importers/document.h"
#include "importers/output_file.h"

namespace diglot {

/// Bytes [begin, end) of a source.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool empty() const { return begin == end; }
    bool operator==(const Span&) const = default;
};

/// Where an inline code stands in the source.
struct CodePlace {
    bool is_pair = false;
    Span open;                ///< Of a pair, its beginning; else the whole code.
    Span close;               ///< Of a pair, its end.
    std::string open_native;  ///< As DocumentBlock::content shows them.
    std::string close_native;
    /// DOCX: of a code inside a run, or a change of format, the run's <w:rPr>; of a container, that
    /// of the text in it.
    Span properties;
    bool in_run = false;     ///< DOCX: stands inside a run.
    bool is_format = false;  ///< DOCX: no bytes of its own, only properties.
};

/// How text becomes bytes.
enum class Escaping {
    kNone,           ///< As it is.
    kHtml,           ///< Text of HTML.
    kHtmlAttribute,  ///< In an attribute's quotes, or where it has none, with quotes added.
    kMarkdown,
    kMarkdownCell,  ///< Of a table: | too.
    kYaml,          ///< A scalar of front matter, in quotes.
    kXml,           ///< Text of XML, or an attribute in quotes.
    kParagraph,     ///< Of DOCX and ODT: by their own writers.
};

/// Where a block stands in the source.
struct BlockPlace {
    Span span;
    Escaping escaping = Escaping::kNone;
    std::vector<CodePlace> codes;  ///< By number, from 1.
    Span properties;               ///< DOCX: <w:rPr> of text that no code formats.
    /// Where the same block stands once more, for programs that do not know the first form (DOCX,
    /// <mc:Fallback>); changed with it.
    std::vector<BlockPlace> mirrors = {};
};

/// The number of a code of DocumentBlock::content; 0 if it has none.
std::size_t code_number(const Markup& code);
/// A code of content among a block's.
struct FoundCode {
    const CodePlace* place = nullptr;  ///< Null if the block has no such code.
    bool is_close = false;             ///< The end of a pair.
    Span span() const { return is_close ? place->close : place->open; }
};
/// By number where what it shows is the same too, else by what it shows.
FoundCode find_code(const BlockPlace& block, const Markup& code);

/// How a kind of document writes a changed block.
class BlockWriter {
public:
    virtual ~BlockWriter() = default;
    /// Appends to `out`. `copy` appends a span of the source, with changes of blocks inside it.
    virtual void write(const BlockPlace& block, const std::vector<Markup>& content,
                       const std::function<void(Span)>& copy, std::string& out,
                       LossCounter& losses) const = 0;
};

/// Text between codes, and codes as they show themselves: text formats.
class PlainBlockWriter : public BlockWriter {
public:
    /// `source` must outlive it.
    explicit PlainBlockWriter(std::string_view source) : source_(source) {}
    void write(const BlockPlace& block, const std::vector<Markup>& content,
               const std::function<void(Span)>& copy, std::string& out,
               LossCounter& losses) const override;

private:
    std::string_view source_;
};

/// One source and the places of its blocks.
class Skeleton {
public:
    Skeleton() = default;
    explicit Skeleton(std::string source) : source_(std::move(source)) {}

    const std::string& source() const { return source_; }
    /// Puts places in the order of the source, an outer block before those inside it, and with them
    /// `blocks`, whose positions it fills in.
    void set_blocks(std::vector<DocumentBlock>& blocks, std::vector<BlockPlace> places);
    std::size_t size() const { return places_.size(); }

    /// The source with other contents, of which there is one for each block; those equal to the
    /// block's are not changed. `is_changed` tells whether any was.
    std::string render(const DocumentBlock* blocks, const std::vector<Markup>* contents,
                       const BlockWriter& writer, LossCounter& losses, bool& is_changed) const;

private:
    std::string source_;
    std::vector<BlockPlace> places_;
};

/// Counts the codes of a block that its new content has not.
void count_code_losses(const BlockPlace& block, const std::vector<Markup>& content,
                       LossCounter& losses);

}  // namespace diglot
