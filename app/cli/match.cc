// diglot match: units that resemble a text, best first, with the reason for their score.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>

#include "app/cli/line_input.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "tm/explain.h"
#include "tm/match.h"

namespace diglot {
namespace {

constexpr std::size_t kLinesAtOnce = 64;       ///< Of stdin, looked up in one pass over the memory.
constexpr std::size_t kLinesOfAText = 100000;  ///< With --context: a longer text is taken as several.

struct Options {
    std::vector<std::string> texts;
    std::string source;
    std::string target;
    std::string previous;
    std::string next;
    double min = 70;
    std::size_t limit = 5;
    bool explain = false;
    bool exhaustive = false;
    bool timing = false;
    bool context = false;
};

MatchOptions to_match_options(const Options& options) {
    MatchOptions result;
    result.source = parse_language(options.source);
    result.target = parse_language(options.target);
    result.min = Score::from_per_cent(options.min);
    result.limit = options.limit;
    return result;
}

/// How long queries took, for --timing.
class Timing {
public:
    void opened(double milliseconds) { open_ms_ = milliseconds; }
    void add(double microseconds) { each_.push_back(microseconds); }

    std::string to_json() {
        const double first = each_.empty() ? 0 : each_.front();
        double sum = 0;
        for (const double value : each_) sum += value;
        std::sort(each_.begin(), each_.end());
        JsonWriter json;
        json.begin_object().member("queries", each_.size());
        json.member("mean_us", each_.empty() ? 0 : sum / static_cast<double>(each_.size()));
        json.member("p50_us", at(0.50)).member("p99_us", at(0.99)).member("max_us", at(1));
        json.member("open_ms", open_ms_).member("first_query_us", first).end_object();
        return json.text();
    }

private:
    double at(double share) const {
        if (each_.empty()) return 0;
        return each_[std::min(each_.size() - 1, static_cast<std::size_t>(share * static_cast<double>(each_.size())))];
    }

