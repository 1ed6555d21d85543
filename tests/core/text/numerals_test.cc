#include "core/text/numerals.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

struct Found {
    const char* text;
    const char* numerals;  ///< "part=value; …"
};

const Found kFound[] = {
    {"投資三億美元", "三億=300000000"},
    {"3億5千萬", "3億5千萬=350000000"},
    {"1.2萬人", "1.2萬=12000"},
    {"一百零五", "一百零五=105"},
    {"一萬億元", "一萬億=1000000000000"},
    {"兩兆", "兩兆=2000000000000"},
    {"十五個", "十五=15"},
    {"二十三萬四千", "二十三萬四千=234000"},
    {"二〇二六年", "二〇二六=2026"},
    {"三萬五", ""},
    {"434萬1432票", "434萬1432=4341432"},
    {"1萬500元", "1萬500=10500"},
    {"3萬5", ""},
    {"十四五", ""},
    {"30萬千瓦", "30萬=300000"},
    {"CNS一二八七二", "一二八七二=12872"},
    {"萬一", ""},
    {"１２３", "１２３=123"},
    {"US$300 million", "300 million=300000000"},
    {"2.5 Billion and 1,200", "2.5 Billion=2500000000; 1,200=1200"},
    {"12,34 or 1.2.3 or 10:30 or 2026-01-02", ""},
    {"GPT4, H100 and 3nm", ""},
    {"GPT-4", "4=4"},
    {"three hundred million people", "three hundred million=300000000"},
    {"Twenty-five of one hundred and five", "Twenty-five=25; one hundred and five=105"},
    {"someone did one thing", "one=1"},
    {"one million and eight hundred thousands", "one million and eight hundred thousands=1800000"},
    {"ten thousand and fifty thousand", "ten thousand=10000; fifty thousand=50000"},
    {"ten thousand and one hundred and fifty thousand",
     "ten thousand=10000; one hundred and fifty thousand=150000"},
    {"between seven and nine", "seven=7; nine=9"},
    {"用3台", "3=3"},
    {"", ""},
};

TEST(FindNumerals, TellsValuesThatAreCertain) {
    for (const Found& c : kFound) {
        std::string found;
        for (const Numeral& n : find_numerals(c.text)) {
            if (!found.empty()) found += "; ";
            found += std::string(c.text).substr(n.start, n.end - n.start) + "=" + n.value.text();
        }
        EXPECT_EQ(found, c.numerals) << c.text;
    }
}

struct Written {
    const char* old;
    const char* value;    ///< Another numeral with the value wanted.
    const char* written;  ///< Null for nothing.
};

const Written kWritten[] = {
    {"300 million", "五億", "500 million"},
    {"300 million", "五十億", "5 billion"},
    {"300 million", "五萬", nullptr},
    {"2.5 Billion", "三億五千萬", "350 Million"},
    {"1,200", "三百", "300"},
    {"200", "三百", "300"},
    {"200", "三千", nullptr},
    {"1200", "三萬", "30000"},
    {"1,200", "三萬", "30,000"},
    {"three", "五", "five"},
    {"Three hundred million", "十二億五千萬", "One billion two hundred fifty million"},
    {"三億", "500 million", "五億"},
    {"三億", "105", "一百零五"},
    {"三万", "50,010", "五万零一十"},
    {"十", "12", "十二"},
    {"十", "50,000", nullptr},
    {"1.2萬", "15,000", "1.5萬"},
    {"1.2萬", "350,000,000", "3.5億"},
    {"二〇二五", "2026", nullptr},
};

TEST(WriteLike, KeepsTheMannerOfTheOldNumeral) {
    for (const Written& c : kWritten) {
        const auto old = find_numerals(c.old);
        const auto value = find_numerals(c.value);
        ASSERT_EQ(old.size(), 1u) << c.old;
        ASSERT_EQ(value.size(), 1u) << c.value;
        EXPECT_EQ(write_like(c.old, old[0].style, old[0].value, value[0].value),
                  c.written ? std::optional<std::string>(c.written) : std::nullopt)
            << c.old << " → " << c.value;
    }
}

TEST(WriteLike, WritesWhatIsReadBack) {
    for (const char* old : {"三億", "三百 million", "three million", "1,000"}) {
        const auto style = find_numerals(old).at(0);
        for (std::int64_t value = 1; value < 100000000; value = value * 3 + 7) {
            const auto wanted = Decimal::of(value, 0);
            const auto text =
                write_like(std::string_view(old).substr(style.start, style.end - style.start),
                           style.style, style.value, *wanted);
            if (!text) continue;
            const auto back = find_numerals(*text);
            ASSERT_EQ(back.size(), 1u) << *text;
            EXPECT_EQ(back[0].value, *wanted) << *text;
        }
    }
}

}  // namespace
}  // namespace diglot
