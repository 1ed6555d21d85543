#include "glossary/termbase.h"

#include <algorithm>
#include <set>

#include <xxhash.h>

#include "core/text/fold.h"

namespace diglot {
namespace {

using Pairs = std::set<std::pair<std::string, std::string>>;  // Language, text.

Pairs pairs_of(const Concept& entry) {
    Pairs pairs;
    for (const Term& term : entry.terms) pairs.emplace(term.lang.text(), term.text);
    return pairs;
}

std::int64_t hash(std::string_view bytes) {
    return static_cast<std::int64_t>(XXH3_64bits(bytes.data(), bytes.size()));
}

/// Of the set of its terms; of all it says where it has none.
std::int64_t pairs_key(const Concept& entry, const Pairs& pairs) {
    std::string bytes;
    for (const auto& [lang, text] : pairs)
        bytes.append(lang).append(1, '\0').append(text).append(1, '\0');
    if (pairs.empty()) append_jsonml(entry.annotations, bytes);
    return hash(bytes);
}

/// Two live concepts never share it: of the external id and pairs_key.
std::int64_t identity_key(const Concept& entry, std::int64_t pairs) {
    std::string bytes = entry.external_id;
    bytes.append(1, '\0').append(std::to_string(pairs));
    return hash(bytes);
}

bool share_a_term(const Pairs& a, const Pairs& b) {
    return std::any_of(a.begin(), a.end(), [&](const auto& pair) { return b.contains(pair); });
}

// How the parts of a concept that no query asks for lie in its rows, as JsonML. Of a concept: an
// element with its attributes and annotations, then one for each section; of a term: the same, then
// <text> with that of the term itself.

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

/// Empty where there is nothing to keep.
std::string pack(const Term& term) {
    if (term.attributes.empty() && term.annotations.empty() && term.text_attributes.empty() &&
        term.content.empty())
        return {};
    return to_jsonml({Markup::node("term", term.attributes, term.annotations),
                      Markup::node("text", term.text_attributes, term.content)});
}

void unpack(std::string_view json, Term& term) {
    if (json.empty()) return;
    std::vector<Markup> nodes = parse_jsonml(json);
    term.attributes = std::move(nodes.at(0).attributes);
    term.annotations = std::move(nodes.at(0).children);
    term.text_attributes = std::move(nodes.at(1).attributes);
    term.content = std::move(nodes.at(1).children);
}

constexpr const char* kSelectConcept =
    "SELECT c.id, c.external_id, c.subject, c.definition, c.changed, c.meta, f.origin "
    "FROM concept c LEFT JOIN glossary_file f ON f.id = c.file ";
constexpr const char* kSelectTerm =
    "SELECT concept, lang, spelling, text, status, part_of_speech, term_type, section, meta FROM "
    "term ";

Concept read_concept(const Statement& row) {
    Concept entry;
    entry.id = row.integer(0);
    entry.external_id = row.text(1);
    entry.subject = row.text(2);
    entry.definition = row.text(3);
    if (auto changed = row.optional_integer(4)) entry.changed = Time{*changed};
    unpack(row.text(5), entry);
    entry.origin = row.text(6);
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
    return term;
}

/// What the older concept lacks. Items of the newer entry go before those of their kind, else to
/// the end.
class Merge {
public:
    explicit Merge(bool newer_first) : newer_first_(newer_first) {}
    bool changed() const { return changed_; }

