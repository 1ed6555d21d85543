#include "glossary/recognition.h"

#include <algorithm>
#include <unordered_map>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

/// A text folded for comparison, white space of any length one space. `from[i]` is the code point
/// of the original that points[i] comes from; one more at the end.
struct FoldedPoints {
    std::u32string points;
    std::vector<std::size_t> from;
};

bool is_hangul(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HANGUL;
}

/// Whether it is part of a word in a script that puts spaces between words.
bool is_spaced(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    if (!u_isalnum(point) && c != U'_') return false;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(point, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_BOPOMOFO:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return false;
        default:
            return c != U'ー';
    }
}

bool is_mark(char32_t c) {
    const auto type = u_charType(static_cast<UChar32>(c));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
           type == U_COMBINING_SPACING_MARK;
}

/// Whether a word of a spaced script goes on from `before` to `after`.
bool goes_on(char32_t before, char32_t after) {
    if (is_mark(after)) return true;
    return is_spaced(before) && is_spaced(after) && is_hangul(before) == is_hangul(after);
}

bool may_begin(const FoldedPoints& text, std::size_t at) {
    if (at > 0 && text.from[at] == text.from[at - 1])
        return false;  // Inside what one character folded to.
    return at == 0 || !goes_on(text.points[at - 1], text.points[at]);
}

bool may_end(const FoldedPoints& text, std::size_t at) {
    if (at == text.points.size()) return true;
    if (text.from[at] == text.from[at - 1]) return false;
    const bool particle = is_hangul(text.points[at - 1]) && is_hangul(text.points[at]);
    return particle || !goes_on(text.points[at - 1], text.points[at]);
}

bool is_acronym(const std::u32string& term) {
    std::size_t capitals = 0;
    for (const char32_t c : term) {
        const auto point = static_cast<UChar32>(c);
        if (!u_isalpha(point)) continue;
        UErrorCode status = U_ZERO_ERROR;
        if (!u_isupper(point) || uscript_getScript(point, &status) != USCRIPT_LATIN) return false;
        ++capitals;
    }
    return capitals >= 1 && capitals <= 5;
}

bool has_lower_case(const std::u32string& text, std::size_t start, std::size_t end) {
    return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(start),
                       text.begin() + static_cast<std::ptrdiff_t>(end),
                       [](char32_t c) { return u_islower(static_cast<UChar32>(c)); });
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

/// Of the text as asked about: its code points, and where each lies in the UTF-8.
struct Original {
    explicit Original(std::string_view text) : utf8(text) {
        for (std::size_t at = 0; at < text.size();) {
            bytes.push_back(at);
            points += next_code_point(text, at);
        }
        bytes.push_back(text.size());
    }
    std::string slice(std::size_t start, std::size_t end) const {
        return std::string(utf8.substr(bytes[start], bytes[end] - bytes[start]));
    }

    std::string_view utf8;
    std::u32string points;
    std::vector<std::size_t> bytes;  ///< Ascending; one more at the end.
};

bool is_white(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }

FoldedPoints fold_for_terms(const Original& original) {
    const FoldedText folded = fold_with_offsets(original.utf8);
    FoldedPoints out;
    std::size_t point = 0;
    for (std::size_t at = 0; at < folded.text.size();) {
        while (original.bytes[point] < folded.origin[at]) ++point;
        char32_t c = next_code_point(folded.text, at);
        if (is_white(c)) {
            c = U' ';
            if (!out.points.empty() && out.points.back() == U' ') continue;
        }
        out.points += c;
        out.from.push_back(point);
    }
    out.from.push_back(original.points.size());
    return out;
}

}  // namespace

struct TermRecognizer::State {
    struct Entry {
        std::int64_t id = 0;
        std::vector<Translation> terms;
    };
    struct Leaf {
        std::uint32_t entry = 0;
        std::uint32_t term = 0;
        bool acronym = false;
    };

    std::vector<Entry> entries;
    std::size_t terms = 0;
    /// A trie over folded code points: (node, code point) to node, and the terms that end at a
    /// node.
    std::unordered_map<std::uint64_t, std::uint32_t> edges;
    std::vector<std::vector<Leaf>> leaves{1};

    static std::uint64_t edge(std::uint32_t node, char32_t c) {
        return (std::uint64_t{node} << 21) | c;
    }

    void insert(const std::u32string& key, Leaf leaf) {
        std::uint32_t node = 0;
        for (const char32_t c : key) {
            const auto [found, is_new] =
                edges.try_emplace(edge(node, c), static_cast<std::uint32_t>(leaves.size()));
            if (is_new) leaves.emplace_back();
            node = found->second;
        }
        leaves[node].push_back(leaf);
        ++terms;
    }

    const Translation& term(const Leaf& leaf) const { return entries[leaf.entry].terms[leaf.term]; }

    /// Lower is better, for the terms of one concept that stand at one place.
    int preference(const Leaf& leaf, const std::string& matched, const LanguageTag& source) const {
        const Translation& candidate = term(leaf);
        const int by_language = source.empty()                                     ? 0
                                : candidate.lang.fit(source) == LanguageFit::kSame ? 0
                                                                                   : 2;
        return by_language + (candidate.term == matched ? 0 : 1);
    }

