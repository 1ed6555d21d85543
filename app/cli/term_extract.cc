// diglot term extract: what looks like a term in a text, in files or in the memory.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/line_input.h"
#include "app/cli/term.h"
#include "app/cli/text.h"
#include "app/extract_terms.h"
#include "app/extraction_report.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "core/text/display_width.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

struct Options {
    std::vector<std::string> inputs;
    std::string source;
    std::string target;
    bool monolingual = false;
    std::size_t limit = 100;
    std::optional<std::uint32_t> min_count;
    bool known = false;
    std::string accept;
    std::string status = "admitted";
    std::optional<std::string> cite;
    std::vector<std::pair<std::string, std::string>> reports;
};

/// One word with a dot or a slash in it names a file, whether it is there or not.
bool is_path(const std::string& argument) {
    std::error_code ignored;
    if (std::filesystem::exists(argument, ignored)) return true;
    const bool plain = std::all_of(argument.begin(), argument.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
    });
    return plain && (argument.find('/') != std::string::npos ||
                     (argument.find('.') != std::string::npos && argument.back() != '.'));
}

std::unique_ptr<TermExtractor> read_inputs(Session& session, const Options& options,
                                           Progress& progress) {
    const ExtractionLanguages languages{parse_language(options.source),
                                        parse_language(options.target), options.monolingual};
    const ReadProgress reading = [&](double share) {
        throw_if_interrupted();
        progress.show(tr("reading"), static_cast<std::uint64_t>(share * 1000), 1000, 0, "");
    };
    if (options.inputs.empty()) return extractor_of(session.open_existing(), languages, reading);
    const auto paths = std::count_if(options.inputs.begin(), options.inputs.end(), is_path);
    if (paths == 0) {
        std::vector<std::string> texts;
        for (const std::string& text : options.inputs) {
            if (text != "-") {
                texts.push_back(checked_text(text));
                continue;
            }
            LineInput input;
            std::size_t number = 0;
            for (auto lines = input.next(256); !lines.empty(); lines = input.next(256))
                for (std::string& line : lines)
                    texts.push_back(session.valid_line(std::move(line), ++number));
        }
        return extractor_of_texts(texts, languages);
    }
    if (paths < static_cast<std::ptrdiff_t>(options.inputs.size()))
        throw UsageError(tr("term extract: give files or texts, not both"));
    std::vector<Diagnostic> diagnostics;
    auto extractor = extractor_of(options.inputs, languages, reading, diagnostics);
    progress.clear();
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity != Severity::kNote) session.exit = Exit::kComplaints;
        if (diagnostic.severity != Severity::kNote || !session.quiet)
            session.console.note(to_string(diagnostic));
    }
    return extractor;
}

/// Whether the glossary has a term that is the whole of the text.
std::function<bool(std::string_view)> known_terms(Session& session, const LanguageTag& lang) {
    if (!std::filesystem::exists(session.path())) return {};
    const auto recognizer =
        std::make_shared<TermRecognizer>(session.open_existing().glossary().recognizer());
    RecognizeOptions recognize;
    recognize.source = lang;
    return [recognizer, recognize](std::string_view term) {
        const auto matches = recognizer->find(std::string(term), recognize);
        return std::any_of(matches.begin(), matches.end(), [&](const TermMatch& match) {
            return match.start == 0 && match.end == count_code_points(term);
        });
    };
}

void write_span(JsonWriter& json, const char* start_name, const char* end_name,
                std::string_view text, std::size_t start, std::size_t end) {
    json.member(start_name, count_code_points(text.substr(0, start)))
        .member(end_name, count_code_points(text.substr(0, end)));
}

double rounded(double number) { return std::round(number * 100) / 100; }

