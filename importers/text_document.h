// What documents in text formats share: an encoding, one skeleton, blocks written as plain text.
#pragma once

#include <string>

#include "importers/block_builder.h"
#include "importers/encoding.h"

namespace diglot {

/// A text file's bytes and what they say.
struct DecodedText {
    std::string bytes;
    std::string text;  ///< UTF-8, without byte order mark; line ends as they are.
    EncodingGuess encoding;
};

/// Errors: document.encoding, with the line and column of the first bytes that are not in the
/// encoding; `encoding` as DocumentOptions has it.
Result<DecodedText> decode_text(std::string bytes, const std::string& file,
                                const std::string& encoding);

/// What becomes of characters that the encoding has not.
enum class Unencodable {
    kReferences,  ///< They are written as &#x…;.
    kUtf8,        ///< The whole file is written as UTF-8, which counts as a loss.
};

/// `text` in the encoding of `original`, with its byte order mark.
std::string encode_text(std::string_view text, const EncodingGuess& original, Unencodable rule,
                        LossCounter& losses);

/// A diagnostic of a document.
Diagnostic document_error(std::string code, std::string message, const std::string& file);

class TextDocument : public Document {
public:
    std::string render(const std::vector<std::vector<Markup>>& contents,
                       std::vector<Loss>& losses) const override;

    /// Takes the blocks, in any order.
    void set_blocks(std::vector<DocumentBlock> blocks, std::vector<BlockPlace> places);
    std::string_view text() const override { return skeleton_.source(); }

    TextDocument(DocumentFormat format, DecodedText text, Unencodable rule);

private:
    std::string bytes_;
    EncodingGuess encoding_;
    Unencodable rule_;
    Skeleton skeleton_;
};

/// Readers of the formats: they add blocks to what a document's text holds.
struct BlockList {
    std::vector<DocumentBlock> blocks;
    std::vector<BlockPlace> places;

    void add(std::string kind, BuiltBlock built, Escaping escaping);
};

BlockList read_text_blocks(std::string_view text, TextBlocks rule);
BlockList read_srt_blocks(std::string_view text);
BlockList read_markdown_blocks(std::string_view text);
/// The blocks in a range of `text`: a page, or HTML within another format.
void read_html_blocks(std::string_view text, Span range, BlockList& list);

/// The encoding that a page of HTML declares in <meta>, by a name ICU knows; empty if none (HTML
/// Living Standard, 13.2.3.2).
std::string html_charset(std::string_view bytes);

}  // namespace diglot