    void annotations(std::vector<Markup>& into, const std::vector<Markup>& from) {
        for (const Markup& node : from) {
            if (std::find(into.begin(), into.end(), node) != into.end()) continue;
            auto place =
                newer_first_
                    ? std::find_if(into.begin(), into.end(),
                                   [&](const Markup& other) { return same_kind(node, other); })
                    : into.end();
            into.insert(place, node);
            changed_ = true;
        }
    }
    void attributes(std::vector<Attribute>& into, const std::vector<Attribute>& from) {
        for (const Attribute& attribute : from) {
            if (find_attribute(into, attribute.name)) continue;
            into.push_back(attribute);
            changed_ = true;
        }
    }
    void concepts(Concept& into, const Concept& from) {
        if (into.external_id.empty() && !from.external_id.empty()) {
            into.external_id = from.external_id;
            changed_ = true;
        }
        annotations(into.annotations, from.annotations);
        attributes(into.attributes, from.attributes);
        const std::vector<std::size_t> places = sections(into, from);
        terms(into, from, places);
        if (from.changed && (!into.changed || *into.changed < *from.changed)) {
            into.changed = from.changed;
            changed_ = true;
        }
    }

private:
    static bool same_kind(const Markup& a, const Markup& b) {
        if (a.element != b.element) return false;
        const Markup& head_a = a.children.empty() || a.attribute("type") ? a : a.children.front();
        const Markup& head_b = b.children.empty() || b.attribute("type") ? b : b.children.front();
        const std::string* type_a = head_a.attribute("type");
        const std::string* type_b = head_b.attribute("type");
        return type_a && type_b ? *type_a == *type_b : type_a == type_b;
    }

    /// Where each section of `from` has come to lie: the n-th of a language meets the n-th.
    std::vector<std::size_t> sections(Concept& into, const Concept& from) {
        std::vector<std::size_t> places;
        for (const LanguageSection& section : from.sections) {
            std::size_t at = 0;
            while (at < into.sections.size() &&
                   (into.sections[at].lang != section.lang ||
                    std::find(places.begin(), places.end(), at) != places.end()))
                ++at;
            if (at == into.sections.size()) {
                into.sections.push_back(section);
                changed_ = true;
            } else {
                annotations(into.sections[at].annotations, section.annotations);
                attributes(into.sections[at].attributes, section.attributes);
            }
            places.push_back(at);
        }
        return places;
    }

    void terms(Concept& into, const Concept& from, const std::vector<std::size_t>& places) {
        std::vector<bool> met(into.terms.size(), false);
        for (const Term& term : from.terms) {
            std::size_t at = 0;
            while (at < met.size() && (met[at] || into.terms[at].lang != term.lang ||
                                       into.terms[at].text != term.text))
                ++at;
            if (at == met.size()) {
                into.terms.push_back(term);
                into.terms.back().section = places.at(term.section);
                changed_ = true;
                continue;
            }
            met[at] = true;
            Term& old = into.terms[at];
            annotations(old.annotations, term.annotations);
            attributes(old.attributes, term.attributes);
            attributes(old.text_attributes, term.text_attributes);
            if (old.content.empty() && !term.content.empty()) {
                old.content = term.content;
                changed_ = true;
            }
        }
        // Terms of a section lie together, as in a file.
        std::stable_sort(into.terms.begin(), into.terms.end(),
                         [](const Term& a, const Term& b) { return a.section < b.section; });
    }

    bool newer_first_;
    bool changed_ = false;
};

/// The fields are read from the annotations anew.
void refresh_fields(Concept& entry) {
    entry.subject.clear();
    entry.definition.clear();
    for (Term& term : entry.terms) {
        term.status = TermStatus::kNone;
        term.part_of_speech.clear();
        term.term_type.clear();
    }
    complete(entry);
}

bool contains_folded(const std::string& text, const std::string& folded_part) {
    return folded_part.empty() || fold_text(text).find(folded_part) != std::string::npos;
}

bool passes(const Concept& entry, const ConceptFilter& filter, const std::string& text,
            const std::string& subject) {
    if (!filter.origin.empty() && entry.origin != filter.origin) return false;
    if (!contains_folded(entry.subject, subject)) return false;
    if (filter.lang.empty() && !filter.status && text.empty()) return true;
    return std::any_of(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
        return (filter.lang.empty() || term.lang.fit(filter.lang) != LanguageFit::kOther) &&
               (!filter.status || term.status == *filter.status) &&
               contains_folded(term.text, text);
    });
}

}  // namespace

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

Aggregate Termbase::aggregate() {
    Aggregate concepts;
    concepts.root = "concept";
    concepts.children = {"term"};
    concepts.twin_sql =
        "SELECT other.id FROM concept c JOIN concept other ON other.key = c.key "
        "WHERE c.id BETWEEN ?1 AND ?2 AND other.id NOT BETWEEN ?1 AND ?2 LIMIT 1";
    return concepts;
}

