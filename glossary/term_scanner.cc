#include "glossary/term_scanner.h"

#include <algorithm>

#include <unicode/uchar.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "glossary/term_patterns.h"

namespace diglot {
namespace {

using Kind = TermToken::Kind;
using State = TermAutomaton::State;

constexpr std::size_t kMostForms = 1u << 16;  ///< Pairs of words remembered.
constexpr std::uint8_t kAnyGap = TermToken::kSpace | TermToken::kHyphen | TermToken::kInterpunct;

bool is_solid(Kind kind) { return kind == Kind::kCharacter || kind == Kind::kHangul; }

/// The code point that ends before `at`; 0 at the start.
char32_t code_point_before(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    std::size_t start = at - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    return next_code_point(text, start);
}

bool is_hangul(char32_t c) { return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF); }

bool has_lower_case(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (u_islower(static_cast<UChar32>(next_code_point(text, at)))) return true;
    return false;
}

bool has_upper_case(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (u_isupper(static_cast<UChar32>(next_code_point(text, at)))) return true;
    return false;
}

std::string folded_word(std::string_view text, const TermToken& token) {
    std::string word = fold_text(text.substr(token.start, token.end - token.start));
    if (token.dotted) std::erase(word, '.');
    return word;
}

/// The letters of both without what case folding leaves equal: the same case at each place, as far
/// as the shorter goes.
bool same_case(std::string_view a, std::string_view b) {
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < a.size() && k < b.size())
        if (next_code_point(a, i) != next_code_point(b, k)) return false;
    return true;
}

}  // namespace

std::string_view TermScanner::slice(const Hit& hit) const {
    const std::size_t start = tokens_[hit.start].start;
    return text_.substr(start, tokens_[hit.end - 1].end - start);
}

void TermScanner::scan(const std::vector<ScanSet>& sets, std::string_view text,
                       const RecognizeOptions& options, const Report& report) {
    sets_ = &sets;
    options_ = &options;
    text_ = text;
    boundaries_.set_text(text);
    find_addresses();
    fits_.clear();
    for (const ScanSet& set : sets) {
        std::vector<LanguageFit>& fits = fits_.emplace_back();
        for (const LanguageTag& lang : set.automaton->languages())
            fits.push_back(options.source.empty() ? LanguageFit::kSame : lang.fit(options.source));
    }
    tokens_.clear();
    hits_.clear();
    TermTokenizer tokenizer(text);
    std::vector<State> states(sets.size(), TermAutomaton::kRoot);
    TermToken token;
    while (tokenizer.next(token)) {
        bool resting = true;
        bool begun = false;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            const State state = sets[i].automaton->next(states[i], token.value);
            states[i] = state;
            if (state == TermAutomaton::kRoot) continue;
            resting = false;
            if (!begun) tokens_.push_back(token);
            begun = true;
            if (sets[i].automaton->first_output(state) != TermAutomaton::kRoot) collect(i, state);
        }
        if (!resting) continue;
        if (!hits_.empty()) finish_block(report);
        tokens_.clear();
    }
    if (!hits_.empty()) finish_block(report);
    text_ = {};
}

/// From the scheme to a space, a bracket of markup, a quotation mark or a character that is not
/// ASCII (RFC 3986, appendix C); without the punctuation behind.
void TermScanner::find_addresses() {
    addresses_.clear();
    const auto is_scheme = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '-' || c == '.';
    };
    const auto goes_on = [](char c) {
        return c > ' ' && c < 0x7F && std::string_view("<>\"`").find(c) == std::string_view::npos;
    };
    for (std::size_t at = text_.find("://"); at != std::string_view::npos;) {
        std::size_t start = at;
        while (start > 0 && is_scheme(text_[start - 1])) --start;
        std::size_t end = at;
        while (end < text_.size() && goes_on(text_[end])) ++end;
        const std::size_t next = end;
        while (std::string_view(".,;:!?)]}'*_").find(text_[end - 1]) != std::string_view::npos)
            --end;
        if (start < at && end > at + 3) addresses_.emplace_back(start, end);
        at = text_.find("://", next);
    }
}

bool TermScanner::lies_in_address(const Hit& hit) const {
    const std::size_t start = tokens_[hit.start].start;
    const std::size_t end = tokens_[hit.end - 1].end;
    return std::any_of(addresses_.begin(), addresses_.end(), [&](const auto& address) {
        return start >= address.first && end <= address.second &&
               end - start < address.second - address.first;
    });
}

/// The name of an attribute or a role, where a text has its markup as characters: <item
/// type="literal">, :class:`str` (reStructuredText).
bool TermScanner::names_markup(const Hit& hit) const {
    const std::size_t start = tokens_[hit.start].start;
    const std::string_view behind = text_.substr(tokens_[hit.end - 1].end, 2);
    return behind == "=\"" || (behind == ":`" && start > 0 && text_[start - 1] == ':');
}

