#include "importers/xliff_carrier.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "importers/tmx_model.h"
#include "importers/xliff_code_fitter.h"

namespace diglot::xliff {
namespace {

constexpr std::string_view kNote = "x-diglot-note";      ///< The exact note, as JsonML.
constexpr std::string_view kSource = "x-diglot-source";  ///< "none" or "target": not the source.
constexpr std::string_view kStamp = "x-diglot-stamp:";

bool is_number(std::string_view text) {
    return text.size() == 1 ? text[0] >= '1' && text[0] <= '9' : text == "10";
}

/// The note as the version takes it: known attributes and its text.
Markup plain_note(Version version, const Markup& note) {
    Markup out = Markup::node("note");
    const auto keep = [&](const char* name, bool good) {
        const std::string* value = note.attribute(name);
        if (value != nullptr && good) out.attributes.push_back({name, *value});
    };
    const auto value = [&](const char* name) {
        const std::string* found = note.attribute(name);
        return found == nullptr ? std::string() : *found;
    };
    if (version == Version::k12) {
        const std::string side = value("annotates");
        keep("xml:lang", tmx::is_schema_language(value("xml:lang")));
        keep("from", true);
        keep("priority", is_number(value("priority")));
        keep("annotates", side == "source" || side == "target" || side == "general");
    } else {
        const std::string side = value("appliesTo");
        keep("id", is_nmtoken(value("id")));
        keep("appliesTo", side == "source" || side == "target");
        keep("category", true);
        keep("priority", is_number(value("priority")));
    }
    if (const std::string text = note.all_text(); !text.empty())
        out.children.push_back(Markup::run(text));
    return out;
}

bool same_note(Markup a, Markup b) {
    const auto by_name = [](const Attribute& x, const Attribute& y) { return x.name < y.name; };
    std::sort(a.attributes.begin(), a.attributes.end(), by_name);
    std::sort(b.attributes.begin(), b.attributes.end(), by_name);
    return a == b;
}

/// <prop type="…">text</prop> and nothing more: its type, else null.
const std::string* plain_prop_type(const Markup& node) {
    if (node.element != "prop" || node.attributes.size() != 1) return nullptr;
    if (node.children.size() > 1 || (!node.children.empty() && !node.children[0].is_text()))
        return nullptr;
    return node.attribute("type");
}

class RecordMaker {
public:
    RecordMaker(Version version, const Unit& unit, std::size_t source, std::size_t target)
        : version_(version),
          unit_(unit),
          source_(unit.variants[source]),
          target_(unit.variants[target]) {}

    Record make(std::size_t target, const Context& around) {
        if (!unit_.source) carry("unit", kSource, "none");
        if (unit_.source && *unit_.source == target) carry("unit", kSource, "target");
        write_annotations();
        write_state();
        write_meta("unit", unit_.attributes, unit_.stamp);
        write_contexts(around);
        write_sides();
        return std::move(out_);
    }

private:
    void carry(std::string place, std::string_view type, std::string_view value) {
        out_.carriage.items.push_back({std::move(place), std::string(type), std::string(value)});
    }

    /// Takes the property for an attribute of the record if that is free and may hold it.
    bool take(const std::string& type, const std::string& value) {
        const auto fill = [&](std::string& field, bool good) {
            if (!field.empty() || value.empty() || !good) return false;
            field = value;
            return true;
        };
        const bool old = version_ == Version::k12;
        if (type == kIdProp) return fill(out_.id, old || is_nmtoken(value));
        if (type == (old ? "x-xliff-resname" : "x-xliff-name")) return fill(out_.name, true);
        if (type == kStateProp) return fill(out_.state, is_state(version_, value));
        if (!old && type == kSegmentProp) return fill(out_.segment, is_nmtoken(value));
        if (old && type == "x-xliff-approved")
            return fill(out_.approved, value == "yes" || value == "no");
        if (old && type == "x-xliff-state-qualifier")
            return fill(out_.detail, is_state_qualifier(value));
        return false;
    }

    void write_annotations() {
        // Notes first, as they come back, so that writing again gives the same.
        for (const Markup& node : unit_.annotations) {
            if (node.element == "note") write_note(node);
        }
        for (const Markup& node : unit_.annotations) {
            const std::string* type = plain_prop_type(node);
            if (node.element == "note") continue;
            if (type != nullptr && *type == kReviewProp) {
                continue;
            } else if (type != nullptr && type->starts_with("x-diglot-") &&
                       *type != kAlternativeProp) {
                carry("unit", tmx::kMarkupProp, to_jsonml({node}));
            } else if (type != nullptr && !type->empty()) {
                if (type->starts_with(kFileProp) && type->size() == kFileProp.size() && !file_) {
                    file_ = true;  // The writer says it once, for all units of a <file>.
                } else if (!take(*type, node.all_text())) {
                    carry("unit", *type, node.all_text());
                }
            } else {
                carry("unit", tmx::kMarkupProp, to_jsonml({node}));
            }
        }
    }

