#include "importers/tmx_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "importers/tmx_codes.h"
#include "importers/tmx_element_writer.h"
#include "importers/tmx_model.h"
#include "importers/tmx_printer.h"
#include "importers/tmx_reader.h"
#include "importers/tmx_speller.h"

namespace diglot {
namespace {

using tmx::Place;

const std::string kAll = "*all*";

std::string hexadecimal(std::uint64_t value) {
    char buffer[20];
    std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(value));
    return buffer;
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
        : options(std::move(chosen)),
          codes(options.codes && !options.version_1_1),
          printer(path, options.utf16),
          speller(options),
          element(printer, losses, options.version_1_1) {}

    // Languages.

    /// What srclang says, written as the variants are.
    std::string srclang_spelling(const std::string& original) {
        if (original.empty() || original == kAll) return original;
        const std::string& now = speller.spelling(LanguageTag(original));
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
            if (const auto fits = answering(first->variants, options.source); pair && !fits.empty())
                source = fits[0];
            srclang = speller.spelling(first->variants[source].lang);
        } else {
            srclang = pair ? speller.spelling(options.source) : "en";
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
        element.begin();
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
                const bool same =
                    a.name == "creationtool" ? a.value == "Diglot" : a.value == DIGLOT_VERSION;
                if (!ours && !same) carried.push_back(tmx::carried_attribute(a));
            } else if (a.name == "segtype" || a.name == "o-tmf" || a.name == "adminlang" ||
                       a.name == "datatype") {
                if (!a.value.empty() && !tmx::is_plain_attribute(Place::kHeader, a.name, a.value)) {
                    carried.push_back(tmx::carried_attribute(a));
                }
            } else {
                element.attribute(Place::kHeader, a, carried);
            }
        }
        element.annotations(Place::kHeader, header.children, carried, "\n  ", "\n");
        printer.close();
    }

    // Units.

    /// Holds a unit back until the one after it is known: what its neighbours in the file tell a
    /// reader anyway is not written.
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
        losses.add("variant in another language than " + options.source.text() + " and " +
                       options.target.text(),
                   static_cast<std::size_t>(std::count(used.begin(), used.end(), false)));
    }

    /// OmegaT does not look at scripts and would serve one Chinese for the other: a file has one of
    /// them.
    bool is_other_script(const LanguageTag& tag) {
        const auto [it, added] = han_scripts.try_emplace(tag.text());
        if (added && tag.language() == "zh" && tag.text() != "zh") it->second = tag.script();
        if (it->second.empty()) return false;
        if (han_script.empty()) {
            for (const LanguageTag& asked : {options.target, options.source}) {
                if (han_script.empty() && asked.language() == "zh" && asked.text() != "zh")
                    han_script = asked.script();
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
                losses.add("variant in " + unit.variants[i].lang.text() +
                           ", which OmegaT would take for " +
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
        element.begin();
        bool said = false;
        for (const Attribute& a : unit.attributes) {
            if (a.name != "srclang") {
                element.attribute(Place::kTu, a, carried);
            } else if (!said && !pair) {
                said = true;
                write_own_srclang(a.value, unit.source.has_value());
            }
        }
        element.stamp(unit.stamp, unit.attributes);
        if (!said)
            write_srclang(has_source ? speller.spelling(unit.variants[order[0]].lang) : kAll);
        carry_contexts(unit, carried);
        element.annotations(Place::kTu, unit.annotations, carried, "\n  ", "");
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

    /// A srclang of the unit's own that its variants do not tell. Where the header says the same
    /// and no variant has it, the header is enough.
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
            carried.push_back(
                tmx::prop(std::string(tmx::kContextProp),
                          hexadecimal(context.previous) + " " + hexadecimal(context.next)));
        };
        carry(unit.context);
        for (const Context& context : unit.more_contexts) carry(context);
    }

    void write_variant(const Variant& variant) {
        const std::string& lang = speller.spelling(variant.lang);
        printer.open("tuv");
        printer.attribute(options.version_1_1 ? "lang" : "xml:lang", lang);
        element.begin();
        std::vector<Markup> carried;
        for (const Attribute& a : variant.attributes) element.attribute(Place::kTuv, a, carried);
        element.stamp(variant.stamp, variant.attributes);
        const bool strange = options.languages == TmxLanguages::kBcp47 && !options.version_1_1 &&
                             lang != variant.lang.text();
        const std::string& original =
            variant.lang_spelling.empty() ? variant.lang.text() : variant.lang_spelling;
        if (strange)
            carried.push_back(tmx::carried_attribute({"xml:lang", original}));
        else if (lang != original)
            lose_spelling(original, lang);
        write_segment(variant, carried);
        printer.close();
    }

    /// Annotations come before the segment, and the segment says what must be carried.
    void write_segment(const Variant& variant, std::vector<Markup>& carried) {
        const Segment& segment = variant.segment;
        if (segment.content.empty() || !codes) {
            if (!segment.content.empty()) losses.add("inline codes of a segment");
            element.annotations(Place::kTuv, variant.annotations, carried, "", "");
            printer.open("seg");
            printer.text(segment.text);
            printer.close();
            return;
        }
        std::vector<Markup> content;
        const std::vector<Markup>* shown = &segment.content;
        if (options.profile == TmxProfile::kOmegat) {
            content = segment.content;
            losses.add("<hi> around text", tmx::unwrap_hi(content));
            shown = &content;
        }
        std::vector<Markup> plain;
        if (!tmx::is_plain_content(*shown)) {
            plain = tmx::to_plain_content(*shown);
            carried.push_back(tmx::prop(std::string(tmx::kSegmentProp), to_jsonml(*shown)));
            shown = &plain;
        }
        element.annotations(Place::kTuv, variant.annotations, carried, "", "");
        printer.open("seg");
        printer.nodes(*shown);
        printer.close();
    }

    TmxWriteOptions options;
    bool codes = true;
    TmxPrinter printer;
    LossCounter losses;
    TmxSpeller speller;
    TmxElementWriter element;
    Markup header = Markup::node("header");
    bool begun = false;
    std::string srclang;     ///< The header's, as written.
    std::string han_script;  ///< For OmegaT: the one Chinese script of the file.
    std::map<std::string, std::string> han_scripts;  ///< By canonical tag.
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
void TmxWriter::end_units() { state_->take_last(); }

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
            if (there == nullptr)
                out.attributes.push_back(a);
            else if (*there != a.value)
                lost.add("header attribute " + a.name + " of another file");
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
