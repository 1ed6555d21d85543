// diglot import: files of any known format into the Diglot file, as one change set.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>

#include "app/cli/reading_options.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/import_files.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string source;
    std::string target;
    bool partial = false;
    bool dry_run = false;
    std::string policy = "add";
    ReadingArguments reading;
    std::optional<std::string> split;
    std::size_t jobs = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
};

constexpr std::size_t kShownUnits = 20;        ///< Of a dry run, a file.
constexpr std::size_t kShownDiagnostics = 20;  ///< A file, on a terminal; JSON has more.

void write_diagnostics(JsonWriter& json, const FileReport& file) {
    json.key("diagnostics").begin_array();
    for (const Diagnostic& diagnostic : file.diagnostics) {
        json.begin_object();
        json.member("severity", to_string(diagnostic.severity));
        json.member("code", diagnostic.code).member("message", diagnostic.message);
        json.member("line", diagnostic.position.line).member("column", diagnostic.position.column);
        json.end_object();
    }
    json.end_array();
    json.member("more_diagnostics", file.more_diagnostics);
}

const char* to_string(Added action) {
    return action == Added::kAdded ? "added" : action == Added::kMerged ? "changed" : "left";
}

void write_previews(JsonWriter& json, const FileReport& file) {
    json.key("units").begin_array();
    for (const UnitPreview& preview : file.unit_previews)
        json.begin_object()
            .member("action", to_string(preview.action))
            .member("line", preview.at.line)
            .member("text", preview.text)
            .end_object();
    json.end_array();
    json.key("concepts").begin_array();
    for (const ConceptPreview& preview : file.previews) {
        json.begin_object()
            .member("action", to_string(preview.action))
            .member("line", preview.at.line)
            .member("terms", preview.terms);
        if (preview.concept_id != 0) json.member("concept", preview.concept_id);
        if (!preview.changes.empty()) {
            json.key("changes").begin_array();
            for (const std::string& change : preview.changes) json.value(change);
            json.end_array();
        }
        json.end_object();
    }
    json.end_array();
}

std::string to_json(const ImportReport& report, bool dry_run) {
    JsonWriter json;
    json.begin_object().key("change");
    if (report.change)
        json.value(*report.change);
    else
        json.null();
    json.key("files").begin_array();
    for (const FileReport& file : report.files) {
        json.begin_object();
        json.member("path", file.path)
            .member("format", file.format)
            .member("encoding", file.encoding);
        json.member("read", file.read).member("added", file.added).member("merged", file.merged);
        json.member("unchanged", file.unchanged).member("skipped", file.skipped);
        json.member("concepts_read", file.concepts_read)
            .member("concepts_added", file.concepts_added);
        json.member("concepts_merged", file.concepts_merged).member("refused", file.refused);
        if (file.passed_over) json.member("passed_over", true);
        json.key("languages").begin_object();
        for (const auto& [language, count] : file.languages) json.member(language, count);
        json.end_object();
        write_diagnostics(json, file);
        json.key("losses").begin_array();
        for (const Loss& loss : file.losses)
            json.begin_object().member("what", loss.what).member("count", loss.count).end_object();
        json.end_array();
        if (dry_run) write_previews(json, file);
        json.end_object();
    }
    json.end_array();
    if (!report.notes.empty()) {
        json.key("notes").begin_array();
        for (const std::string& note : report.notes) json.value(note);
        json.end_array();
    }
    if (!report.diagnostics.empty()) {
        json.key("diagnostics").begin_array();
        for (const Diagnostic& diagnostic : report.diagnostics)
            json.begin_object()
                .member("severity", to_string(diagnostic.severity))
                .member("code", diagnostic.code)
                .member("message", diagnostic.message)
                .member("path", diagnostic.file)
                .end_object();
        json.end_array();
    }
    if (dry_run) json.member("dry_run", true);
    json.end_object();
    return json.text();
}

void print_unit_previews(const Session& session, const FileReport& file) {
    if (file.unit_previews.empty()) return;
    std::size_t shown = 0;
    std::uint64_t left = file.added + file.merged;
    for (const UnitPreview& preview : file.unit_previews) {
        if (preview.action == Added::kUnchanged) continue;
        if (shown == kShownUnits) break;
        ++shown;
        --left;
        const std::string what = preview.action == Added::kAdded ? tr("new") : tr("completed");
        session.console.line(preview.at.line == 0
                                 ? tr("  {}  {}", what, preview.text)
                                 : tr("  line {}: {}  {}", preview.at.line, what, preview.text));
    }
    if (left > 0)
        session.console.line(tr("  and {} more", grouped(static_cast<std::int64_t>(left))));
}

