#include "tm/unit_field.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <stdexcept>

#include "core/text/fold.h"
#include "core/text/text_pattern.h"
#include "core/text/utf8.h"
#include "tm/score.h"
#include "tm/unit_state.h"

namespace diglot::unit_field {
namespace {

using Test = UnitCondition::Test;

Diagnostic fault(const char* code, std::string message) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    return diagnostic;
}

Diagnostic wrong_op(const std::string& field, const char* known) {
    return fault("where.value", field + " is compared with " + known);
}

// ---- Texts

/// What a field has of a unit; none where it has nothing.
using Texts = std::function<std::vector<std::string>(const Unit&)>;

Result<Test> test_texts(const std::string& field, Texts texts, Op op, const std::string& value) {
    const auto any = [texts](auto holds) -> Test {
        return [texts, holds](const Unit& unit) {
            const std::vector<std::string> all = texts(unit);
            return std::any_of(all.begin(), all.end(),
                               [&](const std::string& text) { return holds(unit, text); });
        };
    };
    switch (op) {
        case Op::kAny:
            return any([](const Unit&, const std::string& text) { return !text.empty(); });
        case Op::kHas:
        case Op::kRegex: {
            const auto mode = op == Op::kHas ? PatternMode::kText : PatternMode::kRegex;
            const auto pattern = TextPattern::compile(value, mode);
            if (!pattern) return pattern.error();
            return any([pattern = *pattern](const Unit& unit, const std::string& text) {
                const auto spans = pattern.find(text);
                if (!spans)
                    throw std::runtime_error(spans.error().message + " (unit " +
                                             std::to_string(unit.id) + ")");
                return !spans->empty();
            });
        }
        case Op::kEqual:
        case Op::kUnequal: {
            const Test equal =
                any([folded = fold_text(value)](const Unit&, const std::string& text) {
                    return fold_text(text) == folded;
                });
            if (op == Op::kEqual) return equal;
            return Test([equal](const Unit& unit) { return !equal(unit); });
        }
        default:
            return wrong_op(field, "\":\", \"=\", \"!=\" or \"~\"");
    }
}

bool is_source(const Unit& unit, std::size_t index) { return index == unit.source.value_or(0); }

enum class Side { kSource, kTarget, kBoth };

bool is_on(Side side, const Unit& unit, std::size_t index) {
    return side == Side::kBoth || is_source(unit, index) == (side == Side::kSource);
}

Texts texts_of(Side side) {
    return [side](const Unit& unit) {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < unit.variants.size(); ++i)
            if (is_on(side, unit, i)) texts.push_back(unit.variants[i].segment.text);
        return texts;
    };
}

/// Notes, or properties of a type, of the unit and of its variants.
Texts annotations(std::string element, std::string type) {
    return [element = std::move(element), type = std::move(type)](const Unit& unit) {
        std::vector<std::string> texts;
        const auto add = [&](const std::vector<Markup>& nodes) {
            for (const Markup& node : nodes) {
                const std::string* its_type = node.attribute("type");
                if (node.element == element &&
                    (element != "prop" || (its_type && *its_type == type)))
                    texts.push_back(node.all_text());
            }
        };
        add(unit.annotations);
        for (const Variant& variant : unit.variants) add(variant.annotations);
        return texts;
    };
}

/// A state may be called by any of its names.
Result<Test> test_state(const std::string& field, Op op, const std::string& value) {
    const bool is_word = op == Op::kEqual || op == Op::kUnequal || op == Op::kHas;
    const auto named = is_word ? state_named(fold_text(value)) : std::nullopt;
    if (is_word && !named)
        return fault("where.value",
                     "there is no state \"" + value + "\"; there is " + state_names());
    return test_texts(field, annotations("prop", std::string(kStateProperty)), op,
                      named.value_or(value));
}

std::vector<std::string> users_of(const Unit& unit) {
    std::vector<std::string> users;
    const auto add = [&](const Stamp& stamp) {
        if (!stamp.created_by.empty()) users.push_back(stamp.created_by);
        if (!stamp.changed_by.empty()) users.push_back(stamp.changed_by);
    };
    add(unit.stamp);
    for (const Variant& variant : unit.variants) add(variant.stamp);
    return users;
}

// ---- Languages

