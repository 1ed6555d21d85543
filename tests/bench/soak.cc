// A reader of the soak test (tests/bench/soak): asks without pause and checks every answer.
//   bench_soak DB QUERIES.tsv SECONDS SEED      one line of JSON; exit status 1 after a wrong
//   answer
// What it knows: the answers to kQueries queries when it began. Units added since may stand among
// the best and push others out at the end, and nothing else may change. Opens the file anew now and
// then, as a program that comes and goes does.
#include <chrono>
#include <cstdio>
#include <memory>
#include <random>

#include "app/diglot_file.h"
#include "tests/bench/query_file.h"
#include "tests/bench/times.h"
#include "tests/tm/match_text.h"

namespace diglot::bench {
namespace {

constexpr std::size_t kQueries = 300;
constexpr int kQueriesAnOpening = 20000;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

class Reader {
public:
    Reader(std::string path, const std::string& queries, unsigned seed)
        : path_(std::move(path)), random_(seed) {
        for (const QueryRow& row : read_queries(queries, kQueries))
            queries_.emplace_back().segment = Segment(row.query);
        open();
        // From one state of the file, by looking at every unit.
        expected_ = match_by_scan(file_->memory(), queries_, options_);
        file_->memory().for_each_source({}, [&](const SourceRow& row) {
            newest_ = row.unit;
            return true;
        });
    }

    void run(double seconds) {
        const Clock::time_point start = Clock::now();
        for (int i = 1; seconds_since(start) < seconds; ++i) {
            if (i % kQueriesAnOpening == 0) open();
            const std::size_t number =
                std::uniform_int_distribution<std::size_t>(0, queries_.size() - 1)(random_);
            const Clock::time_point asked = Clock::now();
            const Matches found = cpu_.measure([&] {
                return file_->matches().match({&queries_[number], 1}, options_).front();
            });
            wall_.add(1e6 * seconds_since(asked));
            if (!is_right(found, expected_[number])) ++wrong_;
        }
    }

    /// Whether no answer was wrong.
    bool report() const {
        JsonWriter json;
        json.begin_object().member("queries", cpu_.count());
        cpu_.write(json, "cpu");
        wall_.write(json, "wall");
        std::printf("%s\n", json.member("wrong", wrong_)
                                .member("with_new_units", with_new_)
                                .end_object()
                                .text()
                                .c_str());
        return wrong_ == 0;
    }

private:
    void open() {
        file_.reset();
        file_ = std::make_unique<DiglotFile>(path_);
        file_->prepare_matches({});
    }

    bool is_right(const Matches& found, const Matches& expected) {
        std::size_t known = 0;
        for (const Match& match : found) {
            if (match.unit.id > newest_) continue;
            if (known == expected.size() || show_all(match) != show_all(expected[known]))
                return tell(found, expected);
            ++known;
        }
        with_new_ += known < found.size();
        if (found.size() < expected.size() ||
            (known < expected.size() && found.size() < options_.limit))
            return tell(found, expected);
        return true;
    }

    bool tell(const Matches& found, const Matches& expected) const {
        if (wrong_ == 0)
            std::fprintf(stderr, "wrong:\n%sexpected:\n%s", show_all(found).c_str(),
                         show_all(expected).c_str());
        return false;
    }

    std::string path_;
    std::mt19937 random_;
    MatchOptions options_;
    std::unique_ptr<DiglotFile> file_;
    std::vector<MatchQuery> queries_;
    std::vector<Matches> expected_;
    std::int64_t newest_ = 0;  ///< Ids above came later.
    Times cpu_, wall_;
    std::size_t wrong_ = 0;
    std::size_t with_new_ = 0;  ///< Answers in which units stand that came later.
};

}  // namespace
}  // namespace diglot::bench

int main(int argc, char** argv) {
    using namespace diglot::bench;
    try {
        if (argc != 5) throw std::invalid_argument("usage: see the head of tests/bench/soak.cc");
        Reader reader(argv[1], argv[2], static_cast<unsigned>(std::stoul(argv[4])));
        reader.run(std::stod(argv[3]));
        return reader.report() ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_soak: %s\n", error.what());
        return 2;
    }
}
