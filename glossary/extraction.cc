#include "glossary/extraction.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "core/spilled_array.h"
#include "glossary/candidate_matcher.h"
#include "glossary/extraction_corpus.h"
#include "glossary/term_candidates.h"
#include "glossary/term_pairing.h"

namespace diglot {
namespace {

constexpr double kUnpaired =
    0.2;  ///< What the score of a term without translation is multiplied by.
constexpr std::uint64_t kTokensAPlace = 5'000'000;
constexpr std::size_t kPlacesLookedAt = 200;  ///< Of each term, to see how it is written.
constexpr double kCommonForm = 0.15;          ///< A form of at least that share of the places.

std::uint32_t min_count_of(const ExtractionOptions& options, const ExtractionCorpus& corpus) {
    if (options.min_count) return std::max<std::uint32_t>(1, *options.min_count);
    return static_cast<std::uint32_t>(
        std::max<std::uint64_t>(3, corpus.token_count() / kTokensAPlace));
}

/// How a candidate is written, and where it is.
struct Sightings {
    std::map<std::string, std::size_t, std::less<>> forms;
    std::size_t places = 0;
    std::uint64_t texts = 0;
    std::vector<std::uint32_t> examples;  ///< Texts.

    /// With or without hyphens as most are; of the common forms the shortest, of these the
    /// commonest.
    std::string form() const {
        const std::string* best = nullptr;
        std::size_t best_count = 0;
        std::size_t hyphened = 0;
        const auto has_hyphen = [](const std::string& form) {
            return form.find('-') != std::string::npos;
        };
        for (const auto& [form, count] : forms) hyphened += has_hyphen(form) ? count : 0;
        for (const auto& [form, count] : forms) {
            if (static_cast<double>(count) < kCommonForm * static_cast<double>(places) ||
                has_hyphen(form) != (hyphened * 2 > places))
                continue;
            if (!best || form.size() < best->size() ||
                (form.size() == best->size() && count > best_count)) {
                best = &form;
                best_count = count;
            }
        }
        if (best) return *best;
        const auto commonest =
            std::max_element(forms.begin(), forms.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        return commonest == forms.end() ? std::string() : commonest->first;
    }
};

/// Looks the candidates up in every text.
std::vector<Sightings> sight(ExtractionCorpus& corpus, std::span<const TermCandidate> candidates) {
    std::vector<Sightings> all(candidates.size());
    const auto tokens = corpus.tokens();
    const CandidateMatcher matcher(tokens, candidates);
    std::vector<CandidatePlace> places;
    std::vector<std::uint32_t> last(candidates.size(), 0xFFFFFFFF);
    const auto texts = static_cast<std::uint32_t>(corpus.texts());
    for (std::uint32_t text = 0; text < texts; ++text) {
        const std::size_t start = corpus.start_of(text);
        const std::size_t end = text + 1 < texts ? corpus.start_of(text + 1) : tokens.size();
        matcher.find(tokens.subspan(start, end - start), places);
        for (const CandidatePlace& place : places) {
            Sightings& seen = all[place.candidate];
            if (last[place.candidate] != text) ++seen.texts;
            if (seen.places < kPlacesLookedAt) {
                const auto position = static_cast<std::uint32_t>(start + place.start);
                ++seen.forms[std::string(corpus.written(position, place.length))];
                ++seen.places;
            }
            // A text that is the term and nothing else shows little.
            if (seen.examples.size() < 2 && last[place.candidate] != text &&
                end - start > place.length + 2)
                seen.examples.push_back(text);
            last[place.candidate] = text;
        }
    }
    return all;
}

/// Bytes of the first place of the candidate in the text; an empty span if there is none.
std::pair<std::size_t, std::size_t> span_in(ExtractionCorpus& corpus, std::uint32_t text,
                                            const TermCandidate& candidate) {
    const auto tokens = corpus.tokens();
    const std::size_t start = corpus.start_of(text);
    const std::size_t end = text + 1 < corpus.texts() ? corpus.start_of(text + 1) : tokens.size();
    const auto wanted = tokens.subspan(candidate.position, candidate.length);
    const auto found = std::search(tokens.begin() + static_cast<std::ptrdiff_t>(start),
                                   tokens.begin() + static_cast<std::ptrdiff_t>(end),
                                   wanted.begin(), wanted.end());
    if (found == tokens.begin() + static_cast<std::ptrdiff_t>(end)) return {0, 0};
    return corpus.bytes_of(static_cast<std::uint32_t>(found - tokens.begin()), candidate.length);
}

/// A candidate with its translation, if it has one.
struct Ranked {
    std::uint32_t source = 0;
    std::optional<TermPair> pair;
    double score = 0;
};

/// The best, and what they are. Several may have one translation, which is there once.
struct Choice {
    std::vector<Ranked> ranked;
    std::vector<TermCandidate> sources;
    std::vector<TermCandidate> targets;
    std::vector<std::size_t> target_of;  ///< By ranked: index into targets; 0 for none.
};

}  // namespace

struct TermExtractor::State {
    ExtractionCorpus source;
    ExtractionCorpus target;
    bool bilingual;
    SpilledArray<std::int64_t> units;

