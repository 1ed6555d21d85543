#include "importers/sdltm_reader.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/storage/foreign_database.h"
#include "core/text/utf8.h"
#include "importers/sdltm_segment.h"
#include "importers/text_lines.h"
#include "importers/unpacked_file.h"

namespace diglot {
namespace {

constexpr std::uint64_t kProgressUnits = 1024;

/// A field of a unit: "x-Customer:MultiplePicklist" and its value.
struct FieldValue {
    std::string type;
    std::string text;
};

/// Values of one kind, in the order of their units; read in step with them.
class FieldCursor {
public:
    FieldCursor(const ForeignDatabase& database, const std::string& sql)
        : rows_(database.prepare(sql)) {
        advance();
    }

    /// Appends those of the unit. Units must be asked for in the order of their ids.
    void take(std::int64_t unit, std::vector<FieldValue>& to) {
        while (more_ && unit_ < unit) advance();
        for (; more_ && unit_ == unit; advance())
            to.push_back({"x-" + name_ + ":" + kind_, value_});
    }

private:
    void advance() {
        more_ = rows_.step();
        if (!more_) return;
        unit_ = rows_.integer(0);
        name_ = rows_.text(1);
        kind_ = kind_name(rows_.integer(2));
        value_ = rows_.text(3);
    }

    /// Studio's FieldValueType, as its TMX spells it.
    static const char* kind_name(std::int64_t type) {
        static constexpr std::array kNames{"Unknown",  "SingleString",   "MultipleString",
                                           "DateTime", "SinglePicklist", "MultiplePicklist",
                                           "Integer"};
        return type > 0 && type < static_cast<std::int64_t>(kNames.size())
                   ? kNames[static_cast<std::size_t>(type)]
                   : kNames[0];
    }

    Statement rows_;
    bool more_ = false;
    std::int64_t unit_ = 0;
    std::string name_;
    std::string kind_;
    std::string value_;
};

std::string value_query(const char* table) {
    return std::string("SELECT v.translation_unit_id, a.name, a.type, v.value FROM ") + table +
           " v JOIN attributes a ON a.id = v.attribute_id ORDER BY v.translation_unit_id";
}

constexpr const char* kPicklists =
    "SELECT v.translation_unit_id, a.name, a.type, p.value FROM picklist_attributes v "
    "JOIN picklist_values p ON p.id = v.picklist_value_id "
    "JOIN attributes a ON a.id = p.attribute_id ORDER BY v.translation_unit_id";

/// "2026-01-02 03:04:05", or the same with a T or parts of seconds.
std::optional<Time> parse_sdltm_date(std::string_view text) {
    std::string spelled(text.substr(0, 19));
    if (spelled.size() > 10 && spelled[10] == ' ') spelled[10] = 'T';
    return parse_loose_date(spelled);
}

/// What any exchange format can carry.
bool is_text(std::string_view text) { return is_valid_utf8(text) && !has_control_character(text); }

void add_prop(Unit& unit, std::string type, std::string_view text) {
    unit.annotations.push_back(Markup::leaf("prop", {{"type", std::move(type)}}, text));
}

class SdltmReader {
public:
    /// `bytes`: the size of the file, which progress is told in.
    SdltmReader(const ForeignDatabase& database, const std::string& file, std::uint64_t bytes,
                const ReadOptions& options, Sink& sink)
        : database_(database), file_(file), bytes_(bytes), options_(options), sink_(sink) {}

    Result<ReadSummary> read() {
        if (database_.is_ours())
            return unknown("this is a Diglot file, which --db opens; it is no file to import");
        if (!database_.has_table("translation_units") ||
            !database_.has_table("translation_memories"))
            return unknown(
                "this is an SQLite file, but no memory of Trados Studio: it has no table "
                "translation_units");
        summary_.format = "SDLTM";
        summary_.encoding = "UTF-8";
        read_memories();
        if (memories_.empty()) return std::move(summary_);
        open_fields();
        read_units();
        tell(Severity::kNote, "sdltm.not-kept",
             "what Studio computes itself (indexes, hashes, tokens, alignment of words) is not "
             "kept",
             {});
        return std::move(summary_);
    }

private:
    struct Memory {
        std::int64_t id = 0;
        std::string source;
        std::string target;
        Markup header;
    };

