#include "glossary/concept_items.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/concept_merge.h"
#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

using test::definition;
using test::make_concept;
using test::note;
using testing::ElementsAre;
using testing::IsEmpty;

/// "en NVIDIA status: preferred > admitted", one each.
std::vector<std::string> told(const Concept& a, const Concept& b) {
    std::vector<std::string> all;
    for (const ItemDifference& one : differences(a, b)) {
        const std::string where = one.place.text();
        all.push_back((where.empty() ? "" : where + " ") + one.field + ": " + one.a + " > " +
                      one.b);
    }
    return all;
}

Concept chip() {
    Concept entry =
        make_concept("c1", {{"zh-TW", "輝達"}, {"en", "NVIDIA", TermStatus::kPreferred}});
    entry.definition = "A maker of chips.";
    entry.annotations = {note("one"), note("two")};
    complete(entry);
    return entry;
}

TEST(Differences, NoneBetweenWhatSaysTheSame) {
    Concept other = chip();
    std::swap(other.annotations[0], other.annotations[1]);
    other.changed = parse_loose_date("2025-12-01");
    other.origin = "elsewhere.tbx";
    other.id = 7;
    // Another program's spelling of the status.
    other.terms[1].annotations = {
        Markup::leaf("termNote", {{"type", "administrativeStatus"}}, "preferred")};
    EXPECT_THAT(told(chip(), other), IsEmpty());
    other.external_id.clear();
    EXPECT_THAT(told(chip(), other), IsEmpty()) << "an id that one side lacks";
}

TEST(Differences, FieldByField) {
    Concept other = chip();
    other.external_id = "c2";
    other.definition = "A maker of processors.";
    other.kind = "organisation";
    other.annotations[1] = note("three");
    set_status(other.terms[1], TermStatus::kForbidden);
    other.terms[1].valid_until = parse_date("2025-11-30");
    complete(other);
    refresh_fields(other);
    EXPECT_THAT(told(chip(), other),
                ElementsAre("id: c1 > c2", "note: one | two > one | three",
                            "definition: A maker of chips. > A maker of processors.",
                            "en NVIDIA status: preferred > forbidden", "kind:  > organisation",
                            "en NVIDIA valid_until:  > 2025-11-30"));
}

TEST(Differences, ATermThatOneSideLacksIsToldOnce) {
    Concept other = chip();
    other.terms.pop_back();
    Term term;
    term.lang = LanguageTag("en");
    term.text = "Nvidia";
    set_status(term, TermStatus::kAdmitted);
    other.terms.push_back(term);
    complete(other);
    EXPECT_THAT(told(chip(), other),
                ElementsAre("en NVIDIA term: NVIDIA > ", "en Nvidia term:  > Nvidia"));
}

TEST(SetItem, EveryItemCanBePutIntoAnotherConcept) {
    Concept from = chip();
    from.attributes = {{"okp:x", "1"}};
    from.sections[1].annotations = {note("of the language")};
    from.sections[1].attributes = {{"id", "s"}};
    from.terms[1].attributes = {{"id", "t"}};
    from.terms[1].text_attributes = {{"id", "tt"}};
    from.terms[1].content = {Markup::run("NV"), Markup::leaf("hi", {}, "IDIA")};
    from.terms[1].annotations.push_back(Markup::node(
        "descripGrp", {},
        {Markup::leaf("descrip", {{"type", "context"}}, "NVIDIA said."), note("heard")}));
    Concept into = make_concept("", {{"zh-TW", "輝達"}, {"en", "NVIDIA"}});
    complete(into);
    for (const ConceptItem& item : items_of(from))
        if (item.field != "term") set_item(into, item);
    refresh_fields(into);
    EXPECT_EQ(into, from);
}

TEST(SetItem, EmptyValuesRemove) {
    Concept entry = chip();
    for (const ConceptItem& item : items_of(chip()))
        if (item.field != "term") set_item(entry, {item.place, item.field, {}});
    refresh_fields(entry);
    EXPECT_EQ(entry.external_id, "");
    EXPECT_THAT(entry.annotations, IsEmpty());
    EXPECT_EQ(entry.terms[1].status, TermStatus::kNone);
    EXPECT_EQ(entry.definition, "");
}

}  // namespace
}  // namespace diglot
