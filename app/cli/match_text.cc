// How matches are shown: as JSON, and to a person.
#include "app/cli/match_text.h"

#include <cmath>

#include <fmt/format.h>

#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/json_writer.h"
#include "core/text/utf8.h"
#include "tm/explain.h"
#include "tm/other_scores.h"

namespace diglot {
namespace {

std::string per_cent(Score score) { return fmt::format("{:g} %", score.per_cent()); }

void write_match(JsonWriter& json, const Match& match) {
    const Variant& source = match.unit.variants[match.source];
    const Variant& target = match.unit.variants[match.target];
    json.begin_object().member("unit", match.unit.id).member("score", match.score.per_cent());
    json.member("raw_score", match.raw_score.per_cent()).member("kind", to_string(match.kind));
    json.member("source", source.segment.text).member("target", target.segment.text);
    json.member("source_lang", source.lang.text()).member("target_lang", target.lang.text());
    if (match.adapted_target) json.member("adapted_target", *match.adapted_target);
    json.key("penalties").begin_array();
    for (const AppliedPenalty& penalty : match.penalties) {
        json.begin_object()
            .member("rule", penalty.rule)
            .member("points", penalty.basis_points / 100.0)
            .end_object();
    }
    json.end_array().member("origin", match.unit.origin);
    const auto changed = match.unit.latest_change();
    json.key("changed");
    if (changed)
        json.value(to_iso_date(*changed));
    else
        json.null();
}

void write_explanation(JsonWriter& json, const MatchQuery& query, const Match& match) {
    const Variant& source = match.unit.variants[match.source];
    const OtherScores others = other_scores(query.segment, source.segment, source.lang);
    json.key("other_scores").begin_object().key("omegat").begin_array();
    for (const int score : {others.omegat_stems, others.omegat_words, others.omegat_all})
        json.value(std::int64_t{score});
    json.end_array();
    json.member("characters", std::round(others.characters * 100) / 100).end_object();
    const Explanation explanation = explain(query.segment, source.segment);
    json.key("explain").begin_array();
    for (const TokenEdit& edit : explanation.edits) {
        json.begin_object().member("edit", to_string(edit.kind));
        if (!edit.query.empty()) json.member("query", edit.query);
        if (!edit.unit.empty()) json.member("unit", edit.unit);
        json.end_object();
    }
    json.end_array();
}

void write_fragments(JsonWriter& json, const std::string& query,
                     const std::vector<Fragment>& fragments) {
    json.key("fragments").begin_array();
    for (const Fragment& fragment : fragments) {
        const std::string_view text(query);
        json.begin_object().member("text",
                                   query.substr(fragment.start, fragment.end - fragment.start));
        json.member("start", count_code_points(text.substr(0, fragment.start)));
        json.member("end", count_code_points(text.substr(0, fragment.end)))
            .key("units")
            .begin_array();
        for (const FragmentHit& hit : fragment.hits) {
            const Variant& source = hit.unit.variants[hit.source];
            const Variant& target = hit.unit.variants[hit.target];
            json.begin_object().member("unit", hit.unit.id).member("whole", hit.whole);
            json.member("source", source.segment.text).member("target", target.segment.text);
            json.member("source_lang", source.lang.text())
                .member("target_lang", target.lang.text());
            json.member("origin", hit.unit.origin).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

std::string to_json(const MatchQuery& query, const FoundMatches& answer, bool explained) {
    JsonWriter json;
    json.begin_object().member("query", query.segment.text).key("matches").begin_array();
    for (const Match& match : answer.matches) {
        write_match(json, match);
        if (explained) write_explanation(json, query, match);
        json.end_object();
    }
    json.end_array();
    if (answer.fragments) write_fragments(json, query.segment.text, *answer.fragments);
    json.end_object();
    return json.text();
}

std::string show_edits(const Console& console, const Explanation& explanation) {
    std::string text;
    for (const TokenEdit& edit : explanation.edits) {
        if (!text.empty()) text += " ";
        switch (edit.kind) {
            case TokenEdit::Kind::kKept:
                text +=
                    edit.query == edit.unit
                        ? edit.query
                        : console.styled(Style::kYellow, "[" + edit.unit + "→" + edit.query + "]");
                break;
            case TokenEdit::Kind::kChanged:
                text += console.styled(Style::kYellow, "[" + edit.unit + "→" + edit.query + "]");
                break;
            case TokenEdit::Kind::kMissing:
                text += console.styled(Style::kGreen, "[+" + edit.query + "]");
                break;
            case TokenEdit::Kind::kExtra:
                text += console.styled(Style::kRed, "[-" + edit.unit + "]");
                break;
        }
    }
    return text;
}

/// " numbers, case": what makes the text differ where the score alone does not tell.
std::string names_of(const std::vector<AppliedPenalty>& penalties) {
    std::string names;
    for (const AppliedPenalty& penalty : penalties)
        names += (names.empty() ? "  " : ", ") + penalty.rule;
    return names;
}

void print_match(const Console& console, const MatchQuery& query, const Match& match,
                 bool explained) {
    const Variant& source = match.unit.variants[match.source];
    const Variant& target = match.unit.variants[match.target];
    const Style style = match.score >= kFullScore ? Style::kGreen : Style::kYellow;
    console.line("  " + console.styled(style, fmt::format("{:>7}", per_cent(match.score))) + "  " +
                 one_line(source.segment) +
                 console.styled(Style::kDim, tr("  [{} {}, unit {}]", source.lang.text(),
                                                match.unit.origin, match.unit.id)) +
                 console.styled(Style::kYellow, names_of(match.penalties)));
    console.line("           " + one_line(target.segment) +
                 console.styled(Style::kDim, "  [" + target.lang.text() + "]"));
    if (match.adapted_target) {
        console.line("           " + *match.adapted_target +
                     console.styled(Style::kDim, tr("  [numbers adapted]")));
    }
    if (!explained) return;
    std::string penalties;
    for (const AppliedPenalty& penalty : match.penalties) {
        penalties += fmt::format("{}{} -{:g}", penalties.empty() ? "" : ", ", penalty.rule,
                                 penalty.basis_points / 100.0);
    }
    console.line(tr("           {} raw; penalties: {}", per_cent(match.raw_score),
                    penalties.empty() ? tr("none") : penalties));
    const OtherScores others = other_scores(query.segment, source.segment, source.lang);
    console.line(tr("           OmegaT would say {}/{}/{} %, plain characters {:.2f} %",
                    others.omegat_stems, others.omegat_words, others.omegat_all,
                    others.characters));
    console.line("           " + show_edits(console, explain(query.segment, source.segment)));
}

void print_fragments(const Console& console, const std::string& query,
                     const std::vector<Fragment>& fragments) {
    for (const Fragment& fragment : fragments) {
        console.line("  " +
                     console.styled(Style::kBold,
                                    query.substr(fragment.start, fragment.end - fragment.start)));
        for (const FragmentHit& hit : fragment.hits) {
            const Variant& source = hit.unit.variants[hit.source];
            const std::string& text = source.segment.text;
            const auto part = [&](std::size_t start, std::size_t end) {
                return one_line(Segment(text.substr(start, end - start)));
            };
            const std::string marked = part(0, hit.start) +
                                       console.styled(Style::kGreen, part(hit.start, hit.end)) +
                                       part(hit.end, text.size());
            console.line((hit.whole ? "    = " : "    … ") + marked +
                         console.styled(Style::kDim, tr("  [{} {}, unit {}]", source.lang.text(),
                                                        hit.unit.origin, hit.unit.id)));
            console.line("      " + one_line(hit.unit.variants[hit.target].segment));
        }
    }
}

}  // namespace

void print_answer(const Session& session, const MatchQuery& query, const FoundMatches& answer,
                  double min, bool explained) {
    if (session.json) return session.console.line(to_json(query, answer, explained));
    if (query.segment.text.empty()) return session.console.line("");
    session.console.line(session.console.styled(Style::kBold, one_line(query.segment)));
    for (const Match& match : answer.matches) print_match(session.console, query, match, explained);
    if (answer.matches.empty())
        session.console.line(
            session.console.styled(Style::kDim, tr("  nothing at {:g} % or above", min)));
    if (answer.fragments) print_fragments(session.console, query.segment.text, *answer.fragments);
}

}  // namespace diglot
