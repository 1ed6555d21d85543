// Reads the paragraphs of a part of an OpenDocument text (ODF 1.3, part 3, 5 and 6).
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "importers/block_builder.h"
#include "importers/markup_tokens.h"
#include "importers/odt_parts.h"

namespace diglot::odt {
namespace {

using Tokens = MarkupTokens;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view local(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_paragraph(std::string_view name) { return name == "text:p" || name == "text:h"; }

/// Elements around text.
bool is_container(std::string_view name) {
    return is_one_of<6>(name, {"text:span", "text:a", "text:meta", "text:ruby", "text:ruby-base",
                               "text:meta-field"});
}

/// Marks of which nothing is seen in the text, and tabs: at either end of it they only move it.
bool is_invisible(std::string_view name) {
    return name.starts_with("text:bookmark") || name.starts_with("text:reference-mark") ||
           name.starts_with("text:change") || name.starts_with("office:annotation") ||
           name.ends_with("-mark") || name.ends_with("-mark-start") ||
           name.ends_with("-mark-end") || name == "text:soft-page-break" || name == "text:tab";
}

/// An element that is one code, with perhaps paragraphs inside.
struct Opaque {
    std::size_t depth = 0;  ///< 0: none.
    std::size_t begin = 0;
    std::string type;
    bool is_invisible = false;
};

struct OpenParagraph {
    BlockBuilder builder;
    std::string kind;
    int level = 0;
    std::size_t depth = 0;
    Opaque opaque;
    std::vector<std::string> tags;  ///< Of the containers that are open, as their ends show them.
};

class PartReader {
public:
    PartReader(const std::string& source, const Styles& styles, std::vector<DocumentBlock>& blocks,
               std::vector<BlockPlace>& places)
        : source_(source),
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
    std::string attribute(const MarkupToken& token, std::string_view name) const {
        return xml_attribute(source_, token, name);
    }
    bool is_inline() const { return !open_.empty() && open_.back()->opaque.depth == 0; }

    void start(const MarkupToken& token) {
        if (is_inline())
            start_inline(token, *open_.back());
        else
            start_structure(token);
    }

    /// Outside paragraphs, and inside what is one code of a paragraph.
    void start_structure(const MarkupToken& token) {
        const std::string_view name = token.name;
        if (is_paragraph(name)) {
            open_.push_back(std::make_unique<OpenParagraph>());
            open_.back()->depth = depth_;
            set_kind(token, *open_.back());
        } else if (name == "text:tracked-changes") {
            tokens_.skip_element(token);  // What was deleted.
            skipped_ = token.kind == MarkupTokenKind::kStart;
        } else if ((name == "svg:title" || name == "svg:desc") &&
                   token.kind == MarkupTokenKind::kStart) {
            open_.push_back(std::make_unique<OpenParagraph>());
            open_.back()->depth = depth_;
            open_.back()->kind = name == "svg:desc" ? "alt-text" : "title";
        } else {
            const std::string kind = room_kind(token);
            if (!kind.empty()) rooms_.push_back({depth_, kind});
        }
    }

    /// What paragraphs are in this element.
    std::string room_kind(const MarkupToken& token) const {
        const std::string_view name = token.name;
        if (name == "table:table-cell" || name == "table:covered-table-cell") return "table-cell";
        if (name == "text:list-item" || name == "text:list-header") return "list-item";
        if (name.starts_with("style:header")) return "header";
        if (name.starts_with("style:footer")) return "footer";
        if (name == "office:annotation") return "comment";
        if (name == "draw:text-box") return "paragraph";
        if (name == "text:note")
            return attribute(token, "text:note-class") == "endnote" ? "endnote" : "footnote";
        return {};
    }

    void set_kind(const MarkupToken& token, OpenParagraph& paragraph) const {
        if (token.name == "text:h") {
            paragraph.kind = "heading";
            const std::string level = attribute(token, "text:outline-level");
            paragraph.level = 1;
            std::from_chars(level.data(), level.data() + level.size(), paragraph.level);
            return;
        }
        const auto style = styles_.find(attribute(token, "text:style-name"));
        if (style != styles_.end() && !style->second.kind.empty()) {
            paragraph.kind = style->second.kind;
            paragraph.level = style->second.level;
        } else {
            paragraph.kind = rooms_.empty() ? "paragraph" : rooms_.back().kind;
        }
    }

    void start_inline(const MarkupToken& token, OpenParagraph& top) {
        const std::string_view name = token.name;
        if (name == "text:s") {
            std::size_t count = 1;
            const std::string value = attribute(token, "text:c");
            std::from_chars(value.data(), value.data() + value.size(), count);
            skip(token);
            constexpr std::size_t kMostSpaces = 1000;  // A file could ask for millions.
            top.builder.text(std::string(std::min(count, kMostSpaces), ' '), element_);
        } else if (is_container(name) && token.kind == MarkupTokenKind::kStart) {
            open_container(token, top);
        } else {
            top.opaque = {depth_, token.span.begin, code_type(token), is_invisible(name)};
            start_structure(token);
        }
    }

    void skip(const MarkupToken& token) {
        element_ = {token.span.begin, tokens_.skip_element(token)};
        skipped_ = token.kind == MarkupTokenKind::kStart;
    }

    void open_container(const MarkupToken& token, OpenParagraph& top) {
        std::string type(local(token.name)), tag = type;
        if (token.name == "text:a") {
            type = "link";
        } else if (token.name == "text:span") {
            const auto style = styles_.find(attribute(token, "text:style-name"));
            const bool is_known = style != styles_.end() && !style->second.type.empty();
            type = is_known ? style->second.type : "font";
            tag = is_known ? style->second.tag : "span";
        }
        top.builder.open(type, "<" + tag + ">", token.span, token.name);
        top.tags.push_back(tag);
    }

    std::string code_type(const MarkupToken& token) const {
        const std::string_view name = token.name;
        if (name == "text:line-break") return "lb";
        if (name == "text:soft-page-break") return "pb";
        if (name == "text:note")
            return attribute(token, "text:note-class") == "endnote" ? "enote" : "fnote";
        if (name.starts_with("draw:")) return "image";
        return std::string(local(name));
    }

    void end(const MarkupToken& token) {
        if (!rooms_.empty() && rooms_.back().depth == depth_) rooms_.pop_back();
        if (!open_.empty()) end_inline(token, *open_.back());
        --depth_;
    }

    void end_inline(const MarkupToken& token, OpenParagraph& top) {
        if (top.opaque.depth != 0) {
            if (top.opaque.depth != depth_) return;
            const Opaque opaque = std::exchange(top.opaque, {});
            top.builder.placeholder(opaque.type, "<" + opaque.type + "/>",
                                    {opaque.begin, token.span.end}, opaque.is_invisible);
        } else if (top.depth == depth_) {
            finish(top);
            open_.pop_back();
        } else if (is_container(token.name) && token.kind == MarkupTokenKind::kEnd) {
            top.builder.close("</" + top.tags.back() + ">", token.span, token.name);
            top.tags.pop_back();
        }
    }

    /// White space as 6.1.2 collapses it.
    void text(const MarkupToken& token) {
        if (!is_inline()) return;
        BlockBuilder& builder = open_.back()->builder;
        if (token.kind == MarkupTokenKind::kCdata) {
            const std::string_view raw = view(token.span);
            return builder.text(raw.substr(9, raw.size() - 12), token.span);
        }
        constexpr std::string_view kSpace = " \t\r\n";
        for (std::size_t at = token.span.begin; at < token.span.end;) {
            const std::string_view rest = view({at, token.span.end});
            const bool is_space = kSpace.find(rest[0]) != kSpace.npos;
            const std::size_t size =
                std::min(is_space ? rest.find_first_not_of(kSpace) : rest.find_first_of(kSpace),
                         rest.size());
            if (is_space)
                builder.space({at, at + size});
            else
                builder.text(xml_text(rest.substr(0, size)), {at, at + size});
            at += size;
        }
    }

    void finish(OpenParagraph& top) {
        std::optional<BuiltBlock> built = top.builder.finish();
        if (!built) return;
        const bool is_plain = top.kind == "alt-text" || top.kind == "title";
        built->place.escaping = is_plain ? Escaping::kXml : Escaping::kParagraph;
        DocumentBlock block;
        block.kind = top.kind;
        block.level = top.level;
        block.content = std::move(built->content);
        blocks_.push_back(std::move(block));
        places_.push_back(std::move(built->place));
    }

    /// An element whose paragraphs are of a kind.
    struct Room {
        std::size_t depth;
        std::string kind;
    };

    const std::string& source_;
    const Styles& styles_;
    std::vector<DocumentBlock>& blocks_;
    std::vector<BlockPlace>& places_;
    Tokens tokens_;
    std::size_t depth_ = 0;
    bool skipped_ = false;  ///< The element just started was skipped to its end.
    Span element_;          ///< The one skipped last.
    std::vector<std::unique_ptr<OpenParagraph>> open_;
    std::vector<Room> rooms_;
};

}  // namespace

void read_part(const std::string& source, const Styles& styles, std::vector<DocumentBlock>& blocks,
               std::vector<BlockPlace>& places) {
    PartReader(source, styles, blocks, places).read();
}

}  // namespace diglot::odt
