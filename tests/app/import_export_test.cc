#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/export_file.h"
#include "app/import_files.h"
#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class ImportExport : public testing::Test {
protected:
    ImportExport() : file_(":memory:") {
        folder_ = fs::temp_directory_path() / ("diglot-app-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    ~ImportExport() override { fs::remove_all(folder_); }

    std::string write(const std::string& name, const std::string& content) const {
        const std::string path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

    static std::string tmx(const std::string& units) {
        return "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" "
               "segtype=\"sentence\" o-tmf=\"t\" "
               "adminlang=\"en\" srclang=\"zh-TW\" datatype=\"plaintext\"/><body>\n" +
               units + "</body></tmx>\n";
    }
    static std::string tu(const std::string& zh, const std::string& en,
                          const std::string& more = "", const std::string& attributes = "") {
        return "<tu" + attributes + ">" + more + "<tuv xml:lang=\"zh-TW\"><seg>" + zh +
               "</seg></tuv><tuv xml:lang=\"en\"><seg>" + en + "</seg></tuv></tu>\n";
    }

    ImportReport import(std::vector<std::string> paths, bool partial = false) {
        ImportRequest request;
        request.paths = std::move(paths);
        request.partial = partial;
        request.change = {"tester", "import", ""};
        return import_files(file_, request);
    }

    std::string exported() {
        ExportRequest request;
        request.path = (folder_ / "out.tmx").string();
        export_file(file_, request);
        std::ifstream out(request.path, std::ios::binary);
        return {std::istreambuf_iterator<char>(out), {}};
    }

    DiglotFile file_;
    fs::path folder_;
};

TEST_F(ImportExport, ImportingAgainAddsNothing) {
    const std::string path = write("a.tmx", tmx(tu("一", "one") + tu("二", "two")));
    EXPECT_EQ(import({path}).files[0].added, 2u);
    const FileReport again = import({path}).files[0];
    EXPECT_EQ(again.added, 0u);
    EXPECT_EQ(again.unchanged, 2u);
}

TEST_F(ImportExport, APairThatIsInAFileTwiceIsOneUnit) {
    const FileReport report =
        import({write("a.tmx", tmx(tu("一", "one") + tu("一", "one")))}).files[0];
    EXPECT_EQ(report.read, 2u);
    EXPECT_EQ(report.added, 1u);
    EXPECT_EQ(report.merged + report.unchanged, 1u);
}

TEST_F(ImportExport, TheSameSourceWithAnotherTargetIsAnotherUnit) {
    const FileReport report =
        import({write("a.tmx", tmx(tu("一", "one") + tu("一", "1")))}).files[0];
    EXPECT_EQ(report.added, 2u);
}

TEST_F(ImportExport, MergesWhatIsNewerIntoTheSameUnit) {
    import({write("a.tmx", tmx(tu("一", "one", "<prop type=\"client\">A</prop>",
                                  " changedate=\"20250101T000000Z\" changeid=\"ann\"")))});
    const FileReport report =
        import({write("b.tmx",
                      tmx(tu("一", "one", "<note>checked</note><prop type=\"client\">B</prop>",
                             " changedate=\"20250201T000000Z\" changeid=\"bob\"")))})
            .files[0];
    EXPECT_EQ(report.merged, 1u);
    const Unit unit = *file_.memory().find(1);
    EXPECT_EQ(unit.stamp.changed_by, "bob");
    EXPECT_EQ(unit.property("client"), "B");
    EXPECT_EQ(unit.annotations.size(), 2u);
    ASSERT_TRUE(file_.log().undo(2).ok());
    EXPECT_EQ(file_.memory().find(1)->property("client"), "A");
}

TEST_F(ImportExport, AnOlderUnitTakesNothingAway) {
    import({write("a.tmx", tmx(tu("一", "one", "<prop type=\"client\">A</prop>",
                                  " changedate=\"20250201T000000Z\"")))});
    import({write("b.tmx", tmx(tu("一", "one", "", " changedate=\"20250101T000000Z\"")))});
    EXPECT_EQ(file_.memory().find(1)->property("client"), "A");
    EXPECT_EQ(to_tmx_date(*file_.memory().find(1)->stamp.changed), "20250201T000000Z");
}

TEST_F(ImportExport, ImportingAgainAFileWithSeveralAgesOfAUnitChangesNothing) {
    const auto unit = [](const char* client, const char* date) {
        return tu("一", "one", std::string("<prop type=\"client\">") + client + "</prop>",
                  std::string(" changedate=\"") + date + "\"");
    };
    const std::string path =
        write("a.tmx", tmx(unit("A", "20250101T000000Z") + unit("B", "20250201T000000Z") +
                           unit("C", "20250201T000000Z")));
    import({path});
    EXPECT_EQ(file_.memory().find(1)->annotations.size(), 2u);
    const FileReport again = import({path}).files[0];
    EXPECT_EQ(again.merged, 0u);
    EXPECT_EQ(again.unchanged, 3u);
}

TEST_F(ImportExport, KnowsTheNeighboursOfEveryPlaceAUnitWasMetAt) {
    import({write("a.tmx", tmx(tu("一", "one") + tu("二", "two") + tu("三", "three") +
                               tu("四", "four") + tu("二", "two")))});
    const Unit two = *file_.memory().find(2);
    const auto print = [](const char* text) { return fingerprint(Segment(text)); };
    EXPECT_EQ(two.context, (Context{print("一"), print("三")}));
    ASSERT_EQ(two.more_contexts.size(), 1u);
    EXPECT_EQ(two.more_contexts[0], (Context{print("四"), 0}));
}

TEST_F(ImportExport, ABrokenFileChangesNothingUnlessPartsAreWanted) {
    const std::string path =
        write("broken.tmx", tmx(tu("一", "one") + "<tu><tuv xml:lang=\"en\"><seg>x")
                                .substr(0, tmx(tu("一", "one")).size() + 10));
    const ImportReport refused = import({path});
    EXPECT_TRUE(refused.files[0].refused);
    EXPECT_FALSE(refused.change);
    EXPECT_GT(refused.files[0].diagnostics.at(0).position.line, 0u);
    EXPECT_EQ(file_.memory().count(), 0);
    EXPECT_TRUE(file_.log().list(10).empty());
    const ImportReport partial = import({path}, true);
    EXPECT_EQ(partial.files[0].added, 1u);
    EXPECT_TRUE(partial.change);
}

TEST_F(ImportExport, AGoodFileBesideABrokenOneGoesIn) {
    const ImportReport report =
        import({write("bad.tmx", "<tmx><body>"), write("good.tmx", tmx(tu("一", "one"))),
                (folder_ / "missing.tmx").string()});
    EXPECT_TRUE(report.files[0].refused);
    EXPECT_EQ(report.files[1].added, 1u);
    EXPECT_TRUE(report.files[2].refused);
    EXPECT_TRUE(report.has_complaints());
    EXPECT_TRUE(file_.verify().faults.empty());
}

TEST_F(ImportExport, UndoAfterImportEditAndRemovalGivesTheSameExport) {
    import({write("a.tmx", tmx(tu("一", "one") + tu("二", "two")))});
    const std::string before = exported();
    import({write("b.tmx", tmx(tu("三", "three") + tu("一", "one", "<note>n</note>")))});
    ASSERT_TRUE(file_.log().undo(2).ok());
    EXPECT_EQ(exported(), before);
    {
        ChangeSet change(file_.database(), file_.log(), {"tester", "edit", ""});
        Unit unit = *file_.memory().find(1);
        unit.variants[1].segment = Segment("changed");
        file_.memory().update(unit);
        change.commit();
    }
    EXPECT_NE(exported(), before);
    ASSERT_TRUE(file_.log().undo(3).ok());
    EXPECT_EQ(exported(), before);
    {
        ChangeSet change(file_.database(), file_.log(), {"tester", "remove", ""});
        file_.memory().remove(2);
        change.commit();
    }
    ASSERT_TRUE(file_.log().undo(4).ok());
    EXPECT_EQ(exported(), before);
    EXPECT_TRUE(file_.verify().faults.empty());
}

TEST_F(ImportExport, AnExportThatIsInterruptedLeavesTheOldFile) {
    std::string units;
    for (int i = 0; i < 2000; ++i)
        units += tu("第" + std::to_string(i) + "號", "number " + std::to_string(i));
    import({write("a.tmx", tmx(units))});
    ExportRequest request;
    request.path = write("out.tmx", "the old file");
    request.progress = [](std::uint64_t, std::uint64_t) { throw Interrupted(); };
    EXPECT_THROW(export_file(file_, request), Interrupted);
    std::ifstream old(request.path);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(old), {}), "the old file");
    const auto files = std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
    EXPECT_EQ(files, 2);  // Nothing half-written is left beside them.
}

