#include "glossary/concept_pairs.h"

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "glossary/termbase_rows.h"

namespace diglot {
namespace {

using Indexes = std::vector<std::size_t>;

/// One glossary, looked up by id, by set of terms, by term.
struct Looked {
    explicit Looked(const std::vector<Concept>& given) : concepts(given) {
        for (std::size_t i = 0; i < concepts.size(); ++i) {
            const Concept& entry = concepts[i];
            if (!entry.external_id.empty()) by_id[entry.external_id].push_back(i);
            pairs.push_back(pairs_of(entry));
            by_pairs[pairs_key(entry, pairs.back())].push_back(i);
            for (const auto& [lang, text] : pairs.back()) by_term[lang + '\0' + text].push_back(i);
        }
    }

    static std::string key(const Term& term) { return term.lang.text() + '\0' + term.text; }

    const std::vector<Concept>& concepts;
    std::vector<TermPairs> pairs;
    std::unordered_map<std::string, Indexes> by_id;
    std::unordered_map<std::int64_t, Indexes> by_pairs;
    std::unordered_map<std::string, Indexes> by_term;
};

class Pairing {
public:
    Pairing(const std::vector<Concept>& a, const std::vector<Concept>& b)
        : a_(a), b_(b), found_(a.size()), taken_(b.size(), false) {}

    std::vector<std::optional<std::size_t>> pair() {
        by_id_and_term();
        if (versions_of_one_) by_id_alone();
        by_all_terms();
        by_first_term();
        return std::move(found_);
    }

private:
    void take(std::size_t a, std::size_t b) {
        found_[a] = b;
        taken_[b] = true;
    }

    void by_id_and_term() {
        std::size_t common = 0;
        std::size_t agreeing = 0;
        for (std::size_t i = 0; i < a_.concepts.size(); ++i) {
            const auto same = b_.by_id.find(a_.concepts[i].external_id);
            if (a_.concepts[i].external_id.empty() || same == b_.by_id.end()) continue;
            ++common;
            for (const std::size_t k : same->second) {
                if (taken_[k]) continue;
                const bool both_empty = a_.pairs[i].empty() && b_.pairs[k].empty();
                if (!both_empty && !share_a_term(a_.pairs[i], b_.pairs[k])) continue;
                take(i, k);
                ++agreeing;
                break;
            }
        }
        versions_of_one_ = agreeing * 2 > common;
    }

    void by_id_alone() {
        for (std::size_t i = 0; i < a_.concepts.size(); ++i) {
            const std::string& id = a_.concepts[i].external_id;
            const auto same = b_.by_id.find(id);
            if (found_[i] || id.empty() || same == b_.by_id.end()) continue;
            if (same->second.size() == 1 && a_.by_id.at(id).size() == 1 &&
                !taken_[same->second.front()])
                take(i, same->second.front());
        }
    }

    /// Ids of two programs say nothing of each other.
    bool ids_differ(std::size_t i, std::size_t k) const {
        const std::string& a = a_.concepts[i].external_id;
        const std::string& b = b_.concepts[k].external_id;
        return versions_of_one_ && !a.empty() && !b.empty() && a != b;
    }

    void by_all_terms() {
        for (std::size_t i = 0; i < a_.concepts.size(); ++i) {
            if (found_[i]) continue;
            const auto same = b_.by_pairs.find(pairs_key(a_.concepts[i], a_.pairs[i]));
            if (same == b_.by_pairs.end()) continue;
            for (const std::size_t k : same->second)
                if (!taken_[k] && a_.pairs[i] == b_.pairs[k] && !ids_differ(i, k)) {
                    take(i, k);
                    break;
                }
        }
    }

    /// The only concept without a partner that has the term, or nothing.
    std::optional<std::size_t> only(const Looked& in, const std::string& term, bool in_a) const {
        const auto all = in.by_term.find(term);
        std::optional<std::size_t> one;
        if (all == in.by_term.end()) return one;
        for (const std::size_t i : all->second) {
            if (in_a ? found_[i].has_value() : taken_[i]) continue;
            if (one) return std::nullopt;
            one = i;
        }
        return one;
    }

    /// The only concept of `there` that shares a term of `entry` in the language of its first, and
    /// whose term that is in `here` alone.
    std::optional<std::size_t> partner(const Concept& entry, bool entry_in_a) const {
        std::optional<std::size_t> one;
        for (const Term& term : entry.terms) {
            if (term.lang != entry.terms.front().lang) continue;
            const std::string key = Looked::key(term);
            const auto other = only(entry_in_a ? b_ : a_, key, !entry_in_a);
            if (!other || !only(entry_in_a ? a_ : b_, key, entry_in_a)) continue;
            if (one && one != other) return std::nullopt;
            one = other;
        }
        return one;
    }

    void by_first_term() {
        for (std::size_t i = 0; i < a_.concepts.size(); ++i) {
            if (found_[i]) continue;
            const auto k = partner(a_.concepts[i], true);
            if (k && !ids_differ(i, *k)) take(i, *k);
        }
        for (std::size_t k = 0; k < b_.concepts.size(); ++k) {
            if (taken_[k]) continue;
            const auto i = partner(b_.concepts[k], false);
            if (i && !ids_differ(*i, k)) take(*i, k);
        }
    }

    Looked a_;
    Looked b_;
    std::vector<std::optional<std::size_t>> found_;
    std::vector<bool> taken_;
    bool versions_of_one_ = false;
};

}  // namespace

std::vector<std::optional<std::size_t>> pair_concepts(const std::vector<Concept>& a,
                                                      const std::vector<Concept>& b) {
    return Pairing(a, b).pair();
}

}  // namespace diglot
