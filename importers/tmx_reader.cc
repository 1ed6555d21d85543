#include "importers/tmx_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "importers/tmx_codes.h"
#include "importers/tmx_model.h"

namespace diglot {
namespace {

using tinyxml2::XMLAttribute;
using tinyxml2::XMLElement;

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

bool is_named(const XMLElement& element, std::string_view name) {
    return name == element.Name() || local_name(element.Name()) == name;
}

bool is_all(std::string_view srclang) { return srclang == "*all*" || srclang == "*ALL*"; }

const std::string* prop_type(const Markup& annotation) {
    return annotation.element == "prop" ? annotation.attribute("type") : nullptr;
}

/// Takes the attribute for a field of `stamp` if writing it again gives the same value.
bool take_stamp(std::string_view name, std::string_view value, Stamp& stamp) {
    if (name == "creationdate") return (stamp.created = parse_tmx_date(value)).has_value();
    if (name == "changedate") return (stamp.changed = parse_tmx_date(value)).has_value();
    if (name == "creationid")
        stamp.created_by = value;
    else if (name == "changeid")
        stamp.changed_by = value;
    else
        return false;
    return !value.empty();
}

/// A date that came back by a carrying prop replaces the one that stood in for it.
void forget_stamp(std::string_view name, Stamp& stamp) {
    if (name == "creationdate") stamp.created.reset();
    if (name == "changedate") stamp.changed.reset();
}

/// Plain attributes first: what a writer must carry in props comes back after them.
void order_attributes(tmx::Place place, std::vector<Attribute>& attributes) {
    std::stable_partition(attributes.begin(), attributes.end(), [&](const Attribute& a) {
        return tmx::is_plain_attribute(place, a.name, a.value);
    });
}

std::optional<Context> parse_context(std::string_view text) {
    Context context;
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto read = [](std::string_view hex, std::uint64_t& to) {
        const auto result = std::from_chars(hex.data(), hex.data() + hex.size(), to, 16);
        return result.ec == std::errc() && result.ptr == hex.data() + hex.size();
    };
    if (!read(text.substr(0, space), context.previous) ||
        !read(text.substr(space + 1), context.next)) {
        return std::nullopt;
    }
    return context;
}

class TmxReader {
public:
    TmxReader(XmlStream& xml, Sink& sink) : xml_(xml), sink_(sink) {}

    Result<ReadSummary> read() {
        const std::string* version = xml_.root().attribute("version");
        summary_.format = version == nullptr || version->empty() ? "TMX" : "TMX " + *version;
        summary_.encoding = xml_.encoding().name;
        xml_.set_outline({{"header", "tu"}, {"seg", "prop", "note"}, {"tmx", "body"}});
        for (;;) {
            Result<const XmlFragment*> next = xml_.next();
            if (!next) return next.error();
            if (*next == nullptr) break;
            if (is_named(*(*next)->element, "header"))
                read_header(**next);
            else
                read_unit(**next);
        }
        if (!xml_.met("body")) {
            return Diagnostic{Severity::kError,     "tmx.no-body", "this TMX file has no <body>",
                              xml_.root().position, xml_.file(),   {}};
        }
        report_gaps();
        summary_.skipped += xml_.skipped();
        return summary_;
    }

private:
    // Header.

    void read_header(const XmlFragment& fragment) {
        if (header_read_) {
            xml_.report(xml_.diagnostic(Severity::kWarning, "tmx.second-header",
                                        "a second <header> is left out"));
            return;
        }
        header_read_ = true;
        Markup header = markup_of(*fragment.element);
        if (drop_text(header.children)) report_stray_text();
        for (const Attribute& attribute : xml_.root().attributes) {
            if (attribute.name == "version") continue;
            const std::string type = std::string("x-diglot-root:") + attribute.name;
            const bool known = std::any_of(header.children.begin(), header.children.end(),
                                           [&](const Markup& child) {
                                               const std::string* other = prop_type(child);
                                               return other != nullptr && *other == type;
                                           });
            if (!known)
                header.children.push_back(Markup::leaf("prop", {{"type", type}}, attribute.value));
        }
        restore(header.children, [&](const std::string& name, const std::string& value) {
            std::erase_if(header.attributes, [&](const Attribute& a) { return a.name == name; });
            header.attributes.push_back({name, value});
        });
        order_attributes(tmx::Place::kHeader, header.attributes);
        if (const std::string* srclang = header.attribute("srclang"); srclang != nullptr)
            srclang_ = *srclang;
        sink_.header(std::move(header));
    }

