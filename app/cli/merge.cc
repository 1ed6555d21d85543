// diglot merge: another memory into the one at hand, or two versions of one into a file.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/memory_text.h"
#include "app/cli/text.h"
#include "app/memory_merge.h"
#include "app/memory_resolve.h"
#include "app/merge_decisions.h"
#include "core/error.h"

namespace diglot {
namespace {

struct Options {
    MemoryFiles files;
    Decisions decisions;
    std::string base;
    std::string output;
    bool keep_both = false;
    bool dry_run = false;
};

struct Outcome {
    MergeCounts counts;
    std::optional<std::int64_t> change;
    std::vector<std::string> refused;
};

bool is_blocked(const Outcome& outcome, const Options& options) {
    return outcome.counts.undecided() > 0 && !options.keep_both;
}

bool is_anything(const MergeCounts& counts) {
    return counts.added + counts.changed + counts.removed > 0;
}

std::string to_json(const Outcome& outcome, const Options& options) {
    const MergeCounts& counts = outcome.counts;
    JsonWriter json;
    json.begin_object().key("change");
    if (outcome.change)
        json.value(*outcome.change);
    else
        json.null();
    if (options.dry_run) json.member("dry_run", true);
    json.member("added", counts.added).member("changed", counts.changed);
    json.member("removed", counts.removed).member("unchanged", counts.unchanged);
    json.member("undecided", counts.undecided()).key("conflicts");
    write_conflicts(json, counts.conflicts);
    json.key("refused").begin_array();
    for (const std::string& texts : outcome.refused) json.value(texts);
    return json.end_array().end_object().text();
}

void report(Session& session, const Outcome& outcome, const Options& options) {
    const MergeCounts& counts = outcome.counts;
    if (session.json) {
        session.console.line(to_json(outcome, options));
    } else {
        print_conflicts(session.console, counts.conflicts);
        session.console.line(tr(
            "{} added, {} changed, {} removed, {} left as they are, {}",
            counted(counts.added, "unit", "units"), grouped(counts.changed),
            grouped(counts.removed), grouped(counts.unchanged),
            counted(static_cast<std::int64_t>(counts.conflicts.size()), "conflict", "conflicts")));
    }
    for (const std::string& texts : outcome.refused)
        session.console.note(tr("left as it was, for another unit says the same: {}", texts));
    if (!outcome.refused.empty() || counts.undecided() > 0) session.exit = Exit::kComplaints;
    const std::string left = counted(counts.undecided(), "conflict", "conflicts");
    if (options.dry_run)
        session.say(tr("dry run: nothing was changed"));
    else if (is_blocked(outcome, options))
        session.console.note(
            tr("{} undecided: nothing was written. Decide with --ours, --theirs, or --report FILE, "
               "whose last column you fill in, and --decide FILE; or --keep-both",
               left));
    else if (counts.undecided() > 0)
        session.console.note(tr(
            "{} undecided: ours stands, theirs is kept beside it; `diglot resolve` decides", left));
    if (outcome.change)
        session.say(tr("change set {}; `diglot undo` takes it back", *outcome.change));
}

/// Walks the merge once without writing: what would be, and what is to be decided.
MergeCounts look(Session& session, const MemoryMerge& merge, const DecideUnit& decide,
                 const Options& options) {
    const MergeCounts counts = merge.walk(decide, [&](MergedUnit&& one) {
        if (options.dry_run && !session.json && one.changed)
            print_change(session.console, {std::move(one.before), std::move(one.after)});
    });
    if (!options.decisions.report.empty())
        write_merge_report(options.decisions.report, counts.conflicts);
    return counts;
}

/// What the file's log says now: whether somebody else has written since. `skip` leaves out the
/// change set that is open.
std::vector<std::pair<std::int64_t, bool>> log_state(DiglotFile& file, std::int64_t skip = 0) {
    constexpr std::size_t kLooked = 1000;
    std::vector<std::pair<std::int64_t, bool>> state;
    for (const ChangeInfo& change : file.log().list(kLooked))
        if (change.id != skip) state.emplace_back(change.id, change.undone);
    state.resize(std::min(state.size(), kLooked - 1));
    return state;
}

void merge_into_file(Session& session, DiglotFile& file, const MemoryMerge& merge,
                     const Options& options, const std::string& theirs,
                     const std::vector<std::pair<std::int64_t, bool>>& before) {
    const DecideUnit decide = decide_by(options.decisions);
    Outcome outcome;
    outcome.counts = look(session, merge, decide, options);
    if (!options.dry_run && !is_blocked(outcome, options) && is_anything(outcome.counts)) {
        ChangeSet change(file.database(), file.log(), session.change_request(theirs));
        if (log_state(file, change.id()) != before)
            throw StoreError(0, tr("another process changed the file meanwhile; merge again"));
        outcome.refused = carry_out(file, merge, decide, change, outcome.counts);
        change.commit();
        outcome.change = change.id();
    }
    report(session, outcome, options);
}

/// What is not read of a version would count as removed there.
void require_whole(const UnitSpool& units, const std::string& path) {
    if (units.skipped)
        throw UsageError(
            tr("merge: {} was not read whole, and what is missing would count as removed there: "
               "mend it, or merge without a base",
               path));
}

/// FILE into the memory at hand.
void merge_one(Session& session, Options& options) {
    if (!options.output.empty())
        throw UsageError(
            tr("merge: --output goes with three files; one is merged into the Diglot "
               "file"));
    DiglotFile& file = session.open_existing();
    const std::string theirs = options.files.paths.front();
    const auto before = log_state(file);
    options.files.paths = {session.path(), theirs};
    if (!options.base.empty()) options.files.paths.push_back(options.base);
    const std::vector<UnitSpool> spools = load_or_complain(session, options.files);
    if (spools.size() > 2) require_whole(spools[1], theirs);
    const MemoryMerge merge(spools.size() > 2 ? &spools[2] : nullptr, spools[0], spools[1]);
    merge_into_file(session, file, merge, options, theirs, before);
}

void write_output(Session& session, const MemoryMerge& merge, const DecideUnit& decide,
                  const UnitSpool& ours, const Options& options) {
    const auto losses =
        write_tmx(options.output, ours.headers, [&](const std::function<void(Unit)>& take) {
            merge.walk(decide, [&](MergedUnit&& one) {
                if (one.after) take(std::move(*one.after));
            });
        });
    for (const Loss& loss : losses)
        session.say(tr("  not carried: {} × {}", grouped(static_cast<std::int64_t>(loss.count)),
                       loss.what));
}

/// BASE OURS THEIRS into --output.
void merge_three(Session& session, Options& options) {
    if (!options.base.empty())
        throw UsageError(tr("merge: with three files the first is the base"));
    if (options.output.empty() != options.dry_run)
        throw UsageError(
            tr("merge BASE OURS THEIRS: name the merged file with --output, or look "
               "with --dry-run"));
    const bool to_diglot = options.output.ends_with(".diglot");
    if (!options.dry_run && !to_diglot && !options.output.ends_with(".tmx"))
        throw UsageError(tr("merge: {} is to be a TMX file (.tmx) or a new Diglot file (.diglot)",
                            options.output));
    if (to_diglot && std::filesystem::exists(options.output))
        throw UsageError(tr("merge: {} is there already; merge into it with --db {} and --base",
                            options.output, options.output));
    const std::vector<UnitSpool> spools = load_or_complain(session, options.files);
    for (const std::size_t side : {1, 2}) require_whole(spools[side], options.files.paths[side]);
    const MemoryMerge merge(&spools[0], spools[1], spools[2]);
    if (to_diglot) {
        // All of it is new there.
        const UnitSpool nothing;
        UnitSpool merged;
        const DecideUnit decide = decide_by(options.decisions);
        Outcome outcome;
        outcome.counts = look(session, merge, decide, options);
        if (!is_blocked(outcome, options)) {
            merge.walk(decide, [&](MergedUnit&& one) {
                if (one.after) merged.add(*one.after);
            });
            DiglotFile file(options.output, session.open_options());
            ChangeSet change(file.database(), file.log(),
                             session.change_request(options.files.paths[2]));
            MergeCounts ignored;
            carry_out(file, MemoryMerge(nullptr, nothing, merged), {}, change, ignored);
            change.commit();
        }
        return report(session, outcome, options);
    }
    const DecideUnit decide = decide_by(options.decisions);
    Outcome outcome;
    outcome.counts = look(session, merge, decide, options);
    if (!options.dry_run && !is_blocked(outcome, options))
        write_output(session, merge, decide, spools[1], options);
    report(session, outcome, options);
}

void run(Session& session, Options options) {
    if (options.files.paths.size() == 3) return merge_three(session, options);
    if (options.files.paths.size() != 1)
        throw UsageError(tr("merge: give one memory, or three: BASE OURS THEIRS"));
    merge_one(session, options);
}

}  // namespace

void add_merge_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "merge", tr("Join another version of the memory with this one, by unit and field; "
                    "conflicts are listed and decided"));
    command
        ->add_option("FILE", options->files.paths,
                     tr("A Diglot file or file with units to merge into the Diglot file at hand; "
                        "or three: BASE OURS THEIRS, merged into --output"))
        ->required();
    command
        ->add_option("--base", options->base,
                     tr("The version both come from: tells what each side changed, also what it "
                        "removed"))
        ->type_name("FILE");
    command
        ->add_option("-o,--output", options->output,
                     tr("With three files: the merged one, .tmx or a new .diglot"))
        ->type_name("FILE");
    add_decision_options(*command, options->decisions);
    command->add_flag("--keep-both", options->keep_both,
                      tr("What is undecided: ours stands, theirs is kept in a property; `diglot "
                         "resolve` decides"));
    command->add_flag("-n,--dry-run", options->dry_run,
                      tr("Change nothing; tell what would be added, changed, removed"));
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
           "  diglot merge colleague.tmx --dry-run\n"
           "  diglot merge colleague.tmx --base sent-in-may.tmx --report conflicts.csv\n"
           "  diglot merge colleague.tmx --base sent-in-may.tmx --decide conflicts.csv\n"
           "  diglot merge base.tmx mine.tmx hers.tmx --output merged.tmx\n"
           "While a conflict is undecided nothing is written, unless --keep-both; the exit status "
           "is 1."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
