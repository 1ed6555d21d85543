// The table of what recognition finds: recognition_cases.tsv, a line a case.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "glossary/recognition.h"

namespace diglot {
namespace {

std::vector<std::string> split(const std::string& text, const std::string& by) {
    std::vector<std::string> parts;
    if (text.empty()) return parts;
    for (std::size_t at = 0;;) {
        const std::size_t end = text.find(by, at);
        parts.push_back(text.substr(at, end - at));
        if (end == std::string::npos) return parts;
        at = end + by.size();
    }
}

void apply(const std::string& detail, Term& term, Concept& entry) {
    const std::size_t equals = detail.find('=');
    const std::string name = detail.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : detail.substr(equals + 1);
    if (name == "from")
        term.valid_from = parse_date(value);
    else if (name == "until")
        term.valid_until = parse_date(value, DateEdge::kLast);
    else if (name == "region")
        term.region = value;
    else if (name == "case")
        term.case_rule = *parse_case_rule(value);
    else if (name == "not_in")
        term.not_in = split(value, "|");
    else if (name == "dnt")
        entry.do_not_translate = true;
    else if (const auto status = parse_term_status(name))
        set_status(term, *status);
    else
        term.part_of_speech = name;
}

/// LANG{detail,detail}=TEXT
Term read_term(const std::string& text, Concept& entry) {
    Term term;
    const std::size_t brace = text.find('{');
    std::size_t equals = text.find('=');
    if (brace < equals) {
        const std::size_t close = text.find('}');
        for (const std::string& detail : split(text.substr(brace + 1, close - brace - 1), ","))
            apply(detail, term, entry);
        equals = text.find('=', close);
    }
    term.lang = LanguageTag(text.substr(0, std::min(brace, equals)));
    term.text = text.substr(equals + 1);
    return term;
}

std::string join(const std::vector<TermMatch>& matches) {
    std::string text;
    for (const TermMatch& match : matches) text += (text.empty() ? "" : "|") + match.matched;
    return text;
}

TEST(RecognitionCases, AreAllFoundAsTheTableSays) {
    std::ifstream file(DIGLOT_SOURCE_DIR "/tests/glossary/recognition_cases.tsv");
    std::size_t count = 0;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        std::vector<std::string> fields = split(line, "\t");
        ASSERT_EQ(fields.size(), 6u) << "line " << number;
        for (std::string& field : fields)
            for (std::size_t at = 0; (at = field.find("\\n", at)) != std::string::npos;)
                field.replace(at, 2, "\n");
        ++count;
        const bool together = fields[0] == "date" || fields[0] == "region" ||
                              fields[0] == "translation" || fields[0] == "variant";
        TermRecognizer recognizer;
        std::vector<Concept> entries;
        for (const std::string& term : split(fields[1], "; ")) {
            if (entries.empty() || !together) {
                entries.emplace_back();
                entries.back().id = static_cast<std::int64_t>(entries.size());
            }
            entries.back().terms.push_back(read_term(term, entries.back()));
        }
        for (const Concept& entry : entries) recognizer.add(entry);
        RecognizeOptions options;
        for (const std::string& option : split(fields[4], " ")) {
            if (option.starts_with("s=")) options.source = LanguageTag(option.substr(2));
            if (option.starts_with("t=")) options.target = LanguageTag(option.substr(2));
            if (option.starts_with("on=")) options.on = parse_date(option.substr(3));
            if (option == "all") options.all = true;
        }
        const std::vector<TermMatch> found = recognizer.find(fields[2], options);
        EXPECT_EQ(join(found), fields[3]) << "line " << number << ": " << line;
        if (!fields[5].empty() && !found.empty()) {
            ASSERT_FALSE(found.front().translations.empty()) << "line " << number;
            EXPECT_EQ(found.front().translations.front().term, fields[5])
                << "line " << number << ": " << line;
        }
    }
    EXPECT_GE(count, 200u);
}

}  // namespace
}  // namespace diglot
