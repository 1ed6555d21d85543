#include "importers/document_escape.h"

#include <algorithm>
#include <cctype>

namespace diglot {
namespace {

bool is_ascii_punctuation(char c) { return std::ispunct(static_cast<unsigned char>(c)) != 0; }
bool is_letter_or_digit(char c) {
    return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c));
}

/// Whether Markdown could read `text` at `at` as markup within a line (CommonMark 0.30, 6).
bool is_inline_markup(std::string_view text, std::size_t at) {
    const char c = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    switch (c) {
        case '*':
        case '`':
        case '[':
        case ']':
            return true;
        case '_':
            return at == 0 || !is_letter_or_digit(text[at - 1]) || !is_letter_or_digit(next);
        case '\\':
            return is_ascii_punctuation(next) || at + 1 == text.size();
        case '<':
            return std::isalpha(static_cast<unsigned char>(next)) || next == '/' || next == '!' ||
                   next == '?';
        case '&': {
            const std::size_t end = text.find_first_not_of(
                "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", at + 1);
            return end != std::string_view::npos && end > at + 1 && text[end] == ';';
        }
        case '~':
            return next == '~' || (at > 0 && text[at - 1] == '~');
        default:
            return false;
    }
}

/// Where at the start of a block a backslash keeps it from being a heading, a list, a quotation
/// (CommonMark 0.30, 4 and 5); npos if nowhere.
std::size_t block_markup(std::string_view text) {
    if (text.empty()) return std::string_view::npos;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto space_at = [&](std::size_t at) {
        return at >= text.size() || text[at] == ' ' || text[at] == '\t';
    };
    if (digits > 0 && digits < 10 && digits < text.size() &&
        (text[digits] == '.' || text[digits] == ')') && space_at(digits + 1))
        return digits;
    if (text[0] == '>' || text[0] == '|' || text[0] == '=') return 0;
    if ((text[0] == '-' || text[0] == '+') && (space_at(1) || text[1] == text[0])) return 0;
    if (text[0] == '#' && space_at(std::min(text.find_first_not_of('#'), text.size()))) return 0;
    if (text.starts_with("~~~")) return 0;
    return std::string_view::npos;
}

}  // namespace

void append_xml_escaped(std::string_view text, char quote, std::string& out) {
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (quote != 0 && c == quote)
            out += c == '"' ? "&quot;" : "&#39;";
        else
            out += c;
    }
}

TextEscaper::TextEscaper(Escaping escaping, std::string_view source, Span span, std::string& out)
    : escaping_(escaping), out_(out) {
    if (escaping == Escaping::kHtmlAttribute || escaping == Escaping::kXml ||
        escaping == Escaping::kYaml) {
        const char before = span.begin > 0 ? source[span.begin - 1] : ' ';
        const bool is_quoted = before == '"' || before == '\'';
        if (is_quoted) quote_ = before;
        if (escaping == Escaping::kXml) return;
        adds_quotes_ = !is_quoted;
        if (adds_quotes_) {
            quote_ = '"';
            out_ += '"';
        }
    }
}

void TextEscaper::text(std::string_view text) {
    switch (escaping_) {
        case Escaping::kNone:
        case Escaping::kParagraph:
            out_ += text;
            break;
        case Escaping::kHtml:
        case Escaping::kHtmlAttribute:
            html(text);
            break;
        case Escaping::kXml:
            append_xml_escaped(text, quote_, out_);
            break;
        case Escaping::kMarkdown:
        case Escaping::kMarkdownCell:
            markdown(text, escaping_ == Escaping::kMarkdownCell);
            break;
        case Escaping::kYaml:
            yaml(text);
            break;
    }
    at_start_ = at_start_ && text.empty();
}

/// No-break spaces are written so that a person sees them.
void TextEscaper::html(std::string_view text) {
    constexpr std::string_view kNoBreakSpace = "\u00A0";
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(kNoBreakSpace), text.size());
        append_xml_escaped(text.substr(0, end), quote_, out_);
        if (end < text.size()) out_ += "&#160;";
        text.remove_prefix(std::min(end + kNoBreakSpace.size(), text.size()));
    }
}

void TextEscaper::code(std::string_view native) {
    const bool is_markdown =
        escaping_ == Escaping::kMarkdown || escaping_ == Escaping::kMarkdownCell;
    // A link behind an exclamation mark would be an image.
    if (is_markdown && !at_start_ && native.starts_with('[') && out_.ends_with('!'))
        out_.insert(out_.size() - 1, "\\");
    at_start_ = false;
}

void TextEscaper::markdown(std::string_view text, bool is_cell) {
    const std::size_t guarded = at_start_ ? block_markup(text) : std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (i == guarded || is_inline_markup(text, i) || (is_cell && c == '|')) out_ += '\\';
        // A line end would begin another block where it stands.
        out_ += c == '\n' || c == '\r' ? ' ' : c;
    }
}

void TextEscaper::yaml(std::string_view text) {
    for (const char c : text) {
        if (quote_ == '\'' && c == '\'')
            out_ += "''";
        else if (quote_ == '"' && (c == '"' || c == '\\'))
            (out_ += '\\') += c;
        else if (c == '\n' || c == '\r')
            out_ += ' ';
        else
            out_ += c;
    }
}

void TextEscaper::finish() {
    if (adds_quotes_) out_ += quote_;
}

}  // namespace diglot
