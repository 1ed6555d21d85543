#include "importers/glossary_table_columns.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <unicode/locid.h>
#include <unicode/uloc.h>

namespace diglot {
namespace {

/// Lower case, white space at both ends cut.
std::string plain(std::string_view name) {
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
    std::string out;
    text.trim().foldCase().toUTF8String(out);
    return out;
}

/// And without what people separate words with.
std::string squeezed(std::string_view name) {
    std::string out;
    for (const char c : plain(name))
        if (c != ' ' && c != '_' && c != '-' && c != '.') out += c;
    return out;
}

const std::map<std::string, LanguageTag, std::less<>>& language_names() {
    static const auto names = [] {
        std::map<std::string, LanguageTag, std::less<>> all;
        std::int32_t count = 0;
        const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
        for (std::int32_t i = 0; i < count; ++i) {
            for (const icu::Locale& in : {icu::Locale::getEnglish(), locales[i]}) {
                icu::UnicodeString name;
                std::string utf8;
                locales[i].getDisplayName(in, name).foldCase().toUTF8String(utf8);
                std::string tag = locales[i].getName();
                all.emplace(utf8, LanguageTag(tag));
            }
        }
        for (const auto& [name, tag] : std::initializer_list<std::pair<const char*, const char*>>{
                 {"traditional chinese", "zh-Hant"},
                 {"chinese (traditional)", "zh-Hant"},
                 {"simplified chinese", "zh-Hans"},
                 {"chinese (simplified)", "zh-Hans"},
                 {"繁體中文", "zh-Hant"},
                 {"正體中文", "zh-Hant"},
                 {"简体中文", "zh-Hans"},
                 {"簡體中文", "zh-Hans"},
                 {"chinese (taiwan)", "zh-TW"},
                 {"chinese (china)", "zh-CN"},
                 {"chinese (hong kong)", "zh-HK"},
                 {"english (us)", "en-US"},
                 {"english (uk)", "en-GB"},
                 {"日本語", "ja"}})
            all.insert_or_assign(name, LanguageTag(tag));
        return all;
    }();
    return names;
}

/// A tag whose language ISO 639 knows: "en", "zh-TW", "pt_BR", "sr-Latn". Not "id": that is a
/// column of ids.
bool is_language_tag(std::string_view name) {
    const std::size_t end = std::min(name.find_first_of("-_"), name.size());
    const bool more = end < name.size();
    if (end < 2 || end > 3 || (name == "id" || name == "ID" || name == "Id")) return false;
    std::size_t subtag = 0;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-' || c == '_')
            subtag = 0;
        else if (++subtag > 8 || !(letter || (c >= '0' && c <= '9')))
            return false;
    }
    const LanguageTag tag(name);
    const std::string language = tag.language();
    if (*uloc_getISO3Language(language.c_str()) == '\0') return false;
    if (more) return true;
    // A bare code of three letters may be a word: only where ISO 639-1 has no shorter one, and a
    // name is known.
    icu::UnicodeString shown;
    icu::Locale(language.c_str()).getDisplayLanguage(icu::Locale::getEnglish(), shown);
    std::string utf8;
    shown.toUTF8String(utf8);
    return utf8 != language;
}

constexpr std::pair<std::string_view, ColumnRole> kNames[] = {
    {"id", ColumnRole::kId},
    {"conceptid", ColumnRole::kId},
    {"entryid", ColumnRole::kId},
    {"concept", ColumnRole::kId},
    {"subject", ColumnRole::kSubject},
    {"subjectfield", ColumnRole::kSubject},
    {"domain", ColumnRole::kSubject},
    {"field", ColumnRole::kSubject},
    {"category", ColumnRole::kSubject},
    {"subdomain", ColumnRole::kSubdomain},
    {"kind", ColumnRole::kKind},
    {"definition", ColumnRole::kDefinition},
    {"description", ColumnRole::kDefinition},
    {"conceptsource", ColumnRole::kConceptSource},
    {"reference", ColumnRole::kConceptSource},
    {"conceptnote", ColumnRole::kConceptNote},
    {"note", ColumnRole::kConceptNote},
    {"notes", ColumnRole::kConceptNote},
    {"comment", ColumnRole::kConceptNote},
    {"comments", ColumnRole::kConceptNote},
    {"remark", ColumnRole::kConceptNote},
    {"remarks", ColumnRole::kConceptNote},
    {"lang", ColumnRole::kLang},
    {"language", ColumnRole::kLang},
    {"locale", ColumnRole::kLang},
    {"languagecode", ColumnRole::kLang},
    {"term", ColumnRole::kTerm},
    {"word", ColumnRole::kTerm},
    {"source", ColumnRole::kSourceTerm},
    {"src", ColumnRole::kSourceTerm},
    {"sourceterm", ColumnRole::kSourceTerm},
    {"target", ColumnRole::kTargetTerm},
    {"trg", ColumnRole::kTargetTerm},
    {"tgt", ColumnRole::kTargetTerm},
    {"targetterm", ColumnRole::kTargetTerm},
    {"translation", ColumnRole::kTargetTerm},
    {"status", ColumnRole::kStatus},
    {"termstatus", ColumnRole::kStatus},
    {"administrativestatus", ColumnRole::kStatus},
    {"usagestatus", ColumnRole::kStatus},
    {"forbidden", ColumnRole::kForbidden},
    {"termtype", ColumnRole::kTermType},
    {"type", ColumnRole::kTermType},
    {"partofspeech", ColumnRole::kPartOfSpeech},
    {"pos", ColumnRole::kPartOfSpeech},
    {"gender", ColumnRole::kGender},
    {"grammaticalgender", ColumnRole::kGender},
    {"region", ColumnRole::kRegion},
    {"geographicalusage", ColumnRole::kRegion},
    {"validfrom", ColumnRole::kValidFrom},
    {"validuntil", ColumnRole::kValidUntil},
    {"termsource", ColumnRole::kTermSource},
    {"termnote", ColumnRole::kTermNote},
    {"example", ColumnRole::kContext},
    {"exampleofuse", ColumnRole::kContext},
    {"context", ColumnRole::kContext},
};

bool has(const std::vector<Column>& columns, ColumnRole role) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Column& column) { return column.role == role; });
}

