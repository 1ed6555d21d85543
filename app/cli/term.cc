// diglot term: the glossary. Its subcommands, and those that change it: add, edit, remove.
#include "app/cli/term.h"

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/concept_text.h"
#include "app/cli/term_impact.h"
#include "app/cli/text.h"
#include "app/json_writer.h"
#include "glossary/concept_versions.h"

namespace diglot {
namespace {

struct Details {
    std::optional<std::string> definition;
    std::optional<std::string> subject;
    std::optional<std::string> note;
    std::optional<std::string> source;
    std::optional<std::string> kind;
    std::optional<bool> do_not_translate;
    std::optional<bool> first_mention;
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
    ImpactOptions impact;
};

struct RemoveOptions {
    std::vector<std::int64_t> ids;
    ImpactOptions impact;
};

void add_detail_options(CLI::App* command, Details& details) {
    command->add_option("--definition", details.definition, tr("What the concept is"));
    command->add_option("--subject", details.subject, tr("Subject field"));
    command->add_option("--note", details.note, tr("A note on the concept, added to those it has"));
    command->add_option("--cite", details.source, tr("Where this is from"))->type_name("SOURCE");
    command->add_option("--kind", details.kind,
                        tr("organisation, person, place, programme, product or term"));
    command->add_flag("--do-not-translate,!--translate", details.do_not_translate,
                      tr("The term stands as it is in every language"));
    command->add_flag(
        "--first-mention,!--no-first-mention", details.first_mention,
        tr("Full form with the short form in brackets where first met, then the short form"));
}

void apply(const Details& details, Concept& entry) {
    const auto set_field = [&](std::string& field, const std::optional<std::string>& value,
                               const char* type) {
        if (!value) return;
        field = checked_text(*value);
        if (value->empty()) set_annotation(entry.annotations, "descrip", type, "");
    };
    set_field(entry.definition, details.definition, "definition");
    set_field(entry.subject, details.subject, "subjectField");
    if (details.kind) {
        entry.kind = checked_text(*details.kind);
        if (details.kind->empty()) set_note(entry.annotations, kKindNote, std::nullopt);
    }
    const auto set_flag = [&](bool& field, const std::optional<bool>& value,
                              std::string_view note) {
        if (!value) return;
        field = *value;
        if (!*value) set_note(entry.annotations, note, std::nullopt);
    };
    set_flag(entry.do_not_translate, details.do_not_translate, kDoNotTranslateNote);
    set_flag(entry.first_mention, details.first_mention, kFirstMentionNote);
    if (details.source)
        set_annotation(entry.annotations, "admin", "source", checked_text(*details.source));
    if (details.note && details.note->empty()) {
        std::erase_if(entry.annotations, [](const Markup& node) {
            return node.element == "note" && !is_conflict_note(node);
        });
    } else if (details.note) {
        entry.annotations.push_back(Markup::leaf("note", {}, checked_text(*details.note)));
    }
}

auto find_term(Concept& entry, const Term& wanted) {
    const auto found = std::find_if(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
        return term.lang == wanted.lang && term.text == wanted.text;
    });
    if (found == entry.terms.end())
        throw UsageError(
            tr("term edit: the concept has no term {} in {}", wanted.text, wanted.lang.text()));
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
        for (const std::int64_t id : glossary.with_term(wanted.lang, wanted.text)) {
            session.say(tr("note: concept {} has the term {} already", id, wanted.text));
        }
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

/// What --set says of a term replaces what was said; what it leaves out stays.
void set_term(Term& term, const Term& wanted) {
    if (wanted.status != TermStatus::kNone) set_status(term, wanted.status);
    const auto take = [](auto& field, const auto& value, const auto& none) {
        if (value != none) field = value;
    };
    take(term.valid_from, wanted.valid_from, std::optional<Date>());
    take(term.valid_until, wanted.valid_until, std::optional<Date>());
    take(term.region, wanted.region, std::string());
    take(term.term_type, wanted.term_type, std::string());
    take(term.part_of_speech, wanted.part_of_speech, std::string());
    take(term.gender, wanted.gender, std::string());
    take(term.case_rule, wanted.case_rule, CaseRule::kAuto);
    take(term.not_in, wanted.not_in, std::vector<std::string>());
}

/// The concept as the edit makes it.
Concept edited(const Concept& before, const EditOptions& options) {
    Concept entry = before;
    for (const std::string& argument : options.add) entry.terms.push_back(parse_term(argument));
    for (const std::string& argument : options.set) {
        const Term wanted = parse_term(argument);
        set_term(*find_term(entry, wanted), wanted);
    }
    for (const std::string& argument : options.remove)
        entry.terms.erase(find_term(entry, parse_term(argument)));
    if (entry.terms.empty())
        throw UsageError(tr("term edit: a concept needs a term; `diglot term remove {}` removes it",
                            options.id));
    apply(options.details, entry);
    if (entry == before)
        throw UsageError(
            tr("term edit: nothing to change; give --add, --set, --remove or a detail"));
    entry.changed = Time::now();
    complete(entry);
    return entry;
}

std::optional<Concept> find_or_complain(Session& session, DiglotFile& file, std::int64_t id) {
    std::optional<Concept> entry = file.glossary().find(id);
    if (!entry) {
        session.console.note(tr("there is no concept {}", id));
        session.exit = Exit::kComplaints;
    }
    return entry;
}

void show_edit_impact(Session& session, DiglotFile& file, const EditOptions& options) {
    const ReadSnapshot snapshot(file.database());
    const std::optional<Concept> before = find_or_complain(session, file, options.id);
    if (!before) return;
    run_impact(session, file, *before, edited(*before, options), options.impact);
    session.say(
        tr("nothing was changed; with --apply the edit is made, and the replacement in the "
           "units that surely mean it"));
}

void run_edit(Session& session, const EditOptions& options) {
    DiglotFile& file = session.open_existing();
    if (options.impact.asked && !options.impact.apply)
        return show_edit_impact(session, file, options);
    ChangeSet change(file.database(), file.log(), session.change_request());
    const std::optional<Concept> before = find_or_complain(session, file, options.id);
    if (!before) return;
    const Concept entry = edited(*before, options);
    if (file.glossary().update(entry) == Updated::kSameAsAnother) {
        session.console.note(tr("another concept has the same id and terms; nothing was changed"));
        session.exit = Exit::kComplaints;
        return;
    }
    if (options.impact.apply) run_impact(session, file, *before, entry, options.impact, &change);
    change.commit();
    if (options.impact.apply)
        session.say(tr("change set {}; `diglot undo` takes it back", change.id()));
    else
        report(session, *file.glossary().find(options.id), change.id());
}

void show_removal_impact(Session& session, DiglotFile& file, const RemoveOptions& options) {
    const ReadSnapshot snapshot(file.database());
    for (const std::int64_t id : options.ids) {
        const std::optional<Concept> before = find_or_complain(session, file, id);
        if (!before) continue;
        Concept after = *before;
        after.terms.clear();
        run_impact(session, file, *before, after, options.impact);
    }
    session.say(tr("nothing was changed"));
}

void run_remove(Session& session, const RemoveOptions& options) {
    DiglotFile& file = session.open_existing();
    if (options.impact.asked) return show_removal_impact(session, file, options);
    ChangeSet change(file.database(), file.log(), session.change_request());
    std::int64_t removed = 0;
    for (const std::int64_t id : options.ids) {
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
        if (removed > 0)
            json.value(change.id());
        else
            json.null();
        json.member("removed", removed).end_object();
        session.console.line(json.text());
    } else {
        session.console.line(tr("removed {}", counted(removed, "concept", "concepts")));
        if (removed > 0) session.say(tr("change set {}; `diglot undo` takes it back", change.id()));
    }
}

Date parse_term_date(const std::string& text, DateEdge edge) {
    const auto date = parse_date(text, edge);
    if (!date) throw UsageError(tr("\"{}\" is no date; write it as 2025-12-01", text));
    return *date;
}

/// A word after the language: a status, or NAME@VALUE.
void apply_term_detail(const std::string& word, Term& term) {
    const std::size_t at = word.find('@');
    const std::string name = word.substr(0, at);
    const std::string value = at == std::string::npos ? "" : word.substr(at + 1);
    if (at == std::string::npos) {
        const auto status = parse_term_status(word);
        if (!status)
            throw UsageError(
                tr("\"{}\" is no status; use preferred, admitted, deprecated or forbidden", word));
        set_status(term, *status);
    } else if (name == "from") {
        term.valid_from = parse_term_date(value, DateEdge::kFirst);
    } else if (name == "until") {
        term.valid_until = parse_term_date(value, DateEdge::kLast);
    } else if (name == "region") {
        term.region = value;
    } else if (name == "type") {
        term.term_type = value;
    } else if (name == "pos") {
        term.part_of_speech = value;
    } else if (name == "gender") {
        term.gender = value;
    } else if (name == "not-in") {
        term.not_in.push_back(value);
    } else if (name == "case") {
        const auto rule = parse_case_rule(value);
        if (!rule) throw UsageError(tr("\"{}\" is no case rule; use \"as written\" or any", value));
        term.case_rule = *rule;
    } else {
        throw UsageError(
            tr("\"{}\" is no detail of a term; use from, until, region, type, pos, gender, case or "
               "not-in",
               name));
    }
}

}  // namespace

Term parse_term(const std::string& given) {
    const std::string argument = checked_text(given);
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == argument.size()) {
        throw UsageError(tr(
            "\"{}\" is no term; write LANG=TEXT or LANG:STATUS=TEXT, as en:forbidden=\"Open AI\"",
            argument));
    }
    const std::string head = argument.substr(0, equals);
    std::size_t colon = head.find(':');
    Term term;
    term.lang = parse_language(head.substr(0, colon));
    term.text = argument.substr(equals + 1);
    while (colon != std::string::npos) {
        const std::size_t next = head.find(':', colon + 1);
        apply_term_detail(
            head.substr(colon + 1, next == std::string::npos ? next : next - colon - 1), term);
        colon = next;
    }
    if (term.valid_from && term.valid_until && *term.valid_until < *term.valid_from) {
        throw UsageError(tr("{}: until {} is before from {}", term.text,
                            to_string(*term.valid_until), to_string(*term.valid_from)));
    }
    return term;
}

