#include "app/import_plan.h"

#include <QRegularExpression>
#include <QString>
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <unordered_set>

#include "importers/moses.h"
#include "importers/omegat_project.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// A Diglot file, or what SQLite keeps beside one.
bool is_own(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.ends_with(".diglot") || name.ends_with(".diglot-wal") ||
           name.ends_with(".diglot-shm");
}

/// A pipe or a device: to read one that nobody named could wait for ever.
bool is_pipe_or_device(const fs::path& path) {
    std::error_code ignored;
    return fs::is_other(fs::status(path, ignored));
}

/// In ascending order of their paths.
std::vector<fs::path> entries_of(const fs::path& folder) {
    std::error_code ignored;  // A folder that may not be read has nothing in it.
    std::vector<fs::path> entries;
    for (fs::directory_iterator i(folder, ignored), end; i != end; i.increment(ignored)) {
        if (!is_hidden(i->path()) && !is_own(i->path()) && !is_pipe_or_device(i->path()))
            entries.push_back(i->path());
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

/// A path in an archive or below a folder, as it is shown and compared.
std::string below(const std::string& path, const std::string& folder) {
    return fs::path(path).lexically_relative(folder).generic_string();
}

bool starts_with_folder(const std::string& path, const std::string& folder) {
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

class Planner {
public:
    void add(const std::string& path) {
        origin_base_ = fs::path(path).parent_path().string();
        gave_any_ = false;
        std::error_code ignored;
        if (path == "-") {
            add_standard_input();
        } else if (fs::is_directory(path, ignored)) {
            origin_base_ = path;
            add_folder(path, {});
        } else if (fs::exists(path, ignored) || path.find_first_of("*?[") == std::string::npos ||
                   !add_pattern(path)) {
            PlannedFile file;
            file.file = InputFile(path);
            add_file(std::move(file));
        }
        if (!gave_any_) plan_.empty.push_back(path);
        ++place_;
    }

    ImportPlan take() {
        join_pairs();
        tell_origins_apart();
        return std::move(plan_);
    }

private:
    void add_standard_input() {
        gave_any_ = true;
        if (!seen_.insert("-").second) return;
        PlannedFile file;
        file.file = standard_input();
        if (const auto members = files_in(file.file)) {
            origin_base_ = file.file.name;
            return add_members(*members, file);
        }
        push(std::move(file));
    }

    void add_file(PlannedFile file) {
        std::error_code ignored;
        const fs::path whole = fs::weakly_canonical(file.file.path, ignored);
        if (!seen_.insert(whole.empty() ? file.file.path : whole.string()).second) {
            gave_any_ = true;
            return;
        }
        const auto members = files_in(file.file);
        if (!members) return push(std::move(file));
        if (!file.found) origin_base_ = file.file.name;
        add_members(*members, file);
    }

    void push(PlannedFile file) {
        gave_any_ = true;
        file.named = place_;
        file.origin = origin_base_.empty() ? file.file.name : below(file.file.name, origin_base_);
        if (file.origin.empty() || file.origin.starts_with(".."))
            file.origin = fs::path(file.file.name).filename().string();
        plan_.files.push_back(std::move(file));
    }

    /// Files of an archive, which are as those of a folder. `like`: what they are taken for.
    void add_members(const std::vector<InputFile>& members, const PlannedFile& like) {
        std::vector<OmegatProject> projects;
        std::vector<std::string> folders;
        std::map<std::string, std::string> faults;
        for (const InputFile& member : members) {
            const fs::path path(member.name);
            if (path.filename() != kOmegatProjectName) continue;
            const auto project = project_in(member);
            if (project && !project->fault.empty()) faults[member.name] = project->fault;
            if (project && project->fault.empty()) {
                folders.push_back(path.parent_path().generic_string());
                projects.push_back(*project);
            }
        }
        for (const InputFile& member : members) {
            PlannedFile file = like;
            file.file = member;
            file.found = true;
            if (const auto fault = faults.find(member.name); fault != faults.end())
                file.fault = fault->second;
            if (is_hidden_within(below(member.name, like.file.name))) continue;
            const auto folder = std::find_if(
                folders.begin(), folders.end(),
                [&](const std::string& one) { return starts_with_folder(member.name, one); });
            const bool wanted =
                folder == folders.end() ||
                take_for(projects[static_cast<std::size_t>(folder - folders.begin())], file);
            if (wanted) push(std::move(file));
        }
    }

    static bool is_hidden_within(const std::string& path) {
        const fs::path parts(path);
        return std::any_of(parts.begin(), parts.end(), [](const fs::path& part) {
            return part.string().starts_with('.') && part != "." && part != "..";
        });
    }

    static std::optional<OmegatProject> project_in(const InputFile& member) {
        constexpr std::size_t kMostBytes = 1 << 20;
        const auto bytes = open_input(member);
        if (!bytes) return std::nullopt;
        const PeekedSource text(**bytes, kMostBytes);
        return parse_omegat_project(text.first(),
                                    fs::path(member.name).parent_path().generic_string());
    }

    /// Whether the project has it among what is read; then it gets what the project says of it.
    static bool take_for(const OmegatProject& project, PlannedFile& file) {
        file.source = project.source;
        file.target = project.target;
        const std::string name = normal(file.file.name);
        if (name == normal(project.memory_file)) file.found = false;
        if (starts_with_folder(name, normal(project.memory_folder) + "/mt")) file.state = "machine";
        file.is_glossary = starts_with_folder(name, normal(project.glossary_folder));
        return name == normal(project.memory_file) ||
               starts_with_folder(name, normal(project.memory_folder)) || file.is_glossary;
    }

    static std::string normal(const std::string& path) {
        std::string result = fs::path(path).lexically_normal().generic_string();
        while (result.ends_with('/')) result.pop_back();
        return result;
    }

    void join_pairs() {
        std::vector<PlannedFile>& files = plan_.files;
        std::map<std::string, std::vector<std::size_t>> sides;
        for (std::size_t i = 0; i < files.size(); ++i) {
            const MosesName name = parse_moses_name(files[i].file.name);
            if (!name.lang.empty()) sides[name.stem].push_back(i);
        }
        std::vector<bool> joined(files.size(), false);
        for (const auto& [stem, places] : sides) {
            if (places.size() != 2) continue;
            const bool is_found = files[places[0]].found || files[places[1]].found;
            if (is_found && !is_moses_pair(files[places[0]].file, files[places[1]].file)) continue;
            files[places[0]].parallel = files[places[1]].file;
            joined[places[1]] = true;
        }
        std::size_t at = 0;
        std::erase_if(files, [&](const PlannedFile&) { return joined[at++]; });
    }

    /// "a/app.po b/app.po" are two origins.
    void tell_origins_apart() {
        std::map<std::string, std::size_t> counts;
        for (const PlannedFile& file : plan_.files) ++counts[file.origin];
        for (PlannedFile& file : plan_.files)
            if (counts[file.origin] > 1)
                file.origin = fs::path(file.file.name).lexically_normal().generic_string();
    }

    /// `like`: what its files are taken for.
    void add_folder(const fs::path& folder, const PlannedFile& like) {
        const auto project = read_omegat_project(folder.string());
        if (project && project->fault.empty()) return add_project(*project);
        for (const fs::path& entry : entries_of(folder)) {
            std::error_code ignored;
            PlannedFile file = like;
            file.file = InputFile(entry.string());
            file.found = true;
            if (project && entry.filename() == kOmegatProjectName) file.fault = project->fault;
            if (!fs::is_directory(entry, ignored))
                add_file(std::move(file));
            else if (!fs::is_symlink(entry, ignored))
                add_folder(entry, like);
        }
    }

    void add_project(const OmegatProject& project) {
        PlannedFile like;
        like.source = project.source;
        like.target = project.target;
        std::error_code ignored;
        if (fs::exists(project.memory_file, ignored)) {
            PlannedFile memory = like;
            memory.file = InputFile(project.memory_file);
            add_file(std::move(memory));
        }
        for (const fs::path& entry : entries_of(project.memory_folder)) {
            PlannedFile file = like;
            if (entry.filename() == "mt") file.state = "machine";
            file.file = InputFile(entry.string());
            file.found = true;
            if (fs::is_directory(entry, ignored))
                add_folder(entry, file);
            else
                add_file(std::move(file));
        }
        like.is_glossary = true;
        add_folder(project.glossary_folder, like);
    }

    /// False where nothing is like it.
    bool add_pattern(const std::string& pattern) {
        fs::path base, rest;
        for (const fs::path& part : fs::path(pattern)) {
            const bool is_plain =
                rest.empty() && part.string().find_first_of("*?[") == std::string::npos;
            (is_plain ? base : rest) /= part;
        }
        origin_base_ = base.string();
        const QRegularExpression expression(to_expression(rest.string()));
        std::vector<fs::path> found;
        look_through(base.empty() ? "." : base, [&](const fs::path& entry) {
            const fs::path within = entry.lexically_relative(base.empty() ? "." : base);
            if (expression.match(QString::fromStdString(within.generic_string())).hasMatch())
                found.push_back(base.empty() ? within : entry);
        });
        std::sort(found.begin(), found.end());
        for (const fs::path& path : found) {
            std::error_code ignored;
            if (fs::is_directory(path, ignored))
                add_folder(path, {});
            else {
                PlannedFile file;
                file.file = InputFile(path.string());
                file.found = true;
                add_file(std::move(file));
            }
        }
        return !found.empty();
    }

    template <typename Visit>
    static void look_through(const fs::path& folder, const Visit& visit) {
        for (const fs::path& entry : entries_of(folder)) {
            visit(entry);
            std::error_code ignored;
            if (fs::is_directory(entry, ignored) && !fs::is_symlink(entry, ignored))
                look_through(entry, visit);
        }
    }

    /// "**" and the stroke behind it stand for no folder too.
    static QString to_expression(const std::string& pattern) {
        QString result;
        std::size_t at = 0;
        for (;;) {
            const std::size_t next = pattern.find("**/", at);
            const std::string part =
                pattern.substr(at, next == std::string::npos ? next : next - at);
            result += QRegularExpression::wildcardToRegularExpression(
                QString::fromStdString(part), QRegularExpression::UnanchoredWildcardConversion);
            if (next == std::string::npos) break;
            result += "(?:.*/)?";
            at = next + 3;
        }
        return QRegularExpression::anchoredPattern(result);
    }

    ImportPlan plan_;
    std::unordered_set<std::string> seen_;
    // Of the path that is being added.
    std::size_t place_ = 0;
    std::string origin_base_;  ///< Origins are paths below it.
    bool gave_any_ = false;
};

/// Whether files of that name are of a format that is read, and of nothing else.
bool promises_a_format(const std::string& name) {
    static constexpr std::array kSuffixes{
        ".tmx", ".tbx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".po",
        ".pot", ".csv", ".tsv", ".xlsx",  ".jsonl",    ".sdltm",   ".utx",    ".mtf"};
    std::filesystem::path path(name);
    if (path.extension() == ".gz") path = path.stem();
    std::string suffix = path.extension().string();
    for (char& c : suffix)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end();
}

}  // namespace

ImportPlan plan_import(const std::vector<std::string>& paths) {
    Planner planner;
    for (const std::string& path : paths) planner.add(path);
    return planner.take();
}

bool is_to_pass_over(const PlannedFile& planned, const Diagnostic& reason) {
    if (!planned.found) return false;
    if (reason.code == "table.no-header" || reason.code == "xlsx.no-table") return true;
    if (!reason.code.starts_with("format.")) return false;
    return reason.code == "format.other" || !promises_a_format(planned.file.name);
}

}  // namespace diglot
