// diglot restore: a backup put in the place of the Diglot file.
#include "app/restore.h"

#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

constexpr std::size_t kShownChanges = 5;

void report_refusal(Session& session, const Restored& found) {
    session.exit = Exit::kComplaints;
    for (std::size_t i = 0; i < found.newer.size() && i < kShownChanges; ++i) {
        const ChangeInfo& change = found.newer[i];
        session.console.note(tr("  {}  {}  {}  {}{}", change.id, to_iso_date(change.at),
                                change.user, change.command,
                                change.undone ? " " + tr("(undone)") : ""));
    }
    if (found.newer.size() > kShownChanges)
        session.console.note(tr("  and {} more", found.newer.size() - kShownChanges));
    session.console.note(
        found.newer.empty()
            ? tr("restore: {}; so it cannot be said what it has that the backup has not. --force "
                 "puts it aside all the same; nothing was changed",
                 found.reason)
            : tr("restore: {} has {} that the backup has not; --force puts it aside all the same; "
                 "nothing was changed",
                 session.path(),
                 counted(static_cast<std::int64_t>(found.newer.size()), "change set",
                         "change sets")));
}

void run(Session& session, const std::string& backup, bool force) {
    std::error_code error;
    if (std::filesystem::equivalent(backup, session.path(), error))
        throw UsageError(tr("restore: {} is the Diglot file itself", backup));
    const Restored found = restore({backup, session.path(), force, session.open_options()});
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("file", session.path()).member("restored", found.done);
        json.member("newer", found.newer.size()).key("kept_aside");
        if (found.kept_aside.empty())
            json.null();
        else
            json.value(found.kept_aside);
        json.member("units", found.units).member("concepts", found.concepts);
        session.console.line(json.end_object().text());
    }
    if (!found.done) return report_refusal(session, found);
    if (session.json) return;
    session.console.line(tr("{}: restored from {}: {}, {}", session.path(), backup,
                            counted(found.units, "unit", "units"),
                            counted(found.concepts, "concept", "concepts")));
    if (!found.kept_aside.empty())
        session.say(tr("what was there is kept as {}", found.kept_aside));
}

}  // namespace

void add_restore_command(CLI::App& program, Session& session) {
    auto backup = std::make_shared<std::string>();
    auto force = std::make_shared<bool>(false);
    CLI::App* command = program.add_subcommand(
        "restore", tr("Put a backup in the place of the Diglot file, which is kept aside"));
    command->add_option("FILE", *backup, tr("The backup; it is verified first, and not touched"))
        ->required();
    command->add_flag("--force", *force,
                      tr("Also where the Diglot file has change sets that the backup has not, or "
                         "cannot be read"));
    command->footer(
        tr("Examples:\n"
           "  diglot restore 2026-11-23.diglot\n"
           "  diglot --db damaged.diglot restore 2026-11-23.diglot --force\n"
           "Exit status 1: the file has what the backup has not; nothing was changed. 3: the "
           "backup is damaged, or another process has the file open."));
    command->callback([&session, backup, force] { run(session, *backup, *force); });
}

}  // namespace diglot
