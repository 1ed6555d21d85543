// diglot show: units of the memory, as they are and as they were.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/memory_text.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/cli/version_text.h"
#include "app/history.h"
#include "app/unit_edit.h"

namespace diglot {
namespace {

struct Options {
    std::vector<std::int64_t> ids;
    bool history = false;
};

void show_unit(Session& session, std::int64_t id) {
    const UnitEdit found = look_at_unit(session.open_existing(), id);
    if (!found.unit) {
        session.console.note(found.revision
                                 ? tr("there is no unit {} any more: change set {} removed it; "
                                      "`diglot show --history {}` has what it said",
                                      id, *found.revision, id)
                                 : tr("there is no unit {}", id));
        session.exit = Exit::kComplaints;
    } else if (session.json) {
        JsonWriter json;
        write_unit(json, *found.unit, found.revision);
        session.console.line(json.text());
    } else {
        print_unit(session.console, *found.unit, found.revision);
    }
}

void print_version(const Console& console, const Version<Unit>& version) {
    print_version_head(console, version);
    if (!version.after) return console.line("    " + tr("removed"));
    if (version.before) return print_differences(console, *version.before, *version.after, false);
    for (const Variant& variant : version.after->variants)
        console.line("    " + variant.lang.text() + "  " + one_line(variant.segment));
}

void show_history(Session& session, std::int64_t id) {
    const std::vector<Version<Unit>> versions = unit_history(session.open_existing(), id);
    if (versions.empty()) {
        session.console.note(tr("there is no unit {}", id));
        session.exit = Exit::kComplaints;
    } else if (session.json) {
        JsonWriter json;
        json.begin_object().member("unit", id).key("versions").begin_array();
        for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
            write_version_head(json, *version);
            json.key("unit");
            if (version->after)
                write_unit(json, *version->after);
            else
                json.null();
            if (version->before && version->after) {
                json.key("changes");
                write_differences(json, *version->before, *version->after);
            }
            json.end_object();
        }
        session.console.line(json.end_array().end_object().text());
    } else {
        session.console.line(
            session.console.styled(Style::kBold, tr("unit {}", id)) + "  " +
            counted(static_cast<std::int64_t>(versions.size()), "version", "versions"));
        for (auto version = versions.rbegin(); version != versions.rend(); ++version)
            print_version(session.console, *version);
    }
}

}  // namespace

void add_show_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand("show", tr("Show everything kept of a unit"));
    command->add_option("ID", options->ids, tr("Numbers of units, as match and search print them"))
        ->required();
    command->add_flag("--history", options->history,
                      tr("Every version it had, the latest first: which change set made it, when, "
                         "who, and what changed; of removed units too"));
    command->footer(
        tr("Examples:\n"
           "  diglot show 42\n"
           "  diglot show --history 42\n"
           "The revision is the number of the change set that made the unit as it is."));
    command->callback([&session, options] {
        for (const std::int64_t id : options->ids)
            options->history ? show_history(session, id) : show_unit(session, id);
    });
}

}  // namespace diglot