    void write_note(const Markup& note) {
        Markup plain = plain_note(version_, note);
        if (version_ == Version::k21) {
            const std::string* id = plain.attribute("id");
            const bool again =
                id != nullptr &&
                std::any_of(out_.notes.begin(), out_.notes.end(), [&](const Markup& n) {
                    const std::string* other = n.attribute("id");
                    return other != nullptr && *other == *id;
                });
            if (again)
                std::erase_if(plain.attributes, [](const Attribute& a) { return a.name == "id"; });
        }
        if (!same_note(plain, note)) carry("unit", kNote, to_jsonml({note, plain}));
        out_.notes.push_back(std::move(plain));
    }

    /// A state in the file's own words where the unit has none, so that other programs see how far
    /// it is; and the unit's own word for it where that does not follow from its properties.
    void write_state() {
        const std::string review = prop_value(unit_.annotations, kReviewProp);
        const auto derive = [&](const char* name, std::string& field, const char* value) {
            if (!field.empty()) return;
            field = value;
            out_.carriage.derived.push_back({name, value});
        };
        const bool old = version_ == Version::k12;
        if (old && review == "machine") derive("state-qualifier", out_.detail, "mt-suggestion");
        if (old && review == "reviewed") derive("approved", out_.approved, "yes");
        const char* open = old ? "needs-review-translation" : "initial";
        derive("state", out_.state,
               review == "reviewed" ? (old ? "signed-off" : "reviewed")
                                    : (review.empty() ? "translated" : open));
        std::vector<Markup> props = unit_.annotations;
        std::erase_if(props, [](const Markup& node) { return find_prop({node}, kReviewProp); });
        if (review_state(props) != review) carry("unit", kReviewProp, review);
    }

    void write_meta(const std::string& place, const std::vector<Attribute>& attributes,
                    const Stamp& stamp) {
        for (const Attribute& a : attributes)
            carry(place, std::string(tmx::kAttributeProp) + a.name, a.value);
        const auto date = [&](const char* name, const std::optional<Time>& time) {
            if (time) carry(place, std::string(kStamp) + name, to_tmx_date(*time));
        };
        date("created", stamp.created);
        date("changed", stamp.changed);
        if (!stamp.created_by.empty())
            carry(place, std::string(kStamp) + "created_by", stamp.created_by);
        if (!stamp.changed_by.empty())
            carry(place, std::string(kStamp) + "changed_by", stamp.changed_by);
    }

    void write_contexts(const Context& around) {
        if (unit_.more_contexts.empty() && (unit_.context == Context{} || unit_.context == around))
            return;
        const auto write = [&](const Context& context) {
            char buffer[40];
            std::snprintf(buffer, sizeof buffer, "%016llx %016llx",
                          static_cast<unsigned long long>(context.previous),
                          static_cast<unsigned long long>(context.next));
            carry("unit", tmx::kContextProp, buffer);
        };
        write(unit_.context);
        for (const Context& context : unit_.more_contexts) write(context);
    }

    void write_sides() {
        const auto content = [](const Segment& segment) {
            std::vector<Markup> nodes = segment.content;
            if (nodes.empty() && !segment.text.empty()) nodes.push_back(Markup::run(segment.text));
            return nodes;
        };
        const std::vector<Markup> source = content(source_.segment);
        const std::vector<Markup> target = content(target_.segment);
        CodeFitter fitter(version_, source, target);
        out_.source = fitter.fit(source);
        out_.target = fitter.fit(target);
        if (out_.source != source) carry("source", tmx::kSegmentProp, to_jsonml(source));
        if (out_.target != target) carry("target", tmx::kSegmentProp, to_jsonml(target));
        write_variant("source", source_);
        write_variant("target", target_);
    }

    void write_variant(const std::string& place, const Variant& variant) {
        for (const Markup& node : variant.annotations) {
            const std::string* type = plain_prop_type(node);
            if (type != nullptr && !type->empty() && !type->starts_with("x-diglot-"))
                carry(place, *type, node.all_text());
            else
                carry(place, tmx::kMarkupProp, to_jsonml({node}));
        }
        write_meta(place, variant.attributes, variant.stamp);
    }

    Version version_;
    const Unit& unit_;
    const Variant& source_;
    const Variant& target_;
    Record out_;
    bool file_ = false;
};

/// Puts carried things back into one unit.
class PutBack {
public:
    PutBack(Version version, const Carriage& carriage, Unit& unit)
        : version_(version), carriage_(carriage), unit_(unit) {}

