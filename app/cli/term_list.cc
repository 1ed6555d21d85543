// diglot term list, show: the glossary looked at.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/concept_text.h"
#include "app/cli/glossary_text.h"
#include "app/cli/term.h"
#include "app/cli/text.h"
#include "app/cli/version_text.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

struct ListOptions {
    std::string text;
    std::string lang;
    std::string status;
    std::string subject;
    std::size_t limit = 0;
};

void run_list(Session& session, const ListOptions& options) {
    ConceptFilter filter;
    filter.lang = parse_language(options.lang);
    filter.text = checked_text(options.text);
    filter.subject = options.subject;
    if (!options.status.empty()) {
        filter.status = parse_term_status(options.status);
        if (!filter.status)
            throw UsageError(
                tr("\"{}\" is no status; use preferred, admitted, deprecated or forbidden",
                   options.status));
    }
    Table table("rll");
    std::size_t count = 0;
    session.open_existing().glossary().for_each(filter, [&](const Concept& entry) {
        if (options.limit > 0 && count == options.limit) return false;
        ++count;
        if (session.json) {
            JsonWriter json;
            write_concept(json, entry);
            session.console.line(json.text());
            return true;
        }
        std::string terms;
        for (const Term& term : entry.terms) {
            terms += (terms.empty() ? "" : "; ") + term.text + " " +
                     session.console.styled(Style::kDim, "[" + term.lang.text() + "]");
        }
        table.add({std::to_string(entry.id), entry.subject, terms});
        return true;
    });
    table.print(session.console);
    if (!session.json)
        session.say(counted(static_cast<std::int64_t>(count), "concept", "concepts"));
}

struct ShowOptions {
    std::vector<std::int64_t> ids;
    bool history = false;
};

void show_history(Session& session, std::int64_t id) {
    const std::vector<Version<Concept>> versions = concept_history(session.open_existing(), id);
    if (versions.empty()) {
        session.console.note(tr("there is no concept {}", id));
        session.exit = Exit::kComplaints;
        return;
    }
    JsonWriter json;
    json.begin_object().member("concept", id).key("versions").begin_array();
    if (!session.json)
        session.console.line(
            session.console.styled(Style::kBold, tr("concept {}", id)) + "  " +
            counted(static_cast<std::int64_t>(versions.size()), "version", "versions"));
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        const auto& [change, before, after, is_current] = *version;
        if (session.json) {
            write_version_head(json, *version);
            json.key("concept");
            if (after)
                write_concept(json, *after);
            else
                json.null();
            if (before && after) {
                json.key("changes");
                write_differences(json, differences(*before, *after));
            }
            json.end_object();
            continue;
        }
        print_version_head(session.console, *version);
        if (!after)
            session.console.line("    " + tr("removed"));
        else if (before)
            print_differences(session.console, differences(*before, *after));
        else
            session.console.line("    " + terms_text(*after));
    }
    if (session.json) session.console.line(json.end_array().end_object().text());
}

void run_show(Session& session, const ShowOptions& options) {
    const Termbase& glossary = session.open_existing().glossary();
    for (const std::int64_t id : options.ids) {
        if (options.history) {
            show_history(session, id);
            continue;
        }
        const auto entry = glossary.find(id);
        if (!entry) {
            session.console.note(tr("there is no concept {}", id));
            session.exit = Exit::kComplaints;
        } else if (session.json) {
            JsonWriter json;
            write_concept(json, *entry);
            session.console.line(json.text());
        } else {
            print_concept(session.console, *entry);
        }
    }
}

}  // namespace

void add_term_list_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<ListOptions>();
    CLI::App* command =
        parent.add_subcommand("list", tr("List concepts; JSON is one object a line"));
    command->add_option("TEXT", options->text,
                        tr("Only those with a term that holds this text; case, width and Han "
                           "script do not matter"));
    command->add_option("-l,--lang", options->lang, tr("Only those with a term in this language"))
        ->type_name("LANG");
    command->add_option("--status", options->status, tr("Only those with a term of this status"));
    command->add_option("--subject", options->subject, tr("Only those of this subject field"));
    command->add_option("--limit", options->limit, tr("At most so many (default: all)"));
    command->footer(tr("Example:\n  diglot term list 實驗室 --status preferred"));
    command->callback([&session, options] { run_list(session, *options); });
}

void add_term_show_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<ShowOptions>();
    CLI::App* command = parent.add_subcommand("show", tr("Show everything kept of a concept"));
    command->add_option("ID", options->ids, tr("Numbers of concepts"))->required();
    command->add_flag("--history", options->history,
                      tr("Every version it had, the latest first; of removed concepts too"));
    command->footer(
        tr("Examples:\n"
           "  diglot term show 7\n"
           "  diglot term show --history 7"));
    command->callback([&session, options] { run_show(session, *options); });
}

}  // namespace diglot
