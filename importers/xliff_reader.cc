#include "importers/xliff_reader.h"

#include <algorithm>
#include <map>
#include <optional>

#include "importers/tmx_element_writer.h"
#include "importers/xliff_carrier.h"
#include "importers/xliff_derived.h"
#include "importers/xliff_model.h"
#include "importers/xliff_unit.h"

namespace diglot {
namespace {

using tinyxml2::XMLElement;

/// A <file> or <group> around units.
struct Frame {
    std::size_t depth = 0;
    std::string source;  ///< Language; of a <file>.
    std::string target;
    std::vector<Markup> props;  ///< Of every unit in it.
    std::vector<Markup> notes;  ///< Likewise; those of a <file> go to its first unit only.
    std::string name;           ///< Of a <group>: name, resname or id.
    std::optional<bool> translate;
    bool is_file = false;
};

std::string attribute(const XMLElement& element, const char* name) {
    const char* value = element.Attribute(name);
    return value == nullptr ? std::string() : value;
}

std::string first_of(std::initializer_list<std::string> values) {
    for (const std::string& value : values) {
        if (!value.empty()) return value;
    }
    return {};
}

class XliffReader {
public:
    XliffReader(XmlStream& xml, const ReadOptions& options, Sink& sink)
        : xml_(xml), options_(options), sink_(sink) {}

    Result<ReadSummary> read() {
        name_format();
        xml_.set_outline({{"trans-unit", "unit", "note", "notes"},
                          {"source", "target", "seg-source", "note", "data", "prop", "meta"},
                          {"body", "header", "bin-unit"},
                          {"file", "group"},
                          {"skl", "skeleton", "internal-file", "glossary", "reference",
                           "bin-source", "bin-target", "metadata", "file-info", "docinformation"},
                          true});
        send_header();
        for (;;) {
            Result<const XmlFragment*> next = xml_.next();
            if (!next) {
                send_waiting();
                return next.error();
            }
            if (*next == nullptr) break;
            take(**next);
        }
        send_waiting();
        if (!xml_.met("file")) {
            return Diagnostic{
                Severity::kError,     "xliff.no-file", "this XLIFF file has no <file>",
                xml_.root().position, xml_.file(),     {}};
        }
        report_counts();
        summary_.skipped += xml_.skipped();
        return summary_;
    }

private:
    // The document.

    void name_format() {
        const std::string* version = xml_.root().attribute("version");
        summary_.format = version == nullptr || version->empty() ? "XLIFF" : "XLIFF " + *version;
        for (const Attribute& a : xml_.root().attributes) {
            if (a.value.find("sdl.com/FileTypes/SdlXliff") != std::string::npos)
                summary_.format += " (SDLXLIFF)";
            else if (a.value == "MQXliff")
                summary_.format += " (MQXLIFF)";
            else if (a.value.find("memsource.com/mxlf") != std::string::npos)
                summary_.format += " (MXLIFF)";
        }
        summary_.encoding = xml_.encoding().name;
        root_.source = root_language("srcLang");
        root_.target = root_language("trgLang");
    }

    std::string root_language(const char* name) const {
        const std::string* value = xml_.root().attribute(name);
        return value == nullptr ? std::string() : *value;
    }

    /// A memory's header has a language; the rest of what describes the document is not kept.
    void send_header() {
        Markup header = Markup::node("header");
        if (!root_.source.empty()) header.attributes.push_back({"srclang", root_.source});
        if (!header.attributes.empty()) sink_.header(std::move(header));
    }

    void take(const XmlFragment& fragment) {
        const XMLElement& element = *fragment.element;
        while (!frames_.empty() && frames_.back().depth >= fragment.depth) frames_.pop_back();
        const std::string_view name = local_name(element.Name());
        if (fragment.is_start)
            open_frame(fragment, name == "file");
        else if (name == "note")
            take_note(element);
        else if (name == "notes")
            for (const XMLElement* e = element.FirstChildElement(); e; e = e->NextSiblingElement())
                take_note(*e);
        else
            read_unit(fragment, name == "unit" ? xliff::Version::k21 : xliff::Version::k12);
    }

    void open_frame(const XmlFragment& fragment, bool is_file) {
        const XMLElement& element = *fragment.element;
        Frame frame;
        frame.depth = fragment.depth;
        frame.is_file = is_file;
        if (const std::string said = attribute(element, "translate"); !said.empty())
            frame.translate = said != "no";
        if (is_file) {
            send_waiting();
            if (summary_.units > 0) sink_.header(Markup::node("header"));
            frame.source = attribute(element, "source-language");
            frame.target = attribute(element, "target-language");
            const auto derived = xliff::parse_derived(attribute(element, "dg:derived"));
            if (find_attribute(derived, "original") == nullptr)
                xliff::add_prop(
                    frame.props, xliff::kFileProp,
                    first_of({attribute(element, "original"), attribute(element, "id")}));
            xliff::add_prop(frame.props, "x-xliff-category", attribute(element, "category"));
        } else {
            frame.name = first_of({attribute(element, "resname"), attribute(element, "name"),
                                   attribute(element, "id")});
        }
        frames_.push_back(std::move(frame));
    }