    // Units.

    void read_unit(const XmlFragment& fragment) {
        Unit unit;
        for (const XMLAttribute* a = fragment.element->FirstAttribute(); a != nullptr;
             a = a->Next()) {
            if (!take_stamp(a->Name(), a->Value(), unit.stamp))
                unit.attributes.push_back({a->Name(), a->Value()});
        }
        for (const tinyxml2::XMLNode* node = fragment.element->FirstChild(); node != nullptr;
             node = node->NextSibling()) {
            const XMLElement* child = node->ToElement();
            if (child == nullptr) {
                if (node->ToText() != nullptr) report_stray_text();
            } else if (is_named(*child, "tuv")) {
                if (!read_variant(*child, unit)) return;
            } else {
                unit.annotations.push_back(markup_of(*child));
            }
        }
        if (unit.variants.empty()) {
            skip("tmx.no-tuv", "a <tu> without <tuv> is left out");
            return;
        }
        restore_unit(unit);
        find_source(unit);
        find_context(unit);
        order_attributes(tmx::Place::kTu, unit.attributes);
        count_gaps(unit);
        ++summary_.units;
        sink_.add(std::move(unit), fragment.position);
    }

    bool read_variant(const XMLElement& tuv, Unit& unit) {
        Variant variant;
        const char* lang = tuv.Attribute("xml:lang");
        const bool old_spelling = lang == nullptr;
        if (lang == nullptr) lang = tuv.Attribute("lang");
        if (lang == nullptr || *lang == '\0') {
            skip("tmx.no-language", "a <tuv> names no language; its <tu> is left out");
            return false;
        }
        for (const XMLAttribute* a = tuv.FirstAttribute(); a != nullptr; a = a->Next()) {
            const std::string_view name = a->Name();
            if (name == "xml:lang" || (old_spelling && name == "lang")) continue;
            if (!take_stamp(name, a->Value(), variant.stamp))
                variant.attributes.push_back({a->Name(), a->Value()});
        }
        set_language(variant, lang);
        bool has_segment = false;
        for (const tinyxml2::XMLNode* node = tuv.FirstChild(); node != nullptr;
             node = node->NextSibling()) {
            const XMLElement* child = node->ToElement();
            if (child == nullptr) {
                if (node->ToText() != nullptr) report_stray_text();
            } else if (!has_segment && is_named(*child, "seg")) {
                has_segment = true;
                read_segment(*child, variant);
            } else {
                variant.annotations.push_back(markup_of(*child));
            }
        }
        if (!has_segment) {
            skip("tmx.no-seg", "a <tuv> has no <seg>; its <tu> is left out");
            return false;
        }
        restore_variant(variant);
        order_attributes(tmx::Place::kTuv, variant.attributes);
        unit.variants.push_back(std::move(variant));
        return true;
    }

    void read_segment(const XMLElement& seg, Variant& variant) {
        const tinyxml2::XMLNode* first = seg.FirstChild();
        if (first != nullptr && first->NextSibling() == nullptr && first->ToText() != nullptr) {
            variant.segment.text = first->Value();
        } else if (first != nullptr) {
            std::vector<Markup> content = to_markup_children(seg);
            strip_prefix(content);
            variant.segment = Segment::from_content(std::move(content));
        }
        if (seg.FirstAttribute() != nullptr) {
            variant.annotations.push_back(Markup::node("seg", to_attributes(seg)));
        }
    }

    // What the writer carried in props comes back.