void print_previews(const Session& session, const FileReport& file) {
    print_unit_previews(session, file);
    for (const ConceptPreview& preview : file.previews) {
        if (preview.action == Added::kUnchanged) continue;
        const bool fresh = preview.action == Added::kAdded;
        session.console.line(tr("  line {}: {}  {}", preview.at.line,
                                fresh ? tr("new") : tr("concept {}", preview.concept_id),
                                preview.terms));
        for (const std::string& change : preview.changes) session.console.line("      " + change);
    }
}

void print_file(const Session& session, const FileReport& file) {
    const Console& console = session.console;
    for (std::size_t i = 0; i < file.diagnostics.size() && i < kShownDiagnostics; ++i) {
        if (file.diagnostics[i].severity == Severity::kNote && session.quiet) continue;
        console.note(to_string(file.diagnostics[i]));
    }
    const std::uint64_t shown = std::min(file.diagnostics.size(), kShownDiagnostics);
    const std::uint64_t hidden = file.diagnostics.size() - shown + file.more_diagnostics;
    if (hidden > 0) console.note(tr("  and {} more", grouped(static_cast<std::int64_t>(hidden))));

    const auto number = [](std::uint64_t n) { return grouped(static_cast<std::int64_t>(n)); };
    const auto count = [](std::uint64_t n, const char* one, const char* many) {
        return counted(static_cast<std::int64_t>(n), one, many);
    };
    if (file.refused &&
        file.added + file.merged + file.concepts_added + file.concepts_merged == 0) {
        console.line(tr("{}: refused; nothing of it was taken in", file.path));
        return;
    }
    std::string text = file.path + ": " + (file.format.empty() ? "" : file.format + ": ");
    if (file.read + file.concepts_read == 0) text += tr("no unit and no concept read");
    if (file.read > 0) {
        text += tr("{} read, {} added, {} merged, {} unchanged", count(file.read, "unit", "units"),
                   number(file.added), number(file.merged), number(file.unchanged));
    }
    if (file.concepts_read > 0) {
        if (file.read > 0) text += "; ";
        text += tr("{} read, {} added, {} merged, {} unchanged",
                   count(file.concepts_read, "concept", "concepts"), number(file.concepts_added),
                   number(file.concepts_merged),
                   number(file.concepts_read - file.concepts_added - file.concepts_merged));
    }
    if (file.skipped > 0)
        text += "; " + console.styled(Style::kYellow, tr("{} skipped", number(file.skipped)));
    if (file.refused)
        text += "; " + console.styled(Style::kYellow, tr("the rest of the file is broken"));
    console.line(text);
    for (const Loss& loss : file.losses)
        console.line(
            tr("  not kept: {} × {}", grouped(static_cast<std::int64_t>(loss.count)), loss.what));
}

/// What was found in a folder and is nothing that Diglot reads.
void print_passed_over(const Session& session, const ImportReport& report) {
    std::vector<const FileReport*> files;
    for (const FileReport& file : report.files)
        if (file.passed_over) files.push_back(&file);
    if (files.empty() || session.quiet) return;
    session.console.note(tr("of no known format, passed over: {}",
                            grouped(static_cast<std::int64_t>(files.size()))));
    for (std::size_t i = 0; i < files.size() && i < kShownDiagnostics; ++i) {
        session.console.note("  " + files[i]->path + ": " + files[i]->diagnostics.back().message);
    }
    if (files.size() > kShownDiagnostics) {
        session.console.note(
            tr("  and {} more, which --json lists too",
               grouped(static_cast<std::int64_t>(files.size() - kShownDiagnostics))));
    }
}

