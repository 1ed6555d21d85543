#include "quality/ignored_findings.h"

namespace diglot {

const char* const IgnoredFindings::kSchema = R"sql(
CREATE TABLE ignored_finding (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL,
    reason TEXT NOT NULL,
    rule TEXT NOT NULL,
    message TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    user TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX ignored_finding_fingerprint ON ignored_finding (fingerprint);
CREATE TABLE history_ignored_finding (
    change INTEGER NOT NULL,
    id INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    reason TEXT NOT NULL,
    rule TEXT NOT NULL,
    message TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    user TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX history_ignored_finding_id ON history_ignored_finding (change, id);
)sql";

Aggregate IgnoredFindings::aggregate() {
    Aggregate ignored;
    ignored.root = "ignored_finding";
    ignored.twin_sql =
        "SELECT other.id FROM ignored_finding f JOIN ignored_finding other "
        "ON other.fingerprint = f.fingerprint "
        "WHERE f.id BETWEEN ?1 AND ?2 AND other.id NOT BETWEEN ?1 AND ?2 LIMIT 1";
    return ignored;
}

struct IgnoredFindings::State {
    explicit State(Database& database)
        : insert(database.prepare(
              "INSERT INTO ignored_finding (fingerprint, reason, rule, message, source, target, "
              "user, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")),
          update(database.prepare(
              "UPDATE ignored_finding SET reason = ?1, user = ?2, at = ?3 WHERE id = ?4")),
          erase(database.prepare("DELETE FROM ignored_finding WHERE id = ?1")),
          find(database.prepare("SELECT id, reason FROM ignored_finding WHERE fingerprint = ?1")) {}

    Statement insert, update, erase, find;
};

IgnoredFindings::IgnoredFindings(Database& database)
    : database_(database), state_(std::make_unique<State>(database)) {}
IgnoredFindings::~IgnoredFindings() = default;

Added IgnoredFindings::add(const IgnoredFinding& finding) {
    State& s = *state_;
    std::int64_t known = 0;
    bool same_reason = false;
    {
        s.find.bind(1, finding.fingerprint);
        const ResetOnExit reset(s.find);
        if (s.find.step()) {
            known = s.find.integer(0);
            same_reason = s.find.text(1) == finding.reason;
        }
    }
    if (same_reason) return Added::kUnchanged;
    if (known != 0) {
        s.update.bind(1, finding.reason).bind(2, finding.user);
        s.update.bind(3, finding.at.seconds).bind(4, known).run();
        return Added::kMerged;
    }
    s.insert.bind(1, finding.fingerprint).bind(2, finding.reason).bind(3, finding.rule);
    s.insert.bind(4, finding.message).bind(5, finding.source).bind(6, finding.target);
    s.insert.bind(7, finding.user).bind(8, finding.at.seconds).run();
    return Added::kAdded;
}

bool IgnoredFindings::remove(std::int64_t id) {
    state_->erase.bind(1, id).run();
    return database_.changed_rows() > 0;
}

std::vector<IgnoredFinding> IgnoredFindings::list() const {
    std::vector<IgnoredFinding> all;
    Statement rows = database_.prepare(
        "SELECT id, fingerprint, reason, rule, message, source, target, user, at "
        "FROM ignored_finding ORDER BY id");
    while (rows.step()) {
        IgnoredFinding& one = all.emplace_back();
        one.id = rows.integer(0);
        one.fingerprint = rows.text(1);
        one.reason = rows.text(2);
        one.rule = rows.text(3);
        one.message = rows.text(4);
        one.source = rows.text(5);
        one.target = rows.text(6);
        one.user = rows.text(7);
        one.at = {rows.integer(8)};
    }
    return all;
}

}  // namespace diglot
