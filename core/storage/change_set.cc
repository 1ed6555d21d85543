// Recording: what a change set touches is noticed by temporary triggers, which only this connection
// has and only while the change set is open. Rows it adds cost nothing: their ids are one range.
#include "core/storage/change_log.h"

namespace diglot {
namespace {

std::string quoted(const std::string& text) { return "'" + text + "'"; }

/// The name of the column that holds the root's id.
std::string root_column(const Aggregate& aggregate, const std::string& table) {
    return table == aggregate.root ? "id" : aggregate.root;
}

std::vector<std::string> tables_of(const Aggregate& aggregate) {
    std::vector<std::string> tables = aggregate.children;
    tables.push_back(aggregate.root);
    return tables;
}

std::string trigger_name(const std::string& table, const char* event) {
    return "track_" + table + "_" + event;
}

/// What a trigger does when a row under the old root `old_root` is about to change: unless this
/// change set has done so already, keep the root and all its children as they were, and note the
/// root as touched.
std::string keep_before_image(const Aggregate& aggregate, const std::string& old_root,
                              const std::string& change) {
    const std::string known = "SELECT 1 FROM change_touched WHERE change = " + change +
                              " AND aggregate = " + quoted(aggregate.root) +
                              " AND root = " + old_root;
    std::string sql;
    for (const std::string& table : tables_of(aggregate)) {
        sql += "INSERT INTO history_" + table + " SELECT " + change + ", * FROM " + table +
               " WHERE " + root_column(aggregate, table) + " = " + old_root + " AND NOT EXISTS (" +
               known + "); ";
    }
    sql += "INSERT OR IGNORE INTO change_touched VALUES (" + change + ", " +
           quoted(aggregate.root) + ", " + old_root + ");";
    return sql;
}

}  // namespace

ChangeSet::ChangeSet(Database& database, ChangeLog& log, const ChangeRequest& request)
    : database_(database),
      log_(log),
      transaction_(database),
      relied_(log.aggregates().size()),
      add_range_(database.prepare("INSERT INTO change_range VALUES (?, ?, ?, ?, ?)")) {
    Statement insert =
        database_.prepare("INSERT INTO change_log (at, user, command, file) VALUES (?, ?, ?, ?)");
    insert.bind(1, Time::now().seconds)
        .bind(2, request.user)
        .bind(3, request.command)
        .bind(4, request.file);
    insert.run();
    id_ = database_.last_insert_id();
    Statement base =
        database_.prepare("INSERT INTO change_base SELECT ?1, id FROM change_log WHERE undone > 0");
    base.bind(1, id_).run();
    for (const Aggregate& aggregate : log_.aggregates()) {
        Statement highest = database_.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?");
        highest.bind(1, aggregate.root);
        highest_.push_back(highest.step() ? highest.integer(0) : 0);
    }
    track();
}

// The transaction's destructor takes everything back, the temporary triggers too.
ChangeSet::~ChangeSet() = default;

void ChangeSet::track() {
    for (std::size_t i = 0; i < log_.aggregates().size(); ++i) {
        const Aggregate& aggregate = log_.aggregates()[i];
        for (const std::string& table : tables_of(aggregate)) {
            const std::string old_root = "old." + root_column(aggregate, table);
            const std::string body =
                " ON main." + table + " WHEN " + old_root + " <= " + std::to_string(highest_[i]) +
                " BEGIN " + keep_before_image(aggregate, old_root, std::to_string(id_)) + " END";
            database_.execute("CREATE TEMP TRIGGER " + trigger_name(table, "update") +
                              " BEFORE UPDATE" + body);
            database_.execute("CREATE TEMP TRIGGER " + trigger_name(table, "delete") +
                              " BEFORE DELETE" + body);
        }
    }
}

void ChangeSet::untrack() {
    for (const Aggregate& aggregate : log_.aggregates()) {
        for (const std::string& table : tables_of(aggregate)) {
            database_.execute("DROP TRIGGER temp." + trigger_name(table, "update"));
            database_.execute("DROP TRIGGER temp." + trigger_name(table, "delete"));
        }
    }
}

void ChangeSet::relies_on(std::string_view root, std::int64_t root_id) {
    std::size_t aggregate = 0;
    while (log_.aggregates().at(aggregate).root != root) ++aggregate;
    if (root_id > highest_[aggregate]) return;  // Its own.
    Run& run = relied_[aggregate];
    if (root_id >= run.first && root_id <= run.last) return;
    if (root_id == run.last + 1 && run.last >= run.first) {
        run.last = root_id;
        return;
    }
    flush_run(aggregate);
    run = {root_id, root_id};
}

void ChangeSet::flush_run(std::size_t aggregate) {
    Run& run = relied_[aggregate];
    if (run.last < run.first) return;
    add_range_.bind(1, id_).bind(2, log_.aggregates()[aggregate].root).bind(3, "relied");
    add_range_.bind(4, run.first).bind(5, run.last).run();
    run = {};
}

void ChangeSet::record_counts() {
    for (std::size_t i = 0; i < log_.aggregates().size(); ++i) {
        const std::string& root = log_.aggregates()[i].root;
        Statement added =
            database_.prepare("SELECT count(*), min(id), max(id) FROM " + root + " WHERE id > ?");
        added.bind(1, highest_[i]);
        added.step();
        const std::int64_t count = added.integer(0);
        if (count > 0) {
            add_range_.bind(1, id_).bind(2, root).bind(3, "added");
            add_range_.bind(4, added.integer(1)).bind(5, added.integer(2)).run();
        }
        added.reset();
        Statement touched = database_.prepare(
            "SELECT count(r.id), count(*) - count(r.id) FROM change_touched t LEFT JOIN " + root +
            " r ON r.id = t.root WHERE t.change = ? AND t.aggregate = ?");
        touched.bind(1, id_).bind(2, root);
        touched.step();
        const std::int64_t changed = touched.integer(0);
        const std::int64_t removed = touched.integer(1);
        touched.reset();
        if (count + changed + removed == 0) continue;
        Statement insert = database_.prepare("INSERT INTO change_count VALUES (?, ?, ?, ?, ?)");
        insert.bind(1, id_).bind(2, root).bind(3, count).bind(4, changed).bind(5, removed).run();
    }
}

void ChangeSet::begin_part() {
    for (std::size_t i = 0; i < relied_.size(); ++i) flush_run(i);
}

void ChangeSet::discard_part() {
    for (Run& run : relied_) run = {};
}

void ChangeSet::commit(const WorkProgress& progress) {
    begin_part();  // Writes what is still open.
    untrack();
    record_counts();
    log_.tell_changed(id_, progress);
    transaction_.commit();
}

}  // namespace diglot
