#include "app/restore.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

constexpr const char* kJournals[] = {"-wal", "-shm", "-journal"};

/// The backup's copy, beside the file whose place it takes; removed unless it takes it.
class Copy {
public:
    Copy(const std::string& backup, const std::string& path)
        : path_(path + ".restoring-" + std::to_string(getpid())) {
        remove();
        // What is in the WAL of one that was not closed in order belongs to it.
        for (const char* suffix : {"", "-wal"}) {
            std::error_code error;
            if (*suffix && !fs::exists(backup + suffix)) continue;
            fs::copy_file(backup + suffix, path_ + suffix, error);
            if (error) {
                remove();
                throw IoError(backup + suffix + ": cannot be copied: " + error.message());
            }
            fs::permissions(path_ + suffix, fs::perms::owner_write, fs::perm_options::add, error);
        }
    }
    ~Copy() { remove(); }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    const std::string& path() const { return path_; }

private:
    void remove() const {
        std::error_code ignored;
        fs::remove(path_, ignored);
        for (const char* suffix : kJournals) fs::remove(path_ + suffix, ignored);
    }
    std::string path_;
};

/// Opens and verifies the copy; gives it checksums if it has none.
std::unique_ptr<DiglotFile> open_copy(const Copy& copy, const RestoreRequest& request) {
    OpenOptions options = request.open;
    options.create = false;
    const auto refuse = [&](const std::string& why) {
        return IoError(request.backup + ": " + why + "; nothing was changed");
    };
    try {
        auto file = std::make_unique<DiglotFile>(copy.path(), options);
        const auto found = file->verify();
        if (!found.faults.empty()) throw refuse("is damaged: " + found.faults.front());
        if (file->database().has_page_sums()) return file;
        file->database().copy_anew(copy.path() + "-journal");
        file.reset();
        fs::rename(copy.path() + "-journal", copy.path());
        return std::make_unique<DiglotFile>(copy.path(), options);
    } catch (const StoreError& error) {
        if (!is_damage(error)) throw;
        throw refuse(std::string("is damaged: ") + error.what());
    } catch (const IoError& error) {
        const std::string what = error.what();
        if (!what.starts_with(copy.path() + ": ")) throw;
        throw refuse(what.substr(copy.path().size() + 2));
    }
}

/// What tells a change set in one copy of a file from that in another.
bool same_change(const ChangeInfo& a, const ChangeInfo& b) {
    return a.at == b.at && a.user == b.user && a.command == b.command && a.file == b.file &&
           a.undone == b.undone;
}

std::vector<ChangeInfo> changes_since(const ChangeLog& backup, const ChangeLog& now) {
    constexpr std::size_t kAll = 1U << 30;
    std::vector<ChangeInfo> newer;
    for (const ChangeInfo& change : now.list(kAll)) {
        const auto known = backup.find(change.id);
        if (!known || !same_change(*known, change)) newer.push_back(change);
    }
    return newer;
}

/// "memory.diglot.replaced-20261123T101530Z", or with a number more where there is that already.
std::string name_aside(const std::string& path) {
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    const std::string name = fmt::format("{}.replaced-{:%Y%m%dT%H%M%SZ}", path, fmt::gmtime(now));
    std::string free = name;
    for (int number = 2; fs::exists(free); ++number) free = fmt::format("{}-{}", name, number);
    return free;
}

void move(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0)
        throw IoError(to + ": cannot be written: " + std::strerror(errno));
}

/// Gives the file a second name, so that there is one under `path` at every moment; moves it where
/// the file system knows no second names.
void keep_aside(const std::string& path, const std::string& aside) {
    if (::link(path.c_str(), aside.c_str()) != 0) move(path, aside);
    for (const char* suffix : kJournals)
        if (fs::exists(path + suffix)) move(path + suffix, aside + suffix);
}

}  // namespace

Restored restore(const RestoreRequest& request) {
    if (!fs::exists(request.backup)) throw IoError(request.backup + ": no such file");
    const Copy copy(request.backup, request.path);
    std::unique_ptr<DiglotFile> backup = open_copy(copy, request);
    Restored restored;
    restored.units = backup->memory().count();
    restored.concepts = backup->glossary().count();

    std::unique_ptr<DiglotFile> present;
    const bool exists = fs::exists(request.path);
    if (exists) {
        OpenOptions options = request.open;
        options.create = false;
        try {
            present = std::make_unique<DiglotFile>(request.path, options);
            restored.newer = changes_since(backup->log(), present->log());
        } catch (const Interrupted&) {
            throw;
        } catch (const std::runtime_error& error) {
            present.reset();
            restored.reason = error.what();
        }
    }
    if ((!restored.newer.empty() || !restored.reason.empty()) && !request.force) return restored;
    backup.reset();  // All of it is in the one file now.
    if (present && !present->database().take_alone())
        throw IoError(request.path +
                      ": another process has it open; end that, then restore; nothing was changed");
    if (exists) {
        restored.kept_aside = name_aside(request.path);
        keep_aside(request.path, restored.kept_aside);
    }
    try {
        move(copy.path(), request.path);
    } catch (const IoError&) {
        if (exists) {
            move(restored.kept_aside, request.path);
            for (const char* suffix : kJournals)
                if (fs::exists(restored.kept_aside + suffix))
                    move(restored.kept_aside + suffix, request.path + suffix);
        }
        throw;
    }
    restored.done = true;
    return restored;
}

}  // namespace diglot
