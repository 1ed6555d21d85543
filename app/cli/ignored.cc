// diglot ignored: the findings a person decided to live with.
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/finding_filter.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

void write_one(JsonWriter& json, const IgnoredFinding& one) {
    json.begin_object().member("fingerprint", one.fingerprint).member("rule", one.rule);
    json.member("message", one.message).member("source", one.source).member("target", one.target);
    json.member("reason", one.reason).member("user", one.user);
    json.member("time", to_iso_date(one.at)).end_object();
}

void list(Session& session, const std::vector<IgnoredFinding>& all) {
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("ignored").begin_array();
        for (const IgnoredFinding& one : all) write_one(json, one);
        session.console.line(json.end_array().end_object().text());
        return;
    }
    for (const IgnoredFinding& one : all) {
        session.console.line(session.console.styled(Style::kBold, one.fingerprint.substr(0, 8)) +
                             "  " + one.rule + ": " + one.message);
        for (const std::string* text : {&one.source, &one.target})
            if (!text->empty()) session.console.line("          " + *text);
        session.console.line(
            tr("          {} ({}, {})", one.reason, one.user, to_iso_date(one.at)));
    }
    if (all.empty()) session.say(tr("no finding is ignored"));
}

/// The one whose fingerprint begins so.
const IgnoredFinding& find(const std::vector<IgnoredFinding>& all, const std::string& asked) {
    const IgnoredFinding* found = nullptr;
    for (const IgnoredFinding& one : all) {
        if (!is_fingerprint(asked) || !one.fingerprint.starts_with(asked)) continue;
        if (found)
            throw UsageError(
                tr("ignored: several fingerprints begin with {}; write more of it", asked));
        found = &one;
    }
    if (!found) throw UsageError(tr("ignored: no ignored finding has the fingerprint {}", asked));
    return *found;
}

void remove(Session& session, DiglotFile& file, const std::vector<std::string>& asked) {
    const std::vector<IgnoredFinding> all = file.ignored_findings().list();
    std::set<std::int64_t> ids;
    for (const std::string& one : asked) ids.insert(find(all, one).id);
    ChangeSet change(file.database(), file.log(), session.change_request());
    for (const std::int64_t id : ids) file.ignored_findings().remove(id);
    change.commit();
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("change", change.id()).member("removed", ids.size());
        session.console.line(json.end_object().text());
        return;
    }
    session.console.line(tr("{} reported again", counted(static_cast<std::int64_t>(ids.size()),
                                                         "finding is", "findings are")));
    session.say(tr("change set {}; `diglot undo` takes it back", change.id()));
}

}  // namespace

void add_ignored_command(CLI::App& program, Session& session) {
    auto removed = std::make_shared<std::vector<std::string>>();
    CLI::App* command = program.add_subcommand(
        "ignored", tr("List the findings of `check` that are ignored, or report them again"));
    command->add_option("--remove", *removed, tr("Report this finding again"))
        ->type_name("FINGERPRINT")
        ->delimiter(',');
    command->footer(
        tr("Examples:\n"
           "  diglot ignored\n"
           "  diglot ignored --remove 3f2a91c0\n"
           "A finding is ignored with `diglot check FILE --ignore FINGERPRINT --reason TEXT`."));
    command->callback([&session, removed] {
        DiglotFile& file = session.open_existing();
        if (removed->empty())
            list(session, file.ignored_findings().list());
        else
            remove(session, file, *removed);
    });
}

}  // namespace diglot
