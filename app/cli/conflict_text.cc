#include "app/cli/conflict_text.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "app/cli/text.h"

namespace diglot {
namespace {

const std::string& name_of(const UnitConflict& what) { return what.unit; }
const std::string& name_of(const MergeConflict& what) { return what.terms; }
std::string place_of(const UnitConflict& what) { return what.where; }
std::string place_of(const MergeConflict& what) { return what.place.text(); }
const char* name_key(const UnitConflict&) { return "unit"; }
const char* name_key(const MergeConflict&) { return "terms"; }

const char* to_string(MergeSide side) { return side == MergeSide::kOurs ? "ours" : "theirs"; }

template <typename Conflict>
void print_all(const Console& console, const std::vector<Conflict>& conflicts) {
    const auto side = [&](const std::string& text) {
        return text.empty() ? console.styled(Style::kDim, tr("(nothing)")) : on_one_line(text);
    };
    for (const Conflict& conflict : conflicts) {
        const auto& what = conflict.what;
        const std::string where = place_of(what);
        console.line(console.styled(Style::kYellow, tr("conflict")) + "  " +
                     on_one_line(name_of(what)) + "  " + (where.empty() ? "" : where + "  ") +
                     console.styled(Style::kBold, what.field));
        if (!what.base.empty()) console.line(tr("    base    {}", on_one_line(what.base)));
        console.line(tr("    ours    {}", side(what.ours)));
        console.line(tr("    theirs  {}", side(what.theirs)));
        if (conflict.decision != MergeSide::kUndecided)
            console.line(tr("    taken   {}", to_string(conflict.decision)));
    }
}

template <typename Conflict>
void write_all(JsonWriter& json, const std::vector<Conflict>& conflicts, const char* kind) {
    for (const Conflict& conflict : conflicts) {
        const auto& what = conflict.what;
        json.begin_object();
        if (kind) json.member("kind", kind);
        json.member(name_key(what), name_of(what)).member("where", place_of(what));
        json.member("field", what.field).member("base", what.base);
        json.member("ours", what.ours).member("theirs", what.theirs).key("decision");
        if (conflict.decision == MergeSide::kUndecided)
            json.null();
        else
            json.value(to_string(conflict.decision));
        json.end_object();
    }
}

}  // namespace

void add_decision_options(CLI::App& command, Decisions& decisions) {
    CLI::Option* ours =
        command.add_flag("--ours", decisions.ours, tr("In a conflict keep what this side says"));
    command
        .add_flag("--theirs", decisions.theirs, tr("In a conflict take what the other side says"))
        ->excludes(ours);
    command
        .add_option("--report", decisions.report,
                    tr("Write the conflicts as CSV, to be decided in its last column: ours or "
                       "theirs"))
        ->type_name("CSV");
    command
        .add_option("--decide", decisions.table,
                    tr("Decide conflicts by such a table; those it leaves open by --ours or "
                       "--theirs"))
        ->type_name("CSV");
}

Decider::Decider(const Decisions& decisions)
    : otherwise_(decisions.ours     ? MergeSide::kOurs
                 : decisions.theirs ? MergeSide::kTheirs
                                    : MergeSide::kUndecided) {
    MergeDecisions table;
    if (!decisions.table.empty()) {
        Result<MergeDecisions> read = MergeDecisions::read(decisions.table);
        if (!read) throw UsageError(to_string(read.error()));
        table = std::move(read).value();
    }
    table_ = std::make_shared<const MergeDecisions>(std::move(table));
}

bool all_decisions_fit(Session& session, const Decisions& decisions, const Decider& decider) {
    const std::vector<std::size_t> lines = decider.table().unused_lines();
    for (const std::size_t line : lines)
        session.console.note(
            tr("{}:{}: error: there is no such conflict; a row is found by its unit, where, field, "
               "base, ours and theirs as they were written",
               decisions.table, line));
    if (lines.empty()) return true;
    session.console.note(tr("nothing was written: correct {}, or empty the decision",
                            counted(static_cast<std::int64_t>(lines.size()), "row", "rows")));
    session.exit = Exit::kComplaints;
    return false;
}

std::string on_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

void print_conflicts(const Console& console, const std::vector<UnitMerge::Conflict>& conflicts) {
    print_all(console, conflicts);
}

void print_conflicts(const Console& console, const std::vector<DecidedConflict>& conflicts) {
    print_all(console, conflicts);
}

void write_conflicts(JsonWriter& json, const std::vector<UnitMerge::Conflict>& conflicts) {
    json.begin_array();
    write_all(json, conflicts, nullptr);
    json.end_array();
}

void write_conflicts(JsonWriter& json, const std::vector<DecidedConflict>& conflicts) {
    json.begin_array();
    write_all(json, conflicts, nullptr);
    json.end_array();
}

void write_conflicts(JsonWriter& json, const std::vector<UnitMerge::Conflict>& of_units,
                     const std::vector<DecidedConflict>& of_concepts) {
    json.begin_array();
    write_all(json, of_units, "unit");
    write_all(json, of_concepts, "concept");
    json.end_array();
}

}  // namespace diglot
