#include "tm/numbers.h"

#include <algorithm>
#include <vector>

#include "core/text/numerals.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

std::vector<std::string_view> numbers_of(const TokenizedText& text) {
    std::vector<std::string_view> result;
    for (const Token& token : text.tokens) {
        if (token.kind == TokenKind::kNumber) result.push_back(text.text(token));
    }
    return result;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_plain(std::string_view number) {
    return std::all_of(number.begin(), number.end(),
                       [](char c) { return is_digit(c) || c == '.' || c == ',' || c == '\''; });
}

/// How often it stands in a folded text with no digit beside it, also inside words: the 4 of GPT4.
std::size_t occurrences(std::string_view text, std::string_view number) {
    std::size_t count = 0;
    for (std::size_t at = text.find(number); at != std::string_view::npos;
         at = text.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        const bool inside =
            (at > 0 && is_digit(text[at - 1])) || (end < text.size() && is_digit(text[end]));
        if (!inside) ++count;
    }
    return count;
}

std::string to_full_width(std::string_view ascii) {
    std::string result;
    for (const char c : ascii) append_code_point(static_cast<char32_t>(c) - U'!' + U'！', result);
    return result;
}

struct Change {
    std::size_t start;  ///< Bytes of the target.
    std::size_t end;
    std::string number;
};

/// Nothing where nothing changes.
std::optional<std::string> apply_changes(std::string_view target, std::vector<Change> changes) {
    if (changes.empty()) return std::nullopt;
    std::sort(changes.begin(), changes.end(),
              [](const Change& a, const Change& b) { return a.start > b.start; });
    std::string result(target);
    for (const Change& one : changes) result.replace(one.start, one.end - one.start, one.number);
    return result;
}

/// Where `from` stands in the target as a number by itself, and `to` in its width.
std::optional<Change> find_change(const TokenizedText& target, std::string_view original,
                                  std::string_view from, std::string_view to) {
    if (occurrences(target.folded.text, from) != 1) return std::nullopt;
    for (const Token& token : target.tokens) {
        if (token.kind != TokenKind::kNumber || target.text(token) != from) continue;
        const auto span = target.folded.original(token.start, token.end);
        const bool wide = original.substr(span.start, span.end - span.start) == to_full_width(from);
        const bool narrow = original.substr(span.start, span.end - span.start) == from;
        if (!wide && !narrow) return std::nullopt;
        return Change{span.start, span.end, wide ? to_full_width(to) : std::string(to)};
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> adapt_numbers(const TokenizedText& query, const TokenizedText& source,
                                         std::string_view target) {
    const std::vector<std::string_view> wanted = numbers_of(query);
    const std::vector<std::string_view> present = numbers_of(source);
    if (wanted.size() != present.size()) return std::nullopt;
    const TokenizedText tokens = tokenize(target);
    std::vector<Change> changes;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == present[i]) continue;
        if (!is_plain(wanted[i]) || !is_plain(present[i]) ||
            occurrences(source.folded.text, present[i]) != 1)
            return std::nullopt;
        auto change = find_change(tokens, target, present[i], wanted[i]);
        if (!change) return std::nullopt;
        changes.push_back(std::move(*change));
    }
    return apply_changes(target, std::move(changes));
}

namespace {

/// The folded text with a mark for each numeral.
std::string skeleton(std::string_view text, const std::vector<Numeral>& numerals) {
    std::string result;
    std::size_t done = 0;
    for (const Numeral& numeral : numerals) {
        result += fold_text(text.substr(done, numeral.start - done));
        result += '\x01';
        done = numeral.end;
    }
    return result + fold_text(text.substr(done));
}

std::size_t count_of(const std::vector<Numeral>& numerals, const Decimal& value) {
    return static_cast<std::size_t>(std::count_if(
        numerals.begin(), numerals.end(), [&](const Numeral& one) { return one.value == value; }));
}

}  // namespace

std::optional<std::string> adapt_quantities(std::string_view query, std::string_view source,
                                            std::string_view target) {
    const std::vector<Numeral> wanted = find_numerals(query);
    const std::vector<Numeral> present = find_numerals(source);
    if (wanted.empty() || wanted.size() != present.size() ||
        skeleton(query, wanted) != skeleton(source, present))
        return std::nullopt;
    const std::vector<Numeral> targets = find_numerals(target);
    std::vector<Change> changes;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const Decimal& from = present[i].value;
        if (wanted[i].value == from) continue;
        if (count_of(present, from) != 1 || count_of(targets, from) != 1) return std::nullopt;
        const Numeral& place = *std::find_if(targets.begin(), targets.end(),
                                             [&](const Numeral& one) { return one.value == from; });
        auto text = write_like(target.substr(place.start, place.end - place.start), place.style,
                               from, wanted[i].value);
        if (!text) return std::nullopt;
        changes.push_back({place.start, place.end, std::move(*text)});
    }
    return apply_changes(target, std::move(changes));
}

}  // namespace diglot
