#include "app/statistics_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/html_text.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

using Bars = std::vector<std::pair<std::string, std::int64_t>>;

constexpr const char* kStyle = R"css(
:root{color-scheme:light dark;--ink:#1d2329;--quiet:#59636e;--page:#fff;--card:#f6f8fa;--line:#d1d9e0;--bar:#2f6fb3}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--quiet:#a0aab5;--page:#14181d;--card:#1e242b;--line:#3a434d;--bar:#6ea8e0}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{font-size:1.4rem;margin:.2rem 0;overflow-wrap:anywhere}
.cards{display:flex;flex-wrap:wrap;gap:.8rem;margin:1rem 0;padding:0;list-style:none}
.cards li{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.5rem .9rem}
.cards b{display:block;font-size:1.3rem;font-variant-numeric:tabular-nums}
main{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(27rem,100%),1fr));gap:1rem}
figure{margin:0;padding:.8rem;background:var(--card);border:1px solid var(--line);border-radius:6px}
figure.wide{grid-column:1/-1}
figcaption{font-weight:600;margin-bottom:.4rem}
svg{display:block;width:100%;height:auto}
svg text{font-size:12px;fill:var(--ink)}svg .quiet{fill:var(--quiet)}svg rect{fill:var(--bar)}
.small,summary{color:var(--quiet);font-size:.85rem}
table{border-collapse:collapse;font-size:.9rem;width:100%}
td,th{padding:.15rem .6rem .15rem 0;text-align:left;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
)css";

std::string grouped_digits(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::int64_t greatest_of(const Bars& bars) {
    std::int64_t greatest = 0;
    for (const auto& [name, value] : bars) greatest = std::max(greatest, value);
    return greatest;
}

/// The largest first, those after `most` left out.
StatisticsChart ranked(std::string title, std::string unit, Bars bars, std::size_t most) {
    std::stable_sort(bars.begin(), bars.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    StatisticsChart chart{std::move(title), std::move(unit), std::move(bars), false, 0};
    if (chart.bars.size() > most) {
        chart.left_out = chart.bars.size() - most;
        chart.bars.resize(most);
    }
    return chart;
}

/// In the order of time, the latest `most`.
StatisticsChart over_time(std::string title, std::string unit, Bars bars, std::size_t most) {
    StatisticsChart chart{std::move(title), std::move(unit), std::move(bars), true, 0};
    if (chart.bars.size() > most) {
        chart.left_out = chart.bars.size() - most;
        chart.bars.erase(chart.bars.begin(),
                         chart.bars.begin() + static_cast<std::ptrdiff_t>(chart.left_out));
    }
    return chart;
}

Bars named(const std::map<std::string, std::int64_t>& counts, const std::string& nameless) {
    Bars bars;
    for (const auto& [name, count] : counts)
        bars.emplace_back(name.empty() ? nameless : name, count);
    return bars;
}

/// Units there were at the end of each month, from those that are there now; months without any are
/// there too.
Bars growth_of(const std::map<std::string, std::int64_t>& made) {
    Bars growth;
    std::int64_t sum = 0;
    for (const auto& [month, count] : made) {
        while (!growth.empty()) {
            int year = std::stoi(growth.back().first.substr(0, 4));
            int number = std::stoi(growth.back().first.substr(5)) % 12 + 1;
            if (number == 1) ++year;
            std::string next = fmt::format("{:04}-{:02}", year, number);
            if (next >= month) break;
            growth.emplace_back(std::move(next), sum);
        }
        growth.emplace_back(month, sum += count);
    }
    return growth;
}

/// Of each year the last.
Bars by_year(const Bars& months) {
    Bars years;
    for (const auto& [month, count] : months) {
        std::string year = month.substr(0, 4);
        if (years.empty() || years.back().first != year) years.emplace_back(year, 0);
        years.back().second = count;
    }
    return years;
}

Bars lengths_of(const MemoryStatistics& memory) {
    Bars bars;
    for (std::size_t i = 0; i < memory.lengths.size(); ++i)
        bars.emplace_back(length_class(i), memory.lengths[i]);
    return bars;
}

/// A bar a row: name, bar, number.
std::string svg_bars(const StatisticsChart& chart) {
    constexpr int kRow = 22, kWidth = 460, kNames = 150, kNumbers = 90;
    const std::int64_t greatest = std::max<std::int64_t>(1, greatest_of(chart.bars));
    std::string svg =
        fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">", kWidth,
                    kRow * static_cast<int>(chart.bars.size()), html_escaped(chart.title));
    int y = 0;
    for (const auto& [name, value] : chart.bars) {
        const double length = static_cast<double>(kWidth - kNames - kNumbers) *
                              static_cast<double>(value) / static_cast<double>(greatest);
        constexpr std::size_t kShown = 22;
        std::string shown = name;
        if (shown.size() > kShown) {
            std::size_t end = kShown;
            while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0) == 0x80) --end;
            shown = shown.substr(0, end) + "…";
        }
        svg += fmt::format(
            "<g><title>{0}: {1}</title><text x=\"0\" y=\"{2}\">{3}</text><rect x=\"{4}\" y=\"{5}\" "
            "width=\"{6:.1f}\" height=\"14\" rx=\"2\"/><text class=\"quiet\" x=\"{7:.1f}\" "
            "y=\"{2}\">{1}</text></g>",
            html_escaped(name), grouped_digits(value), y + 15, html_escaped(shown), kNames, y + 4,
            length, kNames + length + 6);
        y += kRow;
    }
    return svg + "</svg>";
}

