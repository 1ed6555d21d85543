#include "app/cli/dedupe_decide.h"

#include <charconv>
#include <iostream>

#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/json_writer.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

void report_applied(Session& session, const DuplicatesApplied& applied) {
    for (const DecidedUnit& row : applied.changed)
        session.console.note(
            row.line > 0
                ? tr("line {}: unit {} was changed or removed since; group {} is left as it is",
                     row.line, row.unit, row.group)
                : tr("unit {} was changed or removed since; its group is left as it is", row.unit));
    for (const DecidedUnit& row : applied.other_languages)
        session.console.note(
            tr("line {}: unit {} has a language that the unit to keep has not, and that cannot go "
               "to it: another source, or a worse state; group {} is left as it is",
               row.line, row.unit, row.group));
    if (!applied.changed.empty() || !applied.other_languages.empty())
        session.exit = Exit::kComplaints;
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (applied.change)
            json.value(*applied.change);
        else
            json.null();
        json.member("removed", applied.removed).member("joined", applied.joined);
        json.member("groups", applied.groups).key("changed").begin_array();
        for (const DecidedUnit& row : applied.changed) json.value(row.unit);
        json.end_array().key("other_languages").begin_array();
        for (const DecidedUnit& row : applied.other_languages) json.value(row.unit);
        session.console.line(json.end_array().end_object().text());
        return;
    }
    session.console.line(
        tr("removed {} in {}", counted(applied.removed, "unit", "units"),
           counted(applied.groups, "group", "groups")) +
        (applied.joined > 0 ? ", " + tr("{} of them joined", grouped(applied.joined)) : ""));
    if (applied.change)
        session.say(tr("change set {}; `diglot undo` takes it back", *applied.change));
}

/// Asks which of a group is kept. Nothing: none; `ends` where no more is to be asked.
std::optional<std::size_t> ask_which(Session& session, std::size_t size, bool& ends) {
    for (;;) {
        session.console.note(tr("which is kept? 1-{}, Enter: all, q: ask no more", size));
        std::string answer;
        if (!std::getline(std::cin, answer) || answer == "q") {
            ends = true;
            return std::nullopt;
        }
        if (answer.empty()) return std::nullopt;
        std::size_t number = 0;
        const char* end = answer.data() + answer.size();
        const auto read = std::from_chars(answer.data(), end, number);
        if (read.ec == std::errc() && read.ptr == end && number >= 1 && number <= size)
            return number - 1;
    }
}

}  // namespace

void carry_out_decisions(Session& session, const std::vector<std::vector<DecidedUnit>>& groups,
                         const std::string& table) {
    Progress progress(session.console, session.quiet);
    const DuplicatesApplied applied =
        apply_decisions(session.open_existing(), groups, session.change_request(table),
                        [&](std::int64_t done, std::int64_t total) {
                            progress.show(tr("dedupe"), static_cast<std::uint64_t>(done),
                                          static_cast<std::uint64_t>(total), 0, "");
                        });
    progress.clear();
    report_applied(session, applied);
}

void apply_table(Session& session, const std::string& table) {
    const auto decided = read_duplicate_decisions(table);
    if (!decided) throw UsageError(to_string(decided.error()));
    carry_out_decisions(session, *decided, table);
}

Answer ask_about(Session& session, const DuplicateGroup& group, std::size_t number,
                 std::size_t count) {
    session.console.note(tr("group {} of {}", number, count));
    for (std::size_t k = 0; k < group.rows.size(); ++k) {
        const Unit& unit = group.rows[k].unit;
        session.console.note(tr("{}  unit {}  {}", k + 1, unit.id, unit.origin));
        for (const Variant& variant : unit.variants)
            session.console.note("     " + variant.lang.text() + "  " + one_line(variant.segment));
    }
    Answer answer;
    const auto kept = ask_which(session, group.rows.size(), answer.ends);
    if (!kept) return answer;
    for (std::size_t k = 0; k < group.rows.size(); ++k) {
        const Unit& unit = group.rows[k].unit;
        const bool stays = k != *kept && !can_join(group.rows[*kept].unit, unit);
        if (stays)
            session.console.note(
                tr("unit {} stays: it has a language that unit {} has not, and that cannot go to "
                   "it: another source, or a worse state",
                   unit.id, group.rows[*kept].unit.id));
        answer.decided.push_back({std::to_string(number), unit.id,
                                  k == *kept ? DuplicateDecision::kKeep
                                  : stays    ? DuplicateDecision::kOpen
                                             : DuplicateDecision::kJoin,
                                  state_of(unit), 0});
    }
    return answer;
}

}  // namespace diglot
