#include "importers/tmx_model.h"

#include <algorithm>
#include <stdexcept>

#include "core/time.h"

namespace diglot::tmx {
namespace {

constexpr std::string_view kHeaderAttributes[] = {
    "creationtool", "creationtoolversion", "segtype",      "o-tmf",      "adminlang",  "srclang",
    "datatype",     "o-encoding",          "creationdate", "creationid", "changedate", "changeid"};
constexpr std::string_view kTuAttributes[] = {"tuid",
                                              "o-encoding",
                                              "datatype",
                                              "usagecount",
                                              "lastusagedate",
                                              "creationtool",
                                              "creationtoolversion",
                                              "creationdate",
                                              "creationid",
                                              "changedate",
                                              "segtype",
                                              "changeid",
                                              "o-tmf",
                                              "srclang"};
constexpr std::string_view kTuvAttributes[] = {
    "o-encoding",    "datatype",     "usagecount",
    "lastusagedate", "creationtool", "creationtoolversion",
    "creationdate",  "creationid",   "changedate",
    "o-tmf",         "changeid"};
constexpr std::string_view kNoteAttributes[] = {"o-encoding", "xml:lang", "lang"};
constexpr std::string_view kPropAttributes[] = {"type", "xml:lang", "o-encoding", "lang"};
constexpr std::string_view kUdeAttributes[] = {"name", "base"};
constexpr std::string_view kMapAttributes[] = {"unicode", "code", "ent", "subst"};

template <typename List>
bool contains(const List& list, std::string_view name) {
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

/// At most one run of text, which is not empty.
bool holds_text(const Markup& node) {
    if (node.children.empty()) return true;
    return node.children.size() == 1 && node.children[0].is_text() &&
           !node.children[0].text.empty();
}

bool is_plain_ude(const Markup& ude) {
    if (!has_only(ude, kUdeAttributes) || ude.attribute("name") == nullptr || ude.children.empty())
        return false;
    return std::all_of(ude.children.begin(), ude.children.end(), [](const Markup& map) {
        return map.element == "map" && has_only(map, kMapAttributes) &&
               map.attribute("unicode") != nullptr && map.children.empty();
    });
}

std::size_t forbidden_length(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r' ? 0 : 1;
    if (c != 0xEF || text.size() - at < 3) return 0;
    const bool noncharacter =
        text[at + 1] == '\xBF' && (text[at + 2] == '\xBE' || text[at + 2] == '\xBF');
    return noncharacter ? 3 : 0;
}

/// Strings, arrays and objects of strings only, and not too deep for a parser that calls itself at
/// each level.
bool is_jsonml(std::string_view json) {
    constexpr std::size_t kDeepest = 200;
    std::string open;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (open.size() >= kDeepest || (!open.empty() && open.back() == '{')) return false;
            open += c;
        } else if (c == ']' || c == '}') {
            if (open.empty()) return false;
            open.pop_back();
        } else if (c != ',' && c != ':' && c != ' ' && c != '\n' && c != '\t') {
            return false;
        }
    }
    return open.empty() && !in_string && !json.empty();
}

bool has_names(const std::vector<Markup>& nodes) {
    return std::all_of(nodes.begin(), nodes.end(), [](const Markup& node) {
        if (node.is_text()) return node.children.empty() && node.attributes.empty();
        return is_xml_name(node.element) && has_names(node.children) &&
               std::all_of(node.attributes.begin(), node.attributes.end(),
                           [](const Attribute& a) { return is_xml_name(a.name); });
    });
}

}  // namespace

bool has_only(const Markup& node, std::span<const std::string_view> allowed) {
    for (auto it = node.attributes.begin(); it != node.attributes.end(); ++it) {
        if (!contains(allowed, it->name)) return false;
        if (it->name == "xml:lang" && !is_schema_language(it->value)) return false;
        const auto same = [&](const Attribute& a) { return a.name == it->name; };
        if (std::find_if(node.attributes.begin(), it, same) != it) return false;
    }
    return true;
}

bool is_plain_attribute(Place place, std::string_view name, std::string_view value) {
    if (name == "segtype" && place != Place::kTuv) {
        return value == "block" || value == "paragraph" || value == "sentence" || value == "phrase";
    }
    if (name == "creationdate" || name == "changedate" ||
        (name == "lastusagedate" && place != Place::kHeader)) {
        return parse_tmx_date(value).has_value();
    }
    switch (place) {
        case Place::kHeader:
            return contains(kHeaderAttributes, name);
        case Place::kTu:
            return contains(kTuAttributes, name);
        case Place::kTuv:
            return contains(kTuvAttributes, name);
    }
    return false;
}

bool is_plain_annotation(Place place, const Markup& annotation) {
    if (annotation.element == "note")
        return has_only(annotation, kNoteAttributes) && holds_text(annotation);
    if (annotation.element == "prop") {
        return has_only(annotation, kPropAttributes) && annotation.attribute("type") != nullptr &&
               holds_text(annotation);
    }
    return place == Place::kHeader && annotation.element == "ude" && is_plain_ude(annotation);
}

std::size_t drop_forbidden(std::string& text) {
    std::size_t count = 0;
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t bad = forbidden_length(text, from);
        count += bad > 0 ? 1 : 0;
        if (bad > 0)
            from += bad;
        else
            text[to++] = text[from++];
    }
    text.resize(to);
    return count;
}

std::size_t drop_forbidden(std::vector<Markup>& nodes) {
    std::size_t count = 0;
    for (Markup& node : nodes) {
        count += drop_forbidden(node.text);
        for (Attribute& attribute : node.attributes) count += drop_forbidden(attribute.value);
        count += drop_forbidden(node.children);
    }
    return count;
}

bool is_xml_name(std::string_view name) {
    const auto is_start = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    if (name.empty() || !is_start(name[0])) return false;
    return std::all_of(name.begin(), name.end(), [&](char c) {
        return is_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

bool is_schema_language(std::string_view tag) {
    std::size_t length = 0;
    bool first = true;
    for (const char c : tag) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-') {
            if (length == 0) return false;
            length = 0;
            first = false;
        } else if (++length > 8 || !(letter || (!first && c >= '0' && c <= '9'))) {
            return false;
        }
    }
    return length > 0;
}

std::optional<std::vector<Markup>> read_carried(std::string_view json) {
    if (!is_jsonml(json)) return std::nullopt;
    // Text from a file is a person's input, so what is a caller's mistake elsewhere is none here.
    try {
        std::vector<Markup> nodes = parse_jsonml(json);
        if (!has_names(nodes)) return std::nullopt;
        return nodes;
    } catch (const std::logic_error&) {
        return std::nullopt;
    }
}

}  // namespace diglot::tmx
