#include "app/harvest.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/interrupt.h"

namespace diglot {
namespace {

Unit unit_of(const AlignmentSide& source, const AlignmentSide& target, const AlignedPair& pair) {
    Unit unit;
    unit.source = 0;
    for (const auto& [lang, text] :
         {std::pair(source.lang, &pair.source), std::pair(target.lang, &pair.target)}) {
        Variant variant;
        variant.lang = lang;
        variant.segment = Segment(*text);
        unit.variants.push_back(std::move(variant));
    }
    return unit;
}

/// Why the pair is refused; empty if it is not.
std::string reason(const HarvestedPair& one, double least) {
    if (one.pair.source.empty() || one.pair.target.empty()) return "no counterpart";
    if (one.pair.confidence < least) return fmt::format("confidence {:.2f}", one.pair.confidence);
    const auto error =
        std::find_if(one.findings.begin(), one.findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::kError; });
    return error == one.findings.end() ? "" : error->rule + ": " + error->message;
}

}  // namespace

std::vector<AlignedPair> Harvest::kept() const {
    std::vector<AlignedPair> all;
    for (const HarvestedPair& one : pairs)
        if (one.refused.empty()) all.push_back(one.pair);
    return all;
}

Harvest harvest(const AlignmentSide& source, const AlignmentSide& target,
                const std::vector<Bead>& beads, bool is_alike, const HarvestOptions& options) {
    Harvest result;
    result.source = source.lang;
    result.target = target.lang;
    result.trust = alignment_trust(beads);
    result.is_alike = is_alike;
    CheckOptions check;
    check.source = source.lang;
    check.target = target.lang;
    check.context = options.context;
    Checker checker(check);
    for (const AlignedPair& pair : aligned_pairs(source, target, beads)) {
        throw_if_interrupted();
        HarvestedPair& one = result.pairs.emplace_back();
        one.pair = pair;
        if (!pair.source.empty() && !pair.target.empty())
            checker.check(unit_of(source, target, pair), {},
                          [&](Finding finding) { one.findings.push_back(std::move(finding)); });
        one.refused = reason(one, options.least_confidence);
    }
    return result;
}

std::vector<ExtractedTerm> harvested_terms(const std::vector<Harvest>& texts,
                                           const HarvestOptions& options) {
    if (texts.empty()) return {};
    TermExtractor extractor(texts.front().source, texts.front().target);
    for (const Harvest& text : texts) {
        if (!text.is_alike) continue;
        for (const AlignedPair& pair : text.kept()) extractor.add(pair.source, pair.target);
    }
    if (extractor.texts() == 0) return {};
    ExtractionOptions how;
    how.limit = options.terms * 3;
    how.min_count = 2;  // One article says few things three times.
    how.is_known = options.is_known;
    std::vector<ExtractedTerm> terms = extractor.extract(how);
    std::erase_if(terms, [](const ExtractedTerm& term) { return term.translation.empty(); });
    if (terms.size() > options.terms) terms.resize(options.terms);
    return terms;
}

}  // namespace diglot
