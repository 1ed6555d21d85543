// The collection of real XLIFF files: each is read, written in both versions and read again.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tinyxml2.h>

#include "tests/importers/xliff_files.h"
#include "tests/respelling.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

using test::conformance;
using test::IndexRow;
using tinyxml2::XMLElement;

class SharedXliff : public test::NeedsSharedFiles {};

std::string_view local(const XMLElement& element) {
    const std::string_view name = element.Name();
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// What a whole document has, counted by its tree and not by our reader.
struct Tally {
    std::size_t units = 0;     ///< <trans-unit> and <unit>.
    std::size_t segments = 0;  ///< <segment>.
    std::size_t marks = 0;     ///< <mrk mtype="seg">: a <trans-unit> may be several segments.
    std::set<std::string> languages;
};

void tally(const XMLElement& element, Tally& out) {
    const std::string_view name = local(element);
    if (name == "skeleton" || name == "internal-file") return;
    if (name == "trans-unit" || name == "unit") ++out.units;
    if (name == "segment") ++out.segments;
    if (name == "mrk" && element.Attribute("mtype", "seg") != nullptr) ++out.marks;
    if (name == "source" || name == "target") {
        if (const char* lang = element.Attribute("xml:lang")) out.languages.insert(lang);
    }
    for (const XMLElement* e = element.FirstChildElement(); e; e = e->NextSiblingElement())
        tally(*e, out);
}

/// tinyxml2 takes processing instructions at the start only.
std::string without_instructions(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    for (std::size_t at = 0; (at = text.find("<?", at)) != std::string::npos;)
        text.erase(at, text.find("?>", at) + 2 - at);
    return text;
}

ReadOptions asking() {
    ReadOptions options;
    options.source = LanguageTag("en");
    options.target = LanguageTag("fr");
    return options;
}

std::size_t translations(const Collected& content) {
    return static_cast<std::size_t>(std::count_if(
        content.units.begin(), content.units.end(),
        [](const Unit& unit) { return !unit.property("x-diglot-alternative").has_value(); }));
}

/// The number a note begins with: "7 segments have no translation yet".
std::uint64_t told(const Collected& content, const std::string& code) {
    for (const Diagnostic& d : content.diagnostics) {
        if (d.code == code) return std::stoull(d.message);
    }
    return 0;
}

TEST_F(SharedXliff, HasTheUnitsOfTheIndex) {
    std::size_t files = 0;
    std::size_t units = 0;
    for (const IndexRow& row : test::index_rows("xliff")) {
        Collected content;
        const auto result = read_file(row.path.string(), asking(), content);
        ASSERT_TRUE(result.ok()) << to_string(result.error());
        ++files;
        units += content.units.size();
        if (!row.well_formed) {
            // Characters that XML forbids are dropped and named, where the table's parser stops.
            const auto& all = content.diagnostics;
            EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                                    [&](const Diagnostic& d) {
                                        return d.code == "xml.forbidden-character" &&
                                               d.position.line == row.fault_line;
                                    }))
                << row.path << "\n"
                << content.told();
            continue;
        }
        // Its target has one segment more than its source.
        const bool more = row.name.ends_with("DifferentCTypesWithBreakingMrk.xlf");
        EXPECT_EQ(result->skipped, more ? 1u : 0u) << row.path << "\n" << content.told();
        tinyxml2::XMLDocument tree;
        ASSERT_EQ(tree.Parse(without_instructions(row.path).c_str()), tinyxml2::XML_SUCCESS)
            << row.path;
        Tally there;
        tally(*tree.RootElement(), there);
        // The table's pattern misses prefixed names (xlf:trans-unit), and counts a segment of 2.x
        // as one more unit.
        if (row.root.find(':') == std::string::npos) {
            EXPECT_EQ(there.units + there.segments, row.entries) << row.path;
        }
        const std::size_t segments = there.segments > 0 ? there.segments : there.units;
        const std::size_t found = translations(content) + told(content, "xliff.untranslated") +
                                  told(content, "xliff.not-to-translate");
        if (there.marks == 0) {
            EXPECT_EQ(found, segments) << row.path;
        } else {
            EXPECT_GE(found, segments) << row.path;
        }
        for (const auto& [lang, count] : row.languages) there.languages.insert(lang);
        for (const auto& lang : {"en", "fr"}) there.languages.insert(lang);
        for (const Unit& unit : content.units) {
            for (const Variant& v : unit.variants)
                EXPECT_TRUE(there.languages.count(v.lang_spelling) > 0) << row.path;
        }
    }
    EXPECT_EQ(files, 92u);
    EXPECT_GT(units, 1500u);
}

