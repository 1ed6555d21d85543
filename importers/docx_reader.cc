// Reads the paragraphs of a part of WordprocessingML (ECMA-376, part 1, 17.3).
#include <algorithm>
#include <array>
#include <memory>

#include "importers/docx_paragraph.h"
#include "importers/docx_parts.h"
#include "importers/markup_tokens.h"

namespace diglot::docx {
namespace {

using Tokens = MarkupTokens;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Elements around runs, which stay around the same text.
bool is_container(std::string_view name) {
    return is_one_of<9>(name, {"w:hyperlink", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir",
                               "w:bdo", "w:ins", "w:moveTo", "w:sdtContent"});
}

/// Marks of which nothing is seen in the text, and tabs: at either end of it they only move it.
bool is_invisible(std::string_view name) {
    return name.starts_with("w:bookmark") || name.starts_with("w:commentRange") ||
           name.starts_with("w:perm") || name.starts_with("w:moveFrom") ||
           name.starts_with("w:moveTo") || name.starts_with("w:customXml") ||
           is_one_of<8>(name, {"w:del", "w:delText", "w:delInstrText", "w:commentReference",
                               "w:annotationRef", "w:footnoteRef", "w:endnoteRef", "w:tab"});
}

/// What an editor makes again by itself.
bool is_dropped(std::string_view name) {
    return name == "w:proofErr" || name == "w:lastRenderedPageBreak" || name == "w:sdtEndPr";
}

/// The type of a code, as TMX names them where it does.
std::string code_type(std::string_view name, bool is_page) {
    if (name == "w:br" || name == "w:cr") return is_page ? "pb" : "lb";
    if (name == "w:footnoteReference") return "fnote";
    if (name == "w:endnoteReference") return "enote";
    if (is_one_of<4>(name, {"w:drawing", "w:pict", "w:object", "mc:AlternateContent"}))
        return "image";
    const std::size_t colon = name.find(':');
    return std::string(name.substr(colon == std::string_view::npos ? 0 : colon + 1));
}

/// Without what <w:t> drops at its ends where it does not say xml:space="preserve".
std::string_view without_space(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t start = std::min(text.find_first_not_of(kSpace), text.size());
    return text.substr(start, text.find_last_not_of(kSpace) + 1 - start);
}

/// An element that is one code, with perhaps paragraphs inside.
struct Opaque {
    std::size_t depth = 0;  ///< 0: none.
    std::size_t begin = 0;
    std::string_view name;
    std::string type;
};

struct OpenParagraph {
    explicit OpenParagraph(const std::string& source) : paragraph(source) {}
    Paragraph paragraph;
    std::size_t depth = 0;
    Opaque opaque;
    std::size_t sdt_begin = 0;   ///< Where <w:sdt> began, until its content does.
    std::vector<Span> sdt_ends;  ///< Content ends that wait for </w:sdt>.
};

/// <mc:AlternateContent>: the blocks of its choice, which those of the fallback repeat.
struct Alternate {
    std::vector<std::size_t> blocks;
    std::size_t next = 0;
    bool in_fallback = false;
};

class PartReader {
public:
    PartReader(const std::string& source, const std::string& kind, const Styles& styles,
               std::vector<DocumentBlock>& blocks, std::vector<BlockPlace>& places)
        : source_(source),
          kind_(kind),
          styles_(styles),
          blocks_(blocks),
          places_(places),
          tokens_(source, Tokens::Language::kXml) {}

    void read() {
        MarkupToken token;
        while (tokens_.next(token)) {
            if (token.kind == MarkupTokenKind::kStart || token.kind == MarkupTokenKind::kEmpty) {
                ++depth_;
                start(token);
                if (token.kind == MarkupTokenKind::kEmpty || skipped_) {
                    skipped_ = false;
                    end(token);
                }
            } else if (token.kind == MarkupTokenKind::kEnd) {
                end(token);
            } else if (token.kind == MarkupTokenKind::kText ||
                       token.kind == MarkupTokenKind::kCdata) {
                text(token);
            }
        }
    }

private:
    std::string_view view(Span span) const {
        return std::string_view(source_).substr(span.begin, span.end - span.begin);
    }

    /// The whole element, skipped; end() comes next for it.
    Span whole(const MarkupToken& token) {
        skipped_ = token.kind == MarkupTokenKind::kStart;
        return {token.span.begin, tokens_.skip_element(token)};
    }

    void start(const MarkupToken& token) {
        OpenParagraph* top = open_.empty() ? nullptr : open_.back().get();
        if (top != nullptr && top->opaque.depth == 0)
            start_inline(token, *top);
        else
            start_structure(token);
    }

