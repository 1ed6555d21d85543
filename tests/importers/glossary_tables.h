// What the tests of glossaries in tables share.
#pragma once

#include <string>
#include <vector>

#include "importers/table.h"
#include "tests/importers/tbx_files.h"

namespace diglot::test {

inline Collected read_bytes(ByteSource& bytes, const std::string& name,
                            const ReadOptions& options) {
    Collected found;
    TextSource text(bytes);
    const auto summary = read_table(text, name, options, found);
    if (summary)
        found.summary = summary.value();
    else
        found.error = summary.error().message;
    return found;
}

inline Collected read_text(const std::string& text, const std::string& name,
                           const char* source = "", const char* target = "") {
    const auto bytes = open_memory(text);
    ReadOptions options;
    options.source = LanguageTag(source);
    options.target = LanguageTag(target);
    return read_bytes(*bytes, name, options);
}

/// "lang:term lang:term" of each concept.
inline std::vector<std::string> terms(const Collected& found) {
    std::vector<std::string> out;
    for (const Concept& entry : found.concepts) {
        std::string line;
        for (const Term& term : entry.terms)
            line += (line.empty() ? "" : " ") + term.lang.text() + ":" + term.text;
        out.push_back(line);
    }
    return out;
}

inline std::string note_of(const std::vector<Markup>& annotations) {
    std::string all;
    for (const Markup& node : annotations)
        if (node.element == "note") all += (all.empty() ? "" : "|") + node.all_text();
    return all;
}

}  // namespace diglot::test
