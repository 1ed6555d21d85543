// Real files through a whole Diglot file and out again. Needs the shared conformance files; skipped where they are absent.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "app/export_file.h"
#include "app/import_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

fs::path shared_folder() {
    if (const char* folder = std::getenv("DIGLOT_SHARED"); folder && *folder) return folder;
    return fs::path(DIGLOT_SOURCE_DIR) / ".." / "shared";
}

/// One row of conformance/INDEX.tsv.
struct Row {
    std::string path;
    std::string root;
    std::map<std::string, std::uint64_t> languages;  ///< Lower case.
    std::uint64_t entries = 0;
    bool well_formed = false;
};

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::vector<Row> rows(const std::string& folder) {
    std::vector<Row> all;
    std::ifstream index(shared_folder() / "conformance" / "INDEX.tsv");
    for (std::string line; std::getline(index, line);) {
        std::vector<std::string> cells;
        std::stringstream stream(line);
        for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
        if (cells.size() < 11 || !cells[0].starts_with("files/" + folder + "/")) continue;
        Row row;
        row.path = cells[0];
        row.root = cells[5];
        row.well_formed = cells[10] == "yes";
        std::stringstream languages(cells[7]);
        for (std::string pair; std::getline(languages, pair, ',');) {
            const std::size_t colon = pair.rfind(':');
            if (colon != std::string::npos) row.languages[lower(pair.substr(0, colon))] += std::stoull(pair.substr(colon + 1));
        }
        const std::string& entries = cells[8];
        for (std::size_t at = 0; at < entries.size(); ++at) {
            if (entries[at] < '0' || entries[at] > '9') continue;
            std::size_t used = 0;
            row.entries += std::stoull(entries.substr(at), &used);
            at += used;
        }
        all.push_back(row);
    }
    return all;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Conformance : public testing::Test {
protected:
    void SetUp() override {
        if (!fs::exists(shared_folder() / "conformance" / "INDEX.tsv")) {
            GTEST_SKIP() << "skipped: the shared conformance files are not at " << shared_folder();
        }
        folder_ = fs::temp_directory_path() / ("diglot-conformance-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override {
        if (!folder_.empty()) fs::remove_all(folder_);
    }

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

bool is_ours(const Row& row) {
    return row.root.starts_with("tmx") || row.root.starts_with("martif") || row.root.starts_with("tbx");
}

void expect_refused_and_harmless(const std::string& path, const Row& row) {
    DiglotFile file(":memory:");
    ImportRequest request;
    request.paths = {path};
    const ImportReport report = import_files(file, request);
    const FileReport& one = report.files.at(0);
    EXPECT_TRUE(report.has_complaints()) << row.path;
    EXPECT_FALSE(one.diagnostics.empty()) << row.path;
    if (!one.refused) return;  // Repaired.
    EXPECT_FALSE(report.change) << row.path;
    EXPECT_EQ(file.memory().count() + file.glossary().count(), 0) << row.path;
}

TEST_F(Conformance, EveryWellFormedTmxAndTbxHasTheUnitsAndLanguagesOfTheIndex) {
    std::size_t checked = 0;
    for (const std::string kind : {"tmx", "tbx"}) {
        for (const Row& row : rows(kind)) {
            const std::string path = (shared_folder() / "conformance" / row.path).string();
            if (!row.well_formed || !is_ours(row)) {
                expect_refused_and_harmless(path, row);
                continue;
            }
            DiglotFile file(":memory:");
            const FileReport report = import(file, path);
            EXPECT_FALSE(report.refused) << row.path << (report.diagnostics.empty() ? "" : to_string(report.diagnostics[0]));
            EXPECT_EQ(report.read + report.concepts_read + report.skipped, row.entries) << row.path;
            EXPECT_EQ(lower_keys(report.languages), row.languages) << row.path;
            EXPECT_EQ(report.read, report.added + report.merged + report.unchanged) << row.path;
            EXPECT_TRUE(file.faults().empty()) << row.path;
            ++checked;
        }
    }
    EXPECT_GT(checked, 150u);
}

TEST_F(Conformance, ASecondImportAddsNothing) {
    for (const std::string kind : {"tmx", "tbx"}) {
        for (const Row& row : rows(kind)) {
            if (!row.well_formed || !is_ours(row)) continue;
            const std::string path = (shared_folder() / "conformance" / row.path).string();
            DiglotFile file(":memory:");
            import(file, path);
            const FileReport again = import(file, path);
            EXPECT_EQ(again.added + again.merged + again.concepts_added + again.concepts_merged, 0u) << row.path;
        }
    }
}

TEST_F(Conformance, ExportImportExportGivesTheSameBytes) {
    const std::tuple<const char*, ExportFormat, const char*> kinds[] = {
        {"tmx", ExportFormat::kTmx, "tmx"}, {"tbx", ExportFormat::kTbx, "tbx"}, {"tbx", ExportFormat::kTbxV3, "tbx"}};
    for (const auto& [kind, format, suffix] : kinds) {
        for (const Row& row : rows(kind)) {
            if (!row.well_formed || !is_ours(row)) continue;
            const std::string path = (shared_folder() / "conformance" / row.path).string();
            // The file's own name is kept as the origin, so both exports are of files of one name.
            const fs::path first = folder_ / (std::string("first.") + suffix);
            const fs::path second = folder_ / (std::string("second.") + suffix);
            DiglotFile one(":memory:");
            import(one, path);
            export_to(one, first, format);
            DiglotFile two(":memory:");
            const FileReport report = import(two, first.string());
            EXPECT_FALSE(report.refused) << row.path << ": " << (report.diagnostics.empty() ? "" : to_string(report.diagnostics[0]));
            EXPECT_EQ(report.skipped, 0u) << row.path;
            export_to(two, second, format);
            EXPECT_TRUE(bytes_of(first) == bytes_of(second)) << row.path << " as " << to_string(format);
        }
    }
}

/// Everything of a unit that must survive, in one comparable text: order of variants and attributes aside.
std::string canonical(const Unit& unit) {
    const auto parts = [](std::vector<Attribute> attributes, std::vector<Markup> annotations) {
        std::multiset<std::string> all;
        for (const Attribute& attribute : attributes) all.insert(attribute.name + "=" + attribute.value);
        for (const Markup& node : annotations) all.insert(to_jsonml({node}));
        std::string text;
        for (const std::string& one : all) text += one + "|";
        return text;
    };
    const auto stamp = [](const Stamp& s) {
        return (s.created ? to_tmx_date(*s.created) : "") + "," + (s.changed ? to_tmx_date(*s.changed) : "") + "," + s.created_by + "," + s.changed_by;
    };
    std::multiset<std::string> variants;
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& v = unit.variants[i];
        variants.insert(v.lang.text() + (unit.source == i ? "*" : "") + "{" + v.segment.text + "}" + to_jsonml(v.segment.content) + stamp(v.stamp) +
                        parts(v.attributes, v.annotations));
    }
    std::string text = stamp(unit.stamp) + parts(unit.attributes, unit.annotations);
    for (const std::string& variant : variants) text += "\n  " + variant;
    return text;
}

std::multiset<std::string> canonical_content(const DiglotFile&, Store& memory) {
    std::multiset<std::string> all;
    memory.for_each({}, [&](const Unit& unit) {
        all.insert(canonical(unit));
        return true;
    });
    return all;
}

TEST_F(Conformance, WhatGoesInAsTmxComesOutOrIsNamedAsALoss) {
    for (const Row& row : rows("tmx")) {
        if (!row.well_formed || !is_ours(row)) continue;
        const std::string path = (shared_folder() / "conformance" / row.path).string();
        DiglotFile one(":memory:");
        import(one, path);
        const fs::path out = folder_ / "out.tmx";
        const std::vector<Loss> losses = export_to(one, out, ExportFormat::kTmx);
        DiglotFile two(":memory:");
        import(two, out.string());
        const auto before = canonical_content(one, one.memory());
        const auto after = canonical_content(two, two.memory());
        if (before == after) continue;
        std::string first;
        for (const std::string& unit : before) {
            if (!after.contains(unit)) {
                first = unit;
                break;
            }
        }
        EXPECT_FALSE(losses.empty()) << row.path << " lost without a word: " << first;
        if (!losses.empty()) std::cout << row.path << ": " << losses[0].what << "\n";
    }
}

bool succeeds(const std::string& command) { return std::system((command + " > /dev/null 2>&1").c_str()) == 0; }

TEST_F(Conformance, EveryExportValidates) {
    if (!succeeds("command -v xmllint") || !succeeds("command -v jing")) GTEST_SKIP() << "skipped: xmllint and jing are needed";
    const fs::path schemas = shared_folder() / "conformance" / "schemas";
    const auto valid = [&](const std::string& command, const Row& row, const char* what) {
        EXPECT_TRUE(succeeds(command)) << row.path << " is not valid: " << what << ": " << command;
    };
    for (const Row& row : rows("tmx")) {
        if (!row.well_formed || !is_ours(row)) continue;
        DiglotFile file(":memory:");
        import(file, (shared_folder() / "conformance" / row.path).string());
        const std::string out = (folder_ / "out.tmx").string();
        export_to(file, out, ExportFormat::kTmx);
        valid("xmllint --noout --nonet --dtdvalid '" + (schemas / "canonical/tmx14.dtd").string() + "' '" + out + "'", row, "TMX 1.4 DTD");
        valid("xmllint --noout --nonet --schema '" + (schemas / "tmx/omegat-org-omegat__tmx14.xsd").string() + "' '" + out + "'", row, "OmegaT's TMX 1.4 schema");
        ExportRequest old;
        old.path = (folder_ / "old.tmx").string();
        old.version_1_1 = true;
        export_file(file, old);
        valid("xmllint --noout --nonet --schema '" + (schemas / "tmx/omegat-org-omegat__tmx11.xsd").string() + "' '" + old.path + "'", row, "OmegaT's TMX 1.1 schema");
    }
    for (const Row& row : rows("tbx")) {
        if (!row.well_formed || !is_ours(row)) continue;
        DiglotFile file(":memory:");
        import(file, (shared_folder() / "conformance" / row.path).string());
        if (file.glossary().count() == 0) continue;  // The DTD wants an entry; an empty glossary has none.
        const std::string out = (folder_ / "out.tbx").string();
        export_to(file, out, ExportFormat::kTbx);
        valid("xmllint --noout --nonet --dtdvalid '" + (schemas / "canonical/TBXcoreStructV02.dtd").string() + "' '" + out + "'", row, "TBX v2 DTD");
        export_to(file, out, ExportFormat::kTbxV3);
        valid("jing '" + (schemas / "tbx3/TBX_core_module/TBXcoreStructV03.rng").string() + "' '" + out + "'", row, "TBX v3 schema");
    }
}

TEST_F(Conformance, UndoOfAnImportIntoAMemoryGivesTheSameExport) {
    const std::string base = (shared_folder() / "conformance/files/tmx/okapi__sample14b.tmx").string();
    for (const Row& row : rows("tmx")) {
        if (!row.well_formed || !is_ours(row)) continue;
        DiglotFile file(":memory:");
        import(file, base);
        export_to(file, folder_ / "before.tmx", ExportFormat::kTmx);
        import(file, (shared_folder() / "conformance" / row.path).string());
        ASSERT_TRUE(file.log().undo(*file.log().latest()).ok()) << row.path;
        export_to(file, folder_ / "after.tmx", ExportFormat::kTmx);
        EXPECT_TRUE(bytes_of(folder_ / "before.tmx") == bytes_of(folder_ / "after.tmx")) << row.path;
        EXPECT_TRUE(file.faults().empty()) << row.path;
    }
}

}  // namespace
}  // namespace diglot