TEST_F(ImportExport, ConditionsThatFitNothingLeaveTheOldFile) {
    import({write("a.tmx", tmx(tu("一", "one")))});
    ExportRequest request;
    request.path = write("out.tmx", "the old file");
    request.units.target = LanguageTag("fr");
    EXPECT_TRUE(export_file(file_, request).nothing_fits);
    std::ifstream old(request.path);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(old), {}), "the old file");
}

TEST_F(ImportExport, SaysWhatOfAUnitMetAgainWasNotKept) {
    const std::string path = write(
        "a.tmx", tmx(tu("一", "one", "", " tuid=\"1\"") + tu("一", "one", "", " tuid=\"2\"")));
    const FileReport report = import({path}).files[0];
    ASSERT_EQ(report.losses.size(), 1u);
    EXPECT_EQ(report.losses[0].count, 1u);
}

TEST_F(ImportExport, AUnitCannotBeEditedIntoAnother) {
    import({write("a.tmx", tmx(tu("一", "one") + tu("一", "1")))});
    ChangeSet change(file_.database(), file_.log(), {"tester", "edit", ""});
    Unit unit = *file_.memory().find(2);
    unit.variants[1].segment = Segment("one");
    EXPECT_EQ(file_.memory().update(unit), Updated::kSameAsAnother);
    EXPECT_EQ(file_.memory().find(2)->variants[1].segment.text, "1");
}

