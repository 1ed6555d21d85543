// Each cleaning rule: what it says of itself, what it catches, mends and leaves alone.
#include "quality/cleaning.h"

#include <set>

#include <gtest/gtest.h>

#include "quality/mojibake.h"
#include "tests/tm/unit_versions.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

CleanedUnit clean(const Unit& unit, const std::string& rule) {
    LengthNorms norms;
    norms.finish();
    return UnitCleaner(norms, {rule}, {}).clean(unit);
}

CleanedUnit clean(std::string_view source, std::string_view target, const std::string& rule) {
    return clean(version(std::string(source), std::string(target)), rule);
}

std::string target_after(const std::string& source, const std::string& target,
                         const std::string& rule) {
    return clean(source, target, rule).unit.variants[1].segment.text;
}

std::string source_after(const std::string& source, const std::string& target,
                         const std::string& rule) {
    return clean(source, target, rule).unit.variants[0].segment.text;
}

TEST(CleaningRules, FindWhatTheirExamplesSay) {
    for (const auto& rule : make_cleaning_rules()) {
        for (const RuleExample& example : rule->examples()) {
            const CleanedUnit cleaned =
                clean(example.source, example.target, std::string(rule->name()));
            const std::string found =
                cleaned.findings.empty() ? "" : cleaned.findings.front().message;
            EXPECT_EQ(found, example.found) << rule->name() << ": " << example.target;
        }
    }
}

TEST(CleaningRules, HaveNamesOfTheirOwnAlsoBesideThoseOfCheck) {
    std::set<std::string_view> names;
    const auto checks = make_rules();
    for (const auto& rule : checks) names.insert(rule->name());
    for (const auto& rule : make_cleaning_rules()) {
        EXPECT_TRUE(names.insert(rule->name()).second) << rule->name();
        EXPECT_FALSE(rule->summary().empty()) << rule->name();
        EXPECT_GT(rule->explanation().size(), 80u) << rule->name();
    }
}

TEST(CleaningRules, RefuseANameThatNoneHas) {
    const LengthNorms norms;
    EXPECT_THROW(UnitCleaner(norms, {"dust"}, {}), std::invalid_argument);
    EXPECT_THROW(UnitCleaner(norms, {}, {"dust"}), std::invalid_argument);
}

TEST(CleaningMojibake, DecodesWhatWasMisreadOnceTwiceAndThrice) {
    const struct {
        const char* text;
        const char* mended;
    } kCases[] = {
        {"CafÃ© in Taipei", "Café in Taipei"},
        {"He doesnâ€™t know", "He doesn’t know"},
        {"He doesnÃ¢â‚¬â„¢t know", "He doesn’t know"},
        {"a â€“ b", "a – b"},
        {"5 Âµm, 20 Â°C", "5 µm, 20 °C"},
        {"ÐœÐ¾Ñ\u0081ÐºÐ²Ð°", "Москва"},
        {"ä¸\u00adæ–‡", "中文"},
        {"Ã©Ã¨", "éè"},
        {"CÃ”TE DU NORD", "CÔTE DU NORD"},
        {"wÃ€hlen, hinzufÃŒgen", "wählen, hinzufügen"},  // By way of ISO 8859-15.
    };
    for (const auto& [text, mended] : kCases) {
        std::string result = text;
        const auto edits = decode_mojibake(text);
        for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
            result.replace(edit->start, edit->end - edit->start, edit->by);
        EXPECT_EQ(result, mended) << text;
    }
}

TEST(CleaningMojibake, LeavesWhatLanguagesWrite) {
    for (const char* text : {"NÃO", "São Paulo", "„Fuß“", "café”…", "Zoë said “é”", "中文「字」",
                             "naïve — café", "ÄÖÜ äöü ß", "10 °C ± 2", "© 2024 A Â B", "«É»",
                             "«AMANHÃ»", "“A MAÇÃ”", "“IRMÃ…", "MANHÃ—", "«ACEASTÂ»"})
        EXPECT_TRUE(decode_mojibake(text).empty()) << text;
}

