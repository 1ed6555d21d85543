// What XLIFF's words become in the memory, and which of them say how far a translation is. The
// reader and the writer share it. In words: docs/formats/xliff.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/markup.h"
#include "tm/merge.h"

namespace diglot::xliff {

/// The two shapes of the standard: 1.0 to 1.2 (trans-unit) and 2.0 to 2.1 (unit, segment).
enum class Version { k12, k21 };

/// Type of the <prop> that holds the attribute NAME of a unit, segment or target: "x-xliff-NAME".
inline constexpr std::string_view kProp = "x-xliff-";
inline constexpr std::string_view kIdProp = "x-xliff-id";
inline constexpr std::string_view kFileProp = "x-xliff-file";  ///< <file original="…">.
inline constexpr std::string_view kGroupProp = "x-xliff-group";
inline constexpr std::string_view kSegmentProp = "x-xliff-segment";  ///< mid, or id of <segment>.
inline constexpr std::string_view kStateProp = "x-xliff-state";
/// What an alternative translation is: its alttranstype or type, else "proposal".
inline constexpr std::string_view kAlternativeProp = kAlternativeProperty;
/// How far a unit is, as ranking understands it: reviewed, machine, unreviewed.
inline constexpr std::string_view kReviewProp = "x-diglot-state";

inline constexpr std::string_view kNamespace12 = "urn:oasis:names:tc:xliff:document:1.2";
inline constexpr std::string_view kNamespace2 = "urn:oasis:names:tc:xliff:document:2.0";
inline constexpr std::string_view kMetadata = "urn:oasis:names:tc:xliff:metadata:2.0";
/// Of the attribute and the elements that carry what XLIFF has no place for.
inline constexpr std::string_view kOwnNamespace = "urn:diglot:xliff";

/// So many alternatives are held back with the unit before them until the one after it is known.
inline constexpr std::size_t kMostHeld = 4096;

/// The text of the first property of that type, or null.
const Markup* find_prop(const std::vector<Markup>& annotations, std::string_view type);
std::string prop_value(const std::vector<Markup>& annotations, std::string_view type);
/// Adds the property, unless the value is empty.
void add_prop(std::vector<Markup>& annotations, std::string_view type, std::string_view value);

/// Whether `annotation` says how far the translation is: a state in the standard's words or a
/// vendor's.
bool is_state_prop(const Markup& annotation);
/// What the properties of a unit say of it in the words of x-diglot-state; empty where they say
/// nothing, or that a translator is done.
/// Sources: XLIFF 1.2, 2.3 "state", "state-qualifier", "approved"; XLIFF 2.1, 4.3.1.25 "state".
std::string review_state(const std::vector<Markup>& annotations);
/// Whether they say that nobody has translated it yet, so that a target like the source is a copy.
bool is_not_begun(const std::vector<Markup>& annotations);

/// Values the standards name, or leave to tools: "x-…".
bool is_state(Version version, std::string_view value);
bool is_state_qualifier(std::string_view value);  ///< XLIFF 1.2.
/// Whether `text` may be an id in XLIFF 2.1 (NMTOKEN, of ASCII letters here).
bool is_nmtoken(std::string_view text);

/// No code and no character but white space.
bool is_blank(const std::vector<Markup>& content);

}  // namespace diglot::xliff
