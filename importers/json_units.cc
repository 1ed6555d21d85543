#include "importers/json_units.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include "importers/glossary_rows.h"
#include "importers/glossary_table_columns.h"
#include "importers/unit_rows.h"

namespace diglot {
namespace {

/// A TextSource as RapidJSON reads it. NUL means the end, so that one in the text ends it.
class JsonStream {
public:
    using Ch = char;

    explicit JsonStream(TextSource& text) : text_(text) {}

    Ch Peek() { return fill() ? buffer_[at_] : '\0'; }
    Ch Take() {
        if (!fill()) return '\0';
        const char c = buffer_[at_++];
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++column_;
        }
        ++taken_;
        return c;
    }
    std::size_t Tell() const { return taken_; }
    Ch* PutBegin() { return nullptr; }  // Only for parsing in place.
    void Put(Ch) {}
    void Flush() {}
    std::size_t PutEnd(Ch*) { return 0; }

    Position position() const { return {line_, column_}; }
    bool at_end() { return !fill(); }

private:
    bool fill() {
        while (at_ == buffer_.size()) {
            buffer_.clear();
            at_ = 0;
            if (!text_.append_to(buffer_)) return false;
        }
        return true;
    }

    TextSource& text_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t taken_ = 0;
    std::size_t line_ = 1;
    std::size_t column_ = 1;
};

struct Field {
    std::string name;  ///< Names of objects in objects joined: "meta.author".
    std::string text;
};

/// An object in a list, or by itself.
struct Record {
    Position at;
    std::vector<Field> fields;
    bool holds_records = false;  ///< A wrapper: {"units": [{…}]}.
};

/// What RapidJSON tells, as records; each is handed to `Take` when it ends.
template <typename Take>
class RecordHandler {
public:
    RecordHandler(const JsonStream& stream, const Take& take) : stream_(stream), take_(take) {}

    bool Null() { return true; }
    bool Bool(bool value) { return scalar(value ? "true" : "false"); }
    bool Int(int) { return true; }  // Numbers come as RawNumber.
    bool Uint(unsigned) { return true; }
    bool Int64(std::int64_t) { return true; }
    bool Uint64(std::uint64_t) { return true; }
    bool Double(double) { return true; }
    bool RawNumber(const char* text, std::size_t size, bool) { return scalar({text, size}); }
    bool String(const char* text, std::size_t size, bool) { return scalar({text, size}); }
    bool Key(const char* text, std::size_t size, bool) {
        if (!path_.empty()) path_.back().key = std::string(text, size);
        return true;
    }
    bool StartObject() {
        const bool nested = !path_.empty() && path_.back().is_object;
        path_.push_back({true, !nested, {}});
        if (!nested) {
            if (!records_.empty()) records_.back().holds_records = true;
            records_.emplace_back().at = stream_.position();
        }
        return true;
    }
    bool EndObject(std::size_t) {
        const bool is_record = path_.back().is_record;
        path_.pop_back();
        if (!is_record) return true;
        Record record = std::move(records_.back());
        records_.pop_back();
        return take_(std::move(record));
    }
    bool StartArray() {
        path_.push_back({false, false, {}});
        return true;
    }
    bool EndArray(std::size_t) {
        path_.pop_back();
        return true;
    }

private:
    struct Level {
        bool is_object;
        bool is_record;
        std::string key;
    };

    /// The names from the record down.
    std::string name() const {
        std::string all;
        for (auto level = path_.rbegin(); level != path_.rend(); ++level) {
            if (level->is_object) all = all.empty() ? level->key : level->key + "." + all;
            if (level->is_record) break;
        }
        return all;
    }
    bool scalar(std::string_view text) {
        if (!records_.empty()) records_.back().fields.push_back({name(), std::string(text)});
        return true;
    }

    const JsonStream& stream_;
    const Take& take_;
    std::vector<Level> path_;
    std::vector<Record> records_;
};

/// What escapes may bring in and XML cannot carry (XML 1.0, 2.2).
bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
}

/// Codes of languages that are as well words or abbreviations in names: {"no": 3, "is": true}.
bool is_word_too(std::string_view name) {
    static constexpr std::string_view kWords =
        " am an as be br ch co he hi ho ia id ie in io is it la li ln lo lt lu ma mi mo mr ms my "
        "na nb ne "
        "nn no nr om or os pa pi ps qu sc se sg sh si so sq ss st th ti tk tl tn to ts tt tw ty ";
    return may_be_word(name) ||
           (name.size() == 2 && kWords.find(" " + std::string(name) + " ") != kWords.npos);
}

class JsonUnits {
public:
    JsonUnits(TextSource& text, const std::string& file, const ReadOptions& options, Sink& sink)
        : stream_(text), file_(file), options_(options), sink_(sink) {
        summary_.encoding = text.encoding().name;
        text.progress = options.progress;
    }

