#include "app/import_files.h"

#include <algorithm>
#include <deque>
#include <filesystem>

#include "app/file_reading.h"
#include "app/import_plan.h"
#include "app/import_preview.h"
#include "app/interrupt.h"
#include "app/unused_options.h"
#include "core/error.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

/// Hands what a reader finds to the memory and the glossary. A unit is held back until its next
/// neighbour is known.
class StoreSink : public Sink {
public:
    StoreSink(DiglotFile& file, ChangeSet& change, const ImportRequest& request, FileReport& report,
              const PlannedFile& planned)
        : file_(file),
          change_(change),
          request_(request),
          report_(report),
          state_(planned.state),
          first_origin_(planned.origin),
          origin_(planned.origin) {
        file_.memory().set_origin(origin_, {});
        file_.glossary().set_origin(origin_, {});
    }

    /// An origin has one header: of several memories in a file those after the first are origins
    /// "x.sdltm/2" …
    void header(Markup header) override {
        if (header.element != "header") return file_.glossary().set_origin(origin_, header);
        store_held();
        last_print_ = 0;
        if (header == Markup::node("header")) return;
        if (++headers_ > 1) origin_ = first_origin_ + "/" + std::to_string(headers_);
        file_.memory().set_origin(origin_, header);
    }

    void add(Unit unit, Position at) override {
        throw_if_interrupted();
        ++report_.read;
        conflicts_ += unit.property(kConflictProperty) ? 1 : 0;
        for (const Variant& variant : unit.variants) ++report_.languages[variant.lang_spelling];
        note_languages(unit);
        unit.origin = origin_;
        if (!state_.empty() && !unit.property("x-diglot-state"))
            unit.annotations.push_back(Markup::leaf("prop", {{"type", "x-diglot-state"}}, state_));
        const bool has_own_context = unit.context != Context{};
        const std::uint64_t print = fingerprint(unit.source_variant().segment);
        if (held_ && held_knows_no_next_) held_->context.next = print;
        if (!has_own_context) unit.context.previous = last_print_;
        store_held();
        held_ = std::move(unit);
        held_at_ = at;
        held_knows_no_next_ = !has_own_context;
        last_print_ = print;
    }

    void add(Concept entry, Position at) override {
        throw_if_interrupted();
        ++report_.concepts_read;
        for (const LanguageSection& section : entry.sections)
            ++report_.languages[section.lang_spelling];
        entry.origin = origin_;
        std::optional<Concept> before;
        if (request_.dry_run) {
            complete(entry);
            before = file_.glossary().find_known(entry, request_.policy);
        }
        std::int64_t id = 0;
        const Added added = file_.glossary().add(entry, change_, &id, request_.policy);
        if (added == Added::kAdded) ++report_.concepts_added;
        if (added == Added::kMerged) ++report_.concepts_merged;
        if (request_.dry_run && report_.previews.size() < kMostDiagnostics) {
            ConceptPreview& preview = report_.previews.emplace_back();
            preview.action = added;
            preview.concept_id = before ? before->id : 0;
            preview.at = at;
            preview.terms = terms_of(entry);
            if (added == Added::kMerged)
                preview.changes = changes_between(*before, *file_.glossary().find(id));
        }
    }

    void report(Diagnostic diagnostic) override {
        if (diagnostic.severity == Severity::kError) ++report_.skipped;
        add_diagnostic(std::move(diagnostic));
    }

    void add_diagnostic(Diagnostic diagnostic) {
        diagnostic.file = report_.path;
        if (report_.diagnostics.size() < kMostDiagnostics)
            report_.diagnostics.push_back(std::move(diagnostic));
        else
            ++report_.more_diagnostics;
    }

