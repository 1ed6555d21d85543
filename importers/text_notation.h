// How the texts of a unit stand in the bytes of its file, so that one can be changed in part and
// every other byte stays as it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace diglot {

enum class Notation {
    kXml,    ///< TMX, XLIFF and the flavours of its vendors: <seg>, <target>.
    kPo,     ///< msgstr of a catalogue.
    kJson,   ///< Strings.
    kTable,  ///< Cells of CSV and TSV.
};

/// Of a format as ReadSummary names it; nothing for one whose texts are not changed in its bytes
/// (XLSX, SDLTM, what is packed).
std::optional<Notation> notation_of(std::string_view format);

/// Puts `by` in place of the bytes [start, end) of a text; start < end.
struct TextReplacement {
    std::size_t start = 0;
    std::size_t end = 0;
    std::string by;
};

/// A change to one target of a unit.
struct NotedChange {
    std::string text;  ///< The target as its reader handed it over, without inline codes.
    std::vector<TextReplacement> replacements;  ///< Ascending, not touching each other.
    bool is_alternative = false;                ///< XLIFF: it stands in an <alt-trans> or <match>.
    std::size_t earlier = 0;  ///< Places with the same text before it that are not meant.
    /// XML: attributes of the <tu> and <tuv> around it, set where these have them.
    std::vector<std::pair<std::string, std::string>> attributes;
};

/// Makes the change in `unit`, a unit's bytes as UTF-8, from its position to the next unit's.
/// False, and nothing is changed, where no place holds exactly that text, or an inline code, a
/// reference or the bounds of a CDATA section are in the way. `separator`: between cells of a
/// table.
bool change_text(std::string& unit, Notation notation, char separator, const NotedChange& change);

}  // namespace diglot
