#include "tm/store.h"

#include <algorithm>

#include "core/error.h"
#include "tm/index_upkeep.h"
#include "tm/merge.h"
#include "tm/store_rows.h"
#include "tm/unit_state.h"

namespace diglot {

using namespace store_rows;

namespace {

/// Keys of new units held in memory before they are written in sorted order: written one by one in
/// their random order, each would touch another page of the table, and an import of ten million
/// units would write it over and over.
constexpr std::size_t kPendingKeys = 400000;

bool fits(const Unit& unit, const UnitFilter& filter) {
    const std::size_t source = unit.source.value_or(0);
    if (!filter.source.empty() &&
        unit.variants[source].lang.fit(filter.source) == LanguageFit::kOther)
        return false;
    if (!filter.origin.empty() && unit.origin != filter.origin) return false;
    if (!filter.target.empty()) {
        bool found = false;
        for (std::size_t i = 0; i < unit.variants.size(); ++i) {
            found |= i != source && unit.variants[i].lang.fit(filter.target) != LanguageFit::kOther;
        }
        if (!found) return false;
    }
    if (filter.since) {
        const auto changed = unit.latest_change();
        if (!changed || *changed < *filter.since) return false;
    }
    const bool any_state = !filter.in_use || (filter.where && filter.where->asks_for_state());
    if (!any_state && is_out_of_use(unit)) return false;
    return !filter.where || filter.where->holds(unit);
}

}  // namespace

bool UnitFilter::empty() const {
    return source.empty() && target.empty() && origin.empty() && !since && !where && !in_use;
}

// unit.key: 32 bits of unit_key() of the unit; unit_key finds units by it and is derived from it.
// unit.source: seq of the source variant; null for srclang="*all*".
// created, changed: seconds since 1970, UTC. previous, next: fingerprints; 0 for none.
// meta: attributes and annotations without a column; null for none. Either JsonML of one element
// that holds them, or the number of a shape, and the values that go into its holes
// (tm/meta_shape.h). variant.markup: JsonML of Segment::content; null when the segment has no
// codes. context: further places where a unit was met.
const char* const Store::kSchema = R"sql(
    CREATE TABLE language (id INTEGER PRIMARY KEY, spelling TEXT NOT NULL UNIQUE, tag TEXT NOT NULL);
    CREATE TABLE origin (id INTEGER PRIMARY KEY, name TEXT NOT NULL, header TEXT NOT NULL, UNIQUE (name, header));
    CREATE TABLE unit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key INTEGER NOT NULL, source INTEGER, origin INTEGER,
        created INTEGER, changed INTEGER, created_by TEXT, changed_by TEXT,
        previous INTEGER NOT NULL, next INTEGER NOT NULL, meta TEXT);
    CREATE TABLE variant (
        unit INTEGER NOT NULL, seq INTEGER NOT NULL, lang INTEGER NOT NULL,
        text TEXT NOT NULL, markup TEXT,
        created INTEGER, changed INTEGER, created_by TEXT, changed_by TEXT, meta TEXT,
        PRIMARY KEY (unit, seq)) WITHOUT ROWID;
    CREATE TABLE context (
        unit INTEGER NOT NULL, seq INTEGER NOT NULL, previous INTEGER NOT NULL, next INTEGER NOT NULL,
        PRIMARY KEY (unit, seq)) WITHOUT ROWID;
    CREATE TABLE unit_key (key INTEGER NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY (key, unit)) WITHOUT ROWID;

    CREATE TABLE history_unit (
        change INTEGER NOT NULL, id INTEGER NOT NULL, key INTEGER, source INTEGER, origin INTEGER,
        created INTEGER, changed INTEGER, created_by TEXT, changed_by TEXT,
        previous INTEGER, next INTEGER, meta TEXT, PRIMARY KEY (change, id)) WITHOUT ROWID;
    CREATE TABLE history_variant (
        change INTEGER NOT NULL, unit INTEGER NOT NULL, seq INTEGER NOT NULL, lang INTEGER,
        text TEXT, markup TEXT,
        created INTEGER, changed INTEGER, created_by TEXT, changed_by TEXT, meta TEXT,
        PRIMARY KEY (change, unit, seq)) WITHOUT ROWID;
    CREATE TABLE history_context (
        change INTEGER NOT NULL, unit INTEGER NOT NULL, seq INTEGER NOT NULL, previous INTEGER, next INTEGER,
        PRIMARY KEY (change, unit, seq)) WITHOUT ROWID;
)sql";

