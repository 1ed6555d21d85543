#include "glossary/inflection.h"

#include <algorithm>
#include <array>
#include <utility>

namespace diglot {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Singular, plural.
constexpr Pair kIrregular[] = {
    {"analysis", "analyses"},
    {"axis", "axes"},
    {"basis", "bases"},
    {"child", "children"},
    {"crisis", "crises"},
    {"criterion", "criteria"},
    {"curriculum", "curricula"},
    {"datum", "data"},
    {"diagnosis", "diagnoses"},
    {"foot", "feet"},
    {"half", "halves"},
    {"hypothesis", "hypotheses"},
    {"index", "indices"},
    {"knife", "knives"},
    {"leaf", "leaves"},
    {"life", "lives"},
    {"man", "men"},
    {"matrix", "matrices"},
    {"medium", "media"},
    {"memorandum", "memoranda"},
    {"mouse", "mice"},
    {"nucleus", "nuclei"},
    {"parenthesis", "parentheses"},
    {"person", "people"},
    {"phenomenon", "phenomena"},
    {"quantum", "quanta"},
    {"radius", "radii"},
    {"shelf", "shelves"},
    {"spectrum", "spectra"},
    {"stimulus", "stimuli"},
    {"synthesis", "syntheses"},
    {"thesis", "theses"},
    {"tooth", "teeth"},
    {"vertex", "vertices"},
    {"wife", "wives"},
    {"wolf", "wolves"},
    {"woman", "women"},
    {"appendix", "appendices"},
    {"bacterium", "bacteria"},
    {"formula", "formulae"},
    {"alumnus", "alumni"},
    {"focus", "foci"},
};

/// British, American. Endings with a rule of their own (-ise, -isation, -our) are not here.
constexpr Pair kSpellings[] = {
    {"centre", "center"},
    {"metre", "meter"},
    {"litre", "liter"},
    {"fibre", "fiber"},
    {"theatre", "theater"},
    {"defence", "defense"},
    {"offence", "offense"},
    {"licence", "license"},
    {"programme", "program"},
    {"catalogue", "catalog"},
    {"dialogue", "dialog"},
    {"analogue", "analog"},
    {"grey", "gray"},
    {"aluminium", "aluminum"},
    {"cheque", "check"},
    {"storey", "story"},
    {"tyre", "tire"},
    {"judgement", "judgment"},
    {"fulfil", "fulfill"},
    {"enrol", "enroll"},
    {"modelling", "modeling"},
    {"modelled", "modeled"},
    {"labelling", "labeling"},
    {"labelled", "labeled"},
    {"travelling", "traveling"},
    {"signalling", "signaling"},
    {"fuelled", "fueled"},
    {"kilometre", "kilometer"},
    {"nanometre", "nanometer"},
    {"micrometre", "micrometer"},
    {"millimetre", "millimeter"},
    {"centimetre", "centimeter"},
    {"sulphur", "sulfur"},
    {"behaviour", "behavior"},
    {"colour", "color"},
    {"labour", "labor"},
    {"neighbour", "neighbor"},
    {"harbour", "harbor"},
    {"honour", "honor"},
    {"favour", "favor"},
    {"vapour", "vapor"},
    {"rumour", "rumor"},
    {"analyse", "analyze"},
    {"catalyse", "catalyze"},
    {"paediatric", "pediatric"},
    {"anaesthesia", "anesthesia"},
    {"artefact", "artifact"},
    {"mould", "mold"},
    {"plough", "plow"},
    {"skilful", "skillful"},
    {"adviser", "advisor"},
};

/// Words in -s that are no plurals, beyond what the endings -ss, -us, -is and -ics tell.
constexpr std::string_view kNoPlural[] = {
    "news",       "lens",         "gas",      "series", "species",  "means", "always", "perhaps",
    "towards",    "besides",      "chaos",    "alias",  "atlas",    "bias",  "canvas", "christmas",
    "sometimes",  "whereas",      "texas",    "kansas", "arkansas", "paris", "james",  "charles",
    "los",        "las",          "has",      "was",    "does",     "its",   "his",    "this",
    "yes",        "thus",         "plus",     "as",     "is",       "us",    "wales",  "athens",
    "brussels",   "naples",       "honduras", "cosmos", "pathos",   "ethos", "ours",   "hers",
    "afterwards", "headquarters",
};

/// Plurals that mean another thing than their singular, which is not found for them.
constexpr std::string_view kOwnPlural[] = {
    "securities", "customs",  "goods",   "damages", "arms",       "premises",     "proceeds",
    "minutes",    "savings",  "remains", "glasses", "spectacles", "surroundings", "outskirts",
    "valuables",  "earnings", "clothes", "thanks",  "belongings", "waters",
};
/// Those that no singular means by its plural either, though a verb may have the form.
constexpr std::string_view kNotOf[] = {"customs", "goods", "damages", "thanks", "clothes"};

template <std::size_t N>
bool has(const std::string_view (&words)[N], std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_plain(std::string_view word) {
    return word.size() >= 2 && std::all_of(word.begin(), word.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
           });
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool hisses(std::string_view word) {
    return word.ends_with("s") || word.ends_with("x") || word.ends_with("z") ||
           word.ends_with("ch") || word.ends_with("sh");
}

std::string without(std::string_view word, std::size_t last) {
    return std::string(word.substr(0, word.size() - last));
}

class Forms {
public:
    explicit Forms(std::string_view word) { add(std::string(word)); }

    void add(std::string form) {
        if (std::find(all_.begin(), all_.end(), form) == all_.end())
            all_.push_back(std::move(form));
    }
    std::vector<std::string> take() { return std::move(all_); }
    std::size_t size() const { return all_.size(); }
    const std::string& at(std::size_t i) const { return all_[i]; }

private:
    std::vector<std::string> all_;
};

bool ends_in_consonant_y(std::string_view word) {
    return word.size() > 2 && word.back() == 'y' && is_letter(word[word.size() - 2]) &&
           !is_vowel(word[word.size() - 2]);
}

void add_plurals(std::string_view word, const InflectionOptions& options, Forms& forms) {
    for (const auto& [singular, irregular] : kIrregular)
        if (word == singular) forms.add(std::string(irregular));
    const std::string plural = std::string(word) + "s";
    if (has(kNoPlural, plural) || (has(kNotOf, plural) && !options.verb && !options.part)) return;
    if (ends_in_consonant_y(word)) return forms.add(without(word, 1) + "ies");
    if (hisses(word)) return forms.add(std::string(word) + "es");
    if (word.ends_with("o")) forms.add(std::string(word) + "es");
    forms.add(plural);
}

void add_singulars(std::string_view word, const InflectionOptions& options, Forms& forms) {
    for (const auto& [singular, plural] : kIrregular)
        if (word == plural) forms.add(std::string(singular));
    if (word.size() < 4 || !word.ends_with("s")) return;
    for (const std::string_view ending : {"ss", "us", "is", "ics"})
        if (word.ends_with(ending)) return;
    if (has(kNoPlural, word) || (has(kOwnPlural, word) && !options.part)) return;
    if (word.ends_with("ies")) {
        if (word.size() > 4) forms.add(without(word, 3) + "y");
        return;
    }
    const std::string stem = without(word, 2);
    if (word.ends_with("es") && (hisses(stem) || stem.ends_with("o"))) forms.add(stem);
    forms.add(without(word, 1));
}

bool doubles(std::string_view word) {
    const std::size_t n = word.size();
    if (n < 3 || n > 5) return false;  // Longer ones are mostly stressed elsewhere.
    const char last = word[n - 1];
    return !is_vowel(last) && last != 'w' && last != 'x' && last != 'y' && is_vowel(word[n - 2]) &&
           !is_vowel(word[n - 3]);
}

void add_verb_forms(std::string_view word, Forms& forms) {
    const std::string whole(word);
    if (word.ends_with("ee")) {
        forms.add(whole + "d");
        forms.add(whole + "ing");
    } else if (word.ends_with("e")) {
        forms.add(whole + "d");
        forms.add(without(word, 1) + "ing");
    } else if (ends_in_consonant_y(word)) {
        forms.add(without(word, 1) + "ied");
        forms.add(whole + "ing");
    } else {
        if (doubles(word)) {
            forms.add(whole + whole.back() + "ed");
            forms.add(whole + whole.back() + "ing");
        }
        forms.add(whole + "ed");
        forms.add(whole + "ing");
    }
}

std::string replace_end(std::string_view word, std::string_view end, std::string_view by) {
    return std::string(word.substr(0, word.size() - end.size())) + std::string(by);
}

/// Endings of British spellings with those of American ones. Only in words long enough that the
/// ending is a suffix: not rise, wise.
constexpr Pair kEndings[] = {
    {"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"}, {"ised", "ized"},
    {"ise", "ize"},         {"ises", "izes"},         {"iser", "izer"},   {"isers", "izers"},
};
constexpr std::string_view kAlwaysS[] = {
    "ad",      "adv",    "comp",   "exerc",   "franch",   "superv",  "surpr",  "rev",
    "prom",    "prec",   "expert", "enterpr", "merchand", "televis", "improv", "compr",
    "desp",    "dev",    "no",     "pra",     "ra",       "cru",     "bru",    "appra",
    "concise", "conc",   "ot",     "parad",   "prem",     "treat",   "turqu",  "advert",
    "disgu",   "excise", "exc",    "likew",   "otherw",   "clockw"};

bool takes_ending(std::string_view word, std::string_view ending) {
    if (!word.ends_with(ending) || word.size() < ending.size() + 4) return false;
    const std::string_view stem = word.substr(0, word.size() - ending.size());
    return !has(kAlwaysS, stem);
}

/// The other spelling, from the column `from` to the column `to` of the tables; empty if there is
/// none.
std::string respell(std::string_view word, bool to_american) {
    const auto from = [&](const Pair& p) { return to_american ? p.first : p.second; };
    const auto to = [&](const Pair& p) { return to_american ? p.second : p.first; };
    for (const Pair& pair : kSpellings) {
        if (word == from(pair)) return std::string(to(pair));
        if (word.size() == from(pair).size() + 1 && word.ends_with("s") &&
            word.starts_with(from(pair)))
            return std::string(to(pair)) + "s";
    }
    for (const Pair& pair : kEndings)
        if (takes_ending(word, from(pair))) return replace_end(word, from(pair), to(pair));
    return {};
}

}  // namespace

namespace {

using AddForms = void (*)(std::string_view, const InflectionOptions&, Forms&);

void add_past_forms(std::string_view word, const InflectionOptions&, Forms& forms) {
    add_verb_forms(word, forms);
}

/// The forms that `add` makes of the word, the likeliest first; also those that only a word among
/// several has, for it is known already that they are meant.
std::vector<std::string> made_by(AddForms add, std::string_view word) {
    Forms forms(word);
    add(word, {.verb = false, .part = true}, forms);
    std::vector<std::string> all = forms.take();
    all.erase(all.begin());
    return all;
}

bool has_form(AddForms add, std::string_view word, const std::string& form) {
    const std::vector<std::string> forms = made_by(add, word);
    return std::find(forms.begin(), forms.end(), form) != forms.end();
}

/// Words in -o that take -es; most newer ones take -s: photos, ratios, videos.
constexpr std::string_view kPluralInOes[] = {"cargo",  "echo",   "embargo", "hero",
                                             "potato", "tomato", "torpedo", "veto"};

std::string plural_of(std::string_view word) {
    if (is_english_plural(word)) return std::string(word);
    const std::vector<std::string> plurals = made_by(add_plurals, word);
    if (plurals.empty()) return std::string(word);
    const bool plain_o =
        word.ends_with("o") &&
        std::find(std::begin(kPluralInOes), std::end(kPluralInOes), word) == std::end(kPluralInOes);
    return plain_o ? plurals.back() : plurals.front();
}

std::string singular_of(std::string_view word) {
    const std::vector<std::string> singulars = made_by(add_singulars, word);
    return singulars.empty() ? std::string(word) : singulars.front();
}

/// The verb's form with that ending: "ed" or "ing".
std::string verb_form(std::string_view word, std::string_view ending) {
    for (std::string& form : made_by(add_past_forms, word))
        if (form.ends_with(ending) || (ending == "ed" && form.ends_with("d"))) return form;
    return std::string(word);
}

}  // namespace

bool is_english_plural(std::string_view word) {
    return is_plain(word) && word.size() >= 3 && !made_by(add_singulars, word).empty();
}

std::optional<std::string> inflect_like(std::string_view word, std::string_view form,
                                        std::string_view other, const InflectionOptions& options) {
    const std::string wanted = american_spelling(form);
    const std::string from = american_spelling(word);
    if (wanted == from) return std::string(other);
    if (!is_plain(word) || !is_plain(other)) return std::nullopt;
    if (has_form(add_plurals, from, wanted) || has_form(add_plurals, word, std::string(form)))
        return options.verb ? made_by(add_plurals, other).front() : plural_of(other);
    if (has_form(add_singulars, from, wanted) || has_form(add_singulars, word, std::string(form)))
        return singular_of(other);
    if (options.verb && has_form(add_past_forms, from, wanted))
        return verb_form(other, wanted.ends_with("ing") ? "ing" : "ed");
    return std::nullopt;
}

std::string american_spelling(std::string_view word) {
    if (!is_plain(word)) return std::string(word);
    const std::string other = respell(word, true);
    return other.empty() ? std::string(word) : other;
}

std::vector<std::string> english_forms(std::string_view word, const InflectionOptions& options) {
    Forms forms(word);
    if (!is_plain(word)) return forms.take();
    add_plurals(word, options, forms);
    if (word.size() >= 3) add_singulars(word, options, forms);
    if (options.verb && word.size() >= 3) add_verb_forms(word, forms);
    for (std::size_t i = 0, count = forms.size(); i < count; ++i)
        for (const bool to_american : {true, false})
            if (std::string other = respell(forms.at(i), to_american); !other.empty())
                forms.add(std::move(other));
    return forms.take();
}

}  // namespace diglot
