#include "quality/term_rendering.h"

#include <algorithm>
#include <unordered_map>

#include <libstemmer.h>

#include "core/text/fold.h"
#include "glossary/inflection.h"
#include "quality/characters.h"

namespace diglot {

bool is_taken_up(std::string_view text, const std::vector<std::string>& terms) {
    constexpr std::string_view kBodies[] = {
        "administration", "agency",     "association", "authority",  "bank",       "bureau",
        "center",         "centre",     "commission",  "committee",  "company",    "corporation",
        "council",        "court",      "department",  "foundation", "government", "group",
        "institute",      "laboratory", "ministry",    "office",     "university", "yuan"};
    const std::string target = ' ' + fold_text(text) + ' ';
    for (const std::string& term : terms) {
        const std::string folded = fold_text(term);
        for (const std::string_view body : kBodies)
            if (folded.find(body) != folded.npos && folded.size() > body.size() &&
                target.find(" the " + std::string(body)) != target.npos)
                return true;
    }
    return false;
}

namespace {

/// Words that may be another one or missing in a term that is put otherwise.
bool is_particle(std::string_view word) {
    constexpr std::string_view kWords[] = {"a",  "an", "and", "at", "by", "for", "from",
                                           "in", "of", "on",  "or", "s",  "the", "to"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

/// Two words or more that all have capitals: a title or a name, which is said as it is.
bool is_title(std::string_view term) {
    const std::vector<Word> words = find_words(term);
    std::size_t capitals = 0, others = 0;
    for (const Word& word : words) {
        if (is_particle(term.substr(word.start, word.end - word.start))) continue;
        (is_upper(static_cast<unsigned char>(term[word.start])) ? capitals : others) += 1;
    }
    return capitals > 1 && others == 0;
}

/// "year on year": each of its words alone says something else.
bool says_a_word_twice(const std::vector<std::string>& stems) {
    for (auto one = stems.begin(); one != stems.end(); ++one)
        if (std::find(one + 1, stems.end(), *one) != stems.end()) return true;
    return false;
}

/// One who does: user, operator, and bodies such as an authority.
bool names_agent(std::string_view term) {
    const std::string folded = fold_text(term);
    for (const std::string_view ending : {"er", "or", "ers", "ors", "ee", "ees", "ity", "ities"})
        if (folded.ends_with(ending)) return true;
    return false;
}

/// The term in one of its forms, whatever its case: "authorities" for Authority.
bool has_plural(std::string_view target, std::string_view term) {
    const std::vector<Word> words = find_words(term);
    if (words.size() != 1) return false;
    const std::vector<std::string> forms = english_forms(fold_text(term));
    const std::string folded = fold_text(target);
    for (const Word& word : find_words(folded))
        if (std::find(forms.begin(), forms.end(),
                      folded.substr(word.start, word.end - word.start)) != forms.end())
            return true;
    return false;
}

}  // namespace

struct WordFamilies::Stemmer {
    Stemmer() : snowball(sb_stemmer_new("english", "UTF_8")) {}
    ~Stemmer() { sb_stemmer_delete(snowball); }
    Stemmer(const Stemmer&) = delete;
    Stemmer& operator=(const Stemmer&) = delete;

    std::string stem(std::string_view folded) const {
        const auto* result =
            sb_stemmer_stem(snowball, reinterpret_cast<const sb_symbol*>(folded.data()),
                            static_cast<int>(folded.size()));
        if (!result) return std::string(folded);
        return {reinterpret_cast<const char*>(result),
                static_cast<std::size_t>(sb_stemmer_length(snowball))};
    }

    /// Of the words of a text; of function words nothing where they are left out.
    std::vector<std::string> stems(std::string_view text, bool with_function_words) const {
        std::vector<std::string> found;
        const std::string folded = fold_text(text);
        for (const Word& word : find_words(folded)) {
            const auto letters = std::string_view(folded).substr(word.start, word.end - word.start);
            // Of energy-saving and operator's, each part.
            for (std::size_t at = 0; at < letters.size();) {
                const std::size_t end = std::min(letters.find_first_of("-'.&", at), letters.size());
                const std::string_view part = letters.substr(at, end - at);
                at = end + 1;
                if (part.empty() || (!with_function_words && is_particle(part))) continue;
                found.push_back(stem(part));
            }
        }
        return found;
    }

    /// Those of the last target are kept: it is asked about once for each term.
    const std::vector<std::string>& stems_of_target(std::string_view target) {
        if (target != last_target) {
            last_target = target;
            last_stems = stems(target, true);
        }
        return last_stems;
    }

    const std::vector<std::string>& stems_of_term(const std::string& term) {
        if (const auto known = terms.find(term); known != terms.end()) return known->second;
        if (terms.size() >= kMostTerms) terms.clear();
        return terms.emplace(term, stems(term, false)).first->second;
    }

    static constexpr std::size_t kMostTerms = 20000;
    sb_stemmer* snowball;
    std::string last_target;
    std::vector<std::string> last_stems;
    std::unordered_map<std::string, std::vector<std::string>> terms;
};

WordFamilies::WordFamilies() : stemmer_(std::make_unique<Stemmer>()) {}
WordFamilies::~WordFamilies() = default;

bool WordFamilies::has_any(std::string_view target, const std::vector<std::string>& terms) const {
    const std::vector<std::string>& there = stemmer_->stems_of_target(target);
    for (const std::string& term : terms) {
        const std::vector<std::string>& asked = stemmer_->stems_of_term(term);
        if (asked.empty() || is_title(term) || says_a_word_twice(asked)) continue;
        // An operator is not what operating is; its plural is.
        if (names_agent(term)) {
            if (has_plural(target, term)) return true;
            continue;
        }
        const std::size_t window = asked.size() + 3;
        for (std::size_t i = 0; i < there.size(); ++i) {
            // A window that begins with one of the words.
            if (std::find(asked.begin(), asked.end(), there[i]) == asked.end()) continue;
            const auto from = there.begin() + static_cast<std::ptrdiff_t>(i);
            const auto to =
                there.begin() + static_cast<std::ptrdiff_t>(std::min(i + window, there.size()));
            if (std::all_of(asked.begin(), asked.end(), [&](const std::string& word) {
                    return std::find(from, to, word) != to;
                }))
                return true;
        }
    }
    return false;
}

}  // namespace diglot
