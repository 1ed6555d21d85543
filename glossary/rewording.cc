#include "glossary/rewording.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/text/fold.h"
#include "core/text/term_tokens.h"
#include "core/text/utf8.h"
#include "glossary/inflection.h"

namespace diglot {
namespace {

struct Word {
    std::size_t start = 0;
    std::size_t end = 0;
};

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    TermToken token;
    for (TermTokenizer tokens(text); tokens.next(token);) words.push_back({token.start, token.end});
    return words;
}

std::string_view slice(std::string_view text, const Word& word) {
    return text.substr(word.start, word.end - word.start);
}

bool is_preposition(std::string_view word) {
    static constexpr std::array<std::string_view, 10> kPrepositions = {
        "of", "for", "in", "on", "to", "at", "by", "with", "from", "under"};
    return std::find(kPrepositions.begin(), kPrepositions.end(), word) != kPrepositions.end();
}

/// The word that has a plural: before the first preposition, else the last.
std::size_t head_of(std::string_view text, const std::vector<Word>& words) {
    for (std::size_t i = 1; i < words.size(); ++i)
        if (is_preposition(fold_text(slice(text, words[i])))) return i - 1;
    return words.size() - 1;
}

enum class Case { kNone, kLower, kCapital, kUpper, kMixed };

/// Of the letters that have case; kCapital: the first letter only.
Case case_of(std::string_view text) {
    std::size_t upper = 0;
    std::size_t lower = 0;
    bool first_is_upper = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<UChar32>(next_code_point(text, at));
        if (u_isupper(c)) {
            first_is_upper = first_is_upper || upper + lower == 0;
            ++upper;
        } else if (u_islower(c)) {
            ++lower;
        }
    }
    if (upper + lower == 0) return Case::kNone;
    if (upper == 0) return Case::kLower;
    if (lower == 0) return upper == 1 ? Case::kCapital : Case::kUpper;
    return first_is_upper && upper == 1 ? Case::kCapital : Case::kMixed;
}

std::string in_upper_case(std::string_view text) {
    std::string out;
    icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())})
        .toUpper(icu::Locale::getRoot())
        .toUTF8String(out);
    return out;
}

/// The first letter of [at, …) made upper or lower case.
void set_first(std::string& text, std::size_t at, bool upper) {
    if (at >= text.size()) return;
    std::size_t next = at;
    const auto c = static_cast<UChar32>(next_code_point(text, next));
    std::string one;
    append_code_point(static_cast<char32_t>(upper ? u_toupper(c) : u_tolower(c)), one);
    text.replace(at, next - at, one);
}

/// `inflected`, folded, in the case of `word`, whose form it is: NLR, nlrs -> NLRs.
std::string in_case_of(std::string_view word, const std::string& folded,
                       const std::string& inflected) {
    std::size_t same = 0;
    while (same < folded.size() && same < inflected.size() && folded[same] == inflected[same])
        ++same;
    // Folding a plain word keeps its bytes, so its letters stand where the folded ones do.
    return std::string(word.substr(0, same)) + inflected.substr(same);
}

/// Gives `by`, the wanted term, the number or tense that `matched` has and `term` has not. False if
/// it has one that cannot be given.
bool inflect(std::string_view matched, const Term& term, std::string& by) {
    const std::vector<Word> here = words_of(matched);
    const std::vector<Word> there = words_of(term.text);
    const std::vector<Word> wanted = words_of(by);
    if (here.size() != there.size() || wanted.empty()) return true;  // Joined, or with dots.
    const bool verb = fold_text(term.part_of_speech) == "verb";
    for (std::size_t i = 0; i < here.size(); ++i) {
        const std::string form = fold_text(slice(matched, here[i]));
        const std::string word = fold_text(slice(term.text, there[i]));
        if (form == word || american_spelling(form) == american_spelling(word)) continue;
        // The number of another word is the old wording's own: systems analysis, board of director.
        const bool is_head =
            verb ? i == 0 || i + 1 == there.size() : i == head_of(term.text, there);
        if (!is_head) continue;
        const std::size_t place = !verb ? head_of(by, wanted) : i == 0 ? 0 : wanted.size() - 1;
        const std::string other(slice(by, wanted[place]));
        const std::string folded = fold_text(other);
        const auto inflected = inflect_like(word, form, folded, {.verb = verb});
        if (!inflected || folded.size() != other.size()) return false;
        by.replace(wanted[place].start, other.size(), in_case_of(other, folded, *inflected));
        return true;
    }
    return true;
}

/// Every word but small ones with a capital: a headline.
bool is_title(std::string_view text, const std::vector<Word>& words) {
    return std::all_of(words.begin(), words.end(), [&](const Word& word) {
        const Case one = case_of(slice(text, word));
        return one != Case::kLower || is_preposition(slice(text, word));
    });
}

