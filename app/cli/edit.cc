// diglot edit: the texts of a unit, given or in an editor.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/edit_state.h"
#include "app/cli/editor_text.h"
#include "app/cli/memory_text.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/cli/version_text.h"
#include "app/unit_edit.h"
#include "quality/untranslated.h"

namespace diglot {
namespace {

struct Options {
    std::int64_t id = 0;
    std::string lang;
    std::optional<std::string> source;
    std::optional<std::string> target;
    std::optional<std::int64_t> if_revision;
    bool editor = false;
    bool drop_codes = false;
    StateOptions state;
};

/// New texts by variant; nothing where one stays.
using Texts = std::vector<std::optional<std::string>>;

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

void set_text(Variant& variant, const std::string& text, const Options& options,
              const ChangeRequest& request) {
    if (!variant.segment.content.empty() && !options.drop_codes) {
        throw UsageError(
            tr("edit: the segment has inline codes, which new text would drop; --drop-codes allows "
               "it"));
    }
    if (is_blank(text)) {
        throw UsageError(
            tr("edit: the new text is empty; `diglot remove {}` removes the unit", options.id));
    }
    Segment segment(checked_text(text));
    if (segment == variant.segment) return;
    variant.segment = std::move(segment);
    variant.stamp.changed = Time::now();
    variant.stamp.changed_by = request.user;
}

/// What became of the unit between the revision that was edited and now.
void show_meanwhile(Session& session, std::int64_t id, std::int64_t revision) {
    const std::vector<Version<Unit>> versions = unit_history(session.open_existing(), id);
    const auto find = [&](const auto& wanted) {
        const auto found = std::find_if(versions.begin(), versions.end(), wanted);
        return found == versions.end() ? nullptr : &*found;
    };
    const auto* mine = find([&](const Version<Unit>& one) { return one.change.id == revision; });
    const auto* now = find([](const Version<Unit>& one) { return one.is_current; });
    if (!now) return;
    print_version_head(session.console, *now);
    if (!now->after)
        session.console.line("    " + tr("removed"));
    else if (mine && mine->after)
        print_differences(session.console, *mine->after, *now->after, false);
}

void report_conflict(Session& session, const UnitEdit& found, std::int64_t id,
                     std::int64_t revision, const std::vector<std::string>& given) {
    session.exit = Exit::kComplaints;
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change").null().key("conflict").begin_object();
        json.member("if_revision", revision).member("revision", *found.revision).key("unit");
        if (found.unit)
            write_unit(json, *found.unit, found.revision);
        else
            json.null();
        json.key("given").begin_array();
        for (const std::string& text : given) json.value(text);
        session.console.line(json.end_array().end_object().end_object().text());
    } else {
        show_meanwhile(session, id, revision);
        for (const std::string& text : given) session.console.line(tr("not written: {}", text));
    }
    session.console.note(
        found.unit ? tr("conflict: unit {} has revision {} by now, not {}; nothing was changed", id,
                        *found.revision, revision)
                   : tr("conflict: unit {} was removed by change set {}; nothing was changed", id,
                        *found.revision));
}

/// Says how it went; whether the texts are in the memory.
bool report(Session& session, const UnitEdit& found, const Options& options,
            std::optional<std::int64_t> revision, const std::vector<std::string>& given) {
    switch (found.outcome) {
        case UnitEdit::Outcome::kEdited:
        case UnitEdit::Outcome::kUnchanged:
            break;
        case UnitEdit::Outcome::kOtherRevision:
            report_conflict(session, found, options.id, *revision, given);
            return false;
        case UnitEdit::Outcome::kUnknown:
            session.console.note(tr("there is no unit {}", options.id));
            session.exit = Exit::kComplaints;
            return false;
        case UnitEdit::Outcome::kSameAsAnother:
            session.console.note(
                tr("another unit has this source and target already; nothing was changed"));
            session.exit = Exit::kComplaints;
            return false;
    }
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (found.change)
            json.value(*found.change);
        else
            json.null();
        json.key("unit");
        write_unit(json, *found.unit, found.revision);
        session.console.line(json.end_object().text());
    } else if (!found.change) {
        session.say(tr("no change"));
    } else {
        print_unit(session.console, *found.unit, found.revision);
        session.say(tr("change set {}; `diglot undo` takes it back", *found.change));
    }
    if (found.review_ended)
        session.say(tr(
            "unit {} was reviewed; with its new text it is not: --state reviewed says that it is",
            options.id));
    return true;
}

void edit_as_given(Session& session, const Options& options) {
    const ChangeRequest request = session.change_request();
    const UnitEdit found = edit_unit(
        session.open_existing(), options.id, options.if_revision,
        [&](Unit& unit) {
            if (options.source)
                set_text(unit.variants[unit.source.value_or(0)], *options.source, options, request);
            if (options.target)
                set_text(unit.variants[target_index(unit, options.lang)], *options.target, options,
                         request);
            if (!options.state.state.empty()) change_state(unit, parse_state(options.state.state));
        },
        request, !options.state.state.empty());
    std::vector<std::string> given;
    for (const auto& text : {options.source, options.target})
        if (text) given.push_back(*text);
    report(session, found, options, options.if_revision, given);
}

