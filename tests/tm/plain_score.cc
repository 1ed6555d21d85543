#include "tests/tm/plain_score.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace diglot::plain {
namespace {

/// Wagner and Fischer 1974, with two rows.
template <typename T>
std::size_t distance_of(const std::vector<T>& a, const std::vector<T>& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t k = 0; k <= b.size(); ++k) row[k] = k;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t k = 1; k <= b.size(); ++k) {
            const std::size_t change = diagonal + (a[i - 1] == b[k - 1] ? 0 : 1);
            diagonal = row[k];
            row[k] = std::min({change, row[k] + 1, row[k - 1] + 1});
        }
    }
    return row[b.size()];
}

std::size_t position(const FoldedText& text, std::size_t original) {
    const auto at = std::lower_bound(text.origin.begin(), text.origin.end(), original);
    return std::min(static_cast<std::size_t>(at - text.origin.begin()), text.text.size());
}

std::string slice(const FoldedText& text, FoldedText::Span span) {
    const std::size_t start = position(text, span.start);
    return text.text.substr(start, position(text, span.end) - start);
}

void add_rest(std::string_view text, std::size_t from, std::size_t to, std::string& rest) {
    for (std::size_t i = from; i < to;) {
        const char32_t c = next_code_point(text, i);
        if (!is_blank(c)) append_code_point(c, rest);
    }
}

/// A form is the token, all numbers being one, and how it is written where that is otherwise.
Profile::View view(const Profile& profile, const FoldOptions& options) {
    const FoldedText other = fold_with_offsets(profile.segment.text, options);
    Profile::View result;
    std::size_t done = 0;
    for (const Token& token : profile.tokens.tokens) {
        const auto span = profile.tokens.folded.original(token.start, token.end);
        const bool number = token.kind == TokenKind::kNumber;
        std::string form = number ? "" : std::string(profile.tokens.text(token));
        const std::string written = slice(other, span);
        if (written != slice(profile.tokens.folded, span))
            form += std::string(1, '\0') + (number ? "otherwise" : written);
        result.forms.push_back(form);
        add_rest(other.text, done, std::max(done, position(other, span.start)), result.rest);
        done = std::max(done, position(other, span.end));
    }
    add_rest(other.text, done, other.text.size(), result.rest);
    return result;
}

std::size_t distance_of_codes(const Profile& query, const Profile& unit) {
    std::vector<std::string> a;
    std::vector<std::string> b;
    for (const InlineCode& code : query.codes) a.push_back(code.spelling);
    for (const InlineCode& code : unit.codes) b.push_back(code.spelling);
    const bool moved = query.segment.text == unit.segment.text && query.codes != unit.codes;
    return std::max<std::size_t>(distance_of(a, b), moved ? 1 : 0);
}

}  // namespace

Profile::Profile(Segment taken)
    : segment(std::move(taken)),
      tokens(tokenize_by_icu(segment.text)),
      codes(inline_codes(segment)),
      folded(view(*this, {true, true, true})),
      with_case(view(*this, {false, true, true})),
      with_width(view(*this, {true, false, true})),
      with_script(view(*this, {true, true, false})) {
    for (const Token& token : tokens.tokens) {
        if (token.kind == TokenKind::kNumber) numbers.emplace_back(tokens.text(token));
    }
}

TextComparison compare(const Profile& query, const Profile& unit, const Penalties& penalties,
                       Score least) {
    const std::size_t longer = std::max(query.tokens.tokens.size(), unit.tokens.tokens.size());
    const std::size_t distance = distance_of(query.folded.forms, unit.folded.forms);
    TextComparison result;
    result.raw =
        Score{longer == 0 ? 0 : static_cast<std::int32_t>((longer - distance) * 10000 / longer)};
    if (result.raw < least) return result;

    const bool same_text = query.segment.text == unit.segment.text;
    const bool same_rest = query.folded.rest == unit.folded.rest;
    const auto differs = [&](const Profile::View& a, const Profile::View& b) {
        return !same_text &&
               (distance_of(a.forms, b.forms) > distance || (same_rest && a.rest != b.rest));
    };
    const bool numbers = query.numbers != unit.numbers;
    const bool punctuation = !same_text && !same_rest;
    const bool letter_case = differs(query.with_case, unit.with_case);
    const bool width = differs(query.with_width, unit.with_width);
    const bool script = differs(query.with_script, unit.with_script);
    const std::size_t codes = distance_of_codes(query, unit);
    const bool spacing = !same_text && distance == 0 && codes == 0 && !numbers && !punctuation &&
                         !letter_case && !width && !script;
    const std::int32_t code_points =
        std::min(static_cast<std::int32_t>(codes) * penalties.code, penalties.codes_most);
    const auto add = [&](bool applies, const char* rule, std::int32_t points) {
        if (applies && points != 0) result.penalties.push_back({rule, points});
    };
    add(numbers, "numbers", penalties.numbers);
    add(punctuation, "punctuation", penalties.punctuation);
    add(letter_case, "case", penalties.letter_case);
    add(width, "width", penalties.width);
    add(script, "script", penalties.script);
    add(spacing, "spacing", penalties.spacing);
    add(true, "codes", code_points);
    result.same = same_text && codes == 0;
    result.only_numbers =
        distance == 0 && numbers && !punctuation && !letter_case && !script && !spacing;
    return result;
}

}  // namespace diglot::plain
