// What TBX is made of: which data category is which element, and what may stand in what. ISO
// 30042:2008 (v2, the DTD TBXcoreStructV02) and ISO 30042:2019 (v3, the RELAX NG schema
// TBXcoreStructV03).
#pragma once

#include <string_view>

namespace diglot {

enum class TbxVersion {
    kV2,  ///< <martif>, termEntry, langSet, tig.
    kV3,  ///< <tbx style="dca">, conceptEntry, langSec, termSec.
};

/// The content model of one element. Lists are separated by spaces.
struct TbxRule {
    std::string_view name;
    std::string_view attributes;  ///< That may stand at it.
    std::string_view required;    ///< One of them that must; may be empty.
    std::string_view head;        ///< The child that must come first, once; may be empty.
    std::string_view children;    ///< That may follow.
    bool text;                    ///< Whether it may hold text.
};

/// Null for an element that TBX does not know.
const TbxRule* tbx_rule(TbxVersion version, std::string_view element);

/// Whether `list`, words separated by spaces, has the word.
bool has_word(std::string_view list, std::string_view word);

/// Elements whose white space between children means nothing, in either version.
bool is_tbx_container(std::string_view element);

/// The element that carries a data category as attribute ("termNote" for "partOfSpeech"); empty if
/// the category is in none of the modules Min, Basic and Linguist.
std::string_view dca_element(std::string_view category);

/// The element that heads a group: "descrip" for "descripGrp"; empty if it is no group.
std::string_view head_of_group(std::string_view group);

/// `admin` types of our own, at the places they are written. docs/formats/tbx.md, "What only Diglot
/// reads back".
inline constexpr std::string_view kIdCarrier = "x-diglot-id";  ///< Entry: its id as it was.
inline constexpr std::string_view kStatusCarrier =
    "x-diglot-status";  ///< Term: the word for its status as it was.

}  // namespace diglot
