#include "importers/multiterm_reader.h"

#include "importers/multiterm_entry.h"

namespace diglot {
namespace {

/// Each name as the schema has it, and as it is met beside that: "ConceptGrp", "CONCEPTGRP".
std::vector<std::string> in_any_case(std::initializer_list<const char*> names) {
    std::vector<std::string> all;
    for (const std::string name : names) {
        std::string title = name, upper = name, lower = name;
        for (std::size_t i = 0; i < name.size(); ++i) {
            const char c = name[i];
            upper[i] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        title[0] = upper[0];
        all.insert(all.end(), {name, title, upper, lower});
    }
    return all;
}

}  // namespace

Result<ReadSummary> read_multiterm(XmlStream& xml, const ReadOptions&, Sink& sink) {
    ReadSummary summary;
    summary.format = "MultiTerm XML";
    summary.encoding = xml.encoding().name;
    XmlOutline outline;
    outline.fragments = in_any_case({"conceptGrp"});
    outline.content = in_any_case({"term", "descrip"});
    xml.set_outline(std::move(outline));
    while (true) {
        const Result<const XmlFragment*> next = xml.next();
        if (!next) return next.error();
        if (!*next) break;
        const XmlFragment& fragment = **next;
        // The last thing said of an entry left out is why it is.
        std::vector<MultitermOddity> oddities;
        auto entry = read_multiterm_entry(*fragment.element, [&](MultitermOddity oddity) {
            oddities.push_back(std::move(oddity));
        });
        for (std::size_t i = 0; i < oddities.size(); ++i) {
            const bool fatal = !entry && i + 1 == oddities.size();
            Diagnostic diagnostic = xml.diagnostic(fatal ? Severity::kError : Severity::kWarning,
                                                   oddities[i].code, oddities[i].message);
            if (oddities[i].line > 1) {
                diagnostic.position = {
                    fragment.position.line + static_cast<std::size_t>(oddities[i].line) - 1, 0};
                diagnostic.excerpt.clear();
            }
            sink.report(std::move(diagnostic));
        }
        if (!entry) {
            ++summary.skipped;
            continue;
        }
        ++summary.concepts;
        sink.add(std::move(*entry), fragment.position);
    }
    summary.skipped += xml.skipped();
    return summary;
}

}  // namespace diglot
