// diglot check: what is wrong with translations, in files or in the memory.
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "app/cli/finding_text.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/file_reading.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "core/error.h"
#include "quality/checker.h"

namespace diglot {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string source;
    std::string target;
    bool memory = false;
    std::string where;
    std::vector<std::string> only;
    std::vector<std::string> skip;
    std::string on;
    std::string fail_on = "warning";
};

/// Prints findings, or gathers them for JSON, and counts them.
class Report {
public:
    explicit Report(const Session& session) : session_(session) {
        json_.begin_object().key("findings").begin_array();
    }

    void add(const Finding& finding) {
        ++count_;
        if (finding.severity == Severity::kError) ++errors_;
        if (finding.severity == Severity::kWarning) ++warnings_;
        if (session_.json)
            write_finding(json_, finding);
        else
            print_finding(session_.console, finding);
    }

    void finish(std::uint64_t checked) {
        if (session_.json) {
            json_.end_array().member("checked", checked).end_object();
            session_.console.line(json_.text());
            return;
        }
        session_.console.line(tr("{} in {} checked",
                                 counted(static_cast<std::int64_t>(count_), "finding", "findings"),
                                 counted(static_cast<std::int64_t>(checked), "unit", "units")));
    }

    bool fails(const std::string& fail_on) const {
        return (fail_on != "none" && errors_ > 0) || (fail_on == "warning" && warnings_ > 0);
    }

private:
    const Session& session_;
    JsonWriter json_;
    std::uint64_t count_ = 0, errors_ = 0, warnings_ = 0;
};

/// Checks units as a file's reader hands them over.
class CheckingSink : public Sink {
public:
    CheckingSink(std::string path, Checker& checker, Report& report, Progress& progress,
                 const Session& session)
        : path_(std::move(path)),
          checker_(checker),
          report_(report),
          progress_(progress),
          session_(session) {}

    void header(Markup) override {}
    void add(Concept, Position) override {}

    void add(Unit unit, Position at) override {
        throw_if_interrupted();
        checker_.check(unit, {path_, at, ++units_}, [&](const Finding& finding) {
            progress_.clear();
            report_.add(finding);
        });
    }

    void report(Diagnostic diagnostic) override {
        if (diagnostic.severity == Severity::kNote) return;
        diagnostic.file = path_;
        progress_.clear();
        session_.console.note(to_string(diagnostic));
        if (diagnostic.severity == Severity::kError) complaints_ = true;
    }

    std::int64_t units() const { return units_; }
    bool has_complaints() const { return complaints_; }

private:
    std::string path_;
    Checker& checker_;
    Report& report_;
    Progress& progress_;
    const Session& session_;
    std::int64_t units_ = 0;
    bool complaints_ = false;
};

/// False if something of the file could not be read.
bool check_file(Session& session, const std::string& path, const CheckOptions& languages,
                Checker& checker, Report& report) {
    Progress progress(session.console, session.quiet);
    ReadOptions options;
    options.source = languages.source;
    options.target = languages.target;
    CheckingSink sink(path, checker, report, progress, session);
    FileReading reading(path, options);
    while (reading.hand_on(sink)) {
        throw_if_interrupted();
        progress.show(path, reading.bytes_done(), reading.bytes_total(),
                      static_cast<std::uint64_t>(sink.units()), tr("units"));
    }
    progress.clear();
    if (!reading.result()) {
        sink.report(reading.result().error());
        return false;
    }
    if (sink.units() == 0) session.say(tr("{}: holds no units, nothing was checked", path));
    return !sink.has_complaints();
}

void check_memory(Session& session, const Options& options, const CheckOptions& languages,
                  Checker& checker, Report& report) {
    DiglotFile& file = session.open_existing();
    UnitFilter filter;
    filter.source = languages.source;
    filter.target = languages.target;
    filter.where = parse_condition(options.where, file.log());
    Progress progress(session.console, session.quiet);
    const auto total = static_cast<std::uint64_t>(file.memory().count());
    std::uint64_t done = 0;
    const ReadSnapshot snapshot(file.database());
    file.memory().for_each(filter, [&](const Unit& unit) {
        throw_if_interrupted();
        checker.check(unit, {"", {}, unit.id}, [&](const Finding& finding) {
            progress.clear();
            report.add(finding);
        });
        if (++done % 1024 == 0) progress.show(tr("memory"), done, total, done, tr("units"));
        return true;
    });
    progress.clear();
}

