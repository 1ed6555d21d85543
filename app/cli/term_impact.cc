#include "app/cli/term_impact.h"

#include <algorithm>
#include <set>

#include <CLI/CLI.hpp>

#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "app/term_impact.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

struct Counts {
    std::int64_t surely = 0;
    std::int64_t perhaps = 0;
    std::int64_t by_hand = 0;   ///< Of those: something is in the way.
    std::int64_t replaced = 0;  ///< By --apply.
    std::int64_t left = 0;      ///< Not chosen.
};

/// Lists units as they are met, for people or as the parts of one JSON object.
class Listing {
public:
    /// `replaces`: the concept stays, and a wording may take another's place.
    Listing(const Session& session, bool replaces, bool applied)
        : session_(session), console_(session.console), replaces_(replaces), applied_(applied) {
        if (session_.json) json_.begin_object();
    }

    void wordings(const Concept& entry, const std::vector<WordingChange>& wordings) {
        if (session_.json) {
            json_.member("concept", entry.id).key("wordings").begin_array();
            for (const WordingChange& wording : wordings) {
                json_.begin_object()
                    .member("lang", wording.term.lang.text())
                    .member("term", wording.term.text);
                if (wording.by) json_.member("by", wording.by->text);
                json_.end_object();
            }
            json_.end_array().key("units").begin_array();
            return;
        }
        for (const WordingChange& wording : wordings) {
            if (!replaces_) {
                console_.line(console_.styled(Style::kCyan, wording.term.lang.text()) + "  " +
                              console_.styled(Style::kRed, wording.term.text));
                continue;
            }
            const std::string by =
                wording.by ? console_.styled(Style::kGreen, wording.by->text)
                           : console_.styled(Style::kDim, tr("(nothing takes its place)"));
            console_.line(console_.styled(Style::kCyan, wording.term.lang.text()) + "  " +
                          console_.styled(Style::kRed, wording.term.text) + " → " + by);
        }
    }

    void unit(const ImpactedUnit& impacted, bool chosen, ImpactObstacle obstacle) {
        if (session_.json)
            write(impacted, chosen, obstacle);
        else
            print(impacted, chosen, obstacle);
    }

    void end(const Counts& counts, const std::optional<std::int64_t>& change) {
        if (session_.json) {
            json_.end_array().key("counts").begin_object();
            json_.member("surely", counts.surely).member("perhaps", counts.perhaps);
            json_.member("by_hand", counts.by_hand);
            if (applied_) json_.member("replaced", counts.replaced).member("left", counts.left);
            json_.end_object().key("change");
            if (change)
                json_.value(*change);
            else
                json_.null();
            json_.end_object();
            console_.line(json_.text());
            return;
        }
        console_.line(
            tr("{} surely, {} perhaps", counted(counts.surely, "unit", "units"), counts.perhaps) +
            (counts.by_hand > 0 ? tr("; {} of them to be mended by hand", counts.by_hand) : ""));
        if (applied_)
            console_.line(tr("replaced in {}", counted(counts.replaced, "unit", "units")) +
                          (counts.left > 0 ? tr("; {} not chosen", counts.left) : ""));
    }

private:
    static std::string reason(ImpactObstacle obstacle) {
        switch (obstacle) {
            case ImpactObstacle::kCode:
                return tr("an inline code stands inside the wording");
            case ImpactObstacle::kForm:
                return tr("the new wording cannot be given the form of the old one");
            case ImpactObstacle::kNoWording:
                return tr("nothing takes its place");
            case ImpactObstacle::kSameUnit:
                return tr("another unit reads like that already");
            case ImpactObstacle::kNone:
                break;
        }
        return {};
    }

