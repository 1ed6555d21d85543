#include "tm/index_store.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/error.h"

namespace diglot {
namespace {

constexpr int kPartShift = 28;
constexpr int kSegmentShift = 32;
constexpr std::uint32_t kBlockMask = (1U << kPartShift) - 1;

std::int64_t block_id(std::int64_t segment, std::uint32_t part, std::uint32_t block) {
    return segment << kSegmentShift | static_cast<std::int64_t>(part) << kPartShift | block;
}

const char* name_of(LaneKind kind) {
    switch (kind) {
        case LaneKind::kSources:
            return "sources";
        case LaneKind::kTargets:
            return "targets";
        case LaneKind::kTexts:
            return "texts";
    }
    return "";
}

LaneKind kind_of(std::string_view name) {
    for (const LaneKind kind : {LaneKind::kSources, LaneKind::kTargets, LaneKind::kTexts}) {
        if (name == name_of(kind)) return kind;
    }
    throw DamagedIndex("a segment is of no known kind: \"" + std::string(name) + "\"");
}

/// Of the bytes and of where they belong.
std::int64_t fingerprint_of(std::string_view bytes, std::int64_t block) {
    return static_cast<std::int64_t>(
        XXH3_64bits_withSeed(bytes.data(), bytes.size(), static_cast<std::uint64_t>(block)));
}

void check_fingerprint(std::int64_t block, std::string_view bytes,
                       std::optional<std::int64_t> fingerprint) {
    if (!fingerprint || *fingerprint == fingerprint_of(bytes, block)) return;
    const auto low = static_cast<std::uint32_t>(block);
    throw DamagedIndex("segment " + std::to_string(block >> kSegmentShift) + ", block " +
                       std::to_string(low & kBlockMask) + " of part " +
                       std::to_string(low >> kPartShift) + ": not as it was written");
}

}  // namespace

// index_segment.live: IdRanges of the units whose rows are as the segment knows them.
// index_block.id: segment * 2^32 + part * 2^28 + number of the block; fingerprint: XXH3 of its
// data, seeded with the id, or null where the block was written before there were any. A block that
// does not have its fingerprint is not read: SQLite does not see when a byte of a blob is another.
// index_pending: ranges of units that no segment knows as they are; a file from before the index
// begins with all of them. index_language.others: variants in that language that are not their
// unit's source; kept: whether they are indexed.
const char* const IndexStore::kSchema = R"sql(
    CREATE TABLE index_segment (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, language TEXT NOT NULL,
        documents INTEGER NOT NULL DEFAULT 0, units INTEGER NOT NULL DEFAULT 0,
        is_full INTEGER NOT NULL DEFAULT 0, live BLOB);
    CREATE TABLE index_block (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
    CREATE TABLE index_pending (first INTEGER PRIMARY KEY, last INTEGER NOT NULL);
    CREATE TABLE index_language (
        language TEXT PRIMARY KEY, others INTEGER NOT NULL DEFAULT 0, kept INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE TABLE index_state (version INTEGER NOT NULL);
    INSERT INTO index_state VALUES (1);
    INSERT INTO index_pending SELECT min(id), max(id) FROM unit HAVING count(*) > 0;
)sql";

const char* const IndexStore::kFingerprintSchema = R"sql(
    ALTER TABLE index_block ADD COLUMN fingerprint INTEGER;
)sql";

IndexStore::IndexStore(const Database& database)
    : database_(database),
      version_(database.prepare("SELECT version FROM index_state")),
      block_(database.prepare("SELECT data, fingerprint FROM index_block WHERE id = ?")) {}

std::int64_t IndexStore::version() const {
    const ResetOnExit ends(version_);
    return version_.step() ? version_.integer(0) : 0;
}

std::vector<SegmentInfo> IndexStore::segments() const {
    std::vector<SegmentInfo> segments;
    Statement rows = database_.prepare(
        "SELECT id, kind, language, documents, units, live, is_full FROM index_segment ORDER BY "
        "documents DESC, id");
    while (rows.step()) {
        SegmentInfo& segment = segments.emplace_back();
        segment.id = rows.integer(0);
        segment.lane = {kind_of(rows.text(1)), std::string(rows.text(2))};
        segment.documents = rows.integer(3);
        segment.units = rows.integer(4);
        try {
            segment.live = IdRanges::from_bytes(rows.blob(5));
        } catch (const StoreError&) {
            throw DamagedIndex("segment " + std::to_string(segment.id) + ": its units");
        }
        segment.is_full = rows.integer(6) != 0;
    }
    return segments;
}

IdRanges IndexStore::pending() const {
    std::vector<IdRange> ranges;
    Statement rows = database_.prepare("SELECT first, last FROM index_pending");
    while (rows.step()) ranges.push_back({rows.integer(0), rows.integer(1)});
    return IdRanges(std::move(ranges));
}

std::unordered_map<std::string, std::int64_t> IndexStore::other_variants() const {
    std::unordered_map<std::string, std::int64_t> counts;
    Statement rows = database_.prepare("SELECT language, others FROM index_language");
    while (rows.step()) counts.emplace(rows.text(0), rows.integer(1));
    return counts;
}

std::vector<std::string> IndexStore::kept_languages() const {
    std::vector<std::string> languages;
    Statement rows =
        database_.prepare("SELECT language FROM index_language WHERE kept <> 0 ORDER BY language");
    while (rows.step()) languages.emplace_back(rows.text(0));
    return languages;
}

std::string IndexStore::read_block(std::int64_t segment, std::uint32_t part,
                                   std::uint32_t block) const {
    const ResetOnExit ends(block_);
    const std::int64_t id = block_id(segment, part, block);
    block_.bind(1, id);
    if (!block_.step()) return {};
    std::string bytes(block_.blob(0));
    check_fingerprint(id, bytes, block_.optional_integer(1));
    return bytes;
}

void IndexStore::for_each_block(
    std::int64_t segment,
    const std::function<void(std::uint32_t, std::uint32_t, std::string_view)>& visit) const {
    Statement rows = database_.prepare(
        "SELECT id, data, fingerprint FROM index_block WHERE id >= ? AND id < ? ORDER BY id");
    rows.bind(1, block_id(segment, 0, 0)).bind(2, block_id(segment + 1, 0, 0));
    while (rows.step()) {
        check_fingerprint(rows.integer(0), rows.blob(1), rows.optional_integer(2));
        const auto low = static_cast<std::uint32_t>(rows.integer(0));
        visit(low >> kPartShift, low & kBlockMask, rows.blob(1));
    }
}

std::int64_t IndexStore::block_bytes() const {
    Statement row = database_.prepare("SELECT coalesce(sum(length(data)), 0) FROM index_block");
    row.step();
    return row.integer(0);
}

const std::string& IndexStore::language_of(std::int64_t id) const {
    const auto found = languages_.find(id);
    if (found != languages_.end()) return found->second;
    Statement row = database_.prepare("SELECT spelling FROM language WHERE id = ?");
    row.bind(1, id);
    if (!row.step()) throw StoreError(0, "language " + std::to_string(id) + " is not in the file");
    return languages_.emplace(id, LanguageTag(row.text(0)).language()).first->second;
}

void IndexStore::for_each_document(const IdRanges& units,
                                   const std::function<void(const DocumentRow&)>& visit) const {
    Statement rows = database_.prepare(
        "SELECT v.unit, v.seq, v.seq = coalesce(u.source, 0), v.lang, v.text FROM unit u JOIN "
        "variant v ON v.unit = u.id "
        "WHERE u.id BETWEEN ? AND ? ORDER BY u.id, v.seq");
    for (const IdRange& range : units.ranges()) {
        rows.bind(1, range.first).bind(2, range.last);
        while (rows.step()) {
            visit({rows.integer(0), static_cast<std::uint32_t>(rows.integer(1)),
                   rows.integer(2) != 0, &language_of(rows.integer(3)), rows.text(4)});
        }
    }
}

IdRanges IndexStore::all_units() const {
    Statement row = database_.prepare("SELECT min(id), max(id) FROM unit");
    if (!row.step() || row.is_null(0)) return {};
    return IdRanges({{row.integer(0), row.integer(1)}});
}

void IndexStore::bump() const { database_.execute("UPDATE index_state SET version = version + 1"); }

std::int64_t IndexStore::add_segment(const Lane& lane) {
    Statement insert =
        database_.prepare("INSERT INTO index_segment (kind, language) VALUES (?, ?)");
    insert.bind(1, name_of(lane.kind)).bind(2, lane.language).run();
    return database_.last_insert_id();
}

void IndexStore::write_block(std::int64_t segment, std::uint32_t part, std::uint32_t block,
                             std::string_view bytes) {
    if (!write_)
        write_ =
            database_.prepare("INSERT INTO index_block (id, data, fingerprint) VALUES (?, ?, ?)");
    const std::int64_t id = block_id(segment, part, block);
    write_->bind(1, id).bind_blob(2, bytes).bind(3, fingerprint_of(bytes, id)).run();
}

void IndexStore::finish_segment(std::int64_t segment, std::int64_t documents, const IdRanges& units,
                                bool is_full) {
    Statement update = database_.prepare(
        "UPDATE index_segment SET documents = ?, units = ?, is_full = ? WHERE id = ?");
    update.bind(1, documents)
        .bind(2, units.size())
        .bind(3, std::int64_t{is_full})
        .bind(4, segment)
        .run();
    set_live(segment, units);
}

void IndexStore::set_live(std::int64_t segment, const IdRanges& units) {
    const std::string bytes = units.to_bytes();
    Statement update = database_.prepare("UPDATE index_segment SET live = ? WHERE id = ?");
    update.bind_blob(1, bytes).bind(2, segment).run();
    bump();
}

void IndexStore::remove_segment(std::int64_t segment) {
    Statement blocks = database_.prepare("DELETE FROM index_block WHERE id >= ? AND id < ?");
    blocks.bind(1, block_id(segment, 0, 0)).bind(2, block_id(segment + 1, 0, 0)).run();
    Statement row = database_.prepare("DELETE FROM index_segment WHERE id = ?");
    row.bind(1, segment).run();
    bump();
}

void IndexStore::set_pending(const IdRanges& units) {
    database_.execute("DELETE FROM index_pending");
    Statement insert = database_.prepare("INSERT INTO index_pending VALUES (?, ?)");
    for (const IdRange& range : units.ranges())
        insert.bind(1, range.first).bind(2, range.last).run();
    bump();
}

void IndexStore::add_other_variants(const std::string& language, std::int64_t count) {
    Statement insert = database_.prepare(
        "INSERT INTO index_language (language, others) VALUES (?1, ?2) "
        "ON CONFLICT (language) DO UPDATE SET others = others + ?2");
    insert.bind(1, language).bind(2, count).run();
    bump();
}

void IndexStore::keep_language(const std::string& language) {
    Statement insert = database_.prepare(
        "INSERT INTO index_language (language, kept) VALUES (?1, 1) ON CONFLICT (language) DO "
        "UPDATE SET kept = 1");
    insert.bind(1, language).run();
    bump();
}

void IndexStore::clear() {
    database_.execute(
        "DELETE FROM index_block; DELETE FROM index_segment; DELETE FROM index_pending; "
        "UPDATE index_language SET others = 0");
    bump();
}

/// To drop a table SQLite reads its pages; to take it out of the schema it does not
/// (sqlite.org/pragma.html#pragma_writable_schema).
void IndexStore::make_anew(const Database& database) {
    database.execute(
        "PRAGMA writable_schema = ON; "
        "DELETE FROM sqlite_schema WHERE tbl_name LIKE 'index\\_%' ESCAPE '\\'; "
        "PRAGMA writable_schema = RESET");
    database.execute(kSchema);
    database.execute(kFingerprintSchema);
    // Which version was the last is not known: one that no connection has seen.
    database.execute("UPDATE index_state SET version = random() & 0x3FFFFFFFFFFFFFFF");
}

}  // namespace diglot
