// diglot term diff: two glossaries, concept by concept.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/concept_text.h"
#include "app/cli/glossary_text.h"
#include "app/cli/term.h"
#include "app/cli/text.h"
#include "glossary/concept_pairs.h"

namespace diglot {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string source;
    std::string target;
};

struct Difference {
    const Concept* a = nullptr;  ///< Null: only b has it.
    const Concept* b = nullptr;
    std::vector<ItemDifference> items;
};

struct Comparison {
    std::vector<Difference> all;  ///< In the order of a, then what only b has.
    std::int64_t only_a = 0;
    std::int64_t only_b = 0;
    std::int64_t changed = 0;
    std::int64_t same = 0;
};

Comparison compare(const std::vector<Concept>& a, const std::vector<Concept>& b) {
    Comparison found;
    const auto partners = pair_concepts(a, b);
    std::vector<bool> met(b.size(), false);
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!partners[i]) {
            ++found.only_a;
            found.all.push_back({&a[i], nullptr, {}});
            continue;
        }
        met[*partners[i]] = true;
        std::vector<ItemDifference> items = differences(a[i], b[*partners[i]]);
        ++(items.empty() ? found.same : found.changed);
        if (!items.empty()) found.all.push_back({&a[i], &b[*partners[i]], std::move(items)});
    }
    for (std::size_t k = 0; k < b.size(); ++k) {
        if (met[k]) continue;
        ++found.only_b;
        found.all.push_back({nullptr, &b[k], {}});
    }
    return found;
}

void print(const Console& console, const Comparison& found) {
    for (const Difference& one : found.all) {
        const Concept& entry = one.a ? *one.a : *one.b;
        std::string head = terms_text(entry);
        if (!entry.external_id.empty()) head = entry.external_id + "  " + head;
        const char* sign = !one.b ? "- " : !one.a ? "+ " : "~ ";
        const Style style = !one.b ? Style::kRed : !one.a ? Style::kGreen : Style::kYellow;
        console.line(console.styled(style, sign) + head);
        print_differences(console, one.items);
    }
}

void write_concepts(JsonWriter& json, const char* name, const Comparison& found, bool of_a) {
    json.key(name).begin_array();
    for (const Difference& one : found.all)
        if (of_a ? !one.b : !one.a) write_concept(json, of_a ? *one.a : *one.b);
    json.end_array();
}

std::string to_json(const std::string& a, const std::string& b, const Comparison& found) {
    JsonWriter json;
    json.begin_object().member("a", a).member("b", b);
    json.member("same", found.same).key("changed").begin_array();
    for (const Difference& one : found.all) {
        if (!one.a || !one.b) continue;
        json.begin_object().member("terms", terms_text(*one.a));
        if (one.a->id != 0) json.member("concept_a", one.a->id);
        if (one.b->id != 0) json.member("concept_b", one.b->id);
        if (!one.a->external_id.empty()) json.member("id", one.a->external_id);
        json.key("changes");
        write_differences(json, one.items);
        json.end_object();
    }
    json.end_array();
    write_concepts(json, "only_a", found, true);
    write_concepts(json, "only_b", found, false);
    json.end_object();
    return json.text();
}

void run(Session& session, const Options& options) {
    if (options.files.size() > 2) throw UsageError(tr("term diff: give one glossary or two"));
    const bool open = options.files.size() == 1;
    const std::string name_a = open ? session.path() : options.files.front();
    const std::string& name_b = options.files.back();
    const LoadedGlossary a =
        open ? LoadedGlossary{all_concepts(session.open_existing().glossary()), {}, {}, false}
             : load_or_complain(session, name_a, options.source, options.target);
    const LoadedGlossary b = load_or_complain(session, name_b, options.source, options.target);
    const Comparison found = compare(a.concepts, b.concepts);
    if (session.json)
        session.console.line(to_json(name_a, name_b, found));
    else
        print(session.console, found);
    if (!found.all.empty()) session.exit = Exit::kComplaints;
    session.say(tr("{} changed, {} only in {}, {} only in {}, {} the same",
                   counted(found.changed, "concept", "concepts"), grouped(found.only_a), name_a,
                   grouped(found.only_b), name_b, grouped(found.same)));
}

}  // namespace

void add_term_diff_command(CLI::App& parent, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = parent.add_subcommand(
        "diff", tr("Compare two glossaries concept by concept, field by field"));
    command
        ->add_option("FILE", options->files,
                     tr("Two Diglot files or glossary files (TBX, CSV, TSV, XLSX, UTX, OmegaT); "
                        "one: compared with the Diglot file at hand"))
        ->required();
    command
        ->add_option("-s,--source", options->source, tr("Source language, where a file names none"))
        ->type_name("LANG");
    command
        ->add_option("-t,--target", options->target, tr("Target language, where a file names none"))
        ->type_name("LANG");
    command->footer(
        tr("Examples:\n"
           "  diglot term diff old-terms.tbx new-terms.tbx\n"
           "  diglot term diff colleague.csv\n"
           "- only in the first, + only in the second, ~ in both and not the same. Concepts are "
           "told by id, else by shared terms. Exit status 1: they differ."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