/// A column a month or year; some are named below.
std::string svg_columns(const StatisticsChart& chart) {
    constexpr int kWidth = 960, kHeight = 180, kFoot = 22, kHead = 18;
    const std::int64_t greatest = std::max<std::int64_t>(1, greatest_of(chart.bars));
    const double step = static_cast<double>(kWidth) / static_cast<double>(chart.bars.size());
    const double gap = std::min(step * 0.2, 6.0), wide = std::min(step - gap, 60.0);
    const std::size_t every = std::max<std::size_t>(1, (chart.bars.size() + 11) / 12);
    std::string svg = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
                                  kWidth, kHeight + kFoot + kHead, html_escaped(chart.title));
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        const auto& [name, value] = chart.bars[i];
        const double height = static_cast<double>(kHeight) * static_cast<double>(value) /
                              static_cast<double>(greatest);
        const double x = step * static_cast<double>(i);
        svg += fmt::format(
            "<g><title>{}: {}</title><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
            "height=\"{:.1f}\"/></g>",
            html_escaped(name), grouped_digits(value), x, kHead + kHeight - height, wide, height);
        if (i % every == 0)
            svg += fmt::format("<text class=\"quiet\" x=\"{:.1f}\" y=\"{}\">{}</text>", x,
                               kHead + kHeight + 16, html_escaped(name));
    }
    svg += fmt::format("<text class=\"quiet\" x=\"0\" y=\"12\">{} {}</text>",
                       grouped_digits(greatest), html_escaped(chart.unit));
    return svg + "</svg>";
}

std::string figure(const StatisticsChart& chart) {
    std::string html = fmt::format(
        "<figure{}><figcaption>{}</figcaption>{}", chart.over_time ? " class=\"wide\"" : "",
        html_escaped(chart.title), chart.over_time ? svg_columns(chart) : svg_bars(chart));
    if (chart.left_out > 0)
        html += fmt::format("<p class=\"small\">and {} more</p>", chart.left_out);
    html += "<details><summary>numbers</summary><table>";
    for (const auto& [name, value] : chart.bars)
        html += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td></tr>", html_escaped(name),
                            grouped_digits(value));
    return html + "</table></details></figure>\n";
}

std::string language_table(const StatisticsReport& report) {
    std::string html =
        "<figure class=\"wide\"><figcaption>Languages</figcaption><table><tr><th>language</th>"
        "<th class=\"n\">segments</th><th class=\"n\">as source</th><th class=\"n\">characters</th>"
        "<th class=\"n\">mean</th><th class=\"n\">longest</th><th class=\"n\">terms</th></tr>";
    std::map<std::string, MemoryStatistics::Language> languages = report.memory.languages;
    for (const auto& [tag, terms] : report.glossary.languages) languages[tag];
    for (const auto& [tag, counts] : languages) {
        const auto terms = report.glossary.languages.find(tag);
        html += fmt::format(
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
            "<td class=\"n\">{:.1f}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            html_escaped(tag), grouped_digits(counts.segments), grouped_digits(counts.as_source),
            grouped_digits(counts.characters),
            static_cast<double>(counts.characters) /
                static_cast<double>(std::max<std::int64_t>(1, counts.segments)),
            grouped_digits(counts.longest),
            grouped_digits(terms == report.glossary.languages.end() ? 0 : terms->second));
    }
    return html + "</table></figure>\n";
}

void write_counts(JsonWriter& json, const char* name,
                  const std::map<std::string, std::int64_t>& counts) {
    json.key(name).begin_object();
    for (const auto& [key, count] : counts) json.member(key, count);
    json.end_object();
}

}  // namespace

