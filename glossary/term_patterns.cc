#include "glossary/term_patterns.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

using Kind = TermToken::Kind;

std::string word_of(std::string_view text, const TermToken& token) {
    std::string word = fold_text(text.substr(token.start, token.end - token.start));
    if (token.dotted) std::erase(word, '.');
    return word;
}

TermPattern read(std::string_view text) {
    TermPattern pattern;
    TermTokenizer tokens(text);
    TermToken token;
    while (tokens.next(token)) {
        pattern.words.push_back(token.kind == Kind::kWord ? word_of(text, token) : std::string());
        pattern.tokens.push_back(token);
    }
    return pattern;
}

bool is_dot(const TermToken& token) { return token.kind == Kind::kSymbol && token.value == '.'; }

void erase(TermPattern& pattern, std::size_t i) {
    pattern.tokens.erase(pattern.tokens.begin() + static_cast<std::ptrdiff_t>(i));
    pattern.words.erase(pattern.words.begin() + static_cast<std::ptrdiff_t>(i));
}

/// Words that a hyphen joins become one.
TermPattern joined(TermPattern pattern) {
    pattern.variant = TermLeaf::Variant::kJoined;
    for (std::size_t i = 1; i < pattern.tokens.size();) {
        const bool joins = pattern.tokens[i].gap == TermToken::kHyphen &&
                           !pattern.words[i].empty() && !pattern.words[i - 1].empty();
        if (!joins) {
            ++i;
            continue;
        }
        pattern.words[i - 1] += pattern.words[i];
        pattern.tokens[i - 1].value = term_word_value(pattern.words[i - 1]);
        pattern.tokens[i - 1].end = pattern.tokens[i].end;
        erase(pattern, i);
    }
    return pattern;
}

/// Without dots that end a word inside the term.
TermPattern undotted(TermPattern pattern) {
    pattern.variant = TermLeaf::Variant::kUndotted;
    for (std::size_t i = 1; i + 1 < pattern.tokens.size();) {
        if (is_dot(pattern.tokens[i]) && !pattern.words[i - 1].empty() &&
            (pattern.tokens[i + 1].gap & TermToken::kSpace))
            erase(pattern, i);
        else
            ++i;
    }
    return pattern;
}

bool is_latin_capital(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    return u_isupper(static_cast<UChar32>(c)) &&
           uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN;
}

/// No lower-case letter, one to five Latin capitals, and nothing else that is a letter.
bool is_acronym(const std::u32string& term) {
    std::size_t capitals = 0;
    for (const char32_t c : term) {
        if (!u_isalpha(static_cast<UChar32>(c))) continue;
        if (!is_latin_capital(c)) return false;
        ++capitals;
    }
    return capitals >= 1 && capitals <= 5;
}

}  // namespace

std::vector<TermPattern> patterns_of(std::string_view text) {
    TermPattern base = read(text);
    if (base.tokens.size() > 1 && is_dot(base.tokens.back())) erase(base, base.tokens.size() - 1);
    if (base.tokens.empty()) return {};
    std::vector<TermPattern> patterns{base};
    for (TermPattern other : {joined(base), undotted(base)})
        if (other.tokens.size() != base.tokens.size()) patterns.push_back(std::move(other));
    return patterns;
}

std::vector<std::string> term_words(std::string_view text, TermLeaf::Variant variant) {
    for (TermPattern& pattern : patterns_of(text))
        if (pattern.variant == variant) return std::move(pattern.words);
    return {};
}

std::uint16_t flags_of(std::string_view text, const TermPattern& pattern) {
    std::uint16_t flags = 0;
    if (is_acronym(to_code_points(text))) flags |= TermLeaf::kAcronym;
    const bool characters =
        std::all_of(pattern.tokens.begin(), pattern.tokens.end(),
                    [](const TermToken& token) { return token.kind == Kind::kCharacter; });
    if (characters && pattern.tokens.size() <= 3) flags |= TermLeaf::kShortHan;
    return flags;
}

}  // namespace diglot
