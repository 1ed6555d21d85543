// Markdown: MD4C finds the blocks and what is in them; the bytes between texts stay as they are.
#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include <md4c.h>

#include "importers/markdown_leaf.h"
#include "importers/text_document.h"

namespace diglot {
namespace {

using markdown::Event;
using markdown::EventKind;
using markdown::SpanKind;

struct OpenBlock {
    MD_BLOCKTYPE type;
    int level = 0;
};

class MarkdownReader {
public:
    MarkdownReader(std::string_view source, std::size_t start, BlockList& list)
        : source_(source), parsed_(source), floor_(start), list_(list) {
        // Marks of footnotes, which CommonMark does not have, would be links or their definitions.
        for (std::size_t at = source.find("[^"); at != std::string_view::npos;
             at = source.find("[^", at + 1)) {
            const std::size_t end = markdown::footnote_end(source, at);
            if (end > at) parsed_[at] = parsed_[at + 1] = parsed_[end - 1] = 'x';
        }
    }

    void read() {
        MD_PARSER parser{};
        parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
        parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
            return static_cast<MarkdownReader*>(self)->enter_block(type, detail);
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
            return static_cast<MarkdownReader*>(self)->leave_block(type);
        };
        parser.enter_span = [](MD_SPANTYPE type, void*, void* self) {
            return static_cast<MarkdownReader*>(self)->span(EventKind::kEnter, type);
        };
        parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
            return static_cast<MarkdownReader*>(self)->span(EventKind::kLeave, type);
        };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
            return static_cast<MarkdownReader*>(self)->text(type, text, size);
        };
        md_parse(parsed_.data() + floor_, static_cast<MD_SIZE>(parsed_.size() - floor_), &parser,
                 this);
        finish();
    }

private:
    int enter_block(MD_BLOCKTYPE type, void* detail) {
        finish();
        OpenBlock block{type, 0};
        if (type == MD_BLOCK_H)
            block.level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        open_.push_back(block);
        return 0;
    }

    int leave_block(MD_BLOCKTYPE type) {
        if (type == MD_BLOCK_HTML)
            finish_html();
        else if (type == MD_BLOCK_CODE)
            finish_code();
        else
            finish();
        open_.pop_back();
        return 0;
    }

    int span(EventKind kind, MD_SPANTYPE type) {
        Event event;
        event.kind = kind;
        switch (type) {
            case MD_SPAN_STRONG:
                event.span_kind = SpanKind::kStrong;
                break;
            case MD_SPAN_A:
                event.span_kind = SpanKind::kLink;
                break;
            case MD_SPAN_IMG:
                event.span_kind = SpanKind::kImage;
                break;
            case MD_SPAN_CODE:
                event.span_kind = SpanKind::kCode;
                break;
            case MD_SPAN_DEL:
                event.span_kind = SpanKind::kStrike;
                break;
            default:
                event.span_kind = SpanKind::kEmphasis;
        }
        events_.push_back(event);
        return 0;
    }

    int text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size) {
        Event event;
        const bool is_inside =
            text >= parsed_.data() && text + size <= parsed_.data() + parsed_.size();
        if (is_inside) {
            event.span.begin = static_cast<std::size_t>(text - parsed_.data());
            event.span.end = event.span.begin + size;
        }
        switch (type) {
            case MD_TEXT_BR:
                event.kind = EventKind::kHardBreak;
                break;
            case MD_TEXT_SOFTBR:
                event.kind = EventKind::kSoftBreak;
                break;
            case MD_TEXT_ENTITY:
                event.kind = EventKind::kEntity;
                break;
            case MD_TEXT_HTML:
                event.kind = EventKind::kHtml;
                break;
            case MD_TEXT_CODE:
                event.kind = EventKind::kCodeText;
                break;
            default:
                event.kind = EventKind::kText;
        }
        // Line ends within codes and blocks of HTML are MD4C's own.
        if (event.is_placed() && !is_inside) return 0;
        // Code and raw HTML of a line come line by line.
        const bool is_native = event.kind == EventKind::kCodeText ||
                               (event.kind == EventKind::kHtml && !in_html_block());
        const bool goes_on = !events_.empty() && events_.back().kind == event.kind &&
                             (is_native || (event.kind == EventKind::kText &&
                                            events_.back().span.end == event.span.begin));
        if (goes_on)
            events_.back().span.end = event.span.end;
        else
            events_.push_back(event);
        return 0;
    }

    bool in_html_block() const { return !open_.empty() && open_.back().type == MD_BLOCK_HTML; }

    /// Ends a piece of running text.
    void finish() {
        std::vector<Event> events;
        events.swap(events_);
        const auto is_placed = [](const Event& event) { return event.is_placed(); };
        const auto first = std::find_if(events.begin(), events.end(), is_placed);
        if (first == events.end()) return;
        const auto last = std::find_if(events.rbegin(), events.rend(), is_placed);
        const Span texts{first->span.begin, last->span.end};
        int level = 0;
        const std::string kind = block_kind(level);
        const Escaping escaping =
            kind == "table-cell" ? Escaping::kMarkdownCell : Escaping::kMarkdown;
        if (!markdown::find_markers(source_, floor_, events)) {
            add_literal(kind, level, texts);
        } else {
            for (markdown::LeafBlock& leaf : markdown::build_blocks(source_, events)) {
                Span& span = leaf.built.place.span;
                // The backslash that escapes the first character.
                if (span.begin > floor_ && source_[span.begin - 1] == '\\' &&
                    leaf.built.content.front().is_text() && is_escaped(span.begin))
                    --span.begin;
                list_.add(leaf.kind.empty() ? kind : leaf.kind, std::move(leaf.built), escaping);
                if (leaf.kind.empty()) list_.blocks.back().level = level;
            }
        }
        floor_ = std::max(texts.end, events.back().span.end);
    }

    bool is_escaped(std::size_t at) const {
        return at < source_.size() && std::ispunct(static_cast<unsigned char>(source_[at])) != 0;
    }

    /// Text as it stands in the file, where it is not clear what belongs to it.
    void add_literal(const std::string& kind, int level, Span span) {
        BlockBuilder builder;
        builder.text(source_.substr(span.begin, span.end - span.begin), span);
        list_.add(kind, *builder.finish(), Escaping::kNone);
        list_.blocks.back().level = level;
    }

    /// What a block of raw HTML holds, unless a quotation's marks stand between its lines.
    void finish_html() {
        std::vector<Event> events;
        events.swap(events_);
        if (events.empty()) return;
        for (std::size_t i = 0; i + 1 < events.size(); ++i) {
            const std::string_view between =
                source_.substr(events[i].span.end, events[i + 1].span.begin - events[i].span.end);
            if (between.find_first_not_of("\r\n") != between.npos) return;
        }
        read_html_blocks(source_, {events.front().span.begin, events.back().span.end}, list_);
        floor_ = events.back().span.end;
    }

    void finish_code() {
        if (!events_.empty()) floor_ = std::max(floor_, events_.back().span.end);
        events_.clear();
    }

    /// By the innermost block that says something.
    std::string block_kind(int& level) const {
        for (auto it = open_.rbegin(); it != open_.rend(); ++it) {
            level = it->level;
            if (it->type == MD_BLOCK_H) return "heading";
            if (it->type == MD_BLOCK_TD || it->type == MD_BLOCK_TH) return "table-cell";
            if (it->type == MD_BLOCK_LI) return "list-item";
            if (it->type == MD_BLOCK_QUOTE) return "quote";
        }
        return "paragraph";
    }

    std::string_view source_;
    std::string parsed_;  ///< As long as source_: the same places.
    std::size_t floor_;
    BlockList& list_;
    std::vector<OpenBlock> open_;
    std::vector<Event> events_;
};

