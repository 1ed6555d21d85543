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
                 {"日本語", "ja"},
                 {"英文", "en"},
                 {"英語", "en"},
                 {"英语", "en"},
                 {"日文", "ja"},
                 {"韓文", "ko"},
                 {"德文", "de"},
                 {"法文", "fr"},
                 {"繁中", "zh-Hant"},
                 {"簡中", "zh-Hans"},
                 {"简中", "zh-Hans"},
                 {"台灣中文", "zh-TW"},
                 {"臺灣中文", "zh-TW"}})
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
    {"concepttbx", ColumnRole::kConceptTbx},
    {"langtbx", ColumnRole::kLangTbx},
    {"termtbx", ColumnRole::kTermTbx},
    {"example", ColumnRole::kContext},
    {"exampleofuse", ColumnRole::kContext},
    {"context", ColumnRole::kContext},
    {"編號", ColumnRole::kId},
    {"编号", ColumnRole::kId},
    {"概念", ColumnRole::kId},
    {"領域", ColumnRole::kSubject},
    {"领域", ColumnRole::kSubject},
    {"主題", ColumnRole::kSubject},
    {"主题", ColumnRole::kSubject},
    {"類別", ColumnRole::kSubject},
    {"类别", ColumnRole::kSubject},
    {"學科", ColumnRole::kSubject},
    {"種類", ColumnRole::kKind},
    {"种类", ColumnRole::kKind},
    {"定義", ColumnRole::kDefinition},
    {"定义", ColumnRole::kDefinition},
    {"說明", ColumnRole::kDefinition},
    {"说明", ColumnRole::kDefinition},
    {"解釋", ColumnRole::kDefinition},
    {"備註", ColumnRole::kConceptNote},
    {"备注", ColumnRole::kConceptNote},
    {"附註", ColumnRole::kConceptNote},
    {"註", ColumnRole::kConceptNote},
    {"註解", ColumnRole::kConceptNote},
    {"注释", ColumnRole::kConceptNote},
    {"語言", ColumnRole::kLang},
    {"语言", ColumnRole::kLang},
    {"語系", ColumnRole::kLang},
    {"術語", ColumnRole::kTerm},
    {"术语", ColumnRole::kTerm},
    {"詞彙", ColumnRole::kTerm},
    {"词汇", ColumnRole::kTerm},
    {"詞條", ColumnRole::kTerm},
    {"名詞", ColumnRole::kTerm},
    {"原文", ColumnRole::kSourceTerm},
    {"源語", ColumnRole::kSourceTerm},
    {"源语", ColumnRole::kSourceTerm},
    {"原詞", ColumnRole::kSourceTerm},
    {"譯文", ColumnRole::kTargetTerm},
    {"译文", ColumnRole::kTargetTerm},
    {"譯名", ColumnRole::kTargetTerm},
    {"译名", ColumnRole::kTargetTerm},
    {"目標語", ColumnRole::kTargetTerm},
    {"翻譯", ColumnRole::kTargetTerm},
    {"翻译", ColumnRole::kTargetTerm},
    {"狀態", ColumnRole::kStatus},
    {"状态", ColumnRole::kStatus},
    {"禁用", ColumnRole::kForbidden},
    {"不可用", ColumnRole::kForbidden},
    {"類型", ColumnRole::kTermType},
    {"类型", ColumnRole::kTermType},
    {"詞性", ColumnRole::kPartOfSpeech},
    {"词性", ColumnRole::kPartOfSpeech},
    {"詞類", ColumnRole::kPartOfSpeech},
    {"性別", ColumnRole::kGender},
    {"地區", ColumnRole::kRegion},
    {"地区", ColumnRole::kRegion},
    {"區域", ColumnRole::kRegion},
    {"國別", ColumnRole::kRegion},
    {"生效日", ColumnRole::kValidFrom},
    {"生效日期", ColumnRole::kValidFrom},
    {"生效", ColumnRole::kValidFrom},
    {"起始日", ColumnRole::kValidFrom},
    {"startdate", ColumnRole::kValidFrom},
    {"失效日", ColumnRole::kValidUntil},
    {"失效日期", ColumnRole::kValidUntil},
    {"失效", ColumnRole::kValidUntil},
    {"終止日", ColumnRole::kValidUntil},
    {"截止日", ColumnRole::kValidUntil},
    {"until", ColumnRole::kValidUntil},
    {"enddate", ColumnRole::kValidUntil},
    {"出處", ColumnRole::kTermSource},
    {"出处", ColumnRole::kTermSource},
    {"來源", ColumnRole::kTermSource},
    {"来源", ColumnRole::kTermSource},
    {"網址", ColumnRole::kUrl},
    {"网址", ColumnRole::kUrl},
    {"連結", ColumnRole::kUrl},
    {"url", ColumnRole::kUrl},
    {"link", ColumnRole::kUrl},
    {"sourceurl", ColumnRole::kUrl},
    {"website", ColumnRole::kUrl},
    {"例句", ColumnRole::kContext},
    {"語境", ColumnRole::kContext},
    {"上下文", ColumnRole::kContext},
    {"範例", ColumnRole::kContext},
    {"用法", ColumnRole::kTermNote},
    {"usagenote", ColumnRole::kTermNote},
    {"usage", ColumnRole::kTermNote},
    {"大小寫", ColumnRole::kCase},
    {"大小写", ColumnRole::kCase},
    {"case", ColumnRole::kCase},
    {"casesensitive", ColumnRole::kCase},
    {"caserule", ColumnRole::kCase},
    {"排除", ColumnRole::kNotIn},
    {"notin", ColumnRole::kNotIn},
    {"exceptin", ColumnRole::kNotIn},
    {"不譯", ColumnRole::kDoNotTranslate},
    {"不译", ColumnRole::kDoNotTranslate},
    {"donottranslate", ColumnRole::kDoNotTranslate},
    {"dnt", ColumnRole::kDoNotTranslate},
    {"untranslatable", ColumnRole::kDoNotTranslate},
    {"首次", ColumnRole::kFirstMention},
    {"firstmention", ColumnRole::kFirstMention},
};