    void write(const ImpactedUnit& impacted, bool chosen, ImpactObstacle obstacle) {
        json_.begin_object()
            .member("unit", impacted.unit.id)
            .member("meant", impacted.surely ? "surely" : "perhaps");
        if (applied_) json_.member("replaced", chosen && obstacle == ImpactObstacle::kNone);
        if (replaces_ && obstacle != ImpactObstacle::kNone)
            json_.member("by_hand", to_string(obstacle));
        json_.key("variants").begin_array();
        for (const ImpactedVariant& one : impacted.variants) {
            const Variant& variant = impacted.unit.variants[one.variant];
            json_.begin_object().member("lang", variant.lang.text());
            json_.member("before", variant.segment.text);
            if (one.obstacle == ImpactObstacle::kNone) json_.member("after", one.after.text);
            json_.key("places").begin_array();
            for (const ImpactedPlace& place : one.places) {
                const std::string_view text = variant.segment.text;
                json_.begin_object()
                    .member("start", count_code_points(text.substr(0, place.start)))
                    .member("end", count_code_points(text.substr(0, place.end)));
                if (one.obstacle != ImpactObstacle::kNoWording) json_.member("by", place.by);
                json_.end_object();
            }
            json_.end_array().end_object();
        }
        json_.end_array().end_object();
    }

    void print(const ImpactedUnit& impacted, bool chosen, ImpactObstacle obstacle) const {
        std::string head =
            console_.styled(Style::kBold, tr("unit {}", impacted.unit.id)) + "  " +
            (impacted.surely ? tr("surely") : console_.styled(Style::kYellow, tr("perhaps")));
        if (!impacted.unit.origin.empty()) head += "  " + impacted.unit.origin;
        if (replaces_ && obstacle != ImpactObstacle::kNone)
            head += "  " + console_.styled(Style::kYellow, tr("by hand: {}", reason(obstacle)));
        else if (applied_ && !chosen)
            head += "  " + console_.styled(Style::kDim, tr("not chosen"));
        console_.line(head);
        for (std::size_t i = 0; i < impacted.unit.variants.size(); ++i) {
            const Variant& variant = impacted.unit.variants[i];
            const std::string lang = console_.styled(Style::kCyan, variant.lang.text()) + "  ";
            const auto one = std::find_if(impacted.variants.begin(), impacted.variants.end(),
                                          [&](const auto& other) { return other.variant == i; });
            if (one == impacted.variants.end()) {
                console_.line("    " + lang +
                              console_.styled(Style::kDim, on_one_line(variant.segment.text)));
                continue;
            }
            const bool changes = one->obstacle == ImpactObstacle::kNone;
            console_.line((changes ? "  - " : "    ") + lang +
                          marked(variant.segment.text, *one, Style::kRed, false));
            if (changes)
                console_.line("  + " + lang + marked(one->after.text, *one, Style::kGreen, true));
        }
    }

    static std::string on_one_line(std::string text) {
        for (char& c : text)
            if (c == '\n' || c == '\r' || c == '\t') c = ' ';
        return text;
    }

    std::string marked(const std::string& text, const ImpactedVariant& one, Style style,
                       bool is_new) const {
        std::string out;
        std::size_t at = 0;
        for (const ImpactedPlace& place : one.places) {
            const std::size_t start = is_new ? place.new_start : place.start;
            const std::size_t end = is_new ? place.new_end : place.end;
            out += text.substr(at, start - at) +
                   console_.styled(style, text.substr(start, end - start));
            at = end;
        }
        return on_one_line(out + text.substr(at));
    }

    const Session& session_;
    const Console& console_;
    bool replaces_;
    bool applied_;
    JsonWriter json_;
};

/// Which units are listed, or rewritten.
class Choice {
public:
    Choice(const ImpactOptions& options, bool apply)
        : named_(options.units.begin(), options.units.end()),
          perhaps_too_(!named_.empty() || options.only.value_or(apply ? "" : "all") == "all") {}

    bool takes(const ImpactedUnit& unit) {
        met_.insert(unit.unit.id);
        return (named_.empty() || named_.contains(unit.unit.id)) && (perhaps_too_ || unit.surely);
    }
    /// Those named that no wording was found in.
    std::vector<std::int64_t> not_met() const {
        std::vector<std::int64_t> ids;
        for (const std::int64_t id : named_)
            if (!met_.contains(id)) ids.push_back(id);
        return ids;
    }

private:
    std::set<std::int64_t> named_;
    bool perhaps_too_;
    std::set<std::int64_t> met_;
};