Result<Test> test_language(const std::string& field, Side side, Op op, const std::string& value) {
    const LanguageTag wanted(value);
    if (op != Op::kHas && op != Op::kEqual && op != Op::kUnequal)
        return wrong_op(field, "\":\" (the language), \"=\" (its region too) or \"!=\"");
    if (!is_known_language(wanted)) return fault("where.value", "\"" + value + "\" is no language");
    const bool region_too = op != Op::kHas;
    const Test has = [=](const Unit& unit) {
        for (std::size_t i = 0; i < unit.variants.size(); ++i) {
            const LanguageFit fit = unit.variants[i].lang.fit(wanted);
            if (is_on(side, unit, i) && (region_too ? unit.variants[i].lang.text() == wanted.text()
                                                    : fit != LanguageFit::kOther))
                return true;
        }
        return false;
    };
    if (op != Op::kUnequal) return has;
    return Test([has](const Unit& unit) { return !has(unit); });
}

// ---- Numbers and dates

template <typename Value>
bool compare(Value left, Op op, Value right) {
    switch (op) {
        case Op::kBelow:
            return left < right;
        case Op::kAtMost:
            return left <= right;
        case Op::kAbove:
            return left > right;
        case Op::kAtLeast:
            return left >= right;
        case Op::kUnequal:
            return left != right;
        default:
            return left == right;
    }
}

Result<Test> test_number(const std::string& field, std::function<double(const Unit&)> number, Op op,
                         const std::string& value) {
    if (op == Op::kAny || op == Op::kRegex)
        return wrong_op(field, "\"=\", \"!=\", \"<\", \"<=\", \">\" or \">=\" and a number");
    double wanted = 0;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, wanted);
    if (read.ec != std::errc() || read.ptr != end)
        return fault("where.value", "\"" + value + "\" is no number");
    return Test([=](const Unit& unit) { return compare(number(unit), op, wanted); });
}

std::size_t characters(const Unit& unit, Side side) {
    std::size_t most = 0;
    for (const std::string& text : texts_of(side)(unit))
        most = std::max(most, count_code_points(text));
    return most;
}

double codes_of(const Unit& unit) {
    std::size_t codes = 0;
    for (const Variant& variant : unit.variants)
        codes = std::max(codes, inline_codes(variant.segment).size());
    return static_cast<double>(codes);
}

/// From the first second to the one behind the last.
struct Period {
    Time start;
    Time end;
};

/// A year, a month, a day, or a moment.
std::optional<Period> parse_period(const std::string& text) {
    using namespace std::chrono;
    int parts[3] = {0, 1, 1};
    std::size_t count = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (count < 3) {
        const auto read = std::from_chars(at, end, parts[count]);
        if (read.ec != std::errc() || read.ptr - at != (count == 0 ? 4 : 2)) break;
        ++count;
        at = read.ptr;
        if (at == end || *at != '-') break;
        ++at;
    }
    if (count == 0 || at != end) {
        const std::optional<Time> moment = parse_loose_date(text);
        if (!moment) return std::nullopt;
        return Period{*moment, {moment->seconds + 1}};
    }
    const auto seconds_of = [](year_month_day date) {
        return Time{duration_cast<seconds>(sys_days(date).time_since_epoch()).count()};
    };
    const year_month_day first{year(parts[0]), month(static_cast<unsigned>(parts[1])),
                               day(static_cast<unsigned>(parts[2]))};
    if (!first.ok()) return std::nullopt;
    const year_month_day next = count == 1   ? first + years(1)
                                : count == 2 ? first + months(1)
                                             : year_month_day(sys_days(first) + days(1));
    return Period{seconds_of(first), seconds_of(next)};
}

Result<Test> test_date(const std::string& field,
                       std::function<std::optional<Time>(const Unit&)> date, Op op,
                       const std::string& value) {
    if (op == Op::kAny) return Test([=](const Unit& unit) { return date(unit).has_value(); });
    if (op == Op::kRegex)
        return wrong_op(field, "\"=\", \"!=\", \"<\", \"<=\", \">\" or \">=\" and a date");
    const std::optional<Period> period = parse_period(value);
    if (!period) {
        return fault("where.value", "\"" + value +
                                        "\" is no date; write 2026, 2026-11, 2026-11-23 or "
                                        "2026-11-23T12:00:00Z");
    }
    return Test([=](const Unit& unit) {
        const std::optional<Time> when = date(unit);
        if (!when) return op == Op::kUnequal;
        switch (op) {
            case Op::kBelow:
                return *when < period->start;
            case Op::kAtMost:
                return *when < period->end;
            case Op::kAbove:
                return *when >= period->end;
            case Op::kAtLeast:
                return *when >= period->start;
            default: {
                const bool within = *when >= period->start && *when < period->end;
                return within == (op != Op::kUnequal);
            }
        }
    });
}

