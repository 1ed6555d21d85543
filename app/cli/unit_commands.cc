// diglot show, edit, remove: single units of the memory.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/edit_state.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

/// The unit, or nothing and a message.
std::optional<Unit> find_or_complain(Session& session, DiglotFile& file, std::int64_t id) {
    std::optional<Unit> unit = file.memory().find(id);
    if (!unit) {
        session.console.note(tr("there is no unit {}", id));
        session.exit = Exit::kComplaints;
    }
    return unit;
}

void run_show(Session& session, const std::vector<std::int64_t>& ids) {
    DiglotFile& file = session.open_existing();
    for (const std::int64_t id : ids) {
        const std::optional<Unit> unit = find_or_complain(session, file, id);
        if (!unit) continue;
        if (session.json) {
            JsonWriter json;
            write_unit(json, *unit);
            session.console.line(json.text());
        } else {
            print_unit(session.console, *unit);
        }
    }
}

struct EditOptions {
    std::int64_t id = 0;
    std::string lang;
    std::optional<std::string> source;
    std::optional<std::string> target;
    bool drop_codes = false;
    StateOptions state;
};

/// The variant that --target means: the one in the language asked for, else the first that is not
/// the source.
std::size_t target_index(const Unit& unit, const std::string& lang) {
    const std::size_t source = unit.source.value_or(0);
    const LanguageTag wanted(lang);
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        if (i != source &&
            (lang.empty() || unit.variants[i].lang.fit(wanted) == LanguageFit::kSame))
            return i;
    }
    throw UsageError(lang.empty()
                         ? tr("edit: the unit has no target; name its language with --lang")
                         : tr("edit: the unit has no target in {}", lang));
}

void set_text(Variant& variant, const std::string& text, const EditOptions& options,
              const ChangeRequest& request) {
    if (!variant.segment.content.empty() && !options.drop_codes) {
        throw UsageError(
            tr("edit: the segment has inline codes, which new text would drop; --drop-codes allows "
               "it"));
    }
    if (text.empty()) {
        throw UsageError(
            tr("edit: the new text is empty; `diglot remove {}` removes the unit", options.id));
    }
    variant.segment = Segment(checked_text(text));
    variant.stamp.changed = Time::now();
    variant.stamp.changed_by = request.user;
}

void run_edit(Session& session, const EditOptions& options) {
    const bool new_text = options.source || options.target;
    if (options.state.given()) return run_edit_state(session, options.state, options.id, new_text);
    if (options.id == 0) throw UsageError(tr("edit: give the number of a unit"));
    if (!options.source && !options.target) throw UsageError(tr("edit: give --source or --target"));
    DiglotFile& file = session.open_existing();
    const ChangeRequest request = session.change_request();
    ChangeSet change(file.database(), file.log(), request);
    std::optional<Unit> unit = find_or_complain(session, file, options.id);
    if (!unit) return;
    if (options.source)
        set_text(unit->variants[unit->source.value_or(0)], *options.source, options, request);
    if (options.target)
        set_text(unit->variants[target_index(*unit, options.lang)], *options.target, options,
                 request);
    unit->stamp.changed = Time::now();
    unit->stamp.changed_by = request.user;
    if (file.memory().update(*unit) == Updated::kSameAsAnother) {
        session.console.note(
            tr("another unit has this source and target already; nothing was changed"));
        session.exit = Exit::kComplaints;
        return;
    }
    change.commit();
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("change", change.id()).key("unit");
        write_unit(json, *unit);
        json.end_object();
        session.console.line(json.text());
    } else {
        print_unit(session.console, *unit);
        session.say(tr("change set {}; `diglot undo` takes it back", change.id()));
    }
}

struct RemoveOptions {
    std::vector<std::int64_t> ids;
    std::string where;
    bool apply = false;
};

constexpr std::size_t kShownUnits = 10;  ///< Before anything is removed.