    void finish() {
        store_held();
        file_.memory().flush();
        if (in_one_language_ > 0)
            add_diagnostic({Severity::kWarning,
                            "unit.same-language",
                            std::to_string(in_one_language_) +
                                (in_one_language_ == 1 ? " unit has" : " units have") +
                                " source and target both in " + one_language_.text() +
                                ", by what the file or -s and -t say; is that meant?",
                            {},
                            {},
                            {}});
        if (conflicts_ > 0)
            add_diagnostic({Severity::kWarning,
                            "unit.conflict",
                            std::to_string(conflicts_) +
                                (conflicts_ == 1 ? " unit keeps" : " units keep") +
                                " two versions of something; `diglot resolve` shows and decides",
                            {},
                            {},
                            {}});
        if (left_out_ > 0) {
            report_.losses.push_back(
                {"attribute, date or property of a unit that the memory has with another value",
                 left_out_});
        }
    }

private:
    /// A translation into the language of the source is seldom meant.
    void note_languages(const Unit& unit) {
        if (unit.variants.size() < 2) return;
        const LanguageTag& source = unit.source_variant().lang;
        for (const Variant& variant : unit.variants)
            if (variant.lang != source) return;
        ++in_one_language_;
        one_language_ = source;
    }

    void store_held() {
        if (!held_) return;
        const Added added = file_.memory().add(*held_, change_, &left_out_);
        if (added == Added::kAdded) ++report_.added;
        if (added == Added::kMerged) ++report_.merged;
        if (added == Added::kUnchanged) ++report_.unchanged;
        if (request_.dry_run && report_.unit_previews.size() < kMostDiagnostics)
            report_.unit_previews.push_back(preview_of(*held_, added, held_at_));
        held_.reset();
    }

    DiglotFile& file_;
    ChangeSet& change_;
    const ImportRequest& request_;
    FileReport& report_;
    std::string state_;
    std::string first_origin_;
    std::string origin_;
    std::size_t headers_ = 0;  ///< Of memories.
    std::optional<Unit> held_;
    Position held_at_;
    bool held_knows_no_next_ = false;
    std::uint64_t last_print_ = 0;
    std::size_t left_out_ = 0;
    std::size_t conflicts_ = 0;          ///< Units in which one is kept undecided.
    std::uint64_t in_one_language_ = 0;  ///< Units with source and target in the same.
    LanguageTag one_language_;
};

/// A store remembers ids of what it wrote; where the change set is taken back, also by an
/// exception, those are void.
class ForgetUnlessCommitted {
public:
    explicit ForgetUnlessCommitted(Store& store) : store_(store) {}
    ~ForgetUnlessCommitted() {
        if (!committed_) store_.discard();
    }
    ForgetUnlessCommitted(const ForgetUnlessCommitted&) = delete;
    ForgetUnlessCommitted& operator=(const ForgetUnlessCommitted&) = delete;
    void committed() const { committed_ = true; }

private:
    Store& store_;
    mutable bool committed_ = false;
};

ReadOptions read_options(const ImportRequest& request, const PlannedFile& planned) {
    ReadOptions options;
    options.source = planned.source.empty() ? request.source : planned.source;
    options.target = planned.target.empty() ? request.target : planned.target;
    options.is_found = planned.found && !planned.is_glossary;
    options.columns = request.columns;
    options.sheet = request.sheet;
    options.parallel = planned.parallel;
    options.tables_as = request.tables_as;
    if (planned.is_glossary && !options.tables_as) options.tables_as = TableKind::kGlossary;
    options.encoding = request.encoding;
    if (request.term_separators) options.term_separators = *request.term_separators;
    return options;
}

void import_one(DiglotFile& file, ChangeSet& change, const ImportRequest& request,
                const PlannedFile& planned, FileReading& reading, FileReport& report) {
    report.path = planned.file.name;
    change.begin_part();
    Savepoint savepoint(file.database());
    StoreSink sink(file, change, request, report, planned);
    const auto refuse = [&](Diagnostic reason) {
        report.refused = true;
        report.passed_over = is_to_pass_over(planned, reason);
        if (report.passed_over) reason.severity = Severity::kNote;
        sink.add_diagnostic(std::move(reason));
    };
    try {
        while (reading.hand_on(sink)) {
            throw_if_interrupted();
            if (request.progress)
                request.progress(report.path, reading.bytes_done(), reading.bytes_total(),
                                 report.read + report.concepts_read);
        }
        const Result<ReadSummary>& read = reading.result();
        if (!planned.fault.empty()) {
            refuse({Severity::kError, "omegat.project", planned.fault, {}, {}, {}});
        } else if (read) {
            report.format = read->format;
            report.encoding = read->encoding;
        } else {
            refuse(read.error());
        }
    } catch (const IoError& error) {
        refuse({Severity::kError, "file.unreadable", error.what(), {}, {}, {}});
    }
    if (!report.refused || (request.partial && !report.passed_over)) {
        sink.finish();
        savepoint.keep();
        return;
    }
    file.memory().discard();
    change.discard_part();
    report.added = report.merged = report.unchanged = 0;
    report.concepts_added = report.concepts_merged = 0;
    report.read = report.concepts_read = 0;
}