std::optional<Time> created(const Unit& unit) {
    std::optional<Time> first = unit.stamp.created;
    for (const Variant& variant : unit.variants) {
        const auto& its = variant.stamp.created;
        if (its && (!first || *its < *first)) first = its;
    }
    return first;
}

Result<Test> test_change(Op op, const std::string& value,
                         const UnitCondition::ChangedUnits& changed) {
    std::int64_t number = 0;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if ((op != Op::kEqual && op != Op::kHas) || read.ec != std::errc() || read.ptr != end)
        return wrong_op("change", "\"=\" and the number of a change set");
    if (!changed) return fault("where.field", "change sets cannot be asked for here");
    return Test([units = changed(number)](const Unit& unit) { return units.contains(unit.id); });
}

// ---- The fields

struct Field {
    const char* name;
    Result<Test> (*make)(const std::string& name, Op op, const std::string& value,
                         const UnitCondition::ChangedUnits& changed);
};

using Changed = UnitCondition::ChangedUnits;
using Text = std::string;

const Field kFields[] = {
    {"source", [](const Text& name, Op op, const Text& value,
                  const Changed&) { return test_texts(name, texts_of(Side::kSource), op, value); }},
    {"target", [](const Text& name, Op op, const Text& value,
                  const Changed&) { return test_texts(name, texts_of(Side::kTarget), op, value); }},
    {"text", [](const Text& name, Op op, const Text& value,
                const Changed&) { return test_texts(name, texts_of(Side::kBoth), op, value); }},
    {"lang", [](const Text& name, Op op, const Text& value,
                const Changed&) { return test_language(name, Side::kBoth, op, value); }},
    {"from", [](const Text& name, Op op, const Text& value,
                const Changed&) { return test_language(name, Side::kSource, op, value); }},
    {"to", [](const Text& name, Op op, const Text& value,
              const Changed&) { return test_language(name, Side::kTarget, op, value); }},
    {"origin",
     [](const Text& name, Op op, const Text& value, const Changed&) {
         return test_texts(
             name, [](const Unit& unit) { return std::vector<std::string>{unit.origin}; }, op,
             value);
     }},
    {"user", [](const Text& name, Op op, const Text& value,
                const Changed&) { return test_texts(name, users_of, op, value); }},
    {"note", [](const Text& name, Op op, const Text& value,
                const Changed&) { return test_texts(name, annotations("note", ""), op, value); }},
    {"state", [](const Text& name, Op op, const Text& value,
                 const Changed&) { return test_state(name, op, value); }},
    {"created", [](const Text& name, Op op, const Text& value,
                   const Changed&) { return test_date(name, created, op, value); }},
    {"changed",
     [](const Text& name, Op op, const Text& value, const Changed&) {
         return test_date(
             name, [](const Unit& unit) { return unit.latest_change(); }, op, value);
     }},
    {"length",
     [](const Text& name, Op op, const Text& value, const Changed&) {
         return test_number(
             name,
             [](const Unit& unit) { return static_cast<double>(characters(unit, Side::kSource)); },
             op, value);
     }},
    {"target.length",
     [](const Text& name, Op op, const Text& value, const Changed&) {
         return test_number(
             name,
             [](const Unit& unit) { return static_cast<double>(characters(unit, Side::kTarget)); },
             op, value);
     }},
    {"codes",
     [](const Text& name, Op op, const Text& value, const Changed&) {
         return op == Op::kAny ? test_number(name, codes_of, Op::kAbove, "0")
                               : test_number(name, codes_of, op, value);
     }},
    {"id",
     [](const Text& name, Op op, const Text& value, const Changed&) {
         return test_number(
             name, [](const Unit& unit) { return static_cast<double>(unit.id); }, op, value);
     }},
    {"change", [](const Text&, Op op, const Text& value,
                  const Changed& changed) { return test_change(op, value, changed); }},
};

}  // namespace

bool is_state(std::string_view field) { return field == "state" || field == "status"; }

std::string names() {
    std::string all;
    for (const Field& field : kFields) all += std::string(field.name) + ", ";
    return all + "prop.NAME";
}

Result<Test> make_test(const std::string& field, Op op, const std::string& value,
                       const UnitCondition::ChangedUnits& changed) {
    if (field.starts_with("prop.") && field.size() > 5)
        return test_texts(field, annotations("prop", field.substr(5)), op, value);
    for (const Field& known : kFields)
        if (field == known.name || (is_state(field) && is_state(known.name)))
            return known.make(field, op, value, changed);
    return fault("where.field", "there is no field \"" + field + "\"; there are " + names());
}

}  // namespace diglot::unit_field
