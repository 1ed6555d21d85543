// English words that the finder of quantities knows, and those that count without a numeral.
#include <algorithm>
#include <array>
#include <utility>

#include "core/text/numeral_words.h"
#include "core/text/quantity_text.h"

namespace diglot::text {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

constexpr std::array<std::string_view, 20> kOrdinals = {
    "",           "first",     "second",    "third",       "fourth",     "fifth",     "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};

/// Words that count without a numeral; none has to stand in a translation.
constexpr std::pair<std::string_view, Rational> kLooseWords[] = {
    {"both", {2, 1}},         {"twice", {2, 1}},       {"double", {2, 1}},
    {"doubled", {2, 1}},      {"doubling", {2, 1}},    {"doubles", {2, 1}},
    {"dual", {2, 1}},         {"pair", {2, 1}},        {"twin", {2, 1}},
    {"couple", {2, 1}},       {"twofold", {2, 1}},     {"either", {2, 1}},
    {"bilateral", {2, 1}},    {"duplicate", {2, 1}},   {"neither", {2, 1}},
    {"latter", {2, 1}},       {"triple", {3, 1}},      {"tripled", {3, 1}},
    {"tripling", {3, 1}},     {"thrice", {3, 1}},      {"threefold", {3, 1}},
    {"triplicate", {3, 1}},   {"trilateral", {3, 1}},  {"quarterly", {3, 1}},
    {"quadruple", {4, 1}},    {"quadrupled", {4, 1}},  {"fourfold", {4, 1}},
    {"fivefold", {5, 1}},     {"tenfold", {10, 1}},    {"dozen", {12, 1}},
    {"decade", {10, 1}},      {"century", {100, 1}},   {"fortnight", {14, 1}},
    {"half", {1, 2}},         {"halves", {1, 2}},      {"once", {1, 1}},
    {"single", {1, 1}},       {"noon", {12, 1}},       {"midnight", {12, 1}},
    {"quarter", {1, 4}},      {"daily", {1, 1}},       {"biennial", {2, 1}},
    {"weekend", {2, 1}},      {"doubly", {2, 1}},      {"zero", {0, 1}},
    {"score", {20, 1}},       {"dozens", {12, 1}},     {"bi", {2, 1}},
    {"tri", {3, 1}},          {"semi", {1, 2}},        {"biannual", {2, 1}},
    {"annual", {1, 1}},       {"majority", {1, 2}},    {"quintupled", {5, 1}},
    {"quintuple", {5, 1}},    {"quadrennial", {4, 1}}, {"triennial", {3, 1}},
    {"centennial", {100, 1}}, {"teens", {10, 1}},      {"teenage", {10, 1}},
    {"teenager", {10, 1}},    {"teenagers", {10, 1}},  {"sextupled", {6, 1}}};

constexpr std::string_view kWeekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                          "friday", "saturday", "sunday"};

/// 1 to 7 of "Tuesday", "Tuesdays", "Tues."; 0 for another word. "Sat." and "Sun." end sentences.
int weekday_of(std::string_view word, bool pointed) {
    if (word.ends_with('s') && word.size() > 6) word.remove_suffix(1);
    for (int day = 0; day < 7; ++day) {
        const std::string_view name = kWeekdays[day];
        if (word == name ||
            (pointed && day < 5 && word.size() >= 3 && word.size() <= 5 && name.starts_with(word)))
            return day + 1;
    }
    return 0;
}

/// "eighties" → 80; 0 for another word.
int decade_of(std::string_view word) {
    if (!word.ends_with("ties")) return 0;
    const std::string tens = std::string(word.substr(0, word.size() - 3)) + "y";
    for (std::size_t n = 2; n < kTens.size(); ++n) {
        if (tens == kTens[n]) return static_cast<int>(10 * n);
    }
    return 0;
}

/// "hundreds" → 100, "dozens" → 10; with `counted` (several) also "hundred". 0 for another word.
std::int64_t vague_of(std::string_view word, bool counted) {
    if (word == "tens" || word == "dozens" || word == "scores") return 10;
    if (counted && word == "dozen") return 10;
    if (!word.ends_with('s') && !counted) return 0;
    if (word == "hundreds" || word == "hundred") return 100;
    std::int64_t value = 1;
    for (int p = scale_power(word); p > 0; --p) value *= 10;
    return value > 1 ? value : 0;
}

}  // namespace

