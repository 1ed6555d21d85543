// The collection of real catalogues: each gives its count, and what was written is read again.
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/po_writer.h"
#include "tests/importers/pair_formats.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

class SharedPo : public test::NeedsSharedFiles {};

/// Units that differ from the number of translated entries: plural forms, obsolete entries.
const std::map<std::string, std::size_t> kUnits = {
    {"lokalize__fakeexample_spdxcopyright.po", 1},
    {"lokalize__halftranslated.po", 8},
    {"lokalize__test.po", 0},
    {"okapi__AllCasesTest.po", 10},
    {"okapi__POT-Test01.pot", 0},
    {"okapi__Test01.po", 4},
    {"okapi__Test02.po", 2},
    {"okapi__Test04.po", 2},
    {"okapi__TestMonoLingual_FR.po", 3},
    {"okapi__msgctxt_notes.po", 2},
    {"okapi__plurals-2.po", 3},
    {"okapi__plurals.po", 0},
    {"omegat__file-POFilter-be.po", 974},
    {"omegat__file-POFilter-fuzzyCtx-expected.po", 2},
    {"omegat__file-POFilter-fuzzyCtx-plural.po", 2},
    {"omegat__file-POFilter-multilines.po", 2},
    {"omegat__file-POFilter-multiple.po", 6},
    {"omegat__file-POFilter-multiple2.po", 4},
    {"pontoon__test.po", 0},
    {"translate-virtaal__checks.po", 42},
    {"ttk__af.po", 3},
    {"ttk__fr.po", 3},
    {"ttk__one.po", 1},
    {"ttk__test_junitmsgfmt_untranslated__one.po", 1},
    {"ttk__test_po2csv__one.po", 2},
    {"ttk__test_po2flatxml__one.po", 2},
    {"ttk__test_po2flatxml_params__one.po", 3},
    {"ttk__test_po2flatxml_preserve__one.po", 3},
    {"ttk__test_po2prop_mozilla_files__translations.po", 2},
    {"ttk__test_po2txt__one.po", 3},
    {"ttk__test_pocount_po_csv__one.po", 1},
    {"ttk__test_pocount_po_fuzzy__one.po", 2},
    {"ttk__test_posegment__one.po", 1},
    {"ttk__test_poswap_fr_af__af.po", 2},
    {"ttk__test_poswap_fr_af__fr.po", 3},
    {"ttk__translations.po", 2},
};

/// How often "msgid" begins a line, as the index counts it: every entry but obsolete ones is a unit
/// (or several), or counted as not translated, or left out with a reason, or the header.
std::size_t accounted(const Collected& content, const ReadSummary& summary) {
    std::set<std::size_t> lines;
    for (std::size_t i = 0; i < content.units.size(); ++i)
        if (!content.units[i].property("x-po-obsolete")) lines.insert(content.positions[i].line);
    std::size_t count = lines.size() + summary.skipped;
    for (const Diagnostic& diagnostic : content.diagnostics) {
        if (diagnostic.code == "po.untranslated" && diagnostic.position.line == 0)
            count += std::stoul(diagnostic.message);
        if (diagnostic.code == "po.second-header") ++count;
    }
    const bool header = !content.headers.empty() && content.headers[0].children.size() > 0;
    return count + (header ? 1 : 0);
}

TEST_F(SharedPo, HasTheEntriesOfTheIndex) {
    std::size_t files = 0;
    for (const test::IndexRow& row : test::index_rows("po")) {
        Collected content;
        const std::string name = row.path.filename().string();
        const auto result = read_file(row.path.string(), in_languages("en", "fr"), content);
        ASSERT_TRUE(result.ok()) << to_string(result.error());
        ASSERT_TRUE(kUnits.contains(name)) << name;
        EXPECT_EQ(result->units, kUnits.at(name)) << name;
        // Test04 has an obsolete entry without translation; the headless file's header is left out.
        const bool other = name == "okapi__Test04.po" || name == "okapi__msgctxt_notes.po";
        EXPECT_EQ(accounted(content, *result), row.entries + (other ? 1 : 0)) << name;
        ++files;
    }
    EXPECT_EQ(files, kUnits.size());
}

TEST_F(SharedPo, ReadsAgainWhatItWrote) {
    for (const test::IndexRow& row : test::index_rows("po")) {
        Collected content;
        const auto result = read_file(row.path.string(), in_languages("en", "fr"), content);
        ASSERT_TRUE(result.ok());
        if (content.units.empty()) continue;
        const TemporaryFile file(".po");
        const LanguagePair pair{content.units[0].variants[0].lang,
                                content.units[0].variants[1].lang};
        PoWriter writer(file.path(), {pair, false}, content.headers);
        const Written written = written_by(writer, file, content.units);
        Collected again;
        ASSERT_TRUE(read_as("x.po", written.bytes, again).ok()) << row.path;
        std::size_t lost = 0;
        for (const Loss& loss : written.losses)
            if (loss.what == "further unit with the same source text and context")
                lost += loss.count;
        EXPECT_GE(again.units.size() + lost, content.units.size()) << row.path << written.told();
        const Pairs before = pairs_of(content);
        for (const auto& unit : pairs_of(again)) EXPECT_THAT(before, testing::Contains(unit));
    }
}

}  // namespace
}  // namespace diglot