    /// Outside paragraphs, and inside what is one code of a paragraph.
    void start_structure(const MarkupToken& token) {
        if (token.name == "w:p") {
            if (deleted_depth_ != 0) return;
            open_.push_back(std::make_unique<OpenParagraph>(source_));
            open_.back()->depth = depth_;
        } else if (token.name == "w:tc") {
            ++cells_;
        } else if (token.name == "mc:AlternateContent") {
            alternates_.emplace_back();
        } else if (token.name == "mc:Fallback" && !alternates_.empty()) {
            alternates_.back().in_fallback = true;
        } else if (token.name == "w:del" || token.name == "w:moveFrom") {
            if (deleted_depth_ == 0) deleted_depth_ = depth_;
        } else if (token.name == "wp:docPr") {
            add_attribute(token, "descr", "alt-text");
            add_attribute(token, "title", "title");
        } else if (token.name.starts_with("v:")) {
            add_attribute(token, "alt", "alt-text");
        }
    }

    void start_inline(const MarkupToken& token, OpenParagraph& top) {
        Paragraph& paragraph = top.paragraph;
        const std::string_view name = token.name;
        if (name == "w:pPr") {
            read_properties(whole(token), paragraph);
        } else if (name == "w:r" && !paragraph.in_run()) {
            paragraph.start_run(token.span.begin);
        } else if (paragraph.in_run()) {
            start_in_run(token, top);
        } else if (name == "w:sdt" && token.kind == MarkupTokenKind::kStart) {
            top.sdt_begin = token.span.begin;
        } else if (name == "w:sdtPr" || is_dropped(name)) {
            whole(token);
        } else if (is_container(name) && token.kind == MarkupTokenKind::kStart) {
            const std::size_t begin = name == "w:sdtContent" ? top.sdt_begin : token.span.begin;
            paragraph.open(name == "w:sdtContent" ? "w:sdt" : name, {begin, token.span.end});
            if (name == "w:hyperlink") add_attribute(token, "w:tooltip", "title");
        } else {
            start_opaque(token, top);
        }
    }

    void start_in_run(const MarkupToken& token, OpenParagraph& top) {
        Paragraph& paragraph = top.paragraph;
        const std::string_view name = token.name;
        if (name == "w:rPr") {
            paragraph.set_run_properties(whole(token));
        } else if (name == "w:t") {
            in_text_ = true;
            keeps_space_ = xml_attribute(source_, token, "xml:space") == "preserve";
        } else if (name == "w:noBreakHyphen") {
            paragraph.text("\u2011", token.span);
        } else if (name == "w:softHyphen") {
            paragraph.text("\u00AD", token.span);
        } else if (name == "w:fldChar") {
            const std::string type = xml_attribute(source_, token, "w:fldCharType");
            const Span span = whole(token);
            if (type == "begin") paragraph.field_begin(span);
            if (type == "separate") paragraph.field_separate(span);
            if (type == "end") paragraph.field_end(span);
        } else if (name == "w:instrText") {
            const std::size_t inner = token.span.end;
            const Span span = whole(token);
            const std::size_t inner_end = source_.rfind('<', span.end - 1);
            paragraph.field_instruction(
                inner_end > inner ? xml_text(view({inner, inner_end})) : std::string(), span);
        } else if (is_dropped(name)) {
            whole(token);
        } else {
            start_opaque(token, top);
        }
    }

    /// An element that is one code; what it holds is read for paragraphs.
    void start_opaque(const MarkupToken& token, OpenParagraph& top) {
        const bool is_page = xml_attribute(source_, token, "w:type") == "page";
        top.opaque = {depth_, token.span.begin, token.name, code_type(token.name, is_page)};
        start_structure(token);
    }

    void end(const MarkupToken& token) {
        if (token.name == "w:tc" && cells_ > 0 && !is_inline()) --cells_;
        if (token.name == "mc:Fallback" && !alternates_.empty())
            alternates_.back().in_fallback = false;
        if (token.name == "mc:AlternateContent" && !alternates_.empty()) alternates_.pop_back();
        if (deleted_depth_ == depth_) deleted_depth_ = 0;
        if (!open_.empty()) end_inline(token, *open_.back());
        --depth_;
    }

    bool is_inline() const { return !open_.empty() && open_.back()->opaque.depth == 0; }

    void end_inline(const MarkupToken& token, OpenParagraph& top) {
        Paragraph& paragraph = top.paragraph;
        if (top.opaque.depth != 0) {
            if (top.opaque.depth != depth_) return;
            const Opaque opaque = std::exchange(top.opaque, {});
            paragraph.code(opaque.type, {opaque.begin, token.span.end}, is_invisible(opaque.name));
            return;
        }
        if (token.name == "w:t") in_text_ = false;
        if (token.kind == MarkupTokenKind::kEmpty && token.name != "w:p" && token.name != "w:r")
            return;
        if (token.name == "w:r" && paragraph.in_run()) {
            paragraph.end_run(token.span.end);
        } else if (token.name == "w:sdtContent") {
            top.sdt_ends.push_back(token.span);
        } else if (token.name == "w:sdt" && !top.sdt_ends.empty()) {
            paragraph.close("w:sdt", {top.sdt_ends.back().begin, token.span.end});
            top.sdt_ends.pop_back();
        } else if (is_container(token.name) && !paragraph.in_run()) {
            paragraph.close(token.name, token.span);
        } else if (token.name == "w:p" && top.depth == depth_) {
            finish(top);
            open_.pop_back();
        }
    }

