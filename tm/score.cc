#include "tm/score.h"

#include <algorithm>
#include <unordered_map>

#include <xxhash.h>

#include "core/text/token_forms.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

std::uint64_t hash(std::string_view text, std::uint64_t seed = 0) {
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

/// Fields are told apart by their lengths.
void add_field(std::string_view text, std::string& out) {
    out += std::to_string(text.size()) + ":";
    out += text;
}

void add_tag(const Markup& node, std::string& out) {
    add_field(node.element, out);
    std::vector<std::pair<std::string_view, std::string_view>> attributes;
    for (const Attribute& one : node.attributes) {
        if (!is_code_number(one.name)) attributes.emplace_back(one.name, one.value);
    }
    std::sort(attributes.begin(), attributes.end());
    for (const auto& [name, value] : attributes) {
        add_field(name, out);
        add_field(value, out);
    }
    out += ';';
}

void add_native(const std::vector<Markup>& nodes, std::string& out) {
    for (const Markup& node : nodes) {
        if (node.is_text()) {
            add_field(node.text, out);
            continue;
        }
        out += '<';
        add_tag(node, out);
        add_native(node.children, out);
        out += '>';
    }
}

bool is_native(std::string_view element) {
    return element == "bpt" || element == "ept" || element == "it" || element == "ph" ||
           element == "ut" || element == "sub";
}

void add_codes(const std::vector<Markup>& nodes, std::size_t& offset,
               std::vector<InlineCode>& codes) {
    for (const Markup& node : nodes) {
        if (node.is_text()) {
            offset += node.text.size();
            continue;
        }
        std::string tag;
        add_tag(node, tag);
        if (is_native(node.element)) {
            add_native(node.children, tag);
            codes.push_back({std::move(tag), offset, 0});
        } else {
            codes.push_back({"<" + tag, offset, 0});
            const std::size_t open = codes.size() - 1;
            add_codes(node.children, offset, codes);
            // An element around text is one code; where it ends is looked at only when all else is
            // the same.
            codes[open].spelling += std::to_string(codes.size() - open - 1) + ",";
            codes[open].end = offset;
        }
    }
}

std::size_t code_distance(const SegmentProfile& query, const SegmentProfile& unit) {
    if (query.codes.empty() && unit.codes.empty()) return 0;
    const auto spellings = [](const std::vector<InlineCode>& codes) {
        std::vector<std::uint64_t> result;
        for (const InlineCode& code : codes) result.push_back(hash(code.spelling));
        return result;
    };
    const std::size_t distance = edit_distance(spellings(query.codes), spellings(unit.codes));
    const bool moved = query.segment.text == unit.segment.text && query.codes != unit.codes;
    return std::max<std::size_t>(distance, moved ? 1 : 0);
}

bool same_token(const SegmentProfile& a, const Token& x, const SegmentProfile& b, const Token& y) {
    if (x.kind == TokenKind::kNumber || y.kind == TokenKind::kNumber) return x.kind == y.kind;
    return a.tokens.text(x) == b.tokens.text(y);
}

/// Whether two tokens of one value have different texts: the chance the values leave. Two of the
/// unit's own do no harm.
bool values_collide(const SegmentProfile& query, const SegmentProfile& unit) {
    if (query.ambiguous()) return true;
    for (const Token& token : unit.tokens.tokens) {
        const std::size_t place = query.pattern().first_place(token.value);
        if (place < query.values.size() &&
            !same_token(query, query.tokens.tokens[place], unit, token))
            return true;
    }
    return false;
}

/// Token numbers by text instead of values.
std::size_t distance_by_text(const SegmentProfile& a, const SegmentProfile& b) {
    std::unordered_map<std::string_view, std::uint64_t> numbers;
    const auto sequence = [&](const SegmentProfile& side) {
        std::vector<std::uint64_t> result;
        for (const Token& token : side.tokens.tokens) {
            const bool number = token.kind == TokenKind::kNumber;
            result.push_back(numbers
                                 .try_emplace(number ? std::string_view() : side.tokens.text(token),
                                              numbers.size())
                                 .first->second);
        }
        return result;
    };
    const std::vector<std::uint64_t> first = sequence(a);
    return edit_distance(first, sequence(b));
}

std::size_t token_distance(const SegmentProfile& query, const SegmentProfile& unit) {
    const std::size_t longer = std::max(query.values.size(), unit.values.size());
    return values_collide(query, unit) ? distance_by_text(query, unit)
                                       : *query.pattern().distance(unit.values, longer);
}

bool same_numbers(const SegmentProfile& a, const SegmentProfile& b) {
    const auto next = [](const SegmentProfile& side, std::size_t& i) {
        const std::vector<Token>& tokens = side.tokens.tokens;
        while (i < tokens.size() && tokens[i].kind != TokenKind::kNumber) ++i;
        return i < tokens.size() ? side.tokens.text(tokens[i++]) : std::string_view();
    };
    std::size_t i = 0;
    std::size_t k = 0;
    for (;;) {
        const std::string_view x = next(a, i);
        if (x != next(b, k)) return false;
        if (x.empty()) return true;  // No number is empty: both are at their ends.
    }
}

/// Whether the tokens lie further apart than `distance` with one fold left out.
bool fold_hides_tokens(const SegmentProfile& query, const SegmentProfile& unit, FoldChange fold,
                       std::size_t distance) {
    if (((query.tokens.changes_in_tokens | unit.tokens.changes_in_tokens) & fold) == 0)
        return false;
    return !query.pattern(fold).distance(unit.forms(fold), distance);
}

bool fold_hides_rest(const SegmentProfile& query, const SegmentProfile& unit, FoldChange fold) {
    return ((query.tokens.changes_between | unit.tokens.changes_between) & fold) != 0 &&
           query.between(fold) != unit.between(fold);
}

}  // namespace