struct Termbase::State {
    explicit State(Database& database)
        : insert_concept(database.prepare(
              "INSERT INTO concept (key, pairs, external_id, subject, definition, changed, "
              "file, meta) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")),
          update_concept(database.prepare(
              "UPDATE concept SET key = ?1, pairs = ?2, external_id = ?3, subject = ?4, "
              "definition = ?5, changed = ?6, meta = ?7 WHERE id = ?8")),
          insert_term(database.prepare(
              "INSERT INTO term VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")),
          delete_terms(database.prepare("DELETE FROM term WHERE concept = ?1")),
          delete_concept(database.prepare("DELETE FROM concept WHERE id = ?1")),
          by_external_id(
              database.prepare("SELECT id FROM concept WHERE external_id = ?1 ORDER BY id")),
          by_pairs(database.prepare("SELECT id FROM concept WHERE pairs = ?1 ORDER BY id")),
          by_key(database.prepare("SELECT id FROM concept WHERE key = ?1 AND id <> ?2")),
          concept_by_id(database.prepare(std::string(kSelectConcept) + "WHERE c.id = ?1")),
          terms_of(database.prepare(std::string(kSelectTerm) + "WHERE concept = ?1 ORDER BY seq")) {
    }

    Statement insert_concept, update_concept, insert_term, delete_terms, delete_concept;
    Statement by_external_id, by_pairs, by_key, concept_by_id, terms_of;

    std::string origin;
    std::vector<Markup> header;             ///< Of the file that is being read.
    std::optional<std::int64_t> file;       ///< Its row, once a concept needed it.
    std::optional<std::int64_t> first_new;  ///< The first concept added under that row.

    std::vector<std::int64_t> ids(Statement& query) {
        std::vector<std::int64_t> found;
        while (query.step()) found.push_back(query.integer(0));
        return found;
    }

    void write_terms(const Concept& entry, std::int64_t id) {
        std::int64_t seq = 0;
        for (const Term& term : entry.terms) {
            const std::string meta = pack(term);
            insert_term.bind(1, id).bind(2, seq++).bind(3, term.lang.text());
            const bool canonical = term.lang_spelling == term.lang.text();
            insert_term.bind_text_or_null(
                4, canonical ? std::string_view() : std::string_view(term.lang_spelling));
            insert_term.bind(5, term.text).bind(6, static_cast<std::int64_t>(term.status));
            insert_term.bind_text_or_null(7, term.part_of_speech)
                .bind_text_or_null(8, term.term_type);
            insert_term.bind(9, static_cast<std::int64_t>(term.section))
                .bind_text_or_null(10, meta)
                .run();
        }
    }

    /// Binds parameters 1 to 6 of insert_concept and update_concept, runs `statement` after `rest`
    /// has bound its own.
    template <typename Rest>
    void write_concept(Statement& statement, const Concept& entry, std::int64_t key,
                       std::int64_t pairs, Rest rest) {
        const std::string meta = pack(entry);
        statement.bind(1, key).bind(2, pairs);
        statement.bind_text_or_null(3, entry.external_id).bind_text_or_null(4, entry.subject);
        statement.bind_text_or_null(5, entry.definition);
        statement.bind(6, entry.changed ? std::optional(entry.changed->seconds) : std::nullopt);
        rest(meta);
        statement.run();
    }

    bool key_is_taken(std::int64_t key, std::int64_t by_other_than) {
        by_key.bind(1, key).bind(2, by_other_than);
        const bool taken = by_key.step();
        by_key.reset();
        return taken;
    }
};

Termbase::Termbase(Database& database)
    : database_(database), state_(std::make_unique<State>(database)) {}
Termbase::~Termbase() = default;

