#include "glossary/han_boundaries.h"

#include <algorithm>
#include <stdexcept>

#include <unicode/brkiter.h>
#include <unicode/locid.h>

#include "core/text/term_tokens.h"
#include "core/text/utf8.h"
#include "glossary/han_dictionary.h"
#include "glossary/han_lattice.h"

namespace diglot {
namespace {

/// Characters looked at on either side. Words of the dictionary are rarely longer than four.
constexpr std::size_t kReach = 3;
/// Of a long run of Chinese, so many characters behind a term are taken up at once.
constexpr std::size_t kRunAhead = 256;
/// What a term costs that the dictionary does not know: as much as a rare word of it.
constexpr int kUnlistedTerm = 140;
/// How much dearer a division that keeps the term may be than the cheapest: 處分 in 之處分, which
/// is cheapest as 之處 and 分 by 6; 文化 in 天文化學 is dearer by 15.
constexpr int kFavour = 12;
/// How much dearer it must be to divide behind a term whose beginning is a word: 保險業 in 保險業務
/// by 83, 申請人 in 申請人數 by 36; in 保險業經 only by 33, in 申請人為 by 10.
constexpr int kCutShort = 34;

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

}  // namespace

struct HanBoundaries::State {
    State() {
        UErrorCode status = U_ZERO_ERROR;
        breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale("zh"), status));
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("ICU cannot break Chinese: ") +
                                     u_errorName(status));
    }

    bool is_han_at(std::size_t byte) const { return is_han_or_kana(next_code_point(text, byte)); }

    /// Makes points[] the run around text[start, end), if it is not yet.
    void take_run(std::size_t start, std::size_t end) {
        if (!places.empty() && start >= places.front() && end <= places.back() && solid &&
            (start >= near || whole_before) && (end <= far || whole_after))
            return;
        std::size_t from = start;
        std::size_t before = 0;
        for (; before < kReach && from > 0; ++before) {
            const std::size_t back = step_back(text, from);
            if (!is_han_at(back)) break;
            from = back;
        }
        whole_before = before < kReach;
        points.clear();
        places.clear();
        solid = true;
        std::size_t at = from;
        std::size_t after = 0;
        while (at < text.size() && after < kRunAhead) {
            std::size_t next = at;
            const char32_t c = next_code_point(text, next);
            if (!is_han_or_kana(c)) {
                if (at >= end) break;
                solid = false;  // What is ignored inside a term is no part of a run.
            }
            if (at >= end) ++after;
            points += c;
            places.push_back(at);
            at = next;
        }
        whole_after = after < kRunAhead;
        places.push_back(at);
        near = places[before];
        far = whole_after ? at : places[places.size() - 1 - kReach];
        if (!dictionary().empty()) lattice.set_run(dictionary(), points);
    }

    std::size_t index_of(std::size_t byte) const {
        const std::size_t guess = (byte - places.front()) / 3;
        if (guess < places.size() && places[guess] == byte) return guess;
        return static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), byte) -
                                        places.begin());
    }

    /// Whether a word of two characters lies across the place before `at`.
    bool has_word_across(std::size_t at) const { return lattice.word(at - 1, 2) >= 0; }

    /// Whether a word of three characters lies across an edge of the term of two: 會計師 in
    /// 將會計師.
    bool has_long_word_across(std::size_t first, std::size_t last, std::size_t stop) const {
        return (last + 1 < stop && lattice.word(last - 1, 3) >= 0) ||
               (first > 1 && lattice.word(first - 2, 3) >= 0);
    }

    /// Of a term of two characters that is a word, and the words around, as they look from near:
    /// whether cutting it, so that its last character goes with the next one, may be cheaper than
    /// leaving it whole. `stop`: the end of what is looked at.
    bool may_be_cut_behind(std::size_t first, std::size_t last, std::size_t stop) const {
        if (last == stop) return false;
        const int across = lattice.word(last - 1, 2);
        if (across < 0) return false;
        int outside = lattice.single(last);
        if (last + 1 < stop) outside = cheaper(outside, lattice.word(last, 2));
        return is_cheaper(across, first, outside + whole_pair(first),
                          first > 0 ? first - 1 : first);
    }
    /// Likewise its first character with the one before.
    bool may_be_cut_before(std::size_t first, std::size_t last, std::size_t stop) const {
        if (first == 0) return false;
        const int across = lattice.word(first - 1, 2);
        if (across < 0) return false;
        int outside = lattice.single(first - 1);
        if (first > 1) outside = cheaper(outside, lattice.word(first - 2, 2));
        return is_cheaper(across, last - 1, outside + whole_pair(first),
                          last < stop ? last : last - 1);
    }

    static int cheaper(int cost, int word) { return word >= 0 ? std::min(cost, word) : cost; }
    int whole_pair(std::size_t first) const {
        const int pair = lattice.word(first, 2);
        return (pair >= 0 ? pair : HanDictionary::kUnknown) + kMargin;
    }
    /// The word across and the term's other character, alone or with its neighbour `beyond` (or
    /// itself, if there is none), which is alone otherwise.
    bool is_cheaper(int across, std::size_t other, int whole, std::size_t beyond) const {
        if (across + lattice.single(other) < whole) return true;
        if (beyond == other) return false;
        const int pair = lattice.word(std::min(other, beyond), 2);
        return pair >= 0 && across + pair < whole + lattice.single(beyond);
    }

    /// What the words next to it say of the term points[first, last), if that is enough.
    std::optional<bool> look_from_near(std::size_t first, std::size_t last, std::size_t stop,
                                       bool known) const {
        const bool across_left = first > 0 && has_word_across(first);
        const bool across_right = last < stop && has_word_across(last);
        if (!across_left && !across_right) return true;
        const std::size_t length = last - first;
        const bool may_be_short =
            length == 3 && last < stop && follows_short_name(points[last - 1], points[last]);
        if (!known && length > 1 && !may_be_short && !(across_left && across_right)) return true;
        if (known && length == 2 && !may_be_cut_before(first, last, stop) &&
            !may_be_cut_behind(first, last, stop) && !has_long_word_across(first, last, stop))
            return true;
        return std::nullopt;
    }

    /// The division of the run from `from` to `to`.
    void divide(std::size_t from, std::size_t to) {
        if (!dictionary().empty()) return lattice.divide(from, to, window, true);
        // Of a text too long for a division only the beginning is looked at.
        const std::string_view part = text.substr(places[from], places[to] - places[from]);
        window.size = std::min(to - from, HanDivision::kMost);
        window.ends = 1;
        utf16 = icu::UnicodeString::fromUTF8({part.data(), static_cast<std::int32_t>(part.size())});
        breaks->setText(utf16);
        breaks->first();
        std::size_t n = 0;
        std::int32_t unit = 0;
        for (std::int32_t cut = breaks->next(); cut != icu::BreakIterator::DONE;
             cut = breaks->next()) {
            for (; unit < cut && from + n < to; ++n) unit += points[from + n] > 0xFFFF ? 2 : 1;
            if (n <= window.size) window.ends |= std::uint64_t{1} << n;
        }
    }

    /// The same question, answered by the words around, between `from` and `to`.
    bool stands(std::size_t first, std::size_t last, std::size_t from, std::size_t to, bool known) {
        divide(from, to);
        const std::size_t length = last - first;
        const bool one = length == 1;
        const std::size_t begin = first - from, end = last - from;
        if (!dictionary().empty()) {
            // The term kept whole: it is in the glossary, which speaks for it.
            lattice.divide(last, to, behind, false);
            const int term = word_cost(first, length);
            const bool may_be_short =
                last < to && length == 3 && follows_short_name(points[last - 1], points[last]);
            if (window.cost[begin] + term + behind.total() <=
                window.total() + (one || may_be_short ? 0 : kFavour))
                return true;
        }
        const bool at_begin = window.ends_at(begin);
        const bool at_end = window.ends_at(end);
        if (at_begin && at_end) return true;
        if (one || (!at_begin && !at_end)) return false;
        if (!known) return !at_begin || !is_cut_short(first, last, begin, to);
        // A word that holds the whole term is a compound of it; one that begins or ends inside it
        // is another word.
        for (std::size_t n = begin + 1; n < end; ++n)
            if (window.ends_at(n)) return false;
        if (at_begin) return true;
        std::size_t word = begin;
        while (!window.ends_at(word)) --word;
        return !ends_in_suffix(from + word, last);
    }

    int word_cost(std::size_t first, std::size_t length) const {
        const int cost = length <= HanDictionary::kLongest ? lattice.word(first, length) : -1;
        return cost >= 0 ? cost : kUnlistedTerm;
    }

    /// Of a term of three characters that the dictionary does not know, with a word across its end:
    /// whether that is the next word and the term's first two are one alone, as a division behind
    /// the term is dearer by far.
    bool is_cut_short(std::size_t first, std::size_t last, std::size_t begin, std::size_t to) {
        if (dictionary().empty() || last - first != 3 || last == to ||
            !follows_short_name(points[last - 1], points[last]) || lattice.word(first, 2) < 0)
            return false;
        HanDivision term;
        lattice.divide(first, last, term, false);
        return window.cost[begin] + term.total() + behind.total() > window.total() + kCutShort;
    }

    /// Whether a word of three characters is one of two and a last character rather than a first
    /// and a word: 立法 and 院 in 立法院, where 法院 is none.
    bool ends_in_suffix(std::size_t first, std::size_t last) const {
        if (dictionary().empty() || last - first != 3) return false;
        const int head = lattice.word(first, 2);
        const int tail = lattice.word(first + 1, 2);
        return head >= 0 && head + lattice.single(last - 1) <
                                lattice.single(first) + (tail >= 0 ? tail : kUnlistedTerm);
    }

    std::unique_ptr<icu::BreakIterator> breaks;
    icu::UnicodeString utf16;
    std::string_view text;
    /// A run of Chinese in the text: its characters, where each begins, and where the last ends.
    std::u32string points;
    std::vector<std::size_t> places;
    bool solid = false;  ///< All of it Han or kana.
    /// What lies from `near` to `far` has all its neighbours in the run, up to kReach; where the
    /// run is whole on that side, everything has.
    std::size_t near = 0, far = 0;
    bool whole_before = false, whole_after = false;
    HanLattice lattice;
    HanDivision window, behind;
};

