#include "app/import_plan.h"

#include <QRegularExpression>
#include <QString>
#include <algorithm>
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

/// In ascending order of their paths.
std::vector<fs::path> entries_of(const fs::path& folder) {
    std::error_code ignored;  // A folder that may not be read has nothing in it.
    std::vector<fs::path> entries;
    for (fs::directory_iterator i(folder, ignored), end; i != end; i.increment(ignored)) {
        if (!is_hidden(i->path()) && !is_own(i->path())) entries.push_back(i->path());
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

class Planner {
public:
    void add(const std::string& path) {
        std::error_code ignored;
        if (fs::is_directory(path, ignored)) return add_folder(path, {});
        if (!fs::exists(path, ignored) && path.find_first_of("*?[") != std::string::npos) {
            if (add_pattern(path)) return;
        }
        PlannedFile file;
        file.path = path;
        add_file(std::move(file));
    }

    std::vector<PlannedFile> take() {
        join_pairs();
        return std::move(files_);
    }

private:
    void add_file(PlannedFile file) {
        std::error_code ignored;
        const fs::path whole = fs::weakly_canonical(file.path, ignored);
        if (seen_.insert(whole.empty() ? file.path : whole.string()).second)
            files_.push_back(std::move(file));
    }

    void join_pairs() {
        std::map<std::string, std::vector<std::size_t>> sides;
        for (std::size_t i = 0; i < files_.size(); ++i) {
            const MosesName name = parse_moses_name(files_[i].path);
            if (!name.lang.empty()) sides[name.stem].push_back(i);
        }
        std::vector<bool> joined(files_.size(), false);
        for (const auto& [stem, places] : sides) {
            if (places.size() != 2) continue;
            files_[places[0]].parallel = files_[places[1]].path;
            joined[places[1]] = true;
        }
        std::size_t at = 0;
        std::erase_if(files_, [&](const PlannedFile&) { return joined[at++]; });
    }

    /// `like`: what its files are taken for.
    void add_folder(const fs::path& folder, const PlannedFile& like) {
        const auto project = read_omegat_project(folder.string());
        if (project && project->fault.empty()) return add_project(*project);
        for (const fs::path& entry : entries_of(folder)) {
            std::error_code ignored;
            PlannedFile file = like;
            file.path = entry.string();
            file.found = true;
            if (project && entry.filename() == "omegat.project") file.fault = project->fault;
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
            memory.path = project.memory_file;
            add_file(std::move(memory));
        }
        for (const fs::path& entry : entries_of(project.memory_folder)) {
            PlannedFile file = like;
            if (entry.filename() == "mt") file.state = "machine";
            file.path = entry.string();
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
        const QRegularExpression expression(to_expression(rest.string()));
        std::vector<fs::path> found;
        look_through(base.empty() ? "." : base, [&](const fs::path& entry) {
            const fs::path below = entry.lexically_relative(base.empty() ? "." : base);
            if (expression.match(QString::fromStdString(below.generic_string())).hasMatch())
                found.push_back(base.empty() ? below : entry);
        });
        std::sort(found.begin(), found.end());
        for (const fs::path& path : found) {
            std::error_code ignored;
            if (fs::is_directory(path, ignored))
                add_folder(path, {});
            else {
                PlannedFile file;
                file.path = path.string();
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

    std::vector<PlannedFile> files_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

std::vector<PlannedFile> plan_import(const std::vector<std::string>& paths) {
    Planner planner;
    for (const std::string& path : paths) planner.add(path);
    return planner.take();
}

}  // namespace diglot
