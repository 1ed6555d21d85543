// What peers' own tests say should come out of Trados' text memories and MateCat's glossaries.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/pair_formats.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

class SharedOtherFormats : public test::NeedsSharedFiles {
protected:
    static Collected read(const std::string& name) {
        Collected found;
        const auto result = read_file((test::conformance() / "files" / name).string(),
                                      in_languages("en-GB", "es-ES"), found);
        EXPECT_TRUE(result.ok()) << name;
        return found;
    }
    static bool matecat_would_refuse(const std::string& name) {
        const Collected found = read("glossary/matecat__" + name + ".csv");
        return std::any_of(found.diagnostics.begin(), found.diagnostics.end(),
                           [](const Diagnostic& d) { return d.code == "table.matecat"; });
    }
};

TEST_F(SharedOtherFormats, TranslateToolkitsTradosText) {
    // The toolkit keeps both spaces of "\\endash  Conference"; the first only ends the control word
    // (RTF 1.9.1, "Control Word").
    const Collected one = read("tm-other/ttk__test_trados_L82.trados.txt");
    EXPECT_EQ(pairs_of(one),
              (Pairs{{"Association for Road Safety – Conference", "Tagung der Gesellschaft"}}));
    const Collected two = read("tm-other/ttk__test_trados_L176.trados.txt");
    EXPECT_EQ(pairs_of(two),
              (Pairs{{"First entry", "Erster Eintrag"}, {"Second entry", "Zweiter Eintrag"}}));
    EXPECT_EQ(two.units[0].stamp.created, parse_tmx_date("20000118T131835Z"));
    EXPECT_EQ(two.units[0].variants[0].lang.text(), "en-GB");
}

/// Its rule holds only for files that look like MateCat's: those with languages alone are tables of
/// anyone's.
TEST_F(SharedOtherFormats, MatecatsRuleForItsGlossaries) {
    for (const char* name :
         {"V_-_Formato_completo", "V_-_Formato_semplice_solo_lingue", "V_-_Header-vuoti",
          "minimal-valid", "Final-Matecat-new_glossary_format-Glossary"})
        EXPECT_FALSE(matecat_would_refuse(name)) << name;
    for (const char* name :
         {"NV_-Formato_solo_blacklist_generale", "NV_-_Formato_una_sola_lingua_completa",
          "NV_-_Formato_una_sola_lingua_solo_esempi",
          "NV_-_Formato_campi_concetto_+_una_sola_lingua_solo_esempi",
          "Final-Matecat-new_glossary_format-InvalidTargetLang"})
        EXPECT_TRUE(matecat_would_refuse(name)) << name;
}

}  // namespace
}  // namespace diglot