    Diagnostic unknown(std::string message) const {
        return {Severity::kError, "format.unknown", std::move(message), {}, file_, {}};
    }
    /// Rows count as lines.
    void tell(Severity severity, std::string code, std::string message, Position at) {
        sink_.report({severity, std::move(code), std::move(message), at, file_, {}});
    }

    std::string column(const char* name, const char* table) const {
        return database_.has_column(table, name) ? name : "NULL";
    }

    void read_memories() {
        const auto optional = [&](const char* name) {
            return column(name, "translation_memories");
        };
        Statement rows =
            database_.prepare("SELECT id, source_language, target_language, " + optional("name") +
                              ", " + optional("copyright") + ", " + optional("description") + ", " +
                              optional("creation_user") + ", " + optional("creation_date") +
                              " FROM translation_memories ORDER BY id");
        static constexpr const char* kNames[] = {"name", "copyright", "description"};
        while (rows.step()) {
            Markup header = Markup::node("header", {{"o-tmf", "SDLTM"},
                                                    {"datatype", "unknown"},
                                                    {"segtype", "sentence"},
                                                    {"srclang", std::string(rows.text(1))}});
            if (!rows.text(6).empty() && is_text(rows.text(6)))
                header.attributes.push_back({"creationid", std::string(rows.text(6))});
            if (const auto date = parse_sdltm_date(rows.text(7)))
                header.attributes.push_back({"creationdate", to_tmx_date(*date)});
            for (int i = 0; i < 3; ++i)
                if (!rows.text(3 + i).empty() && is_text(rows.text(3 + i)))
                    header.children.push_back(Markup::leaf(
                        "prop", {{"type", std::string("x-sdltm-") + kNames[i]}}, rows.text(3 + i)));
            memories_.push_back({rows.integer(0), std::string(rows.text(1)),
                                 std::string(rows.text(2)), std::move(header)});
        }
    }

    void open_fields() {
        if (!database_.has_table("attributes")) return;
        for (const char* table : {"string_attributes", "date_attributes", "numeric_attributes"})
            if (database_.has_table(table)) fields_.emplace_back(database_, value_query(table));
        if (database_.has_table("picklist_attributes") && database_.has_table("picklist_values"))
            fields_.emplace_back(database_, kPicklists);
    }

    void read_units() {
        Statement count = database_.prepare("SELECT count(*) FROM translation_units");
        count.step();
        const auto total = static_cast<std::uint64_t>(count.integer(0));
        const auto optional = [&](const char* name) { return column(name, "translation_units"); };
        Statement rows = database_.prepare(
            "SELECT id, " + optional("translation_memory_id") +
            ", source_segment, target_segment, " + optional("creation_date") + ", " +
            optional("creation_user") + ", " + optional("change_date") + ", " +
            optional("change_user") + ", " + optional("last_used_date") + ", " +
            optional("last_used_user") + ", " + optional("usage_counter") +
            " FROM translation_units ORDER BY " +
            (memories_.size() > 1 ? optional("translation_memory_id") + ", " : "") + "id");
        for (std::uint64_t n = 0; rows.step(); ++n) {
            if (options_.progress && n % kProgressUnits == 0)
                options_.progress(bytes_ * n / std::max<std::uint64_t>(total, 1), bytes_);
            open_memory(rows);
            read_unit(rows);
        }
        if (!memory_) sink_.header(memories_.front().header);
    }

    /// The units of a memory stand together, behind its header.
    void open_memory(const Statement& row) {
        const Memory& memory = memory_of(row);
        if (memory_ == &memory) return;
        memory_ = &memory;
        sink_.header(memory.header);
    }

    const Memory& memory_of(const Statement& row) const {
        for (const Memory& memory : memories_)
            if (!row.is_null(1) && memory.id == row.integer(1)) return memory;
        return memories_.front();
    }