    void take_note(const XMLElement& element) {
        Markup note = to_markup(element);
        note.element = "note";
        if (!frames_.empty()) frames_.back().notes.push_back(std::move(note));
    }

    // Units.

    void read_unit(const XmlFragment& fragment, xliff::Version version) {
        const xliff::Parsed parsed =
            xliff::parse_unit(version, *fragment.element, xml_.root().prefix);
        if (parsed.fault != nullptr) {
            skip("xliff.no-source", parsed.fault);
            return;
        }
        if (parsed.unpaired > 0)
            skip("xliff.unpaired-segment",
                 "a segment of the <target> has no partner in the source; it is left out");
        rejected_ += parsed.rejected;
        const bool translate =
            parsed.says_translate ? parsed.translate : inherited_translate().value_or(true);
        const xliff::Piece* real = nullptr;
        for (const xliff::Piece& piece : parsed.pieces) {
            if (!piece.is_alternative) {
                real = &piece;
                take_piece(fragment, version, parsed, piece, translate);
            } else if (real != nullptr && real->target &&
                       real->target->content == piece.target->content &&
                       real->source.content == piece.source.content) {
                ++repeated_;
            } else {
                take_alternative(fragment, piece);
            }
        }
    }

    std::optional<bool> inherited_translate() const {
        for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
            if (frame->translate) return frame->translate;
        }
        return std::nullopt;
    }

    void take_piece(const XmlFragment& fragment, xliff::Version version,
                    const xliff::Parsed& parsed, const xliff::Piece& piece, bool translate) {
        const bool blank = !piece.target || xliff::is_blank(piece.target->content);
        const bool copy = !blank && piece.target->content == piece.source.content;
        if (blank || copy) {
            if (!translate && copy) {
                ++untouchable_;
            } else if (blank || xliff::is_not_begun(piece.props)) {
                ++untranslated_;
            }
            if (blank || !translate || xliff::is_not_begun(piece.props)) {
                pass_by(piece);
                return;
            }
        }
        std::optional<Unit> unit = make_unit(piece);
        if (!unit) return;
        if (!parsed.carriage.empty())
            stale_ += xliff::put_back(version, parsed.carriage, *unit);
        else
            add_review_state(*unit);
        if (xliff::find_prop(unit->annotations, xliff::kAlternativeProp) != nullptr) {
            hold(std::move(*unit), fragment.position);  // Written by us as a unit of its own.
            return;
        }
        const std::uint64_t print = fingerprint(unit->variants[0].segment);
        send_waiting_before(print);
        if (unit->context == Context{}) {
            unit->context.previous = last_print_;
            waits_for_next_ = true;
        } else {
            waits_for_next_ = false;
        }
        last_print_ = print;
        waiting_ = std::move(unit);
        waiting_at_ = fragment.position;
    }

    /// A segment that is no unit is a neighbour all the same.
    void pass_by(const xliff::Piece& piece) {
        const std::uint64_t print = fingerprint(Segment::from_content(piece.source.content));
        send_waiting_before(print);
        last_print_ = print;
    }

    void take_alternative(const XmlFragment& fragment, const xliff::Piece& piece) {
        std::optional<Unit> unit = make_unit(piece);
        if (!unit) return;
        add_review_state(*unit);
        hold(std::move(*unit), fragment.position);
    }

    std::optional<Unit> make_unit(const xliff::Piece& piece) {
        const Frame& file = file_frame();
        Unit unit;
        unit.source = 0;
        unit.annotations = piece.props;
        if (!add_variant(
                piece.source,
                first_of({piece.source.lang, file.source, root_.source, options_.source.text()}),
                "source", "-s", unit) ||
            !add_variant(
                *piece.target,
                first_of({piece.target->lang, file.target, root_.target, options_.target.text()}),
                "target", "-t", unit))
            return std::nullopt;
        add_frames(unit);
        take_stamps(unit);
        return unit;
    }

    bool add_variant(const xliff::Side& side, const std::string& lang, const char* which,
                     const char* option, Unit& unit) {
        if (lang.empty()) {
            skip("xliff.no-language", std::string("nothing names the ") + which +
                                          " language of this segment; say " + option + " LANG");
            return false;
        }
        Variant variant;
        variant.lang = tag_of(lang);
        variant.lang_spelling = lang;
        variant.segment = Segment::from_content(side.content);
        variant.annotations = side.props;
        unit.variants.push_back(std::move(variant));
        return true;
    }

    const Frame& file_frame() const {
        for (const Frame& frame : frames_) {
            if (frame.is_file) return frame;
        }
        return root_;
    }

