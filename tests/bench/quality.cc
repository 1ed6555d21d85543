// How good the first suggestion is: chrF of its target against a reference translation, beside
// other rankings of the same memory.
//   bench_quality [--sample N] DB QUERIES.tsv…    one line of JSON for each file
//   bench_quality --chrf PAIRS.tsv                chrF of each pair (reference, hypothesis), for
//   tests/bench/chrf_check
// Query files *-edited have no reference; the target of the edited unit is taken (third column),
// else the second column. "ours" is what the program answers. The other rows rank candidates: the
// best kPool of three exact rankings of the whole memory (tokens, characters, Dice) together.
// "characters" and "Dice of tokens" are thereby exact too.
#include <cstdio>
#include <map>
#include <set>

#include "app/diglot_file.h"
#include "app/json_writer.h"
#include "tests/bench/chrf.h"
#include "tests/bench/quality_rankings.h"
#include "tests/bench/query_file.h"

namespace diglot::bench {
namespace {

constexpr std::size_t kPool = 10;

/// Sum of chrF and how often there was something to rate.
struct Tally {
    double sum = 0;
    std::size_t answered = 0;

    void add(const std::string& reference, const std::string* hypothesis) {
        if (!hypothesis) return;
        ++answered;
        sum += chrf(reference, *hypothesis);
    }
};

class Quality {
public:
    explicit Quality(const std::string& database) : file_(database), memory_(file_.memory()) {
        file_.prepare_matches({});
    }

    void run(const std::string& path, std::size_t sample) {
        const bool edited = set_name(path).find("edited") != std::string::npos;
        names_.clear();
        tallies_.clear();
        std::size_t queries = 0;
        for (const QueryRow& row : read_queries(path, sample)) {
            ++queries;
            const std::string& reference = row.columns.at(edited ? 2 : 1);
            rate_ours(row.query, reference);
            rate_rankings(row.query, reference);
        }
        JsonWriter json;
        json.begin_object()
            .member("set", set_name(path))
            .member("queries", queries)
            .key("rows")
            .begin_array();
        for (const std::string& name : names_) {
            const Tally& tally = tallies_[name];
            const auto n = static_cast<double>(queries);
            json.begin_object().member("ranking", name).member("chrf", 100 * tally.sum / n);
            json.member("answered", 100 * static_cast<double>(tally.answered) / n).end_object();
        }
        std::printf("%s\n", json.end_array().end_object().text().c_str());
        std::fflush(stdout);
    }

private:
    void add(const std::string& name, const std::string& reference, const std::string* hypothesis) {
        if (!tallies_.contains(name)) names_.push_back(name);
        tallies_[name].add(reference, hypothesis);
    }

    void rate_ours(const std::string& text, const std::string& reference) {
        MatchQuery query;
        query.segment = Segment(text);
        MatchOptions options;
        options.limit = 1;
        options.min = Score{1};
        const Matches found = file_.matches().match({&query, 1}, options).front();
        const std::string* target = nullptr;
        Score score;
        if (!found.empty()) {
            const Match& best = found.front();
            target = best.adapted_target ? &*best.adapted_target
                                         : &best.unit.variants[best.target].segment.text;
            score = best.score;
        }
        add("ours", reference, target);
        add("ours from 50 %", reference, score >= Score{5000} ? target : nullptr);
        add("ours from 70 %", reference, score >= Score{7000} ? target : nullptr);
        const std::string* plain =
            found.empty() ? nullptr
                          : &found.front().unit.variants[found.front().target].segment.text;
        add("ours, numbers not adapted", reference, plain);
    }

    void rate_rankings(const std::string& query, const std::string& reference) {
        const auto characters = memory_.by_characters(query, kPool);
        std::set<std::size_t> pool;
        for (const auto& ranked :
             {characters, memory_.by_dice(query, kPool), memory_.by_tokens(query, kPool)}) {
            for (const QualityMemory::Ranked& one : ranked) pool.insert(one.entry);
        }
        const FeatureMaker maker(memory_, query);
        std::vector<Features> candidates;
        for (const std::size_t entry : pool) candidates.push_back(maker.make(entry));
        for (const Ranking& ranking : rankings()) {
            const Features* best = best_of(candidates, ranking);
            add(ranking.name, reference, best ? &memory_.entries()[best->entry].target : nullptr);
        }
        const bool near = !characters.empty() && characters.front().score >= 0.7;
        add("characters from 70 %", reference,
            near ? &memory_.entries()[characters.front().entry].target : nullptr);
        const std::string* ideal = nullptr;
        for (const std::size_t entry : pool) {
            const std::string& target = memory_.entries()[entry].target;
            if (!ideal || chrf(reference, target) > chrf(reference, *ideal)) ideal = &target;
        }
        add("best candidate", reference, ideal);
    }

    DiglotFile file_;
    QualityMemory memory_;
    std::vector<std::string> names_;  ///< In the order they came.
    std::map<std::string, Tally> tallies_;
};

void rate_pairs(const std::string& path) {
    for (const QueryRow& row : read_queries(path))
        std::printf("%.9f\n", chrf(row.columns.at(0), row.columns.at(1)));
}

int run(const std::vector<std::string>& arguments) {
    if (arguments.size() == 2 && arguments[0] == "--chrf") {
        rate_pairs(arguments[1]);
        return 0;
    }
    std::size_t sample = 0, at = 0;
    if (arguments.size() > 2 && arguments[0] == "--sample") {
        sample = std::stoul(arguments[1]);
        at = 2;
    }
    if (arguments.size() < at + 2)
        throw std::invalid_argument("usage: see the head of tests/bench/quality.cc");
    Quality quality(arguments[at]);
    for (++at; at < arguments.size(); ++at) quality.run(arguments[at], sample);
    return 0;
}

}  // namespace
}  // namespace diglot::bench

int main(int argc, char** argv) {
    try {
        return diglot::bench::run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_quality: %s\n", error.what());
        return 2;
    }
}
