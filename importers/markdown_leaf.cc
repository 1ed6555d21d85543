#include "importers/markdown_leaf.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "importers/html_elements.h"
#include "importers/html_references.h"
#include "importers/markup_tokens.h"

namespace diglot::markdown {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
/// Bytes searched for the markers before the first text.
constexpr std::size_t kFarthest = 4096;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Reads markers from a place on, in the order of their events.
class MarkerReader {
public:
    MarkerReader(std::string_view source, std::size_t end) : source_(source), end_(end) {}

    /// The end of the marker at `at`; kNowhere if it is not there.
    std::size_t read(const Event& event, std::size_t at) const {
        switch (event.kind) {
            case EventKind::kSoftBreak:
            case EventKind::kHardBreak:
                return line_end(at);
            case EventKind::kEnter:
                return enter(event.span_kind, at);
            case EventKind::kLeave:
                return leave(event.span_kind, at);
            default:
                return kNowhere;
        }
    }

private:
    char byte(std::size_t at) const { return at < end_ ? source_[at] : '\0'; }

    std::size_t run(std::size_t at, char c) const {
        while (byte(at) == c) ++at;
        return at;
    }

    /// Spaces or a backslash, the line end, and what the next line begins with: indentation, ">".
    std::size_t line_end(std::size_t at) const {
        if (byte(at) == '\\') ++at;
        while (is_blank(byte(at))) ++at;
        if (byte(at) == '\r') ++at;
        if (byte(at) == '\n')
            ++at;
        else if (at == 0 || byte(at - 1) != '\r')
            return kNowhere;
        while (is_blank(byte(at)) || byte(at) == '>') ++at;
        return at;
    }

    std::size_t enter(SpanKind kind, std::size_t at) const {
        const char c = byte(at);
        switch (kind) {
            case SpanKind::kEmphasis:
                return c == '*' || c == '_' ? at + 1 : kNowhere;
            case SpanKind::kStrong:
                return (c == '*' || c == '_') && byte(at + 1) == c ? at + 2 : kNowhere;
            case SpanKind::kStrike:
                return c == '~' ? run(at, '~') : kNowhere;
            case SpanKind::kCode:
                if (c != '`') return kNowhere;
                at = run(at, '`');
                while (is_blank(byte(at)) || byte(at) == '\n' || byte(at) == '\r') ++at;
                return at;
            case SpanKind::kLink:
                return c == '[' || c == '<' ? at + 1 : kNowhere;
            case SpanKind::kImage:
                return c == '!' && byte(at + 1) == '[' ? at + 2 : kNowhere;
        }
        return kNowhere;
    }

    std::size_t leave(SpanKind kind, std::size_t at) const {
        if (kind == SpanKind::kCode) {
            while (is_blank(byte(at)) || byte(at) == '\n' || byte(at) == '\r') ++at;
            return byte(at) == '`' ? run(at, '`') : kNowhere;
        }
        if (kind != SpanKind::kLink && kind != SpanKind::kImage) return enter(kind, at);
        if (kind == SpanKind::kLink && byte(at) == '>') return at + 1;
        if (byte(at) != ']') return kNowhere;
        ++at;
        if (byte(at) == '(') return destination(at);
        if (byte(at) != '[') return at;
        const std::size_t close = bracket(at);
        return close == kNowhere ? at : close;
    }

    /// Behind the "]" of a label.
    std::size_t bracket(std::size_t at) const {
        for (++at; at < end_; ++at) {
            if (source_[at] == '\\')
                ++at;
            else if (source_[at] == ']')
                return at + 1;
        }
        return kNowhere;
    }

    /// Behind "(destination "title")" (CommonMark 0.30, 6.3).
    std::size_t destination(std::size_t at) const {
        int depth = 0;
        char quote = 0;
        bool after_space = false;
        for (; at < end_; ++at) {
            const char c = source_[at];
            if (c == '\\') {
                ++at;
            } else if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '<' && source_[at - 1] == '(') {
                quote = '>';
            } else if ((c == '"' || c == '\'') && after_space) {
                quote = c;
            } else if (c == '(') {
                ++depth;
            } else if (c == ')' && --depth == 0) {
                return at + 1;
            }
            after_space = is_blank(c) || c == '\n' || c == '\r';
        }
        return kNowhere;
    }

