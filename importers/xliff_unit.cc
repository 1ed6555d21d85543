#include "importers/xliff_unit.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>

#include "importers/xliff_derived.h"
#include "importers/xliff_marks.h"
#include "importers/xml_stream.h"

namespace diglot::xliff {
namespace {

using tinyxml2::XMLAttribute;
using tinyxml2::XMLElement;

bool is_named(const XMLElement& element, std::string_view name) {
    return local_name(element.Name()) == name;
}

/// <data> of an <originalData>, by id.
using Data = std::map<std::string, std::string>;

class UnitParser {
public:
    UnitParser(const XMLElement& unit, const std::string& prefix) : unit_(unit), prefix_(prefix) {}

    Parsed parse(Version version) {
        if (const char* derived = unit_.Attribute("dg:derived"); derived != nullptr)
            out_.carriage.derived = parse_derived(derived);
        if (const char* translate = unit_.Attribute("translate"); translate != nullptr) {
            out_.says_translate = true;
            out_.translate = std::string_view(translate) != "no";
        }
        add_attributes(unit_, std::string(kProp), shared_);
        if (version == Version::k12)
            parse_trans_unit();
        else
            parse_unit_2();
        return std::move(out_);
    }

private:
    // Both versions.

    /// Attributes as properties, but those that Diglot gave on its own.
    void add_attributes(const XMLElement& element, const std::string& start,
                        std::vector<Markup>& props) {
        for (const XMLAttribute* a = element.FirstAttribute(); a != nullptr; a = a->Next()) {
            const std::string_view name = a->Name();
            if (name == "xml:space" || name == "xml:lang" || name.starts_with("xmlns") ||
                name.starts_with("dg:"))
                continue;
            const std::string* given = find_attribute(out_.carriage.derived, name);
            if (given == nullptr || *given != a->Value())
                add_prop(props, start + std::string(name), a->Value());
        }
    }

    void strip_prefix(Markup& node) const {
        if (prefix_.empty()) return;
        if (node.element.starts_with(prefix_ + ":")) node.element.erase(0, prefix_.size() + 1);
        for (Markup& child : node.children) strip_prefix(child);
    }
    Markup markup_of(const XMLElement& element) const {
        Markup out = to_markup(element);
        strip_prefix(out);
        return out;
    }
    std::vector<Markup> content_of(const XMLElement& element) const {
        return markup_of(element).children;
    }
    static std::string lang_of(const XMLElement& element) {
        const char* lang = element.Attribute("xml:lang");
        return lang == nullptr ? "" : lang;
    }

    Side side_of(const XMLElement& element) {
        Side side;
        side.lang = lang_of(element);
        side.content = content_of(element);
        add_attributes(element, std::string(kProp), side.props);
        return side;
    }
    /// The state goes to the unit, where it is looked for.
    static void move_state(Side& target, std::vector<Markup>& props) {
        for (const char* type : {"x-xliff-state", "x-xliff-state-qualifier"}) {
            add_prop(props, type, prop_value(target.props, type));
            std::erase_if(target.props,
                          [&](const Markup& p) { return *p.attribute("type") == type; });
        }
    }

    // XLIFF 1.x.

    void parse_trans_unit() {
        const XMLElement* source = first_child(unit_, "source");
        if (source == nullptr) {
            out_.fault = "a <trans-unit> without <source> is left out";
            return;
        }
        for (const XMLElement* child = unit_.FirstChildElement(); child != nullptr;
             child = child->NextSiblingElement()) {
            if (is_named(*child, "note"))
                shared_.push_back(markup_of(*child));
            else if (std::string_view(child->Name()) == "dg:prop")
                read_carried(*child);
            else if (is_named(*child, "seg-defs"))
                read_sdl_segments(*child);
            else if (!is_named(*child, "source") && !is_named(*child, "seg-source") &&
                     !is_named(*child, "target") && !is_named(*child, "alt-trans"))
                once_.push_back(markup_of(*child));
        }
        whole_ = side_of(*source);
        split(first_child(unit_, "seg-source"), first_child(unit_, "target"));
        for (const XMLElement* child = unit_.FirstChildElement(); child != nullptr;
             child = child->NextSiblingElement()) {
            if (is_named(*child, "alt-trans")) read_alternative(*child);
        }
    }

