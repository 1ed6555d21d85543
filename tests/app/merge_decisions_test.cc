#include "app/merge_decisions.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace diglot {
namespace {

namespace fs = std::filesystem;

class MergeDecisionsTest : public testing::Test {
protected:
    ~MergeDecisionsTest() override { fs::remove(path_); }

    void write(const std::string& text) const { std::ofstream(path_, std::ios::binary) << text; }
    std::string text() const {
        std::ifstream in(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::string path_ =
        (fs::temp_directory_path() / ("diglot-decide-" + std::to_string(getpid()) + ".csv"))
            .string();
    MergeConflict status_{"輝達 [zh-TW]; NVIDIA [en]",
                          {LanguageTag("en"), "NVIDIA"},
                          "status",
                          "",
                          "preferred",
                          "admitted"};
    MergeConflict note_{"x [en]", {}, "definition", "old, \"older\"", "=SUM(1)", "two\nlines"};
};

TEST_F(MergeDecisionsTest, WhatIsWrittenIsReadBack) {
    write_merge_report(path_, {{status_, MergeSide::kUndecided}, {note_, MergeSide::kTheirs}});
    EXPECT_EQ(text(),
              "terms,where,field,base,ours,theirs,decision\n"
              "輝達 [zh-TW]; NVIDIA [en],en NVIDIA,status,,preferred,admitted,\n"
              "x [en],,definition,\"old, \"\"older\"\"\",'=SUM(1),\"two\nlines\",theirs\n");
    const MergeDecisions decisions = MergeDecisions::read(path_).value();
    EXPECT_EQ(decisions.of(status_), MergeSide::kUndecided);
    EXPECT_EQ(decisions.of(note_), MergeSide::kTheirs);
}

TEST_F(MergeDecisionsTest, UnitsAndConceptsStandInOneTable) {
    const UnitConflict text{"輝達 → NVIDIA", "en", "text", "", "NVIDIA", "Nvidia"};
    write_merge_report(path_, {{text, MergeSide::kOurs}}, {{status_, MergeSide::kTheirs}});
    EXPECT_EQ(this->text(),
              "unit or terms,where,field,base,ours,theirs,decision\n"
              "輝達 → NVIDIA,en,text,,NVIDIA,Nvidia,ours\n"
              "輝達 [zh-TW]; NVIDIA [en],en NVIDIA,status,,preferred,admitted,theirs\n");
    const MergeDecisions decisions = MergeDecisions::read(path_).value();
    EXPECT_EQ(decisions.of(text), MergeSide::kOurs);
    EXPECT_EQ(decisions.of(status_), MergeSide::kTheirs);
    write_merge_report(path_, std::vector<UnitMerge::Conflict>{}, {{status_, MergeSide::kOurs}});
    EXPECT_TRUE(this->text().starts_with("terms,where,"));
    EXPECT_EQ(MergeDecisions::read(path_)->of(status_), MergeSide::kOurs);
}

TEST_F(MergeDecisionsTest, ADecisionIsAboutExactlyThatConflict) {
    write(
        "decision;terms;where;field;base;ours;theirs\n"
        " Ours ;輝達 [zh-TW]; NVIDIA [en];en NVIDIA;status;;preferred;admitted\n");
    EXPECT_EQ(MergeDecisions::read(path_)->of(status_), MergeSide::kUndecided)
        << "a separator in a cell that is not quoted";
    write(
        "decision;terms;where;field;base;ours;theirs\n"
        " Ours ;\"輝達 [zh-TW]; NVIDIA [en]\";en NVIDIA;status;;preferred;admitted\n");
    const MergeDecisions decisions = MergeDecisions::read(path_).value();
    EXPECT_EQ(decisions.of(status_), MergeSide::kOurs);
    MergeConflict later = status_;
    later.theirs = "forbidden";
    EXPECT_EQ(decisions.of(later), MergeSide::kUndecided) << "they have changed it since";
}

TEST_F(MergeDecisionsTest, NamesTheLinesOfDecisionsThatFitNoConflict) {
    write(
        "terms,where,field,base,ours,theirs,decision\n"
        "x [en],,definition,\"old, \"\"older\"\"\",'=SUM(1),\"two\nlines\",theirs\n"
        "x [en],,definition,,a ,b,theirs\n"
        "x [en],,definition,,c,d,\n"
        "輝達 [zh-TW]; NVIDIA [en],en NVIDIA,status,,preferred ,admitted,ours\n");
    const MergeDecisions decisions = MergeDecisions::read(path_).value();
    EXPECT_EQ(decisions.of(note_), MergeSide::kTheirs);
    EXPECT_EQ(decisions.of(status_), MergeSide::kUndecided) << "a space more";
    EXPECT_EQ(decisions.unused_lines(), (std::vector<std::size_t>{4, 6}));
}

TEST_F(MergeDecisionsTest, SaysWhatIsWrongWithTheTable) {
    write("a,b\n1,2\n");
    EXPECT_EQ(MergeDecisions::read(path_).error().code, "merge.no-columns");
    write("terms,where,field,base,ours,theirs,decision\nx,,y,,a,b,\n\nx,,y,,a,b,mine\n");
    const Diagnostic error = MergeDecisions::read(path_).error();
    EXPECT_EQ(error.code, "merge.decision");
    EXPECT_EQ(error.position.line, 4u);
    EXPECT_EQ(error.message, "\"mine\" is no decision; write ours or theirs, or leave it empty");
}

}  // namespace
}  // namespace diglot
