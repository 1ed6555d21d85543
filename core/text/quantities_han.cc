// What Chinese says of quantities.
#include <algorithm>

#include "core/text/numeral_words.h"
#include "core/text/quantity_text.h"

namespace diglot::text {
namespace {

/// What a single numeral before it surely counts.
constexpr std::u32string_view kCounters =
    U"年月日天時分秒小週周星個人名位次條項款目章節編倍家層樓台臺件份張間所座處股票元塊公級期屆"
    U"季度克米歲場隻頭輛艘架枚顆支枝冊頁棟戶代組批席國州校班成折碼奈微毫吋尺坪瓦伏號點%‰旬";
/// Of a law or document; here 第一 is said in the translation too.
constexpr std::u32string_view kParts = U"條款項目章節編";

bool is_any(char32_t c, std::u32string_view list) {
    return c != 0 && list.find(c) != std::u32string_view::npos;
}

class HanFinder {
public:
    HanFinder(const QuantityText& text, const LanguageTag& lang, std::vector<Piece>& pieces,
              std::vector<Quantity>& found)
        : text_(text), pieces_(pieces), found_(found), taiwan_(lang.region() == "TW") {}

    void run() {
        const std::size_t first = found_.size();
        for (std::size_t k = 0; k < pieces_.size();) take(k);
        inherit(first);
        found_.insert(found_.end(), aside_.begin(), aside_.end());
        find_han_count_words(text_, found_);
    }

private:
    /// The quantity that begins with piece `k`; `k` moves behind its pieces.
    void take(std::size_t& k) {
        Piece number = pieces_[k++];
        if (number.values.empty()) {
            add_code(number);
            return;
        }
        join_decimal(number, k);
        if (text_.has(number.end, U"分之") && k < pieces_.size() &&
            pieces_[k].start == number.end + 2) {
            Piece above = pieces_[k++];
            join_decimal(above, k);
            add_fraction(number, above);
            return;
        }
        if (is_idiom(number) || is_vague(number) || is_weekday(number)) return;
        if (!is_counted(number) && find_date_name(text_, number, aside_)) return;
        if (take_clock(number, k)) return;
        add_number(number, k);
    }

    /// 三點五, 三點五萬: `number` takes in what stands behind its point.
    void join_decimal(Piece& number, std::size_t& k) {
        if (number.style != NumeralStyle::kHan || !is_any(text_[number.end], U"點‧．・·.")) return;
        if (k >= pieces_.size() || pieces_[k].start != number.end + 1 ||
            pieces_[k].style != NumeralStyle::kHan)
            return;
        const Piece& tail = pieces_[k];
        std::int64_t digits = 0, one = 1;
        std::size_t i = tail.start;
        for (; i < tail.end && one < power_of_ten(9); ++i) {
            const auto digit = han_digit(text_[i]);
            if (!digit || text_[i] == U'兩') break;
            digits = digits * 10 + *digit;
            one *= 10;
        }
        std::int64_t scale = 1;
        for (; i < tail.end && han_unit(text_[i]) >= 2 && scale < power_of_ten(9); ++i)
            scale *= power_of_ten(han_unit(text_[i]));
        const bool whole_tail = i == tail.end || (text_[i] == U'兩' && i > tail.start);
        if (!whole_tail || is_any(text_[i], U"分整鐘")) return;
        auto value = Rational::of(digits, one);
        if (value) value = number.values[0].plus(*value);
        if (value) value = value->times(whole(scale));
        if (!value) return;
        number.values = {*value};
        number.end = i;
        number.loose = false;
        ++k;
    }

    void add_fraction(const Piece& below, const Piece& above) {
        if (below.values[0].denominator != 1 || above.values.empty()) return;
        const auto part = Rational::of(1, below.values[0].numerator);
        const auto value = part ? above.values[0].times(*part) : std::nullopt;
        if (!value) return;
        Quantity quantity = begin(below, above.end);
        quantity.kind =
            below.values[0] == whole(100) ? QuantityKind::kPercent : QuantityKind::kFraction;
        quantity.value = *value;
        quantity.digits.clear();
        quantity.loose = percent_is_all(quantity);
        percent_in_words_ = quantity.kind == QuantityKind::kPercent;
        if (percent_in_words_) quantity.unit = percent_unit(start_of_percent(below.start));
        found_.push_back(std::move(quantity));
        add_place(below.start, above.end, percent_in_words_);
    }

