// Copies of a Diglot file that are worked on apart, for the tests of sync.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/sync.h"
#include "core/storage/sync_log.h"
#include "tests/glossary/concepts.h"
#include "tests/tm/unit_versions.h"

namespace diglot {

namespace fs = std::filesystem;

class SyncTest : public testing::Test {
protected:
    SyncTest() {
        // Processes are killed, not the machine: a disk need not be waited for.
        const fs::path memory = "/dev/shm";
        folder_ = (fs::exists(memory) ? memory : fs::temp_directory_path()) /
                  ("diglot-sync-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    ~SyncTest() override { fs::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    fs::path folder_;
};

inline Unit named(const std::string& name, const std::string& source, const std::string& target) {
    Unit unit = version(source, target);
    unit.attributes = {{"tuid", name}};
    return unit;
}

inline std::string name_of(const Unit& unit) { return *find_attribute(unit.attributes, "tuid"); }

template <typename Work>
void change(DiglotFile& file, const std::string& command, const Work& work) {
    ChangeSet set(file.database(), file.log(), {"tester", command, ""});
    work(set);
    file.memory().flush();
    set.commit();
}

inline std::vector<Unit> all_units(DiglotFile& file) {
    std::vector<Unit> units;
    file.memory().for_each({}, [&](Unit&& unit) {
        units.push_back(std::move(unit));
        return true;
    });
    return units;
}

inline std::vector<Concept> all_concepts(DiglotFile& file) {
    std::vector<Concept> concepts;
    file.glossary().for_each({}, [&](const Concept& entry) {
        concepts.push_back(entry);
        return true;
    });
    return concepts;
}

/// All that a copy says: its units and its concepts.
inline std::multiset<std::string> contents(const std::string& path) {
    DiglotFile file(path);
    std::multiset<std::string> forms;
    for (const Unit& unit : all_units(file)) forms.insert(canonical_form(unit, true));
    for (const Concept& entry : all_concepts(file)) forms.insert(canonical_form(entry));
    EXPECT_TRUE(file.verify().faults.empty());
    return forms;
}

inline Concept concept_named(const std::string& name, const std::string& source,
                             const std::string& target) {
    Concept entry = test::make_concept("", {{"zh-TW", source.c_str()}, {"en", target.c_str()}});
    entry.attributes = {{"name", name}};
    return entry;
}

/// A file and its copy, `path`.copy: units b0, b1 … and concepts c0, c1 ….
inline void make_base(const std::string& path, int units, int concepts = 0) {
    DiglotFile file(path);
    change(file, "import", [&](ChangeSet& set) {
        file.memory().set_origin("base.tmx", {});
        for (int i = 0; i < units; ++i) {
            const std::string name = "b" + std::to_string(i);
            file.memory().add(named(name, "源" + name, "target " + name), set);
        }
        for (int i = 0; i < concepts; ++i) {
            const std::string name = "c" + std::to_string(i);
            Concept entry = concept_named(name, "詞" + name, "term " + name);
            entry.definition = "What " + name + " is.";
            file.glossary().add(entry, set);
        }
    });
    SyncLog(file.database(), file.log()).set_point();
    file.database().backup(path + ".copy");
}

inline SyncApplied give(const std::string& from, const std::string& to) {
    const std::string pack = from + ".pack";
    {
        DiglotFile file(from);
        write_sync_pack(file, pack);
    }
    DiglotFile file(to);
    Result<SyncApplied> applied = apply_sync_pack(file, pack, {"tester", "sync apply", pack});
    EXPECT_TRUE(applied.ok());
    return std::move(applied).value();
}

}  // namespace diglot
