#include "glossary/termbase_rows.h"

#include <algorithm>

#include <xxhash.h>

#include "glossary/termbase.h"

namespace diglot {
namespace {

std::int64_t hash(std::string_view bytes) {
    return static_cast<std::int64_t>(XXH3_64bits(bytes.data(), bytes.size()));
}

void unpack(std::string_view json, Concept& entry) {
    std::vector<Markup> nodes = parse_jsonml(json);
    entry.attributes = std::move(nodes.at(0).attributes);
    entry.annotations = std::move(nodes.at(0).children);
    for (auto node = nodes.begin() + 1; node != nodes.end(); ++node) {
        LanguageSection section{
            LanguageTag(node->attributes.at(0).value), node->attributes.at(1).value, {}, {}};
        section.attributes = std::move(node->children.at(0).attributes);
        section.annotations.assign(node->children.begin() + 1, node->children.end());
        entry.sections.push_back(std::move(section));
    }
}

void unpack(std::string_view json, Term& term) {
    if (json.empty()) return;
    std::vector<Markup> nodes = parse_jsonml(json);
    term.attributes = std::move(nodes.at(0).attributes);
    term.annotations = std::move(nodes.at(0).children);
    term.text_attributes = std::move(nodes.at(1).attributes);
    term.content = std::move(nodes.at(1).children);
}

std::optional<Date> read_date(const Statement& row, int column) {
    const auto days = row.optional_integer(column);
    if (!days) return std::nullopt;
    return Date{static_cast<std::int32_t>(*days)};
}

}  // namespace

TermPairs pairs_of(const Concept& entry) {
    TermPairs pairs;
    for (const Term& term : entry.terms) pairs.emplace(term.lang.text(), term.text);
    return pairs;
}

std::int64_t pairs_key(const Concept& entry, const TermPairs& pairs) {
    std::string bytes;
    for (const auto& [lang, text] : pairs)
        bytes.append(lang).append(1, '\0').append(text).append(1, '\0');
    if (pairs.empty()) append_jsonml(entry.annotations, bytes);
    return hash(bytes);
}

std::int64_t identity_key(const Concept& entry, std::int64_t pairs) {
    std::string bytes = entry.external_id;
    bytes.append(1, '\0').append(std::to_string(pairs));
    return hash(bytes);
}

bool share_a_term(const TermPairs& a, const TermPairs& b) {
    return std::any_of(a.begin(), a.end(), [&](const auto& pair) { return b.contains(pair); });
}

std::string pack(const Concept& entry) {
    std::vector<Markup> nodes{Markup::node("concept", entry.attributes, entry.annotations)};
    for (const LanguageSection& section : entry.sections) {
        std::vector<Markup> children{Markup::node("attributes", section.attributes)};
        children.insert(children.end(), section.annotations.begin(), section.annotations.end());
        nodes.push_back(Markup::node(
            "section", {{"lang", section.lang.text()}, {"spelling", section.lang_spelling}},
            std::move(children)));
    }
    return to_jsonml(nodes);
}

std::string pack(const Term& term) {
    if (term.attributes.empty() && term.annotations.empty() && term.text_attributes.empty() &&
        term.content.empty())
        return {};
    return to_jsonml({Markup::node("term", term.attributes, term.annotations),
                      Markup::node("text", term.text_attributes, term.content)});
}

const char* const kSelectConcept =
    "SELECT c.id, c.external_id, c.subject, c.definition, c.changed, c.meta, f.origin, c.kind, "
    "c.do_not_translate, c.first_mention FROM concept c LEFT JOIN glossary_file f ON f.id = "
    "c.file ";
const char* const kSelectTerm =
    "SELECT concept, lang, spelling, text, status, part_of_speech, term_type, section, meta, "
    "gender, "
    "region, valid_from, valid_until, case_rule FROM term ";

Concept read_concept(const Statement& row) {
    Concept entry;
    entry.id = row.integer(0);
    entry.external_id = row.text(1);
    entry.subject = row.text(2);
    entry.definition = row.text(3);
    if (auto changed = row.optional_integer(4)) entry.changed = Time{*changed};
    unpack(row.text(5), entry);
    entry.origin = row.text(6);
    entry.kind = row.text(7);
    entry.do_not_translate = row.integer(8) != 0;
    entry.first_mention = row.integer(9) != 0;
    return entry;
}

Term read_term(const Statement& row) {
    Term term;
    term.lang = LanguageTag(row.text(1));
    term.lang_spelling = row.is_null(2) ? term.lang.text() : std::string(row.text(2));
    term.text = row.text(3);
    term.status = static_cast<TermStatus>(row.integer(4));
    term.part_of_speech = row.text(5);
    term.term_type = row.text(6);
    term.section = static_cast<std::size_t>(row.integer(7));
    unpack(row.text(8), term);
    term.gender = row.text(9);
    term.region = row.text(10);
    term.valid_from = read_date(row, 11);
    term.valid_until = read_date(row, 12);
    term.case_rule = static_cast<CaseRule>(row.integer(13));
    for (const Markup& node : term.annotations)
        if (node.element == "note" && node.all_text().starts_with(kNotInNote))
            term.not_in.push_back(node.all_text().substr(kNotInNote.size()));
    return term;
}

// glossary_file is no part of the aggregate: it only grows, its rows say the same for ever, and
// those that no live concept names are not shown. So undo need not know it.
const char* const Termbase::kSchema = R"sql(
CREATE TABLE glossary_file (
    id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    header TEXT NOT NULL,
    UNIQUE (origin, header)
);
CREATE TABLE concept (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key INTEGER NOT NULL,
    pairs INTEGER NOT NULL,
    external_id TEXT,
    subject TEXT,
    definition TEXT,
    changed INTEGER,
    file INTEGER,
    meta TEXT NOT NULL
);
CREATE INDEX concept_key ON concept (key);
CREATE INDEX concept_pairs ON concept (pairs);
CREATE INDEX concept_external_id ON concept (external_id) WHERE external_id IS NOT NULL;
CREATE TABLE term (
    concept INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    lang TEXT NOT NULL,
    spelling TEXT,
    text TEXT NOT NULL,
    status INTEGER NOT NULL,
    part_of_speech TEXT,
    term_type TEXT,
    section INTEGER NOT NULL,
    meta TEXT,
    PRIMARY KEY (concept, seq)
) WITHOUT ROWID;
CREATE TABLE history_concept (change, id, key, pairs, external_id, subject, definition, changed, file, meta);
CREATE INDEX history_concept_change ON history_concept (change, id);
CREATE TABLE history_term (change, concept, seq, lang, spelling, text, status, part_of_speech, term_type, section, meta);
CREATE INDEX history_term_change ON history_term (change, concept);
)sql";

