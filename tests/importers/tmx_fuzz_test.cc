// The fuzzer's function over a small corpus: samples cut short, with bytes changed, and glued together.
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

#include "tests/importers/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace diglot {
namespace {

void run(const std::string& bytes) {
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), 0);
}

std::string sample() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE tmx [<!ENTITY a \"b\">]>" +
           tmx_around("<tu tuid='1' creationdate='20260102T030405Z'><note>n</note><prop type='x-diglot-markup'>[[\"a\"]]</prop>"
                      "<tuv xml:lang='en'><seg>a &amp; &#65;&#3; <bpt i='1'>&lt;b></bpt>b<ept i='1'/> <![CDATA[c]]></seg></tuv>"
                      "<tuv xml:lang='zh-TW'><prop type='x-diglot-seg'>[[\"g\",\"x\"]]</prop><seg>語料 <g>x</g></seg></tuv></tu>");
}

TEST(TmxFuzz, SurvivesASampleWithBytesChanged) {
    const std::string whole = sample();
    std::mt19937 random(1);
    const std::string pieces[] = {"<", ">", "&", "\"", "/", "<tu>", "</tu>", "<seg>", "]]>", "<!--", "<?", "\xFF", std::string(1, '\0'), "\r"};
    for (int i = 0; i < 20000; ++i) {
        std::string bytes = whole;
        for (unsigned n = 1 + random() % 4; n > 0; --n) {
            const std::size_t at = random() % bytes.size();
            switch (random() % 4) {
                case 0: bytes[at] = static_cast<char>(random() % 256); break;
                case 1: bytes.erase(at, random() % 20); break;
                case 2: bytes.insert(at, pieces[random() % std::size(pieces)]); break;
                default: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40)); break;
            }
            if (bytes.empty()) break;
        }
        run(bytes);
    }
}

TEST(TmxFuzz, SurvivesEveryTruncation) {
    const std::string whole = sample();
    for (std::size_t size = 0; size <= whole.size(); ++size) run(whole.substr(0, size));
}

}  // namespace
}  // namespace diglot
