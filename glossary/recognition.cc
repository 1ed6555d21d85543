#include "glossary/recognition.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "glossary/inflection.h"
#include "glossary/term_patterns.h"
#include "glossary/term_scanner.h"

namespace diglot {
namespace {

constexpr std::size_t kMostResolved = 20000;  ///< Concepts kept that were looked up.

/// What a match tells of a concept.
struct Resolved {
    std::vector<Translation> terms;
    std::vector<std::string> term_types;
    std::string kind;
    bool do_not_translate = false;
    bool first_mention = false;
};

Resolved resolve(const Concept& entry) {
    Resolved resolved;
    for (const Term& term : entry.terms) {
        resolved.terms.push_back({term.text, term.lang, term.status, true, term.region,
                                  term.valid_from, term.valid_until, term.case_rule});
        resolved.term_types.push_back(term.term_type);
    }
    resolved.kind = entry.kind;
    resolved.do_not_translate = entry.do_not_translate;
    resolved.first_mention = entry.first_mention;
    return resolved;
}

bool is_valid_on(const Translation& term, Date day) {
    return (!term.valid_from || *term.valid_from <= day) &&
           (!term.valid_until || day <= *term.valid_until);
}

int rank(TermStatus status) {
    switch (status) {
        case TermStatus::kPreferred:
            return 0;
        case TermStatus::kAdmitted:
        case TermStatus::kNone:
            return 1;
        case TermStatus::kDeprecated:
            return 2;
        case TermStatus::kForbidden:
            return 3;
    }
    return 1;
}

/// A name that is deprecated because its days are over was the right one in its days.
int rank_on(const Translation& term, const std::optional<Date>& on) {
    if (!on) return rank(term.status);
    if (!term.valid) return 8 + rank(term.status);
    const bool its_time = term.valid_until && term.status == TermStatus::kDeprecated;
    return its_time ? 0 : rank(term.status);
}

/// The region that a tag names itself, without likely subtags: "GB" of en-GB.
std::string named_region(const LanguageTag& tag) {
    const std::string& text = tag.text();
    for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 1)) {
        const std::size_t end = std::min(text.find('-', at + 1), text.size());
        if (end - at == 3) return text.substr(at + 1, 2);
    }
    return {};
}

/// Lower is better: said for the region asked for; for none; for another.
int region_rank(const Translation& term, const std::string& region) {
    if (region.empty() || term.region.empty()) return 1;
    return term.region.starts_with(region) ? 0 : 2;
}

std::vector<Translation> translations_of(const Resolved& entry, const Translation& self,
                                         const RecognizeOptions& options) {
    const LanguageTag& target = options.target;
    std::vector<Translation> found;
    bool has_same = false;
    for (const Translation& other : entry.terms) {
        const LanguageFit fit = target.empty() ? LanguageFit::kSame : other.lang.fit(target);
        if (other.lang.fit(self.lang) == LanguageFit::kSame || fit == LanguageFit::kOther) continue;
        has_same = has_same || fit == LanguageFit::kSame;
        found.push_back(other);
        if (options.on) found.back().valid = is_valid_on(other, *options.on);
    }
    if (!target.empty() && has_same)
        std::erase_if(
            found, [&](const Translation& t) { return t.lang.fit(target) != LanguageFit::kSame; });
    const std::string region = named_region(target);
    std::stable_sort(found.begin(), found.end(), [&](const Translation& a, const Translation& b) {
        const int by_status = rank_on(a, options.on) - rank_on(b, options.on);
        return by_status != 0 ? by_status < 0 : region_rank(a, region) < region_rank(b, region);
    });
    if (found.empty() && entry.do_not_translate) {
        found.push_back(self);
        if (!target.empty()) found.back().lang = target;
    }
    return found;
}

bool is_short_form(const std::string& type) {
    std::string plain = fold_text(type);
    return plain == "acronym" || plain == "shortform" || plain == "abbreviation" ||
           plain == "initialism";
}

/// The best translation that is no short form, and the best that is one.
void add_mentions(const Resolved& entry, const RecognizeOptions& options, TermMatch& match) {
    if (!entry.first_mention || options.target.empty()) return;
    const Translation* full = nullptr;
    const Translation* brief = nullptr;
    for (const Translation& candidate : match.translations) {
        if (!candidate.valid || candidate.status == TermStatus::kForbidden) continue;
        for (std::size_t i = 0; i < entry.terms.size(); ++i) {
            if (entry.terms[i].term != candidate.term || entry.terms[i].lang != candidate.lang)
                continue;
            const Translation*& place = is_short_form(entry.term_types[i]) ? brief : full;
            if (!place) place = &candidate;
            break;
        }
    }
    if (!full || !brief) return;
    match.first_mention = full->term + " (" + brief->term + ")";
    match.later_mention = brief->term;
}

