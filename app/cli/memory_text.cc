#include "app/cli/memory_text.h"

#include <algorithm>
#include <future>

#include <CLI/CLI.hpp>

#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/merge_decisions.h"

namespace diglot {
namespace {

constexpr std::size_t kShownDiagnostics = 20;

std::string on_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

UnitSpool accept(Session& session, const std::string& name, Result<UnitSpool> loaded) {
    if (!loaded) {
        Diagnostic error = loaded.error();
        error.file = name;
        throw UsageError(to_string(error));
    }
    std::size_t shown = 0;
    for (Diagnostic diagnostic : loaded->diagnostics) {
        diagnostic.file = name;
        if (++shown <= kShownDiagnostics) session.console.note(to_string(diagnostic));
    }
    if (shown > kShownDiagnostics)
        session.console.note(tr("{}: {} more", name, shown - kShownDiagnostics));
    if (loaded->skipped) session.exit = Exit::kComplaints;
    return std::move(loaded).value();
}

void print_unit_lines(const Console& console, const char* sign, Style style, const Unit& unit) {
    console.line(console.styled(style, sign) +
                 (unit.id != 0 ? tr("unit {}", unit.id) : tr("unit")));
    for (const Variant& variant : unit.variants)
        console.line("    " + variant.lang.text() + "  " +
                     console.styled(style, one_line(variant.segment)));
}

bool is_text(const std::string& field) {
    return field == "text" || field == "note" || field == "variant";
}

void print_field(const Console& console, const UnitDifference& one) {
    const std::string head = "    " + (one.where.empty() ? "" : one.where + "  ") +
                             console.styled(Style::kDim, one.field + ": ");
    if (one.field == "variant") {
        const bool added = one.a.empty();
        console.line(head + console.styled(added ? Style::kGreen : Style::kRed,
                                           (added ? "+ " : "- ") + (added ? one.b : one.a)));
    } else if (is_text(one.field)) {
        console.line(head + word_diff_line(console, one.a, one.b));
    } else {
        const auto side = [&](const std::string& text, Style style) {
            return text.empty() ? console.styled(Style::kDim, tr("(nothing)"))
                                : console.styled(style, on_one_line(text));
        };
        console.line(head + side(one.a, Style::kRed) + " → " + side(one.b, Style::kGreen));
    }
}

}  // namespace

std::vector<UnitSpool> load_or_complain(Session& session, const MemoryFiles& files) {
    Progress progress(session.console, session.quiet);
    ReadOptions options;
    options.source = parse_language(files.source);
    options.target = parse_language(files.target);
    std::vector<UnitSpool> spools;
    for (std::size_t i = 0; i < files.paths.size(); i += 2) {
        std::future<Result<UnitSpool>> second;
        if (i + 1 < files.paths.size())
            second = std::async(std::launch::async, [&, i] {
                return load_units(files.paths[i + 1], options, session.open_options());
            });
        ReadOptions shown = options;
        shown.progress = [&](std::uint64_t done, std::uint64_t total) {
            progress.show(files.name(i), done, total, 0, "");
        };
        Result<UnitSpool> first = load_units(files.paths[i], shown, session.open_options());
        progress.clear();
        spools.push_back(accept(session, files.name(i), std::move(first)));
        if (second.valid()) spools.push_back(accept(session, files.name(i + 1), second.get()));
    }
    return spools;
}

std::string word_diff_line(const Console& console, const std::string& a, const std::string& b) {
    std::string line;
    for (const DiffPiece& piece : word_diff(on_one_line(a), on_one_line(b))) {
        if (piece.kind == DiffPiece::Kind::kSame) {
            line += piece.text;
            continue;
        }
        const bool added = piece.kind == DiffPiece::Kind::kAdded;
        const std::string coloured =
            console.styled(added ? Style::kGreen : Style::kRed, piece.text);
        line += coloured != piece.text ? coloured
                : added                ? "{+" + piece.text + "+}"
                                       : "[-" + piece.text + "-]";
    }
    return line;
}

void print_change(const Console& console, const UnitChange& change) {
    if (!change.a) return print_unit_lines(console, "+ ", Style::kGreen, *change.b);
    if (!change.b) return print_unit_lines(console, "- ", Style::kRed, *change.a);
    const Unit& unit = *change.a;
    console.line(console.styled(Style::kYellow, "~ ") +
                 (unit.id != 0 ? tr("unit {}", unit.id) + "  " : "") +
                 one_line(unit.source_variant().segment));
    print_differences(console, *change.a, *change.b);
}

void print_differences(const Console& console, const Unit& a, const Unit& b, bool dates) {
    for (const UnitDifference& one : differences(a, b))
        if (dates || one.field != "changed") print_field(console, one);
}

void write_differences(JsonWriter& json, const Unit& a, const Unit& b) {
    json.begin_array();
    for (const UnitDifference& one : differences(a, b)) {
        json.begin_object().member("where", one.where).member("field", one.field);
        json.member("a", one.a).member("b", one.b);
        if (one.field == "text") {
            json.key("words").begin_array();
            for (const DiffPiece& piece : word_diff(one.a, one.b)) {
                const char* kind = piece.kind == DiffPiece::Kind::kSame      ? "same"
                                   : piece.kind == DiffPiece::Kind::kRemoved ? "removed"
                                                                             : "added";
                json.begin_object().member(kind, piece.text).end_object();
            }
            json.end_array();
        }
        json.end_object();
    }
    json.end_array();
}

void write_change(JsonWriter& json, const UnitChange& change) {
    json.begin_object().member("kind", !change.a ? "added" : !change.b ? "removed" : "changed");
    if (change.a) {
        json.key("a");
        write_unit(json, *change.a);
    }
    if (change.b) {
        json.key("b");
        write_unit(json, *change.b);
    }
    if (change.a && change.b) {
        json.key("changes");
        write_differences(json, *change.a, *change.b);
    }
    json.end_object();
}

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

DecideUnit decide_by(const Decisions& decisions) {
    auto table = std::make_shared<MergeDecisions>();
    if (!decisions.table.empty()) {
        Result<MergeDecisions> read = MergeDecisions::read(decisions.table);
        if (!read) throw UsageError(to_string(read.error()));
        *table = std::move(read).value();
    }
    const MergeSide otherwise = decisions.ours     ? MergeSide::kOurs
                                : decisions.theirs ? MergeSide::kTheirs
                                                   : MergeSide::kUndecided;
    return [table, otherwise](const UnitConflict& conflict) {
        const MergeSide side = table->of(conflict);
        return side == MergeSide::kUndecided ? otherwise : side;
    };
}

void print_conflicts(const Console& console, const std::vector<UnitMerge::Conflict>& conflicts) {
    const auto side = [&](const std::string& text) {
        return text.empty() ? console.styled(Style::kDim, tr("(nothing)")) : on_one_line(text);
    };
    for (const UnitMerge::Conflict& conflict : conflicts) {
        const UnitConflict& what = conflict.what;
        console.line(console.styled(Style::kYellow, tr("conflict")) + "  " +
                     on_one_line(what.unit) + "  " + (what.where.empty() ? "" : what.where + "  ") +
                     console.styled(Style::kBold, what.field));
        if (!what.base.empty()) console.line(tr("    base    {}", on_one_line(what.base)));
        console.line(tr("    ours    {}", side(what.ours)));
        console.line(tr("    theirs  {}", side(what.theirs)));
        if (conflict.decision != MergeSide::kUndecided)
            console.line(
                tr("    taken   {}", conflict.decision == MergeSide::kOurs ? "ours" : "theirs"));
    }
}

void write_conflicts(JsonWriter& json, const std::vector<UnitMerge::Conflict>& conflicts) {
    json.begin_array();
    for (const UnitMerge::Conflict& conflict : conflicts) {
        const UnitConflict& what = conflict.what;
        json.begin_object().member("unit", what.unit).member("where", what.where);
        json.member("field", what.field).member("base", what.base);
        json.member("ours", what.ours).member("theirs", what.theirs).key("decision");
        if (conflict.decision == MergeSide::kUndecided)
            json.null();
        else
            json.value(conflict.decision == MergeSide::kOurs ? "ours" : "theirs");
        json.end_object();
    }
    json.end_array();
}

}  // namespace diglot
