#include "app/cli/memory_text.h"

#include <future>

#include "app/cli/conflict_text.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"

namespace diglot {
namespace {

constexpr std::size_t kShownDiagnostics = 20;

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

}  // namespace diglot
