// The collection of real files (DIGLOT_SHARED, or ../shared beside the sources): each is read, written and read again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

#include "importers/encoding.h"
#include "importers/tmx_model.h"
#include "tests/importers/reading.h"

namespace diglot {
namespace {

std::string shared_folder() {
    const char* named = std::getenv("DIGLOT_SHARED");
    return (named != nullptr ? std::string(named) : std::string(DIGLOT_SOURCE_DIR) + "/../shared") + "/conformance/";
}

#define NEED_SHARED()                                             \
    if (!std::filesystem::exists(shared_folder() + "INDEX.tsv")) \
    GTEST_SKIP() << "no conformance files at " << shared_folder() << "; set DIGLOT_SHARED"

/// A row of INDEX.tsv.
struct Row {
    std::string path;
    std::string root;
    std::map<std::string, std::size_t> languages;
    std::size_t entries = 0;
    bool is_map = false;
};

std::vector<Row> tmx_rows() {
    std::vector<Row> rows;
    std::ifstream index(shared_folder() + "INDEX.tsv");
    std::string line;
    while (std::getline(index, line)) {
        std::vector<std::string> cells;
        std::stringstream cell_stream(line);
        for (std::string cell; std::getline(cell_stream, cell, '\t');) cells.push_back(cell);
        if (cells.size() < 11 || cells[0].rfind("files/tmx/", 0) != 0) continue;
        Row row{shared_folder() + cells[0], cells[5], {}, std::stoul("0" + cells[8]), cells[5] == "root map"};
        std::stringstream language_stream(cells[7]);
        for (std::string pair; std::getline(language_stream, pair, ',');) {
            const std::size_t colon = pair.rfind(':');
            row.languages[pair.substr(0, colon)] = std::stoul(pair.substr(colon + 1));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string sample(const std::string& name) { return shared_folder() + "files/tmx/" + name; }

/// The pair of texts each unit gives for these languages, the source's variant first.
std::map<std::string, std::string> pairs(const Collected& content, const std::string& source, const std::string& target) {
    std::map<std::string, std::string> out;
    const auto find = [](const Unit& unit, const LanguageTag& wanted) -> const Variant* {
        for (const Variant& v : unit.variants) {
            if (v.lang == wanted) return &v;
        }
        for (const LanguageFit fit : {LanguageFit::kSame, LanguageFit::kVariant}) {
            for (const Variant& v : unit.variants) {
                if (v.lang.fit(wanted) == fit) return &v;
            }
        }
        return nullptr;
    };
    for (const Unit& unit : content.units) {
        const Variant* from = find(unit, LanguageTag(source));
        const Variant* to = find(unit, LanguageTag(target));
        if (from != nullptr && to != nullptr) out[from->segment.text] = to->segment.text;
    }
    return out;
}

TEST(SharedTmx, HasTheUnitsAndVariantsOfTheIndex) {
    NEED_SHARED();
    std::size_t files = 0;
    for (const Row& row : tmx_rows()) {
        Collected content;
        const auto result = read_file(row.path, {}, content);
        if (row.is_map) {
            ASSERT_FALSE(result.ok()) << row.path;
            EXPECT_EQ(result.error().message, "this is a Tiled map, not a translation memory");
            continue;
        }
        ASSERT_TRUE(result.ok()) << to_string(result.error());
        EXPECT_EQ(result->units, row.entries) << row.path;
        EXPECT_EQ(result->skipped, 0u) << row.path;
        std::map<std::string, std::size_t> languages;
        for (const Unit& unit : content.units) {
            for (const Variant& v : unit.variants) ++languages[v.lang_spelling];
        }
        EXPECT_EQ(languages, row.languages) << row.path;
        ++files;
    }
    EXPECT_GT(files, 100u);
}

/// A unit as two files may differ in it without a loss: order of attributes and variants, spelling of languages (which is
/// a named loss), notes before properties.
struct Canonical {
    Unit unit;

    explicit Canonical(Unit original) : unit(std::move(original)) {
        const auto by_name = [](const Attribute& a, const Attribute& b) { return a.name < b.name; };
        const auto by_kind = [](const Markup& m) { return m.element == "note"; };
        if (unit.source) {
            std::swap(unit.variants[0], unit.variants[*unit.source]);
            std::rotate(unit.variants.begin() + 1, unit.variants.begin() + static_cast<std::ptrdiff_t>(*unit.source == 0 ? 1 : *unit.source),
                        unit.variants.begin() + static_cast<std::ptrdiff_t>(*unit.source == 0 ? 1 : *unit.source + 1));
            unit.source = 0;
        }
        std::sort(unit.attributes.begin(), unit.attributes.end(), by_name);
        for (Attribute& a : unit.attributes) {
            if (a.name == "srclang") a.value = LanguageTag(a.value).text();
        }
        std::stable_partition(unit.annotations.begin(), unit.annotations.end(), by_kind);
        for (Variant& v : unit.variants) {
            v.lang_spelling = v.lang.text();
            std::sort(v.attributes.begin(), v.attributes.end(), by_name);
            std::stable_partition(v.annotations.begin(), v.annotations.end(), by_kind);
        }
    }
};

TEST(SharedTmx, ComesBackWholeAndIsStable) {
    NEED_SHARED();
    for (const Row& row : tmx_rows()) {
        if (row.is_map) continue;
        Collected first;
        ASSERT_TRUE(read_file(row.path, {}, first).ok()) << row.path;
        const Written once = write_tmx(first);
        for (const Loss& loss : once.losses) EXPECT_THAT(loss.what, testing::StartsWith("language spelling ")) << row.path;
        Collected second;
        ASSERT_TRUE(read_text(once.bytes, second).ok()) << row.path;
        ASSERT_EQ(second.units.size(), first.units.size()) << row.path;
        for (std::size_t i = 0; i < first.units.size(); ++i) {
            ASSERT_TRUE(Canonical(second.units[i]).unit == Canonical(first.units[i]).unit) << row.path << ", unit " << i;
        }
        const Written twice = write_tmx(second);
        EXPECT_TRUE(twice.bytes == once.bytes) << row.path;
        EXPECT_EQ(twice.told(), "") << row.path;
        if (first.headers.empty()) continue;
        for (const Attribute& a : first.headers[0].attributes) {
            if (a.name == "srclang") continue;
            const std::string* back = second.headers[0].attribute(a.name);
            EXPECT_TRUE(back != nullptr && *back == a.value) << row.path << ": header attribute " << a.name;
        }
        for (const Markup& child : first.headers[0].children) {
            EXPECT_THAT(second.headers[0].children, testing::Contains(child)) << row.path;
        }
    }
}

/// Runs xmllint over the files written with `options`; its complaints, or nothing.
std::string validate(const TmxWriteOptions& options, const std::string& check) {
    std::vector<std::unique_ptr<TemporaryFile>> files;
    std::string command = "xmllint --nonet --noout " + check;
    for (const Row& row : tmx_rows()) {
        if (row.is_map) continue;
        Collected content;
        if (!read_file(row.path, {}, content).ok()) continue;
        files.push_back(std::make_unique<TemporaryFile>());
        files.back()->write(write_tmx(content, options).bytes);
        command += " " + files.back()->path();
    }
    const TemporaryFile log(".log");
    const int status = std::system((command + " >" + log.path() + " 2>&1").c_str());
    return status == 0 ? "" : log.read().substr(0, 4000);
}

TEST(SharedTmx, IsValidWhateverIsWritten) {
    NEED_SHARED();
    if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
    const std::string dtd = "--dtdvalid " + shared_folder() + "schemas/canonical/";
    const std::string xsd = "--schema " + shared_folder() + "schemas/tmx/omegat-org-omegat__";
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

// What the peers' own tests assert (expected/EXPECTED.md), where it is not their own convention.

TEST(SharedTmx, GivesThePairsOmegatExpects) {
    NEED_SHARED();
    Collected level1;
    ASSERT_TRUE(read_file(sample("omegat__test-level1.tmx"), {}, level1).ok());
    const auto found = pairs(level1, "en-US", "be");
    EXPECT_THAT(found, testing::IsSupersetOf({std::pair<const std::string, std::string>{"entuv", "betuv"},
                                              {"lang1", "tr1"}, {"lang2", "tr2"}, {"lang3", "tr3"}}));
    Collected missing;
    ASSERT_TRUE(read_file(sample("omegat__test-missingSource.tmx"), {}, missing).ok());
    EXPECT_EQ(pairs(missing, "en", "be").size(), 3u);
    EXPECT_EQ(std::count_if(missing.units.begin(), missing.units.end(), [](const Unit& u) { return !u.source; }), 1);
    Collected resegmenting;
    ASSERT_TRUE(read_file(sample("omegat__resegmenting.tmx"), {}, resegmenting).ok());
    EXPECT_EQ(*resegmenting.headers[0].attribute("segtype"), "paragraph");
}

TEST(SharedTmx, ReadsThePackedFilesLikeThePlainOne) {
    NEED_SHARED();
    Collected plain;
    Collected gzip;
    Collected zip;
    ASSERT_TRUE(read_file(sample("omegat__test-level2.tmx"), {}, plain).ok());
    ASSERT_TRUE(read_file(sample("omegat__test-level2.tmx.gz"), {}, gzip).ok());
    ASSERT_TRUE(read_file(sample("omegat__test-level2.tmx.zip"), {}, zip).ok());
    EXPECT_TRUE(plain.units == gzip.units);
    EXPECT_TRUE(plain.units == zip.units);
    for (const Unit& unit : plain.units) {
        for (const Variant& v : unit.variants) EXPECT_THAT(v.segment.text, testing::Not(testing::HasSubstr("<"))) << v.segment.text;
    }
}

TEST(SharedTmx, GivesTheKitsTranslation) {
    NEED_SHARED();
    Collected content;
    ASSERT_TRUE(read_file(sample("okapi__ImportTest1B.tmx"), {}, content).ok());
    const auto found = pairs(content, "en-US", "fr-CA");
    const auto decode = [](const std::string& path) {
        const auto bytes = open_bytes(shared_folder() + "expected/omegat-tmx-kit/" + path);
        TextSource text(*bytes);
        std::string out;
        while (text.append_to(out)) {
        }
        return out;
    };
    std::stringstream source(decode("ImportTest1B.txt"));
    std::string translated;
    for (std::string line; std::getline(source, line);) {
        std::string end = source.eof() ? "" : "\n";
        if (!line.empty() && line.back() == '\r') {
            line.pop_back();
            end = "\r\n";
        }
        const auto match = found.find(line);
        translated += (match == found.end() ? line : match->second) + end;
    }
    EXPECT_EQ(translated, decode("ImportTest1B_fr-ca.txt"));
}

TEST(SharedTmx, KeepsWhatOkapiAndNeokapiExpect) {
    NEED_SHARED();
    Collected header;
    ASSERT_TRUE(read_file(sample("okapi__header_with_prop_and_note.tmx"), {}, header).ok());
    EXPECT_THAT(header.headers[0].children, testing::Contains(Markup::leaf("prop", {{"type", "x"}}, "prop")));
    EXPECT_THAT(header.headers[0].children, testing::Contains(Markup::leaf("note", {}, "note")));
    Collected weblate;
    ASSERT_TRUE(read_file(sample("weblate__memory.tmx"), {}, weblate).ok());
    EXPECT_EQ(pairs(weblate, "de", "en").size(), 1u);
    EXPECT_EQ(pairs(weblate, "de", "cs").size(), 1u);
    Collected five;
    ASSERT_TRUE(read_file(sample("neokapi__tmx_import_test_L101.tmx"), {}, five).ok());
    EXPECT_EQ(five.units[0].variants.size(), 5u);
}

}  // namespace
}  // namespace diglot
