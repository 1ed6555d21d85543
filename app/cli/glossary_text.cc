#include "app/cli/glossary_text.h"

#include "app/cli/text.h"
#include "app/interrupt.h"

namespace diglot {
namespace {

constexpr std::size_t kShownDiagnostics = 20;

}  // namespace

LoadedGlossary load_or_complain(Session& session, const std::string& path,
                                const std::string& source, const std::string& target,
                                const std::string& name) {
    Progress progress(session.console, session.quiet);
    ReadOptions options;
    options.source = parse_language(source);
    options.target = parse_language(target);
    options.progress = [&](std::uint64_t done, std::uint64_t total) {
        throw_if_interrupted();
        progress.show(path, done, total, 0, "");
    };
    Result<LoadedGlossary> loaded = load_glossary(path, options, session.open_options());
    progress.clear();
    if (!loaded) {
        Diagnostic error = loaded.error();
        if (error.file.empty() || !name.empty()) error.file = name.empty() ? path : name;
        throw UsageError(to_string(error));
    }
    std::size_t shown = 0;
    for (Diagnostic diagnostic : loaded->diagnostics) {
        if (!name.empty()) diagnostic.file = name;
        if (++shown <= kShownDiagnostics) session.console.note(to_string(diagnostic));
    }
    if (shown > kShownDiagnostics)
        session.console.note(
            tr("{}: {} more", name.empty() ? path : name, shown - kShownDiagnostics));
    if (loaded->skipped) session.exit = Exit::kComplaints;
    return std::move(loaded).value();
}

void print_differences(const Console& console, const std::vector<ItemDifference>& all) {
    for (const ItemDifference& one : all) {
        const std::string where = one.place.text();
        if (one.field == "term") {
            const bool added = one.a.empty();
            console.line("    " + console.styled(added ? Style::kGreen : Style::kRed,
                                                 (added ? "+ " : "- ") + where));
            continue;
        }
        const auto side = [&](const std::string& text, Style style) {
            return text.empty() ? console.styled(Style::kDim, tr("(nothing)"))
                                : console.styled(style, text);
        };
        console.line("    " + (where.empty() ? "" : where + "  ") +
                     console.styled(Style::kDim, one.field + ": ") + side(one.a, Style::kRed) +
                     " → " + side(one.b, Style::kGreen));
    }
}

void write_differences(JsonWriter& json, const std::vector<ItemDifference>& all) {
    json.begin_array();
    for (const ItemDifference& one : all) {
        json.begin_object().member("where", one.place.text()).member("field", one.field);
        json.member("a", one.a).member("b", one.b).end_object();
    }
    json.end_array();
}

}  // namespace diglot
