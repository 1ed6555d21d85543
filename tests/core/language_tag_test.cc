#include "core/language_tag.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(LanguageTag, ReadsEverySpellingAsTheCanonicalOne) {
    const std::pair<const char*, const char*> cases[] = {
        {"zh-TW", "zh-TW"},
        {"zh_tw", "zh-TW"},
        {"ZH-hant-tw", "zh-Hant-TW"},
        {"eN-uS", "en-US"},
        {"sr_Latn", "sr-Latn"},
        {"es-419", "es-419"},
        {"C", "C"},
        {"EN-01", "en-01"},
        {"", ""},
        {"x-klingon", "x-klingon"},
        {"en-x-US-Foo", "en-x-us-foo"},
    };
    for (const auto& [spelling, canonical] : cases)
        EXPECT_EQ(LanguageTag(spelling).text(), canonical) << spelling;
}

TEST(LanguageTag, FindsTheSameLanguageWithoutAPenaltyAndOthersWithOne) {
    struct Case {
        const char* a;
        const char* b;
        LanguageFit fit;
    };
    const Case cases[] = {
        {"zh-TW", "zh_TW", LanguageFit::kSame},      {"zh-TW", "zh-Hant", LanguageFit::kSame},
        {"zh-TW", "zh-Hant-TW", LanguageFit::kSame}, {"zh-CN", "zh-Hans", LanguageFit::kSame},
        {"zh-TW", "zh-CN", LanguageFit::kVariant},   {"zh-Hant", "zh-Hans", LanguageFit::kVariant},
        {"zh-TW", "zh-HK", LanguageFit::kVariant},   {"zh", "zh-TW", LanguageFit::kVariant},
        {"zh", "zh-CN", LanguageFit::kVariant},      {"zh", "zh", LanguageFit::kSame},
        {"en", "en-US", LanguageFit::kSame},         {"en-GB", "en-US", LanguageFit::kVariant},
        {"en", "de", LanguageFit::kOther},           {"C", "en", LanguageFit::kOther},
        {"en", "zh-TW", LanguageFit::kOther},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(LanguageTag(c.a).fit(LanguageTag(c.b)), c.fit) << c.a << " " << c.b;
        EXPECT_EQ(LanguageTag(c.b).fit(LanguageTag(c.a)), c.fit) << c.b << " " << c.a;
    }
}

TEST(LanguageTag, KnowsLanguagesFromWhatIsNone) {
    for (const char* tag :
         {"zh-TW", "zh_Hant_TW", "en", "en-GB", "es-419", "yue", "zu", "sr-Latn", "de-CH-1901"}) {
        EXPECT_TRUE(is_known_language(LanguageTag(tag))) << tag;
    }
    for (const char* tag : {"", "!!", "english", "C", "x", "zh-", "qq", "en-", "zh TW"}) {
        EXPECT_FALSE(is_known_language(LanguageTag(tag))) << tag;
    }
}

TEST(LanguageTag, FillsInLikelySubtags) {
    EXPECT_EQ(LanguageTag("zh-TW").script(), "Hant");
    EXPECT_EQ(LanguageTag("zh-Hans").region(), "CN");
    EXPECT_EQ(LanguageTag("en").region(), "US");
    EXPECT_EQ(LanguageTag("zh-Hant-HK").language(), "zh");
}

}  // namespace
}  // namespace diglot
