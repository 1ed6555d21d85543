// The concept as Diglot keeps it: one meaning, its terms in every language, and all a TBX entry
// says of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/language_tag.h"
#include "core/markup.h"
#include "core/time.h"

namespace diglot {

/// How a term may be used. ISO 30042 administrativeStatus, TBX-Basic picklist; "forbidden" is
/// Diglot's own.
enum class TermStatus { kNone, kPreferred, kAdmitted, kDeprecated, kForbidden };

/// "", "preferred", "admitted", "deprecated", "forbidden".
const char* to_string(TermStatus status);
/// The word of the TBX-Basic picklist (administrativeStatus); a forbidden term is written as a
/// deprecated one.
const char* picklist_word(TermStatus status);
/// Reads those words, TBX's picklist ("preferredTerm-admn-sts") and the words other tools write
/// (obsolete, approved, standardizedTerm-admn-sts …, docs/formats/tbx.md has the table); nothing if
/// the word is none of them.
std::optional<TermStatus> parse_term_status(std::string_view word);

/// Whether a term is found where the text writes it in other case. docs/glossary.md, "Case".
enum class CaseRule {
    kAuto,       ///< Acronyms as written, one-word names not in lower case, everything else in any.
    kAsWritten,  ///< Only as the term is written.
    kAny,
};

/// "", "as written", "any".
const char* to_string(CaseRule rule);
std::optional<CaseRule> parse_case_rule(std::string_view word);

/// One term in one language (TBX tig, ntig, termSec).
struct Term {
    static constexpr std::size_t kNoSection = static_cast<std::size_t>(-1);

    LanguageTag lang;
    std::string lang_spelling;  ///< As the file wrote it.
    std::string text;           ///< As the file wrote it, inline elements' text included.
    TermStatus status = TermStatus::kNone;
    std::string part_of_speech;  ///< As the file wrote it; empty if not said.
    std::string term_type;       ///< fullForm, acronym, shortForm …; as the file wrote it.
    std::string gender;          ///< masculine, feminine, neuter, other; as the file wrote it.
    std::string region;  ///< Where it is used: TW, CN, HK, US, GB …; as the file wrote it.
    std::optional<Date> valid_from;   ///< The first day it is the right term; nothing: not stated.
    std::optional<Date> valid_until;  ///< The last.
    CaseRule case_rule = CaseRule::kAuto;
    /// Longer texts in which it is not this term: 光 is not in 觀光.
    std::vector<std::string> not_in;
    /// Everything said of the term, in file order, as TBX v2/v3-DCA elements (termNote, descrip,
    /// admin, note, ref, xref, transacGrp, descripGrp …) whatever the file's style; status, part of
    /// speech and term type among them.
    std::vector<Markup> annotations;
    std::vector<Attribute> attributes;  ///< Of the element around the term (tig, termSec): id …
    std::vector<Attribute> text_attributes;  ///< Of <term> itself: id …
    std::vector<Markup>
        content;  ///< The term's own content where it has inline elements (hi); else empty.
    std::size_t section = kNoSection;  ///< Index into Concept::sections; complete() fills it in.

    bool operator==(const Term&) const = default;
};

/// What is said of a concept in one language, not of one term (TBX langSet, langSec).
struct LanguageSection {
    LanguageTag lang;
    std::string lang_spelling;
    std::vector<Markup> annotations;
    std::vector<Attribute> attributes;

    bool operator==(const LanguageSection&) const = default;
};

struct Concept {
    std::int64_t id = 0;      ///< 0 until stored; ascending; never used twice.
    std::string external_id;  ///< The file's id of the entry; empty if it has none.
    std::vector<Term> terms;  ///< In file order.
    /// One a language section of the file, in file order: also where it has no term, and twice
    /// where a file has two of one language.
    std::vector<LanguageSection> sections;
    std::string subject;  ///< Subject field; empty if not said.
    std::string
        kind;  ///< organisation, person, place, programme, product, term; free; may be empty.
    bool do_not_translate = false;
    /// Where it is first met the full form is written with the short form in brackets, then the
    /// short form alone.
    bool first_mention = false;
    std::string
        definition;      ///< The first found: of the concept, else of a language, else of a term.
    std::string origin;  ///< Name of the file it came from, without folders.
    std::optional<Time> changed;
    std::vector<Markup> annotations;  ///< Said of the concept, in file order; as Term::annotations.
    std::vector<Attribute> attributes;  ///< Of the entry's element, but id.

    bool operator==(const Concept&) const = default;
};

/// The first <element type="type"> among `annotations` or at the head of a group there (descripGrp,
/// adminGrp, termNoteGrp); null if there is none.
const Markup* find_annotation(const std::vector<Markup>& annotations, std::string_view element,
                              std::string_view type);
/// Gives that annotation the text, or appends one; an empty text removes it (with its group).
void set_annotation(std::vector<Markup>& annotations, std::string_view element,
                    std::string_view type, std::string_view text);

/// The text after `prefix` of the first <note> that begins with it; nothing if there is none. What
/// TBX has no category for is kept in notes: docs/glossary.md has the prefixes.
std::optional<std::string> find_note(const std::vector<Markup>& annotations,
                                     std::string_view prefix);
/// Gives that note the text after its prefix, or appends one; `text` nothing removes all of them.
void set_note(std::vector<Markup>& annotations, std::string_view prefix,
              const std::optional<std::string>& text);

inline constexpr std::string_view kKindNote = "kind: ";
inline constexpr std::string_view kDoNotTranslateNote = "do not translate";
inline constexpr std::string_view kFirstMentionNote =
    "first mention: full form (short form), then short form";
inline constexpr std::string_view kValidFromNote = "valid from ";
inline constexpr std::string_view kValidUntilNote = "valid until ";
inline constexpr std::string_view kCaseNote = "case: ";
inline constexpr std::string_view kNotInNote = "not in: ";
/// Keeps the other version where two people changed one thing: glossary/concept_join.h.
inline constexpr std::string_view kConflictNote = "undecided conflict: ";

/// Whether the term is the right one that day, as far as its dates say.
bool is_valid_on(const Term& term, Date day);

/// Sets the status, and what the annotations say of it: the Basic picklist's word as
/// administrativeStatus. For a forbidden term that is deprecatedTerm-admn-sts with
/// <note>forbidden</note> beside it, which is read as forbidden again.
void set_status(Term& term, TermStatus status);

/// Makes fields and annotations say the same. A field that is filled wins (status, dates, subject,
/// definition …: what a caller has set) and is written into the annotations; an empty one is read
/// from them. To empty a field, empty it and set_annotation it to "" (or set_note it to nothing).
/// Gives each term its section, and each section and term its spelling.
void complete(Concept& entry);

/// The latest date in the transaction groups of the concept, its sections and terms (transacGrp >
/// date), or nothing.
std::optional<Time> latest_transaction(const Concept& entry);

}  // namespace diglot