void run(Session& session, const Options& options) {
    Progress progress(session.console, session.quiet);
    ImportRequest request;
    request.paths = options.files;
    request.source = parse_language(options.source);
    request.target = parse_language(options.target);
    request.partial = options.partial;
    request.dry_run = options.dry_run;
    request.policy = options.policy == "skip"     ? EntryPolicy::kSkip
                     : options.policy == "update" ? EntryPolicy::kUpdate
                                                  : EntryPolicy::kAdd;
    require_encoding("import", options.reading.encoding);
    request.sheet = options.reading.sheet;
    request.tables_as = parse_table_kind(options.reading.tables_as);
    request.encoding = options.reading.encoding;
    request.jobs = options.jobs;
    request.columns = parse_columns(options.reading.columns);
    if (options.split) {
        request.term_separators.emplace();
        if (!options.split->empty()) request.term_separators->push_back(*options.split);
    }
    std::string names;
    for (const std::string& path : options.files) names += (names.empty() ? "" : ", ") + path;
    request.change = session.change_request(names);
    request.progress = [&](const std::string& path, std::uint64_t done, std::uint64_t total,
                           std::uint64_t items) {
        progress.show(path, done, total, items, tr("units and concepts"));
    };
    request.indexing = [&](std::int64_t done, std::int64_t total) {
        progress.show(tr("index"), static_cast<std::uint64_t>(done),
                      static_cast<std::uint64_t>(total), 0, "");
    };
    // A look at what would come in makes no file.
    std::optional<DiglotFile> scratch;
    if (options.dry_run && !std::filesystem::exists(session.path())) scratch.emplace(":memory:");
    const ImportReport report =
        import_files(scratch ? *scratch : session.open_or_create(), request);
    progress.clear();
    if (session.json) {
        session.console.line(to_json(report, options.dry_run));
    } else {
        for (const FileReport& file : report.files) {
            if (file.passed_over) continue;
            print_file(session, file);
            print_previews(session, file);
        }
        print_passed_over(session, report);
        for (const Diagnostic& diagnostic : report.diagnostics)
            session.console.note(to_string(diagnostic));
        if (!session.quiet)
            for (const std::string& note : report.notes) session.console.note(tr("note: {}", note));
        if (options.dry_run) session.say(tr("dry run: nothing was changed"));
        if (report.change)
            session.say(tr("change set {}; `diglot undo` takes it back", *report.change));
    }
    session.exit = report.has_complaints() ? Exit::kComplaints : Exit::kDone;
}

}  // namespace

void add_import_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "import",
        tr("Take in translation memories and glossaries (TMX, XLIFF, PO, JSON, Moses pairs, "
           "TBX, CSV, TSV, XLSX, UTX, OmegaT)"));
    command
        ->add_option(
            "FILE", options->files,
            tr("Files, folders (looked through at any depth; of an OmegaT project its "
               "memories and glossaries) and patterns (\"mail/**/*.tmx\"); a .zip is as a folder, "
               ".gz is looked into; - is the standard input"))
        ->required();
    command
        ->add_option("-s,--source", options->source,
                     tr("Source language, where neither a file nor its OmegaT project names one"))
        ->type_name("LANG");
    command
        ->add_option("-t,--target", options->target,
                     tr("Target language, where neither a file nor its OmegaT project names one"))
        ->type_name("LANG");
    command->add_flag("--partial", options->partial,
                      tr("Keep what was read of a broken file before the fault"));
    command->add_flag("-n,--dry-run", options->dry_run,
                      tr("Change nothing; tell what would be added, changed, left"));
    command
        ->add_option("--policy", options->policy,
                     tr("Concepts the glossary has: add what they lack, skip them, or update what "
                        "the file says otherwise"))
        ->capture_default_str()
        ->check(CLI::IsMember({"add", "skip", "update"}));
    add_reading_options(*command, options->reading);
    command
        ->add_option("--split", options->split,
                     tr("Tables: what stands between several terms in a cell (default: | ; or a "
                        "line break; \"\" for nothing)"))
        ->type_name("MARK");
    command
        ->add_option("-j,--jobs", options->jobs,
                     tr("Files that are read at once; what they hold is taken in in their order"))
        ->capture_default_str()
        ->check(CLI::Range(1, 64));
    command->footer(tr(
        "Examples:\n"
        "  diglot import memory.tmx terms.tbx\n"
        "  diglot import projects/2025 client.zip\n"
        "  xz -dc memory.tmx.xz | diglot import -\n"
        "  diglot import corpus.zh-TW corpus.en\n"
        "  diglot import -s zh-TW -t en glossary.csv\n"
        "  diglot import --as memory --encoding Big5 -s zh-TW -t en segments.csv\n"
        "  diglot import --dry-run --policy update --map 中文=zh-TW --map 英文=en terms.xlsx\n"
        "Importing a file again adds nothing. Exit status 1: something was skipped or refused."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
