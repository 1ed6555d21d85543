#include "app/translation_draft.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/interrupt.h"
#include "importers/format.h"
#include "importers/xliff_writer.h"
#include "tm/fit_codes.h"

namespace diglot {
namespace {

constexpr std::size_t kAtOnce = 256;
constexpr Score kAdapted{9900};  ///< Of a match that differs in numbers only.

std::string id_of(const DraftSegment& segment) {
    return fmt::format("{}.{}", segment.block + 1, segment.part + 1);
}

bool differs_in_codes_only(const Match& match) {
    return match.raw_score >= kFullScore && !match.penalties.empty() &&
           std::all_of(match.penalties.begin(), match.penalties.end(),
                       [](const AppliedPenalty& penalty) { return penalty.rule == "codes"; });
}

void suggest(DraftSegment& segment) {
    if (segment.matches.empty()) return;
    const Match& best = segment.matches.front();
    if (best.adapted_target && segment.source.content.empty()) {
        segment.suggestion = Segment(*best.adapted_target);
        segment.adapted = true;
        return;
    }
    segment.adapted = differs_in_codes_only(best);
    segment.suggestion = fit_codes(segment.source, best.unit.variants[best.source].segment,
                                   best.unit.variants[best.target].segment);
}

/// "美國能源部 = US Department of Energy / DOE"
std::string term_note(const TermMatch& term) {
    std::string text;
    for (const Translation& translation : term.translations) {
        const bool bad = translation.status == TermStatus::kForbidden ||
                         translation.status == TermStatus::kDeprecated || !translation.valid;
        if (!bad) text += (text.empty() ? "" : " / ") + translation.term;
    }
    return text.empty() ? text : term.matched + " = " + text;
}

Markup prop(std::string_view type, std::string_view value) {
    return Markup::leaf("prop", {{"type", std::string(type)}}, value);
}

}  // namespace

bool DraftSegment::is_sure() const {
    if (!suggestion || matches.empty()) return false;
    const Match& best = matches.front();
    return best.score >= kFullScore ||
           (adapted && (best.score >= kAdapted || differs_in_codes_only(best)));
}

TranslationDraft::TranslationDraft(const Document& document, DraftOptions options)
    : document_(document), options_(std::move(options)) {
    for (std::size_t i = 0; i < document.blocks().size(); ++i) {
        const DocumentBlock& block = document.blocks()[i];
        std::vector<ContentSegment>& parts = parts_.emplace_back();
        if (!block.translatable) continue;
        parts = segments_of(block, *options_.rules, options_.source);
        for (std::size_t k = 0; k < parts.size(); ++k) {
            DraftSegment& segment = segments_.emplace_back();
            segment.block = i;
            segment.part = k;
            segment.source = Segment::from_content(parts[k].content);
        }
    }
}

void TranslationDraft::look_up(MatchPool* memory, const TermRecognizer* glossary,
                               const std::function<void(std::size_t)>& tick) {
    MatchOptions asked;
    asked.source = options_.source;
    asked.target = options_.target;
    asked.min = options_.offer;
    asked.limit = options_.offers;
    RecognizeOptions terms;
    terms.source = options_.source;
    terms.target = options_.target;
    for (std::size_t start = 0; start < segments_.size(); start += kAtOnce) {
        const std::size_t end = std::min(start + kAtOnce, segments_.size());
        std::vector<MatchQuery> queries;
        for (std::size_t i = start; i < end; ++i) {
            MatchQuery& query = queries.emplace_back();
            query.segment = segments_[i].source;
            if (i > 0) query.previous = segments_[i - 1].source;
            if (i + 1 < segments_.size()) query.next = segments_[i + 1].source;
        }
        std::vector<Matches> found(queries.size());
        if (memory) found = memory->match(queries, asked);
        for (std::size_t i = start; i < end; ++i) {
            DraftSegment& segment = segments_[i];
            segment.matches = std::move(found[i - start]);
            if (glossary) segment.terms = glossary->find(segment.source.text, terms);
            suggest(segment);
        }
        tick(end);
    }
}

std::vector<std::vector<Markup>> TranslationDraft::contents(
    const std::vector<std::optional<Segment>>& translated, const std::string& open,
    const std::string& close) const {
    std::vector<std::vector<ContentSegment>> parts = parts_;
    std::vector<bool> changed(parts.size());
    for (std::size_t i = 0; i < segments_.size(); ++i) {
        ContentSegment& part = parts[segments_[i].block][segments_[i].part];
        if (translated.at(i)) {
            part.content = translated[i]->content;
            if (part.content.empty()) part.content = {Markup::run(translated[i]->text)};
            changed[segments_[i].block] = true;
        } else if (!open.empty() || !close.empty()) {
            part.content.insert(part.content.begin(), Markup::run(open));
            part.content.push_back(Markup::run(close));
            changed[segments_[i].block] = true;
        }
    }
    std::vector<std::vector<Markup>> all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!changed[i]) {
            all.push_back(document_.blocks()[i].content);
            continue;
        }
        fit_white_space(parts[i], options_.target);
        all.push_back(join_content(parts[i]));
    }
    return all;
}

void TranslationDraft::write_xliff(const std::string& path, xliff::Version version,
                                   const std::string& original, bool copy_source) const {
    const bool old = version == xliff::Version::k12;
    XliffWriter writer(path, {version, options_.source, options_.target, false});
    for (const DraftSegment& segment : segments_) {
        Unit unit;
        unit.variants.resize(2);
        unit.variants[0].lang = options_.source;
        unit.variants[0].segment = segment.source;
        unit.variants[1].lang = options_.target;
        if (segment.suggestion)
            unit.variants[1].segment = *segment.suggestion;
        else if (copy_source)
            unit.variants[1].segment = segment.source;
        unit.source = 0;
        unit.annotations = {prop(xliff::kFileProp, original), prop(xliff::kIdProp, id_of(segment))};
        const bool sure = segment.is_sure() && !segment.adapted;
        const char* state = !segment.suggestion ? (old ? "new" : "initial")
                            : sure              ? "translated"
                            : old               ? "needs-review-translation"
                                                : "initial";
        unit.annotations.push_back(prop(xliff::kStateProp, state));
        if (old && segment.suggestion)
            unit.annotations.push_back(
                prop("x-xliff-state-qualifier", sure ? "exact-match" : "fuzzy-match"));
        if (!sure) unit.annotations.push_back(prop(xliff::kReviewProp, "unreviewed"));
        for (const TermMatch& term : segment.terms)
            if (const std::string note = term_note(term); !note.empty())
                unit.annotations.push_back(Markup::leaf("note", {}, note));
        std::vector<XliffProposal> proposals;
        for (const Match& match : segment.matches)
            proposals.push_back({match.unit.variants[match.source].segment,
                                 match.unit.variants[match.target].segment, match.score,
                                 match.unit.origin});
        writer.add(std::move(unit), std::move(proposals));
    }
    writer.finish();
}

}  // namespace diglot
