// Analyses beside two truths: a count made by hand (analysis_hand_count.tsv), and a look-up of each
// segment that compares it with every unit.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/analysis_report.h"
#include "app/import_files.h"
#include "core/text/utf8.h"
#include "importers/srx_reader.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

Unit unit_of(const std::string& source, const std::string& target) {
    Unit unit;
    unit.variants.resize(2);
    unit.variants[0].lang = LanguageTag("zh-TW");
    unit.variants[0].segment = Segment(source);
    unit.variants[1].lang = LanguageTag("en");
    unit.variants[1].segment = Segment(target);
    unit.source = 0;
    return unit;
}

/// Units that follow each other.
void fill(DiglotFile& file, const std::vector<std::pair<std::string, std::string>>& pairs) {
    ChangeSet change(file.database(), file.log(), {"tester", "test", ""});
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        Unit unit = unit_of(pairs[i].first, pairs[i].second);
        const auto print = [&](std::size_t k) { return fingerprint(Segment(pairs[k].first)); };
        unit.context = {i > 0 ? print(i - 1) : 0, i + 1 < pairs.size() ? print(i + 1) : 0};
        file.memory().add(unit, change);
    }
    file.memory().flush();
    change.commit();
}

std::vector<std::string> cells_of(const std::string& line, char separator) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, separator);) cells.push_back(cell);
    return cells;
}

struct HandCount {
    std::vector<std::pair<std::string, std::string>> memory;
    std::vector<std::string> before;
    struct Row {
        std::string band;
        TextCounts counts;
        std::string segment;
    };
    std::vector<Row> text;

    HandCount() {
        std::ifstream file(DIGLOT_SOURCE_DIR "/tests/app/analysis_hand_count.tsv");
        for (std::string line; std::getline(file, line);) {
            if (line.empty() || line[0] == '#') continue;
            const std::vector<std::string> cells = cells_of(line, '\t');
            if (cells[0] == "memory") {
                memory.emplace_back(cells.at(1), cells.at(2));
            } else if (cells[0] == "before") {
                before.push_back(cells.at(1));
            } else {
                Row& row = text.emplace_back();
                row.band = cells[0];
                row.counts.asian = std::stoull(cells.at(1));
                row.counts.other_words = std::stoull(cells.at(2));
                row.counts.characters = std::stoull(cells.at(3));
                row.counts.with_spaces = std::stoull(cells.at(4));
                row.counts.punctuation = std::stoull(cells.at(5));
                row.segment = cells.at(6);
            }
        }
    }
};

/// Added up by hand from the rows of analysis_hand_count.tsv: segments, words, Han and kana, other
/// words, characters, with spaces, punctuation, GMX-V words (Han and kana / 2.8, and other words),
/// weight. Weighted words: 30 * 0.3 + 18 * 0.3 + 10 * 0.3 + 52 * 0.6 + 47 * 0.6 + 10 * 0.6 + 24 +
/// 8 * 0.6 + 32 * 0.6 + 14 * 0.6 + 8 + 4 * 0.6 + 68 = 217.6.
constexpr const char* kByHand =
    "context_102,1,11,11,0,12,12,1,4,0\n"
    "context_101,2,18,18,0,20,20,2,6,0\n"
    "tm_100,3,30,30,0,33,33,3,11,30\n"
    "repetitions,2,18,18,0,21,21,3,6,30\n"
    "repetitions_across_files,1,10,10,0,11,11,1,4,30\n"
    "tm_95_99,4,52,38,14,102,114,4,28,60\n"
    "tm_85_94,4,47,40,7,76,82,5,21,60\n"
    "tm_75_84,1,10,10,0,11,11,1,4,60\n"
    "tm_50_74,2,24,24,0,26,26,2,9,100\n"
    "internal_95_99,1,8,8,0,10,10,2,3,60\n"
    "internal_85_94,3,32,30,2,39,44,5,13,60\n"
    "internal_75_84,1,14,14,0,16,16,2,5,60\n"
    "internal_50_74,1,8,8,0,10,10,2,3,100\n"
    "numbers_only,4,4,0,4,13,15,5,4,60\n"
    "new,10,68,56,12,128,139,22,32,100\n";
