#include "quality/number_pairs.h"

#include <algorithm>
#include <string>

namespace diglot {
namespace {

std::string slice(std::string_view text, TextSpan span) {
    return std::string(text.substr(span.start, span.end - span.start));
}

/// "three (3)": digits behind a number in words.
bool is_in_brackets_behind(std::string_view text, const Quantity& word, const Quantity& digits) {
    if (!word.digits.empty() || digits.digits.empty() || digits.start < word.end) return false;
    const std::string_view between = text.substr(word.end, digits.start - word.end);
    return (between == " (" || between == "(") && digits.end < text.size() &&
           text[digits.end] == ')';
}

/// The two numbers of 第四十六條之一 and Article 46-1.
struct Part {
    Rational whole, part;
    TextSpan span;
};

std::vector<Part> parts_of(const std::vector<Quantity>& all, std::string_view text) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        if (all[i + 1].start < all[i].end) continue;
        const std::string_view between = text.substr(all[i].end, all[i + 1].start - all[i].end);
        if (between == "-" || between == "條之" || between == "条之")
            parts.push_back({all[i].value, all[i + 1].value, {all[i].start, all[i + 1].end}});
    }
    return parts;
}

bool has(const std::vector<Part>& all, const Part& one) {
    return std::any_of(all.begin(), all.end(), [&](const Part& other) {
        return other.whole == one.whole && other.part == one.part;
    });
}

bool is_left_out_at_will(const Quantity& quantity, QuantityKind kind) {
    return quantity.kind == kind && quantity.loose && quantity.also.empty();
}

/// The first of `all` of the kind that none of `others` fits.
const Quantity* first_alone(const std::vector<Quantity>& all, const std::vector<Quantity>& others,
                            QuantityKind kind) {
    for (const Quantity& one : all) {
        if (is_left_out_at_will(one, kind) &&
            std::none_of(others.begin(), others.end(),
                         [&](const Quantity& other) { return may_mean_the_same(one, other); }))
            return &one;
    }
    return nullptr;
}

/// Two whole numbers with one of `joints` between them.
struct Score {
    std::int64_t left = 0, right = 0;
    TextSpan span;
};

std::vector<Score> scores_of(const std::vector<Quantity>& all, std::string_view text,
                             std::initializer_list<std::string_view> joints) {
    std::vector<Score> scores;
    for (const Quantity& left : all) {
        for (const Quantity& right : all) {
            if (right.start < left.end || left.value.denominator != 1 ||
                right.value.denominator != 1 || left.value.numerator == right.value.numerator)
                continue;
            const std::string_view between = text.substr(left.end, right.start - left.end);
            if (std::find(joints.begin(), joints.end(), between) != joints.end())
                scores.push_back(
                    {left.value.numerator, right.value.numerator, {left.start, right.end}});
        }
    }
    return scores;
}

/// Only a space, a point, a comma or "of" between them: Dec. 5, 2025.
bool stand_together(const Quantity& a, const Quantity& b, std::string_view text) {
    const std::size_t start = std::min(a.end, b.end);
    const std::size_t end = std::max(a.start, b.start);
    if (end < start) return false;
    const std::string_view between = text.substr(start, end - start);
    return between == " " || between == ". " || between == ", " || between == " of ";
}

bool is_bare_day(const Quantity& day, std::string_view text) {
    return day.kind == QuantityKind::kDay && text.substr(0, day.end).ends_with("日") &&
           !text.substr(0, day.start).ends_with("月");
}

}  // namespace

void forgive_months_of_bare_days(std::vector<const Quantity*>& lone,
                                 const std::vector<Quantity>& own, std::string_view own_text,
                                 const std::vector<Quantity>& others, std::string_view other_text) {
    const auto is_said_bare = [&](const Quantity& day) {
        return std::any_of(others.begin(), others.end(), [&](const Quantity& other) {
            return is_bare_day(other, other_text) && may_mean_the_same(day, other);
        });
    };
    std::erase_if(lone, [&](const Quantity* quantity) {
        if (quantity->kind != QuantityKind::kMonth && quantity->kind != QuantityKind::kYear)
            return false;
        return std::any_of(own.begin(), own.end(), [&](const Quantity& day) {
            return (day.kind == QuantityKind::kDay || day.kind == QuantityKind::kOrdinal) &&
                   stand_together(*quantity, day, own_text) && is_said_bare(day);
        });
    });
}

