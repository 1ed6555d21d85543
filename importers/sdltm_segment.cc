#include "importers/sdltm_segment.h"

#include <tinyxml2.h>

#include "core/text/utf8.h"
#include "importers/text_lines.h"
#include "importers/xml_stream.h"

namespace diglot {
namespace {

using tinyxml2::XMLElement;

/// tinyxml2 drops text that is white space alone: in a <Value> a space becomes a reference to one.
std::string keep_blank_values(std::string_view xml) {
    static constexpr std::string_view kOpen = "<Value>";
    std::string out;
    for (;;) {
        const std::size_t at = xml.find(kOpen);
        if (at == std::string_view::npos) break;
        out += xml.substr(0, at + kOpen.size());
        xml.remove_prefix(at + kOpen.size());
        const std::size_t end = xml.find_first_not_of(" \t\n\r");
        if (end == std::string_view::npos || xml[end] != '<' || end == 0) continue;
        for (const char c : xml.substr(0, end))
            out += "&#" + std::to_string(static_cast<int>(c)) + ";";
        xml.remove_prefix(end);
    }
    return out + std::string(xml);
}

std::string text_of(const XMLElement& parent, const char* name) {
    const XMLElement* child = first_child(parent, name);
    return child ? to_markup(*child).all_text() : std::string();
}

Markup code_of(const XMLElement& tag) {
    const std::string type = text_of(tag, "Type");
    const std::string anchor = text_of(tag, "Anchor");
    const std::string alignment = text_of(tag, "AlignmentAnchor");
    const std::string id = text_of(tag, "TagID");
    std::string element = "ph";
    std::vector<Attribute> attributes;
    if (type == "Start" || type == "End") {
        element = type == "Start" ? "bpt" : "ept";
        attributes.push_back({"i", anchor});
    } else if (type == "UnmatchedStart" || type == "UnmatchedEnd") {
        element = "it";
        attributes.push_back({"pos", type == "UnmatchedStart" ? "begin" : "end"});
    }
    if (element != "ept") {
        if (!alignment.empty() && alignment != "0") attributes.push_back({"x", alignment});
        if (!id.empty()) attributes.push_back({"type", id});
    }
    return Markup::leaf(element, std::move(attributes), text_of(tag, "TextEquivalent"));
}

}  // namespace

std::optional<SdltmSegment> read_sdltm_segment(std::string_view xml) {
    if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
    if (!is_valid_utf8(xml)) return std::nullopt;
    const std::string kept = keep_blank_values(xml);
    tinyxml2::XMLDocument document;
    if (document.Parse(kept.data(), kept.size()) != tinyxml2::XML_SUCCESS) return std::nullopt;
    const XMLElement* root = document.RootElement();
    if (!root || local_name(root->Name()) != "Segment") return std::nullopt;
    const XMLElement* elements = first_child(*root, "Elements");
    if (!elements) return std::nullopt;
    std::vector<Markup> content;
    for (const XMLElement* child = elements->FirstChildElement(); child;
         child = child->NextSiblingElement()) {
        const std::string_view name = local_name(child->Name());
        if (name == "Text" && !content.empty() && content.back().is_text())
            content.back().text += text_of(*child, "Value");
        else if (name == "Text")
            content.push_back(Markup::run(text_of(*child, "Value")));
        else if (name == "Tag")
            content.push_back(code_of(*child));
        else
            return std::nullopt;
    }
    for (const Markup& node : content) {
        if (has_control_character(node.all_text())) return std::nullopt;
        for (const Attribute& attribute : node.attributes)
            if (has_control_character(attribute.value)) return std::nullopt;
    }
    SdltmSegment out;
    out.language = text_of(*root, "CultureName");
    out.segment = Segment::from_content(std::move(content));
    return out;
}

}  // namespace diglot
