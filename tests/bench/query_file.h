// Query files: tab-separated text, the query first; `\\`, `\n` and `\t` escaped.
#pragma once

#include <string>
#include <vector>

namespace diglot::bench {

struct QueryRow {
    std::string query;
    std::vector<std::string> columns;  ///< All of them, unescaped; the query is the first.
};

/// A file's rows; with `sample` other than 0 so many of them, spread evenly over the file. Throws
/// IoError.
std::vector<QueryRow> read_queries(const std::string& path, std::size_t sample = 0);

/// "en-edited" for "…/en-edited.tsv".
std::string set_name(const std::string& path);

}  // namespace diglot::bench
