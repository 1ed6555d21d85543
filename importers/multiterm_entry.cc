#include "importers/multiterm_entry.h"

#include <algorithm>
#include <string_view>

#include "importers/glossary_rows.h"
#include "importers/glossary_table_columns.h"
#include "importers/xml_stream.h"

namespace diglot {
namespace {

using tinyxml2::XMLElement;
using Odd = std::function<void(MultitermOddity)>;

/// What a field means in TBX. Termbases name their fields themselves; these are MultiTerm's
/// templates' names and what is common beside them.
struct Category {
    std::string_view name;  ///< In lower case, without spaces, "-" and "_".
    std::string_view element;
    std::string_view type;
};
constexpr Category kCategories[] = {
    {"definition", "descrip", "definition"},
    {"context", "descrip", "context"},
    {"example", "descrip", "context"},
    {"subject", "descrip", "subjectField"},
    {"subjectfield", "descrip", "subjectField"},
    {"domain", "descrip", "subjectField"},
    {"status", "termNote", "administrativeStatus"},
    {"termstatus", "termNote", "administrativeStatus"},
    {"usagestatus", "termNote", "administrativeStatus"},
    {"partofspeech", "termNote", "partOfSpeech"},
    {"pos", "termNote", "partOfSpeech"},
    {"gender", "termNote", "grammaticalGender"},
    {"number", "termNote", "grammaticalNumber"},
    {"type", "termNote", "termType"},
    {"termtype", "termNote", "termType"},
    {"region", "termNote", "geographicalUsage"},
    {"geographicalusage", "termNote", "geographicalUsage"},
    {"source", "admin", "source"},
    {"customer", "admin", "customerSubset"},
    {"client", "admin", "customerSubset"},
    {"project", "admin", "projectSubset"},
    {"note", "note", ""},
    {"notes", "note", ""},
    {"comment", "note", ""},
    {"remark", "note", ""},
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_named(const XMLElement& element, std::string_view name) {
    const std::string_view local = local_name(element.Name());
    return std::equal(local.begin(), local.end(), name.begin(), name.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

const XMLElement* child_named(const XMLElement& parent, std::string_view name) {
    for (const XMLElement* child = parent.FirstChildElement(); child;
         child = child->NextSiblingElement())
        if (is_named(*child, name)) return child;
    return nullptr;
}

std::string attribute(const XMLElement& element, std::string_view name) {
    for (const tinyxml2::XMLAttribute* a = element.FirstAttribute(); a; a = a->Next()) {
        const std::string_view has = local_name(a->Name());
        if (std::equal(has.begin(), has.end(), name.begin(), name.end(),
                       [](char x, char y) { return lower(x) == lower(y); }))
            return a->Value();
    }
    return {};
}

std::string squeezed(std::string_view name) {
    std::string out;
    for (const char c : name)
        if (c != ' ' && c != '-' && c != '_') out += lower(c);
    return out;
}

class EntryReader {
public:
    explicit EntryReader(const Odd& odd) : odd_(odd) {}

    std::optional<Concept> read(const XMLElement& element) {
        for (const XMLElement* child = element.FirstChildElement(); child;
             child = child->NextSiblingElement()) {
            if (is_named(*child, "concept"))
                entry_.external_id = trim_cell(to_markup(*child).all_text());
            else if (is_named(*child, "languageGrp")) {
                if (!read_language(*child)) return std::nullopt;
            } else {
                read_said(*child, false, entry_.annotations);
            }
        }
        if (entry_.terms.empty()) {
            odd_({"mtf.no-term", "an entry without terms is left out", element.GetLineNum()});
            return std::nullopt;
        }
        complete(entry_);
        return std::move(entry_);
    }

private:
    bool read_language(const XMLElement& group) {
        const XMLElement* language = child_named(group, "language");
        const std::string code = language ? attribute(*language, "lang") : "";
        const std::string name = language ? attribute(*language, "type") : "";
        LanguageSection section;
        section.lang_spelling = code.empty() ? name : code;
        if (const auto known = parse_language_name(section.lang_spelling))
            section.lang = *known;
        else
            section.lang = LanguageTag(section.lang_spelling);
        if (section.lang_spelling.empty()) {
            odd_({"mtf.no-language", "a <languageGrp> names no language; its entry is left out",
                  group.GetLineNum()});
            return false;
        }
        entry_.sections.push_back(section);
        const std::size_t index = entry_.sections.size() - 1;
        for (const XMLElement* child = group.FirstChildElement(); child;
             child = child->NextSiblingElement()) {
            if (is_named(*child, "termGrp"))
                read_term(*child, index);
            else if (!is_named(*child, "language"))
                read_said(*child, false, entry_.sections[index].annotations);
        }
        return true;
    }

    void read_term(const XMLElement& group, std::size_t section) {
        Term term;
        term.lang = entry_.sections[section].lang;
        term.lang_spelling = entry_.sections[section].lang_spelling;
        term.section = section;
        for (const XMLElement* child = group.FirstChildElement(); child;
             child = child->NextSiblingElement()) {
            if (is_named(*child, "term"))
                term.text = to_markup(*child).all_text();
            else
                read_said(*child, true, term.annotations);
        }
        if (term.text.empty())
            odd_({"mtf.empty-term", "a <termGrp> without a term is left out", group.GetLineNum()});
        else
            entry_.terms.push_back(std::move(term));
    }

    void read_said(const XMLElement& element, bool of_term, std::vector<Markup>& to) {
        if (is_named(element, "descripGrp"))
            read_description(element, of_term, to);
        else if (is_named(element, "transacGrp"))
            to.push_back(transaction(element));
        else if (is_named(element, "system"))
            add_note(attribute(element, "type"), to_markup(element).all_text(), to);
        else
            odd_({"mtf.unknown-element",
                  std::string("<") + element.Name() + "> is not known, and is left out",
                  element.GetLineNum()});
    }

    static void add_note(const std::string& name, const std::string& text,
                         std::vector<Markup>& to) {
        to.push_back(Markup::leaf("note", {}, name.empty() ? text : name + ": " + text));
    }

    /// What a field says, as TBX says it; a note where TBX has no name for it, or not there.
    Markup said(const XMLElement& descrip, bool of_term) {
        const std::string name = attribute(descrip, "type");
        const std::string text = to_markup(descrip).all_text();
        for (const tinyxml2::XMLAttribute* a = descrip.FirstAttribute(); a; a = a->Next())
            if (squeezed(a->Name()).ends_with("link"))
                odd_({"mtf.link", "a link of the field \"" + name + "\" is left out, its text kept",
                      descrip.GetLineNum()});
        if (descrip.FirstChildElement())
            odd_({"mtf.link", "a link in the field \"" + name + "\" is left out, its text kept",
                  descrip.GetLineNum()});
        const std::string key = squeezed(name);
        for (const Category& category : kCategories) {
            if (category.name != key || (category.element == "termNote" && !of_term)) continue;
            if (category.type.empty()) return Markup::leaf("note", {}, text);
            return Markup::leaf(category.element, {{"type", std::string(category.type)}}, text);
        }
        return Markup::leaf("note", {}, name + ": " + text);
    }

    void read_description(const XMLElement& group, bool of_term, std::vector<Markup>& to) {
        const XMLElement* descrip = child_named(group, "descrip");
        if (!descrip) return;
        Markup head = said(*descrip, of_term);
        if (trim_cell(head.all_text()).empty()) return;
        std::vector<Markup> beside;
        for (const XMLElement* child = group.FirstChildElement(); child;
             child = child->NextSiblingElement())
            if (child != descrip) read_said(*child, false, beside);
        if (beside.empty()) {
            to.push_back(std::move(head));
        } else if (head.element == "note") {
            to.push_back(std::move(head));
            for (Markup& node : beside) to.push_back(std::move(node));
        } else {
            const std::string name = head.element + "Grp";
            beside.insert(beside.begin(), std::move(head));
            to.push_back(Markup::node(name, {}, std::move(beside)));
        }
    }

    static Markup transaction(const XMLElement& group) {
        std::vector<Markup> children;
        if (const XMLElement* transac = child_named(group, "transac")) {
            children.push_back(Markup::leaf("transac", {{"type", "transactionType"}},
                                            attribute(*transac, "type")));
            const std::string person = to_markup(*transac).all_text();
            if (!person.empty())
                children.push_back(
                    Markup::leaf("transacNote", {{"type", "responsibility"}}, person));
        }
        if (const XMLElement* date = child_named(group, "date"))
            children.push_back(Markup::leaf("date", {}, to_markup(*date).all_text()));
        return Markup::node("transacGrp", {}, std::move(children));
    }

    const Odd& odd_;
    Concept entry_;
};

}  // namespace

std::optional<Concept> read_multiterm_entry(const XMLElement& element, const Odd& odd) {
    return EntryReader(odd).read(element);
}

}  // namespace diglot