const char* const Store::kCompactSchema = R"sql(
    CREATE TABLE shape (id INTEGER PRIMARY KEY, jsonml TEXT NOT NULL UNIQUE);
    UPDATE unit SET key = ((key & 0xFFFFFFFF) + 0x80000000 & 0xFFFFFFFF) - 0x80000000,
        previous = previous & 0x7FFFFFFFFFFF, next = next & 0x7FFFFFFFFFFF;
    UPDATE context SET previous = previous & 0x7FFFFFFFFFFF, next = next & 0x7FFFFFFFFFFF;
    UPDATE history_unit SET key = ((key & 0xFFFFFFFF) + 0x80000000 & 0xFFFFFFFF) - 0x80000000,
        previous = previous & 0x7FFFFFFFFFFF, next = next & 0x7FFFFFFFFFFF;
    UPDATE history_context SET previous = previous & 0x7FFFFFFFFFFF, next = next & 0x7FFFFFFFFFFF;
    DELETE FROM unit_key;
    INSERT INTO unit_key SELECT key, id FROM unit ORDER BY key;
)sql";

Aggregate Store::aggregate() {
    const auto run = [](const char* sql) {
        return [sql](Database& database, std::int64_t first, std::int64_t last) {
            Statement statement = database.prepare(sql);
            statement.bind(1, first).bind(2, last).run();
        };
    };
    return {.root = "unit",
            .children = {"variant", "context"},
            // Keys of 32 bits meet by chance (about a hundred pairs in a million units), so the
            // texts are looked at too.
            .twin_sql =
                "SELECT k.unit FROM unit u JOIN unit_key k ON k.key = u.key AND k.unit <> u.id "
                "WHERE u.id BETWEEN ?1 AND ?2 AND NOT EXISTS "
                "(SELECT text FROM variant WHERE unit = u.id EXCEPT SELECT text FROM variant WHERE "
                "unit = k.unit) "
                "AND NOT EXISTS "
                "(SELECT text FROM variant WHERE unit = k.unit EXCEPT SELECT text FROM variant "
                "WHERE unit = u.id) "
                "LIMIT 1",
            // Sorted by key, so that neighbouring pages are written once.
            .before_removal = run("DELETE FROM unit_key WHERE (key, unit) IN "
                                  "(SELECT key, id FROM unit WHERE id BETWEEN ?1 AND ?2)"),
            .after_return = run("INSERT INTO unit_key SELECT key, id FROM unit WHERE id BETWEEN ?1 "
                                "AND ?2 ORDER BY key"),
            .changed = [](Database& database, const IdRanges& roots, const WorkProgress& progress) {
                index_changed_units(database, roots, progress);
            }};
}

Store::Store(Database& database) : database_(database), state_(std::make_unique<State>(database)) {}
Store::~Store() = default;

void Store::set_origin(const std::string& name, const Markup& header) {
    const std::string json = header.element.empty() ? "" : to_jsonml({header});
    Statement insert =
        database_.prepare("INSERT OR IGNORE INTO origin (name, header) VALUES (?, ?)");
    insert.bind(1, name).bind(2, json).run();
    Statement row = database_.prepare("SELECT id FROM origin WHERE name = ? AND header = ?");
    row.bind(1, name).bind(2, json);
    row.step();
    state_->current_origin = row.integer(0);
}

Added Store::add(const Unit& unit, ChangeSet& change, std::size_t* left_out) {
    const std::int64_t key = stored_key(unit);
    std::vector<std::int64_t> candidates;
    state_->find_key.bind(1, key);
    while (state_->find_key.step()) candidates.push_back(state_->find_key.integer(0));
    const auto [begin, end] = state_->pending_keys.equal_range(key);
    for (auto i = begin; i != end; ++i) candidates.push_back(i->second);
    for (const std::int64_t candidate : candidates) {
        std::optional<Unit> known = find(candidate);
        if (!known || !same_unit(*known, unit)) continue;
        change.relies_on("unit", candidate);
        const Merged merged = merge_unit(*known, unit);
        if (left_out) *left_out += merged.left_out;
        if (!merged.changed) return Added::kUnchanged;
        update(*known);
        return Added::kMerged;
    }
    state_->bind_unit(state_->insert_unit, unit, state_->current_origin);
    state_->insert_unit.run();
    const std::int64_t id = database_.last_insert_id();
    state_->insert_children(unit, id);
    state_->pending_keys.emplace(key, id);
    if (state_->pending_keys.size() >= kPendingKeys) flush();
    return Added::kAdded;
}

