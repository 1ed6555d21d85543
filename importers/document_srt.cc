// SubRip subtitles: cues of a number, a time and lines of text.
#include <algorithm>
#include <cctype>
#include <string_view>

#include "importers/block_builder.h"
#include "importers/text_document.h"

namespace diglot {
namespace {

struct Line {
    Span text;  ///< Without its end.
    Span all;
};

class CueReader {
public:
    explicit CueReader(std::string_view text) : text_(text) {}

    BlockList read() {
        Line line = next();
        bool in_cue = false;
        for (; !line.all.empty(); line = next()) {
            if (is_time(view(line))) {
                finish();
                in_cue = true;
                continue;
            }
            if (!in_cue) continue;
            // The next cue's number.
            if (is_number(view(line)) && is_time(peek())) continue;
            add(line);
        }
        finish();
        return std::move(list_);
    }

private:
    std::string_view view(const Line& line) const {
        return text_.substr(line.text.begin, line.text.end - line.text.begin);
    }

    Line line_at(std::size_t at) const {
        const std::size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
        std::size_t next = end;
        if (end < text_.size()) next += text_.substr(end).starts_with("\r\n") ? 2 : 1;
        return {{at, end}, {at, next}};
    }

    Line next() {
        const Line line = line_at(at_);
        at_ = line.all.end;
        return line;
    }

    std::string_view peek() const { return view(line_at(at_)); }

    static bool is_number(std::string_view line) {
        const std::size_t end = line.find_last_not_of(" \t");
        return end != std::string_view::npos &&
               line.substr(0, end + 1).find_first_not_of("0123456789") == std::string_view::npos;
    }

    /// 00:00:01,000 --> 00:00:04,000, perhaps with coordinates; a full stop for the comma is
    /// common.
    static bool is_time(std::string_view line) {
        const std::size_t arrow = line.find("-->");
        if (arrow == std::string_view::npos) return false;
        const auto is_clock = [](std::string_view part) {
            const std::size_t start = part.find_first_not_of(" \t");
            if (start == std::string_view::npos) return false;
            part = part.substr(start);
            part = part.substr(0, part.find_first_of(" \t"));
            return std::count(part.begin(), part.end(), ':') >= 1 &&
                   part.find_first_not_of("0123456789:,.") == std::string_view::npos;
        };
        return is_clock(line.substr(0, arrow)) && is_clock(line.substr(arrow + 3));
    }

    void finish() {
        if (auto block = builder_.finish())
            list_.add("subtitle", std::move(*block), Escaping::kNone);
        pending_ = {};
    }

    /// A line of a cue's text; spaces at its ends and empty lines are part of the line end.
    void add(const Line& line) {
        constexpr std::string_view kSpace = " \t";
        const std::string_view whole = view(line);
        const std::size_t first = whole.find_first_not_of(kSpace);
        if (first == std::string_view::npos) {
            if (!builder_.empty()) pending_.end = line.all.end;
            return;
        }
        const Span text{line.text.begin + first,
                        line.text.begin + whole.find_last_not_of(kSpace) + 1};
        if (!builder_.empty()) {
            const Span end{pending_.begin, text.begin};
            builder_.placeholder("lb", text_.substr(end.begin, end.end - end.begin), end);
        }
        add_text(text);
        pending_ = {text.end, line.all.end};
    }

    void add_text(Span span) {
        std::size_t at = span.begin;
        while (at < span.end) {
            const std::size_t code = std::min(text_.find_first_of("<{", at), span.end);
            builder_.text(text_.substr(at, code - at), {at, code});
            if (code == span.end) return;
            const std::size_t end = code_end(code, span.end);
            if (end == code) {  // No code: the character itself.
                builder_.text(text_.substr(code, 1), {code, code + 1});
                at = code + 1;
                continue;
            }
            add_code({code, end});
            at = end;
        }
    }

    /// The end of <i>, </font>, {\an8}; `at` if there is none.
    std::size_t code_end(std::size_t at, std::size_t line_end) const {
        const bool is_tag = text_[at] == '<';
        if (at + 1 >= line_end) return at;
        const char next = text_[at + 1];
        if (is_tag ? next != '/' && !std::isalpha(static_cast<unsigned char>(next)) : next != '\\')
            return at;
        const std::size_t end = text_.find(is_tag ? '>' : '}', at);
        return end < line_end ? end + 1 : at;
    }

    void add_code(Span span) {
        const std::string_view native = text_.substr(span.begin, span.end - span.begin);
        if (native.front() == '{') return builder_.placeholder("x-position", native, span);
        const bool is_close = native[1] == '/';
        std::string name;
        for (std::size_t i = is_close ? 2 : 1;
             i < native.size() && std::isalpha(static_cast<unsigned char>(native[i])); ++i) {
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(native[i])));
        }
        if (is_close) return builder_.close(native, span, name);
        builder_.open(name == "i"   ? "italic"
                      : name == "b" ? "bold"
                      : name == "u" ? "ulined"
                                    : name,
                      native, span, name);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    BlockBuilder builder_;
    BlockList list_;
    Span pending_;  ///< The line end behind the last line of text, and empty lines behind it.
};

}  // namespace

BlockList read_srt_blocks(std::string_view text) { return CueReader(text).read(); }

}  // namespace diglot
