// One pass over a text with one or two automata: which terms stand where.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "glossary/han_boundaries.h"
#include "glossary/recognition.h"
#include "glossary/term_automaton.h"

namespace diglot {

/// What a scan works on. The automata must outlive it.
struct ScanSet {
    const TermAutomaton* automaton = nullptr;
    const std::unordered_set<std::int64_t>* stale =
        nullptr;  ///< Concepts whose leaves do not count.
};

/// Keeps its buffers and what it has learnt of words from one text to the next. One thread.
class TermScanner {
public:
    using Report = std::function<void(const TermAutomaton&, const TermHit&)>;

    void scan(const std::vector<ScanSet>& sets, std::string_view text,
              const RecognizeOptions& options, const Report& report);

private:
    struct Hit {
        std::uint32_t start = 0;  ///< Tokens of the block.
        std::uint32_t end = 0;
        std::uint32_t set = 0;
        TermAutomaton::State output = TermAutomaton::kRoot;
    };
    struct Candidate {
        const TermLeaf* leaf;
        std::uint32_t set;
        bool inflected;
    };
    struct Exclusion {
        std::uint32_t start, end;
        std::int64_t concept_id;
        std::uint32_t term;
    };

    void find_addresses();
    bool lies_in_address(const Hit& hit) const;
    bool names_markup(const Hit& hit) const;
    void collect(std::size_t set, TermAutomaton::State state);
    void finish_block(const Report& report);
    void collect_exclusions();
    void accept(const Hit& hit);
    bool holds(const TermAutomaton& automaton, const TermLeaf& leaf, const Hit& hit,
               bool& inflected);
    bool words_fit(const TermAutomaton& automaton, const TermLeaf& leaf, const Hit& hit,
                   bool& inflected);
    bool gaps_fit(const TermAutomaton& automaton, const TermLeaf& leaf, const Hit& hit) const;
    bool is_plain(const Hit& hit) const;
    bool edges_fit(const Hit& hit) const;
    bool case_fits(const TermAutomaton& automaton, const TermLeaf& leaf, const Hit& hit,
                   bool inflected) const;
    bool is_excluded(const TermLeaf& leaf, const Hit& hit) const;
    int preference(const Candidate& candidate, std::string_view matched) const;
    std::string_view slice(const Hit& hit) const;

    const std::vector<ScanSet>* sets_ = nullptr;
    const RecognizeOptions* options_ = nullptr;
    std::string_view text_;
    std::vector<TermToken> tokens_;  ///< Of the block: since every automaton was at its root.
    std::vector<Hit> hits_;
    std::vector<Candidate> candidates_;
    std::vector<Exclusion> exclusions_;
    std::vector<std::pair<std::size_t, std::size_t>> addresses_;  ///< Of the web, in the text.
    std::vector<std::vector<LanguageFit>> fits_;  ///< By set and number of language.
    HanBoundaries boundaries_;
    std::unordered_map<std::uint64_t, bool> forms_;  ///< Pairs of words known to be forms, or not.
};

}  // namespace diglot
