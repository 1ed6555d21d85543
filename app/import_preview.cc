#include "app/import_preview.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace diglot {
namespace {

/// TBX's names of data categories, as people call them.
constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"subjectField", "subject"},
    {"partOfSpeech", "part of speech"},
    {"termType", "term type"},
    {"grammaticalGender", "gender"},
    {"geographicalUsage", "region"},
    {"externalCrossReference", "link"},
    {"descrip", "description"},
    {"admin", "administration"},
    {"xref", "link"},
};

std::string in_words(const Markup& node) {
    const Markup& head =
        node.attribute("type") || node.children.empty() ? node : node.children.front();
    const std::string* type = head.attribute("type");
    std::string name = type ? *type : node.element;
    const std::string text = node.all_text();
    if (name == "administrativeStatus" || name == "normativeAuthorization") {
        const auto status = parse_term_status(text);
        return status ? std::string("status ") + to_string(*status) : "status \"" + text + "\"";
    }
    for (const auto& [known, word] : kNames)
        if (name == known) name = word;
    return name + " \"" + text + "\"";
}

void compare(const std::string& of, const std::vector<Markup>& before,
             const std::vector<Markup>& after, std::vector<std::string>& changes) {
    for (const Markup& node : before)
        if (std::find(after.begin(), after.end(), node) == after.end())
            changes.push_back("- " + of + in_words(node));
    for (const Markup& node : after)
        if (std::find(before.begin(), before.end(), node) == before.end())
            changes.push_back("+ " + of + in_words(node));
}

/// On one line, and no longer than so many characters.
std::string excerpt(const std::string& text) {
    constexpr std::size_t kMost = 60;
    std::string out;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = next_code_point(text, at);
        if (++count > kMost) return out + "…";
        if (c == '\n' || c == '\r' || c == '\t')
            out += ' ';
        else
            out += text.substr(start, at - start);
    }
    return out;
}

}  // namespace

std::string terms_of(const Concept& entry) {
    std::string text;
    for (const Term& term : entry.terms)
        text += (text.empty() ? "" : "; ") + term.lang.text() + " " + term.text;
    return text;
}

std::vector<std::string> changes_between(const Concept& before, const Concept& after) {
    std::vector<std::string> changes;
    compare("", before.annotations, after.annotations, changes);
    for (const LanguageSection& section : after.sections)
        for (const LanguageSection& old : before.sections)
            if (old.lang == section.lang)
                compare(section.lang.text() + ": ", old.annotations, section.annotations, changes);
    for (const Term& term : after.terms) {
        const auto old = std::find_if(before.terms.begin(), before.terms.end(), [&](const Term& t) {
            return t.lang == term.lang && t.text == term.text;
        });
        const std::string name = term.lang.text() + " " + term.text;
        if (old == before.terms.end())
            changes.push_back("+ " + name);
        else
            compare(name + ": ", old->annotations, term.annotations, changes);
    }
    if (changes.empty()) changes.push_back("~ the same terms, spelled or marked up otherwise");
    return changes;
}

UnitPreview preview_of(const Unit& unit, Added action, Position at) {
    UnitPreview preview;
    preview.action = action;
    preview.at = at;
    const Variant& source = unit.source_variant();
    preview.text = source.lang.text() + " " + excerpt(source.segment.text);
    for (const Variant& variant : unit.variants)
        if (&variant != &source)
            preview.text += " → " + variant.lang.text() + " " + excerpt(variant.segment.text);
    return preview;
}

}  // namespace diglot
