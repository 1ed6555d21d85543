// diglot log, undo, redo: what was done, and taking it back.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

void write_change(JsonWriter& json, const ChangeInfo& change) {
    json.begin_object().member("change", change.id).member("time", to_iso_date(change.at));
    json.member("user", change.user).member("command", change.command).member("file", change.file);
    json.member("undone", change.undone);
    json.key("counts").begin_object();
    for (const auto& counts : change.counts) {
        json.key(counts.aggregate).begin_object();
        json.member("added", counts.added)
            .member("changed", counts.changed)
            .member("removed", counts.removed);
        json.end_object();
    }
    json.end_object().end_object();
}

std::string describe_counts(const ChangeInfo& change) {
    std::string text;
    for (const auto& counts : change.counts) {
        const auto add = [&](std::int64_t n, const char* what) {
            if (n == 0) return;
            text += (text.empty() ? "" : ", ") +
                    tr(what, counts.aggregate == "unit" ? counted(n, "unit", "units")
                             : counts.aggregate == "concept"
                                 ? counted(n, "concept", "concepts")
                                 : counted(n, "ignored finding", "ignored findings"));
        };
        add(counts.added, "{} added");
        add(counts.changed, "{} changed");
        add(counts.removed, "{} removed");
    }
    return text.empty() ? tr("nothing changed") : text;
}

void run_log(Session& session, std::size_t limit) {
    const std::vector<ChangeInfo> changes = session.open_existing().log().list(limit);
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("changes").begin_array();
        for (const ChangeInfo& change : changes) write_change(json, change);
        json.end_array().end_object();
        session.console.line(json.text());
        return;
    }
    Table table("rllll");
    for (const ChangeInfo& change : changes) {
        table.add({std::to_string(change.id), to_iso_date(change.at), change.user,
                   describe_counts(change) +
                       (change.undone ? " " + session.console.styled(Style::kYellow, tr("(undone)"))
                                      : ""),
                   session.console.styled(Style::kDim, change.command)});
    }
    table.print(session.console);
}

/// Runs undo or redo for change set `id`, or, where it is 0, the one that is next in turn.
void run_move(Session& session, bool undo, std::int64_t id) {
    DiglotFile& file = session.open_existing();
    if (id == 0) {
        const auto next = undo ? file.log().latest() : file.log().next_redo();
        if (!next) {
            if (session.json) session.console.line(R"({"change":null})");
            session.console.note(undo ? tr("there is nothing to undo")
                                      : tr("there is nothing to redo"));
            session.exit = Exit::kComplaints;
            return;
        }
        id = *next;
    }
    Progress progress(session.console, session.quiet);
    const auto show = [&](std::int64_t done, std::int64_t total) {
        throw_if_interrupted();
        progress.show(undo ? tr("undo") : tr("redo"), static_cast<std::uint64_t>(done),
                      static_cast<std::uint64_t>(total), 0, "");
    };
    const Result<ChangeInfo> result = undo ? file.log().undo(id, show) : file.log().redo(id, show);
    // The change stands; only the compiled glossary may be made later just as well.
    if (result)
        file.glossary().keep_recognizer([&](std::int64_t done, std::int64_t total) {
            progress.show(tr("glossary"), static_cast<std::uint64_t>(done),
                          static_cast<std::uint64_t>(total), 0, "");
        });
    progress.clear();
    if (!result) {
        if (session.json) {
            JsonWriter json;
            json.begin_object()
                .member("change", id)
                .member("error", result.error().code)
                .member("message", result.error().message)
                .end_object();
            session.console.line(json.text());
        }
        session.console.note(to_string(result.error()));
        session.exit = Exit::kComplaints;
        return;
    }
    if (session.json) {
        JsonWriter json;
        write_change(json, *result);
        session.console.line(json.text());
    } else {
        session.console.line(
            tr(undo ? "took back change set {}: {} ({})" : "brought back change set {}: {} ({})",
               result->id, describe_counts(*result), result->command));
    }
}

}  // namespace

void add_log_command(CLI::App& program, Session& session) {
    auto limit = std::make_shared<std::size_t>(20);
    CLI::App* command = program.add_subcommand(
        "log", tr("List change sets, newest first: when, who, what, with which command"));
    command->add_option("-n,--limit", *limit, tr("At most so many"))
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command->footer(tr("Example:\n  diglot log --limit 5"));
    command->callback([&session, limit] { run_log(session, *limit); });
}

void add_undo_command(CLI::App& program, Session& session) {
    auto id = std::make_shared<std::int64_t>(0);
    CLI::App* command = program.add_subcommand(
        "undo", tr("Take back the latest change set not yet undone, or the one named"));
    command->add_option("N", *id, tr("Number of the change set, as `diglot log` shows it"))
        ->check(CLI::PositiveNumber);
    command->footer(
        tr("Examples:\n  diglot undo\n  diglot undo 12\n"
           "One that later ones depend on is not taken back; the message names them."));
    command->callback([&session, id] { run_move(session, true, *id); });
}

void add_redo_command(CLI::App& program, Session& session) {
    auto id = std::make_shared<std::int64_t>(0);
    CLI::App* command = program.add_subcommand(
        "redo", tr("Bring back the change set undone last, or the one named"));
    command->add_option("N", *id, tr("Number of the change set"))->check(CLI::PositiveNumber);
    command->footer(tr("Example:\n  diglot redo"));
    command->callback([&session, id] { run_move(session, false, *id); });
}

}  // namespace diglot
