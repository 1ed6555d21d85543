#include "app/json_writer.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace diglot {

struct JsonWriter::State {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() {
    state_->writer.StartObject();
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    state_->writer.EndObject();
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    state_->writer.StartArray();
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    state_->writer.EndArray();
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    state_->writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    const char* data = text.data() ? text.data() : "";
    state_->writer.String(data, static_cast<rapidjson::SizeType>(text.size()));
    return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
    state_->writer.Int64(number);
    return *this;
}

JsonWriter& JsonWriter::value(double number) {
    state_->writer.Double(number);
    return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
    state_->writer.Bool(truth);
    return *this;
}

JsonWriter& JsonWriter::null() {
    state_->writer.Null();
    return *this;
}

std::string JsonWriter::take() {
    std::string part = text();
    state_->buffer.Clear();
    return part;
}

std::string JsonWriter::text() const {
    return {state_->buffer.GetString(), state_->buffer.GetSize()};
}

}  // namespace diglot