constexpr std::uint64_t kWeightedByHand = 218;
/// The last row of the table: asian 315 / 2.8 + 39 = 151.5.
constexpr const char* kTotalByHand = "40,354,315,39,528,564,60,152";

class AnalysisHandCount : public testing::Test {
protected:
    AnalysisHandCount() { fs::create_directories(folder_); }
    ~AnalysisHandCount() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    /// A plain text with a segment a line, read as `analyze` reads it.
    SourceText text_of(const char* name, const std::vector<std::string>& lines) const {
        const std::string path = (folder_ / name).string();
        std::ofstream file(path);
        for (const std::string& line : lines) file << line << "\n";
        file.close();
        const auto text = read_source_text(
            path, {LanguageTag("zh-TW"), LanguageTag("en"), &default_segmentation()});
        return *text;
    }

    AnalysisReport analyse() {
        fill(file_, hand_.memory);
        std::vector<std::string> lines;
        for (const HandCount::Row& row : hand_.text) lines.push_back(row.segment);
        MatchPool pool(file_, 1);
        AnalysisReport report;
        report.source = LanguageTag("zh-TW");
        report.target = LanguageTag("en");
        report.has_memory = true;
        report.characters_per_word = gmx_characters_per_word(report.source);
        for (std::size_t i = 0; i < kBands; ++i)
            report.weights[i] = band_name(static_cast<Band>(i)).weight;
        Analysis analysis(&pool, {report.source, report.target, true, {}});
        analysis.add(text_of("before.txt", hand_.before), [](std::size_t) {});
        analysis.add(text_of("text.txt", lines), [](std::size_t) {});
        report.files = analysis.finish([](std::size_t) {});
        return report;
    }

    HandCount hand_;
    fs::path folder_ = fs::temp_directory_path() / ("diglot-count-" + std::to_string(getpid()));
    DiglotFile file_{":memory:"};
};

TEST_F(AnalysisHandCount, CountsEverySegmentAsAPersonDoes) {
    ASSERT_EQ(hand_.text.size(), 40u);
    TextCounter counter;
    for (const HandCount::Row& row : hand_.text)
        EXPECT_EQ(counter.count(row.segment), row.counts) << row.segment;
}

TEST_F(AnalysisHandCount, EqualsItInEveryColumnOfEveryBand) {
    AnalysisReport report = analyse();
    ASSERT_EQ(report.files.size(), 2u);
    EXPECT_EQ(weighted_words(report.files[1], report.weights), kWeightedByHand);
    // The rows of the text alone, without its name.
    report.files.erase(report.files.begin());
    report.files[0].path = "text";
    const std::string csv = analysis_csv(report);
    std::string rows;
    for (const std::string& line : cells_of(csv, '\n'))
        if (line.starts_with("text,")) rows += line.substr(5) + "\n";
    EXPECT_EQ(rows, kByHand);
    EXPECT_NE(analysis_json(report).find("\"weighted_words\":218"), std::string::npos);
}

TEST_F(AnalysisHandCount, AddsUp) {
    AnalysisReport report = analyse();
    report.files.erase(report.files.begin());
    const BandCounts all = report.total().total();
    std::ostringstream total;
    total << all.segments << ',' << all.text.words() << ',' << all.text.asian << ','
          << all.text.other_words << ',' << all.text.characters << ',' << all.text.with_spaces
          << ',' << all.text.punctuation << ','
          << std::llround(gmx_words(all.text, report.characters_per_word));
    EXPECT_EQ(total.str(), kTotalByHand);
    // And the hand's own rows come to what the hand wrote under them.
    BandCounts rows;
    for (const HandCount::Row& row : hand_.text) {
        ++rows.segments;
        rows.text += row.counts;
    }
    EXPECT_EQ(rows.segments, all.segments);
    EXPECT_EQ(rows.text, all.text);
}

