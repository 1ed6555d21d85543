// The rule sets and cases of other projects.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "importers/srx_reader.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

class SharedSrx : public test::NeedsSharedFiles {};

std::vector<std::string> parts_of(const std::string& text, const std::vector<std::size_t>& ends) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (const std::size_t end : ends) {
        parts.push_back(text.substr(start, end - start));
        start = end;
    }
    return parts;
}

SegmentationSource source_of(const rapidjson::Value& list) {
    SegmentationSource source;
    for (const auto& one : list.GetArray()) {
        if (one.HasMember("map")) {
            source.maps.push_back({one["map"].GetString(), "", {}});
            continue;
        }
        LanguageRules language;
        language.name = std::to_string(source.languages.size());
        for (const auto& rule : one["rules"].GetArray())
            language.rules.push_back({rule["break"].GetBool(),
                                      rule["before"].GetString(),
                                      rule["after"].GetString(),
                                      {}});
        source.languages.push_back(std::move(language));
    }
    // The maps stand in the order of the rule sets.
    for (std::size_t i = 0; i < source.maps.size(); ++i) source.maps[i].rules = std::to_string(i);
    return source;
}

TEST_F(SharedSrx, EngineCases) {
    std::ifstream file(test::conformance() / "expected" / "srx_engine_cases.json");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    rapidjson::Document document;
    document.Parse(text.c_str());
    ASSERT_FALSE(document.HasParseError());
    EXPECT_EQ(document["cases"].Size(), 20u);
    for (const auto& one : document["cases"].GetArray()) {
        const auto rules = SegmentationRules::compile(source_of(one["rules"]));
        ASSERT_TRUE(rules.ok()) << one["name"].GetString() << to_string(rules.error());
        std::vector<std::string> expected;
        for (const auto& part : one["expected"].GetArray()) expected.push_back(part.GetString());
        const std::string input = one["text"].GetString();
        EXPECT_EQ(parts_of(input, rules->segment(input, std::string(one["language"].GetString()))),
                  expected)
            << one["name"].GetString();
    }
}

TEST_F(SharedSrx, EveryFileLoadsOrIsRefusedWithAReason) {
    std::vector<std::string> refused;
    for (const auto& entry :
         std::filesystem::directory_iterator(test::conformance() / "files" / "srx")) {
        const auto rules = read_srx(entry.path().string());
        if (rules) continue;
        EXPECT_FALSE(rules.error().message.empty());
        EXPECT_EQ(rules.error().file, entry.path().string());
        refused.push_back(entry.path().filename().string());
    }
    std::sort(refused.begin(), refused.end());
    // One has no rules at all, one a pattern that is no regular expression.
    EXPECT_EQ(refused,
              (std::vector<std::string>{"okapi__alternate-default.srx", "okapi__empty.srx"}));
}

}  // namespace
}  // namespace diglot