    /// What the <file> and the groups say of every unit in them.
    void add_frames(Unit& unit) {
        std::string path;
        for (Frame& frame : frames_) {
            unit.annotations.insert(unit.annotations.end(), frame.props.begin(), frame.props.end());
            unit.annotations.insert(unit.annotations.end(), frame.notes.begin(), frame.notes.end());
            if (frame.is_file) frame.notes.clear();
            if (!frame.name.empty()) path += (path.empty() ? "" : "/") + frame.name;
        }
        xliff::add_prop(unit.annotations, xliff::kGroupProp, path);
    }

    /// Who changed it and when, where a vendor's attributes say so.
    static void take_stamps(Unit& unit) {
        const auto value = [&](const char* type) {
            return xliff::prop_value(unit.annotations, std::string(xliff::kProp) + type);
        };
        const auto time_of = [&](const std::string& text) -> std::optional<Time> {
            if (text.starts_with("0001")) return std::nullopt;  // memoQ's "never".
            return parse_loose_date(text);
        };
        unit.stamp.changed = time_of(value("mq:lastchangedtimestamp"));
        unit.stamp.changed_by =
            first_of({value("mq:lastchanginguser"), value("sdl:last_modified_by")});
        unit.stamp.created_by = value("sdl:created_by");
    }

    static void add_review_state(Unit& unit) {
        xliff::add_prop(unit.annotations, xliff::kReviewProp,
                        xliff::review_state(unit.annotations));
    }

    // Towards the sink: a unit waits until the segment after it is known. Alternatives have no
    // neighbours, but keep their place.

    void send_waiting_before(std::uint64_t next) {
        if (waiting_ && waits_for_next_) waiting_->context.next = next;
        send_held();
    }

    void send_waiting() {
        send_held();
        last_print_ = 0;
    }

    /// An alternative stays behind the unit that waits.
    void hold(Unit unit, Position at) {
        alternatives_.emplace_back(std::move(unit), at);
        if (!waiting_ || alternatives_.size() >= xliff::kMostHeld) send_held();
    }

    void send_held() {
        if (waiting_) send(std::move(*waiting_), waiting_at_);
        waiting_.reset();
        for (auto& [unit, at] : alternatives_) send(std::move(unit), at);
        alternatives_.clear();
    }

    void send(Unit unit, Position at) {
        ++summary_.units;
        sink_.add(std::move(unit), at);
    }

    // Small things.

    const LanguageTag& tag_of(std::string_view spelling) {
        const auto known = tags_.find(spelling);
        if (known != tags_.end()) return known->second;
        return tags_.emplace(spelling, LanguageTag(spelling)).first->second;
    }

    void skip(const char* code, std::string reason) {
        ++summary_.skipped;
        xml_.report(xml_.diagnostic(Severity::kError, code, std::move(reason)));
    }

    void note(const char* code, std::uint64_t count, const char* one, const char* many) {
        if (count == 0) return;
        xml_.report({Severity::kNote,
                     code,
                     std::to_string(count) + " " + (count == 1 ? one : many),
                     {},
                     xml_.file(),
                     {}});
    }

    void report_counts() {
        note("xliff.untranslated", untranslated_, "segment has no translation yet and is no unit",
             "segments have no translation yet and are no units");
        note("xliff.not-to-translate", untouchable_,
             "segment that is not to be translated is the same in both languages and left out",
             "segments that are not to be translated are the same in both languages and left out");
        note("xliff.repeated-alternative", repeated_,
             "alternative translation is the translation itself and left out",
             "alternative translations are the translation itself and left out");
        note("xliff.rejected-alternative", rejected_,
             "alternative translation was rejected in the file and is left out",
             "alternative translations were rejected in the file and are left out");
        if (stale_ == 0) return;
        xml_.report(
            {Severity::kWarning,
             "xliff.stale-codes",
             std::to_string(stale_) +
                 " exact notes or codes kept beside a segment do not fit it any more and are "
                 "left out",
             {},
             xml_.file(),
             {}});
    }

    XmlStream& xml_;
    const ReadOptions& options_;
    Sink& sink_;
    ReadSummary summary_;
    Frame root_;  ///< Languages of 2.x.
    std::vector<Frame> frames_;
    std::map<std::string, LanguageTag, std::less<>> tags_;
    std::optional<Unit> waiting_;
    Position waiting_at_;
    bool waits_for_next_ = false;
    std::vector<std::pair<Unit, Position>> alternatives_;
    std::uint64_t last_print_ = 0;
    std::uint64_t untranslated_ = 0;
    std::uint64_t untouchable_ = 0;
    std::uint64_t repeated_ = 0;
    std::uint64_t rejected_ = 0;
    std::uint64_t stale_ = 0;
};

}  // namespace

Result<ReadSummary> read_xliff(XmlStream& xml, const ReadOptions& options, Sink& sink) {
    return XliffReader(xml, options, sink).read();
}

}  // namespace diglot