std::uint16_t bit(TermDifference difference) { return static_cast<std::uint16_t>(difference); }

/// Which foldings it takes to make two texts equal.
std::uint16_t folded_differences(std::string_view a, std::string_view b) {
    if (a == b) return 0;
    std::uint16_t found = 0;
    const FoldOptions all;
    const auto differ_without = [&](const FoldOptions& options) {
        return fold_text(a, options) != fold_text(b, options);
    };
    if (differ_without({false, all.width, all.han_script})) found |= bit(TermDifference::kCase);
    if (differ_without({all.letter_case, false, all.han_script}))
        found |= bit(TermDifference::kWidth);
    if (differ_without({all.letter_case, all.width, false}))
        found |= bit(TermDifference::kHanScript);
    return found;
}

std::uint16_t differences_of(const TermAutomaton& automaton, const TermHit& hit,
                             std::string_view matched) {
    const std::string_view term = automaton.text(*hit.leaf);
    if (matched == term) return 0;
    if (hit.leaf->variant == TermLeaf::Variant::kRegional)
        return bit(TermDifference::kRegionalWord);
    std::uint16_t found = 0;
    if (hit.leaf->variant == TermLeaf::Variant::kJoined) found |= bit(TermDifference::kSpacing);
    if (hit.leaf->variant == TermLeaf::Variant::kUndotted)
        found |= bit(TermDifference::kPunctuation);
    std::vector<TermToken> here, there;
    TermToken token;
    for (TermTokenizer tokens(matched); tokens.next(token);) here.push_back(token);
    for (TermTokenizer tokens(term); tokens.next(token);) there.push_back(token);
    if (here.size() != there.size()) {
        // Joined, undotted, or without the dot at the end.
        if (found == 0) found |= bit(TermDifference::kPunctuation);
        return found;
    }
    for (std::size_t i = 0; i < here.size(); ++i) {
        const auto slice = [](std::string_view text, const TermToken& t) {
            return text.substr(t.start, t.end - t.start);
        };
        const std::string_view a = slice(matched, here[i]);
        const std::string_view b = slice(term, there[i]);
        if (i > 0 && here[i].gap != there[i].gap) found |= bit(TermDifference::kSpacing);
        if (here[i].dotted != there[i].dotted) {
            found |= bit(TermDifference::kPunctuation);
        } else if (here[i].value == there[i].value) {
            found |= folded_differences(a, b);
        } else {
            const std::string word = fold_text(a);
            const bool spelling = american_spelling(word) == american_spelling(fold_text(b));
            found |= bit(spelling ? TermDifference::kSpelling : TermDifference::kInflection);
        }
    }
    return found;
}

/// Counts code points up to places that mostly ascend.
class CodePoints {
public:
    explicit CodePoints(std::string_view text) : text_(text) {}
    std::size_t at(std::size_t byte) {
        if (byte < byte_) byte_ = count_ = 0;
        for (; byte_ < byte; ++byte_)
            if ((static_cast<unsigned char>(text_[byte_]) & 0xC0) != 0x80) ++count_;
        return count_;
    }

private:
    std::string_view text_;
    std::size_t byte_ = 0;
    std::size_t count_ = 0;
};

}  // namespace

std::vector<std::string> difference_names(std::uint16_t differences) {
    static constexpr std::pair<TermDifference, const char*> kNames[] = {
        {TermDifference::kCase, "case"},
        {TermDifference::kWidth, "width"},
        {TermDifference::kHanScript, "script"},
        {TermDifference::kInflection, "inflection"},
        {TermDifference::kSpelling, "spelling"},
        {TermDifference::kSpacing, "spacing"},
        {TermDifference::kPunctuation, "punctuation"},
        {TermDifference::kRegionalWord, "regional"},
    };
    std::vector<std::string> names;
    for (const auto& [difference, name] : kNames)
        if (differences & bit(difference)) names.emplace_back(name);
    if (names.empty()) names.emplace_back("exact");
    return names;
}

struct TermRecognizer::State {
    TermAutomaton compiled;
    std::unordered_set<std::int64_t> stale;
    std::function<std::optional<Concept>(std::int64_t)> lookup;

    std::unordered_map<std::int64_t, Resolved> added;
    TermAutomatonBuilder builder;

