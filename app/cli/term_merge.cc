// diglot term merge: another glossary into the one at hand, or two versions of one into a file.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/glossary_text.h"
#include "app/cli/term.h"
#include "app/cli/text.h"
#include "app/export_file.h"
#include "app/glossary_merge_file.h"
#include "app/merge_decisions.h"
#include "core/error.h"

namespace diglot {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string base;
    std::string output;
    std::string report;
    std::string decide;
    bool ours = false;
    bool theirs = false;
    bool dry_run = false;
    std::string source;
    std::string target;
};

struct Outcome {
    MergePlan plan;
    std::optional<std::int64_t> change;  ///< Nothing if nothing was written.
    std::vector<std::string> refused;
};

const char* to_string(MergeStep::Kind kind) {
    return kind == MergeStep::Kind::kAdd      ? "added"
           : kind == MergeStep::Kind::kChange ? "changed"
                                              : "removed";
}

const char* to_string(MergeSide side) { return side == MergeSide::kOurs ? "ours" : "theirs"; }

const Concept& named(const MergeStep& step) {
    return step.kind == MergeStep::Kind::kAdd ? step.after : step.before;
}

void print_steps(const Console& console, const MergePlan& plan) {
    for (const MergeStep& step : plan.steps) {
        const char* sign = step.kind == MergeStep::Kind::kAdd      ? "+ "
                           : step.kind == MergeStep::Kind::kChange ? "~ "
                                                                   : "- ";
        console.line(sign + terms_text(named(step)));
        if (step.kind == MergeStep::Kind::kChange)
            print_differences(console, differences(step.before, step.after));
    }
}

void print_conflicts(const Console& console, const MergePlan& plan) {
    const auto side = [&](const std::string& text) {
        return text.empty() ? console.styled(Style::kDim, tr("(nothing)")) : text;
    };
    for (const MergePlan::Conflict& conflict : plan.conflicts) {
        const MergeConflict& what = conflict.what;
        const std::string where = what.place.text();
        std::string head = console.styled(Style::kYellow, tr("conflict")) + "  " + what.terms;
        console.line(head + "  " + (where.empty() ? "" : where + "  ") +
                     console.styled(Style::kBold, what.field));
        if (!what.base.empty()) console.line(tr("    base    {}", what.base));
        console.line(tr("    ours    {}", side(what.ours)));
        console.line(tr("    theirs  {}", side(what.theirs)));
        if (conflict.decision != MergeSide::kUndecided)
            console.line(tr("    taken   {}", to_string(conflict.decision)));
    }
}

std::string summary(const Outcome& outcome) {
    const auto count = [&](MergeStep::Kind kind) {
        return grouped(static_cast<std::int64_t>(outcome.plan.count(kind)));
    };
    return tr(
        "{} added, {} changed, {} removed, {} left as they are, {}",
        counted(static_cast<std::int64_t>(outcome.plan.count(MergeStep::Kind::kAdd)), "concept",
                "concepts"),
        count(MergeStep::Kind::kChange), count(MergeStep::Kind::kRemove),
        grouped(static_cast<std::int64_t>(outcome.plan.unchanged)),
        counted(static_cast<std::int64_t>(outcome.plan.conflicts.size()), "conflict", "conflicts"));
}

std::string to_json(const Outcome& outcome, const Options& options) {
    JsonWriter json;
    json.begin_object().key("change");
    if (outcome.change)
        json.value(*outcome.change);
    else
        json.null();
    if (options.dry_run) json.member("dry_run", true);
    for (const MergeStep::Kind kind :
         {MergeStep::Kind::kAdd, MergeStep::Kind::kChange, MergeStep::Kind::kRemove})
        json.member(to_string(kind), outcome.plan.count(kind));
    json.member("unchanged", outcome.plan.unchanged);
    json.member("undecided", outcome.plan.undecided()).key("conflicts").begin_array();
    for (const MergePlan::Conflict& conflict : outcome.plan.conflicts) {
        const MergeConflict& what = conflict.what;
        json.begin_object().member("terms", what.terms).member("where", what.place.text());
        json.member("field", what.field).member("base", what.base);
        json.member("ours", what.ours).member("theirs", what.theirs).key("decision");
        if (conflict.decision == MergeSide::kUndecided)
            json.null();
        else
            json.value(to_string(conflict.decision));
        json.end_object();
    }
    json.end_array().key("concepts").begin_array();
    for (const MergeStep& step : outcome.plan.steps) {
        json.begin_object().member("action", to_string(step.kind));
        if (step.before.id != 0) json.member("concept", step.before.id);
        json.member("terms", terms_text(named(step)));
        if (step.kind == MergeStep::Kind::kChange) {
            json.key("changes");
            write_differences(json, differences(step.before, step.after));
        }
        json.end_object();
    }
    json.end_array().key("refused").begin_array();
    for (const std::string& terms : outcome.refused) json.value(terms);
    json.end_array().end_object();
    return json.text();
}

