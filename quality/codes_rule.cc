// Inline codes that a translation lost or made up.
#include <algorithm>
#include <map>

#include "core/markup.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "tm/unit.h"

namespace diglot {
namespace {

/// What a code does, whatever its number: its native code, else its element and attributes.
std::string meaning_of(const Markup& code) {
    std::string native = is_native_code(code.element) ? code.all_text() : "";
    if (!native.empty()) return native;
    std::string text = "<" + code.element;
    for (const Attribute& attribute : code.attributes)
        if (!is_code_number(attribute.name))
            text += " " + attribute.name + "=\"" + attribute.value + "\"";
    return text + ">";
}

using Counts = std::map<std::string, int>;

void count_codes(const std::vector<Markup>& content, int by, Counts& counts) {
    for (const Markup& node : content) {
        if (node.is_text()) continue;
        counts[meaning_of(node)] += by;
        if (!is_native_code(node.element)) count_codes(node.children, by, counts);
    }
}

/// An opening or closing code (TMX bpt, ept; their pair by the number i).
struct PairedCode {
    std::string pair;
    std::string meaning;
    bool opens = false;
};

void list_paired(const std::vector<Markup>& content, std::vector<PairedCode>& codes) {
    for (const Markup& node : content) {
        if (node.is_text()) continue;
        if (node.element == "bpt" || node.element == "ept")
            if (const std::string* number = node.attribute("i"))
                codes.push_back({*number, meaning_of(node), node.element == "bpt"});
        if (!is_native_code(node.element)) list_paired(node.children, codes);
    }
}

/// What is wrong with the order of paired codes, for people; empty where nothing is.
std::string fault_of_order(const std::vector<PairedCode>& codes) {
    std::vector<const PairedCode*> open;
    for (const PairedCode& code : codes) {
        if (code.opens) {
            open.push_back(&code);
            continue;
        }
        const auto partner = std::find_if(open.begin(), open.end(), [&](const PairedCode* one) {
            return one->pair == code.pair;
        });
        if (partner == open.end()) {
            const bool later = std::any_of(codes.begin(), codes.end(), [&](const PairedCode& one) {
                return one.opens && one.pair == code.pair;
            });
            if (later) return "the code " + code.meaning + " closes before it is opened";
            continue;  // Its opening code is missing, which is told as such.
        }
        if (partner + 1 != open.end())
            return "the codes " + (*partner)->meaning + " and " + open.back()->meaning + " overlap";
        open.erase(partner);
    }
    return {};
}

class CodesRule : public DescribedRule {
public:
    CodesRule()
        : DescribedRule({"codes",
                         Severity::kError,
                         "Inline codes missing from the translation, or too many",
                         "The inline codes of both segments (bpt, ept, ph, it, hi of TMX, g, x of "
                         "XLIFF …), compared by what they do and not by their numbers. Their order "
                         "is the translator's: word order differs between languages. But a code "
                         "that closes must not stand before the one that opens (</b>…<b>), and "
                         "pairs must not overlap (<b><i></b></i>) where those of the source do "
                         "not.",
                         {},
                         {{"order", "true", "whether the order of paired codes is looked at"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.source_segment || !text.target_segment) return;
        const auto& source = text.source_segment->content;
        const auto& target = text.target_segment->content;
        if (source.empty() && target.empty()) return;
        Counts counts;
        count_codes(source, 1, counts);
        count_codes(target, -1, counts);
        for (const auto& [code, count] : counts) {
            if (count == 0) continue;
            Finding& finding = findings.emplace_back();
            finding.message =
                "the code " + code +
                (count > 0 ? " is missing from the translation" : " is in the translation only");
            if (count > 1) finding.message += ", " + std::to_string(count) + " times";
            if (count < -1) finding.message += ", " + std::to_string(-count) + " times";
        }
        if (order_) check_order(source, target, findings);
    }

protected:
    void set_options(const RuleOptions& options) override {
        order_ = bool_option(*this, options, "order", true);
    }

private:
    static void check_order(const std::vector<Markup>& source, const std::vector<Markup>& target,
                            std::vector<Finding>& findings) {
        std::vector<PairedCode> from, to;
        list_paired(source, from);
        list_paired(target, to);
        const std::string fault = fault_of_order(to);
        if (!fault.empty() && fault_of_order(from).empty()) findings.emplace_back().message = fault;
    }

    bool order_ = true;
};

}  // namespace

std::unique_ptr<Rule> make_codes_rule() { return std::make_unique<CodesRule>(); }

}  // namespace diglot
