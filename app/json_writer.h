// JSON as Diglot prints it: one line, UTF-8, members in the order they are written.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace diglot {

class JsonWriter {
public:
    JsonWriter();
    ~JsonWriter();

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(double number);
    JsonWriter& value(bool truth);
    JsonWriter& null();
    /// key(name).value(v) in one.
    template <typename T>
    JsonWriter& member(std::string_view name, const T& v) {
        key(name);
        if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
            return value(static_cast<std::int64_t>(v));
        else
            return value(v);
    }

    std::string text() const;
    /// What was written since the last call: long output goes out in parts.
    std::string take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
