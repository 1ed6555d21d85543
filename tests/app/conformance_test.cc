// Real files through a whole Diglot file and out again. Needs the shared conformance files; skipped
// where they are absent.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "app/export_file.h"
#include "app/import_files.h"
#include "tests/respelling.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

using test::conformance;
using test::IndexRow;
using test::readable_rows;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Conformance : public test::NeedsSharedFiles {
protected:
    void SetUp() override {
        NeedsSharedFiles::SetUp();
        folder_ = fs::temp_directory_path() / ("diglot-conformance-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    static FileReport import(DiglotFile& file, const std::string& path, bool partial = false) {
        ImportRequest request;
        request.paths = {path};
        request.partial = partial;
        request.change = {"tester", "import", path};
        return import_files(file, request).files.at(0);
    }

    std::vector<Loss> export_to(DiglotFile& file, const fs::path& path, ExportFormat format) {
        ExportRequest request;
        request.path = path.string();
        request.format = format;
        return export_file(file, request).losses;
    }

    fs::path folder_;
};

std::map<std::string, std::uint64_t> lower_keys(const std::map<std::string, std::uint64_t>& from) {
    std::map<std::string, std::uint64_t> to;
    for (const auto& [key, value] : from) to[lower(key)] += value;
    return to;
}

/// The line that shows what a Tiled map is: its root.
std::size_t root_line(const fs::path& path) {
    std::ifstream file(path);
    std::size_t number = 1;
    for (std::string line; std::getline(file, line) && line.find("<map") == std::string::npos;)
        ++number;
    return number;
}

/// A file that is not well-formed, or something else: refused whole, or read with a word on what
/// was repaired; and the first complaint stands where the fault is.
void expect_located_and_harmless(const IndexRow& row) {
    DiglotFile file(":memory:");
    ImportRequest request;
    request.paths = {row.path.string()};
    const ImportReport report = import_files(file, request);
    const FileReport& one = report.files.at(0);
    EXPECT_TRUE(report.has_complaints()) << row.path;
    ASSERT_FALSE(one.diagnostics.empty()) << row.path;
    const std::size_t fault_line = row.fault_line > 0 ? row.fault_line : root_line(row.path);
    EXPECT_EQ(one.diagnostics.front().position.line, fault_line)
        << row.path << ": " << to_string(one.diagnostics.front());
    for (const Diagnostic& diagnostic : one.diagnostics)
        EXPECT_GT(diagnostic.position.line, 0u) << to_string(diagnostic);
    if (!one.refused) return;  // Repaired.
    EXPECT_FALSE(report.change) << row.path;
    EXPECT_EQ(file.memory().count() + file.glossary().count(), 0) << row.path;
}

TEST_F(Conformance, EveryWellFormedTmxAndTbxHasTheUnitsAndLanguagesOfTheIndex) {
    std::size_t checked = 0;
    std::size_t others = 0;
    for (const std::string kind : {"tmx", "tbx"}) {
        for (const IndexRow& row : test::index_rows(kind)) {
            if (!row.is_readable()) {
                expect_located_and_harmless(row);
                ++others;
                continue;
            }
            DiglotFile file(":memory:");
            const FileReport report = import(file, row.path);
            EXPECT_FALSE(report.refused)
                << row.path << (report.diagnostics.empty() ? "" : to_string(report.diagnostics[0]));
            EXPECT_EQ(report.read + report.concepts_read + report.skipped, row.entries) << row.path;
            EXPECT_EQ(lower_keys(report.languages), lower_keys(row.languages)) << row.path;
            EXPECT_EQ(report.read, report.added + report.merged + report.unchanged) << row.path;
            EXPECT_TRUE(file.verify().faults.empty()) << row.path;
            ++checked;
        }
    }
    EXPECT_GT(checked, 150u);
    EXPECT_EQ(others, 8u);
}

TEST_F(Conformance, ASecondImportAddsNothing) {
    for (const std::string kind : {"tmx", "tbx"}) {
        for (const IndexRow& row : readable_rows(kind)) {
            DiglotFile file(":memory:");
            import(file, row.path);
            const FileReport again = import(file, row.path);
            EXPECT_EQ(again.added + again.merged + again.concepts_added + again.concepts_merged, 0u)
                << row.path;
        }
    }
}

TEST_F(Conformance, ExportImportExportGivesTheSameBytes) {
    const std::tuple<const char*, ExportFormat, const char*> kinds[] = {
        {"tmx", ExportFormat::kTmx, "tmx"},
        {"tbx", ExportFormat::kTbx, "tbx"},
        {"tbx", ExportFormat::kTbxV3, "tbx"}};
    for (const auto& [kind, format, suffix] : kinds) {
        for (const IndexRow& row : readable_rows(kind)) {
            // The file's own name is kept as the origin, so both exports are of files of one name.
            const fs::path first = folder_ / (std::string("first.") + suffix);
            const fs::path second = folder_ / (std::string("second.") + suffix);
            DiglotFile one(":memory:");
            import(one, row.path);
            export_to(one, first, format);
            DiglotFile two(":memory:");
            const FileReport report = import(two, first.string());
            EXPECT_FALSE(report.refused)
                << row.path << ": "
                << (report.diagnostics.empty() ? "" : to_string(report.diagnostics[0]));
            EXPECT_EQ(report.skipped, 0u) << row.path;
            export_to(two, second, format);
            EXPECT_TRUE(bytes_of(first) == bytes_of(second))
                << row.path << " as " << to_string(format);
        }
    }
}

/// Everything of a unit that must survive, in one comparable text: order of variants and attributes
/// aside, languages spelled as the losses say.
std::string canonical(const Unit& unit, test::Respelling& respell) {
    const auto parts = [&](std::vector<Attribute> attributes, std::vector<Markup> annotations) {
        std::multiset<std::string> all;
        for (const Attribute& attribute : attributes)
            all.insert(attribute.name + "=" +
                       (attribute.name == "srclang" ? respell(attribute.value) : attribute.value));
        for (const Markup& node : annotations) all.insert(to_jsonml({node}));
        std::string text;
        for (const std::string& one : all) text += one + "|";
        return text;
    };
    const auto stamp = [](const Stamp& s) {
        return (s.created ? to_tmx_date(*s.created) : "") + "," +
               (s.changed ? to_tmx_date(*s.changed) : "") + "," + s.created_by + "," + s.changed_by;
    };
    std::multiset<std::string> variants;
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& v = unit.variants[i];
        variants.insert(respell(v.lang_spelling) + (unit.source == i ? "*" : "") + "{" +
                        v.segment.text + "}" + to_jsonml(v.segment.content) + stamp(v.stamp) +
                        parts(v.attributes, v.annotations));
    }
    std::string text = stamp(unit.stamp) + parts(unit.attributes, unit.annotations);
    for (const std::string& variant : variants) text += "\n  " + variant;
    return text;
}