void TermScanner::collect(std::size_t set, State state) {
    const TermAutomaton& automaton = *(*sets_)[set].automaton;
    const auto end = static_cast<std::uint32_t>(tokens_.size());
    for (State output = automaton.first_output(state); output != TermAutomaton::kRoot;
         output = automaton.next_output(output)) {
        const std::uint32_t tokens = automaton.depth(output);
        hits_.push_back({end - tokens, end, static_cast<std::uint32_t>(set), output});
    }
}

void TermScanner::collect_exclusions() {
    exclusions_.clear();
    for (const Hit& hit : hits_) {
        const TermAutomaton& automaton = *(*sets_)[hit.set].automaton;
        if (!automaton.has_exclusions()) continue;
        const auto [first, last] = automaton.leaves(hit.output);
        for (const TermLeaf* leaf = first; leaf != last; ++leaf)
            if (leaf->has(TermLeaf::kExclusion))
                exclusions_.push_back({hit.start, hit.end, leaf->concept_id, leaf->term});
    }
}

/// Of hits that overlap the one that begins first counts, of those that begin together the longest.
void TermScanner::finish_block(const Report& report) {
    std::sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) {
        return a.start != b.start ? a.start < b.start : a.end > b.end;
    });
    collect_exclusions();
    std::uint32_t free = 0;
    for (std::size_t i = 0; i < hits_.size();) {
        const Hit hit = hits_[i];
        if (!options_->all && hit.start < free) {
            ++i;
            continue;
        }
        candidates_.clear();
        // The same place may be known to both automata.
        for (; i < hits_.size() && hits_[i].start == hit.start && hits_[i].end == hit.end; ++i)
            accept(hits_[i]);
        if (candidates_.empty()) continue;
        std::sort(candidates_.begin(), candidates_.end(),
                  [](const Candidate& a, const Candidate& b) {
                      return a.leaf->concept_id < b.leaf->concept_id;
                  });
        const std::size_t start = tokens_[hit.start].start;
        for (const Candidate& candidate : candidates_)
            report(*(*sets_)[candidate.set].automaton,
                   {candidate.leaf, start, tokens_[hit.end - 1].end, candidate.inflected});
        if (!options_->all) free = hit.end;
    }
    hits_.clear();
}

/// Adds the leaves that hold at the place, the best one of each concept; inflected ones only where
/// no term has the very word.
void TermScanner::accept(const Hit& hit) {
    const ScanSet& set = (*sets_)[hit.set];
    const TermAutomaton& automaton = *set.automaton;
    const auto [first, last] = automaton.leaves(hit.output);
    const std::string_view matched = slice(hit);
    for (const TermLeaf* leaf = first; leaf != last; ++leaf) {
        if (set.stale && set.stale->contains(leaf->concept_id)) continue;
        bool inflected = false;
        if (!holds(automaton, *leaf, hit, inflected)) continue;
        if (inflected && !candidates_.empty() && !candidates_.front().inflected) continue;
        if (!inflected && !candidates_.empty() && candidates_.front().inflected)
            candidates_.clear();
        const Candidate candidate{leaf, hit.set, inflected};
        const auto same = std::find_if(
            candidates_.begin(), candidates_.end(),
            [&](const Candidate& other) { return other.leaf->concept_id == leaf->concept_id; });
        if (same == candidates_.end())
            candidates_.push_back(candidate);
        else if (preference(candidate, matched) < preference(*same, matched))
            *same = candidate;
    }
}

/// Lower is better, for terms of one concept at one place.
int TermScanner::preference(const Candidate& candidate, std::string_view matched) const {
    const TermLeaf& leaf = *candidate.leaf;
    const bool other_language = fits_[candidate.set][leaf.lang] != LanguageFit::kSame;
    const bool other_word = leaf.variant != TermLeaf::Variant::kTerm;
    const bool other_text = (*sets_)[candidate.set].automaton->text(leaf) != matched;
    return (other_language ? 4 : 0) + (other_word ? 2 : 0) + (other_text ? 1 : 0);
}

