#include "importers/markup_tokens.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "core/text/utf8.h"

namespace diglot {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_name_end(char c) { return is_space(c) || c == '/' || c == '>'; }

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == y; });
}

/// Elements whose content HTML reads as text (13.2.5.1: RCDATA, RAWTEXT, script data).
bool is_text_only(std::string_view name, bool& is_raw) {
    static constexpr std::string_view kRaw[] = {"script", "style",   "xmp",
                                                "iframe", "noembed", "noframes"};
    is_raw = std::any_of(std::begin(kRaw), std::end(kRaw),
                         [&](std::string_view raw) { return same_name(name, raw); });
    return is_raw || same_name(name, "title") || same_name(name, "textarea");
}

}  // namespace

MarkupTokens::MarkupTokens(std::string_view source, Language language, Span range)
    : source_(source), is_html_(language == Language::kHtml), at_(range.begin), end_(range.end) {}

std::size_t MarkupTokens::find(std::string_view what, std::size_t from) const {
    const std::size_t found = source_.find(what, from);
    return found == std::string_view::npos || found + what.size() > end_ ? std::string_view::npos
                                                                         : found;
}

/// Behind the ">" of a tag; a quote counts only where a value begins. npos if there is none.
std::size_t MarkupTokens::tag_end(std::size_t at) const {
    bool value_begins = false;
    for (; at < end_; ++at) {
        const char c = source_[at];
        if (c == '>') return at + 1;
        if (value_begins && (c == '"' || c == '\'')) {
            at = source_.find(c, at + 1);
            if (at >= end_) return std::string_view::npos;
            value_begins = false;
        } else if (c == '=') {
            value_begins = true;
        } else if (!is_space(c)) {
            value_begins = false;
        }
    }
    return std::string_view::npos;
}

/// <!-- -->, <![CDATA[ ]]>, <! >, <? >.
void MarkupTokens::special(MarkupToken& token) {
    const std::string_view rest = source_.substr(at_, end_ - at_);
    std::string_view end = ">";
    std::size_t from = at_ + 2;
    token.kind = MarkupTokenKind::kOther;
    if (rest.starts_with("<!--")) {
        token.kind = MarkupTokenKind::kComment;
        end = "-->";
        // HTML ends <!--> and <!---> at once.
        from = at_ + (is_html_ ? 2 : 4);
    } else if (!is_html_ && rest.starts_with("<![CDATA[")) {
        token.kind = MarkupTokenKind::kCdata;
        end = "]]>";
    } else if (!is_html_ && rest.starts_with("<?")) {
        end = "?>";
    }
    const std::size_t found = find(end, from);
    token.is_whole = found != std::string_view::npos;
    token.span = {at_, token.is_whole ? found + end.size() : end_};
}

void MarkupTokens::tag(MarkupToken& token) {
    const bool is_end = source_[at_ + 1] == '/';
    const std::size_t name = at_ + (is_end ? 2 : 1);
    std::size_t name_end = name;
    while (name_end < end_ && !is_name_end(source_[name_end])) ++name_end;
    token.name = source_.substr(name, name_end - name);
    const std::size_t end = tag_end(name_end);
    token.is_whole = end != std::string_view::npos;
    token.span = {at_, token.is_whole ? end : end_};
    const bool is_empty = token.is_whole && source_[token.span.end - 2] == '/' && !is_end;
    token.kind = is_end     ? MarkupTokenKind::kEnd
                 : is_empty ? MarkupTokenKind::kEmpty
                            : MarkupTokenKind::kStart;
    bool is_raw = false;
    if (is_html_ && token.kind == MarkupTokenKind::kStart && is_text_only(token.name, is_raw)) {
        raw_.clear();
        for (const char c : token.name) raw_ += lower(c);
    }
}

void MarkupTokens::raw_text(MarkupToken& token) {
    is_text_only(raw_, token.is_raw);
    std::size_t at = at_;
    for (;; ++at) {
        at = find("</", at);
        if (at == std::string_view::npos) break;
        const std::string_view name = source_.substr(at + 2, raw_.size());
        const std::size_t behind = at + 2 + raw_.size();
        if (same_name(name, raw_) && (behind >= end_ || is_name_end(source_[behind]))) break;
    }
    token.kind = MarkupTokenKind::kText;
    token.span = {at_, std::min(at, end_)};
    raw_.clear();
}

bool MarkupTokens::next(MarkupToken& token) {
    token = {};
    if (!raw_.empty()) {
        raw_text(token);
        at_ = token.span.end;
        if (!token.span.empty()) return true;
        token = {};
    }
    if (at_ >= end_) return false;
    const auto begins_tag = [&](std::size_t at) {
        if (source_[at] != '<' || at + 1 >= end_) return false;
        const char c = source_[at + 1];
        if (!is_html_) return true;
        if (c == '/') return at + 2 < end_ && source_[at + 2] != ' ';
        return c == '!' || c == '?' || std::isalpha(static_cast<unsigned char>(c)) != 0;
    };
    if (begins_tag(at_)) {
        const char c = source_[at_ + 1];
        const bool is_bogus =
            is_html_ && c == '/' && !std::isalpha(static_cast<unsigned char>(source_[at_ + 2]));
        if (c == '!' || c == '?' || is_bogus)
            special(token);
        else
            tag(token);
    } else {
        std::size_t end = at_ + 1;
        for (;; ++end) {
            end = std::min(source_.find('<', end), end_);
            if (end == end_ || begins_tag(end)) break;
        }
        token.kind = MarkupTokenKind::kText;
        token.span = {at_, end};
    }
    at_ = token.span.end;
    return true;
}

