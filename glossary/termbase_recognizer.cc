// The compiled recogniser in the file: kept, read, and completed by what has changed since.
#include <algorithm>
#include <unordered_set>

#include "glossary/recognition.h"
#include "glossary/termbase.h"
#include "glossary/termbase_rows.h"

namespace diglot {
namespace {

/// So many changed concepts are compiled anew at each start; more, and the whole is. A thousand
/// take about 10 ms.
constexpr std::int64_t kMostFresh = 1000;

constexpr std::int64_t kToldEvery = 1000;  ///< Concepts.

struct Kept {
    TermAutomaton automaton;
    std::int64_t last_id = 0;
};

Kept read_kept(const Database& database) {
    Statement row = database.prepare("SELECT last_id, image FROM recognizer");
    if (!row.step()) return {};
    auto automaton = TermAutomaton::read(std::string(row.text(1)));
    if (!automaton) return {};  // Of another version of the program.
    return {std::move(*automaton), row.integer(0)};
}

std::int64_t count_fresh(const Database& database) {
    Statement fresh = database.prepare(
        "SELECT (SELECT count(*) FROM recognizer_stale) + (SELECT count(*) FROM concept WHERE id > "
        "ifnull((SELECT last_id FROM recognizer), 0))");
    fresh.step();
    return fresh.integer(0);
}

}  // namespace

TermRecognizer Termbase::recognizer(const Concept* instead) const {
    const ReadSnapshot snapshot(database_);
    Kept kept = read_kept(database_);
    std::unordered_set<std::int64_t> stale;
    Statement changed = database_.prepare("SELECT concept FROM recognizer_stale ORDER BY concept");
    while (changed.step()) stale.insert(changed.integer(0));
    if (instead) stale.insert(instead->id);
    const bool is_kept = !kept.automaton.empty();
    TermRecognizer recognizer(std::move(kept.automaton), stale,
                              [this](std::int64_t id) { return find(id); });
    if (!is_kept) {
        for_each({}, [&](const Concept& entry) {
            if (!instead || entry.id != instead->id) recognizer.add(entry);
            return true;
        });
        if (instead) recognizer.add(*instead);
        return recognizer;
    }
    std::vector<std::int64_t> fresh(stale.begin(), stale.end());
    Statement later = database_.prepare("SELECT id FROM concept WHERE id > ?1 ORDER BY id");
    later.bind(1, kept.last_id);
    while (later.step()) fresh.push_back(later.integer(0));
    std::sort(fresh.begin(), fresh.end());
    for (const std::int64_t id : fresh)
        if (!instead || id != instead->id)
            if (const auto entry = find(id)) recognizer.add(*entry);
    if (instead) recognizer.add(*instead);
    return recognizer;
}

void Termbase::keep_recognizer(const WorkProgress& progress) {
    if (count_fresh(database_) <= kMostFresh) return;
    std::optional<Transaction> own;
    if (!database_.in_transaction()) own.emplace(database_);
    TermAutomatonBuilder builder;
    std::int64_t last_id = 0;
    std::int64_t done = 0;
    const std::int64_t total = progress ? stats().concepts : 0;
    for_each({}, [&](const Concept& entry) {
        if (progress && done % kToldEvery == 0) progress(done, total);
        ++done;
        builder.add(entry);
        last_id = entry.id;
        return true;
    });
    const TermAutomaton automaton = builder.build();
    database_.execute("DELETE FROM recognizer_stale");
    Statement keep = database_.prepare(
        "INSERT OR REPLACE INTO recognizer (one, last_id, image) VALUES (1, ?1, CAST(?2 AS BLOB))");
    keep.bind(1, last_id).bind(2, automaton.bytes()).run();
    if (own) own->commit();
}

}  // namespace diglot
