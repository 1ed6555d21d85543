// The data that Diglot ships: whole, in order, and what it promises to hold.
#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "app/import_files.h"
#include "glossary/recognition.h"

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

std::string source_of(const std::vector<Markup>& annotations) {
    const Markup* source = find_annotation(annotations, "admin", "source");
    return source ? source->all_text() : "";
}

/// What a glossary says, a line a concept and a line a term. TBX-Basic has no proper noun.
std::vector<std::string> described(const char* name) {
    DiglotFile file(":memory:");
    ImportRequest request;
    request.paths = {data(name)};
    import_files(file, request);
    std::vector<std::string> lines;
    const auto add = [&](std::initializer_list<std::string> parts) {
        std::string& line = lines.emplace_back();
        for (const std::string& part : parts) line += part + "|";
    };
    file.glossary().for_each({}, [&](const Concept& entry) {
        add({entry.external_id, entry.subject, entry.kind, entry.definition,
             source_of(entry.annotations)});
        for (const Term& term : entry.terms) {
            const bool proper = term.part_of_speech == "properNoun";
            add({entry.external_id, term.lang.text(), term.text, to_string(term.status),
                 term.term_type, proper ? "noun" : term.part_of_speech, term.region,
                 to_string(term.case_rule), source_of(term.annotations),
                 term.valid_from ? to_string(*term.valid_from) : "",
                 term.valid_until ? to_string(*term.valid_until) : ""});
            for (const std::string& longer : term.not_in) lines.back() += longer + "|";
        }
        return true;
    });
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
    EXPECT_GE(concepts_.size(), 500u);
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

TEST_P(Glossary, HasWhatTheNewsIsFullOf) {
    for (const char* name : {"Mistral AI",
                             "DeepSeek",
                             "Google DeepMind",
                             "Huawei",
                             "SMIC",
                             "Lam Research",
                             "Tokyo Electron",
                             "Synopsys",
                             "GlobalFoundries",
                             "Kioxia",
                             "Quanta Computer",
                             "ASUS",
                             "Taiwan Power Company",
                             "Commonwealth Fusion Systems",
                             "SoftBank",
                             "Morgan Stanley",
                             "Defense Advanced Research Projects Agency",
                             "Federal Energy Regulatory Commission",
                             "Bureau of Industry and Security",
                             "US Securities and Exchange Commission",
                             "Secretary of Commerce",
                             "Under Secretary for Science",
                             "laboratory director",
                             "National Institutes of Applied Research",
                             "Financial Supervisory Commission",
                             "Massachusetts Institute of Technology",
                             "National Cheng Kung University",
                             "Central News Agency",
                             "Reuters",
                             "Fugaku",
                             "Perlmutter",
                             "LUMI",
                             "Sierra",
                             "Inflation Reduction Act",
                             "Stargate",
                             "mixture of experts",
                             "retrieval-augmented generation",
                             "co-packaged optics",
                             "capacity utilization",
                             "power purchase agreement",
                             "high-assay low-enriched uranium",
                             "Entity List"})
        EXPECT_TRUE(has_term(name, TermStatus::kPreferred)) << name;
    const std::pair<const char*, const char*> former[] = {
        {"Toshiba Memory", "Kioxia"},
        {"Bureau of Energy", "Energy Administration"},
        {"Institute of Nuclear Energy Research", "National Atomic Research Institute"},
        {"National Space Organization", "Taiwan Space Agency"}};
    for (const auto& [old_name, new_name] : former) {
        EXPECT_TRUE(has_term(old_name, TermStatus::kDeprecated)) << old_name;
        EXPECT_TRUE(has_term(new_name, TermStatus::kPreferred)) << new_name;
    }
}

TEST_P(Glossary, FormerNamesEndBeforeTheNewOnesBegin) {
    for (const Concept& entry : concepts_) {
        std::optional<Date> first;
        std::optional<Date> last;
        for (const Term& term : entry.terms) {
            if (term.status == TermStatus::kPreferred && term.valid_from) first = term.valid_from;
            if (term.valid_until) {
                EXPECT_EQ(term.status, TermStatus::kDeprecated) << term.text;
                last = term.valid_until;
            }
        }
        if (!first || !last) continue;
        EXPECT_LT(*last, *first) << entry.external_id;
        for (const Term& term : entry.terms) {
            EXPECT_EQ(term.valid_from.value_or(*first), *first) << term.text;
            EXPECT_EQ(term.valid_until.value_or(*last), *last) << term.text;
        }
    }
}

TEST_P(Glossary, ShortNamesAreNotTakenFromOrdinaryWords) {
    const std::pair<const char*, const char*> texts[] = {
        {"這台電腦與台電的電網", "電腦|台電|電網"},
        {"記者聯合報導，聯合報指出", "聯合報"},
        {"12日立法院三讀，日立投資", "立法院|日立"},
        {"學士和碩士生，和碩與廣達", "和碩|廣達"},
        {"造成大問題，成大團隊", "成大"},
        {"達到世界先進水準，世界先進的股價", "世界先進"},
        {"世界先進營收年增", "世界先進|營收|年增"},
        {"中央社會政策，中央社報導", "中央社"},
        {"因應材料短缺，應材表示", "應材"},
        {"彭博士引述彭博", "彭博"},
        {"能源部門與能源部", "能源部"},
        {"快閃存入與快閃記憶體", "快閃記憶體"},
        {"可以聯想到聯想集團", "聯想集團"},
        {"國際能源總署與能源署", "國際能源總署|能源署"},
    };
    const TermRecognizer recognizer = file_.glossary().recognizer();
    RecognizeOptions options;
    options.source = LanguageTag("zh-TW");
    for (const auto& [text, expected] : texts) {
        std::string found;
        std::size_t last = 0;
        for (const TermMatch& match : recognizer.find(text, options)) {
            if (match.end == last) continue;  // Several concepts at one place.
            last = match.end;
            found += (found.empty() ? "" : "|") + match.matched;
        }
        EXPECT_EQ(found, expected) << text;
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Glossary,
                         testing::Values("starter-glossary.tbx", "starter-glossary.csv"));

TEST(StarterGlossary, IsTheSameAsTbxAndAsCsv) {
    const auto tbx = described("starter-glossary.tbx");
    const auto csv = described("starter-glossary.csv");
    ASSERT_EQ(tbx.size(), csv.size());
    for (std::size_t i = 0; i < tbx.size(); ++i) EXPECT_EQ(tbx[i], csv[i]);
}

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