void Store::flush() {
    if (state_->pending_keys.empty()) return;
    std::vector<std::pair<std::int64_t, std::int64_t>> keys;
    keys.reserve(state_->pending_keys.size());
    for (const auto& [key, unit] : state_->pending_keys) keys.emplace_back(key, unit);
    std::sort(keys.begin(), keys.end());
    for (const auto& [key, unit] : keys) state_->insert_key.bind(1, key).bind(2, unit).run();
    // A new map: clearing one that was large takes as long as its table is, at each of many
    // flushes.
    state_->pending_keys = {};
}

void Store::discard() {
    state_->pending_keys.clear();
    state_->language_ids.clear();
    state_->languages.clear();
    state_->shape_ids.clear();
    state_->shapes.clear();
    state_->origins.clear();
    state_->current_origin.reset();
}

std::optional<Unit> Store::find(std::int64_t id) const {
    State& s = *state_;
    const ResetOnExit unit_ends(s.find_unit), variants_end(s.find_variants),
        contexts_end(s.find_contexts);
    s.find_unit.bind(1, id);
    if (!s.find_unit.step()) return std::nullopt;
    Unit unit = s.read_unit(s.find_unit);
    s.find_variants.bind(1, id);
    while (s.find_variants.step()) unit.variants.push_back(s.read_variant(s.find_variants));
    s.find_contexts.bind(1, id);
    while (s.find_contexts.step()) {
        unit.more_contexts.push_back(
            {to_unsigned(s.find_contexts.integer(0)), to_unsigned(s.find_contexts.integer(1))});
    }
    return unit;
}

std::optional<Unit> Store::find_in_history(std::int64_t id, std::int64_t change) const {
    const auto rows = [&](const char* columns, const char* table, const char* root,
                          const char* order) {
        Statement statement =
            database_.prepare("SELECT " + std::string(columns) + " FROM history_" + table +
                              " WHERE change = ? AND " + root + " = ?" + order);
        statement.bind(1, change).bind(2, id);
        return statement;
    };
    Statement units = rows(kUnitColumns, "unit", "id", "");
    if (!units.step()) return std::nullopt;
    Unit unit = state_->read_unit(units);
    Statement variants = rows(kVariantColumns, "variant", "unit", " ORDER BY seq");
    while (variants.step()) unit.variants.push_back(state_->read_variant(variants));
    Statement contexts = rows("previous, next", "context", "unit", " ORDER BY seq");
    while (contexts.step())
        unit.more_contexts.push_back(
            {to_unsigned(contexts.integer(0)), to_unsigned(contexts.integer(1))});
    return unit;
}

std::optional<Unit> Store::find_same(const Unit& unit) {
    flush();
    std::vector<std::int64_t> candidates;
    state_->find_key.bind(1, stored_key(unit));
    while (state_->find_key.step()) candidates.push_back(state_->find_key.integer(0));
    for (const std::int64_t candidate : candidates) {
        std::optional<Unit> known = candidate == unit.id ? std::nullopt : find(candidate);
        if (known && same_unit(*known, unit)) return known;
    }
    return std::nullopt;
}

void Store::with_row(std::int64_t unit, std::size_t variant,
                     const std::function<void(const SourceRow&)>& visit) const {
    Statement& row = state_->find_row;
    const ResetOnExit row_ends(row);
    row.bind(1, unit).bind(2, static_cast<std::int64_t>(variant));
    if (row.step())
        visit({unit, variant, &state_->language(row.integer(0)).tag, row.text(1), row.text(2)});
}

