#include "importers/unit_table_columns.h"

#include <algorithm>
#include <map>
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

/// "English text", "Target (en)".
bool is_segment_word(std::string_view word) {
    const UnitRole role = unit_role(word);
    const std::string key = squeezed_name(word);
    return role == UnitRole::kSource || role == UnitRole::kTarget || key == "text" ||
           key == "string" || key == "句子" || key == "文字" || key == "内容";
}

void read_qualified(UnitColumn& column) {
    const auto found = split_language_name(column.name, is_segment_word);
    if (!found) return;
    const UnitRole role = unit_role(found->word);
    column.role =
        role == UnitRole::kSource || role == UnitRole::kTarget ? role : UnitRole::kLanguage;
    column.lang = found->lang;
}

UnitColumn read_name(const std::string& field) {
    UnitColumn column;
    column.name = trim_cell(field);
    if (column.name.starts_with("note:")) {  // What --map says of a column that is kept by name.
        column.name.erase(0, 5);
        return column;
    }
    column.role = unit_role(field);
    if (column.role != UnitRole::kOther) return column;
    if (const auto language = parse_language_name(field)) {
        column.role = UnitRole::kLanguage;
        column.lang = *language;
    } else {
        read_qualified(column);
    }
    return column;
}

/// Names that mean a language only beside others: 台灣, 大陸, 英.
void read_short_names(std::vector<UnitColumn>& columns) {
    std::size_t known = 0;
    std::vector<std::pair<UnitColumn*, LanguageTag>> found;
    for (UnitColumn& column : columns) {
        if (column.role != UnitRole::kOther)
            ++known;
        else if (const auto lang = parse_short_language_name(column.name))
            found.emplace_back(&column, *lang);
    }
    if (known + found.size() < 2) return;
    for (auto& [column, lang] : found) {
        column->role = UnitRole::kLanguage;
        column->lang = lang;
    }
}

}  // namespace

UnitRole unit_role(std::string_view name) {
    static const auto roles = [] {
        std::map<std::string, UnitRole, std::less<>> all;
        for (const auto& [known, role] : kNames) all.emplace(squeezed_name(known), role);
        return all;
    }();
    const auto found = roles.find(squeezed_name(name));
    return found == roles.end() ? UnitRole::kOther : found->second;
}

std::optional<std::vector<UnitColumn>> read_unit_header(const std::vector<std::string>& fields,
                                                        const ReadOptions& options) {
    std::vector<UnitColumn> columns;
    for (const std::string& field : fields) columns.push_back(read_name(field));
    read_short_names(columns);
    std::size_t languages = 0, known = 0;
    bool source = false, target = false, is_sure = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        UnitColumn& column = columns[i];
        languages += column.role == UnitRole::kLanguage ? 1 : 0;
        is_sure |= column.role == UnitRole::kLanguage && !may_be_word(column.name);
        known += column.role != UnitRole::kOther ? 1 : 0;
        source |= column.role == UnitRole::kSource;
        target |= column.role == UnitRole::kTarget;
        if (squeezed_name(column.name).empty()) column.name = "column " + std::to_string(i + 1);
    }
    const bool one_language = languages == 1 && columns.size() > 1 &&
                              (known > 1 || (is_sure && !may_be_a_pair(fields, options)));
    if (!(source && target) && languages < 2 && !one_language) return std::nullopt;
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
            return squeezed_name(column.name) == "state";  // A status terms have too.
        case UnitRole::kSource:
        case UnitRole::kLanguage:
        case UnitRole::kTarget: {
            const std::string key = squeezed_name(column.name);
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