Score similarity(std::size_t distance, std::size_t longer) {
    if (longer == 0) return Score{0};
    return Score{static_cast<std::int32_t>((longer - distance) * 10000 / longer)};
}

std::size_t most_distance(std::size_t longer, Score least) {
    const auto points = static_cast<std::size_t>(least.basis_points);
    return longer - (points * longer + 9999) / 10000;
}

std::vector<InlineCode> inline_codes(const Segment& segment) {
    std::vector<InlineCode> codes;
    std::size_t offset = 0;
    add_codes(segment.content, offset, codes);
    return codes;
}

SegmentProfile::SegmentProfile(Segment taken)
    : segment(std::move(taken)), tokens(tokenize(segment.text)), codes(inline_codes(segment)) {
    values.reserve(tokens.tokens.size());
    for (const Token& token : tokens.tokens) values.push_back(token.value);
}

SegmentProfile::Partial& SegmentProfile::partial(FoldChange left_out) const {
    return partial_[left_out == kCaseChange ? 0 : left_out == kWidthChange ? 1 : 2];
}

std::span<const std::uint64_t> SegmentProfile::forms(FoldChange left_out) const {
    if ((tokens.changes_in_tokens & left_out) == 0) return values;
    auto& made = partial(left_out).forms;
    if (!made) made = token_forms(segment.text, tokens, left_out);
    return *made;
}

const std::string& SegmentProfile::between() const {
    if (!between_) between_ = text_between(tokens);
    return *between_;
}

const std::string& SegmentProfile::between(FoldChange left_out) const {
    if ((tokens.changes_between & left_out) == 0) return between();
    auto& made = partial(left_out).between;
    if (!made) made = text_between(segment.text, tokens, left_out);
    return *made;
}

const DistancePattern& SegmentProfile::pattern() const {
    if (!pattern_) pattern_ = std::make_unique<DistancePattern>(values);
    return *pattern_;
}

const DistancePattern& SegmentProfile::pattern(FoldChange left_out) const {
    if ((tokens.changes_in_tokens & left_out) == 0) return pattern();
    auto& made = partial(left_out).pattern;
    if (!made) made = std::make_unique<DistancePattern>(forms(left_out));
    return *made;
}