int denominator_of(std::string_view word, bool plural) {
    if (word == (plural ? "halves" : "half")) return 2;
    if (word == (plural ? "quarters" : "quarter")) return 4;
    if (word == (plural ? "hundredths" : "hundredth")) return 100;
    if (word == (plural ? "thousandths" : "thousandth")) return 1000;
    if (word == (plural ? "millionths" : "millionth")) return 1000000;
    if (word == (plural ? "billionths" : "billionth")) return 1000000000;
    if (plural && word.ends_with('s'))
        word.remove_suffix(1);
    else if (plural)
        return 0;
    for (std::size_t n = 3; n <= 12; ++n) {
        if (word == kOrdinals[n]) return static_cast<int>(n);
    }
    return word == "twentieth" ? 20 : 0;
}

int ordinal_of(std::string_view word) {
    for (std::size_t n = 1; n < kOrdinals.size(); ++n) {
        if (word == kOrdinals[n]) return static_cast<int>(n);
    }
    constexpr std::string_view kTensOrdinals[] = {"twentieth", "thirtieth", "fortieth",
                                                  "fiftieth",  "sixtieth",  "seventieth",
                                                  "eightieth", "ninetieth"};
    for (std::size_t n = 0; n < std::size(kTensOrdinals); ++n) {
        if (word == kTensOrdinals[n]) return static_cast<int>(10 * (n + 2));
    }
    return 0;
}

int month_of(std::string_view word) {
    if (word.size() < 3) return 0;
    if (word == "sept") return 9;
    for (std::size_t m = 0; m < kMonths.size(); ++m) {
        if (word == kMonths[m] || (word.size() == 3 && kMonths[m].starts_with(word)))
            return static_cast<int>(m + 1);
    }
    return 0;
}

bool is_part_of_a_law(std::string_view word) {
    constexpr std::string_view kParts[] = {
        "article", "articles", "paragraph", "paragraphs", "subparagraph", "subparagraphs",
        "section", "sections", "chapter",   "chapters",   "item",         "items",
        "clause",  "clauses",  "act",       "rule",       "no",           "number",
        "table",   "figure",   "appendix",  "annex",      "form",         "class",
        "level",   "phase",    "part",      "step",       "volume",       "stage",
        "grade",   "category"};
    return std::find(std::begin(kParts), std::end(kParts), word) != std::end(kParts);
}

bool is_discount(const QuantityText& text, std::size_t start, std::size_t end) {
    const std::size_t next = end + (text[end] == U' ' || text[end] == U'-' ? 1 : 0);
    const std::string word = text.word(next);
    if ((word == "off" && text[next + 3] != U'-') || word == "discount" || word == "discounts" ||
        word == "markdown" || text.has(next, U"price cut"))
        return true;
    while (text.before(start) == U' ') --start;
    for (const std::u32string_view more : {U" up to", U" as much as", U" at least", U" about"})
        if (text.ends(start, more)) start -= more.size();
    return text.any_before(start, {U"discount of", U"discounts of", U"discounted by", U"discounted",
                                   U"marked down by", U"marked down"});
}

std::string english_word_before(const QuantityText& text, std::size_t i) {
    while (i > 0 && (text.before(i) == U' ' || text.before(i) == U'.' || text.before(i) == U'('))
        --i;
    std::size_t start = i;
    while (start > 0 && is_latin_letter(text.before(start))) --start;
    return text.word(start).substr(0, i - start);
}

namespace {

class WordFinder {
public:
    WordFinder(const QuantityText& text, const std::vector<bool>& covered,
               std::vector<Quantity>& found)
        : text_(text), covered_(covered), found_(found) {}

    void find_words() {
        for (std::size_t i = 0; i < text_.size();) {
            const std::string word = text_.word(i);
            if (word.empty() || covered_[i]) {
                ++i;
                continue;
            }
            if (i == 0 || !is_ascii_digit(text_.before(i))) read_word(word, i, i + word.size());
            i += word.size();
        }
    }

private:
    void add_word(QuantityKind kind, Rational value, std::vector<Rational> also, bool loose,
                  std::size_t start, std::size_t end) {
        Quantity quantity;
        quantity.start = text_.byte(start);
        quantity.end = text_.byte(end);
        quantity.kind = kind;
        quantity.value = value;
        quantity.also = std::move(also);
        quantity.loose = loose;
        found_.push_back(std::move(quantity));
    }

    /// Weekdays, halves of the year, tens of thousands, a third of.
    void read_own_kind(const std::string& word, std::size_t start, std::size_t end) {
        const std::string before = english_word_before(text_, start);
        if (text_.is_capital(start)) {
            if (const int day = weekday_of(word, text_[end] == U'.'))
                add_word(QuantityKind::kWeekday, whole(day), {}, true, start, end);
        }
        if (word == "half" && (before == "first" || before == "second" || before == "latter"))
            add_word(QuantityKind::kHalfYear, whole(before == "first" ? 1 : 2), {}, true,
                     start - before.size() - 1, end);
        if (word == "half" && text_.any_of(end, {U" an hour", U" hour", U"-hour"}) > 0)
            add_word(QuantityKind::kCount, whole(30), {}, true, start, end);
        const int below = denominator_of(word, false);
        if (below > 2 && before == "a" && text_.has(end, U" of "))
            add_word(QuantityKind::kFraction, {1, below}, {}, true, start, end);
        read_vague(word, before, start, end);
    }

