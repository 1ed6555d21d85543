#include "tm/match_collector.h"

#include <algorithm>
#include <stdexcept>

#include "core/text/utf8.h"
#include "tm/numbers.h"
#include "tm/score_distance.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

constexpr Score kBestScore{10200};       ///< Both neighbours are the same, too.
constexpr Score kBestOfDifferent{9999};  ///< Of a text that is not the same.

std::vector<std::uint64_t> characters_of(std::string_view text) {
    const std::u32string points = to_code_points(text);
    return {points.begin(), points.end()};
}

/// Whether another region or script stands where `wanted` was asked for.
bool is_variant(const LanguageTag& found, const LanguageTag& wanted) {
    return !wanted.empty() && found.fit(wanted) == LanguageFit::kVariant;
}

/// Indices of the variants that can be the target, in the unit's order.
std::vector<std::size_t> targets_of(const Unit& unit, std::size_t source,
                                    const LanguageTag& target) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& variant = unit.variants[i];
        if (i == source || variant.segment.text.empty()) continue;
        if (!target.empty() && variant.lang.fit(target) == LanguageFit::kOther) continue;
        result.push_back(i);
        if (target.empty()) break;
    }
    return result;
}

}  // namespace

MatchCollector::MatchCollector(const MatchQuery& query, const MatchOptions& options,
                               const MatchSource& source)
    : query_(query),
      options_(options),
      source_(source),
      profile_(query.segment),
      characters_(characters_of(query.segment.text)) {
    if (options.limit == 0) throw std::logic_error("match: limit is 0");
}

Score MatchCollector::bar() const {
    Score bar = options_.min;
    if (best_.size() == options_.limit) bar = std::max(bar, best_.back().match.score);
    return std::clamp(bar, Score{1}, kFullScore);
}

bool MatchCollector::can_enter(Score score, Score raw) const {
    if (score < options_.min) return false;
    if (best_.size() < options_.limit) return true;
    const Match& last = best_.back().match;
    return score > last.score || (score == last.score && raw >= last.raw_score);
}

void MatchCollector::offer(const SourceRow& row, std::size_t tokens, std::size_t distance) {
    // Tokens of one value and different texts could only lie further apart.
    const Score raw = similarity(distance, std::max(values().size(), tokens));
    if (raw < bar()) return;
    const bool same_text = row.text == query_.segment.text;
    const Score possible = same_text ? kBestScore : std::min(raw, kBestOfDifferent);
    if (can_enter(possible, raw)) offer(row);
}

void MatchCollector::offer(const SourceRow& row) {
    Segment segment(row.text);
    if (!row.markup.empty()) segment.content = parse_jsonml(row.markup);
    offer(row, SegmentProfile(std::move(segment)));
}

void MatchCollector::offer(const SourceRow& row, const SegmentProfile& profile) {
    const TextComparison text = compare(profile_, profile, options_.penalties, bar());
    if (text.raw < bar()) return;
    // The best that languages and unit leave possible; neighbours count only on top of 100 %.
    const Score possible =
        text.same ? kBestScore : Score{std::max(0, text.raw.basis_points - total(text.penalties))};
    if (can_enter(possible, text.raw) && !loses_tie(row.text, possible, text.raw))
        offer_unit(row, text);
}

bool MatchCollector::loses_tie(std::string_view text, Score possible, Score raw) {
    if (best_.size() < options_.limit) return false;
    const Candidate& last = best_.back();
    if (possible != last.match.score || raw != last.match.raw_score) return false;
    const std::size_t most = characters_apart(last);
    if (!pattern_) pattern_.emplace(characters_);
    return !pattern_->distance(characters_of(text), most);
}

void MatchCollector::offer_unit(const SourceRow& row, const TextComparison& text) {
    std::optional<Unit> unit = source_.find(row.unit);
    if (!unit || row.variant >= unit->variants.size() || is_out_of_use(*unit)) return;
    const std::vector<std::size_t> targets = targets_of(*unit, row.variant, options_.target);
    for (const std::size_t target : targets) {
        auto candidate = score_target(*unit, row.variant, target, text);
        if (!candidate) continue;
        if (target == targets.back())
            candidate->match.unit = std::move(*unit);
        else
            candidate->match.unit = *unit;
        enter(std::move(*candidate));
    }
}