TEST_F(ImportExport, RefusesToUndoAnEditThatALaterImportCountsOn) {
    import({write("a.tmx", tmx(tu("一", "one")))});
    {
        ChangeSet change(file_.database(), file_.log(), {"tester", "edit", ""});
        Unit unit = *file_.memory().find(1);
        unit.variants[1].segment = Segment("uno");
        file_.memory().update(unit);
        change.commit();
    }
    EXPECT_EQ(import({write("b.tmx", tmx(tu("一", "uno"))), write("c.tmx", tmx(tu("二", "dos")))})
                  .files[0]
                  .unchanged,
              1u);
    EXPECT_EQ(file_.log().undo(2).error().code, "undo.depends");
}

TEST_F(ImportExport, ARefusedFileIsNotCountedOn) {
    import({write("a.tmx", tmx(tu("一", "one")))});
    const std::string broken = tmx(tu("一", "one") + "<tu><tuv xml:lang=\"en\"><seg>x");
    import({write("broken.tmx", broken.substr(0, broken.size() - 20)),
            write("n.tmx", tmx(tu("二", "two")))});
    EXPECT_TRUE(file_.log().undo(1).ok());
}

TEST_F(ImportExport, AnXliffFileComesBackFromTheMemoryInBothVersions) {
    const std::string job =
        write("job.xlf",
              "<xliff version=\"1.2\"><file original=\"a\" source-language=\"zh-TW\" "
              "target-language=\"en\"><body><trans-unit id=\"7\"><source>貓<x id=\"1\"/></source>"
              "<target state=\"final\">cat<x id=\"1\"/></target><note from=\"Lin\">動物</note>"
              "<alt-trans origin=\"MT\"><target>kitty</target></alt-trans></trans-unit>"
              "<trans-unit id=\"8\"><source>狗</source></trans-unit></body></file></xliff>");
    EXPECT_EQ(import({job}).files[0].added, 2);
    EXPECT_EQ(import({job}).files[0].unchanged, 2);
    const std::string before = exported();
    for (const char* version : {"1.2", "2.1"}) {
        ExportRequest request;
        request.path = (folder_ / "out.xlf").string();
        request.format = ExportFormat::kXliff;
        request.profile = version;
        const ExportReport report = export_file(file_, request);
        EXPECT_EQ(report.units, 2u);
        EXPECT_TRUE(report.losses.empty());
        const ImportReport again = import({request.path});
        EXPECT_EQ(again.files[0].unchanged, 2) << version;
        EXPECT_TRUE(again.files[0].diagnostics.empty()) << again.files[0].diagnostics[0].message;
        EXPECT_EQ(exported(), before) << version;
    }
}

