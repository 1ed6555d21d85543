#include "glossary/han_boundaries.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <xxhash.h>

#include "core/text/term_tokens.h"
#include "core/text/utf8.h"
#include "glossary/han_dictionary.h"

namespace diglot {
namespace {

/// Characters looked at on either side. Words of the dictionary are rarely longer than four.
constexpr int kReach = 3;
/// What a term costs that the dictionary does not know: as much as a rare word of it.
constexpr int kUnlistedTerm = 140;
/// How much dearer a division that keeps the term may be than the cheapest: 處分 in 之處分, which
/// is cheapest as 之處 and 分 by 6; 文化 in 天文化學 is dearer by 15.
constexpr int kFavour = 12;
/// How much dearer it must be to divide behind a term whose beginning is a word: 保險業 in 保險業務
/// by 83, 申請人 in 申請人數 by 36; in 保險業經 only by 33, in 申請人為 by 10.
constexpr int kCutShort = 34;
constexpr std::size_t kRemembered = 1u << 16;  ///< Answers kept, by where their hash falls.

std::size_t step_back(std::string_view text, std::size_t at) {
    --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at;
}

const HanDictionary& dictionary() {
    static const HanDictionary all;
    return all;
}

/// Looking closer is spared where a division with a word across the edge is dearer by so much. The
/// look from near sees words of two characters only: 發展中國家 needs the other one.
constexpr int kMargin = 2;

/// The characters around an edge of a term, from inside to outside; 0 where there is none.
struct Edge {
    char32_t inner = 0;   ///< The second of the term's characters from the edge.
    char32_t last = 0;    ///< The term's character at the edge.
    char32_t next = 0;    ///< The first outside.
    char32_t after = 0;   ///< The second outside.
    bool forward = true;  ///< Whether outside is to the right.

