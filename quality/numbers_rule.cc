#include "quality/numbers_rule.h"

#include <algorithm>
#include <string>

#include "core/text/quantities.h"
#include "quality/number_pairs.h"

namespace diglot {
namespace {

std::string as_read(std::string_view text, const Quantity& quantity) {
    const std::string written(text.substr(quantity.start, quantity.end - quantity.start));
    const std::string read = meaning(quantity);
    return written == read ? "\"" + written + "\"" : "\"" + written + "\" (" + read + ")";
}

TextSpan span_of(const Quantity& quantity) { return {quantity.start, quantity.end}; }

bool is_marker(const Quantity& quantity) { return quantity.kind == QuantityKind::kListMarker; }

/// The quantities of both sides and which of them have no partner.
class Comparison {
public:
    explicit Comparison(const BilingualText& text)
        : text_(text),
          source_(find_quantities(text.source, text.source_lang)),
          target_(find_quantities(text.target, text.target_lang)) {}

    void run(std::vector<Finding>& findings) {
        take_markers(findings);
        missing_ = without_partner(source_, target_);
        extra_ = without_partner(target_, source_);
        forgive_months_of_bare_days(extra_, target_, text_.target, source_, text_.source);
        forgive_months_of_bare_days(missing_, source_, text_.source, target_, text_.target);
        find_swapped_count();
        forgive_references();
        report_different(findings);
        for (const Quantity* quantity : missing_) {
            Finding& finding = findings.emplace_back();
            finding.message = as_read(text_.source, *quantity) + " is missing from the translation";
            finding.source_span = span_of(*quantity);
        }
        for (const Quantity* quantity : extra_) {
            Finding& finding = findings.emplace_back();
            finding.message = as_read(text_.target, *quantity) + " is in the translation only";
            finding.target_span = span_of(*quantity);
        }
        if (findings.empty()) find_contradiction(text_, target_, findings);
        if (findings.empty()) find_contrary(text_, source_, target_, findings);
        if (findings.empty()) find_turned_score(text_, source_, target_, findings);
        if (findings.empty()) find_wrong_part(text_, source_, target_, findings);
    }

private:
    using Quantities = std::vector<Quantity>;

    /// Marks of list items are compared with each other only, and only where both have one.
    void take_markers(std::vector<Finding>& findings) {
        if (source_.empty() || target_.empty()) return;
        const Quantity& a = source_.front();
        const Quantity& b = target_.front();
        if (!is_marker(a) || !is_marker(b) || a.loose || b.loose || may_mean_the_same(a, b)) return;
        Finding& finding = findings.emplace_back();
        finding.message = "different list numbers: " + as_read(text_.source, a) + " became " +
                          as_read(text_.target, b);
        finding.source_span = span_of(a);
        finding.target_span = span_of(b);
    }

    static bool has_marker(const Quantities& all) { return !all.empty() && is_marker(all.front()); }

    static bool has_partner(const Quantity& quantity, const Quantities& others, bool marked) {
        return std::any_of(others.begin(), others.end(), [&](const Quantity& other) {
            if (marked && is_marker(other)) return false;
            // The 1 of Article 1 is not the "one" of another phrase.
            if (quantity.kind == QuantityKind::kOrdinal && quantity.value == Rational{1, 1} &&
                other.loose && other.kind == QuantityKind::kCount)
                return false;
            return may_mean_the_same(quantity, other);
        });
    }

    static std::vector<const Quantity*> without_partner(const Quantities& all,
                                                        const Quantities& others) {
        std::vector<const Quantity*> lone;
        for (const Quantity& quantity : all) {
            if (!quantity.loose && !is_marker(quantity) &&
                !has_partner(quantity, others, has_marker(all)))
                lone.push_back(&quantity);
        }
        return lone;
    }

    static std::size_t count_like(const Quantities& all, const Quantity& quantity) {
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [&](const Quantity& other) {
                const bool stands = !other.loose || other.kind == QuantityKind::kOrdinal ||
                                    other.kind == QuantityKind::kMonth;
                return stands && !is_marker(other) && may_mean_the_same(quantity, other);
            }));
    }

