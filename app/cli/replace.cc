// diglot replace: a text replaced by another wherever it stands, on one side of the memory.
#include "app/replace.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/memory_text.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

struct Options {
    std::string side = "target";
    std::string from, to;
    std::string lang, where;
    bool regex = false;
    bool ignore_case = false;
    bool apply = false;
    std::size_t limit = 20;
};

/// The text as an expression that finds just it.
std::string quoted(const std::string& text) {
    std::string pattern;
    for (const char c : text) {
        if (std::string_view(R"(\^$.|?*+()[]{}#-&)").find(c) != std::string_view::npos)
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

/// The text as a replacement that means just it.
std::string plain(const std::string& text) {
    std::string wording;
    for (const char c : text) {
        if (c == '$') wording += '\\';
        wording += c;
    }
    return wording;
}

void print(const Session& session, const ReplacedText& text) {
    const Console& console = session.console;
    if (!text.why_left.empty())
        return console.line(console.styled(Style::kYellow, tr("unit {}", text.unit)) + "  " +
                            tr("left: {}", text.why_left));
    console.line(console.styled(Style::kBold, tr("unit {}", text.unit)) + "  " + text.lang.text() +
                 "  " + word_diff_line(console, text.before, text.after));
}

void write(JsonWriter& json, const ReplacedText& text) {
    json.begin_object().member("unit", text.unit).member("lang", text.lang.text());
    json.member("before", text.before).member("after", text.after);
    if (!text.why_left.empty()) json.member("left", text.why_left);
    json.end_object();
}

void finish(JsonWriter& json, const ReplaceReport& report, const Session& session) {
    json.end_array().member("units", report.units).member("places", report.places);
    json.member("left", report.left).member("reviewed", report.reviewed).key("change");
    if (report.change)
        json.value(*report.change);
    else
        json.null();
    json.end_object();
    session.console.line(json.take());
}

void summarize(const Session& session, const ReplaceReport& report, const Options& options) {
    const auto units = [](std::uint64_t count) {
        return counted(static_cast<std::int64_t>(count), "unit", "units");
    };
    std::string text =
        tr("{} in {}", counted(static_cast<std::int64_t>(report.places), "place", "places"),
           units(report.units));
    if (report.left > 0) text += ", " + tr("{} left", units(report.left));
    session.console.line(text);
    if (report.reviewed > 0)
        session.console.line(tr("of them {}; --where 'state!=reviewed' leaves them out",
                                counted(static_cast<std::int64_t>(report.reviewed),
                                        "is reviewed, and stays so", "are reviewed, and stay so")));
    if (report.change)
        session.say(tr("change set {}; `diglot undo` takes it back", *report.change));
    else if (!options.apply && report.units > 0)
        session.say(tr("a preview; --apply makes the change"));
}

void run(Session& session, const Options& options) {
    if (options.from.empty()) throw UsageError(tr("replace: --from is empty"));
    const Result<Regex> find = Regex::compile(
        options.regex ? checked_text(options.from) : quoted(checked_text(options.from)),
        options.ignore_case);
    if (!find) throw UsageError("replace: --from: " + find.error().message);
    DiglotFile& file = session.open_existing();
    ReplaceRequest request{
        options.side == "target",
        parse_language(options.lang),
        *find,
        options.regex ? checked_text(options.to) : plain(checked_text(options.to)),
        {},
        options.apply,
        session.change_request(),
        {}};
    request.filter.where = parse_condition(options.where, file.log());
    Progress progress(session.console, session.quiet);
    const auto total = static_cast<std::uint64_t>(file.memory().count());
    request.progress = [&](std::uint64_t seen) {
        if (seen % 1024 == 0) progress.show(tr("replace"), seen, total, seen, tr("units"));
    };
    JsonWriter json;
    json.begin_object().key("texts").begin_array();
    std::size_t told = 0;
    const Result<ReplaceReport> report =
        replace_texts(file, request, [&](const ReplacedText& text) {
            if (text.why_left.empty() && ++told > options.limit) return;
            progress.clear();
            if (!session.json) return print(session, text);
            write(json, text);
            session.console.part(json.take());
        });
    progress.clear();
    if (!report) throw UsageError("replace: " + report.error().message);
    if (session.json)
        finish(json, *report, session);
    else
        summarize(session, *report, options);
}

}  // namespace

void add_replace_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "replace", tr("Replace a text wherever it stands in the memory: a preview, or --apply"));
    command->add_option("--in", options->side, tr("source or target"))
        ->check(CLI::IsMember({"source", "target"}))
        ->capture_default_str();
    command->add_option("--from", options->from, tr("The text; with --regex an ICU expression"))
        ->required();
    command->add_option("--to", options->to, tr("What replaces it; with --regex $1 is a group"))
        ->required();
    command->add_flag("--regex", options->regex, tr("--from is a regular expression"));
    command->add_flag("--ignore-case", options->ignore_case, tr("Whatever its case"));
    command->add_option("-l,--lang", options->lang, tr("Only texts in this language"))
        ->type_name("LANG");
    command->add_option("--where", options->where, tr("Only units that fit; docs/filters.md"))
        ->type_name("CONDITION");
    command
        ->add_option("--limit", options->limit,
                     tr("Show so many changed texts, also with --json; all are counted"))
        ->capture_default_str();
    command->add_flag("--apply", options->apply, tr("Make the change, as one change set"));
    command->footer(tr(
        "Examples:\n"
        "  diglot replace --in target --from NREL --to \"National Laboratory of the Rockies\"\n"
        "  diglot replace --in target --regex --from '(\\d+) percent' --to '$1%' --where "
        "\"origin:news\" --apply\n"
        "Inline codes stay where they are; a unit with one inside the place is left, and told."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
