#include "app/replace.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/interrupt.h"
#include "tm/segment_edit.h"

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
        if (place.start == place.end) continue;
        const std::string by = fill_text(request.by, segment.text, *match);
        if (by == segment.text.substr(place.start, place.end - place.start)) continue;
        if (!replace_text(edited.segment, place.start, place.end, by)) {
            edited = {segment, 0, "an inline code stands in the place"};
            return edited;
        }
        ++edited.places;
    }
    if (edited.places > 0 && edited.segment.text.empty())
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
        std::uint64_t seen = 0;
        file_.memory().for_each(request_.filter, [&](Unit&& unit) {
            throw_if_interrupted();
            if (request_.progress) request_.progress(++seen);
            look_at(std::move(unit));
            return true;
        });
        if (!set || changed_.empty()) return report_;
        for (const Changed& one : changed_) store(one);
        if (report_.units == 0) return report_;
        set->commit();
        report_.change = set->id();
        return report_;
    }

private:
    struct Changed {
        Unit unit;
        std::size_t places;
    };

    void look_at(Unit unit) {
        std::vector<ReplacedText> replaced, left;
        std::size_t places = 0;
        for (std::size_t i = 0; i < unit.variants.size(); ++i) {
            if (!is_asked_for(unit, i, request_)) continue;
            Variant& variant = unit.variants[i];
            Edited edited = edit(variant.segment, request_);
            if (edited.places == 0 && edited.why_left.empty()) continue;
            (edited.why_left.empty() ? replaced : left)
                .push_back({unit.id, variant.lang, variant.segment.text, edited.segment.text,
                            edited.why_left});
            places += edited.places;
            if (edited.places == 0) continue;
            variant.segment = std::move(edited.segment);
            variant.stamp.changed = Time::now();
            variant.stamp.changed_by = request_.change.user;
        }
        if (!left.empty()) {
            ++report_.left;
            for (const ReplacedText& text : left) tell_(text);
        } else if (places > 0) {
            if (file_.memory().find_same(unit)) return leave_same(unit.id);
            for (const ReplacedText& text : replaced) tell_(text);
            ++report_.units;
            report_.places += places;
            if (!request_.apply) return;
            unit.stamp.changed = Time::now();
            unit.stamp.changed_by = request_.change.user;
            changed_.push_back({std::move(unit), places});
        }
    }

    void store(const Changed& one) {
        throw_if_interrupted();
        if (file_.memory().update(one.unit) != Updated::kSameAsAnother) return;
        --report_.units;
        report_.places -= one.places;
        leave_same(one.unit.id);
    }

    void leave_same(std::int64_t unit) {
        ++report_.left;
        tell_({unit, {}, "", "", "another unit says the same then"});
    }

    DiglotFile& file_;
    const ReplaceRequest& request_;
    const std::function<void(const ReplacedText&)>& tell_;
    ReplaceReport report_;
    std::vector<Changed> changed_;
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
