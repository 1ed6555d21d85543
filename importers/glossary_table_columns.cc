#include "importers/glossary_table_columns.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/text/utf8.h"

namespace diglot {
namespace {

/// Squeezed; Han of either script.
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
    {"概念", ColumnRole::kId},
    {"領域", ColumnRole::kSubject},
    {"主題", ColumnRole::kSubject},
    {"類別", ColumnRole::kSubject},
    {"學科", ColumnRole::kSubject},
    {"種類", ColumnRole::kKind},
    {"定義", ColumnRole::kDefinition},
    {"說明", ColumnRole::kDefinition},
    {"解釋", ColumnRole::kDefinition},
    {"備註", ColumnRole::kConceptNote},
    {"附註", ColumnRole::kConceptNote},
    {"註", ColumnRole::kConceptNote},
    {"註解", ColumnRole::kConceptNote},
    {"注释", ColumnRole::kConceptNote},
    {"語言", ColumnRole::kLang},
    {"語系", ColumnRole::kLang},
    {"術語", ColumnRole::kTerm},
    {"詞彙", ColumnRole::kTerm},
    {"詞條", ColumnRole::kTerm},
    {"名詞", ColumnRole::kTerm},
    {"原文", ColumnRole::kSourceTerm},
    {"源語", ColumnRole::kSourceTerm},
    {"原詞", ColumnRole::kSourceTerm},
    {"譯文", ColumnRole::kTargetTerm},
    {"譯名", ColumnRole::kTargetTerm},
    {"目標語", ColumnRole::kTargetTerm},
    {"翻譯", ColumnRole::kTargetTerm},
    {"狀態", ColumnRole::kStatus},
    {"禁用", ColumnRole::kForbidden},
    {"不可用", ColumnRole::kForbidden},
    {"類型", ColumnRole::kTermType},
    {"詞性", ColumnRole::kPartOfSpeech},
    {"詞類", ColumnRole::kPartOfSpeech},
    {"性別", ColumnRole::kGender},
    {"地區", ColumnRole::kRegion},
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
    {"來源", ColumnRole::kTermSource},
    {"網址", ColumnRole::kUrl},
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
    {"case", ColumnRole::kCase},
    {"casesensitive", ColumnRole::kCase},
    {"caserule", ColumnRole::kCase},
    {"排除", ColumnRole::kNotIn},
    {"notin", ColumnRole::kNotIn},
    {"exceptin", ColumnRole::kNotIn},
    {"不譯", ColumnRole::kDoNotTranslate},
    {"donottranslate", ColumnRole::kDoNotTranslate},
    {"dnt", ColumnRole::kDoNotTranslate},
    {"untranslatable", ColumnRole::kDoNotTranslate},
    {"首次", ColumnRole::kFirstMention},
    {"firstmention", ColumnRole::kFirstMention},
    {"topic", ColumnRole::kSubject},
    {"entrysubject", ColumnRole::kSubject},
    {"分類", ColumnRole::kSubject},
    {"範疇", ColumnRole::kSubject},
    {"專業", ColumnRole::kSubject},
    {"次領域", ColumnRole::kSubdomain},
    {"def", ColumnRole::kDefinition},
    {"meaning", ColumnRole::kDefinition},
    {"explanation", ColumnRole::kDefinition},
    {"釋義", ColumnRole::kDefinition},
    {"entrynote", ColumnRole::kConceptNote},
    {"備考", ColumnRole::kConceptNote},
    {"註釋", ColumnRole::kConceptNote},
    {"詞目", ColumnRole::kTerm},
    {"條目", ColumnRole::kTerm},
    {"單字", ColumnRole::kTerm},
    {"源詞", ColumnRole::kSourceTerm},
    {"譯詞", ColumnRole::kTargetTerm},
    {"譯語", ColumnRole::kTargetTerm},
    {"對譯", ColumnRole::kTargetTerm},
    {"termexample", ColumnRole::kContext},
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

std::optional<ColumnRole> role_of(std::string_view name) {
    static const auto roles = [] {
        std::map<std::string, ColumnRole, std::less<>> all;
        for (const auto& [known, role] : kNames) all.emplace(squeezed_name(known), role);
        return all;
    }();
    const auto found = roles.find(squeezed_name(name));
    return found == roles.end() ? std::nullopt : std::optional(found->second);
}

/// What beside a language's name means a term in it, and alone may be anything: "英文名稱".
bool is_term_word(std::string_view word) {
    static constexpr std::string_view kWords[] = {
        "name", "text", "string", "terms", "entry", "詞",   "字",   "词语", "词条", "名",
        "名称", "用语", "用词",   "写法",  "说法",  "对照", "文字", "内容", "表达"};
    const std::string key = squeezed_name(word);
    return std::any_of(std::begin(kWords), std::end(kWords),
                       [&](std::string_view known) { return squeezed_name(known) == key; });
}

bool is_of_terms_alone(ColumnRole role) {
    return role == ColumnRole::kTerm || role == ColumnRole::kSourceTerm ||
           role == ColumnRole::kTargetTerm;
}

/// "Term (zh-TW)", "English_Def".
void read_qualified(Column& column) {
    const auto found = split_language_name(column.name, [](std::string_view word) {
        const auto role = role_of(word);
        return is_term_word(word) ||
               (role && *role != ColumnRole::kId && *role != ColumnRole::kLang);
    });
    if (!found) return;
    const auto role = role_of(found->word);
    column.lang = found->lang;
    if (!role || is_of_terms_alone(*role)) {
        column.role = ColumnRole::kLanguageTerm;
        return;
    }
    column.role = *role == ColumnRole::kConceptNote ? ColumnRole::kTermNote : *role;
    column.names_language = true;
}

Column read_name(const std::string& name) {
    Column column;
    column.name = name;
    if (name.starts_with(kNoteOf) && name.size() > kNoteOf.size()) {
        column.name = name.substr(kNoteOf.size());
        return column;
    }
    if (const auto role = role_of(name)) {
        column.role = *role;
    } else if (const auto language = parse_language_name(name)) {
        column.role = ColumnRole::kLanguageTerm;
        column.lang = *language;
    } else {
        read_qualified(column);
    }
    return column;
}

bool is_sure_language(const Column& column) {
    return column.role == ColumnRole::kLanguageTerm && !may_be_word(column.name);
}

bool is_known(const Column& column) { return column.role != ColumnRole::kOther; }

/// Names that mean a language only beside others: 台灣, 大陸, 英.
void read_short_names(std::vector<Column>& columns) {
    auto known = std::count_if(columns.begin(), columns.end(), is_known);
    std::vector<std::pair<Column*, LanguageTag>> found;
    for (Column& column : columns) {
        if (is_known(column)) continue;
        if (const auto lang = parse_short_language_name(column.name))
            found.emplace_back(&column, *lang);
    }
    known += static_cast<std::ptrdiff_t>(found.size());
    if (known < 2) return;
    for (auto& [column, lang] : found) {
        column->role = ColumnRole::kLanguageTerm;
        column->lang = lang;
    }
}

/// Of what is said once, a second column is kept as what is not known: "name: value".
void keep_second_ones(std::vector<Column>& columns) {
    std::set<std::pair<ColumnRole, std::string>> met;
    for (Column& column : columns) {
        switch (column.role) {
            case ColumnRole::kConceptNote:
            case ColumnRole::kTermNote:
            case ColumnRole::kContext:
            case ColumnRole::kLanguageTerm:
            case ColumnRole::kSourceTerm:
            case ColumnRole::kTargetTerm:
            case ColumnRole::kOther:
                break;
            default:
                if (!met.emplace(column.role, column.names_language ? column.lang.text() : "")
                         .second)
                    column.role = ColumnRole::kOther;
        }
    }
}

/// Only what stands right behind a language's column is said of its term.
void give_notes_to_languages(std::vector<Column>& columns) {
    const Column* last = nullptr;
    for (Column& column : columns) {
        if (column.role == ColumnRole::kLanguageTerm) last = &column;
        const bool note =
            column.role == ColumnRole::kConceptNote || column.role == ColumnRole::kContext;
        if (column.role != ColumnRole::kLanguageTerm && !note) last = nullptr;
        if (!last || !note || column.names_language) continue;
        column.of_language = true;
        column.lang = last->lang;
        if (column.role == ColumnRole::kConceptNote) column.role = ColumnRole::kTermNote;
    }
}

bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF)) return true;
    }
    return false;
}