    void read_carried(const XMLElement& element) {
        const char* place = element.Attribute("of");
        const char* type = element.Attribute("type");
        if (place != nullptr && type != nullptr)
            out_.carriage.items.push_back({place, type, to_markup(element).all_text()});
    }

    void split(const XMLElement* seg_source, const XMLElement* target) {
        sources_ = marked(seg_source == nullptr ? whole_.content : content_of(*seg_source));
        std::optional<Side> side;
        std::vector<Markup> props = shared_;
        if (target != nullptr) {
            side = side_of(*target);
            move_state(*side, props);
        }
        std::vector<Marked> targets;
        if (side) targets = marked(side->content);
        const bool pairs =
            !sources_.empty() && (!targets.empty() || !side || is_blank(side->content));
        if (!pairs) {
            Piece piece{whole_, std::move(side), std::move(props), false};
            piece.source.content = without_marks(std::move(piece.source.content));
            if (piece.target)
                piece.target->content = without_marks(std::move(piece.target->content));
            if (sources_.size() == 1) add_segment(sources_[0].mid, piece.props);
            add(std::move(piece));
            return;
        }
        for (const Marked& source : sources_) {
            Piece piece{whole_, std::nullopt, props, false};
            piece.source.content = source.content;
            const auto found = std::find_if(targets.begin(), targets.end(),
                                            [&](const Marked& t) { return t.mid == source.mid; });
            if (found != targets.end()) {
                piece.target = *side;
                piece.target->content = std::move(found->content);
                targets.erase(found);
            }
            add_segment(source.mid, piece.props);
            add(std::move(piece));
        }
        out_.unpaired += static_cast<std::size_t>(std::count_if(
            targets.begin(), targets.end(), [](const Marked& t) { return !is_blank(t.content); }));
    }

    void add_segment(const std::string& mid, std::vector<Markup>& props) {
        add_prop(props, kSegmentProp, mid);
        const auto known = sdl_.find(mid);
        if (known != sdl_.end())
            props.insert(props.end(), known->second.begin(), known->second.end());
    }

    /// <sdl:seg id="…" conf="…" origin="…"><sdl:value key="…">: one for each mid.
    void read_sdl_segments(const XMLElement& definitions) {
        for (const XMLElement* seg = definitions.FirstChildElement(); seg != nullptr;
             seg = seg->NextSiblingElement()) {
            const char* id = seg->Attribute("id");
            if (id == nullptr) continue;
            std::vector<Markup>& props = sdl_[id];
            for (const XMLAttribute* a = seg->FirstAttribute(); a != nullptr; a = a->Next()) {
                if (std::string_view(a->Name()) != "id")
                    add_prop(props, std::string("x-xliff-sdl:") + a->Name(), a->Value());
            }
            for (const XMLElement* child = seg->FirstChildElement(); child != nullptr;
                 child = child->NextSiblingElement()) {
                const char* key = child->Attribute("key");
                if (is_named(*child, "value") && key != nullptr)
                    add_prop(props, std::string("x-xliff-sdl:") + key,
                             to_markup(*child).all_text());
                else
                    props.push_back(to_markup(*child));
            }
        }
    }

    void read_alternative(const XMLElement& alternative) {
        const char* kind = alternative.Attribute("alttranstype");
        if (kind != nullptr && std::string_view(kind) == "rejected") {
            ++out_.rejected;
            return;
        }
        Side source = whole_;
        const XMLElement* own = first_child(alternative, "source");
        const char* mid = alternative.Attribute("mid");
        if (own != nullptr) {
            source = side_of(*own);
        } else if (mid != nullptr) {
            for (const Marked& one : sources_)
                if (one.mid == mid) source.content = one.content;
        }
        source.content = without_marks(std::move(source.content));
        for (const XMLElement* child = alternative.FirstChildElement(); child != nullptr;
             child = child->NextSiblingElement()) {
            if (!is_named(*child, "target")) continue;
            Piece piece = alternative_piece(alternative, kind, "alttranstype");
            piece.source = source;
            piece.target = side_of(*child);
            piece.target->content = without_marks(std::move(piece.target->content));
            move_state(*piece.target, piece.props);
            if (!is_blank(piece.target->content)) out_.pieces.push_back(std::move(piece));
        }
    }