    static std::size_t count_firm(const Quantities& all) {
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(),
            [](const Quantity& quantity) { return !quantity.loose && !is_marker(quantity); }));
    }

    /// One value stands once too often and another once too seldom: 3 and 4 became 4 and 4. Only
    /// where both sides have as many quantities, else one was said twice.
    void find_swapped_count() {
        const bool open = missing_.size() + extra_.size() <= 1;
        if (!open || count_firm(source_) != count_firm(target_) || count_firm(source_) < 2) return;
        const Quantity* less =
            missing_.empty() ? last_too_often(source_, target_) : missing_.front();
        const Quantity* more = extra_.empty() ? last_too_often(target_, source_) : extra_.front();
        if (!less || !more || may_mean_the_same(*less, *more)) return;
        missing_ = {less};
        extra_ = {more};
    }

    /// The last of `all` that stands there once more than in `others`.
    static const Quantity* last_too_often(const Quantities& all, const Quantities& others) {
        const Quantity* found = nullptr;
        for (const Quantity& quantity : all) {
            if (quantity.loose || is_marker(quantity)) continue;
            const auto there = static_cast<std::size_t>(
                std::count_if(others.begin(), others.end(), [&](const Quantity& other) {
                    // "two" is loose for it may be left out: it stands there all the same.
                    const bool stands = !other.loose || !other.digits.empty() ||
                                        other.kind != QuantityKind::kCount ||
                                        other.value.numerator > 1;
                    return stands && !is_marker(other) && may_mean_the_same(quantity, other);
                }));
            if (count_like(all, quantity) == there + 1) found = &quantity;
        }
        return found;
    }

    /// 前條第一項 is often said with the number of the article it means, and the other way round.
    /// Only where one side has numbers the other has not: a wrong one makes both.
    void forgive_references() {
        const auto is_reference = [](const Quantity* quantity) {
            return quantity->kind == QuantityKind::kOrdinal;
        };
        std::erase_if(extra_,
                      [&](const Quantity* q) { return is_within(*q, source_, text_.source); });
        std::erase_if(missing_,
                      [&](const Quantity* q) { return is_within(*q, target_, text_.target); });
        forgive_short_references();
        std::erase_if(extra_, [&](const Quantity* q) { return is_said_otherwise(*q); });
        // "23.4 Local authorities", "22-4.1 the labels": the number of the passage itself.
        const std::size_t head = head_size(text_.target);
        std::erase_if(extra_, [&](const Quantity* q) { return q->end <= head; });
        if (head > 0) std::erase_if(extra_, [&](const Quantity* q) { return is_own_article(*q); });
        // The first paragraph of an article is often named on one side only.
        const auto is_first = [&](const Quantity* quantity) {
            return is_reference(quantity) && quantity->value == Rational{1, 1};
        };
        const auto ordinals = [](const Quantities& all) {
            return std::count_if(all.begin(), all.end(), [](const Quantity& quantity) {
                return !quantity.loose && quantity.kind == QuantityKind::kOrdinal;
            });
        };
        const auto more_in_target = ordinals(target_) - ordinals(source_);
        if (missing_.empty() && more_in_target > 0) {
            std::erase_if(extra_, is_first);
            if (refers_back(text_.source)) std::erase_if(extra_, is_reference);
        } else if (extra_.empty() && more_in_target < 0) {
            std::erase_if(missing_, is_first);
            if (refers_back(text_.target)) std::erase_if(missing_, is_reference);
        }
    }

    /// "one (1) clerk" says no more than "one clerk", "the 2 preceding paragraphs" is 前二項, and
    /// the 2 of a "500-m2 section" belongs to the unit, that of P2P to a word.
    bool is_said_otherwise(const Quantity& quantity) const {
        const std::string_view before = text_.target.substr(0, quantity.start);
        const std::string_view after = text_.target.substr(quantity.end);
        if (before.ends_with("-m")) return true;
        const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
        if (!before.empty() && !after.empty() && is_letter(before.back()) &&
            is_letter(after.front()))
            return true;
        if (quantity.digits == "1" && (before.ends_with("one (") || before.ends_with("One (")))
            return true;
        const bool back = before.ends_with("preceding ") || before.ends_with("above ") ||
                          before.ends_with("proceeding ") || before.ends_with("foregoing ") ||
                          before.ends_with("previous ") || before.ends_with("aforementioned ") ||
                          after.starts_with(" preceding ") || after.starts_with(" foregoing ") ||
                          after.starts_with(" previous ");
        constexpr std::string_view kBefore[] = {"前二", "前三", "前四", "前五", "前六"};
        const Rational& value = quantity.value;
        return back && value.denominator == 1 && value.numerator >= 2 && value.numerator <= 6 &&
               text_.source.find(kBefore[value.numerator - 2]) != std::string_view::npos;
    }

    /// 12.2(11) for 第十二條第二款第十一目: the parts of a number with dots are ordinals of the
    /// source.
    void forgive_short_references() {
        const auto has_ordinal = [&](std::int64_t value) {
            return std::any_of(source_.begin(), source_.end(), [&](const Quantity& quantity) {
                return quantity.kind == QuantityKind::kOrdinal &&
                       quantity.value == Rational{value, 1};
            });
        };
        std::vector<std::int64_t> said;
        std::erase_if(extra_, [&](const Quantity* quantity) {
            if (quantity->digits.find('.') == std::string::npos) return false;
            std::vector<std::int64_t> parts;
            for (std::size_t at = 0; at < quantity->digits.size();) {
                const std::size_t end =
                    std::min(quantity->digits.find('.', at), quantity->digits.size());
                if (end == at || end - at > 6) return false;
                std::int64_t part = 0;
                for (; at < end; ++at) {
                    const char c = quantity->digits[at];
                    if (c < '0' || c > '9') return false;
                    part = part * 10 + (c - '0');
                }
                if (!has_ordinal(part)) return false;
                parts.push_back(part);
                at = end + 1;
            }
            said.insert(said.end(), parts.begin(), parts.end());
            return true;
        });
        std::erase_if(missing_, [&](const Quantity* quantity) {
            return quantity->kind == QuantityKind::kOrdinal && quantity->value.denominator == 1 &&
                   std::find(said.begin(), said.end(), quantity->value.numerator) != said.end();
        });
    }

    /// Bytes of the digits a text begins with, where dots or hyphens join them.
    static std::size_t head_size(std::string_view text) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789.-() "), text.size());
        for (std::size_t i = 1; i + 1 < end; ++i) {
            const auto is_digit = [&](std::size_t at) {
                return text[at] >= '0' && text[at] <= '9';
            };
            if ((text[i] == '.' || text[i] == '-') && is_digit(i - 1) && is_digit(i + 1))
                return end < text.size() ? end : 0;
        }
        return 0;
    }

    /// "35.3 The person in Section 35.1": the article that the passage stands in, by its number.
    bool is_own_article(const Quantity& quantity) const {
        const std::size_t first = text_.target.find_first_of("0123456789");
        const std::size_t end = text_.target.find_first_not_of("0123456789", first);
        const std::string own(text_.target.substr(first, end - first));
        const bool named = quantity.kind == QuantityKind::kOrdinal ||
                           quantity.kind == QuantityKind::kCode ||
                           quantity.digits.find('.') != std::string::npos;
        return named &&
               (quantity.digits.starts_with(own + ".") ||
                (quantity.kind == QuantityKind::kOrdinal && quantity.value.denominator == 1 &&
                 std::to_string(quantity.value.numerator) == own));
    }

    /// 第二十一條至第二十三條 may be said as Articles 21, 22 and 23.
    static bool is_within(const Quantity& quantity, const Quantities& others,
                          std::string_view text) {
        if (quantity.kind != QuantityKind::kOrdinal || quantity.value.denominator != 1)
            return false;
        for (std::size_t i = 0; i + 1 < others.size(); ++i) {
            const Quantity& low = others[i];
            const Quantity& high = others[i + 1];
            if (low.kind != QuantityKind::kOrdinal || low.value.denominator != 1 ||
                high.value.denominator != 1 || low.value.numerator >= quantity.value.numerator ||
                high.value.numerator <= quantity.value.numerator || high.start < low.end)
                continue;
            const std::string_view between = text.substr(low.end, high.start - low.end);
            for (const std::string_view joint :
                 {"至", "到", " to ", "~", "～", "–", "-", "through"}) {
                if (between.size() < 24 && between.find(joint) != std::string_view::npos)
                    return true;
            }
        }
        return false;
    }

    static bool refers_back(std::string_view text) {
        constexpr std::string_view kWords[] = {"前四",
                                               "前五",
                                               "前六",
                                               "前七",
                                               "前八",
                                               "前九",
                                               "前十",
                                               "前條",
                                               "前項",
                                               "前款",
                                               "前目",
                                               "前開",
                                               "前二",
                                               "前三",
                                               "同條",
                                               "同項",
                                               "本條",
                                               "本項",
                                               "preceding",
                                               "foregoing",
                                               "aforementioned",
                                               "above",
                                               "aforesaid",
                                               "prescribed in the",
                                               "referred to in the",
                                               "said ",
                                               "this Article",
                                               "same ",
                                               "this Paragraph",
                                               "the Paragraph"};
        return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
            return text.find(word) != std::string_view::npos;
        });
    }

    /// A missing and an extra quantity of the same kind, or what is left one against one, were one.
    void report_different(std::vector<Finding>& findings) {
        using Alike = bool (Comparison::*)(const Quantity&, const Quantity&) const;
        const auto pair_up = [&](Alike alike) {
            for (auto a = missing_.begin(); a != missing_.end();) {
                const auto b = std::find_if(
                    extra_.begin(), extra_.end(),
                    [&](const Quantity* other) { return (this->*alike)(**a, *other); });
                if (b == extra_.end()) {
                    ++a;
                    continue;
                }
                report_pair(**a, **b, findings);
                extra_.erase(b);
                a = missing_.erase(a);
            }
        };
        pair_up(&Comparison::is_same_sort);
        pair_up(&Comparison::is_same_kind);
        if (missing_.size() == extra_.size()) pair_up(&Comparison::is_alike);
    }

    bool is_same_kind(const Quantity& a, const Quantity& b) const { return a.kind == b.kind; }

    /// A duration with a duration, a month with a month.
    bool is_same_sort(const Quantity& a, const Quantity& b) const {
        return a.kind == b.kind && is_duration(a, text_.source) == is_duration(b, text_.target);
    }

    /// 第一項 and 50 % were never one, nor were 八月 and 18 months.
    bool is_alike(const Quantity& a, const Quantity& b) const {
        const auto is_month = [](const Quantity& quantity) {
            return quantity.kind == QuantityKind::kMonth;
        };
        if (is_month(a) != is_month(b) &&
            (is_duration(a, text_.source) || is_duration(b, text_.target) ||
             a.kind == QuantityKind::kMoney || b.kind == QuantityKind::kMoney))
            return false;
        const auto bare = [](const Quantity& quantity) {
            return quantity.kind == QuantityKind::kCount ||
                   quantity.kind == QuantityKind::kOrdinal || quantity.kind == QuantityKind::kDay ||
                   quantity.kind == QuantityKind::kCode;
        };
        return (a.kind != QuantityKind::kOrdinal || bare(b)) &&
               (b.kind != QuantityKind::kOrdinal || bare(a));
    }

    void report_pair(const Quantity& a, const Quantity& b, std::vector<Finding>& findings) const {
        Finding& finding = findings.emplace_back();
        finding.message = "different quantities: " + as_read(text_.source, a) + " became " +
                          as_read(text_.target, b);
        finding.source_span = span_of(a);
        finding.target_span = span_of(b);
    }

    const BilingualText& text_;
    Quantities source_, target_;
    std::vector<const Quantity*> missing_, extra_;
};

}  // namespace

