#include "core/storage/sync_log.h"

#include <algorithm>

#include <xxhash.h>

namespace diglot {

// sync_point: change sets after which a copy was made. sync_applied: change sets that brought in
// what others did. sync_name: names of roots in copies. sync_state: states in copies that a root's
// own contains.
const char* const SyncLog::kSchema = R"sql(
    CREATE TABLE sync_point (change INTEGER PRIMARY KEY);
    CREATE TABLE sync_applied (change INTEGER PRIMARY KEY);
    CREATE TABLE sync_name (
        aggregate TEXT NOT NULL, name TEXT NOT NULL, root INTEGER NOT NULL, change INTEGER NOT NULL,
        PRIMARY KEY (aggregate, name, root, change)) WITHOUT ROWID;
    CREATE INDEX sync_name_by_root ON sync_name (aggregate, root);
    CREATE TABLE sync_state (
        aggregate TEXT NOT NULL, root INTEGER NOT NULL, state INTEGER NOT NULL,
        change INTEGER NOT NULL,
        PRIMARY KEY (aggregate, root, state, change)) WITHOUT ROWID;
)sql";

SyncLog::SyncLog(Database& database, const ChangeLog& log)
    : database_(database),
      log_(log),
      states_(database.prepare(
          "SELECT c.id, c.undone > 0 FROM change_range r JOIN change_log c ON c.id = r.change "
          "WHERE r.aggregate = ?1 AND r.kind = 'added' AND ?2 BETWEEN r.first AND r.last UNION "
          "SELECT c.id, c.undone > 0 FROM change_touched t JOIN change_log c ON c.id = t.change "
          "WHERE t.aggregate = ?1 AND t.root = ?2 ORDER BY 1")),
      print_(database.prepare(
          "SELECT id || char(31) || at || char(31) || user || char(31) || command || char(31) || "
          "file FROM change_log WHERE id = ?")),
      adder_(database.prepare(
          "SELECT change FROM change_range WHERE aggregate = ?1 AND kind = 'added' AND ?2 BETWEEN "
          "first AND last")),
      names_(database.prepare(
          "SELECT DISTINCT n.name FROM sync_name n JOIN change_log c ON c.id = n.change "
          "WHERE n.aggregate = ? AND n.root = ? AND c.undone = 0 ORDER BY n.name")),
      find_(
          database.prepare("SELECT n.root FROM sync_name n JOIN change_log c ON c.id = n.change "
                           "WHERE n.aggregate = ? "
                           "AND n.name = ? AND c.undone = 0 ORDER BY n.change DESC, n.root DESC")),
      known_states_(database.prepare(
          "SELECT DISTINCT s.state FROM sync_state s JOIN change_log c ON c.id = s.change "
          "WHERE s.aggregate = ? AND s.root = ? AND c.undone = 0")),
      is_sync_(database.prepare("SELECT 1 FROM sync_applied WHERE change = ?")) {}

std::vector<RootState> SyncLog::states(const std::string& aggregate, std::int64_t root) const {
    Statement& rows = states_;
    const ResetOnExit ends(rows);
    std::vector<RootState> states;
    rows.bind(1, aggregate).bind(2, root);
    while (rows.step()) states.push_back({rows.integer(0), rows.integer(1) != 0, {}});
    // Of one that counts, the next that counts has kept it as it was before; of one that is undone,
    // its own history has it as it was after.
    std::optional<std::int64_t> next;
    for (std::size_t i = states.size(); i-- > 0;) {
        states[i].history = states[i].undone ? states[i].made_by : next;
        if (!states[i].undone) next = states[i].made_by;
    }
    return states;
}

std::optional<RootState> SyncLog::state_at(const std::vector<RootState>& states, std::int64_t at,
                                           bool before) const {
    Statement undone =
        database_.prepare("SELECT 1 FROM change_base WHERE change = ? AND undone = ?");
    for (std::size_t i = states.size(); i-- > 0;) {
        const std::int64_t made_by = states[i].made_by;
        if (made_by > at || (before && made_by == at)) continue;
        undone.bind(1, at).bind(2, made_by);
        const ResetOnExit ends(undone);
        if (!undone.step()) return states[i];
    }
    return std::nullopt;
}