    template <typename SetAttribute>
    void restore(std::vector<Markup>& annotations, const SetAttribute& set_attribute) {
        const auto is_ours = [](const Markup& a) {
            const std::string* type = prop_type(a);
            return type != nullptr && starts_with(*type, "x-diglot-");
        };
        if (std::none_of(annotations.begin(), annotations.end(), is_ours)) return;
        std::vector<Markup> kept;
        for (Markup& annotation : annotations) {
            const std::string* type = prop_type(annotation);
            if (type == nullptr || !starts_with(*type, "x-diglot-")) {
                kept.push_back(std::move(annotation));
            } else if (starts_with(*type, tmx::kAttributeProp) &&
                       tmx::is_xml_name(type->substr(tmx::kAttributeProp.size()))) {
                set_attribute(type->substr(tmx::kAttributeProp.size()), annotation.all_text());
            } else if (auto nodes = *type == tmx::kMarkupProp
                                        ? tmx::read_carried(annotation.all_text())
                                        : std::nullopt;
                       nodes && std::none_of(nodes->begin(), nodes->end(),
                                             [](const Markup& n) { return n.is_text(); })) {
                for (Markup& node : *nodes) kept.push_back(std::move(node));
            } else {
                kept.push_back(std::move(annotation));
            }
        }
        annotations = std::move(kept);
    }

    void restore_unit(Unit& unit) {
        restore(unit.annotations, [&](const std::string& name, const std::string& value) {
            forget_stamp(name, unit.stamp);
            std::erase_if(unit.attributes, [&](const Attribute& a) { return a.name == name; });
            unit.attributes.push_back({name, value});
        });
    }

    void restore_variant(Variant& variant) {
        restore(variant.annotations, [&](const std::string& name, const std::string& value) {
            if (name == "xml:lang") {
                set_language(variant, value);
                return;
            }
            forget_stamp(name, variant.stamp);
            std::erase_if(variant.attributes, [&](const Attribute& a) { return a.name == name; });
            variant.attributes.push_back({name, value});
        });
        std::erase_if(variant.annotations, [&](const Markup& annotation) {
            const std::string* type = prop_type(annotation);
            if (type == nullptr || *type != tmx::kSegmentProp) return false;
            restore_segment(variant.segment, annotation.all_text());
            return true;
        });
    }

    /// Only if the segment is still the one that was written: another tool may have edited it.
    void restore_segment(Segment& segment, const std::string& json) {
        auto content = tmx::read_carried(json);
        if (content) {
            const Segment written = Segment::from_content(tmx::to_plain_content(*content));
            if (written == segment) {
                segment = Segment::from_content(std::move(*content));
                return;
            }
        }
        xml_.report(xml_.diagnostic(
            Severity::kWarning, "tmx.stale-codes",
            "the exact codes kept beside a segment do not fit it any more and are left out"));
    }

    // Source and context.

    void find_source(Unit& unit) {
        const auto own = std::find_if(unit.attributes.begin(), unit.attributes.end(),
                                      [](const Attribute& a) { return a.name == "srclang"; });
        const bool has_own = own != unit.attributes.end();
        const std::string srclang = has_own ? own->value : srclang_.value_or("*all*");
        if (is_all(srclang)) {
            if (has_own) unit.attributes.erase(own);
            return;
        }
        const LanguageTag& wanted = tag_of(srclang);
        unit.source = best_fit(unit.variants, wanted);
        if (!unit.source) {
            if (!has_own) unit.attributes.push_back({"srclang", srclang});
        } else if (has_own && unit.variants[*unit.source].lang == wanted) {
            unit.attributes.erase(own);
        }
    }

    std::optional<std::size_t> best_fit(const std::vector<Variant>& variants,
                                        const LanguageTag& wanted) {
        for (std::size_t i = 0; i < variants.size(); ++i) {
            if (variants[i].lang == wanted) return i;
        }
        for (const LanguageFit fit : {LanguageFit::kSame, LanguageFit::kVariant}) {
            for (std::size_t i = 0; i < variants.size(); ++i) {
                if (fit_of(variants[i].lang, wanted) == fit) return i;
            }
        }
        return std::nullopt;
    }

