// Taking back and bringing back. The log keeps, for a change set that counts, its older rows as
// they were before it; for one that is undone, its rows as they were after it. Undo and redo
// exchange the two, so every row exists once.
#include "core/storage/change_log.h"

#include <algorithm>

namespace diglot {
namespace {

constexpr std::int64_t kBatch =
    20000;  ///< Root ids moved at a time: freed pages are used again by the next batch.
constexpr std::int64_t kGap = 16;  ///< Touched ids this near to each other are handled together.

std::string column_list(const Database& database, const std::string& table) {
    Statement columns = database.prepare("SELECT name FROM pragma_table_info(?)");
    columns.bind(1, table);
    std::string list;
    while (columns.step())
        list += (list.empty() ? "\"" : ", \"") + std::string(columns.text(0)) + "\"";
    return list;
}

/// Moves the rows of one table between the live table and its history, for one change set.
class TableMover {
public:
    TableMover(const Database& database, const std::string& table, const std::string& root_column)
        : table_(table),
          columns_(column_list(database, table)),
          range_(root_column + " BETWEEN ?1 AND ?2") {}

    /// Live rows of the roots go to the history.
    void put_away(const Database& database, std::int64_t change, IdRange ids,
                  const std::string& also) const {
        run(database,
            "INSERT INTO history_" + table_ + " SELECT ?3, " + columns_ + " FROM " + table_ +
                " WHERE " + range_ + also,
            change, ids);
        run(database, "DELETE FROM " + table_ + " WHERE " + range_ + also, change, ids);
    }

    /// Rows of the history come back to life.
    void bring_back(const Database& database, std::int64_t change, IdRange ids,
                    const std::string& also) const {
        run(database,
            "INSERT INTO " + table_ + " SELECT " + columns_ + " FROM history_" + table_ +
                " WHERE change = ?3 AND " + range_ + also,
            change, ids);
        run(database, "DELETE FROM history_" + table_ + " WHERE change = ?3 AND " + range_ + also,
            change, ids);
    }

    /// Both at once, where the same roots have rows on both sides.
    void exchange(const Database& database, std::int64_t change, IdRange ids,
                  const std::string& also) const {
        const std::string stash = "temp.stash_" + table_;
        run(database,
            "CREATE TEMP TABLE stash_" + table_ + " AS SELECT " + columns_ + " FROM " + table_ +
                " WHERE 0",
            0, {});
        run(database,
            "INSERT INTO " + stash + " SELECT " + columns_ + " FROM " + table_ + " WHERE " +
                range_ + also,
            change, ids);
        run(database, "DELETE FROM " + table_ + " WHERE " + range_ + also, change, ids);
        bring_back(database, change, ids, also);
        run(database,
            "INSERT INTO history_" + table_ + " SELECT ?3, " + columns_ + " FROM " + stash, change,
            {});
        run(database, "DROP TABLE " + stash, 0, {});
    }

private:
    static void run(const Database& database, const std::string& sql, std::int64_t change,
                    IdRange ids) {
        Statement statement = database.prepare(sql);
        if (sql.find("?1") != std::string::npos) statement.bind(1, ids.first).bind(2, ids.last);
        if (sql.find("?3") != std::string::npos) statement.bind(3, change);
        statement.run();
    }

