// How `diglot check` runs: what is asked for is made ready, units go through the rules, findings
// through the filter into the report; then fixes, a baseline, findings to be ignored.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>

#include "app/cli/check.h"
#include "app/cli/check_fix.h"
#include "app/cli/check_setup.h"
#include "app/cli/finding_text.h"
#include "app/cli/text.h"
#include "app/file_reading.h"
#include "app/finding_filter.h"
#include "app/import_plan.h"
#include "app/interrupt.h"
#include "core/error.h"
#include "importers/moses.h"
#include "importers/output_file.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

constexpr const char* kDefaultSource = "zh-TW";
constexpr const char* kDefaultTarget = "en";

PlannedFile named_pair(const std::string& source, const std::string& target) {
    PlannedFile pair;
    pair.file = InputFile(source);
    pair.parallel = InputFile(target);
    return pair;
}

class CheckRun {
public:
    CheckRun(Session& session, const CheckCommand& command)
        : session_(session), command_(command), progress_(session.console, session.quiet) {
        prepare();
    }

    void run() {
        if (!idle_.empty())
            session_.say(tr("check: there is no glossary; not run without one: {}", idle_));
        for (const PlannedFile& file : files_) check_file(file);
        for (std::size_t i = 0; i + 1 < command_.lines.size(); i += 2)
            check_lines(named_pair(command_.lines[i], command_.lines[i + 1]));
        if (command_.memory) check_memory();
        checker_->finish([&](Finding finding) { take(finding, nullptr); });
        progress_.clear();
        finish();
    }

private:
    class Units;

    void prepare() {
        ImportPlan plan = plan_import(command_.files);
        for (const std::string& path : plan.empty)
            throw UsageError(tr("check: {}: there is no file in it to read", path));
        files_ = std::move(plan.files);
        if (!command_.fix_to.empty() && files_.size() + command_.lines.size() / 2 != 1)
            throw UsageError(tr("check: --fix-to is about one file"));
        require_free_outputs(command_, files_);
        const CheckSettings settings = read_settings(session_, command_);
        ConfiguredRules configured = read_named([&] { return configure_rules(settings); });
        CheckOptions options;
        options.source = parse_language(command_.source);
        options.target = parse_language(command_.target);
        options.only = command_.only;
        options.skip = command_.skip;
        options.settings = configured.settings;
        options.context = reference_.open(session_, command_);
        source_ = options.source;
        target_ = options.target;
        try {
            checker_ = std::make_unique<Checker>(options, std::move(configured.rules));
        } catch (const std::invalid_argument& error) {
            throw UsageError(std::string("check: ") + error.what());
        }
        require_reference(session_, command_, options.context);
        const auto& rules = checker_->rules();
        has_memory_ = options.context.memory != nullptr &&
                      std::any_of(rules.begin(), rules.end(),
                                  [](const auto& rule) { return rule->name() == "memory"; });
        if (!options.context.glossary) idle_ = rules_of_glossary(*checker_);
        if (std::filesystem::exists(session_.path()))
            filter_.ignore(session_.open_existing().ignored_findings().list());
        if (!command_.baseline.empty())
            filter_.set_baseline(read_named([&] { return Baseline::read(command_.baseline); }));
        if (!command_.changed_since.empty()) {
            since_ = parse_loose_date(command_.changed_since);
            if (!since_)
                throw UsageError(tr("check: --changed-since: \"{}\" is no date; 2025-12-01 is one",
                                    command_.changed_since));
        }
        fail_on_ = parse_threshold(command_.fail_on);
        open_report(configured);
    }

    void open_report(const ConfiguredRules& configured) {
        if (!command_.ignore.empty() || !command_.write_baseline.empty()) return;
        const std::string form = !command_.report.empty() ? command_.report
                                 : session_.json          ? "json"
                                                          : "text";
        const CheckReportFormat format = *parse_check_report_format(form);
        output_ = std::make_unique<OutputFile>(command_.output.empty() ? "-" : command_.output);
        const ReportOutput write = [this](std::string_view text) { output_->write(text); };
        is_text_ = format == CheckReportFormat::kText && command_.reports_to_stdout();
        if (format == CheckReportFormat::kText) {
            report_ = make_text_report(is_text_ ? &session_.console : nullptr, write);
            return;
        }
        report_ = make_check_report(
            format,
            describe_check(session_, command_, files_, describe_rules(*checker_, configured)),
            write);
    }

