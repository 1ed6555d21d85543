// Look-ups through the index beside the scan of tests/bench/scan_baseline.h, in one process, on one
// thread.
//   bench_match [OPTION…] DB QUERIES.tsv…       one line of JSON for each file of queries
//   --sample N              so many queries of each file, spread evenly (default: all)
//   --min PERCENT           threshold (default 70)
//   --identical 50,70,85    also compares the index with match_by_scan(), field by field, at these
//   thresholds
//   --tokens FILE N         also writes N of the queries and all units with the query's tokens as
//   characters, for peers
// Times are CPU time of the thread. Index and scan take turns, kBlock queries each, so that both
// meet the same machine, and neither finds all it needs in the processor's caches. Exit status 1: a
// match was missed, or answers differ.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unordered_map>

#include <fmt/format.h>

#include "app/diglot_file.h"
#include "core/text/utf8.h"
#include "tests/bench/query_file.h"
#include "tests/bench/scan_baseline.h"
#include "tests/bench/times.h"
#include "tests/tm/match_text.h"

namespace diglot::bench {
namespace {

constexpr std::size_t kBlock = 50;
constexpr std::size_t kScanBlock =
    500;  ///< Queries that match_by_scan() answers in one pass over the memory.
constexpr std::size_t kLimit = 5;

struct Options {
    std::string database;
    std::vector<std::string> files;
    std::size_t sample = 0;
    Score min{7000};
    std::vector<Score> identical;
    std::string tokens;
    std::size_t token_queries = 0;
};

/// What is measured: one look-up as a program that holds the file open does it.
Matches look_up(DiglotFile& file, const MatchQuery& query, const MatchOptions& options) {
    return std::move(file.matches().match({&query, 1}, options).front());
}

MatchQuery to_query(const QueryRow& row) {
    MatchQuery query;
    query.segment = Segment(row.query);
    return query;
}

MatchOptions to_options(Score min, bool with_penalties = true) {
    MatchOptions options;
    options.min = min;
    options.limit = kLimit;
    if (!with_penalties) options.penalties = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {}};
    return options;
}

/// How two ways of finding compare: matches by rank that the one has and the other has lower or not
/// at all.
struct Agreement {
    std::size_t found = 0;   ///< By the scan.
    std::size_t missed = 0;  ///< By the index.
    std::size_t beyond = 0;  ///< Found better by the index: the scan would be wrong.

    void add(const Matches& index, const std::vector<ScanBaseline::Hit>& scan) {
        found += scan.size();
        for (std::size_t i = 0; i < std::max(index.size(), scan.size()); ++i) {
            const Score ours = i < index.size() ? index[i].raw_score : Score{0};
            const Score theirs = i < scan.size() ? scan[i].raw : Score{0};
            missed += ours < theirs;
            beyond += ours > theirs;
        }
    }
};

class Bench {
public:
    explicit Bench(const Options& options)
        : options_(options), file_(options.database), baseline_(file_.memory()) {
        file_.prepare_matches({});
    }

    /// Whether nothing was missed.
    bool run(const std::string& path) {
        rows_ = read_queries(path, options_.sample);
        queries_.clear();
        for (const QueryRow& row : rows_) queries_.push_back(to_query(row));
        Times index_cold, index, scan;
        Agreement agreement;
        for (const MatchQuery& query : queries_)
            index_cold.measure([&] { return look_up(file_, query, to_options(options_.min)); });
        for (std::size_t at = 0; at < queries_.size(); at += kBlock)
            measure_block(at, index, scan, agreement);
        JsonWriter json;
        json.begin_object()
            .member("set", set_name(path))
            .member("units", baseline_.units())
            .member("queries", queries_.size());
        index.write(json, "index");
        scan.write(json, "scan");
        json.member("first_pass_mean_us", index_cold.mean())
            .member("scan_over_index", scan.mean() / index.mean());
        json.member("p99_over_scan_mean", index.at(0.99) / scan.mean());
        json.member("found", agreement.found)
            .member("missed", agreement.missed)
            .member("beyond", agreement.beyond);
        bool good = agreement.missed == 0 && agreement.beyond == 0;
        json.key("different").begin_object();
        for (const Score min : options_.identical) {
            const std::size_t different = differences(min);
            json.member(fmt::format("{:g}", min.per_cent()), different);
            good = good && different == 0;
        }
        std::printf("%s\n", json.end_object().end_object().text().c_str());
        std::fflush(stdout);
        if (!options_.tokens.empty()) write_tokens(path);
        return good;
    }

private:
    void measure_block(std::size_t at, Times& index, Times& scan, Agreement& agreement) {
        const std::size_t end = std::min(at + kBlock, queries_.size());
        for (std::size_t i = at; i < end; ++i)
            index.measure([&] { return look_up(file_, queries_[i], to_options(options_.min)); });
        std::vector<std::vector<ScanBaseline::Hit>> hits;
        for (std::size_t i = at; i < end; ++i)
            hits.push_back(
                scan.measure([&] { return baseline_.best(rows_[i].query, options_.min, kLimit); }));
        for (std::size_t i = at; i < end; ++i)
            agreement.add(look_up(file_, queries_[i], to_options(options_.min, false)),
                          hits[i - at]);
    }

