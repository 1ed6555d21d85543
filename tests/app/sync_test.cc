#include "app/sync.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/memory_resolve.h"
#include "core/storage/sync_log.h"
#include "tests/tm/unit_versions.h"

namespace diglot {
namespace {

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

Unit named(const std::string& name, const std::string& source, const std::string& target) {
    Unit unit = version(source, target);
    unit.attributes = {{"tuid", name}};
    return unit;
}

std::string name_of(const Unit& unit) { return *find_attribute(unit.attributes, "tuid"); }

template <typename Work>
void change(DiglotFile& file, const std::string& command, const Work& work) {
    ChangeSet set(file.database(), file.log(), {"tester", command, ""});
    work(set);
    file.memory().flush();
    set.commit();
}

std::vector<Unit> all_units(DiglotFile& file) {
    std::vector<Unit> units;
    file.memory().for_each({}, [&](Unit&& unit) {
        units.push_back(std::move(unit));
        return true;
    });
    return units;
}

std::multiset<std::string> contents(const std::string& path) {
    DiglotFile file(path);
    std::multiset<std::string> forms;
    for (const Unit& unit : all_units(file)) forms.insert(canonical_form(unit, true));
    EXPECT_TRUE(file.verify().faults.empty());
    return forms;
}

void make_base(const std::string& path, int units) {
    DiglotFile file(path);
    change(file, "import", [&](ChangeSet& set) {
        file.memory().set_origin("base.tmx", {});
        for (int i = 0; i < units; ++i) {
            const std::string name = "b" + std::to_string(i);
            file.memory().add(named(name, "源" + name, "target " + name), set);
        }
    });
    SyncLog(file.database(), file.log()).set_point();
    file.database().backup(path + ".copy");
}

void edit(const std::string& path, const std::string& name, const std::string& text) {
    DiglotFile file(path);
    change(file, "edit", [&](ChangeSet&) {
        for (Unit unit : all_units(file)) {
            if (name_of(unit) != name) continue;
            unit.variants[1].segment = Segment(text);
            ASSERT_EQ(file.memory().update(unit), Updated::kUpdated);
        }
    });
}

SyncApplied give(const std::string& from, const std::string& to) {
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

TEST_F(SyncTest, BringsTwoCopiesToTheSame) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 5);
    edit(a, "b1", "changed by a");
    edit(b, "b2", "changed by b");
    {
        DiglotFile file(b);
        change(file, "add", [&](ChangeSet& set) {
            file.memory().add(named("n", "新", "new"), set);
            file.memory().remove(1);
        });
    }
    const SyncApplied first = give(a, b);
    EXPECT_EQ(first.changed, 1);
    const SyncApplied second = give(b, a);
    EXPECT_EQ(second.changed, 1);
    EXPECT_EQ(second.added, 1);
    EXPECT_EQ(second.removed, 1);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(contents(a).size(), 5u);
    // Neither has anything new for the other.
    EXPECT_FALSE(give(a, b).change);
    EXPECT_FALSE(give(b, a).change);
}

TEST_F(SyncTest, KeepsBothVersionsOfAFieldThatBothChangedUntilItIsDecided) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 2);
    edit(a, "b0", "of a");
    edit(b, "b0", "of b");
    EXPECT_EQ(give(a, b).conflicts.size(), 1u);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    {
        DiglotFile file(b);
        const Resolved decided = resolve(
            file, [](const UnitConflict&) { return MergeSide::kTheirs; }, {"t", "resolve", ""});
        EXPECT_EQ(decided.undecided(), 0);
        EXPECT_EQ(decided.changed, 1);
    }
    EXPECT_TRUE(give(b, a).conflicts.empty());
    EXPECT_EQ(contents(a), contents(b));
    DiglotFile file(a);
    EXPECT_FALSE(file.memory().find(1)->property(kConflictProperty));
}

TEST_F(SyncTest, BothMayTakeInTheOthersChangesAtTheSameTime) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 2);
    edit(a, "b0", "of a");
    edit(b, "b0", "of b");
    {
        DiglotFile one(a), other(b);
        write_sync_pack(one, path("1"));
        write_sync_pack(other, path("2"));
        ASSERT_TRUE(apply_sync_pack(one, path("2"), {"t", "apply", ""}));
        ASSERT_TRUE(apply_sync_pack(other, path("1"), {"t", "apply", ""}));
    }
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_TRUE(give(a, b).conflicts.empty());
    EXPECT_TRUE(give(b, a).conflicts.empty());
}

