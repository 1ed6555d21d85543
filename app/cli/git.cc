// diglot git-setup, and what git calls afterwards: a memory or a glossary as lines, and the merge
// of three versions.
#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <filesystem>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/glossary_text.h"
#include "app/cli/memory_text.h"
#include "app/cli/text.h"
#include "app/export_file.h"
#include "app/glossary_merge_file.h"
#include "app/memory_merge.h"
#include "app/memory_resolve.h"
#include "core/error.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

/// Runs git with these arguments; what it prints, without the last line end. Throws UsageError with
/// what git says.
std::string git(const QStringList& arguments) {
    QProcess process;
    process.start("git", arguments);
    if (!process.waitForStarted()) throw IoError(tr("git cannot be started; is it installed?"));
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        throw UsageError("git: " + process.readAllStandardError().trimmed().toStdString());
    return process.readAllStandardOutput().trimmed().toStdString();
}

/// Adds the lines that the file lacks; whether there were any.
bool add_lines(const std::string& path, const std::vector<std::string>& lines) {
    std::string text;
    {
        std::ifstream in(path, std::ios::binary);
        text.assign(std::istreambuf_iterator<char>(in), {});
    }
    std::string added;
    for (const std::string& line : lines)
        if (("\n" + text + "\n").find("\n" + line + "\n") == std::string::npos)
            added += line + "\n";
    if (added.empty()) return false;
    if (!text.empty() && text.back() != '\n') text += '\n';
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    OutputFile out(path);
    out.write(text + added);
    out.commit();
    return true;
}

std::string attributes_path(bool global) {
    if (!global) return git({"rev-parse", "--show-toplevel"}) + "/.gitattributes";
    QProcess process;  // Fails where nothing is set.
    process.start("git", {"config", "--global", "--type=path", "core.attributesFile"});
    process.waitForFinished(-1);
    const std::string set = process.readAllStandardOutput().trimmed().toStdString();
    if (!set.empty()) return set;
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation).toStdString() +
           "/git/attributes";
}

void run_setup(Session& session, bool global) {
    const std::string path = attributes_path(global);
    const QString scope = global ? "--global" : "--local";
    const QString program = "\"" + QCoreApplication::applicationFilePath() + "\"";
    const auto set = [&](const char* key, const QString& value) {
        git({"config", scope, key, value});
    };
    set("diff.diglot.textconv", program + " git-lines");
    set("diff.diglot.cachetextconv", "true");
    set("merge.diglot.name", "memories and glossaries by unit and field");
    set("merge.diglot.driver", program + " git-merge %O %A %B %P");
    const bool added =
        add_lines(path, {"*.tmx diff=diglot merge=diglot", "*.tbx diff=diglot merge=diglot"});
    session.console.line(tr("git now shows and merges .tmx and .tbx files by unit and field ({})",
                            global ? tr("every repository") : tr("this repository")));
    if (added && !global)
        session.say(tr("commit .gitattributes, and let whoever clones run `diglot git-setup`"));
}

void print_units(const Console& console, const UnitSpool& units) {
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        const std::vector<UnitItem> items = items_of(units.unit(i));
        for (const UnitItem& item : items) {
            if (item.field == "variant" || item.field == "spelling") continue;
            std::string text = item.text();
            for (char& c : text)
                if (c == '\n' || c == '\r') c = ' ';
            console.line((item.where.empty() ? "" : item.where + " ") +
                         (item.field == "text" ? "" : item.field + " ") + text);
        }
        console.line("");
    }
}

void print_concepts(const Console& console, const LoadedGlossary& glossary) {
    for (const Concept& entry : glossary.concepts) {
        console.line(entry.external_id + "  " + terms_text(entry));
        for (const ConceptItem& item : items_of(entry))
            console.line("  " + item.place.text() + "  " + item.field + ": " + item.text());
        console.line("");
    }
}

/// Whether a file holds a glossary: told by its beginning, for git's copies have no suffix.
bool is_glossary(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string head(4096, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    std::erase(head, '\0');  // UTF-16.
    return head.find("<martif") != std::string::npos || head.find("<tbx") != std::string::npos;
}

/// A file that cannot be read is shown as it is: where this fails, git shows nothing at all.
void run_lines(Session& session, const std::string& path) {
    try {
        if (is_glossary(path)) {
            print_concepts(session.console, load_or_complain(session, path, "", ""));
        } else {
            const auto spools = load_or_complain(session, {{path}, "", "", {}});
            print_units(session.console, spools[0]);
        }
    } catch (const UsageError& error) {
        session.console.note(error.what());
        std::ifstream in(path, std::ios::binary);
        for (std::string line; std::getline(in, line);) session.console.line(line);
    }
    session.exit = Exit::kDone;
}

struct MergeFiles {
    std::string base, ours, theirs, name;
};

bool is_empty(const std::string& path) {
    std::error_code error;
    return std::filesystem::file_size(path, error) == 0 || error;
}

void say_undecided(Session& session, std::int64_t undecided, const MergeFiles& files) {
    if (undecided == 0) return;
    session.exit = Exit::kComplaints;
    session.console.note(
        tr("{}: {}: ours stands", files.name, counted(undecided, "conflict", "conflicts")));
}

/// What is not read whole would count as removed on that side: such versions are merged line by
/// line, as git does by itself.
void merge_as_text(Session& session, const MergeFiles& files) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start("git", {"merge-file", "-L", "ours", "-L", "base", "-L", "theirs",
                          QString::fromStdString(files.ours), QString::fromStdString(files.base),
                          QString::fromStdString(files.theirs)});
    if (!process.waitForStarted()) throw IoError(tr("git cannot be started; is it installed?"));
    process.waitForFinished(-1);
    const bool clean = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    session.exit = clean ? Exit::kDone : Exit::kComplaints;
    session.console.note(
        tr("{}: not every version can be read whole, so it was merged line by line", files.name));
}