    /// One leaf a concept, by concept id, of those at the node that hold for start..end of the
    /// original.
    std::vector<Leaf> accept(std::uint32_t node, const Original& original, std::size_t start,
                             std::size_t end, const LanguageTag& source) const {
        std::vector<Leaf> found;
        const std::string matched =
            leaves[node].empty() ? std::string() : original.slice(start, end);
        for (const Leaf& leaf : leaves[node]) {
            if (!source.empty() && term(leaf).lang.fit(source) == LanguageFit::kOther) continue;
            if (leaf.acronym && has_lower_case(original.points, start, end)) continue;
            const auto same = std::find_if(found.begin(), found.end(), [&](const Leaf& other) {
                return other.entry == leaf.entry;
            });
            if (same == found.end())
                found.push_back(leaf);
            else if (preference(leaf, matched, source) < preference(*same, matched, source))
                *same = leaf;
        }
        std::sort(found.begin(), found.end(), [&](const Leaf& a, const Leaf& b) {
            return entries[a.entry].id < entries[b.entry].id;
        });
        return found;
    }

    std::vector<Translation> translations(const Leaf& leaf, const LanguageTag& target) const {
        const Translation& self = term(leaf);
        std::vector<Translation> found;
        bool has_same = false;
        for (const Translation& other : entries[leaf.entry].terms) {
            const LanguageFit fit = target.empty() ? LanguageFit::kSame : other.lang.fit(target);
            if (other.lang.fit(self.lang) == LanguageFit::kSame || fit == LanguageFit::kOther)
                continue;
            has_same = has_same || fit == LanguageFit::kSame;
            found.push_back(other);
        }
        if (!target.empty() && has_same)
            std::erase_if(found, [&](const Translation& t) {
                return t.lang.fit(target) != LanguageFit::kSame;
            });
        std::stable_sort(found.begin(), found.end(),
                         [](const Translation& a, const Translation& b) {
                             return rank(a.status) < rank(b.status);
                         });
        return found;
    }

    void report(const Leaf& leaf, const Original& original, std::size_t start, std::size_t end,
                const LanguageTag& target, std::vector<TermMatch>& out) const {
        const Translation& self = term(leaf);
        out.push_back({entries[leaf.entry].id, start, end, original.slice(start, end), self.term,
                       self.lang, self.status, translations(leaf, target)});
    }
};

TermRecognizer::TermRecognizer() : state_(std::make_unique<State>()) {}
TermRecognizer::~TermRecognizer() = default;
TermRecognizer::TermRecognizer(TermRecognizer&&) noexcept = default;
TermRecognizer& TermRecognizer::operator=(TermRecognizer&&) noexcept = default;

std::size_t TermRecognizer::terms() const { return state_->terms; }

void TermRecognizer::add(const Concept& entry) {
    State& s = *state_;
    const auto index = static_cast<std::uint32_t>(s.entries.size());
    State::Entry& kept = s.entries.emplace_back();
    kept.id = entry.id;
    for (const Term& term : entry.terms) {
        FoldedPoints folded = fold_for_terms(Original(term.text));
        const std::size_t begin = folded.points.find_first_not_of(U' ');
        if (begin == std::u32string::npos) continue;
        const std::size_t end = folded.points.find_last_not_of(U' ') + 1;
        kept.terms.push_back({term.text, term.lang, term.status});
        s.insert(folded.points.substr(begin, end - begin),
                 {index, static_cast<std::uint32_t>(kept.terms.size() - 1),
                  is_acronym(to_code_points(term.text))});
    }
}

std::vector<TermMatch> TermRecognizer::find(std::string_view text,
                                            const RecognizeOptions& options) const {
    const State& s = *state_;
    const Original original(text);
    const FoldedPoints folded = fold_for_terms(original);
    std::vector<TermMatch> out;
    struct Hit {
        std::size_t end;
        std::vector<State::Leaf> leaves;
    };
    for (std::size_t at = 0; at < folded.points.size();) {
        std::vector<Hit> hits;  // Shortest first.
        std::uint32_t node = 0;
        for (std::size_t i = at; may_begin(folded, at) && i < folded.points.size(); ++i) {
            const auto next = s.edges.find(State::edge(node, folded.points[i]));
            if (next == s.edges.end()) break;
            node = next->second;
            if (s.leaves[node].empty() || !may_end(folded, i + 1)) continue;
            auto leaves =
                s.accept(node, original, folded.from[at], folded.from[i + 1], options.source);
            if (!leaves.empty()) hits.push_back({i + 1, std::move(leaves)});
        }
        if (!options.all && hits.size() > 1) hits.erase(hits.begin(), hits.end() - 1);
        for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit)
            for (const State::Leaf& leaf : hit->leaves)
                s.report(leaf, original, folded.from[at], folded.from[hit->end], options.target,
                         out);
        at = options.all || hits.empty() ? at + 1 : hits.back().end;
    }
    return out;
}

}  // namespace diglot