    State(LanguageTag from, LanguageTag to)
        : source(std::move(from)), target(std::move(to)), bilingual(!target.lang().empty()) {}

    std::vector<TermCandidate> candidates(ExtractionCorpus& corpus, const char* step,
                                          const ExtractionOptions& options) {
        corpus.join_forms();
        CandidateOptions wanted;
        wanted.min_count = min_count_of(options, corpus);
        if (options.progress)
            wanted.progress = [&](double share) { options.progress(step, share); };
        return find_candidates(corpus, wanted);
    }

    bool is_known(const ExtractionOptions& options, const TermCandidate& candidate) {
        return options.is_known &&
               options.is_known(source.written(candidate.position, candidate.length));
    }

    /// By falling score.
    std::vector<Ranked> rank(const std::vector<TermCandidate>& sources,
                             const std::vector<TermPair>& pairs) const {
        std::vector<Ranked> ranked;
        ranked.reserve(sources.size());
        for (std::uint32_t i = 0; i < sources.size(); ++i)
            ranked.push_back({i, {}, sources[i].score * (bilingual ? kUnpaired : 1)});
        for (const TermPair& pair : pairs) {
            ranked[pair.source].pair = pair;
            ranked[pair.source].score = pair.score;
        }
        std::stable_sort(ranked.begin(), ranked.end(),
                         [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
        return ranked;
    }

    Choice choose(const ExtractionOptions& options) {
        const auto sources = candidates(source, "finding terms", options);
        std::vector<TermCandidate> targets;
        std::vector<TermPair> pairs;
        if (bilingual) {
            targets = candidates(target, "finding their translations", options);
            PairingOptions pairing;
            if (options.progress)
                pairing.progress = [&](double share) { options.progress("pairing", share); };
            pairs = pair_candidates(source, sources, target, targets, pairing);
        }
        Choice choice;
        std::map<std::uint32_t, std::size_t> numbers;  // By target: where it is in the choice.
        for (const Ranked& one : rank(sources, pairs)) {
            if (choice.ranked.size() == options.limit) break;
            if (is_known(options, sources[one.source])) continue;
            choice.ranked.push_back(one);
            choice.sources.push_back(sources[one.source]);
            std::size_t number = 0;
            if (one.pair) {
                number = numbers.try_emplace(one.pair->target, choice.targets.size()).first->second;
                if (number == choice.targets.size())
                    choice.targets.push_back(targets[one.pair->target]);
            }
            choice.target_of.push_back(number);
        }
        return choice;
    }

    ExtractionExample example(std::uint32_t text, const TermCandidate& term,
                              const TermCandidate* translation) {
        ExtractionExample example;
        example.unit = units.view()[text];
        example.text = source.text(text);
        std::tie(example.start, example.end) = span_in(source, text, term);
        if (!bilingual) return example;
        example.translation = target.text(text);
        if (translation)
            std::tie(example.translation_start, example.translation_end) =
                span_in(target, text, *translation);
        return example;
    }
};

TermExtractor::TermExtractor(LanguageTag source, LanguageTag target)
    : state_(std::make_unique<State>(std::move(source), std::move(target))) {}
TermExtractor::~TermExtractor() = default;

const LanguageTag& TermExtractor::source() const { return state_->source.lang(); }
const LanguageTag& TermExtractor::target() const { return state_->target.lang(); }
std::uint64_t TermExtractor::texts() const { return state_->source.texts(); }

void TermExtractor::add(std::string_view text, std::string_view translation, std::int64_t unit) {
    state_->source.add(text);
    if (state_->bilingual) state_->target.add(translation);
    state_->units.push_back(unit);
}

std::vector<ExtractedTerm> TermExtractor::extract(const ExtractionOptions& options) {
    const Choice choice = state_->choose(options);
    const std::vector<Sightings> seen = sight(state_->source, choice.sources);
    const std::vector<Sightings> translations_seen = sight(state_->target, choice.targets);
    std::vector<ExtractedTerm> terms;
    for (std::size_t i = 0; i < choice.sources.size(); ++i) {
        const TermCandidate& source = choice.sources[i];
        ExtractedTerm& term = terms.emplace_back();
        term.term = seen[i].form();
        term.score = choice.ranked[i].score;
        term.count = source.count;
        term.texts = seen[i].texts;
        term.quoted = source.quoted;
        term.latin = source.latin;
        std::vector<std::uint32_t> examples = seen[i].examples;
        const TermCandidate* translation = nullptr;
        if (const auto& pair = choice.ranked[i].pair) {
            translation = &choice.targets[choice.target_of[i]];
            term.translation = translations_seen[choice.target_of[i]].form();
            term.translation_texts = pair->target_texts;
            term.together = pair->together;
            term.association = pair->association;
            if (pair->links > 0) examples.assign(pair->examples, pair->examples + 2);
        }
        if (examples.empty()) examples.push_back(state_->source.text_of(source.position));
        examples.erase(std::unique(examples.begin(), examples.end()), examples.end());
        for (const std::uint32_t text : examples)
            term.examples.push_back(state_->example(text, source, translation));
    }
    return terms;
}

}  // namespace diglot
