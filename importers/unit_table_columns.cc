#include "importers/unit_table_columns.h"

#include <algorithm>
#include <string_view>

#include "importers/glossary_rows.h"
#include "importers/glossary_table_columns.h"

namespace diglot {
namespace {

constexpr std::pair<std::string_view, UnitRole> kNames[] = {
    {"source", UnitRole::kSource},
    {"src", UnitRole::kSource},
    {"sourcetext", UnitRole::kSource},
    {"sourcesegment", UnitRole::kSource},
    {"sourcestring", UnitRole::kSource},
    {"segment", UnitRole::kSource},
    {"original", UnitRole::kSource},
    {"originaltext", UnitRole::kSource},
    {"原文", UnitRole::kSource},
    {"原句", UnitRole::kSource},
    {"源文", UnitRole::kSource},
    {"源語", UnitRole::kSource},
    {"源语", UnitRole::kSource},
    {"target", UnitRole::kTarget},
    {"trg", UnitRole::kTarget},
    {"tgt", UnitRole::kTarget},
    {"targettext", UnitRole::kTarget},
    {"targetsegment", UnitRole::kTarget},
    {"targetstring", UnitRole::kTarget},
    {"translation", UnitRole::kTarget},
    {"translatedtext", UnitRole::kTarget},
    {"譯文", UnitRole::kTarget},
    {"译文", UnitRole::kTarget},
    {"譯句", UnitRole::kTarget},
    {"翻譯", UnitRole::kTarget},
    {"翻译", UnitRole::kTarget},
    {"目標語", UnitRole::kTarget},
    {"目标语", UnitRole::kTarget},
    {"sourcelanguage", UnitRole::kSourceLanguage},
    {"sourcelang", UnitRole::kSourceLanguage},
    {"srclang", UnitRole::kSourceLanguage},
    {"targetlanguage", UnitRole::kTargetLanguage},
    {"targetlang", UnitRole::kTargetLanguage},
    {"tgtlang", UnitRole::kTargetLanguage},
    {"trglang", UnitRole::kTargetLanguage},
    {"id", UnitRole::kId},
    {"tuid", UnitRole::kId},
    {"unitid", UnitRole::kId},
    {"segmentid", UnitRole::kId},
    {"編號", UnitRole::kId},
    {"编号", UnitRole::kId},
    {"context", UnitRole::kContext},
    {"msgctxt", UnitRole::kContext},
    {"key", UnitRole::kContext},
    {"語境", UnitRole::kContext},
    {"上下文", UnitRole::kContext},
    {"note", UnitRole::kNote},
    {"notes", UnitRole::kNote},
    {"comment", UnitRole::kNote},
    {"comments", UnitRole::kNote},
    {"remark", UnitRole::kNote},
    {"remarks", UnitRole::kNote},
    {"備註", UnitRole::kNote},
    {"备注", UnitRole::kNote},
    {"附註", UnitRole::kNote},
    {"註", UnitRole::kNote},
    {"origin", UnitRole::kOrigin},
    {"file", UnitRole::kOrigin},
    {"filename", UnitRole::kOrigin},
    {"document", UnitRole::kOrigin},
    {"檔案", UnitRole::kOrigin},
    {"文件", UnitRole::kOrigin},
    {"user", UnitRole::kUser},
    {"author", UnitRole::kUser},
    {"translator", UnitRole::kUser},
    {"createdby", UnitRole::kUser},
    {"changedby", UnitRole::kUser},
    {"譯者", UnitRole::kUser},
    {"译者", UnitRole::kUser},
    {"created", UnitRole::kCreated},
    {"creationdate", UnitRole::kCreated},
    {"createdat", UnitRole::kCreated},
    {"date", UnitRole::kChanged},
    {"changed", UnitRole::kChanged},
    {"changedate", UnitRole::kChanged},
    {"modified", UnitRole::kChanged},
    {"lastmodified", UnitRole::kChanged},
    {"updated", UnitRole::kChanged},
    {"日期", UnitRole::kChanged},
    {"修改日期", UnitRole::kChanged},
    {"state", UnitRole::kState},
    {"status", UnitRole::kState},
    {"狀態", UnitRole::kState},
    {"状态", UnitRole::kState},
};

/// ASCII lower case, without what people separate words with.
std::string squeezed(std::string_view name) {
    std::string out;
    for (const char c : trim_cell(name)) {
        if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out;
}

}  // namespace

UnitRole unit_role(std::string_view name) {
    const std::string key = squeezed(name);
    for (const auto& [known, role] : kNames)
        if (known == key) return role;
    return UnitRole::kOther;
}

std::optional<std::vector<UnitColumn>> read_unit_header(const std::vector<std::string>& fields) {
    std::vector<UnitColumn> columns;
    std::size_t languages = 0;
    bool known = false;
    for (const std::string& field : fields) {
        UnitColumn& column = columns.emplace_back();
        column.name = trim_cell(field);
        if (column.name.starts_with(
                "note:")) {  // What --map says of a column that is kept by name.
            column.name.erase(0, 5);
            continue;
        }
        column.role = unit_role(field);
        known = known || column.role != UnitRole::kOther;
        if (column.role != UnitRole::kOther) continue;
        if (const auto language = parse_language_name(field)) {
            column.role = UnitRole::kLanguage;
            column.lang = *language;
            ++languages;
        }
    }
    const auto has = [&](UnitRole role) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const UnitColumn& column) { return column.role == role; });
    };
    const bool pair = has(UnitRole::kSource) && has(UnitRole::kTarget);
    if (!pair && languages < 2 && !(languages == 1 && known)) return std::nullopt;
    return columns;
}

bool is_of_units(const UnitColumn& column) {
    switch (column.role) {
        case UnitRole::kUser:
        case UnitRole::kCreated:
        case UnitRole::kChanged:
        case UnitRole::kOrigin:
        case UnitRole::kSourceLanguage:
        case UnitRole::kTargetLanguage:
            return true;
        case UnitRole::kState:
            return squeezed(column.name) == "state";  // A status terms have too.
        case UnitRole::kSource:
        case UnitRole::kTarget: {
            const std::string key = squeezed(column.name);
            return key.find("text") != std::string::npos ||
                   key.find("segment") != std::string::npos ||
                   key.find("string") != std::string::npos || key.find("句") != std::string::npos;
        }
        default:
            return false;
    }
}

std::optional<std::size_t> rename_columns(
    std::vector<std::string>& names,
    const std::vector<std::pair<std::string, std::string>>& mapping, bool* by_number) {
    const std::vector<std::string> original = names;
    std::vector<bool> used(mapping.size(), false);
    for (std::size_t i = 0; i < original.size(); ++i) {
        for (std::size_t k = 0; k < mapping.size(); ++k) {
            const bool number = mapping[k].first == std::to_string(i + 1);
            if (!number && mapping[k].first != trim_cell(original[i])) continue;
            names[i] = mapping[k].second;
            used[k] = true;
            if (number && by_number) *by_number = true;
        }
    }
    const auto unused = std::find(used.begin(), used.end(), false);
    if (unused == used.end()) return std::nullopt;
    return static_cast<std::size_t>(unused - used.begin());
}

}  // namespace diglot