void replace(std::vector<Column>& columns, ColumnRole from, ColumnRole to) {
    for (Column& column : columns)
        if (column.role == from) column.role = to;
}

Column read_name(const std::string& name) {
    Column column;
    column.name = name;
    const std::string key = squeezed(name);
    for (const auto& [known, role] : kNames)
        if (key == known) {
            column.role = role;
            return column;
        }
    if (const auto language = parse_language_name(name)) {
        column.role = ColumnRole::kLanguageTerm;
        column.lang = *language;
    }
    return column;
}

}  // namespace

std::optional<LanguageTag> parse_language_name(std::string_view name) {
    const std::string key = plain(name);
    const std::size_t start = name.find_first_not_of(" \t");
    if (start == std::string_view::npos) return std::nullopt;
    const std::string_view trimmed = name.substr(start, name.find_last_not_of(" \t") - start + 1);
    if (is_language_tag(trimmed)) return LanguageTag(trimmed);
    const auto found = language_names().find(key);
    if (found == language_names().end()) return std::nullopt;
    return found->second;
}

std::optional<std::vector<Column>> read_table_header(const std::vector<std::string>& fields) {
    std::vector<Column> columns;
    for (const std::string& field : fields) columns.push_back(read_name(field));
    const auto languages = std::count_if(columns.begin(), columns.end(), [](const Column& column) {
        return column.role == ColumnRole::kLanguageTerm;
    });
    const bool long_form = has(columns, ColumnRole::kLang) && has(columns, ColumnRole::kTerm);
    if (!long_form && languages == 0) replace(columns, ColumnRole::kTerm, ColumnRole::kSourceTerm);
    const bool pair =
        has(columns, ColumnRole::kSourceTerm) && has(columns, ColumnRole::kTargetTerm);
    const bool one_with_more =
        languages == 1 && std::any_of(columns.begin(), columns.end(), [](const Column& column) {
            return column.role != ColumnRole::kLanguageTerm && column.role != ColumnRole::kOther;
        });
    if (!long_form && !pair && languages < 2 && !one_with_more) return std::nullopt;
    if (long_form) replace(columns, ColumnRole::kSourceTerm, ColumnRole::kTermSource);
    if (languages > 0) {
        replace(columns, ColumnRole::kSourceTerm, ColumnRole::kConceptSource);
        const Column* last = nullptr;
        for (Column& column : columns) {
            if (column.role == ColumnRole::kLanguageTerm) last = &column;
            const bool note =
                column.role == ColumnRole::kConceptNote || column.role == ColumnRole::kContext;
            if (!last || !note) continue;
            column.of_language = true;
            column.lang = last->lang;
            if (column.role == ColumnRole::kConceptNote) column.role = ColumnRole::kTermNote;
        }
    }
    return columns;
}

}  // namespace diglot
