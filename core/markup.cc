#include "core/markup.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace diglot {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write_string(Writer& writer, const std::string& text) {
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write_nodes(Writer& writer, const std::vector<Markup>& nodes);

void write_element(Writer& writer, std::string_view element,
                   const std::vector<Attribute>& attributes, const std::vector<Markup>& children) {
    writer.StartArray();
    writer.String(element.data(), static_cast<rapidjson::SizeType>(element.size()));
    if (!attributes.empty()) {
        writer.StartObject();
        for (const Attribute& attribute : attributes) {
            write_string(writer, attribute.name);
            write_string(writer, attribute.value);
        }
        writer.EndObject();
    }
    write_nodes(writer, children);
    writer.EndArray();
}

void write_nodes(Writer& writer, const std::vector<Markup>& nodes) {
    for (const Markup& node : nodes) {
        if (node.is_text())
            write_string(writer, node.text);
        else
            write_element(writer, node.element, node.attributes, node.children);
    }
}

/// One buffer kept for all, so that a million units do not allocate one each.
template <typename Write>
void append_array(std::string& out, const Write& write) {
    thread_local rapidjson::StringBuffer buffer;
    buffer.Clear();
    Writer writer(buffer);
    writer.StartArray();
    write(writer);
    writer.EndArray();
    out.append(buffer.GetString(), buffer.GetSize());
}

std::string to_text(const rapidjson::Value& value) {
    return {value.GetString(), value.GetStringLength()};
}

Markup read_node(const rapidjson::Value& value) {
    if (value.IsString()) return Markup::run(to_text(value));
    if (!value.IsArray() || value.Empty() || !value[0].IsString()) {
        throw std::logic_error("JsonML: a node is neither text nor an element");
    }
    Markup node;
    node.element = to_text(value[0]);
    for (rapidjson::SizeType i = 1; i < value.Size(); ++i) {
        if (value[i].IsObject()) {
            for (const auto& member : value[i].GetObject()) {
                node.attributes.push_back({to_text(member.name), to_text(member.value)});
            }
        } else {
            node.children.push_back(read_node(value[i]));
        }
    }
    return node;
}

void append_text(const Markup& node, std::string& out) {
    out += node.text;
    for (const Markup& child : node.children) append_text(child, out);
}

}  // namespace

Markup Markup::run(std::string_view text) {
    Markup node;
    node.text = text;
    return node;
}

Markup Markup::node(std::string_view element, std::vector<Attribute> attributes,
                    std::vector<Markup> children) {
    Markup node;
    node.element = element;
    node.attributes = std::move(attributes);
    node.children = std::move(children);
    return node;
}

Markup Markup::leaf(std::string_view element, std::vector<Attribute> attributes,
                    std::string_view text) {
    Markup node = Markup::node(element, std::move(attributes));
    if (!text.empty()) node.children.push_back(run(text));
    return node;
}

const std::string* Markup::attribute(std::string_view name) const {
    return find_attribute(attributes, name);
}

std::string Markup::all_text() const {
    std::string out;
    append_text(*this, out);
    return out;
}

const std::string* find_attribute(const std::vector<Attribute>& attributes, std::string_view name) {
    for (const Attribute& attribute : attributes) {
        if (attribute.name == name) return &attribute.value;
    }
    return nullptr;
}

bool is_code_number(std::string_view attribute_name) {
    static constexpr std::array<std::string_view, 9> kNames = {
        "i", "x", "id", "rid", "xid", "startRef", "dataRef", "dataRefStart", "dataRefEnd"};
    return std::find(kNames.begin(), kNames.end(), attribute_name) != kNames.end();
}

void append_jsonml(const std::vector<Markup>& nodes, std::string& out) {
    append_array(out, [&](Writer& writer) { write_nodes(writer, nodes); });
}

void append_jsonml_element(std::string_view element, const std::vector<Attribute>& attributes,
                           const std::vector<Markup>& children, std::string& out) {
    if (attributes.empty() && children.empty()) return;
    append_array(out,
                 [&](Writer& writer) { write_element(writer, element, attributes, children); });
}

std::string to_jsonml(const std::vector<Markup>& nodes) {
    std::string out;
    append_jsonml(nodes, out);
    return out;
}

std::vector<Markup> parse_jsonml(std::string_view json) {
    // Most of what is parsed is short: it fits on the stack, and nothing is allocated for the
    // parser.
    char values[4096];
    char stack[1024];
    using Allocator = rapidjson::MemoryPoolAllocator<>;
    Allocator value_allocator(values, sizeof values);
    Allocator stack_allocator(stack, sizeof stack);
    rapidjson::GenericDocument<rapidjson::UTF8<>, Allocator, Allocator> document(
        &value_allocator, 512, &stack_allocator);
    document.Parse(json.data(), json.size());
    if (document.HasParseError() || !document.IsArray()) {
        throw std::logic_error("JsonML: not an array of nodes");
    }
    std::vector<Markup> nodes;
    nodes.reserve(document.Size());
    for (const auto& value : document.GetArray()) nodes.push_back(read_node(value));
    return nodes;
}

}  // namespace diglot
