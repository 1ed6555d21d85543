// diglot term: the glossary. Its subcommands, and those that change it: add, edit, remove.
#include "app/cli/term.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/cli/concept_text.h"
#include "app/cli/text.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

struct Details {
    std::optional<std::string> definition;
    std::optional<std::string> subject;
    std::optional<std::string> note;
    std::optional<std::string> source;
};

struct AddOptions {
    std::vector<std::string> terms;
    Details details;
};

struct EditOptions {
    std::int64_t id = 0;
    std::vector<std::string> add;
    std::vector<std::string> set;
    std::vector<std::string> remove;
    Details details;
};

void add_detail_options(CLI::App* command, Details& details) {
    command->add_option("--definition", details.definition, tr("What the concept is"));
    command->add_option("--subject", details.subject, tr("Subject field"));
    command->add_option("--note", details.note, tr("A note on the concept, added to those it has"));
    command->add_option("--cite", details.source, tr("Where this is from"))->type_name("SOURCE");
}

void apply(const Details& details, Concept& entry) {
    const auto set_field = [&](std::string& field, const std::optional<std::string>& value, const char* type) {
        if (!value) return;
        field = checked_text(*value);
        if (value->empty()) set_annotation(entry.annotations, "descrip", type, "");
    };
    set_field(entry.definition, details.definition, "definition");
    set_field(entry.subject, details.subject, "subjectField");
    if (details.source) set_annotation(entry.annotations, "admin", "source", checked_text(*details.source));
    if (details.note && details.note->empty()) {
        std::erase_if(entry.annotations, [](const Markup& node) { return node.element == "note"; });
    } else if (details.note) {
        entry.annotations.push_back(Markup::leaf("note", {}, checked_text(*details.note)));
    }
}

auto find_term(Concept& entry, const Term& wanted) {
    const auto found = std::find_if(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
        return term.lang == wanted.lang && term.text == wanted.text;
    });
    if (found == entry.terms.end()) throw UsageError(tr("term edit: the concept has no term {} in {}", wanted.text, wanted.lang.text()));
    return found;
}

void report(Session& session, const Concept& entry, std::int64_t change) {
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("change", change).key("concept");
        write_concept(json, entry);
        json.end_object();
        session.console.line(json.text());
    } else {
        print_concept(session.console, entry);
        session.say(tr("change set {}; `diglot undo` takes it back", change));
    }
}

/// The same term in another concept may be meant (two senses) or a slip.
void warn_of_known_terms(const Session& session, const Termbase& glossary, const Concept& entry) {
    for (const Term& wanted : entry.terms) {
        ConceptFilter filter;
        filter.lang = wanted.lang;
        filter.text = wanted.text;
        glossary.for_each(filter, [&](const Concept& other) {
            for (const Term& term : other.terms) {
                if (term.lang == wanted.lang && term.text == wanted.text) {
                    session.say(tr("note: concept {} has the term {} already", other.id, wanted.text));
                }
            }
            return true;
        });
    }
}

void run_add(Session& session, const AddOptions& options) {
    Concept entry;
    for (const std::string& argument : options.terms) entry.terms.push_back(parse_term(argument));
    apply(options.details, entry);
    entry.changed = Time::now();
    DiglotFile& file = session.open_or_create();
    ChangeSet change(file.database(), file.log(), session.change_request());
    warn_of_known_terms(session, file.glossary(), entry);
    file.glossary().set_origin("", {});
    std::int64_t id = 0;
    if (file.glossary().add(entry, change, &id) == Added::kUnchanged) {
        session.console.note(tr("concept {} has these terms already; nothing was changed", id));
        return;
    }
    change.commit();
    report(session, *file.glossary().find(id), change.id());
}

void run_edit(Session& session, const EditOptions& options) {
    DiglotFile& file = session.open_existing();
    ChangeSet change(file.database(), file.log(), session.change_request());
    std::optional<Concept> entry = file.glossary().find(options.id);
    if (!entry) {
        session.console.note(tr("there is no concept {}", options.id));
        session.exit = Exit::kComplaints;
        return;
    }
    const Concept before = *entry;
    for (const std::string& argument : options.add) entry->terms.push_back(parse_term(argument));
    for (const std::string& argument : options.set) {
        const Term wanted = parse_term(argument);
        set_status(*find_term(*entry, wanted), wanted.status);
    }
    for (const std::string& argument : options.remove) entry->terms.erase(find_term(*entry, parse_term(argument)));
    if (entry->terms.empty()) throw UsageError(tr("term edit: a concept needs a term; `diglot term remove {}` removes it", options.id));
    apply(options.details, *entry);
    if (*entry == before) throw UsageError(tr("term edit: nothing to change; give --add, --set, --remove or a detail"));
    entry->changed = Time::now();
    if (file.glossary().update(*entry) == Updated::kSameAsAnother) {
        session.console.note(tr("another concept has the same id and terms; nothing was changed"));
        session.exit = Exit::kComplaints;
        return;
    }
    change.commit();
    report(session, *file.glossary().find(options.id), change.id());
}