TEST_F(SyncTest, AnUndoneChangeIsUndoneThereToo) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 2);
    const auto before = contents(a);
    edit(a, "b0", "a mistake");
    give(a, b);
    {
        DiglotFile file(a);
        ASSERT_TRUE(file.log().undo(2));
    }
    give(a, b);
    give(b, a);
    EXPECT_EQ(contents(b), before);
    EXPECT_EQ(contents(a), before);
}

TEST_F(SyncTest, WhatWasTakenInIsUndoneAndTakenInAgain) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 2);
    const auto before = contents(b);
    edit(a, "b0", "better");
    const SyncApplied applied = give(a, b);
    {
        DiglotFile file(b);
        ASSERT_TRUE(file.log().undo(*applied.change));
    }
    EXPECT_EQ(contents(b), before);
    give(a, b);
    EXPECT_EQ(contents(b), contents(a));
}

TEST_F(SyncTest, WorksWithoutAPointFromAPlainCopyOfTheFile) {
    const std::string a = path("a"), b = path("b");
    {
        DiglotFile file(a);
        change(file, "import", [&](ChangeSet& set) {
            file.memory().add(named("x", "甲", "one"), set);
            file.memory().add(named("y", "乙", "two"), set);
        });
        file.database().backup(b);
    }
    edit(a, "x", "uno");
    edit(b, "y", "due");
    give(a, b);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(contents(a).size(), 2u);
}

TEST_F(SyncTest, RefusesWhatIsNoPackAndWhatBreaksOff) {
    const std::string a = path("a");
    make_base(a, 2);
    edit(a, "b0", "of a");
    DiglotFile file(a);
    write_sync_pack(file, path("pack"));
    std::ifstream in(path("pack"));
    const std::string whole((std::istreambuf_iterator<char>(in)), {});
    const auto code_of = [&](const std::string& text) {
        std::ofstream(path("broken")) << text;
        const auto applied = apply_sync_pack(file, path("broken"), {"t", "apply", ""});
        return applied ? std::string() : applied.error().code;
    };
    EXPECT_EQ(code_of("<tmx/>"), "sync.not-a-pack");
    EXPECT_EQ(code_of(""), "sync.not-a-pack");
    EXPECT_EQ(code_of(whole), "");
    for (std::size_t size = whole.find('\n') + 1; size + 1 < whole.size(); ++size)
        ASSERT_EQ(code_of(whole.substr(0, size)), "sync.damaged") << size;
}

/// What a copy says of each unit by name, for the expectations of a random history.
using Model = std::map<std::string, Unit>;

Model model_of(const std::string& path) {
    DiglotFile file(path);
    Model model;
    for (Unit& unit : all_units(file)) {
        const std::string name = name_of(unit);
        EXPECT_FALSE(model.count(name)) << name << " twice";
        model[name] = std::move(unit);
    }
    return model;
}

struct History {
    std::mt19937 random;
    bool collisions = false;  ///< Units may come to the same texts.
    int serial = 0;

    std::string word() {
        return collisions ? "w" + std::to_string(random() % 6) : "w" + std::to_string(++serial);
    }

    void act(const std::string& path, const std::string& who) {
        DiglotFile file(path);
        std::vector<Unit> units = all_units(file);
        const unsigned kind = random() % 10;
        if (kind == 0 || units.empty()) {
            change(file, "add", [&](ChangeSet& set) {
                file.memory().add(
                    named("new-" + who + std::to_string(++serial), "源" + word(), word()), set);
            });
            return;
        }
        if (kind == 1 && !collisions) return take_back(file);
        Unit unit = units[random() % units.size()];
        if (kind == 2) {
            change(file, "remove", [&](ChangeSet&) { file.memory().remove(unit.id); });
            return;
        }
        if (kind < 6) unit.variants[random() % 2].segment = Segment(word());
        if (kind == 6) unit.annotations.push_back(note(word()));
        if (kind == 7 && !unit.annotations.empty())
            unit.annotations.erase(unit.annotations.begin());
        if (kind >= 8) {
            std::erase_if(unit.annotations, [](const Markup& node) {
                const std::string* type = node.attribute("type");
                return type && *type == "client";
            });
            unit.annotations.push_back(prop("client", word()));
        }
        unit.stamp.changed = Time{1000 + static_cast<std::int64_t>(random() % 1000)};
        change(file, "edit", [&](ChangeSet&) { file.memory().update(unit); });
    }

    void take_back(DiglotFile& file) {
        const auto latest = file.log().latest();
        if (!latest || *latest == 1) return;
        if (SyncLog(file.database(), file.log()).is_sync(*latest)) return;
        EXPECT_TRUE(file.log().undo(*latest));
    }

