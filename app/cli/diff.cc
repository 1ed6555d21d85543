// diglot diff: two memories, unit by unit and field by field.
#include <algorithm>
#include <filesystem>
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

/// Where the differences go: a page, JSON, or the terminal.
class Output {
public:
    Output(const Session& session, const std::string& html, const std::string& name_a,
           const std::string& name_b)
        : session_(session) {
        if (!html.empty()) page_.emplace(html, name_a, name_b);
    }

    void add(const UnitChange& change) {
        if (page_) return page_->add(change);
        if (!session_.json) return print_change(session_.console, change);
        JsonWriter json;
        write_change(json, change);
        session_.console.line(json.text());
    }

    void finish(const DiffCounts& counts) {
        if (page_) page_->finish(counts);
        if (!session_.json) return;
        JsonWriter json;
        json.begin_object().member("added", counts.added).member("removed", counts.removed);
        json.member("changed", counts.changed).member("same", counts.same).end_object();
        session_.console.line(json.text());
    }

private:
    const Session& session_;
    std::optional<DiffPage> page_;
};

/// Whether all of it are numbers of change sets, and no files.
bool are_changes(const std::vector<std::string>& names) {
    return std::all_of(names.begin(), names.end(), [](const std::string& name) {
        return !name.empty() && name.size() < 18 &&
               name.find_first_not_of("0123456789") == std::string::npos &&
               !std::filesystem::exists(name);
    });
}

DiffCounts compare_changes(Session& session, const Options& options) {
    DiglotFile& file = session.open_existing();
    std::vector<std::int64_t> numbers;
    for (const std::string& name : options.files.paths) {
        numbers.push_back(std::stoll(name));
        if (!file.log().find(numbers.back()))
            throw UsageError(tr("diff: there is no change set {}, and no such file", name));
    }
    const bool both = numbers.size() == 2;
    Output output(session, options.html, both ? tr("change set {}", numbers.front()) : tr("before"),
                  tr("change set {}", numbers.back()));
    const DiffCounts counts =
        diff_change_sets(file, both ? std::optional(numbers.front()) : std::nullopt, numbers.back(),
                         [&](const UnitChange& change) { output.add(change); });
    output.finish(counts);
    return counts;
}

DiffCounts compare_files(Session& session, Options& options) {
    std::vector<std::string>& paths = options.files.paths;
    if (paths.size() == 1) paths.insert(paths.begin(), at_hand(session));
    const std::vector<UnitSpool> spools = load_or_complain(session, options.files);
    Output output(session, options.html, paths[0], paths[1]);
    const DiffCounts counts =
        diff_memories(spools[0], spools[1], [&](const UnitChange& change) { output.add(change); });
    output.finish(counts);
    return counts;
}

void run(Session& session, Options options) {
    if (options.files.paths.size() > 2)
        throw UsageError(tr("diff: give one memory or two, or one change set or two"));
    const DiffCounts counts = are_changes(options.files.paths) ? compare_changes(session, options)
                                                               : compare_files(session, options);
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
                        "file at hand; or one change set or two by their numbers"))
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
           "  diglot diff 12       # what change set 12 did\n"
           "  diglot diff 12 15    # from after 12 to after 15\n"
           "- only in the first, + only in the second, ~ in both and not the same. With --json a "
           "line a difference, then the counts. docs/merging.md says which unit is taken for "
           "which. Exit status 1: they differ."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