    std::optional<int> word(char32_t near, char32_t far) const {
        return forward ? dictionary().pair(near, far) : dictionary().pair(far, near);
    }
};

/// Whether a word of two characters lies across the edge.
bool has_word_across(const Edge& edge) {
    return edge.next != 0 && edge.word(edge.last, edge.next).has_value();
}

bool is_nationality(char32_t a, char32_t b) { return (a == U'國' || a == U'国') && b == U'籍'; }

/// Frequent words that begin like the end of a name, and leave of it a word: 保險業務 has 業務, not
/// 保險業 and 務. A table, for other words across an edge lead astray: 藥品 in 原料藥品項, 會報 in
/// 管理會報請.
bool follows_short_name(char32_t a, char32_t b) {
    static constexpr std::u32string_view kWords =
        U"業務业务部門部门部分部份部署部隊部队人員人员人數人数單位单位方法方式費用费用費率费率"
        U"區域区域會議会议會員会员法令法人法律社會社会社區社区報導报导報道报道報告报告報名报名"
        U"報價报价局勢局势行為行为法院法庭法官";
    for (std::size_t i = 0; i < kWords.size(); i += 2)
        if (kWords[i] == a && kWords[i + 1] == b) return true;
    return false;
}

/// Whether dividing the text there, so that the term of two characters is cut, may be cheaper than
/// leaving it whole.
bool may_be_cut(const Edge& edge, char32_t beyond) {
    const HanDictionary& words = dictionary();
    const std::optional<int> across = edge.word(edge.last, edge.next);
    if (!across) return false;
    // Whole: the term, and the character outside alone or with its neighbour.
    int whole = edge.word(edge.inner, edge.last).value_or(HanDictionary::kUnknown);
    int outside = words.single(edge.next);
    if (edge.after != 0)
        if (const auto pair = edge.word(edge.next, edge.after)) outside = std::min(outside, *pair);
    whole += outside + kMargin;
    // Cut: the word across, and the term's other character alone or with its neighbour, which is
    // alone otherwise.
    if (*across + words.single(edge.inner) < whole) return true;
    if (beyond == 0) return false;
    const auto pair = edge.word(beyond, edge.inner);
    return pair && *across + *pair < whole + words.single(beyond);
}

}  // namespace

struct HanBoundaries::State {
    State() {
        UErrorCode status = U_ZERO_ERROR;
        breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale("zh"), status));
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("ICU cannot break Chinese: ") +
                                     u_errorName(status));
    }

    /// The word boundaries of `run` into `cuts`, in bytes.
    void break_words(std::string_view run) {
        if (dictionary().empty()) return ask_icu(run);
        points.clear();
        for (std::size_t at = 0; at < run.size();) points += next_code_point(run, at);
        dictionary().divide(points, ends);
        cuts.clear();
        std::size_t byte = 0;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (ends[i]) cuts.push_back(byte);
            if (byte < run.size()) next_code_point(run, byte);
        }
    }

    void ask_icu(std::string_view run) {
        cuts.clear();
        cuts.push_back(0);
        utf16 = icu::UnicodeString::fromUTF8({run.data(), static_cast<std::int32_t>(run.size())});
        breaks->setText(utf16);
        std::size_t byte = 0;
        std::int32_t unit = 0;
        breaks->first();
        for (std::int32_t cut = breaks->next(); cut != icu::BreakIterator::DONE;
             cut = breaks->next()) {
            while (unit < cut && byte < run.size())
                unit += next_code_point(run, byte) > 0xFFFF ? 2 : 1;
            cuts.push_back(byte);
        }
    }

    /// The same question, answered by the words around.
    bool stands(std::string_view window, std::size_t start, std::size_t end, bool one, bool known) {
        std::size_t first = 0, last = 0;  // Of the term, in code points.
        if (!dictionary().empty()) {
            const auto count = [&](std::size_t a, std::size_t b) {
                return count_code_points(window.substr(a, b - a));
            };
            first = count(0, start);
            last = first + count(start, end);
            points = to_code_points(window);
            const std::u32string_view all = points;
            // The term kept whole: it is in the glossary, which speaks for it.
            const int left = dictionary().divide(all.substr(0, first), ends);
            const int right = dictionary().divide(all.substr(last), ends);
            const int term =
                dictionary().whole(all.substr(first, last - first)).value_or(kUnlistedTerm);
            const int best = dictionary().divide(all, ends);
            const bool may_be_short = last < all.size() && last - first == 3 &&
                                      follows_short_name(all[last - 1], all[last]);
            if (left + term + right <= best + (one || may_be_short ? 0 : kFavour)) return true;
        }
        break_words(window);
        const bool from = std::binary_search(cuts.begin(), cuts.end(), start);
        const bool to = std::binary_search(cuts.begin(), cuts.end(), end);
        if (from && to) return true;
        if (one || (!from && !to)) return false;
        if (!known) return !from || !is_cut_short(first, last);
        // A word that holds the whole term is a compound of it; one that begins or ends inside it
        // is another word.
        if (from) return *(std::lower_bound(cuts.begin(), cuts.end(), end) - 1) == start;
        if (*std::upper_bound(cuts.begin(), cuts.end(), start) != end) return false;
        const std::size_t word = *(std::lower_bound(cuts.begin(), cuts.end(), start) - 1);
        return !ends_in_suffix(window.substr(word, end - word));
    }

    /// Of a term of three characters that the dictionary does not know, `points` from `first` to
    /// `last`, with a word across its end: whether that is the next word and the term's first two
    /// are one alone, as a division behind the term is dearer by far.
    bool is_cut_short(std::size_t first, std::size_t last) {
        const std::u32string_view all = points;
        if (last - first != 3 || !follows_short_name(all[last - 1], all[last]) ||
            !dictionary().pair(all[first], all[first + 1]))
            return false;
        int kept = dictionary().divide(all.substr(0, first), ends);
        kept += dictionary().divide(all.substr(first, 3), ends);
        kept += dictionary().divide(all.substr(last), ends);
        return kept > dictionary().divide(all, ends) + kCutShort;
    }

    /// Whether a word of three characters is one of two and a last character rather than a first
    /// and a word: 立法 and 院 in 立法院, where 法院 is none.
    static bool ends_in_suffix(std::string_view word) {
        const std::u32string all = to_code_points(word);
        if (all.size() != 3) return false;
        const std::optional<int> head = dictionary().pair(all[0], all[1]);
        const std::optional<int> tail = dictionary().pair(all[1], all[2]);
        return head && *head + dictionary().single(all[2]) <
                           dictionary().single(all[0]) + tail.value_or(kUnlistedTerm);
    }

    std::unique_ptr<icu::BreakIterator> breaks;
    icu::UnicodeString utf16;
    std::string_view text;
    std::u32string points;
    std::vector<bool> ends;
    std::vector<std::size_t> cuts;
    /// Hashes of windows, the answer in the lowest bit.
    std::vector<std::uint64_t> remembered = std::vector<std::uint64_t>(kRemembered, 0);
};

