#include "app/extraction_report.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "app/html_text.h"
#include "core/text/fold.h"
#include "importers/csv_records.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

/// No spreadsheet takes it for a formula; docs/formats/tables.md.
std::string cell(const std::string& text) {
    const bool formula =
        !text.empty() && std::string_view("=+-@\t").find(text[0]) != std::string_view::npos;
    return formula ? "'" + text : text;
}
std::string uncell(const std::string& text) {
    const bool guarded = text.size() > 1 && text[0] == '\'' &&
                         std::string_view("=+-@\t").find(text[1]) != std::string_view::npos;
    std::string plain = guarded ? text.substr(1) : text;
    const std::size_t first = plain.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return plain.substr(first, plain.find_last_not_of(" \t\r\n") - first + 1);
}

std::string marked(std::string_view text, std::size_t start, std::size_t end) {
    if (start == end) return html_escaped(text);
    return html_escaped(text.substr(0, start)) + "<mark>" +
           html_escaped(text.substr(start, end - start)) + "</mark>" +
           html_escaped(text.substr(end));
}

constexpr const char* kStyle =
    "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#222;"
    "background:#fff}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;"
    "padding:.4rem .6rem;text-align:left;vertical-align:top}td.n{text-align:right}td.t{font-weight:"
    "bold}p{margin:0 0 .4rem}mark{background:#fe9}.tr{color:#555}";

std::string html_row(std::size_t number, const ExtractedTerm& term, const TermExtractor& from) {
    const auto lang = [](const LanguageTag& tag) { return html_escaped(tag.text()); };
    std::string row = fmt::format("<tr><td class=\"n\">{}</td><td class=\"t\" lang=\"{}\">{}</td>",
                                  number, lang(from.source()), html_escaped(term.term));
    if (!from.target().empty())
        row += fmt::format("<td class=\"t\" lang=\"{}\">{}</td>", lang(from.target()),
                           html_escaped(term.translation));
    row += fmt::format("<td class=\"n\">{}</td><td class=\"n\">{}</td>", term.count, term.texts);
    if (!from.target().empty()) row += fmt::format("<td class=\"n\">{}</td>", term.together);
    row += "<td>";
    for (const ExtractionExample& example : term.examples) {
        row += fmt::format("<p lang=\"{}\">{}</p>", lang(from.source()),
                           marked(example.text, example.start, example.end));
        if (!example.translation.empty())
            row += fmt::format(
                "<p class=\"tr\" lang=\"{}\">{}</p>", lang(from.target()),
                marked(example.translation, example.translation_start, example.translation_end));
    }
    return row + "</td></tr>\n";
}

enum class Decision { kNo, kYes, kStatus, kUnknown };

Decision decide(const std::string& word, TermStatus& status) {
    const std::string folded = fold_text(word);
    for (const char* no : {"", "no", "n", "0", "false", "否"})
        if (folded == no) return Decision::kNo;
    for (const char* yes : {"x", "yes", "y", "1", "true", "ok", "✓", "是"})
        if (folded == yes) return Decision::kYes;
    if (const auto named = parse_term_status(word)) {
        status = *named;
        return Decision::kStatus;
    }
    return Decision::kUnknown;
}

std::vector<std::string> split_translations(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t end = std::min(text.find('|', start), text.size());
        const std::string part = uncell(text.substr(start, end - start));
        if (!part.empty()) parts.push_back(part);
        start = end + 1;
    }
    return parts;
}

}  // namespace

void write_csv_report(const std::string& path, const TermExtractor& from,
                      const std::vector<ExtractedTerm>& terms) {
    const bool bilingual = !from.target().empty();
    std::vector<std::string> row{"accept", from.source().text()};
    if (bilingual) row.push_back(from.target().text());
    row.insert(row.end(), {"count", "texts"});
    if (bilingual) row.push_back("together");
    row.insert(row.end(),
               {"score", "example", "example_translation", "example_2", "example_2_translation"});
    std::string text;
    append_csv(row, ',', text);
    for (const ExtractedTerm& term : terms) {
        row = {"", cell(term.term)};
        if (bilingual) row.push_back(cell(term.translation));
        row.push_back(std::to_string(term.count));
        row.push_back(std::to_string(term.texts));
        if (bilingual) row.push_back(std::to_string(term.together));
        row.push_back(fmt::format("{:.2f}", term.score));
        for (std::size_t i = 0; i < 2; ++i) {
            const bool there = i < term.examples.size();
            row.push_back(there ? cell(term.examples[i].text) : "");
            row.push_back(there ? cell(term.examples[i].translation) : "");
        }
        append_csv(row, ',', text);
    }
    OutputFile file(path);
    file.write(text);
    file.commit();
}