TEST(CleaningMojibake, SetsAsideWhereCharactersWereLost) {
    for (const char* text : {"donâ€?t", "don\xEF\xBF\xBDt", "ï¿½ï¿½", "锟斤拷"}) {
        EXPECT_TRUE(has_lost_characters(text)) << text;
        EXPECT_TRUE(clean("不", text, "mojibake").aside) << text;
    }
    EXPECT_FALSE(has_lost_characters("100 € • café â"));
    EXPECT_TRUE(clean("點擊數", "¥ì¥¹¥Ý¥ó¥¹¥³¡¼¥É¤´¤È¤Î¥Ò¥Ã¥È¿ô", "mojibake").aside);
    for (const char* text : {"½ ¼", "Äußerst süße Öl", "«È vero»", "25 °C ± 5 °C"})
        EXPECT_FALSE(is_in_another_encoding(text)) << text;
}

TEST(CleaningControlCharacters, TakesThemOutOrPutsWhatTheyMeant) {
    const char* rule = "control-characters";
    EXPECT_EQ(target_after("甲",
                           "a\x01"
                           "b",
                           rule),
              "ab");
    EXPECT_EQ(target_after("甲",
                           "a\x0B"
                           "b",
                           rule),
              "a b");
    EXPECT_EQ(target_after("甲", "it\xC2\x92s \xC2\x93so\xC2\x94", rule), "it’s “so”");
    EXPECT_EQ(target_after("甲", "\xEF\xBB\xBFone", rule), "one");
    EXPECT_EQ(target_after("甲", "a\tb\nc", rule), "a\tb\nc");
    EXPECT_TRUE(clean("物\xC2\x89件", "Object", rule).aside);
}

TEST(CleaningEntities, DecodesThemOnTheSideThatHasThem) {
    const char* rule = "entities";
    EXPECT_EQ(target_after("研究與發展", "Research &amp;amp; Development", rule),
              "Research & Development");
    EXPECT_EQ(source_after("研究&#33287;發展", "Research", rule), "研究與發展");
    EXPECT_EQ(target_after("甲 & 乙", "A &quot;B&#x22; &hellip;", rule), "A \"B\" …");
    // Both sides have them; tags are about; no reference at all.
    for (const auto& [source, target] :
         {std::pair{"甲 &amp; 乙", "A &amp; B"}, std::pair{"甲", "<p>&quot;A&quot;</p>"},
          std::pair{"甲", "A & B; c"}, std::pair{"甲", "AT&T; &debian; &#0;"}})
        EXPECT_TRUE(clean(source, target, rule).findings.empty()) << target;
}

TEST(CleaningTags, TakesOutWhatTheOtherSideDoesNotHave) {
    const char* rule = "tags";
    EXPECT_EQ(target_after("已選擇", "<b>Files</b> selected<br/>now", rule), "Files selected now");
    EXPECT_EQ(source_after("超連結</b>", "Hyperlink", rule), "超連結");
    for (const auto& [source, target] :
         {std::pair{"<b>甲</b>", "<b>A</b>"}, std::pair{"<b>甲</b>", "A"},
          std::pair{"按<s>鍵", "press the key"}, std::pair{"甲", "a < b > c"},
          std::pair{"甲", "`strong <strong reference>`"}, std::pair{"甲", "<br>"},
          std::pair{"＜b＞甲", "<b>A</b>"}})
        EXPECT_TRUE(clean(source, target, rule).findings.empty()) << target;
}

TEST(CleaningTags, LeavesASourceWhoseTagsAreInlineCodesInTheOther) {
    Unit unit = version("甲", "<b>A</b>");
    unit.variants[0].segment =
        Segment::from_content({Markup::leaf("ph", {{"x", "1"}}, "<b>"), Markup::run("甲")});
    EXPECT_TRUE(clean(unit, "tags").findings.empty());
}

