// Moses pairs, in and out.
#include "importers/moses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/pair_formats.h"

namespace diglot {
namespace {

using testing::HasSubstr;

/// Two files of one name; gone with the object.
class MosesPair {
public:
    MosesPair(const std::string& source, const std::string& target) {
        source_.write(source);
        target_.write(target);
        std::filesystem::rename(source_.path(), source_path());
        std::filesystem::rename(target_.path(), target_path());
    }
    ~MosesPair() {
        std::error_code ignored;
        std::filesystem::remove(source_path(), ignored);
        std::filesystem::remove(target_path(), ignored);
    }
    std::string source_path() const { return source_.path() + ".zh-TW"; }
    std::string target_path() const { return source_.path() + ".en"; }

    Result<ReadSummary> read(Sink& sink, ReadOptions options = {}) const {
        options.parallel = target_path();
        return read_file(source_path(), options, sink);
    }

private:
    TemporaryFile source_{""};
    TemporaryFile target_{""};
};

const std::string kSource = "融合能源\n分裂\r\n\n反應爐";
const std::string kTarget = "fusion energy\nfission\nnothing beside\nreactor";
const Pairs kPairs = {{"融合能源", "fusion energy"}, {"分裂", "fission"}, {"反應爐", "reactor"}};

TEST(ReadMoses, ReadsLineByLine) {
    Collected content;
    const MosesPair pair(kSource, kTarget);
    const auto result = pair.read(content);
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->format, "Moses pair");
    EXPECT_EQ(pairs_of(content), kPairs);
    EXPECT_EQ(content.units[0].variants[0].lang_spelling, "zh-TW");
    EXPECT_EQ(content.units[0].variants[1].lang_spelling, "en");
    EXPECT_EQ(content.positions[2].line, 4u);
    EXPECT_THAT(content.told(), HasSubstr("1 line has nothing beside it"));
    Collected turned;
    ReadOptions english;
    english.source = LanguageTag("en-US");
    ASSERT_TRUE(pair.read(turned, english).ok());
    EXPECT_EQ(pairs_of(turned)[0], (Pairs::value_type{"fusion energy", "融合能源"}));
}

TEST(ReadMoses, RefusesFilesOfDifferentLengthWithBothCounts) {
    Collected content;
    const MosesPair pair("a\nb\nc\n", "1\n2\n");
    const auto result = pair.read(content);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message, "the files do not belong together: " + pair.source_path() +
                                          " has 3 lines, " + pair.target_path() + " has 2");
    EXPECT_TRUE(content.units.empty());
}

/// Cut anywhere on one side: refused, or fewer units, each whole.
TEST(ReadMoses, NeverReadsHalfAUnit) {
    const std::string source = "融合能源\n分裂\n反應爐\n";
    const std::string target = "fusion energy\nfission\nreactor\n";
    for (std::size_t size = 0; size < source.size(); ++size) {
        Collected content;
        const MosesPair pair(source.substr(0, size), target);
        const auto result = pair.read(content);
        EXPECT_TRUE(result.ok() || !result.error().message.empty());
        for (const auto& one : pairs_of(content)) EXPECT_THAT(kPairs, testing::Contains(one));
    }
}

TEST(ReadMoses, ReadsMarksOtherEncodingsAndEveryScript) {
    Collected content;
    ASSERT_TRUE(MosesPair("\xEF\xBB\xBFمرحبا 𠮷😀\n", std::string("\xFF\xFE"
                                                                 "a\0\n\0",
                                                                 6))
                    .read(content)
                    .ok());
    EXPECT_EQ(pairs_of(content), (Pairs{{"مرحبا 𠮷😀", "a"}}));
    Collected broken;
    const auto result = MosesPair("a\n\xC0\xC9\nc\n", "1\n2\n3\n").read(broken);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(pairs_of(broken), (Pairs{{"a", "1"}, {"c", "3"}}));
    EXPECT_EQ(result->skipped, 1u);
    EXPECT_THAT(broken.told(), HasSubstr(":2:1: error: the line has bytes"));
    Collected nothing;
    EXPECT_TRUE(MosesPair("", "").read(nothing).ok());
    EXPECT_FALSE(MosesPair("<?xml version=\"1.0\"?>\n", "a\n").read(nothing).ok());
    Collected large;
    const std::string megabyte(1'000'000, 'x');
    ASSERT_TRUE(MosesPair(megabyte + "\n", "y\n").read(large).ok());
    EXPECT_TRUE(pairs_of(large) == (Pairs{{megabyte, "y"}}));
}

TEST(WriteMoses, GivesBackTheTextsAndNamesItsLosses) {
    Unit broken = make_unit("一\n二", "one\ntwo", "zh-TW", "en");
    broken.annotations.push_back(Markup::leaf("note", {}, "n"));
    const MosesPair pair("", "");
    const std::string stem = pair.target_path().substr(0, pair.target_path().size() - 3);
    MosesWriter writer(stem, {LanguageTag("zh-TW"), LanguageTag("en")});
    for (const auto& [source, target] : kPairs)
        writer.add(make_unit(source, target, "zh-TW", "en"));
    writer.add(broken);
    writer.add(make_unit(" ", "x", "zh-TW", "en"));
    std::string told;
    for (const Loss& loss : writer.finish())
        told += std::to_string(loss.count) + " x " + loss.what + "\n";
    EXPECT_EQ(told,
              "2 x line break within a segment, written as a space\n1 x note of a unit\n"
              "1 x unit without text\n");
    Collected again;
    ASSERT_TRUE(pair.read(again).ok());
    Pairs expected = kPairs;
    expected.emplace_back("一 二", "one two");
    EXPECT_EQ(pairs_of(again), expected);
}

}  // namespace
}  // namespace diglot