    /// With what the alternative says of itself, and the id of the unit it belongs to.
    Piece alternative_piece(const XMLElement& element, const char* kind,
                            std::string_view kind_name) {
        Piece piece;
        piece.is_alternative = true;
        add_prop(piece.props, kIdProp, prop_value(shared_, kIdProp));
        add_prop(piece.props, kAlternativeProp, kind == nullptr ? "proposal" : kind);
        for (const XMLAttribute* a = element.FirstAttribute(); a != nullptr; a = a->Next()) {
            const std::string_view name = a->Name();
            if (name == kind_name || name == "xml:space" || name == "xml:lang") continue;
            // The id of the alternative is not that of the unit.
            add_prop(piece.props,
                     name == "id" ? "x-xliff-match-id" : std::string(kProp) + std::string(name),
                     a->Value());
        }
        for (const XMLElement* child = element.FirstChildElement(); child != nullptr;
             child = child->NextSiblingElement()) {
            if (!is_named(*child, "source") && !is_named(*child, "target") &&
                !is_named(*child, "seg-source") && !is_named(*child, "originalData"))
                piece.props.push_back(markup_of(*child));
        }
        return piece;
    }

    void add(Piece piece) {
        piece.props.insert(piece.props.end(), once_.begin(), once_.end());
        once_.clear();
        out_.pieces.push_back(std::move(piece));
    }

    // XLIFF 2.x.

    void parse_unit_2() {
        const Data data = read_data(unit_);
        for (const XMLElement* child = unit_.FirstChildElement(); child != nullptr;
             child = child->NextSiblingElement()) {
            if (is_named(*child, "notes")) {
                for (const XMLElement* note = child->FirstChildElement(); note != nullptr;
                     note = note->NextSiblingElement())
                    shared_.push_back(markup_of(*note));
            } else if (is_named(*child, "metadata")) {
                read_metadata(*child);
            } else if (!is_named(*child, "segment") && !is_named(*child, "ignorable") &&
                       !is_named(*child, "originalData") && !is_named(*child, "matches")) {
                once_.push_back(markup_of(*child));
            }
        }
        bool any = false;
        for (const XMLElement* child = unit_.FirstChildElement(); child != nullptr;
             child = child->NextSiblingElement()) {
            if (!is_named(*child, "segment")) continue;
            any = true;
            read_segment(*child, data);
        }
        if (!any) out_.fault = "a <unit> without <segment> is left out";
        if (any && out_.pieces.empty()) out_.fault = "a <segment> without <source> is left out";
        for (const XMLElement* child = unit_.FirstChildElement(); child != nullptr;
             child = child->NextSiblingElement()) {
            if (!is_named(*child, "matches")) continue;
            for (const XMLElement* match = child->FirstChildElement(); match != nullptr;
                 match = match->NextSiblingElement())
                read_match(*match, data);
        }
    }

    /// Our own groups are carried; the others are the file's.
    void read_metadata(const XMLElement& metadata) {
        Markup others = markup_of(metadata);
        std::erase_if(others.children, [&](const Markup& group) {
            const std::string* category = group.attribute("category");
            if (category == nullptr || !category->starts_with("x-diglot-")) return false;
            for (const Markup& meta : group.children) {
                const std::string* type = meta.attribute("type");
                if (type != nullptr)
                    out_.carriage.items.push_back({category->substr(9), *type, meta.all_text()});
            }
            return true;
        });
        std::erase_if(others.children, [](const Markup& node) { return node.is_text(); });
        if (!others.children.empty()) once_.push_back(std::move(others));
    }

    static Data read_data(const XMLElement& parent) {
        Data data;
        const XMLElement* all = first_child(parent, "originalData");
        if (all == nullptr) return data;
        for (const XMLElement* one = all->FirstChildElement(); one != nullptr;
             one = one->NextSiblingElement()) {
            if (const char* id = one->Attribute("id"); id != nullptr)
                data[id] = text_of(to_markup(*one));
        }
        return data;
    }