    /// `plan` is of the file that is being checked; null where nothing may be fixed.
    void take(const Finding& finding, FixPlan* plan) {
        const std::string name = fingerprint(finding);
        if (!command_.ignore.empty()) {
            for (const std::string& asked : command_.ignore)
                if (name.starts_with(asked)) to_ignore_[asked].emplace(name, finding);
            return;
        }
        const FindingFate fate = filter_.fate(name);
        if (fate == FindingFate::kIgnored) {
            ++summary_.ignored;
            return;
        }
        if (!command_.write_baseline.empty()) return new_baseline_.add(finding);
        if (fate == FindingFate::kInBaseline) {
            ++summary_.in_baseline;
            return;
        }
        progress_.clear();
        summary_.count(finding);
        report_->add(finding);
        if (fail_on_ && finding.severity >= *fail_on_) failed_ = true;
        if (plan && command_.wants_fix()) plan->add(finding);
    }

    ReadOptions reading(const PlannedFile& file) const {
        ReadOptions options;
        options.source = file.source.empty() ? source_ : file.source;
        options.target = file.target.empty() ? target_ : file.target;
        options.is_found = file.found && !file.is_glossary;
        options.encoding = command_.reading.encoding;
        options.sheet = command_.reading.sheet;
        options.columns = parse_columns(command_.reading.columns);
        options.tables_as = parse_table_kind(command_.reading.tables_as);
        return options;
    }

    /// Where there are none, that is said.
    bool has_fixes(const FixPlan& plan, const std::string& where) const {
        if (command_.wants_fix() && plan.empty()) session_.say(tr("{}: nothing to fix", where));
        return !plan.empty();
    }

    void check_file(const PlannedFile& file);
    void check_lines(const PlannedFile& pair);
    std::optional<ReadSummary> read(Units& units, const PlannedFile& file,
                                    const ReadOptions& options);
    bool can_fix(const InputFile& file);
    void check_memory();
    void prepare_memory(const Unit& unit);
    void finish();
    void ignore_findings();
    std::string said_by() const { return session_.change_request().user; }

    Session& session_;
    const CheckCommand& command_;
    Progress progress_;
    Reference reference_;
    std::unique_ptr<Checker> checker_;
    bool has_memory_ = false;  ///< Translations are held against one.
    std::string idle_;         ///< Rules that find nothing for want of a glossary.
    std::vector<PlannedFile> files_;
    LanguageTag source_, target_;
    std::optional<Time> since_;
    std::optional<Severity> fail_on_;
    FindingFilter filter_;
    Baseline new_baseline_;
    std::unique_ptr<OutputFile> output_;
    std::unique_ptr<CheckReport> report_;
    bool is_text_ = false;  ///< The report goes to the terminal, as text.
    CheckSummary summary_;
    std::uint64_t undated_ = 0;
    std::int64_t units_seen_ = 0;
    std::int64_t conflicts_ = 0;         ///< Units in which one is kept.
    std::vector<std::string> prepared_;  ///< Languages in which the memory was asked.
    bool failed_ = false;
    bool whole_ = true;
    FixPlan memory_plan_;
    /// What was asked to be ignored: by what was asked, the findings whose fingerprint begins so.
    std::map<std::string, std::map<std::string, Finding>> to_ignore_;
};

/// Checks units as a file's reader hands them over.
class CheckRun::Units : public Sink {
public:
    Units(CheckRun& run, std::string path) : run_(run), path_(std::move(path)) {}

    void header(Markup) override {}
    void add(Concept, Position) override { ++concepts_; }

    void add(Unit unit, Position at) override {
        throw_if_interrupted();
        ++units_;
        run_.conflicts_ += unit.property(kConflictProperty) ? 1 : 0;
        run_.prepare_memory(unit);
        if (source_ && unit.variants.size() == 2) {
            unit.variants[0].lang = *source_;
            unit.variants[1].lang = *target_;
        }
        const std::optional<Time> changed = unit.latest_change();
        if (run_.since_ && !changed) ++run_.undated_;
        if (run_.since_ && changed && *changed < *run_.since_) return;
        run_.checker_->check(unit, {path_, at, units_},
                             [&](const Finding& finding) { run_.take(finding, &plan_); });
    }

