#include "quality/unit_terms.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace diglot {

bool may_be_used(const Translation& term) {
    return term.valid && term.status != TermStatus::kDeprecated &&
           term.status != TermStatus::kForbidden;
}

std::vector<std::string> allowed_terms(const ConceptView& view) {
    std::vector<std::string> terms;
    for (const Translation& term : view.translations)
        if (may_be_used(term) && std::find(terms.begin(), terms.end(), term.term) == terms.end())
            terms.push_back(term.term);
    return terms;
}

namespace {

/// Whether the character behind makes an organisation its head: 能源部長 is a person, and whoever
/// that is in English. Not in 教育部長期, where it begins a word.
bool is_in_title(std::string_view text, std::size_t end) {
    if (end >= text.size()) return false;
    const char32_t head = next_code_point(text, end);
    if (head != U'長' && head != U'长') return false;
    if (end >= text.size()) return true;
    constexpr std::u32string_view kBegun = U"期久年達达程者遠远途短照榮荣庚";
    return kBegun.find(next_code_point(text, end)) == kBegun.npos;
}

}  // namespace

void UnitTerms::set(std::string_view source, const LanguageTag& source_lang,
                    std::string_view target, const LanguageTag& target_lang) {
    source_ = source;
    target_ = target;
    source_terms_.reset();
    target_terms_.reset();
    if (source_lang != source_lang_ || target_lang != target_lang_) views_.clear();
    source_lang_ = source_lang;
    target_lang_ = target_lang;
}

std::vector<TermPlace> UnitTerms::scan(std::string_view text,
                                       const RecognizeOptions& options) const {
    std::vector<TermPlace> places;
    glossary_.scan(text, options, [&](const TermHit& hit) {
        TermPlace& place = places.emplace_back();
        place.concept_id = hit.leaf->concept_id;
        place.term = hit.leaf->term;
        place.span = {hit.start, hit.end};
        place.status = hit.leaf->status;
        place.valid =
            !on_ || (hit.leaf->valid_from <= on_->days && on_->days <= hit.leaf->valid_until);
    });
    return places;
}

const std::vector<TermPlace>& UnitTerms::source() {
    if (!source_terms_) {
        source_terms_ = scan(source_, {source_lang_, target_lang_, false, on_});
        std::erase_if(*source_terms_, [&](const TermPlace& place) {
            return is_in_title(source_, place.span.end) &&
                   view(place.concept_id).kind == "organisation";
        });
    }
    return *source_terms_;
}

const std::vector<TermPlace>& UnitTerms::target() {
    if (!target_terms_) target_terms_ = scan(target_, {target_lang_, source_lang_, true, on_});
    return *target_terms_;
}

const ConceptView& UnitTerms::view(std::int64_t concept_id) {
    const auto known = views_.find(concept_id);
    if (known != views_.end()) return known->second;
    for (TermMatch& match : glossary_.find(source_, {source_lang_, target_lang_, false, on_})) {
        const auto [at, is_new] = views_.try_emplace(match.concept_id);
        if (!is_new) continue;
        ConceptView& view = at->second;
        view.kind = std::move(match.kind);
        view.do_not_translate = match.do_not_translate;
        view.first_mention = std::move(match.first_mention);
        view.later_mention = std::move(match.later_mention);
        view.translations = std::move(match.translations);
    }
    return views_[concept_id];
}

bool UnitTerms::is_rendered(std::int64_t concept_id) {
    return std::any_of(target().begin(), target().end(), [&](const TermPlace& place) {
        return place.concept_id == concept_id && place.may_be_used();
    });
}

}  // namespace diglot