void Termbase::set_origin(const std::string& origin, const Markup& header) {
    State& s = *state_;
    const std::optional<std::int64_t> old = s.file;
    const bool same_file = origin == s.origin && header != Markup{};
    if (!same_file) {
        s.header.clear();
        s.first_new.reset();
    }
    s.origin = origin;
    s.file.reset();
    if (header == Markup{}) return;
    s.header.push_back(header);
    if (!same_file || !old || !s.first_new) return;
    // What came before this part of the header belongs to the file with all of it.
    Statement move = database_.prepare("UPDATE concept SET file = ?1 WHERE id >= ?2 AND file = ?3");
    s.file = file_row(origin);
    move.bind(1, *s.file).bind(2, *s.first_new).bind(3, *old).run();
}

std::int64_t Termbase::file_row(const std::string& origin) {
    State& s = *state_;
    const bool current = origin == s.origin;
    if (current && s.file) return *s.file;
    const std::string header = to_jsonml(current ? s.header : std::vector<Markup>{});
    Statement insert =
        database_.prepare("INSERT OR IGNORE INTO glossary_file (origin, header) VALUES (?1, ?2)");
    insert.bind(1, origin).bind(2, header).run();
    Statement find_row =
        database_.prepare("SELECT id FROM glossary_file WHERE origin = ?1 AND header = ?2");
    find_row.bind(1, origin).bind(2, header).step();
    const std::int64_t row = find_row.integer(0);
    if (current) s.file = row;
    return row;
}

std::optional<Concept> Termbase::find_same(const Concept& entry) const {
    State& s = *state_;
    const Pairs pairs = pairs_of(entry);
    if (!entry.external_id.empty()) {
        s.by_external_id.bind(1, entry.external_id);
        for (const std::int64_t id : s.ids(s.by_external_id)) {
            std::optional<Concept> other = find(id);
            const Pairs others = pairs_of(*other);
            if (share_a_term(pairs, others) || (pairs.empty() && others.empty())) return other;
        }
    }
    s.by_pairs.bind(1, pairs_key(entry, pairs));
    for (const std::int64_t id : s.ids(s.by_pairs)) {
        std::optional<Concept> other = find(id);
        const bool ids_differ = !entry.external_id.empty() && !other->external_id.empty() &&
                                entry.external_id != other->external_id;
        if (!ids_differ && pairs == pairs_of(*other) &&
            (!pairs.empty() || entry.annotations == other->annotations))
            return other;
    }
    return std::nullopt;
}

Added Termbase::add(const Concept& given, ChangeSet& change, std::int64_t* id_found) {
    State& s = *state_;
    Concept entry = given;
    complete(entry);
    std::optional<Concept> same = find_same(entry);
    if (!same) {
        const std::int64_t file = file_row(entry.origin);
        const std::int64_t pairs = pairs_key(entry, pairs_of(entry));
        s.write_concept(
            s.insert_concept, entry, identity_key(entry, pairs), pairs,
            [&](const std::string& meta) { s.insert_concept.bind(7, file).bind(8, meta); });
        const std::int64_t id = database_.last_insert_id();
        if (id_found) *id_found = id;
        if (!s.first_new && entry.origin == s.origin) s.first_new = id;
        s.write_terms(entry, id);
        return Added::kAdded;
    }
    if (id_found) *id_found = same->id;
    change.relies_on("concept", same->id);
    Merge merge(entry.changed && same->changed && *same->changed < *entry.changed);
    merge.concepts(*same, entry);
    if (!merge.changed()) return Added::kUnchanged;
    refresh_fields(*same);
    return update(*same) == Updated::kUpdated ? Added::kMerged : Added::kUnchanged;
}

std::optional<Concept> Termbase::find(std::int64_t id) const {
    State& s = *state_;
    s.concept_by_id.bind(1, id);
    if (!s.concept_by_id.step()) return std::nullopt;
    Concept entry = read_concept(s.concept_by_id);
    s.concept_by_id.reset();
    s.terms_of.bind(1, id);
    while (s.terms_of.step()) entry.terms.push_back(read_term(s.terms_of));
    return entry;
}

