// What the tests of documents share: blocks as one string, and a document written with other text.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "importers/document.h"

namespace diglot {

/// "a <1>b</1> c<2/>": codes by their numbers; <2( and )2> for halves of pairs.
inline std::string shown(const std::vector<Markup>& content) {
    std::string out;
    for (const Markup& node : content) {
        const auto value = [&](const char* name) {
            const std::string* found = node.attribute(name);
            return found ? *found : std::string("?");
        };
        if (node.is_text())
            out += node.text;
        else if (node.element == "bpt")
            out += "<" + value("i") + ">";
        else if (node.element == "ept")
            out += "</" + value("i") + ">";
        else if (node.element == "ph")
            out += "<" + value("x") + "/>";
        else
            out += value("pos") == "begin" ? "<" + value("x") + "(" : ")" + value("x") + ">";
    }
    return out;
}

/// A line a block: "kind: text".
inline std::string shown(const Document& document) {
    std::string out;
    for (const DocumentBlock& block : document.blocks()) {
        out += block.kind;
        if (block.level > 0) out += std::to_string(block.level);
        out += (block.translatable ? ": " : " (not translated): ") + shown(block.content) + "\n";
    }
    return out;
}

inline std::vector<std::vector<Markup>> contents_of(const Document& document) {
    std::vector<std::vector<Markup>> contents;
    for (const DocumentBlock& block : document.blocks()) contents.push_back(block.content);
    return contents;
}

inline std::unique_ptr<Document> parse(const std::string& bytes, const std::string& file,
                                       const DocumentOptions& options = {}) {
    auto document = parse_document(bytes, file, options);
    if (!document) {
        ADD_FAILURE() << to_string(document.error());
        return nullptr;
    }
    return std::move(document).value();
}

inline std::string parse_error(const std::string& bytes, const std::string& file,
                               const DocumentOptions& options = {}) {
    const auto document = parse_document(bytes, file, options);
    return document ? "no error" : document.error().code + ": " + to_string(document.error());
}

inline std::string unchanged(const Document& document) {
    std::vector<Loss> losses;
    const std::string out = document.render(contents_of(document), losses);
    EXPECT_TRUE(losses.empty());
    return out;
}

/// With `change` done to every run of text.
inline std::string changed(const Document& document,
                           const std::function<std::string(const std::string&)>& change,
                           std::vector<Loss>* losses = nullptr) {
    auto contents = contents_of(document);
    for (auto& content : contents) {
        for (Markup& node : content) {
            if (node.is_text()) node.text = change(node.text);
        }
    }
    std::vector<Loss> lost;
    std::string out = document.render(contents, lost);
    if (losses) *losses = lost;
    return out;
}

/// Leaves a document and the same with other text in the folder that $DIGLOT_KEEP_DOCUMENTS names,
/// for tests/tools/documents.py to open in LibreOffice.
inline void keep(const std::string& what, const std::string& suffix, const std::string& before,
                 const std::string& after) {
    const char* folder = std::getenv("DIGLOT_KEEP_DOCUMENTS");
    if (folder == nullptr) return;
    std::string name = what;
    std::replace(name.begin(), name.end(), ' ', '-');
    for (const auto& [place, bytes] : {std::pair("before", &before), std::pair("after", &after)})
        std::ofstream(std::string(folder) + "/" + name + "." + place + suffix, std::ios::binary)
            << *bytes;
}

/// ASCII letters as capitals, so that it is plain where text is and where markup.
inline std::string upper(const std::string& text) {
    std::string out = text;
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

}  // namespace diglot
