// TBX files of other projects: counts, round trips, validity.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/termbase.h"
#include "importers/format.h"
#include "tests/importers/tbx_files.h"
#include "tests/importers/tbx_leaves.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using test::Collected;
using test::conformance;
using test::IndexRow;
using test::Leaf;
using test::Leaves;
using test::leaves;
using test::slurp;
using test::TempFolder;
using testing::ElementsAre;

int run(const std::string& command, std::string& output) {
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    std::array<char, 4096> chunk;
    while (const std::size_t n = std::fread(chunk.data(), 1, chunk.size(), pipe))
        output.append(chunk.data(), n);
    return pclose(pipe);
}

bool has_program(const char* name) {
    std::string ignored;
    return run(std::string("command -v ") + name, ignored) == 0;
}

/// A glossary in memory, as the program keeps it.
struct Glossary {
    std::array<Migration, 3> migrations{
        {{1, ChangeLog::kSchema}, {2, Termbase::kSchema}, {6, Termbase::kSchema6}}};
    Database database{":memory:", migrations};
    ChangeLog log{database, {Termbase::aggregate()}};
    Termbase terms{database};

    void import_concepts(const Collected& file, const std::string& origin) {
        ChangeSet change(database, log, {"tester", "import", origin});
        terms.set_origin(origin, {});
        if (!file.headers.empty()) terms.set_origin(origin, file.headers[0]);
        for (Concept entry : file.concepts) {
            entry.origin = origin;
            terms.add(entry, change);
        }
        for (std::size_t i = 1; i < file.headers.size(); ++i)
            terms.set_origin(origin, file.headers[i]);
        change.commit();
    }
    GlossaryWritten export_tbx(const fs::path& path, TbxVersion version) const {
        return write_tbx(path.string(), {version}, terms.headers(), [&](const auto& take) {
            terms.for_each({}, [&](const Concept& entry) { return take(entry), true; });
        });
    }
};

/// What a concept says, with what no TBX keeps apart made equal: order of annotations, spelling of
/// languages.
std::string canonical(Concept entry) {
    const auto sorted = [](const std::vector<Markup>& nodes) {
        std::vector<std::string> texts;
        for (const Markup& node : nodes) texts.push_back(to_jsonml({node}));
        std::sort(texts.begin(), texts.end());
        std::string all;
        for (const std::string& text : texts) all += text;
        return all;
    };
    std::string out = entry.external_id + sorted(entry.annotations);
    for (const LanguageSection& section : entry.sections)
        out += "|" + section.lang.text() + sorted(section.annotations);
    for (const Term& term : entry.terms)
        out += "|" + std::to_string(term.section) + term.text + "/" + to_string(term.status) +
               sorted(term.annotations) + to_jsonml(term.content);
    return out;
}

std::vector<std::string> canonical(const std::vector<Concept>& entries) {
    std::vector<std::string> all;
    for (const Concept& entry : entries) all.push_back(canonical(entry));
    return all;
}

/// Names in pointed brackets: those of the elements a loss is about.
std::set<std::string> elements_of(const std::string& loss) {
    std::set<std::string> names;
    for (std::size_t open = loss.find('<'); open != std::string::npos;
         open = loss.find('<', open + 1))
        names.insert(loss.substr(open + 1, loss.find('>', open) - open - 1));
    return names;
}

/// Whether the loss is about a text that stands there. What happens to attributes changes no text.
bool covers(const std::string& loss, const Leaf& leaf) {
    if (loss == "concept without terms") return leaf.in_entry_without_term;
    if (loss == "language section without a term (" + leaf.section + ")")
        return !leaf.section.empty();
    if (loss == "time of day of a date" || loss == "date that TBX v3 does not know")
        return leaf.path.contains("date");
    for (const char* start : {"attribute ", "id ", "reference ", "dialect ", "language "})
        if (loss.starts_with(start)) return false;
    const std::set<std::string> elements = elements_of(loss);
    return std::any_of(elements.begin(), elements.end(),
                       [&](const std::string& name) { return leaf.path.contains(name); });
}

/// What is in one file more often than in the other, and no loss says so; one a line.
std::string unnamed(const Leaves& before, const Leaves& after, const std::vector<Loss>& losses) {
    std::vector<Leaf> different;
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::back_inserter(different));
    // One text may stand in several places: whose it is that is missing, the text alone does not
    // say.
    const auto is_named = [&](const Leaf& leaf) {
        return std::any_of(losses.begin(), losses.end(), [&](const Loss& loss) {
            const auto covered = [&](const Leaf& same) { return covers(loss.what, same); };
            const auto [first, last] = before.equal_range(leaf);
            return covers(loss.what, leaf) || std::any_of(first, last, covered);
        });
    };
    std::string out;
    for (const Leaf& leaf : different)
        if (!is_named(leaf)) out += leaf.text + "\n";
    return out;
}

class SharedTbx : public test::NeedsSharedFiles {};

TEST_F(SharedTbx, CountsAreThoseOfTheIndex) {
    std::size_t files = 0;
    for (const IndexRow& row : test::index_rows("tbx")) {
        const Collected found = test::read_tbx_file(row.path);
        if (!row.well_formed) {
            EXPECT_TRUE(!found.error.empty() || !found.diagnostics.empty()) << row.path;
            for (const Diagnostic& diagnostic : found.diagnostics)
                EXPECT_GT(diagnostic.position.line, 0u) << row.path;
            continue;
        }
        ++files;
        EXPECT_EQ(found.error, "") << row.path;
        EXPECT_EQ(found.concepts.size(), row.entries) << row.path;
        std::map<std::string, std::uint64_t> languages;
        for (const Concept& entry : found.concepts)
            for (const LanguageSection& section : entry.sections)
                ++languages[section.lang_spelling];
        EXPECT_EQ(languages, row.languages) << row.path;
    }
    EXPECT_GT(files, 40u);
}