Updated Store::update(const Unit& unit) {
    flush();
    state_->find_key.bind(1, stored_key(unit));
    std::vector<std::int64_t> twins;
    while (state_->find_key.step()) twins.push_back(state_->find_key.integer(0));
    for (const std::int64_t twin : twins) {
        const auto other = twin == unit.id ? std::nullopt : find(twin);
        if (other && same_unit(*other, unit)) return Updated::kSameAsAnother;
    }
    Statement row = database_.prepare("SELECT key, origin FROM unit WHERE id = ?");
    row.bind(1, unit.id);
    if (!row.step()) return Updated::kUnknown;
    const std::int64_t old_key = row.integer(0);
    const std::optional<std::int64_t> origin = row.optional_integer(1);
    row.reset();
    state_->bind_unit(state_->update_unit, unit, origin);
    state_->update_unit.bind(11, unit.id)
        .run();  // The root first: that is what the change set notices.
    state_->delete_variants.bind(1, unit.id).run();
    state_->delete_contexts.bind(1, unit.id).run();
    state_->insert_children(unit, unit.id);
    database_.prepare("UPDATE unit_key SET key = ?1 WHERE key = ?2 AND unit = ?3")
        .bind(1, stored_key(unit))
        .bind(2, old_key)
        .bind(3, unit.id)
        .run();
    return Updated::kUpdated;
}

bool Store::remove(std::int64_t id) {
    flush();
    Statement row = database_.prepare("SELECT key FROM unit WHERE id = ?");
    row.bind(1, id);
    if (!row.step()) return false;
    const std::int64_t key = row.integer(0);
    row.reset();
    database_.prepare("DELETE FROM unit_key WHERE key = ? AND unit = ?")
        .bind(1, key)
        .bind(2, id)
        .run();
    for (const char* sql : {"DELETE FROM unit WHERE id = ?", "DELETE FROM variant WHERE unit = ?",
                            "DELETE FROM context WHERE unit = ?"}) {
        database_.prepare(sql).bind(1, id).run();
    }
    return true;
}

std::int64_t Store::count(const UnitFilter& filter) const {
    if (filter.empty()) {
        Statement row = database_.prepare("SELECT count(*) FROM unit");
        row.step();
        return row.integer(0);
    }
    std::int64_t count = 0;
    for_each(filter, [&](const Unit&) {
        ++count;
        return true;
    });
    return count;
}

void Store::for_each(const UnitFilter& filter, const std::function<bool(Unit&&)>& visit) const {
    const ReadSnapshot snapshot(database_);
    // Three cursors in the same order, merged: no look-up per unit.
    Statement units =
        database_.prepare("SELECT " + std::string(kUnitColumns) + " FROM unit ORDER BY id");
    Statement variants = database_.prepare("SELECT " + std::string(kVariantColumns) +
                                           " FROM variant ORDER BY unit, seq");
    Statement contexts =
        database_.prepare("SELECT unit, previous, next FROM context ORDER BY unit, seq");
    bool more_variants = variants.step();
    bool more_contexts = contexts.step();
    while (units.step()) {
        Unit unit = state_->read_unit(units);
        for (; more_variants && variants.integer(0) <= unit.id; more_variants = variants.step()) {
            if (variants.integer(0) == unit.id)
                unit.variants.push_back(state_->read_variant(variants));
        }
        for (; more_contexts && contexts.integer(0) <= unit.id; more_contexts = contexts.step()) {
            if (contexts.integer(0) != unit.id) continue;
            unit.more_contexts.push_back(
                {to_unsigned(contexts.integer(1)), to_unsigned(contexts.integer(2))});
        }
        if (fits(unit, filter) && !visit(std::move(unit))) return;
    }
}

void Store::for_each_row(const LanguageTag& source, bool sources_only,
                         const std::function<bool(const SourceRow&)>& visit) const {
    const ReadSnapshot snapshot(database_);
    std::unordered_map<std::int64_t, bool> wanted;  // By language id.
    const auto is_wanted = [&](std::int64_t lang) {
        const auto found = wanted.find(lang);
        if (found != wanted.end()) return found->second;
        return wanted[lang] = state_->language(lang).tag.fit(source) != LanguageFit::kOther;
    };
    Statement units = database_.prepare("SELECT id, coalesce(source, 0) FROM unit ORDER BY id");
    Statement variants =
        database_.prepare("SELECT unit, seq, lang, text, markup FROM variant ORDER BY unit, seq");
    bool more_units = sources_only && units.step();
    while (variants.step()) {
        SourceRow row;
        row.unit = variants.integer(0);
        row.variant = static_cast<std::size_t>(variants.integer(1));
        if (sources_only) {
            while (more_units && units.integer(0) < row.unit) more_units = units.step();
            if (!more_units || units.integer(0) != row.unit ||
                units.integer(1) != variants.integer(1))
                continue;
        } else if (!source.empty() && !is_wanted(variants.integer(2))) {
            continue;
        }
        row.lang = &state_->language(variants.integer(2)).tag;
        row.text = variants.text(3);
        row.markup = variants.text(4);
        if (!visit(row)) return;
    }
}