bool is_duration(const Quantity& quantity, std::string_view text) {
    if (quantity.kind != QuantityKind::kCount) return false;
    const std::string_view behind = text.substr(quantity.end);
    const std::string_view written = text.substr(quantity.start, quantity.end - quantity.start);
    for (const std::string_view unit :
         {"年",    "個月",  "月",    "天",    "日",      "週",     "周",   "星期",
          "小時",  "分鐘",  " year", "-year", " month",  "-month", " day", "-day",
          " week", "-week", " hour", "-hour", " minute", "-minute"})
        if (behind.starts_with(unit)) return true;
    return written.ends_with("年") || written.ends_with("年半");
}

void find_contrary(const BilingualText& text, const std::vector<Quantity>& source,
                   const std::vector<Quantity>& target, std::vector<Finding>& findings) {
    for (const QuantityKind kind : {QuantityKind::kWeekday, QuantityKind::kHalfYear,
                                    QuantityKind::kVague, QuantityKind::kFraction}) {
        const Quantity* from = first_alone(source, target, kind);
        const Quantity* to = first_alone(target, source, kind);
        if (!from || !to) continue;
        const auto read = [](std::string_view all, const Quantity& quantity) {
            const std::string written = slice(all, {quantity.start, quantity.end});
            const std::string means = meaning(quantity);
            return '"' + written + '"' + (written == means ? "" : " (" + means + ')');
        };
        Finding& finding = findings.emplace_back();
        finding.message = "different quantities: " + read(text.source, *from) + " became " +
                          read(text.target, *to);
        finding.source_span = TextSpan{from->start, from->end};
        finding.target_span = TextSpan{to->start, to->end};
        return;
    }
}

void find_turned_score(const BilingualText& text, const std::vector<Quantity>& source,
                       const std::vector<Quantity>& target, std::vector<Finding>& findings) {
    const std::vector<Score> asked = scores_of(source, text.source, {":", "：", "比"});
    if (asked.empty() || text.source_lang.language() != "zh") return;
    for (const std::string_view word :
         {"lost", "lose", "losing", "loss", "fell", "fall", "went down", "defeated by", "beaten",
          "trail", "behind", "defeat to", "odds", "ratio"})
        if (text.target.find(word) != std::string_view::npos) return;
    const std::vector<Score> there = scores_of(target, text.target, {"-", "–", " to ", ":"});
    for (const Score& one : asked) {
        if (one.left < one.right) continue;
        const auto turned = std::find_if(there.begin(), there.end(), [&](const Score& other) {
            return other.left == one.right && other.right == one.left;
        });
        const bool right = std::any_of(there.begin(), there.end(), [&](const Score& other) {
            return other.left == one.left && other.right == one.right;
        });
        if (turned == there.end() || right) continue;
        Finding& finding = findings.emplace_back();
        finding.message = "different quantities: \"" + slice(text.source, one.span) +
                          "\" became \"" + slice(text.target, turned->span) + '"';
        finding.source_span = one.span;
        finding.target_span = turned->span;
        return;
    }
}

void find_contradiction(const BilingualText& text, const std::vector<Quantity>& target,
                        std::vector<Finding>& findings) {
    for (std::size_t i = 0; i + 1 < target.size(); ++i) {
        const Quantity& word = target[i];
        const Quantity& digits = target[i + 1];
        if (word.kind == QuantityKind::kOrdinal || digits.kind == QuantityKind::kOrdinal ||
            word.kind == QuantityKind::kWeekday || word.kind == QuantityKind::kVague ||
            word.kind == QuantityKind::kHalfYear ||
            !is_in_brackets_behind(text.target, word, digits) || may_mean_the_same(word, digits))
            continue;
        Finding& finding = findings.emplace_back();
        finding.target_span = TextSpan{word.start, digits.end + 1};
        finding.message =
            "\"" + slice(text.target, *finding.target_span) + "\" says two different numbers";
        return;
    }
}

void find_wrong_part(const BilingualText& text, const std::vector<Quantity>& source,
                     const std::vector<Quantity>& target, std::vector<Finding>& findings) {
    const std::vector<Part> asked = parts_of(source, text.source);
    if (asked.empty()) return;
    const std::vector<Part> there = parts_of(target, text.target);
    for (const Part& one : asked) {
        if (has(there, one)) continue;
        const auto other = std::find_if(there.begin(), there.end(), [&](const Part& part) {
            return part.whole == one.whole && !has(asked, part);
        });
        if (other == there.end()) continue;
        Finding& finding = findings.emplace_back();
        finding.message = "different quantities: \"" + slice(text.source, one.span) +
                          "\" became \"" + slice(text.target, other->span) + '"';
        finding.source_span = one.span;
        finding.target_span = other->span;
        return;
    }
}

}  // namespace diglot
