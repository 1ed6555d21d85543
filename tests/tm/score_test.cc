#include "tm/score.h"

#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/tm/match_memory.h"
#include "tm/explain.h"

namespace diglot {
namespace {

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::string cell;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] != '|') {
            cell += line[i];
            continue;
        }
        const std::size_t from = cell.find_first_not_of(' ');
        const std::size_t to = cell.find_last_not_of(' ');
        cell = from == std::string::npos ? "" : cell.substr(from, to - from + 1);
        if (cell.size() >= 2 && cell.front() == '`' && cell.back() == '`')
            cell = cell.substr(1, cell.size() - 2);
        cells.push_back(std::move(cell));
        cell.clear();
    }
    return cells;
}

/// Rows of the table under "## Examples" in docs/matching.md.
std::vector<std::vector<std::string>> examples() {
    std::ifstream file(DIGLOT_SOURCE_DIR "/docs/matching.md");
    std::vector<std::vector<std::string>> rows;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("## ")) inside = line == "## Examples";
        if (inside && line.starts_with("| ") && !line.starts_with("| query"))
            rows.push_back(cells_of(line));
    }
    return rows;
}

std::string show(const std::vector<AppliedPenalty>& penalties) {
    std::string result;
    for (const AppliedPenalty& one : penalties) {
        result += fmt::format("{}{} {:g}", result.empty() ? "" : ", ", one.rule,
                              one.basis_points / 100.0);
    }
    return result;
}

TEST(MatchingTable, HoldsRowByRow) {
    const auto rows = examples();
    ASSERT_GE(rows.size(), 40u);
    for (const auto& row : rows) {
        ASSERT_EQ(row.size(), 5u) << row[0];
        MemorySource memory;
        memory.add(unit_of(row[1], "target", "zh-TW", "en"));
        MatchOptions options;
        options.min = Score{1};
        const MatchQuery query = query_of(row[0]);
        const auto found = scan(memory, std::span(&query, 1), options);
        const std::string raw =
            found[0].empty() ? "0" : fmt::format("{:g}", found[0][0].raw_score.per_cent());
        const std::string score =
            found[0].empty() ? "none" : fmt::format("{:g}", found[0][0].score.per_cent());
        const std::string penalties = found[0].empty() ? "" : show(found[0][0].penalties);
        EXPECT_EQ(
            fmt::format("| `{}` | `{}` | {} | {} | {} |", row[0], row[1], raw, score, penalties),
            fmt::format("| `{}` | `{}` | {} | {} | {} |", row[0], row[1], row[2], row[3], row[4]));
    }
}

TEST(Similarity, IsRoundedDown) {
    EXPECT_EQ(similarity(1, 3), Score{6666});
    EXPECT_EQ(similarity(0, 7), Score{10000});
    EXPECT_EQ(similarity(7, 7), Score{0});
    EXPECT_EQ(similarity(0, 0), Score{0});
}

TEST(MostDistance, IsTheLastThatReachesTheScore) {
    for (std::size_t longer = 1; longer <= 300; ++longer) {
        for (const int least : {1, 100, 3333, 5000, 6667, 7000, 7500, 9999, 10000}) {
            const std::size_t most = most_distance(longer, Score{least});
            EXPECT_GE(similarity(most, longer), Score{least});
            if (most < longer) {
                EXPECT_LT(similarity(most + 1, longer), Score{least});
            }
        }
    }
}

std::string compared(const char* a, const char* b, Penalties penalties = {}) {
    return show(
        compare(SegmentProfile(segment_of(a)), SegmentProfile(segment_of(b)), penalties).penalties);
}

TEST(Compare, IsTheSameBothWays) {
    for (const auto& row : examples())
        EXPECT_EQ(compared(row[0].c_str(), row[1].c_str()),
                  compared(row[1].c_str(), row[0].c_str()));
}

TEST(Compare, TakesOtherPenalties) {
    Penalties penalties;
    penalties.letter_case = 0;
    penalties.numbers = 250;
    penalties.code = 300;
    EXPECT_EQ(compared("Step 1", "step 2", penalties), "numbers 2.5");
    EXPECT_EQ(compared("a‹x›‹y›", "a", penalties), "codes 5");
}

Segment bold(std::string_view inside, std::string_view after, const char* i = "1") {
    return Segment::from_content(
        {Markup::node("hi", {{"type", "bold"}, {"x", i}}, {Markup::run(inside)}),
         Markup::run(after)});
}

TEST(InlineCodes, LeaveOutHowTheyAreNumbered) {
    EXPECT_EQ(inline_codes(bold("Go", " on", "1")), inline_codes(bold("Go", " on", "7")));
}

TEST(Compare, SeesACodeThatMoved) {
    const SegmentProfile a(bold("Go", " on"));
    const SegmentProfile b(bold("Go on", ""));
    ASSERT_EQ(a.segment.text, b.segment.text);
    const TextComparison result = compare(a, b, {});
    EXPECT_FALSE(result.same);
    EXPECT_EQ(show(result.penalties), "codes 1");
}

TEST(Compare, KnowsTheSameSegment) {
    const TextComparison result =
        compare(SegmentProfile(bold("Go", " on", "1")), SegmentProfile(bold("Go", " on", "2")), {});
    EXPECT_TRUE(result.same);
    EXPECT_EQ(result.raw, Score{10000});
    EXPECT_TRUE(result.penalties.empty());
}

TEST(Explain, ShowsWhatToChange) {
    const Explanation result =
        explain(Segment("Open the NEW file 7 now"), Segment("open a file 3 right now"));
    std::string text;
    for (const TokenEdit& edit : result.edits)
        text += fmt::format("{}:{}/{} ", to_string(edit.kind), edit.query, edit.unit);
    EXPECT_EQ(text,
              "kept:Open/open missing:the/ changed:NEW/a kept:file/file kept:7/3 extra:/right "
              "kept:now/now ");
    EXPECT_EQ(result.raw_score, Score{5000});
}

TEST(Explain, ShowsHanByCharacter) {
    const Explanation result = explain(Segment("輝達軟體"), Segment("辉达软件"));
    ASSERT_EQ(result.edits.size(), 4u);
    EXPECT_EQ(result.edits[0], (TokenEdit{TokenEdit::Kind::kKept, "輝", "辉"}));
    EXPECT_EQ(result.edits[3], (TokenEdit{TokenEdit::Kind::kChanged, "體", "件"}));
}

}  // namespace
}  // namespace diglot
