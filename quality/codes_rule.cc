// Inline codes that a translation lost or made up.
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

class CodesRule : public DescribedRule {
public:
    CodesRule()
        : DescribedRule({"codes",
                         Severity::kError,
                         "Inline codes missing from the translation, or too many",
                         "The inline codes of both segments (bpt, ept, ph, it, hi of TMX, g, x of "
                         "XLIFF …), compared by what they do and not by their numbers. Their order "
                         "is the translator's: word order differs between languages.",
                         {}}) {}

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
    }
};

}  // namespace

std::unique_ptr<Rule> make_codes_rule() { return std::make_unique<CodesRule>(); }

}  // namespace diglot
