#include "importers/wordfast.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "importers/text_lines.h"

namespace diglot {
namespace {

constexpr std::size_t kHeadColumns = 7;  ///< Of a header and a row, before the attributes.

/// What "&'XX;" stands for: bytes of Windows' code page 1252, and those of Mac OS Roman that
/// Wordfast for the Mac writes. The Translate Toolkit's table (storage/wordfast.py) has the same.
constexpr std::pair<std::string_view, std::string_view> kEscapes[] = {
    {"26", "&"},      {"82", "\u201A"}, {"85", "\u2026"}, {"91", "\u2018"}, {"92", "\u2019"},
    {"93", "\u201C"}, {"94", "\u201D"}, {"96", "\u2013"}, {"97", "\u2014"}, {"99", "\u2122"},
    {"A0", "\u00A0"}, {"A9", "\u00A9"}, {"AE", "\u00AE"}, {"BC", "\u00BC"}, {"BD", "\u00BD"},
    {"BE", "\u00BE"}, {"A8", "\u00AE"}, {"AA", "\u2122"}, {"C7", "\u00AB"}, {"C8", "\u00BB"},
    {"C9", "\u2026"}, {"CA", "\u00A0"}, {"D0", "\u2013"}, {"D1", "\u2014"}, {"D2", "\u201C"},
    {"D3", "\u201D"}, {"D4", "\u2018"}, {"D5", "\u2019"}, {"E2", "\u201A"}, {"E3", "\u201E"},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "YYYYMMDD~hhmmss".
bool is_date(std::string_view text) {
    if (text.size() < 15 || text[8] != '~') return false;
    return std::all_of(text.begin(), text.begin() + 8, is_digit) &&
           std::all_of(text.begin() + 9, text.begin() + 15, is_digit);
}

std::optional<Time> parse_wordfast_date(std::string_view text) {
    if (text.size() != 15 || !is_date(text)) return std::nullopt;
    std::string spelled(text);
    spelled[8] = 'T';
    return parse_tmx_date(spelled + "Z");
}

std::vector<std::string> split_tabs(const std::string& line) {
    std::vector<std::string> fields;
    for (std::size_t at = 0;; ++at) {
        const std::size_t end = std::min(line.find('\t', at), line.size());
        fields.push_back(line.substr(at, end - at));
        if (end == line.size()) return fields;
        at = end;
    }
}

/// "EN-01" is English of no country.
LanguageTag language_of(std::string spelling) {
    const std::size_t dash = spelling.find_first_of("-_");
    if (dash != std::string::npos && spelling.substr(dash + 1) == "01") spelling.resize(dash);
    return LanguageTag(spelling);
}

/// The length of the placeable "&tA;" that the text begins with; 0 if it begins with none.
std::size_t placeable_size(std::string_view text) {
    if (!text.starts_with("&t")) return 0;
    std::size_t size = 2;
    while (size < text.size() && text[size] >= 'A' && text[size] <= 'Z') ++size;
    return size > 2 && size < text.size() && text[size] == ';' ? size + 1 : 0;
}

class SegmentReader {
public:
    Segment read(std::string_view text) {
        while (!text.empty()) text.remove_prefix(take(text));
        flush();
        return Segment::from_content(std::move(content_));
    }

private:
    std::size_t take(std::string_view text) {
        if (const std::size_t size = placeable_size(text)) {
            flush();
            content_.push_back(Markup::leaf("ph", {{"x", number_of(text.substr(2, size - 3))}},
                                            text.substr(0, size)));
            return size;
        }
        if (text.starts_with("&'"))
            for (const auto& [code, meant] : kEscapes)
                if (text.substr(2, 2) == code && text.size() > 4 && text[4] == ';') {
                    run_ += meant;
                    return 5;
                }
        const bool line_end = text.starts_with("\\n") || text.starts_with("&'B;");
        if (line_end || text.starts_with("\\t")) {
            run_ += line_end ? '\n' : '\t';
            return text[0] == '&' ? 4 : 2;
        }
        run_ += text[0];
        return 1;
    }

    void flush() {
        if (!run_.empty()) content_.push_back(Markup::run(run_));
        run_.clear();
    }

    /// The same on both sides: 1 for A, 27 for AA.
    static std::string number_of(std::string_view letters) {
        std::size_t number = 0;
        for (const char c : letters.substr(0, 8))
            number = number * 26 + static_cast<std::size_t>(c - 'A') + 1;
        return std::to_string(number);
    }

    std::vector<Markup> content_;
    std::string run_;
};

class WordfastReader {
public:
    WordfastReader(TextSource& text, const std::string& file, const ReadOptions& options,
                   Sink& sink)
        : lines_(text), file_(file), sink_(sink) {
        summary_.format = "Wordfast TXT";
        summary_.encoding = text.encoding().name;
        text.progress = options.progress;
    }

    Result<ReadSummary> read() {
        std::string line;
        lines_.next(line);
        if (line.find(TextSource::kInvalidByte) != std::string::npos || has_control_character(line))
            tell(Severity::kWarning, "wordfast.encoding",
                 "the header has bytes that are no text in " + summary_.encoding +
                     ", and is not kept",
                 {1, 1});
        else
            read_header(split_tabs(line));
        while (lines_.next(line))
            if (!line.empty()) take(line);
        if (untranslated_ > 0)
            tell(Severity::kNote, "wordfast.untranslated",
                 std::to_string(untranslated_) + (untranslated_ == 1 ? " row has" : " rows have") +
                     " a text in one language only",
                 {});
        return std::move(summary_);
    }

private:
    void tell(Severity severity, std::string code, std::string message, Position at) {
        sink_.report({severity, std::move(code), std::move(message), at, file_, {}});
    }
    void skip(std::string code, std::string message) {
        ++summary_.skipped;
        tell(Severity::kError, std::move(code), std::move(message), {lines_.number(), 1});
    }

    /// Its fields begin with "%"; those after the seventh are lists of an attribute's values, the
    /// attribute's name first: "Subject (5),LE Legal,MD Medical".
    void read_header(const std::vector<std::string>& fields) {
        Markup header = Markup::node(
            "header", {{"o-tmf", "Wordfast"}, {"datatype", "plaintext"}, {"segtype", "sentence"}});
        for (std::size_t i = 0; i < fields.size(); ++i) {
            std::string_view text = fields[i];
            if (text.starts_with('%')) text.remove_prefix(1);
            if (i == 3) header.attributes.push_back({"srclang", std::string(text)});
            if (text.empty()) continue;
            header.children.push_back(Markup::leaf(
                "prop", {{"type", "x-wordfast-header" + std::to_string(i + 1)}}, text));
            if (i < kHeadColumns) continue;
            std::string_view name = text.substr(0, text.find_first_of(",("));
            while (name.ends_with(' ')) name.remove_suffix(1);
            attributes_.resize(i - kHeadColumns + 1);
            attributes_.back() = name;
        }
        sink_.header(std::move(header));
    }

    void take(const std::string& line) {
        if (line.find(TextSource::kInvalidByte) != std::string::npos)
            return skip("wordfast.encoding",
                        "the row has bytes that are not " + summary_.encoding +
                            " and is left out; --encoding says which encoding it is");
        if (has_control_character(line))
            return skip("wordfast.forbidden-character",
                        "the row has a control character, which no exchange format can carry, and "
                        "is left out");
        const std::vector<std::string> fields = split_tabs(line);
        if (fields.size() < kHeadColumns)
            return skip("wordfast.short-row", "the row has " + std::to_string(fields.size()) +
                                                  " of the seven columns a unit needs, and is "
                                                  "left out");
        if (!lines_.has_end() && fields.size() == kHeadColumns)
            return skip("wordfast.cut-row",
                        "the file ends within this row, perhaps within its text; it is left out");
        if (fields[4].empty() || fields[6].empty()) {
            ++untranslated_;
            return;
        }
        if (language_of(fields[3]).empty() || language_of(fields[5]).empty())
            return skip("wordfast.no-language", "the row does not name both languages");
        sink_.add(unit_of(fields), {lines_.number(), 1});
        ++summary_.units;
    }

    Unit unit_of(const std::vector<std::string>& fields) {
        Unit unit;
        unit.source = 0;
        for (const std::size_t at : {3u, 5u}) {
            Variant& variant = unit.variants.emplace_back();
            variant.lang = language_of(fields[at]);
            variant.lang_spelling = fields[at];
            variant.segment = SegmentReader().read(fields[at + 1]);
        }
        unit.stamp.created = parse_wordfast_date(fields[0]);
        if (!unit.stamp.created && !fields[0].empty()) add_prop(unit, "x-wordfast-date", fields[0]);
        unit.stamp.created_by = fields[1];
        if (!fields[2].empty()) unit.attributes.push_back({"usagecount", fields[2]});
        // Wordfast marks translations of machines and of alignment by the user it gives them.
        if (fields[1].starts_with("MT!")) add_prop(unit, "x-diglot-state", "machine");
        if (fields[1].starts_with("AL!")) add_prop(unit, "x-diglot-state", "alignment");
        for (std::size_t i = kHeadColumns; i < fields.size(); ++i) {
            if (fields[i].empty()) continue;
            const std::size_t n = i - kHeadColumns;
            const bool named = n < attributes_.size() && !attributes_[n].empty();
            add_prop(unit,
                     "x-wordfast:" + (named ? attributes_[n] : "attribute" + std::to_string(n + 1)),
                     fields[i]);
        }
        return unit;
    }

    static void add_prop(Unit& unit, std::string type, std::string_view text) {
        unit.annotations.push_back(Markup::leaf("prop", {{"type", std::move(type)}}, text));
    }

    TextLines lines_;
    const std::string& file_;
    Sink& sink_;
    std::vector<std::string> attributes_;  ///< Their names, from the header.
    std::uint64_t untranslated_ = 0;
    ReadSummary summary_;
};

}  // namespace

bool looks_like_wordfast(std::string_view head) {
    if (!head.starts_with('%') || !is_date(head.substr(1))) return false;
    const std::string_view behind = head.substr(16);
    return behind.empty() || std::string_view("\t\r\n").find(behind[0]) != std::string_view::npos;
}

Result<ReadSummary> read_wordfast(TextSource& text, const std::string& file,
                                  const ReadOptions& options, Sink& sink) {
    return WordfastReader(text, file, options, sink).read();
}

}  // namespace diglot
