// diglot segment: a document's segments by the rules of SRX.
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "app/align_files.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/document_segments.h"
#include "app/json_writer.h"
#include "core/text/utf8.h"
#include "importers/srx_reader.h"

namespace diglot {
namespace {

struct Options {
    std::string file;
    std::string lang = "zh-TW";
    std::string srx;
    std::string format;
    std::string encoding;
};

/// A segment on its way out: as a line, or as an object in the list that is open.
class SegmentPrinter {
public:
    SegmentPrinter(Session& session, JsonWriter& json) : session_(session), json_(json) {}

    /// `before`: code points before it in its text. Members may follow in JSON; then end().
    void begin(const std::string& text, std::size_t before) {
        if (session_.json) {
            json_.begin_object().member("text", text).member("start", before);
            json_.member("end", before + count_code_points(text));
            return;
        }
        std::string line = text;
        for (char& c : line) {
            if (c == '\n' || c == '\r') c = ' ';
        }
        session_.console.line(line);
    }
    void end() {
        if (session_.json) json_.end_object();
    }

private:
    Session& session_;
    JsonWriter& json_;
};

void print_text(std::string_view text, const SegmentationRules& rules, const LanguageTag& lang,
                SegmentPrinter& printer) {
    std::size_t start = 0, start_points = 0;
    for (const std::size_t end : rules.segment(text, lang)) {
        const std::string_view whole = text.substr(start, end - start);
        const std::string_view segment = without_outer_space(whole);
        if (!segment.empty()) {
            const auto before = static_cast<std::size_t>(segment.data() - whole.data());
            printer.begin(std::string(segment),
                          start_points + count_code_points(whole.substr(0, before)));
            printer.end();
        }
        start = end;
        start_points += count_code_points(whole);
    }
}

/// JsonML, as the file keeps it.
void write_content(JsonWriter& json, const std::vector<Markup>& nodes) {
    for (const Markup& node : nodes) {
        if (node.is_text()) {
            json.value(node.text);
            continue;
        }
        json.begin_array().value(node.element).begin_object();
        for (const Attribute& attribute : node.attributes)
            json.member(attribute.name, attribute.value);
        json.end_object();
        write_content(json, node.children);
        json.end_array();
    }
}

/// For people: with the codes that are words of the sentence.
std::string line_of(const std::vector<Markup>& content) {
    std::string line;
    for (const Markup& node : content) {
        if (node.is_text() || is_word(node)) line += node.all_text();
    }
    return line;
}

void print_blocks(const Document& document, const SegmentationRules& rules, const LanguageTag& lang,
                  SegmentPrinter& printer, JsonWriter* json) {
    std::int64_t number = 0;
    for (const DocumentBlock& block : document.blocks()) {
        ++number;
        if (!block.translatable) continue;
        std::size_t before = 0;
        for (const ContentSegment& part : segments_of(block, rules, lang)) {
            const Segment segment = Segment::from_content(part.content);
            before += count_code_points(part.before);
            printer.begin(json ? segment.text : line_of(part.content), before);
            if (json) {
                json->member("block", number).member("kind", block.kind);
                if (!segment.content.empty()) {
                    json->key("content").begin_array();
                    write_content(*json, segment.content);
                    json->end_array();
                }
            }
            printer.end();
            before += count_code_points(segment.text) + count_code_points(part.after);
        }
    }
}

DocumentOptions document_options(const Options& options) {
    DocumentOptions asked;
    asked.encoding = options.encoding;
    if (options.format.empty()) return asked;
    asked.format = parse_document_format(options.format);
    if (!asked.format) {
        throw UsageError(
            tr("--format is one of text, markdown, html, docx, odt, srt: not {}", options.format));
    }
    return asked;
}

void run(Session& session, const Options& options) {
    const auto refuse = [&](const Diagnostic& reason) {
        session.console.note(to_string(reason));
        session.exit = Exit::kComplaints;
    };
    const LanguageTag lang = parse_language(options.lang);
    std::optional<SegmentationRules> own;
    if (!options.srx.empty()) {
        const Result<SegmentationRules> read = read_srx(options.srx);
        if (!read) return refuse(read.error());
        own = *read;
    }
    const SegmentationRules& rules = own ? *own : default_segmentation();
    const Result<std::unique_ptr<Document>> read =
        open_document(options.file, document_options(options));
    if (!read) return refuse(read.error());
    const Document& document = **read;
    JsonWriter json;
    SegmentPrinter printer(session, json);
    if (session.json) {
        json.begin_object();
        if (document.format() != DocumentFormat::kText)
            json.member("format", to_string(document.format()));
        json.key("segments").begin_array();
    }
    // The rules have the last word on lines of plain text.
    if (document.format() == DocumentFormat::kText)
        print_text(document.text(), rules, lang, printer);
    else
        print_blocks(document, rules, lang, printer, session.json ? &json : nullptr);
    if (session.json) session.console.line(json.end_array().end_object().text());
}

}  // namespace

void add_segment_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "segment", tr("Segments of a text or document, one a line, by SRX rules"));
    command
        ->add_option("FILE", options->file,
                     tr("Plain text, Markdown, HTML, DOCX, ODT or SRT; - is standard input"))
        ->required();
    command->add_option("-s,--source", options->lang, tr("Its language"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("--srx", options->srx, tr("Rules of your own (SRX 2.0 or 1.0)"))
        ->type_name("FILE");
    command
        ->add_option("--format", options->format,
                     tr("text, markdown, html, docx, odt or srt; found by name and content if not "
                        "given"))
        ->type_name("NAME");
    command->add_option("--encoding", options->encoding, tr("Of a text format; found if not given"))
        ->type_name("NAME");
    command->footer(
        tr("Examples:\n"
           "  diglot segment data/sample-article.zh-TW.txt\n"
           "  diglot segment -s en data/sample-article.en.txt\n"
           "  diglot segment -s en README.md\n"
           "With --json: the segments with their spans in code points; those of a document with\n"
           "their block, its kind and their inline codes (docs/documents.md).\n"
           "Exit status 1: the text or the rules cannot be read."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
