// Random histories of two copies that exchange packs, in processes that are killed.
#include <csignal>
#include <filesystem>
#include <map>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/app/sync_copies.h"

namespace diglot {
namespace {

class SyncHistories : public SyncTest {};

std::string name_of(const Concept& entry) { return *find_attribute(entry.attributes, "name"); }
using diglot::name_of;

bool differ(const Unit& a, const Unit& b) { return canonical_form(a) != canonical_form(b); }
bool differ(const Concept& a, const Concept& b) { return !differences(a, b).empty(); }

/// What a copy says of each unit or concept by name, for the expectations of a random history.
template <typename Value>
using Model = std::map<std::string, Value>;

struct Models {
    Model<Unit> units;
    Model<Concept> concepts;
};

template <typename Value>
Model<Value> model_of(std::vector<Value> all) {
    Model<Value> model;
    for (Value& one : all) {
        const std::string name = name_of(one);
        EXPECT_FALSE(model.count(name)) << name << " twice";
        model[name] = std::move(one);
    }
    return model;
}

Models models_of(const std::string& path) {
    DiglotFile file(path);
    return {model_of(all_units(file)), model_of(all_concepts(file))};
}

struct History {
    std::mt19937 random;
    bool collisions = false;  ///< Units and concepts may come to the same texts.
    int serial = 0;

    std::string word() {
        return collisions ? "w" + std::to_string(random() % 6) : "w" + std::to_string(++serial);
    }

    void act(const std::string& path, const std::string& who) {
        DiglotFile file(path);
        if (random() % 2)
            act_on_units(file, who);
        else
            act_on_concepts(file, who);
    }

    void act_on_units(DiglotFile& file, const std::string& who) {
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
        unit.stamp.changed = some_time();
        change(file, "edit", [&](ChangeSet&) { file.memory().update(unit); });
    }

    void act_on_concepts(DiglotFile& file, const std::string& who) {
        std::vector<Concept> concepts = all_concepts(file);
        const unsigned kind = random() % 12;
        if (kind == 0 || concepts.empty()) {
            Concept entry =
                concept_named("new-" + who + std::to_string(++serial), "詞" + word(), word());
            if (collisions && random() % 3) entry.external_id = "x" + std::to_string(random() % 2);
            entry.definition = word();
            change(file, "add", [&](ChangeSet& set) { file.glossary().add(entry, set); });
            return;
        }
        if (kind == 1 && !collisions) return take_back(file);
        Concept entry = concepts[random() % concepts.size()];
        if (kind == 2) {
            change(file, "remove", [&](ChangeSet&) { file.glossary().remove(entry.id); });
            return;
        }
        edit(entry, kind);
        entry.changed = some_time();
        change(file, "edit", [&](ChangeSet&) { file.glossary().update(entry); });
    }

    void edit(Concept& entry, unsigned kind) {
        if (kind < 5) set_status(entry.terms[random() % entry.terms.size()], some_status());
        if (kind == 5 || kind == 6) entry.definition = word();
        if (kind == 7) entry.subject = word();
        if (kind == 8) entry.annotations.push_back(note(word()));
        if (kind == 9)
            std::erase_if(entry.annotations, [](const Markup& node) {
                return node.element == "note" && node.all_text().starts_with("w");
            });
        if (kind == 10) {
            Term term;
            term.lang = LanguageTag("en");
            term.text = word();
            entry.terms.push_back(term);
        }
        if (kind == 11 && entry.terms.size() > 1) entry.terms.pop_back();
        if (collisions && kind == 11) entry.terms.back().text = word();
    }

    TermStatus some_status() {
        // Two that each side prefers are a conflict of their own.
        static constexpr TermStatus kAll[] = {TermStatus::kNone, TermStatus::kAdmitted,
                                              TermStatus::kDeprecated, TermStatus::kForbidden,
                                              TermStatus::kPreferred};
        return kAll[random() % (collisions ? 5 : 4)];
    }

