#include "app/translation_draft.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <unistd.h>

#include "importers/srx_reader.h"
#include "tm/fit_codes.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDocument =
    "# "
    "標題\n\n公司**宣布**"
    "投資五億美元。天氣很好。今天我們去公園散步看花。\n\n沒有人翻譯過這一句。\n";

class TranslationDraftTest : public testing::Test {
protected:
    TranslationDraftTest() {
        fs::create_directories(folder_);
        ChangeSet change(file_.database(), file_.log(), {"tester", "test", ""});
        add("標題", "Title", change);
        add("天氣很好。", "The weather is good.", change);
        add("今天我們去公園散步看鳥。", "Today we walk in the park and watch birds.", change);
        Unit unit = unit_of("", "");
        unit.variants[0].segment = Segment::from_content(
            {Markup::run("公司"), Markup::leaf("bpt", {{"i", "7"}}, "**"), Markup::run("宣布"),
             Markup::leaf("ept", {{"i", "7"}}, "**"), Markup::run("投資五億美元。")});
        unit.variants[1].segment = Segment::from_content(
            {Markup::run("The company "), Markup::leaf("bpt", {{"i", "7"}}, "**"),
             Markup::run("announces"), Markup::leaf("ept", {{"i", "7"}}, "**"),
             Markup::run(" an investment of $500 million.")});
        file_.memory().add(unit, change);
        file_.memory().flush();
        change.commit();
        document_ = std::move(parse_document(kDocument, "a.md")).value();
        options_.source = LanguageTag("zh-TW");
        options_.target = LanguageTag("en");
        options_.rules = &default_segmentation();
    }
    ~TranslationDraftTest() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    static Unit unit_of(const char* source, const char* target) {
        Unit unit;
        unit.variants.resize(2);
        unit.variants[0].lang = LanguageTag("zh-TW");
        unit.variants[0].segment = Segment(source);
        unit.variants[1].lang = LanguageTag("en");
        unit.variants[1].segment = Segment(target);
        unit.source = 0;
        return unit;
    }
    void add(const char* source, const char* target, ChangeSet& change) {
        file_.memory().add(unit_of(source, target), change);
    }

    std::string render(const TranslationDraft& draft,
                       const std::vector<std::optional<Segment>>& translated, const char* open,
                       const char* close) const {
        std::vector<Loss> losses;
        return document_->render(draft.contents(translated, open, close), losses);
    }

    std::string path(const char* name) const { return (folder_ / name).string(); }
    static std::string slurp(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path folder_ = fs::temp_directory_path() / ("diglot-draft-" + std::to_string(getpid()));
    DiglotFile file_{":memory:"};
    std::unique_ptr<Document> document_;
    DraftOptions options_;
};

TEST_F(TranslationDraftTest, FillsInWhatIsKnownAndMarksTheRest) {
    TranslationDraft draft(*document_, options_);
    MatchPool pool(file_, 1);
    draft.look_up(&pool, nullptr, [](std::size_t) {});
    ASSERT_EQ(draft.segments().size(), 5u);
    std::vector<std::optional<Segment>> sure;
    for (const DraftSegment& segment : draft.segments())
        sure.push_back(segment.is_sure() ? segment.suggestion : std::nullopt);
    EXPECT_EQ(render(draft, sure, "⟦", "⟧"),
              "# Title\n\nThe company **announces** an investment of $500 million. The weather is "
              "good. ⟦今天我們去公園散步看花。⟧\n\n⟦沒有人翻譯過這一句。⟧\n");
    EXPECT_EQ(render(draft, std::vector<std::optional<Segment>>(5), "", ""), kDocument);
}

TEST_F(TranslationDraftTest, GoesOutAsXliffAndComesBack) {
    for (const xliff::Version version : {xliff::Version::k12, xliff::Version::k21}) {
        TranslationDraft draft(*document_, options_);
        MatchPool pool(file_, 1);
        draft.look_up(&pool, nullptr, [](std::size_t) {});
        draft.write_xliff(path("a.xlf"), version, "a.md");
        const std::string bytes = slurp(path("a.xlf"));
        EXPECT_NE(bytes.find(version == xliff::Version::k12 ? "<alt-trans match-quality=\"90.9%\""
                                                            : "matchQuality=\"90.9\""),
                  std::string::npos)
            << bytes;
        EXPECT_EQ(*read_original(path("a.xlf")), "a.md");

        const TranslationDraft again(*document_, options_);
        const Result<FinishedDraft> careful = read_finished(path("a.xlf"), again, false);
        ASSERT_TRUE(careful) << to_string(careful.error());
        // The fuzzy match as it was offered, and what had other codes.
        EXPECT_EQ(careful->unreviewed, 2u);
        EXPECT_EQ(careful->open, 1u);
        EXPECT_EQ(render(again, careful->translated, "", ""),
                  "# Title\n\n公司**宣布**投資五億美元。 The weather is good. "
                  "今天我們去公園散步看花。\n\n沒有人翻譯過這一句。\n");
        const Result<FinishedDraft> all = read_finished(path("a.xlf"), again, true);
        EXPECT_TRUE(all->translated[3]);
        EXPECT_FALSE(all->confirmed[3]);

        const DraftStored stored =
            store_finished(file_, {"tester", "translate", ""}, again, *careful, options_, "a.md");
        EXPECT_EQ(stored.added + stored.known, 2u);
    }
}

TEST_F(TranslationDraftTest, RefusesTheXliffOfAnotherDocument) {
    TranslationDraft draft(*document_, options_);
    MatchPool pool(file_, 1);
    draft.look_up(&pool, nullptr, [](std::size_t) {});
    draft.write_xliff(path("a.xlf"), xliff::Version::k12, "a.md");
    const auto other = parse_document("# 別的標題\n", "a.md");
    const Result<FinishedDraft> read =
        read_finished(path("a.xlf"), TranslationDraft(**other, options_), false);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "translate.other-document");
}

TEST(FitCodes, TakesTheCodesOfTheTextAtHand) {
    const auto segment = [](const char* element, const char* number, const char* code) {
        return Segment::from_content(
            {Markup::run("a "), Markup::leaf(element, {{"x", number}}, code), Markup::run(" b")});
    };
    const auto fitted = fit_codes(segment("ph", "1", "{0}"), segment("ph", "5", "<br/>"),
                                  segment("ph", "5", "<br/>"));
    ASSERT_TRUE(fitted);
    EXPECT_EQ(*fitted, segment("ph", "1", "{0}"));
    EXPECT_FALSE(fit_codes(segment("ph", "1", "{0}"), segment("it", "5", "<b>"), Segment("x")));
    EXPECT_FALSE(fit_codes(Segment("a"), Segment("a"), segment("ph", "1", "<br/>")));
    EXPECT_TRUE(fit_codes(Segment("a"), Segment("a"), Segment("x")));
}

}  // namespace
}  // namespace diglot
