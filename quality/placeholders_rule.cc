// Placeholders of programs: printf, braces, shell.
#include <algorithm>
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

/// The end of "&amp;", "&#39;", "&#x2019;" at `at`; `at` where there is none.
std::size_t entity_end(std::string_view text, std::size_t at) {
    std::size_t i = at + 1;
    if (i < text.size() && text[i] == '#') ++i;
    const std::size_t name = i;
    while (i < text.size() && i < name + 10 &&
           (is_ascii_letter(static_cast<unsigned char>(text[i])) ||
            is_digit(static_cast<unsigned char>(text[i]))))
        ++i;
    return i > name + 1 && i < text.size() && text[i] == ';' ? i + 1 : at;
}

/// The end of "<b>", "</b>", "<br/>", "<a href="…">" at `at`; `at` where there is none.
std::size_t tag_end(std::string_view text, std::size_t at) {
    std::size_t i = at + 1;
    if (i < text.size() && text[i] == '/') ++i;
    const std::size_t name = i;
    while (i < text.size() && (is_lower(static_cast<unsigned char>(text[i])) ||
                               is_digit(static_cast<unsigned char>(text[i]))))
        ++i;
    if (i == name || i >= text.size() || is_digit(static_cast<unsigned char>(text[name])))
        return at;
    if (text[i] == ' ') {
        const std::size_t end = text.find_first_of("<>", i);
        const bool attributes =
            end != text.npos && text[end] == '>' &&
            (text.substr(i, end - i).find('=') != text.npos || text[end - 1] == '/');
        return attributes ? end + 1 : at;
    }
    if (text[i] == '/') ++i;
    return i < text.size() && text[i] == '>' ? i + 1 : at;
}

bool is_html_element(std::string_view name) {
    constexpr std::string_view kNames[] = {
        "a",     "abbr",  "b",  "bdi", "bdo",   "big",   "br",   "cite",   "code",   "dd",   "del",
        "dfn",   "div",   "dl", "dt",  "em",    "font",  "g",    "h1",     "h2",     "h3",   "h4",
        "h5",    "h6",    "hr", "i",   "img",   "ins",   "kbd",  "li",     "link",   "mark", "ol",
        "p",     "pre",   "q",  "s",   "samp",  "small", "span", "strike", "strong", "sub",  "sup",
        "table", "tbody", "td", "th",  "thead", "tr",    "tt",   "u",      "ul",     "var",  "x"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// A tag by its name and direction: its attributes may be another language's (title, alt).
std::string tag_key(std::string_view tag) {
    const std::size_t end = tag.find_first_of(" >/", 2);
    return std::string(tag.substr(0, end)) + ">";
}

/// Entities, tags that are characters of the text, and \n, \t as two characters.
void add_markup(std::string_view text, std::vector<Placeholder>& found) {
    for (std::size_t at = 0; (at = text.find_first_of("&<\\", at)) != text.npos;) {
        std::size_t end = at;
        std::string key;
        if (text[at] == '&') {
            end = entity_end(text, at);
            key = text.substr(at, end - at);
        } else if (text[at] == '<') {
            end = tag_end(text, at);
            if (end > at) key = tag_key(text.substr(at, end - at));
            const std::size_t name = key.starts_with("</") ? 2 : 1;
            if (end > at && !is_html_element(key.substr(name, key.size() - name - 1))) end = at;
        } else if (at + 1 < text.size() && (text[at + 1] == 'n' || text[at + 1] == 't') &&
                   (at + 2 == text.size() || !is_lower(static_cast<unsigned char>(text[at + 2])))) {
            end = at + 2;
            key = text.substr(at, 2);
        }
        const bool in_address = text[at] == '&' && is_in_address(text, at);
        if (end > at && !in_address) found.push_back({{at, end}, key});
        at = std::max(end, at + 1);
    }
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
               "Percentages (50% off) are none, nor is what stands in an address (a path with "
               "/). So must what a text carries as characters for the program that shows it: "
               "escaped entities (&amp;), HTML's tags (<b>, </b>, by their name) and \\n.",
               {{"剩下 %d 個檔案", "%s files left",
                 "\"%d\" is missing from the translation; \"%s\" is in the translation only"},
                {"歡迎，{name}", "Welcome, {Name}",
                 "\"{name}\" is missing from the translation; \"{Name}\" is in the translation "
                 "only"},
                {"剩下 50%", "50% of it is left", ""},
                {"按<b>儲存</b>", "Press <b>Save", "\"</b>\" is missing from the translation"},
                {"問&amp;答", "Q & A", "\"&amp;\" is missing from the translation"}},
               {{"ignore", "[]", "placeholders that need not be the same"},
                {"markup", "true", "whether entities, tags and escapes are compared"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        std::vector<Placeholder> source = find_placeholders(text.source);
        std::vector<Placeholder> target = find_placeholders(text.target);
        if (markup_) {
            add_markup(text.source, source);
            add_markup(text.target, target);
        }
        const auto report = [&](const std::vector<Placeholder>& all,
                                const std::vector<Placeholder>& others, bool missing) {
            std::map<std::string, int> left;
            for (const Placeholder& other : others) ++left[other.key];
            for (const Placeholder& one : all) {
                if (--left[one.key] >= 0 || is_ignored(one.key)) continue;
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

protected:
    void set_options(const RuleOptions& options) override {
        ignored_ = list_option(options, "ignore");
        markup_ = bool_option(*this, options, "markup", true);
    }

private:
    bool is_ignored(const std::string& key) const {
        return std::find(ignored_.begin(), ignored_.end(), key) != ignored_.end();
    }

    std::vector<std::string> ignored_;
    bool markup_ = true;
};

}  // namespace

std::unique_ptr<Rule> make_placeholders_rule() { return std::make_unique<PlaceholdersRule>(); }

}  // namespace diglot
