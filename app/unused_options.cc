#include "app/unused_options.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace diglot {
namespace {

bool any_is(const std::vector<FileReport>& files, std::initializer_list<std::string_view> formats) {
    return std::any_of(files.begin(), files.end(), [&](const FileReport& file) {
        return std::any_of(formats.begin(), formats.end(), [&](std::string_view format) {
            return file.format.find(format) != std::string::npos;
        });
    });
}

}  // namespace

std::vector<std::string> unused_options(const ImportRequest& request,
                                        const std::vector<FileReport>& files) {
    std::uint64_t concepts = 0;
    bool any = false;
    for (const FileReport& file : files) {
        if (file.passed_over) continue;
        if (file.refused) return {};
        any = true;
        concepts += file.concepts_read;
    }
    if (!any) return {};
    std::vector<std::string> notes;
    if (request.policy != EntryPolicy::kAdd && concepts == 0)
        notes.push_back(std::string("--policy ") +
                        (request.policy == EntryPolicy::kSkip ? "skip" : "update") +
                        " means nothing here: it is for concepts, and none was read");
    const bool tables = any_is(files, {"CSV", "TSV", "XLSX", "UTX", "OmegaT glossary"});
    const auto note = [&](const char* option, const char* what) {
        notes.push_back(std::string(option) + " means nothing here: it is for " + what +
                        ", and none was read");
    };
    if (!request.columns.empty() && !tables && !any_is(files, {"JSON"})) note("--map", "tables");
    if (request.tables_as && !tables) note("--as", "tables");
    if (request.term_separators && (!tables || concepts == 0))
        note("--split", "glossaries in tables");
    if (!request.sheet.empty() && !any_is(files, {"XLSX"})) note("--sheet", "workbooks (XLSX)");
    return notes;
}

}  // namespace diglot
