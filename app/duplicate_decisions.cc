// What was decided of duplicates: read from a table, and carried out.
#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "app/duplicate_report.h"
#include "app/interrupt.h"
#include "importers/csv_records.h"
#include "importers/glossary_rows.h"
#include "tm/duplicates.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

using Decision = DuplicateDecision;

/// Those that are read back.
constexpr std::array<const char*, 4> kNeeded = {"group", "unit", "decision", "state"};

std::optional<std::uint64_t> parse_state(std::string_view text) {
    std::uint64_t state = 0;
    if (text.size() != 17 || text.front() != 's') return std::nullopt;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + 1, end, state, 16);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return state;
}

std::optional<Decision> parse_decision(std::string_view word) {
    std::string plain(trim_cell(word));
    std::transform(plain.begin(), plain.end(), plain.begin(), [](unsigned char c) {
        return static_cast<char>(c < 128 ? std::tolower(c) : c);
    });
    for (const Decision one :
         {Decision::kOpen, Decision::kKeep, Decision::kJoin, Decision::kRemove})
        if (plain == to_string(one)) return one;
    return std::nullopt;
}

/// Reads the table, row by row.
class DecisionReader {
public:
    explicit DecisionReader(const std::string& path) : path_(path) {}

    Result<std::vector<std::vector<DecidedUnit>>> run() {
        const std::unique_ptr<ByteSource> bytes = open_bytes(path_);
        TextSource text(*bytes);
        CsvRecords records(text, find_separator(text.head()).value_or(','), Quotes::kAll);
        CsvRecord record;
        if (!records.next(record) || !find_columns(record))
            return fail("dedupe.no-columns",
                        "the first row does not name the columns that --report csv writes, above "
                        "all group, unit, decision, state",
                        1);
        while (records.next(record)) {
            if (record.blank()) continue;
            if (const auto error = add(record)) return *error;
        }
        for (const auto& group : groups_)
            if (const auto error = check(group)) return *error;
        return std::move(groups_);
    }

private:
    Diagnostic fail(const char* code, std::string message, std::size_t line) const {
        return Diagnostic{Severity::kError, code, std::move(message), {line, 1}, path_, {}};
    }

    bool find_columns(const CsvRecord& header) {
        for (const char* name : kNeeded) {
            const auto found =
                std::find_if(header.fields.begin(), header.fields.end(),
                             [&](const std::string& field) { return trim_cell(field) == name; });
            if (found == header.fields.end()) return false;
            places_.push_back(static_cast<std::size_t>(found - header.fields.begin()));
        }
        return true;
    }

    std::optional<Diagnostic> add(const CsvRecord& record) {
        std::vector<std::string> cells;
        for (const std::size_t place : places_)
            cells.emplace_back(place < record.fields.size() ? trim_cell(record.fields[place]) : "");
        DecidedUnit row;
        row.group = cells[0];
        row.line = record.line;
        const char* end = cells[1].data() + cells[1].size();
        const auto number = std::from_chars(cells[1].data(), end, row.unit);
        const auto state = parse_state(cells[3]);
        if (number.ec != std::errc() || number.ptr != end || !state)
            return fail("dedupe.row",
                        "the row does not say which unit it is about: \"" + cells[1] + "\", \"" +
                            cells[3] + "\"",
                        record.line);
        row.state = *state;
        const auto decision = parse_decision(cells[2]);
        if (!decision)
            return fail("dedupe.decision",
                        "\"" + cells[2] +
                            "\" is no decision; write keep, join or remove, or leave it empty",
                        record.line);
        row.decision = *decision;
        if (!met_.insert(row.unit).second)
            return fail("dedupe.twice", "unit " + cells[1] + " is in two rows", record.line);
        const auto [known, is_new] = group_of_.try_emplace(row.group, groups_.size());
        if (is_new) groups_.emplace_back();
        groups_[known->second].push_back(row);
        return std::nullopt;
    }

    std::optional<Diagnostic> check(const std::vector<DecidedUnit>& group) const {
        const auto count = [&](Decision one) {
            return std::count_if(group.begin(), group.end(),
                                 [one](const DecidedUnit& row) { return row.decision == one; });
        };
        if (count(Decision::kJoin) == 0 || count(Decision::kKeep) == 1) return std::nullopt;
        const auto join = std::find_if(group.begin(), group.end(), [](const DecidedUnit& row) {
            return row.decision == Decision::kJoin;
        });
        return fail("dedupe.join",
                    "group " + join->group +
                        ": what is joined needs just one unit to keep; there are " +
                        std::to_string(count(Decision::kKeep)),
                    join->line);
    }

    std::string path_;
    std::vector<std::size_t> places_;
    std::unordered_map<std::string, std::size_t> group_of_;
    std::unordered_set<std::int64_t> met_;
    std::vector<std::vector<DecidedUnit>> groups_;
};

/// One group carried out, or refused because of what was changed since.
class GroupWork {
public:
    GroupWork(DiglotFile& file, const std::vector<DecidedUnit>& rows, DuplicatesApplied& result)
        : file_(file), rows_(rows), result_(result) {}

    void run() {
        std::optional<Unit> kept;
        std::vector<Unit> joined;
        std::vector<std::int64_t> gone;
        bool refused = false;
        for (const DecidedUnit& row : rows_) {
            if (row.decision == Decision::kOpen) continue;
            std::optional<Unit> unit = file_.memory().find(row.unit);
            if (!unit || state_of(*unit) != row.state) {
                result_.changed.push_back(row);
                refused = true;
                continue;
            }
            if (row.decision != Decision::kKeep) gone.push_back(row.unit);
            if (row.decision == Decision::kJoin) joined.push_back(std::move(*unit));
            if (row.decision == Decision::kKeep) kept = std::move(unit);
        }
        if (refused || gone.empty()) return;
        ++result_.groups;
        result_.joined += static_cast<std::int64_t>(joined.size());
        for (const std::int64_t id : gone) result_.removed += file_.memory().remove(id) ? 1 : 0;
        if (!joined.empty()) file_.memory().update(join_duplicates(std::move(*kept), joined));
    }

private:
    DiglotFile& file_;
    const std::vector<DecidedUnit>& rows_;
    DuplicatesApplied& result_;
};

}  // namespace

Result<std::vector<std::vector<DecidedUnit>>> read_duplicate_decisions(const std::string& path) {
    return DecisionReader(path).run();
}

DuplicatesApplied apply_decisions(DiglotFile& file,
                                  const std::vector<std::vector<DecidedUnit>>& groups,
                                  const ChangeRequest& request, const WorkProgress& progress) {
    DuplicatesApplied result;
    ChangeSet change(file.database(), file.log(), request);
    std::int64_t done = 0;
    for (const std::vector<DecidedUnit>& group : groups) {
        throw_if_interrupted();
        if (progress && ++done % 64 == 0) progress(done, static_cast<std::int64_t>(groups.size()));
        GroupWork(file, group, result).run();
    }
    if (result.removed == 0) return result;
    change.commit(progress);
    result.change = change.id();
    return result;
}

}  // namespace diglot