    std::vector<double> each_;
    double open_ms_ = 0;
};

double since(std::chrono::steady_clock::time_point start, double per_second) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() * per_second;
}

std::string per_cent(Score score) { return fmt::format("{:g} %", score.per_cent()); }

void write_match(JsonWriter& json, const Match& match) {
    const Variant& source = match.unit.variants[match.source];
    const Variant& target = match.unit.variants[match.target];
    json.begin_object().member("unit", match.unit.id).member("score", match.score.per_cent());
    json.member("raw_score", match.raw_score.per_cent()).member("kind", to_string(match.kind));
    json.member("source", source.segment.text).member("target", target.segment.text);
    json.member("source_lang", source.lang.text()).member("target_lang", target.lang.text());
    if (match.adapted_target) json.member("adapted_target", *match.adapted_target);
    json.key("penalties").begin_array();
    for (const AppliedPenalty& penalty : match.penalties) {
        json.begin_object().member("rule", penalty.rule).member("points", penalty.basis_points / 100.0).end_object();
    }
    json.end_array().member("origin", match.unit.origin);
    const auto changed = match.unit.latest_change();
    json.key("changed");
    if (changed) json.value(to_iso_date(*changed));
    else json.null();
}

void write_explanation(JsonWriter& json, const Explanation& explanation) {
    json.key("explain").begin_array();
    for (const TokenEdit& edit : explanation.edits) {
        json.begin_object().member("edit", to_string(edit.kind));
        if (!edit.query.empty()) json.member("query", edit.query);
        if (!edit.unit.empty()) json.member("unit", edit.unit);
        json.end_object();
    }
    json.end_array();
}

std::string to_json(const MatchQuery& query, const Matches& matches, bool explained) {
    JsonWriter json;
    json.begin_object().member("query", query.segment.text).key("matches").begin_array();
    for (const Match& match : matches) {
        write_match(json, match);
        if (explained) write_explanation(json, explain(query.segment, match.unit.variants[match.source].segment));
        json.end_object();
    }
    json.end_array().end_object();
    return json.text();
}

std::string show_edits(const Console& console, const Explanation& explanation) {
    std::string text;
    for (const TokenEdit& edit : explanation.edits) {
        if (!text.empty()) text += " ";
        switch (edit.kind) {
            case TokenEdit::Kind::kKept:
                text += edit.query == edit.unit ? edit.query : console.styled(Style::kYellow, "[" + edit.unit + "→" + edit.query + "]");
                break;
            case TokenEdit::Kind::kChanged: text += console.styled(Style::kYellow, "[" + edit.unit + "→" + edit.query + "]"); break;
            case TokenEdit::Kind::kMissing: text += console.styled(Style::kGreen, "[+" + edit.query + "]"); break;
            case TokenEdit::Kind::kExtra: text += console.styled(Style::kRed, "[-" + edit.unit + "]"); break;
        }
    }
    return text;
}

/// " numbers, case": what makes the text differ where the score alone does not tell.
std::string names_of(const std::vector<AppliedPenalty>& penalties) {
    std::string names;
    for (const AppliedPenalty& penalty : penalties) names += (names.empty() ? "  " : ", ") + penalty.rule;
    return names;
}

void print_match(const Console& console, const MatchQuery& query, const Match& match, bool explained) {
    const Variant& source = match.unit.variants[match.source];
    const Variant& target = match.unit.variants[match.target];
    const Style style = match.score >= kFullScore ? Style::kGreen : Style::kYellow;
    console.line("  " + console.styled(style, fmt::format("{:>7}", per_cent(match.score))) + "  " + one_line(source.segment) +
                 console.styled(Style::kDim, tr("  [{} {}, unit {}]", source.lang.text(), match.unit.origin, match.unit.id)) +
                 console.styled(Style::kYellow, names_of(match.penalties)));
    console.line("           " + one_line(target.segment) + console.styled(Style::kDim, "  [" + target.lang.text() + "]"));
    if (match.adapted_target) {
        console.line("           " + *match.adapted_target + console.styled(Style::kDim, tr("  [numbers adapted]")));
    }
    if (!explained) return;
    std::string penalties;
    for (const AppliedPenalty& penalty : match.penalties) {
        penalties += fmt::format("{}{} -{:g}", penalties.empty() ? "" : ", ", penalty.rule, penalty.basis_points / 100.0);
    }
    console.line(tr("           {} raw; penalties: {}", per_cent(match.raw_score), penalties.empty() ? tr("none") : penalties));
    console.line("           " + show_edits(console, explain(query.segment, source.segment)));
}

void print_answer(const Session& session, const MatchQuery& query, const Matches& matches, const Options& options) {
    if (session.json) {
        session.console.line(to_json(query, matches, options.explain));
        return;
    }
    if (query.segment.text.empty()) return session.console.line("");
    session.console.line(session.console.styled(Style::kBold, one_line(query.segment)));
    for (const Match& match : matches) print_match(session.console, query, match, options.explain);
    if (matches.empty()) session.console.line(session.console.styled(Style::kDim, tr("  nothing at {:g} % or above", options.min)));
}

MatchQuery to_query(const std::string& text) {
    MatchQuery query;
    query.segment = Segment(text);
    return query;
}

/// Each line's neighbours are the lines around it that are not blank.
void add_neighbours(std::vector<MatchQuery>& queries) {
    MatchQuery* before = nullptr;
    for (MatchQuery& query : queries) {
        if (query.segment.text.empty()) continue;
        if (before) {
            query.previous = before->segment;
            before->next = query.segment;
        }
        before = &query;
    }
}

MatchIndex& open_index(Session& session, const LanguageTag& source) {
    Progress progress(session.console, session.quiet);
    MatchIndex& index = session.open_existing().matches(source, [&](std::int64_t done, std::int64_t total) {
        throw_if_interrupted();
        progress.show(tr("index"), static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total), 0, "");
    });
    progress.clear();
    return index;
}