/// Asks the decided table first, then what --ours or --theirs says. `used` counts what the table
/// decided.
DecideMerge decide_by(const Options& options, const MergeDecisions& decisions, std::size_t& used) {
    const MergeSide otherwise = options.ours     ? MergeSide::kOurs
                                : options.theirs ? MergeSide::kTheirs
                                                 : MergeSide::kUndecided;
    return [&decisions, &used, otherwise](const MergeConflict& conflict) {
        const MergeSide decided = decisions.of(conflict);
        if (decided == MergeSide::kUndecided) return otherwise;
        ++used;
        return decided;
    };
}

/// What --decide names; nothing decided without it.
MergeDecisions read_decisions(const Options& options) {
    if (options.decide.empty()) return {};
    Result<MergeDecisions> read = MergeDecisions::read(options.decide);
    if (!read) throw UsageError(to_string(read.error()));
    return std::move(read).value();
}

/// What is not read of a version would count as removed there.
void require_whole(const LoadedGlossary& glossary, const std::string& path) {
    if (glossary.skipped)
        throw UsageError(
            tr("term merge: {} was not read whole, and what is missing would count as removed "
               "there: mend it, or merge without a base",
               path));
}

/// Merges into `file`, unless something is undecided or only a look is wanted.
Outcome merge_into(Session& session, DiglotFile& file, const std::string& base,
                   const std::string& theirs, const Options& options) {
    std::optional<LoadedGlossary> ancestor;
    if (!base.empty()) ancestor = load_or_complain(session, base, options.source, options.target);
    const LoadedGlossary other = load_or_complain(session, theirs, options.source, options.target);
    if (ancestor) require_whole(other, theirs);
    const MergeDecisions decisions = read_decisions(options);
    std::size_t used = 0;
    const DecideMerge decide = decide_by(options, decisions, used);
    const auto plan = [&] {
        MergePlan made = merge_glossaries(ancestor ? &ancestor->concepts : nullptr,
                                          all_concepts(file.glossary()), other.concepts, decide);
        if (used < decisions.size())
            session.console.note(
                tr("{}: {} for conflicts that are not there", options.decide,
                   counted(static_cast<std::int64_t>(decisions.size() - used), "row", "rows")));
        return made;
    };
    Outcome outcome;
    if (options.dry_run) {
        outcome.plan = plan();
        return outcome;
    }
    ChangeSet change(file.database(), file.log(), session.change_request(theirs));
    outcome.plan = plan();
    if (outcome.plan.undecided() > 0 || outcome.plan.steps.empty()) return outcome;
    outcome.refused = carry_out(file, outcome.plan, other, change);
    file.glossary().keep_recognizer();
    change.commit();
    outcome.change = change.id();
    return outcome;
}

void report(Session& session, const Outcome& outcome, const Options& options, bool into_file) {
    if (!options.report.empty()) write_merge_report(options.report, outcome.plan.conflicts);
    if (session.json) {
        session.console.line(to_json(outcome, options));
    } else {
        if (options.dry_run) print_steps(session.console, outcome.plan);
        print_conflicts(session.console, outcome.plan);
        session.console.line(summary(outcome));
    }
    for (const std::string& terms : outcome.refused)
        session.console.note(
            tr("left as it was, for another concept has the same id and terms: {}", terms));
    if (!outcome.refused.empty() || outcome.plan.undecided() > 0) session.exit = Exit::kComplaints;
    if (options.dry_run)
        session.say(tr("dry run: nothing was changed"));
    else if (outcome.plan.undecided() > 0)
        session.console.note(tr(
            "{} undecided: nothing was changed. Decide with --ours, --theirs, or --report FILE, "
            "whose last column you fill in, and --decide FILE",
            counted(static_cast<std::int64_t>(outcome.plan.undecided()), "conflict", "conflicts")));
    else if (outcome.plan.steps.empty())
        session.say(tr("there is nothing to merge"));
    else if (into_file)
        session.say(tr("change set {}; `diglot undo` takes it back", *outcome.change));
}

