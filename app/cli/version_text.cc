#include "app/cli/version_text.h"

#include "app/cli/text.h"

namespace diglot {

void print_change_head(const Console& console, const ChangeInfo& change, bool is_current) {
    std::string line = console.styled(Style::kBold, std::to_string(change.id)) + "  " +
                       to_iso_date(change.at) + "  " + change.user + "  " +
                       console.styled(Style::kDim, change.command);
    if (change.undone) line += "  " + console.styled(Style::kYellow, tr("(undone)"));
    if (is_current) line += "  " + console.styled(Style::kGreen, tr("(now)"));
    console.line(line);
}

void write_change_head(JsonWriter& json, const ChangeInfo& change, bool is_current) {
    json.begin_object().member("change", change.id).member("time", to_iso_date(change.at));
    json.member("user", change.user).member("command", change.command).member("file", change.file);
    json.member("undone", change.undone).member("current", is_current);
}

}  // namespace diglot
