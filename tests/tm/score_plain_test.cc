// compare() against the plain reading of the rule: on random texts of characters that fold in
// every way, and on pairs of lines from DIGLOT_PAIRS (a file of tab-separated pairs).
#include <cstdlib>
#include <fstream>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "tests/tm/match_memory.h"
#include "tests/tm/plain_score.h"

namespace diglot {
namespace {

std::string show(const TextComparison& one) {
    std::string result = fmt::format("{} {} {}:", one.raw.basis_points, one.same, one.only_numbers);
    for (const AppliedPenalty& penalty : one.penalties)
        result += fmt::format(" {} {}", penalty.rule, penalty.basis_points);
    return result;
}

void expect_plain(const SegmentProfile& query, const plain::Profile& plain_query,
                  const Segment& unit, Score least = Score{1}) {
    const Penalties penalties;
    ASSERT_EQ(show(compare(query, SegmentProfile(unit), penalties, least)),
              show(plain::compare(plain_query, plain::Profile(unit), penalties, least)))
        << plain_query.segment.text << "\n"
        << unit.text;
}

/// Pieces that fold, cut and join in every way the rule knows of.
std::string random_text(std::mt19937& random, const std::vector<std::string>& pieces) {
    std::string result;
    for (std::size_t i = random() % 12; i > 0; --i) result += pieces[random() % pieces.size()];
    return result;
}

const std::vector<std::string>& nasty_pieces() {
    static const std::vector<std::string> pieces = {
        "a",      "A",       "b",       "ab",       "AB",       "Ａ",          "ａ",     "é",
        "É",      "e\u0301", "E\u0301", "ß",        "SS",       "ẞ",           "ﬁ",      "fi",
        "ſ",      "Ǆ",       "ǆ",       "İ",        "ı",        "Σ",           "ς",      "1",
        "１",     "12",      "1,234.5", "１，２",   "1_0",      "½",           "Ⅳ",      "ⅳ",
        "²",      "㍻",      "㈱",      "㎏",       "①",        "٣",           "٫",      "体",
        "體",     "发",      "發",      "髮",       "豈",       "豈",          "𠀾",     "々",
        "〇",     "か",      "が",      "か\u3099", "ガ",       "ｶﾞ",          "ｶ",      "ﾞ",
        "ー",     "ｰ",       "한",      "ᄒ",       "\u1161",   "ｱ",           "ﾡ",      "ไทย",
        "ภาษา",   "م",       "لا",      "ﻻ",        "שׁ",        "שׁ",           " ",      "  ",
        "\u3000", "\u00A0",  "\t",      "\u200B",   "\u00AD",   "\u200D",      "\uFE0F", "👩\u200D💻",
        "👩",      "🇹🇼",      ".",       "．",       "。",       "｡",           ",",      "，",
        "、",     "!",       "！",      "'",        "’",        "@",           "＠",     "-",
        "_",      "＿",      ":",       "：",       "…",        "...",         "\"",     "“",
        "「",     "｢",       "(",       "（",       "/",        "⁄",           "™",      "TM",
        "\u0345", "\u0300",  "\uFFFD",  "\xFF",     "\xE4\xB8", "\xED\xA0\x80"};
    return pieces;
}

/// One to three changes; `pieces` are what is put in.
std::string edited(std::mt19937& random, std::string text, const std::vector<std::string>& pieces) {
    for (std::size_t edits = 1 + random() % 3; edits > 0; --edits) {
        const std::size_t at = random() % (text.size() + 1);
        if (random() % 2 == 0)
            text.insert(at, pieces[random() % pieces.size()]);  // Ill-formed where it cuts one up.
        else
            text.erase(at, random() % 4);
    }
    return text;
}

TEST(CompareAsPlainly, OnRandomTextsOfNastyPieces) {
    std::mt19937 random(1993);
    for (int round = 0; round < 2500; ++round) {
        std::vector<std::string> few(1 + random() % 6);
        for (std::string& one : few) one = nasty_pieces()[random() % nasty_pieces().size()];
        const Segment segment(random_text(random, few));
        const SegmentProfile query(segment);
        const plain::Profile plain_query(segment);
        for (int other = 0; other < 4; ++other) {
            const auto& pieces = other < 2 ? few : nasty_pieces();
            const std::string text =
                other % 2 == 0 ? random_text(random, pieces) : edited(random, segment.text, pieces);
            const Score least{static_cast<std::int32_t>(1 + random() % 10000)};
            expect_plain(query, plain_query, Segment(text), random() % 4 == 0 ? least : Score{1});
            if (HasFatalFailure()) FAIL() << round;
        }
    }
}

TEST(CompareAsPlainly, WithCodes) {
    std::mt19937 random(1994);
    const std::vector<std::string> pieces = {"a",  "A",  "‹x›", "‹y›", " ",
                                             "體", "体", "3",   "，",  ","};
    for (int round = 0; round < 3000; ++round) {
        const Segment query = segment_of(random_text(random, pieces));
        expect_plain(SegmentProfile(query), plain::Profile(query),
                     segment_of(random_text(random, pieces)));
        if (HasFatalFailure()) FAIL() << round;
    }
}

TEST(CompareAsPlainly, OnLongTexts) {
    std::mt19937 random(1995);
    const std::vector<std::string> pieces = {"the ", "The ", "file ", "體", "体",
                                             "１",   "2 ",   ", ",    "，"};
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (std::size_t i = 40 + random() % 120; i > 0; --i)
            text += pieces[random() % pieces.size()];
        const Segment query(text);
        expect_plain(SegmentProfile(query), plain::Profile(query),
                     Segment(edited(random, text, pieces)));
        if (HasFatalFailure()) FAIL() << round;
    }
}

TEST(CompareAsPlainly, OnPairsOfAFile) {
    const char* path = std::getenv("DIGLOT_PAIRS");
    if (!path) GTEST_SKIP() << "DIGLOT_PAIRS names no file of pairs";
    std::ifstream file(path);
    std::size_t count = 0;
    std::size_t similar = 0;
    for (std::string line; std::getline(file, line); ++count) {
        const std::size_t tab = line.find('\t');
        const Segment query(line.substr(0, tab));
        const Segment unit(line.substr(tab + 1));
        expect_plain(SegmentProfile(query), plain::Profile(query), unit);
        if (HasFatalFailure()) FAIL() << count;
        if (compare(SegmentProfile(query), SegmentProfile(unit), {}).raw >= Score{5000}) ++similar;
    }
    fmt::print("{} pairs, {} of them alike by half\n", count, similar);
}

}  // namespace
}  // namespace diglot
