// The collection of real files: each is read, written and read again.
#include <algorithm>
#include <cstdlib>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/reading.h"
#include "tests/respelling.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

using test::conformance;
using test::IndexRow;

class SharedTmx : public test::NeedsSharedFiles {};

TEST_F(SharedTmx, HasTheUnitsAndVariantsOfTheIndex) {
    std::size_t files = 0;
    for (const IndexRow& row : test::index_rows("tmx")) {
        Collected content;
        const auto result = read_file(row.path.string(), {}, content);
        if (row.root == "root map") {
            ASSERT_FALSE(result.ok()) << row.path;
            EXPECT_EQ(result.error().message, "this is a Tiled map, not a translation memory");
            continue;
        }
        ASSERT_TRUE(result.ok()) << to_string(result.error());
        EXPECT_EQ(result->units, row.entries) << row.path;
        EXPECT_EQ(result->skipped, 0u) << row.path;
        std::map<std::string, std::uint64_t> languages;
        for (const Unit& unit : content.units) {
            for (const Variant& v : unit.variants) ++languages[v.lang_spelling];
        }
        EXPECT_EQ(languages, row.languages) << row.path;
        ++files;
    }
    EXPECT_GT(files, 100u);
}

/// A unit as two files may differ in it without a loss: order of attributes and variants, notes
/// before properties. Languages are spelled as the losses say; those of a unit whose source is its
/// own by its srclang too.
Unit canonical(Unit unit, test::Respelling& respell) {
    const auto by_name = [](const Attribute& a, const Attribute& b) { return a.name < b.name; };
    const auto is_note = [](const Markup& m) { return m.element == "note"; };
    if (unit.source) {
        const auto first = unit.variants.begin();
        std::rotate(first, first + static_cast<std::ptrdiff_t>(*unit.source),
                    first + static_cast<std::ptrdiff_t>(*unit.source) + 1);
        unit.source = 0;
    }
    for (Attribute& a : unit.attributes) {
        if (a.name == "srclang") a.value = respell(a.value);
    }
    std::sort(unit.attributes.begin(), unit.attributes.end(), by_name);
    std::stable_partition(unit.annotations.begin(), unit.annotations.end(), is_note);
    for (Variant& v : unit.variants) {
        v.lang_spelling = respell(v.lang_spelling);
        std::sort(v.attributes.begin(), v.attributes.end(), by_name);
        std::stable_partition(v.annotations.begin(), v.annotations.end(), is_note);
    }
    return unit;
}

/// The header written from `first`, which has nothing more, and nothing less but what the losses
/// name.
void expect_header(const Markup& first, const Markup& second, test::Respelling& respell,
                   const IndexRow& row) {
    for (const Attribute& a : first.attributes) {
        const std::string* back = second.attribute(a.name);
        EXPECT_TRUE(back && *back == (a.name == "srclang" ? respell(a.value) : a.value))
            << row.path << ": header attribute " << a.name;
    }
    EXPECT_THAT(second.children, testing::UnorderedElementsAreArray(first.children)) << row.path;
}

TEST_F(SharedTmx, ComesBackWholeButForTheLossesNamedAndIsStable) {
    for (const IndexRow& row : test::readable_rows("tmx")) {
        Collected first;
        ASSERT_TRUE(read_file(row.path.string(), {}, first).ok()) << row.path;
        const Written once = write_tmx(first);
        Collected second;
        ASSERT_TRUE(read_text(once.bytes, second).ok()) << row.path;
        ASSERT_EQ(second.units.size(), first.units.size()) << row.path;
        test::Respelling named(once.losses);
        test::Respelling nothing({});
        EXPECT_EQ(named.others(), "") << row.path;
        for (std::size_t i = 0; i < first.units.size(); ++i) {
            ASSERT_TRUE(canonical(second.units[i], nothing) == canonical(first.units[i], named))
                << row.path << ", unit " << i;
        }
        if (!first.headers.empty())
            expect_header(first.headers[0], second.headers.at(0), named, row);
        EXPECT_EQ(named.miscounted(), "") << row.path;
        const Written twice = write_tmx(second);
        EXPECT_TRUE(twice.bytes == once.bytes) << row.path;
        EXPECT_EQ(twice.told(), "") << row.path;
    }
}

/// Runs xmllint over the files written with `options`; its complaints, or nothing.
std::string validate(const TmxWriteOptions& options, const std::string& check) {
    std::vector<std::unique_ptr<TemporaryFile>> files;
    std::string command = "xmllint --nonet --noout " + check;
    for (const IndexRow& row : test::readable_rows("tmx")) {
        Collected content;
        if (!read_file(row.path.string(), {}, content).ok()) continue;
        files.push_back(std::make_unique<TemporaryFile>());
        files.back()->write(write_tmx(content, options).bytes);
        command += " " + files.back()->path();
    }
    const TemporaryFile log(".log");
    const int status = std::system((command + " >" + log.path() + " 2>&1").c_str());
    return status == 0 ? "" : log.read().substr(0, 4000);
}

TEST_F(SharedTmx, IsValidWhateverIsWritten) {
    if (std::system("xmllint --version >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "xmllint is not installed";
    const std::string dtd = "--dtdvalid " + (conformance() / "schemas/canonical/").string();
    const std::string xsd =
        "--schema " + (conformance() / "schemas/tmx/omegat-org-omegat__").string();
    EXPECT_EQ(validate({}, dtd + "tmx14.dtd"), "");
    EXPECT_EQ(validate({}, xsd + "tmx14.xsd"), "");
    for (const char* name : {"omegat", "weblate", "trados"}) {
        EXPECT_EQ(validate(*TmxWriteOptions::for_profile(name), xsd + "tmx14.xsd"), "") << name;
    }
    EXPECT_EQ(validate(*TmxWriteOptions::for_profile("lokalize"), dtd + "tmx14.dtd"), "");
    TmxWriteOptions old;
    old.version_1_1 = true;
    EXPECT_EQ(validate(old, dtd + "tmx11.dtd"), "");
    EXPECT_EQ(validate(old, xsd + "tmx11.xsd"), "");
}

}  // namespace
}  // namespace diglot
