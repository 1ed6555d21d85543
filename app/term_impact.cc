#include "app/term_impact.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "glossary/recognition.h"
#include "glossary/rewording.h"
#include "tm/segment_edit.h"

namespace diglot {
namespace {

constexpr std::int64_t kToldEvery = 1000;  ///< Units.

const Term* find_term(const Concept& entry, const Term& wanted) {
    for (const Term& term : entry.terms)
        if (term.lang == wanted.lang && term.text == wanted.text) return &term;
    return nullptr;
}

bool is_allowed(const Term& term, Date on) {
    return term.status != TermStatus::kDeprecated && term.status != TermStatus::kForbidden &&
           is_valid_on(term, on);
}

/// Whether the change touches the terms of the language: one is added, removed or said otherwise.
bool touches(const Concept& before, const Concept& after, const LanguageTag& lang) {
    const auto differs = [&](const Concept& of, const Concept& from) {
        return std::any_of(of.terms.begin(), of.terms.end(), [&](const Term& term) {
            if (term.lang.fit(lang) != LanguageFit::kSame) return false;
            const Term* other = find_term(from, term);
            return !other || other->status != term.status || other->valid_from != term.valid_from ||
                   other->valid_until != term.valid_until;
        });
    };
    return differs(before, after) || differs(after, before);
}

bool is_short(const Term& term) {
    for (const char* type : {"acronym", "shortForm", "abbreviation", "initialism"})
        if (term.term_type == type) return true;
    if (!term.term_type.empty()) return false;
    return term.text.size() <= 6 && term.text.find(' ') == std::string::npos &&
           std::any_of(term.text.begin(), term.text.end(),
                       [](char c) { return c >= 'A' && c <= 'Z'; }) &&
           std::none_of(term.text.begin(), term.text.end(),
                        [](char c) { return c >= 'a' && c <= 'z'; });
}

std::optional<Term> replacement(const Term& old, const Concept& before, const Concept& after,
                                const ImpactRequest& request) {
    const Term* best = nullptr;
    const auto rank = [&](const Term& term) {
        return std::tuple(term.text != request.replace_with,
                          term.lang.fit(old.lang) != LanguageFit::kSame,
                          is_short(term) != is_short(old), term.status != TermStatus::kPreferred,
                          find_term(before, term) != nullptr);
    };
    for (const Term& term : after.terms) {
        const bool same_script = term.lang.fit(old.lang) != LanguageFit::kOther &&
                                 term.lang.script() == old.lang.script();
        if (!same_script || !is_allowed(term, request.on) || term.text == old.text) continue;
        if (!best || rank(term) < rank(*best)) best = &term;
    }
    if (!best) return std::nullopt;
    return *best;
}

std::vector<WordingChange> wordings_between(const Concept& before, const Concept& after,
                                            const ImpactRequest& request) {
    std::vector<WordingChange> all;
    for (const Term& term : before.terms) {
        const Term* now = find_term(after, term);
        const bool gives_way = !now || !is_allowed(*now, request.on);
        if (!gives_way || !touches(before, after, term.lang)) continue;
        all.push_back({term, replacement(term, before, after, request)});
    }
    return all;
}

/// Every term of both, those of `before` first: also what takes a wording's place is recognised, so
/// that a wording inside it is not taken for itself (lab in national lab).
Concept both(const Concept& before, const Concept& after) {
    Concept all = before;
    for (Term& term : all.terms)
        if (const Term* now = find_term(after, term)) term = *now;
    for (const Term& term : after.terms)
        if (!find_term(before, term)) all.terms.push_back(term);
    return all;
}

/// Code points of a text to bytes, for places that ascend.
class Bytes {
public:
    explicit Bytes(std::string_view text) : text_(text) {}
    std::size_t at(std::size_t code_point) {
        if (code_point < count_) byte_ = count_ = 0;
        while (count_ < code_point && byte_ < text_.size()) {
            ++byte_;
            while (byte_ < text_.size() &&
                   (static_cast<unsigned char>(text_[byte_]) & 0xC0) == 0x80)
                ++byte_;
            ++count_;
        }
        return byte_;
    }

private:
    std::string_view text_;
    std::size_t byte_ = 0;
    std::size_t count_ = 0;
};

}  // namespace

const char* to_string(ImpactObstacle obstacle) {
    switch (obstacle) {
        case ImpactObstacle::kCode:
            return "code";
        case ImpactObstacle::kForm:
            return "form";
        case ImpactObstacle::kNoWording:
            return "no-wording";
        case ImpactObstacle::kSameUnit:
            return "same-unit";
        case ImpactObstacle::kNone:
            break;
    }
    return "";
}

ImpactObstacle ImpactedUnit::obstacle() const {
    for (const ImpactedVariant& variant : variants)
        if (variant.obstacle != ImpactObstacle::kNone) return variant.obstacle;
    return ImpactObstacle::kNone;
}

bool may_be_put(const Concept& entry, const std::string& text, Date on) {
    return std::any_of(entry.terms.begin(), entry.terms.end(),
                       [&](const Term& term) { return term.text == text && is_allowed(term, on); });
}

struct TermImpact::State {
    Concept entry;               ///< With the terms of before and after.
    TermRecognizer of_concept;   ///< Its terms alone.
    TermRecognizer of_glossary;  ///< All terms, `entry` in its place.