/// What the Diglot file has to hold translations against.
struct Reference {
    std::optional<TermRecognizer> glossary;

    /// Without a file where none was named and there is none yet.
    CheckContext open(Session& session, const Options& options) {
        CheckContext context;
        context.on = Date::today();
        if (!options.on.empty()) context.on = parse_date(options.on);
        if (!context.on)
            throw UsageError(tr("check: --on: \"{}\" is no date; 2025-12-01 is one", options.on));
        if (!options.memory && !std::filesystem::exists(session.path())) {
            if (!session.db.empty())
                throw UsageError(tr("check: {}: no such Diglot file", session.path()));
            return context;
        }
        DiglotFile& file = session.open_existing();
        if (file.glossary().count() > 0) {
            glossary = file.glossary().recognizer();
            context.glossary = &*glossary;
        }
        if (file.memory().count() > 0) context.memory = &file.matches();
        return context;
    }
};

void run(Session& session, const Options& options) {
    if (options.files.empty() && !options.memory)
        throw UsageError(tr("check: name files, or say --memory"));
    if (!options.where.empty() && !options.memory)
        throw UsageError(tr("check: --where is about units of the memory; say --memory"));
    CheckOptions check;
    check.source = parse_language(options.source);
    check.target = parse_language(options.target);
    check.only = options.only;
    check.skip = options.skip;
    Reference reference;
    check.context = reference.open(session, options);
    std::unique_ptr<Checker> checker;
    try {
        checker = std::make_unique<Checker>(check);
    } catch (const std::invalid_argument& error) {
        throw UsageError(std::string("check: ") + error.what());
    }
    Report report(session);
    bool whole = true;
    for (const std::string& path : options.files)
        whole = check_file(session, path, check, *checker, report) && whole;
    if (options.memory) check_memory(session, options, check, *checker, report);
    checker->finish([&](const Finding& finding) { report.add(finding); });
    if (checker->checked() == 0) session.say(tr("check: no unit has the languages asked for"));
    report.finish(checker->checked());
    session.exit = report.fails(options.fail_on) || !whole ? Exit::kComplaints : Exit::kDone;
}

}  // namespace

void add_check_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "check", tr("Find faults in translations: in bilingual files, in the memory"));
    command->add_option("FILE", options->files,
                        tr("Bilingual files of any format that import reads; .gz and .zip too"));
    command
        ->add_option("-s,--source", options->source,
                     tr("Source language (default: what each unit was translated from)"))
        ->type_name("LANG");
    command
        ->add_option("-t,--target", options->target,
                     tr("Target language (default: every other language of a unit)"))
        ->type_name("LANG");
    command->add_flag("--memory", options->memory, tr("Check the units of the Diglot file"));
    command
        ->add_option("--where", options->where,
                     tr("With --memory: only units that fit: \"changed>=2026-01-01\"; "
                        "docs/filters.md"))
        ->type_name("CONDITION");
    command->add_option("--only", options->only, tr("Only this rule; may be said again"))
        ->type_name("RULE")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_option("--skip", options->skip, tr("Not this rule; may be said again"))
        ->type_name("RULE")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--on", options->on,
                     tr("The day whose terms are right: 2025-12-01 (default: today)"))
        ->type_name("DATE");
    command
        ->add_option("--fail-on", options->fail_on,
                     tr("The least severe finding that makes the exit status 1"))
        ->capture_default_str()
        ->check(CLI::IsMember({"error", "warning", "none"}));
    command->footer(
        tr("Examples:\n"
           "  diglot check data/sample-memory.tmx\n"
           "  diglot --json check --only numbers -s zh-TW -t en memory.tmx\n"
           "  diglot check --memory --where \"origin:news\"\n"
           "`diglot explain RULE` tells what a rule looks for; the rules: {}",
           rule_names()));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
