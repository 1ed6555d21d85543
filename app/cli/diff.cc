// diglot diff: two memories, unit by unit and field by field.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/memory_text.h"
#include "app/cli/text.h"

namespace diglot {
namespace {

struct Options {
    MemoryFiles files;
    std::string html;
};

/// The memory at hand, as load_or_complain() would read it.
std::string at_hand(Session& session) {
    session.open_existing();
    return session.path();
}

void run(Session& session, Options options) {
    std::vector<std::string>& paths = options.files.paths;
    if (paths.size() > 2) throw UsageError(tr("diff: give one memory or two"));
    if (paths.size() == 1) paths.insert(paths.begin(), at_hand(session));
    const std::vector<UnitSpool> spools = load_or_complain(session, options.files);
    std::optional<DiffPage> page;
    if (!options.html.empty()) page.emplace(options.html, paths[0], paths[1]);
    const DiffCounts counts = diff_memories(spools[0], spools[1], [&](const UnitChange& change) {
        if (page) {
            page->add(change);
        } else if (session.json) {
            JsonWriter json;
            write_change(json, change);
            session.console.line(json.text());
        } else {
            print_change(session.console, change);
        }
    });
    if (page) page->finish(counts);
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("added", counts.added).member("removed", counts.removed);
        json.member("changed", counts.changed).member("same", counts.same).end_object();
        session.console.line(json.text());
    }
    if (counts.added + counts.removed + counts.changed > 0) session.exit = Exit::kComplaints;
    session.say(tr("{} changed, {} removed, {} added, {} the same",
                   counted(counts.changed, "unit", "units"), grouped(counts.removed),
                   grouped(counts.added), grouped(counts.same)));
}

}  // namespace

void add_diff_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "diff", tr("Compare two memories: what was added, removed, and changed in which field"));
    command
        ->add_option("A", options->files.paths,
                     tr("Two Diglot files or files with units; or one, compared with the Diglot "
                        "file at hand"))
        ->required();
    command->add_option("--html", options->html, tr("Write a page that shows the differences"))
        ->type_name("FILE");
    command
        ->add_option("-s,--source", options->files.source,
                     tr("Source language, where a file names none"))
        ->type_name("LANG");
    command
        ->add_option("-t,--target", options->files.target,
                     tr("Target language, where a file names none"))
        ->type_name("LANG");
    command->footer(
        tr("Examples:\n"
           "  diglot diff may.tmx june.tmx\n"
           "  diglot diff colleague.diglot --html differences.html\n"
           "- only in the first, + only in the second, ~ in both and not the same. With --json a "
           "line a difference, then the counts. docs/merging.md says which unit is taken for "
           "which. Exit status 1: they differ."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
