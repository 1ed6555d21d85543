#include "importers/xliff_model.h"

#include <algorithm>
#include <array>

#include "importers/tmx_element_writer.h"

namespace diglot::xliff {
namespace {

template <typename List>
bool contains(const List& list, std::string_view value) {
    return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

// XLIFF 1.2, 2.3.
constexpr std::string_view kStates12[] = {"final",
                                          "needs-adaptation",
                                          "needs-l10n",
                                          "needs-review-adaptation",
                                          "needs-review-l10n",
                                          "needs-review-translation",
                                          "needs-translation",
                                          "new",
                                          "signed-off",
                                          "translated"};
constexpr std::string_view kQualifiers[] = {
    "exact-match",          "fuzzy-match",         "id-match",
    "leveraged-glossary",   "leveraged-inherited", "leveraged-mt",
    "leveraged-repository", "leveraged-tm",        "mt-suggestion",
    "rejected-grammar",     "rejected-inaccurate", "rejected-length",
    "rejected-spelling",    "tm-suggestion"};
// XLIFF 2.1, 4.3.1.25.
constexpr std::string_view kStates2[] = {"initial", "translated", "reviewed", "final"};

constexpr std::string_view kStateProps[] = {"x-xliff-state",          "x-xliff-state-qualifier",
                                            "x-xliff-approved",       "x-xliff-subState",
                                            "x-xliff-mq:status",      "x-xliff-m:confirmed",
                                            "x-xliff-m:trans-origin", "x-xliff-sdl:conf",
                                            "x-xliff-sdl:origin",     kReviewProp};

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// "mt", "NMT", "machine-trans", "MT!", "amt", "Machine Translation", "DeepL MT".
bool is_machine(std::string_view origin) {
    const std::string text = lower(origin);
    if (text.find("machine") != std::string::npos) return true;
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_letter(text[end])) ++end;
        const std::string_view word = std::string_view(text).substr(at, end - at);
        if (word == "mt" || word == "nmt" || word == "amt") return true;
        at = end + 1;
    }
    return false;
}

/// A person went over the translation another person made or confirmed.
bool is_reviewed(const std::vector<Markup>& a) {
    const std::string state = prop_value(a, kStateProp);
    const std::string conf = prop_value(a, "x-xliff-sdl:conf");
    const std::string memoq = prop_value(a, "x-xliff-mq:status");
    return prop_value(a, "x-xliff-approved") == "yes" || state == "final" ||
           state == "signed-off" || state == "reviewed" || conf == "ApprovedTranslation" ||
           conf == "ApprovedSignOff" || memoq == "Proofread" ||
           memoq.find("Reviewer") != std::string::npos ||
           prop_value(a, "x-xliff-m:confirmed") == "2";
}

/// A person stands for it, whatever it was made of.
bool is_confirmed(const std::vector<Markup>& a) {
    const std::string memoq = prop_value(a, "x-xliff-mq:status");
    return prop_value(a, "x-xliff-sdl:conf") == "Translated" || memoq == "ManuallyConfirmed" ||
           memoq == "ConfirmedTranslator" || prop_value(a, "x-xliff-m:confirmed") == "1";
}

bool is_from_machine(const std::vector<Markup>& a) {
    const std::string qualifier = prop_value(a, "x-xliff-state-qualifier");
    if (qualifier == "leveraged-mt" || qualifier == "mt-suggestion") return true;
    if (prop_value(a, "x-xliff-mq:status") == "MachineTranslated") return true;
    for (const char* type : {"x-xliff-m:trans-origin", "x-xliff-sdl:origin", "x-xliff-origin",
                             "x-xliff-m:origin", "x-xliff-okp:matchType", "x-xliff-subState"}) {
        if (is_machine(prop_value(a, type))) return true;
    }
    return find_prop(a, kAlternativeProp) != nullptr && is_machine(prop_value(a, kAlternativeProp));
}

bool is_unreviewed(const std::vector<Markup>& a) {
    static constexpr std::string_view kStates[] = {"new", "initial", "unreviewed", "rejected"};
    const std::string state = prop_value(a, kStateProp);
    if (contains(kStates, state) || state.starts_with("needs-")) return true;
    if (find_prop(a, kAlternativeProp) != nullptr) return true;
    if (prop_value(a, "x-xliff-state-qualifier").starts_with("rejected-")) return true;
    static constexpr std::string_view kConf[] = {"Draft", "RejectedTranslation", "RejectedSignOff"};
    if (contains(kConf, prop_value(a, "x-xliff-sdl:conf"))) return true;
    static constexpr std::string_view kMemoq[] = {"NotStarted", "Pretranslated", "PartiallyEdited",
                                                  "AssembledFromFragments", "Rejected"};
    return contains(kMemoq, prop_value(a, "x-xliff-mq:status")) ||
           prop_value(a, "x-xliff-m:confirmed") == "0";
}

}  // namespace

const Markup* find_prop(const std::vector<Markup>& annotations, std::string_view type) {
    for (const Markup& node : annotations) {
        const std::string* found = node.element == "prop" ? node.attribute("type") : nullptr;
        if (found != nullptr && *found == type) return &node;
    }
    return nullptr;
}

std::string prop_value(const std::vector<Markup>& annotations, std::string_view type) {
    const Markup* found = find_prop(annotations, type);
    return found == nullptr ? std::string() : found->all_text();
}

void add_prop(std::vector<Markup>& annotations, std::string_view type, std::string_view value) {
    if (!value.empty()) annotations.push_back(tmx::prop(std::string(type), value));
}

bool is_state_prop(const Markup& annotation) {
    const std::string* type = annotation.element == "prop" ? annotation.attribute("type") : nullptr;
    return type != nullptr && contains(kStateProps, *type);
}

std::string review_state(const std::vector<Markup>& annotations) {
    if (find_prop(annotations, kAlternativeProp) != nullptr)
        return is_from_machine(annotations) ? "machine" : "unreviewed";
    if (is_reviewed(annotations)) return "reviewed";
    if (is_confirmed(annotations)) return {};
    if (is_from_machine(annotations)) return "machine";
    return is_unreviewed(annotations) ? "unreviewed" : "";
}

bool is_not_begun(const std::vector<Markup>& annotations) {
    const std::string state = prop_value(annotations, kStateProp);
    return state == "new" || state == "needs-translation" || state == "initial" ||
           prop_value(annotations, "x-xliff-mq:status") == "NotStarted";
}

bool is_state(Version version, std::string_view value) {
    if (version == Version::k21) return contains(kStates2, value);
    return contains(kStates12, value) || (value.starts_with("x-") && value.size() > 2);
}

bool is_state_qualifier(std::string_view value) {
    return contains(kQualifiers, value) || (value.starts_with("x-") && value.size() > 2);
}

bool is_nmtoken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || c == ':';
    });
}

bool is_blank(const std::vector<Markup>& content) {
    return std::all_of(content.begin(), content.end(), [](const Markup& node) {
        if (!node.is_text()) return false;
        return node.text.find_first_not_of(" \t\r\n") == std::string::npos;
    });
}

}  // namespace diglot::xliff
