#include "importers/document_language.h"

#include <algorithm>
#include <vector>

#include "importers/markup_tokens.h"

namespace diglot {
namespace {

/// Scripts as office programs tell them apart.
enum class ScriptKind { kLatin, kEastAsian, kComplex };

ScriptKind script_kind(const LanguageTag& lang) {
    const std::string script = lang.script();
    for (const char* asian : {"Hans", "Hant", "Hani", "Jpan", "Kore", "Hira", "Kana", "Hang"})
        if (script == asian) return ScriptKind::kEastAsian;
    for (const char* complex :
         {"Arab", "Hebr", "Thai", "Deva", "Beng", "Taml", "Telu", "Gujr", "Guru", "Knda", "Mlym",
          "Orya", "Sinh", "Khmr", "Laoo", "Mymr", "Tibt", "Syrc", "Thaa"})
        if (script == complex) return ScriptKind::kComplex;
    return ScriptKind::kLatin;
}

/// Office programs want a region: "en-US" for en, "zh-TW" for zh-Hant.
std::string with_region(const LanguageTag& lang) {
    const std::string region = lang.region();
    return lang.language() + (region.empty() ? "" : "-" + region);
}

/// Bytes to put in the place of a span.
struct Edit {
    Span span;
    std::string text;
};

std::string edited(std::string_view source, const std::vector<Edit>& edits) {
    std::string out;
    std::size_t at = 0;
    for (const Edit& edit : edits) {
        out.append(source.substr(at, edit.span.begin - at)).append(edit.text);
        at = edit.span.end;
    }
    return out.append(source.substr(at));
}

bool is_tag(const MarkupToken& token) {
    return token.kind == MarkupTokenKind::kStart || token.kind == MarkupTokenKind::kEmpty;
}

bool fits(std::string_view spelling, const LanguageTag& lang) {
    return !spelling.empty() && LanguageTag(spelling).fit(lang) != LanguageFit::kOther;
}

/// Behind a tag's name.
std::size_t name_end(std::string_view source, const MarkupToken& token) {
    return static_cast<std::size_t>(token.name.data() - source.data()) + token.name.size();
}

/// Sets attributes of one tag.
class TagEdits {
public:
    TagEdits(std::string_view source, const MarkupToken& token, std::vector<Edit>& edits)
        : source_(source), token_(token), edits_(edits), first_(edits.size()) {}
    ~TagEdits() {
        std::sort(edits_.begin() + static_cast<std::ptrdiff_t>(first_), edits_.end(),
                  [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
    }
    TagEdits(const TagEdits&) = delete;
    TagEdits& operator=(const TagEdits&) = delete;

    std::string_view value(std::string_view name) const {
        const Span span = attribute_span(source_, token_, name);
        return source_.substr(span.begin, span.end - span.begin);
    }
    bool has(std::string_view name) const {
        return attribute_span(source_, token_, name) != Span{};
    }
    void set(std::string_view name, const std::string& value) {
        if (const Span span = attribute_span(source_, token_, name); span != Span{})
            return edits_.push_back({span, value});
        const std::size_t at = name_end(source_, token_);
        edits_.push_back({{at, at}, " " + std::string(name) + "=\"" + value + "\""});
    }

private:
    std::string_view source_;
    const MarkupToken& token_;
    std::vector<Edit>& edits_;
    std::size_t first_;
};

}  // namespace

std::string with_html_language(std::string_view page, const TextLanguages& languages) {
    std::vector<Edit> edits;
    MarkupTokens tokens(page, MarkupTokens::Language::kHtml);
    MarkupToken token;
    while (tokens.next(token)) {
        if (!is_tag(token)) continue;
        TagEdits tag(page, token, edits);
        const bool is_root = token.name == "html" || token.name == "HTML";
        for (const char* name : {"lang", "xml:lang"}) {
            if (fits(tag.value(name), languages.source)) tag.set(name, languages.target.text());
        }
        if (is_root && !tag.has("lang") && !tag.has("xml:lang"))
            tag.set("lang", languages.target.text());
    }
    return edited(page, edits);
}

std::string with_docx_language(std::string_view part, const TextLanguages& languages) {
    const ScriptKind kind = script_kind(languages.target);
    const std::string name = kind == ScriptKind::kEastAsian ? "w:eastAsia"
                             : kind == ScriptKind::kComplex ? "w:bidi"
                                                            : "w:val";
    const std::string value = with_region(languages.target);
    const std::string whole = "<w:lang " + name + "=\"" + value + "\"/>";
    std::vector<Edit> edits;
    MarkupTokens tokens(part, MarkupTokens::Language::kXml);
    MarkupToken token;
    std::size_t behind_root = 0;  ///< Of a part of styles.
    bool has_defaults = false, in_defaults = false, is_said = false;
    while (tokens.next(token)) {
        if (is_tag(token) && token.name == "w:styles") behind_root = token.span.end;
        if (token.name == "w:docDefaults") has_defaults = true;
        if (token.name == "w:rPrDefault") {
            in_defaults = token.kind == MarkupTokenKind::kStart;
            if (token.kind == MarkupTokenKind::kEmpty) {
                edits.push_back(
                    {token.span, "<w:rPrDefault><w:rPr>" + whole + "</w:rPr></w:rPrDefault>"});
                is_said = true;
            } else if (token.kind == MarkupTokenKind::kEnd && !is_said) {
                // <w:lang> may stand last but for four that no defaults have.
                const std::size_t close = part.rfind("</w:rPr>", token.span.begin);
                const bool has_properties =
                    close != part.npos && part.find("</w:rPrDefault>", close) == token.span.begin;
                const std::size_t at = has_properties ? close : token.span.begin;
                edits.push_back(
                    {{at, at}, has_properties ? whole : "<w:rPr>" + whole + "</w:rPr>"});
                is_said = true;
            }
        }
        if (in_defaults && token.kind == MarkupTokenKind::kEmpty && token.name == "w:rPr") {
            edits.push_back({token.span, "<w:rPr>" + whole + "</w:rPr>"});
            is_said = true;
        }
        if (!is_tag(token) || token.name != "w:lang") continue;
        TagEdits tag(part, token, edits);
        if (in_defaults || fits(tag.value(name), languages.source)) tag.set(name, value);
        is_said = is_said || in_defaults;
    }
    if (behind_root > 0 && !has_defaults) {
        edits.insert(edits.begin(), {{behind_root, behind_root},
                                     "<w:docDefaults><w:rPrDefault><w:rPr>" + whole +
                                         "</w:rPr></w:rPrDefault></w:docDefaults>"});
    }
    return edited(part, edits);
}

std::string with_odt_language(std::string_view part, const TextLanguages& languages) {
    const ScriptKind kind = script_kind(languages.target);
    const std::string prefix = kind == ScriptKind::kLatin ? "fo:" : "style:";
    const std::string suffix = kind == ScriptKind::kEastAsian ? "-asian"
                               : kind == ScriptKind::kComplex ? "-complex"
                                                              : "";
    const std::string language = prefix + "language" + suffix;
    const std::string country = prefix + "country" + suffix;
    std::vector<Edit> edits;
    MarkupTokens tokens(part, MarkupTokens::Language::kXml);
    MarkupToken token;
    bool in_default = false;
    while (tokens.next(token)) {
        if (token.name == "style:default-style")
            in_default = token.kind == MarkupTokenKind::kStart &&
                         xml_attribute(part, token, "style:family") == "paragraph";
        if (!is_tag(token) || token.name != "style:text-properties") continue;
        TagEdits tag(part, token, edits);
        std::string said(tag.value(language));
        if (!said.empty() && tag.has(country) && tag.value(country) != "none")
            said += "-" + std::string(tag.value(country));
        if (!in_default && !fits(said, languages.source)) continue;
        tag.set(language, languages.target.language());
        const std::string region = languages.target.region();
        tag.set(country, region.empty() ? "none" : region);
    }
    return edited(part, edits);
}

}  // namespace diglot
