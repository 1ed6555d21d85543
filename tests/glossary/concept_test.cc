#include "glossary/concept.h"

#include <gtest/gtest.h>

#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

TEST(TermStatus, ReadsTheWordsOfEveryTool) {
    const struct {
        const char* word;
        std::optional<TermStatus> status;
    } kCases[] = {
        {"preferred", TermStatus::kPreferred},
        {"Preferred", TermStatus::kPreferred},
        {"preferredTerm-admn-sts", TermStatus::kPreferred},
        {"preferredTerm", TermStatus::kPreferred},
        {"standardizedTerm-admn-sts", TermStatus::kPreferred},
        {"legalTerm-admn-sts", TermStatus::kPreferred},
        {"regulatedTerm-admn-sts", TermStatus::kPreferred},
        {"admittedTerm-admn-sts", TermStatus::kAdmitted},
        {"approved", TermStatus::kAdmitted},
        {"deprecatedTerm-admn-sts", TermStatus::kDeprecated},
        {"supersededTerm-admn-sts", TermStatus::kDeprecated},
        {"obsolete", TermStatus::kDeprecated},
        {" forbidden ", TermStatus::kForbidden},
        {"do not use", TermStatus::kForbidden},
        {"首選", TermStatus::kPreferred},
        {"推荐", TermStatus::kPreferred},
        {"偏好", TermStatus::kPreferred},
        {"允許", TermStatus::kAdmitted},
        {"已核准", TermStatus::kAdmitted},
        {"棄用", TermStatus::kDeprecated},
        {"不建議使用", TermStatus::kDeprecated},
        {" 禁用", TermStatus::kForbidden},
        {"草案", std::nullopt},
        {"proposed", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& c : kCases) EXPECT_EQ(parse_term_status(c.word), c.status) << c.word;
}

TEST(TermStatus, ItsOwnWordsAreReadBack) {
    for (const auto status : {TermStatus::kPreferred, TermStatus::kAdmitted,
                              TermStatus::kDeprecated, TermStatus::kForbidden})
        EXPECT_EQ(parse_term_status(to_string(status)), status);
}

TEST(Complete, ReadsFieldsFromAnnotations) {
    Concept entry;
    entry.annotations = {Markup::leaf("descrip", {{"type", "subjectField"}}, "energy"),
                         Markup::node("descripGrp", {}, {test::definition("A plant.")})};
    Term& term = entry.terms.emplace_back();
    term.lang = LanguageTag("en");
    term.annotations = {Markup::leaf("termNote", {{"type", "administrativeStatus"}}, "obsolete"),
                        Markup::leaf("termNote", {{"type", "partOfSpeech"}}, "Noun")};
    complete(entry);
    EXPECT_EQ(entry.subject, "energy");
    EXPECT_EQ(entry.definition, "A plant.");
    EXPECT_EQ(entry.terms[0].status, TermStatus::kDeprecated);
    EXPECT_EQ(entry.terms[0].part_of_speech, "Noun");
    ASSERT_EQ(entry.sections.size(), 1u);
    EXPECT_EQ(entry.terms[0].section, 0u);
    EXPECT_EQ(entry.terms[0].annotations[0].all_text(), "obsolete");
}

TEST(Complete, WritesWhatACallerHasSetIntoTheAnnotations) {
    Concept entry = test::make_concept("", {{"en", "fusion", TermStatus::kForbidden}});
    entry.definition = "Joining of nuclei.";
    entry.annotations = {
        Markup::node("descripGrp", {}, {test::definition("Old."), test::note("kept")})};
    complete(entry);
    EXPECT_EQ(entry.annotations[0].children[0].all_text(), "Joining of nuclei.");
    EXPECT_EQ(entry.annotations[0].children[1], test::note("kept"));
    ASSERT_EQ(entry.terms[0].annotations.size(), 2u);
    EXPECT_EQ(entry.terms[0].annotations[0].all_text(), "deprecatedTerm-admn-sts");
    EXPECT_EQ(entry.terms[0].annotations[1], test::note("forbidden"));

    entry.terms[0].status = TermStatus::kNone;
    complete(entry);
    EXPECT_EQ(entry.terms[0].status, TermStatus::kForbidden) << "read back from both";
    set_status(entry.terms[0], TermStatus::kAdmitted);
    ASSERT_EQ(entry.terms[0].annotations.size(), 1u);
    EXPECT_EQ(entry.terms[0].annotations[0].all_text(), "admittedTerm-admn-sts");
}

TEST(Complete, DoingItTwiceChangesNothing) {
    Concept entry = test::make_concept(
        "x", {{"en", "grid", TermStatus::kPreferred}, {"zh-TW", "電網"}, {"en", "net"}});
    complete(entry);
    const Concept once = entry;
    complete(entry);
    EXPECT_EQ(entry, once);
    EXPECT_EQ(entry.sections.size(), 2u);
    EXPECT_EQ(entry.terms[2].section, 0u);
}

TEST(Complete, TakesTheLatestTransactionAsTheDate) {
    Concept entry;
    entry.annotations = {Markup::node("transacGrp", {}, {Markup::leaf("date", {}, "2024-03-01")}),
                         Markup::node("transacGrp", {}, {Markup::leaf("date", {}, "2025-12-18")})};
    complete(entry);
    ASSERT_TRUE(entry.changed);
    EXPECT_EQ(to_iso_date(*entry.changed), "2025-12-18T00:00:00Z");
}

}  // namespace
}  // namespace diglot