void Store::for_each_source(const LanguageTag& source,
                            const std::function<bool(const SourceRow&)>& visit) const {
    for_each_row(source, source.empty(), visit);
}

void Store::for_each_text(const std::function<bool(const SourceRow&)>& visit) const {
    for_each_row({}, false, visit);
}

IdRanges Store::out_of_use() const {
    IdRanges ids;
    // A property's text stands in the row itself, whatever its shape.
    Statement units = database_.prepare(
        "SELECT " + std::string(kUnitColumns) +
        " FROM unit WHERE instr(meta, ?) > 0 OR instr(meta, ?) > 0 ORDER BY id");
    units.bind(1, unit_state::kSetAside).bind(2, unit_state::kRejected);
    while (units.step()) {
        const Unit unit = state_->read_unit(units);
        if (is_out_of_use(unit)) ids.append(unit.id);
    }
    return ids;
}

std::vector<std::pair<std::string, Markup>> Store::headers() const {
    std::vector<std::pair<std::string, Markup>> headers;
    Statement rows = database_.prepare(
        "SELECT name, header FROM origin o WHERE header <> '' AND EXISTS (SELECT 1 FROM unit u "
        "WHERE u.origin = o.id) ORDER BY o.id");
    while (rows.step())
        headers.emplace_back(std::string(rows.text(0)), parse_jsonml(rows.text(1)).at(0));
    return headers;
}

MemoryStats Store::stats() const {
    const ReadSnapshot snapshot(database_);
    MemoryStats stats;
    stats.units = count();
    Statement languages = database_.prepare("SELECT lang, count(*) FROM variant GROUP BY lang");
    while (languages.step())
        stats.variants[state_->language(languages.integer(0)).tag.text()] += languages.integer(1);
    Statement origins = database_.prepare("SELECT origin, count(*) FROM unit GROUP BY origin");
    while (origins.step())
        stats.origins[state_->origin(origins.optional_integer(0))] += origins.integer(1);
    return stats;
}

std::vector<std::string> Store::faults() const {
    std::vector<std::string> faults;
    Statement unkeyed = database_.prepare(
        "SELECT id FROM unit u WHERE NOT EXISTS (SELECT 1 FROM unit_key k WHERE k.key = u.key AND "
        "k.unit = u.id)");
    while (unkeyed.step())
        faults.push_back("unit " + std::to_string(unkeyed.integer(0)) + " is not found by its key");
    Statement dead = database_.prepare(
        "SELECT unit FROM unit_key k WHERE NOT EXISTS (SELECT 1 FROM unit u WHERE u.id = k.unit "
        "AND u.key = k.key)");
    while (dead.step())
        faults.push_back("key of unit " + std::to_string(dead.integer(0)) +
                         " leads to no such unit");
    const std::vector<std::string> index = index_faults(database_);
    faults.insert(faults.end(), index.begin(), index.end());
    const ReadSnapshot snapshot(database_);
    Statement keys = database_.prepare("SELECT id, key FROM unit ORDER BY id");
    for_each({}, [&](const Unit& unit) {
        while (keys.step() && keys.integer(0) != unit.id) {
        }
        if (unit.variants.empty() || unit.source.value_or(0) >= unit.variants.size())
            faults.push_back("unit " + std::to_string(unit.id) + " lacks its source");
        else if (keys.integer(1) != stored_key(unit))
            faults.push_back("unit " + std::to_string(unit.id) +
                             " does not say what was stored: its texts and its key disagree");
        return true;
    });
    return faults;
}

}  // namespace diglot