    const WordingChange* find(const std::vector<WordingChange>& wordings,
                              const TermMatch& match) const {
        if (match.concept_id != entry.id) return nullptr;
        for (const WordingChange& wording : wordings)
            if (wording.term.lang == match.lang && wording.term.text == match.term) return &wording;
        return nullptr;
    }
};

TermImpact::TermImpact(DiglotFile& file, const Concept& before, const Concept& after,
                       const ImpactRequest& request)
    : file_(file), wordings_(wordings_between(before, after, request)) {
    if (!request.replace_with.empty() && !may_be_put(after, request.replace_with, request.on))
        throw std::logic_error("TermImpact: no term to put: " + request.replace_with);
    Concept entry = both(before, after);
    TermRecognizer of_concept;
    of_concept.add(entry);
    TermRecognizer of_glossary = file.glossary().recognizer(&entry);
    state_ = std::make_unique<State>(
        State{std::move(entry), std::move(of_concept), std::move(of_glossary)});
}
TermImpact::~TermImpact() = default;
TermImpact::TermImpact(TermImpact&&) noexcept = default;

std::vector<std::int64_t> TermImpact::candidates(const WorkProgress& progress) const {
    std::vector<std::int64_t> found;
    if (wordings_.empty()) return found;
    std::unordered_map<std::string, bool> fits;  // By language tag.
    const auto may_have = [&](const LanguageTag& lang) {
        const auto [known, is_new] = fits.try_emplace(lang.text(), false);
        if (is_new)
            known->second =
                std::any_of(wordings_.begin(), wordings_.end(), [&](const WordingChange& wording) {
                    return wording.term.lang.fit(lang) != LanguageFit::kOther;
                });
        return known->second;
    };
    const std::int64_t total = progress ? file_.memory().count() : 0;
    std::int64_t unit = 0;
    std::int64_t done = 0;
    file_.memory().for_each_text([&](const SourceRow& row) {
        if (row.unit != unit) {
            unit = row.unit;
            if (progress && done % kToldEvery == 0) progress(done, total);
            ++done;
        }
        if ((!found.empty() && found.back() == unit) || !may_have(*row.lang)) return true;
        bool holds = false;
        state_->of_concept.scan(row.text, {*row.lang, {}, true, {}}, [&](const TermHit& hit) {
            const Term& term = state_->entry.terms[hit.leaf->term];
            holds =
                holds ||
                std::any_of(wordings_.begin(), wordings_.end(), [&](const WordingChange& wording) {
                    return wording.term.lang == term.lang && wording.term.text == term.text;
                });
        });
        if (holds) found.push_back(unit);
        return true;
    });
    return found;
}

std::optional<ImpactedVariant> TermImpact::look_at(const Variant& variant) const {
    constexpr auto kOtherScript =
        static_cast<std::uint16_t>(static_cast<unsigned>(TermDifference::kHanScript) |
                                   static_cast<unsigned>(TermDifference::kRegionalWord));
    const std::string& text = variant.segment.text;
    ImpactedVariant found;
    Bytes bytes(text);
    for (const TermMatch& match : state_->of_glossary.find(text, {variant.lang, {}, false, {}})) {
        const WordingChange* wording = state_->find(wordings_, match);
        if (!wording) continue;
        // A word of Taiwan is not put into a text from the mainland.
        if (match.lang.fit(variant.lang) != LanguageFit::kSame &&
            (match.differences & kOtherScript))
            continue;
        const std::size_t start = bytes.at(match.start);
        const std::size_t end = bytes.at(match.end);
        if (!wording->by) {
            found.places.push_back({start, end, start, end, match.term});
            found.obstacle = ImpactObstacle::kNoWording;
            continue;
        }
        Rewording made = reword(text, start, end, wording->term, *wording->by);
        if (made.by == std::string_view(text).substr(made.start, made.end - made.start)) continue;
        if (made.form_lost && found.obstacle == ImpactObstacle::kNone)
            found.obstacle = ImpactObstacle::kForm;
        // Of two terms side by side, the first one's possessive may be where the second begins.
        if (!found.places.empty() && made.start < found.places.back().end) continue;
        found.places.push_back({made.start, made.end, 0, 0, std::move(made.by)});
    }
    if (found.places.empty()) return std::nullopt;
    found.after = variant.segment;
    for (auto place = found.places.rbegin();
         found.obstacle == ImpactObstacle::kNone && place != found.places.rend(); ++place)
        if (!replace_text(found.after, place->start, place->end, place->by))
            found.obstacle = ImpactObstacle::kCode;
    std::size_t grown = 0;  // Modulo its range: a text may get shorter.
    for (ImpactedPlace& place : found.places) {
        place.new_start = place.start + grown;
        place.new_end = place.new_start + place.by.size();
        grown += place.by.size() - (place.end - place.start);
    }
    if (found.obstacle != ImpactObstacle::kNone) found.after = variant.segment;
    return found;
}

bool TermImpact::holds_concept(const Variant& variant) const {
    RecognizeOptions options;
    if (!state_->entry.do_not_translate) options.source = variant.lang;
    for (const TermMatch& match : state_->of_glossary.find(variant.segment.text, options))
        if (match.concept_id == state_->entry.id) return true;
    return false;
}

std::optional<ImpactedUnit> TermImpact::look_at(std::int64_t unit) const {
    std::optional<Unit> stored = file_.memory().find(unit);
    if (!stored) return std::nullopt;
    ImpactedUnit found;
    for (std::size_t i = 0; i < stored->variants.size(); ++i) {
        std::optional<ImpactedVariant> one = look_at(stored->variants[i]);
        if (!one) continue;
        one->variant = i;
        found.variants.push_back(std::move(*one));
    }
    if (found.variants.empty()) return std::nullopt;
    const LanguageTag& lang = stored->variants[found.variants.front().variant].lang;
    found.surely =
        std::any_of(stored->variants.begin(), stored->variants.end(), [&](const Variant& other) {
            return other.lang.fit(lang) == LanguageFit::kOther && holds_concept(other);
        });
    found.unit = std::move(*stored);
    return found;
}

ImpactObstacle apply_impact(DiglotFile& file, const ImpactedUnit& impacted,
                            const ChangeRequest& request) {
    if (impacted.obstacle() != ImpactObstacle::kNone) return impacted.obstacle();
    Unit unit = impacted.unit;
    for (const ImpactedVariant& one : impacted.variants) {
        Variant& variant = unit.variants[one.variant];
        variant.segment = one.after;
        variant.stamp.changed = Time::now();
        variant.stamp.changed_by = request.user;
    }
    unit.stamp.changed = Time::now();
    unit.stamp.changed_by = request.user;
    return file.memory().update(unit) == Updated::kSameAsAnother ? ImpactObstacle::kSameUnit
                                                                 : ImpactObstacle::kNone;
}

}  // namespace diglot