/// A unit as two files may differ in it without a loss: the order of properties and of
/// attributes.
Unit canonical(Unit unit) {
    const auto by_name = [](const Attribute& a, const Attribute& b) { return a.name < b.name; };
    const auto sort = [&](std::vector<Markup>& annotations) {
        for (Markup& a : annotations) std::sort(a.attributes.begin(), a.attributes.end(), by_name);
        std::sort(annotations.begin(), annotations.end(),
                  [](const Markup& a, const Markup& b) { return to_jsonml({a}) < to_jsonml({b}); });
    };
    sort(unit.annotations);
    for (Variant& v : unit.variants) sort(v.annotations);
    return unit;
}

/// The first thing in which they differ, for people.
std::string difference(const Unit& a, const Unit& b) {
    const auto told = [](const Unit& unit) {
        std::string out = to_jsonml(unit.annotations) + "\ncontext " +
                          std::to_string(unit.context.previous) + " " +
                          std::to_string(unit.context.next) + "\n";
        for (const Variant& v : unit.variants) {
            out += v.lang_spelling + ": " + v.segment.text + "\n" + to_jsonml(v.segment.content) +
                   "\n" + to_jsonml(v.annotations) + "\n";
        }
        return out;
    };
    return told(a) + "---\n" + told(b);
}

TEST_F(SharedXliff, ComesBackWholeFromBothVersionsAndIsStable) {
    for (const IndexRow& row : test::index_rows("xliff")) {
        Collected first;
        ASSERT_TRUE(read_file(row.path.string(), asking(), first).ok()) << row.path;
        if (first.units.empty()) continue;
        for (const auto version : {xliff::Version::k12, xliff::Version::k21}) {
            // Units of another pair than the first's are named, and not in the file.
            const Written once = write_xliff(first, version);
            std::size_t lost = 0;
            for (const Loss& loss : once.losses) {
                EXPECT_TRUE(loss.what.starts_with("unit without ")) << loss.what;
                lost += loss.count;
            }
            Collected second;
            const auto result = read_text(once.bytes, second, "a.xlf");
            ASSERT_TRUE(result.ok()) << row.path << to_string(result.error());
            EXPECT_EQ(second.told(), "") << row.path;
            ASSERT_EQ(second.units.size(), first.units.size() - lost) << row.path;
            for (std::size_t i = 0; lost == 0 && i < first.units.size(); ++i) {
                // A unit without neighbours gets those of its place in the file.
                if (first.units[i].context == Context{}) second.units[i].context = {};
                ASSERT_TRUE(canonical(second.units[i]) == canonical(first.units[i]))
                    << row.path << ", unit " << i << "\n"
                    << difference(canonical(first.units[i]), canonical(second.units[i]));
            }
            const Written twice = write_xliff(second, version);
            EXPECT_TRUE(twice.bytes == once.bytes) << row.path;
        }
    }
}

/// Without what only Diglot reads.
std::string without_carried(std::string text) {
    for (const auto& [start, end] : {std::pair<std::string, std::string>{"<dg:prop", "</dg:prop>"},
                                     {"<mda:metadata>", "</mda:metadata>"}}) {
        for (std::size_t at = 0; (at = text.find(start, at)) != std::string::npos;)
            text.erase(at, text.find(end, at) + end.size() - at);
    }
    return text;
}