IdRanges SyncLog::roots_between(std::int64_t from, std::int64_t to,
                                const std::string& aggregate) const {
    Statement changes = database_.prepare(
        "SELECT id FROM change_log WHERE id BETWEEN min(?1, ?2) + 1 AND max(?1, ?2) UNION "
        "SELECT undone FROM change_base WHERE change IN (?1, ?2)");
    changes.bind(1, from).bind(2, to);
    std::vector<IdRange> ranges;
    while (changes.step()) {
        const IdRanges roots = log_.roots(changes.integer(0), aggregate);
        ranges.insert(ranges.end(), roots.ranges().begin(), roots.ranges().end());
    }
    return IdRanges(std::move(ranges));
}

IdRanges SyncLog::roots_since(std::int64_t since, const std::string& aggregate) const {
    Statement changes = database_.prepare(
        "SELECT id FROM change_log WHERE id > ?1 OR undone > 0 OR id IN "
        "(SELECT undone FROM change_base WHERE change = ?1)");
    changes.bind(1, since);
    std::vector<IdRange> ranges;
    while (changes.step()) {
        const IdRanges roots = log_.roots(changes.integer(0), aggregate);
        ranges.insert(ranges.end(), roots.ranges().begin(), roots.ranges().end());
    }
    return IdRanges(std::move(ranges));
}

std::string SyncLog::print(std::int64_t change) const {
    Statement& row = print_;
    const ResetOnExit ends(row);
    row.bind(1, change);
    if (!row.step()) return "";
    const std::string_view text = row.text(0);
    return std::to_string(XXH3_64bits(text.data(), text.size()));
}

std::int64_t SyncLog::adder(const std::string& wanted, const std::string& aggregate,
                            std::int64_t root) const {
    Statement& row = adder_;
    const ResetOnExit ends(row);
    row.bind(1, aggregate).bind(2, root);
    if (!row.step()) return 0;
    const std::int64_t change = row.integer(0);
    return print(change) == wanted ? change : 0;
}

std::int64_t SyncLog::point() const {
    Statement row = database_.prepare("SELECT coalesce(min(change), 0) FROM sync_point");
    row.step();
    return row.integer(0);
}

void SyncLog::set_point() {
    Transaction transaction(database_);
    database_
        .prepare("INSERT OR IGNORE INTO sync_point SELECT coalesce(max(id), 0) FROM change_log")
        .run();
    transaction.commit();
}

std::vector<std::string> SyncLog::names(const std::string& aggregate, std::int64_t root) const {
    Statement& rows = names_;
    const ResetOnExit ends(rows);
    rows.bind(1, aggregate).bind(2, root);
    std::vector<std::string> names;
    while (rows.step()) names.emplace_back(rows.text(0));
    return names;
}

std::optional<std::int64_t> SyncLog::find(const std::string& aggregate,
                                          const std::string& name) const {
    Statement& row = find_;
    const ResetOnExit ends(row);
    // The one named last: it has taken the place of others.
    row.bind(1, aggregate).bind(2, name);
    if (!row.step()) return std::nullopt;
    return row.integer(0);
}

std::vector<std::uint64_t> SyncLog::known_states(const std::string& aggregate,
                                                 std::int64_t root) const {
    Statement& rows = known_states_;
    const ResetOnExit ends(rows);
    rows.bind(1, aggregate).bind(2, root);
    std::vector<std::uint64_t> states;
    while (rows.step()) states.push_back(static_cast<std::uint64_t>(rows.integer(0)));
    return states;
}

bool SyncLog::is_sync(std::int64_t change) const {
    Statement& row = is_sync_;
    const ResetOnExit ends(row);
    row.bind(1, change);
    return row.step();
}

void SyncLog::add_name(std::int64_t change, const std::string& aggregate, std::int64_t root,
                       const std::string& name) {
    database_.prepare("INSERT OR IGNORE INTO sync_name VALUES (?, ?, ?, ?)")
        .bind(1, aggregate)
        .bind(2, name)
        .bind(3, root)
        .bind(4, change)
        .run();
}

void SyncLog::add_state(std::int64_t change, const std::string& aggregate, std::int64_t root,
                        std::uint64_t state) {
    database_.prepare("INSERT OR IGNORE INTO sync_state VALUES (?, ?, ?, ?)")
        .bind(1, aggregate)
        .bind(2, root)
        .bind(3, static_cast<std::int64_t>(state))
        .bind(4, change)
        .run();
}

void SyncLog::mark_sync(std::int64_t change) {
    database_.prepare("INSERT OR IGNORE INTO sync_applied VALUES (?)").bind(1, change).run();
}

}  // namespace diglot
