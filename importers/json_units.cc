#include "importers/json_units.h"

#include <algorithm>
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
        std::string message = rapidjson::GetParseError_En(parsed.Code());
        if (message.ends_with('.')) message.pop_back();
        return "this is no JSON: " + message;
    }

    UnitColumn column_of(const std::string& name) const {
        std::vector<std::string> names{name};
        for (const auto& [column, role] : options_.columns)
            if (column == name) names[0] = role;
        UnitColumn column;
        column.name = name;
        column.role = unit_role(names[0]);
        if (column.role != UnitRole::kOther) return column;
        if (const auto language = parse_language_name(names[0])) {
            column.role = UnitRole::kLanguage;
            column.lang = *language;
        }
        return column;
    }

    static bool is_text(UnitRole role) {
        return role == UnitRole::kSource || role == UnitRole::kTarget ||
               role == UnitRole::kLanguage;
    }

    LanguageTag language(const Record& record, UnitRole role, const LanguageTag& otherwise) const {
        for (const Field& field : record.fields)
            if (!field.text.empty() && column_of(field.name).role == role)
                return LanguageTag(field.text);
        return otherwise;
    }

    /// False ends the parsing: the file is refused.
    bool take(const Record& record) {
        has_list_ = has_list_ || record.holds_records;
        std::size_t texts = 0;
        for (const Field& field : record.fields) texts += is_text(column_of(field.name).role);
        if (texts == 0) {
            if (!record.holds_records && seen_any_)
                skip("json.no-pair", "the object has no source and target, and is left out",
                     record.at);
            return true;
        }
        for (const Field& field : record.fields) {
            if (field.text.find(TextSource::kInvalidByte) != std::string::npos) {
                seen_any_ = true;
                skip("json.encoding",
                     "the object has bytes that are not " + summary_.encoding + ", and is left out",
                     record.at);
                return true;
            }
        }
        return hand_over(record);
    }

    bool hand_over(const Record& record) {
        const LanguageTag source = language(record, UnitRole::kSourceLanguage, options_.source);
        const LanguageTag target = language(record, UnitRole::kTargetLanguage, options_.target);
        Unit unit;
        for (const Field& field : record.fields) {
            if (trim_cell(field.text).empty()) continue;
            add_cell(unit, column_of(field.name), field.text, source, target);
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
    bool seen_any_ = false;
    bool has_list_ = false;  ///< An object with objects in a list of its own.
    std::uint64_t untranslated_ = 0;
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
