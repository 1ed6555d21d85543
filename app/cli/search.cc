// diglot search: where a word or phrase occurs in the memory, on either side.
#include <limits>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "core/text/utf8.h"
#include "tm/concordance.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

struct Options {
    std::string query;
    std::string source;
    std::string target;
    std::string side = "both";
    std::string mode = "text";
    std::size_t limit = 50;
    bool match_case = false;
    bool match_width = false;
    bool match_script = false;
    bool count = false;
    bool exhaustive = false;
};

const VariantHit* hit_of(const ConcordanceHit& hit, std::size_t variant) {
    for (const VariantHit& one : hit.variants) {
        if (one.variant == variant) return &one;
    }
    return nullptr;
}

void write_hit(JsonWriter& json, const ConcordanceHit& hit) {
    json.begin_object()
        .member("unit", hit.unit.id)
        .member("origin", hit.unit.origin);
    if (is_out_of_use(hit.unit)) json.member("state", state_word(hit.unit));
    json.key("variants").begin_array();
    for (std::size_t i = 0; i < hit.unit.variants.size(); ++i) {
        const Variant& variant = hit.unit.variants[i];
        const std::string& text = variant.segment.text;
        json.begin_object().member("lang", variant.lang.text()).member("text", text);
        json.member("side", i == hit.unit.source.value_or(0) ? "source" : "target")
            .key("spans")
            .begin_array();
        if (const VariantHit* found = hit_of(hit, i)) {
            for (const auto& span : found->spans) {
                json.begin_object().member(
                    "start", count_code_points(std::string_view(text).substr(0, span.start)));
                json.member("end", count_code_points(std::string_view(text).substr(0, span.end)))
                    .end_object();
            }
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

std::string highlighted(const Console& console, const std::string& text, const VariantHit* hit) {
    std::string out;
    std::size_t at = 0;
    if (hit) {
        for (const auto& span : hit->spans) {
            out += text.substr(at, span.start - at) +
                   console.styled(Style::kYellow, text.substr(span.start, span.end - span.start));
            at = span.end;
        }
    }
    out += text.substr(at);
    for (char& c : out) {
        if (c == '\n' || c == '\t' || c == '\r') c = ' ';
    }
    return out;
}

void print_hit(const Console& console, const ConcordanceHit& hit) {
    console.line(
        console.styled(Style::kDim, tr("unit {}  {}", hit.unit.id, hit.unit.origin)) +
        (is_out_of_use(hit.unit) ? "  " + console.styled(Style::kRed, state_word(hit.unit)) : ""));
    for (std::size_t i = 0; i < hit.unit.variants.size(); ++i) {
        const Variant& variant = hit.unit.variants[i];
        console.line("  " + console.styled(Style::kCyan, variant.lang.text()) + "  " +
                     highlighted(console, variant.segment.text, hit_of(hit, i)));
    }
}

void prepare_index(Session& session) {
    Progress progress(session.console, session.quiet);
    session.open_existing().prepare_texts([&](std::int64_t done, std::int64_t all) {
        throw_if_interrupted();
        progress.show(tr("index"), static_cast<std::uint64_t>(done),
                      static_cast<std::uint64_t>(all), 0, "");
    });
    progress.clear();
}

Result<std::int64_t> count_all(DiglotFile& file, ConcordanceQuery query, bool exhaustive) {
    if (!exhaustive) return file.texts().count(query);
    query.limit = std::numeric_limits<std::size_t>::max();
    const auto all = search_by_scan(file.memory(), query);
    if (!all) return all.error();
    return static_cast<std::int64_t>(all->size());
}

void run(Session& session, const Options& options) {
    ConcordanceQuery query;
    query.text = checked_text(options.query);
    query.source = parse_language(options.source);
    query.target = parse_language(options.target);
    query.side = options.side == "source"   ? SearchSide::kSource
                 : options.side == "target" ? SearchSide::kTarget
                                            : SearchSide::kBoth;
    query.mode = options.mode == "word"       ? PatternMode::kWord
                 : options.mode == "wildcard" ? PatternMode::kWildcard
                 : options.mode == "regex"    ? PatternMode::kRegex
                                              : PatternMode::kText;
    query.limit = options.limit + 1;  // One more, to know whether there are more.
    query.fold = {!options.match_case, !options.match_width, !options.match_script};
    DiglotFile& file = session.open_existing();
    if (!options.exhaustive) prepare_index(session);
    const auto refuse = [&](Diagnostic reason) {
        reason.file = tr("the pattern");
        session.console.note(to_string(reason));
        session.exit = Exit::kUsage;
    };
    Result<std::vector<ConcordanceHit>> found =
        options.exhaustive ? search_by_scan(file.memory(), query) : file.texts().search(query);
    if (!found) return refuse(found.error());
    std::optional<std::int64_t> total;
    if (options.count) {
        const auto counted = count_all(file, query, options.exhaustive);
        if (!counted) return refuse(counted.error());
        total = *counted;
    }
    std::vector<ConcordanceHit>& hits = found.value();
    const bool more = hits.size() > options.limit;
    if (more) hits.pop_back();
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("query", options.query).key("hits").begin_array();
        for (const ConcordanceHit& hit : hits) write_hit(json, hit);
        json.end_array().member("more", more);
        if (total) json.member("total", *total);
        json.end_object();
        session.console.line(json.text());
        return;
    }
    for (const ConcordanceHit& hit : hits) print_hit(session.console, hit);
    if (hits.empty()) session.say(tr("nothing found"));
    if (total)
        session.console.line(counted(*total, "unit in all", "units in all"));
    else if (more)
        session.say(
            tr("there are more; --limit shows more than {}, --count says how many", options.limit));
}

}  // namespace

void add_search_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "search", tr("Concordance: where a word or phrase occurs, on either side"));
    command->add_option("QUERY", options->query, tr("What to look for, from one character up"))
        ->required();
    command->add_option("--side", options->side, tr("Where to look"))
        ->check(CLI::IsMember({"source", "target", "both"}))
        ->capture_default_str();
    command
        ->add_option("--mode", options->mode,
                     tr("text: anywhere; word: whole words; wildcard: * and ?; regex: ICU regular "
                        "expression"))
        ->check(CLI::IsMember({"text", "word", "wildcard", "regex"}))
        ->capture_default_str();
    command->add_option("-s,--source", options->source, tr("Only this language on the source side"))
        ->type_name("LANG");
    command->add_option("-t,--target", options->target, tr("Only this language on the target side"))
        ->type_name("LANG");
    command->add_option("--limit", options->limit, tr("At most so many units"))
        ->capture_default_str()
        ->check(CLI::Range(1, 1000000));
    command->add_flag("--count", options->count, tr("Also say how many units there are in all"));
    command->add_flag("--exhaustive", options->exhaustive,
                      tr("Look at every text instead of asking the index"));
    command->add_flag("--match-case", options->match_case, tr("Capitals matter"));
    command->add_flag("--match-width", options->match_width, tr("Full and half width matter"));
    command->add_flag("--match-script", options->match_script,
                      tr("Traditional and simplified Han matter"));
    command->footer(
        tr("Examples:\n"
           "  diglot search 實驗室\n"
           "  diglot search --side target --mode word laboratories\n"
           "  diglot search --mode regex '[0-9]+座'\n"
           "Exit status 2: the pattern cannot be read."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