std::string to_json(const TermExtractor& from, const std::vector<ExtractedTerm>& terms, bool units,
                    std::optional<std::int64_t> change) {
    JsonWriter json;
    json.begin_object().member("source_lang", from.source().text());
    if (!from.target().empty()) json.member("target_lang", from.target().text());
    json.member("texts", from.texts()).key("terms").begin_array();
    for (const ExtractedTerm& term : terms) {
        json.begin_object().member("term", term.term).member("score", rounded(term.score));
        json.member("count", term.count).member("texts", term.texts);
        if (term.quoted > 0) json.member("quoted", term.quoted);
        if (term.latin) json.member("latin", true);
        if (!term.translation.empty()) {
            json.key("translation").begin_object().member("term", term.translation);
            json.member("texts", term.translation_texts).member("together", term.together);
            json.member("association", rounded(term.association)).end_object();
        }
        json.key("examples").begin_array();
        for (const ExtractionExample& example : term.examples) {
            json.begin_object();
            if (units) json.member("unit", example.unit);
            json.member("text", example.text);
            write_span(json, "start", "end", example.text, example.start, example.end);
            if (!example.translation.empty()) json.member("translation", example.translation);
            if (example.translation_end > example.translation_start)
                write_span(json, "translation_start", "translation_end", example.translation,
                           example.translation_start, example.translation_end);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
    if (change) json.member("change", *change);
    json.end_object();
    return json.text();
}

/// The text around the span, in at most `width` columns, on one line.
std::string clipped(const Console& console, std::string text, std::size_t start, std::size_t end,
                    std::size_t width) {
    for (char& c : text)
        if (c == '\n' || c == '\t') c = ' ';
    std::size_t first = start;
    std::size_t last = end;
    std::size_t used = display_width(text.substr(start, end - start));
    bool grows = true;
    while (grows && used + 4 < width) {
        grows = false;
        if (last < text.size()) {
            std::size_t next = last;
            next_code_point(text, next);
            used += display_width(text.substr(last, next - last));
            last = next;
            grows = true;
        }
        if (first > 0 && used + 4 < width) {
            std::size_t before = first - 1;
            while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80)
                --before;
            used += display_width(text.substr(before, first - before));
            first = before;
            grows = true;
        }
    }
    const std::string shown = text.substr(first, last - first);
    return (first > 0 ? "…" : "") +
           console.highlighted(shown, start - first, end - first, Style::kCyan) +
           (last < text.size() ? "…" : "");
}

void print(const Session& session, const std::vector<ExtractedTerm>& terms) {
    const Console& console = session.console;
    const std::size_t width = std::max<std::size_t>(console.width(), 40) - 6;
    for (const ExtractedTerm& term : terms) {
        std::string line = console.styled(Style::kBold, term.term);
        if (!term.translation.empty())
            line += " = " + console.styled(Style::kBold, term.translation);
        std::string about = counted(static_cast<std::int64_t>(term.count), "place", "places") +
                            ", " + counted(static_cast<std::int64_t>(term.texts), "text", "texts");
        if (!term.translation.empty())
            about += ", " + tr("{} with both", grouped(static_cast<std::int64_t>(term.together)));
        console.line(line + console.styled(Style::kDim, "  [" + about + "]"));
        for (const ExtractionExample& example : term.examples) {
            console.line("    " +
                         clipped(console, example.text, example.start, example.end, width));
            if (!example.translation.empty())
                console.line("      " + clipped(console, example.translation,
                                                example.translation_start, example.translation_end,
                                                width - 2));
        }
    }
    session.say(counted(static_cast<std::int64_t>(terms.size()), "candidate", "candidates"));
}

TermStatus parse_status(const std::string& word) {
    const auto status = parse_term_status(word);
    if (!status)
        throw UsageError(
            tr("\"{}\" is no status; use preferred, admitted, deprecated or forbidden", word));
    return *status;
}

/// Adds the concepts the glossary lacks; the change set, or nothing if it has them all.
std::optional<std::int64_t> accept(Session& session, const std::vector<Concept>& concepts,
                                   const std::string& file_name) {
    DiglotFile& file = session.open_or_create();
    ChangeSet change(file.database(), file.log(), session.change_request(file_name));
    file.glossary().set_origin("", {});
    std::int64_t added = 0;
    std::int64_t unchanged = 0;
    for (const Concept& entry : concepts) {
        throw_if_interrupted();
        Concept whole = entry;
        complete(whole);
        if (file.glossary().find_known(whole, EntryPolicy::kAdd)) {
            ++unchanged;
            continue;
        }
        file.glossary().add(entry, change);
        ++added;
    }
    if (unchanged > 0)
        session.say(tr("{} in the glossary already, left as they are",
                       counted(unchanged, "concept", "concepts")));
    if (added == 0) return {};
    file.glossary().keep_recognizer();
    change.commit();
    session.say(tr("{} accepted as change set {}; `diglot undo` takes it back",
                   counted(added, "concept", "concepts"), change.id()));
    return change.id();
}

void accept_decided(Session& session, const Options& options) {
    if (!options.inputs.empty() || !options.reports.empty())
        throw UsageError(
            tr("term extract: --accept FILE adds what is marked in it; give no other input"));
    const auto decided =
        read_decisions(options.accept, parse_status(options.status), options.cite.value_or(""));
    if (!decided) {
        session.console.note(to_string(decided.error()));
        session.exit = Exit::kComplaints;
        return;
    }
    const auto change =
        accept(session, *decided, std::filesystem::path(options.accept).filename().string());
    if (decided->empty()) session.say(tr("nothing is marked in the column accept"));
    if (!session.json) return;
    JsonWriter json;
    json.begin_object().member("accepted", decided->size()).key("change");
    if (change)
        json.value(*change);
    else
        json.null();
    json.end_object();
    session.console.line(json.text());
}

/// The number of candidates to be accepted; nothing if it is no number.
std::optional<std::size_t> number_of(const std::string& text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

std::string default_citation(const Options& options) {
    if (options.inputs.empty()) return "extracted from the memory";
    if (!is_path(options.inputs.front())) return "extracted from a text";
    std::string names;
    for (const std::string& path : options.inputs)
        names += (names.empty() ? "" : ", ") + std::filesystem::path(path).filename().string();
    return "extracted from " + names;
}

std::vector<Concept> best_concepts(const Options& options, const TermExtractor& from,
                                   const std::vector<ExtractedTerm>& terms, std::size_t number) {
    std::vector<Concept> concepts;
    for (std::size_t i = 0; i < std::min(number, terms.size()); ++i) {
        const std::string& translation = terms[i].translation;
        concepts.push_back(to_concept(from.source(), terms[i].term, from.target(),
                                      translation.empty() ? std::vector<std::string>()
                                                          : std::vector<std::string>{translation},
                                      parse_status(options.status),
                                      options.cite.value_or(default_citation(options))));
    }
    return concepts;
}

void run(Session& session, const Options& options) {
    const auto accepted = number_of(options.accept);
    parse_status(options.status);
    if (options.limit == 0) throw UsageError(tr("term extract: --limit must be at least 1"));
    for (const auto& [format, path] : options.reports)
        if (format != "html" && format != "csv")
            throw UsageError(tr("\"{}\" is no report; use html or csv, then the file", format));
    if (!options.accept.empty() && !accepted) return accept_decided(session, options);

    Progress progress(session.console, session.quiet);
    const auto extractor = read_inputs(session, options, progress);
    if (!extractor) {
        session.console.note(tr("there is no text to extract terms from"));
        session.exit = Exit::kComplaints;
        return;
    }
    if (extractor->texts() == 0) {
        session.console.note(tr("there is no text in {}", extractor->source().empty()
                                                              ? options.source
                                                              : extractor->source().text()));
        session.exit = Exit::kComplaints;
    }
    ExtractionOptions extraction;
    extraction.limit = accepted ? std::max(options.limit, *accepted) : options.limit;
    extraction.min_count = options.min_count;
    if (!options.known) extraction.is_known = known_terms(session, extractor->source());
    extraction.progress = [&](const char* step, double share) {
        throw_if_interrupted();
        progress.show(tr(step), static_cast<std::uint64_t>(share * 1000), 1000, 0, "");
    };
    const std::vector<ExtractedTerm> terms = extractor->extract(extraction);
    progress.clear();
    for (const auto& [format, path] : options.reports) {
        if (format == "html")
            write_html_report(path, *extractor, terms);
        else
            write_csv_report(path, *extractor, terms);
        session.say(
            tr("{}: {}", path,
               counted(static_cast<std::int64_t>(terms.size()), "candidate", "candidates")));
    }
    std::optional<std::int64_t> change;
    if (accepted)
        change = accept(session, best_concepts(options, *extractor, terms, *accepted),
                        is_path(options.inputs.empty() ? "" : options.inputs.front())
                            ? std::filesystem::path(options.inputs.front()).filename().string()
                            : "");
    if (session.json)
        session.console.line(to_json(*extractor, terms, options.inputs.empty(), change));
    else if (options.reports.empty())
        print(session, terms);
}

}  // namespace

void add_term_extract_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = parent.add_subcommand(
        "extract", tr("Find what looks like a term in texts, with its translation in a memory"));
    command->add_option("FILE|TEXT", options->inputs,
                        tr("Files (TMX and all else that import reads as units, or plain text), or "
                           "texts; - is standard input; without any, the memory"));
    command
        ->add_option("-s,--source", options->source,
                     tr("Language of the terms (default: what most units were translated from)"))
        ->type_name("LANG");
    command
        ->add_option("-t,--target", options->target,
                     tr("Language of their translations (default: the commonest other)"))
        ->type_name("LANG");
    command->add_flag("--monolingual", options->monolingual, tr("Look for no translations"));
    command->add_option("--limit", options->limit, tr("At most so many, the best"))
        ->capture_default_str();
    command->add_option("--min-count", options->min_count,
                        tr("Only what occurs so often (default: 3; more in very large memories)"));
    command->add_flag("--known", options->known, tr("Also terms the glossary has already"));
    command
        ->add_option("--accept", options->accept,
                     tr("Add the best so many to the glossary; or the rows marked in the column "
                        "accept of a CSV report"))
        ->type_name("NUMBER|FILE");
    command->add_option("--status", options->status, tr("Status of what is accepted"))
        ->capture_default_str();
    command
        ->add_option("--cite", options->cite,
                     tr("Source of what is accepted (default: where it was extracted from)"))
        ->type_name("SOURCE");
    command
        ->add_option("--report", options->reports,
                     tr("Write a report to look at: html or csv, then the file"))
        ->type_name("html|csv FILE");
    command->footer(
        tr("Examples:\n"
           "  diglot term extract data/sample-memory.tmx --limit 20\n"
           "  diglot term extract -s zh-TW -t en --report csv terms.csv\n"
           "  diglot term extract --accept terms.csv --status preferred\n"
           "In the CSV, mark a row with x, or with a status of its own, in the column accept."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
