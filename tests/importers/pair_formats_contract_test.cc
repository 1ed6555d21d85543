// What every reader of a bilingual text format must do, whatever the format. A format joins with
// one line of formats().
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/pair_formats.h"

namespace diglot {
namespace {

/// A file around one pair of texts, which hold nothing the format must escape.
using Around = std::string (*)(const std::string& source, const std::string& target);

struct ContractFormat {
    const char* name;
    const char* file;
    Around around;
    std::string sample;  ///< The pairs kSample, the last without a line end after it.
};

const Pairs kSample = {
    {"Save", "儲存"}, {"Open the file", "開啟檔案"}, {"Fusion energy", "融合能源"}};

std::string po(const std::string& source, const std::string& target) {
    return "msgid \"" + source + "\"\nmsgstr \"" + target + "\"\n";
}

const std::string kPoHeader =
    "# Sample\nmsgid \"\"\nmsgstr \"\"\n\"Language: zh_TW\\n\"\n"
    "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n";

std::string csv(const std::string& source, const std::string& target) {
    return "source,target,state\n\"" + source + "\",\"" + target + "\",reviewed\n";
}

std::string json(const std::string& source, const std::string& target) {
    return "{\"source\": \"" + source + "\", \"target\": \"" + target + "\"}\n";
}

const std::string kJsonLines = json("Save", "儲存") + json("Open the file", "開啟檔案") +
                               "{\"source\":\"Fusion energy\",\"target\":\"融合能源\"}";

std::vector<ContractFormat> formats() {
    return {
        {"PO", "x.po", po,
         kPoHeader + po("Save", "儲存") + "\n#. c\n#, fuzzy\n" + po("Open the file", "開啟檔案") +
             "\n#~ msgid \"Fusion energy\"\n#~ msgstr \"融合能源\""},
        {"CSV", "x.csv", csv,
         "source,target,state\nSave,儲存,reviewed\n\"Open the file\",\"開啟檔案\",\n"
         "Fusion energy,融合能源,draft"},
        {"TSV", "x.tsv",
         [](const std::string& source, const std::string& target) {
             return "source\ttarget\tstate\n" + source + "\t" + target + "\tdraft\n";
         },
         "source\ttarget\tstate\nSave\t儲存\t\nOpen the file\t開啟檔案\treviewed\n"
         "Fusion energy\t融合能源\tdraft"},
        {"JsonLines", "x.jsonl", json, kJsonLines},
        {"Json", "x.json", json,
         "[{\"source\":\"Save\",\"target\":\"儲存\"},\n{\"source\":\"Open the "
         "file\",\"target\":\"開啟檔案\"},{\"source\":\"Fusion energy\",\"target\":\"融合能源\"}]"},
    };
}

class PairFormats : public testing::TestWithParam<ContractFormat> {
protected:
    static Pairs read(std::string_view bytes) {
        Collected content;
        const auto result = read_as(GetParam().file, bytes, content);
        EXPECT_TRUE(result.ok()) << (result.ok() ? "" : to_string(result.error()));
        return pairs_of(content);
    }
};

std::string utf16(std::string_view ascii_and_bmp, bool little) {
    std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
    for (std::size_t at = 0; at < ascii_and_bmp.size();) {
        const auto lead = static_cast<unsigned char>(ascii_and_bmp[at]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
        unsigned unit = size == 1 ? lead : size == 2 ? lead & 0x1Fu : lead & 0x0Fu;
        for (std::size_t i = 1; i < size; ++i)
            unit = (unit << 6) | (static_cast<unsigned char>(ascii_and_bmp[at + i]) & 0x3Fu);
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        out += little ? low : high;
        out += little ? high : low;
        at += size;
    }
    return out;
}

TEST_P(PairFormats, ReadsTheSample) { EXPECT_EQ(read(GetParam().sample), kSample); }

TEST_P(PairFormats, SaysThatAFileIsEmpty) {
    Collected content;
    const auto result = read_as(GetParam().file, "", content);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message, "the file is empty");
}

TEST_P(PairFormats, ReadsByteOrderMarksAndUtf16) {
    const std::string& sample = GetParam().sample;
    EXPECT_EQ(read("\xEF\xBB\xBF" + sample), kSample);
    EXPECT_EQ(read(utf16(sample, true)), kSample);
    EXPECT_EQ(read(utf16(sample, false)), kSample);
}

TEST_P(PairFormats, ReadsCrLf) {
    std::string text;
    for (const char c : GetParam().sample) text += c == '\n' ? "\r\n" : std::string(1, c);
    EXPECT_EQ(read(text), kSample);
}

/// A unit whose bytes are not in the encoding is left out, with a reason; the others stay.
TEST_P(PairFormats, LeavesOutWhatIsNotInTheEncoding) {
    std::string text = GetParam().sample;
    const std::size_t at = text.find("檔");
    text.replace(at, 3, "\xC0\xC9");
    Collected content;
    const auto result = read_as(GetParam().file, text, content);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(pairs_of(content), (Pairs{kSample[0], kSample[2]}));
    ASSERT_FALSE(content.diagnostics.empty());
    EXPECT_TRUE(std::any_of(
        content.diagnostics.begin(), content.diagnostics.end(),
        [](const Diagnostic& d) { return d.severity == Severity::kError && d.position.line > 0; }));
}

TEST_P(PairFormats, ReadsEveryScript) {
    const Pairs texts = {{"مرحبا بالعالم", "𠮷野家 😀"}, {"a\u200Fb\u202Ec", "שלום"}};
    for (const auto& [source, target] : texts) {
        const Pairs expected{{source, target}};
        EXPECT_EQ(read(GetParam().around(source, target)), expected);
    }
}

TEST_P(PairFormats, ReadsASegmentOfAMegabyte) {
    std::string source;
    std::string target;
    while (source.size() < 1'000'000) source += "fusion energy ";
    while (target.size() < 1'000'000) target += "融合能源，";
    source.pop_back();
    const Pairs pairs = read(GetParam().around(source, target));
    ASSERT_EQ(pairs.size(), 1u);
    EXPECT_TRUE(pairs[0].first == source && pairs[0].second == target);
}

/// Cut anywhere: fewer units, each of them whole, or a refusal with a reason.
TEST_P(PairFormats, NeverReadsHalfAUnit) {
    const std::string& sample = GetParam().sample;
    for (std::size_t size = 0; size < sample.size(); ++size) {
        Collected content;
        const auto result = read_as(GetParam().file, sample.substr(0, size), content);
        EXPECT_TRUE(result.ok() || !result.error().message.empty());
        for (const auto& pair : pairs_of(content))
            EXPECT_TRUE(std::find(kSample.begin(), kSample.end(), pair) != kSample.end())
                << "cut at " << size << ": " << pair.first << " = " << pair.second;
    }
}

TEST_P(PairFormats, GoesByContentNotByName) {
    Collected content;
    const auto as_tmx = read_as("x.mem", GetParam().sample, content);
    if (as_tmx.ok())
        EXPECT_EQ(pairs_of(content), kSample);
    else
        EXPECT_EQ(as_tmx.error().code, "format.unknown");
    Collected other;
    const auto tmx = read_as(GetParam().file,
                             tmx_around("<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv>"
                                        "<tuv xml:lang=\"de\"><seg>b</seg></tuv></tu>"),
                             other);
    ASSERT_TRUE(tmx.ok());
    EXPECT_EQ(pairs_of(other), (Pairs{{"a", "b"}}));
}

INSTANTIATE_TEST_SUITE_P(Formats, PairFormats, testing::ValuesIn(formats()),
                         [](const auto& format) { return std::string(format.param.name); });

}  // namespace
}  // namespace diglot
