// The translation unit as Diglot keeps it: everything a TMX <tu> can say, in every language it has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "core/markup.h"
#include "core/time.h"

namespace diglot {

/// Whether the element's content is native code, not text: bpt, ept, it, ph, ut (TMX 1.4b, "Content
/// Markup"). Text inside <hi> is text.
bool is_native_code(std::string_view element);

/// A segment's characters and, where it has any, its inline codes.
struct Segment {
    /// Text without native code: runs outside elements, and those inside <hi> and elements that are
    /// not TMX's (an XLIFF <g>), as they stood. Content of bpt, ept, it, ph, ut is native code and
    /// not in it.
    std::string text;
    /// The whole content with its codes, nested as in the file (TMX 1.4b, "Content Markup"); empty
    /// when there are none.
    std::vector<Markup> content;

    Segment() = default;
    explicit Segment(std::string_view plain) : text(plain) {}
    /// Takes text from the content; drops the content again if it is text only.
    static Segment from_content(std::vector<Markup> content);

    bool operator==(const Segment&) const = default;
};

/// Who wrote something, and when.
struct Stamp {
    std::optional<Time> created;
    std::optional<Time> changed;
    std::string created_by;
    std::string changed_by;

    bool operator==(const Stamp&) const = default;
};

/// One language of a unit (TMX tuv).
struct Variant {
    LanguageTag lang;
    std::string lang_spelling;  ///< As the file wrote it.
    Segment segment;
    Stamp stamp;
    /// Attributes without a field here, among them dates that do not parse; in file order.
    std::vector<Attribute> attributes;
    /// <note> and <prop> in file order.
    std::vector<Markup> annotations;

    bool operator==(const Variant&) const = default;
};

/// What stood before and after a unit where it was met: fingerprint() of their source segments, 0
/// for none.
struct Context {
    std::uint64_t previous = 0;
    std::uint64_t next = 0;

    bool operator==(const Context&) const = default;
};

/// A translation unit (TMX tu).
struct Unit {
    std::int64_t id =
        0;  ///< 0 until stored. Ascending in the order units were added; never used twice.
    std::vector<Variant> variants;  ///< In file order; at least one.
    /// Index of the variant the others were translated from; nothing for srclang="*all*".
    std::optional<std::size_t> source;
    Stamp stamp;
    std::string origin;  ///< Name of the file it came from, without folders; empty if typed in.
    Context context;     ///< Where it was first met.
    std::vector<Context> more_contexts;  ///< Where it was met again.
    std::vector<Attribute> attributes;   ///< As Variant::attributes: tuid, segtype, usagecount …
    std::vector<Markup> annotations;     ///< As Variant::annotations.

    /// The variant asked as source where none is named: variants[source], or the first.
    const Variant& source_variant() const { return variants[source.value_or(0)]; }
    /// Value of the first property (<prop>) of that type on the unit, or null. The type is compared
    /// exactly.
    std::optional<std::string> property(std::string_view type) const;
    /// The latest time anything in it was made or changed.
    std::optional<Time> latest_change() const;
};

/// A 47-bit fingerprint of a segment: characters and codes (element, attributes, content;
/// but not how a file numbers them). Never 0. Not 64 bits: two stand beside every unit, and SQLite
/// keeps these in six bytes.
std::uint64_t fingerprint(const Segment& segment);

/// A 64-bit fingerprint of what makes a unit the same unit: source language and every variant's
/// language and segment, whatever their order and whatever numbers their codes have. Equal units
/// have equal keys.
std::uint64_t unit_key(const Unit& unit);

/// Whether two units are the same: the question unit_key() answers up to chance.
bool same_unit(const Unit& a, const Unit& b);

}  // namespace diglot