std::string_view NumbersRule::name() const { return "numbers"; }

Severity NumbersRule::severity() const { return Severity::kError; }

std::string_view NumbersRule::summary() const {
    return "Numbers, shares, dates, money and measures differ by value";
}

std::string_view NumbersRule::explanation() const {
    return "Reads the quantities of both texts, whatever they are written in, and compares their "
           "values: 3億5千萬 and $350 million are the same, 3億5千萬 and $35 million are not. "
           "A value that only one side has is named with how it was understood, and a number that "
           "the translation says twice in two ways (three (5) months).\n\n"
           "Understood are Chinese numerals and digits, 萬 億 兆 (10^12 in Taiwan), 成, 折 (70 % "
           "or 30 % off), 百分之, 個百分點, 分之, 半, years of the Republic (民國115年 and 2026), "
           "dates and hours, 第, currencies and common units; in English digits, number words, "
           "million to trillion, percent, fractions, months, a.m. and p.m., ordinals, currencies "
           "and units. Different currencies are different quantities, and so are units, but for "
           "those of one measure (1.5 km and 1,500 m).\n\n"
           "Left alone are idioms (一般, 萬一, 五花八門), single 一 and \"one\", and words such as "
           "both, half or first, which a translation may put otherwise. Weekdays, 上半年 and "
           "數千萬 "
           "may be left out, but not become others. 十八日 may be the 18th of any month, 成長兩倍 "
           "tripled or doubled. A value said twice on one "
           "side and once on the other is no fault. After 約, 多, about or over a number may be "
           "the other one rounded to two or more digits.";
}

std::vector<RuleExample> NumbersRule::examples() const {
    return {
        {"公司投資3億5千萬美元。", "The company invested US$35 million.",
         "different quantities: \"3億5千萬美元\" (USD 350,000,000) became \"35 million\" "
         "(USD 35,000,000)"},
        {"全館七折。", "30% off everything in store.", ""},
        {"民國115年生效。", "Takes effect in 2026.", ""},
        {"六個月內的三個月。", "Three (6) months within six months.",
         "\"Three (6)\" says two different numbers"},
        {"錄取十五人。", "Some were admitted.", "\"十五\" (15) is missing from the translation"}};
}

void NumbersRule::check(const BilingualText& text, std::vector<Finding>& findings) {
    Comparison(text).run(findings);
}

}  // namespace diglot