bool TermScanner::holds(const TermAutomaton& automaton, const TermLeaf& leaf, const Hit& hit,
                        bool& inflected) {
    if (leaf.has(TermLeaf::kExclusion)) return false;
    const LanguageFit fit = fits_[hit.set][leaf.lang];
    if (fit == LanguageFit::kOther) return false;
    if (leaf.variant == TermLeaf::Variant::kRegional && fit == LanguageFit::kSame &&
        !options_->source.empty())
        return false;
    if (!edges_fit(hit)) return false;
    if (!addresses_.empty() && lies_in_address(hit)) return false;
    if (names_markup(hit)) return false;
    const bool as_it_is =
        (leaf.has(TermLeaf::kPlain) && is_plain(hit)) || slice(hit) == automaton.text(leaf);
    if (!as_it_is) {
        if (!gaps_fit(automaton, leaf, hit) || !words_fit(automaton, leaf, hit, inflected) ||
            !case_fits(automaton, leaf, hit, inflected))
            return false;
    }
    if (!exclusions_.empty() && is_excluded(leaf, hit)) return false;
    if (!leaf.has(TermLeaf::kShortHan)) return true;
    return boundaries_.stands(tokens_[hit.start].start, tokens_[hit.end - 1].end,
                              leaf.has(TermLeaf::kKnownHan));
}

/// Whether the place says its terms exactly, as far as they are TermLeaf::kPlain.
bool TermScanner::is_plain(const Hit& hit) const {
    for (std::size_t i = hit.start; i < hit.end; ++i)
        if (!tokens_[i].plain || (i > hit.start && tokens_[i].start != tokens_[i - 1].end))
            return false;
    return true;
}

/// A Hangul word has no term inside it but at its start; C is not in C++ and C#.
bool TermScanner::edges_fit(const Hit& hit) const {
    const TermToken& first = tokens_[hit.start];
    if (first.kind == Kind::kHangul && is_hangul(code_point_before(text_, first.start)))
        return false;
    const TermToken& last = tokens_[hit.end - 1];
    if (last.kind != Kind::kWord || last.end >= text_.size()) return true;
    const char after = text_[last.end];
    return after != '#' && !(after == '+' && text_.substr(last.end).starts_with("++"));
}

bool TermScanner::gaps_fit(const TermAutomaton& automaton, const TermLeaf& leaf,
                           const Hit& hit) const {
    for (std::size_t i = 1; i < leaf.tokens; ++i) {
        const TermToken& token = tokens_[hit.start + i];
        const std::uint8_t wanted = automaton.gap(leaf, i);
        if (token.gap == wanted) continue;
        if (token.gap & TermToken::kParagraph) return false;
        if ((token.gap ^ wanted) & TermToken::kPossessive) return false;
        const bool solid = is_solid(token.kind) && is_solid(tokens_[hit.start + i - 1].kind);
        if (solid && (token.gap & kAnyGap) && !(wanted & kAnyGap)) return false;
    }
    return true;
}

bool TermScanner::words_fit(const TermAutomaton& automaton, const TermLeaf& leaf, const Hit& hit,
                            bool& inflected) {
    std::vector<std::string> words;  // Of the term, once they are needed.
    for (std::size_t i = 0; i < leaf.tokens; ++i) {
        const TermToken& token = tokens_[hit.start + i];
        const std::uint32_t wanted = automaton.word(leaf, i);
        if (static_cast<std::uint32_t>(token.value) == wanted) continue;
        inflected = true;
        if (token.kind != Kind::kWord || !leaf.has(TermLeaf::kEnglish)) return false;
        const std::uint64_t pair =
            token.value * 31 + wanted * 2 + (leaf.has(TermLeaf::kVerb) ? 1 : 0);
        auto known = forms_.find(pair);
        if (known == forms_.end()) {
            if (words.empty()) words = term_words(automaton.text(leaf), leaf.variant);
            if (forms_.size() >= kMostForms) forms_.clear();
            const bool fits =
                i < words.size() && is_form_of(folded_word(text_, token), words[i], leaf);
            known = forms_.emplace(pair, fits).first;
        }
        if (!known->second) return false;
    }
    return true;
}

bool TermScanner::case_fits(const TermAutomaton& automaton, const TermLeaf& leaf, const Hit& hit,
                            bool inflected) const {
    std::string_view matched = slice(hit);
    const std::string_view term = automaton.text(leaf);
    if (leaf.has(TermLeaf::kAcronym)) {
        if (inflected && matched.ends_with("s")) matched.remove_suffix(1);
        return !has_lower_case(matched);
    }
    if (leaf.has(TermLeaf::kAsWritten)) return same_case(matched, term);
    const bool lowered = !has_upper_case(matched) && has_upper_case(term);
    if (leaf.has(TermLeaf::kName) && lowered) return false;
    // Windows is not the plural of window.
    return !(inflected && lowered && leaf.tokens == 1);
}

bool TermScanner::is_excluded(const TermLeaf& leaf, const Hit& hit) const {
    return std::any_of(exclusions_.begin(), exclusions_.end(), [&](const Exclusion& longer) {
        return longer.concept_id == leaf.concept_id && longer.term == leaf.term &&
               longer.start <= hit.start && hit.end <= longer.end;
    });
}

}  // namespace diglot
