#include "importers/trados_text.h"

#include <algorithm>
#include <vector>

#include "importers/rtf_segment.h"
#include "importers/text_lines.h"

namespace diglot {
namespace {

constexpr std::size_t kMostBlockBytes = std::size_t{16} << 20;

/// A field of a block: "<Seg L=EN-US>text", "<CrD>18012000, 13:18:35".
struct Field {
    std::string name;   ///< "Seg"
    std::string label;  ///< What "L=" says: a language, an attribute's name.
    std::string text;
};

std::string_view trim_left(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

std::optional<Field> parse_field(const std::string& line) {
    const std::size_t end = line.find('>');
    if (line.empty() || line[0] != '<' || end == std::string::npos) return std::nullopt;
    const std::string tag = line.substr(1, end - 1);
    Field field;
    field.name = tag.substr(0, tag.find(' '));
    if (const std::size_t label = tag.find(" L="); label != std::string::npos)
        field.label = tag.substr(label + 3);
    static constexpr std::string_view kNames[] = {"CrD", "CrU", "ChD", "ChU", "UsD",    "UsU",
                                                  "UsC", "Att", "Txt", "Seg", "Quality"};
    if (std::find(std::begin(kNames), std::end(kNames), field.name) == std::end(kNames))
        return std::nullopt;
    field.text = line.substr(end + 1);
    return field;
}

/// "18012000, 13:18:35": day, month, year.
std::optional<Time> parse_trados_date(const std::string& text) {
    if (text.size() < 18 || text.substr(8, 2) != ", ") return std::nullopt;
    return parse_tmx_date(text.substr(4, 4) + text.substr(2, 2) + text.substr(0, 2) + "T" +
                          text.substr(10, 2) + text.substr(13, 2) + text.substr(16, 2) + "Z");
}

class TradosTextReader {
public:
    TradosTextReader(TextSource& text, const std::string& file, const ReadOptions& options,
                     Sink& sink)
        : lines_(text), file_(file), sink_(sink) {
        summary_.format = "Trados text memory";
        summary_.encoding = text.encoding().name;
        text.progress = options.progress;
    }

    Result<ReadSummary> read() {
        std::string line;
        while (lines_.next(line)) take(line);
        if (open_) skip("trados.open-unit", "the file ends within this <TrU>, which is left out");
        if (preamble_)
            tell(Severity::kNote, "trados.preamble",
                 "the RTF preamble (fonts and styles) is not kept", {preamble_, 1});
        if (strays_ > 0)
            tell(Severity::kWarning, "trados.stray-text",
                 std::to_string(strays_) + (strays_ == 1 ? " line" : " lines") +
                     " outside of units left out",
                 {});
        return std::move(summary_);
    }

private:
    void tell(Severity severity, std::string code, std::string message, Position at) {
        sink_.report({severity, std::move(code), std::move(message), at, file_, {}});
    }
    void skip(std::string code, std::string message) {
        ++summary_.skipped;
        open_ = false;
        tell(Severity::kError, std::move(code), std::move(message), {start_, 1});
    }

    void skip_control_character() {
        skip("trados.forbidden-character",
             "the unit has a control character, which no exchange format can carry, and is left "
             "out");
    }

    void take(const std::string& line) {
        if (line.starts_with("<TrU>")) return open_block();
        if (line.starts_with("</TrU>") && open_) return close_block();
        if (!open_) return take_outside(line);
        bytes_ += line.size();
        if (bytes_ > kMostBlockBytes)
            return skip("trados.too-long", "a unit of more than 16 MiB is left out");
        if (auto field = parse_field(line))
            fields_.push_back(std::move(*field));
        else if (!fields_.empty())
            fields_.back().text += line;  // RTF's own line breaks mean nothing.
        else if (!line.empty())
            ++strays_;
    }

    void take_outside(const std::string& line) {
        if (line.starts_with("<RTF Preamble>")) {
            preamble_ = lines_.number();
            in_preamble_ = true;
        } else if (line.starts_with("</RTF Preamble>")) {
            in_preamble_ = false;
        } else if (!in_preamble_ && !line.empty()) {
            ++strays_;
        }
    }

    void open_block() {
        if (open_) skip("trados.open-unit", "this <TrU> is not closed, and is left out");
        open_ = true;
        in_preamble_ = false;
        start_ = lines_.number();
        bytes_ = 0;
        fields_.clear();
    }

    void close_block() {
        Unit unit;
        for (const Field& field : fields_) {
            if ((field.text + field.label).find(TextSource::kInvalidByte) != std::string::npos)
                return skip("trados.encoding",
                            "the unit has bytes that are not " + summary_.encoding +
                                " and is left out; --encoding says which encoding it is");
            if (has_control_character(field.text) || has_control_character(field.label))
                return skip_control_character();
            add(unit, field);
        }
        for (const Variant& variant : unit.variants)
            if (has_control_character(variant.segment.text))  // "\\u1" means one too.
                return skip_control_character();
        const bool named = std::all_of(unit.variants.begin(), unit.variants.end(),
                                       [](const Variant& v) { return !v.lang.empty(); });
        if (unit.variants.size() < 2 || !named)
            return skip("trados.no-pair", named ? "the unit has fewer than two segments"
                                                : "a segment names no language; its unit is left "
                                                  "out");
        open_ = false;
        unit.source = 0;
        ++summary_.units;
        sink_.add(std::move(unit), {start_, 1});
    }

    static void add(Unit& unit, const Field& field) {
        if (field.name == "Seg") {
            Variant& variant = unit.variants.emplace_back();
            variant.lang = LanguageTag(field.label);
            variant.lang_spelling = field.label;
            variant.segment = read_rtf_segment(field.text, variant.lang);
        } else if (field.name == "CrU") {
            unit.stamp.created_by = field.text;
        } else if (field.name == "ChU") {
            unit.stamp.changed_by = field.text;
        } else if (field.name == "UsC") {
            unit.attributes.push_back({"usagecount", field.text});
        } else if (field.name == "CrD" || field.name == "ChD" || field.name == "UsD") {
            add_date(unit, field);
        } else if (field.name == "Att" || field.name == "Txt") {
            // As the program's own TMX names them.
            add_prop(unit, field.name + "::" + field.label, field.text);
        } else {
            add_prop(unit, "x-trados:" + field.name, field.text);
        }
    }

    static void add_date(Unit& unit, const Field& field) {
        const auto date = parse_trados_date(field.text);
        if (!date) return add_prop(unit, "x-trados:" + field.name, field.text);
        if (field.name == "UsD")
            unit.attributes.push_back({"lastusagedate", to_tmx_date(*date)});
        else
            (field.name == "CrD" ? unit.stamp.created : unit.stamp.changed) = *date;
    }

    static void add_prop(Unit& unit, std::string type, std::string_view text) {
        unit.annotations.push_back(Markup::leaf("prop", {{"type", std::move(type)}}, text));
    }

    TextLines lines_;
    const std::string& file_;
    Sink& sink_;
    bool open_ = false;
    std::size_t start_ = 0;  ///< The line of the latest <TrU>.
    std::size_t bytes_ = 0;  ///< Of the block that is open.
    std::vector<Field> fields_;
    bool in_preamble_ = false;
    std::size_t preamble_ = 0;  ///< Its line; 0 if there is none.
    std::size_t strays_ = 0;
    ReadSummary summary_;
};

}  // namespace

bool looks_like_trados_text(std::string_view head) {
    const std::string_view start = trim_left(head);
    return start.starts_with("<TrU>") || start.starts_with("<RTF Preamble>");
}

Result<ReadSummary> read_trados_text(TextSource& text, const std::string& file,
                                     const ReadOptions& options, Sink& sink) {
    return TradosTextReader(text, file, options, sink).read();
}

}  // namespace diglot