/// The line at `at` without its end, and where the next one begins.
Span line_at(std::string_view text, std::size_t at, std::size_t& next) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    next = std::min(end + 1, text.size());
    if (end > at && text[end - 1] == '\r') --end;
    return {at, end};
}

/// A line of YAML "key: value" whose value is read by people, as a block.
void add_front_matter(std::string_view source, Span line, BlockList& list) {
    static constexpr std::array<std::string_view, 6> kRead = {"title",   "subtitle", "description",
                                                              "summary", "excerpt",  "caption"};
    const std::string_view text = source.substr(line.begin, line.end - line.begin);
    const std::size_t colon = text.find(": ");
    if (colon == text.npos) return;
    if (std::find(kRead.begin(), kRead.end(), text.substr(0, colon)) == kRead.end()) return;
    std::size_t begin = text.find_first_not_of(" \t", colon + 1);
    if (begin == text.npos) return;
    std::size_t end = text.find_last_not_of(" \t") + 1;
    const char quote = text[begin];
    const bool is_quoted = quote == '"' || quote == '\'';
    // Values of more than one line, anchors, lists stay as they are.
    if (is_quoted ? end - begin < 2 || text[end - 1] != quote
                  : std::string_view("|>&*!%@`[{#").find(quote) != std::string_view::npos)
        return;
    if (is_quoted) {
        ++begin;
        --end;
    } else {
        end = std::min(end, text.find(" #", begin));
    }
    std::string value;
    for (std::size_t i = begin; i < end; ++i) {
        const bool is_escape =
            (quote == '"' && text[i] == '\\') || (quote == '\'' && text[i] == '\'');
        if (is_escape && i + 1 < end) ++i;
        value += text[i];
    }
    if (value.find_first_not_of(" \t") == std::string::npos) return;
    BlockBuilder builder;
    builder.text(value, {line.begin + begin, line.begin + end});
    list.add("front-matter", *builder.finish(), Escaping::kYaml);
}

/// Front matter (YAML between lines of "---", TOML between "+++"). Returns where the text begins.
std::size_t read_front_matter(std::string_view source, BlockList& list) {
    std::size_t next = 0;
    const Span first = line_at(source, 0, next);
    const std::string_view fence = source.substr(first.begin, first.end - first.begin);
    if (fence != "---" && fence != "+++") return 0;
    std::vector<Span> lines;
    for (std::size_t at = next; at < source.size(); at = next) {
        const Span line = line_at(source, at, next);
        const std::string_view text = source.substr(line.begin, line.end - line.begin);
        if (text == fence || (fence == "---" && text == "...")) {
            for (const Span& read : lines)
                if (fence == "---") add_front_matter(source, read, list);
            return next;
        }
        lines.push_back(line);
    }
    return 0;
}

}  // namespace

BlockList read_markdown_blocks(std::string_view text) {
    BlockList list;
    const std::size_t start = read_front_matter(text, list);
    MarkdownReader(text, start, list).read();
    return list;
}

}  // namespace diglot
