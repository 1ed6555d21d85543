// diglot term find: terms of the glossary recognised in a text.
#include <CLI/CLI.hpp>
#include <memory>

#include "app/cli/line_input.h"
#include "app/cli/term.h"
#include "app/cli/text.h"
#include "app/json_writer.h"
#include "glossary/recognition.h"

namespace diglot {
namespace {

constexpr std::size_t kLinesAtOnce = 256;

struct Options {
    std::vector<std::string> texts;
    std::string source;
    std::string target;
    bool all = false;
    bool brief = false;
};

std::string to_json(const std::string& text, const std::vector<TermMatch>& matches) {
    JsonWriter json;
    json.begin_object().member("text", text).key("terms").begin_array();
    for (const TermMatch& match : matches) {
        json.begin_object().member("concept", match.concept_id).member("start", match.start).member("end", match.end);
        json.member("matched", match.matched).member("term", match.term).member("lang", match.lang.text());
        json.member("status", to_string(match.status)).key("translations").begin_array();
        for (const Translation& translation : match.translations) {
            json.begin_object().member("term", translation.term).member("lang", translation.lang.text());
            json.member("status", to_string(translation.status)).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return json.text();
}

std::string describe(const Console& console, const Translation& translation, bool with_language) {
    const bool bad = translation.status == TermStatus::kForbidden || translation.status == TermStatus::kDeprecated;
    std::string text = console.styled(bad ? Style::kRed : Style::kPlain, translation.term);
    if (with_language) text += console.styled(Style::kDim, " [" + translation.lang.text() + "]");
    if (bad) text += console.styled(Style::kRed, std::string(" (") + to_string(translation.status) + ")");
    return text;
}

/// One line for all terms: 美國能源部 = US Department of Energy; …
std::string brief_line(const std::vector<TermMatch>& matches) {
    std::string line;
    for (const TermMatch& match : matches) {
        if (match.translations.empty()) continue;
        line += (line.empty() ? "" : "; ") + match.matched + " = " + match.translations.front().term;
    }
    return line;
}

void print_matches(const Session& session, const std::string& text, const std::vector<TermMatch>& matches, const Options& options) {
    const Console& console = session.console;
    if (options.brief) {
        const std::string line = brief_line(matches);
        if (!line.empty()) console.line("      " + console.styled(Style::kDim, tr("terms: ")) + line);
        return;
    }
    console.line(console.styled(Style::kBold, text));
    for (const TermMatch& match : matches) {
        std::string line = "  " + console.styled(Style::kCyan, match.matched);
        if (match.term != match.matched) line += " (" + match.term + ")";
        if (match.status == TermStatus::kForbidden || match.status == TermStatus::kDeprecated) {
            line += " " + console.styled(Style::kRed, std::string("(") + to_string(match.status) + ")");
        }
        line += console.styled(Style::kDim, tr("  [concept {}]", match.concept_id));
        console.line(line);
        std::string translations;
        for (const Translation& translation : match.translations) {
            translations += (translations.empty() ? "    " : "; ") + describe(console, translation, options.target.empty());
        }
        if (!translations.empty()) console.line(translations);
    }
    if (matches.empty()) console.line(console.styled(Style::kDim, tr("  no terms")));
}

TermRecognizer make_recognizer(const Termbase& glossary) {
    TermRecognizer recognizer;
    glossary.for_each({}, [&](const Concept& entry) {
        recognizer.add(entry);
        return true;
    });
    return recognizer;
}

void run(Session& session, const Options& options) {
    const TermRecognizer recognizer = make_recognizer(session.open_existing().glossary());
    const RecognizeOptions recognize{parse_language(options.source), parse_language(options.target), options.all};
    const auto answer = [&](const std::string& text) {
        const std::vector<TermMatch> matches = recognizer.find(text, recognize);
        if (session.json) session.console.line(to_json(text, matches));
        else print_matches(session, text, matches, options);
    };
    for (const std::string& text : options.texts) answer(checked_text(text));
    if (!options.texts.empty()) return;
    LineInput input;
    std::size_t number = 0;
    for (auto lines = input.next(kLinesAtOnce); !lines.empty(); lines = input.next(kLinesAtOnce)) {
        for (std::string& line : lines) answer(session.valid_line(std::move(line), ++number));
        std::fflush(stdout);
    }
}

}  // namespace

void add_term_find_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = parent.add_subcommand("find", tr("Find the glossary's terms in a text, longest first at each place"));
    command->add_option("TEXT", options->texts, tr("Texts; without any, the lines of standard input"));
    command->add_option("-s,--source", options->source, tr("Language of the text (default: terms of every language)"))->type_name("LANG");
    command->add_option("-t,--target", options->target, tr("Language of translations (default: every other)"))->type_name("LANG");
    command->add_flag("--all", options->all, tr("Also terms inside longer ones"));
    command->add_flag("--brief", options->brief, tr("One line a text: each term and its best translation"));
    command->footer(tr("Examples:\n"
                       "  diglot term find -s zh-TW -t en 美國能源部與輝達合作\n"
                       "  diglot --json term find < article.txt"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