std::multiset<std::string> canonical_content(const Store& memory, test::Respelling& respell) {
    std::multiset<std::string> all;
    memory.for_each({}, [&](const Unit& unit) {
        all.insert(canonical(unit, respell));
        return true;
    });
    return all;
}

TEST_F(Conformance, WhatGoesInAsTmxComesOutButForTheLossesNamed) {
    for (const IndexRow& row : readable_rows("tmx")) {
        DiglotFile one(":memory:");
        import(one, row.path);
        const fs::path out = folder_ / "out.tmx";
        test::Respelling named(export_to(one, out, ExportFormat::kTmx));
        test::Respelling nothing({});
        DiglotFile two(":memory:");
        import(two, out.string());
        EXPECT_EQ(named.others(), "") << row.path;
        const auto before = canonical_content(one.memory(), named);
        const auto after = canonical_content(two.memory(), nothing);
        if (before == after) continue;
        std::vector<std::string> lost;
        std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                            std::back_inserter(lost));
        ADD_FAILURE() << row.path << " lost without a word: "
                      << (lost.empty() ? "nothing, something was added" : lost.front());
    }
}

bool succeeds(const std::string& command) {
    return std::system((command + " > /dev/null 2>&1").c_str()) == 0;
}

TEST_F(Conformance, EveryExportValidates) {
    if (!succeeds("command -v xmllint") || !succeeds("command -v jing"))
        GTEST_SKIP() << "skipped: xmllint and jing are needed";
    const fs::path schemas = conformance() / "schemas";
    const auto valid = [&](const std::string& command, const IndexRow& row, const char* what) {
        EXPECT_TRUE(succeeds(command)) << row.path << " is not valid: " << what << ": " << command;
    };
    for (const IndexRow& row : readable_rows("tmx")) {
        DiglotFile file(":memory:");
        import(file, row.path);
        const std::string out = (folder_ / "out.tmx").string();
        export_to(file, out, ExportFormat::kTmx);
        valid("xmllint --noout --nonet --dtdvalid '" + (schemas / "canonical/tmx14.dtd").string() +
                  "' '" + out + "'",
              row, "TMX 1.4 DTD");
        valid("xmllint --noout --nonet --schema '" +
                  (schemas / "tmx/omegat-org-omegat__tmx14.xsd").string() + "' '" + out + "'",
              row, "OmegaT's TMX 1.4 schema");
        ExportRequest old;
        old.path = (folder_ / "old.tmx").string();
        old.version_1_1 = true;
        export_file(file, old);
        valid("xmllint --noout --nonet --schema '" +
                  (schemas / "tmx/omegat-org-omegat__tmx11.xsd").string() + "' '" + old.path + "'",
              row, "OmegaT's TMX 1.1 schema");
    }
    for (const IndexRow& row : readable_rows("tbx")) {
        DiglotFile file(":memory:");
        import(file, row.path);
        if (file.glossary().count() == 0)
            continue;  // The DTD wants an entry; an empty glossary has none.
        const std::string out = (folder_ / "out.tbx").string();
        export_to(file, out, ExportFormat::kTbx);
        valid("xmllint --noout --nonet --dtdvalid '" +
                  (schemas / "canonical/TBXcoreStructV02.dtd").string() + "' '" + out + "'",
              row, "TBX v2 DTD");
        export_to(file, out, ExportFormat::kTbxV3);
        valid("jing '" + (schemas / "tbx3/TBX_core_module/TBXcoreStructV03.rng").string() + "' '" +
                  out + "'",
              row, "TBX v3 schema");
    }
}

TEST_F(Conformance, UndoOfAnImportIntoAMemoryGivesTheSameExport) {
    const std::string base = (conformance() / "files/tmx/okapi__sample14b.tmx").string();
    for (const IndexRow& row : readable_rows("tmx")) {
        DiglotFile file(":memory:");
        import(file, base);
        export_to(file, folder_ / "before.tmx", ExportFormat::kTmx);
        import(file, row.path);
        ASSERT_TRUE(file.log().undo(*file.log().latest()).ok()) << row.path;
        export_to(file, folder_ / "after.tmx", ExportFormat::kTmx);
        EXPECT_TRUE(bytes_of(folder_ / "before.tmx") == bytes_of(folder_ / "after.tmx"))
            << row.path;
        EXPECT_TRUE(file.verify().faults.empty()) << row.path;
    }
}

}  // namespace
}  // namespace diglot
