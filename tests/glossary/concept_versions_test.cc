#include "glossary/concept_versions.h"

#include <algorithm>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

using test::make_concept;
using test::note;

Concept chip() {
    Concept entry = make_concept(
        "c1", {{"zh-TW", "輝達"}, {"en", "NVIDIA", TermStatus::kPreferred}, {"en", "nVidia"}});
    entry.definition = "A company.";
    entry.annotations.push_back(note("seen in the news"));
    entry.changed = Time{1000};
    complete(entry);
    return entry;
}

/// A concept in which everything is said that one may say.
Concept full() {
    Concept entry = chip();
    entry.origin = "names.tbx";
    entry.attributes = {{"xml:lang", "en"}};
    entry.subject = "companies";
    entry.kind = "organisation";
    entry.do_not_translate = entry.first_mention = true;
    entry.sections[1].attributes = {{"id", "s2"}};
    entry.sections[1].annotations = {note("of the language")};
    Term& term = entry.terms[2];
    term.lang_spelling = "EN";
    set_status(term, TermStatus::kForbidden);
    term.part_of_speech = "noun";
    term.region = "TW";
    term.valid_from = parse_date("2025-12-01", DateEdge::kFirst);
    term.case_rule = CaseRule::kAsWritten;
    term.not_in = {"nVidia Shield", "a \"quoted\"\nline"};
    term.attributes = {{"id", "t1"}};
    term.text_attributes = {{"id", "t2"}};
    term.content = {Markup::run("n"),
                    Markup::node("hi", {{"type", "bold"}}, {Markup::run("Vidia")})};
    complete(entry);
    return entry;
}

using Edit = std::function<void(Concept&)>;

Concept edited(Concept entry, const Edit& edit) {
    edit(entry);
    complete(entry);
    return entry;
}

Edit defining(const std::string& text) {
    return [text](Concept& entry) { entry.definition = text; };
}

Edit giving(std::size_t term, TermStatus status) {
    return [term, status](Concept& entry) { set_status(entry.terms[term], status); };
}

Edit dropping(std::size_t term) {
    return [term](Concept& entry) {
        entry.terms.erase(entry.terms.begin() + static_cast<std::ptrdiff_t>(term));
    };
}

DecideMerge always(MergeSide side) {
    return [side](const MergeConflict&) { return side; };
}

/// "en NVIDIA status: admitted | forbidden", the only one there is.
std::string only(const std::vector<MergeConflict>& conflicts) {
    if (conflicts.size() != 1) return std::to_string(conflicts.size()) + " conflicts";
    const MergeConflict& what = conflicts[0];
    const std::string where = what.place.text();
    return (where.empty() ? "" : where + " ") + what.field + ": " + what.ours + " | " + what.theirs;
}

TEST(ConceptVersions, AConceptReadsBackAsItWasWritten) {
    for (Concept entry : {chip(), full(), Concept{}}) {
        entry.id = 7;
        Concept read = concept_from_jsonml(to_jsonml(entry));
        EXPECT_EQ(to_jsonml(entry).find('\n'), std::string::npos);
        read.id = 7;
        EXPECT_EQ(read, entry);
        EXPECT_EQ(state_of(read), state_of(entry));
    }
    EXPECT_THROW(concept_from_jsonml("[[\"unit\"]]"), std::logic_error);
    EXPECT_ANY_THROW(concept_from_jsonml("[[\"concept\",[\"term\",{\"text\":\"x\"}]]]"));
}

