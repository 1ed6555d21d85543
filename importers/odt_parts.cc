#include "importers/odt_parts.h"

#include <algorithm>

#include "importers/document_escape.h"
#include "importers/element_stack.h"
#include "importers/markup_tokens.h"
#include "importers/text_document.h"

namespace diglot {
namespace odt {
namespace {

/// LibreOffice's own styles, by the names that files have.
Style paragraph_style(const std::string& name) {
    static const std::vector<std::string> kCaptions = {"Caption", "Illustration", "Table",
                                                       "Figure",  "Drawing",      "Text"};
    if (std::find(kCaptions.begin(), kCaptions.end(), name) != kCaptions.end())
        return {"caption", 0, {}, {}};
    if (name == "Title") return {"heading", 1, {}, {}};
    if (name == "Subtitle") return {"heading", 2, {}, {}};
    return {};
}

/// What <style:text-properties> shows.
void add_properties(const std::string& source, const MarkupToken& token, Style& style) {
    const auto add = [&](const char* type, const char* tag) {
        if (style.type.empty()) style.type = type;
        if (!style.tag.empty()) style.tag += '-';
        style.tag += tag;
    };
    const auto value = [&](const char* name) { return xml_attribute(source, token, name); };
    if (value("fo:font-weight") == "bold") add("bold", "b");
    if (value("fo:font-style") == "italic") add("italic", "i");
    const std::string underline = value("style:text-underline-style");
    if (!underline.empty() && underline != "none") add("ulined", "u");
    const std::string strike = value("style:text-line-through-style");
    if (!strike.empty() && strike != "none") add("strike", "s");
    const std::string position = value("style:text-position");
    if (position.starts_with("super")) add("font", "sup");
    if (position.starts_with("sub")) add("font", "sub");
}

/// Text with the elements that stand for what XML would collapse.
class TextWriter {
public:
    explicit TextWriter(std::string& out) : out_(out) {}

    void text(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const char c = text[at];
            if (c == ' ') {
                const std::size_t end = std::min(text.find_first_not_of(' ', at), text.size());
                spaces(end - at);
                at = end;
                continue;
            }
            after_space_ = false;
            if (c == '\t' || c == '\n') {
                out_ += c == '\t' ? "<text:tab/>" : "<text:line-break/>";
                ++at;
                continue;
            }
            const std::size_t end = std::min(text.find_first_of(" \t\n", at), text.size());
            append_xml_escaped(text.substr(at, end - at), 0, out_);
            at = end;
        }
    }
    void code() { after_space_ = false; }

private:
    /// The first may be a space, unless one stands before it or it begins the paragraph.
    void spaces(std::size_t count) {
        if (!after_space_) {
            out_ += ' ';
            --count;
        }
        if (count == 1) out_ += "<text:s/>";
        if (count > 1) out_ += "<text:s text:c=\"" + std::to_string(count) + "\"/>";
        after_space_ = true;
    }

    std::string& out_;
    bool after_space_ = true;
};

bool is_protected(Package& package) {
    if (!package.has("META-INF/manifest.xml")) return false;
    const Result<std::string> manifest = package.part("META-INF/manifest.xml");
    return manifest && manifest->find("encryption-data") != std::string::npos;
}

}  // namespace

void read_styles(const std::string& source, Styles& styles) {
    MarkupTokens tokens(source, MarkupTokens::Language::kXml);
    MarkupToken token;
    std::string name;
    while (tokens.next(token)) {
        if (token.kind == MarkupTokenKind::kEnd && token.name == "style:style") name.clear();
        if (token.kind != MarkupTokenKind::kStart && token.kind != MarkupTokenKind::kEmpty)
            continue;
        if (token.name == "style:style") {
            name = xml_attribute(source, token, "style:name");
            const std::string parent = xml_attribute(source, token, "style:parent-style-name");
            Style style = paragraph_style(name);
            if (style.kind.empty()) style = paragraph_style(parent);
            styles[name] = style;
            if (token.kind == MarkupTokenKind::kEmpty) name.clear();
        } else if (token.name == "style:text-properties" && !name.empty()) {
            add_properties(source, token, styles[name]);
        }
    }
}

void ParagraphWriter::write(const BlockPlace& block, const std::vector<Markup>& content,
                            const std::function<void(Span)>& copy, std::string& out,
                            LossCounter& losses) const {
    if (block.escaping != Escaping::kParagraph)
        return PlainBlockWriter(source_).write(block, content, copy, out, losses);
    TextWriter writer(out);
    ElementStack elements(copy, losses);
    for (const Markup& node : content) {
        if (node.is_text()) {
            writer.text(node.text);
            continue;
        }
        writer.code();
        const FoundCode found = find_code(block, node);
        if (!found.place)
            losses.add(kUnknownCode);
        else if (!found.place->is_pair)
            copy(found.place->open);
        else if (found.is_close)
            elements.close(*found.place);
        else
            elements.open(*found.place);
    }
    elements.finish();
    count_code_losses(block, content, losses);
}

}  // namespace odt

Result<std::unique_ptr<Document>> read_odt(Package package) {
    if (odt::is_protected(package)) {
        return document_error("document.protected",
                              "the document is protected with a password: save it without one",
                              package.file());
    }
    odt::Styles styles;
    std::vector<std::pair<std::string, std::string>> sources;
    for (const char* name : {"content.xml", "styles.xml"}) {
        if (std::string_view(name) == "styles.xml" && !package.has(name)) continue;
        Result<std::string> source = package.xml_part(name);
        if (!source) return source.error();
        sources.emplace_back(name, std::move(source).value());
    }
    for (auto it = sources.rbegin(); it != sources.rend(); ++it)
        odt::read_styles(it->second, styles);
    auto document = std::make_unique<PackageDocument>(
        DocumentFormat::kOdt, std::move(package), [](const std::string& source) {
            return std::unique_ptr<BlockWriter>(std::make_unique<odt::ParagraphWriter>(source));
        });
    for (auto& [name, source] : sources) {
        std::vector<DocumentBlock> blocks;
        std::vector<BlockPlace> places;
        odt::read_part(source, styles, blocks, places);
        if (name == "styles.xml") document->set_styles(name, source);
        document->add_part(name, std::move(source), std::move(blocks), std::move(places));
    }
    return std::unique_ptr<Document>(std::move(document));
}

}  // namespace diglot