    Result<ReadSummary> read() {
        skip_space();
        const bool lines = stream_.Peek() == '{';
        summary_.format = lines ? "JSON Lines" : "JSON";
        std::size_t values = 0;
        do {
            const auto error = parse_value();
            ++values;
            if (refusal_) return *refusal_;
            if (error && !lines) return fail("json.syntax", *error, stream_.position());
            if (error && !seen_any_) return nothing_known();
            if (error) {
                skip("json.syntax", *error + "; the line is left out", stream_.position());
                while (!stream_.at_end() && stream_.Take() != '\n') {
                }
            }
            skip_space();
        } while (!stream_.at_end());
        if (!seen_any_) return nothing_known();
        if (values == 1 && has_list_) summary_.format = "JSON";  // {"units": [{…}, {…}]}
        if (controls_ > 0)
            tell(Severity::kNote, "json.control-character",
                 std::to_string(controls_) + (controls_ == 1 ? " text has" : " texts have") +
                     " escaped control characters, which are kept; TMX and other XML cannot carry "
                     "them",
                 {});
        if (untranslated_ > 0)
            tell(Severity::kNote, "json.untranslated",
                 std::to_string(untranslated_) +
                     (untranslated_ == 1 ? " object has" : " objects have") +
                     " a text in one language only",
                 {});
        return std::move(summary_);
    }

private:
    Diagnostic fail(std::string code, std::string message, Position at) const {
        return {Severity::kError, std::move(code), std::move(message), at, file_, {}};
    }
    Diagnostic nothing_known() const {
        return fail(
            "format.unknown",
            "this is JSON, but has no objects with source and target (--map says what other "
            "names mean)",
            {1, 1});
    }
    void tell(Severity severity, std::string code, std::string message, Position at) {
        sink_.report({severity, std::move(code), std::move(message), at, file_, {}});
    }
    void skip(std::string code, std::string message, Position at) {
        ++summary_.skipped;
        tell(Severity::kError, std::move(code), std::move(message), at);
    }

    void skip_space() {
        while (!stream_.at_end() &&
               std::string_view(" \t\r\n").find(stream_.Peek()) != std::string_view::npos)
            stream_.Take();
    }