    std::string_view source_;
    std::size_t end_;
};

/// Places events [first, last) from `at` on. Where the next text is known (`to`), they must fill
/// the gap up to it, but for the backslash of an escape.
bool place(std::string_view source, std::vector<Event>& events, std::size_t first, std::size_t last,
           std::size_t at, std::size_t to) {
    const MarkerReader reader(source, std::min(to, source.size()));
    for (std::size_t i = first; i < last; ++i) {
        const std::size_t end = reader.read(events[i], at);
        if (end == kNowhere) return false;
        events[i].span = {at, end};
        at = end;
    }
    return to == kNowhere || at == to || (at + 1 == to && source[at] == '\\');
}

/// Places the events before the first text: the nearest place before it from which they fit.
bool place_first(std::string_view source, std::vector<Event>& events, std::size_t last,
                 std::size_t floor, std::size_t to) {
    if (last == 0) return true;
    floor = std::max(floor, to > kFarthest ? to - kFarthest : 0);
    for (std::size_t at = to; at-- > floor;) {
        if (!place(source, events, 0, last, at, to)) continue;
        // Runs that are one marker however long they are.
        const bool is_run =
            events[0].span_kind == SpanKind::kStrike || events[0].span_kind == SpanKind::kCode;
        while (is_run && at > floor && source[at - 1] == source[at]) --at;
        events[0].span.begin = at;
        return true;
    }
    return false;
}

/// What a pair of markers is called.
const char* type_of(SpanKind kind) {
    switch (kind) {
        case SpanKind::kEmphasis:
            return "italic";
        case SpanKind::kStrong:
            return "bold";
        case SpanKind::kStrike:
            return "strike";
        case SpanKind::kCode:
            return "code";
        case SpanKind::kLink:
            return "link";
        case SpanKind::kImage:
            return "image";
    }
    return "";
}

class LeafBuilder {
public:
    explicit LeafBuilder(std::string_view source) : source_(source) {}

    std::vector<LeafBlock> build(const std::vector<Event>& events) {
        for (const Event& event : events) {
            const bool ends = event.kind == EventKind::kLeave;
            if (opaque_ > 0 && !(ends && --opaque_ == 0)) {
                if (event.kind == EventKind::kEnter) ++opaque_;
                continue;
            }
            add(event);
        }
        while (builders_.size() > 1) builders_.pop_back();
        finish("");
        return std::move(blocks_);
    }

private:
    std::string_view view(Span span) const {
        return source_.substr(span.begin, span.end - span.begin);
    }
    BlockBuilder& builder() { return builders_.back(); }

    void add(const Event& event) {
        switch (event.kind) {
            case EventKind::kText:
                text(event.span);
                break;
            case EventKind::kEntity:
                builder().text(html_text(view(event.span)), event.span);
                break;
            case EventKind::kHtml:
                html(event.span);
                break;
            case EventKind::kSoftBreak:
                builder().space(event.span, true);
                break;
            case EventKind::kHardBreak:
                builder().placeholder("lb", view(event.span), event.span);
                break;
            case EventKind::kEnter:
                enter(event);
                break;
            case EventKind::kLeave:
                leave(event);
                break;
            case EventKind::kCodeText:
                break;
        }
    }

    /// Text, and the marks of footnotes in it.
    void text(Span span) {
        std::size_t at = span.begin;
        for (std::size_t mark = at; at < span.end;) {
            const std::size_t found = view({mark, span.end}).find("[^");
            mark = found == kNowhere ? span.end : mark + found;
            const std::size_t end = mark < span.end ? footnote_end(source_, mark) : mark;
            if (mark < span.end && (end == mark || end > span.end)) {
                ++mark;
                continue;
            }
            builder().text(source_.substr(at, mark - at), {at, mark});
            if (mark < span.end) mark = footnote({mark, end}, span.end);
            at = mark;
        }
    }