void recase(std::string_view text, std::string_view matched, const Term& term, std::string& by) {
    const std::vector<Word> words = words_of(matched);
    // One word in capitals may be how a name is written; several, or a whole text, are not.
    if (case_of(matched) == Case::kUpper && case_of(term.text) != Case::kUpper &&
        (words.size() > 1 || case_of(text) == Case::kUpper)) {
        by = in_upper_case(by);
        return;
    }
    const std::vector<Word> old_words = words_of(term.text);
    const std::vector<Word> new_words = words_of(by);
    if (words.empty() || old_words.empty() || new_words.empty()) return;
    const Case first = case_of(slice(matched, words.front()));
    const Case first_old = case_of(slice(term.text, old_words.front()));
    const Case first_new = case_of(slice(by, new_words.front()));
    if (words.size() > 1 && is_title(matched, words) && !is_title(term.text, old_words)) {
        for (const Word& word : new_words)
            if (case_of(slice(by, word)) == Case::kLower && !is_preposition(slice(by, word)))
                set_first(by, word.start, true);
    } else if (first == Case::kCapital && first_old == Case::kLower && first_new == Case::kLower) {
        set_first(by, new_words.front().start, true);
    } else if (first == Case::kLower && first_old == Case::kCapital &&
               first_new == Case::kCapital && new_words.front().end > 1) {
        set_first(by, new_words.front().start, false);
    }
}

/// Whether the word is spoken with a vowel first, as far as its letters tell.
bool begins_with_vowel_sound(std::string_view word) {
    const std::string folded = fold_text(word);
    if (folded.empty()) return false;
    const bool spelt = word.size() <= 5 && case_of(word) != Case::kLower &&
                       std::none_of(word.begin() + 1, word.end(),
                                    [](char c) { return c >= 'a' && c <= 'z' && c != 's'; });
    if (spelt) return std::string_view("aefhilmnorsx8").find(folded[0]) != std::string::npos;
    for (const std::string_view start : {"uni", "use", "usu", "uti", "eu", "one", "once", "ubi"})
        if (folded.starts_with(start) && !folded.starts_with("unim") && !folded.starts_with("unin"))
            return false;
    for (const std::string_view start : {"hour", "honest", "honor", "honour", "heir"})
        if (folded.starts_with(start)) return true;
    return std::string_view("aeiou8").find(folded[0]) != std::string::npos;
}

/// The article right before `at`: where it begins, if it is one.
std::optional<Word> article_before(std::string_view text, std::size_t at) {
    if (at < 2 || text[at - 1] != ' ') return std::nullopt;
    for (const std::size_t size : {std::size_t{2}, std::size_t{1}}) {
        if (at < size + 1) continue;
        const Word word{at - 1 - size, at - 1};
        const std::string folded = fold_text(slice(text, word));
        const bool alone = word.start == 0 || text[word.start - 1] == ' ' ||
                           text[word.start - 1] == '(' || text[word.start - 1] == '"';
        if (alone && folded == (size == 2 ? "an" : "a")) return word;
    }
    return std::nullopt;
}

void mend_article(std::string_view text, const std::string& before, Rewording& made) {
    const auto article = article_before(text, made.start);
    if (!article) return;
    const bool vowel = begins_with_vowel_sound(made.by.substr(0, made.by.find_first_of(" -/")));
    const bool had_vowel = begins_with_vowel_sound(
        before.substr(0, std::min(before.find_first_of(" -/"), before.size())));
    std::string word(slice(text, *article));
    // Where the writer's ear and the letters disagree already (a NASA mission), the ear is right.
    if (vowel == had_vowel || had_vowel != (word.size() == 2)) return;
    word.resize(1);
    if (vowel) word += "n";
    made.by = word + " " + made.by;
    made.start = article->start;
}

/// The size of an apostrophe at `at`: ' or ’; else 0.
std::size_t apostrophe_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(std::min(at, text.size()));
    return rest.starts_with("'") ? 1 : rest.starts_with("\xE2\x80\x99") ? 3 : 0;
}

bool has_letter_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    return u_isalnum(static_cast<UChar32>(next_code_point(text, at)));
}

/// Whether a quotation is open before `at` that an apostrophe there may close.
bool in_single_quotes(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    if (before.find("\xE2\x80\x98") != std::string_view::npos) return true;
    for (std::size_t quote = before.find('\''); quote != std::string_view::npos;
         quote = before.find('\'', quote + 1))
        if (quote == 0 || before[quote - 1] == ' ' || before[quote - 1] == '(') return true;
    return false;
}

void mend_possessive(std::string_view text, Rewording& made) {
    const std::size_t mark = apostrophe_at(text, made.end);
    if (mark == 0) return;
    const std::string apostrophe(text.substr(made.end, mark));
    const std::size_t after = made.end + mark;
    const std::vector<Word> words = words_of(made.by);
    if (words.empty()) return;
    const std::string last = fold_text(slice(made.by, words.back()));
    const bool with_s =
        (text.substr(after).starts_with("s") || text.substr(after).starts_with("S")) &&
        !has_letter_at(text, after + 1);
    if (with_s && last.ends_with("s") && is_english_plural(last)) {
        made.by += apostrophe;
        made.end = after + 1;
    } else if (!with_s && !has_letter_at(text, after) && !last.ends_with("s") && made.end > 0 &&
               (text[made.end - 1] == 's' || text[made.end - 1] == 'S') &&
               !in_single_quotes(text, made.end)) {
        made.by += apostrophe + (text[made.end - 1] == 'S' ? "S" : "s");
        made.end = after;
    }
}

}  // namespace

Rewording reword(std::string_view text, std::size_t start, std::size_t end, const Term& term,
                 const Term& wanted) {
    Rewording made{start, end, wanted.text, false};
    const std::string matched(text.substr(start, end - start));
    const bool english = term.lang.language() == "en" && wanted.lang.language() == "en";
    if (english) made.form_lost = !inflect(matched, term, made.by);
    recase(text, matched, term, made.by);
    if (!english) return made;
    mend_possessive(text, made);
    mend_article(text, matched, made);
    return made;
}

}  // namespace diglot
