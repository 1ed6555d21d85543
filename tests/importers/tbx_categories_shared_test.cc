// Which data categories of other projects' TBX files pass through each format glossaries are
// written in. DIGLOT_SHOW_LOSSES=1 prints the table.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "importers/format.h"
#include "importers/glossary_table.h"
#include "tests/importers/tbx_files.h"
#include "tests/importers/tbx_leaves.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using test::Collected;
using test::IndexRow;
using test::Leaf;
using test::Leaves;

struct Passage {
    const char* name;
    const char* suffix;
    std::function<GlossaryWritten(const fs::path&, const ConceptSource&)> write;
};

const std::vector<Passage>& passages() {
    static const std::vector<Passage> all{
        {"v2", ".tbx",
         [](const fs::path& path, const ConceptSource& source) {
             return write_tbx(path.string(), {TbxVersion::kV2}, {}, source);
         }},
        {"v3", ".tbx",
         [](const fs::path& path, const ConceptSource& source) {
             return write_tbx(path.string(), {TbxVersion::kV3}, {}, source);
         }},
        {"CSV", ".csv",
         [](const fs::path& path, const ConceptSource& source) {
             return write_glossary_table(path.string(), {}, source);
         }},
        {"XLSX", ".xlsx",
         [](const fs::path& path, const ConceptSource& source) {
             return write_glossary_workbook(path.string(), source);
         }},
    };
    return all;
}

ConceptSource source_of(const std::vector<Concept>& concepts) {
    return [&concepts](const auto& take) {
        for (const Concept& entry : concepts) take(entry);
    };
}

/// The texts of the concepts as TBX v2 has them.
Leaves texts_of(const std::vector<Concept>& concepts) {
    const test::TempFolder folder;
    write_tbx((folder / "all.tbx").string(), {TbxVersion::kV2}, {}, source_of(concepts));
    return test::leaves(folder / "all.tbx");
}

std::vector<Concept> read_again(const fs::path& path) {
    Collected found;
    const auto result = read_file(path.string(), {}, found);
    if (!result && !found.concepts.empty())
        ADD_FAILURE() << path << ": " << to_string(result.error());
    return found.concepts;
}

/// Whether a loss is about the text: "descrip example of a term", "<termCompList> …".
bool is_about(const std::string& loss, const Leaf& leaf) {
    if (loss == "concept without terms") return leaf.in_entry_without_term;
    if (loss == "term without text" || loss.ends_with(", which is no language"))
        return leaf.path.contains("tig") || leaf.path.contains("ntig");
    if (loss.starts_with("language section without a term")) return !leaf.section.empty();
    for (const std::string& element : leaf.path)
        if (loss.starts_with(element + " ") || loss.find("<" + element + ">") != std::string::npos)
            return true;
    return (loss == "time of day of a date" || loss == "date that TBX v3 does not know") &&
           leaf.path.contains("date");
}

struct Kept {
    std::size_t texts = 0;
    std::map<std::string, std::size_t> by_format;
};
using Table = std::map<std::string, Kept>;

/// Counts the texts that are still there; those that are not must be named by a loss.
void compare(const Leaves& before, const Leaves& after, const Passage& passage,
             const std::vector<Loss>& losses, const fs::path& file, Table& table) {
    for (auto at = before.begin(); at != before.end(); at = before.upper_bound(*at)) {
        const std::size_t had = before.count(*at);
        const std::size_t has = std::min(had, after.count(*at));
        table[at->category()].by_format[passage.name] += has;
        if (has == had) continue;
        const auto [first, last] = before.equal_range(*at);
        const bool named = std::any_of(losses.begin(), losses.end(), [&](const Loss& loss) {
            return std::any_of(first, last,
                               [&](const Leaf& leaf) { return is_about(loss.what, leaf); });
        });
        EXPECT_TRUE(named) << file << " through " << passage.name << ": " << at->text;
    }
}

void print(const Table& table) {
    std::printf("%-34s %7s", "category", "texts");
    for (const Passage& passage : passages()) std::printf(" %7s", passage.name);
    for (const auto& [category, kept] : table) {
        std::printf("\n%-34s %7zu", category.c_str(), kept.texts);
        for (const Passage& passage : passages())
            std::printf(" %7zu", kept.by_format.at(passage.name));
    }
    std::printf("\n");
}

class SharedTbxCategories : public test::NeedsSharedFiles {};

TEST_F(SharedTbxCategories, PassThroughEachFormatOrAreNamed) {
    Table table;
    for (const IndexRow& row : test::index_rows("tbx")) {
        if (!row.well_formed || row.entries == 0) continue;
        const Collected file = test::read_tbx_file(row.path);
        const Leaves before = texts_of(file.concepts);
        for (const Leaf& leaf : before) ++table[leaf.category()].texts;
        for (const Passage& passage : passages()) {
            const test::TempFolder folder;
            const fs::path path = folder / (std::string("passed") + passage.suffix);
            const GlossaryWritten written = passage.write(path, source_of(file.concepts));
            compare(before, texts_of(read_again(path)), passage, written.losses, row.path, table);
        }
    }
    for (const char* category : {"term", "definition", "subjectField", "termType", "note"}) {
        EXPECT_GT(table[category].texts, 0u) << category;
        EXPECT_EQ(table[category].by_format["v2"], table[category].texts) << category;
    }
    if (std::getenv("DIGLOT_SHOW_LOSSES")) print(table);
}

}  // namespace
}  // namespace diglot
