#include "importers/document.h"
#include "importers/docx_parts.h"
#include "importers/markup_tokens.h"
#include "importers/odt_parts.h"
#include "tests/fuzz/fuzz.h"
#include "tm/content_segments.h"
#include "tm/unit.h"

namespace diglot::fuzz {
namespace {

using Contents = std::vector<std::vector<Markup>>;

/// Letters changed, and the codes of every other block in the opposite order.
Contents changed(const std::vector<DocumentBlock>& blocks) {
    Contents contents;
    for (const DocumentBlock& block : blocks) {
        std::vector<Markup> content = block.content;
        if (contents.size() % 2 == 1) content = {block.content.rbegin(), block.content.rend()};
        for (Markup& node : content) {
            if (node.is_text()) node.text += "*x";
        }
        contents.push_back(std::move(content));
    }
    return contents;
}

void segments_are_joined_again(const std::vector<DocumentBlock>& blocks) {
    for (const DocumentBlock& block : blocks) {
        const std::string text = Segment::from_content(block.content).text;
        std::vector<std::size_t> ends;
        for (std::size_t i = 1; i < text.size(); ++i) {
            if (i % 3 == 0 && (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80)
                ends.push_back(i);
        }
        ends.push_back(text.size());
        demand(join_content(split_content(block.content, ends)) == block.content,
               "segments joined again are the block they were cut from");
    }
}

void comes_back(std::string_view bytes, DocumentFormat format) {
    DocumentOptions options;
    options.format = format;
    const auto document = parse_document(std::string(bytes), "fuzz", options);
    if (!document) {
        demand(!document.error().message.empty(), "a refusal says why");
        return;
    }
    const auto& blocks = (*document)->blocks();
    Contents contents;
    for (const DocumentBlock& block : blocks) contents.push_back(block.content);
    std::vector<Loss> losses;
    demand((*document)->render(contents, losses) == bytes, "a document not changed is the same");
    segments_are_joined_again(blocks);
    const std::string other = (*document)->render(changed(blocks), losses);
    demand(blocks.empty() || other != bytes, "a document that was changed is another one");
}

/// Blocks of a part, written with other text: XML as well-formed as before.
void stays_well_formed(const std::string& source, std::vector<DocumentBlock> blocks,
                       std::vector<BlockPlace> places, const BlockWriter& writer) {
    Skeleton skeleton(source);
    skeleton.set_blocks(blocks, std::move(places));
    segments_are_joined_again(blocks);
    LossCounter losses;
    bool is_changed = false;
    const Contents contents = changed(blocks);
    const std::string out =
        skeleton.render(blocks.data(), contents.data(), writer, losses, is_changed);
    demand(is_changed == !blocks.empty(), "blocks with other text are changed");
    std::size_t at = 0;
    demand(xml_fault(out, at).empty(), "XML with other text is well-formed");
}

}  // namespace

void document(std::string_view bytes) {
    for (const DocumentFormat format : {DocumentFormat::kText, DocumentFormat::kMarkdown,
                                        DocumentFormat::kHtml, DocumentFormat::kSrt})
        comes_back(bytes, format);
}

void document_xml(std::string_view bytes) {
    const std::string source(bytes);
    std::size_t at = 0;
    if (!xml_fault(source, at).empty()) return;
    std::vector<DocumentBlock> blocks;
    std::vector<BlockPlace> places;
    docx::read_part(source, "", {}, blocks, places);
    stays_well_formed(source, std::move(blocks), std::move(places), docx::ParagraphWriter(source));
    blocks.clear();
    places.clear();
    odt::read_part(source, {}, blocks, places);
    stays_well_formed(source, std::move(blocks), std::move(places), odt::ParagraphWriter(source));
}

}  // namespace diglot::fuzz