bool is_written_in_han(const LanguageTag& lang) {
    return lang.language() == "zh" || lang.language() == "ja" || lang.language() == "yue";
}

}  // namespace

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

std::optional<std::vector<Column>> read_table_header(const std::vector<std::string>& fields,
                                                     const ReadOptions& options) {
    std::vector<Column> columns;
    for (const std::string& field : fields) columns.push_back(read_name(field));
    read_short_names(columns);
    const auto count = [&](auto&& is) {
        return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), is));
    };
    const std::size_t languages =
        count([](const Column& column) { return column.role == ColumnRole::kLanguageTerm; });
    const bool long_form = has(columns, ColumnRole::kLang) && has(columns, ColumnRole::kTerm);
    const bool term = has(columns, ColumnRole::kTerm);
    if (!long_form && languages == 0) replace(columns, ColumnRole::kTerm, ColumnRole::kSourceTerm);
    const bool pair =
        has(columns, ColumnRole::kSourceTerm) && has(columns, ColumnRole::kTargetTerm);
    const bool term_with_more =
        term && languages == 0 && count([](const Column& column) {
                                      return is_known(column) &&
                                             column.role != ColumnRole::kSourceTerm;
                                  }) > 0;
    const bool one_language =
        languages == 1 && columns.size() > 1 &&
        (count(is_known) > 1 || (count(is_sure_language) == 1 && !may_be_a_pair(fields, options)));
    if (!long_form && !pair && languages < 2 && !one_language && !term_with_more)
        return std::nullopt;
    if (long_form) replace(columns, ColumnRole::kSourceTerm, ColumnRole::kTermSource);
    if (languages > 0) {
        for (Column& column : columns) {
            const std::string name = squeezed_name(column.name);
            // Where the terms have columns, "source" is where the concept was found.
            if (column.role == ColumnRole::kSourceTerm && (name == "source" || name == "src"))
                column.role = ColumnRole::kConceptSource;
        }
        if (!long_form) replace(columns, ColumnRole::kTerm, ColumnRole::kSourceTerm);
        give_notes_to_languages(columns);
    }
    keep_second_ones(columns);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (squeezed_name(columns[i].name).empty())
            columns[i].name = "column " + std::to_string(i + 1);
    return columns;
}

std::optional<std::string> name_in_unknown_header(const std::vector<std::string>& fields,
                                                  const ReadOptions& options) {
    if (may_be_a_pair(fields, options)) return std::nullopt;
    for (const std::string& field : fields)
        if (is_known(read_name(field))) return field;
    return std::nullopt;
}

bool may_be_a_pair(const std::vector<std::string>& fields, const ReadOptions& options) {
    return fields.size() > 1 && !options.source.empty() && !options.target.empty() &&
           has_han(fields[0]) == is_written_in_han(options.source) &&
           has_han(fields[1]) == is_written_in_han(options.target);
}

}  // namespace diglot