/// Files being read, so many at once; taken in their order.
class Readings {
public:
    Readings(const ImportRequest& request, std::vector<PlannedFile>& files)
        : request_(request), files_(files) {}

    FileReading& next() {
        if (!running_.empty()) running_.pop_front();
        while (running_.size() < std::max<std::size_t>(1, request_.jobs) && at_ < files_.size()) {
            const PlannedFile& planned = files_[at_++];
            running_.push_back(
                std::make_unique<FileReading>(planned.file, read_options(request_, planned)));
        }
        return *running_.front();
    }

private:
    const ImportRequest& request_;
    std::vector<PlannedFile>& files_;
    std::size_t at_ = 0;
    std::deque<std::unique_ptr<FileReading>> running_;
};

Diagnostic nothing_in(const std::string& path, const char* code, const char* message) {
    return {Severity::kError, code, message, {}, path, {}};
}

/// What is to be said of paths that gave nothing to read.
void name_fruitless(const ImportRequest& request, const ImportPlan& plan, ImportReport& report) {
    for (const std::string& path : plan.empty)
        report.diagnostics.push_back(
            nothing_in(path, "import.nothing-found", "there is no file in it to read"));
    struct Found {
        bool any = false;
        bool known = false;
    };
    std::vector<Found> found(request.paths.size());
    for (std::size_t i = 0; i < plan.files.size(); ++i) {
        Found& path = found[plan.files[i].named];
        path.any = true;
        path.known |= !report.files[i].passed_over;
    }
    for (std::size_t place = 0; place < found.size(); ++place) {
        if (found[place].any && !found[place].known)
            report.diagnostics.push_back(nothing_in(request.paths[place], "import.nothing-known",
                                                    "no file in it is of a known format"));
    }
}

}  // namespace

bool ImportReport::has_complaints() const {
    if (!diagnostics.empty()) return true;
    return std::any_of(files.begin(), files.end(), [](const FileReport& file) {
        if (file.passed_over) return false;
        return file.refused || file.skipped > 0 ||
               std::any_of(file.diagnostics.begin(), file.diagnostics.end(),
                           [](const Diagnostic& d) { return d.severity != Severity::kNote; });
    });
}

ImportReport import_files(DiglotFile& file, const ImportRequest& request) {
    ImportReport report;
    const ForgetUnlessCommitted forget(file.memory());
    ChangeSet change(file.database(), file.log(), request.change);
    ImportPlan plan = plan_import(request.paths);
    Readings readings(request, plan.files);
    bool any = false;
    for (PlannedFile& planned : plan.files) {
        FileReading& reading = readings.next();
        FileReport& one = report.files.emplace_back();
        import_one(file, change, request, planned, reading, one);
        // A file that holds nothing was read too, one of which everything was left out was not.
        any |= one.read + one.concepts_read > 0 || (!one.refused && one.skipped == 0);
        planned.file = planned.parallel = {};  // An archive whose files are all read is closed.
    }
    name_fruitless(request, plan, report);
    report.notes = unused_options(request, report.files);
    if (request.dry_run) return report;  // The change set takes itself back.
    if (any) {
        const WorkProgress progress = [&](std::int64_t done, std::int64_t total) {
            throw_if_interrupted();
            if (request.indexing) request.indexing(done, total);
        };
        file.glossary().keep_recognizer(progress);
        change.commit(progress);
        report.change = change.id();
        forget.committed();
    }
    return report;
}

}  // namespace diglot