    void read_vague(const std::string& word, const std::string& before, std::size_t start,
                    std::size_t end) {
        if (before == "of" || scale_power(before) > 0 || before == "hundred") return;
        const bool counted = before == "several" || before == "few" || before == "many";
        std::int64_t value = vague_of(word, counted);
        if (value == 0) return;
        for (;;) {
            const std::size_t of = text_.has(end, U" of ") ? 4 : (text_[end] == U' ' ? 1 : 0);
            const std::string next = text_.word(end + of);
            const std::int64_t more = of > 0 ? vague_of(next, of == 1) : 0;
            if (more == 0 || value > 1000000000000 / more) break;
            value *= more;
            end += of + next.size();
        }
        add_word(QuantityKind::kVague, whole(value), {}, true, start, end);
    }

    void read_word(const std::string& word, std::size_t start, std::size_t end) {
        read_own_kind(word, start, end);
        const int month = month_of(word);
        if (month > 0 && (text_.is_capital(start) || (word != "may" && word != "march"))) {
            const std::size_t next = text_.skip_spaces(text_[end] == U'.' ? end + 1 : end);
            const bool dated =
                text_.is_capital(start) &&
                (is_ascii_digit(text_[next]) ||
                 (start > 1 && text_[start - 1] == U' ' && is_ascii_digit(text_[start - 2])));
            add_word(QuantityKind::kMonth, whole(month), {}, !dated, start, end);
        } else if (const int ordinal = ordinal_of(word)) {
            std::vector<Rational> also{{1, ordinal}};
            const bool loose = ordinal < 4;
            add_word(QuantityKind::kOrdinal, whole(ordinal), std::move(also), loose, start, end);
        } else if (const int power = word == "hundred" ? 2 : scale_power(word); power > 0) {
            const std::string before = english_word_before(text_, start);
            std::int64_t value = 1;
            for (int p = 0; p < power; ++p) value *= 10;
            const std::string next = text_[end] == U' ' ? text_.word(end + 1) : "";
            if (power == 2 && scale_power(next) > 0) {  // a hundred thousand
                for (int p = scale_power(next); p > 0; --p) value *= 10;
                end += 1 + next.size();
            }
            std::vector<Rational> also;
            if (text_.ends(start, U" in a ")) also = {{1, value}};  // one in a billion
            add_word(QuantityKind::kCount, whole(value), std::move(also), before != "a", start,
                     end);
        } else if (word.size() <= 6 && word.find_first_not_of("ivx") == std::string::npos) {
            read_roman(word, start, end);
        } else if (word.size() == 1 && !is_latin_letter(text_.before(start)) &&
                   text_.before(start) == U'(') {
            add_word(QuantityKind::kOrdinal, whole(word[0] - 'a' + 1), {}, true, start, end);
        } else if (const int decade = decade_of(word)) {
            add_word(QuantityKind::kCount, whole(decade), {whole(1900 + decade)}, true, start, end);
        } else if (word.ends_with("fold") && small_number(word.substr(0, word.size() - 4))) {
            add_word(QuantityKind::kCount, whole(*small_number(word.substr(0, word.size() - 4))),
                     {}, true, start, end);
        } else {
            for (const auto& [name, value] : kLooseWords) {
                if (word != name) continue;
                std::vector<Rational> also;
                if (word == "half") also = {whole(2), whole(6)};
                if (word == "quarter") also = {whole(3), whole(4)};
                if (word == "midnight") also = {whole(0), whole(24)};
                if (word == "annual") also = {whole(12)};
                add_word(QuantityKind::kCount, value, std::move(also), true, start, end);
            }
        }
    }

    void read_roman(const std::string& word, std::size_t start, std::size_t end) {
        std::int64_t value = 0, last = 0;
        for (std::size_t at = word.size(); at-- > 0;) {
            const std::int64_t one = word[at] == 'x' ? 10 : (word[at] == 'v' ? 5 : 1);
            value += one < last ? -one : one;
            last = std::max(last, one);
        }
        add_word(QuantityKind::kOrdinal, whole(value), {}, true, start, end);
    }

    const QuantityText& text_;
    const std::vector<bool>& covered_;
    std::vector<Quantity>& found_;
};

}  // namespace

void find_english_count_words(const QuantityText& text, const std::vector<bool>& covered,
                              std::vector<Quantity>& found) {
    WordFinder(text, covered, found).find_words();
}

}  // namespace diglot::text