bool SegmentProfile::ambiguous() const {
    if (!ambiguous_) {
        ambiguous_ =
            std::any_of(tokens.tokens.begin(), tokens.tokens.end(), [&](const Token& token) {
                const Token& first = tokens.tokens[pattern().first_place(token.value)];
                return !same_token(*this, first, *this, token);
            });
    }
    return *ambiguous_;
}

TextComparison compare(const SegmentProfile& query, const SegmentProfile& unit,
                       const Penalties& penalties, Score least) {
    TextComparison result;
    const std::size_t longer = std::max(query.values.size(), unit.values.size());
    const std::size_t distance = token_distance(query, unit);
    result.raw = similarity(distance, longer);
    if (result.raw < least) return result;

    bool text_differs = false;
    bool other_than_number = false;
    const auto apply = [&](const char* rule, std::int32_t points) {
        if (points != 0) result.penalties.push_back({rule, points});
    };
    const auto differ = [&](const char* rule, std::int32_t points, bool of_number) {
        text_differs = true;
        other_than_number = other_than_number || !of_number;
        apply(rule, points);
    };
    const bool same_text = query.segment.text == unit.segment.text;
    const bool numbers_differ = !same_text && !same_numbers(query, unit);
    if (!same_text) {
        const bool same_rest = query.between() == unit.between();
        if (numbers_differ) differ("numbers", penalties.numbers, true);
        if (!same_rest) differ("punctuation", penalties.punctuation, false);
        const auto compare_without = [&](const char* rule, std::int32_t points, FoldChange fold,
                                         bool of_number) {
            if ((same_rest && fold_hides_rest(query, unit, fold)) ||
                fold_hides_tokens(query, unit, fold, distance))
                differ(rule, points, of_number);
        };
        compare_without("case", penalties.letter_case, kCaseChange, false);
        compare_without("width", penalties.width, kWidthChange, true);
        compare_without("script", penalties.script, kScriptChange, false);
    }
    const std::size_t codes = code_distance(query, unit);
    if (!same_text && distance == 0 && !text_differs && codes == 0)
        differ("spacing", penalties.spacing, false);
    const auto code_points = std::min<std::int64_t>(
        static_cast<std::int64_t>(codes) * penalties.code, penalties.codes_most);
    apply("codes", static_cast<std::int32_t>(code_points));
    result.same = same_text && codes == 0;
    result.only_numbers = distance == 0 && numbers_differ && !other_than_number;
    return result;
}

std::int32_t total(const std::vector<AppliedPenalty>& penalties) {
    std::int32_t sum = 0;
    for (const AppliedPenalty& one : penalties) sum += one.basis_points;
    return sum;
}

std::vector<AppliedPenalty> unit_penalties(const Unit& unit, const Penalties& penalties) {
    std::vector<AppliedPenalty> result;
    const std::string state = state_word(unit);
    const std::pair<const char*, std::int32_t> states[] = {{"machine", penalties.machine},
                                                           {"unreviewed", penalties.unreviewed},
                                                           {"alignment", penalties.alignment}};
    for (const auto& [name, points] : states) {
        if (state == name && points != 0) result.push_back({name, points});
    }
    const auto origin = penalties.origins.find(unit.origin);
    if (origin != penalties.origins.end() && origin->second != 0)
        result.push_back({"origin", origin->second});
    return result;
}

int same_neighbours(const MatchQuery& query, const Unit& unit) {
    const std::uint64_t previous = query.previous ? fingerprint(*query.previous) : 0;
    const std::uint64_t next = query.next ? fingerprint(*query.next) : 0;
    const auto count = [&](const Context& context) {
        return (previous != 0 && context.previous == previous ? 1 : 0) +
               (next != 0 && context.next == next ? 1 : 0);
    };
    int best = count(unit.context);
    for (const Context& context : unit.more_contexts) best = std::max(best, count(context));
    return best;
}

}  // namespace diglot