HanBoundaries::HanBoundaries() : state_(std::make_unique<State>()) {}
HanBoundaries::~HanBoundaries() = default;
HanBoundaries::HanBoundaries(HanBoundaries&&) noexcept = default;

void HanBoundaries::set_text(std::string_view text) { state_->text = text; }

bool HanBoundaries::stands(std::size_t start, std::size_t end, bool known) {
    State& s = *state_;
    const std::string_view text = s.text;
    const auto outside = [&](std::size_t place) -> char32_t {
        const char32_t c = next_code_point(text, place);
        return is_han_or_kana(c) ? c : 0;
    };
    std::array<char32_t, 3> inside{};
    std::size_t length = 0;
    for (std::size_t at = start; at < end && length < inside.size();)
        inside[length++] = next_code_point(text, at);
    if (length == 0) return true;
    std::array<char32_t, 2> before{}, after{};
    std::size_t edge = start;
    for (std::size_t i = 0; i < before.size() && edge > 0; ++i) {
        edge = step_back(text, edge);
        if ((before[i] = outside(edge)) == 0) break;
    }
    edge = end;
    for (std::size_t i = 0; i < after.size() && edge < text.size(); ++i) {
        if ((after[i] = outside(edge)) == 0) break;
        next_code_point(text, edge);
    }
    // 我國籍 and 美國籍 have 我國 and 美國, though 國籍 is a word.
    const bool nationality = length > 1 && is_nationality(inside[length - 1], after[0]);
    if (nationality) after[0] = 0;
    if (before[0] == 0 && after[0] == 0) return true;
    const bool one = length == 1;
    if (!dictionary().empty()) {
        const Edge left{inside[std::min<std::size_t>(1, length - 1)], inside[0], before[0],
                        before[1], false};
        const Edge right{inside[length - (one ? 1 : 2)], inside[length - 1], after[0], after[1],
                         true};
        const bool across_left = has_word_across(left);
        const bool across_right = has_word_across(right);
        if (!across_left && !across_right) return true;
        const bool may_be_short = length == 3 && follows_short_name(inside[2], after[0]);
        if (!known && !one && !may_be_short && !(across_left && across_right)) return true;
        if (known && length == 2 && !may_be_cut(left, after[0]) && !may_be_cut(right, before[0]))
            return true;
    }

    std::size_t from = start;
    for (int i = 0; i < kReach && from > 0; ++i) {
        const std::size_t back = step_back(text, from);
        if (outside(back) == 0) break;
        from = back;
    }
    std::size_t to = end;
    for (int i = 0; i < kReach && !nationality && to < text.size() && outside(to) != 0; ++i)
        next_code_point(text, to);
    const std::string_view window = text.substr(from, to - from);
    const std::uint64_t key = XXH3_64bits_withSeed(
        window.data(), window.size(), (start - from) << 32 | (end - from) << 1 | (known ? 1 : 0));
    std::uint64_t& slot = s.remembered[key >> 48];
    if ((slot >> 1) == (key >> 1)) return slot & 1;
    const bool answer = s.stands(window, start - from, end - from, one, known);
    slot = (key & ~std::uint64_t{1}) | (answer ? 1 : 0);
    return answer;
}

bool HanBoundaries::is_word(std::string_view term) {
    state_->break_words(term);
    return state_->cuts.size() == 2;
}

}  // namespace diglot
