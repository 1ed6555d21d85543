// How units become rows of the memory's tables, and rows units. Private to the store.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/error.h"
#include "tm/meta_shape.h"
#include "tm/store.h"

namespace diglot {
namespace store_rows {

inline constexpr std::size_t kMostShapes = 2000;

inline std::optional<std::int64_t> seconds(const std::optional<Time>& time) {
    if (!time) return std::nullopt;
    return time->seconds;
}

inline std::optional<Time> to_time(std::optional<std::int64_t> value) {
    if (!value) return std::nullopt;
    return Time{*value};
}

inline std::int64_t to_signed(std::uint64_t value) { return static_cast<std::int64_t>(value); }
inline std::uint64_t to_unsigned(std::int64_t value) { return static_cast<std::uint64_t>(value); }

/// unit_key() in 32 bits: what the file keeps. Units of one key are compared in full, so that a few
/// more of them do no harm.
inline std::int64_t stored_key(const Unit& unit) {
    return static_cast<std::int32_t>(unit_key(unit));
}

inline constexpr const char* kUnitColumns =
    "id, key, source, origin, created, changed, created_by, changed_by, previous, next, meta";
inline constexpr const char* kVariantColumns =
    "unit, seq, lang, text, markup, created, changed, created_by, changed_by, meta";

}  // namespace store_rows

/// Statements kept prepared, small tables kept in memory, and keys not yet written.
struct Store::State {
    explicit State(Database& db)
        : database(db),
          find_unit(db.prepare("SELECT " + std::string(store_rows::kUnitColumns) +
                               " FROM unit WHERE id = ?")),
          find_variants(db.prepare("SELECT " + std::string(store_rows::kVariantColumns) +
                                   " FROM variant WHERE unit = ? ORDER BY seq")),
          find_contexts(
              db.prepare("SELECT previous, next FROM context WHERE unit = ? ORDER BY seq")),
          find_key(db.prepare("SELECT unit FROM unit_key WHERE key = ?")),
          find_row(db.prepare("SELECT lang, text, markup FROM variant WHERE unit = ? AND seq = ?")),
          delete_variants(db.prepare("DELETE FROM variant WHERE unit = ?")),
          delete_contexts(db.prepare("DELETE FROM context WHERE unit = ?")),
          insert_unit(db.prepare(
              "INSERT INTO unit (key, source, origin, created, changed, created_by, changed_by, "
              "previous, next, meta) VALUES (?,?,?,?,?,?,?,?,?,?)")),
          update_unit(db.prepare(
              "UPDATE unit SET key=?, source=?, origin=?, created=?, changed=?, created_by=?, "
              "changed_by=?, previous=?, next=?, meta=? WHERE id=?")),
          insert_variant(db.prepare("INSERT INTO variant VALUES (?,?,?,?,?,?,?,?,?,?)")),
          insert_context(db.prepare("INSERT INTO context VALUES (?,?,?,?)")),
          insert_key(db.prepare("INSERT INTO unit_key VALUES (?,?)")) {}

    struct Language {
        LanguageTag tag;
        std::string spelling;
    };

    Database& database;
    mutable Statement find_unit, find_variants, find_contexts, find_key, find_row;
    Statement delete_variants,
        delete_contexts;  // Kept: with the change set's triggers they take long to prepare.
    Statement insert_unit, update_unit, insert_variant, insert_context, insert_key;
    std::unordered_map<std::int64_t, Language> languages;
    std::unordered_map<std::string, std::int64_t> language_ids;
    std::unordered_map<std::int64_t, std::string> origins;
    std::optional<std::int64_t> current_origin;
    std::unordered_multimap<std::int64_t, std::int64_t> pending_keys;
    std::unordered_map<std::string, std::int64_t> shape_ids;
    std::unordered_map<std::int64_t, MetaShape> shapes;
    std::string meta;    ///< Reused for each row.
    std::string markup;  ///< Likewise.

    const Language& language(std::int64_t id) {
        const auto found = languages.find(id);
        if (found != languages.end()) return found->second;
        Statement row = database.prepare("SELECT spelling FROM language WHERE id = ?");
        row.bind(1, id);
        if (!row.step())
            throw StoreError(0, "language " + std::to_string(id) + " is not in the file");
        const std::string spelling(row.text(0));
        return languages.emplace(id, Language{LanguageTag(spelling), spelling}).first->second;
    }

    std::int64_t language_id(const Variant& variant) {
        const std::string& spelling =
            variant.lang_spelling.empty() ? variant.lang.text() : variant.lang_spelling;
        const auto found = language_ids.find(spelling);
        if (found != language_ids.end()) return found->second;
        Statement insert =
            database.prepare("INSERT OR IGNORE INTO language (spelling, tag) VALUES (?, ?)");
        insert.bind(1, spelling).bind(2, LanguageTag(spelling).text()).run();
        Statement row = database.prepare("SELECT id FROM language WHERE spelling = ?");
        row.bind(1, spelling);
        row.step();
        return language_ids.emplace(spelling, row.integer(0)).first->second;
    }

    const std::string& origin(std::optional<std::int64_t> id) {
        static const std::string kNone;
        if (!id) return kNone;
        const auto found = origins.find(*id);
        if (found != origins.end()) return found->second;
        Statement row = database.prepare("SELECT name FROM origin WHERE id = ?");
        row.bind(1, *id);
        return origins.emplace(*id, row.step() ? std::string(row.text(0)) : std::string())
            .first->second;
    }

    /// Puts into `meta` what stands in a row's column of that name.
    void write_meta(std::string_view element, const std::vector<Attribute>& attributes,
                    const std::vector<Markup>& annotations) {
        meta.clear();
        if (attributes.empty() && annotations.empty()) return;
        const auto parts = split_meta(element, attributes, annotations);
        const auto shape = parts ? shape_id(parts->shape) : std::nullopt;
        if (shape)
            meta = std::to_string(*shape) + parts->values;
        else
            append_jsonml_element(element, attributes, annotations, meta);
    }

