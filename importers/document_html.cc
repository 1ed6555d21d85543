// HTML: blocks between block elements, inline elements as codes, attributes that are read.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string>
#include <vector>

#include "importers/block_builder.h"
#include "importers/html_elements.h"
#include "importers/html_references.h"
#include "importers/markup_tokens.h"
#include "importers/text_document.h"

namespace diglot {
namespace {

using Tokens = MarkupTokens;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

struct OpenElement {
    std::string name;
    bool translates = true;
};

class HtmlReader {
public:
    HtmlReader(std::string_view source, Span range, BlockList& list)
        : source_(source), tokens_(source, Tokens::Language::kHtml, range), list_(list) {}

    void read() {
        MarkupToken token;
        while (tokens_.next(token)) {
            switch (token.kind) {
                case MarkupTokenKind::kText:
                    if (!token.is_raw) text(token.span);
                    break;
                case MarkupTokenKind::kStart:
                case MarkupTokenKind::kEmpty:
                    start(token, lower(token.name));
                    break;
                case MarkupTokenKind::kEnd:
                    end(token, lower(token.name));
                    break;
                default:
                    builder_.placeholder("x-comment", view(token.span), token.span, true);
            }
        }
        finish();
    }

private:
    std::string_view view(Span span) const {
        return source_.substr(span.begin, span.end - span.begin);
    }

    bool in_pre() const { return counts_.count("pre") > 0 && counts_.at("pre") > 0; }
    bool translates() const { return open_.empty() || open_.back().translates; }

    void text(Span span) {
        if (in_pre()) return builder_.text(html_text(view(span)), span);
        std::size_t at = span.begin;
        while (at < span.end) {
            std::size_t end = at;
            while (end < span.end && is_space(source_[end])) ++end;
            if (end > at) {
                const std::string_view white = view({at, end});
                builder_.space({at, end}, white.find_first_of("\r\n") != white.npos);
                at = end;
            }
            while (end < span.end && !is_space(source_[end])) ++end;
            if (end > at) builder_.text(html_text(view({at, end})), {at, end});
            at = end;
        }
    }

    /// Ends the block; its kind is what the innermost block element says.
    void finish() {
        std::optional<BuiltBlock> built = builder_.finish();
        if (!built) return;
        std::string kind = "paragraph";
        int level = 0;
        for (auto it = open_.rbegin(); it != open_.rend(); ++it) {
            const std::string said = html::block_kind(it->name);
            if (said.empty()) continue;
            kind = said;
            level = html::heading_level(it->name);
            break;
        }
        const bool is_pre = in_pre();
        list_.add(is_pre ? "preformatted" : kind, std::move(*built), Escaping::kHtml);
        list_.blocks.back().level = level;
        list_.blocks.back().translatable = translates() && !is_pre;
    }

    /// translate="no" and the class that search engines know.
    bool translates(const MarkupToken& token) const {
        const std::string value = lower(view(attribute_span(source_, token, "translate")));
        if (value == "no" || value == "yes") return value == "yes";
        const std::string_view classes = view(attribute_span(source_, token, "class"));
        return translates() && classes.find("notranslate") == classes.npos;
    }

    void start(const MarkupToken& token, const std::string& name) {
        const bool is_inline = html::is_inline(name);
        if (!is_inline) {
            finish();
            end_implied(name);
        }
        const bool translated = translates(token);
        if (translated) add_attributes(token, name);
        const bool is_single = html::is_void(name) || (token.kind == MarkupTokenKind::kEmpty);
        const bool is_protected = is_inline && !translated && translates();
        if (is_single) {
            if (is_inline)
                builder_.placeholder(html::code_type(name), view(token.span), token.span);
            return;
        }
        if ((is_inline && html::is_opaque(name)) || is_protected) {
            const Span whole{token.span.begin, tokens_.skip_element(token)};
            const bool is_unseen = name == "script" || name == "style";
            builder_.placeholder(is_protected ? "protected" : html::code_type(name), view(whole),
                                 whole, is_unseen);
            return;
        }
        open_.push_back({name, translated});
        ++counts_[name];
        if (is_inline) builder_.open(html::code_type(name), view(token.span), token.span, name);
    }