// What the notes and categories of older files say gets columns of its own. json_tree finds them at
// whatever depth; history rows are brought to the same shape, so that undo may bring them back. The
// triggers tell which concepts the compiled recogniser does not know as they are now, whoever
// changes them: a command, undo, redo. Concepts above last_id are new to it.
const char* const Termbase::kSchema6 = R"sql(
ALTER TABLE concept ADD COLUMN kind TEXT;
ALTER TABLE concept ADD COLUMN do_not_translate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE concept ADD COLUMN first_mention INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history_concept ADD COLUMN kind TEXT;
ALTER TABLE history_concept ADD COLUMN do_not_translate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history_concept ADD COLUMN first_mention INTEGER NOT NULL DEFAULT 0;
ALTER TABLE term ADD COLUMN gender TEXT;
ALTER TABLE term ADD COLUMN region TEXT;
ALTER TABLE term ADD COLUMN valid_from INTEGER;
ALTER TABLE term ADD COLUMN valid_until INTEGER;
ALTER TABLE term ADD COLUMN case_rule INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history_term ADD COLUMN gender TEXT;
ALTER TABLE history_term ADD COLUMN region TEXT;
ALTER TABLE history_term ADD COLUMN valid_from INTEGER;
ALTER TABLE history_term ADD COLUMN valid_until INTEGER;
ALTER TABLE history_term ADD COLUMN case_rule INTEGER NOT NULL DEFAULT 0;
UPDATE concept SET kind = (
    SELECT substr(n.value ->> '$[1]', 7) FROM json_tree(concept.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'note' AND n.value ->> '$[1]' LIKE 'kind: %' LIMIT 1)
WHERE meta LIKE '%kind: %';
UPDATE history_concept SET kind = (
    SELECT substr(n.value ->> '$[1]', 7) FROM json_tree(history_concept.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'note' AND n.value ->> '$[1]' LIKE 'kind: %' LIMIT 1)
WHERE meta LIKE '%kind: %';
UPDATE term SET gender = (
    SELECT n.value ->> '$[2]' FROM json_tree(term.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'termNote' AND n.value ->> '$[1].type' = 'grammaticalGender' LIMIT 1),
region = (
    SELECT n.value ->> '$[2]' FROM json_tree(term.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'termNote' AND n.value ->> '$[1].type' = 'geographicalUsage' LIMIT 1),
valid_from = CAST(unixepoch((
    SELECT substr(n.value ->> '$[1]', 12) FROM json_tree(term.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'note' AND n.value ->> '$[1]' LIKE 'valid from %' LIMIT 1)) / 86400 AS INTEGER),
valid_until = CAST(unixepoch((
    SELECT substr(n.value ->> '$[1]', 13) FROM json_tree(term.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'note' AND n.value ->> '$[1]' LIKE 'valid until %' LIMIT 1)) / 86400 AS INTEGER)
WHERE meta IS NOT NULL;
UPDATE history_term SET gender = (
    SELECT n.value ->> '$[2]' FROM json_tree(history_term.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'termNote' AND n.value ->> '$[1].type' = 'grammaticalGender' LIMIT 1),
region = (
    SELECT n.value ->> '$[2]' FROM json_tree(history_term.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'termNote' AND n.value ->> '$[1].type' = 'geographicalUsage' LIMIT 1),
valid_from = CAST(unixepoch((
    SELECT substr(n.value ->> '$[1]', 12) FROM json_tree(history_term.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'note' AND n.value ->> '$[1]' LIKE 'valid from %' LIMIT 1)) / 86400 AS INTEGER),
valid_until = CAST(unixepoch((
    SELECT substr(n.value ->> '$[1]', 13) FROM json_tree(history_term.meta) n
    WHERE n.type = 'array' AND n.value ->> '$[0]' = 'note' AND n.value ->> '$[1]' LIKE 'valid until %' LIMIT 1)) / 86400 AS INTEGER)
WHERE meta IS NOT NULL;
CREATE INDEX term_text ON term (text, lang);
CREATE TABLE recognizer (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    last_id INTEGER NOT NULL,
    image BLOB NOT NULL
);
CREATE TABLE recognizer_stale (concept INTEGER PRIMARY KEY);
CREATE TRIGGER recognizer_insert AFTER INSERT ON concept
WHEN new.id <= (SELECT last_id FROM recognizer)
BEGIN INSERT OR IGNORE INTO recognizer_stale VALUES (new.id); END;
CREATE TRIGGER recognizer_update AFTER UPDATE ON concept
WHEN new.id <= (SELECT last_id FROM recognizer)
BEGIN INSERT OR IGNORE INTO recognizer_stale VALUES (new.id); END;
CREATE TRIGGER recognizer_delete AFTER DELETE ON concept
WHEN old.id <= (SELECT last_id FROM recognizer)
BEGIN INSERT OR IGNORE INTO recognizer_stale VALUES (old.id); END;
)sql";

}  // namespace diglot
