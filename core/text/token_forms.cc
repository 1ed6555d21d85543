#include "core/text/token_forms.h"

#include <algorithm>

#include "core/text/make_token.h"
#include "core/text/simple_fold.h"

namespace diglot {
namespace {

using Span = FoldedText::Span;

/// Appends bytes of `folded` but white space and control characters.
void add_visible(std::string_view folded, std::string& out) {
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t start = i;
        if (!is_blank(next_code_point(folded, i))) out += folded.substr(start, i - start);
    }
}

/// The bytes of `folded` that come from the characters which [start, end) comes from.
Span whole_characters(const FoldedText& folded, std::size_t start, std::size_t end) {
    const auto& origin = folded.origin;
    while (start > 0 && origin[start - 1] == origin[start]) --start;
    while (end < folded.text.size() && origin[end] == origin[end - 1]) ++end;
    return {start, end};
}

std::string_view part(std::string_view text, Span span) {
    return text.substr(span.start, span.end - span.start);
}

/// A text under another fold, made by ICU; parts of it are asked for by bytes of the original.
class OtherByIcu {
public:
    OtherByIcu(std::string_view text, FoldChange left_out)
        : folded_(fold_with_offsets(text, folds_without(left_out))) {}

    std::string_view form(Span original) {
        const std::size_t start = position(original.start);
        return std::string_view(folded_.text).substr(start, position(original.end) - start);
    }

private:
    std::size_t position(std::size_t original) const {
        const auto at = std::lower_bound(folded_.origin.begin(), folded_.origin.end(), original);
        return std::min(static_cast<std::size_t>(at - folded_.origin.begin()), folded_.text.size());
    }

    FoldedText folded_;
};

/// The same by the table, one character at a time. Requires a text that simple_fold() folds.
class OtherByTable {
public:
    OtherByTable(std::string_view text, FoldChange left_out) : text_(text), left_out_(left_out) {}

    std::string_view form(Span original) {
        form_.clear();
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
        for (std::size_t i = original.start; i < original.end;) {
            char32_t c = bytes[i];
            if (c < 0x80)
                ++i;
            else
                text::next_wide(bytes, text_.size(), i, c);
            add(c);
        }
        return form_;
    }

private:
    void add(char32_t c) {
        const text::CharPage& page = text::char_page(c);
        const text::CharEntry& entry = page.entries[c & 0xFF];
        if ((entry.changes & left_out_) != 0)
            form_ += page.partial_foldings[entry.partial].without(left_out_);
        else if (entry.size == text::CharEntry::kLong)
            form_ += page.long_foldings[static_cast<std::uint8_t>(entry.bytes[0])].bytes;
        else
            form_.append(entry.bytes.data(), entry.size);
    }

    std::string_view text_;
    FoldChange left_out_;
    std::string form_;
};

template <typename Other>
std::vector<std::uint64_t> forms(const TokenizedText& tokens, FoldChange left_out, Other other) {
    std::vector<std::uint64_t> result;
    result.reserve(tokens.tokens.size());
    for (const Token& token : tokens.tokens) {
        result.push_back(token.value);
        if ((token.changes & left_out) == 0) continue;
        const auto form = other.form(tokens.folded.original(token.start, token.end));
        const Span whole = whole_characters(tokens.folded, token.start, token.end);
        if (form == part(tokens.folded.text, whole)) continue;
        result.back() =
            token.kind == TokenKind::kNumber ? ~kNumberToken : text::hash(form, token.value);
    }
    return result;
}

template <typename Other>
std::string between(const TokenizedText& tokens, Other other) {
    std::string result;
    std::size_t done = 0;  // Bytes of the original.
    const auto add = [&](std::size_t start, std::size_t end) {
        if (start < end) add_visible(other.form({start, end}), result);
    };
    for (const Token& token : tokens.tokens) {
        const Span span = tokens.folded.original(token.start, token.end);
        add(done, span.start);
        done = std::max(done, span.end);
    }
    add(done, tokens.folded.origin.back());
    return result;
}

}  // namespace

std::vector<std::uint64_t> token_forms(std::string_view text, const TokenizedText& tokens,
                                       FoldChange left_out) {
    return tokens.by_table ? forms(tokens, left_out, OtherByTable(text, left_out))
                           : forms(tokens, left_out, OtherByIcu(text, left_out));
}

std::string text_between(const TokenizedText& tokens) {
    std::string result;
    std::size_t done = 0;
    const auto add = [&](std::size_t start, std::size_t end) {
        if (start < end) add_visible(part(tokens.folded.text, {start, end}), result);
    };
    for (const Token& token : tokens.tokens) {
        const Span whole = whole_characters(tokens.folded, token.start, token.end);
        add(done, whole.start);
        done = std::max(done, whole.end);
    }
    add(done, tokens.folded.text.size());
    return result;
}

std::string text_between(std::string_view text, const TokenizedText& tokens, FoldChange left_out) {
    return tokens.by_table ? between(tokens, OtherByTable(text, left_out))
                           : between(tokens, OtherByIcu(text, left_out));
}

}  // namespace diglot
