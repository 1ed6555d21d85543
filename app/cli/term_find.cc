// diglot term find: terms of the glossary recognised in a text.
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

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
    std::string on;
};

/// Which concepts with a first-mention rule were met already, over all texts of a run.
class Mentions {
public:
    /// What to write for each match; empty where no rule says it.
    std::vector<std::string> renderings(const std::vector<TermMatch>& matches) {
        std::vector<std::string> all;
        for (const TermMatch& match : matches) {
            if (match.first_mention.empty())
                all.emplace_back();
            else
                all.push_back(met_.insert(match.concept_id).second ? match.first_mention
                                                                   : match.later_mention);
        }
        return all;
    }

private:
    std::set<std::int64_t> met_;
};

std::string to_json(const std::string& text, const std::vector<TermMatch>& matches,
                    const std::vector<std::string>& renderings) {
    JsonWriter json;
    json.begin_object().member("text", text).key("terms").begin_array();
    for (std::size_t i = 0; i < matches.size(); ++i) {
        const TermMatch& match = matches[i];
        json.begin_object()
            .member("concept", match.concept_id)
            .member("start", match.start)
            .member("end", match.end);
        json.member("matched", match.matched)
            .member("term", match.term)
            .member("lang", match.lang.text());
        json.member("status", to_string(match.status)).key("translations").begin_array();
        for (const Translation& translation : match.translations) {
            json.begin_object()
                .member("term", translation.term)
                .member("lang", translation.lang.text());
            json.member("status", to_string(translation.status));
            if (!translation.valid) json.member("valid", false);
            if (!translation.region.empty()) json.member("region", translation.region);
            json.end_object();
        }
        json.end_array().key("how").begin_array();
        for (const std::string& name : difference_names(match.differences)) json.value(name);
        json.end_array();
        if (!match.valid) json.member("valid", false);
        if (!match.kind.empty()) json.member("kind", match.kind);
        if (match.do_not_translate) json.member("do_not_translate", true);
        if (!renderings[i].empty()) json.member("write", renderings[i]);
        json.end_object();
    }
    json.end_array().end_object();
    return json.text();
}

/// "until 2025-11-30", "from 2025-12-01".
std::string validity(const Translation& translation) {
    std::string text;
    if (translation.valid_from) text = tr("from {}", to_string(*translation.valid_from));
    if (translation.valid_until)
        text += (text.empty() ? "" : " ") + tr("until {}", to_string(*translation.valid_until));
    return text;
}

std::string describe(const Console& console, const Translation& translation, bool with_language) {
    const bool bad = translation.status == TermStatus::kForbidden ||
                     translation.status == TermStatus::kDeprecated;
    std::string text = console.styled(bad ? Style::kRed : Style::kPlain, translation.term);
    if (with_language) text += console.styled(Style::kDim, " [" + translation.lang.text() + "]");
    if (bad)
        text +=
            console.styled(Style::kRed, std::string(" (") + to_string(translation.status) + ")");
    if (!translation.valid) text += console.styled(Style::kRed, " (" + validity(translation) + ")");
    return text;
}

/// One line for all terms: 美國能源部 = US Department of Energy; …
std::string brief_line(const std::vector<TermMatch>& matches,
                       const std::vector<std::string>& renderings) {
    std::string line;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        const TermMatch& match = matches[i];
        if (match.translations.empty()) continue;
        line += (line.empty() ? "" : "; ") + match.matched + " = " +
                (match.later_mention.empty() ? match.translations.front().term : renderings[i]);
    }
    return line;
}

void print_matches(const Session& session, const std::string& text,
                   const std::vector<TermMatch>& matches,
                   const std::vector<std::string>& renderings, const Options& options) {
    const Console& console = session.console;
    if (options.brief) {
        const std::string line = brief_line(matches, renderings);
        if (!line.empty())
            console.line("      " + console.styled(Style::kDim, tr("terms: ")) + line);
        return;
    }
    console.line(console.styled(Style::kBold, text));
    for (std::size_t i = 0; i < matches.size(); ++i) {
        const TermMatch& match = matches[i];
        std::string line = "  " + console.styled(Style::kCyan, match.matched);
        if (match.term != match.matched) line += " (" + match.term + ")";
        if (match.status == TermStatus::kForbidden || match.status == TermStatus::kDeprecated) {
            line +=
                " " + console.styled(Style::kRed, std::string("(") + to_string(match.status) + ")");
        }
        if (!match.valid) line += " " + console.styled(Style::kRed, tr("(not that day)"));
        std::string about = tr("concept {}", match.concept_id);
        if (match.differences != 0)
            for (const std::string& name : difference_names(match.differences))
                about += ", " + name;
        line += console.styled(Style::kDim, "  [" + about + "]");
        console.line(line);
        std::string translations;
        for (const Translation& translation : match.translations) {
            translations += (translations.empty() ? "    " : "; ") +
                            describe(console, translation, options.target.empty());
        }
        if (!translations.empty()) console.line(translations);
        if (!renderings[i].empty()) console.line(tr("    write: {}", renderings[i]));
    }
    if (matches.empty()) console.line(console.styled(Style::kDim, tr("  no terms")));
}

void run(Session& session, const Options& options) {
    const TermRecognizer recognizer = session.open_existing().glossary().recognizer();
    RecognizeOptions recognize{parse_language(options.source), parse_language(options.target),
                               options.all, Date::today()};
    if (!options.on.empty()) {
        recognize.on = parse_date(options.on);
        if (!recognize.on)
            throw UsageError(tr("\"{}\" is no date; write it as 2025-12-01", options.on));
    }
    Mentions mentions;
    const auto answer = [&](const std::string& text) {
        const std::vector<TermMatch> matches = recognizer.find(text, recognize);
        const std::vector<std::string> renderings = mentions.renderings(matches);
        if (session.json)
            session.console.line(to_json(text, matches, renderings));
        else
            print_matches(session, text, matches, renderings, options);
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
    CLI::App* command = parent.add_subcommand(
        "find", tr("Find the glossary's terms in a text, longest first at each place"));
    command->add_option("TEXT", options->texts,
                        tr("Texts; without any, the lines of standard input"));
    command
        ->add_option("-s,--source", options->source,
                     tr("Language of the text (default: terms of every language)"))
        ->type_name("LANG");
    command
        ->add_option("-t,--target", options->target,
                     tr("Language of translations (default: every other)"))
        ->type_name("LANG");
    command
        ->add_option("--on", options->on, tr("The day whose names are asked for (default: today)"))
        ->type_name("DATE");
    command->add_flag("--all", options->all, tr("Also terms inside longer ones"));
    command->add_flag("--brief", options->brief,
                      tr("One line a text: each term and its best translation"));
    command->footer(
        tr("Examples:\n"
           "  diglot term find -s zh-TW -t en 美國能源部與輝達合作\n"
           "  diglot term find -t en --on 2025-11-30 國家再生能源實驗室\n"
           "  diglot --json term find < article.txt"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