bool has(const std::vector<Column>& columns, ColumnRole role) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Column& column) { return column.role == role; });
}

void replace(std::vector<Column>& columns, ColumnRole from, ColumnRole to) {
    for (Column& column : columns)
        if (column.role == from) column.role = to;
}

constexpr std::string_view kNoteOf = "note:";  ///< A note of its own, asked for.

Column read_name(const std::string& name) {
    Column column;
    column.name = name;
    if (name.starts_with(kNoteOf) && name.size() > kNoteOf.size()) {
        column.name = name.substr(kNoteOf.size());
        return column;
    }
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

std::optional<LanguageTag> parse_language_cell(std::string_view text) {
    if (auto known = parse_language_name(text)) return known;
    const bool is_code = text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) {
                             return c >= 'a' && c <= 'z';
                         });
    return is_code ? std::optional(LanguageTag(text)) : std::nullopt;
}

bool is_column_name(std::string_view name) {
    return (name.starts_with(kNoteOf) && name.size() > kNoteOf.size()) ||
           read_name(std::string(name)).role != ColumnRole::kOther;
}

std::string column_names() {
    return "id, subject, subdomain, kind, definition, concept_source, concept_note, lang, term, "
           "source, target, status, forbidden, term_type, part_of_speech, gender, region, "
           "valid_from, valid_until, term_source, term_note, context, url, case, not_in, "
           "do_not_translate, first_mention, concept_tbx, lang_tbx, term_tbx";
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
            // Only what stands right behind a language's column is said of its term.
            if (column.role != ColumnRole::kLanguageTerm && !note) last = nullptr;
            if (!last || !note) continue;
            column.of_language = true;
            column.lang = last->lang;
            if (column.role == ColumnRole::kConceptNote) column.role = ColumnRole::kTermNote;
        }
    }
    return columns;
}

}  // namespace diglot
