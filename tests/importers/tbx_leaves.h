// The texts of a TBX file with their data categories, read without any of our own readers.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <tinyxml2.h>

#include "importers/xml_stream.h"

namespace diglot::test {

/// A text in an entry.
struct Leaf {
    std::string text;            ///< With its data category: "subjectField=physics".
    std::set<std::string> path;  ///< Names of the elements it stands in, and of its own.
    std::string section;         ///< The language its section is of, if there is no term in it.
    bool in_entry_without_term = false;

    std::string category() const { return text.substr(0, text.find('=')); }
    bool operator<(const Leaf& other) const { return text < other.text; }
};
using Leaves = std::multiset<Leaf>;

inline bool has_term(const tinyxml2::XMLElement& element) {
    if (local_name(element.Name()) == "term") return true;
    for (const auto* child = element.FirstChildElement(); child;
         child = child->NextSiblingElement())
        if (has_term(*child)) return true;
    return false;
}

/// `at` says where: the leaf's place, still without text.
inline void collect_leaves(const tinyxml2::XMLElement& element, Leaf at, Leaves& out) {
    const std::string name(local_name(element.Name()));
    const bool is_entry = name == "termEntry" || name == "conceptEntry";
    const bool in_entry = is_entry || !at.path.empty();
    if (in_entry) at.path.insert(name);
    if (is_entry) at.in_entry_without_term = !has_term(element);
    if ((name == "langSet" || name == "langSec") && !has_term(element)) {
        const char* language = element.Attribute("xml:lang");
        at.section = language ? language : "";
    }
    std::string text;
    for (const auto* child = element.FirstChild(); child; child = child->NextSibling()) {
        if (child->ToText()) text += child->Value();
        if (child->ToElement()) collect_leaves(*child->ToElement(), at, out);
    }
    const char* type = element.Attribute("type");
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (!in_entry || start == std::string::npos) return;
    text = text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
    std::erase(text, '\r');
    if (name == "admin" && type && std::string(type).starts_with("x-diglot")) return;
    const std::string category = type && name != "hi" ? type : name;
    // The word for the status is written as the picklist has it; what was read is compared as
    // concepts.
    if (category == "administrativeStatus") return;
    at.text = category + "=" + text;
    out.insert(std::move(at));
}

/// Every text in the entries with its data category, read without any of our own code.
inline Leaves leaves(const std::filesystem::path& path) {
    tinyxml2::XMLDocument document;
    EXPECT_EQ(document.LoadFile(path.c_str()), tinyxml2::XML_SUCCESS) << path;
    Leaves out;
    if (document.RootElement()) collect_leaves(*document.RootElement(), {}, out);
    return out;
}

}  // namespace diglot::test