/// Segments made of those of the sample memory by the same edits at every run: none, another
/// character, several others, a part missing, the head of another unit in front.
std::vector<Segment> edited(const std::vector<Unit>& units, std::size_t count) {
    std::vector<Segment> made;
    for (std::size_t i = 0; i < count; ++i) {
        std::u32string text = to_code_points(units[i % units.size()].variants[0].segment.text);
        const std::u32string other =
            to_code_points(units[(i * 7 + 3) % units.size()].variants[0].segment.text);
        const std::size_t changes = i % 6;
        if (i % 50 < 9) {
            // A passage as it stands in the memory.
        } else if (i % 11 == 5) {
            text = other.substr(0, other.size() / 3) + text;
        } else if (i % 11 == 7) {
            text.erase(text.size() / 2, text.size() / 4);
        } else {
            for (std::size_t k = 0; k < changes && !text.empty(); ++k)
                text[(i * 13 + k * 5) % text.size()] = other.at((i + k) % other.size());
        }
        std::string bytes;
        for (const char32_t c : text) append_code_point(c, bytes);
        made.emplace_back(bytes);
    }
    return made;
}

TEST(AnalysisBands, EqualALookUpOfEachSegmentInEveryUnit) {
    DiglotFile file(":memory:");
    ImportRequest request;
    request.paths = {DIGLOT_SOURCE_DIR "/data/sample-memory.tmx"};
    request.change = {"tester", "import", ""};
    import_files(file, request);
    std::vector<Unit> units;
    UnitFilter filter;
    filter.source = LanguageTag("zh-TW");
    file.memory().for_each(filter, [&](Unit&& unit) {
        units.push_back(std::move(unit));
        return true;
    });
    ASSERT_GT(units.size(), 150u);
    SourceText text;
    text.segments = edited(units, 1000);

    MatchPool pool(file, 1);
    Analysis analysis(&pool, {LanguageTag("zh-TW"), LanguageTag("en"), false, {}});
    analysis.add(text, [](std::size_t) {});
    const FileAnalysis found = analysis.finish([](std::size_t) {}).at(0);

    std::vector<MatchQuery> queries(text.segments.size());
    for (std::size_t i = 0; i < queries.size(); ++i) {
        queries[i].segment = text.segments[i];
        if (i > 0) queries[i].previous = text.segments[i - 1];
        if (i + 1 < queries.size()) queries[i].next = text.segments[i + 1];
    }
    MatchOptions options;
    options.source = LanguageTag("zh-TW");
    options.target = LanguageTag("en");
    options.min = Score{5000};
    options.limit = 1;
    const std::vector<Matches> all = match_by_scan(file.memory(), queries, options);
    std::array<BandCounts, kBands> wanted{};
    TextCounter counter;
    std::set<std::string> met;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const double score = all[i].empty() ? 0 : all[i][0].score.per_cent();
        const bool again = !met.insert(text.segments[i].text).second;
        const Band band = score == 102   ? Band::kContext102
                          : score == 101 ? Band::kContext101
                          : score == 100 ? Band::kExact
                          : again        ? Band::kRepetition
                          : score >= 95  ? Band::kFuzzy95
                          : score >= 85  ? Band::kFuzzy85
                          : score >= 75  ? Band::kFuzzy75
                          : score >= 50  ? Band::kFuzzy50
                                         : Band::kNew;
        BandCounts& into = wanted.at(static_cast<std::size_t>(band));
        ++into.segments;
        into.text += counter.count(text.segments[i].text);
    }
    for (std::size_t i = 0; i < kBands; ++i) {
        const char* name = band_name(static_cast<Band>(i)).key;
        EXPECT_EQ(found.bands[i].segments, wanted[i].segments) << name;
        EXPECT_EQ(found.bands[i].text, wanted[i].text) << name;
    }
    for (const Band band : {Band::kContext101, Band::kExact, Band::kFuzzy95, Band::kFuzzy85,
                            Band::kFuzzy75, Band::kFuzzy50, Band::kNew})
        EXPECT_GT(wanted.at(static_cast<std::size_t>(band)).segments, 5u)
            << band_name(band).key << ": the queries do not try it";
}

}  // namespace
}  // namespace diglot
