// The data that Diglot ships: whole, in order, and what it promises to hold.
#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "app/import_files.h"

namespace diglot {
namespace {

std::string data(const std::string& name) {
    return std::string(DIGLOT_SOURCE_DIR) + "/data/" + name;
}

std::vector<std::string> lines_of(const std::string& name) {
    std::vector<std::string> lines;
    std::ifstream file(data(name));
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

class Glossary : public testing::TestWithParam<const char*> {
protected:
    Glossary() : file_(":memory:") {
        ImportRequest request;
        request.paths = {data(GetParam())};
        report_ = import_files(file_, request);
        file_.glossary().for_each({}, [&](const Concept& entry) {
            concepts_.push_back(entry);
            return true;
        });
    }

    bool has_term(const std::string& text, TermStatus status) const {
        return std::any_of(concepts_.begin(), concepts_.end(), [&](const Concept& entry) {
            return std::any_of(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
                return term.text == text && term.status == status;
            });
        });
    }

    DiglotFile file_;
    ImportReport report_;
    std::vector<Concept> concepts_;
};

TEST_P(Glossary, GoesInWithoutAWordAgainstIt) {
    EXPECT_FALSE(report_.has_complaints());
    EXPECT_GE(concepts_.size(), 150u);
    EXPECT_EQ(report_.files[0].concepts_added, concepts_.size());
}

TEST_P(Glossary, IsSortedByIdAndNamesNoConceptOrTermTwice) {
    for (std::size_t i = 0; i < concepts_.size(); ++i) {
        EXPECT_TRUE(i == 0 || concepts_[i - 1].external_id < concepts_[i].external_id)
            << concepts_[i].external_id;
        std::set<std::pair<std::string, std::string>> seen;
        for (const Term& term : concepts_[i].terms) {
            EXPECT_TRUE(seen.emplace(term.lang.text(), term.text).second)
                << concepts_[i].external_id << " " << term.text;
        }
    }
}

TEST_P(Glossary, HasOnePreferredTermInEachLanguage) {
    for (const Concept& entry : concepts_) {
        for (const char* lang : {"en", "zh-TW", "zh-CN"}) {
            const auto preferred =
                std::count_if(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
                    return term.lang == LanguageTag(lang) && term.status == TermStatus::kPreferred;
                });
            EXPECT_EQ(preferred, 1) << entry.external_id << " " << lang;
        }
    }
}

TEST_P(Glossary, HasTheOrganisationsOfTheGenesisMission) {
    for (const char* name : {"Accenture",
                             "AMD",
                             "Anthropic",
                             "Armada",
                             "Amazon Web Services",
                             "Cerebras",
                             "CoreWeave",
                             "Dell",
                             "DrivenData",
                             "Google",
                             "Groq",
                             "Hewlett Packard Enterprise",
                             "IBM",
                             "Intel",
                             "Microsoft",
                             "NVIDIA",
                             "OpenAI",
                             "Oracle",
                             "Periodic Labs",
                             "Palantir",
                             "Project Prometheus",
                             "Radical AI",
                             "xAI",
                             "XPRIZE"}) {
        EXPECT_TRUE(has_term(name, TermStatus::kPreferred)) << name;
    }
}

TEST_P(Glossary, HasTheNationalLaboratories) {
    for (const char* name :
         {"Ames National Laboratory", "Argonne National Laboratory",
          "Brookhaven National Laboratory", "Fermi National Accelerator Laboratory",
          "Idaho National Laboratory", "Lawrence Berkeley National Laboratory",
          "Lawrence Livermore National Laboratory", "Los Alamos National Laboratory",
          "National Energy Technology Laboratory", "National Laboratory of the Rockies",
          "Oak Ridge National Laboratory", "Pacific Northwest National Laboratory",
          "Princeton Plasma Physics Laboratory", "Sandia National Laboratories",
          "Savannah River National Laboratory", "SLAC National Accelerator Laboratory",
          "Thomas Jefferson National Accelerator Facility"}) {
        EXPECT_TRUE(has_term(name, TermStatus::kPreferred)) << name;
    }
    for (const char* name : {"ANL", "BNL", "FNAL", "INL", "LBNL", "LLNL", "LANL", "NETL", "NLR",
                             "ORNL", "PNNL", "PPPL", "SNL", "SRNL"}) {
        EXPECT_TRUE(has_term(name, TermStatus::kAdmitted) || has_term(name, TermStatus::kPreferred))
            << name;
    }
    EXPECT_TRUE(has_term("National Renewable Energy Laboratory", TermStatus::kDeprecated));
}

TEST_P(Glossary, KeepsTaiwanAndMainlandWordsApart) {
    const std::pair<const char*, const char*> pairs[] = {
        {"輝達", "英伟达"}, {"軟體", "软件"}, {"人工智慧", "人工智能"}};
    for (const auto& [taiwan, mainland] : pairs) {
        bool found = false;
        for (const Concept& entry : concepts_) {
            const auto has = [&](const char* text, const char* lang) {
                return std::any_of(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
                    return term.text == text && term.lang == LanguageTag(lang) &&
                           (term.status == TermStatus::kPreferred ||
                            term.status == TermStatus::kAdmitted);
                });
            };
            found |= has(taiwan, "zh-TW") && has(mainland, "zh-CN");
            EXPECT_FALSE(has(mainland, "zh-TW")) << mainland;
        }
        EXPECT_TRUE(found) << taiwan;
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Glossary,
                         testing::Values("starter-glossary.tbx", "starter-glossary.csv"));

TEST(SampleMemory, GoesInWithoutAWordAgainstIt) {
    DiglotFile file(":memory:");
    ImportRequest request;
    request.paths = {data("sample-memory.tmx")};
    const ImportReport report = import_files(file, request);
    EXPECT_FALSE(report.has_complaints());
    EXPECT_GE(report.files[0].added, 150u);
    EXPECT_EQ(report.files[0].added, report.files[0].read);
}

TEST(SampleArticle, HasAnEnglishSentenceForEachChineseOne) {
    const auto chinese = lines_of("sample-article.zh-TW.txt");
    const auto english = lines_of("sample-article.en.txt");
    ASSERT_EQ(chinese.size(), english.size());
    EXPECT_GE(std::count_if(chinese.begin(), chinese.end(),
                            [](const std::string& line) { return !line.empty(); }),
              40);
    for (std::size_t i = 0; i < chinese.size(); ++i)
        EXPECT_EQ(chinese[i].empty(), english[i].empty()) << "line " << i + 1;
}

}  // namespace
}  // namespace diglot
