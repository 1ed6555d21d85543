#include "app/replace.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/interrupt.h"
#include "app/unit_changes.h"
#include "quality/untranslated.h"
#include "tm/segment_edit.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

/// What the expression makes of a segment.
struct Edited {
    Segment segment;
    std::size_t places = 0;
    std::string why_left;
};

Edited edit(const Segment& segment, const ReplaceRequest& request) {
    Edited edited{segment, 0, {}};
    const Result<std::vector<Regex::Match>> matches = request.find.find(segment.text);
    if (!matches) {
        edited.why_left = matches.error().message;
        return edited;
    }
    // From the end, so that the places before stay where they are.
    for (auto match = matches->rbegin(); match != matches->rend(); ++match) {
        const Regex::Span place = *match->front();
        const std::string by = fill_text(request.by, segment.text, *match);
        if (by == segment.text.substr(place.start, place.end - place.start)) continue;
        if (!replace_text(edited.segment, place.start, place.end, by)) {
            edited = {segment, 0, "an inline code stands in the place"};
            return edited;
        }
        ++edited.places;
    }
    if (edited.places > 0 && is_blank(edited.segment.text))
        edited = {segment, 0, "nothing would be left of the text"};
    return edited;
}

bool is_asked_for(const Unit& unit, std::size_t variant, const ReplaceRequest& request) {
    const bool is_source = variant == unit.source.value_or(0);
    return is_source != request.in_target &&
           (request.lang.empty() ||
            unit.variants[variant].lang.fit(request.lang) != LanguageFit::kOther);
}

class Replacing {
public:
    Replacing(DiglotFile& file, const ReplaceRequest& request,
              const std::function<void(const ReplacedText&)>& tell)
        : file_(file), request_(request), tell_(tell) {}

    ReplaceReport run() {
        // Read under the lock it is written under: a change made by somebody else in between
        // would be lost.
        std::optional<ChangeSet> set;
        if (request_.apply) set.emplace(file_.database(), file_.log(), request_.change);
        const ReadSnapshot snapshot(file_.database());
        change_units(file_.memory(), look_through(), request_.apply,
                     {[&](std::int64_t id) { return make(id); }, [&](std::int64_t) { count(); },
                      [&](std::int64_t id) { leave_same(id); }});
        if (!set || report_.units == 0) return report_;
        set->commit();
        report_.change = set->id();
        return report_;
    }

private:
    /// What is made of a unit.
    struct Replaced {
        std::vector<ReplacedText>
            texts;               ///< Those that are left, if there is one; else changed ones.
        std::size_t places = 0;  ///< 0 where nothing is changed.
        bool reviewed = false;
    };

    /// Numbers of the units that the expression is found in.
    IdRanges look_through() {
        IdRanges found;
        std::uint64_t seen = 0;
        file_.memory().for_each(request_.filter, [&](Unit&& unit) {
            throw_if_interrupted();
            if (request_.progress) request_.progress(++seen);
            if (!edit_unit(unit).texts.empty()) found.append(unit.id);
            return true;
        });
        return found;
    }

    Replaced edit_unit(Unit& unit) const {
        Replaced replaced;
        std::vector<ReplacedText> left;
        replaced.reviewed = state_word(unit) == unit_state::kReviewed;
        for (std::size_t i = 0; i < unit.variants.size(); ++i) {
            if (!is_asked_for(unit, i, request_)) continue;
            Variant& variant = unit.variants[i];
            Edited edited = edit(variant.segment, request_);
            if (edited.places == 0 && edited.why_left.empty()) continue;
            (edited.why_left.empty() ? replaced.texts : left)
                .push_back({unit.id, variant.lang, variant.segment.text, edited.segment.text,
                            edited.why_left});
            replaced.places += edited.places;
            if (edited.places == 0) continue;
            variant.segment = std::move(edited.segment);
            variant.stamp.changed = Time::now();
            variant.stamp.changed_by = request_.change.user;
        }
        if (left.empty()) return replaced;
        return {std::move(left), 0, false};
    }

    std::optional<Unit> make(std::int64_t id) {
        std::optional<Unit> unit = file_.memory().find(id);
        if (!unit) return std::nullopt;
        made_ = edit_unit(*unit);
        if (made_.places == 0) {
            ++report_.left;
            for (const ReplacedText& text : made_.texts) tell_(text);
            return std::nullopt;
        }
        unit->stamp.changed = Time::now();
        unit->stamp.changed_by = request_.change.user;
        return unit;
    }

    void count() {
        for (const ReplacedText& text : made_.texts) tell_(text);
        ++report_.units;
        report_.places += made_.places;
        report_.reviewed += made_.reviewed ? 1 : 0;
    }

    void leave_same(std::int64_t unit) {
        ++report_.left;
        tell_({unit, {}, "", "", "another unit says the same then"});
    }

    DiglotFile& file_;
    const ReplaceRequest& request_;
    const std::function<void(const ReplacedText&)>& tell_;
    ReplaceReport report_;
    Replaced made_;  ///< Of the unit that is being changed.
};

}  // namespace

Result<ReplaceReport> replace_texts(DiglotFile& file, const ReplaceRequest& request,
                                    const std::function<void(const ReplacedText&)>& tell) {
    const auto group = highest_group(request.by);
    if (group && *group > request.find.groups()) {
        Diagnostic error;
        error.code = "replace.group";
        error.message = fmt::format("there is no group ${}: the expression has {}", *group,
                                    request.find.groups());
        return error;
    }
    return Replacing(file, request, tell).run();
}

}  // namespace diglot
