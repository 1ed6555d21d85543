// What every format that is read keeps to: one suite over contract_formats().
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/contract_formats.h"

namespace diglot {
namespace {

std::string name_of(const testing::TestParamInfo<ContractFormat>& info) { return info.param.name; }

/// A refusal says why, and so does whatever was told on the way.
void expect_reasons(const Result<ReadSummary>& result, const Collected& found) {
    if (!result.ok()) {
        EXPECT_EQ(result.error().severity, Severity::kError);
        EXPECT_NE(result.error().message, "");
    }
    for (const Diagnostic& diagnostic : found.diagnostics) EXPECT_NE(diagnostic.message, "");
}

class ReadContract : public testing::TestWithParam<ContractFormat> {
protected:
    static Pairs read(std::string_view bytes) {
        Collected found;
        const auto result = read_contract(GetParam(), bytes, found);
        EXPECT_TRUE(result.ok()) << (result.ok() ? "" : to_string(result.error()));
        return contract_pairs(found);
    }
    static std::string sample() { return GetParam().make(kContractPairs); }
};

TEST_P(ReadContract, ReadsItsSample) { EXPECT_EQ(read(sample()), kContractPairs); }

TEST_P(ReadContract, SaysThatAFileIsEmpty) {
    Collected found;
    const auto result = read_contract(GetParam(), "", found);
    if (!GetParam().is_one_file) {  // Two empty files are a pair of no lines.
        EXPECT_TRUE(result.ok());
        return;
    }
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, refusal_in(GetParam(), "format.empty"));
    EXPECT_THAT(result.error().message + found.told(), testing::HasSubstr("the file is empty"));
}

TEST_P(ReadContract, ReadsEveryScript) {
    const Pairs texts = {{"مرحبا بالعالم", "𠮷野家 😀"}, {"a\u200Fb\u202Ec", "שלום"}};
    EXPECT_EQ(read(GetParam().make(texts)), texts);
}

TEST_P(ReadContract, ReadsASegmentOfAMegabyte) {
    const std::size_t longest = GetParam().longest;
    std::string source, target;
    while (source.size() + 14 <= longest) source += "fusion energy ";
    while (target.size() + 15 <= longest) target += "融合能源，";
    source.back() = '.';
    const Pairs pairs = read(GetParam().make({{"short", "短"}, {source, target}, {"tail", "尾"}}));
    ASSERT_EQ(pairs.size(), 3u);
    EXPECT_TRUE(pairs[1].first == source && pairs[1].second == target);
    EXPECT_EQ(pairs[2].first, "tail");
}

/// Cut anywhere: fewer units, each of them whole, or a refusal with a reason.
TEST_P(ReadContract, NeverReadsHalfAUnit) {
    const std::string bytes = sample();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        Collected found;
        const auto result = read_contract(GetParam(), bytes.substr(0, size), found);
        expect_reasons(result, found);
        const Pairs pairs = contract_pairs(found);
        ASSERT_LE(pairs.size(), kContractPairs.size()) << "cut at " << size;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const bool last = i + 1 == pairs.size();
            const bool whole = std::find(kContractPairs.begin(), kContractPairs.end(), pairs[i]) !=
                               kContractPairs.end();
            if (whole || (last && !GetParam().shows_cuts)) continue;
            FAIL() << "cut at " << size << ": " << pairs[i].first << " = " << pairs[i].second;
        }
    }
}

/// By content, whatever its name: what it is, or that it is of no known format.
TEST_P(ReadContract, ReadsAFileSaidToBeAnother) {
    if (!GetParam().is_one_file) return;
    for (const ContractFormat& other : contract_formats()) {
        Collected found;
        const auto result = read_contract(GetParam(), sample(), found, other.file);
        if (result.ok())
            EXPECT_EQ(contract_pairs(found), kContractPairs) << "named " << other.file;
        else
            EXPECT_EQ(result.error().code, refusal_in(GetParam(), "format.unknown"))
                << "named " << other.file;
    }
}

INSTANTIATE_TEST_SUITE_P(Each, ReadContract, testing::ValuesIn(contract_formats()), name_of);

class ReadTextContract : public ReadContract {};

TEST_P(ReadTextContract, ReadsByteOrderMarksAndUtf16) {
    EXPECT_EQ(read("\xEF\xBB\xBF" + sample()), kContractPairs);
    EXPECT_EQ(read(converted(sample(), "UTF-16LE", "\xFF\xFE")), kContractPairs);
    EXPECT_EQ(read(converted(sample(), "UTF-16BE", "\xFE\xFF")), kContractPairs);
}

TEST_P(ReadTextContract, ReadsCrLf) {
    std::string text;
    for (const char c : sample()) text += c == '\n' ? "\r\n" : std::string(1, c);
    EXPECT_EQ(read(text), kContractPairs);
}

/// A unit whose bytes are not in the encoding is left out, with a reason; the others stay.
TEST_P(ReadTextContract, LeavesOutWhatIsNotInTheEncoding) {
    std::string text = sample();
    const std::size_t at = text.find("檔");
    text.replace(at, 3, "\xC0\xC9");
    Collected found;
    const auto result = read_contract(GetParam(), text, found);
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(contract_pairs(found), (Pairs{kContractPairs[0], kContractPairs[2]}));
    EXPECT_EQ(result->skipped, 1u);
    const auto line = static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1);
    const auto told = std::find_if(
        found.diagnostics.begin(), found.diagnostics.end(),
        [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::kError; });
    ASSERT_NE(told, found.diagnostics.end());
    EXPECT_GT(told->position.line, 0u);
    EXPECT_LE(told->position.line, line) << "where the unit starts, or the byte is";
}

INSTANTIATE_TEST_SUITE_P(Each, ReadTextContract,
                         testing::ValuesIn(formats_where([](const ContractFormat& format) {
                             return format.is_text && format.is_one_file;
                         })),
                         name_of);

}  // namespace
}  // namespace diglot