    /// 下午3時30分, 5點半, 14:30. Without a part of the day 3時30分 may be a duration, 3:30 a
    /// score: then the parts are read by themselves too.
    bool take_clock(const Piece& number, std::size_t& k) {
        const DayPart part = day_part_of(number);
        ClockDigits clock = clock_digits_at(text_, pieces_, k - 1);
        bool sure = part != DayPart::kUnsaid;
        if (clock.pieces == 0) {
            clock = han_clock_at(text_, pieces_, k - 1);
            sure = sure || clock.hour > 12 || text_.before(clock.end) == U'半';
        }
        if (clock.pieces == 0) return false;
        add_clock(text_, clock, part, sure, aside_);
        latest_time_ = {part, number.values[0], clock.end};
        if (!sure) return false;
        k += clock.pieces - 1;
        return true;
    }

    /// Of the hour that `number` may be: 下午2時至4時 are both in the afternoon.
    DayPart day_part_of(const Piece& number) const {
        const DayPart said = han_day_part_before(text_, number.start);
        if (said == DayPart::kMorning && number.values[0] == whole(12))
            return DayPart::kUnsaid;  // 上午12時 may be noon.
        const std::size_t joint = text_.skip_spaces(latest_time_.end);
        const bool behind = latest_time_.end > 0 && is_any(text_[joint], U"至到~-–—、") &&
                            text_.skip_spaces(joint + 1) == number.start;
        if (said != DayPart::kUnsaid || !behind) return said;
        const Rational& hour = number.values[0];
        return hour.denominator == 1 && hour.numerator < 12 &&
                       hour.numerator > latest_time_.hour.numerator
                   ? latest_time_.part
                   : said;
    }

    bool read_time_or_date(const Piece& number, Quantity& quantity, std::size_t& end) {
        const DayPart part = day_part_of(number);
        if (!read_han_date(text_, number, found_, part, quantity, end)) return false;
        if (quantity.kind == QuantityKind::kTime) latest_time_ = {part, number.values[0], end};
        return true;
    }

    /// 百分之百: "wholly" says it too.
    static bool percent_is_all(const Quantity& quantity) {
        return quantity.kind == QuantityKind::kPercent && quantity.value == whole(1);
    }

    /// Behind 約, 了 and what is like them; there a verb of change stands.
    std::size_t start_of_percent(std::size_t i) const {
        while (is_any(text_.before(i), U"約近逾了達 ")) --i;
        return i;
    }

    /// "%" of a level (升至3.4%); open where the change of a percentage is told (調升0.25%), which
    /// is often written without 個百分點.
    std::string percent_unit(std::size_t start) const {
        return is_any(text_.before(start), U"升降調加減增高低修縮差碼息") ? "" : "%";
    }

    Quantity begin(const Piece& piece, std::size_t end) const {
        Quantity quantity;
        quantity.start = text_.byte(piece.start);
        quantity.end = text_.byte(end);
        if (!piece.values.empty()) quantity.value = piece.values[0];
        quantity.also.assign(piece.values.begin() + (piece.values.empty() ? 0 : 1),
                             piece.values.end());
        quantity.digits = piece.digits;
        quantity.loose = piece.loose;
        return quantity;
    }

    void add_code(const Piece& piece) {
        Quantity quantity = begin(piece, piece.end);
        quantity.kind = QuantityKind::kCode;
        found_.push_back(std::move(quantity));
        add_place(piece.start, piece.end, false);
    }

    bool is_idiom(const Piece& piece) const {
        if (piece.style != NumeralStyle::kHan || text_.before(piece.start) == U'第') return false;
        if (text_[piece.start] == U'一' && is_any(text_.before(piece.start), U"唯單")) return true;
        for (const std::u32string_view idiom : han_idioms()) {
            for (std::size_t before = 0; before < idiom.size() && before <= piece.start; ++before) {
                const std::size_t at = piece.start - before;
                if (at + idiom.size() < piece.end || !text_.has(at, idiom)) continue;
                const char32_t next = text_[at + idiom.size()];
                // Ten points, where nothing follows that could be very much so.
                if (idiom == U"十分" && (next == 0 || is_any(next, U"之鐘。,;、)"))) continue;
                if (idiom == U"三星" && next == U'級') continue;
                if ((idiom == U"統一" || idiom == U"同一" || idiom == U"萬一") &&
                    piece.end > at + idiom.size())
                    continue;
                return true;
            }
        }
        return false;
    }

