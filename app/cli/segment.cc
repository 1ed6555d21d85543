// diglot segment: a text's segments by the rules of SRX.
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "app/align_files.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/json_writer.h"
#include "core/text/utf8.h"
#include "importers/srx_reader.h"

namespace diglot {
namespace {

struct Options {
    std::string file;
    std::string lang = "zh-TW";
    std::string srx;
};

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
    const Result<std::string> text = read_text_file(options.file);
    if (!text) return refuse(text.error());
    JsonWriter json;
    if (session.json) json.begin_object().key("segments").begin_array();
    std::size_t start = 0, start_points = 0;
    for (const std::size_t end : rules.segment(*text, lang)) {
        const std::string_view whole = std::string_view(*text).substr(start, end - start);
        const std::string_view segment = without_outer_space(whole);
        if (!segment.empty()) {
            const auto before = static_cast<std::size_t>(segment.data() - whole.data());
            const std::size_t from = start_points + count_code_points(whole.substr(0, before));
            if (session.json) {
                json.begin_object().member("text", std::string(segment)).member("start", from);
                json.member("end", from + count_code_points(segment)).end_object();
            } else {
                std::string line(segment);
                for (char& c : line) {
                    if (c == '\n' || c == '\r') c = ' ';
                }
                session.console.line(line);
            }
        }
        start = end;
        start_points += count_code_points(whole);
    }
    if (session.json) session.console.line(json.end_array().end_object().text());
}

}  // namespace

void add_segment_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add_subcommand("segment", tr("Segments of a text, one a line, by SRX rules"));
    command->add_option("FILE", options->file, tr("A plain text; - is standard input"))->required();
    command->add_option("-s,--source", options->lang, tr("Its language"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("--srx", options->srx, tr("Rules of your own (SRX 2.0 or 1.0)"))
        ->type_name("FILE");
    command->footer(
        tr("Examples:\n"
           "  diglot segment data/sample-article.zh-TW.txt\n"
           "  diglot segment -s en data/sample-article.en.txt\n"
           "With --json: the segments with their spans in code points.\n"
           "Exit status 1: the text or the rules cannot be read."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
