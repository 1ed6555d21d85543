#include "tm/unit_condition.h"

#include <optional>
#include <string>
#include <vector>

#include "core/text/utf8.h"
#include "tm/unit_field.h"

namespace diglot {
namespace {

using unit_field::Op;
using Test = UnitCondition::Test;

constexpr std::pair<std::string_view, Op> kOps[] = {
    {"!=", Op::kUnequal}, {"<=", Op::kAtMost}, {">=", Op::kAtLeast}, {":", Op::kHas},
    {"=", Op::kEqual},    {"~", Op::kRegex},   {"<", Op::kBelow},    {">", Op::kAbove},
};

/// More of either is no condition that a person wrote; the test of a unit calls as deep.
constexpr int kMostDepth = 100;
constexpr int kMostComparisons = 1000;

/// Recursive descent, a function a rule of the grammar.
class Parser {
public:
    Parser(std::string_view text, const UnitCondition::ChangedUnits& changed)
        : text_(text), changed_(changed) {}

    Result<Test> parse() {
        Result<Test> all = condition();
        if (!all) return all;
        if (skip_spaces(); at_ < text_.size())
            return error(at_, text_[at_] == ')' ? "this bracket closes none"
                                                : "here \"and\" or \"or\" was expected");
        return all;
    }

    bool asks_for_state() const { return asks_for_state_; }

private:
    Result<Test> condition() {
        Result<Test> left = conjunction();
        while (left && take_word("or")) {
            Result<Test> right = conjunction();
            if (!right) return right;
            left = Test([a = *left, b = *right](const Unit& unit) { return a(unit) || b(unit); });
        }
        return left;
    }

    Result<Test> conjunction() {
        Result<Test> left = negation();
        while (left) {
            const bool said = take_word("and");
            skip_spaces();
            if (!said && (at_ == text_.size() || text_[at_] == ')' || next_word() == "or")) break;
            Result<Test> right = negation();
            if (!right) return right;
            left = Test([a = *left, b = *right](const Unit& unit) { return a(unit) && b(unit); });
        }
        return left;
    }

    Result<Test> negation() {
        if (!take_word("not")) return primary();
        if (++depth_ > kMostDepth) return error(at_, "this is nested too deep");
        Result<Test> inner = negation();
        --depth_;
        if (!inner) return inner;
        return Test([a = *inner](const Unit& unit) { return !a(unit); });
    }

    Result<Test> primary() {
        skip_spaces();
        if (at_ == text_.size()) return error(at_, "here a condition was expected");
        if (text_[at_] == '(') {
            const std::size_t open = at_++;
            if (++depth_ > kMostDepth) return error(open, "this is nested too deep");
            Result<Test> inner = condition();
            --depth_;
            if (!inner) return inner;
            skip_spaces();
            if (at_ == text_.size()) return error(open, "this bracket is not closed");
            if (text_[at_] != ')') return error(at_, "here \")\" was expected");
            ++at_;
            return inner;
        }
        return comparison();
    }

    Result<Test> comparison() {
        const std::size_t start = at_;
        std::string field(next_word());
        if (field.empty()) return error(at_, "here a field was expected");
        if (++comparisons_ > kMostComparisons)
            return error(at_, "these are more than 1,000 comparisons");
        at_ += field.size();
        if (field == "prop." && at_ < text_.size() && text_[at_] == '"') {
            std::string name;  // With characters that otherwise end a field.
            if (auto reason = take_value(name)) return *reason;
            field += name;
        }
        asks_for_state_ = asks_for_state_ || unit_field::is_state(field);
        const Op op = take_op();
        std::string value;
        const std::size_t value_start = at_;
        if (op != Op::kAny) {
            if (auto reason = take_value(value)) return *reason;
        }
        Result<Test> test = unit_field::make_test(field, op, value, changed_);
        if (test) return test;
        Diagnostic reason = test.error();
        reason.position = position(reason.code == "where.field" ? start : value_start);
        return reason;
    }

    std::optional<Diagnostic> take_value(std::string& value) {
        if (at_ < text_.size() && text_[at_] == '"') {
            const std::size_t open = at_++;
            for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
                if (text_[at_] == '\\' && at_ + 1 < text_.size() &&
                    (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\'))
                    ++at_;
                value += text_[at_];
            }
            if (at_ == text_.size()) return error(open, "this quotation is not closed");
            ++at_;
            return std::nullopt;
        }
        while (at_ < text_.size() && text_[at_] != ' ' && text_[at_] != '\t' && text_[at_] != ')')
            value += text_[at_++];
        if (value.empty()) return error(at_, "here a value was expected");
        return std::nullopt;
    }

    Op take_op() {
        for (const auto& [sign, op] : kOps) {
            if (text_.substr(at_, sign.size()) != sign) continue;
            at_ += sign.size();
            return op;
        }
        return Op::kAny;
    }

    void skip_spaces() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    }
    /// Up to a space, a bracket or an operator.
    std::string_view next_word() const {
        return text_.substr(at_, text_.find_first_of(" \t()\"!:=~<>", at_) - at_);
    }
    bool take_word(std::string_view word) {
        skip_spaces();
        if (next_word() != word) return false;
        const std::size_t end = at_ + word.size();
        if (end < text_.size() && std::string_view(" \t(").find(text_[end]) == std::string::npos)
            return false;
        at_ = end;
        return true;
    }

    Position position(std::size_t at) const {
        return {1, 1 + count_code_points(text_.substr(0, at))};
    }
    Diagnostic error(std::size_t at, std::string message) const {
        Diagnostic diagnostic;
        diagnostic.code = "where.syntax";
        diagnostic.message = std::move(message);
        diagnostic.position = position(at);
        return diagnostic;
    }

    std::string_view text_;
    const UnitCondition::ChangedUnits& changed_;
    std::size_t at_ = 0;
    bool asks_for_state_ = false;
    int depth_ = 0;
    int comparisons_ = 0;
};

}  // namespace

Result<UnitCondition> UnitCondition::parse(std::string_view text, const ChangedUnits& changed) {
    Parser parser(text, changed);
    Result<Test> test = parser.parse();
    if (test) return UnitCondition(*test, parser.asks_for_state());
    Diagnostic reason = test.error();
    reason.file = "the condition";
    reason.excerpt = std::string(text);
    return reason;
}

}  // namespace diglot