    /// 數十, 幾百萬: how many is not said.
    bool is_vague(const Piece& piece) const {
        return piece.style == NumeralStyle::kHan && han_unit(text_[piece.start]) != 0 &&
               is_any(text_.before(piece.start), U"數数幾几");
    }

    bool is_weekday(const Piece& piece) const {
        return piece.style == NumeralStyle::kHan && piece.end == piece.start + 1 &&
               text_.any_before(piece.start, {U"星期", U"週", U"禮拜", U"周"}) &&
               !is_any(text_[piece.end], U"次天日小個年名");
    }

    bool is_counted(const Piece& piece) const {
        return is_any(text_[piece.end], kCounters) || is_any(text_[piece.end], U"至到、~-–—分比") ||
               is_any(text_.before(piece.start), U"第至到、~-–—號");
    }

    /// The second number of 第三十三條之一.
    bool is_part_of_part(const Piece& piece) const {
        return text_.any_before(piece.start, {U"條之", U"款之", U"項之", U"章之", U"目之"}) &&
               text_[piece.end] != U'分';
    }

    /// Whether a translation has to say it.
    bool is_firm(const Piece& piece, std::size_t end) const {
        if (piece.loose) return false;
        if (text_.has(end, U"世紀") &&
            (han_digit(text_[end + 2]) || han_unit(text_[end + 2]) != 0 ||
             is_ascii_digit(text_[end + 2])))
            return false;  // 二十世紀八十年代: the 1980s.
        // 四周 is all around, unless a duration is spoken of.
        if (text_[piece.start] == U'四' && is_any(text_[end], U"周週") && end == piece.start + 1)
            return is_any(text_.before(piece.start), U"期每約近達滿第") ||
                   is_any(text_[end + 1], U"內後前以");
        if (piece.style == NumeralStyle::kDigits) return true;
        if (piece.style == NumeralStyle::kWords) return false;
        const bool ordinal = text_.before(piece.start) == U'第';
        const char32_t next = text_[end];
        if (piece.values[0] == whole(0)) return false;
        if (is_part_of_part(piece)) return piece.values[0] != whole(1);
        if (piece.values[0] == whole(1))
            return (ordinal && is_any(next, kParts)) || is_any(next, U"%‰");
        if (text_.any_before(piece.start, {U"附件", U"附表", U"附錄", U"附圖", U"格式"}))
            return true;
        if (ordinal && next == U'類') return true;
        if (ordinal && piece.values[0] == whole(3) && is_any(next, U"人者方世")) return false;
        if (piece.end - piece.start > 1) return true;
        if (is_any(next, U"時點") || next == U'比' || text_.before(piece.start) == U'比')
            return true;
        if (is_any(text_.before(piece.start), U"前後下上次各本該此這那另其首末兼")) return false;
        return is_any(next, kCounters);
    }

    void add_number(const Piece& number, std::size_t& k) {
        Quantity quantity = begin(number, number.end);
        std::size_t end = number.end;
        // 3,000 萬, but not 300 萬華人: with a space between.
        if (number.style == NumeralStyle::kDigits && text_[end] == U' ' &&
            han_unit(text_[end + 1]) >= 4 && !is_any(text_[end + 2], U"華里丹巒榮能一"))
            for (++end; han_unit(text_[end]) >= 2; ++end) scale(quantity, han_unit(text_[end]));
        if (is_any(text_[end], U"多餘余幾來")) {
            quantity.approximate = true;
            ++end;
            for (; han_unit(text_[end]) >= 2; ++end) scale(quantity, han_unit(text_[end]));
        }
        if (text_.any_before(number.start, {U"約", U"近", U"逾", U"超過", U"將近", U"大約", U"至少",
                                            U"不到", U"破", U"上看", U"突破"}))
            quantity.approximate = true;
        quantity.loose = !is_firm(number, end);
        if (number.style == NumeralStyle::kHan)
            add_prefixed_values(text_, number, taiwan_, quantity);
        const std::size_t counted = end + (text_[end] == U'個' ? 1 : 0);
        read_share(number, quantity, end, counted, k) || read_time_or_date(number, quantity, end) ||
            read_unit(number, quantity, end);
        if (end == number.end && (text_.before(number.start) == U'第' || is_part_of_part(number)))
            quantity.kind = QuantityKind::kOrdinal;
        read_han_half(text_, quantity, end);
        quantity.end = text_.byte(end);
        found_.push_back(std::move(quantity));
        add_place(number.start, end, false);
    }