    /// Queries that index and match_by_scan() answer differently.
    std::size_t differences(Score min) {
        const MatchOptions options = to_options(min);
        std::size_t different = 0;
        for (std::size_t at = 0; at < queries_.size(); at += kScanBlock) {
            const std::span<const MatchQuery> block(queries_.data() + at,
                                                    std::min(kScanBlock, queries_.size() - at));
            const std::vector<Matches> expected = match_by_scan(file_.memory(), block, options);
            for (std::size_t i = 0; i < block.size(); ++i) {
                if (show_all(look_up(file_, block[i], options)) == show_all(expected[i])) continue;
                if (++different == 1)
                    std::fprintf(stderr, "differs: %s\n", block[i].segment.text.c_str());
            }
        }
        return different;
    }

    /// "Q", the query's tokens, raw scores of its best matches in basis points; then "U" and a
    /// unit's tokens, the shortest first. A character stands for a token; tokens that no query has
    /// are one character.
    void write_tokens(const std::string& path) {
        const std::vector<QueryRow> rows = read_queries(path, options_.token_queries);
        std::unordered_map<std::uint32_t, char32_t> characters;
        const auto spelled = [&](std::span<const std::uint32_t> tokens, bool is_query) {
            std::string text;
            for (const std::uint32_t token : tokens) {
                if (is_query && token != ValueNumbers::kNone)
                    characters.try_emplace(token,
                                           static_cast<char32_t>(0x4E00 + characters.size()));
                const auto known = characters.find(token);
                append_code_point(known != characters.end() ? known->second
                                  : is_query                ? U'?'
                                                            : U'.',
                                  text);
            }
            return text;
        };
        std::ofstream out(options_.tokens + "." + set_name(path));
        for (const QueryRow& row : rows) {
            out << "Q\t" << spelled(baseline_.numbers_of(row.query), true) << "\t";
            for (const ScanBaseline::Hit& hit : baseline_.best(row.query, options_.min, kLimit))
                out << hit.raw.basis_points << " ";
            out << "\n";
        }
        for (std::size_t length = 1; length < baseline_.longest(); ++length) {
            const auto tokens = baseline_.tokens_of_length(length);
            for (std::size_t at = 0; at < tokens.size(); at += length)
                out << "U\t" << spelled(tokens.subspan(at, length), false) << "\n";
        }
    }

    const Options& options_;
    DiglotFile file_;
    ScanBaseline baseline_;
    std::vector<QueryRow> rows_;
    std::vector<MatchQuery> queries_;
};

std::vector<Score> parse_scores(const std::string& list) {
    std::vector<Score> scores;
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        scores.push_back(Score::from_per_cent(std::stod(list.substr(at, end - at))));
        at = end + 1;
    }
    return scores;
}

Options parse(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--sample")
            options.sample = std::stoul(arguments.at(++i));
        else if (arguments[i] == "--min")
            options.min = Score::from_per_cent(std::stod(arguments.at(++i)));
        else if (arguments[i] == "--identical")
            options.identical = parse_scores(arguments.at(++i));
        else if (arguments[i] == "--tokens") {
            options.tokens = arguments.at(++i);
            options.token_queries = std::stoul(arguments.at(++i));
        } else if (options.database.empty())
            options.database = arguments[i];
        else
            options.files.push_back(arguments[i]);
    }
    if (options.files.empty())
        throw std::invalid_argument("usage: see the head of tests/bench/match.cc");
    return options;
}

}  // namespace
}  // namespace diglot::bench

int main(int argc, char** argv) {
    using namespace diglot::bench;
    try {
        const Options options = parse({argv + 1, argv + argc});
        Bench bench(options);
        bool good = true;
        for (const std::string& file : options.files) good = bench.run(file) && good;
        return good ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_match: %s\n", error.what());
        return 2;
    }
}