    Time some_time() { return Time{1000 + static_cast<std::int64_t>(random() % 1000)}; }

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

/// Fields that both sides changed to different things.
std::size_t conflicts_of(const Unit& was, const Unit& one, const Unit& other) {
    std::size_t found = 0;
    const auto look = [&](const auto& value) {
        found +=
            value(one) != value(was) && value(other) != value(was) && value(one) != value(other)
                ? 1
                : 0;
    };
    for (const std::size_t i : {0, 1})
        look([i](const Unit& unit) { return unit.variants[i].segment.text; });
    look([](const Unit& unit) { return unit.property("client"); });
    return found;
}

const Term* find_term(const Concept& entry, const Term& wanted) {
    for (const Term& term : entry.terms)
        if (term.lang == wanted.lang && term.text == wanted.text) return &term;
    return nullptr;
}

std::size_t conflicts_of(const Concept& was, const Concept& one, const Concept& other) {
    std::size_t found = 0;
    const auto look = [&](const auto& of_was, const auto& of_one, const auto& of_other) {
        found += of_one != of_was && of_other != of_was && of_one != of_other ? 1 : 0;
    };
    look(was.definition, one.definition, other.definition);
    look(was.subject, one.subject, other.subject);
    for (const Term& term : was.terms) {
        const Term* in_one = find_term(one, term);
        const Term* in_other = find_term(other, term);
        if (in_one && in_other)
            look(term.status, in_one->status, in_other->status);
        else if (in_one || in_other)
            found += (in_one ? in_one : in_other)->status != term.status ? 1 : 0;
    }
    return found;
}

/// How many conflicts there must be, by what each side made of what both had.
template <typename Value>
std::size_t expected_conflicts(const Model<Value>& base, const Model<Value>& a,
                               const Model<Value>& b) {
    std::size_t conflicts = 0;
    const auto find = [](const Model<Value>& model, const std::string& name) {
        const auto found = model.find(name);
        return found == model.end() ? nullptr : &found->second;
    };
    for (const auto& [name, was] : base) {
        const Value* one = find(a, name);
        const Value* other = find(b, name);
        if (!one && !other) continue;
        if (!one || !other)
            conflicts += differ(one ? *one : *other, was) ? 1 : 0;
        else
            conflicts += conflicts_of(was, *one, *other);
    }
    return conflicts;
}

/// Nothing of either side is lost, nothing removed comes back, and what is undecided is kept.
template <typename Value>
void expect_all_of(Model<Value>& base, Model<Value>& a, Model<Value>& b,
                   const Model<Value>& merged) {
    std::size_t kept = 0;
    for (const auto& [name, value] : merged) kept += kept_conflicts(value).size();
    EXPECT_EQ(kept, expected_conflicts(base, a, b));
    for (const auto& [name, was] : base) {
        const bool in_a = a.count(name) > 0;
        const bool in_b = b.count(name) > 0;
        const bool edited = (in_a && differ(a[name], was)) || (in_b && differ(b[name], was));
        const bool stays = (in_a && in_b) || edited;
        EXPECT_EQ(merged.count(name), stays ? 1u : 0u) << name;
    }
    for (const Model<Value>* model : {&a, &b})
        for (const auto& [name, value] : *model)
            EXPECT_TRUE(base.count(name) || merged.count(name)) << name;
}

TEST_F(SyncHistories, OfTwoHundredRandomOnesWithKillsEndWithEqualContents) {
#ifdef DIGLOT_SANITIZE
    const int histories = 20;
#else
    const int histories = 200;
#endif
    const std::string base = path("base");
    make_base(base, 8, 6);
    for (int round = 0; round < histories; ++round) {
        SCOPED_TRACE(round);
        History history{std::mt19937(static_cast<unsigned>(round)), round % 2 == 1, 0};
        const std::string a = path("a"), b = path("b");
        for (const std::string& file : {a, b})
            for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(file + suffix);
        fs::copy_file(base + ".copy", a);
        fs::copy_file(base + ".copy", b);
        const auto act = [&] {
            for (unsigned i = history.random() % 9; i > 0; --i) history.act(a, "a");
            for (unsigned i = history.random() % 9; i > 0; --i) history.act(b, "b");
        };
        act();
        Models of_base, of_a, of_b;
        if (!history.collisions)
            of_base = models_of(base), of_a = models_of(a), of_b = models_of(b);
        const SyncApplied applied = history.give_with_kills(a, b);
        // What was killed may have been done already; then there is nothing new.
        if (!history.collisions && applied.change) {
            EXPECT_EQ(applied.units.conflicts.size(),
                      expected_conflicts(of_base.units, of_a.units, of_b.units));
            EXPECT_EQ(applied.concepts.conflicts.size(),
                      expected_conflicts(of_base.concepts, of_a.concepts, of_b.concepts));
        }
        EXPECT_EQ(history.give_with_kills(b, a).conflicts(), 0u);
        ASSERT_EQ(contents(a), contents(b));
        if (!history.collisions) {
            const Models merged = models_of(a);
            expect_all_of(of_base.units, of_a.units, of_b.units, merged.units);
            expect_all_of(of_base.concepts, of_a.concepts, of_b.concepts, merged.concepts);
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
