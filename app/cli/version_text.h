// Versions of a unit or concept for people and as JSON: which change set made them.
#pragma once

#include "app/cli/console.h"
#include "app/history.h"
#include "app/json_writer.h"

namespace diglot {

/// "12  2026-11-23T12:00:00Z  wei  diglot edit 42 …", and whether it is undone, or what is now.
void print_change_head(const Console& console, const ChangeInfo& change, bool is_current);
/// {"change", "time", "user", "command", "file", "undone", "current", without the closing brace.
void write_change_head(JsonWriter& json, const ChangeInfo& change, bool is_current);

template <typename Thing>
void print_version_head(const Console& console, const Version<Thing>& version) {
    print_change_head(console, version.change, version.is_current);
}
template <typename Thing>
void write_version_head(JsonWriter& json, const Version<Thing>& version) {
    write_change_head(json, version.change, version.is_current);
}

}  // namespace diglot
