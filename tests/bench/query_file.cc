#include "tests/bench/query_file.h"

#include <filesystem>
#include <fstream>

#include "core/error.h"

namespace diglot::bench {
namespace {

std::string unescaped(std::string_view field) {
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] != '\\' || i + 1 == field.size()) {
            text += field[i];
            continue;
        }
        const char next = field[++i];
        text += next == 'n' ? '\n' : next == 't' ? '\t' : next;
    }
    return text;
}

}  // namespace

std::vector<QueryRow> read_queries(const std::string& path, std::size_t sample) {
    std::ifstream file(path);
    if (!file) throw IoError(path + ": cannot be read");
    std::vector<QueryRow> all;
    for (std::string line; std::getline(file, line);) {
        QueryRow row;
        for (std::size_t at = 0; at <= line.size();) {
            const std::size_t end = std::min(line.find('\t', at), line.size());
            row.columns.push_back(unescaped(std::string_view(line).substr(at, end - at)));
            at = end + 1;
        }
        row.query = row.columns.front();
        all.push_back(std::move(row));
    }
    if (sample == 0 || sample >= all.size()) return all;
    std::vector<QueryRow> some;
    for (std::size_t i = 0; i < sample; ++i)
        some.push_back(std::move(all[i * all.size() / sample]));
    return some;
}

std::string set_name(const std::string& path) {
    return std::filesystem::path(path).stem().string();
}

}  // namespace diglot::bench