    void text(const MarkupToken& token) {
        if (!in_text_ || !is_inline()) return;
        const bool is_cdata = token.kind == MarkupTokenKind::kCdata;
        std::string_view raw = view(token.span);
        if (!keeps_space_ && !is_cdata) raw = without_space(raw);
        open_.back()->paragraph.text(
            is_cdata ? std::string(raw.substr(9, raw.size() - 12)) : xml_text(raw), token.span);
    }

    /// <w:pPr>: style, numbering.
    void read_properties(Span span, Paragraph& paragraph) {
        Tokens tokens(source_, Tokens::Language::kXml, span);
        MarkupToken token;
        while (tokens.next(token)) {
            if (token.kind != MarkupTokenKind::kStart && token.kind != MarkupTokenKind::kEmpty)
                continue;
            if (token.name == "w:pStyle") {
                const auto style = styles_.find(xml_attribute(source_, token, "w:val"));
                if (style == styles_.end() || style->second.kind.empty()) continue;
                paragraph.kind = style->second.kind;
                paragraph.level = style->second.level;
            } else if (token.name == "w:numPr" && paragraph.kind.empty()) {
                paragraph.kind = "list-item";
            } else if (token.name == "w:pPrChange" || token.name == "w:rPr") {
                tokens.skip_element(token);
            }
        }
    }

    void finish(OpenParagraph& top) {
        std::optional<BuiltBlock> built = top.paragraph.finish();
        if (!built || !is_sound(built->place)) return;
        built->place.escaping = Escaping::kParagraph;
        std::string kind = top.paragraph.kind;
        if (!kind_.empty()) {
            kind = kind_;
        } else if (kind.empty() || (kind == "list-item" && cells_ > 0)) {
            kind = cells_ > 0 ? "table-cell" : "paragraph";
        }
        add(kind, kind == "heading" ? top.paragraph.level : 0, std::move(*built));
    }

    /// Whether the block can be taken apart and put together: of a document that breaks the schema
    /// such a paragraph stays as it is.
    bool is_sound(const BlockPlace& place) const {
        const auto is_whole = [&](std::string_view before, Span first, Span second) {
            std::string part = "<x>" + std::string(before);
            part.append(view(first)).append(view(second));
            part += before.empty() ? "</x>" : "</w:r></x>";
            std::size_t at = 0;
            return xml_fault(part, at).empty();
        };
        if (!is_whole("", place.span, {})) return false;
        return std::all_of(place.codes.begin(), place.codes.end(), [&](const CodePlace& code) {
            if (code.is_format) return true;
            if (!code.in_run) return is_whole("", code.open, code.close);
            return is_whole("<w:r>", code.open, {}) && is_whole("<w:r>", code.close, {});
        });
    }

    /// An attribute's value as a block.
    void add_attribute(const MarkupToken& token, std::string_view name, const char* kind) {
        const Span span = attribute_span(source_, token, name);
        if (span.empty()) return;
        BlockBuilder builder;
        const std::string value = xml_text(view(span));
        if (value.find_first_not_of(" \t\r\n") == std::string::npos) return;
        builder.text(value, span);
        std::optional<BuiltBlock> built = builder.finish();
        built->place.escaping = Escaping::kXml;
        add(kind, 0, std::move(*built));
    }

    void add(const std::string& kind, int level, BuiltBlock built) {
        const auto fallback =
            std::find_if(alternates_.begin(), alternates_.end(),
                         [](const Alternate& alternate) { return alternate.in_fallback; });
        if (fallback != alternates_.end()) {
            // The same text, drawn another way: it is not translated twice.
            for (; fallback->next < fallback->blocks.size(); ++fallback->next) {
                const std::size_t block = fallback->blocks[fallback->next];
                if (blocks_[block].content != built.content) continue;
                places_[block].mirrors.push_back(std::move(built.place));
                ++fallback->next;
                return;
            }
            return;
        }
        for (Alternate& alternate : alternates_) alternate.blocks.push_back(blocks_.size());
        DocumentBlock block;
        block.kind = kind;
        block.level = level;
        block.content = std::move(built.content);
        blocks_.push_back(std::move(block));
        places_.push_back(std::move(built.place));
    }

    const std::string& source_;
    const std::string& kind_;
    const Styles& styles_;
    std::vector<DocumentBlock>& blocks_;
    std::vector<BlockPlace>& places_;
    Tokens tokens_;
    std::size_t depth_ = 0;
    bool skipped_ = false;  ///< The element just started was skipped to its end.
    bool in_text_ = false;
    bool keeps_space_ = false;  ///< Of <w:t>: white space at its ends is text.
    std::size_t cells_ = 0;
    std::size_t deleted_depth_ = 0;  ///< Of the <w:del> inside a code, whose text is not read.
    std::vector<std::unique_ptr<OpenParagraph>> open_;
    std::vector<Alternate> alternates_;
};

}  // namespace

void read_part(const std::string& source, const std::string& kind, const Styles& styles,
               std::vector<DocumentBlock>& blocks, std::vector<BlockPlace>& places) {
    PartReader(source, kind, styles, blocks, places).read();
}

}  // namespace diglot::docx