void write_html_report(const std::string& path, const TermExtractor& from,
                       const std::vector<ExtractedTerm>& terms) {
    const bool bilingual = !from.target().empty();
    OutputFile file(path);
    file.write(
        fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                    "<title>Terms</title>\n<style>{}</style>\n<h1>Terms</h1>\n"
                    "<p>{} candidates from {} texts, best first.</p>\n",
                    kStyle, terms.size(), from.texts()));
    file.write(
        fmt::format("<table>\n<tr><th></th><th>{}</th>{}<th>places</th><th>texts</th>{}"
                    "<th>examples</th></tr>\n",
                    html_escaped(from.source().text()),
                    bilingual ? "<th>" + html_escaped(from.target().text()) + "</th>" : "",
                    bilingual ? "<th>together</th>" : ""));
    for (std::size_t i = 0; i < terms.size(); ++i) file.write(html_row(i + 1, terms[i], from));
    file.write("</table>\n</html>\n");
    file.commit();
}

Concept to_concept(const LanguageTag& source, const std::string& term, const LanguageTag& target,
                   const std::vector<std::string>& translations, TermStatus status,
                   const std::string& cite) {
    Concept entry;
    const auto add = [&](const LanguageTag& lang, const std::string& text) {
        Term& made = entry.terms.emplace_back();
        made.lang = lang;
        made.text = text;
        set_status(made, status);
        if (!cite.empty()) set_annotation(made.annotations, "admin", "source", cite);
    };
    add(source, term);
    for (const std::string& translation : translations) add(target, translation);
    entry.changed = Time::now();
    return entry;
}

Result<std::vector<Concept>> read_decisions(const std::string& path, TermStatus status,
                                            const std::string& cite) {
    const auto bytes = open_bytes(path);
    TextSource text(*bytes);
    const char separator = find_separator(text.head()).value_or(',');
    CsvRecords records(text, separator, Quotes::kAll);
    CsvRecord record;
    const auto fail = [&](const char* code, std::string message, std::size_t line) {
        return Diagnostic{Severity::kError, code, std::move(message), {line, 0}, path, {}};
    };
    records.next(record);
    std::vector<std::string> header = record.fields;
    std::transform(header.begin(), header.end(), header.begin(), uncell);
    const auto accept = static_cast<std::size_t>(std::find(header.begin(), header.end(), "accept") -
                                                 header.begin());
    std::vector<std::size_t> languages;
    for (std::size_t i = 0; i < header.size() && languages.size() < 2; ++i)
        if (i != accept && is_known_language(LanguageTag(header[i]))) languages.push_back(i);
    if (accept == header.size() || languages.empty())
        return fail("extraction.no-columns",
                    "the first row needs a column accept and one named as a language", 1);
    const LanguageTag source(header[languages[0]]);
    const LanguageTag target(languages.size() > 1 ? header[languages[1]] : "");

    std::vector<Concept> concepts;
    while (records.next(record)) {
        if (record.blank()) continue;
        const auto field = [&](std::size_t i) {
            return i < record.fields.size() ? uncell(record.fields[i]) : std::string();
        };
        TermStatus own = status;
        const Decision decision = decide(field(accept), own);
        if (decision == Decision::kUnknown)
            return fail("extraction.accept",
                        "\"" + field(accept) +
                            "\" is no decision; write x, or preferred, admitted, deprecated, "
                            "forbidden; or nothing",
                        record.line);
        const std::string term = field(languages[0]);
        if (decision == Decision::kNo || term.empty()) continue;
        const std::vector<std::string> translations = languages.size() > 1
                                                          ? split_translations(field(languages[1]))
                                                          : std::vector<std::string>();
        concepts.push_back(to_concept(source, term, target, translations, own, cite));
    }
    return concepts;
}

}  // namespace diglot