    /// Nothing where there are more shapes than are worth a row of their own.
    std::optional<std::int64_t> shape_id(const std::string& shape) {
        const auto found = shape_ids.find(shape);
        if (found != shape_ids.end()) return found->second;
        if (shape_ids.size() >= store_rows::kMostShapes) return std::nullopt;
        database
            .prepare(
                "INSERT OR IGNORE INTO shape (jsonml) SELECT ?1 WHERE (SELECT count(*) FROM shape) "
                "< ?2")
            .bind(1, shape)
            .bind(2, static_cast<std::int64_t>(store_rows::kMostShapes))
            .run();
        Statement row = database.prepare("SELECT id FROM shape WHERE jsonml = ?");
        row.bind(1, shape);
        if (!row.step()) return std::nullopt;
        return shape_ids.emplace(shape, row.integer(0)).first->second;
    }

    void read_meta(std::string_view text, std::vector<Attribute>& attributes,
                   std::vector<Markup>& annotations) {
        if (text.empty()) return;
        if (text.front() == '[') {
            std::vector<Markup> nodes = parse_jsonml(text);
            attributes = std::move(nodes.at(0).attributes);
            annotations = std::move(nodes.at(0).children);
            return;
        }
        std::int64_t id = 0;
        std::size_t end = 0;
        for (; end < text.size() && text[end] != kMetaSeparator; ++end)
            id = 10 * id + (text[end] - '0');
        shape(id).fill(text.substr(end), attributes, annotations);
    }

    const MetaShape& shape(std::int64_t id) {
        const auto found = shapes.find(id);
        if (found != shapes.end()) return found->second;
        Statement row = database.prepare("SELECT jsonml FROM shape WHERE id = ?");
        row.bind(1, id);
        if (!row.step()) throw StoreError(0, "shape " + std::to_string(id) + " is not in the file");
        return shapes.emplace(id, MetaShape(row.text(0))).first->second;
    }

    /// Binds what insert_unit and update_unit have in common, from parameter 1 to 10.
    void bind_unit(Statement& statement, const Unit& unit, std::optional<std::int64_t> origin_id) {
        write_meta("tu", unit.attributes, unit.annotations);
        statement.bind(1, store_rows::stored_key(unit));
        statement.bind(
            2, unit.source ? std::optional(static_cast<std::int64_t>(*unit.source)) : std::nullopt);
        statement.bind(3, origin_id);
        statement.bind(4, store_rows::seconds(unit.stamp.created))
            .bind(5, store_rows::seconds(unit.stamp.changed));
        statement.bind_text_or_null(6, unit.stamp.created_by)
            .bind_text_or_null(7, unit.stamp.changed_by);
        statement.bind(8, store_rows::to_signed(unit.context.previous))
            .bind(9, store_rows::to_signed(unit.context.next));
        statement.bind_text_or_null(10, meta);
    }

    void insert_children(const Unit& unit, std::int64_t id) {
        for (std::size_t i = 0; i < unit.variants.size(); ++i) {
            const Variant& variant = unit.variants[i];
            write_meta("tuv", variant.attributes, variant.annotations);
            markup.clear();
            if (!variant.segment.content.empty()) append_jsonml(variant.segment.content, markup);
            insert_variant.bind(1, id)
                .bind(2, static_cast<std::int64_t>(i))
                .bind(3, language_id(variant));
            insert_variant.bind(4, variant.segment.text).bind_text_or_null(5, markup);
            insert_variant.bind(6, store_rows::seconds(variant.stamp.created))
                .bind(7, store_rows::seconds(variant.stamp.changed));
            insert_variant.bind_text_or_null(8, variant.stamp.created_by)
                .bind_text_or_null(9, variant.stamp.changed_by);
            insert_variant.bind_text_or_null(10, meta).run();
        }
        for (std::size_t i = 0; i < unit.more_contexts.size(); ++i) {
            const Context& context = unit.more_contexts[i];
            insert_context.bind(1, id).bind(2, static_cast<std::int64_t>(i));
            insert_context.bind(3, store_rows::to_signed(context.previous))
                .bind(4, store_rows::to_signed(context.next))
                .run();
        }
    }

    /// The unit of a row with store_rows::kUnitColumns, still without variants.
    Unit read_unit(const Statement& row) {
        Unit unit;
        unit.id = row.integer(0);
        if (const auto source = row.optional_integer(2))
            unit.source = static_cast<std::size_t>(*source);
        unit.origin = origin(row.optional_integer(3));
        unit.stamp = {store_rows::to_time(row.optional_integer(4)),
                      store_rows::to_time(row.optional_integer(5)), std::string(row.text(6)),
                      std::string(row.text(7))};
        unit.context = {store_rows::to_unsigned(row.integer(8)),
                        store_rows::to_unsigned(row.integer(9))};
        read_meta(row.text(10), unit.attributes, unit.annotations);
        return unit;
    }

    Variant read_variant(const Statement& row) {
        Variant variant;
        const Language& lang = language(row.integer(2));
        variant.lang = lang.tag;
        variant.lang_spelling = lang.spelling;
        variant.segment.text = row.text(3);
        if (!row.is_null(4)) variant.segment.content = parse_jsonml(row.text(4));
        variant.stamp = {store_rows::to_time(row.optional_integer(5)),
                         store_rows::to_time(row.optional_integer(6)), std::string(row.text(7)),
                         std::string(row.text(8))};
        read_meta(row.text(9), variant.attributes, variant.annotations);
        return variant;
    }
};

}  // namespace diglot