    std::size_t footnote(Span mark, std::size_t end) {
        const bool is_start = builders_.size() == 1 && builder().empty();
        if (is_start && mark.end < end && source_[mark.end] == ':') {
            is_footnote_ = true;
            ++mark.end;
            while (mark.end < end && is_blank(source_[mark.end])) ++mark.end;
        }
        builder().placeholder("fnote", view(mark), mark, is_footnote_ && is_start);
        return mark.end;
    }

    void html(Span span) {
        MarkupTokens tokens(source_, MarkupTokens::Language::kHtml, span);
        MarkupToken token;
        while (tokens.next(token)) {
            std::string name;
            for (const char c : token.name)
                name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            const std::string key = "html " + name;
            const std::string type = html::code_type(name);
            const bool is_single = html::is_void(name) || token.kind == MarkupTokenKind::kEmpty;
            if (token.kind == MarkupTokenKind::kStart && !is_single)
                builder().open(type, view(token.span), token.span, key);
            else if (token.kind == MarkupTokenKind::kEnd)
                builder().close(view(token.span), token.span, key);
            else if (is_single)
                builder().placeholder(type, view(token.span), token.span);
            else
                builder().placeholder("x-comment", view(token.span), token.span, true);
        }
    }

    void enter(const Event& event) {
        const bool is_autolink =
            event.span_kind == SpanKind::kLink && source_[event.span.begin] == '<';
        if (event.span_kind == SpanKind::kCode || is_autolink) {
            opaque_ = 1;
            opaque_begin_ = event.span.begin;
        } else if (event.span_kind == SpanKind::kImage) {
            images_.push_back(event.span.begin);
            builders_.emplace_back();
        } else {
            const char* type = type_of(event.span_kind);
            builder().open(type, view(event.span), event.span, type);
        }
    }

    void leave(const Event& event) {
        const char* type = type_of(event.span_kind);
        if (event.span_kind == SpanKind::kCode || opaque_begin_ != kNowhere) {
            const Span whole{opaque_begin_, event.span.end};
            builder().placeholder(type, view(whole), whole);
            opaque_begin_ = kNowhere;
        } else if (event.span_kind == SpanKind::kImage && builders_.size() > 1) {
            finish("alt-text");
            builders_.pop_back();
            const Span whole{images_.back(), event.span.end};
            images_.pop_back();
            builder().placeholder(type, view(whole), whole);
        } else {
            builder().close(view(event.span), event.span, type);
        }
    }

    void finish(const char* kind) {
        if (auto built = builder().finish())
            blocks_.push_back(
                {*kind == '\0' && is_footnote_ ? "footnote" : kind, std::move(*built)});
    }

    std::string_view source_;
    std::vector<BlockBuilder> builders_{1};
    std::vector<std::size_t> images_;  ///< Where those that are open begin.
    std::size_t opaque_ = 0;           ///< Depth of spans in a code or an autolink.
    std::size_t opaque_begin_ = kNowhere;
    bool is_footnote_ = false;
    std::vector<LeafBlock> blocks_;
};

}  // namespace

std::size_t footnote_end(std::string_view text, std::size_t at) {
    if (!text.substr(at).starts_with("[^")) return at;
    std::size_t end = at + 2;
    while (end < text.size() && end - at < 64 &&
           !std::isspace(static_cast<unsigned char>(text[end])) && text[end] != ']' &&
           text[end] != '[')
        ++end;
    return end > at + 2 && end < text.size() && text[end] == ']' ? end + 1 : at;
}

bool find_markers(std::string_view source, std::size_t floor, std::vector<Event>& events) {
    std::size_t first = 0;
    std::size_t at = kNowhere;  // The end of the text before.
    for (std::size_t i = 0; i <= events.size(); ++i) {
        const bool is_end = i == events.size();
        if (!is_end && !events[i].is_placed()) continue;
        const std::size_t to = is_end ? kNowhere : events[i].span.begin;
        if (at == kNowhere) {
            if (is_end || !place_first(source, events, i, floor, to)) return false;
        } else if (to < at || !place(source, events, first, i, at, to)) {
            return false;
        }
        if (!is_end) at = events[i].span.end;
        first = i + 1;
    }
    return true;
}

std::vector<LeafBlock> build_blocks(std::string_view source, const std::vector<Event>& events) {
    return LeafBuilder(source).build(events);
}

}  // namespace diglot::markdown