    /// Why it is no JSON; nothing if it is.
    std::optional<std::string> parse_value() {
        const auto take_record = [this](Record record) { return take(record); };
        RecordHandler<decltype(take_record)> handler(stream_, take_record);
        constexpr unsigned kFlags = rapidjson::kParseStopWhenDoneFlag |
                                    rapidjson::kParseIterativeFlag |
                                    rapidjson::kParseNumbersAsStringsFlag;
        rapidjson::Reader reader;
        const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream_, handler);
        if (!parsed.IsError()) return std::nullopt;
        // RFC 8259, 7: U+0000 to U+001F are escaped within strings. RapidJSON stops at one.
        const bool is_string = parsed.Code() == rapidjson::kParseErrorStringInvalidEncoding ||
                               parsed.Code() == rapidjson::kParseErrorStringEscapeInvalid;
        const auto at = static_cast<unsigned char>(stream_.Peek());
        if (is_string && at != 0 && at < 0x20)
            return "this is no JSON: a string has a raw control character (a tab, a line break …), "
                   "which JSON wants as an escape such as \\t or \\n";
        std::string message = rapidjson::GetParseError_En(parsed.Code());
        if (message.ends_with('.')) message.pop_back();
        return "this is no JSON: " + message;
    }

    /// What a name means by itself.
    struct Name {
        UnitColumn column;
        bool may_be_word = false;  ///< A language only where its neighbours say so.
    };

    Name read_name(const std::string& name) const {
        Name known;
        known.column.name = name;
        std::string meaning = name;
        bool mapped = false;
        for (const auto& [column, role] : options_.columns) {
            if (column != name) continue;
            meaning = role;
            mapped = true;
        }
        known.column.role = unit_role(meaning);
        if (known.column.role != UnitRole::kOther) return known;
        const auto language = parse_language_name(meaning);
        if (!language) return known;
        known.column.role = UnitRole::kLanguage;
        known.column.lang = *language;
        const bool asked = language->fit(options_.source) != LanguageFit::kOther ||
                           language->fit(options_.target) != LanguageFit::kOther;
        known.may_be_word = !mapped && !asked && is_word_too(meaning);
        return known;
    }

    const Name& known_name(const std::string& name) {
        constexpr std::size_t kMostNames = 4096;  // Names may be data.
        if (names_.size() >= kMostNames) names_.clear();
        const auto known = names_.find(name);
        return known != names_.end() ? known->second
                                     : names_.emplace(name, read_name(name)).first->second;
    }

    /// What the fields of a record are. A name that is a word too is a language only beside one
    /// that is none, and no third: {"en": …, "it": …}, not {"en": …, "zh": …, "no": 3}.
    std::vector<UnitColumn> columns_of(const Record& record) {
        std::vector<UnitColumn> columns;
        std::vector<std::size_t> words;
        std::size_t texts = 0;
        for (const Field& field : record.fields) {
            const Name& name = known_name(field.name);
            columns.push_back(name.column);
            if (name.may_be_word)
                words.push_back(columns.size() - 1);
            else
                texts += is_text(name.column.role);
        }
        if (words.size() == 1 && texts == 1) return columns;
        for (const std::size_t word : words) {
            columns[word].role = UnitRole::kOther;
            columns[word].lang = {};
        }
        return columns;
    }

    static bool is_text(UnitRole role) {
        return role == UnitRole::kSource || role == UnitRole::kTarget ||
               role == UnitRole::kLanguage;
    }

    static LanguageTag language(const Record& record, const std::vector<UnitColumn>& columns,
                                UnitRole role, const LanguageTag& otherwise) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (!record.fields[i].text.empty() && columns[i].role == role)
                return LanguageTag(record.fields[i].text);
        return otherwise;
    }

    /// False ends the parsing: the file is refused.
    bool take(const Record& record) {
        has_list_ = has_list_ || record.holds_records;
        const std::vector<UnitColumn> columns = columns_of(record);
        const bool any = std::any_of(columns.begin(), columns.end(),
                                     [](const UnitColumn& column) { return is_text(column.role); });
        if (!any) {
            if (!record.holds_records && seen_any_)
                skip("json.no-pair", "the object has no source and target, and is left out",
                     record.at);
            return true;
        }
        for (const Field& field : record.fields) {
            const bool invalid = field.text.find(TextSource::kInvalidByte) != std::string::npos;
            controls_ += has_control(field.text);
            if (!invalid && field.text.find('\0') == std::string::npos) continue;
            seen_any_ = true;
            if (invalid)
                skip("json.encoding",
                     "the object has bytes that are not " + summary_.encoding + ", and is left out",
                     record.at);
            else
                skip("json.forbidden-character",
                     "\"" + field.name +
                         "\" has the character U+0000, which no text has, and the object is left "
                         "out",
                     record.at);
            return true;
        }
        return hand_over(record, columns);
    }

    bool hand_over(const Record& record, const std::vector<UnitColumn>& columns) {
        const LanguageTag source =
            language(record, columns, UnitRole::kSourceLanguage, options_.source);
        const LanguageTag target =
            language(record, columns, UnitRole::kTargetLanguage, options_.target);
        Unit unit;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string& text = record.fields[i].text;
            if (!trim_cell(text).empty()) add_cell(unit, columns[i], text, source, target);
        }
        if (unit.variants.size() < 2) {
            ++untranslated_;
            return true;
        }
        seen_any_ = true;
        for (const Variant& variant : unit.variants) {
            if (!variant.lang.empty()) continue;
            refusal_ =
                fail("json.no-language",
                     "the objects do not say their languages: say which they are with -s and "
                     "-t (for example -s zh-TW -t en)",
                     record.at);
            return false;
        }
        unit.source = 0;
        const std::optional<std::string> status = unit.property("x-column:status");
        if (status == "0" && !unit.property("x-diglot-state"))  // Weblate: pending.
            unit.annotations.push_back(
                Markup::leaf("prop", {{"type", "x-diglot-state"}}, "unreviewed"));
        ++summary_.units;
        sink_.add(std::move(unit), record.at);
        return true;
    }

    JsonStream stream_;
    const std::string& file_;
    const ReadOptions& options_;
    Sink& sink_;
    std::unordered_map<std::string, Name> names_;  ///< Of those met.
    bool seen_any_ = false;
    bool has_list_ = false;  ///< An object with objects in a list of its own.
    std::uint64_t untranslated_ = 0;
    std::uint64_t controls_ = 0;  ///< Texts with escapes of control characters.
    std::optional<Diagnostic> refusal_;
    ReadSummary summary_;
};

}  // namespace

bool looks_like_json(std::string_view head) {
    const auto next = [&] {
        const std::size_t at = head.find_first_not_of(" \t\r\n");
        if (at == std::string_view::npos) return '\0';
        const char c = head[at];
        head.remove_prefix(at + 1);
        return c;
    };
    const char first = next();
    if (first == '{') {
        const char second = next();
        return second == '"' || second == '}' || second == '\0';
    }
    if (first != '[') return false;
    const char second = next();
    return second == '{' || second == ']' || second == '\0';
}

Result<ReadSummary> read_json_units(TextSource& text, const std::string& file,
                                    const ReadOptions& options, Sink& sink) {
    return JsonUnits(text, file, options, sink).read();
}

}  // namespace diglot