TEST(ConceptVersions, TheStateIsOfAllThatIsSaidButNotOfItsOrder) {
    Concept turned = full();
    std::reverse(turned.terms.begin(), turned.terms.end());
    std::reverse(turned.annotations.begin(), turned.annotations.end());
    turned.id = 9;
    turned.origin = "other.tbx";
    EXPECT_EQ(state_of(turned), state_of(full()));
    const Edit edits[] = {
        [](Concept& entry) { entry.changed = Time{1001}; },
        [](Concept& entry) { entry.external_id = "c2"; },
        [](Concept& entry) { entry.attributes[0].value = "de"; },
        defining("Other."),
        [](Concept& entry) { entry.sections[1].annotations[0] = note("other"); },
        [](Concept& entry) { entry.terms[1].text = "Nvidia"; },
        giving(1, TermStatus::kAdmitted),
        [](Concept& entry) { entry.terms[2].text_attributes[0].value = "t3"; },
        [](Concept& entry) { entry.terms[2].content.clear(); },
        dropping(0),
    };
    for (const Edit& edit : edits) EXPECT_NE(state_of(edited(full(), edit)), state_of(full()));
}

TEST(MergeVersions, TakesWhatOneSideChanged) {
    const Concept base = chip();
    const Concept ours = edited(base, defining("Ours."));
    Concept theirs = edited(base, giving(2, TermStatus::kForbidden));
    theirs.changed = Time{3000};
    const MergedConcept merged = merge_versions(&base, &ours, &theirs, {});
    EXPECT_TRUE(merged.conflicts.empty());
    EXPECT_EQ(merged.entry->definition, "Ours.");
    EXPECT_EQ(merged.entry->terms[2].status, TermStatus::kForbidden);
    EXPECT_EQ(merged.entry->changed, Time{3000});
    EXPECT_EQ(state_of(*merge_versions(&base, &theirs, &ours, {}).entry), state_of(*merged.entry));
    EXPECT_EQ(merge_versions(&base, &base, &theirs, {}).entry, theirs);
    EXPECT_EQ(merge_versions(&base, &ours, &base, {}).entry, ours);
}

TEST(MergeVersions, KeepsTheOtherVersionOfAFieldUntilItIsDecided) {
    const Concept base = chip();
    const Concept ours = edited(base, defining("Ours."));
    const Concept theirs = edited(base, defining("Theirs: \"quoted\"\nin two lines."));
    const MergedConcept merged = merge_versions(&base, &ours, &theirs, {});
    ASSERT_EQ(merged.conflicts.size(), 1u);
    EXPECT_EQ(merged.conflicts[0].what.base, "A company.");
    EXPECT_EQ(merged.entry->definition, "Ours.");
    EXPECT_TRUE(has_kept_conflict(*merged.entry));
    EXPECT_EQ(only(kept_conflicts(*merged.entry)),
              "definition: Ours. | Theirs: \"quoted\"\nin two lines.");
    EXPECT_EQ(decide_kept(*merged.entry, {}).entry, merged.entry);
    EXPECT_EQ(decide_kept(*merged.entry, always(MergeSide::kOurs)).entry, ours);
    EXPECT_EQ(decide_kept(*merged.entry, always(MergeSide::kTheirs)).entry, theirs);
    // Once more it is the same conflict.
    const MergedConcept again = merge_versions(&base, &*merged.entry, &theirs, {});
    EXPECT_EQ(state_of(*again.entry), state_of(*merged.entry));
}

TEST(MergeVersions, KeepsAConflictOfATermsStatus) {
    const Concept base = chip();
    const Concept ours = edited(base, giving(2, TermStatus::kForbidden));
    const Concept theirs = edited(base, giving(2, TermStatus::kAdmitted));
    const MergedConcept merged = merge_versions(&base, &ours, &theirs, {});
    EXPECT_EQ(only(kept_conflicts(*merged.entry)), "en nVidia status: forbidden | admitted");
    EXPECT_EQ(merged.entry->terms[2].status, TermStatus::kForbidden);
    const auto decided = decide_kept(*merged.entry, always(MergeSide::kTheirs));
    EXPECT_EQ(state_of(*decided.entry), state_of(theirs));
    // A term that is gone meanwhile has no status.
    const Concept without = edited(*merged.entry, dropping(2));
    EXPECT_EQ(decide_kept(without, always(MergeSide::kTheirs)).entry->terms.size(), 2u);
}