TEST_F(SharedXliff, ShowsOtherProgramsTheSameTexts) {
    for (const IndexRow& row : test::index_rows("xliff")) {
        Collected first;
        ASSERT_TRUE(read_file(row.path.string(), asking(), first).ok()) << row.path;
        if (first.units.empty()) continue;
        for (const auto version : {xliff::Version::k12, xliff::Version::k21}) {
            const Written written = write_xliff(first, version);
            if (!written.losses.empty()) continue;
            Collected second;
            ASSERT_TRUE(read_text(without_carried(written.bytes), second, "a.xlf").ok());
            ASSERT_EQ(second.units.size(), first.units.size()) << row.path;
            for (std::size_t i = 0; i < first.units.size(); ++i) {
                for (std::size_t v = 0; v < 2; ++v) {
                    ASSERT_EQ(second.units[i].variants[v].segment.text,
                              first.units[i].variants[v].segment.text)
                        << row.path << ", unit " << i;
                }
            }
        }
    }
}

/// As TMX, which any other program can read, and back.
TEST_F(SharedXliff, ComesBackWholeByWayOfTmx) {
    for (const IndexRow& row : test::index_rows("xliff")) {
        Collected first;
        ASSERT_TRUE(read_file(row.path.string(), asking(), first).ok()) << row.path;
        const Written tmx = write_tmx(first);
        Collected second;
        ASSERT_TRUE(read_text(tmx.bytes, second).ok()) << row.path;
        ASSERT_EQ(second.units.size(), first.units.size()) << row.path;
        test::Respelling respell(tmx.losses);
        EXPECT_EQ(respell.others(), "") << row.path;
        for (std::size_t i = 0; i < first.units.size(); ++i) {
            Unit a = canonical(first.units[i]);
            for (Variant& v : a.variants) v.lang_spelling = respell(v.lang_spelling);
            Unit b = canonical(second.units[i]);
            // What the order of a file says anyway is not written.
            a.context = b.context = {};
            ASSERT_TRUE(a == b) << row.path << ", unit " << i << "\n" << difference(a, b);
        }
    }
}

/// Runs xmllint over what is written of every file of a kind; its complaints, or nothing.
template <typename Write>
std::string validate(const std::string& check, const Write& write, const char* kind = "xliff") {
    std::vector<std::unique_ptr<TemporaryFile>> files;
    std::string command = "xmllint --nonet --noout " + check;
    for (const IndexRow& row : test::index_rows(kind)) {
        Collected content;
        if (!read_file(row.path.string(), asking(), content).ok() || content.units.empty())
            continue;
        const std::string bytes = write(content).bytes;
        if (bytes.find("</file>\n</xliff>") == std::string::npos &&
            bytes.find("</tmx>") == std::string::npos)
            continue;  // No unit has two languages: an empty document, which 2.1 has no form for.
        files.push_back(std::make_unique<TemporaryFile>());
        files.back()->write(bytes);
        command += " " + files.back()->path();
    }
    const TemporaryFile log(".log");
    const int status = std::system((command + " >" + log.path() + " 2>&1").c_str());
    return status == 0 ? "" : log.read().substr(0, 4000);
}

TEST_F(SharedXliff, IsValidWhateverIsWritten) {
    if (std::system("xmllint --version >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "xmllint is not installed";
    const std::string here = std::string(DIGLOT_SOURCE_DIR) + "/tests/importers/";
    const auto write_12 = [](const Collected& c) { return write_xliff(c, xliff::Version::k12); };
    const auto write_21 = [](const Collected& c) { return write_xliff(c, xliff::Version::k21); };
    for (const char* kind : {"xliff", "tmx"}) {
        EXPECT_EQ(validate("--relaxng " + here + "xliff12.rng", write_12, kind), "");
        EXPECT_EQ(validate("--relaxng " + here + "xliff21.rng", write_21, kind), "");
    }
    EXPECT_EQ(validate("--dtdvalid " + (conformance() / "schemas/canonical/tmx14.dtd").string(),
                       [](const Collected& c) { return write_tmx(c); }),
              "");
}

}  // namespace
}  // namespace diglot