std::size_t MarkupTokens::skip_element(const MarkupToken& start) {
    if (start.kind != MarkupTokenKind::kStart) return at_;
    std::size_t depth = 1;
    MarkupToken token;
    while (depth > 0 && next(token)) {
        if (token.name != start.name) continue;
        if (token.kind == MarkupTokenKind::kStart) ++depth;
        if (token.kind == MarkupTokenKind::kEnd) --depth;
    }
    return at_;
}

std::vector<TokenAttribute> attributes_of(std::string_view source, const MarkupToken& token) {
    std::vector<TokenAttribute> attributes;
    const std::size_t end = token.span.end - (token.is_whole ? 1 : 0);
    std::size_t at = token.span.begin + 1 + token.name.size();
    const auto skip_space = [&] {
        while (at < end && (is_space(source[at]) || source[at] == '/')) ++at;
    };
    for (skip_space(); at < end; skip_space()) {
        const std::size_t name = at;
        while (at < end && source[at] != '=' && !is_name_end(source[at])) ++at;
        if (at == name) ++at;  // A stray "=" is part of a name.
        TokenAttribute attribute{source.substr(name, at - name), {at, at}};
        std::size_t equals = at;
        while (equals < end && is_space(source[equals])) ++equals;
        if (equals < end && source[equals] == '=') {
            at = equals + 1;
            while (at < end && is_space(source[at])) ++at;
            const char quote = at < end ? source[at] : ' ';
            if (quote == '"' || quote == '\'') {
                const std::size_t close = std::min(source.find(quote, at + 1), end);
                attribute.value = {at + 1, close};
                at = std::min(close + 1, end);
            } else {
                attribute.value.begin = at;
                while (at < end && !is_space(source[at])) ++at;
                attribute.value.end = at;
            }
        }
        attributes.push_back(attribute);
    }
    return attributes;
}

Span attribute_span(std::string_view source, const MarkupToken& token, std::string_view name) {
    for (const TokenAttribute& attribute : attributes_of(source, token)) {
        if (same_name(attribute.name, name) || attribute.name == name) return attribute.value;
    }
    return {};
}

std::string xml_attribute(std::string_view source, const MarkupToken& token,
                          std::string_view name) {
    const Span span = attribute_span(source, token, name);
    return xml_text(source.substr(span.begin, span.end - span.begin));
}

std::string xml_text(std::string_view text) {
    struct Entity {
        std::string_view name;
        char character;
    };
    static constexpr Entity kEntities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t reference = std::min(text.find('&', at), text.size());
        out += text.substr(at, reference - at);
        at = reference;
        if (at == text.size()) break;
        const std::string_view rest = text.substr(at, 12);
        const std::size_t end = rest.find(';');
        if (rest.starts_with("&#") && end != std::string_view::npos) {
            const bool is_hex = rest[2] == 'x' || rest[2] == 'X';
            std::uint32_t code = 0;
            const char* const last = rest.data() + end;
            const auto read =
                std::from_chars(rest.data() + (is_hex ? 3 : 2), last, code, is_hex ? 16 : 10);
            if (read.ptr == last && read.ec == std::errc()) {
                append_code_point(code, out);
                at += end + 1;
                continue;
            }
        }
        const auto* const found =
            std::find_if(std::begin(kEntities), std::end(kEntities),
                         [&](const Entity& entity) { return rest.starts_with(entity.name); });
        const bool is_known = found != std::end(kEntities);
        out += is_known ? found->character : '&';
        at += is_known ? found->name.size() : 1;
    }
    return out;
}

std::string xml_fault(std::string_view source, std::size_t& at) {
    MarkupTokens tokens(source, MarkupTokens::Language::kXml);
    std::vector<std::string_view> open;
    MarkupToken token;
    bool has_root = false;
    at = 0;
    while (tokens.next(token)) {
        at = token.span.begin;
        if (!token.is_whole) return "the XML ends within a tag";
        if (token.kind == MarkupTokenKind::kStart) open.push_back(token.name);
        has_root = has_root || token.kind == MarkupTokenKind::kStart ||
                   token.kind == MarkupTokenKind::kEmpty;
        if (open.size() > kDeepestElement) return "elements are nested too deep";
        if (token.kind != MarkupTokenKind::kEnd) continue;
        if (open.empty() || open.back() != token.name)
            return "</" + std::string(token.name) + "> ends an element that is not open";
        open.pop_back();
    }
    at = source.size();
    if (!open.empty()) return "<" + std::string(open.back()) + "> has no end";
    return has_root ? "" : "there is no XML in it";
}

}  // namespace diglot