TEST(CleaningBrokenCodes, MakesHalvesOfPairsStandAlone) {
    Unit unit = version("甲", "A");
    unit.variants[1].segment = Segment::from_content(
        {Markup::leaf("bpt", {{"i", "1"}, {"x", "1"}}, "<b>"), Markup::run("A"),
         Markup::leaf("bpt", {{"i", "2"}}, "<i>"), Markup::run("B"),
         Markup::leaf("ept", {{"i", "1"}}, "</b>"), Markup::leaf("ept", {{"i", "3"}}, "</u>")});
    const CleanedUnit cleaned = clean(unit, "broken-codes");
    ASSERT_EQ(cleaned.findings.size(), 1u);
    const Segment& segment = cleaned.unit.variants[1].segment;
    EXPECT_EQ(segment.text, "AB");
    ASSERT_EQ(segment.content.size(), 6u);
    EXPECT_EQ(segment.content[0], unit.variants[1].segment.content[0]);
    EXPECT_EQ(segment.content[2], Markup::leaf("it", {{"pos", "begin"}}, "<i>"));
    EXPECT_EQ(segment.content[5], Markup::leaf("it", {{"pos", "end"}}, "</u>"));
    EXPECT_TRUE(clean(cleaned.unit, "broken-codes").findings.empty());
}

TEST(CleaningBrokenCodes, AnEndBeforeItsStartIsNoPair) {
    Unit unit = version("甲", "A");
    unit.variants[1].segment =
        Segment::from_content({Markup::leaf("ept", {{"i", "1"}}, "</b>"), Markup::run("A"),
                               Markup::leaf("bpt", {{"i", "1"}}, "<b>")});
    const Segment segment = clean(unit, "broken-codes").unit.variants[1].segment;
    EXPECT_EQ(segment.content[0].element, "it");
    EXPECT_EQ(segment.content[2].element, "it");
}

TEST(CleaningRepeated, TakesOutTheSecondOne) {
    const char* rule = "repeated";
    EXPECT_EQ(target_after("請先儲存。", "Save the file first. Save the file first.", rule),
              "Save the file first.");
    EXPECT_EQ(source_after("請先儲存檔案。請先儲存檔案。", "Save the file first.", rule),
              "請先儲存檔案。");
    for (const auto& [source, target] :
         {std::pair{"謝謝謝謝", "Thank you"}, std::pair{"不要不要", "No, no"},
          std::pair{"請先儲存檔案。請先儲存檔案。", "Save the file. Save the file."},
          std::pair{"咕嘟 咕嘟 咕嘟 咕嘟 咕嘟 咕嘟", "Glug glug"},
          std::pair{"副金鑰的屬性：%s\n副金鑰的屬性：%s", "Subkey:%s\nSubkeys:%s"}})
        EXPECT_TRUE(clean(source, target, rule).findings.empty()) << source;
}

TEST(CleaningGlued, PutsASpaceBetweenSentences) {
    const char* rule = "glued";
    EXPECT_EQ(target_after("已刪除。請重試。", "The file was deleted.Please try again.", rule),
              "The file was deleted. Please try again.");
    EXPECT_EQ(target_after("失敗！它", "It has failed!It's over now.", rule),
              "It has failed! It's over now.");
    for (const auto& [source, target] :
         {std::pair{"threading.Lock 物件", "A threading.Lock object is used"},
          std::pair{"檔案", "See the www.Example page"}, std::pair{"檔案", "version 2.Then it"},
          std::pair{"檔案", "the file.TXT is"}, std::pair{"檔案", "of class unittest.TestCase is"}})
        EXPECT_TRUE(clean(source, target, rule).findings.empty()) << target;
}

TEST(CleaningEmpty, LeavesCodesAlone) {
    Unit unit = version("", "");
    for (Variant& variant : unit.variants)
        variant.segment = Segment::from_content({Markup::leaf("ph", {{"x", "1"}}, "<br/>")});
    EXPECT_TRUE(clean(unit, "empty").findings.empty());
    EXPECT_TRUE(clean("甲", " \u200B\u3000", "empty").aside);
    EXPECT_TRUE(clean("", "A", "empty").aside);
}

TEST(CleaningSameText, LeavesNamesNumbersAndCodes) {
    const char* rule = "same-text";
    EXPECT_TRUE(clean("人工智慧", "人工智慧", rule).aside);
    EXPECT_TRUE(clean("the state of the art", "The state of the art.", rule).aside);
    for (const char* text : {"OpenAI GPT-5", "2,024", "{0} / {1}", "x = a_b_c(d, e)", "A"})
        EXPECT_TRUE(clean(text, text, rule).findings.empty()) << text;
}

