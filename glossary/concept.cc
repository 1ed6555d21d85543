#include "glossary/concept.h"

#include <algorithm>
#include <utility>

namespace diglot {
namespace {

std::string trimmed_lower(std::string_view word) {
    std::string out;
    for (char c : word)
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

void remove_suffix(std::string& word, std::string_view suffix) {
    if (word.size() > suffix.size() && word.ends_with(suffix))
        word.resize(word.size() - suffix.size());
}

bool is(const Markup& node, std::string_view element, std::string_view type) {
    if (node.element != element) return false;
    const std::string* has = node.attribute("type");
    return has && *has == type;
}

/// Whether `node` is the group that may hold `element` at its head: descripGrp for descrip.
bool is_group_of(const Markup& node, std::string_view element) {
    return node.element.size() == element.size() + 3 && node.element.starts_with(element) &&
           node.element.ends_with("Grp");
}

template <typename Node, typename Nodes>
Node* search(Nodes& annotations, std::string_view element, std::string_view type) {
    for (Node& node : annotations) {
        if (is(node, element, type)) return &node;
        if (!is_group_of(node, element)) continue;
        for (Node& child : node.children)
            if (is(child, element, type)) return &child;
    }
    return nullptr;
}

std::string text_of(const std::vector<Markup>& annotations, std::string_view element,
                    std::string_view type) {
    const Markup* found = find_annotation(annotations, element, type);
    return found ? found->all_text() : std::string();
}

void agree(std::string& field, std::vector<Markup>& annotations, std::string_view element,
           std::string_view type) {
    std::string said = text_of(annotations, element, type);
    if (field.empty())
        field = std::move(said);
    else if (field != said)
        set_annotation(annotations, element, type, field);
}

bool is_forbidding_note(const Markup& node) {
    return node.element == "note" && node.all_text() == "forbidden";
}

TermStatus status_of(const std::vector<Markup>& annotations) {
    for (const char* type : {"administrativeStatus", "normativeAuthorization"})
        if (const Markup* note = find_annotation(annotations, "termNote", type))
            if (auto status = parse_term_status(note->all_text())) {
                const bool worse =
                    *status == TermStatus::kDeprecated &&
                    std::any_of(annotations.begin(), annotations.end(), is_forbidding_note);
                return worse ? TermStatus::kForbidden : *status;
            }
    return TermStatus::kNone;
}

bool is_note(const Markup& node, std::string_view prefix) {
    return node.element == "note" && node.all_text().starts_with(prefix);
}

void agree_with_note(std::string& field, std::vector<Markup>& annotations,
                     std::string_view prefix) {
    const std::optional<std::string> said = find_note(annotations, prefix);
    if (field.empty())
        field = said.value_or("");
    else if (said != field)
        set_note(annotations, prefix, field);
}

void agree_with_note(bool& field, std::vector<Markup>& annotations, std::string_view note) {
    const std::optional<std::string> said = find_note(annotations, note);
    if (said && said->empty())
        field = true;
    else if (field)
        annotations.push_back(Markup::leaf("note", {}, note));
}

void agree_with_note(std::optional<Date>& field, std::vector<Markup>& annotations,
                     std::string_view prefix, DateEdge edge) {
    const std::optional<std::string> said = find_note(annotations, prefix);
    if (!field)
        field = said ? parse_date(*said, edge) : std::nullopt;
    else if (!said || parse_date(*said, edge) != field)
        set_note(annotations, prefix, to_string(*field));
}

void agree_on_case(Term& term) {
    const std::optional<std::string> said = find_note(term.annotations, kCaseNote);
    if (term.case_rule == CaseRule::kAuto)
        term.case_rule = said ? parse_case_rule(*said).value_or(CaseRule::kAuto) : CaseRule::kAuto;
    else if (said != to_string(term.case_rule))
        set_note(term.annotations, kCaseNote, to_string(term.case_rule));
}

void agree_on_contexts(Term& term) {
    std::vector<std::string> said;
    for (const Markup& node : term.annotations)
        if (is_note(node, kNotInNote)) said.push_back(node.all_text().substr(kNotInNote.size()));
    if (term.not_in.empty()) {
        term.not_in = std::move(said);
    } else if (said != term.not_in) {
        set_note(term.annotations, kNotInNote, std::nullopt);
        for (const std::string& text : term.not_in)
            term.annotations.push_back(Markup::leaf("note", {}, std::string(kNotInNote) + text));
    }
}

void complete_term(Term& term) {
    if (term.lang_spelling.empty()) term.lang_spelling = term.lang.text();
    TermStatus said = status_of(term.annotations);
    if (term.status == TermStatus::kNone)
        term.status = said;
    else if (term.status != said)
        set_status(term, term.status);
    agree(term.part_of_speech, term.annotations, "termNote", "partOfSpeech");
    agree(term.term_type, term.annotations, "termNote", "termType");
    agree(term.gender, term.annotations, "termNote", "grammaticalGender");
    agree(term.region, term.annotations, "termNote", "geographicalUsage");
    agree_with_note(term.valid_from, term.annotations, kValidFromNote, DateEdge::kFirst);
    agree_with_note(term.valid_until, term.annotations, kValidUntilNote, DateEdge::kLast);
    agree_on_case(term);
    agree_on_contexts(term);
}

void find_section(Concept& entry, Term& term) {
    auto& sections = entry.sections;
    if (term.section < sections.size() && sections[term.section].lang == term.lang) return;
    auto same = std::find_if(sections.begin(), sections.end(),
                             [&](const LanguageSection& s) { return s.lang == term.lang; });
    term.section = static_cast<std::size_t>(same - sections.begin());
    if (same == sections.end()) sections.push_back({term.lang, term.lang_spelling, {}, {}});
}

void agree_on_definition(Concept& entry) {
    std::vector<std::vector<Markup>*> places{&entry.annotations};
    for (LanguageSection& section : entry.sections) places.push_back(&section.annotations);
    for (Term& term : entry.terms) places.push_back(&term.annotations);
    for (std::vector<Markup>* place : places)
        if (find_annotation(*place, "descrip", "definition"))
            return agree(entry.definition, *place, "descrip", "definition");
    agree(entry.definition, entry.annotations, "descrip", "definition");
}

void look_for_date(const std::vector<Markup>& nodes, std::optional<Time>& latest) {
    for (const Markup& node : nodes) {
        if (node.element == "date")
            if (auto time = parse_loose_date(node.all_text()))
                if (!latest || *latest < *time) latest = time;
        look_for_date(node.children, latest);
    }
}

}  // namespace

const char* to_string(TermStatus status) {
    switch (status) {
        case TermStatus::kPreferred:
            return "preferred";
        case TermStatus::kAdmitted:
            return "admitted";
        case TermStatus::kDeprecated:
            return "deprecated";
        case TermStatus::kForbidden:
            return "forbidden";
        case TermStatus::kNone:
            break;
    }
    return "";
}

const char* to_string(CaseRule rule) {
    return rule == CaseRule::kAsWritten ? "as written" : rule == CaseRule::kAny ? "any" : "";
}

std::optional<CaseRule> parse_case_rule(std::string_view word) {
    const std::string plain = trimmed_lower(word);
    for (const char* name : {"aswritten", "as-written", "exact", "sensitive", "casesensitive",
                             "yes", "區分", "依原文"})
        if (plain == name) return CaseRule::kAsWritten;
    for (const char* name :
         {"any", "ignore", "insensitive", "caseinsensitive", "no", "不區分", "任意"})
        if (plain == name) return CaseRule::kAny;
    if (plain.empty() || plain == "auto") return CaseRule::kAuto;
    return std::nullopt;
}

const char* picklist_word(TermStatus status) {
    switch (status) {
        case TermStatus::kPreferred:
            return "preferredTerm-admn-sts";
        case TermStatus::kAdmitted:
            return "admittedTerm-admn-sts";
        case TermStatus::kDeprecated:
        case TermStatus::kForbidden:
            return "deprecatedTerm-admn-sts";
        case TermStatus::kNone:
            break;
    }
    return "";
}

std::optional<TermStatus> parse_term_status(std::string_view word) {
    static constexpr std::pair<std::string_view, TermStatus> kWords[] = {
        {"preferred", TermStatus::kPreferred},    {"standardized", TermStatus::kPreferred},
        {"standardised", TermStatus::kPreferred}, {"legal", TermStatus::kPreferred},
        {"regulated", TermStatus::kPreferred},    {"recommended", TermStatus::kPreferred},
        {"admitted", TermStatus::kAdmitted},      {"allowed", TermStatus::kAdmitted},
        {"approved", TermStatus::kAdmitted},      {"acceptable", TermStatus::kAdmitted},
        {"deprecated", TermStatus::kDeprecated},  {"superseded", TermStatus::kDeprecated},
        {"obsolete", TermStatus::kDeprecated},    {"notrecommended", TermStatus::kDeprecated},
        {"forbidden", TermStatus::kForbidden},    {"prohibited", TermStatus::kForbidden},
        {"blacklisted", TermStatus::kForbidden},  {"donotuse", TermStatus::kForbidden},
        {"首選", TermStatus::kPreferred},         {"首选", TermStatus::kPreferred},
        {"推薦", TermStatus::kPreferred},         {"推荐", TermStatus::kPreferred},
        {"建議", TermStatus::kPreferred},         {"建议", TermStatus::kPreferred},
        {"偏好", TermStatus::kPreferred},         {"優先", TermStatus::kPreferred},
        {"优先", TermStatus::kPreferred},         {"優選", TermStatus::kPreferred},
        {"优选", TermStatus::kPreferred},         {"標準", TermStatus::kPreferred},
        {"标准", TermStatus::kPreferred},         {"正式", TermStatus::kPreferred},
        {"允許", TermStatus::kAdmitted},          {"允许", TermStatus::kAdmitted},
        {"許可", TermStatus::kAdmitted},          {"许可", TermStatus::kAdmitted},
        {"可用", TermStatus::kAdmitted},          {"可接受", TermStatus::kAdmitted},
        {"容許", TermStatus::kAdmitted},          {"認可", TermStatus::kAdmitted},
        {"认可", TermStatus::kAdmitted},          {"已核准", TermStatus::kAdmitted},
        {"已核可", TermStatus::kAdmitted},        {"已批准", TermStatus::kAdmitted},
        {"核准", TermStatus::kAdmitted},          {"棄用", TermStatus::kDeprecated},
        {"弃用", TermStatus::kDeprecated},        {"停用", TermStatus::kDeprecated},
        {"淘汰", TermStatus::kDeprecated},        {"過時", TermStatus::kDeprecated},
        {"过时", TermStatus::kDeprecated},        {"舊稱", TermStatus::kDeprecated},
        {"旧称", TermStatus::kDeprecated},        {"不推薦", TermStatus::kDeprecated},
        {"不推荐", TermStatus::kDeprecated},      {"不建議", TermStatus::kDeprecated},
        {"不建议", TermStatus::kDeprecated},      {"不建議使用", TermStatus::kDeprecated},
        {"不建议使用", TermStatus::kDeprecated},  {"避免", TermStatus::kDeprecated},
        {"已棄用", TermStatus::kDeprecated},      {"已弃用", TermStatus::kDeprecated},
        {"禁用", TermStatus::kForbidden},         {"禁止", TermStatus::kForbidden},
        {"禁止使用", TermStatus::kForbidden},     {"不可用", TermStatus::kForbidden},
        {"不得使用", TermStatus::kForbidden},     {"勿用", TermStatus::kForbidden},
        {"禁用詞", TermStatus::kForbidden},       {"禁用词", TermStatus::kForbidden},
    };
    std::string plain = trimmed_lower(word);
    remove_suffix(plain, "-admn-sts");
    remove_suffix(plain, "term");
    for (const auto& [name, status] : kWords)
        if (plain == name) return status;
    return std::nullopt;
}

const Markup* find_annotation(const std::vector<Markup>& annotations, std::string_view element,
                              std::string_view type) {
    return search<const Markup>(annotations, element, type);
}

void set_annotation(std::vector<Markup>& annotations, std::string_view element,
                    std::string_view type, std::string_view text) {
    if (text.empty()) {
        std::erase_if(annotations, [&](const Markup& node) {
            return is(node, element, type) ||
                   (is_group_of(node, element) && !node.children.empty() &&
                    is(node.children.front(), element, type));
        });
    } else if (Markup* found = search<Markup>(annotations, element, type)) {
        found->children = {Markup::run(text)};
    } else {
        annotations.push_back(Markup::leaf(element, {{"type", std::string(type)}}, text));
    }
}

std::optional<std::string> find_note(const std::vector<Markup>& annotations,
                                     std::string_view prefix) {
    for (const Markup& node : annotations)
        if (is_note(node, prefix)) return node.all_text().substr(prefix.size());
    return std::nullopt;
}

void set_note(std::vector<Markup>& annotations, std::string_view prefix,
              const std::optional<std::string>& text) {
    if (!text) {
        std::erase_if(annotations, [&](const Markup& node) { return is_note(node, prefix); });
        return;
    }
    const std::string whole = std::string(prefix) + *text;
    const auto found = std::find_if(annotations.begin(), annotations.end(),
                                    [&](const Markup& node) { return is_note(node, prefix); });
    if (found != annotations.end())
        found->children = {Markup::run(whole)};
    else
        annotations.push_back(Markup::leaf("note", {}, whole));
}

bool is_valid_on(const Term& term, Date day) {
    return (!term.valid_from || *term.valid_from <= day) &&
           (!term.valid_until || day <= *term.valid_until);
}

void set_status(Term& term, TermStatus status) {
    term.status = status;
    std::erase_if(term.annotations, is_forbidding_note);
    set_annotation(term.annotations, "termNote", "normativeAuthorization", "");
    set_annotation(term.annotations, "termNote", "administrativeStatus", picklist_word(status));
    if (status == TermStatus::kForbidden)
        term.annotations.push_back(Markup::leaf("note", {}, "forbidden"));
}

void complete(Concept& entry) {
    for (LanguageSection& section : entry.sections)
        if (section.lang_spelling.empty()) section.lang_spelling = section.lang.text();
    for (Term& term : entry.terms) {
        complete_term(term);
        find_section(entry, term);
    }
    agree(entry.subject, entry.annotations, "descrip", "subjectField");
    agree_with_note(entry.kind, entry.annotations, kKindNote);
    agree_with_note(entry.do_not_translate, entry.annotations, kDoNotTranslateNote);
    agree_with_note(entry.first_mention, entry.annotations, kFirstMentionNote);
    agree_on_definition(entry);
    if (!entry.changed) entry.changed = latest_transaction(entry);
}

std::optional<Time> latest_transaction(const Concept& entry) {
    std::optional<Time> latest;
    look_for_date(entry.annotations, latest);
    for (const LanguageSection& section : entry.sections)
        look_for_date(section.annotations, latest);
    for (const Term& term : entry.terms) look_for_date(term.annotations, latest);
    return latest;
}

}  // namespace diglot
