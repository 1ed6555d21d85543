#include "app/cli/unit_text.h"

#include "app/cli/text.h"

namespace diglot {
namespace {

void append_node(const Markup& node, std::string& out) {
    if (node.is_text()) {
        out += node.text;
        return;
    }
    const bool holds_text = !is_native_code(node.element) && !node.children.empty();
    out += "<" + node.element + (holds_text ? ">" : "/>");
    if (!holds_text) return;
    for (const Markup& child : node.children) append_node(child, out);
    out += "</" + node.element + ">";
}

void write_stamp(JsonWriter& json, const Stamp& stamp) {
    if (stamp.created) json.member("created", to_iso_date(*stamp.created));
    if (stamp.changed) json.member("changed", to_iso_date(*stamp.changed));
    if (!stamp.created_by.empty()) json.member("created_by", stamp.created_by);
    if (!stamp.changed_by.empty()) json.member("changed_by", stamp.changed_by);
}

void write_details(JsonWriter& json, const std::vector<Attribute>& attributes,
                   const std::vector<Markup>& annotations) {
    if (!attributes.empty()) {
        json.key("attributes").begin_object();
        for (const Attribute& attribute : attributes) json.member(attribute.name, attribute.value);
        json.end_object();
    }
    if (annotations.empty()) return;
    json.key("annotations").begin_array();
    for (const Markup& node : annotations) {
        json.begin_object().member("element", node.element);
        for (const Attribute& attribute : node.attributes)
            json.member(attribute.name, attribute.value);
        json.member("text", node.all_text()).end_object();
    }
    json.end_array();
}

std::string describe_stamp(const Stamp& stamp) {
    std::string text;
    if (stamp.created || !stamp.created_by.empty()) {
        text +=
            tr("made {} {}", stamp.created ? to_iso_date(*stamp.created) : "", stamp.created_by);
    }
    if (stamp.changed || !stamp.changed_by.empty()) {
        if (!text.empty()) text += "  ";
        text +=
            tr("changed {} {}", stamp.changed ? to_iso_date(*stamp.changed) : "", stamp.changed_by);
    }
    return text;
}

void print_details(const Console& console, const std::vector<Attribute>& attributes,
                   const std::vector<Markup>& annotations) {
    for (const Attribute& attribute : attributes) {
        console.line("    " + console.styled(Style::kDim, attribute.name) + "  " + attribute.value);
    }
    for (const Markup& node : annotations) {
        const std::string* type = node.attribute("type");
        console.line("    " +
                     console.styled(Style::kDim, type ? node.element + " " + *type : node.element) +
                     "  " + node.all_text());
    }
}

}  // namespace

std::string one_line(const Segment& segment) {
    std::string text;
    if (segment.content.empty()) text = segment.text;
    for (const Markup& node : segment.content) append_node(node, text);
    for (char& c : text) {
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    }
    return text;
}

void write_unit(JsonWriter& json, const Unit& unit, std::optional<std::int64_t> revision) {
    json.begin_object().member("unit", unit.id);
    if (revision) json.member("revision", *revision);
    json.member("origin", unit.origin);
    write_stamp(json, unit.stamp);
    write_details(json, unit.attributes, unit.annotations);
    json.key("variants").begin_array();
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& variant = unit.variants[i];
        json.begin_object()
            .member("lang", variant.lang.text())
            .member("text", variant.segment.text);
        if (!variant.segment.content.empty())
            json.member("markup", to_jsonml(variant.segment.content));
        if (unit.source == i) json.member("source", true);
        write_stamp(json, variant.stamp);
        write_details(json, variant.attributes, variant.annotations);
        json.end_object();
    }
    json.end_array().end_object();
}

void print_unit(const Console& console, const Unit& unit, std::optional<std::int64_t> revision) {
    console.line(
        console.styled(Style::kBold, tr("unit {}", unit.id)) +
        (unit.origin.empty() ? "" : "  " + unit.origin) +
        (revision ? "  " + console.styled(Style::kDim, tr("revision {}", *revision)) : ""));
    const std::string stamp = describe_stamp(unit.stamp);
    if (!stamp.empty()) console.line("    " + stamp);
    print_details(console, unit.attributes, unit.annotations);
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& variant = unit.variants[i];
        const std::string mark = unit.source == i ? " " + tr("(source)") : "";
        console.line("  " + console.styled(Style::kCyan, variant.lang.text()) + mark + "  " +
                     one_line(variant.segment));
        const std::string changes = describe_stamp(variant.stamp);
        if (!changes.empty()) console.line("    " + changes);
        print_details(console, variant.attributes, variant.annotations);
    }
}

}  // namespace diglot