void add_term_add_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<AddOptions>();
    CLI::App* command = parent.add_subcommand("add", tr("Add a concept with its terms"));
    command
        ->add_option("TERM", options->terms,
                     tr("LANG=TEXT or LANG:STATUS=TEXT; status: preferred, admitted, deprecated, "
                        "forbidden. More after colons: from@DATE, until@DATE, region@TW, "
                        "type@acronym, pos@noun, gender@neuter, case@any, not-in@TEXT"))
        ->required();
    add_detail_options(command, options->details);
    command->footer(
        tr("Example:\n  diglot term add zh-TW=輝達 en:preferred=NVIDIA en:forbidden=nVidia "
           "--subject chips\n"
           "  diglot term add zh-TW=國家再生能源實驗室 en:until@2025-11-30=NREL "
           "en:from@2025-12-01=NLR --kind organisation"));
    command->callback([&session, options] { run_add(session, *options); });
}

void add_term_edit_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<EditOptions>();
    CLI::App* command =
        parent.add_subcommand("edit", tr("Change a concept: its terms, their status, its details"));
    command
        ->add_option("ID", options->id,
                     tr("Number of the concept, as `term find` and `term list` show it"))
        ->required();
    command->add_option("--add", options->add, tr("Add a term"))->type_name("LANG:STATUS=TEXT");
    command->add_option("--set", options->set, tr("Give a term it has this status, these dates …"))
        ->type_name("LANG:STATUS=TEXT");
    command->add_option("--remove", options->remove, tr("Remove a term"))->type_name("LANG=TEXT");
    add_detail_options(command, options->details);
    add_impact_options(command, options->impact, true);
    command->footer(
        tr("Examples:\n  diglot term edit 7 --set en:deprecated=NREL --add en:preferred=NLR\n"
           "  diglot term edit 195 --set en:deprecated=NVIDIA --add en:preferred=\"NVIDIA "
           "Corporation\" --impact\n"
           "  diglot term edit 195 --set en:deprecated=NVIDIA --add en:preferred=\"NVIDIA "
           "Corporation\" --impact --apply\n"
           "An empty detail (--note \"\") removes what there is."));
    command->callback([&session, options] { run_edit(session, *options); });
}

void add_term_remove_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<RemoveOptions>();
    CLI::App* command = parent.add_subcommand("remove", tr("Remove concepts with all their terms"));
    command->add_option("ID", options->ids, tr("Numbers of concepts"))->required();
    add_impact_options(command, options->impact, false);
    command->footer(tr("Examples:\n  diglot term remove 7\n  diglot term remove 7 --impact"));
    command->callback([&session, options] { run_remove(session, *options); });
}

void add_term_command(CLI::App& program, Session& session) {
    CLI::App* command = program.add_subcommand(
        "term", tr("The glossary: find terms in a text; list, show, add, edit, remove, extract, "
                   "compare, merge"));
    command->require_subcommand(1);
    command->fallthrough();
    for (const auto& add :
         {add_term_find_command, add_term_list_command, add_term_show_command, add_term_add_command,
          add_term_edit_command, add_term_remove_command, add_term_extract_command,
          add_term_diff_command, add_term_merge_command}) {
        add(*command, session);
    }
    command->footer(tr("Example:\n  diglot term find 美國能源部與輝達合作"));
}

}  // namespace diglot
