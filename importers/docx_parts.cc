#include "importers/docx_parts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "importers/markup_tokens.h"
#include "importers/text_document.h"

namespace diglot {
namespace docx {
namespace {

struct PartKind {
    std::string_view type;  ///< Part of the content type.
    const char* kind;
};

/// In the order of reading. The body's type ends so in templates and documents with macros too.
constexpr std::array<PartKind, 7> kParts = {{
    {"document.main+xml", ""},
    {"template.main+xml", ""},
    {"wordprocessingml.footnotes+xml", "footnote"},
    {"wordprocessingml.endnotes+xml", "endnote"},
    {"wordprocessingml.comments+xml", "comment"},
    {"wordprocessingml.header+xml", "header"},
    {"wordprocessingml.footer+xml", "footer"},
}};

bool is_body_type(std::string_view type) {
    return type.find("word") != std::string_view::npos &&
           type.find(".main+xml") != std::string_view::npos;
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// Word names its own styles in English in every language.
Style style_named(const std::string& name) {
    if (name.starts_with("heading ") && name.size() == 9) return {"heading", name[8] - '0'};
    if (name == "title") return {"heading", 1};
    if (name == "subtitle") return {"heading", 2};
    if (name == "caption") return {"caption", 0};
    if (name.starts_with("list")) return {"list-item", 0};
    return {};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> text_parts(const std::string& content_types,
                                                            const std::vector<std::string>& names) {
    std::array<std::vector<std::string>, kParts.size()> found;
    MarkupTokens tokens(content_types, MarkupTokens::Language::kXml);
    MarkupToken token;
    while (tokens.next(token)) {
        if (token.name != "Override" || token.kind == MarkupTokenKind::kEnd) continue;
        const std::string type = xml_attribute(content_types, token, "ContentType");
        std::string name = xml_attribute(content_types, token, "PartName");
        if (name.starts_with('/')) name.erase(0, 1);
        if (std::find(names.begin(), names.end(), name) == names.end()) continue;
        for (std::size_t i = 0; i < kParts.size(); ++i) {
            const bool is_body = kParts[i].kind[0] == '\0';
            if (is_body ? i == 0 && is_body_type(type)
                        : type.find(kParts[i].type) != std::string::npos)
                found[i].push_back(name);
        }
    }
    std::vector<std::pair<std::string, std::string>> parts;
    if (found[0].empty()) return parts;
    for (std::size_t i = 0; i < kParts.size(); ++i) {
        std::sort(found[i].begin(), found[i].end());
        for (std::string& name : found[i]) parts.emplace_back(std::move(name), kParts[i].kind);
    }
    return parts;
}

Styles read_styles(const std::string& source) {
    Styles styles;
    MarkupTokens tokens(source, MarkupTokens::Language::kXml);
    MarkupToken token;
    std::string id;
    while (tokens.next(token)) {
        if (token.kind == MarkupTokenKind::kEnd || token.kind == MarkupTokenKind::kText) continue;
        if (token.name == "w:style") {
            id = xml_attribute(source, token, "w:styleId");
        } else if (token.name == "w:name") {
            styles[id] = style_named(lower(xml_attribute(source, token, "w:val")));
        } else if (token.name == "w:outlineLvl" && styles[id].kind.empty()) {
            const std::string level = xml_attribute(source, token, "w:val");
            if (level.size() == 1 && level[0] >= '0' && level[0] < '9')
                styles[id] = {"heading", level[0] - '0' + 1};
        }
    }
    return styles;
}

}  // namespace docx

Result<std::unique_ptr<Document>> read_docx(Package package) {
    const Result<std::string> types = package.xml_part("[Content_Types].xml");
    if (!types) return types.error();
    const auto parts = docx::text_parts(*types, package.names());
    if (parts.empty()) {
        return document_error("document.unknown", "this is an Office file, but no document of Word",
                              package.file());
    }
    docx::Styles styles;
    std::string styles_source;
    const std::string& body = parts.front().first;
    const std::string styles_name = body.substr(0, body.rfind('/') + 1) + "styles.xml";
    if (package.has(styles_name)) {
        const Result<std::string> source = package.xml_part(styles_name);
        if (!source) return source.error();
        styles = docx::read_styles(*source);
        styles_source = *source;
    }
    std::vector<std::string> sources;
    for (const auto& [name, kind] : parts) {
        Result<std::string> source = package.xml_part(name);
        if (!source) return source.error();
        sources.push_back(std::move(source).value());
    }
    auto document = std::make_unique<PackageDocument>(
        DocumentFormat::kDocx, std::move(package), [](const std::string& source) {
            return std::unique_ptr<BlockWriter>(std::make_unique<docx::ParagraphWriter>(source));
        });
    if (!styles_source.empty()) document->set_styles(styles_name, std::move(styles_source));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::vector<DocumentBlock> blocks;
        std::vector<BlockPlace> places;
        docx::read_part(sources[i], parts[i].second, styles, blocks, places);
        document->add_part(parts[i].first, std::move(sources[i]), std::move(blocks),
                           std::move(places));
    }
    return std::unique_ptr<Document>(std::move(document));
}

}  // namespace diglot
