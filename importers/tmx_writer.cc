#include "importers/tmx_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "importers/tmx_model.h"
#include "importers/tmx_printer.h"
#include "importers/tmx_reader.h"

namespace diglot {
namespace {

using tmx::Place;

const std::string kAll = "*all*";

bool is_date(std::string_view name) {
    return name == "creationdate" || name == "changedate" || name == "lastusagedate";
}

std::string hexadecimal(std::uint64_t value) {
    char buffer[20];
    std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(value));
    return buffer;
}

Markup prop(std::string type, std::string_view text) { return Markup::leaf("prop", {{"type", std::move(type)}}, text); }

Markup carried_attribute(const Attribute& attribute) {
    return prop(std::string(tmx::kAttributeProp) + attribute.name, attribute.value);
}

Markup carried_markup(const Markup& markup) { return prop(std::string(tmx::kMarkupProp), to_jsonml({markup})); }

/// <hi> gone, what was in it stays. Returns how many there were.
std::size_t unwrap_hi(std::vector<Markup>& nodes) {
    std::size_t count = 0;
    std::vector<Markup> out;
    const auto append = [&](Markup node) {
        if (node.is_text() && !out.empty() && out.back().is_text()) out.back().text += node.text;
        else out.push_back(std::move(node));
    };
    for (Markup& node : nodes) {
        count += unwrap_hi(node.children);
        if (node.element != "hi") {
            append(std::move(node));
            continue;
        }
        ++count;
        for (Markup& child : node.children) append(std::move(child));
    }
    nodes = std::move(out);
    return count;
}

/// A tag XML Schema takes, nearest to one it does not.
std::string schema_language(std::string_view tag) {
    std::string out;
    std::size_t length = 0;
    for (const char c : tag) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool digit = c >= '0' && c <= '9';
        if (c == '-' || c == '_') {
            if (length > 0) out += '-';
            length = 0;
        } else if ((letter || (digit && out.find('-') != std::string::npos)) && length < 8) {
            out += c;
            ++length;
        }
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? "und" : out;
}

/// Which of `variants` answer to a language asked for: the very tag, else the same language otherwise said, else another
/// region of the same script.
std::vector<std::size_t> answering(const std::vector<Variant>& variants, const LanguageTag& wanted) {
    std::vector<std::size_t> exact;
    std::vector<std::size_t> same;
    std::vector<std::size_t> near;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const LanguageTag& lang = variants[i].lang;
        const LanguageFit fit = lang.fit(wanted);
        if (lang == wanted) exact.push_back(i);
        if (fit == LanguageFit::kSame) same.push_back(i);
        const bool bare = lang.text() == lang.language() || wanted.text() == wanted.language();
        if (fit == LanguageFit::kVariant && (bare || lang.script() == wanted.script())) near.push_back(i);
    }
    if (!exact.empty()) return exact;
    return same.empty() ? near : same;
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

std::optional<TmxWriteOptions> TmxWriteOptions::for_profile(std::string_view name) {
    TmxWriteOptions options;
    if (name == "omegat") {
        options.profile = TmxProfile::kOmegat;
        options.languages = TmxLanguages::kRegion;
    } else if (name == "weblate") {
        options.profile = TmxProfile::kWeblate;
        options.codes = false;
    } else if (name == "lokalize") {
        options.profile = TmxProfile::kLokalize;
        options.codes = false;
        options.languages = TmxLanguages::kPosix;
    } else if (name == "trados") {
        options.profile = TmxProfile::kTrados;
        options.utf16 = true;
        options.languages = TmxLanguages::kRegion;
    } else {
        return std::nullopt;
    }
    return options;
}

struct TmxWriter::State {
    State(const std::string& path, TmxWriteOptions chosen)
        : options(std::move(chosen)), codes(options.codes && !options.version_1_1), printer(path, options.utf16) {}

    // Languages.

