#include "importers/matecat_header.h"

#include <algorithm>
#include <string_view>

#include "importers/glossary_rows.h"
#include "importers/glossary_table_columns.h"

namespace diglot {
namespace {

std::string plain(std::string_view cell) {
    std::string out(trim_cell(cell));
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_code(const std::string& name) {
    return name.size() >= 2 && name.size() <= 10 && name != "notes" &&
           name.find(' ') == std::string::npos && parse_language_name(name).has_value();
}

}  // namespace

std::optional<std::string> matecat_complaint(const std::vector<std::string>& header) {
    std::vector<std::string> names;
    for (const std::string& cell : header) names.push_back(plain(cell));
    const auto has = [&](std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    const auto languages = std::count_if(names.begin(), names.end(), is_code);
    if (languages == 0 || (!has("forbidden") && !has("example of use"))) return std::nullopt;
    if (languages < 2) return "it has one language, and MateCat asks for two";
    std::size_t at = 0;
    for (const std::string_view name : {"forbidden", "domain", "subdomain", "definition"})
        at += at < names.size() && names[at] == name ? 1 : 0;
    while (at < names.size() && is_code(names[at])) {
        ++at;
        for (const std::string_view name : {"notes", "example of use"})
            at += at < names.size() && names[at] == name ? 1 : 0;
    }
    while (at < names.size() && names[at].empty()) ++at;
    if (at == names.size()) return std::nullopt;
    return "its column " + std::to_string(at + 1) + ", \"" + std::string(trim_cell(header[at])) +
           "\", is not where MateCat looks for it";
}

}  // namespace diglot
