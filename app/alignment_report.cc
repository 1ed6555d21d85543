#include "app/alignment_report.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "app/html_text.h"

namespace diglot {
namespace {

std::string on_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

std::vector<std::string> columns_of(const std::string& line) {
    std::vector<std::string> columns;
    for (std::size_t at = 0;;) {
        const std::size_t tab = line.find('\t', at);
        columns.push_back(line.substr(at, tab - at));
        if (tab == std::string::npos) return columns;
        at = tab + 1;
    }
}

}  // namespace

std::string alignment_tsv(const LanguageTag& source, const LanguageTag& target,
                          const std::vector<AlignedPair>& pairs) {
    std::string text = source.text() + "\t" + target.text() + "\tconfidence\n";
    for (const AlignedPair& pair : pairs)
        text += fmt::format("{}\t{}\t{:.2f}\n", on_one_line(pair.source), on_one_line(pair.target),
                            pair.confidence);
    return text;
}

std::string alignment_html(const LanguageTag& source, const LanguageTag& target,
                           const std::vector<AlignedPair>& pairs, double doubtful) {
    std::string page = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta "
        "charset=\"utf-8\"><title>Alignment</title>\n"
        "<style>body{{font-family:sans-serif;max-width:75rem;margin:1rem auto}}"
        "table{{border-collapse:collapse;width:100%}}td,th{{border:1px solid #ccc;padding:.3rem "
        ".5rem;text-align:left;vertical-align:top}}td:last-child{{text-align:right}}"
        ".doubtful{{background:#fff3c4}}.alone{{background:#eee}}</style></head><body>\n"
        "<table><tr><th>{}</th><th>{}</th><th>confidence</th></tr>\n",
        html_escaped(source.text()), html_escaped(target.text()));
    for (const AlignedPair& pair : pairs) {
        const bool alone = pair.source.empty() || pair.target.empty();
        page += fmt::format(
            "<tr{}><td lang=\"{}\">{}</td><td lang=\"{}\">{}</td><td>{}</td></tr>\n",
            alone                        ? " class=\"alone\""
            : pair.confidence < doubtful ? " class=\"doubtful\""
                                         : "",
            html_escaped(source.text()), html_escaped(pair.source), html_escaped(target.text()),
            html_escaped(pair.target), alone ? "" : fmt::format("{:.2f}", pair.confidence));
    }
    return page + "</table></body></html>\n";
}

Result<ReviewedAlignment> read_alignment_tsv(const std::string& path) {
    const Result<std::string> text = read_text_file(path);
    if (!text) return text.error();
    const auto fault = [&](const char* code, const char* message, std::size_t line,
                           const std::string& excerpt) {
        Diagnostic error;
        error.code = code;
        error.message = message;
        error.file = path;
        error.position.line = line;
        error.excerpt = excerpt;
        return error;
    };
    ReviewedAlignment reviewed;
    std::size_t number = 0;
    for (const std::string& line : side_by_lines(*text, {}).segments) {
        ++number;
        const std::vector<std::string> columns = columns_of(line);
        if (number == 1) {
            if (columns.size() < 2 || !is_known_language(LanguageTag(columns[0])) ||
                !is_known_language(LanguageTag(columns[1])))
                return fault("alignment.header",
                             "the first row names the languages: zh-TW, tab, en", number, line);
            reviewed.source = LanguageTag(columns[0]);
            reviewed.target = LanguageTag(columns[1]);
            continue;
        }
        if (line.empty()) continue;
        if (columns.size() < 2 || columns.size() > 3)
            return fault("alignment.columns",
                         "a row is a source, a target and, if any, its confidence", number, line);
        AlignedPair pair{columns[0], columns[1], 1};
        if (columns.size() == 3 && !columns[2].empty()) {
            const char* const end = columns[2].data() + columns[2].size();
            const auto read = std::from_chars(columns[2].data(), end, pair.confidence);
            if (read.ec != std::errc() || read.ptr != end || pair.confidence < 0 ||
                pair.confidence > 1)
                return fault("alignment.confidence", "a confidence is a number from 0 to 1", number,
                             line);
        }
        reviewed.pairs.push_back(std::move(pair));
    }
    if (number == 0) return fault("alignment.header", "the file is empty", 1, "");
    return reviewed;
}

}  // namespace diglot
