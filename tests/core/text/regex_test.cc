#include "core/text/regex.h"

#include <gtest/gtest.h>

#include "core/text/regex_fault.h"

namespace diglot {
namespace {

/// Every match as "whole(group,group)", what took no part as "-".
std::string matches_of(std::string_view pattern, std::string_view text, bool ignore_case = false) {
    const auto regex = Regex::compile(pattern, ignore_case);
    if (!regex) return regex.error().message;
    const auto found = regex->find(text);
    if (!found) return found.error().code;
    std::string all;
    for (const Regex::Match& match : *found) {
        EXPECT_EQ(match.size(), regex->groups() + 1);
        std::string groups;
        for (std::size_t i = 0; i < match.size(); ++i) {
            const std::string part(
                match[i] ? text.substr(match[i]->start, match[i]->end - match[i]->start) : "-");
            groups += i == 0 ? part : (i == 1 ? "(" : ",") + part;
        }
        all += (all.empty() ? "" : " ") + groups + (match.size() > 1 ? ")" : "");
    }
    return all;
}

TEST(Regex, FindsMatchesWithTheirGroups) {
    EXPECT_EQ(matches_of("[a-z]+", "one, two"), "one two");
    EXPECT_EQ(matches_of("(\\d+)(億)?元", "3億元 50元"), "3億元(3,億) 50元(50,-)");
    EXPECT_EQ(matches_of("NVIDIA", "Nvidia nvidia"), "");
    EXPECT_EQ(matches_of("NVIDIA", "Nvidia nvidia", true), "Nvidia nvidia");
    EXPECT_EQ(matches_of("^b", "a\nb"), "");
    EXPECT_EQ(matches_of("(?m)^b", "a\nb"), "b");
    EXPECT_EQ(matches_of("x", ""), "");
}

TEST(Regex, CountsInBytesAndGoesByCharacters) {
    const auto found = Regex::compile("(.)好")->find("𠀀好，é好");
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2u);
    EXPECT_EQ((*found)[0][0]->start, 0u);
    EXPECT_EQ((*found)[0][0]->end, 7u);
    EXPECT_EQ((*found)[0][1]->end, 4u);
    EXPECT_EQ((*found)[1][0]->start, 10u);
    EXPECT_EQ((*found)[1][0]->end, 15u);
}

TEST(Regex, FindsEmptyMatchesOnce) {
    const auto found = Regex::compile("a*")->find("baa");
    ASSERT_TRUE(found);
    std::string places;
    for (const Regex::Match& match : *found)
        places += std::to_string(match[0]->start) + "-" + std::to_string(match[0]->end) + " ";
    EXPECT_EQ(places, "0-0 1-3 3-3 ");
}

TEST(Regex, SaysWhatIsWrongAndWhere) {
    const struct {
        const char* pattern;
        const char* message;
        std::size_t column;
    } cases[] = {
        {"a(b", "a round bracket has no partner", 3},
        {"a)", "a round bracket has no partner", 2},
        {"[a", "a square bracket is not closed", 2},
        {"𠀀𠀀[a", "a square bracket is not closed", 4},
        {"*a", "this sign cannot stand here", 1},
        {"a{3,2}", "in {} the second number is less than the first", 6},
        {"a{x}", "in {} one or two numbers were expected", 3},
        {"\\p{Nothing}", "there is no such character property", 11},
        {"(a)\\2", "there is no group of this number or name", 5},
        {"(?<=a+)b", "what is looked for behind may not be of any length", 7},
        {"ab\nc)", "a round bracket has no partner", 2},
    };
    for (const auto& one : cases) {
        const auto regex = Regex::compile(one.pattern);
        ASSERT_FALSE(regex) << one.pattern;
        EXPECT_EQ(regex.error().code, "regex.pattern");
        EXPECT_EQ(regex.error().message,
                  std::string("this is no regular expression: ") + one.message)
            << one.pattern;
        EXPECT_EQ(regex.error().position.column, one.column) << one.pattern;
    }
}

TEST(Regex, GivesUpOnWhatTakesTooLong) {
    const auto regex = Regex::compile("(a+)+$");
    EXPECT_EQ(regex->find(std::string(40, 'a') + "b").error().code, "regex.slow");
    EXPECT_EQ(regex->find("caa")->size(), 1u) << "another text is looked at as before";
}

TEST(Regex, CopiesHaveMatchesOfTheirOwn) {
    const Regex one = *Regex::compile("(a)(b)?");
    const Regex two = one;
    const auto first = one.find("ab a");
    const auto second = two.find("a");
    EXPECT_EQ(first->size(), 2u);
    EXPECT_EQ(second->size(), 1u);
    EXPECT_EQ(one.groups(), 2u);
}

Regex::Match match_of(std::string_view pattern, std::string_view text) {
    return Regex::compile(pattern)->find(text)->front();
}

TEST(FillPattern, TakesGroupsLiterally) {
    const std::string text = "see [A.1-2] & (b) {c} #d";
    const Regex::Match whole = match_of(".*", text);
    const auto filled = Regex::compile("^" + fill_pattern("$0", text, whole) + "$");
    ASSERT_TRUE(filled);
    EXPECT_EQ(filled->find(text)->size(), 1u);
    EXPECT_EQ(filled->find("see A1")->size(), 0u);
    EXPECT_EQ(fill_pattern("<$1>$2|$9", "ab", match_of("(a)(x)?", "ab")), "<a>|");
    EXPECT_EQ(fill_pattern("$10", "ab", match_of("(a)", "ab")), "a0");
    EXPECT_EQ(fill_pattern("\\$0 costs$", "ab", match_of("a", "ab")), "\\$0 costs$")
        << "escaped, and the end of the text";
    EXPECT_EQ(fill_pattern("\\\\$0", "ab", match_of("a", "ab")), "\\\\a");
}

TEST(FillText, PutsGroupsInAsTheyStand) {
    EXPECT_EQ(fill_text("$0: not \"$1\"", "（好）", match_of("（(.)）", "（好）")),
              "（好）: not \"好\"");
    EXPECT_EQ(fill_text("\\$5 and $", "a", match_of("a", "a")), "$5 and $");
    EXPECT_EQ(fill_text("$3", "a", match_of("a", "a")), "");
}

TEST(HighestGroup, LooksPastWhatIsEscaped) {
    EXPECT_EQ(highest_group("a$"), std::nullopt);
    EXPECT_EQ(highest_group("\\$7"), std::nullopt);
    EXPECT_EQ(highest_group("$0"), 0u);
    EXPECT_EQ(highest_group("$2 $1"), 2u);
}

}  // namespace
}  // namespace diglot
