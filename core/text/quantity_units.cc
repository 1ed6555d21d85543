// Currencies and physical units by their Chinese and English names.
#include <array>
#include <utility>

#include "core/text/quantity_text.h"

namespace diglot::text {
namespace {

using Name = std::pair<std::u32string_view, std::string_view>;

/// "" (元, dollars) leaves the currency open.
constexpr Name kHanCurrencies[] = {
    {U"美元", "USD"}, {U"美金", "USD"}, {U"新台幣", "TWD"}, {U"新臺幣", "TWD"},
    {U"台幣", "TWD"}, {U"臺幣", "TWD"}, {U"人民幣", "CNY"}, {U"人民币", "CNY"},
    {U"歐元", "EUR"}, {U"欧元", "EUR"}, {U"英鎊", "GBP"},   {U"英镑", "GBP"},
    {U"日圓", "JPY"}, {U"日元", "JPY"}, {U"日幣", "JPY"},   {U"韓元", "KRW"},
    {U"韓圜", "KRW"}, {U"港元", "HKD"}, {U"港幣", "HKD"},   {U"新加坡元", "SGD"},
    {U"新元", "SGD"}, {U"澳元", "AUD"}, {U"加元", "CAD"},   {U"瑞士法郎", "CHF"},
    {U"盧比", "INR"}};

constexpr Name kEnglishCurrencies[] = {
    {U"nt$", "TWD"}, {U"ntd$", "TWD"}, {U"ntd", "TWD"}, {U"twd", "TWD"}, {U"us$", "USD"},
    {U"usd", "USD"}, {U"hk$", "HKD"},  {U"hkd", "HKD"}, {U"s$", "SGD"},  {U"sgd", "SGD"},
    {U"a$", "AUD"},  {U"aud", "AUD"},  {U"c$", "CAD"},  {U"cad", "CAD"}, {U"€", "EUR"},
    {U"eur", "EUR"}, {U"£", "GBP"},    {U"gbp", "GBP"}, {U"rmb", "CNY"}, {U"cny", "CNY"},
    {U"jpy", "JPY"}, {U"krw", "KRW"},  {U"chf", "CHF"}, {U"nt", "TWD"}};

constexpr Name kEnglishMoneyWords[] = {{U"u.s. dollars", "USD"},
                                       {U"us dollars", "USD"},
                                       {U"american dollars", "USD"},
                                       {U"new taiwan dollars", "TWD"},
                                       {U"nt dollars", "TWD"},
                                       {U"taiwan dollars", "TWD"},
                                       {U"hong kong dollars", "HKD"},
                                       {U"singapore dollars", "SGD"},
                                       {U"yuan", "CNY"},
                                       {U"renminbi", "CNY"},
                                       {U"euros", "EUR"},
                                       {U"euro", "EUR"},
                                       {U"yen", "JPY"},
                                       {U"won", "KRW"},
                                       {U"pounds", "GBP"},
                                       {U"usd", "USD"},
                                       {U"twd", "TWD"},
                                       {U"ntd", "TWD"},
                                       {U"rmb", "CNY"}};

constexpr Name kHanUnits[] = {
    {U"奈米", "nm"},     {U"納米", "nm"},      {U"微米", "µm"},     {U"公釐", "mm"},
    {U"毫米", "mm"},     {U"公分", "cm"},      {U"厘米", "cm"},     {U"公尺", "m"},
    {U"公里", "km"},     {U"毫克", "mg"},      {U"公克", "g"},      {U"公斤", "kg"},
    {U"公噸", "t"},      {U"公頃", "ha"},      {U"平方公尺", "m2"}, {U"平方公里", "km2"},
    {U"坪", "ping"},     {U"毫升", "ml"},      {U"公升", "l"},      {U"英里", "mi"},
    {U"英吋", "in"},     {U"英寸", "in"},      {U"英尺", "ft"},     {U"英畝", "ac"},
    {U"磅", "lb"},       {U"瓦", "W"},         {U"瓩", "kW"},       {U"千瓦", "kW"},
    {U"吉瓦", "GW"},     {U"百萬瓦", "MW"},    {U"瓦時", "Wh"},     {U"瓦小時", "Wh"},
    {U"千瓦時", "kWh"},  {U"千瓦小時", "kWh"}, {U"瓩時", "kWh"},    {U"伏特", "V"},
    {U"伏安", "VA"},     {U"帕", "Pa"},        {U"毫巴", "hPa"},    {U"赫", "Hz"},
    {U"千赫", "kHz"},    {U"百萬赫", "MHz"},   {U"赫茲", "Hz"},     {U"秒", "s"},
    {U"毫秒", "ms"},     {U"微秒", "µs"},      {U"奈秒", "ns"},     {U"平方公分", "cm2"},
    {U"立方公尺", "m3"}, {U"立方公分", "cm3"},
};

constexpr Name kEnglishUnits[] = {{U"nm", "nm"},
                                  {U"nanometer", "nm"},
                                  {U"nanometers", "nm"},
                                  {U"nanometre", "nm"},
                                  {U"nanometres", "nm"},
                                  {U"µm", "µm"},
                                  {U"um", "µm"},
                                  {U"micrometer", "µm"},
                                  {U"micrometers", "µm"},
                                  {U"micrometre", "µm"},
                                  {U"micrometres", "µm"},
                                  {U"micron", "µm"},
                                  {U"microns", "µm"},
                                  {U"mm", "mm"},
                                  {U"millimeter", "mm"},
                                  {U"millimeters", "mm"},
                                  {U"millimetre", "mm"},
                                  {U"millimetres", "mm"},
                                  {U"cm", "cm"},
                                  {U"centimeter", "cm"},
                                  {U"centimeters", "cm"},
                                  {U"centimetres", "cm"},
                                  {U"km", "km"},
                                  {U"kilometer", "km"},
                                  {U"kilometers", "km"},
                                  {U"kilometres", "km"},
                                  {U"kilometre", "km"},
                                  {U"metre", "m"},
                                  {U"meter", "m"},
                                  {U"meters", "m"},
                                  {U"metres", "m"},
                                  {U"mg", "mg"},
                                  {U"milligrams", "mg"},
                                  {U"kg", "kg"},
                                  {U"kilogram", "kg"},
                                  {U"kilograms", "kg"},
                                  {U"grams", "g"},
                                  {U"gram", "g"},
                                  {U"hectares", "ha"},
                                  {U"hectare", "ha"},
                                  {U"ha", "ha"},
                                  {U"acre", "ac"},
                                  {U"acres", "ac"},
                                  {U"tonne", "t"},
                                  {U"tonnes", "t"},
                                  {U"metric tons", "t"},
                                  {U"square meter", "m2"},
                                  {U"square meters", "m2"},
                                  {U"square metres", "m2"},
                                  {U"square kilometers", "km2"},
                                  {U"square kilometres", "km2"},
                                  {U"ping", "ping"},
                                  {U"ml", "ml"},
                                  {U"milliliters", "ml"},
                                  {U"liters", "l"},
                                  {U"liter", "l"},
                                  {U"litres", "l"},
                                  {U"miles", "mi"},
                                  {U"mile", "mi"},
                                  {U"inches", "in"},
                                  {U"inch", "in"},
                                  {U"feet", "ft"},
                                  {U"ft", "ft"},
                                  {U"kw", "kW"},
                                  {U"gw", "GW"},
                                  {U"mw", "MW"},
                                  {U"tw", "TW"},
                                  {U"watt", "W"},
                                  {U"watts", "W"},
                                  {U"kilowatt", "kW"},
                                  {U"kilowatts", "kW"},
                                  {U"megawatt", "MW"},
                                  {U"megawatts", "MW"},
                                  {U"gigawatt", "GW"},
                                  {U"gigawatts", "GW"},
                                  {U"terawatts", "TW"},
                                  {U"wh", "Wh"},
                                  {U"kwh", "kWh"},
                                  {U"mwh", "MWh"},
                                  {U"gwh", "GWh"},
                                  {U"twh", "TWh"},
                                  {U"watt-hours", "Wh"},
                                  {U"kilowatt-hour", "kWh"},
                                  {U"kilowatt-hours", "kWh"},
                                  {U"kilowatt hours", "kWh"},
                                  {U"megawatt-hours", "MWh"},
                                  {U"megawatt hours", "MWh"},
                                  {U"gigawatt-hours", "GWh"},
                                  {U"gigawatt hours", "GWh"},
                                  {U"terawatt-hours", "TWh"},
                                  {U"terawatt hours", "TWh"},
                                  {U"volts", "V"},
                                  {U"kv", "kV"},
                                  {U"kilovolts", "kV"},
                                  {U"hz", "Hz"},
                                  {U"khz", "kHz"},
                                  {U"mhz", "MHz"},
                                  {U"ghz", "GHz"},
                                  {U"pa", "Pa"},
                                  {U"hpa", "hPa"},
                                  {U"kpa", "kPa"},
                                  {U"mpa", "MPa"},
                                  {U"hectopascals", "hPa"},
                                  {U"millibars", "hPa"},
                                  {U"seconds", "s"},
                                  {U"second", "s"},
                                  {U"milliseconds", "ms"},
                                  {U"ms", "ms"},
                                  {U"microseconds", "µs"},
                                  {U"nanoseconds", "ns"},
                                  {U"ns", "ns"}};

/// A unit in the smallest of its measure.
struct Scale {
    std::string_view unit, measure;
    std::int64_t factor;
};

constexpr std::int64_t kKilo = 1000, kMega = 1000000, kGiga = 1000000000, kTera = 1000000000000;
constexpr Scale kScalesOfUnits[] = {{"nm", "length", 1},         {"µm", "length", kKilo},
                                    {"mm", "length", kMega},     {"cm", "length", 10 * kMega},
                                    {"m", "length", kGiga},      {"km", "length", kTera},
                                    {"mg", "mass", 1},           {"g", "mass", kKilo},
                                    {"kg", "mass", kMega},       {"t", "mass", kGiga},
                                    {"ml", "volume", 1},         {"l", "volume", kKilo},
                                    {"cm3", "volume", 1},        {"m3", "volume", kMega},
                                    {"cm2", "area", 1},          {"m2", "area", 10000},
                                    {"ha", "area", 100 * kMega}, {"km2", "area", 10 * kGiga},
                                    {"ns", "time", 1},           {"µs", "time", kKilo},
                                    {"ms", "time", kMega},       {"s", "time", kGiga},
                                    {"W", "power", 1},           {"kW", "power", kKilo},
                                    {"MW", "power", kMega},      {"GW", "power", kGiga},
                                    {"TW", "power", kTera},      {"Wh", "energy", 1},
                                    {"kWh", "energy", kKilo},    {"MWh", "energy", kMega},
                                    {"GWh", "energy", kGiga},    {"TWh", "energy", kTera},
                                    {"V", "voltage", 1},         {"kV", "voltage", kKilo},
                                    {"Hz", "frequency", 1},      {"kHz", "frequency", kKilo},
                                    {"MHz", "frequency", kMega}, {"GHz", "frequency", kGiga},
                                    {"Pa", "pressure", 1},       {"hPa", "pressure", 100},
                                    {"kPa", "pressure", kKilo},  {"MPa", "pressure", kMega}};

const Scale* scale_of(std::string_view unit) {
    for (const Scale& scale : kScalesOfUnits) {
        if (scale.unit == unit) return &scale;
    }
    return nullptr;
}

template <typename List>
std::string longest_at(const QuantityText& text, std::size_t i, const List& list, bool as_word,
                       std::size_t& length) {
    std::string found;
    length = 0;
    for (const auto& [name, unit] : list) {
        if (name.size() <= length || !text.has(i, name)) continue;
        if (as_word &&
            (is_latin_letter(text[i + name.size()]) || is_ascii_digit(text[i + name.size()])))
            continue;
        length = name.size();
        found = unit;
    }
    return found;
}

template <typename List>
std::string longest_before(const QuantityText& text, std::size_t i, const List& list) {
    std::string found;
    std::size_t length = 0;
    for (const auto& [name, unit] : list) {
        if (name.size() <= length || !text.ends(i, name)) continue;
        if (is_latin_letter(name.front()) && is_latin_letter(text.before(i - name.size())))
            continue;
        length = name.size();
        found = unit;
    }
    return found;
}

}  // namespace

std::string han_unit_at(const QuantityText& text, std::size_t i, std::size_t& length) {
    i = text.skip_spaces(i);
    std::string unit = longest_at(text, i, kHanCurrencies, false, length);
    if (unit.empty()) unit = longest_at(text, i, kHanUnits, false, length);
    if (unit.empty()) unit = longest_at(text, i, kEnglishUnits, true, length);
    return unit;
}

std::string english_unit_at(const QuantityText& text, std::size_t i, std::size_t& length) {
    const std::size_t gap = text[i] == U' ' || text[i] == U'-' ? 1 : 0;
    std::string unit = longest_at(text, i + gap, kEnglishMoneyWords, true, length);
    if (unit.empty()) unit = longest_at(text, i + gap, kEnglishUnits, true, length);
    if (unit.empty()) unit = longest_at(text, i + gap, kHanUnits, false, length);
    if (!unit.empty()) length += gap;
    return unit;
}

std::string currency_before(const QuantityText& text, std::size_t i) {
    while (i > 0 && text.before(i) == U' ') --i;
    std::string unit = longest_before(text, i, kHanCurrencies);
    return unit.empty() ? longest_before(text, i, kEnglishCurrencies) : unit;
}

Rational unit_scale(std::string_view from, std::string_view to) {
    if (from.empty() || to.empty() || from == to) return whole(1);
    const Scale* a = scale_of(from);
    const Scale* b = scale_of(to);
    if (!a || !b || a->measure != b->measure) return whole(0);
    return Rational::of(a->factor, b->factor).value_or(whole(0));
}

std::string temperature_unit(const QuantityText& text, std::size_t start, std::size_t& end) {
    std::size_t i = text.skip_spaces(end);
    if (text.any_before(start, {U"攝氏", U"攝氏零下"}) && text[i] == U'度') {
        end = i + 1;
        return "°C";
    }
    if (text.any_before(start, {U"華氏", U"華氏零下"}) && text[i] == U'度') {
        end = i + 1;
        return "°F";
    }
    constexpr std::pair<std::u32string_view, std::string_view> kNames[] = {
        {U"℃", "°C"},
        {U"°c", "°C"},
        {U"° c", "°C"},
        {U"℉", "°F"},
        {U"°f", "°F"},
        {U"° f", "°F"},
        {U"度c", "°C"},
        {U"degrees celsius", "°C"},
        {U"degrees centigrade", "°C"},
        {U"degrees c", "°C"},
        {U"degree celsius", "°C"},
        {U"degrees fahrenheit", "°F"},
        {U"degrees f", "°F"}};
    for (const auto& [name, unit] : kNames) {
        if (!text.has(i, name) || is_latin_letter(text[i + name.size()])) continue;
        end = i + name.size();
        return std::string(unit);
    }
    return {};
}

bool is_currency(std::string_view unit) {
    return unit.size() == 3 &&
           unit.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

}  // namespace diglot::text
