// Placeholders of programs: printf, braces, shell.
#include <map>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"

namespace diglot {
namespace {

struct Placeholder {
    TextSpan span;
    std::string key;
};

bool is_name(char c) {
    return is_ascii_letter(static_cast<unsigned char>(c)) ||
           is_digit(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '-';
}

/// The end of "%s", "%1$d", "%-5.2f", "%(name)s", "%@" at `at`; `at` where there is none. Not of a
/// percentage: "50% of", "5%".
std::size_t printf_end(std::string_view text, std::size_t at) {
    if (at > 0 && is_digit(static_cast<unsigned char>(text[at - 1]))) return at;
    std::size_t i = at + 1;
    if (i < text.size() && text[i] == '(') {
        while (i < text.size() && text[i] != ')') ++i;
        ++i;
    }
    while (i < text.size() && (is_digit(static_cast<unsigned char>(text[i])) ||
                               std::string_view("$-+#.*'").find(text[i]) != std::string_view::npos))
        ++i;
    const bool numbered = i > at + 1 && is_digit(static_cast<unsigned char>(text[i - 1]));
    while (i < text.size() && (text[i] == 'l' || text[i] == 'h' || text[i] == 'z')) ++i;
    if (i < text.size() &&
        std::string_view("sdiufcxXgeEoqp@").find(text[i]) != std::string_view::npos)
        return i + 1;
    return numbered && text[at + 1] != '(' ? i : at;  // Qt's %1.
}

/// The end of "{0}", "{name}", "${name}", "{{name}}" at `at`, or of what opens an ICU message:
/// "{count, plural".
std::size_t brace_end(std::string_view text, std::size_t at) {
    std::size_t i = at;
    while (i < text.size() && (text[i] == '$' || text[i] == '{')) ++i;
    const std::size_t name = i;
    while (i < text.size() && is_name(text[i])) ++i;
    if (i == name || i >= text.size()) return at;
    if (text[i] == ',') return i;
    if (text[i] != '}') return at;
    while (i < text.size() && text[i] == '}') ++i;
    return i;
}

/// Whether `at` is part of an address of the web, where %E4 is a byte and {x} the site's matter.
bool is_in_address(std::string_view text, std::size_t at) {
    const std::size_t blank = text.find_last_of(" \t\n()<>\"'", at);
    const std::size_t start = blank == text.npos ? 0 : blank + 1;
    return text.substr(start, at - start).find("/") != std::string_view::npos;
}

std::vector<Placeholder> find_placeholders(std::string_view text) {
    std::vector<Placeholder> found;
    for (std::size_t at = 0; (at = text.find_first_of("%{$", at)) != text.npos;) {
        const char c = text[at];
        std::size_t end = at;
        if (c == '%' && at + 1 < text.size() && text[at + 1] == '%')
            end = at + 2;
        else if (c == '%')
            end = printf_end(text, at);
        else if (c == '{' || (at + 1 < text.size() && text[at + 1] == '{'))
            end = brace_end(text, at);
        const bool literal = end == at + 2 && c == '%' && text[at + 1] == '%';
        if (end > at && !literal && !is_in_address(text, at))
            found.push_back({{at, end}, std::string(text.substr(at, end - at))});
        at = std::max(end, at + 1);
    }
    return found;
}

class PlaceholdersRule : public DescribedRule {
public:
    PlaceholdersRule()
        : DescribedRule(
              {"placeholders",
               Severity::kError,
               "Placeholders (%s, {name}, ${x}) missing from the translation, or changed",
               "What a program replaces as it runs: printf (%s, %1$d, %(name)s), Qt (%1), braces "
               "({0}, {name}, {{name}}), shell (${x}) and the argument of ICU messages ({count, "
               "plural …). Each must be in the translation, as often and as it is written. "
               "Percentages (50% off) are none, nor is what stands in an address (a path with /).",
               {{"剩下 %d 個檔案", "%s files left",
                 "\"%d\" is missing from the translation; \"%s\" is in the translation only"},
                {"歡迎，{name}", "Welcome, {Name}",
                 "\"{name}\" is missing from the translation; \"{Name}\" is in the translation "
                 "only"},
                {"剩下 50%", "50% of it is left", ""}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        const std::vector<Placeholder> source = find_placeholders(text.source);
        const std::vector<Placeholder> target = find_placeholders(text.target);
        const auto report = [&](const std::vector<Placeholder>& all,
                                const std::vector<Placeholder>& others, bool missing) {
            std::map<std::string, int> left;
            for (const Placeholder& other : others) ++left[other.key];
            for (const Placeholder& one : all) {
                if (--left[one.key] >= 0) continue;
                Finding& finding = findings.emplace_back();
                finding.message =
                    "\"" + one.key + "\"" +
                    (missing ? " is missing from the translation" : " is in the translation only");
                (missing ? finding.source_span : finding.target_span) = one.span;
            }
        };
        report(source, target, true);
        report(target, source, false);
    }
};

}  // namespace

std::unique_ptr<Rule> make_placeholders_rule() { return std::make_unique<PlaceholdersRule>(); }

}  // namespace diglot
