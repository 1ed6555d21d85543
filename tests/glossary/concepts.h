// Short ways to write concepts in tests.
#pragma once

#include <initializer_list>
#include <string>

#include "glossary/concept.h"

namespace diglot::test {

struct T {
    const char* lang;
    const char* text;
    TermStatus status = TermStatus::kNone;
};

inline Concept make_concept(const std::string& external_id, std::initializer_list<T> terms) {
    Concept entry;
    entry.external_id = external_id;
    for (const T& t : terms) {
        Term& term = entry.terms.emplace_back();
        term.lang = LanguageTag(t.lang);
        term.text = t.text;
        term.status = t.status;
    }
    return entry;
}

inline Markup definition(const std::string& text) {
    return Markup::leaf("descrip", {{"type", "definition"}}, text);
}

inline Markup note(const std::string& text) { return Markup::leaf("note", {}, text); }

}  // namespace diglot::test
