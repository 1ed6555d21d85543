#include "app/glossary_merge_file.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "app/export_file.h"
#include "app/import_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

class GlossaryMergeFile : public testing::Test {
protected:
    GlossaryMergeFile() : file_(":memory:") {
        folder_ = fs::temp_directory_path() / ("diglot-merge-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    ~GlossaryMergeFile() override { fs::remove_all(folder_); }

    std::string write(const std::string& name, const std::string& content) const {
        const std::string path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }
    static std::string table(const std::string& rows) {
        return "id,definition,lang,term,status\n" + rows;
    }
    void import(const std::string& path) {
        ImportRequest request;
        request.paths = {path};
        request.change = {"tester", "import", path};
        ASSERT_FALSE(import_files(file_, request).has_complaints());
    }
    std::string exported(ExportFormat format = ExportFormat::kTbx) {
        ExportRequest request;
        request.path = (folder_ / "out").string();
        request.format = format;
        export_file(file_, request);
        std::ifstream out(request.path, std::ios::binary);
        return {std::istreambuf_iterator<char>(out), {}};
    }
    std::vector<std::string> merge(const std::string& theirs, const std::string& base = "") {
        const LoadedGlossary other = load_glossary(theirs, {}, {}).value();
        LoadedGlossary ancestor;
        if (!base.empty()) ancestor = load_glossary(base, {}, {}).value();
        ChangeSet change(file_.database(), file_.log(), {"tester", "term merge", theirs});
        const MergePlan plan = merge_glossaries(
            base.empty() ? nullptr : &ancestor.concepts, all_concepts(file_.glossary()),
            other.concepts, [](const MergeConflict&) { return MergeSide::kTheirs; });
        std::vector<std::string> refused = carry_out(file_, plan, other, change);
        change.commit();
        return refused;
    }

    DiglotFile file_;
    fs::path folder_;
};

TEST_F(GlossaryMergeFile, MergingIsOneChangeSetThatUndoTakesBackToTheByte) {
    const std::string base = write("base.csv", table("a,Old.,en,one,preferred\n"
                                                     "b,,en,two,\n"
                                                     "c,,en,three,\n"));
    import(base);
    const std::string before = exported();
    const std::string theirs = write("theirs.csv", table("a,New.,en,one,admitted\n"
                                                         "a,,de,eins,\n"
                                                         "c,,en,three,\n"
                                                         "d,,en,four,\n"));
    EXPECT_THAT(merge(theirs, base), IsEmpty());
    EXPECT_THAT(exported(ExportFormat::kCsv), testing::HasSubstr("a,,,New.,,,en,one,admitted"));
    EXPECT_THAT(exported(ExportFormat::kCsv), testing::Not(testing::HasSubstr("two")));
    EXPECT_EQ(file_.glossary().count(), 3);
    EXPECT_EQ(file_.log().list(9).size(), 2u);
    EXPECT_THAT(file_.verify().faults, IsEmpty());
    const std::string merged = exported();
    ASSERT_TRUE(file_.log().undo(*file_.log().latest()).ok());
    EXPECT_EQ(exported(), before);
    ASSERT_TRUE(file_.log().redo(*file_.log().next_redo()).ok());
    EXPECT_EQ(exported(), merged);
}

TEST_F(GlossaryMergeFile, MergingAgainChangesNothing) {
    import(write("a.csv", table("a,Old.,en,one,preferred\n")));
    const std::string theirs = write("b.csv", table("a,New.,en,one,\na,,de,eins,forbidden\n"));
    merge(theirs);
    const LoadedGlossary other = load_glossary(theirs, {}, {}).value();
    EXPECT_THAT(merge_glossaries(nullptr, all_concepts(file_.glossary()), other.concepts, {}).steps,
                IsEmpty());
}

TEST_F(GlossaryMergeFile, AConceptMayTakeTheTermsThatAnotherGivesUp) {
    import(write("a.csv", table(",,en,one,\n,,en,two,\n")));
    const auto renamed = [&](std::int64_t id, const char* text) {
        Concept entry = *file_.glossary().find(id);
        entry.terms[0].text = text;
        return MergeStep{MergeStep::Kind::kChange, *file_.glossary().find(id), entry};
    };
    const auto done = [&](const MergePlan& plan) {
        ChangeSet change(file_.database(), file_.log(), {"tester", "term merge", ""});
        std::vector<std::string> refused = carry_out(file_, plan, {}, change);
        change.commit();
        return refused;
    };
    MergePlan plan;
    plan.steps = {renamed(1, "two"), renamed(2, "three")};
    EXPECT_THAT(done(plan), IsEmpty()) << "the first waits for the second";
    EXPECT_EQ(file_.glossary().find(1)->terms[0].text, "two");
    EXPECT_EQ(file_.glossary().find(2)->terms[0].text, "three");
    plan.steps = {renamed(1, "three"), renamed(2, "three")};
    EXPECT_THAT(done(plan), testing::ElementsAre("three [en]")) << "both cannot be";
    EXPECT_EQ(file_.glossary().find(1)->terms[0].text, "two");
    EXPECT_THAT(file_.verify().faults, IsEmpty());
}

TEST_F(GlossaryMergeFile, AGlossaryIsReadFromADiglotFileToo) {
    const std::string csv = write("a.csv", table("a,Old.,en,one,preferred\nb,,zh-TW,二,\n"));
    const std::string path = (folder_ / "other.diglot").string();
    {
        DiglotFile other(path);
        ImportRequest request;
        request.paths = {csv};
        import_files(other, request);
    }
    const LoadedGlossary from_file = load_glossary(path, {}, {}).value();
    const LoadedGlossary from_table = load_glossary(csv, {}, {}).value();
    ASSERT_EQ(from_file.concepts.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_THAT(differences(from_file.concepts[i], from_table.concepts[i]), IsEmpty());
        EXPECT_EQ(from_file.concepts[i].origin, "a.csv");
    }
}

TEST_F(GlossaryMergeFile, AMemoryIsNoGlossary) {
    const std::string path =
        write("m.tmx",
              "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" "
              "segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"zh-TW\" "
              "datatype=\"plaintext\"/><body><tu><tuv xml:lang=\"zh-TW\"><seg>一</seg></tuv><tuv "
              "xml:lang=\"en\"><seg>one</seg></tuv></tu></body></tmx>");
    const Result<LoadedGlossary> loaded = load_glossary(path, {}, {});
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().code, "glossary.none");
}

}  // namespace
}  // namespace diglot
