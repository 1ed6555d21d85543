// diglot sync: copies of one file that were worked on apart.
#include "app/sync.h"

#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/conflict_text.h"
#include "app/cli/text.h"
#include "core/error.h"
#include "core/storage/sync_log.h"

namespace diglot {
namespace {

void run_copy(Session& session, const std::string& target) {
    DiglotFile& file = session.open_existing();
    if (std::filesystem::exists(target))
        throw UsageError(tr("sync copy: {} is there already", target));
    SyncLog(file.database(), file.log()).set_point();
    file.database().backup(target);
    session.console.line(
        tr("{}: a copy; from now on `diglot sync pack` tells what was done since", target));
}

WorkProgress shown_by(Progress& progress, const std::string& label) {
    return [&progress, label](std::int64_t done, std::int64_t total) {
        progress.show(label, static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total),
                      static_cast<std::uint64_t>(done), tr("units and concepts"));
    };
}

template <typename Conflict>
void write_taken(JsonWriter& json, const SyncTaken<Conflict>& taken, const std::string& prefix) {
    json.member(prefix + "added", taken.added).member(prefix + "changed", taken.changed);
    json.member(prefix + "removed", taken.removed).member(prefix + "unchanged", taken.unchanged);
}

template <typename Conflict>
bool is_any(const SyncTaken<Conflict>& taken) {
    return taken.added + taken.changed + taken.removed + taken.unchanged > 0;
}

template <typename Conflict>
std::string taken_line(const SyncTaken<Conflict>& taken, const char* one, const char* many) {
    return tr("{} added, {} changed, {} removed, {} as they were, {}",
              counted(taken.added, one, many), grouped(taken.changed), grouped(taken.removed),
              grouped(taken.unchanged),
              counted(static_cast<std::int64_t>(taken.conflicts.size()), "conflict", "conflicts"));
}

struct PackOptions {
    std::string file;
    std::optional<std::int64_t> since;
};

void run_pack(Session& session, const PackOptions& options) {
    DiglotFile& file = session.open_existing();
    Progress progress(session.console, session.quiet);
    const SyncPacked packed =
        write_sync_pack(file, options.file, options.since, shown_by(progress, options.file));
    progress.clear();
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("file", options.file).member("units", packed.units);
        json.member("concepts", packed.concepts);
        session.console.line(json.member("since", packed.since).end_object().text());
    } else {
        session.console.line(
            tr("{}: {}", options.file, counted_both(packed.units, packed.concepts)));
    }
    if (packed.since == 0 && !options.since)
        session.say(
            tr("the whole file is in it, for no copy was made with `diglot sync copy`; --since N "
               "leaves out what both have, up to change set N (`diglot log`)"));
}

void run_apply(Session& session, const std::string& path) {
    DiglotFile& file = session.open_existing();
    Progress progress(session.console, session.quiet);
    const Result<SyncApplied> applied =
        apply_sync_pack(file, path, session.change_request(path), shown_by(progress, path));
    progress.clear();
    if (!applied) throw UsageError(to_string(applied.error()));
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (applied->change)
            json.value(*applied->change);
        else
            json.null();
        write_taken(json, applied->units, "");
        write_taken(json, applied->concepts, "concepts_");
        json.key("conflicts");
        write_conflicts(json, applied->units.conflicts, applied->concepts.conflicts);
        session.console.line(json.end_object().text());
    } else {
        print_conflicts(session.console, applied->units.conflicts);
        print_conflicts(session.console, applied->concepts.conflicts);
        const bool any_concepts = is_any(applied->concepts);
        if (is_any(applied->units) || !any_concepts)
            session.console.line(taken_line(applied->units, "unit", "units"));
        if (any_concepts)
            session.console.line(taken_line(applied->concepts, "concept", "concepts"));
    }
    if (applied->conflicts() > 0) {
        session.exit = Exit::kComplaints;
        session.console.note(
            tr("both versions are kept: \"ours\" is the later one, in whatever copy; `diglot "
               "resolve` lists and decides"));
    }
    if (applied->change)
        session.say(tr("change set {}; `diglot undo` takes it back", *applied->change));
    else
        session.say(tr("there is nothing new in it"));
}

}  // namespace

void add_sync_command(CLI::App& program, Session& session) {
    CLI::App* command =
        program.add_subcommand("sync", tr("Exchange changes between copies of one Diglot file"));
    command->require_subcommand(1);
    command->footer(
        tr("Example:\n"
           "  diglot sync copy for-mei.diglot          # once\n"
           "  diglot sync pack mine.sync               # send it to her\n"
           "  diglot --db for-mei.diglot sync apply mine.sync\n"
           "When each has applied the other's pack, both files say the same, memory and "
           "glossary."));
    auto target = std::make_shared<std::string>();
    CLI::App* copy = command->add_subcommand("copy", tr("Make a copy for somebody to work on"));
    copy->add_option("FILE", *target, tr("The new Diglot file"))->required();
    copy->callback([&session, target] { run_copy(session, *target); });
    auto options = std::make_shared<PackOptions>();
    CLI::App* pack = command->add_subcommand(
        "pack", tr("Write what was done here since the copy was made to a small file"));
    pack->add_option("FILE", options->file, tr("The pack, replaced as a whole"))->required();
    pack->add_option("--since", options->since,
                     tr("Instead: since that change set, which both copies have"))
        ->type_name("N")
        ->check(CLI::NonNegativeNumber);
    pack->callback([&session, options] { run_pack(session, *options); });
    auto path = std::make_shared<std::string>();
    CLI::App* apply = command->add_subcommand(
        "apply", tr("Take in a pack, as one change set; a second time changes nothing"));
    apply->add_option("FILE", *path, tr("The pack"))->required();
    apply->footer(
        tr("Example:\n  diglot sync apply from-mei.sync\nExit status 1: there were "
           "conflicts."));
    apply->callback([&session, path] { run_apply(session, *path); });
}

}  // namespace diglot
