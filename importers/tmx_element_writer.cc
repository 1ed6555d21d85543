#include "importers/tmx_element_writer.h"

#include <algorithm>

#include "core/time.h"

namespace diglot {

using tmx::Place;

Markup tmx::prop(std::string type, std::string_view text) {
    return Markup::leaf("prop", {{"type", std::move(type)}}, text);
}

Markup tmx::carried_attribute(const Attribute& attribute) {
    return prop(std::string(kAttributeProp) + attribute.name, attribute.value);
}

namespace {

Markup carried_markup(const Markup& markup) {
    return tmx::prop(std::string(tmx::kMarkupProp), to_jsonml({markup}));
}

bool is_date(std::string_view name) {
    return name == "creationdate" || name == "changedate" || name == "lastusagedate";
}

/// 1.1 has no xml:lang on notes and properties.
void spell_lang(std::vector<Markup>& annotations) {
    for (Markup& annotation : annotations) {
        std::erase_if(annotation.attributes, [](const Attribute& a) { return a.name == "lang"; });
        for (Attribute& a : annotation.attributes) {
            if (a.name == "xml:lang") a.name = "lang";
        }
    }
}

}  // namespace

void TmxElementWriter::once(const std::string& name, const std::string& value) {
    if (std::find(written_.begin(), written_.end(), name) != written_.end()) {
        losses_.add("attribute " + name + " that is there twice");
        return;
    }
    written_.push_back(name);
    printer_.attribute(name, value);
}

void TmxElementWriter::attribute(Place place, const Attribute& a, std::vector<Markup>& carried) {
    if (tmx::is_plain_attribute(place, a.name, a.value)) {
        once(a.name, a.value);
        return;
    }
    if (!tmx::is_xml_name(a.name)) {
        losses_.add("attribute " + a.name);
        return;
    }
    carried.push_back(tmx::carried_attribute(a));
    // Other readers get the date in the one form they know, where it is a date at all.
    if (is_date(a.name) && !(place == Place::kHeader && a.name == "lastusagedate")) {
        if (const auto time = parse_loose_date(a.value)) once(a.name, to_tmx_date(*time));
    }
}

void TmxElementWriter::stamp(const Stamp& stamp, const std::vector<Attribute>& attributes) {
    const auto write = [&](const char* name, const std::string& value) {
        if (!value.empty() && find_attribute(attributes, name) == nullptr)
            printer_.attribute(name, value);
    };
    write("creationdate", stamp.created ? to_tmx_date(*stamp.created) : "");
    write("creationid", stamp.created_by);
    write("changedate", stamp.changed ? to_tmx_date(*stamp.changed) : "");
    write("changeid", stamp.changed_by);
}

void TmxElementWriter::annotations(Place place, const std::vector<Markup>& annotations,
                                   const std::vector<Markup>& carried, const char* before,
                                   const char* after) {
    std::vector<Markup> held;
    if (version_1_1_) {
        held = annotations;
        const auto has_lang = [](const Markup& m) { return m.attribute("xml:lang") != nullptr; };
        losses_.add("xml:lang of a note or property written as lang",
                    static_cast<std::size_t>(std::count_if(held.begin(), held.end(), has_lang)));
        spell_lang(held);
    }
    const std::vector<Markup>& all = version_1_1_ ? held : annotations;
    bool any = false;
    const auto write = [&](const Markup& node) {
        printer_.raw(before);
        printer_.node(node);
        any = true;
    };
    for (const Markup& a : all) {
        if (a.element == "note" && tmx::is_plain_annotation(place, a)) write(a);
    }
    for (const Markup& a : all) {
        const bool plain = tmx::is_plain_annotation(place, a);
        if (plain && a.element != "note")
            write(a);
        else if (!plain && a.is_text())
            losses_.add("text beside notes and properties");
        else if (!plain)
            write(carried_markup(a));
    }
    for (const Markup& a : carried) write(a);
    if (any) printer_.raw(after);
}

}  // namespace diglot