    static void scale(Quantity& quantity, int power) {
        if (const auto value = quantity.value.times(whole(power_of_ten(power))))
            quantity.value = *value;
        quantity.digits.clear();
    }

    /// %, 成, 折: part of a whole. 兩成五 takes a second piece.
    bool read_share(const Piece& number, Quantity& quantity, std::size_t& end, std::size_t counted,
                    std::size_t& k) {
        const std::size_t sign = text_.skip_spaces(end);
        const std::size_t percent =
            text_.any_of(counted, {U"百分點", U"趴"}) + (text_[sign] == U'%' ? 1 : 0);
        std::int64_t parts = 0;
        std::size_t behind = 0;
        if (percent > 0) {
            parts = 100;
            behind = (text_[sign] == U'%' ? sign : counted) + percent;
            if (text_[sign] == U'%') quantity.unit = percent_unit(start_of_percent(number.start));
            if (text_.has(counted, U"百分點")) quantity.unit = "pp";
        } else if (text_[sign] == U'‰') {
            parts = 1000;
            behind = sign + 1;
        } else if (text_[end] == U'成' && number.style != NumeralStyle::kWords) {
            if (is_any(text_[end + 1], U"立員為年本果長功就人分份都績交效品語對雙")) {
                if (const auto share = quantity.value.times({1, 10})) quantity.also = {*share};
                quantity.loose = true;
                return false;
            }
            parts = 10;
            behind = end + 1;
        } else if (text_[end] == U'折' && !is_any(text_[end + 1], U"舊合算現")) {
            parts = quantity.value.numerator < 10 ? 10 : 100;
            behind = end + 1;
        }
        const auto part = parts > 0 ? Rational::of(1, parts) : std::nullopt;
        auto value = part ? quantity.value.times(*part) : std::nullopt;
        if (!value) return false;
        if (text_[end] == U'成' && k < pieces_.size() && pieces_[k].start == behind &&
            pieces_[k].end == behind + 1 && !pieces_[k].values.empty() &&
            pieces_[k].values[0].denominator == 1) {
            value = value->plus({pieces_[k].values[0].numerator, 100});
            behind = pieces_[k++].end;
        }
        if (!value) return false;
        if (text_[end] == U'折') {
            quantity.unit = "price";
            add_value(quantity.also, whole(1).plus({-value->numerator, value->denominator}));
        }
        if (quantity.unit == "pp") add_value(quantity.also, quantity.value);  // 0.5 points
        quantity.kind = QuantityKind::kPercent;
        quantity.value = *value;
        quantity.digits.clear();
        quantity.loose = false;
        end = behind;
        return true;
    }

