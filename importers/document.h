// Documents: what a translator translates in them, block by block, and the same document again with
// other text. What is read and kept: docs/documents.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "core/markup.h"
#include "core/result.h"
#include "importers/document_language.h"
#include "importers/sink.h"

namespace diglot {

enum class DocumentFormat { kText, kMarkdown, kHtml, kDocx, kOdt, kSrt };

/// For people: "plain text", "Markdown", "HTML", "DOCX", "ODT", "SRT".
const char* to_string(DocumentFormat format);
/// By the names of the command line: "text", "markdown", "html", "docx", "odt", "srt".
std::optional<DocumentFormat> parse_document_format(std::string_view name);

/// By the suffix of a file's name, "a.DOCX"; nothing where it is that of no document.
std::optional<DocumentFormat> document_format_of_name(std::string_view name);

/// What ends a block of plain text.
enum class TextBlocks {
    kAuto,        ///< kEmptyLines where the lines look wrapped at a width, else kLines.
    kLines,       ///< Every line end.
    kEmptyLines,  ///< An empty line; other line ends are spaces.
};

struct DocumentOptions {
    std::optional<DocumentFormat> format;  ///< Found by content and suffix if nothing.
    std::string encoding;  ///< Of text formats, by a name ICU knows; found if empty.
    TextBlocks text_blocks = TextBlocks::kAuto;
    /// The largest document read: bytes of the file, and of a zipped one's parts once unpacked.
    std::uint64_t most_bytes = 512u << 20;
};

/// A piece of text that is translated as a whole: a paragraph, a cell, a subtitle.
struct DocumentBlock {
    /// "paragraph", "heading", "list-item", "table-cell", "quote", "caption", "footnote",
    /// "endnote", "comment", "header", "footer", "alt-text", "title", "placeholder", "label",
    /// "front-matter", "subtitle".
    std::string kind;
    int level = 0;      ///< Of a heading, from 1.
    std::string part;   ///< Of a zipped document, the file in it: "word/footnotes.xml".
    Position position;  ///< Of its first character in the text file or the part.
    /// Text and inline codes as TMX has them (bpt, ept, it, ph; numbered by i and x from 1, an it
    /// or a pair by one number in both), never nested. White space that means nothing is gone from
    /// both ends, as are codes around the whole, and is one space within.
    std::vector<Markup> content;
    /// False where the document says that it stays as it is (translate="no").
    bool translatable = true;
};

/// A document read whole.
class Document {
public:
    virtual ~Document() = default;

    DocumentFormat format() const { return format_; }
    /// ICU's name of a text format's encoding; "UTF-8" for zipped ones.
    const std::string& encoding() const { return encoding_; }
    /// In the order of the document; a block inside another one's code (an image's text, a
    /// footnote) stands behind it.
    const std::vector<DocumentBlock>& blocks() const { return blocks_; }
    /// The whole of a text format as UTF-8, without byte order mark; empty for zipped ones.
    virtual std::string_view text() const { return {}; }

    /// From now on render() says that what it changes is translated: a page of HTML, a DOCX or an
    /// ODT names the target as its language, and where it named the source.
    void set_languages(TextLanguages languages) { languages_ = std::move(languages); }

    /// The bytes of the document with `contents` in place of what the blocks hold, one for each, in
    /// their order; throws std::logic_error for another number of them. A block whose content is as
    /// it was read keeps its bytes; where all are, the document's bytes are the same. `losses`
    /// takes what could not be carried: codes that the document does not know or that are gone.
    virtual std::string render(const std::vector<std::vector<Markup>>& contents,
                               std::vector<Loss>& losses) const = 0;
    /// Writes render() to a file, which is replaced as a whole or not at all; "-" is standard
    /// output. Throws IoError.
    std::vector<Loss> write(const std::string& path,
                            const std::vector<std::vector<Markup>>& contents) const;

protected:
    Document(DocumentFormat format, std::string encoding)
        : format_(format), encoding_(std::move(encoding)) {}

    std::vector<DocumentBlock> blocks_;
    std::optional<TextLanguages> languages_;

private:
    DocumentFormat format_;
    std::string encoding_;
};

/// Reads a document. Errors: document.unknown (another kind of file), document.too-large,
/// document.protected (needs a password), document.damaged (a torn archive, XML that is not
/// well-formed), document.encoding (bytes that are not of the encoding, with their place). Throws
/// IoError if the file cannot be read.
Result<std::unique_ptr<Document>> read_document(const std::string& path,
                                                const DocumentOptions& options = {});
/// The same for bytes in memory. `file` is what diagnostics name; its suffix helps to find the
/// format.
Result<std::unique_ptr<Document>> parse_document(std::string bytes, const std::string& file,
                                                 const DocumentOptions& options = {});

}  // namespace diglot
