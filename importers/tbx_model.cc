#include "importers/tbx_model.h"

#include <algorithm>
#include <array>
#include <utility>

namespace diglot {
namespace {

// The entities of the DTD, with its names.
#define AUX "descrip descripGrp admin adminGrp transacGrp note ref xref"
#define NOTE_LINK "admin adminGrp transacGrp note ref xref"
#define ID_LANG "id xml:lang"
#define TYPED "id xml:lang type target datatype"
#define V2_INLINE "hi foreign bpt ept ph"
#define V3_INLINE "hi foreign sc ec ph"
#define V3_TYPED "id xml:lang type target datatype module"

constexpr TbxRule kV2[] = {
    {"hi", "type target xml:lang", "", "", "", true},
    {"foreign", ID_LANG, "", "", V2_INLINE, true},
    {"bpt", "i type", "", "", "", true},
    {"ept", "i", "", "", "", true},
    {"ph", "type", "", "", "", true},
    {"admin", TYPED, "type", "", V2_INLINE, true},
    {"adminGrp", "id", "", "admin", "adminNote note ref xref", false},
    {"adminNote", TYPED, "type", "", "", true},
    {"date", "id", "", "", "", true},
    {"descrip", TYPED, "type", "", V2_INLINE, true},
    {"descripGrp", "id", "", "descrip", "descripNote admin adminGrp transacGrp note ref xref",
     false},
    {"descripNote", TYPED, "type", "", "", true},
    {"langSet", ID_LANG, "xml:lang", "", AUX " tig ntig", false},
    {"note", ID_LANG, "", "", V2_INLINE, true},
    {"ntig", "id", "", "termGrp", AUX, false},
    {"ref", TYPED, "type", "", "", true},
    {"term", "id", "", "", "hi", true},
    {"termComp", ID_LANG, "", "", "", true},
    {"termCompGrp", "id", "", "termComp", "termNote termNoteGrp " NOTE_LINK, false},
    {"termCompList", "id type", "type", "", AUX " termComp termCompGrp", false},
    {"termEntry", "id", "", "", AUX " langSet", false},
    {"termGrp", "id", "", "term", "termNote termNoteGrp termCompList", false},
    {"termNote", TYPED, "type", "", V2_INLINE, true},
    {"termNoteGrp", "id", "", "termNote", NOTE_LINK, false},
    {"tig", "id", "", "term", "termNote " AUX, false},
    {"transac", TYPED, "type", "", "", true},
    {"transacGrp", "id", "", "transac", "transacNote date note ref xref", false},
    {"transacNote", TYPED, "type", "", "", true},
    {"xref", "id type target", "target", "", "", true},
    {"martifHeader", "id", "", "fileDesc", "encodingDesc revisionDesc", false},
    {"p", "id type xml:lang", "", "", V2_INLINE, true},
    {"fileDesc", "id", "", "", "titleStmt publicationStmt sourceDesc", false},
    {"titleStmt", ID_LANG, "", "title", "note", false},
    {"title", ID_LANG, "", "", "", true},
    {"publicationStmt", "id", "", "p", "p", false},
    {"sourceDesc", ID_LANG, "", "p", "p", false},
    {"encodingDesc", "id", "", "p", "p", false},
    {"revisionDesc", ID_LANG, "", "change", "change", false},
    {"change", ID_LANG, "", "p", "p", false},
    {"back", "id", "", "", "refObjectList", false},
    {"refObjectList", "id type", "type", "refObject", "refObject", false},
    {"refObject", "id", "", "", "itemSet itemGrp item", false},
    {"item", "id type", "", "", V2_INLINE, true},
    {"itemGrp", "id", "", "item", NOTE_LINK, false},
    {"itemSet", "id type", "", "", "item itemGrp", false},
};

constexpr TbxRule kV3[] = {
    {"hi", "type target xml:lang", "", "", "", true},
    {"foreign", ID_LANG, "", "", V3_INLINE, true},
    {"sc", "id disp equiv subType type target isolated", "id", "", "", false},
    {"ec", "id startRef disp equiv subType type target isolated", "", "", "", false},
    {"ph", "id disp equiv subType type", "", "", "", false},
    {"admin", V3_TYPED, "type", "", V3_INLINE, true},
    {"adminGrp", "id", "", "admin", "adminNote note ref xref", false},
    {"adminNote", V3_TYPED, "type", "", "", true},
    {"date", "id", "", "", "", true},
    {"descrip", V3_TYPED, "type", "", V3_INLINE, true},
    {"descripGrp", "id", "", "descrip", "descripNote admin adminGrp transacGrp note ref xref",
     false},
    {"descripNote", V3_TYPED, "type", "", "", true},
    {"langSec", "xml:lang", "xml:lang", "", AUX " termSec", false},
    {"note", ID_LANG, "", "", V3_INLINE, true},
    {"ref", V3_TYPED, "type", "", "", true},
    {"term", "id", "", "", "hi", true},
    {"conceptEntry", "id", "", "", AUX " langSec", false},
    {"termNote", V3_TYPED, "type", "", V3_INLINE, true},
    {"termNoteGrp", "id", "", "termNote", NOTE_LINK, false},
    {"termSec", "id", "", "term", "termNote termNoteGrp " AUX, false},
    {"transac", V3_TYPED, "type", "", "", true},
    {"transacGrp", "id", "", "transac", "transacNote date note ref xref", false},
    {"transacNote", V3_TYPED, "type", "", "", true},
    {"xref", "id type target module", "target", "", "", true},
    {"tbxHeader", "id", "", "fileDesc", "encodingDesc revisionDesc", false},
    {"p", "id type xml:lang", "", "", V3_INLINE, true},
    {"fileDesc", "id", "", "", "titleStmt publicationStmt sourceDesc", false},
    {"titleStmt", ID_LANG, "", "title", "note", false},
    {"title", ID_LANG, "", "", "", true},
    {"publicationStmt", "id", "", "p", "p", false},
    {"sourceDesc", ID_LANG, "", "p", "p", false},
    {"encodingDesc", "id", "", "p", "p", false},
    {"revisionDesc", ID_LANG, "", "change", "change", false},
    {"change", ID_LANG, "", "p", "p", false},
    {"back", "id", "", "", "refObjectSec", false},
    {"refObjectSec", "id type", "type", "refObject", "refObject", false},
    {"refObject", "id", "", "", "itemSet itemGrp item", false},
    {"item", "id type", "", "", V3_INLINE, true},
    {"itemGrp", "id", "", "item", NOTE_LINK, false},
    {"itemSet", "id type", "", "", "item itemGrp", false},
};

#undef AUX
#undef NOTE_LINK
#undef ID_LANG
#undef TYPED
#undef V2_INLINE
#undef V3_INLINE
#undef V3_TYPED

// TBX modules Min, Basic and Linguist (*.tbxmd).
constexpr std::pair<std::string_view, std::string_view> kCategories[] = {
    {"administrativeStatus", "termNote"},
    {"partOfSpeech", "termNote"},
    {"subjectField", "descrip"},
    {"customerSubset", "admin"},
    {"externalCrossReference", "xref"},
    {"context", "descrip"},
    {"crossReference", "ref"},
    {"definition", "descrip"},
    {"geographicalUsage", "termNote"},
    {"grammaticalGender", "termNote"},
    {"projectSubset", "admin"},
    {"responsibility", "transacNote"},
    {"source", "admin"},
    {"termLocation", "termNote"},
    {"termType", "termNote"},
    {"transactionType", "transac"},
    {"xGraphic", "xref"},
    {"grammaticalNumber", "termNote"},
    {"reading", "admin"},
    {"readingNote", "adminNote"},
    {"register", "termNote"},
    {"transferComment", "termNote"},
};

template <std::size_t N>
const TbxRule* search(const TbxRule (&rules)[N], std::string_view element) {
    const auto found = std::find_if(std::begin(rules), std::end(rules),
                                    [&](const TbxRule& rule) { return rule.name == element; });
    return found == std::end(rules) ? nullptr : found;
}

}  // namespace

const TbxRule* tbx_rule(TbxVersion version, std::string_view element) {
    return version == TbxVersion::kV2 ? search(kV2, element) : search(kV3, element);
}

bool has_word(std::string_view list, std::string_view word) {
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(' ', at), list.size());
        if (list.substr(at, end - at) == word) return true;
        at = end + 1;
    }
    return false;
}

bool is_tbx_container(std::string_view element) {
    if (element == "martif" || element == "tbx" || element == "text" || element == "body")
        return true;
    const TbxRule* rule = search(kV2, element);
    if (!rule) rule = search(kV3, element);
    return rule && !rule->text && element != "sc" && element != "ec";
}

std::string_view dca_element(std::string_view category) {
    for (const auto& [name, element] : kCategories)
        if (name == category) return element;
    return {};
}

std::string_view head_of_group(std::string_view group) {
    for (const std::string_view head : {"descrip", "admin", "transac", "termNote"})
        if (group.size() == head.size() + 3 && group.starts_with(head) && group.ends_with("Grp"))
            return head;
    return {};
}

}  // namespace diglot