TEST(MergeVersions, OfARemovedTermAgainstAChangedOneTheChangeStays) {
    const Concept base = chip();
    const Concept removed = edited(base, dropping(2));
    const Concept changed = edited(base, giving(2, TermStatus::kForbidden));
    for (const bool ours_removed : {true, false}) {
        const MergedConcept merged = ours_removed ? merge_versions(&base, &removed, &changed, {})
                                                  : merge_versions(&base, &changed, &removed, {});
        ASSERT_EQ(merged.entry->terms.size(), 3u);
        EXPECT_EQ(merged.entry->terms[2].status, TermStatus::kForbidden);
        EXPECT_EQ(only(kept_conflicts(*merged.entry)), "en nVidia term: changed | removed");
        EXPECT_EQ(decide_kept(*merged.entry, always(MergeSide::kTheirs)).entry->terms.size(), 2u);
        EXPECT_EQ(decide_kept(*merged.entry, always(MergeSide::kOurs)).entry->terms.size(), 3u);
    }
    EXPECT_EQ(merge_versions(&base, &removed, &base, {}).entry->terms.size(), 2u);
}

TEST(MergeVersions, OfARemovedConceptAgainstAChangedOneTheChangeStays) {
    const Concept base = chip();
    const Concept changed = edited(base, defining("Changed."));
    for (const bool ours_removed : {true, false}) {
        const MergedConcept merged = ours_removed ? merge_versions(&base, nullptr, &changed, {})
                                                  : merge_versions(&base, &changed, nullptr, {});
        ASSERT_EQ(merged.conflicts.size(), 1u);
        ASSERT_TRUE(merged.entry);
        EXPECT_EQ(only(kept_conflicts(*merged.entry)), "concept: changed | removed");
        EXPECT_FALSE(decide_kept(*merged.entry, always(MergeSide::kTheirs)).entry);
        EXPECT_EQ(decide_kept(*merged.entry, always(MergeSide::kOurs)).entry, changed);
    }
    EXPECT_FALSE(merge_versions(&base, nullptr, &base, {}).entry);
    EXPECT_FALSE(merge_versions(&base, &base, nullptr, {}).entry);
    EXPECT_EQ(merge_versions(nullptr, nullptr, &base, {}).entry, base);
    EXPECT_FALSE(merge_versions(&base, nullptr, nullptr, {}).entry);
}

TEST(MergeVersions, AConceptThatLostEachTermToOneSideIsRemoved) {
    const Concept base = chip();
    const Concept ours = edited(edited(base, dropping(0)), dropping(0));
    const Concept theirs = edited(base, dropping(2));
    EXPECT_FALSE(merge_versions(&base, &ours, &theirs, {}).entry);
    const Concept empty = make_concept("e", {});
    EXPECT_TRUE(merge_versions(&empty, &empty, &empty, {}).entry) << "it never had any";
}

TEST(MergeVersions, EachSidePrefersAnotherTerm) {
    Concept base = make_concept("c1", {{"en", "LLNL"}, {"en", "Livermore"}});
    complete(base);
    const Concept ours = edited(base, giving(0, TermStatus::kPreferred));
    const Concept theirs = edited(base, giving(1, TermStatus::kPreferred));
    const MergedConcept merged = merge_versions(&base, &ours, &theirs, {});
    EXPECT_EQ(only(kept_conflicts(*merged.entry)), "en preferred: LLNL | Livermore");
    EXPECT_EQ(merged.entry->terms[1].status, TermStatus::kAdmitted);
    const Concept decided = *decide_kept(*merged.entry, always(MergeSide::kTheirs)).entry;
    EXPECT_EQ(decided.terms[0].status, TermStatus::kAdmitted);
    EXPECT_EQ(decided.terms[1].status, TermStatus::kPreferred);
    EXPECT_FALSE(has_kept_conflict(decided));
}

