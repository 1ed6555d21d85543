#include "app/duplicate_report.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "importers/csv_records.h"
#include "importers/output_file.h"
#include "tm/score.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

using Decision = DuplicateDecision;
using Row = DuplicateGroup::Row;

constexpr std::array<const char*, 12> kColumns = {
    "group",           "unit",   "decision", "alike",   "source_language", "source",
    "target_language", "target", "origin",   "changed", "changed_by",      "state"};
/// With a letter before it, so that no spreadsheet takes it for a number.
std::string state_text(const Unit& unit) { return fmt::format("s{:016x}", state_of(unit)); }

std::string alike_text(const Row& row) {
    return row.alike ? fmt::format("{:g}", row.alike->per_cent()) : "";
}

/// The variants that are not the source: their languages, and their texts, each with its language
/// where there are several.
std::pair<std::string, std::string> targets_of(const Unit& unit) {
    std::string languages, texts;
    const bool several = unit.variants.size() > 2;
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        if (i == unit.source.value_or(0)) continue;
        const Variant& variant = unit.variants[i];
        languages += (languages.empty() ? "" : " ") + variant.lang.text();
        texts += (texts.empty() ? "" : " | ") + (several ? variant.lang.text() + ": " : "") +
                 variant.segment.text;
    }
    return {languages, texts};
}

std::string changed_by(const Unit& unit) {
    return unit.stamp.changed_by.empty() ? unit.stamp.created_by : unit.stamp.changed_by;
}

std::string changed_at(const Unit& unit) {
    const auto time = unit.latest_change();
    return time ? to_iso_date(*time) : "";
}

class CsvReport : public DuplicateReport {
public:
    explicit CsvReport(const std::string& path) : out_(path) {
        write({kColumns.begin(), kColumns.end()});
    }

    void add(const DuplicateGroup& group) override {
        ++groups_;
        for (const Row& row : group.rows) {
            const Variant& source = row.unit.source_variant();
            const auto [languages, targets] = targets_of(row.unit);
            write({std::to_string(groups_), std::to_string(row.unit.id), to_string(row.decision),
                   alike_text(row), source.lang.text(), source.segment.text, languages, targets,
                   row.unit.origin, changed_at(row.unit), changed_by(row.unit),
                   state_text(row.unit)});
        }
    }

    void finish() override { out_.commit(); }

private:
    void write(std::vector<std::string> cells) {
        for (std::string& cell : cells) cell = guard_formula(cell);
        line_.clear();
        append_csv(cells, ',', line_);
        out_.write(line_);
    }

    OutputFile out_;
    std::string line_;
    std::int64_t groups_ = 0;
};

}  // namespace

const char* to_string(DuplicateDecision decision) {
    switch (decision) {
        case Decision::kKeep:
            return "keep";
        case Decision::kJoin:
            return "join";
        case Decision::kRemove:
            return "remove";
        case Decision::kOpen:
            break;
    }
    return "";
}

DuplicateGroup propose_decisions(std::vector<Unit> units, std::optional<Keep> keep, Score near) {
    const auto languages = [](const Unit& unit) {
        std::multiset<std::string> all;
        for (const Variant& variant : unit.variants) all.insert(variant.lang.text());
        return all;
    };
    DuplicateGroup group;
    const std::size_t kept = keep ? choose_unit(units, *keep) : 0;
    const SegmentProfile first(units[kept].source_variant().segment);
    const auto kept_languages = languages(units[kept]);
    for (std::size_t i = 0; i < units.size(); ++i) {
        Row row;
        bool is_near = true;
        if (near > Score{}) {
            const SegmentProfile other(units[i].source_variant().segment);
            const TextComparison found = compare(first, other, Penalties());
            row.alike = found.raw;
            is_near = found.raw >= near && languages(units[i]) == kept_languages &&
                      std::none_of(found.penalties.begin(), found.penalties.end(),
                                   [](const AppliedPenalty& one) { return one.rule == "numbers"; });
        }
        if (keep)
            row.decision = i == kept                                    ? Decision::kKeep
                           : is_near && can_join(units[kept], units[i]) ? Decision::kJoin
                                                                        : Decision::kOpen;
        group.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < units.size(); ++i) group.rows[i].unit = std::move(units[i]);
    return group;
}

std::unique_ptr<DuplicateReport> duplicate_csv(const std::string& path) {
    return std::make_unique<CsvReport>(path);
}

}  // namespace diglot
