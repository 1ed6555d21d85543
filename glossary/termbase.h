// The glossary's tables: the one place of this module where SQL is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/storage/change_log.h"
#include "core/storage/database.h"
#include "glossary/concept.h"
#include "glossary/recognition.h"

namespace diglot {

/// Which concepts: all conditions given must hold.
struct ConceptFilter {
    LanguageTag lang;                  ///< It has a term whose language fits (not kOther) …
    std::optional<TermStatus> status;  ///< … with this status …
    std::string text;     ///< … which holds this text, folded: case, width, Han script.
    std::string subject;  ///< Its subject field, folded, holds this text.
    std::string kind;     ///< Exactly: organisation, person …
    std::string origin;   ///< The name of its file, exactly.
};

struct GlossaryStats {
    std::int64_t concepts = 0;
    std::int64_t terms = 0;
    std::map<std::string, std::int64_t> languages;  ///< Terms by canonical language tag.
};

/// What becomes of an entry whose concept the glossary has.
enum class EntryPolicy {
    kAdd,     ///< What the concept lacks is added; nothing is taken away.
    kSkip,    ///< It is left as it is.
    kUpdate,  ///< What the entry says replaces what the concept says of the same kind.
};

/// Two entries are the same concept if
///  (a) both have the same external id, and at least one term (language and text) in common, or no
///  term at all; or (b) they have the same set of terms, and not two different external ids;
///  without terms, also equal annotations.
/// Where several concepts would do, (a) goes before (b), then the lower id. So entries of one file
/// with equal terms and different ids stay apart; entries without ids and with equal terms are one.
/// Languages are compared as canonical tags (zh_TW and zh-TW are one, zh-TW and zh-Hant two), texts
/// character by character.
class Termbase {
public:
    static const char* const kSchema;
    static const char* const kSchema6;  ///< Migration 6, after kSchema.
    static Aggregate aggregate();

    explicit Termbase(Database& database);
    ~Termbase();

    /// Adds, or, if the glossary has the same concept, merges: terms, sections and annotations it
    /// lacks are added, the newer entry's before the older one's of their kind; nothing is taken
    /// away. `relies_on` is called for concepts met again. Calls complete() on a copy first.
    /// Requires an open ChangeSet.
    /// `id`, where given, becomes the id of the concept added or met again.
    Added add(const Concept& entry, ChangeSet& change, std::int64_t* id = nullptr,
              EntryPolicy policy = EntryPolicy::kAdd);
    /// The concept that add() would take for the same as the entry, which must be complete(). With
    /// kSkip and kUpdate also the only one that shares a term in the language of the entry's first.
    std::optional<Concept> find_known(const Concept& entry, EntryPolicy policy) const;
    /// Another concept with exactly the entry's id and terms, for which update() would refuse it.
    std::optional<Concept> find_identical(const Concept& entry) const;
    /// Ids of the concepts that have exactly this term, ascending.
    std::vector<std::int64_t> with_term(const LanguageTag& lang, const std::string& text) const;
    /// Says which file the concepts added next belong to. With an empty header it begins a file; a
    /// later call with the same origin adds to its header (TBX: <martif> or <tbx> with the header
    /// inside, then <back>).
    void set_origin(const std::string& origin, const Markup& header);

    std::optional<Concept> find(std::int64_t id) const;
    /// The concept as the history keeps it under that change set (RootState::history), or nothing.
    std::optional<Concept> find_in_history(std::int64_t id, std::int64_t change) const;
    /// Replaces the concept with the same id. Calls complete() on a copy first.
    Updated update(const Concept& entry);
    bool remove(std::int64_t id);

    std::int64_t count(const ConceptFilter& filter = {}) const;
    /// In ascending id. Stops when `visit` returns false.
    void for_each(const ConceptFilter& filter,
                  const std::function<bool(const Concept&)>& visit) const;

    /// Finds the glossary's terms as they are now: what was compiled and kept with the file, and
    /// what has changed since. Looks concepts up as it is used, so the glossary must outlive it and
    /// both belong to one thread. `instead`, where given, stands in the place of the concept with
    /// its id: what an edit would find.
    TermRecognizer recognizer(const Concept* instead = nullptr) const;
    /// Compiles and keeps the recogniser if much has changed since, in the open transaction or in
    /// one of its own. To be called with a write that may have changed many concepts; what changes
    /// little costs a look. `progress` is told of concepts; it may throw, and then the old one
    /// stays as far as the transaction is taken back.
    void keep_recognizer(const WorkProgress& progress = {});

    /// What the files said of themselves whose concepts are in the glossary, in the order they were
    /// imported: name, and the elements given to set_origin. Files that said nothing are left out.
    std::vector<std::pair<std::string, std::vector<Markup>>> headers() const;
    GlossaryStats stats() const;
    /// What contradicts itself in the glossary's tables (keys, terms without concept), one line
    /// each.
    std::vector<std::string> faults() const;

private:
    struct State;
    std::int64_t file_row(const std::string& origin);
    std::optional<Concept> find_same(const Concept& entry) const;

    Database& database_;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
