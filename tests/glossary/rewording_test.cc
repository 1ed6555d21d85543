#include "glossary/rewording.h"

#include <gtest/gtest.h>

#include "glossary/inflection.h"

namespace diglot {
namespace {

Term term(const char* text, const char* lang = "en", const char* pos = "") {
    Term made;
    made.lang = LanguageTag(lang);
    made.text = text;
    made.part_of_speech = pos;
    return made;
}

/// The text with `matched`, the first place of it, reworded.
std::string reworded(std::string text, const std::string& matched, const Term& old,
                     const Term& wanted) {
    const std::size_t at = text.find(matched);
    const Rewording made = reword(text, at, at + matched.size(), old, wanted);
    EXPECT_FALSE(made.form_lost) << text;
    return text.replace(made.start, made.end - made.start, made.by);
}

TEST(Reword, KeepsNumberCapitalsArticleAndPossessive) {
    struct Case {
        const char* text;
        const char* matched;
        const char* term;
        const char* wanted;
        const char* result;
    };
    for (const Case& c : {
             Case{"two labs here", "labs", "lab", "center", "two centers here"},
             Case{"two laboratories", "laboratories", "laboratory", "facility", "two facilities"},
             Case{"the facility", "facility", "facilities", "labs", "the lab"},
             Case{"two NRELs", "NRELs", "NREL", "NLR", "two NLRs"},
             Case{"national labs", "national labs", "national lab", "laboratory of the nation",
                  "laboratories of the nation"},
             Case{"laboratories of physics", "laboratories of physics", "laboratory of physics",
                  "physics lab", "physics labs"},
             Case{"systems analyses", "systems analyses", "system analysis", "review", "reviews"},
             Case{"the board of director", "board of director", "board of directors", "council",
                  "the council"},
             Case{"the criteria", "criteria", "criterion", "benchmark", "the benchmarks"},
             Case{"the centers", "centers", "centre", "institute", "the institutes"},
             Case{"a center", "center", "centre", "lab", "a lab"},
             Case{"Graphics cards sell.", "Graphics cards", "graphics card", "accelerator",
                  "Accelerators sell."},
             Case{"New Graphics Card Out", "Graphics Card", "graphics card",
                  "graphics processing unit", "New Graphics Processing Unit Out"},
             Case{"GRAPHICS CARDS RISE", "GRAPHICS CARDS", "graphics card", "accelerator",
                  "ACCELERATORS RISE"},
             Case{"we say open AI", "open AI", "Open AI", "Generative AI", "we say generative AI"},
             Case{"NREL's plan", "NREL", "NREL", "NLR", "NLR's plan"},
             Case{"NREL’s plan", "NREL", "NREL", "National Laboratory of the Rockies",
                  "National Laboratory of the Rockies’ plan"},
             Case{"the labs' plan", "labs", "labs", "center", "the center's plan"},
             Case{"two labs' plan", "labs", "lab", "center", "two centers' plan"},
             Case{"so-called 'labs' here", "labs", "labs", "center", "so-called 'center' here"},
             Case{"a graphics card", "graphics card", "graphics card", "accelerator",
                  "an accelerator"},
             Case{"An accelerator", "accelerator", "accelerator", "graphics card",
                  "A graphics card"},
             Case{"an NREL lab", "NREL", "NREL", "NLR", "an NLR lab"},
             Case{"a GPU", "GPU", "GPU", "H100", "an H100"},
             Case{"an LLM", "LLM", "LLM", "model", "a model"},
             Case{"plan a", "plan", "plan", "idea", "idea a"},
         }) {
        EXPECT_EQ(reworded(c.text, c.matched, term(c.term), term(c.wanted)), c.result);
    }
}

TEST(Reword, LeavesAnArticleThatTheLettersDoNotExplain) {
    EXPECT_EQ(reworded("a NASA mission", "NASA", term("NASA"), term("JAXA")), "a JAXA mission");
    EXPECT_EQ(reworded("a hour", "hour", term("hour"), term("minute")), "a minute");
}

TEST(Reword, VerbsKeepTheirTense) {
    const Term old = term("deploy", "en", "verb");
    const Term wanted = term("roll out", "en", "verb");
    EXPECT_EQ(reworded("they deployed it", "deployed", old, term("release", "en", "verb")),
              "they released it");
    EXPECT_EQ(reworded("deploying it", "deploying", old, term("release", "en", "verb")),
              "releasing it");
    EXPECT_EQ(reworded("it deploys", "deploys", old, wanted), "it rolls out");
}

TEST(Reword, SaysWhereTheFormIsLost) {
    const std::string plural = "labs";
    EXPECT_TRUE(reword(plural, 0, 4, term("lab"), term("C++")).form_lost);
}

TEST(Reword, OtherLanguagesAreWrittenAsTheTermIsSpelt) {
    EXPECT_EQ(reworded("用英偉達的晶片", "英偉達", term("英偉達", "zh-TW"), term("輝達", "zh-TW")),
              "用輝達的晶片");
}

TEST(InflectLike, MakesTheSameFormOfAnotherWord) {
    EXPECT_EQ(inflect_like("laboratory", "laboratories", "centre"), "centres");
    EXPECT_EQ(inflect_like("lab", "labs", "data"), "data") << "a plural already";
    EXPECT_EQ(inflect_like("lab", "labs", "analysis"), "analyses");
    EXPECT_EQ(inflect_like("lab", "labs", "photo"), "photos");
    EXPECT_EQ(inflect_like("lab", "labs", "hero"), "heroes");
    EXPECT_EQ(inflect_like("labs", "lab", "centres"), "centre");
    EXPECT_EQ(inflect_like("centre", "center", "lab"), "lab") << "spelling is no form";
    EXPECT_EQ(inflect_like("plan", "planned", "stop", {.verb = true}), "stopped");
    EXPECT_EQ(inflect_like("plan", "planning", "move", {.verb = true}), "moving");
    EXPECT_EQ(inflect_like("plan", "planned", "stop"), std::nullopt) << "no verb";
    EXPECT_EQ(inflect_like("lab", "bench", "stop"), std::nullopt) << "no form of it";
}

}  // namespace
}  // namespace diglot
