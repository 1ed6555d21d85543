// What the peers' own tests say should come out of their TBX and glossary files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/format.h"
#include "tests/importers/tbx_files.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

using test::Collected;
using test::conformance;
using testing::ElementsAre;
using testing::IsEmpty;

class SharedGlossary : public test::NeedsSharedFiles {
protected:
    static Collected read(const std::string& name, const char* source = "en",
                          const char* target = "fr") {
        Collected found;
        ReadOptions options;
        options.source = LanguageTag(source);
        options.target = LanguageTag(target);
        const auto summary = read_file((conformance() / "files" / name).string(), options, found);
        if (summary)
            found.summary = summary.value();
        else
            found.error = summary.error().code;
        return found;
    }
    static std::vector<std::string> terms(const Concept& entry, const char* spelling) {
        std::vector<std::string> all;
        for (const Term& term : entry.terms)
            if (term.lang_spelling == spelling) all.push_back(term.text);
        return all;
    }
    static std::vector<std::string> pairs(const Collected& found) {
        std::vector<std::string> all;
        for (const Concept& entry : found.concepts)
            all.push_back(entry.terms.at(0).text + "=" +
                          (entry.terms.size() > 1 ? entry.terms[1].text : ""));
        return all;
    }
};

TEST_F(SharedGlossary, Okapi) {
    const Collected maryland = read("tbx/okapi__maryland.tbx");
    ASSERT_EQ(maryland.concepts.size(), 1u);
    EXPECT_EQ(maryland.concepts[0].external_id, "eid-VocCod-211.01");
    EXPECT_GT(terms(maryland.concepts[0], "fr").size(), 1u);
    const Collected medtronic = read("tbx/okapi__medtronic_TBX.tbx");
    ASSERT_EQ(medtronic.concepts.size(), 3u);
    EXPECT_EQ(medtronic.concepts[2].external_id, "c7333");
    const Collected turkish = read("tbx/okapi__test02_win1254.tbx");
    EXPECT_EQ(turkish.summary.encoding, "windows-1254");
    EXPECT_THAT(pairs(turkish), ElementsAre("term with: éá and İı=tr term with: éá and İı"));
    EXPECT_THAT(pairs(read("glossary/okapi__resources__test01.csv")),
                ElementsAre("source 1=target 1", "   source 2   =   target 2   ",
                            "source 3=target 3", "   source 3   =   target 3   "));
    EXPECT_THAT(pairs(read("glossary/okapi__test01.tsv")),
                ElementsAre("source 1=target 1", "term 2=trans term 2",
                            "entry with one tab no target=", "source 3=target 3"));
    EXPECT_THAT(pairs(read("glossary/okapi__resources__test01.tsv")),
                testing::Contains("winter=hiver"));
}

TEST_F(SharedGlossary, Lokalize) {
    const Collected found = read("tbx/lokalize__terms.tbx");
    ASSERT_EQ(found.concepts.size(), 2u);
    EXPECT_THAT(terms(found.concepts[0], "en-US"), ElementsAre("test 1", "synonym test"));
    EXPECT_THAT(terms(found.concepts[0], "C"),
                ElementsAre("test C", "corresponding target synonym"));
    EXPECT_THAT(terms(found.concepts[0], "hu"), IsEmpty());
    EXPECT_EQ(found.concepts[0].sections.size(), 3u);
    EXPECT_THAT(terms(found.concepts[1], "hu"), IsEmpty());
}

TEST_F(SharedGlossary, Weblate) {
    const Collected extended = read("tbx/weblate__fr-extended-metadata.tbx");
    ASSERT_EQ(extended.concepts.size(), 2u);
    for (const Term& term : extended.concepts[0].terms)
        EXPECT_EQ(term.status, TermStatus::kDeprecated);
    EXPECT_EQ(
        find_annotation(extended.concepts[0].annotations, "descrip", "Usage note")->all_text(),
        "Avoid using this term in any documentation.");
    EXPECT_EQ(find_annotation(extended.concepts[1].annotations, "descrip", "Translation needed")
                  ->all_text(),
              "No");
    EXPECT_EQ(read("tbx/weblate__cs.tbx").concepts.size(), 4u);
}

TEST_F(SharedGlossary, Neokapi) {
    const Collected v3 = read("tbx/neokapi__import_tbx_test_L15.tbx");
    ASSERT_EQ(v3.concepts.size(), 2u);
    EXPECT_EQ(v3.concepts[0].definition, "A piece of software for editing text.");
    EXPECT_EQ(v3.concepts[0].subject, "software");
    ASSERT_EQ(v3.concepts[0].terms.size(), 3u);
    EXPECT_EQ(v3.concepts[0].terms[0].status, TermStatus::kPreferred);
    EXPECT_EQ(v3.concepts[0].terms[1].status, TermStatus::kAdmitted);
    EXPECT_EQ(v3.concepts[1].terms[0].status, TermStatus::kDeprecated);
    EXPECT_EQ(find_annotation(v3.concepts[0].terms[2].annotations, "termNote", "grammaticalGender")
                  ->all_text(),
              "masculine");
    const Collected v2 = read("tbx/neokapi__import_tbx_test_L53.tbx");
    const Term& german = v2.concepts.at(0).terms.at(1);
    EXPECT_EQ(german.text, "Sprache");
    EXPECT_EQ(german.status, TermStatus::kAdmitted);
    EXPECT_EQ(find_annotation(german.annotations, "termNote", "grammaticalGender")->all_text(),
              "feminine");
    EXPECT_EQ(read("tbx/neokapi__import_tbx_test_L201.tbx").concepts.size(), 2u);
    const Collected csv = read("glossary/neokapi-neokapi__sample-terms.csv");
    EXPECT_EQ(pairs(csv).at(0), "cloud storage=stockage cloud");
    EXPECT_EQ(csv.concepts.at(0).subject, "infrastructure");
}

TEST_F(SharedGlossary, Omegat) {
    EXPECT_THAT(pairs(read("glossary/omegat__test.csv")),
                ElementsAre("kde=csv kde", "question=csv q", "kde; question=comma",
                            "kde, qu=comma dot", "\"kde\",\"q\"=cdk", "\"\"k=k", "zz\"zz=zz"));
    const Collected tab = read("glossary/omegat__test.tab", "en", "ko");
    EXPECT_THAT(pairs(tab), ElementsAre("kde=koo moo", "question=qqqqq",
                                        "地球システム=System Terre", "손가락=Korean Term"));
    EXPECT_THAT(tab.concepts.at(2).annotations.at(0).all_text(), testing::HasSubstr("%C3%A8"));
    for (const char* name :
         {"glossary/omegat__test-magiccomment.tab", "glossary/omegat__test-magiccomment-bom.tab"})
        EXPECT_EQ(read(name).summary.encoding, "UTF-8") << "one comment and no rows";
    for (const char* name : {"ja", "zh_CN", "zh_TW"})
        EXPECT_GT(
            read(std::string("glossary/OmegaT-L10N-") + name + "__glossary.txt").concepts.size(),
            80u)
            << name;
}

TEST_F(SharedGlossary, Matecat) {
    EXPECT_EQ(read("glossary/matecat__V_-_Formato_completo.csv").concepts.at(0).terms.size(), 3u);
    EXPECT_THAT(pairs(read("glossary/matecat__minimal-valid.csv")),
                ElementsAre("house=casa", "hello=ciao", "No=No"));
}

}  // namespace
}  // namespace diglot
