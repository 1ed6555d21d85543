#include "glossary/termbase.h"

#include <algorithm>
#include <set>

#include "core/text/fold.h"
#include "glossary/concept_merge.h"
#include "glossary/termbase_rows.h"

namespace diglot {
namespace {

std::optional<std::int64_t> days(const std::optional<Date>& date) {
    if (!date) return std::nullopt;
    return date->days;
}

bool contains_folded(const std::string& text, const std::string& folded_part) {
    return folded_part.empty() || fold_text(text).find(folded_part) != std::string::npos;
}

bool passes(const Concept& entry, const ConceptFilter& filter, const std::string& text,
            const std::string& subject) {
    if (!filter.origin.empty() && entry.origin != filter.origin) return false;
    if (!contains_folded(entry.subject, subject)) return false;
    if (!filter.kind.empty() && entry.kind != filter.kind) return false;
    if (filter.lang.empty() && !filter.status && text.empty()) return true;
    return std::any_of(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
        return (filter.lang.empty() || term.lang.fit(filter.lang) != LanguageFit::kOther) &&
               (!filter.status || term.status == *filter.status) &&
               contains_folded(term.text, text);
    });
}

}  // namespace

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
              "kind, do_not_translate, first_mention, file, meta) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")),
          update_concept(database.prepare(
              "UPDATE concept SET key = ?1, pairs = ?2, external_id = ?3, subject = ?4, "
              "definition = ?5, changed = ?6, kind = ?7, do_not_translate = ?8, "
              "first_mention = ?9, meta = ?10 WHERE id = ?11")),
          insert_term(database.prepare(
              "INSERT INTO term VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
              "?13, ?14, ?15)")),
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
                .bind_text_or_null(10, meta);
            insert_term.bind_text_or_null(11, term.gender).bind_text_or_null(12, term.region);
            insert_term.bind(13, days(term.valid_from)).bind(14, days(term.valid_until));
            insert_term.bind(15, static_cast<std::int64_t>(term.case_rule)).run();
        }
    }

    /// Binds parameters 1 to 9 of insert_concept and update_concept, runs `statement` after `rest`
    /// has bound its own.
    template <typename Rest>
    void write_concept(Statement& statement, const Concept& entry, std::int64_t key,
                       std::int64_t pairs, Rest rest) {
        const std::string meta = pack(entry);
        statement.bind(1, key).bind(2, pairs);
        statement.bind_text_or_null(3, entry.external_id).bind_text_or_null(4, entry.subject);
        statement.bind_text_or_null(5, entry.definition);
        statement.bind(6, entry.changed ? std::optional(entry.changed->seconds) : std::nullopt);
        statement.bind_text_or_null(7, entry.kind);
        statement.bind(8, std::int64_t{entry.do_not_translate});
        statement.bind(9, std::int64_t{entry.first_mention});
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
    const TermPairs pairs = pairs_of(entry);
    if (!entry.external_id.empty()) {
        s.by_external_id.bind(1, entry.external_id);
        for (const std::int64_t id : s.ids(s.by_external_id)) {
            std::optional<Concept> other = find(id);
            const TermPairs others = pairs_of(*other);
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

std::vector<std::int64_t> Termbase::with_term(const LanguageTag& lang,
                                              const std::string& text) const {
    Statement rows = database_.prepare(
        "SELECT DISTINCT concept FROM term WHERE text = ?1 AND lang = ?2 ORDER BY concept");
    rows.bind(1, text).bind(2, lang.text());
    return state_->ids(rows);
}

std::optional<Concept> Termbase::find_known(const Concept& entry, EntryPolicy policy) const {
    if (std::optional<Concept> same = find_same(entry)) return same;
    if (policy == EntryPolicy::kAdd || entry.terms.empty()) return std::nullopt;
    // The same entry under another id is another one.
    std::set<std::int64_t> sharing;
    for (const Term& term : entry.terms)
        if (term.lang == entry.terms.front().lang)
            for (const std::int64_t id : with_term(term.lang, term.text)) sharing.insert(id);
    if (sharing.size() != 1) return std::nullopt;
    std::optional<Concept> other = find(*sharing.begin());
    const bool ids_differ = !entry.external_id.empty() && !other->external_id.empty() &&
                            entry.external_id != other->external_id;
    return ids_differ ? std::nullopt : other;
}

std::optional<Concept> Termbase::find_identical(const Concept& entry) const {
    State& s = *state_;
    s.by_key.bind(1, identity_key(entry, pairs_key(entry, pairs_of(entry)))).bind(2, entry.id);
    const std::vector<std::int64_t> ids = s.ids(s.by_key);
    return ids.empty() ? std::nullopt : find(ids.front());
}

Added Termbase::add(const Concept& given, ChangeSet& change, std::int64_t* id_found,
                    EntryPolicy policy) {
    State& s = *state_;
    Concept entry = given;
    complete(entry);
    std::optional<Concept> same = find_known(entry, policy);
    if (!same) {
        const std::int64_t file = file_row(entry.origin);
        const std::int64_t pairs = pairs_key(entry, pairs_of(entry));
        s.write_concept(
            s.insert_concept, entry, identity_key(entry, pairs), pairs,
            [&](const std::string& meta) { s.insert_concept.bind(10, file).bind(11, meta); });
        const std::int64_t id = database_.last_insert_id();
        if (id_found) *id_found = id;
        if (!s.first_new && entry.origin == s.origin) s.first_new = id;
        s.write_terms(entry, id);
        return Added::kAdded;
    }
    if (id_found) *id_found = same->id;
    change.relies_on("concept", same->id);
    if (policy == EntryPolicy::kSkip) return Added::kUnchanged;
    if (policy == EntryPolicy::kUpdate) {
        if (!replace_from(*same, entry)) return Added::kUnchanged;
        return update(*same) == Updated::kUpdated ? Added::kMerged : Added::kUnchanged;
    }
    ConceptMerge merge(entry.changed && same->changed && *same->changed < *entry.changed);
    merge.concepts(*same, entry);
    if (!merge.changed()) return Added::kUnchanged;
    return update(*same) == Updated::kUpdated ? Added::kMerged : Added::kUnchanged;
}

std::optional<Concept> Termbase::find(std::int64_t id) const {
    State& s = *state_;
    const ResetOnExit concept_ends(s.concept_by_id), terms_end(s.terms_of);
    s.concept_by_id.bind(1, id);
    if (!s.concept_by_id.step()) return std::nullopt;
    Concept entry = read_concept(s.concept_by_id);
    s.terms_of.bind(1, id);
    while (s.terms_of.step()) entry.terms.push_back(read_term(s.terms_of));
    return entry;
}

std::optional<Concept> Termbase::find_in_history(std::int64_t id, std::int64_t change) const {
    // The history's tables have the same columns.
    const auto rows = [&](std::string select, const std::string& table, const char* conditions) {
        const std::string from = " FROM " + table;
        select.replace(select.find(from), from.size(), " FROM history_" + table);
        Statement statement = database_.prepare(select + conditions);
        statement.bind(1, change).bind(2, id);
        return statement;
    };
    Statement concepts = rows(kSelectConcept, "concept", "WHERE c.change = ? AND c.id = ?");
    if (!concepts.step()) return std::nullopt;
    Concept entry = read_concept(concepts);
    Statement terms = rows(kSelectTerm, "term", "WHERE change = ? AND concept = ? ORDER BY seq");
    while (terms.step()) entry.terms.push_back(read_term(terms));
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
        s.update_concept.bind(10, meta).bind(11, entry.id);
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