    mutable std::mutex mutex;                    ///< For what follows.
    mutable std::optional<TermAutomaton> fresh;  ///< Of what was added; nothing: to be built.
    mutable std::unordered_map<std::int64_t, Resolved> resolved;
    mutable std::vector<std::unique_ptr<TermScanner>> idle;

    const TermAutomaton& fresh_automaton() const {
        if (!fresh) fresh = const_cast<TermAutomatonBuilder&>(builder).build();
        return *fresh;
    }

    std::vector<ScanSet> sets() const {
        const std::lock_guard lock(mutex);
        std::vector<ScanSet> all;
        if (!compiled.empty()) all.push_back({&compiled, stale.empty() ? nullptr : &stale});
        if (!added.empty() && !fresh_automaton().empty())
            all.push_back({&fresh_automaton(), nullptr});
        return all;
    }

    std::unique_ptr<TermScanner> scanner() const {
        const std::lock_guard lock(mutex);
        if (idle.empty()) return std::make_unique<TermScanner>();
        std::unique_ptr<TermScanner> one = std::move(idle.back());
        idle.pop_back();
        return one;
    }
    void give_back(std::unique_ptr<TermScanner> scanner) const {
        const std::lock_guard lock(mutex);
        idle.push_back(std::move(scanner));
    }

    std::optional<Resolved> concept_of(std::int64_t id) const {
        if (const auto found = added.find(id); found != added.end()) return found->second;
        const std::lock_guard lock(mutex);
        if (const auto found = resolved.find(id); found != resolved.end()) return found->second;
        const std::optional<Concept> entry = lookup ? lookup(id) : std::nullopt;
        if (!entry) return std::nullopt;
        if (resolved.size() >= kMostResolved) resolved.clear();
        return resolved.emplace(id, resolve(*entry)).first->second;
    }
};

TermRecognizer::TermRecognizer() : state_(std::make_unique<State>()) {}
TermRecognizer::TermRecognizer(TermAutomaton compiled, std::unordered_set<std::int64_t> stale,
                               std::function<std::optional<Concept>(std::int64_t)> lookup)
    : TermRecognizer() {
    state_->compiled = std::move(compiled);
    state_->stale = std::move(stale);
    state_->lookup = std::move(lookup);
}
TermRecognizer::~TermRecognizer() = default;
TermRecognizer::TermRecognizer(TermRecognizer&&) noexcept = default;
TermRecognizer& TermRecognizer::operator=(TermRecognizer&&) noexcept = default;

void TermRecognizer::add(const Concept& entry) {
    state_->fresh.reset();
    state_->added.insert_or_assign(entry.id, resolve(entry));
    state_->builder.add(entry);
}

std::size_t TermRecognizer::terms() const {
    std::size_t count = 0;
    for (const ScanSet& set : state_->sets()) count += set.automaton->terms();
    return count;
}

void TermRecognizer::scan(std::string_view text, const RecognizeOptions& options,
                          const std::function<void(const TermHit&)>& report) const {
    const std::vector<ScanSet> sets = state_->sets();
    if (sets.empty()) return;
    auto scanner = state_->scanner();
    scanner->scan(sets, text, options,
                  [&](const TermAutomaton&, const TermHit& hit) { report(hit); });
    state_->give_back(std::move(scanner));
}

std::vector<TermMatch> TermRecognizer::find(std::string_view text,
                                            const RecognizeOptions& options) const {
    std::vector<TermMatch> found;
    const std::vector<ScanSet> sets = state_->sets();
    if (sets.empty()) return found;
    CodePoints count(text);
    auto scanner = state_->scanner();
    scanner->scan(sets, text, options, [&](const TermAutomaton& automaton, const TermHit& hit) {
        const std::optional<Resolved> entry = state_->concept_of(hit.leaf->concept_id);
        if (!entry || hit.leaf->term >= entry->terms.size()) return;
        TermMatch match;
        match.concept_id = hit.leaf->concept_id;
        match.start = count.at(hit.start);
        match.end = count.at(hit.end);
        match.matched = text.substr(hit.start, hit.end - hit.start);
        const Translation& self = entry->terms[hit.leaf->term];
        match.term = self.term;
        match.lang = self.lang;
        match.status = self.status;
        match.valid = !options.on || is_valid_on(self, *options.on);
        match.differences = differences_of(automaton, hit, match.matched);
        match.kind = entry->kind;
        match.do_not_translate = entry->do_not_translate;
        match.translations = translations_of(*entry, self, options);
        add_mentions(*entry, options, match);
        found.push_back(std::move(match));
    });
    state_->give_back(std::move(scanner));
    return found;
}

}  // namespace diglot
