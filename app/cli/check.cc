// diglot check: what is wrong with translations, in files or in the memory.
#include "app/cli/check.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/text.h"
#include "app/finding_filter.h"
#include "quality/checker.h"

namespace diglot {
namespace {

void add_inputs(CLI::App& app, CheckCommand& command) {
    app.add_option(
        "FILE", command.files,
        tr("Bilingual files of any format that import reads, .gz and .zip too; folders and "
           "patterns (\"mail/**/*.tmx\")"));
    app.add_option("--lines", command.lines,
                   tr("A text and its translation, line by line (-s and -t, else by their names, "
                      "else zh-TW and en)"))
        ->type_name("SRC TGT")
        ->expected(2)
        ->take_all();
    app.add_flag("--memory", command.memory, tr("Check the units of the Diglot file"));
    app.add_option("--where", command.where,
                   tr("With --memory: only units that fit: \"changed>=2026-01-01\"; "
                      "docs/filters.md"))
        ->type_name("CONDITION");
    app.add_option("--changed-since", command.changed_since,
                   tr("Only units made or changed since; those that carry no date too"))
        ->type_name("DATE");
    app.add_option("-s,--source", command.source,
                   tr("Source language (default: what each unit was translated from)"))
        ->type_name("LANG");
    app.add_option("-t,--target", command.target,
                   tr("Target language (default: every other language of a unit)"))
        ->type_name("LANG");
    add_reading_options(app, command.reading);
}

void add_rules(CLI::App& app, CheckCommand& command) {
    app.add_option("--settings", command.settings,
                   tr("Which rules run and how, and your own rules (TOML, docs/checks.md; default: "
                      "NAME.checks.toml beside NAME.diglot)"))
        ->type_name("FILE");
    app.add_option("--only", command.only, tr("Only this rule; may be said again"))
        ->type_name("RULE")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--skip", command.skip, tr("Not this rule; may be said again"))
        ->type_name("RULE")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--on", command.on,
                   tr("The day whose terms are right: 2025-12-01 (default: today)"))
        ->type_name("DATE");
}

void add_reports(CLI::App& app, CheckCommand& command) {
    app.add_option("--report", command.report, tr("The report's form (default: text)"))
        ->type_name("FORM")
        ->check(CLI::IsMember({"text", "json", "html", "sarif", "junit", "github"}));
    app.add_option("-o,--output", command.output,
                   tr("The report goes to this file (default: -, the standard output)"))
        ->type_name("FILE");
    app.add_option("--fail-on", command.fail_on,
                   tr("The least severe finding that makes the exit status 1"))
        ->capture_default_str()
        ->check(CLI::IsMember({"error", "warning", "note", "none"}));
}

void add_dealings(CLI::App& app, CheckCommand& command) {
    app.add_option("--ignore", command.ignore,
                   tr("Ignore the finding with this fingerprint from now on, in this Diglot file; "
                      "with --reason; `diglot ignored` lists them"))
        ->type_name("FINGERPRINT")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--reason", command.reason, tr("Why it is ignored"))->type_name("TEXT");
    app.add_option("--write-baseline", command.write_baseline,
                   tr("Write down what is found now, and report nothing"))
        ->type_name("FILE");
    app.add_option("--baseline", command.baseline,
                   tr("Report only what this baseline does not have"))
        ->type_name("FILE");
    app.add_flag("--fix", command.fix,
                 tr("Put in suggestions that are surely right: into a copy (NAME.fixed.SUFFIX), "
                    "with --memory a preview"));
    app.add_option("--fix-to", command.fix_to, tr("--fix, and the name of the copy"))
        ->type_name("FILE");
    app.add_flag("--in-place", command.in_place, tr("--fix, into the file itself"));
    app.add_flag("--force", command.force, tr("--fix: the copy may replace a file that is there"));
    app.add_flag("--apply", command.apply,
                 tr("--fix with --memory: make the edits, as one change set"));
}

/// Throws UsageError for options that do not go together.
void require_sense(const Session& session, const CheckCommand& command) {
    const auto require = [](bool fine, const std::string& message) {
        if (!fine) throw UsageError(message);
    };
    const bool files = !command.files.empty() || !command.lines.empty();
    const bool fix = command.wants_fix();
    require(files || command.memory, tr("check: name files, or say --memory"));
    require(command.where.empty() || command.memory,
            tr("check: --where is about units of the memory; say --memory"));
    require(command.ignore.empty() == command.reason.empty(),
            tr("check: --ignore and --reason go together: why is it ignored?"));
    for (const std::string& asked : command.ignore)
        require(is_fingerprint(asked),
                tr("check: --ignore {}: a fingerprint is 8 to 16 of the digits 0 to 9 and a to f",
                   asked));
    require(command.lines.size() % 2 == 0,
            tr("check: --lines takes two files, a text and its translation"));
    require(command.fix_to != "-", tr("check: --fix-to takes the name of a file"));
    require(command.fix_to.empty() || !command.in_place,
            tr("check: --fix-to and --in-place exclude each other"));
    require(!command.apply || (fix && command.memory),
            tr("check: --apply goes with --memory --fix"));
    require(!fix || (command.ignore.empty() && command.write_baseline.empty()),
            tr("check: --fix goes with neither --ignore nor --write-baseline"));
    require(!session.json || command.report.empty() || command.report == "json",
            tr("check: --json is --report json; leave one of them out"));
    require_encoding("check", command.reading.encoding);
}

}  // namespace

void add_check_command(CLI::App& program, Session& session) {
    auto command = std::make_shared<CheckCommand>();
    CLI::App* app = program.add_subcommand(
        "check", tr("Find faults in translations: in bilingual files, in the memory"));
    add_inputs(*app, *command);
    add_rules(*app, *command);
    add_reports(*app, *command);
    add_dealings(*app, *command);
    app->footer(
        tr("Examples:\n"
           "  diglot check data/sample-memory.tmx\n"
           "  diglot check --lines data/sample-article.zh-TW.txt data/sample-article.en.txt\n"
           "  diglot check --memory --where \"origin:news\" --changed-since 2026-01-01\n"
           "  diglot check news.tmx --report html -o findings.html\n"
           "  diglot check --as memory --map 原文=zh-TW --map 譯文=en segments.xlsx\n"
           "  diglot check news.tmx --ignore 3f2a91c0 --reason \"the client's wording\"\n"
           "  diglot check news.xlf --fix\n"
           "Exit status 1: there are findings (--fail-on), or parts of a file cannot be read.\n"
           "`diglot explain RULE` tells what a rule looks for; the rules: {}",
           rule_names()));
    app->callback([&session, command] {
        require_sense(session, *command);
        run_check(session, *command);
    });
}

}  // namespace diglot