void run_remove(Session& session, const std::vector<std::int64_t>& ids) {
    DiglotFile& file = session.open_existing();
    ChangeSet change(file.database(), file.log(), session.change_request());
    std::int64_t removed = 0;
    for (const std::int64_t id : ids) {
        if (file.glossary().remove(id)) {
            ++removed;
        } else {
            session.console.note(tr("there is no concept {}", id));
            session.exit = Exit::kComplaints;
        }
    }
    if (removed > 0) change.commit();
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (removed > 0) json.value(change.id());
        else json.null();
        json.member("removed", removed).end_object();
        session.console.line(json.text());
    } else {
        session.console.line(tr("removed {}", counted(removed, "concept", "concepts")));
        if (removed > 0) session.say(tr("change set {}; `diglot undo` takes it back", change.id()));
    }
}

}  // namespace

Term parse_term(const std::string& given) {
    const std::string argument = checked_text(given);
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == argument.size()) {
        throw UsageError(tr("\"{}\" is no term; write LANG=TEXT or LANG:STATUS=TEXT, as en:forbidden=\"Open AI\"", argument));
    }
    const std::string head = argument.substr(0, equals);
    const std::size_t colon = head.find(':');
    Term term;
    term.lang = parse_language(head.substr(0, colon));
    term.text = argument.substr(equals + 1);
    if (colon != std::string::npos) {
        const auto status = parse_term_status(head.substr(colon + 1));
        if (!status) throw UsageError(tr("\"{}\" is no status; use preferred, admitted, deprecated or forbidden", head.substr(colon + 1)));
        set_status(term, *status);
    }
    return term;
}

void add_term_add_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<AddOptions>();
    CLI::App* command = parent.add_subcommand("add", tr("Add a concept with its terms"));
    command->add_option("TERM", options->terms, tr("LANG=TEXT or LANG:STATUS=TEXT; status: preferred, admitted, deprecated, forbidden"))->required();
    add_detail_options(command, options->details);
    command->footer(tr("Example:\n  diglot term add zh-TW=輝達 en:preferred=NVIDIA en:forbidden=nVidia --subject chips"));
    command->callback([&session, options] { run_add(session, *options); });
}

void add_term_edit_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<EditOptions>();
    CLI::App* command = parent.add_subcommand("edit", tr("Change a concept: its terms, their status, its details"));
    command->add_option("ID", options->id, tr("Number of the concept, as `term find` and `term list` show it"))->required();
    command->add_option("--add", options->add, tr("Add a term"))->type_name("LANG:STATUS=TEXT");
    command->add_option("--set", options->set, tr("Give a term it has this status"))->type_name("LANG:STATUS=TEXT");
    command->add_option("--remove", options->remove, tr("Remove a term"))->type_name("LANG=TEXT");
    add_detail_options(command, options->details);
    command->footer(tr("Example:\n  diglot term edit 7 --set en:deprecated=NREL --add en:preferred=NLR\nAn empty detail (--note \"\") removes what there is."));
    command->callback([&session, options] { run_edit(session, *options); });
}

void add_term_remove_command(CLI::App& parent, Session& session) {
    auto ids = std::make_shared<std::vector<std::int64_t>>();
    CLI::App* command = parent.add_subcommand("remove", tr("Remove concepts with all their terms"));
    command->add_option("ID", *ids, tr("Numbers of concepts"))->required();
    command->footer(tr("Example:\n  diglot term remove 7"));
    command->callback([&session, ids] { run_remove(session, *ids); });
}

void add_term_command(CLI::App& program, Session& session) {
    CLI::App* command = program.add_subcommand("term", tr("The glossary: find terms in a text; list, show, add, edit, remove"));
    command->require_subcommand(1);
    command->fallthrough();
    for (const auto& add : {add_term_find_command, add_term_list_command, add_term_show_command, add_term_add_command,
                            add_term_edit_command, add_term_remove_command}) {
        add(*command, session);
    }
    command->footer(tr("Example:\n  diglot term find 美國能源部與輝達合作"));
}

}  // namespace diglot
