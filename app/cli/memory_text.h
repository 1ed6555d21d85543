// Memories compared and joined, for people and as JSON; the files that are.
#pragma once

#include <string>
#include <vector>

#include "app/cli/session.h"
#include "app/json_writer.h"
#include "app/memory_diff.h"
#include "app/unit_spool.h"
#include "tm/unit_merge.h"

namespace diglot {

/// What the commands that read memories have in common.
struct MemoryFiles {
    std::vector<std::string> paths;
    std::string source;  ///< As -s: for files without languages.
    std::string target;
    std::vector<std::string> names;  ///< What people call them; their paths if empty.

    const std::string& name(std::size_t i) const { return names.empty() ? paths[i] : names[i]; }
};

/// Reads them, two at a time, says what is to be said of them, and makes the exit status 1 if
/// something was left out. Throws UsageError for what is no memory, or broken; IoError if it cannot
/// be read.
std::vector<UnitSpool> load_or_complain(Session& session, const MemoryFiles& files);

/// A difference of texts on one line: colours on a terminal, else [-removed-]{+added+}.
std::string word_diff_line(const Console& console, const std::string& a, const std::string& b);
/// "+ …", "- …", or "~ …" and a line a field.
void print_change(const Console& console, const UnitChange& change);
/// A line a field of two versions of a unit, indented; without `dates` not who changed it and when.
void print_differences(const Console& console, const Unit& a, const Unit& b, bool dates = true);
/// [{"where", "field", "a", "b", "words"?}]
void write_differences(JsonWriter& json, const Unit& a, const Unit& b);
/// {"kind", "unit"?, "a"?, "b"?, "changes"?: [{"where", "field", "a", "b"}]}
void write_change(JsonWriter& json, const UnitChange& change);

/// How conflicts are decided: by a table, and what it leaves open by a side.
struct Decisions {
    std::string table;   ///< --decide
    std::string report;  ///< --report
    bool ours = false;
    bool theirs = false;
};

/// --ours, --theirs, --report, --decide.
void add_decision_options(CLI::App& command, Decisions& decisions);
/// Reads the table. Throws UsageError.
DecideUnit decide_by(const Decisions& decisions);

void print_conflicts(const Console& console, const std::vector<UnitMerge::Conflict>& conflicts);
void write_conflicts(JsonWriter& json, const std::vector<UnitMerge::Conflict>& conflicts);

}  // namespace diglot