    void report(Diagnostic diagnostic) override {
        const bool is_gap =
            diagnostic.code.ends_with(".untranslated") || diagnostic.code == "moses.empty";
        if (diagnostic.severity == Severity::kNote) {
            if (is_gap) run_.session_.say(path_ + ": " + diagnostic.message);
            return;
        }
        diagnostic.file = path_;
        run_.progress_.clear();
        run_.session_.console.note(to_string(diagnostic));
        if (diagnostic.severity == Severity::kError) run_.whole_ = false;
    }

    /// The two languages of every unit, whatever the file says.
    void set_languages(const LanguageTag& source, const LanguageTag& target) {
        source_ = source;
        target_ = target;
    }
    std::int64_t units() const { return units_; }
    std::int64_t concepts() const { return concepts_; }
    const FixPlan& plan() const { return plan_; }

private:
    CheckRun& run_;
    std::string path_;
    std::optional<LanguageTag> source_, target_;
    std::int64_t units_ = 0;
    std::int64_t concepts_ = 0;
    FixPlan plan_;
};

std::optional<ReadSummary> CheckRun::read(Units& units, const PlannedFile& file,
                                          const ReadOptions& options) {
    const std::string& path = file.file.name;
    FileReading reading(file.file, options);
    try {
        while (reading.hand_on(units)) {
            throw_if_interrupted();
            progress_.show(path, reading.bytes_done(), reading.bytes_total(),
                           static_cast<std::uint64_t>(units.units()), tr("units"));
        }
    } catch (const IoError& error) {
        units.report({Severity::kError, "file.unreadable", error.what(), {}, {}, {}});
        return std::nullopt;
    }
    progress_.clear();
    if (!reading.result()) {
        if (is_to_pass_over(file, reading.result().error()))
            session_.say(tr("{}: of no known format, passed over", path));
        else
            units.report(reading.result().error());
        return std::nullopt;
    }
    // Who names a file means it to be checked.
    if (units.units() == 0 && !file.found) whole_ = false;
    units_seen_ += units.units();
    if (units.units() == 0 && units.concepts() > 0)
        session_.say(
            tr("{}: read as a glossary, nothing was checked; --as memory reads a table's "
               "rows as segments",
               path));
    else if (units.units() == 0)
        session_.say(tr("{}: holds no units, nothing was checked", path));
    return *reading.result();
}

void CheckRun::check_file(const PlannedFile& file) {
    if (!file.parallel.empty()) {
        const LanguageTag other = parse_moses_name(file.parallel.name).lang;
        // A folder has no order that says which of the two is the source.
        const LanguageTag wanted =
            source_.empty() && file.found ? LanguageTag(kDefaultSource) : source_;
        const bool swapped = !wanted.empty() && other.fit(wanted) != LanguageFit::kOther;
        PlannedFile pair = file;
        if (swapped) std::swap(pair.file, pair.parallel);
        return check_lines(pair);
    }
    const std::string& path = file.file.name;
    Units units(*this, path);
    const ReadOptions options = reading(file);
    const std::optional<ReadSummary> summary = read(units, file, options);
    if (!summary || !has_fixes(units.plan(), path) || !can_fix(file.file)) return;
    FixFileRequest request{path, fix_target(command_, path), options, *summary, said_by()};
    if (!fix_checked_file(session_, is_text_, request, units.plan())) whole_ = false;
}

/// What lies on the disk by itself, and where its fixed copy may be written. Where not, that is
/// said, and counts.
bool CheckRun::can_fix(const InputFile& file) {
    std::string why;
    if (file.path.empty() || file.unpacked || file.stream)
        why = tr("fixes are written beside a file on the disk; unpack or store it first");
    else if (const std::string copy = fix_target(command_, file.path);
             !command_.in_place && !command_.force && std::filesystem::exists(copy))
        why = tr("nothing was fixed: {} is there already, --force replaces it", copy);
    if (why.empty()) return true;
    session_.console.note(file.name + ": " + why);
    whole_ = false;
    return false;
}

void CheckRun::check_lines(const PlannedFile& pair) {
    const std::string& source = pair.file.name;
    const std::string& target = pair.parallel.name;
    const auto language = [](const LanguageTag& given, const std::string& path,
                             const char* otherwise) {
        if (!given.empty()) return given;
        const LanguageTag named = parse_moses_name(path).lang;
        return named.empty() ? LanguageTag(otherwise) : named;
    };
    Units units(*this, target);
    units.set_languages(language(source_, source, kDefaultSource),
                        language(target_, target, kDefaultTarget));
    ReadOptions options;
    options.encoding = command_.reading.encoding;
    options.parallel = pair.parallel;
    if (!read(units, pair, options) || !has_fixes(units.plan(), target) || !can_fix(pair.parallel))
        return;
    if (!fix_checked_lines(session_, is_text_, target, fix_target(command_, target), units.plan()))
        whole_ = false;
}