std::vector<StatisticsChart> charts_of(const StatisticsReport& report, std::size_t most) {
    const MemoryStatistics& memory = report.memory;
    std::vector<StatisticsChart> charts;
    const auto add = [&](StatisticsChart chart) {
        if (greatest_of(chart.bars) > 0) charts.push_back(std::move(chart));
    };
    add(ranked("Language pairs", "targets", named(memory.pairs, ""), most));
    add(ranked("Origins", "units", named(memory.origins, "(typed in)"), most));
    // Of a memory without any states there is nothing to be said.
    if (memory.states.size() > 1 || memory.states.find("") == memory.states.end())
        add(ranked("States", "units", named(memory.states, "(none)"), most));
    Bars made, changed;
    for (const auto& [name, counts] : memory.people) {
        if (counts.made > 0) made.emplace_back(name, counts.made);
        if (counts.changed > 0) changed.emplace_back(name, counts.changed);
    }
    add(ranked("Who made units", "units", made, most));
    add(ranked("Who changed units last", "units", changed, most));
    StatisticsChart lengths{"Length of sources, characters", "units", lengths_of(memory), false, 0};
    add(lengths);
    add(over_time("Latest change, by year", "units", named(memory.changed, ""), most));
    const Bars growth = growth_of(memory.made);
    if (growth.size() <= most)
        add(over_time("Growth: units made up to the end of a month", "units", growth, most));
    else
        add(over_time("Growth: units made up to the end of a year", "units", by_year(growth),
                      most));
    return charts;
}

std::string text_bar(std::int64_t value, std::int64_t greatest, std::size_t width) {
    static constexpr std::array<const char*, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (value <= 0 || greatest <= 0) return "";
    const auto eighths =
        std::max<std::int64_t>(1, value * static_cast<std::int64_t>(8 * width) / greatest);
    std::string bar;
    for (std::int64_t i = 0; i < eighths / 8; ++i) bar += "█";
    return bar + kEighths.at(static_cast<std::size_t>(eighths % 8));
}

std::string statistics_json(const StatisticsReport& report) {
    const MemoryStatistics& memory = report.memory;
    JsonWriter json;
    json.begin_object().member("units", memory.units);
    json.member("concepts", report.glossary.concepts).member("terms", report.glossary.terms);
    json.key("languages").begin_object();
    for (const auto& [tag, counts] : memory.languages) json.member(tag, counts.segments);
    json.end_object();
    write_counts(json, "term_languages", report.glossary.languages);
    write_counts(json, "origins", memory.origins);
    json.key("texts").begin_object();
    for (const auto& [tag, counts] : memory.languages) {
        json.key(tag).begin_object().member("segments", counts.segments);
        json.member("as_source", counts.as_source).member("characters", counts.characters);
        json.member("longest", counts.longest).end_object();
    }
    json.end_object();
    write_counts(json, "pairs", memory.pairs);
    write_counts(json, "states", memory.states);
    json.key("people").begin_object();
    for (const auto& [name, counts] : memory.people) {
        json.key(name).begin_object().member("made", counts.made);
        json.member("changed", counts.changed).end_object();
    }
    json.end_object();
    json.key("source_lengths").begin_array();
    for (std::size_t i = 0; i < memory.lengths.size(); ++i) {
        json.begin_object().key("up_to");
        if (i < MemoryStatistics::kLengths.size())
            json.value(MemoryStatistics::kLengths.at(i));
        else
            json.null();
        json.member("count", memory.lengths.at(i)).end_object();
    }
    json.end_array();
    write_counts(json, "changed", memory.changed);
    write_counts(json, "made", memory.made);
    json.member("undated", memory.undated).member("with_codes", memory.with_codes);
    json.member("with_notes", memory.with_notes).member("used", memory.used);
    json.member("duplicates", memory.duplicates).member("contradictions", memory.contradictions);
    return json.member("file", report.file).end_object().text();
}

std::string statistics_html(const StatisticsReport& report) {
    constexpr std::size_t kMostColumns = 120, kMostRanked = 15;
    const MemoryStatistics& memory = report.memory;
    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{0}</title>\n"
        "<style>{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n",
        html_escaped(report.file), kStyle);
    if (!report.where.empty())
        html +=
            fmt::format("<p class=\"small\">only units with {}</p>\n", html_escaped(report.where));
    html += "<ul class=\"cards\">";
    const auto card = [&](std::int64_t number, const char* what) {
        html += fmt::format("<li><b>{}</b> {}</li>", grouped_digits(number), what);
    };
    card(memory.units, "units");
    card(report.glossary.concepts, "concepts");
    card(report.glossary.terms, "terms");
    card(memory.duplicates, "duplicates too many");
    card(memory.contradictions, "sources contradicted");
    card(memory.with_codes, "units with codes");
    card(memory.with_notes, "units with notes");
    card(memory.used, "units used");
    card(memory.undated, "units without a date");
    html += "</ul>\n<main>\n" + language_table(report);
    // Columns are narrower than bars.
    for (const StatisticsChart& chart : charts_of(report, kMostRanked))
        if (!chart.over_time) html += figure(chart);
    for (const StatisticsChart& chart : charts_of(report, kMostColumns))
        if (chart.over_time) html += figure(chart);
    return html + "</main>\n</body>\n</html>\n";
}

}  // namespace diglot