/// The file is not held while the editor is open: others may write it, and then nothing of either
/// is lost.
void edit_in_editor(Session& session, const Options& options) {
    DiglotFile& file = session.open_existing();
    UnitEdit found = look_at_unit(file, options.id);
    if (found.revision && options.if_revision && *found.revision != *options.if_revision)
        found.outcome = UnitEdit::Outcome::kOtherRevision;
    if (found.outcome != UnitEdit::Outcome::kEdited) {
        report(session, found, options, options.if_revision, {});
        return;
    }
    const std::int64_t revision = found.revision.value_or(0);
    EditorFile texts(*found.unit, revision);
    try {
        texts.run_editor();
        const Texts changed = texts.read();
        std::vector<std::string> given;
        for (const auto& text : changed)
            if (text) given.push_back(*text);
        if (given.empty()) return session.say(tr("no change"));
        const ChangeRequest request = session.change_request();
        const UnitEdit edited = edit_unit(
            file, options.id, revision,
            [&](Unit& unit) {
                for (std::size_t i = 0; i < changed.size(); ++i)
                    if (changed[i]) set_text(unit.variants[i], *changed[i], options, request);
            },
            request);
        if (report(session, edited, options, revision, given)) return;
    } catch (...) {
        texts.keep();
        session.console.note(tr("what was typed is kept in {}", texts.path()));
        throw;
    }
    texts.keep();
    session.console.note(tr("what was typed is kept in {}", texts.path()));
}

/// Of one unit, without new text.
void edit_state(Session& session, const Options& options) {
    const std::string state = parse_state(options.state.state);
    const UnitEdit found = edit_unit(
        session.open_existing(), options.id, options.if_revision,
        [&](Unit& unit) { change_state(unit, state); }, session.change_request(), true);
    if (found.outcome == UnitEdit::Outcome::kOtherRevision) {
        report(session, found, options, options.if_revision, {options.state.state});
        return;
    }
    StateReport states;
    states.units = found.change ? 1 : 0;
    states.change = found.change;
    if (found.outcome == UnitEdit::Outcome::kUnknown) states.unknown = {options.id};
    std::vector<std::int64_t> ids;
    if (found.change) ids.push_back(options.id);
    report_states(session, states, ids, true);
}

/// Throws UsageError for options that do not go together.
void check_options(const Options& options) {
    const bool texts = options.source || options.target;
    if (options.state.given()) {
        const bool many = !options.state.where.empty();
        if (options.state.state.empty() || options.editor || (options.id == 0) != many ||
            (many && texts))
            throw UsageError(tr("edit: --state goes with the number of a unit, or with --where"));
        if (many && (options.if_revision || options.drop_codes || !options.lang.empty()))
            throw UsageError(
                tr("edit: --if-revision, --lang and --drop-codes go with the number of a unit"));
    } else if (options.id == 0) {
        throw UsageError(tr("edit: give the number of a unit"));
    } else if (texts == options.editor) {
        throw UsageError(tr("edit: give --source or --target, or --editor"));
    }
    if (!options.lang.empty() && !options.target)
        throw UsageError(tr("edit: --lang says which target is meant; it goes with --target"));
}

void run(Session& session, const Options& options) {
    check_options(options);
    if (!options.state.where.empty()) return run_edit_states(session, options.state);
    if (options.editor) return edit_in_editor(session, options);
    if (options.source || options.target) return edit_as_given(session, options);
    edit_state(session, options);
}

}  // namespace

void add_edit_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand("edit", tr("Change the text or the state of units"));
    command->add_option("ID", options->id, tr("Number of the unit"));
    command->add_option("--source", options->source, tr("New source text"));
    command->add_option("--target", options->target, tr("New target text"));
    command
        ->add_option("-l,--lang", options->lang,
                     tr("Language of the target, where there are several"))
        ->type_name("LANG");
    command->add_flag("-e,--editor", options->editor,
                      tr("All its texts in $VISUAL, $EDITOR or vi"));
    command
        ->add_option("--if-revision", options->if_revision,
                     tr("Only if it still has this revision, as `diglot show` prints it"))
        ->type_name("N");
    command->add_flag("--drop-codes", options->drop_codes,
                      tr("Allow new text to replace one with inline codes"));
    add_state_options(*command, options->state);
    command->footer(
        tr("Examples:\n"
           "  diglot edit 42 --target \"Argonne National Laboratory\"\n"
           "  diglot edit 42 --target \"Argonne National Laboratory\" --if-revision 7\n"
           "  diglot edit 42 --editor\n"
           "  diglot edit 42 --state reviewed\n"
           "  diglot edit 42 --target \"Argonne National Laboratory\" --state reviewed\n"
           "  diglot edit --state reviewed --where 'origin:news and user=mei' --apply\n"
           "Where somebody else changed the unit meanwhile, nothing is written: the conflict is "
           "shown, what was typed in the editor is kept in a file, and the exit status is 1. A "
           "reviewed unit that gets new text is not reviewed any more, unless --state says so."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