TEST(CleaningWrongLanguage, KnowsScriptsAndLanguages) {
    const char* rule = "wrong-language";
    const struct {
        const char* source;
        const char* target;
        const char* message;
    } kCases[] = {
        {"请选择文件夹", "Choose a folder", "the source is in simplified characters"},
        {"ファイルを選択してください", "Choose a file", "the source is Japanese, not Chinese"},
        {"파일을 선택하십시오", "Choose a file", "the source is Korean, not Chinese"},
        {"Выберите файл", "Choose a file", "the source is not in Chinese characters"},
        {"please choose a file now", "Choose a file", "the source has no Chinese character in it"},
        {"選擇檔案", "选择一个文件", "the translation is Chinese or Japanese"},
        {"選擇檔案", "Выберите файл", "the translation is not in Latin letters"},
        {"選擇檔案",
         "Bitte wählen Sie eine Datei aus, die geöffnet werden soll, und klicken Sie auf weiter",
         "the translation is German, as far as can be told"},
        {"選擇檔案", "Please choose the file that is to be opened and click on the button", ""},
        {"保加利亞文 (Български)", "Bulgarian (Български)", ""},
        {"台灣「の」字招牌", "Signs with の in Taiwan", ""},
        {"里面后来台只", "inside", ""},
        {"咔嚓", "click", ""},
        {"韓文 (한국어)", "Korean (한국어)", ""},
    };
    for (const auto& [source, target, message] : kCases) {
        const CleanedUnit cleaned = clean(source, target, rule);
        const std::string found = cleaned.findings.empty() ? "" : cleaned.findings[0].message;
        EXPECT_EQ(found, message) << source << " / " << target;
    }
}

TEST(CleaningWrongLanguage, KnowsLanguagesUnderTheirOtherNames) {
    const struct {
        const char* lang;
        const char* target;
    } kCases[] = {
        {"nb-NO", "Filen kan ikke åpnes fordi den brukes av et annet program på denne maskinen"},
        {"no", "Filen kan ikke åpnes fordi den brukes av et annet program på denne maskinen"},
        {"bs", "Datoteka se ne može otvoriti jer je koristi drugi program na ovom računaru"},
        {"fil", "Hindi mabuksan ang file na ito dahil ginagamit pa ito ng ibang programa ngayon"},
        {"uz", "Ушбу файлни очиб бўлмайди"},
    };
    for (const auto& [lang, target] : kCases) {
        Unit unit = version("檔案無法開啟", target);
        unit.variants[1].lang = LanguageTag(lang);
        EXPECT_FALSE(clean(unit, "wrong-language").aside) << lang;
    }
}

TEST(CleaningWrongLanguage, KnowsTraditionalUnderTheMainlandsTag) {
    Unit unit = version("選擇資料夾", "Choose a folder");
    unit.variants[0].lang = LanguageTag("zh-CN");
    EXPECT_TRUE(clean(unit, "wrong-language").aside);
    unit.variants[0].lang = LanguageTag("zh");
    EXPECT_FALSE(clean(unit, "wrong-language").aside);
}

TEST(CleaningBoilerplate, WantsBothSides) {
    const char* rule = "boilerplate";
    EXPECT_TRUE(clean("著作權所有 © 2024 某某", "Copyright © 2024 Example", rule).aside);
    EXPECT_TRUE(clean("https://example.org", "https://example.org", rule).aside);
    EXPECT_TRUE(clean("【回頁首】", "Back to top", rule).findings.empty());
    EXPECT_TRUE(clean("回頁首", "Back to top", rule).aside);
    for (const auto& [source, target] :
         {std::pair{"版權（最多 20 個字元）", "Copyright (max. 20 characters)"},
          std::pair{"本公司成立於 2024 年", "© 2024 Example"},
          std::pair{"閱讀更多書", "Read more books"}})
        EXPECT_TRUE(clean(source, target, rule).findings.empty()) << target;
}

/// 200 units, twice to three times as long in English.
LengthNorms usual_norms() {
    LengthNorms norms;
    for (int i = 0; i < 200; ++i) {
        Unit unit = version(std::string("一二三四五六七八九十一二三四五六七八九十"), "");
        unit.variants[1].segment = Segment(std::string(60 + i % 20, 'x'));
        norms.add(unit);
    }
    norms.finish();
    return norms;
}