    /// How the tag is written, worked out once a tag.
    const std::string& spelling(const LanguageTag& tag) {
        const auto known = spellings.find(tag.text());
        if (known != spellings.end()) return known->second;
        std::string out = tag.text();
        if (options.languages == TmxLanguages::kRegion && !tag.language().empty()) {
            // Bare zh stays: which Chinese it is, nobody knows. OmegaT takes a bare language for every country.
            const bool fill = options.profile == TmxProfile::kTrados && out != "zh";
            const bool has_region = out.find('-') != std::string::npos;
            out = tag.language();
            if ((fill || has_region) && !tag.region().empty()) out += "-" + tag.region();
        }
        if (options.profile == TmxProfile::kLokalize && tag.language() == "en") out = "en";
        if (options.languages == TmxLanguages::kPosix) std::replace(out.begin(), out.end(), '-', '_');
        else if (!options.version_1_1 && !tmx::is_schema_language(out)) out = schema_language(out);
        return spellings.emplace(tag.text(), std::move(out)).first->second;
    }

    /// What srclang says, written as the variants are.
    std::string srclang_spelling(const std::string& original) {
        if (original.empty() || original == kAll) return original;
        const std::string& now = spelling(LanguageTag(original));
        if (now != original) lose_spelling(original, now);
        return now;
    }

    void lose_spelling(const std::string& original, const std::string& now) {
        losses.add("language spelling " + original + " written as " + now);
    }

    // Header.

