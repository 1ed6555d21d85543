#include "importers/srx_reader.h"

#include <algorithm>
#include <stdexcept>

#include <tinyxml2.h>

#include "importers/byte_source.h"
#include "importers/encoding.h"

namespace diglot {

/// data/segmentation.srx, made part of the program by the build.
extern const char* const kSegmentationSrx;

namespace {

using tinyxml2::XMLElement;

/// Without a namespace prefix.
std::string_view local_name(const XMLElement& element) {
    const std::string_view name = element.Name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

const XMLElement* child(const XMLElement* parent, std::string_view name) {
    for (const XMLElement* one = parent ? parent->FirstChildElement() : nullptr; one;
         one = one->NextSiblingElement()) {
        if (local_name(*one) == name) return one;
    }
    return nullptr;
}

std::string attribute(const XMLElement& element, const char* name) {
    const char* value = element.Attribute(name);
    return value ? value : "";
}

std::string text_of(const XMLElement* element) {
    std::string text;
    for (const tinyxml2::XMLNode* node = element ? element->FirstChild() : nullptr; node;
         node = node->NextSibling()) {
        if (const tinyxml2::XMLText* part = node->ToText()) text += part->Value();
    }
    return text;
}

Position position_of(const XMLElement& element) {
    return {static_cast<std::size_t>(element.GetLineNum()), 0};
}

Diagnostic fault(const std::string& name, std::string code, std::string message, Position at) {
    Diagnostic error;
    error.file = name;
    error.code = std::move(code);
    error.message = std::move(message);
    error.position = at;
    return error;
}

LanguageRules read_rules(const XMLElement& element) {
    LanguageRules language;
    language.name = attribute(element, "languagerulename");
    for (const XMLElement* rule = element.FirstChildElement(); rule;
         rule = rule->NextSiblingElement()) {
        if (local_name(*rule) != "rule") continue;
        language.rules.push_back({attribute(*rule, "break") != "no",
                                  text_of(child(rule, "beforebreak")),
                                  text_of(child(rule, "afterbreak")), position_of(*rule)});
    }
    return language;
}

/// SRX 2.0 has languagemap in maprules, SRX 1.0 in maprules/maprule.
void read_maps(const XMLElement* element, SegmentationSource& source) {
    for (const XMLElement* one = element ? element->FirstChildElement() : nullptr; one;
         one = one->NextSiblingElement()) {
        if (local_name(*one) == "languagemap")
            source.maps.push_back({attribute(*one, "languagepattern"),
                                   attribute(*one, "languagerulename"), position_of(*one)});
        else if (local_name(*one) == "maprule")
            read_maps(one, source);
    }
}

}  // namespace

Result<SegmentationSource> parse_srx(std::string_view xml, const std::string& name) {
    tinyxml2::XMLDocument document(true, tinyxml2::PRESERVE_WHITESPACE);
    if (document.Parse(xml.data(), xml.size()) != tinyxml2::XML_SUCCESS) {
        const auto line = static_cast<std::size_t>(std::max(0, document.ErrorLineNum()));
        return fault(name, "srx.not-xml",
                     xml.empty() ? "the file is empty" : "this is not well-formed XML", {line, 0});
    }
    const XMLElement* root = document.RootElement();
    if (!root || local_name(*root) != "srx")
        return fault(name, "srx.not-srx", "this is no SRX file: its root is not <srx>",
                     root ? position_of(*root) : Position{});
    const XMLElement* body = child(root, "body");
    const XMLElement* rules = child(body, "languagerules");
    const XMLElement* maps = child(body, "maprules");
    if (!rules || !maps)
        return fault(name, "srx.incomplete",
                     "an SRX file has a body with languagerules and maprules", position_of(*root));
    SegmentationSource source;
    source.file = name;
    // SRX 1.0 knows no cascade: the first map that fits is the only one.
    const XMLElement* header = child(root, "header");
    source.cascade = header && attribute(*header, "cascade") == "yes";
    for (const XMLElement* one = rules->FirstChildElement(); one; one = one->NextSiblingElement()) {
        if (local_name(*one) == "languagerule") source.languages.push_back(read_rules(*one));
    }
    read_maps(maps, source);
    if (source.languages.empty())
        return fault(name, "srx.incomplete", "there are no rules in it", position_of(*rules));
    return source;
}

Result<SegmentationRules> read_srx(const std::string& path) {
    const auto bytes = open_bytes(path);
    TextSource text(*bytes);
    std::string xml;
    while (text.append_to(xml)) {
    }
    const Result<SegmentationSource> source = parse_srx(xml, path);
    if (!source) return source.error();
    Result<SegmentationRules> rules = SegmentationRules::compile(*source);
    if (rules) return rules;
    Diagnostic error = rules.error();
    error.file = path;
    return error;
}

const SegmentationRules& default_segmentation() {
    static const SegmentationRules rules = [] {
        const Result<SegmentationSource> source = parse_srx(kSegmentationSrx, "segmentation.srx");
        if (!source) throw std::logic_error(to_string(source.error()));
        const Result<SegmentationRules> made = SegmentationRules::compile(*source);
        if (!made) throw std::logic_error(to_string(made.error()));
        return *made;
    }();
    return rules;
}

}  // namespace diglot