HanBoundaries::HanBoundaries() : state_(std::make_unique<State>()) {}
HanBoundaries::~HanBoundaries() = default;
HanBoundaries::HanBoundaries(HanBoundaries&&) noexcept = default;

void HanBoundaries::set_text(std::string_view text) {
    state_->text = text;
    state_->places.clear();
}

bool HanBoundaries::stands(std::size_t start, std::size_t end, bool known) {
    if (start == end) return true;
    State& s = *state_;
    s.take_run(start, end);
    const std::size_t first = s.index_of(start), last = s.index_of(end);
    // 我國籍 and 美國籍 have 我國 and 美國, though 國籍 is a word.
    const bool nationality = last - first > 1 && last < s.points.size() &&
                             is_nationality(s.points[last - 1], s.points[last]);
    const std::size_t stop = nationality ? last : s.points.size();
    if (first == 0 && last == stop) return true;
    if (!dictionary().empty())
        if (const auto near = s.look_from_near(first, last, stop, known)) return *near;
    return s.stands(first, last, first - std::min(first, kReach), std::min(last + kReach, stop),
                    known);
}

bool HanBoundaries::is_word(std::string_view term) {
    State& s = *state_;
    set_text(term);
    s.points = to_code_points(term);
    if (s.points.empty()) return false;
    for (std::size_t at = 0; at < term.size(); next_code_point(term, at)) s.places.push_back(at);
    s.places.push_back(term.size());
    if (!dictionary().empty()) s.lattice.set_run(dictionary(), s.points);
    s.divide(0, s.points.size());
    set_text({});
    for (std::size_t n = 1; n < s.window.size; ++n)
        if (s.window.ends_at(n)) return false;
    return true;
}

}  // namespace diglot
