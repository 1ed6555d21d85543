#include "app/analysis_report.h"

#include <cmath>

#include <fmt/format.h>

#include "app/html_text.h"
#include "app/json_writer.h"
#include "importers/csv_records.h"

namespace diglot {
namespace {

std::int64_t whole_gmx(const AnalysisReport& report, const TextCounts& counts) {
    return std::llround(gmx_words(counts, report.characters_per_word));
}

void write_counts(JsonWriter& json, const AnalysisReport& report, const BandCounts& counts) {
    const TextCounts& text = counts.text;
    json.begin_object().member("segments", counts.segments).member("words", text.words());
    json.member("asian_characters", text.asian).member("other_words", text.other_words);
    json.member("characters", text.characters).member("characters_with_spaces", text.with_spaces);
    json.member("punctuation", text.punctuation).member("gmx_words", whole_gmx(report, text));
    json.end_object();
}

void write_bands(JsonWriter& json, const AnalysisReport& report, const FileAnalysis& file) {
    json.key("bands").begin_object();
    for (std::size_t i = 0; i < kBands; ++i) {
        json.key(band_name(static_cast<Band>(i)).key);
        write_counts(json, report, file.bands[i]);
    }
    json.end_object().key("total");
    write_counts(json, report, file.total());
    json.member("weighted_words", weighted_words(file, report.weights));
}

std::string cells(const AnalysisReport& report, const BandCounts& counts) {
    const TextCounts& text = counts.text;
    std::string row;
    for (const std::uint64_t number :
         {counts.segments, text.words(), text.asian, text.other_words, text.characters,
          text.with_spaces, text.punctuation, static_cast<std::uint64_t>(whole_gmx(report, text))})
        row += fmt::format("<td>{}</td>", number);
    return row;
}

void append_table(const AnalysisReport& report, const FileAnalysis& file, const std::string& name,
                  std::string& page) {
    page += fmt::format(
        "<h2>{}</h2>\n<table><tr><th>band</th><th>segments</th><th>words</th><th>Han and "
        "kana</th><th>other words</th><th>characters</th><th>with spaces</th><th>punctuation</th>"
        "<th>GMX-V words</th><th>weight</th></tr>\n",
        html_escaped(name));
    for (std::size_t i = 0; i < kBands; ++i) {
        if (file.bands[i].segments == 0) continue;
        page += fmt::format("<tr><td>{}</td>{}<td>{} %</td></tr>\n",
                            html_escaped(band_name(static_cast<Band>(i)).shown),
                            cells(report, file.bands[i]), report.weights[i]);
    }
    page += fmt::format(
        "<tr class=\"total\"><td>total</td>{}<td></td></tr></table>\n<p>Weighted words: {}</p>\n",
        cells(report, file.total()), weighted_words(file, report.weights));
}

}  // namespace

FileAnalysis AnalysisReport::total() const {
    FileAnalysis all;
    for (const FileAnalysis& file : files) {
        for (std::size_t i = 0; i < kBands; ++i) {
            all.bands[i].segments += file.bands[i].segments;
            all.bands[i].text += file.bands[i].text;
        }
    }
    return all;
}

std::string AnalysisReport::rules() const {
    return fmt::format(
        "words: Han and kana characters one each, other words by UAX #29; characters: code points "
        "without white space; GMX-V words: Han and kana characters / {}, other words one each",
        characters_per_word);
}

std::string analysis_json(const AnalysisReport& report) {
    JsonWriter json;
    json.begin_object().member("source", report.source.text());
    json.member("target", report.target.text()).member("memory", report.has_memory);
    json.member("rules", report.rules()).key("files").begin_array();
    for (const FileAnalysis& file : report.files) {
        json.begin_object().member("path", file.path).member("format", file.format);
        write_bands(json, report, file);
        json.end_object();
    }
    json.end_array();
    write_bands(json, report, report.total());
    return json.end_object().text() + "\n";
}

std::string analysis_csv(const AnalysisReport& report) {
    std::string out;
    append_csv({"file", "band", "segments", "words", "asian_characters", "other_words",
                "characters", "characters_with_spaces", "punctuation", "gmx_words", "weight"},
               ',', out);
    std::vector<FileAnalysis> files = report.files;
    files.push_back(report.total());
    files.back().path = "(total)";
    for (const FileAnalysis& file : files) {
        for (std::size_t i = 0; i < kBands; ++i) {
            const BandCounts& counts = file.bands[i];
            const TextCounts& text = counts.text;
            std::vector<std::string> row{guard_formula(file.path),
                                         band_name(static_cast<Band>(i)).key};
            for (const std::uint64_t number :
                 {counts.segments, text.words(), text.asian, text.other_words, text.characters,
                  text.with_spaces, text.punctuation,
                  static_cast<std::uint64_t>(whole_gmx(report, text)),
                  static_cast<std::uint64_t>(report.weights[i])})
                row.push_back(std::to_string(number));
            append_csv(row, ',', out);
        }
    }
    return out;
}

std::string analysis_html(const AnalysisReport& report) {
    std::string page = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Analysis</title>\n"
        "<style>:root{{color-scheme:light dark}}body{{font-family:sans-serif;max-width:75rem;"
        "margin:1rem auto}}table{{border-collapse:collapse}}td,th{{border:1px solid #8888;padding:"
        ".3rem .6rem;text-align:right}}td:first-child,th:first-child{{text-align:left}}.total{{"
        "font-weight:bold}}</style></head><body>\n<h1>Analysis, {} to {}</h1>\n<p>{}</p>\n",
        html_escaped(report.source.text()), html_escaped(report.target.text()),
        html_escaped(report.rules()));
    if (report.files.size() != 1) append_table(report, report.total(), "All files", page);
    for (const FileAnalysis& file : report.files) append_table(report, file, file.path, page);
    return page + "</body></html>\n";
}

}  // namespace diglot
