#include "importers/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/text_encoder.h"
#include "tests/importers/reading.h"

namespace diglot {
namespace {

using namespace std::string_literals;

/// `text` (BMP only) in UTF-16 or UTF-32.
std::string wide(std::u16string_view text, bool big, int bytes) {
    std::string out;
    for (const char16_t c : text) {
        std::string unit{static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
        if (bytes == 4) unit += "\0\0"s;
        if (big) unit = std::string(unit.rbegin(), unit.rend());
        out += unit;
    }
    return out;
}

std::string decode(std::string_view bytes) {
    const auto source = open_memory(bytes);
    TextSource text(*source);
    std::string out;
    while (text.append_to(out)) {
    }
    return out;
}

const std::u16string kText = u"<?xml version='1.0'?><a>\u8a9e\u6599 x</a>";
const std::string kUtf8 = "<?xml version='1.0'?><a>\u8a9e\u6599 x</a>";

TEST(GuessEncoding, PrefersMarkThenPatternThenDeclaration) {
    const struct {
        std::string bytes;
        std::string name;
        bool contradicts;
    } cases[] = {
        {"\xEF\xBB\xBF<a/>", "UTF-8", false},
        {"\xEF\xBB\xBF<?xml version='1.0' encoding='iso-8859-1'?><a/>", "UTF-8", true},
        {"\xFF\xFE" + wide(kText, false, 2), "UTF-16LE", false},
        {"\xFE\xFF" + wide(kText, true, 2), "UTF-16BE", false},
        {"\xFF\xFE\0\0"s + wide(kText, false, 4), "UTF-32LE", false},
        {"\0\0\xFE\xFF"s + wide(kText, true, 4), "UTF-32BE", false},
        {wide(kText, false, 2), "UTF-16LE", false},
        {wide(kText, true, 2), "UTF-16BE", false},
        {wide(kText, false, 4), "UTF-32LE", false},
        {wide(kText, true, 4), "UTF-32BE", false},
        {wide(u"<?xml version='1.0' encoding='utf-16'?><a/>", false, 2), "UTF-16LE", false},
        {"<?xml version='1.0'?><a/>", "UTF-8", false},
        {"<?xml version='1.0' encoding='US-ASCII'?><a/>", "UTF-8", false},
        {"<?xml version='1.0' encoding='utf-16'?><a/>", "UTF-8", true},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "ISO-8859-1", false},
        {"<?xml version=\"1.0\" encoding = \"windows-1254\" ?><a/>", "windows-1254", false},
        {"<?xml version='1.0' encoding='klingon-8'?><a/>", "UTF-8", true},
        {"# Glossary -*- coding: windows-1252 -*-\na\tb", "windows-1252", false},
        {"", "UTF-8", false},
    };
    for (const auto& c : cases) {
        const EncodingGuess guess = guess_encoding(c.bytes);
        EXPECT_EQ(guess.name, c.name) << c.bytes;
        EXPECT_EQ(guess.contradicts, c.contradicts) << c.bytes;
    }
}

TEST(TextSource, GivesUtf8WhateverTheBytesAre) {
    EXPECT_EQ(decode(kUtf8), kUtf8);
    EXPECT_EQ(decode("\xEF\xBB\xBF" + kUtf8), kUtf8);
    for (const bool big : {false, true}) {
        for (const int bytes : {2, 4}) EXPECT_EQ(decode(wide(kText, big, bytes)), kUtf8);
    }
    EXPECT_EQ(decode("<?xml version='1.0' encoding='windows-1252'?>\x80\xE9"),
              "<?xml version='1.0' encoding='windows-1252'?>\u20ac\u00e9");
    EXPECT_EQ(decode("<?xml version='1.0' encoding='Shift_JIS'?>\x82\xA0"),
              "<?xml version='1.0' encoding='Shift_JIS'?>\u3042");
    EXPECT_EQ(decode("\xFE\xFF\xD8\x3D\xDE\0"s), "\U0001F600");
}

TEST(TextSource, MarksWhatIsNotInTheEncoding) {
    EXPECT_EQ(decode("a\x80z"), "a\xFFz");
    EXPECT_EQ(decode("a\xC0\xAFz"), "a\xFF\xFFz");
    EXPECT_EQ(decode("a\xED\xA0\x80z"), "a\xFF\xFF\xFFz");
    EXPECT_EQ(decode("a\xF4\x90\x80\x80z"), "a\xFF\xFF\xFF\xFFz");
    EXPECT_EQ(decode("a\xE8\xAA"), "a\xFF\xFF");
    EXPECT_EQ(decode("\xFE\xFF\0a\xD8\x3D\0b"s),
              "a\xFF"
              "b");
}

TEST(TextSource, KeepsCharactersWholeAcrossChunks) {
    std::string text;
    for (int i = 0; i < 60000; ++i)
        text += i % 3 == 0 ? "\u8a9e" : i % 3 == 1 ? "\u00e9" : "\U0001F600";
    for (std::size_t shift = 0; shift < 5; ++shift) {
        const std::string shifted = std::string(shift, 'x') + text;
        EXPECT_EQ(decode(shifted), shifted);
    }
}

TEST(TextSource, TellsItsProgress) {
    const std::string bytes(200000, 'x');
    const auto source = open_memory(bytes);
    TextSource text(*source);
    std::uint64_t last = 0;
    text.progress = [&](std::uint64_t done, std::uint64_t total) {
        EXPECT_GE(done, last);
        EXPECT_EQ(total, bytes.size());
        last = done;
    };
    std::string out;
    while (text.append_to(out)) {
    }
    EXPECT_EQ(last, bytes.size());
}

/// `text` (UTF-8) in another encoding.
std::string in_encoding(std::string_view text, const std::string& name) {
    TextEncoder encoder(name);
    std::string out;
    EXPECT_TRUE(encoder.encode(text, false, out)) << name;
    return out;
}

TEST(GuessEncoding, PrefersTheCodePageOfTheLanguages) {
    const std::string russian =
        "Министерство объявило о новом плане;The ministry announced a new plan\n"
        "реактор будет готов в следующем году;the reactor will be finished next year\n";
    const std::string polish =
        "Ministerstwo ogłosiło nowy plan i środki;The ministry announced a new plan\n"
        "Źródła energii są większe niż się spodziewano;Sources of energy are larger\n";
    const std::string czech =
        "Příští rok začne ministerstvo šetřit;The ministry will save from next year\n"
        "Žádné další změny už nečekáme;We expect no further changes\n";
    const std::string turkish =
        "Bakanlık yeni bir plan açıkladı;The ministry announced a new plan\n"
        "Gelecek yıl değişiklik olmayacağı söyleniyor;No change is said to come\n";
    const std::string greek = "Το υπουργείο ανακοίνωσε νέο σχέδιο;The ministry has a new plan\n";
    const std::string french = "Le ministère a annoncé un café à Orléans;The ministry\n";
    const std::string chinese = "能源部宣布新的計畫。;The department announced a new plan.\n";
    const struct {
        const std::string& text;
        const char* lang;
        const char* encoding;
    } cases[] = {
        {russian, "ru", "windows-1251"}, {russian, "ru", "KOI8-R"},
        {russian, "ru", "ISO-8859-5"},   {russian, "ru", "IBM866"},
        {polish, "pl", "windows-1250"},  {polish, "pl", "ISO-8859-2"},
        {czech, "cs", "windows-1250"},   {czech, "cs", "ISO-8859-2"},
        {turkish, "tr", "windows-1254"}, {greek, "el", "windows-1253"},
        {french, "fr", "windows-1252"},  {chinese, "zh-TW", "Big5"},
    };
    for (const auto& c : cases) {
        const EncodingGuess guess =
            guess_encoding(in_encoding(c.text, c.encoding), [&](std::string_view) {
                return std::vector{LanguageTag("en"), LanguageTag(c.lang)};
            });
        EXPECT_EQ(guess.name, c.encoding) << c.lang;
        EXPECT_TRUE(guess.guessed);
        EXPECT_FALSE(guess.doubtful);
    }
}

TEST(GuessEncoding, DoubtsWhatIsNotOfTheLanguages) {
    const std::string russian =
        in_encoding("Министерство объявило о новом плане\nреактор будет готов\n", "windows-1251");
    const auto in = [](const char* lang) {
        return [lang](std::string_view) { return std::vector{LanguageTag(lang)}; };
    };
    for (const char* lang : {"en", "fr", "pl", "el", "tr", "zh-TW"}) {
        const EncodingGuess guess = guess_encoding(russian, in(lang));
        EXPECT_TRUE(guess.doubtful) << lang << " " << guess.name;
    }
    const std::string french =
        in_encoding("un café à Orléans, un thé à Liège, là où été répété déjà\n", "windows-1252");
    for (const char* lang : {"ru", "el"})
        EXPECT_TRUE(guess_encoding(french, in(lang)).doubtful) << lang;
    const EncodingGuess unsaid =
        guess_encoding(in_encoding("é;ü;ñ;ß;å;ø;é;ö;ä;ç;Ω\n", "macintosh"));
    EXPECT_TRUE(unsaid.doubtful);
    const auto refusal = refuse_doubtful(unsaid, "a.csv");
    ASSERT_TRUE(refusal);
    EXPECT_THAT(refusal->message, testing::HasSubstr("--encoding NAME says it"));
}

}  // namespace
}  // namespace diglot