    /// With <cp hex="…"/> as the characters they stand for (XLIFF 2.1, 4.2.3.1).
    static std::string text_of(const Markup& data) {
        std::string out;
        for (const Markup& node : data.children) {
            const std::string* hex = node.element == "cp" ? node.attribute("hex") : nullptr;
            if (hex == nullptr) {
                out += node.all_text();
            } else {
                const long code = std::strtol(hex->c_str(), nullptr, 16);
                if (code > 0 && code < 0x80) out += static_cast<char>(code);
            }
        }
        return out;
    }

    void read_segment(const XMLElement& segment, const Data& data) {
        const XMLElement* source = first_child(segment, "source");
        if (source == nullptr) return;
        const XMLElement* target = first_child(segment, "target");
        Piece piece;
        piece.props = shared_;
        // XLIFF 2.1, 4.3.1.25: a segment that says no state is initial.
        if (segment.Attribute("state") == nullptr) add_prop(piece.props, kStateProp, "initial");
        for (const XMLAttribute* a = segment.FirstAttribute(); a != nullptr; a = a->Next()) {
            const std::string name = a->Name();
            const std::string* given =
                find_attribute(out_.carriage.derived, name == "id" ? "segment" : name);
            if (given != nullptr && *given == a->Value()) continue;
            const bool plain = name == "state" || name == "subState";
            add_prop(piece.props,
                     name == "id" ? std::string(kSegmentProp)
                                  : std::string(kProp) + (plain ? "" : "segment-") + name,
                     a->Value());
        }
        piece.source = side_of(*source);
        resolve(piece.source.content, data);
        if (target != nullptr) {
            piece.target = side_of(*target);
            resolve(piece.target->content, data);
        }
        add(std::move(piece));
    }

    void read_match(const XMLElement& match, const Data& unit_data) {
        const XMLElement* source = first_child(match, "source");
        const XMLElement* target = first_child(match, "target");
        if (source == nullptr || target == nullptr) return;
        Data data = read_data(match);
        data.insert(unit_data.begin(), unit_data.end());
        Piece piece = alternative_piece(match, match.Attribute("type"), "type");
        piece.source = side_of(*source);
        piece.target = side_of(*target);
        resolve(piece.source.content, data);
        resolve(piece.target->content, data);
        if (!is_blank(piece.target->content)) out_.pieces.push_back(std::move(piece));
    }

    /// Native code stands beside its code: in a <ph>, at the others as the attribute data,
    /// dataStart or dataEnd.
    static void resolve(std::vector<Markup>& nodes, const Data& data) {
        for (Markup& node : nodes) {
            if (node.is_text()) continue;
            resolve(node.children, data);
            for (auto it = node.attributes.begin(); it != node.attributes.end();) {
                const bool refers =
                    it->name == "dataRef" || it->name == "dataRefStart" || it->name == "dataRefEnd";
                const auto found = refers ? data.find(it->value) : data.end();
                if (found == data.end()) {
                    ++it;
                } else if (node.element == "ph") {
                    if (!found->second.empty())
                        node.children.insert(node.children.begin(), Markup::run(found->second));
                    it = node.attributes.erase(it);
                } else {
                    it->name = "data" + it->name.substr(7);
                    it->value = found->second;
                    ++it;
                }
            }
        }
    }

    const XMLElement& unit_;
    const std::string& prefix_;
    Parsed out_;
    std::vector<Markup> shared_;  ///< Of every segment: attributes of the unit, notes.
    std::vector<Markup> once_;    ///< Of the unit as a whole: kept with its first segment.
    Side whole_;                  ///< The <source>.
    std::vector<Marked> sources_;
    std::map<std::string, std::vector<Markup>> sdl_;  ///< By mid.
};

}  // namespace

Parsed parse_unit(Version version, const tinyxml2::XMLElement& unit, const std::string& prefix) {
    return UnitParser(unit, prefix).parse(version);
}

}  // namespace diglot::xliff