    std::string table_;
    std::string columns_;
    std::string range_;
};

/// The tables of an aggregate with the column of each that holds the root's id; the children first.
std::vector<std::pair<std::string, std::string>> tables_of(const Aggregate& aggregate) {
    std::vector<std::pair<std::string, std::string>> tables;
    for (const std::string& child : aggregate.children) tables.emplace_back(child, aggregate.root);
    tables.emplace_back(aggregate.root, "id");
    return tables;
}

/// The ids a change set added, cut into batches.
std::vector<IdRange> added_batches(const Database& database, std::int64_t change,
                                   const std::string& root) {
    Statement ranges = database.prepare(
        "SELECT first, last FROM change_range WHERE change = ? AND aggregate = ? AND kind = "
        "'added'");
    ranges.bind(1, change).bind(2, root);
    std::vector<IdRange> batches;
    while (ranges.step()) {
        for (std::int64_t at = ranges.integer(0); at <= ranges.integer(1); at += kBatch) {
            batches.push_back({at, std::min(at + kBatch - 1, ranges.integer(1))});
        }
    }
    return batches;
}

/// Ids that a change set touched, so many that they are worth a statement of their own.
struct TouchedBatch {
    IdRange span;               ///< From the first to the last; not all between them were touched.
    std::vector<IdRange> runs;  ///< Neighbours taken together.
};

std::vector<TouchedBatch> touched_batches(const Database& database, std::int64_t change,
                                          const std::string& root) {
    Statement touched = database.prepare(
        "SELECT root FROM change_touched WHERE change = ? AND aggregate = ? ORDER BY root");
    touched.bind(1, change).bind(2, root);
    std::vector<TouchedBatch> batches;
    std::int64_t count = 0;
    while (touched.step()) {
        const std::int64_t id = touched.integer(0);
        if (count++ % kBatch == 0) batches.push_back({{id, id}, {}});
        TouchedBatch& batch = batches.back();
        batch.span.last = id;
        if (!batch.runs.empty() && id - batch.runs.back().last <= kGap)
            batch.runs.back().last = id;
        else
            batch.runs.push_back({id, id});
    }
    return batches;
}

/// Exactly the ids it added or touched.
IdRanges roots_of(const Database& database, std::int64_t change, const std::string& root) {
    std::vector<IdRange> ranges;
    Statement added = database.prepare(
        "SELECT first, last FROM change_range WHERE change = ? AND aggregate = ? AND kind = "
        "'added'");
    added.bind(1, change).bind(2, root);
    while (added.step()) ranges.push_back({added.integer(0), added.integer(1)});
    Statement touched =
        database.prepare("SELECT root FROM change_touched WHERE change = ? AND aggregate = ?");
    touched.bind(1, change).bind(2, root);
    while (touched.step()) ranges.push_back({touched.integer(0), touched.integer(0)});
    return IdRanges(std::move(ranges));
}

std::int64_t total_of(const std::vector<IdRange>& batches) {
    std::int64_t total = 0;
    for (const IdRange& batch : batches) total += batch.size();
    return total;
}

}  // namespace

// change_log.undone: 0 while it counts, else a number that says how late it was undone.
// change_range: runs of root ids; kind 'added', or 'relied' for roots met again that an earlier
// change set had added. change_touched: roots older than the change set that it changed or removed.
// change_base: change sets that were undone when this one was made: what it was made on is without
// them.
const char* const ChangeLog::kSchema = R"sql(
    CREATE TABLE change_log (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        user TEXT NOT NULL,
        command TEXT NOT NULL,
        file TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE change_count (
        change INTEGER NOT NULL, aggregate TEXT NOT NULL,
        added INTEGER NOT NULL, changed INTEGER NOT NULL, removed INTEGER NOT NULL,
        PRIMARY KEY (change, aggregate)) WITHOUT ROWID;
    CREATE TABLE change_range (
        change INTEGER NOT NULL, aggregate TEXT NOT NULL, kind TEXT NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL);
    CREATE INDEX change_range_by_change ON change_range (change, aggregate, kind);
    CREATE TABLE change_touched (
        change INTEGER NOT NULL, aggregate TEXT NOT NULL, root INTEGER NOT NULL,
        PRIMARY KEY (change, aggregate, root)) WITHOUT ROWID;
    CREATE TABLE change_base (
        change INTEGER NOT NULL, undone INTEGER NOT NULL,
        PRIMARY KEY (change, undone)) WITHOUT ROWID;
    CREATE INDEX change_touched_by_root ON change_touched (aggregate, root);
)sql";

ChangeLog::ChangeLog(Database& database, std::vector<Aggregate> aggregates)
    : database_(database), aggregates_(std::move(aggregates)) {}

IdRanges ChangeLog::roots(std::int64_t id, const std::string& aggregate) const {
    return roots_of(database_, id, aggregate);
}

std::optional<std::int64_t> ChangeLog::revision(const std::string& aggregate,
                                                std::int64_t root) const {
    Statement row = database_.prepare(
        "SELECT max(id) FROM change_log WHERE undone = 0 AND id IN "
        "(SELECT change FROM change_touched WHERE aggregate = ?1 AND root = ?2 UNION ALL "
        "SELECT change FROM change_range WHERE aggregate = ?1 AND kind = 'added' AND ?2 BETWEEN "
        "first AND last)");
    row.bind(1, aggregate).bind(2, root);
    row.step();
    return row.optional_integer(0);
}

std::vector<ChangeInfo> ChangeLog::read(Statement rows) const {
    std::vector<ChangeInfo> changes;
    Statement counts = database_.prepare(
        "SELECT aggregate, added, changed, removed FROM change_count WHERE change = ? ORDER BY "
        "aggregate DESC");
    while (rows.step()) {
        ChangeInfo& change = changes.emplace_back();
        change.id = rows.integer(0);
        change.at = Time{rows.integer(1)};
        change.user = rows.text(2);
        change.command = rows.text(3);
        change.file = rows.text(4);
        change.undone = rows.integer(5) != 0;
        counts.bind(1, change.id);
        while (counts.step()) {
            change.counts.push_back({std::string(counts.text(0)), counts.integer(1),
                                     counts.integer(2), counts.integer(3)});
        }
    }
    return changes;
}

std::vector<ChangeInfo> ChangeLog::list(std::size_t limit) const {
    Statement rows = database_.prepare(
        "SELECT id, at, user, command, file, undone FROM change_log ORDER BY id DESC LIMIT ?");
    rows.bind(1, static_cast<std::int64_t>(limit));
    return read(std::move(rows));
}

std::optional<ChangeInfo> ChangeLog::find(std::int64_t id) const {
    Statement rows = database_.prepare(
        "SELECT id, at, user, command, file, undone FROM change_log WHERE id = ?");
    rows.bind(1, id);
    std::vector<ChangeInfo> changes = read(std::move(rows));
    if (changes.empty()) return std::nullopt;
    return std::move(changes.front());
}

std::optional<std::int64_t> ChangeLog::latest() const {
    Statement row = database_.prepare("SELECT max(id) FROM change_log WHERE undone = 0");
    row.step();
    return row.optional_integer(0);
}

std::optional<std::int64_t> ChangeLog::next_redo() const {
    Statement rows =
        database_.prepare("SELECT id FROM change_log WHERE undone > 0 ORDER BY undone DESC");
    while (rows.step()) {
        if (conflicts(rows.integer(0), false).empty()) return rows.integer(0);
    }
    return std::nullopt;
}

/// Change sets because of which this one must not be moved: they touched, added or rely on the same
/// roots, and their state is not what it was when this one was made. For an undo that is later ones
/// that count; for a redo also earlier ones that counted then and are undone now, or were undone
/// then and count now.
std::vector<std::int64_t> ChangeLog::conflicts(std::int64_t id, bool undo) const {
    const std::string others =
        undo ? "SELECT id FROM change_log WHERE id > ?1 AND undone = 0"
             : "SELECT id FROM change_log WHERE (id > ?1 AND undone = 0) OR (id < ?1 AND "
               "(undone > 0) <> (id IN (SELECT undone FROM change_base WHERE change = ?1)))";
    Statement rows = database_.prepare(
        // The other touched a root that this one touched,
        "SELECT o.change FROM change_touched m JOIN change_touched o ON o.aggregate = m.aggregate "
        "AND o.root = m.root "
        "WHERE m.change = ?1 AND o.change IN (" +
        others +
        ") UNION "
        // or one that this one added,
        "SELECT o.change FROM change_range m JOIN change_touched o ON o.aggregate = m.aggregate "
        "AND o.root BETWEEN m.first AND m.last WHERE m.change = ?1 AND m.kind = 'added' AND "
        "o.change IN (" +
        others +
        ") UNION "
        // or counts on one that this one added,
        "SELECT o.change FROM change_range m JOIN change_range o ON o.aggregate = m.aggregate AND "
        "o.kind = 'relied' "
        "AND o.first <= m.last AND o.last >= m.first "
        "WHERE m.change = ?1 AND m.kind = 'added' AND o.change IN (" +
        others +
        ") UNION "
        // or counts on one that this one touched, or touched one that this one counts on,
        "SELECT o.change FROM change_touched m JOIN change_range o ON o.aggregate = m.aggregate "
        "AND o.kind = 'relied' "
        "AND m.root BETWEEN o.first AND o.last WHERE m.change = ?1 AND o.change IN (" +
        others +
        ") UNION "
        "SELECT o.change FROM change_range m JOIN change_touched o ON o.aggregate = m.aggregate "
        "AND o.root BETWEEN m.first AND m.last WHERE m.change = ?1 AND m.kind = 'relied' AND "
        "o.change IN (" +
        others +
        ") UNION "
        // or added one that this one touched or counts on.
        "SELECT o.change FROM change_touched m JOIN change_range o ON o.aggregate = m.aggregate "
        "AND o.kind = 'added' "
        "AND m.root BETWEEN o.first AND o.last WHERE m.change = ?1 AND o.change IN (" +
        others +
        ") UNION "
        "SELECT o.change FROM change_range m JOIN change_range o ON o.aggregate = m.aggregate AND "
        "o.kind = 'added' "
        "AND o.first <= m.last AND o.last >= m.first "
        "WHERE m.change = ?1 AND m.kind = 'relied' AND o.change IN (" +
        others + ") ORDER BY 1");
    rows.bind(1, id);
    std::vector<std::int64_t> ids;
    while (rows.step()) ids.push_back(rows.integer(0));
    return ids;
}

/// Change sets that added a root which is the same as one just brought back.
std::vector<std::int64_t> ChangeLog::twins(std::int64_t id, bool undo) const {
    std::vector<std::int64_t> found;
    for (const Aggregate& aggregate : aggregates_) {
        if (aggregate.twin_sql.empty()) continue;
        std::vector<IdRange> batches;
        for (const TouchedBatch& batch : touched_batches(database_, id, aggregate.root))
            batches.insert(batches.end(), batch.runs.begin(), batch.runs.end());
        if (!undo) {
            const auto added = added_batches(database_, id, aggregate.root);
            batches.insert(batches.end(), added.begin(), added.end());
        }
        Statement twin = database_.prepare(aggregate.twin_sql);
        Statement adder = database_.prepare(
            "SELECT change FROM change_range WHERE aggregate = ? AND kind = 'added' AND ? BETWEEN "
            "first AND last");
        for (const IdRange& batch : batches) {
            twin.bind(1, batch.first).bind(2, batch.last);
            while (twin.step()) {
                adder.bind(1, aggregate.root).bind(2, twin.integer(0));
                while (adder.step()) found.push_back(adder.integer(0));
            }
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void ChangeLog::swap(std::int64_t id, bool undo, const Progress& progress) {
    std::int64_t total = 0;
    for (const Aggregate& aggregate : aggregates_) {
        total += total_of(added_batches(database_, id, aggregate.root));
        for (const TouchedBatch& batch : touched_batches(database_, id, aggregate.root))
            total += total_of(batch.runs);
    }
    std::int64_t done = 0;
    const auto advance = [&](std::int64_t ids) {
        done += ids;
        if (progress) progress(done, total);
    };
    advance(0);
    for (const Aggregate& aggregate : aggregates_) {
        std::vector<TableMover> movers;
        std::vector<std::string> only_touched;
        for (const auto& [table, column] : tables_of(aggregate)) {
            movers.emplace_back(database_, table, column);
            only_touched.push_back(
                " AND " + column +
                " IN (SELECT root FROM change_touched WHERE change = ?3 AND aggregate = '" +
                aggregate.root + "' AND root BETWEEN ?1 AND ?2)");
        }
        for (const IdRange& batch : added_batches(database_, id, aggregate.root)) {
            if (undo && aggregate.before_removal)
                aggregate.before_removal(database_, batch.first, batch.last);
            for (const TableMover& mover : movers) {
                if (undo)
                    mover.put_away(database_, id, batch, "");
                else
                    mover.bring_back(database_, id, batch, "");
            }
            if (!undo && aggregate.after_return)
                aggregate.after_return(database_, batch.first, batch.last);
            advance(batch.size());
        }
        for (const TouchedBatch& batch : touched_batches(database_, id, aggregate.root)) {
            for (const IdRange& run : batch.runs) {
                if (aggregate.before_removal)
                    aggregate.before_removal(database_, run.first, run.last);
            }
            for (std::size_t i = 0; i < movers.size(); ++i)
                movers[i].exchange(database_, id, batch.span, only_touched[i]);
            for (const IdRange& run : batch.runs) {
                if (aggregate.after_return) aggregate.after_return(database_, run.first, run.last);
            }
            advance(total_of(batch.runs));
        }
    }
}

void ChangeLog::tell_changed(std::int64_t id, const Progress& progress) {
    for (const Aggregate& aggregate : aggregates_) {
        if (!aggregate.changed) continue;
        const IdRanges roots = roots_of(database_, id, aggregate.root);
        if (!roots.empty()) aggregate.changed(database_, roots, progress);
    }
}

std::string ChangeLog::describe(std::int64_t id) const {
    const auto change = find(id);
    return "change set " + std::to_string(id) + (change ? " (" + change->command + ")" : "");
}

Result<ChangeInfo> ChangeLog::move(std::int64_t id, bool undo, const Progress& progress) {
    const std::string verb = undo ? "undo" : "redo";
    const auto refuse = [&](const std::string& code, const std::string& message) {
        return Diagnostic{Severity::kError, verb + "." + code, message, {}, {}, {}};
    };
    Transaction transaction(database_);
    auto change = find(id);
    if (!change) return refuse("unknown", "there is no change set " + std::to_string(id));
    if (change->undone == undo) {
        return undo ? refuse("undone", describe(id) + " is undone already")
                    : refuse("applied", describe(id) + " is not undone");
    }
    std::vector<std::int64_t> against = conflicts(id, undo);
    if (against.empty()) {
        swap(id, undo, progress);
        against = twins(id, undo);
    }
    if (!against.empty()) {
        std::string list;
        for (const std::int64_t other : against)
            list += (list.empty() ? "" : ", ") + describe(other);
        const std::string why =
            undo ? (against.size() == 1 ? " depends on it" : " depend on it")
                 : (against.size() == 1 ? " stands in its way" : " stand in its way");
        return refuse("depends",
                      "cannot " + verb + " change set " + std::to_string(id) + ": " + list + why);
    }
    Statement mark = database_.prepare(
        undo
            ? "UPDATE change_log SET undone = 1 + (SELECT max(undone) FROM change_log) WHERE id = ?"
            : "UPDATE change_log SET undone = 0 WHERE id = ?");
    mark.bind(1, id).run();
    tell_changed(id, progress);
    transaction.commit();
    change->undone = undo;
    return *change;
}

Result<ChangeInfo> ChangeLog::undo(std::int64_t id, const Progress& progress) {
    return move(id, true, progress);
}
Result<ChangeInfo> ChangeLog::redo(std::int64_t id, const Progress& progress) {
    return move(id, false, progress);
}

std::vector<std::string> ChangeLog::faults() const {
    std::vector<std::string> faults;
    for (const Aggregate& aggregate : aggregates_) {
        Statement lost = database_.prepare(
            "SELECT t.change, t.root FROM change_touched t JOIN change_log c ON c.id = t.change "
            "WHERE t.aggregate = ? AND c.undone = 0 AND NOT EXISTS "
            "(SELECT 1 FROM history_" +
            aggregate.root + " h WHERE h.change = t.change AND h.id = t.root)");
        lost.bind(1, aggregate.root);
        while (lost.step()) {
            faults.push_back("change set " + std::to_string(lost.integer(0)) + " has no copy of " +
                             aggregate.root + " " + std::to_string(lost.integer(1)) +
                             " as it was before");
        }
        for (const std::string& child : aggregate.children) {
            Statement orphan =
                database_.prepare("SELECT DISTINCT " + aggregate.root + " FROM " + child +
                                  " c WHERE NOT EXISTS "
                                  "(SELECT 1 FROM " +
                                  aggregate.root + " r WHERE r.id = c." + aggregate.root + ")");
            while (orphan.step()) {
                faults.push_back(child + " of " + aggregate.root + " " +
                                 std::to_string(orphan.integer(0)) + ", which does not exist");
            }
        }
    }
    return faults;
}

}  // namespace diglot