    void skip(const Statement& row, std::string code, std::string message) {
        ++summary_.skipped;
        tell(Severity::kError, std::move(code),
             "unit " + std::to_string(row.integer(0)) + " is left out: " + message, {});
    }

    void read_unit(const Statement& row) {
        std::vector<FieldValue> values;
        for (FieldCursor& cursor : fields_) cursor.take(row.integer(0), values);
        const auto source = read_sdltm_segment(row.text(2));
        const auto target = read_sdltm_segment(row.text(3));
        if (!source || !target)
            return skip(row, "sdltm.segment",
                        "its " + std::string(source ? "target" : "source") +
                            " is not as Studio writes segments");
        if (!is_text(row.text(5)) || !is_text(row.text(7)) || !is_text(row.text(9)) ||
            !std::all_of(values.begin(), values.end(), [](const FieldValue& value) {
                return is_text(value.type) && is_text(value.text);
            }))
            return skip(row, "sdltm.encoding", "a field of it is no text in UTF-8");
        const Memory& memory = memory_of(row);
        Unit unit;
        unit.source = 0;
        add_variant(unit, *source, memory.source);
        add_variant(unit, *target, memory.target);
        for (const Variant& variant : unit.variants)
            if (variant.lang.empty() || !is_text(variant.lang_spelling))
                return skip(row, "sdltm.no-language", "a segment names no language");
        read_system_fields(row, unit);
        for (const FieldValue& value : values) add_prop(unit, value.type, value.text);
        ++summary_.units;
        sink_.add(std::move(unit), {});
    }

    static void add_variant(Unit& unit, const SdltmSegment& read, const std::string& otherwise) {
        Variant& variant = unit.variants.emplace_back();
        variant.lang_spelling = read.language.empty() ? otherwise : read.language;
        variant.lang = LanguageTag(variant.lang_spelling);
        variant.segment = read.segment;
    }

    static void read_system_fields(const Statement& row, Unit& unit) {
        unit.stamp.created = parse_sdltm_date(row.text(4));
        unit.stamp.created_by = row.text(5);
        unit.stamp.changed = parse_sdltm_date(row.text(6));
        unit.stamp.changed_by = row.text(7);
        if (const auto used = parse_sdltm_date(row.text(8)))
            unit.attributes.push_back({"lastusagedate", to_tmx_date(*used)});
        if (row.integer(10) > 0)
            unit.attributes.push_back({"usagecount", std::to_string(row.integer(10))});
        if (!row.text(9).empty()) add_prop(unit, "x-LastUsedBy", row.text(9));
    }

    const ForeignDatabase& database_;
    const std::string& file_;
    std::uint64_t bytes_;
    const ReadOptions& options_;
    Sink& sink_;
    std::vector<Memory> memories_;
    const Memory* memory_ = nullptr;  ///< Whose units are being read.
    std::vector<FieldCursor> fields_;
    ReadSummary summary_;
};

}  // namespace

bool looks_like_sqlite(std::string_view first_bytes) {
    return first_bytes.starts_with(kSqliteMagic);
}

Result<ReadSummary> read_sdltm(const std::string& path, const std::string& file,
                               const ReadOptions& options, Sink& sink) {
    try {
        const ForeignDatabase database(path);
        return SdltmReader(database, file, std::filesystem::file_size(path), options, sink).read();
    } catch (const StoreError& error) {
        if (!is_damage(error) && !is_other_schema(error)) throw;
        return Diagnostic{
            Severity::kError,
            is_damage(error) ? "sdltm.damaged" : "sdltm.schema",
            (is_damage(error) ? "the file is damaged: " : "the tables are not as Studio's are: ") +
                std::string(error.what()),
            {},
            file,
            {}};
    }
}

Result<ReadSummary> read_packed_sdltm(ByteSource& bytes, const std::string& file,
                                      const ReadOptions& options, Sink& sink) {
    const UnpackedFile unpacked(bytes);
    return read_sdltm(unpacked.path(), file, options, sink);
}

}  // namespace diglot
