// diglot resolve: conflicts that a memory keeps undecided, listed and decided.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/memory_text.h"
#include "app/cli/text.h"
#include "app/memory_resolve.h"
#include "app/merge_decisions.h"

namespace diglot {
namespace {

struct Options {
    std::string file;
    Decisions decisions;
};

void report(Session& session, const Resolved& found) {
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (found.change)
            json.value(*found.change);
        else
            json.null();
        json.member("changed", found.changed).member("undecided", found.undecided());
        json.key("conflicts");
        write_conflicts(json, found.conflicts);
        session.console.line(json.end_object().text());
    } else {
        print_conflicts(session.console, found.conflicts);
        session.console.line(
            tr("{} decided in {}, {} left",
               counted(static_cast<std::int64_t>(found.conflicts.size()) - found.undecided(),
                       "conflict", "conflicts"),
               counted(found.changed, "unit", "units"), grouped(found.undecided())));
    }
    for (const std::string& texts : found.refused)
        session.console.note(tr("left as it was, for another unit says the same: {}", texts));
    if (found.undecided() > 0 || !found.refused.empty()) session.exit = Exit::kComplaints;
    if (found.change) session.say(tr("change set {}; `diglot undo` takes it back", *found.change));
}

void run(Session& session, const Options& options) {
    const DecideUnit decide = decide_by(options.decisions);
    Resolved found;
    if (options.file.empty()) {
        found = resolve(session.open_existing(), decide, session.change_request());
    } else {
        if (!options.file.ends_with(".tmx"))
            throw UsageError(
                tr("resolve: {} is no TMX file; a Diglot file is named with --db", options.file));
        const auto spools = load_or_complain(session, {{options.file}, "", "", {}});
        if (spools[0].skipped && (options.decisions.ours || options.decisions.theirs ||
                                  !options.decisions.table.empty()))
            throw UsageError(
                tr("resolve: {} was not read whole; written anew, it would lack what is "
                   "missing. Mend it first",
                   options.file));
        found = resolve_tmx(options.file, spools[0], decide);
    }
    if (!options.decisions.report.empty())
        write_merge_report(options.decisions.report, found.conflicts);
    report(session, found);
}

}  // namespace

void add_resolve_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "resolve", tr("List and decide the conflicts that a merge or a colleague's changes left"));
    command->add_option("FILE", options->file,
                        tr("A TMX file that is changed in place; without it the Diglot file"));
    add_decision_options(*command, options->decisions);
    command->footer(
        tr("Examples:\n"
           "  diglot resolve\n"
           "  diglot resolve --report conflicts.csv   # fill in its last column\n"
           "  diglot resolve --decide conflicts.csv\n"
           "  diglot resolve memory.tmx --theirs\n"
           "\"ours\" is what the unit says now, \"theirs\" what is kept beside it. Exit status 1: "
           "some are left."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
