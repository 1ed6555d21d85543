#include "importers/json_unit_writer.h"

#include <algorithm>
#include <array>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace diglot {
namespace {

constexpr std::size_t kFlushBytes = 64 * 1024;
constexpr std::string_view kColumn = "x-column:";

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void member(Json& json, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

/// A number as JSON writes it (RFC 8259, 6): 007 is none.
bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 10 && (text == "0" || text[0] != '0') &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Names that the writer itself uses.
bool is_member(std::string_view name) {
    static constexpr std::array<std::string_view, 12> kMembers{
        "source", "target", "source_language", "target_language", "origin", "context", "id",
        "note",   "user",   "created",         "changed",         "state"};
    return std::find(kMembers.begin(), kMembers.end(), name) != kMembers.end();
}

/// Weblate's numbers.
void number(Json& json, const char* name, const std::optional<std::string>& text,
            const char* otherwise) {
    json.Key(name);
    const std::string value = text && is_number(*text) ? *text : otherwise;
    json.RawValue(value.c_str(), value.size(), rapidjson::kNumberType);
}

}  // namespace

struct JsonUnitWriter::State {
    State(const std::string& path, JsonUnitFormat chosen, LanguagePair pair)
        : format(chosen), languages(std::move(pair)), output(path) {}

    void pair(const Unit& unit, const Variant& source, const Variant& target) {
        const std::string source_text = text_with_codes(source.segment, losses);
        const std::string target_text = text_with_codes(target.segment, losses);
        if (!has_both_texts(source_text, target_text, losses)) return;
        rapidjson::StringBuffer text;
        Json json(text);
        json.StartObject();
        member(json, "source", source_text);
        member(json, "target", target_text);
        member(json, "source_language", source.lang_spelling);
        member(json, "target_language", target.lang_spelling);
        json.Key("origin");
        const std::string origin = unit.property("x-origin").value_or(unit.origin);
        json.String(origin.c_str());
        member(json, "context", unit.property("x-context").value_or(""));
        if (format == JsonUnitFormat::kWeblate)
            weblate(json, unit, source, target);
        else
            all(json, unit, source, target);
        json.EndObject();
        if (format == JsonUnitFormat::kWeblate) buffer += units == 0 ? "[\n" : ",\n";
        buffer.append(text.GetString(), text.GetSize());
        if (format == JsonUnitFormat::kLines) buffer += '\n';
        ++units;
        if (buffer.size() >= kFlushBytes) flush();
    }

    void weblate(Json& json, const Unit& unit, const Variant& source, const Variant& target) {
        const std::string state = unit.property("x-diglot-state").value_or("");
        const bool pending = !state.empty() && state != "reviewed";
        number(json, "category", unit.property("x-column:category"), "1");
        number(json, "status", unit.property("x-column:status"), pending ? "0" : "1");
        if (!state.empty() && state != "unreviewed")
            losses.add("state " + state);
        static constexpr std::string_view kCarried[] = {"x-origin", "x-context", "x-diglot-state",
                                                        "x-column:category", "x-column:status"};
        count_unsaid(unit, source, target, kCarried, losses);
    }

    void all(Json& json, const Unit& unit, const Variant& source, const Variant& target) {
        std::vector<std::string> carried{"note", "x-origin", "x-context", "x-diglot-state",
                                         "stamp"};
        for (const Attribute& attribute : unit.attributes)
            if (attribute.name == "tuid") member(json, "id", attribute.value);
        // One member of a name: of several a reader keeps one (RFC 8259, 4).
        std::string note;
        for (const auto* annotations : {&unit.annotations, &target.annotations})
            for (const Markup& node : *annotations)
                if (node.element == "note") note += (note.empty() ? "" : "\n") + node.all_text();
        member(json, "note", note);
        const Stamp& stamp = target.stamp == Stamp() ? unit.stamp : target.stamp;
        member(json, "user", stamp.changed_by.empty() ? stamp.created_by : stamp.changed_by);
        if (stamp.created) member(json, "created", to_iso_date(*stamp.created));
        if (stamp.changed) member(json, "changed", to_iso_date(*stamp.changed));
        member(json, "state", unit.property("x-diglot-state").value_or(""));
        for (const Markup& node : unit.annotations) {
            const std::string* type = node.attribute("type");
            if (!type || !type->starts_with(kColumn)) continue;
            if (is_member(type->substr(kColumn.size())) ||
                std::find(carried.begin(), carried.end(), *type) != carried.end()) {
                losses.add("further column of a name that is there");
                continue;
            }
            carried.push_back(*type);
            member(json, std::string_view(*type).substr(kColumn.size()), node.all_text());
        }
        if (!stamp.created_by.empty() && !stamp.changed_by.empty() &&
            stamp.created_by != stamp.changed_by)
            losses.add("who created it beside who changed it");
        if (!(target.stamp == Stamp()) && !(unit.stamp == Stamp()) && !(unit.stamp == target.stamp))
            losses.add("dates and people of a unit beside those of its target");
        if (!(source.stamp == Stamp())) losses.add("dates and people of a source variant");
        Unit rest = unit;  // What count_unsaid() is to look at: the id is carried.
        std::erase_if(rest.attributes, [](const Attribute& a) { return a.name == "tuid"; });
        count_unsaid(rest, source, target,
                     std::vector<std::string_view>(carried.begin(), carried.end()), losses);
    }

    void flush() {
        output.write(buffer);
        buffer.clear();
    }

    JsonUnitFormat format;
    LanguagePair languages;
    OutputFile output;
    std::string buffer;
    std::size_t units = 0;
    LossCounter losses;
};

JsonUnitWriter::JsonUnitWriter(const std::string& path, JsonUnitFormat format,
                               LanguagePair languages)
    : state_(std::make_unique<State>(path, format, std::move(languages))) {}
JsonUnitWriter::~JsonUnitWriter() = default;

void JsonUnitWriter::add(const Unit& unit) {
    for_each_pair(
        unit, state_->languages, state_->losses,
        [&](const Variant& source, const Variant& target) { state_->pair(unit, source, target); });
}

std::vector<Loss> JsonUnitWriter::finish() {
    if (state_->format == JsonUnitFormat::kWeblate)
        state_->buffer += state_->units == 0 ? "[]\n" : "\n]\n";
    state_->flush();
    state_->output.commit();
    return state_->losses.take();
}

std::size_t JsonUnitWriter::units() const { return state_->units; }

}  // namespace diglot