    void end(const MarkupToken& token, const std::string& name) {
        const bool is_inline = html::is_inline(name);
        if (is_inline)
            builder_.close(view(token.span), token.span, name);
        else
            finish();
        const auto count = counts_.find(name);
        if (count == counts_.end() || count->second == 0) return;
        while (open_.back().name != name) pop();
        pop();
    }

    void pop() {
        --counts_[open_.back().name];
        open_.pop_back();
    }

    /// Elements whose end tag was left out: a paragraph before a list, an item before the next.
    void end_implied(const std::string& name) {
        for (std::size_t i = open_.size(); i-- > 0;) {
            if (html::ends(name, open_[i].name)) {
                while (open_.size() > i) pop();
            } else if (html::is_boundary(name, open_[i].name) || open_.size() - i > 64) {
                return;
            }
        }
    }

    void add_attributes(const MarkupToken& token, const std::string& name) {
        for (const TokenAttribute& attribute : attributes_of(source_, token)) {
            const std::string kind = attribute_kind(lower(attribute.name), name, token);
            if (kind.empty()) continue;
            BlockBuilder builder;
            const std::string value = html_text(view(attribute.value), true);
            if (value.find_first_not_of(" \t\r\n") == std::string::npos) continue;
            builder.text(value, attribute.value);
            list_.add(kind, *builder.finish(), Escaping::kHtmlAttribute);
        }
    }

    /// The kind of block that an attribute's value is; empty where it is none.
    std::string attribute_kind(const std::string& attribute, const std::string& element,
                               const MarkupToken& token) const {
        if (attribute == "alt") return "alt-text";
        if (attribute == "title" || attribute == "summary") return "title";
        if (attribute == "placeholder") return "placeholder";
        if (attribute == "aria-label") return "label";
        if (attribute == "label" &&
            (element == "option" || element == "optgroup" || element == "track"))
            return "label";
        if (attribute == "value" && element == "input") {
            const std::string type = lower(view(attribute_span(source_, token, "type")));
            return type == "submit" || type == "button" || type == "reset" ? "label" : "";
        }
        if (attribute != "content" || element != "meta") return {};
        static constexpr std::array<std::string_view, 8> kRead = {
            "description",  "keywords",     "og:title",      "og:description",
            "og:site_name", "og:image:alt", "twitter:title", "twitter:description"};
        for (const char* by : {"name", "property"}) {
            const std::string what = lower(view(attribute_span(source_, token, by)));
            if (std::find(kRead.begin(), kRead.end(), what) != kRead.end()) return "title";
        }
        return {};
    }

    std::string_view source_;
    Tokens tokens_;
    BlockList& list_;
    BlockBuilder builder_;
    std::vector<OpenElement> open_;
    std::map<std::string, std::size_t> counts_;  ///< Open elements by name.
};

}  // namespace

void read_html_blocks(std::string_view text, Span range, BlockList& list) {
    HtmlReader(text, range, list).read();
}

std::string html_charset(std::string_view bytes) {
    const auto starts = [&](std::string_view mark) { return bytes.starts_with(mark); };
    if (starts("\xEF\xBB\xBF") || starts("\xFF\xFE") || starts("\xFE\xFF")) return {};
    const std::string head = lower(bytes.substr(0, 4096));
    for (std::size_t at = head.find("<meta"); at != std::string::npos;
         at = head.find("<meta", at + 1)) {
        const std::string tag = head.substr(at, head.find('>', at) - at);
        std::size_t start = tag.find("charset");
        if (start == std::string::npos) continue;
        start = tag.find_first_not_of(" \t\r\n=\"'", start + 7);
        if (start == std::string::npos) continue;
        const std::string name =
            tag.substr(start, tag.find_first_of(" \t\r\n;\"'/>", start) - start);
        // As browsers read them: supersets of what is said, and UTF-8 for what cannot be.
        if (name.starts_with("utf-16")) return "UTF-8";
        if (name == "gb2312") return "GBK";
        if (name == "iso-8859-1" || name == "us-ascii" || name == "latin1") return "windows-1252";
        return is_known_encoding(name) ? name : std::string();
    }
    return {};
}

}  // namespace diglot
