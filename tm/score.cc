#include "tm/score.h"

#include <algorithm>
#include <unordered_map>

#include <xxhash.h>

#include "core/text/utf8.h"
#include "tm/score_distance.h"

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
        if (one.name != "i" && one.name != "x") attributes.emplace_back(one.name, one.value);
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
    const auto spellings = [](const std::vector<InlineCode>& codes) {
        std::vector<std::uint64_t> result;
        for (const InlineCode& code : codes) result.push_back(hash(code.spelling));
        return result;
    };
    const std::size_t distance = edit_distance(spellings(query.codes), spellings(unit.codes));
    const bool moved = query.segment.text == unit.segment.text && query.codes != unit.codes;
    return std::max<std::size_t>(distance, moved ? 1 : 0);
}

/// Whether two tokens of one value have different texts: the chance the values leave.
bool values_collide(const SegmentProfile& a, const SegmentProfile& b) {
    std::unordered_map<std::uint64_t, std::string_view> texts;
    for (const SegmentProfile* side : {&a, &b}) {
        for (const Token& token : side->tokens.tokens) {
            if (token.kind == TokenKind::kNumber) continue;
            const auto [place, added] = texts.try_emplace(token.value, side->tokens.text(token));
            if (!added && place->second != side->tokens.text(token)) return true;
        }
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

const SegmentProfile::Aspect& SegmentProfile::aspect(AspectKind kind) const {
    static constexpr FoldOptions kFolds[] = {
        {true, true, true}, {false, true, true}, {true, false, true}, {true, true, false}};
    auto& kept = aspects_[static_cast<std::size_t>(kind)];
    if (!kept) kept = make_aspect(kFolds[static_cast<std::size_t>(kind)]);
    return *kept;
}

SegmentProfile::Aspect SegmentProfile::make_aspect(const FoldOptions& options) const {
    Aspect result;
    const FoldedText other = fold_with_offsets(segment.text, options);
    const auto position = [](const FoldedText& text, std::size_t original) {
        const auto at = std::lower_bound(text.origin.begin(), text.origin.end(), original);
        return std::min(static_cast<std::size_t>(at - text.origin.begin()), text.text.size());
    };
    const auto slice = [&](const FoldedText& text, FoldedText::Span span) {
        const std::size_t start = position(text, span.start);
        return std::string_view(text.text).substr(start, position(text, span.end) - start);
    };
    const auto add_rest = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to;) {
            const char32_t c = next_code_point(other.text, i);
            if (!is_blank(c)) append_code_point(c, result.rest);
        }
    };
    std::size_t done = 0;
    for (const Token& token : tokens.tokens) {
        const auto span = tokens.folded.original(token.start, token.end);
        const std::string_view form = slice(other, span);
        const bool plain =
            form == slice(tokens.folded, span);  // Several tokens may come of one character.
        const bool number = token.kind == TokenKind::kNumber;
        result.forms.push_back(plain    ? token.value
                               : number ? ~kNumberToken
                                        : hash(form, token.value));
        add_rest(done, std::max(done, position(other, span.start)));
        done = std::max(done, position(other, span.end));
    }
    add_rest(done, other.text.size());
    return result;
}

std::vector<std::string_view> SegmentProfile::numbers() const {
    std::vector<std::string_view> result;
    for (const Token& token : tokens.tokens) {
        if (token.kind == TokenKind::kNumber) result.push_back(tokens.text(token));
    }
    return result;
}

TextComparison compare(const SegmentProfile& query, const SegmentProfile& unit,
                       const Penalties& penalties, Score least) {
    TextComparison result;
    const std::size_t longer = std::max(query.values.size(), unit.values.size());
    const std::size_t distance = values_collide(query, unit)
                                     ? distance_by_text(query, unit)
                                     : edit_distance(query.values, unit.values);
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
    const bool numbers_differ = query.numbers() != unit.numbers();
    if (!same_text) {
        const bool same_rest =
            query.aspect(AspectKind::kFolded).rest == unit.aspect(AspectKind::kFolded).rest;
        if (numbers_differ) differ("numbers", penalties.numbers, true);
        if (!same_rest) differ("punctuation", penalties.punctuation, false);
        const auto compare_aspect = [&](const char* rule, std::int32_t points, AspectKind kind,
                                        bool of_number) {
            const SegmentProfile::Aspect& a = query.aspect(kind);
            const SegmentProfile::Aspect& b = unit.aspect(kind);
            const bool differs =
                edit_distance(a.forms, b.forms) > distance || (same_rest && a.rest != b.rest);
            if (differs) differ(rule, points, of_number);
        };
        compare_aspect("case", penalties.letter_case, AspectKind::kCase, false);
        compare_aspect("width", penalties.width, AspectKind::kWidth, true);
        compare_aspect("script", penalties.script, AspectKind::kScript, false);
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
    const std::string state = unit.property("x-diglot-state").value_or("");
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
