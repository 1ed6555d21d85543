#include "importers/block_builder.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/text/display_width.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

bool is_wide(std::string_view character) { return display_width(character) == 2; }

/// Han, kana and their punctuation take two columns, and no space where a line ends.
bool ends_wide(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
    }
    return !text.empty() && is_wide(text.substr(at));
}

bool begins_wide(std::string_view text) {
    if (text.empty()) return false;
    std::size_t end = 0;
    next_code_point(text, end);
    return is_wide(text.substr(0, end));
}

/// White space only, with what pages use to keep an empty paragraph open: no-break space, U+3000,
/// zero-width space.
bool is_blank_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        const bool is_blank =
            c <= U' ' || c == U'\u00A0' || c == U'\u3000' || c == U'\u200B' || c == U'\uFEFF';
        if (!is_blank) return false;
    }
    return true;
}

}  // namespace

void BlockBuilder::text(std::string_view text, Span span) {
    if (text.empty()) return;
    if (pieces_.empty() || pieces_.back().kind != Kind::kText) {
        pieces_.emplace_back();
        pieces_.back().span = span;
    }
    Piece& piece = pieces_.back();
    if (pending_break_ && !begins_wide(text)) piece.text += ' ';
    pending_break_ = false;
    piece.text += text;
    piece.span.end = span.end;
    if (piece.inner.empty()) piece.inner.begin = span.begin;
    piece.inner.end = span.end;
}

void BlockBuilder::space(Span span, bool is_line_end) {
    if (pieces_.empty() || pieces_.back().kind != Kind::kText) {
        pieces_.emplace_back();
        pieces_.back().span = span;
    }
    Piece& piece = pieces_.back();
    piece.span.end = span.end;
    if (is_line_end && ends_wide(piece.text))
        pending_break_ = true;
    else if (!piece.text.ends_with(' '))
        piece.text += ' ';
}

void BlockBuilder::add(Kind kind, std::string_view type, std::string_view native, Span span,
                       std::string_view key) {
    pending_break_ = false;
    Piece piece;
    piece.kind = kind;
    piece.type = type;
    piece.text = native;
    piece.key = key;
    piece.span = span;
    piece.code.open = span;
    pieces_.push_back(std::move(piece));
}

void BlockBuilder::placeholder(std::string_view type, std::string_view native, Span span,
                               bool is_invisible) {
    add(Kind::kPlaceholder, type, native, span, {});
    pieces_.back().is_invisible = is_invisible;
}

void BlockBuilder::open(std::string_view type, std::string_view native, Span span,
                        std::string_view key) {
    add(Kind::kOpen, type, native, span, key);
}

void BlockBuilder::close(std::string_view native, Span span, std::string_view key) {
    add(Kind::kClose, {}, native, span, key);
}

void BlockBuilder::widen_last_span(Span span) {
    Piece& piece = pieces_.back();
    piece.span = {std::min(piece.span.begin, span.begin), std::max(piece.span.end, span.end)};
    piece.inner = piece.span;
}

void BlockBuilder::pair_up() {
    std::map<std::string_view, std::vector<std::size_t>> open;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        Piece& piece = pieces_[i];
        piece.partner = i;
        if (piece.kind == Kind::kOpen) open[piece.key].push_back(i);
        if (piece.kind != Kind::kClose) continue;
        std::vector<std::size_t>& waiting = open[piece.key];
        if (waiting.empty()) continue;
        piece.partner = waiting.back();
        pieces_[waiting.back()].partner = i;
        waiting.pop_back();
    }
}

bool BlockBuilder::trim_front() {
    Piece& piece = pieces_[first_];
    if (piece.kind == Kind::kPlaceholder && piece.is_invisible) return ++first_, true;
    if (piece.kind == Kind::kOpen && piece.partner == first_ + 1 && first_ + 1 < last_)
        return first_ += 2, true;
    if (piece.kind != Kind::kText) return false;
    if (piece.inner.empty()) return ++first_, true;
    if (piece.text.front() == ' ' && piece.inner.begin > piece.span.begin) {
        piece.text.erase(0, 1);
        piece.span.begin = piece.inner.begin;
    }
    return false;
}

bool BlockBuilder::trim_back() {
    Piece& piece = pieces_[last_ - 1];
    if (piece.kind == Kind::kPlaceholder && piece.is_invisible) return --last_, true;
    if (piece.kind == Kind::kClose && piece.partner + 2 == last_ && piece.partner >= first_)
        return last_ -= 2, true;
    if (piece.kind != Kind::kText) return false;
    if (piece.inner.empty()) return --last_, true;
    if (piece.inner.end < piece.span.end) {
        if (piece.text.back() == ' ') piece.text.pop_back();
        piece.span.end = piece.inner.end;
    }
    return false;
}

void BlockBuilder::trim() {
    first_ = 0;
    last_ = pieces_.size();
    for (bool again = true; again && first_ < last_;) {
        again = trim_front() || (first_ < last_ && trim_back());
        if (again || first_ + 1 >= last_) continue;
        if (pieces_[first_].kind != Kind::kOpen || pieces_[first_].partner != last_ - 1) continue;
        properties_ = pieces_[first_].code.properties;
        ++first_;
        --last_;
        again = true;
    }
}

BuiltBlock BlockBuilder::build() {
    BuiltBlock block;
    block.place.span = {pieces_[first_].span.begin, pieces_[last_ - 1].span.end};
    block.place.properties = properties_;
    for (std::size_t i = first_; i < last_; ++i) {
        Piece& piece = pieces_[i];
        if (piece.kind == Kind::kText) {
            block.content.push_back(Markup::run(piece.text));
            continue;
        }
        const bool is_paired = piece.partner != i;
        if (piece.kind == Kind::kClose && is_paired) {
            const std::size_t number = pieces_[piece.partner].number;
            CodePlace& code = block.place.codes[number - 1];
            code.close = piece.code.open;
            code.close_native = piece.text;
            block.content.push_back(
                Markup::leaf("ept", {{"i", std::to_string(number)}}, piece.text));
            continue;
        }
        piece.code.is_pair = is_paired;
        piece.code.open_native = piece.text;
        block.place.codes.push_back(piece.code);
        piece.number = block.place.codes.size();
        const std::string number = std::to_string(piece.number);
        std::vector<Attribute> attributes;
        if (is_paired) attributes.push_back({"i", number});
        if (!is_paired && piece.kind != Kind::kPlaceholder)
            attributes.push_back({"pos", piece.kind == Kind::kOpen ? "begin" : "end"});
        attributes.push_back({"x", number});
        if (!piece.type.empty()) attributes.push_back({"type", piece.type});
        block.content.push_back(Markup::leaf(is_paired                          ? "bpt"
                                             : piece.kind == Kind::kPlaceholder ? "ph"
                                                                                : "it",
                                             std::move(attributes), piece.text));
    }
    return block;
}

std::optional<BuiltBlock> BlockBuilder::finish() {
    bool has_text = false;
    for (const Piece& piece : pieces_) {
        has_text = has_text || (piece.kind == Kind::kText && !is_blank_text(piece.text));
    }
    std::optional<BuiltBlock> block;
    properties_ = {};
    if (has_text) {
        pair_up();
        trim();
        block = build();
    }
    pieces_.clear();
    pending_break_ = false;
    return block;
}

}  // namespace diglot
