#include "importers/markup_xml.h"

#include <tinyxml2.h>

#include "importers/xml_stream.h"

namespace diglot {
namespace {

void print(const Markup& node, tinyxml2::XMLPrinter& out) {
    if (node.is_text()) return out.PushText(node.text.c_str());
    out.OpenElement(node.element.c_str(), true);
    for (const Attribute& attribute : node.attributes)
        out.PushAttribute(attribute.name.c_str(), attribute.value.c_str());
    for (const Markup& child : node.children) print(child, out);
    out.CloseElement(true);
}

}  // namespace

std::string markup_to_xml(const std::vector<Markup>& nodes) {
    tinyxml2::XMLPrinter printer(nullptr, true);
    for (const Markup& node : nodes) print(node, printer);
    return printer.CStr();
}

std::optional<std::vector<Markup>> markup_from_xml(std::string_view text) {
    tinyxml2::XMLDocument document;
    const std::string whole = "<cell>" + std::string(text) + "</cell>";
    if (document.Parse(whole.data(), whole.size()) != tinyxml2::XML_SUCCESS) return {};
    const tinyxml2::XMLElement* root = document.RootElement();
    if (!root || root->NextSibling()) return {};
    return to_markup_children(*root);
}

}  // namespace diglot
