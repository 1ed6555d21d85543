#include "glossary/extraction_text.h"

#include <algorithm>
#include <cstring>

#include "core/text/term_tokens.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

using Kind = ExtractionToken::Kind;
using Span = std::pair<std::uint32_t, std::uint32_t>;

constexpr std::size_t kLongestTag = 2000;
constexpr std::size_t kLongestPlaceholder = 60;
constexpr std::size_t kLongestCode = 200;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_char(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// After `close`, if it comes within `longest` bytes and not behind a line end; else 0.
std::size_t end_of(std::string_view text, std::size_t from, char close, std::size_t longest) {
    const std::size_t at = text.substr(0, std::min(text.size(), from + longest)).find(close, from);
    return at == std::string_view::npos ? 0 : at + 1;
}

/// <name>, <name x="y">, </name>, <!-- -->, <?…?>
std::size_t end_of_tag(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size()) return 0;
    const char next = text[at + 1];
    if (!is_letter(next) && next != '/' && next != '!' && next != '?') return 0;
    const std::size_t end = end_of(text, at, '>', kLongestTag);
    if (end == 0 || next == '!' || next == '?') return end;
    // Words alone between < and > are text: `the power grid <power grid>`.
    const std::string_view inside = text.substr(at + 1, end - at - 2);
    const bool words = inside.find(' ') != std::string_view::npos &&
                       inside.find_first_of("=/") == std::string_view::npos;
    return words ? 0 : end;
}

/// &name; &#12; &#x1F;
std::size_t end_of_entity(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '#') ++end;
    const std::size_t first = end;
    while (end < text.size() && end < at + 32 && is_word_char(text[end])) ++end;
    return end > first && end < text.size() && text[end] == ';' ? end + 1 : 0;
}

/// A conversion of printf: %s, %1$d, %(name)s, %.2f; and %NAME%.
std::size_t end_of_conversion(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    std::size_t name = end;
    while (name < text.size() && is_word_char(text[name])) ++name;
    if (name > end + 1 && name < text.size() && text[name] == '%') return name + 1;
    if (end < text.size() && text[end] == '(') {
        end = end_of(text, end, ')', kLongestPlaceholder);
        if (end == 0) return 0;
    }
    while (end < text.size() && (is_digit(text[end]) || std::strchr("$-+#.*'", text[end]))) ++end;
    while (end < text.size() && std::strchr("hlLzjt", text[end])) ++end;
    const bool converts = end < text.size() && text[end] != '\0' &&
                          std::strchr("diouxXeEfFgGcsrpn@", text[end]) &&
                          (end + 1 == text.size() || !is_word_char(text[end + 1]));
    return converts ? end + 1 : 0;
}

/// {name}, {0:>8}, {{ value }}.
std::size_t end_of_braces(std::string_view text, std::size_t at) {
    std::size_t end = end_of(text, at, '}', kLongestPlaceholder);
    if (end > 0 && text.substr(at, 2) == "{{" && end < text.size() && text[end] == '}') ++end;
    return end;
}

/// ``code``, `code`: what is to be masked, appended; where it ends. A single backtick around
/// several plain words is mere markup: the words stay.
std::size_t mask_code(std::string_view text, std::size_t at, std::vector<Span>& spans) {
    std::size_t open = at;
    while (open < text.size() && text[open] == '`') ++open;
    const std::string_view fence = text.substr(at, open - at);
    const std::size_t close =
        text.substr(0, std::min(text.size(), open + kLongestCode)).find(fence, open);
    if (close == std::string_view::npos) {
        spans.emplace_back(at, open);
        return open;
    }
    const std::string_view inside = text.substr(open, close - open);
    const bool plain = std::all_of(inside.begin(), inside.end(), [](char c) {
        return is_letter(c) || c == ' ' || c == '-' || !is_ascii(c);
    });
    const bool words = inside.find(' ') != std::string_view::npos ||
                       (!inside.empty() && !is_ascii(inside.front()));
    const std::size_t end = close + fence.size();
    if (fence.size() == 1 && plain && words) {
        spans.emplace_back(at, open);
        spans.emplace_back(close, end);
    } else {
        spans.emplace_back(at, end);
    }
    return end;
}

/// Whether a run of ASCII without spaces is no word but code, a path or an address.
bool is_code(std::string_view chunk) {
    const auto has = [&](std::string_view what) {
        return chunk.find(what) != std::string_view::npos;
    };
    if (has("_") || has("()") || has("::") || has("->") || has("=") || has("\\") || has("://") ||
        has("@") || has("$") || has("www."))
        return true;
    if (std::count(chunk.begin(), chunk.end(), '/') > 1) return true;
    if (chunk.size() > 2 && chunk[0] == '-' && (chunk[1] == '-' || is_letter(chunk[1])))
        return true;  // An option.
    if (!chunk.empty() && (chunk[0] == '.' || chunk[0] == '/' || chunk[0] == '#')) return true;
    // os.path and file.txt, but not U.S., e.g. or Node.js.
    const std::size_t dot = chunk.find('.');
    return dot != std::string_view::npos && dot > 1 && dot + 2 < chunk.size() && chunk[0] >= 'a' &&
           chunk[0] <= 'z' && is_word_char(chunk[dot - 1]) && is_letter(chunk[dot + 1]);
}