TermImpact make_impact(DiglotFile& file, const Concept& before, const Concept& after,
                       const ImpactOptions& options) {
    const ImpactRequest request{Date::today(), checked_text(options.replace_with)};
    if (!request.replace_with.empty() && !may_be_put(after, request.replace_with, request.on))
        throw UsageError(
            tr("term edit: after the edit the concept has no term \"{}\" that may be used",
               request.replace_with));
    return TermImpact(file, before, after, request);
}

std::vector<std::int64_t> find_candidates(const Session& session, const TermImpact& impact) {
    Progress progress(session.console, session.quiet);
    return impact.candidates([&](std::int64_t done, std::int64_t total) {
        throw_if_interrupted();
        progress.show(tr("memory"), static_cast<std::uint64_t>(done),
                      static_cast<std::uint64_t>(total), 0, "");
    });
}

}  // namespace

void add_impact_options(CLI::App* command, ImpactOptions& options, bool can_apply) {
    CLI::Option* impact =
        command->add_flag("--impact", options.asked,
                          can_apply ? tr("Change nothing; list the units of the memory that use a "
                                         "wording the edit removes, deprecates or forbids, and how "
                                         "they would read")
                                    : tr("Change nothing; list the units of the memory that use "
                                         "the terms"));
    if (!can_apply) return;
    CLI::Option* apply =
        command->add_flag("--apply", options.apply,
                          tr("Make the edit, and put the new wording into the units, as one "
                             "change set"));
    command
        ->add_option("--only", options.only,
                     tr("Which units: surely (the other side has a term of the concept too) or "
                        "all (default: all to look at, surely to apply)"))
        ->check(CLI::IsMember({"surely", "all"}))
        ->needs(impact);
    command->add_option("--unit", options.units, tr("Only these units, surely or perhaps"))
        ->type_name("ID")
        ->needs(impact);
    command
        ->add_option("--replace-with", options.replace_with,
                     tr("The term to put, where the concept has several"))
        ->type_name("TEXT")
        ->needs(impact);
    apply->needs(impact);
}

void run_impact(Session& session, DiglotFile& file, const Concept& before, const Concept& after,
                const ImpactOptions& options, ChangeSet* change) {
    const TermImpact impact = make_impact(file, before, after, options);
    const bool replaces = !after.terms.empty();
    Listing listing(session, replaces, change != nullptr);
    listing.wordings(before, impact.wordings());
    Choice choice(options, change != nullptr);
    Counts counts;
    for (const std::int64_t id : find_candidates(session, impact)) {
        throw_if_interrupted();
        const std::optional<ImpactedUnit> unit = impact.look_at(id);
        if (!unit) continue;
        const bool chosen = choice.takes(*unit);
        if (!chosen && !change) continue;
        ImpactObstacle obstacle = unit->obstacle();
        if (chosen && change) {
            obstacle = apply_impact(file, *unit, session.change_request());
            if (obstacle == ImpactObstacle::kNone)
                ++counts.replaced;
            else
                session.exit = Exit::kComplaints;
        }
        if (!chosen) ++counts.left;
        ++(unit->surely ? counts.surely : counts.perhaps);
        if (replaces && obstacle != ImpactObstacle::kNone) ++counts.by_hand;
        listing.unit(*unit, chosen, obstacle);
    }
    for (const std::int64_t id : choice.not_met()) {
        session.console.note(tr("unit {} does not use a wording that gives way", id));
        session.exit = Exit::kComplaints;
    }
    listing.end(counts, change ? std::optional(change->id()) : std::nullopt);
    if (!impact.wordings().empty()) return;
    session.say(replaces ? tr("the edit removes, deprecates and forbids no term: nothing in the "
                              "memory becomes wrong")
                         : tr("the concept has no terms"));
}

}  // namespace diglot
