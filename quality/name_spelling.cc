#include "quality/name_spelling.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text/fold.h"
#include "quality/characters.h"

namespace diglot {
namespace {

bool is_letter_or_digit(char32_t c) { return is_word_letter(c) || is_digit(c) || is_han(c); }

/// Letters and digits in half width, as they are written.
std::string letters_of(std::string_view text) {
    std::string letters;
    const std::string narrow = fold_text(text, {false, true, false});
    const Characters all(narrow);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (is_letter_or_digit(all[i])) letters += all.slice(i, i + 1);
    return letters;
}

/// The same, folded.
std::string folded_letters(std::string_view text) {
    if (!is_ascii(text)) return fold_text(letters_of(text));
    std::string letters;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (is_ascii_letter(u) || is_digit(u))
            letters += is_upper(u) ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return letters;
}

/// As letters_of(), with white space and hyphens: what a name's spelling is made of.
std::string spelling_of(std::string_view text) {
    std::string spelling;
    const std::string narrow = fold_text(text, {false, true, false});
    const Characters all(narrow);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_space(all[i])) {
            if (!spelling.empty() && spelling.back() != ' ') spelling += ' ';
        } else if (all[i] != '.' && all[i] != '\'' && all[i] != U'’') {
            spelling += all.slice(i, i + 1);
        }
    }
    return spelling;
}

bool has_inner_capital(std::string_view word) {
    for (std::size_t i = 1; i < word.size(); ++i)
        if (is_upper(static_cast<unsigned char>(word[i]))) return true;
    return false;
}

bool has_lower(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return is_lower(static_cast<unsigned char>(c)); });
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" -/", at), text.size());
        if (end > at) parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

/// Lost, added, changed letters and neighbours swapped; more than `most` where it is more.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
    if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
    std::vector<std::array<std::size_t, 3>> rows(b.size() + 1);  // Two rows before, one, this one.
    for (std::size_t k = 0; k <= b.size(); ++k) rows[k][1] = rows[k][2] = k;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (auto& row : rows) {
            row[0] = row[1];
            row[1] = row[2];
        }
        rows[0][2] = i;
        std::size_t best = i;
        for (std::size_t k = 1; k <= b.size(); ++k) {
            std::size_t& here = rows[k][2];
            here = std::min({rows[k][1] + 1, rows[k - 1][2] + 1,
                             rows[k - 1][1] + (a[i - 1] == b[k - 1] ? 0 : 1)});
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                here = std::min(here, rows[k - 2][0] + 1);
            best = std::min(best, here);
        }
        if (best > most) return most + 1;
    }
    return rows[b.size()][2];
}

std::size_t most_differences(std::size_t letters) {
    if (letters < 5) return 0;
    return letters < 10 ? 1 : 2;
}

/// Without the possessive's 's or ’s.
Word without_possessive(std::string_view text, Word word) {
    const std::string_view letters = text.substr(word.start, word.end - word.start);
    for (const std::string_view ending : {"'s", "’s"})
        if (letters.size() > ending.size() && letters.ends_with(ending)) word.end -= ending.size();
    return word;
}

bool begins_as_name(std::string_view text, const Word& word, std::string_view name) {
    const auto first = static_cast<unsigned char>(text[word.start]);
    // A name in lower case (iPhone) may be written so.
    return !is_lower(first) || is_lower(static_cast<unsigned char>(name.front()));
}

}  // namespace

bool is_name(const ConceptView& view) {
    for (const char* kind :
         {"organisation", "organization", "person", "place", "product", "programme", "program"})
        if (view.kind == kind) return true;
    if (!view.kind.empty()) return false;
    const auto first = std::find_if(view.translations.begin(), view.translations.end(),
                                    [](const Translation& t) { return may_be_used(t); });
    if (first == view.translations.end()) return false;
    bool capitals = false;
    for (const std::string_view word : split(first->term)) {
        const auto initial = static_cast<unsigned char>(word.front());
        if (has_inner_capital(word) && has_lower(word)) return true;
        if (word.size() >= 4 && is_lower(initial)) return false;
        capitals = capitals || is_upper(initial);
    }
    return capitals;
}

bool has_same_letters(std::string_view written, std::string_view name) {
    return folded_letters(written) == folded_letters(name);
}

std::size_t letters_between(std::string_view a, std::string_view b) { return distance(a, b, 2); }

bool is_spelled_as(std::string_view written, const Translation& name) {
    if (written == name.term) return true;
    const std::string here = spelling_of(written), there = spelling_of(name.term);
    if (here == there) return true;
    if (name.case_rule == CaseRule::kAsWritten || fold_text(here) != fold_text(there)) return false;
    if (name.case_rule == CaseRule::kAny) return true;
    const std::vector<std::string_view> words = split(here), names = split(there);
    if (words.size() != names.size()) return false;
    const bool shouted = !has_lower(here) && words.size() > 1;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] != names[i] && !shouted && words[i].size() > 1 &&
            (has_inner_capital(names[i]) || (has_inner_capital(words[i]) && has_lower(words[i]))))
            return false;
    return true;
}

/// The words of a target, without possessive, and their folded letters.
struct NearNames::Words {
    std::string target;
    std::vector<Word> words;
    std::vector<std::string> keys;

    void set(std::string_view text) {
        if (text == target) return;
        target = text;
        words = find_words(text);
        keys.clear();
        for (Word& word : words) {
            word = without_possessive(text, word);
            keys.push_back(folded_letters(text.substr(word.start, word.end - word.start)));
        }
    }
};

NearNames::NearNames() : words_(std::make_unique<Words>()) {}
NearNames::~NearNames() = default;

std::optional<NearName> NearNames::find(std::string_view target, const ConceptView& view) const {
    words_->set(target);
    const std::vector<Word>& words = words_->words;
    const std::vector<std::string>& keys = words_->keys;
    std::optional<NearName> best;
    std::size_t least = 3;
    for (const Translation& name : view.translations) {
        if (!may_be_used(name) || name.term.empty() || has_han(name.term)) continue;
        const std::string letters = folded_letters(name.term);
        const std::size_t length = find_words(name.term).size();
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (!begins_as_name(target, words[i], name.term)) continue;
            for (std::size_t n = length > 1 ? length - 1 : 1; n <= length + 1; ++n) {
                if (i + n > words.size()) break;
                const std::size_t most = n == length ? most_differences(letters.size()) : 0;
                std::size_t size = 0;
                for (std::size_t k = i; k < i + n; ++k) size += keys[k].size();
                if (size > letters.size() + most || letters.size() > size + most) continue;
                std::string key;
                for (std::size_t k = i; k < i + n; ++k) key += keys[k];
                const std::size_t found = distance(key, letters, most);
                const TextSpan span{words[i].start, words[i + n - 1].end};
                if (found > most || found >= least) continue;
                const std::string_view written = target.substr(span.start, span.end - span.start);
                if (found == 0 && is_spelled_as(written, name)) continue;
                least = found;
                best = NearName{span, name.term};
            }
        }
    }
    return best;
}

}  // namespace diglot