    void begin(const Unit* first) {
        if (begun) return;
        begun = true;
        const std::string* named = header.attribute("srclang");
        const bool pair = !options.source.empty() && !options.target.empty();
        const bool keep_all = options.profile == TmxProfile::kNone && !pair;
        if (named != nullptr && !named->empty() && !pair && (*named != kAll || keep_all)) {
            srclang = srclang_spelling(*named);
        } else if (first != nullptr) {
            std::size_t source = first->source.value_or(0);
            if (const auto fits = answering(first->variants, options.source); pair && !fits.empty()) source = fits[0];
            srclang = spelling(first->variants[source].lang);
        } else {
            srclang = pair ? spelling(options.source) : "en";
        }
        printer.raw(options.utf16 ? "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n"
                                  : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        printer.raw(options.version_1_1 ? "<!DOCTYPE tmx SYSTEM \"tmx11.dtd\">\n"
                                        : "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
        printer.open("tmx");
        printer.attribute("version", options.version_1_1 ? "1.1" : "1.4");
        printer.raw("\n");
        write_header();
        printer.raw("\n");
        printer.open("body");
        printer.raw("\n");
    }

    void write_header() {
        written.clear();
        std::vector<Markup> carried;
        const auto original = [&](const char* name) {
            const std::string* value = header.attribute(name);
            return value == nullptr ? std::string() : *value;
        };
        const auto value_of = [&](const char* name, const char* otherwise) {
            const std::string value = original(name);
            if (value.empty()) return std::string(otherwise);
            if (tmx::is_plain_attribute(Place::kHeader, name, value)) return value;
            return std::string(otherwise);
        };
        printer.open("header");
        printer.attribute("creationtool", "Diglot");
        printer.attribute("creationtoolversion", DIGLOT_VERSION);
        printer.attribute("segtype", value_of("segtype", "sentence"));
        printer.attribute("o-tmf", value_of("o-tmf", "Diglot"));
        printer.attribute("adminlang", value_of("adminlang", "en-US"));
        printer.attribute("srclang", srclang);
        printer.attribute("datatype", value_of("datatype", "plaintext"));
        // Ours is not what made the memory: the tool that did is carried.
        const bool ours = original("creationtool").empty() || original("creationtool") == "Diglot";
        std::vector<std::string> seen{"srclang"};
        for (const Attribute& a : header.attributes) {
            if (std::find(seen.begin(), seen.end(), a.name) != seen.end()) continue;
            seen.push_back(a.name);
            if (a.name == "creationtool" || a.name == "creationtoolversion") {
                const bool same = a.name == "creationtool" ? a.value == "Diglot" : a.value == DIGLOT_VERSION;
                if (!ours && !same) carried.push_back(carried_attribute(a));
            } else if (a.name == "segtype" || a.name == "o-tmf" || a.name == "adminlang" || a.name == "datatype") {
                if (!a.value.empty() && !tmx::is_plain_attribute(Place::kHeader, a.name, a.value)) {
                    carried.push_back(carried_attribute(a));
                }
            } else {
                write_or_carry(Place::kHeader, a, carried);
            }
        }
        write_annotations(Place::kHeader, header.children, carried, "\n  ", "\n");
        printer.close();
    }

    // Units.

    /// Holds a unit back until the one after it is known: what its neighbours in the file tell a reader anyway is not
    /// written.
    void take(Unit unit) {
        const std::uint64_t print = fingerprint(unit.source_variant().segment);
        if (waiting) {
            around.next = print;
            add(*waiting);
            around.previous = waiting_print;
        }
        waiting = std::move(unit);
        waiting_print = print;
    }

    void take_last() {
        around.next = 0;
        if (waiting) add(*waiting);
        waiting.reset();
    }

    void add(const Unit& unit) {
        begin(&unit);
        std::vector<std::size_t> order;
        if (!options.source.empty() && !options.target.empty()) {
            write_pairs(unit);
            return;
        }
        order.reserve(unit.variants.size());
        if (unit.source) order.push_back(*unit.source);
        for (std::size_t i = 0; i < unit.variants.size(); ++i) {
            if (!unit.source || i != *unit.source) order.push_back(i);
        }
        write_unit(unit, std::move(order), unit.source.has_value(), false);
    }

    void write_pairs(const Unit& unit) {
        const auto sources = answering(unit.variants, options.source);
        const auto targets = answering(unit.variants, options.target);
        std::vector<bool> used(unit.variants.size());
        bool any = false;
        for (const std::size_t s : sources) {
            for (const std::size_t t : targets) {
                if (s == t) continue;
                write_unit(unit, {s, t}, true, true);
                any = used[s] = used[t] = true;
            }
        }
        if (!any) {
            losses.add("unit without " + options.source.text() + " and " + options.target.text());
            return;
        }
        losses.add("variant in another language than " + options.source.text() + " and " + options.target.text(),
                   static_cast<std::size_t>(std::count(used.begin(), used.end(), false)));
    }

    /// OmegaT does not look at scripts and would serve one Chinese for the other: a file has one of them.
    bool is_other_script(const LanguageTag& tag) {
        const auto [it, added] = han_scripts.try_emplace(tag.text());
        if (added && tag.language() == "zh" && tag.text() != "zh") it->second = tag.script();
        if (it->second.empty()) return false;
        if (han_script.empty()) {
            for (const LanguageTag& asked : {options.target, options.source}) {
                if (han_script.empty() && asked.language() == "zh" && asked.text() != "zh") han_script = asked.script();
            }
        }
        if (han_script.empty()) han_script = it->second;
        return it->second != han_script;
    }

    /// `pair`: only these two of its variants, the first the source.
    void write_unit(const Unit& unit, std::vector<std::size_t> order, bool has_source, bool pair) {
        if (options.profile == TmxProfile::kOmegat) {
            const std::size_t source = order.front();
            std::erase_if(order, [&](std::size_t i) {
                if (!is_other_script(unit.variants[i].lang)) return false;
                losses.add("variant in " + unit.variants[i].lang.text() + ", which OmegaT would take for " +
                           (han_script == "Hant" ? "traditional" : "simplified") + " Chinese");
                return true;
            });
            if (order.empty() || (has_source && order.front() != source)) {
                losses.add("unit whose source is in the other Chinese script");
                return;
            }
        }
        ++units;
        printer.open("tu");
        std::vector<Markup> carried;
        written.clear();
        bool said = false;
        for (const Attribute& a : unit.attributes) {
            if (a.name != "srclang") {
                write_or_carry(Place::kTu, a, carried);
            } else if (!said && !pair) {
                said = true;
                write_own_srclang(a.value, unit.source.has_value());
            }
        }
        write_stamp(unit.stamp, unit.attributes);
        if (!said) write_srclang(has_source ? spelling(unit.variants[order[0]].lang) : kAll);
        carry_contexts(unit, carried);
        write_annotations(Place::kTu, unit.annotations, carried, "\n  ", "");
        for (const std::size_t i : order) {
            printer.raw("\n  ");
            write_variant(unit.variants[i]);
        }
        printer.raw("\n");
        printer.close();
        printer.raw("\n");
    }

    void write_srclang(const std::string& wanted) {
        if (wanted != srclang) printer.attribute("srclang", wanted);
    }

    /// A srclang of the unit's own that its variants do not tell. Where the header says the same and no variant has it,
    /// the header is enough.
    void write_own_srclang(const std::string& own, bool has_source) {
        const std::string wanted = srclang_spelling(own);
        if (wanted != srclang || has_source) printer.attribute("srclang", wanted);
    }

    /// A unit without a context of its own gets the one its place in the file gives it.
    bool is_context_told(const Unit& unit) const {
        if (!unit.more_contexts.empty()) return false;
        const Context said = tmx_context(unit);
        return unit.context == Context{} || unit.context == (said == Context{} ? around : said);
    }

    void carry_contexts(const Unit& unit, std::vector<Markup>& carried) {
        if (is_context_told(unit)) return;
        const auto carry = [&](const Context& context) {
            carried.push_back(prop(std::string(tmx::kContextProp),
                                   hexadecimal(context.previous) + " " + hexadecimal(context.next)));
        };
        carry(unit.context);
        for (const Context& context : unit.more_contexts) carry(context);
    }

    void write_variant(const Variant& variant) {
        const std::string& lang = spelling(variant.lang);
        printer.open("tuv");
        printer.attribute(options.version_1_1 ? "lang" : "xml:lang", lang);
        written.clear();
        std::vector<Markup> carried;
        for (const Attribute& a : variant.attributes) write_or_carry(Place::kTuv, a, carried);
        write_stamp(variant.stamp, variant.attributes);
        const bool strange = options.languages == TmxLanguages::kBcp47 && !options.version_1_1 &&
                             lang != variant.lang.text();
        const std::string& original = variant.lang_spelling.empty() ? variant.lang.text() : variant.lang_spelling;
        if (strange) carried.push_back(carried_attribute({"xml:lang", original}));
        else if (lang != original) lose_spelling(original, lang);
        write_segment(variant, carried);
        printer.close();
    }

    /// Annotations come before the segment, and the segment says what must be carried.
    void write_segment(const Variant& variant, std::vector<Markup>& carried) {
        const Segment& segment = variant.segment;
        if (segment.content.empty() || !codes) {
            if (!segment.content.empty()) losses.add("inline codes of a segment");
            write_annotations(Place::kTuv, variant.annotations, carried, "", "");
            printer.open("seg");
            printer.text(segment.text);
            printer.close();
            return;
        }
        std::vector<Markup> content;
        const std::vector<Markup>* shown = &segment.content;
        if (options.profile == TmxProfile::kOmegat) {
            content = segment.content;
            losses.add("<hi> around text", unwrap_hi(content));
            shown = &content;
        }
        std::vector<Markup> plain;
        if (!tmx::is_plain_content(*shown)) {
            plain = tmx::to_plain_content(*shown);
            carried.push_back(prop(std::string(tmx::kSegmentProp), to_jsonml(*shown)));
            shown = &plain;
        }
        write_annotations(Place::kTuv, variant.annotations, carried, "", "");
        printer.open("seg");
        printer.nodes(*shown);
        printer.close();
    }

    // Attributes and annotations.

    void write_once(const std::string& name, const std::string& value) {
        if (std::find(written.begin(), written.end(), name) != written.end()) {
            losses.add("attribute " + name + " that is there twice");
            return;
        }
        written.push_back(name);
        printer.attribute(name, value);
    }

    void write_or_carry(Place place, const Attribute& a, std::vector<Markup>& carried) {
        if (tmx::is_plain_attribute(place, a.name, a.value)) {
            write_once(a.name, a.value);
            return;
        }
        if (!tmx::is_xml_name(a.name)) {
            losses.add("attribute " + a.name);
            return;
        }
        carried.push_back(carried_attribute(a));
        // Other readers get the date in the one form they know, where it is a date at all.
        if (is_date(a.name) && !(place == Place::kHeader && a.name == "lastusagedate")) {
            if (const auto time = parse_loose_date(a.value)) write_once(a.name, to_tmx_date(*time));
        }
    }

    void write_stamp(const Stamp& stamp, const std::vector<Attribute>& attributes) {
        const auto write = [&](const char* name, const std::string& value) {
            if (!value.empty() && find_attribute(attributes, name) == nullptr) printer.attribute(name, value);
        };
        write("creationdate", stamp.created ? to_tmx_date(*stamp.created) : "");
        write("creationid", stamp.created_by);
        write("changedate", stamp.changed ? to_tmx_date(*stamp.changed) : "");
        write("changeid", stamp.changed_by);
    }

    /// Notes, then properties and what else there is, then what is carried: some readers want notes first.
    void write_annotations(Place place, const std::vector<Markup>& annotations, std::vector<Markup>& carried,
                           const char* before, const char* after) {
        std::vector<Markup> held;
        if (options.version_1_1) {
            held = annotations;
            const auto has_lang = [](const Markup& m) { return m.attribute("xml:lang") != nullptr; };
            losses.add("xml:lang of a note or property written as lang",
                       static_cast<std::size_t>(std::count_if(held.begin(), held.end(), has_lang)));
            spell_lang(held);
        }
        const std::vector<Markup>& all = options.version_1_1 ? held : annotations;
        bool any = false;
        const auto write = [&](const Markup& node) {
            printer.raw(before);
            printer.node(node);
            any = true;
        };
        for (const Markup& a : all) {
            if (a.element == "note" && tmx::is_plain_annotation(place, a)) write(a);
        }
        for (const Markup& a : all) {
            const bool plain = tmx::is_plain_annotation(place, a);
            if (plain && a.element != "note") write(a);
            else if (!plain && a.is_text()) losses.add("text beside notes and properties");
            else if (!plain) write(carried_markup(a));
        }
        for (const Markup& a : carried) write(a);
        if (any) printer.raw(after);
    }

    TmxWriteOptions options;
    bool codes = true;
    TmxPrinter printer;
    Markup header = Markup::node("header");
    bool begun = false;
    std::string srclang;     ///< The header's, as written.
    std::string han_script;  ///< For OmegaT: the one Chinese script of the file.
    std::map<std::string, std::string> han_scripts;             ///< By canonical tag.
    std::map<std::string, std::string, std::less<>> spellings;  ///< By canonical tag.
    std::vector<std::string> written;  ///< Attributes of the element being written.
    LossCounter losses;
    std::size_t units = 0;
    std::optional<Unit> waiting;
    std::uint64_t waiting_print = 0;  ///< Fingerprint of its source.
    Context around;                   ///< What the file's order makes of its place.
};

TmxWriter::TmxWriter(const std::string& path, TmxWriteOptions options)
    : state_(std::make_unique<State>(path, std::move(options))) {}

TmxWriter::~TmxWriter() = default;

void TmxWriter::header(const Markup& header) { state_->header = header; }
void TmxWriter::add(Unit unit) { state_->take(std::move(unit)); }
std::size_t TmxWriter::units() const { return state_->units; }

std::vector<Loss> TmxWriter::finish() {
    state_->take_last();
    state_->begin(nullptr);
    TmxPrinter& printer = state_->printer;
    printer.close();
    printer.raw("\n");
    printer.close();
    printer.raw("\n");
    printer.finish();
    state_->losses.add("control character", printer.dropped());
    return state_->losses.take();
}

Markup merge_tmx_headers(const std::vector<Markup>& headers, std::vector<Loss>& losses) {
    Markup out = Markup::node("header");
    LossCounter lost;
    for (const Markup& header : headers) {
        if (header.element != "header") continue;
        for (const Attribute& a : header.attributes) {
            const std::string* there = out.attribute(a.name);
            if (there == nullptr) out.attributes.push_back(a);
            else if (*there != a.value) lost.add("header attribute " + a.name + " of another file");
        }
        for (const Markup& child : header.children) {
            if (std::find(out.children.begin(), out.children.end(), child) == out.children.end()) {
                out.children.push_back(child);
            }
        }
    }
    for (Loss& loss : lost.take()) losses.push_back(std::move(loss));
    return out;
}

}  // namespace diglot