/// The run of ASCII without spaces at `at`, without the punctuation around it; where it ends.
std::pair<Span, std::size_t> chunk_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_ascii(text[end]) && !is_space(text[end]) &&
           !std::strchr("<&%{`\"'", text[end]))
        ++end;
    std::size_t first = at;
    std::size_t last = end;
    while (first < last && std::strchr("([,;:!?", text[first])) ++first;
    while (first < last && std::strchr("]),.;:!?", text[last - 1]) &&
           !(text[last - 1] == ')' && last - first > 2 && text[last - 2] == '('))
        --last;
    return {{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)}, end};
}

std::size_t end_of_markup(std::string_view text, std::size_t at) {
    switch (text[at]) {
        case '<':
            return end_of_tag(text, at);
        case '&':
            return end_of_entity(text, at);
        case '%':
            return end_of_conversion(text, at);
        case '{':
            return end_of_braces(text, at);
        default:
            return 0;
    }
}

Kind kind_of_symbol(char32_t c) {
    switch (c) {
        case U'「':
        case U'『':
        case U'“':
        case U'《':
        case U'〈':
        case U'«':
            return Kind::kOpenQuote;
        case U'」':
        case U'』':
        case U'”':
        case U'》':
        case U'〉':
        case U'»':
            return Kind::kCloseQuote;
        default:
            return Kind::kBreak;
    }
}

bool is_number(std::string_view word) { return std::all_of(word.begin(), word.end(), is_digit); }

/// Folded values: simplified script.
bool is_han_numeral(std::uint64_t c) {
    return c < 0x10000 &&
           std::u32string_view(U"〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟")
                   .find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}
bool is_han_counter(std::uint64_t c) {
    return c < 0x10000 && std::u32string_view(U"条项款目章节编点年月日时元人个次倍分秒小岁届期种")
                                  .find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

/// 第二條, 三十日, 一百萬元: the digits, what they count, and 第 before them become breaks.
void break_han_numbers(std::vector<ExtractionToken>& tokens) {
    const auto is = [&](std::size_t i, auto test) {
        return i < tokens.size() && tokens[i].kind == Kind::kCharacter && test(tokens[i].value);
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!is(i, is_han_numeral)) continue;
        std::size_t end = i;
        while (is(end, is_han_numeral)) ++end;
        std::size_t first = i;
        const bool ordinal = first > 0 && is(first - 1, [](auto c) { return c == U'第'; });
        if (ordinal) --first;
        if (is(end, is_han_counter))
            ++end;
        else if (end - i < 2 || ordinal)
            end = first;  // 一般, 第三方.
        for (std::size_t k = first; k < end; ++k) tokens[k] = ExtractionToken();
        i = std::max(i, end);
    }
}

void drop_needless_breaks(std::vector<ExtractionToken>& tokens) {
    const auto same = [](const ExtractionToken& a, const ExtractionToken& b) {
        return a.kind == Kind::kBreak && b.kind == Kind::kBreak;
    };
    tokens.erase(std::unique(tokens.begin(), tokens.end(), same), tokens.end());
    if (!tokens.empty() && tokens.back().kind == Kind::kBreak) tokens.pop_back();
    if (!tokens.empty() && tokens.front().kind == Kind::kBreak) tokens.erase(tokens.begin());
}

}  // namespace

std::vector<Span> no_language_spans(std::string_view text) {
    std::vector<Span> spans;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '`') {
            at = mask_code(text, at, spans);
        } else if (const std::size_t end = end_of_markup(text, at); end > at) {
            spans.emplace_back(at, end);
            at = end;
        } else if (!is_ascii(text[at]) || is_space(text[at])) {
            ++at;
        } else {
            const auto [chunk, after] = chunk_at(text, at);
            if (is_code(text.substr(chunk.first, chunk.second - chunk.first)) ||
                (text[at] == ':' && after < text.size() && text[after] == '`'))
                spans.emplace_back(at, std::max(after, at + 1));
            at = std::max(after, at + 1);
        }
    }
    return spans;
}

void extraction_tokens(std::string_view text, std::vector<ExtractionToken>& tokens) {
    tokens.clear();
    const std::vector<Span> masked = no_language_spans(text);
    auto mask = masked.begin();
    TermTokenizer tokenizer(text);
    for (TermToken token; tokenizer.next(token);) {
        while (mask != masked.end() && mask->second <= token.start) {
            tokens.emplace_back();
            ++mask;
        }
        if (token.gap & TermToken::kParagraph) tokens.emplace_back();
        ExtractionToken made;
        const std::string_view bytes = text.substr(token.start, token.end - token.start);
        if (mask != masked.end() && mask->first < token.end) {
            made.kind = Kind::kBreak;
        } else if (token.kind == TermToken::Kind::kSymbol) {
            std::size_t first = 0;
            made.kind = kind_of_symbol(next_code_point(bytes, first));
        } else if (token.kind != TermToken::Kind::kWord) {
            made.kind = Kind::kCharacter;
        } else if (!is_number(bytes) || (token.gap == TermToken::kHyphen && !tokens.empty() &&
                                         tokens.back().kind == Kind::kWord)) {
            made.kind = Kind::kWord;
        }
        if (made.kind != Kind::kBreak) {
            made.start = token.start;
            made.end = token.end;
            made.value = token.value;
        }
        tokens.push_back(made);
    }
    break_han_numbers(tokens);
    drop_needless_breaks(tokens);
}

}  // namespace diglot
