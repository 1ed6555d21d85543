// Small memories in the shape of Trados Studio's SQLite files.
#pragma once

#include <stdexcept>
#include <string>

#include <sqlite3.h>

#include "tests/importers/reading.h"

namespace diglot {

/// The tables of Studio's memories as those who read them describe them (github.com/rmraya/sdltm,
/// github.com/RWS/sdltm_browser), without its indexes and models.
inline constexpr const char* kSdltmSchema = R"sql(
CREATE TABLE translation_memories (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid BLOB,
    name TEXT NOT NULL UNIQUE, source_language TEXT NOT NULL, target_language TEXT NOT NULL,
    copyright TEXT, description TEXT, settings INT, creation_user TEXT, creation_date DATETIME,
    tucount INT NOT NULL DEFAULT 0);
CREATE TABLE translation_units (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid BLOB,
    translation_memory_id INT NOT NULL, source_hash INTEGER, source_segment TEXT,
    target_hash INTEGER, target_segment TEXT, creation_date DATETIME, creation_user TEXT,
    change_date DATETIME, change_user TEXT, last_used_date DATETIME, last_used_user TEXT,
    usage_counter INT, flags INT);
CREATE TABLE attributes (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid BLOB,
    name TEXT NOT NULL, type INT NOT NULL, tm_id INT NOT NULL);
CREATE TABLE picklist_values (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid BLOB,
    attribute_id INT NOT NULL, value TEXT NOT NULL);
CREATE TABLE picklist_attributes (translation_unit_id INT NOT NULL, picklist_value_id INT NOT NULL);
CREATE TABLE string_attributes (translation_unit_id INT NOT NULL, attribute_id INT NOT NULL,
    value TEXT NOT NULL);
CREATE TABLE numeric_attributes (translation_unit_id INT NOT NULL, attribute_id INT NOT NULL,
    value INT NOT NULL);
CREATE TABLE date_attributes (translation_unit_id INT NOT NULL, attribute_id INT NOT NULL,
    value DATETIME NOT NULL);
INSERT INTO translation_memories (name, source_language, target_language, creation_user,
    creation_date) VALUES ('news', 'en-US', 'zh-TW', 'lin', '2026-01-02 03:04:05');
)sql";

inline void run_sql(const std::string& path, const std::string& sql) {
    sqlite3* connection = nullptr;
    char* message = nullptr;
    if (sqlite3_open(path.c_str(), &connection) != SQLITE_OK ||
        sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK)
        throw std::runtime_error(message ? message : "sqlite3_open");
    sqlite3_close(connection);
}

inline std::string xml_escaped(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    return out;
}

/// `elements`: what is in <Elements>.
inline std::string sdltm_xml(const std::string& elements, const char* language) {
    return "<Segment xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
           "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><Elements>" +
           elements + "</Elements><CultureName>" + language + "</CultureName></Segment>";
}

inline std::string sdltm_text(const std::string& text) {
    return "<Text><Value>" + xml_escaped(text) + "</Value></Text>";
}

inline std::string sql_quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
}

inline std::string sdltm_insert(const std::string& source_xml, const std::string& target_xml) {
    return "INSERT INTO translation_units (translation_memory_id, source_segment, target_segment, "
           "creation_date, creation_user, change_date, change_user, last_used_date, "
           "last_used_user, usage_counter) VALUES (1, " +
           sql_quoted(source_xml) + ", " + sql_quoted(target_xml) +
           ", '2026-02-03 04:05:06', 'chen', '2026-03-04 05:06:07', 'wu', '2026-04-05 06:07:08', "
           "'lee', 3);";
}

/// The bytes of a memory of these texts.
inline std::string sdltm_of(const std::vector<std::pair<std::string, std::string>>& pairs,
                            const std::string& more_sql = {}) {
    const TemporaryFile file(".sdltm");
    std::string sql = std::string("PRAGMA page_size = 512; BEGIN;") + kSdltmSchema;
    for (const auto& [source, target] : pairs)
        sql += sdltm_insert(sdltm_xml(sdltm_text(source), "en-US"),
                            sdltm_xml(sdltm_text(target), "zh-TW"));
    run_sql(file.path(), sql + more_sql + "COMMIT;");
    return file.read();
}

}  // namespace diglot
