#include "importers/text_document.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "core/text/utf8.h"
#include "importers/byte_source.h"
#include "importers/text_encoder.h"

namespace diglot {
namespace {

Position position_of(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    const std::size_t line = before.rfind('\n') + 1;  // npos + 1 is 0.
    return {1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
            1 + count_code_points(before.substr(line))};
}

}  // namespace

Diagnostic document_error(std::string code, std::string message, const std::string& file) {
    Diagnostic error;
    error.code = std::move(code);
    error.message = std::move(message);
    error.file = file;
    return error;
}

Result<DecodedText> decode_text(std::string bytes, const std::string& file,
                                const std::string& encoding) {
    if (!encoding.empty() && !is_known_encoding(encoding)) {
        return document_error("document.encoding",
                              fmt::format("there is no encoding called '{}'", encoding), file);
    }
    DecodedText decoded;
    decoded.bytes = std::move(bytes);
    const auto source_bytes = open_memory(decoded.bytes);
    TextSource source(*source_bytes, encoding);
    while (source.append_to(decoded.text)) {
    }
    decoded.encoding = source.encoding();
    const std::size_t bad = decoded.text.find(TextSource::kInvalidByte);
    if (bad != std::string::npos) {
        Diagnostic error =
            document_error("document.encoding",
                           fmt::format("these bytes are not {}; say what they are with --encoding",
                                       decoded.encoding.name),
                           file);
        error.position = position_of(decoded.text, bad);
        return error;
    }
    return decoded;
}

std::string encode_text(std::string_view text, const EncodingGuess& original, Unencodable rule,
                        LossCounter& losses) {
    std::string out;
    if (original.name == "UTF-8") {
        if (original.bom_size > 0) out = "\xEF\xBB\xBF";
        return out.append(text);
    }
    const std::string mark = original.bom_size > 0 ? "\xEF\xBB\xBF" : "";
    TextEncoder encoder(original.name);
    if (encoder.encode(mark + std::string(text), rule == Unencodable::kReferences, out)) return out;
    losses.add(
        fmt::format("encoding {}, which has not every character of the new text: "
                    "UTF-8 is written",
                    original.name));
    return std::string(text);
}

TextDocument::TextDocument(DocumentFormat format, DecodedText text, Unencodable rule)
    : Document(format, text.encoding.name),
      bytes_(std::move(text.bytes)),
      encoding_(std::move(text.encoding)),
      rule_(rule),
      skeleton_(std::move(text.text)) {}

void TextDocument::set_blocks(std::vector<DocumentBlock> blocks, std::vector<BlockPlace> places) {
    blocks_ = std::move(blocks);
    skeleton_.set_blocks(blocks_, std::move(places));
}

std::string TextDocument::render(const std::vector<std::vector<Markup>>& contents,
                                 std::vector<Loss>& losses) const {
    if (contents.size() != blocks_.size())
        throw std::logic_error("Document: not one content for each block");
    LossCounter counter;
    bool is_changed = false;
    std::string text = skeleton_.render(blocks_.data(), contents.data(),
                                        PlainBlockWriter(skeleton_.source()), counter, is_changed);
    if (is_changed && languages_ && format() == DocumentFormat::kHtml)
        text = with_html_language(text, *languages_);
    std::string out = is_changed ? encode_text(text, encoding_, rule_, counter) : bytes_;
    losses = counter.take();
    return out;
}

void BlockList::add(std::string kind, BuiltBlock built, Escaping escaping) {
    DocumentBlock block;
    block.kind = std::move(kind);
    block.content = std::move(built.content);
    blocks.push_back(std::move(block));
    built.place.escaping = escaping;
    places.push_back(std::move(built.place));
}

}  // namespace diglot