TEST(CleaningLength, LearnsWhatIsUsual) {
    const LengthNorms norms = usual_norms();
    const UnitCleaner cleaner(norms, {"length"}, {});
    const std::string source = "一二三四五六七八九十一二三四五六七八九十";
    EXPECT_FALSE(cleaner.clean(version(source, std::string(70, 'x'))).aside);
    EXPECT_FALSE(cleaner.clean(version(source, std::string(150, 'x'))).aside);
    EXPECT_TRUE(cleaner.clean(version(source, std::string(300, 'x'))).aside);
    EXPECT_TRUE(cleaner.clean(version(source, "xxxxxx")).aside);
    // Of sources so short, or of another pair, nothing is known.
    EXPECT_FALSE(cleaner.clean(version("一", std::string(300, 'x'))).aside);
    Unit french = version(source, std::string(300, 'x'));
    french.variants[1].lang = LanguageTag("fr");
    EXPECT_FALSE(cleaner.clean(french).aside);
}

TEST(CleaningLength, LeavesCodeThatIsAsLongOnBothSides) {
    LengthNorms norms;
    const std::string source(80, 'x');
    for (int i = 0; i < 200; ++i)
        norms.add(version(source, std::string(static_cast<std::size_t>(15 + i % 10), 'y')));
    norms.finish();
    const UnitCleaner cleaner(norms, {"length"}, {});
    EXPECT_FALSE(cleaner.clean(version(source, source)).aside);
    EXPECT_TRUE(cleaner.clean(version(source, source + source + source)).aside);
}

TEST(CleaningLength, IsNotMovedByAThirdOfBadUnits) {
    LengthNorms norms;
    const std::string source = "一二三四五六七八九十一二三四五六七八九十";
    for (int i = 0; i < 300; ++i)
        norms.add(version(source, std::string(i % 3 == 0 ? 900 : 60 + i % 20, 'x')));
    norms.finish();
    const auto norm = norms.find(variant_of("zh-TW", source), 20, variant_of("en", ""));
    ASSERT_TRUE(norm);
    EXPECT_NEAR(norm->median, length_ratio(20, 73), 0.1);
    EXPECT_TRUE(
        UnitCleaner(norms, {"length"}, {}).clean(version(source, std::string(900, 'x'))).aside);
}

TEST(UnitCleaner, KeepsAUnitOfWhichOneTranslationIsFine) {
    Unit unit = version("甲公司", "");
    unit.variants.push_back(variant_of("de", "Firma A"));
    const CleanedUnit cleaned = clean(unit, "empty");
    EXPECT_FALSE(cleaned.aside);
    EXPECT_FALSE(cleaned.changed);
    ASSERT_EQ(cleaned.findings.size(), 1u);
    EXPECT_EQ(cleaned.findings[0].outcome, CleaningOutcome::kLeft);
}

TEST(UnitCleaner, LooksAtNothingThatIsOutOfUse) {
    Unit unit = version("甲公司", "");
    set_state(unit, "rejected");
    EXPECT_TRUE(clean(unit, "empty").findings.empty());
}

TEST(UnitCleaner, LeavesAPlaceWithACodeInIt) {
    Unit unit = version("咖啡", "");
    unit.variants[1].segment = Segment::from_content(
        {Markup::run("CafÃ"), Markup::leaf("ph", {{"x", "1"}}, "<br/>"), Markup::run("©")});
    const CleanedUnit cleaned = clean(unit, "mojibake");
    ASSERT_EQ(cleaned.findings.size(), 1u);
    EXPECT_EQ(cleaned.findings[0].outcome, CleaningOutcome::kLeft);
    EXPECT_EQ(to_jsonml(cleaned.unit), to_jsonml(unit));
}

TEST(UnitCleaner, MendsTheSourceOnceHoweverManyTargets) {
    Unit unit = version("研究&amp;發展", "Research");
    unit.variants.push_back(variant_of("de", "Forschung"));
    const CleanedUnit cleaned = clean(unit, "entities");
    EXPECT_EQ(cleaned.findings.size(), 1u);
    EXPECT_EQ(cleaned.unit.variants[0].segment.text, "研究&發展");
}

}  // namespace
}  // namespace diglot