Updated Termbase::update(const Concept& given) {
    State& s = *state_;
    Concept entry = given;
    complete(entry);
    const std::int64_t pairs = pairs_key(entry, pairs_of(entry));
    const std::int64_t key = identity_key(entry, pairs);
    if (s.key_is_taken(key, entry.id)) return Updated::kSameAsAnother;
    s.write_concept(s.update_concept, entry, key, pairs, [&](const std::string& meta) {
        s.update_concept.bind(7, meta).bind(8, entry.id);
    });
    if (database_.changed_rows() == 0) return Updated::kUnknown;
    s.delete_terms.bind(1, entry.id).run();
    s.write_terms(entry, entry.id);
    return Updated::kUpdated;
}

bool Termbase::remove(std::int64_t id) {
    State& s = *state_;
    s.delete_terms.bind(1, id).run();
    s.delete_concept.bind(1, id).run();
    return database_.changed_rows() > 0;
}

std::int64_t Termbase::count(const ConceptFilter& filter) const {
    std::int64_t number = 0;
    for_each(filter, [&](const Concept&) { return ++number > 0; });
    return number;
}

void Termbase::for_each(const ConceptFilter& filter,
                        const std::function<bool(const Concept&)>& visit) const {
    const ReadSnapshot snapshot(database_);
    const std::string text = fold_text(filter.text);
    const std::string subject = fold_text(filter.subject);
    Statement concepts = database_.prepare(std::string(kSelectConcept) + "ORDER BY c.id");
    Statement terms = database_.prepare(std::string(kSelectTerm) + "ORDER BY concept, seq");
    bool more_terms = terms.step();
    while (concepts.step()) {
        Concept entry = read_concept(concepts);
        while (more_terms && terms.integer(0) <= entry.id) {
            if (terms.integer(0) == entry.id) entry.terms.push_back(read_term(terms));
            more_terms = terms.step();
        }
        if (passes(entry, filter, text, subject) && !visit(entry)) return;
    }
}

std::vector<std::pair<std::string, std::vector<Markup>>> Termbase::headers() const {
    std::vector<std::pair<std::string, std::vector<Markup>>> all;
    Statement rows = database_.prepare(
        "SELECT origin, header FROM glossary_file f WHERE header <> '[]' AND EXISTS "
        "(SELECT 1 FROM concept WHERE file = f.id) ORDER BY (SELECT min(c.id) FROM concept c WHERE "
        "c.file = f.id)");
    while (rows.step()) all.emplace_back(rows.text(0), parse_jsonml(rows.text(1)));
    return all;
}

GlossaryStats Termbase::stats() const {
    const ReadSnapshot snapshot(database_);
    GlossaryStats stats;
    Statement concepts = database_.prepare("SELECT count(*) FROM concept");
    concepts.step();
    stats.concepts = concepts.integer(0);
    Statement terms = database_.prepare("SELECT lang, count(*) FROM term GROUP BY lang");
    while (terms.step()) {
        stats.languages.emplace(terms.text(0), terms.integer(1));
        stats.terms += terms.integer(1);
    }
    return stats;
}

std::vector<std::string> Termbase::faults() const {
    std::vector<std::string> found;
    Statement orphans = database_.prepare(
        "SELECT DISTINCT concept FROM term WHERE concept NOT IN (SELECT id FROM concept) ORDER BY "
        "concept");
    while (orphans.step())
        found.push_back("a term belongs to concept " + std::to_string(orphans.integer(0)) +
                        ", which does not exist");
    Statement twins =
        database_.prepare("SELECT min(id), max(id) FROM concept GROUP BY key HAVING count(*) > 1");
    while (twins.step())
        found.push_back("concepts " + std::to_string(twins.integer(0)) + " and " +
                        std::to_string(twins.integer(1)) + " are the same");
    Statement keys = database_.prepare("SELECT id, key, pairs FROM concept ORDER BY id");
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> stored;
    while (keys.step()) stored[keys.integer(0)] = {keys.integer(1), keys.integer(2)};
    for_each({}, [&](const Concept& entry) {
        const std::int64_t pairs = pairs_key(entry, pairs_of(entry));
        if (stored[entry.id] != std::pair(identity_key(entry, pairs), pairs))
            found.push_back("the key of concept " + std::to_string(entry.id) +
                            " does not fit its terms");
        return true;
    });
    return found;
}

}  // namespace diglot
