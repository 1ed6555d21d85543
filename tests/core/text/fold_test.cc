#include "core/text/fold.h"

#include <gtest/gtest.h>

#include "core/text/utf8.h"

namespace diglot {
namespace {

struct Case {
    const char* text;
    const char* folded;
};

TEST(FoldText, FoldsCaseWidthAndHanByDefault) {
    const Case cases[] = {
        {"", ""},
        {"Hello, World", "hello, world"},
        {"ＧＰＴ－４", "gpt-4"},
        {"Straße", "strasse"},
        {"ÉCOLE", "école"},
        {"E\xCC\x81"
         "cole",
         "école"},
        {"ｶﾞｽ", "ガス"},
        {"輝達發表軟體", "辉达发表软体"},
        {"软件", "软件"},
        {"頭髮與發展", "头发与发展"},
        {"Ⅳ ㎏ ½ …", "iv kg 1⁄2 ..."},
        {"a\u3000b\u00A0c\td", "a b c\td"},
        {"co\u00ADop\u200Berate\uFEFF", "cooperate"},
        {"𠀾", "𠀾"},
        {"ΑΣ", "ασ"},
        {"bad\xFF", "bad\uFFFD"},
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(fold_text(one.text), one.folded) << one.text;
        EXPECT_EQ(fold_with_offsets(one.text).text, one.folded) << one.text;
    }
}

TEST(FoldText, FoldsOnlyWhatItIsAskedTo) {
    const std::string text = "Ａb軟";
    EXPECT_EQ(fold_text(text, {false, false, false}), "Ａb軟");
    EXPECT_EQ(fold_text(text, {true, false, false}), "ａb軟");
    EXPECT_EQ(fold_text(text, {false, true, false}), "Ab軟");
    EXPECT_EQ(fold_text(text, {false, false, true}), "Ａb软");
    EXPECT_EQ(fold_text(text, {true, true, true}), "ab软");
}

TEST(FoldText, SaysTheSameTwice) {
    const std::string once = fold_text("ＨｅＬＬｏ 臺灣裏後 ǅ ﬁ ㈱");
    EXPECT_EQ(fold_text(once), once);
}

TEST(FoldWithOffsets, PointsBackToTheOriginal) {
    struct Span {
        const char* text;
        const char* part;  // Of the folded text.
        const char* original;
    };
    const Span cases[] = {
        {"Hello World", "world", "World"},
        {"輝達與軟體", "软体", "軟體"},
        {"ＧＰＴ４", "pt", "ＰＴ"},
        {"Straße", "s", "S"},
        {"Maße", "ss", "ß"},
        {"a½b", "⁄", "½"},
        {"cafe\xCC\x81s", "é", "e\xCC\x81"},
        {"x ｶﾞｽ", "ガ", "ｶﾞ"},
        {"a\u200Bb", "b", "b"},
        {"中文…完", "..", "…"},
    };
    for (const Span& one : cases) {
        const FoldedText folded = fold_with_offsets(one.text);
        ASSERT_EQ(folded.origin.size(), folded.text.size() + 1);
        const std::size_t at = folded.text.find(one.part);
        ASSERT_NE(at, std::string::npos) << one.text << " folds to " << folded.text;
        const auto span = folded.original(at, at + std::string_view(one.part).size());
        EXPECT_EQ(std::string_view(one.text).substr(span.start, span.end - span.start),
                  one.original)
            << one.text;
    }
}

TEST(FoldWithOffsets, TreatsALetterBesideItsCapitalAsTwo) {
    const FoldedText folded = fold_with_offsets("Aa");
    EXPECT_EQ(folded.original(0, 1), (FoldedText::Span{0, 1}));
    EXPECT_EQ(folded.original(1, 2), (FoldedText::Span{1, 2}));
    EXPECT_EQ(folded.original(2, 2), (FoldedText::Span{2, 2}));
}

TEST(SimplifyHan, ConvertsCharacterByCharacter) {
    const std::u32string traditional = U"體發髮後裡裏臺灣為爲與龍䊷";
    const std::u32string simplified = U"体发发后里里台湾为为与龙";
    for (std::size_t i = 0; i < simplified.size(); ++i)
        EXPECT_EQ(simplify_han(traditional[i]), simplified[i]) << i;
    for (const char32_t c : {U'a', U'あ', U'后', U'里', char32_t{0x10FFFF}})
        EXPECT_EQ(simplify_han(c), c);
}

TEST(SimplifyHan, RestsAfterOnce) {
    for (char32_t c = 0x2E80; c < 0x32400; ++c) {
        const char32_t simple = simplify_han(c);
        EXPECT_EQ(simplify_han(simple), simple) << std::hex << static_cast<unsigned>(c);
    }
}

TEST(Utf8, TellsWellFormedFromIllFormed) {
    for (const char* good : {"", "a", "é", "中", "𠀾", "\x7F"})
        EXPECT_TRUE(is_valid_utf8(good)) << good;
    for (const char* bad :
         {"\x80", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\xFF"})
        EXPECT_FALSE(is_valid_utf8(bad));
}

TEST(Utf8, GoesThereAndBack) {
    const std::string text = "aé中𠀾";
    std::string back;
    for (const char32_t c : to_code_points(text)) append_code_point(c, back);
    EXPECT_EQ(back, text);
    EXPECT_EQ(count_code_points(text), 4u);
}

}  // namespace
}  // namespace diglot