    std::size_t run() {
        restore_segments();
        const bool restated = is_restated();
        bool has_review = false;
        for (const Carriage::Item& item : carriage_.items) {
            if (item.place == "source" && unit_.variants.size() > 0)
                restore(item, unit_.variants[0].annotations, unit_.variants[0].attributes,
                        unit_.variants[0].stamp, &unit_.variants[0]);
            else if (item.place == "target" && unit_.variants.size() > 1)
                restore(item, unit_.variants[1].annotations, unit_.variants[1].attributes,
                        unit_.variants[1].stamp, &unit_.variants[1]);
            else if (item.type == kReviewProp)
                has_review = !restated;
            else if (!restated || !is_state_prop(Markup::node("prop", {{"type", item.type}})))
                restore_unit(item);
        }
        if (!has_review) {
            add_prop(unit_.annotations, kReviewProp, review_state(unit_.annotations));
            return stale_;
        }
        for (const Carriage::Item& item : carriage_.items)
            if (item.type == kReviewProp) add_prop(unit_.annotations, kReviewProp, item.value);
        return stale_;
    }

private:
    /// Another program gave the unit another state than we had: what we knew of it is over.
    bool is_restated() const {
        for (const Attribute& one : carriage_.derived) {
            if (one.name == "id") continue;
            if (find_prop(unit_.annotations, std::string(kProp) + one.name) != nullptr) return true;
        }
        return false;
    }

    void restore_unit(const Carriage::Item& item) {
        if (item.type == kNote) {
            restore_note(item.value);
        } else if (item.type == kSource) {
            unit_.source.reset();
            if (item.value == "target") unit_.source = 1;
        } else if (item.type == tmx::kContextProp) {
            restore_context(item.value);
        } else {
            restore(item, unit_.annotations, unit_.attributes, unit_.stamp, nullptr);
        }
    }

    void restore(const Carriage::Item& item, std::vector<Markup>& annotations,
                 std::vector<Attribute>& attributes, Stamp& stamp, Variant* variant) {
        const std::string_view type = item.type;
        if (type.starts_with(tmx::kAttributeProp)) {
            attributes.push_back(
                {std::string(type.substr(tmx::kAttributeProp.size())), item.value});
        } else if (type.starts_with(kStamp)) {
            const std::string_view name = type.substr(kStamp.size());
            if (name == "created") stamp.created = parse_tmx_date(item.value);
            if (name == "changed") stamp.changed = parse_tmx_date(item.value);
            if (name == "created_by") stamp.created_by = item.value;
            if (name == "changed_by") stamp.changed_by = item.value;
        } else if (type == kLanguageItem && variant != nullptr) {
            variant->lang = LanguageTag(item.value);
            variant->lang_spelling = item.value;
        } else if (type == tmx::kSegmentProp) {
            return;
        } else if (auto nodes =
                       type == tmx::kMarkupProp ? tmx::read_carried(item.value) : std::nullopt) {
            for (Markup& node : *nodes) annotations.push_back(std::move(node));
        } else {
            annotations.push_back(Markup::leaf("prop", {{"type", item.type}}, item.value));
        }
    }

    /// [exact, as written]: the exact one takes the place of the written one, if that is there yet.
    void restore_note(const std::string& json) {
        const auto nodes = tmx::read_carried(json);
        if (nodes && nodes->size() == 2) {
            for (Markup& node : unit_.annotations) {
                if (!same_note(node, (*nodes)[1])) continue;
                node = (*nodes)[0];
                return;
            }
        }
        ++stale_;
    }

    void restore_context(std::string_view text) {
        Context context;
        const std::size_t space = std::min(text.find(' '), text.size());
        std::from_chars(text.data(), text.data() + space, context.previous, 16);
        if (space < text.size())
            std::from_chars(text.data() + space + 1, text.data() + text.size(), context.next, 16);
        if (carried_context_)
            unit_.more_contexts.push_back(context);
        else
            unit_.context = context;
        carried_context_ = true;
    }

    /// Only if both sides are still what was written.
    void restore_segments() {
        std::optional<std::vector<Markup>> exact[2];
        for (const Carriage::Item& item : carriage_.items) {
            if (item.type != tmx::kSegmentProp) continue;
            exact[item.place == "target" ? 1 : 0] = tmx::read_carried(item.value);
        }
        if ((!exact[0] && !exact[1]) || unit_.variants.size() < 2) return;
        const auto content = [&](std::size_t side) {
            if (exact[side]) return *exact[side];
            const Segment& segment = unit_.variants[side].segment;
            if (segment.content.empty() && !segment.text.empty())
                return std::vector<Markup>{Markup::run(segment.text)};
            return segment.content;
        };
        CodeFitter fitter(version_, content(0), content(1));
        for (std::size_t side = 0; side < 2; ++side) {
            const std::vector<Markup> written = fitter.fit(content(side));
            if (!exact[side]) continue;
            Segment& segment = unit_.variants[side].segment;
            if (Segment::from_content(written) == segment)
                segment = Segment::from_content(*exact[side]);
            else
                ++stale_;
        }
    }

    Version version_;
    const Carriage& carriage_;
    Unit& unit_;
    std::size_t stale_ = 0;
    bool carried_context_ = false;
};

}  // namespace

Record to_record(Version version, const Unit& unit, std::size_t source, std::size_t target,
                 const Context& around) {
    return RecordMaker(version, unit, source, target).make(target, around);
}

std::size_t put_back(Version version, const Carriage& carriage, Unit& unit) {
    return PutBack(version, carriage, unit).run();
}

}  // namespace diglot::xliff