TEST(MergeVersions, ADecisionIsNoConflictWithTheOneWhoHasNotDecided) {
    const Concept base = chip();
    const Concept ours = edited(base, defining("Ours."));
    const Concept theirs = edited(base, defining("Theirs."));
    const Concept kept = *merge_versions(&base, &ours, &theirs, {}).entry;
    const Concept decided = *decide_kept(kept, always(MergeSide::kTheirs)).entry;
    const Concept noted =
        edited(kept, [](Concept& entry) { entry.annotations.push_back(note("more")); });
    const MergedConcept merged = merge_versions(&kept, &decided, &noted, {});
    EXPECT_TRUE(merged.conflicts.empty());
    EXPECT_EQ(merged.entry->definition, "Theirs.");
    EXPECT_FALSE(has_kept_conflict(*merged.entry));
}

TEST(KeptConflicts, ANoteThatOnlyBeginsLikeOneIsANote) {
    for (const char* text :
         {"undecided conflict: between two ministries", "undecided conflict: [[\"conflict\",{}]]",
          "undecided conflict: [[\"conflict\",{\"field\":\"preferred\"}]]"}) {
        const Concept entry =
            edited(chip(), [&](Concept& one) { one.annotations.push_back(note(text)); });
        EXPECT_FALSE(has_kept_conflict(entry)) << text;
        EXPECT_EQ(decide_kept(entry, always(MergeSide::kTheirs)).entry, entry);
    }
}

std::multiset<std::string> terms_of(const Concept& entry) {
    std::multiset<std::string> terms;
    for (const Term& term : entry.terms) terms.insert(term.lang.text() + " " + term.text);
    return terms;
}

/// Whichever side is ours: the same conflicts, and decided alike the same concept.
TEST(MergeVersions, OfRandomEditsIsTheSameFromBothSides) {
    std::mt19937 random(7);
    const auto word = [&] { return "w" + std::to_string(random() % 3); };
    const auto act = [&](Concept& entry) {
        switch (random() % 6) {
            case 0:
                entry.definition = word();
                break;
            case 1:
                entry.subject = word();
                break;
            case 2:
                entry.annotations.push_back(note(word()));
                break;
            case 3:
                set_status(entry.terms[random() % entry.terms.size()],
                           static_cast<TermStatus>(random() % 5));
                break;
            case 4: {
                // Two terms of one text are one place, of which a merge keeps what ours has.
                const Concept added = make_concept("", {{"en", word().c_str()}});
                if (terms_of(entry).count("en " + added.terms[0].text) == 0)
                    entry.terms.push_back(added.terms[0]);
                break;
            }
            default:
                if (entry.terms.size() > 1) entry.terms.pop_back();
        }
    };
    const auto versions_of = [&](const Concept& base) {
        Concept entry = base;
        for (unsigned i = random() % 4; i > 0; --i) entry = edited(entry, act);
        return entry;
    };
    for (int round = 0; round < 2000; ++round) {
        SCOPED_TRACE(round);
        const Concept base = versions_of(chip());
        const Concept a = versions_of(base), b = versions_of(base);
        const MergedConcept one = merge_versions(&base, &a, &b, {});
        const MergedConcept other = merge_versions(&base, &b, &a, {});
        ASSERT_EQ(one.entry.has_value(), other.entry.has_value());
        ASSERT_EQ(one.conflicts.size(), other.conflicts.size());
        if (!one.entry) continue;
        EXPECT_EQ(terms_of(*one.entry), terms_of(*other.entry));
        EXPECT_EQ(kept_conflicts(*one.entry).size(), kept_conflicts(*other.entry).size());
        const auto mine = merge_versions(&base, &a, &b, always(MergeSide::kOurs));
        const auto same = merge_versions(&base, &b, &a, always(MergeSide::kTheirs));
        EXPECT_TRUE(differences(*mine.entry, *same.entry).empty());
    }
}

}  // namespace
}  // namespace diglot
