// bench_score [PAIRS.tsv …]: what exact scoring costs, against the plain reading of the rule by ICU
// (tests/tm/plain_score.h). A line of a file is a query and a unit's source, tab-separated; lines
// of 20 to 40 tokens count. Without files: one English and one Chinese pair, and one with codes.
#include <chrono>
#include <fstream>

#include <fmt/format.h>

#include "core/text/utf8.h"
#include "tests/tm/match_memory.h"
#include "tests/tm/plain_score.h"

namespace diglot {
namespace {

constexpr std::size_t kUnits = 5;

struct Case {
    MatchQuery query;
    MemorySource memory;
    std::vector<std::string> markup;                 ///< Of each unit.
    std::vector<std::vector<std::uint64_t>> values;  ///< Of each unit.
    std::vector<std::size_t> distances;
};

using Cases = std::vector<std::unique_ptr<Case>>;

bool has_codes(const std::string& text) { return text.find("‹") != std::string::npos; }

/// `text` with a tenth missing; where it has codes, with k words more.
std::string varied(std::string text, std::size_t k) {
    if (has_codes(text)) {
        for (; k > 0; --k) text += " x";
        return text;
    }
    std::u32string points = to_code_points(text);
    points.erase(points.size() * k / 5, std::max<std::size_t>(1, points.size() / 10));
    std::string result;
    for (const char32_t c : points) append_code_point(c, result);
    return result;
}

void add_case(const std::string& query, const std::string& source, Cases& cases) {
    auto one = std::make_unique<Case>();
    one->query = query_of(query);
    std::vector<std::uint64_t> values;
    token_values(one->query.segment.text, values);
    if (values.size() < 20 || values.size() > 40) return;
    for (std::size_t k = 0; k < kUnits; ++k) {
        const std::string text = k == 0 ? source : varied(source, k);
        const Unit& unit = one->memory.add(unit_of(text, "translation"));
        const Segment& segment = unit.variants[0].segment;
        one->markup.push_back(segment.content.empty() ? "" : to_jsonml(segment.content));
        one->values.emplace_back();
        token_values(segment.text, one->values.back());
        one->distances.push_back(edit_distance(values, one->values.back()));
    }
    cases.push_back(std::move(one));
}

Cases read(const char* path) {
    Cases cases;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line) && cases.size() < 2000;) {
        const std::size_t tab = line.find('\t');
        const std::size_t end = line.find('\t', tab + 1);
        if (tab != std::string::npos && !has_codes(line))
            add_case(line.substr(0, tab), line.substr(tab + 1, end - tab - 1), cases);
    }
    return cases;
}

/// Best of five runs over all cases, in microseconds a case.
template <typename Work>
double measure(const Cases& cases, Work work) {
    using Clock = std::chrono::steady_clock;
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        const auto start = Clock::now();
        for (const auto& one : cases) work(*one);
        const std::chrono::duration<double, std::micro> time = Clock::now() - start;
        best = std::min(best, time.count() / static_cast<double>(cases.size()));
    }
    return best;
}

std::size_t sink = 0;  ///< Keeps the compiler from leaving the work out.

void say(const char* what, double ours, double plain) {
    fmt::print("  {:<34}{:8.2f} us, plainly {:8.2f} us, ratio {:.3f}\n", what, ours, plain,
               ours / plain);
}

void run(const char* name, const Cases& cases) {
    fmt::print("{}: {} queries, {} units each\n", name, cases.size(), kUnits);
    if (cases.empty()) return;
    const MatchOptions options;
    say("tokenize",
        measure(cases,
                [](const Case& one) { sink += tokenize(one.query.segment.text).tokens.size(); }),
        measure(cases, [](const Case& one) {
            sink += tokenize_by_icu(one.query.segment.text).tokens.size();
        }));
    const auto each_unit = [&](auto work) { return measure(cases, work) / kUnits; };
    say("profile and compare, a unit", each_unit([](const Case& one) {
            const SegmentProfile query(one.query.segment);
            for (const Unit& unit : one.memory.units())
                sink +=
                    compare(query, SegmentProfile(unit.variants[0].segment), {}).penalties.size();
        }),
        each_unit([](const Case& one) {
            const plain::Profile query(one.query.segment);
            for (const Unit& unit : one.memory.units())
                sink +=
                    compare(query, plain::Profile(unit.variants[0].segment), {}).penalties.size();
        }));
    const double start = measure(cases, [&](const Case& one) {
        sink += MatchCollector(one.query, options, one.memory).values().size();
    });
    const auto query = [&](bool with_distance) {
        return measure(cases, [&](const Case& one) {
            MatchCollector collector(one.query, options, one.memory);
            for (const Unit& unit : one.memory.units()) {
                const auto i = static_cast<std::size_t>(unit.id) - 1;
                const Variant& source = unit.variants[0];
                const SourceRow row{unit.id, 0, &source.lang, source.segment.text, one.markup[i]};
                if (with_distance)
                    collector.offer(row, one.values[i].size(), one.distances[i]);
                else
                    collector.offer(row);
            }
            sink += collector.take().size();
        });
    };
    fmt::print("  a query: {:.2f} us ({:.2f} with known distances), of it before any unit {:.2f}\n",
               query(false), query(true), start);
}

}  // namespace
}  // namespace diglot

int main(int argc, char** argv) {
    using namespace diglot;
    for (int i = 1; i < argc; ++i) run(argv[i], read(argv[i]));
    if (argc == 1) {
        Cases english;
        add_case(
            "For the purpose of this Act, the competent authority is the Ministry of Finance at "
            "the "
            "central government level and the city government at the local level.",
            "For the purposes of this Act, the competent authority is the Ministry of the Interior "
            "at the central government level and the city government at the local level.",
            english);
        run("English", english);
        Cases chinese;
        add_case("前項申請案件，主管機關應於三十日內完成審查，並將結果以書面通知申請人。",
                 "前項申請案件，主管機關應於二個月內完成審核，並將審核結果以書面通知申請人。",
                 chinese);
        run("Chinese", chinese);
        Cases codes;
        add_case(
            "Press ‹b›Save‹/b› to keep the changes in ‹i›this file‹/i›, or ‹b›Close‹/b› to leave "
            "them out and to go on with the next file in the list.",
            "Press ‹b›Save‹/b› to keep all changes in ‹i›that file‹/i›, or ‹b›Cancel‹/b› to leave "
            "them out and to go on with the next one in the list.",
            codes);
        run("English with codes", codes);
    }
    return sink == 1 ? 1 : 0;
}