std::optional<MatchCollector::Candidate> MatchCollector::score_target(
    const Unit& unit, std::size_t source, std::size_t target, const TextComparison& text) const {
    Candidate result;
    Match& match = result.match;
    match.source = source;
    match.target = target;
    match.raw_score = text.raw;
    match.penalties = text.penalties;
    const Penalties& penalties = options_.penalties;
    const bool other_region = is_variant(unit.variants[source].lang, options_.source) ||
                              is_variant(unit.variants[target].lang, options_.target);
    if (other_region && penalties.variant != 0)
        match.penalties.push_back({"region", penalties.variant});
    for (AppliedPenalty& one : unit_penalties(unit, penalties))
        match.penalties.push_back(std::move(one));
    match.score.basis_points = std::max(0, text.raw.basis_points - total(match.penalties));
    if (!text.same) match.score = std::min(match.score, kBestOfDifferent);
    if (match.score == kFullScore) match.score.basis_points += 100 * same_neighbours(query_, unit);
    match.kind = match.score > kFullScore    ? MatchKind::kContext
                 : match.score == kFullScore ? MatchKind::kExact
                                             : MatchKind::kFuzzy;
    if (!can_enter(match.score, match.raw_score)) return std::nullopt;
    result.only_numbers = text.only_numbers;
    result.reviewed = state_word(unit) == unit_state::kReviewed;
    result.changed = unit.latest_change();
    return result;
}

bool MatchCollector::better(const Candidate& a, const Candidate& b) const {
    const Match& x = a.match;
    const Match& y = b.match;
    if (x.score != y.score) return x.score > y.score;
    if (x.raw_score != y.raw_score) return x.raw_score > y.raw_score;
    const std::size_t apart = characters_apart(a);
    const std::size_t other_apart = characters_apart(b);
    if (apart != other_apart) return apart < other_apart;
    if (a.reviewed != b.reviewed) return a.reviewed;
    if (a.changed != b.changed) return a.changed > b.changed;  // No date is older than any.
    if (x.unit.id != y.unit.id) return x.unit.id < y.unit.id;
    if (x.source != y.source) return x.source < y.source;
    return x.target < y.target;
}

void MatchCollector::enter(Candidate candidate) {
    const auto same_place = [&](const Candidate& one) {
        return one.match.unit.id == candidate.match.unit.id &&
               one.match.target == candidate.match.target;
    };
    const auto known = std::find_if(best_.begin(), best_.end(), same_place);
    if (known != best_.end()) {
        if (!better(candidate, *known)) return;
        best_.erase(known);
    }
    const auto ranks = [&](const Candidate& a, const Candidate& b) { return better(a, b); };
    const auto place = std::upper_bound(best_.begin(), best_.end(), candidate, ranks);
    best_.insert(place, std::move(candidate));
    if (best_.size() > options_.limit) best_.pop_back();
}

std::size_t MatchCollector::characters_apart(const Candidate& candidate) const {
    if (!candidate.characters_apart) {
        const Match& match = candidate.match;
        const std::string& text = match.unit.variants[match.source].segment.text;
        candidate.characters_apart =
            text == query_.segment.text ? 0 : edit_distance(characters_, characters_of(text));
    }
    return *candidate.characters_apart;
}

void MatchCollector::adapt(Candidate& candidate) const {
    Match& match = candidate.match;
    const std::vector<Variant>& variants = match.unit.variants;
    const std::string& source = variants[match.source].segment.text;
    const std::string& target = variants[match.target].segment.text;
    if (source == query_.segment.text) return;
    if (candidate.only_numbers)
        match.adapted_target = adapt_numbers(profile_.tokens, tokenize(source), target);
    if (!match.adapted_target)
        match.adapted_target = adapt_quantities(query_.segment.text, source, target);
}

Matches MatchCollector::take() {
    Matches result;
    result.reserve(best_.size());
    for (Candidate& one : best_) {
        adapt(one);
        result.push_back(std::move(one.match));
    }
    best_.clear();
    return result;
}

}  // namespace diglot