    static void find_context(Unit& unit) {
        bool carried = false;
        std::erase_if(unit.annotations, [&](const Markup& annotation) {
            const std::string* type = prop_type(annotation);
            if (type == nullptr || *type != tmx::kContextProp) return false;
            const auto context = parse_context(annotation.all_text());
            if (!context) return false;
            if (carried)
                unit.more_contexts.push_back(*context);
            else
                unit.context = *context;
            return carried = true;
        });
        if (!carried) unit.context = tmx_context(unit);
    }

    // Small things.

    void set_language(Variant& variant, std::string_view spelling) {
        variant.lang = tag_of(spelling);
        variant.lang_spelling = spelling;
    }

    /// Tags are made once a spelling: a file has few of them and a million variants.
    const LanguageTag& tag_of(std::string_view spelling) {
        const auto known = tags_.find(spelling);
        if (known != tags_.end()) return known->second;
        return tags_.emplace(spelling, LanguageTag(spelling)).first->second;
    }

    LanguageFit fit_of(const LanguageTag& a, const LanguageTag& b) {
        const auto [it, added] = fits_.try_emplace({a.text(), b.text()}, LanguageFit::kOther);
        if (added) it->second = a.fit(b);
        return it->second;
    }

    Markup markup_of(const XMLElement& element) {
        Markup out = to_markup(element);
        strip_prefix(out);
        return out;
    }
    /// Where the document spells its own elements tmx:seg, they are <seg> to us.
    void strip_prefix(Markup& node) const {
        if (xml_.root().prefix.empty()) return;
        if (starts_with(node.element, xml_.root().prefix + ":"))
            node.element.erase(0, xml_.root().prefix.size() + 1);
        strip_prefix(node.children);
    }
    void strip_prefix(std::vector<Markup>& nodes) const {
        if (xml_.root().prefix.empty()) return;
        for (Markup& node : nodes) strip_prefix(node);
    }

    static bool drop_text(std::vector<Markup>& nodes) {
        return std::erase_if(nodes, [](const Markup& node) { return node.is_text(); }) > 0;
    }

    void report_stray_text() {
        xml_.report(xml_.diagnostic(Severity::kWarning, "tmx.stray-text",
                                    "text outside <seg>, <prop> and <note> is left out"));
    }

    void skip(const char* code, const char* reason) {
        ++summary_.skipped;
        xml_.report(xml_.diagnostic(Severity::kError, code, reason));
    }

    void count_gaps(const Unit& unit) {
        if (unit.variants.size() == 1) ++single_;
        for (const Variant& variant : unit.variants) {
            if (variant.segment.text.empty() && variant.segment.content.empty()) ++empty_;
        }
    }

    void report_gaps() {
        if (single_ == 0 && empty_ == 0) return;
        const auto count = [](std::uint64_t n, const char* one, const char* many) {
            return std::to_string(n) + (n == 1 ? one : many);
        };
        std::string message;
        if (single_ > 0)
            message =
                count(single_, " unit has one language only", " units have one language only");
        if (empty_ > 0) {
            message += message.empty() ? "" : ", ";
            message += count(empty_, " segment is empty", " segments are empty");
        }
        xml_.report({Severity::kNote,
                     "tmx.untranslated",
                     message + "; kept as they are",
                     {},
                     xml_.file(),
                     {}});
    }

    XmlStream& xml_;
    Sink& sink_;
    ReadSummary summary_;
    bool header_read_ = false;
    std::optional<std::string> srclang_;  ///< The header's.
    std::map<std::string, LanguageTag, std::less<>> tags_;
    std::map<std::pair<std::string, std::string>, LanguageFit> fits_;
    std::uint64_t single_ = 0;
    std::uint64_t empty_ = 0;
};

}  // namespace

Context tmx_context(const Unit& unit) {
    const auto fingerprint_of = [&](const char* type, const char* other_type) -> std::uint64_t {
        auto text = unit.property(type);
        if (!text) text = unit.property(other_type);
        return text && !text->empty() ? fingerprint(Segment(*text)) : 0;
    };
    return {fingerprint_of("prev", "x-context-pre"), fingerprint_of("next", "x-context-post")};
}

Result<ReadSummary> read_tmx(XmlStream& xml, const ReadOptions&, Sink& sink) {
    return TmxReader(xml, sink).read();
}

}  // namespace diglot