/// What a condition means, shown: removing it is another step.
void preview_removal(Session& session, DiglotFile& file, const std::vector<std::int64_t>& ids) {
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("found", ids.size()).key("units").begin_array();
        for (const std::int64_t id : ids) json.value(id);
        session.console.line(json.end_array().end_object().text());
        return;
    }
    for (std::size_t i = 0; i < ids.size() && i < kShownUnits; ++i)
        if (const auto unit = file.memory().find(ids[i])) print_unit(session.console, *unit);
    session.console.line(tr("{} would be removed; --apply removes",
                            counted(static_cast<std::int64_t>(ids.size()), "unit", "units")));
}

void run_remove(Session& session, const RemoveOptions& options) {
    if (options.ids.empty() == options.where.empty())
        throw UsageError(tr("remove: give numbers of units, or --where"));
    DiglotFile& file = session.open_existing();
    std::vector<std::int64_t> ids = options.ids;
    // Before the look: what no longer fits once somebody else has changed it must stay.
    std::optional<ChangeSet> change;
    if (options.where.empty() || options.apply)
        change.emplace(file.database(), file.log(), session.change_request());
    if (!options.where.empty()) {
        UnitFilter filter;
        filter.where = parse_condition(options.where, file.log());
        file.memory().for_each(filter, [&](const Unit& unit) {
            throw_if_interrupted();
            ids.push_back(unit.id);
            return true;
        });
        if (!options.apply) return preview_removal(session, file, ids);
    }
    std::int64_t removed = 0;
    for (const std::int64_t id : ids) {
        throw_if_interrupted();
        if (find_or_complain(session, file, id) && file.memory().remove(id)) ++removed;
    }
    if (removed > 0) change->commit();
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (removed > 0)
            json.value(change->id());
        else
            json.null();
        json.member("removed", removed).end_object();
        session.console.line(json.text());
    } else {
        session.console.line(tr("removed {}", counted(removed, "unit", "units")));
        if (removed > 0)
            session.say(tr("change set {}; `diglot undo` takes it back", change->id()));
    }
}

}  // namespace

void add_show_command(CLI::App& program, Session& session) {
    auto ids = std::make_shared<std::vector<std::int64_t>>();
    CLI::App* command = program.add_subcommand("show", tr("Show everything kept of a unit"));
    command->add_option("ID", *ids, tr("Numbers of units, as match and search print them"))
        ->required();
    command->footer(tr("Example:\n  diglot show 42"));
    command->callback([&session, ids] { run_show(session, *ids); });
}

void add_edit_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<EditOptions>();
    CLI::App* command = program.add_subcommand("edit", tr("Change the text or the state of units"));
    command->add_option("ID", options->id, tr("Number of the unit"));
    command->add_option("--source", options->source, tr("New source text"));
    command->add_option("--target", options->target, tr("New target text"));
    command
        ->add_option("-l,--lang", options->lang,
                     tr("Language of the target, where there are several"))
        ->type_name("LANG");
    command->add_flag("--drop-codes", options->drop_codes,
                      tr("Allow new text to replace one with inline codes"));
    add_state_options(*command, options->state);
    command->footer(
        tr("Examples:\n"
           "  diglot edit 42 --target \"Argonne National Laboratory\"\n"
           "  diglot edit 42 --state reviewed\n"
           "  diglot edit --state reviewed --where 'origin:news and user=mei' --apply"));
    command->callback([&session, options] { run_edit(session, *options); });
}

void add_remove_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<RemoveOptions>();
    CLI::App* command = program.add_subcommand("remove", tr("Remove units"));
    command->add_option("ID", options->ids, tr("Numbers of units"));
    command
        ->add_option("--where", options->where,
                     tr("Units that fit a condition, shown first; docs/filters.md"))
        ->type_name("CONDITION");
    command->add_flag("--apply", options->apply, tr("Remove what the condition fits"));
    command->footer(
        tr("Examples:\n"
           "  diglot remove 42 43\n"
           "  diglot remove --where 'origin=old.tmx and changed<2020' --apply"));
    command->callback([&session, options] { run_remove(session, *options); });
}

}  // namespace diglot