/// The three versions by what people call them.
std::string called(const MergeFiles& files, const char* which) {
    return files.name + " (" + which + ")";
}

/// False: they have to be merged as text.
bool merge_memories(Session& session, const MergeFiles& files) {
    MemoryFiles all{{files.ours, files.theirs}, "", "", {}};
    all.names = {called(files, "ours"), called(files, "theirs")};
    const bool has_base = !is_empty(files.base);
    if (has_base) {
        all.paths.push_back(files.base);
        all.names.push_back(called(files, "base"));
    }
    const auto spools = load_or_complain(session, all);
    if (spools[0].skipped || spools[1].skipped) return false;
    const MemoryMerge merge(has_base ? &spools[2] : nullptr, spools[0], spools[1]);
    MergeCounts counts;
    const auto losses =
        write_tmx(files.ours, spools[0].headers, [&](const std::function<void(Unit)>& take) {
            counts = merge.walk({}, [&](MergedUnit&& one) {
                if (one.after) take(std::move(*one.after));
            });
        });
    for (const Loss& loss : losses)
        session.console.note(tr("{}: not carried: {} × {}", files.name,
                                grouped(static_cast<std::int64_t>(loss.count)), loss.what));
    print_conflicts(session.console, counts.conflicts);
    say_undecided(session, counts.undecided(), files);
    if (counts.undecided() > 0)
        session.console.note(
            tr("theirs is kept beside it: `diglot resolve {0}` lists, `diglot resolve {0} --ours`, "
               "--theirs or --decide decides; then `git add {0}`",
               files.name));
    return true;
}

/// False: they have to be merged as text.
bool merge_glossary_files(Session& session, const MergeFiles& files) {
    const auto load = [&](const std::string& path, const char* which) {
        return load_or_complain(session, path, "", "", called(files, which));
    };
    std::optional<LoadedGlossary> base;
    if (!is_empty(files.base)) base = load(files.base, "base");
    const LoadedGlossary ours = load(files.ours, "ours");
    const LoadedGlossary theirs = load(files.theirs, "theirs");
    if (ours.skipped || theirs.skipped) return false;
    DiglotFile file(":memory:");
    {
        ChangeSet change(file.database(), file.log(), session.change_request(files.name));
        add_glossary(file, ours, change);
        change.commit();
    }
    ChangeSet change(file.database(), file.log(), session.change_request(files.name));
    const MergePlan plan = merge_glossaries(
        base ? &base->concepts : nullptr, all_concepts(file.glossary()), theirs.concepts,
        [](const MergeConflict&) { return MergeSide::kUndecided; });
    for (const std::string& terms : carry_out(file, plan, theirs, change)) {
        session.console.note(
            tr("left as it was, for another concept has the same id and terms: {}", terms));
        session.exit = Exit::kComplaints;
    }
    change.commit();
    ExportRequest request;
    request.path = files.ours;
    const bool is_v3 = !ours.headers.empty() && !ours.headers[0].second.empty() &&
                       ours.headers[0].second[0].element == "tbx";
    request.format = is_v3 ? ExportFormat::kTbxV3 : ExportFormat::kTbx;
    export_file(file, request);
    for (const MergePlan::Conflict& conflict : plan.conflicts)
        session.console.note(tr("conflict  {}  {} {}: ours \"{}\", theirs \"{}\"",
                                conflict.what.terms, conflict.what.place.text(),
                                conflict.what.field, conflict.what.ours, conflict.what.theirs));
    say_undecided(session, static_cast<std::int64_t>(plan.undecided()), files);
    if (plan.undecided() > 0)
        session.console.note(
            tr("take theirs by hand where it is right, then `git add {}`", files.name));
    return true;
}

void run_merge(Session& session, const MergeFiles& files) {
    bool merged = false;
    try {
        merged = is_glossary(files.ours) ? merge_glossary_files(session, files)
                                         : merge_memories(session, files);
    } catch (const UsageError& error) {
        session.console.note(error.what());
    }
    if (!merged) merge_as_text(session, files);
}

}  // namespace

void add_git_setup_command(CLI::App& program, Session& session) {
    auto global = std::make_shared<bool>(false);
    CLI::App* command = program.add_subcommand(
        "git-setup", tr("Make git show and merge .tmx and .tbx files by unit and field"));
    command->add_flag("--global", *global, tr("For every repository of yours, not only this one"));
    command->footer(
        tr("Example:\n  diglot git-setup\n"
           "Writes .gitattributes and .git/config. A merge without conflicts is silent; one with "
           "conflicts keeps both versions: docs/merging.md."));
    command->callback([&session, global] { run_setup(session, *global); });
}

void add_git_driver_commands(CLI::App& program, Session& session) {
    auto path = std::make_shared<std::string>();
    CLI::App* lines = program.add_subcommand("git-lines", tr("Called by git: a file as lines"));
    lines->add_option("FILE", *path)->required();
    lines->callback([&session, path] { run_lines(session, *path); });
    lines->group("");
    auto files = std::make_shared<MergeFiles>();
    CLI::App* merge =
        program.add_subcommand("git-merge", tr("Called by git: three versions into the second"));
    merge->add_option("BASE", files->base)->required();
    merge->add_option("OURS", files->ours)->required();
    merge->add_option("THEIRS", files->theirs)->required();
    merge->add_option("NAME", files->name)->required();
    merge->callback([&session, files] { run_merge(session, *files); });
    merge->group("");
}

}  // namespace diglot