/// A memory is indexed in the languages it was translated from; in another one only once asked for.
void CheckRun::prepare_memory(const Unit& unit) {
    if (!has_memory_ || unit.variants.empty()) return;
    const LanguageTag& source = source_.empty() ? unit.source_variant().lang : source_;
    if (std::find(prepared_.begin(), prepared_.end(), source.language()) != prepared_.end()) return;
    prepared_.push_back(source.language());
    session_.open_existing().prepare_matches(source);
}

void CheckRun::check_memory() {
    DiglotFile& file = session_.open_existing();
    UnitFilter filter;
    filter.source = source_;
    filter.target = target_;
    filter.where = parse_condition(command_.where, file.log());
    filter.since = since_;
    filter.in_use = true;
    units_seen_ += file.memory().count();
    const auto total = static_cast<std::uint64_t>(file.memory().count());
    std::uint64_t done = 0;
    const ReadSnapshot snapshot(file.database());
    file.memory().for_each(filter, [&](const Unit& unit) {
        throw_if_interrupted();
        checker_->check(unit, {"", {}, unit.id},
                        [&](const Finding& finding) { take(finding, &memory_plan_); });
        if (++done % 1024 == 0) progress_.show(tr("memory"), done, total, done, tr("units"));
        return true;
    });
    progress_.clear();
}

void CheckRun::finish() {
    summary_.checked = checker_->checked();
    if (undated_ > 0)
        session_.say(tr("check: {} of no date, checked all the same",
                        counted(static_cast<std::int64_t>(undated_), "unit", "units")));
    if (summary_.checked == 0)
        session_.say(units_seen_ > 0 ? tr("check: no unit has the languages asked for")
                                     : tr("check: there was no unit to check"));
    if (conflicts_ > 0)
        session_.say(
            tr("check: {} in which two versions are kept; `diglot resolve` shows and "
               "decides",
               counted(conflicts_, "unit", "units")));
    session_.exit = Exit::kDone;
    if (!command_.ignore.empty()) return ignore_findings();
    if (!command_.write_baseline.empty()) {
        new_baseline_.write(command_.write_baseline);
        session_.say(
            tr("{}: {}; --baseline leaves them out", command_.write_baseline,
               counted(static_cast<std::int64_t>(new_baseline_.size()), "finding", "findings")));
    } else {
        report_->finish(summary_);
        output_->commit();
        if (!command_.reports_to_stdout()) session_.say(summary_text(summary_));
    }
    if (command_.memory && has_fixes(memory_plan_, tr("memory")))
        fix_checked_memory(session_, is_text_, memory_plan_, source_, command_.apply);
    if (failed_ || !whole_) session_.exit = Exit::kComplaints;
}

void CheckRun::ignore_findings() {
    std::vector<IgnoredFinding> ignored;
    for (const std::string& asked : command_.ignore) {
        const auto& found = to_ignore_[asked];
        if (found.empty())
            throw UsageError(
                tr("check: --ignore {}: nothing is found here that has this "
                   "fingerprint",
                   asked));
        if (found.size() > 1)
            throw UsageError(
                tr("check: --ignore {}: {} findings begin so; write all 16 digits, as "
                   "--report json shows them",
                   asked, found.size()));
        const auto& [name, finding] = *found.begin();
        ignored.push_back({0, name, command_.reason, finding.rule, finding.message, finding.source,
                           finding.target, said_by(), Time::now()});
        session_.console.line(tr("ignored: {}: {} [{} {}]", place_text(finding.place),
                                 finding.message, finding.rule, short_fingerprint(finding)));
    }
    DiglotFile& file = session_.open_or_create();
    ChangeSet change(file.database(), file.log(), session_.change_request());
    for (const IgnoredFinding& one : ignored) file.ignored_findings().add(one);
    change.commit();
    session_.say(tr("change set {}; `diglot undo` takes it back", change.id()));
}

}  // namespace

void run_check(Session& session, const CheckCommand& command) { CheckRun(session, command).run(); }

}  // namespace diglot
