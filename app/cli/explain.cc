// diglot explain: what a rule of `check` looks for.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/json_writer.h"
#include "core/text/display_width.h"
#include "quality/checker.h"

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

void write_rule(const Session& session, const Rule& rule) {
    JsonWriter json;
    json.begin_object().member("rule", rule.name()).member("severity", to_string(rule.severity()));
    json.member("summary", rule.summary()).member("explanation", rule.explanation());
    json.key("examples").begin_array();
    for (const RuleExample& example : rule.examples()) {
        json.begin_object().member("source", example.source).member("target", example.target);
        if (!example.found.empty()) json.member("found", example.found);
        json.end_object();
    }
    json.end_array().key("options").begin_array();
    for (const RuleOption& option : rule.options()) {
        json.begin_object().member("name", option.name).member("default", option.standard);
        json.member("meaning", option.meaning).end_object();
    }
    json.end_array().member("enabled", rule.is_on_by_default()).end_object();
    session.console.line(json.text());
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
    console.line("");
    console.line(wrapped(rule.explanation(), 88));
    console.line("");
    if (!rule.examples().empty()) console.line(tr("Examples:"));
    for (const RuleExample& example : rule.examples()) {
        console.line("  " + std::string(example.source));
        console.line("  " + std::string(example.target));
        console.line("    " + (example.found.empty() ? tr("fine") : std::string(example.found)));
    }
    if (!rule.examples().empty()) console.line("");
    print_options(console, rule);
    console.line(
        tr("Left out of a check with --skip {}; alone with --only {}", rule.name(), rule.name()));
}

void run(Session& session, const std::string& name) {
    const auto rules = make_rules();
    if (name.empty()) {
        Table table("ll");
        for (const auto& rule : rules)
            table.add({std::string(rule->name()), std::string(rule->summary())});
        table.print(session.console);
        return;
    }
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const auto& one) { return one->name() == name; });
    if (rule == rules.end())
        throw UsageError(tr("explain: there is no rule \"{}\"; there is {}", name, rule_names()));
    if (session.json)
        write_rule(session, **rule);
    else
        print_rule(session, **rule);
}

}  // namespace

void add_explain_command(CLI::App& program, Session& session) {
    auto name = std::make_shared<std::string>();
    CLI::App* command = program.add_subcommand(
        "explain", tr("Tell what a rule of `check` looks for, with examples"));
    command->add_option("RULE", *name, tr("The rule's name; all are listed without one"));
    command->footer(tr("Example:\n  diglot explain numbers"));
    command->callback([&session, name] { run(session, *name); });
}

}  // namespace diglot