void answer(Session& session, const std::vector<MatchQuery>& queries, const Options& options, Timing& timing) {
    DiglotFile& file = session.open_existing();
    const MatchOptions match_options = to_match_options(options);
    MatchIndex* const index = options.exhaustive ? nullptr : &open_index(session, match_options.source);
    // Timed one by one; else many of them in one pass over the memory.
    const std::size_t step = options.timing ? 1 : kLinesAtOnce;
    for (std::size_t at = 0; at < queries.size(); at += step) {
        throw_if_interrupted();
        const std::span<const MatchQuery> batch(queries.data() + at, std::min(step, queries.size() - at));
        const auto start = std::chrono::steady_clock::now();
        const std::vector<Matches> found =
            index ? index->match(batch, match_options) : match_by_scan(file.memory(), batch, match_options);
        timing.add(since(start, 1e6));
        for (std::size_t i = 0; i < batch.size(); ++i) print_answer(session, batch[i], found[i], options);
    }
}

void run(Session& session, const Options& options) {
    Timing timing;
    const auto start = std::chrono::steady_clock::now();
    session.open_existing();
    timing.opened(since(start, 1e3));
    if (options.texts.empty()) {
        LineInput input;
        std::size_t number = 0;
        const std::size_t most = options.context ? kLinesOfAText : kLinesAtOnce;
        for (auto lines = options.context ? input.all(most) : input.next(most); !lines.empty();
             lines = options.context ? input.all(most) : input.next(most)) {
            std::vector<MatchQuery> queries;
            for (std::string& line : lines) {
                ++number;
                queries.push_back(to_query(session.valid_line(std::move(line), number)));
            }
            if (options.context) add_neighbours(queries);
            answer(session, queries, options, timing);
            std::fflush(stdout);
        }
    } else {
        std::vector<MatchQuery> queries;
        for (const std::string& text : options.texts) {
            MatchQuery& query = queries.emplace_back(to_query(checked_text(text)));
            if (!options.previous.empty()) query.previous = Segment(options.previous);
            if (!options.next.empty()) query.next = Segment(options.next);
        }
        answer(session, queries, options, timing);
    }
    if (options.timing) session.console.note(timing.to_json());
}

}  // namespace

void add_match_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand("match", tr("Find units that resemble a text, best first"));
    command->add_option("TEXT", options->texts, tr("Texts; without any, the lines of standard input"));
    command->add_option("-s,--source", options->source, tr("Language of the text (default: what each unit was translated from)"))->type_name("LANG");
    command->add_option("-t,--target", options->target, tr("Language wanted (default: each unit's first other language)"))->type_name("LANG");
    command->add_option("--min", options->min, tr("Lowest score in per cent, after penalties"))->capture_default_str()->check(CLI::Range(0.0, 102.0));
    command->add_option("--limit", options->limit, tr("At most so many matches a text"))->capture_default_str()->check(CLI::Range(1, 100000));
    command->add_option("--prev", options->previous, tr("The segment before the text, for context matches (101, 102 %)"))->type_name("TEXT");
    command->add_option("--next", options->next, tr("The segment after it"))->type_name("TEXT");
    command->add_flag("--context", options->context, tr("The lines of standard input are one text: each is the next one's context"));
    command->add_flag("--explain", options->explain, tr("Show raw score, penalties and what differs"));
    command->add_flag("--exhaustive", options->exhaustive, tr("Compare with every unit"));
    command->add_flag("--timing", options->timing, tr("Print times as one line of JSON on standard error"));
    command->footer(tr("Examples:\n"
                       "  diglot match -s zh-TW -t en 阿貢國家實驗室宣布新計畫\n"
                       "  diglot match --min 60 --explain < article.txt\n"
                       "  diglot --json match -s en \"The laboratory announced a new programme.\"\n"
                       "100 % is the same text; 101 and 102 % say that one or both neighbours are the same too."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
