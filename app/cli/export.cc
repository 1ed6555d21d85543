// diglot export: the memory or the glossary as a file for other tools.
#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/export_file.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

struct Options {
    std::string file;
    std::string format;
    std::string what;
    std::string source;
    std::string target;
    std::string origin;
    std::string since;
    std::string where;
    std::string licence;
    std::string profile;
    std::string language_style;
    std::optional<int> level;
    bool tmx_1_1 = false;
    bool pair = false;
    bool utf16 = false;
};

ExportRequest to_request(const Options& options) {
    ExportRequest request;
    request.path = options.file;
    const auto format = options.format.empty() ? export_format_of(options.file)
                                               : parse_export_format(options.format);
    if (!format) {
        throw UsageError(
            options.format.empty()
                ? tr("export: the suffix of {} names no format; say --format with one of {}",
                     options.file, export_format_names())
                : tr("export: there is no format \"{}\"; use one of {}", options.format,
                     export_format_names()));
    }
    request.format = *format;
    if (!options.what.empty())
        request.what = options.what == "memory"     ? ExportWhat::kMemory
                       : options.what == "glossary" ? ExportWhat::kGlossary
                                                    : ExportWhat::kBoth;
    request.units.source = parse_language(options.source);
    request.units.target = parse_language(options.target);
    request.units.origin = options.origin;
    if (!options.since.empty()) {
        request.units.since = parse_loose_date(options.since);
        if (!request.units.since)
            throw UsageError(
                tr("export: \"{}\" is no date; write 2026-11-23 or 2026-11-23T12:00:00Z",
                   options.since));
    }
    request.profile = options.profile;
    request.language_style = options.language_style;
    request.level = options.level;
    request.version_1_1 = options.tmx_1_1;
    request.pair_only = options.pair;
    request.utf16 = options.utf16;
    return request;
}

void print_report(const Session& session, const ExportRequest& request,
                  const ExportReport& report) {
    const bool memory = holds_units(request);
    const std::string what =
        request.format == ExportFormat::kPackage
            ? counted(static_cast<std::int64_t>(report.units), "unit", "units") + ", " +
                  counted(static_cast<std::int64_t>(report.concepts), "concept", "concepts")
        : memory ? counted(static_cast<std::int64_t>(report.units), "unit", "units")
                 : counted(static_cast<std::int64_t>(report.concepts), "concept", "concepts");
    // Standard output may be the file itself.
    session.say(tr("{}: {}", request.path, what));
    if (report.set_aside > 0)
        session.say(
            tr("{} that are set aside left out; --where status=set-aside exports them",
               counted(static_cast<std::int64_t>(report.set_aside), "unit", "units")));
    if (report.losses.empty()) return;
    session.say(tr("{} cannot carry, or carries otherwise:", to_string(request.format)));
    for (const Loss& loss : report.losses)
        session.say(tr("  {} × {}", grouped(static_cast<std::int64_t>(loss.count)), loss.what));
}

void run(Session& session, const Options& options) {
    ExportRequest request = to_request(options);
    DiglotFile& file = session.open_existing();
    request.units.where = parse_condition(options.where, file.log());
    request.where = options.where;
    request.licence = options.licence;
    Progress progress(session.console, session.quiet);
    request.progress = [&](std::uint64_t done, std::uint64_t total) {
        progress.show(request.path, done, total, done,
                      holds_units(request) ? tr("units") : tr("concepts"));
    };
    ExportReport report;
    try {
        report = export_file(file, request);
    } catch (const std::invalid_argument& error) {
        throw UsageError(std::string("export: ") + error.what());
    }
    progress.clear();
    if (report.nothing_fits) {
        session.console.note(tr("export: nothing fits; {} was not written", request.path));
        session.exit = Exit::kComplaints;
        return;
    }
    if (!session.json || request.path == "-") {
        print_report(session, request, report);
        return;
    }
    JsonWriter json;
    json.begin_object().member("file", request.path).member("format", to_string(request.format));
    json.member("units", report.units)
        .member("concepts", report.concepts)
        .member("set_aside", report.set_aside)
        .key("losses")
        .begin_array();
    for (const Loss& loss : report.losses)
        json.begin_object().member("what", loss.what).member("count", loss.count).end_object();
    json.end_array().end_object();
    session.console.line(json.text());
}

}  // namespace

void add_export_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add_subcommand("export", tr("Write the memory (TMX, XLIFF, PO, JSON, Moses, "
                                            "tables), the glossary (TBX, CSV, TSV, XLSX, "
                                            "OmegaT) or both (a package) to a file"));
    command
        ->add_option("FILE", options->file,
                     tr("The file, replaced as a whole or not at all; - is standard output"))
        ->required();
    command->add_option("-f,--format", options->format,
                        tr("One of {} (default: by suffix)", export_format_names()));
    command
        ->add_option("--what", options->what,
                     tr("CSV, TSV, XLSX: memory or glossary (default); a package: memory, "
                        "glossary or both (default; with --where the memory)"))
        ->type_name("PART")
        ->check(CLI::IsMember({"memory", "glossary", "both"}));
    command
        ->add_option("-s,--source", options->source, tr("Only units translated from this language"))
        ->type_name("LANG");
    command->add_option("-t,--target", options->target, tr("Only units that have this language"))
        ->type_name("LANG");
    command
        ->add_option("--origin", options->origin, tr("Only what came from the file of this name"))
        ->type_name("NAME");
    command
        ->add_option("--where", options->where,
                     tr("Only units that fit: \"not state=machine and origin:law\"; "
                        "docs/filters.md"))
        ->type_name("CONDITION");
    command->add_option("--since", options->since, tr("Only what was made or changed since"))
        ->type_name("DATE");
    command
        ->add_option("--licence", options->licence,
                     tr("Package: what may be done with it, as \"CC BY-SA 4.0\""))
        ->type_name("TEXT");
    command
        ->add_option("--profile", options->profile,
                     tr("TMX as this tool wants it: omegat, weblate, lokalize, trados; XLIFF: "
                        "1.2 or 2.1"))
        ->type_name("TOOL");
    command->add_option("--level", options->level, tr("TMX: 2 with inline codes, 1 without"))
        ->check(CLI::Range(1, 2));
    command->add_flag("--tmx-1.1", options->tmx_1_1, tr("TMX 1.1 for old tools"));
    command->add_flag("--pair", options->pair,
                      tr("TMX: only the two languages -s and -t, one unit a pair"));
    command
        ->add_option("--lang-style", options->language_style,
                     tr("TMX: bcp47 (zh-TW), posix (zh_TW), region (zh-TW for zh-Hant)"))
        ->type_name("STYLE");
    command->add_flag("--utf16", options->utf16, tr("TMX: UTF-16 with a byte order mark"));
    command->footer(
        tr("Examples:\n"
           "  diglot export memory.tmx\n"
           "  diglot export --profile omegat -s zh-TW -t en for-omegat.tmx\n"
           "  diglot export -s zh-TW -t en --profile 2.1 memory.xlf\n"
           "  diglot export -s zh-TW -t en en.po\n"
           "  diglot export --format moses -s zh-TW -t en corpus   # corpus.zh-TW, corpus.en\n"
           "  diglot export --what memory -s zh-TW -t en memory.xlsx\n"
           "  diglot export glossary.tbx\n"
           "  diglot export --where \"not prop.client\" share.diglot.zip\n"
           "What the format or the tool cannot carry is listed."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