/// BASE OURS THEIRS: ours in memory, what becomes of it to a file.
void merge_files(Session& session, const Options& options) {
    if (options.output.empty() != options.dry_run)
        throw UsageError(
            tr("term merge BASE OURS THEIRS: name the merged file with --output, or "
               "look with --dry-run"));
    ExportRequest request;
    request.path = options.output;
    if (!options.dry_run) {
        const auto format = export_format_of(options.output);
        if (!format || *format == ExportFormat::kTmx || *format == ExportFormat::kOmegatGlossary)
            throw UsageError(
                tr("term merge: {} names no format that holds a whole glossary; use "
                   ".tbx, .csv, .tsv or .xlsx",
                   options.output));
        request.format = *format;
    }
    DiglotFile file(":memory:");
    {
        const LoadedGlossary ours =
            load_or_complain(session, options.files[1], options.source, options.target);
        require_whole(ours, options.files[1]);
        ChangeSet change(file.database(), file.log(), session.change_request(options.files[1]));
        add_glossary(file, ours, change);
        change.commit();
    }
    const Outcome outcome = merge_into(session, file, options.files[0], options.files[2], options);
    report(session, outcome, options, false);
    if (options.dry_run || outcome.plan.undecided() > 0) return;
    const ExportReport written = export_file(file, request);
    for (const Loss& loss : written.losses)
        session.say(tr("  not carried: {} × {}", grouped(static_cast<std::int64_t>(loss.count)),
                       loss.what));
    session.say(tr("{}: {}", options.output,
                   counted(static_cast<std::int64_t>(written.concepts), "concept", "concepts")));
}

void run(Session& session, const Options& options) {
    if (options.files.size() == 3) {
        if (!options.base.empty())
            throw UsageError(tr("term merge: with three files the first is the base"));
        return merge_files(session, options);
    }
    if (options.files.size() != 1)
        throw UsageError(tr("term merge: give one glossary, or three: BASE OURS THEIRS"));
    if (!options.output.empty())
        throw UsageError(
            tr("term merge: --output goes with three files; one is merged into the "
               "Diglot file"));
    const Outcome outcome =
        merge_into(session, session.open_existing(), options.base, options.files.front(), options);
    report(session, outcome, options, true);
}

}  // namespace

void add_term_merge_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = parent.add_subcommand(
        "merge", tr("Join another version of the glossary with this one; conflicts are listed and "
                    "decided"));
    command
        ->add_option("FILE", options->files,
                     tr("A Diglot file or glossary file to merge into the Diglot file at hand; or "
                        "three: BASE OURS THEIRS, merged into --output"))
        ->required();
    command
        ->add_option("--base", options->base,
                     tr("The version both come from: tells what each side changed, also what it "
                        "removed"))
        ->type_name("FILE");
    command->add_option("-o,--output", options->output, tr("With three files: the merged one"))
        ->type_name("FILE");
    CLI::Option* ours =
        command->add_flag("--ours", options->ours, tr("In a conflict keep what this side says"));
    command
        ->add_flag("--theirs", options->theirs, tr("In a conflict take what the other side says"))
        ->excludes(ours);
    command
        ->add_option("--report", options->report,
                     tr("Write the conflicts as CSV, to be decided in its last column: ours or "
                        "theirs"))
        ->type_name("CSV");
    command
        ->add_option("--decide", options->decide,
                     tr("Decide conflicts by such a table; those it leaves open by --ours or "
                        "--theirs"))
        ->type_name("CSV");
    command->add_flag("-n,--dry-run", options->dry_run,
                      tr("Change nothing; tell what would be added, changed, removed"));
    command
        ->add_option("-s,--source", options->source, tr("Source language, where a file names none"))
        ->type_name("LANG");
    command
        ->add_option("-t,--target", options->target, tr("Target language, where a file names none"))
        ->type_name("LANG");
    command->footer(
        tr("Examples:\n"
           "  diglot term merge colleague.tbx --dry-run\n"
           "  diglot term merge colleague.tbx --base sent-in-may.tbx --report conflicts.csv\n"
           "  diglot term merge colleague.tbx --base sent-in-may.tbx --decide conflicts.csv\n"
           "  diglot term merge base.tbx mine.tbx hers.tbx --output merged.tbx\n"
           "While a conflict is undecided nothing is changed, and the exit status is 1."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