    bool read_unit(const Piece& number, Quantity& quantity, std::size_t& end) {
        const std::string before = currency_before(text_, number.start);
        std::size_t length = 0;
        std::string after = temperature_unit(text_, number.start, end);
        if (after.empty()) after = han_unit_at(text_, end, length);
        const char32_t next = text_[end];
        // 度 is a degree, a time or a kilowatt-hour: of so many only the last.
        const auto tens_of_thousands = quantity.value.times({1, 10000});
        if (after.empty() && next == U'度' &&
            (text_[end + 1] == U'電' ||
             (tens_of_thousands &&
              tens_of_thousands->numerator >= tens_of_thousands->denominator))) {
            ++end;
            after = "kWh";
        }
        if (!after.empty()) {
            end = text_.skip_spaces(end) + length;
            quantity.unit = after;
        } else if (next == U'元' || next == U'塊') {
            ++end;
            quantity.unit = before;
            quantity.kind = QuantityKind::kMoney;
            return true;
        } else if (!before.empty() || text_.before(number.start) == U'$') {
            quantity.unit = before;
            quantity.kind = QuantityKind::kMoney;
            return true;
        } else {
            if (next == U'碼') {  // A quarter of a percentage point.
                add_value(quantity.also, quantity.value.times({1, 400}));
                add_value(quantity.also, quantity.value.times(whole(25)));
            }
            if (is_any(next, U"釐厘")) {  // Of interest: per cent a year, per mille a month.
                add_value(quantity.also, quantity.value.times({1, 100}));
                add_value(quantity.also, quantity.value.times({1, 1000}));
            }
            // 成長兩倍: by two times, tripled; people also mean doubled. 增為兩倍 is doubled.
            if (next == U'倍' &&
                !is_any(text_.before(start_of_percent(number.start)), U"為至到成是的之"))
                add_value(quantity.also, quantity.value.plus(whole(1)));
            if (next == U'季' && text_.before(number.start) != U'第')  // Months.
                add_value(quantity.also, quantity.value.times(whole(3)));
            if (next == U'旬')  // Of age.
                add_value(quantity.also, quantity.value.times(whole(10)));
            if (text_.has(end, U"打")) add_value(quantity.also, quantity.value.times(whole(12)));
            return false;
        }
        quantity.kind = is_currency(after) ? QuantityKind::kMoney : QuantityKind::kMeasure;
        add_measure_before(number, quantity);
        return true;
    }

    /// 一公尺五十公分: 150 cm.
    void add_measure_before(const Piece& number, Quantity& quantity) {
        if (quantity.kind != QuantityKind::kMeasure || found_.empty()) return;
        Quantity& larger = found_.back();
        const Rational scale = unit_scale(larger.unit, quantity.unit);
        if (larger.kind != QuantityKind::kMeasure || larger.end != text_.byte(number.start) ||
            scale.numerator <= scale.denominator)
            return;
        const auto part = larger.value.times(scale);
        if (part) add_value(quantity.also, part->plus(quantity.value));
        larger.loose = true;
    }

    /// What numbers beside it say a number shares: 十至二十% and 百分之十至二十, 二、三萬.
    void inherit(std::size_t first) {
        for (std::size_t k = first; k + 1 < found_.size() && k + 1 - first < places_.size(); ++k) {
            Place& a = places_[k - first];
            Place& b = places_[k + 1 - first];
            Quantity& left = found_[k];
            Quantity& right = found_[k + 1];
            std::size_t gap = text_.skip_spaces(a.end);
            const std::size_t joint = text_.any_of(
                gap, {U"至", U"到", U"~", U"-", U"–", U"—", U"、", U"或", U"及", U"和"});
            if (joint == 0 || text_.skip_spaces(gap + joint) != b.start) continue;
            if (a.percent_in_words && right.kind == QuantityKind::kCount) {
                add_value(right.also, right.value.times({1, 100}));
                b.percent_in_words = true;
            }
            if (left.kind != QuantityKind::kCount) continue;
            if (right.kind == QuantityKind::kPercent && !b.percent_in_words) {
                add_value(left.also, left.value.times({1, 100}));
                add_value(left.also, left.value.times({1, 10}));
            }
            for (std::size_t at = b.start; at < b.end; ++at) {
                const int power = han_unit(text_[at]);
                if (power > 1) add_value(left.also, left.value.times(whole(power_of_ten(power))));
            }
            if (left.unit.empty() && is_currency(right.unit)) left.unit = right.unit;
        }
    }

    struct Place {
        std::size_t start, end;
        bool percent_in_words;
    };
    void add_place(std::size_t start, std::size_t end, bool percent_in_words) {
        places_.push_back({start, end, percent_in_words});
    }

    const QuantityText& text_;
    std::vector<Piece>& pieces_;
    std::vector<Quantity>& found_;
    std::vector<Place> places_;    ///< Of what was found, in code points.
    std::vector<Quantity> aside_;  ///< Times, and what belongs to them.
    struct {
        DayPart part = DayPart::kUnsaid;
        Rational hour;
        std::size_t end = 0;
    } latest_time_;
    bool taiwan_;
    bool percent_in_words_ = false;  ///< Of the latest fraction.
};

}  // namespace

void find_han_quantities(const QuantityText& text, const LanguageTag& lang,
                         std::vector<Piece>& pieces, std::vector<Quantity>& found) {
    HanFinder(text, lang, pieces, found).run();
}

}  // namespace diglot::text
