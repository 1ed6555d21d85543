// Search segments against TextPattern on every text.
#include "tm/search_segment.h"

#include <map>
#include <random>

#include <gtest/gtest.h>

#include "core/text/pattern_literals.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

/// Texts in a segment: unit i has text i, as its variant i % 3.
class Memory {
public:
    explicit Memory(std::vector<std::string> texts) : texts_(std::move(texts)) {
        SearchSegmentBuilder builder;
        for (std::size_t i = 0; i < texts_.size(); ++i)
            builder.add(static_cast<std::int64_t>(i) + 1000, static_cast<std::uint32_t>(i % 3),
                        i % 2 == 0, i % 5 == 0 ? "zh" : "en", texts_[i]);
        builder.finish(blocks_.sink());
        segment_ = std::make_unique<SearchSegment>(blocks_);
    }

    const std::vector<std::string>& texts() const { return texts_; }

    /// Numbers of the texts in which the pattern occurs; none where it is no pattern.
    std::vector<std::size_t> find(const std::string& text, PatternMode mode = PatternMode::kText,
                                  const FoldOptions& fold = {}) {
        std::vector<std::size_t> found;
        const auto pattern = TextPattern::compile(text, mode, fold);
        if (!pattern) return found;
        const PatternLiterals literals = pattern_literals(text, mode, fold);
        SearchCursor cursor(*segment_, blocks_, literals.texts);
        while (cursor.next()) {
            const SearchDocument document = cursor.document();
            const auto number = static_cast<std::size_t>(document.unit - 1000);
            EXPECT_EQ(document.variant, number % 3);
            EXPECT_EQ(document.is_source, number % 2 == 0);
            if ((cursor.is_exact() && literals.exact) || occurs(*pattern, texts_.at(number)))
                found.push_back(number);
        }
        return found;
    }

    std::vector<std::size_t> scan(const std::string& text, PatternMode mode = PatternMode::kText,
                                  const FoldOptions& fold = {}) const {
        std::vector<std::size_t> found;
        const auto pattern = TextPattern::compile(text, mode, fold);
        if (!pattern) return found;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (occurs(*pattern, texts_[i])) found.push_back(i);
        }
        return found;
    }

private:
    static bool occurs(const TextPattern& pattern, const std::string& text) {
        const auto spans = pattern.find(text);
        return spans.ok() && !spans->empty();
    }

    std::vector<std::string> texts_;
    MemoryBlocks blocks_;
    std::unique_ptr<SearchSegment> segment_;
};

TEST(SearchSegment, FindsWhatStandsSideBySide) {
    Memory memory({"of the lab", "of  the lab", "of-the lab", "off the lab", "用LLNL的",
                   "用 LLNL 的", "of", "", "the", "of the"});
    const std::vector<std::pair<std::string, std::vector<std::size_t>>> rows = {
        {"of the", {0, 9}}, {"of  the", {1}},       {"f the", {0, 3, 9}}, {"e l", {0, 1, 2, 3}},
        {"of-", {2}},       {"LLNL", {4, 5}},       {"用L", {4}},         {"用 L", {5}},
        {"nl的", {4}},      {"L 的", {5}},          {"的", {4, 5}},       {" ", {0, 1, 2, 3, 5, 9}},
        {"  ", {1}},        {" the", {0, 1, 3, 9}}, {"of ", {0, 1, 9}},   {"x", {}},
        {"the of", {}},     {"labof", {}},          {"的of", {}},         {"F T", {0, 3, 9}}};
    for (const auto& [text, expected] : rows) {
        EXPECT_EQ(memory.find(text), expected) << text;
        EXPECT_EQ(memory.scan(text), expected) << text;
    }
}

TEST(SearchSegment, MayBeEmpty) {
    Memory none({}), blank({"", "\u00AD"});
    EXPECT_TRUE(none.find("a").empty());
    EXPECT_TRUE(blank.find("a").empty());
    EXPECT_TRUE(blank.find(".*", PatternMode::kRegex).empty());
}

/// Characters that meet in all the ways texts are cut and folded.
const std::u32string kLetters =
    U"aabbeAE  "
    U",-."
    U"\n12用用体體的かカｶﾞ\u3099\u309A\u0301\u0308éÉＡ１，　ßſ\u212AİfﬁI\u00AD\u200B㈱Ωα\u0345ᾴσς가"
    U"\u1100\u1161\U0001F600\U00020000";
