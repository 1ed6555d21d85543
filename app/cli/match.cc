// diglot match: units that resemble a text, best first, with the reason for their score.
#include "tm/match.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>

#include "app/cli/line_input.h"
#include "app/cli/match_text.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "app/match_pool.h"

namespace diglot {
namespace {

constexpr std::size_t kLinesAtOnce = 256;  ///< Of stdin, looked up together.
constexpr std::size_t kLinesOfAText =
    100000;  ///< With --context: a longer text is taken as several.

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
    bool fragments = false;
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
        return each_[std::min(each_.size() - 1,
                              static_cast<std::size_t>(share * static_cast<double>(each_.size())))];
    }

    std::vector<double> each_;
    double open_ms_ = 0;
};

double since(std::chrono::steady_clock::time_point start, double per_second) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() *
           per_second;
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

void prepare_index(Session& session, const LanguageTag& source) {
    Progress progress(session.console, session.quiet);
    session.open_existing().prepare_matches(source, [&](std::int64_t done, std::int64_t total) {
        throw_if_interrupted();
        progress.show(tr("index"), static_cast<std::uint64_t>(done),
                      static_cast<std::uint64_t>(total), 0, "");
    });
    progress.clear();
}

/// Looks texts up and prints what is found.
class Answerer {
public:
    Answerer(Session& session, const Options& options)
        : session_(session),
          options_(options),
          match_options_(to_match_options(options)),
          pool_(session.open_existing(), std::max(1U, std::thread::hardware_concurrency())) {
        if (!options.exhaustive || options.fragments) prepare_index(session, match_options_.source);
    }

    void answer(const std::vector<MatchQuery>& queries, Timing& timing) {
        // Timed one by one, on one thread; else many at once.
        const std::size_t step = options_.timing ? 1 : kLinesAtOnce;
        for (std::size_t at = 0; at < queries.size(); at += step) {
            throw_if_interrupted();
            const std::span<const MatchQuery> batch(queries.data() + at,
                                                    std::min(step, queries.size() - at));
            const auto start = std::chrono::steady_clock::now();
            std::vector<Matches> found = look_up(batch);
            timing.add(since(start, 1e6));
            for (std::size_t i = 0; i < batch.size(); ++i) {
                FoundMatches answer{std::move(found[i]), {}};
                if (options_.fragments && answer.matches.empty())
                    answer.fragments = find_fragments(session_.open_existing().matches(), batch[i],
                                                      match_options_);
                print_answer(session_, batch[i], answer, options_.min, options_.explain);
            }
        }
    }

private:
    std::vector<Matches> look_up(std::span<const MatchQuery> batch) {
        if (options_.exhaustive)
            return match_by_scan(session_.open_existing().memory(), batch, match_options_);
        return pool_.match(batch, match_options_);
    }

    Session& session_;
    const Options& options_;
    MatchOptions match_options_;
    MatchPool pool_;
};

void run(Session& session, const Options& options) {
    Timing timing;
    const auto start = std::chrono::steady_clock::now();
    session.open_existing();
    timing.opened(since(start, 1e3));
    Answerer answerer(session, options);
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
            answerer.answer(queries, timing);
            std::fflush(stdout);
        }
    } else {
        std::vector<MatchQuery> queries;
        for (const std::string& text : options.texts) {
            MatchQuery& query = queries.emplace_back(to_query(checked_text(text)));
            if (!options.previous.empty()) query.previous = Segment(options.previous);
            if (!options.next.empty()) query.next = Segment(options.next);
        }
        answerer.answer(queries, timing);
    }
    if (options.timing) session.console.note(timing.to_json());
}

}  // namespace

void add_match_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add_subcommand("match", tr("Find units that resemble a text, best first"));
    command->add_option("TEXT", options->texts,
                        tr("Texts; without any, the lines of standard input"));
    command
        ->add_option("-s,--source", options->source,
                     tr("Language of the text (default: what each unit was translated from)"))
        ->type_name("LANG");
    command
        ->add_option("-t,--target", options->target,
                     tr("Language wanted (default: each unit's first other language)"))
        ->type_name("LANG");
    command->add_option("--min", options->min, tr("Lowest score in per cent, after penalties"))
        ->capture_default_str()
        ->check(CLI::Range(0.0, 102.0));
    command->add_option("--limit", options->limit, tr("At most so many matches a text"))
        ->capture_default_str()
        ->check(CLI::Range(1, 100000));
    command
        ->add_option("--prev", options->previous,
                     tr("The segment before the text, for context matches (101, 102 %)"))
        ->type_name("TEXT");
    command->add_option("--next", options->next, tr("The segment after it"))->type_name("TEXT");
    command->add_flag(
        "--context", options->context,
        tr("The lines of standard input are one text: each is the next one's context"));
    command->add_flag("--explain", options->explain,
                      tr("Show raw score, penalties and what differs"));
    command->add_flag(
        "--fragments", options->fragments,
        tr("Where nothing matches, show the longest parts of the text that occur in units"));
    command->add_flag("--exhaustive", options->exhaustive, tr("Compare with every unit"));
    command->add_flag("--timing", options->timing,
                      tr("Print times as one line of JSON on standard error"));
    command->footer(tr(
        "Examples:\n"
        "  diglot match -s zh-TW -t en 能源部是這項計畫的主導機關，旗下12座國家實驗室都會參與。\n"
        "  diglot match --min 60 --explain --fragments < article.txt\n"
        "  diglot --json match -s zh-TW < article.txt\n"
        "100 % is the same text; 101 and 102 % say that one or both neighbours are the same too."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
