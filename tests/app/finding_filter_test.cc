#include "app/finding_filter.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class FindingFilterTest : public testing::Test {
protected:
    FindingFilterTest() { fs::create_directories(folder_); }
    ~FindingFilterTest() override { fs::remove_all(folder_); }

    std::string path(const char* name = "known.txt") const { return (folder_ / name).string(); }

    std::string write(std::string_view bytes) const {
        std::ofstream(path(), std::ios::binary) << bytes;
        return path();
    }

    std::string text() const {
        std::ostringstream all;
        all << std::ifstream(path(), std::ios::binary).rdbuf();
        return all.str();
    }

    static Finding finding(const char* message, const char* file = "news.tmx") {
        Finding one;
        one.rule = "numbers";
        one.place = {file, {5, 1}, 12};
        one.message = message;
        one.source = "源";
        one.target = "target";
        return one;
    }

    fs::path folder_ =
        fs::temp_directory_path() / ("diglot-finding-filter-" + std::to_string(getpid()));
};

TEST_F(FindingFilterTest, ReadsWhatItHasWritten) {
    Baseline baseline;
    const Finding one = finding("a\ttab,\nlines\r\n"), two = finding("two", "");
    baseline.add(one);
    baseline.add(two);
    baseline.add(one);
    EXPECT_EQ(baseline.size(), 2u);
    baseline.write(path());
    const auto again = Baseline::read(path());
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(again->contains(fingerprint(one)));
    EXPECT_TRUE(again->contains(fingerprint(two)));
    EXPECT_FALSE(again->contains(fingerprint(finding("three"))));
    EXPECT_NE(text().find(fingerprint(one) + "\tnumbers\tnews.tmx\ta tab, lines  \n"),
              std::string::npos)
        << text();
    EXPECT_NE(text().find(fingerprint(two) + "\tnumbers\tunit 12\ttwo\n"), std::string::npos);
}

TEST_F(FindingFilterTest, IsTheSameFileInWhateverOrder) {
    Baseline forwards, backwards;
    for (const char* message : {"a", "b", "c", "d"}) forwards.add(finding(message));
    for (const char* message : {"d", "c", "b", "a"}) backwards.add(finding(message));
    forwards.write(path());
    const std::string first = text();
    backwards.write(path());
    EXPECT_EQ(text(), first);
}

TEST_F(FindingFilterTest, TakesCommentsEmptyLinesAndAnyLineEnd) {
    const auto baseline = Baseline::read(
        write("# comment\r\n\r\n0123456789abcdef\r\n\n# 1111111111111111\nfedcba9876543210\tx"));
    ASSERT_TRUE(baseline) << to_string(baseline.error());
    EXPECT_TRUE(baseline->contains("0123456789abcdef"));
    EXPECT_TRUE(baseline->contains("fedcba9876543210"));
    EXPECT_FALSE(baseline->contains("1111111111111111"));
}

TEST_F(FindingFilterTest, SaysWhichLineIsNone) {
    for (const char* line : {"0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "numbers",
                             " 0123456789abcdef"}) {
        const auto baseline = Baseline::read(write(std::string("# one\n") + line + "\n"));
        ASSERT_FALSE(baseline) << line;
        EXPECT_EQ(baseline.error().code, "baseline.line");
        EXPECT_EQ(baseline.error().position, (Position{2, 1}));
        EXPECT_EQ(baseline.error().excerpt, line);
        EXPECT_EQ(baseline.error().file, path());
    }
    EXPECT_THROW((void)Baseline::read(path("none.txt")), IoError);
}

TEST_F(FindingFilterTest, KnowsWhatBecomesOfAFinding) {
    const Finding known = finding("known"), ignored = finding("ignored"), both = finding("both");
    Baseline baseline;
    baseline.add(known);
    baseline.add(both);
    FindingFilter filter;
    filter.set_baseline(baseline);
    IgnoredFinding one, two;
    one.fingerprint = fingerprint(ignored);
    two.fingerprint = fingerprint(both);
    filter.ignore({one, two});
    EXPECT_EQ(filter.fate(fingerprint(finding("new"))), FindingFate::kReported);
    EXPECT_EQ(filter.fate(fingerprint(known)), FindingFate::kInBaseline);
    EXPECT_EQ(filter.fate(fingerprint(ignored)), FindingFate::kIgnored);
    EXPECT_EQ(filter.fate(fingerprint(both)), FindingFate::kIgnored) << "a person decided";
}

TEST(IsFingerprint, TakesTheBeginningOfOne) {
    EXPECT_TRUE(is_fingerprint("01234567"));
    EXPECT_TRUE(is_fingerprint("0123456789abcdef"));
    EXPECT_FALSE(is_fingerprint("0123456"));
    EXPECT_FALSE(is_fingerprint("0123456789abcdef0"));
    EXPECT_FALSE(is_fingerprint("0123456G"));
    EXPECT_FALSE(is_fingerprint("ABCDEF01"));
}

TEST(Fingerprint, IsOfRuleTextsAndMessageAlone) {
    Finding one;
    one.rule = "r";
    one.source = "ab";
    one.target = "c";
    Finding other = one;
    other.place = {"elsewhere", {9, 9}, 9};
    other.severity = Severity::kError;
    other.suggestion = "x";
    EXPECT_EQ(fingerprint(one), fingerprint(other));
    EXPECT_EQ(short_fingerprint(one), fingerprint(one).substr(0, 8));
    other.source = "a";
    other.target = "bc";
    EXPECT_NE(fingerprint(one), fingerprint(other));
}

}  // namespace
}  // namespace diglot