TEST_F(ImportExport, AMachinesProposalDoesNotLowerAPersonsTranslation) {
    import({write("a.tmx", tmx(tu("貓", "cat")))});
    const std::string proposed =
        tmx(tu("貓", "cat", "<prop type=\"x-diglot-state\">machine</prop>"));
    EXPECT_EQ(import({write("b.tmx", proposed)}).files[0].unchanged, 1);
    EXPECT_EQ(exported().find("machine"), std::string::npos);
    import({write("c.tmx", tmx(tu("貓", "cat", "<prop type=\"x-diglot-state\">reviewed</prop>")))});
    EXPECT_NE(exported().find("reviewed"), std::string::npos);
}

TEST_F(ImportExport, AProposalAddsNothingToATranslationAndEndsWhereItIsOne) {
    const auto xliff = [&](const std::string& name, const std::string& targets) {
        return write(name, "<xliff version=\"1.2\"><file original=\"" + name +
                               "\" source-language=\"zh-TW\" target-language=\"en\"><body>"
                               "<trans-unit id=\"1\"><source>貓</source>" +
                               targets + "</trans-unit></body></file></xliff>");
    };
    const std::string proposal = "<alt-trans origin=\"MT\"><target>cat</target></alt-trans>";
    const std::string translation = "<target state=\"translated\">cat</target>";
    import({xliff("a.xlf", proposal)});
    EXPECT_NE(exported().find("x-diglot-alternative"), std::string::npos);
    EXPECT_NE(exported().find("machine"), std::string::npos);
    EXPECT_EQ(import({xliff("b.xlf", translation)}).files[0].merged, 1);
    EXPECT_EQ(exported().find("x-diglot-alternative"), std::string::npos);
    EXPECT_EQ(exported().find("machine"), std::string::npos);
    EXPECT_EQ(import({xliff("a.xlf", proposal)}).files[0].unchanged, 1);
}

TEST_F(ImportExport, ATextMetAThousandTimesKeepsOnePlace) {
    std::string units;
    for (int i = 0; i < 1000; ++i)
        units += "<trans-unit id=\"u" + std::to_string(i) +
                 "\"><source>取消</source><target>Cancel</target></trans-unit>";
    const std::string path =
        write("a.xlf",
              "<xliff version=\"1.2\"><file original=\"a\" source-language=\"zh-TW\" "
              "target-language=\"en\"><body>" +
                  units + "</body></file></xliff>");
    const FileReport first = import({path}).files[0];
    EXPECT_EQ(first.added, 1);
    EXPECT_NE(exported().find(">u0<"), std::string::npos);
    EXPECT_EQ(exported().find(">u1<"), std::string::npos);
    EXPECT_EQ(import({path}).files[0].unchanged, 1000);
}

}  // namespace
}  // namespace diglot