TEST_F(SharedTbx, ExportsAreStableAndKeepOrNameEachText) {
    int equal = 0;
    int compared = 0;
    for (const IndexRow& row : test::index_rows("tbx")) {
        if (!row.well_formed) continue;
        for (const TbxVersion version : {TbxVersion::kV2, TbxVersion::kV3}) {
            const TempFolder folder;
            const Collected file = test::read_tbx_file(row.path);
            Glossary first, second;
            first.import_concepts(file, row.path.filename().string());
            const GlossaryWritten written = first.export_tbx(folder / "1.tbx", version);
            const Collected again = test::read_tbx_file(folder / "1.tbx");
            EXPECT_EQ(again.error, "") << row.path;
            second.import_concepts(again, "1.tbx");
            second.export_tbx(folder / "2.tbx", version);
            EXPECT_EQ(slurp(folder / "1.tbx"), slurp(folder / "2.tbx")) << row.path;
            if (file.summary.encoding == "UTF-8") {
                EXPECT_EQ(unnamed(leaves(row.path), leaves(folder / "1.tbx"), written.losses), "")
                    << row.path;
                ++compared;
            }
            const bool nothing_lost =
                std::all_of(written.losses.begin(), written.losses.end(), [](const Loss& loss) {
                    return loss.what.starts_with("dialect") ||
                           loss.what.starts_with("language spelling");
                });
            if (nothing_lost) {
                EXPECT_EQ(canonical(again.concepts), canonical(file.concepts)) << row.path;
                ++equal;
            }
            EXPECT_EQ(first.terms.count(), static_cast<std::int64_t>(file.concepts.size()))
                << row.path;
            EXPECT_TRUE(first.terms.faults().empty()) << row.path;
            if (std::getenv("DIGLOT_SHOW_LOSSES"))
                for (const Loss& loss : written.losses)
                    std::printf("%s v%d: %zu x %s\n", row.path.filename().c_str(),
                                version == TbxVersion::kV2 ? 2 : 3, loss.count, loss.what.c_str());
        }
    }
    EXPECT_GT(equal, 50);
    EXPECT_GT(compared, 70);
}

TEST_F(SharedTbx, ExportsAreValid) {
    if (!has_program("xmllint")) GTEST_SKIP() << "xmllint is not installed (package libxml2-utils)";
    const fs::path schemas = conformance() / "schemas";
    const std::string dtd = "xmllint --noout --nonet --nowarning --dtdvalid '" +
                            (schemas / "canonical/TBXcoreStructV02.dtd").string() + "' ";
    const std::string v3 = (schemas / "tbx3/offline/TBXcoreStructV03.rng").string();
    const std::string rng = has_program("jing") ? "jing '" + v3 + "' "
                                                : "xmllint --noout --nonet --relaxng '" + v3 + "' ";
    const TempFolder folder;
    std::string v2_files, v3_files;
    int number = 0;
    for (const IndexRow& row : test::index_rows("tbx")) {
        if (!row.well_formed || row.entries == 0)
            continue;  // A body without entries is valid in neither.
        Glossary glossary;
        glossary.import_concepts(test::read_tbx_file(row.path), row.path.filename().string());
        const std::string name = row.path.stem().string() + std::to_string(++number);
        glossary.export_tbx(folder / (name + ".v2.tbx"), TbxVersion::kV2);
        glossary.export_tbx(folder / (name + ".v3.tbx"), TbxVersion::kV3);
        v2_files += " '" + (folder / (name + ".v2.tbx")).string() + "'";
        v3_files += " '" + (folder / (name + ".v3.tbx")).string() + "'";
    }
    std::string output;
    EXPECT_EQ(run(dtd + v2_files, output), 0) << output;
    output.clear();
    EXPECT_EQ(run(rng + v3_files, output), 0) << output;
}

TEST_F(SharedTbx, SeveralFilesTogetherAreValidAndStable) {
    const TempFolder folder;
    Glossary first, second;
    for (const IndexRow& row : test::index_rows("tbx"))
        if (row.well_formed)
            first.import_concepts(test::read_tbx_file(row.path), row.path.filename().string());
    EXPECT_TRUE(first.terms.faults().empty());
    first.export_tbx(folder / "1.tbx", TbxVersion::kV2);
    second.import_concepts(test::read_tbx_file(folder / "1.tbx"), "1.tbx");
    second.export_tbx(folder / "2.tbx", TbxVersion::kV2);
    EXPECT_EQ(slurp(folder / "1.tbx"), slurp(folder / "2.tbx"));
    if (!has_program("xmllint")) return;
    std::string output;
    const std::string dtd = (conformance() / "schemas/canonical/TBXcoreStructV02.dtd").string();
    EXPECT_EQ(run("xmllint --noout --nonet --nowarning --dtdvalid '" + dtd + "' '" +
                      (folder / "1.tbx").string() + "'",
                  output),
              0)
        << output;
}

}  // namespace
}  // namespace diglot