const std::u32string kPlain = U"ab 用的,1";

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t bound) { return engine_() % bound; }
    std::string text(const std::u32string& letters, std::size_t size) {
        std::string text;
        for (; size > 0; --size) append_code_point(letters[below(letters.size())], text);
        return text;
    }
    std::string part_of(const std::string& text) {
        const std::u32string points = to_code_points(text);
        if (points.empty()) return "a";
        const std::size_t start = below(points.size());
        std::string part;
        for (std::size_t i = start; i < points.size() && i < start + 1 + below(6); ++i)
            append_code_point(points[i], part);
        return part;
    }

private:
    std::mt19937 engine_;
};

FoldOptions some_fold(Random& random) {
    FoldOptions fold;
    if (random.below(2) == 0) return fold;
    fold.letter_case = random.below(2) == 0;
    fold.width = random.below(2) == 0;
    fold.han_script = random.below(2) == 0;
    return fold;
}

std::string some_wildcards(Random& random, const std::string& text) {
    std::string pattern;
    for (std::size_t i = 0; i <= random.below(4); ++i) {
        pattern += random.below(2) == 0 ? random.part_of(text)
                                        : random.text(kLetters, 1 + random.below(2));
        pattern += std::string("*?\\")[random.below(3)];
    }
    return pattern;
}

std::string some_regex(Random& random, const std::string& text) {
    static const std::vector<std::string> kPieces = {
        "*",   "?",     "+",       "{0,2}", "{1,}", "{2}", ".",           "^",
        "$",   "(a|b)", "(?:用)?", "[ab]",  "[^a]", "\\s", "\\p{Han}",    "\\b",
        "\\.", "|",     "(?i)",    "*?",    "\\Q",  "]",   "[[a-c]&&[b]]"};
    std::string pattern;
    for (std::size_t i = 0; i <= random.below(4); ++i) {
        pattern += random.below(2) == 0 ? random.part_of(text)
                                        : random.text(kLetters, 1 + random.below(2));
        if (random.below(3) != 0) pattern += kPieces[random.below(kPieces.size())];
    }
    return pattern;
}

TEST(SearchSegment, FindsWhatAScanFinds) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        Random random(seed);
        const std::u32string& letters = seed % 2 == 0 ? kLetters : kPlain;
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < 120; ++i)
            texts.push_back(random.text(letters, random.below(12)));
        Memory memory(texts);
        for (int i = 0; i < 150; ++i) {
            const std::string& text = texts[random.below(texts.size())];
            const FoldOptions fold = some_fold(random);
            const auto mode = static_cast<PatternMode>(random.below(4));
            const std::string pattern = mode == PatternMode::kWildcard
                                            ? some_wildcards(random, text)
                                        : mode == PatternMode::kRegex ? some_regex(random, text)
                                                                      : random.part_of(text);
            ASSERT_EQ(memory.find(pattern, mode, fold), memory.scan(pattern, mode, fold))
                << "seed " << seed << ", mode " << static_cast<int>(mode) << ", fold "
                << fold.letter_case << fold.width << fold.han_script << ": \"" << pattern << "\"";
        }
    }
}

/// Long lists, many lists, many blocks.
TEST(SearchSegment, FindsWhatAScanFindsInManyTexts) {
    Random random(7);
    std::vector<std::string> texts;
    const std::u32string letters = U"abcdefghijklmnop";
    const std::u32string han = U"一二三四五六七八九十百千萬用的";
    for (std::size_t i = 0; i < 20000; ++i) {
        std::string text;
        for (std::size_t words = random.below(8); words > 0; --words) {
            text += random.below(3) == 0 ? random.text(han, 1 + random.below(5))
                                         : random.text(letters, 1 + random.below(6));
            text += random.below(5) == 0 ? ", " : random.below(4) == 0 ? "" : " ";
        }
        texts.push_back(text);
    }
    Memory memory(texts);
    for (int i = 0; i < 150; ++i) {
        const std::string pattern = random.part_of(texts[random.below(texts.size())]);
        ASSERT_EQ(memory.find(pattern), memory.scan(pattern)) << "\"" << pattern << "\"";
    }
}

/// Words longer than a chunk of the vocabulary, and needles that are.
TEST(SearchSegment, FindsPartsOfVeryLongWords) {
    Random random(11);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 300; ++i)
        texts.push_back(random.text(U"abc", 1 + random.below(900)));
    texts.push_back(std::string(2000, 'a'));
    Memory memory(texts);
    for (int i = 0; i < 200; ++i) {
        const std::string& text = texts[random.below(texts.size())];
        const std::size_t start = random.below(text.size());
        const std::string pattern = text.substr(start, 1 + random.below(600));
        ASSERT_EQ(memory.find(pattern), memory.scan(pattern)) << "\"" << pattern << "\"";
    }
}

}  // namespace
}  // namespace diglot
