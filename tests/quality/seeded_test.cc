// A file of sentences with known faults and tempting non-faults: exactly what is expected is found,
// in exactly these words. The tables: seeded_units.tsv, seeded_terms.tsv.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "glossary/recognition.h"
#include "quality/checker.h"

namespace diglot {
namespace {

std::vector<std::string> split(const std::string& text, const std::string& by) {
    std::vector<std::string> parts;
    for (std::size_t at = 0;;) {
        const std::size_t end = text.find(by, at);
        parts.push_back(text.substr(at, end - at));
        if (end == std::string::npos) return parts;
        at = end + by.size();
    }
}

std::vector<std::vector<std::string>> read_rows(const std::string& name) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream file(DIGLOT_SOURCE_DIR "/tests/quality/" + name);
    for (std::string line; std::getline(file, line);)
        if (!line.starts_with('#')) rows.push_back(split(line, "\t"));
    return rows;
}

TermStatus status_of(const std::string& word) { return parse_term_status(word).value(); }

std::vector<Concept> read_concepts() {
    std::vector<Concept> concepts;
    for (const auto& row : read_rows("seeded_terms.tsv")) {
        if (concepts.empty() || concepts.back().external_id != row.at(0)) {
            Concept& entry = concepts.emplace_back();
            entry.id = static_cast<std::int64_t>(concepts.size());
            entry.external_id = row.at(0);
            entry.kind = row.at(1).substr(0, row.at(1).find(' '));
            entry.do_not_translate = row.at(1).ends_with(" keep");
            entry.first_mention = row.at(1).ends_with(" mention");
        }
        Term& term = concepts.back().terms.emplace_back();
        term.lang = LanguageTag(row.at(2));
        term.text = row.at(3);
        term.status = status_of(row.at(4));
        if (row.size() == 5) continue;
        const std::string value = row[5].substr(row[5].find('=') + 1);
        if (row[5].starts_with("type=")) term.term_type = value;
        if (row[5].starts_with("from=")) term.valid_from = parse_date(value);
        if (row[5].starts_with("until=")) term.valid_until = parse_date(value);
        if (row[5] == "case=written") term.case_rule = CaseRule::kAsWritten;
        if (row[5] == "case=any") term.case_rule = CaseRule::kAny;
    }
    return concepts;
}

/// [1> and <1] are the pair <b>, [2> and <2] the pair <i>, [/] is <br/>.
Segment segment_of(const std::string& text) {
    struct Code {
        const char* mark;
        Markup code;
    };
    const std::vector<Code> codes = {{"[1>", Markup::leaf("bpt", {{"i", "1"}}, "<b>")},
                                     {"<1]", Markup::leaf("ept", {{"i", "1"}}, "</b>")},
                                     {"[2>", Markup::leaf("bpt", {{"i", "2"}}, "<i>")},
                                     {"<2]", Markup::leaf("ept", {{"i", "2"}}, "</i>")},
                                     {"[/]", Markup::leaf("ph", {{"x", "3"}}, "<br/>")}};
    std::vector<Markup> content;
    std::string run;
    for (std::size_t at = 0; at < text.size();) {
        const auto code = std::find_if(codes.begin(), codes.end(), [&](const Code& one) {
            return text.compare(at, 3, one.mark) == 0;
        });
        if (code == codes.end()) {
            run += text[at++];
            continue;
        }
        if (!run.empty()) content.push_back(Markup::run(run));
        run.clear();
        content.push_back(code->code);
        at += 3;
    }
    if (content.empty()) return Segment(text);
    if (!run.empty()) content.push_back(Markup::run(run));
    return Segment::from_content(std::move(content));
}

Unit unit_of(const std::vector<std::string>& row) {
    Unit unit;
    for (const auto& [lang, text] : {std::pair{"zh-TW", row.at(0)}, std::pair{"en", row.at(1)}}) {
        Variant& variant = unit.variants.emplace_back();
        variant.lang = LanguageTag(lang);
        variant.segment = segment_of(text);
    }
    return unit;
}

/// What is found, by number of the unit: "rule: message", sorted.
using Found = std::map<std::int64_t, std::multiset<std::string>>;

TEST(SeededFile, HasExactlyTheFindingsItWasGiven) {
    TermRecognizer glossary;
    for (const Concept& entry : read_concepts()) glossary.add(entry);
    CheckOptions options;
    options.context.glossary = &glossary;
    options.context.on = parse_date("2026-01-08");
    Checker checker(options);
    const auto rows = read_rows("seeded_units.tsv");
    ASSERT_GE(rows.size(), 150u);
    Found expected, found;
    const auto take = [&](const Finding& finding) {
        found[finding.place.unit].insert(finding.rule + ": " + finding.message);
    };
    std::int64_t number = 0;
    for (const auto& row : rows) {
        ++number;
        if (row.size() > 2)
            for (const std::string& one : split(row[2], " || ")) expected[number].insert(one);
        checker.check(unit_of(row), {"news.tsv", {}, number}, take);
    }
    checker.finish(take);
    for (std::int64_t unit = 1; unit <= number; ++unit) {
        const auto& row = rows[static_cast<std::size_t>(unit - 1)];
        EXPECT_EQ(found[unit], expected[unit])
            << "unit " << unit << ": " << row[0] << " | " << row[1];
    }
}

TEST(SeededFile, HasFaultsOfEveryRuleThatNeedsNoMemory) {
    std::set<std::string> met;
    for (const auto& row : read_rows("seeded_units.tsv"))
        if (row.size() > 2)
            for (const std::string& one : split(row[2], " || "))
                met.insert(one.substr(0, one.find(':')));
    for (const auto& rule : make_rules()) {
        const std::string name(rule->name());
        if (rule->is_on_by_default() && name != "memory") {
            EXPECT_TRUE(met.contains(name)) << name;
        }
    }
}

}  // namespace
}  // namespace diglot
