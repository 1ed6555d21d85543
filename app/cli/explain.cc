// diglot explain: what a rule of `check` or `clean` looks for.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/json_writer.h"
#include "core/text/display_width.h"
#include "core/text/utf8.h"
#include "quality/checker.h"
#include "quality/cleaning.h"

namespace diglot {
namespace {

/// Paragraphs, with lines of at most `width` columns broken between words.
std::string wrapped(std::string_view text, std::size_t width) {
    std::string result;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '\n') {
            result += text[i++];
            column = 0;
            continue;
        }
        const std::size_t end = std::min(text.find_first_of(" \n", i), text.size());
        const std::string_view word = text.substr(i, end - i);
        const std::size_t columns = display_width(word);
        if (column > 0 && column + 1 + columns > width) {
            result += '\n';
            column = 0;
        }
        if (column > 0) result += ' ';
        result += word;
        column += columns + (column > 0 ? 1 : 0);
        i = end < text.size() && text[end] == ' ' ? end + 1 : end;
    }
    return result;
}

void write_examples(JsonWriter& json, const std::vector<RuleExample>& examples) {
    json.key("examples").begin_array();
    for (const RuleExample& example : examples) {
        json.begin_object().member("source", example.source).member("target", example.target);
        if (!example.found.empty()) json.member("found", example.found);
        json.end_object();
    }
    json.end_array();
}

void write_rule(const Session& session, const Rule& rule) {
    JsonWriter json;
    json.begin_object().member("rule", rule.name()).member("severity", to_string(rule.severity()));
    json.member("summary", rule.summary()).member("explanation", rule.explanation());
    write_examples(json, rule.examples());
    json.key("options").begin_array();
    for (const RuleOption& option : rule.options()) {
        json.begin_object().member("name", option.name).member("default", option.standard);
        json.member("meaning", option.meaning).end_object();
    }
    json.end_array().member("enabled", rule.is_on_by_default()).end_object();
    session.console.line(json.text());
}

void write_rule(const Session& session, const CleaningRule& rule) {
    JsonWriter json;
    json.begin_object().member("rule", rule.name()).member("command", "clean");
    json.member("summary", rule.summary()).member("explanation", rule.explanation());
    write_examples(json, rule.examples());
    session.console.line(json.end_object().text());
}

/// Control characters would not be seen, and could move the cursor.
std::string visible(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            out += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(c));
        else
            append_code_point(c, out);
    }
    return out;
}

void print_text(const Console& console, std::string_view explanation,
                const std::vector<RuleExample>& examples) {
    console.line("");
    console.line(wrapped(explanation, 88));
    console.line("");
    if (!examples.empty()) console.line(tr("Examples:"));
    for (const RuleExample& example : examples) {
        console.line("  " + visible(example.source));
        console.line("  " + visible(example.target));
        console.line("    " + (example.found.empty() ? tr("fine") : std::string(example.found)));
    }
    if (!examples.empty()) console.line("");
}

/// As they would stand in a settings file.
void print_options(const Console& console, const Rule& rule) {
    const std::vector<RuleOption> options = rule.options();
    console.line(tr("Settings, with their defaults:"));
    console.line("  [rules." + std::string(rule.name()) + "]");
    console.line(std::string("  enabled = ") + (rule.is_on_by_default() ? "true" : "false"));
    console.line(std::string("  severity = \"") + to_string(rule.severity()) + '"');
    for (const RuleOption& option : options) {
        console.line("  # " + std::string(option.meaning));
        console.line("  " + std::string(option.name) + " = " + option.standard);
    }
    console.line("");
}

void print_rule(const Session& session, const Rule& rule) {
    const Console& console = session.console;
    console.line(console.styled(Style::kBold, rule.name()) + ": " + std::string(rule.summary()) +
                 " (" + to_string(rule.severity()) + ")");
    print_text(console, rule.explanation(), rule.examples());
    print_options(console, rule);
    console.line(
        tr("Left out of a check with --skip {}; alone with --only {}", rule.name(), rule.name()));
}

void print_rule(const Session& session, const CleaningRule& rule) {
    const Console& console = session.console;
    console.line(console.styled(Style::kBold, rule.name()) + ": " + std::string(rule.summary()));
    print_text(console, rule.explanation(), rule.examples());
    console.line(
        tr("`diglot clean {}` shows what it finds; --apply makes the change", rule.name()));
}

template <typename Rules>
void print_list(const Session& session, const Rules& rules) {
    Table table("ll");
    for (const auto& rule : rules)
        table.add({std::string(rule->name()), std::string(rule->summary())});
    table.print(session.console);
}

/// False where none of the rules has that name.
template <typename Rules>
bool explain(const Session& session, const Rules& rules, const std::string& name) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const auto& one) { return one->name() == name; });
    if (rule == rules.end()) return false;
    if (session.json)
        write_rule(session, **rule);
    else
        print_rule(session, **rule);
    return true;
}

void run(Session& session, const std::string& name) {
    const auto rules = make_rules();
    const auto cleaning = make_cleaning_rules();
    if (name.empty()) {
        session.console.line(session.console.styled(Style::kBold, tr("Rules of `check`")));
        print_list(session, rules);
        session.console.line("");
        session.console.line(session.console.styled(Style::kBold, tr("Rules of `clean`")));
        return print_list(session, cleaning);
    }
    if (explain(session, rules, name) || explain(session, cleaning, name)) return;
    std::string names = rule_names();
    for (const auto& rule : cleaning) names.append(", ").append(rule->name());
    throw UsageError(tr("explain: there is no rule \"{}\"; there is {}", name, names));
}

}  // namespace

void add_explain_command(CLI::App& program, Session& session) {
    auto name = std::make_shared<std::string>();
    CLI::App* command = program.add_subcommand(
        "explain", tr("Tell what a rule of `check` or `clean` looks for, with examples"));
    command->add_option("RULE", *name, tr("The rule's name; all are listed without one"));
    command->footer(
        tr("Examples:\n  diglot explain\n  diglot explain numbers\n  diglot explain mojibake"));
    command->callback([&session, name] { run(session, *name); });
}

}  // namespace diglot