    /// Gives one copy's changes to the other, in a process that is killed at some time, as often as
    /// it takes.
    SyncApplied give_with_kills(const std::string& from, const std::string& to) {
        for (int i = 0; i < 2; ++i) {
            const useconds_t wait = random() % 12000;
            const pid_t child = fork();
            if (child == 0) {
                try {
                    give(from, to);
                } catch (const std::exception&) {
                }
                _exit(0);
            }
            usleep(wait);
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
        }
        return give(from, to);
    }
};

/// Units that must be in conflict, by what each side made of what both had.
std::size_t expected_conflicts(const Model& base, const Model& a, const Model& b) {
    std::size_t conflicts = 0;
    const auto find = [](const Model& model, const std::string& name) {
        const auto found = model.find(name);
        return found == model.end() ? nullptr : &found->second;
    };
    for (const auto& [name, was] : base) {
        const Unit* one = find(a, name);
        const Unit* other = find(b, name);
        const auto is_changed = [&](const Unit& unit) {
            return canonical_form(unit) != canonical_form(was);
        };
        if (!one && !other) continue;
        if (!one || !other) {
            conflicts += is_changed(one ? *one : *other) ? 1 : 0;
            continue;
        }
        const auto differs = [&](const Unit& unit, const Unit& from, auto value) {
            return value(unit) != value(from);
        };
        const auto both = [&](auto value) {
            return differs(*one, was, value) && differs(*other, was, value) &&
                   differs(*one, *other, value);
        };
        for (const std::size_t i : {0, 1})
            conflicts += both([i](const Unit& u) { return u.variants[i].segment.text; }) ? 1 : 0;
        conflicts += both([](const Unit& u) { return u.property("client"); }) ? 1 : 0;
    }
    return conflicts;
}

TEST_F(SyncTest, OfTwoHundredRandomHistoriesWithKillsEndsWithEqualContents) {
#ifdef DIGLOT_SANITIZE
    const int histories = 20;
#else
    const int histories = 200;
#endif
    const std::string base = path("base");
    make_base(base, 8);
    for (int round = 0; round < histories; ++round) {
        SCOPED_TRACE(round);
        History history{std::mt19937(static_cast<unsigned>(round)), round % 2 == 1, 0};
        const std::string a = path("a"), b = path("b");
        for (const std::string& file : {a, b})
            for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(file + suffix);
        fs::copy_file(base + ".copy", a);
        fs::copy_file(base + ".copy", b);
        const auto act = [&] {
            for (unsigned i = history.random() % 6; i > 0; --i) history.act(a, "a");
            for (unsigned i = history.random() % 6; i > 0; --i) history.act(b, "b");
        };
        act();
        std::size_t expected = 0;
        Model of_base, of_a, of_b;
        if (!history.collisions) {
            of_base = model_of(base), of_a = model_of(a), of_b = model_of(b);
            expected = expected_conflicts(of_base, of_a, of_b);
        }
        const SyncApplied applied = history.give_with_kills(a, b);
        // What was killed may have been done already; then there is nothing new.
        if (!history.collisions && applied.change) {
            EXPECT_EQ(applied.conflicts.size(), expected);
        }
        EXPECT_TRUE(history.give_with_kills(b, a).conflicts.empty());
        ASSERT_EQ(contents(a), contents(b));
        if (!history.collisions) {
            const Model merged = model_of(a);
            std::size_t kept = 0;
            for (const auto& [name, unit] : merged) kept += kept_conflicts(unit).size();
            EXPECT_EQ(kept, expected);
            // Nothing of either side is lost, nothing removed comes back.
            for (const auto& [name, was] : of_base) {
                const bool removed = !of_a.count(name) || !of_b.count(name);
                const bool edited =
                    (of_a.count(name) && canonical_form(of_a[name]) != canonical_form(was)) ||
                    (of_b.count(name) && canonical_form(of_b[name]) != canonical_form(was));
                EXPECT_EQ(merged.count(name), removed && !edited                       ? 0u
                                              : !of_a.count(name) && !of_b.count(name) ? 0u
                                                                                       : 1u);
            }
            for (const Model* model : {&of_a, &of_b})
                for (const auto& [name, unit] : *model)
                    EXPECT_TRUE(of_base.count(name) || merged.count(name)) << name;
        }
        for (int more = 0; more < 2; ++more) {
            act();
            history.give_with_kills(b, a);
            if (history.random() % 2) act();
            history.give_with_kills(a, b);
            history.give_with_kills(b, a);
            history.give_with_kills(a, b);
            ASSERT_EQ(contents(a), contents(b)) << "exchange " << more + 2;
        }
        EXPECT_FALSE(give(a, b).change);
        EXPECT_FALSE(give(b, a).change);
    }
}

}  // namespace
}  // namespace diglot
