#include "importers/po_units.h"

#include <cstdio>

#include "importers/unit_pairs.h"

namespace diglot {
namespace {

constexpr const char* kContext = "x-context";
constexpr const char* kReference = "x-po-reference";
constexpr const char* kFlag = "x-po-flag";
constexpr const char* kObsolete = "x-po-obsolete";
constexpr const char* kPreviousContext = "x-po-previous-context";
constexpr const char* kPreviousSource = "x-po-previous-source";
constexpr const char* kPreviousPlural = "x-po-previous-plural";
constexpr const char* kForm = "x-po-form";
constexpr const char* kSingular = "x-po-singular";
constexpr const char* kPlural = "x-po-plural";
constexpr const char* kState = "x-diglot-state";

void add(Unit& unit, const char* type, const std::string& text) {
    unit.annotations.push_back(Markup::leaf("prop", {{"type", type}}, text));
}

void add(Unit& unit, const char* type, const std::optional<std::string>& text) {
    if (text) add(unit, type, *text);
}

std::string without_last_line_end(std::string text) {
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

Unit make_unit(const PoMessage& message, const PoLanguages& languages, const std::string& source,
               const std::string& target) {
    Unit unit;
    unit.source = 0;
    unit.variants.resize(2);
    unit.variants[0].lang = languages.source;
    unit.variants[0].lang_spelling = languages.source_spelling;
    unit.variants[0].segment = Segment(source);
    unit.variants[1].lang = languages.target;
    unit.variants[1].lang_spelling = languages.target_spelling;
    unit.variants[1].segment = Segment(target);
    if (!message.comments.empty())
        unit.variants[1].annotations.push_back(
            Markup::leaf("note", {}, without_last_line_end(message.comments)));
    if (!message.extracted_comments.empty())
        unit.annotations.push_back(
            Markup::leaf("note", {}, without_last_line_end(message.extracted_comments)));
    add(unit, kContext, message.context);
    for (const std::string& reference : message.references) add(unit, kReference, reference);
    for (const std::string& flag : message.flags) add(unit, kFlag, flag);
    if (message.obsolete) add(unit, kObsolete, std::string("yes"));
    add(unit, kPreviousContext, message.previous_context);
    add(unit, kPreviousSource, message.previous_source);
    add(unit, kPreviousPlural, message.previous_plural);
    if (message.fuzzy) add(unit, kState, std::string("unreviewed"));
    return unit;
}

Unit make_form(const PoMessage& message, const PoLanguages& languages, bool is_plural,
               std::size_t index) {
    Unit unit = make_unit(message, languages, is_plural ? *message.plural : message.source,
                          message.translations[index]);
    add(unit, kForm,
        (is_plural ? "plural " : "singular ") + std::to_string(index) + "/" +
            std::to_string(message.translations.size()));
    add(unit, is_plural ? kSingular : kPlural, is_plural ? message.source : *message.plural);
    return unit;
}

void append_line(std::string& to, const std::string& text) {
    to += text;
    to += '\n';
}

}  // namespace

std::vector<Unit> units_of(const PoMessage& message, const PoLanguages& languages) {
    std::vector<Unit> units;
    const std::vector<std::string>& texts = message.translations;
    if (!message.plural) {
        if (!texts.empty() && !texts.front().empty())
            units.push_back(make_unit(message, languages, message.source, texts.front()));
        return units;
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i].empty()) continue;
        if (i == 0) units.push_back(make_form(message, languages, false, i));
        const bool also_plural = texts.size() == 1 && *message.plural != message.source;
        if (i > 0 || also_plural) units.push_back(make_form(message, languages, true, i));
    }
    return units;
}

std::optional<PoForm> form_of(const Unit& unit) {
    const std::optional<std::string> text = unit.property(kForm);
    if (!text) return std::nullopt;
    char kind[16];
    PoForm form;
    if (std::sscanf(text->c_str(), "%15s %zu/%zu", kind, &form.index, &form.count) != 3 ||
        form.index >= form.count)
        return std::nullopt;
    form.is_plural = std::string_view(kind) == "plural";
    const auto other = unit.property(form.is_plural ? kSingular : kPlural);
    if (!other) return std::nullopt;
    form.other = *other;
    return form;
}

PoMessage message_of(const Unit& unit, const Variant& source, const Variant& target,
                     LossCounter& losses) {
    PoMessage message;
    message.source = text_with_codes(source.segment, losses);
    message.translations.push_back(text_with_codes(target.segment, losses));
    message.context = unit.property(kContext);
    message.previous_context = unit.property(kPreviousContext);
    message.previous_source = unit.property(kPreviousSource);
    message.previous_plural = unit.property(kPreviousPlural);
    message.obsolete = unit.property(kObsolete).has_value();
    const std::string state = unit.property(kState).value_or("");
    message.fuzzy = !state.empty() && state != "reviewed";
    if (!state.empty() && state != "unreviewed")
        losses.add("state " + state + (message.fuzzy ? ", written as fuzzy" : ""));
    for (const Markup& node : unit.annotations) {
        const std::string* type = node.attribute("type");
        if (node.element == "note") append_line(message.extracted_comments, node.all_text());
        if (type && *type == kReference) message.references.push_back(node.all_text());
        if (type && *type == kFlag) message.flags.push_back(node.all_text());
    }
    for (const Markup& node : target.annotations)
        if (node.element == "note") append_line(message.comments, node.all_text());
    static constexpr std::string_view kCarried[] = {
        "note",          kContext,        kReference, kFlag,  kObsolete, kPreviousContext,
        kPreviousSource, kPreviousPlural, kForm,      kState, kSingular, kPlural};
    count_unsaid(unit, source, target, kCarried, losses);
    return message;
}

}  // namespace diglot
