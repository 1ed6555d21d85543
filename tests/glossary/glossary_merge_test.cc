#include "glossary/glossary_merge.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/concept_merge.h"
#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

using test::make_concept;
using test::note;
using testing::ElementsAre;
using testing::IsEmpty;

using Glossary = std::vector<Concept>;

Concept done(Concept entry) {
    complete(entry);
    return entry;
}

Concept chip(TermStatus status = TermStatus::kPreferred, const std::string& definition = "Old.") {
    Concept entry = make_concept("c1", {{"zh-TW", "輝達"}, {"en", "NVIDIA", status}});
    entry.definition = definition;
    return done(entry);
}

Concept with_term(Concept entry, const char* lang, const char* text,
                  TermStatus status = TermStatus::kNone) {
    Term term;
    term.lang = LanguageTag(lang);
    term.text = text;
    if (status != TermStatus::kNone) set_status(term, status);
    entry.terms.push_back(term);
    return done(entry);
}

Concept without_term(Concept entry, const char* text) {
    std::erase_if(entry.terms, [&](const Term& term) { return term.text == text; });
    return entry;
}

MergePlan merge(const Glossary* base, const Glossary& ours, const Glossary& theirs,
                MergeSide side = MergeSide::kUndecided) {
    return merge_glossaries(base, ours, theirs, [side](const MergeConflict&) { return side; });
}

/// "en NVIDIA status: preferred | admitted < (base)", one each.
std::vector<std::string> told(const MergePlan& plan) {
    std::vector<std::string> all;
    for (const MergePlan::Conflict& conflict : plan.conflicts) {
        const MergeConflict& what = conflict.what;
        const std::string where = what.place.text();
        all.push_back((where.empty() ? "" : where + " ") + what.field + ": " + what.ours + " | " +
                      what.theirs + " < " + what.base);
    }
    return all;
}

std::string terms_of(const MergePlan& plan) {
    std::string all;
    for (const MergeStep& step : plan.steps) {
        const bool add = step.kind == MergeStep::Kind::kAdd;
        all += step.kind == MergeStep::Kind::kRemove ? "-" : add ? "+" : "~";
        all += terms_text(step.kind == MergeStep::Kind::kRemove ? step.before : step.after) + " ";
    }
    return all;
}

TEST(MergeGlossaries, WithoutABaseWhatOnlyOneSaysIsTakenAndNothingIsRemoved) {
    Concept theirs = with_term(without_term(chip(), "NVIDIA"), "de", "Nvidia");
    theirs.annotations.push_back(note("theirs"));
    Concept grid = done(make_concept("g", {{"en", "grid"}}));
    const MergePlan plan =
        merge(nullptr, {chip(), done(make_concept("o", {{"en", "ours"}}))}, {theirs, grid});
    EXPECT_THAT(told(plan), IsEmpty());
    EXPECT_EQ(terms_of(plan), "~輝達 [zh-TW]; NVIDIA [en]; Nvidia [de] +grid [en] ");
    EXPECT_EQ(plan.steps[0].after.annotations.back(), note("theirs"));
    EXPECT_EQ(plan.unchanged, 1u);
}

TEST(MergeGlossaries, WithoutABaseDifferentWordsAreInConflict) {
    const Glossary ours{chip()};
    const Glossary theirs{chip(TermStatus::kAdmitted, "New.")};
    const MergePlan open = merge(nullptr, ours, theirs);
    EXPECT_THAT(told(open), ElementsAre("definition: Old. | New. < ",
                                        "en NVIDIA status: preferred | admitted < "));
    EXPECT_EQ(open.undecided(), 2u);
    EXPECT_THAT(open.steps, IsEmpty());
    EXPECT_THAT(merge(nullptr, ours, theirs, MergeSide::kOurs).steps, IsEmpty());
    const MergePlan taken = merge(nullptr, ours, theirs, MergeSide::kTheirs);
    ASSERT_EQ(taken.steps.size(), 1u);
    EXPECT_EQ(taken.steps[0].after, theirs[0]);
}

TEST(MergeGlossaries, WithABaseTheChangeOfOneSideIsTaken) {
    const Glossary base{chip()};
    const Glossary ours{chip(TermStatus::kAdmitted)};
    const Glossary theirs{
        without_term(with_term(chip(TermStatus::kPreferred, "New."), "de", "Nv"), "輝達")};
    const MergePlan plan = merge(&base, ours, theirs);
    EXPECT_THAT(told(plan), IsEmpty());
    ASSERT_EQ(plan.steps.size(), 1u);
    const Concept& after = plan.steps[0].after;
    EXPECT_EQ(terms_text(after), "NVIDIA [en]; Nv [de]");
    EXPECT_EQ(after.terms[0].status, TermStatus::kAdmitted) << "ours";
    EXPECT_EQ(after.definition, "New.") << "theirs";
}

TEST(MergeGlossaries, WithABaseTwoChangesOfOneFieldAreInConflict) {
    const Glossary base{chip()};
    const MergePlan plan = merge(&base, {chip(TermStatus::kAdmitted, "Ours.")},
                                 {chip(TermStatus::kDeprecated, "Theirs.")});
    EXPECT_THAT(told(plan), ElementsAre("definition: Ours. | Theirs. < Old.",
                                        "en NVIDIA status: admitted | deprecated < preferred"));
    EXPECT_THAT(told(merge(&base, {chip(TermStatus::kNone)}, {chip(TermStatus::kNone)})), IsEmpty())
        << "the same change twice";
}

TEST(MergeGlossaries, NotesPileUpAndAreTakenAway) {
    Concept one = chip();
    one.annotations.push_back(note("a"));
    one.annotations.push_back(note("b"));
    Concept ours = one, theirs = one;
    ours.annotations.push_back(note("ours"));
    std::erase(theirs.annotations, note("a"));
    theirs.annotations.push_back(note("theirs"));
    const Glossary base{one};
    const MergePlan plan = merge(&base, {ours}, {theirs});
    ASSERT_EQ(plan.steps.size(), 1u);
    std::vector<Markup> notes = plan.steps[0].after.annotations;
    std::erase_if(notes, [](const Markup& node) { return node.element != "note"; });
    EXPECT_THAT(notes, ElementsAre(note("b"), note("ours"), note("theirs")));
}

TEST(MergeGlossaries, RemovedOnOneSideAndChangedOnTheOther) {
    const Glossary base{chip(), done(make_concept("g", {{"en", "grid"}}))};
    const Concept changed_term = chip(TermStatus::kAdmitted);
    const Concept gone = without_term(chip(), "NVIDIA");
    EXPECT_THAT(told(merge(&base, {changed_term, base[1]}, {gone, base[1]})),
                ElementsAre("en NVIDIA term: changed | removed < NVIDIA"));
    EXPECT_EQ(terms_of(merge(&base, {changed_term}, {gone}, MergeSide::kTheirs)), "~輝達 [zh-TW] ");
    EXPECT_EQ(terms_of(merge(&base, {gone}, {changed_term}, MergeSide::kTheirs)),
              "~輝達 [zh-TW]; NVIDIA [en] ");

    EXPECT_EQ(terms_of(merge(&base, base, {base[0]})), "-grid [en] ") << "they removed it";
    EXPECT_EQ(terms_of(merge(&base, {base[0]}, base)), "") << "we removed it";
    const Glossary changed{base[0], with_term(base[1], "de", "Netz")};
    EXPECT_THAT(told(merge(&base, changed, {base[0]})),
                ElementsAre("concept: changed | removed < grid [en]"));
    EXPECT_EQ(terms_of(merge(&base, changed, {base[0]}, MergeSide::kOurs)), "");
    EXPECT_EQ(terms_of(merge(&base, changed, {base[0]}, MergeSide::kTheirs)),
              "-grid [en]; Netz [de] ");
    EXPECT_EQ(terms_of(merge(&base, {base[0]}, changed, MergeSide::kTheirs)),
              "+grid [en]; Netz [de] ");
}

TEST(MergeGlossaries, TwoPreferredTermsAreInConflict) {
    const Concept bare = done(make_concept("c1", {{"zh-TW", "輝達"}}));
    const Glossary ours{with_term(bare, "en", "NVIDIA", TermStatus::kPreferred)};
    const Glossary theirs{with_term(bare, "en", "Nvidia", TermStatus::kPreferred)};
    const Glossary base{bare};
    for (const Glossary* from : {static_cast<const Glossary*>(nullptr), &base})
        EXPECT_THAT(told(merge(from, ours, theirs)),
                    ElementsAre("en preferred: NVIDIA | Nvidia < "));
    const auto status = [](const MergePlan& plan, const char* text) {
        for (const Term& term : plan.steps.at(0).after.terms)
            if (term.text == text) return term.status;
        return TermStatus::kNone;
    };
    const MergePlan kept = merge(&base, ours, theirs, MergeSide::kOurs);
    EXPECT_EQ(status(kept, "NVIDIA"), TermStatus::kPreferred);
    EXPECT_EQ(status(kept, "Nvidia"), TermStatus::kAdmitted);
    const MergePlan taken = merge(&base, ours, theirs, MergeSide::kTheirs);
    EXPECT_EQ(status(taken, "NVIDIA"), TermStatus::kAdmitted);
    EXPECT_EQ(status(taken, "Nvidia"), TermStatus::kPreferred);
}

TEST(MergeGlossaries, PreferredTermsOfOtherRegionsAndTimesDoNotCompete) {
    const auto named = [](const char* text, const char* region, const char* from,
                          const char* until) {
        Concept entry =
            make_concept("c1", {{"zh-TW", "實驗室"}, {"en", text, TermStatus::kPreferred}});
        entry.terms[1].region = region;
        entry.terms[1].valid_from = parse_date(from);
        entry.terms[1].valid_until = parse_date(until);
        return Glossary{done(entry)};
    };
    EXPECT_THAT(told(merge(nullptr, named("lab", "US", "", ""), named("laboratory", "GB", "", ""))),
                IsEmpty());
    EXPECT_THAT(told(merge(nullptr, named("NREL", "", "", "2025-11-30"),
                           named("NLR", "", "2025-12-01", ""))),
                IsEmpty());
    EXPECT_THAT(told(merge(nullptr, named("NREL", "", "", "2025-12-01"),
                           named("NLR", "", "2025-12-01", ""))),
                ElementsAre("en preferred: NREL | NLR < "));
}

TEST(MergeGlossaries, AConceptWhoseTermsBothSidesChangedIsFoundByTheBase) {
    const Glossary base{done(make_concept("", {{"zh-TW", "晶片"}, {"zh-TW", "芯片"}}))};
    const Glossary ours{done(make_concept("", {{"zh-TW", "晶片"}}))};
    const Glossary theirs{done(make_concept("", {{"zh-TW", "芯片"}, {"en", "chip"}}))};
    EXPECT_EQ(terms_of(merge(&base, ours, theirs)), "~chip [en] ") << "each removed a term";
    EXPECT_EQ(terms_of(merge(nullptr, ours, theirs)), "+芯片 [zh-TW]; chip [en] ");
}

/// A glossary of versions: concepts with an id and an English term that stays.
class Versions {
public:
    explicit Versions(unsigned seed) : random_(seed) {}

    Glossary first() {
        Glossary made;
        for (int i = 0; i < 12; ++i) {
            const std::string number = std::to_string(i);
            made.push_back(done(make_concept("c" + number, {{"en", ("term" + number).c_str()}})));
        }
        return change(change(made));
    }

    /// About every third concept says something else; some are gone, one is new.
    Glossary change(const Glossary& given) {
        Glossary made;
        for (const Concept& entry : given)
            if (!one_in(9)) made.push_back(one_in(3) ? edited(entry) : entry);
        const std::string number = std::to_string(++new_);
        made.push_back(done(make_concept("n" + number, {{"en", ("new" + number).c_str()}})));
        return made;
    }

private:
    bool one_in(unsigned n) { return random_() % n == 0; }
    std::string word() { return std::string(1, static_cast<char>('a' + random_() % 4)); }

    Concept edited(Concept entry) {
        switch (random_() % 5) {
            case 0:
                set_annotation(entry.annotations, "descrip", "definition", word());
                break;
            case 1:
                entry.annotations.push_back(note(word()));
                break;
            case 2:
                set_status(entry.terms[0],
                           one_in(2) ? TermStatus::kAdmitted : TermStatus::kDeprecated);
                break;
            case 3: {
                const std::string text = word();
                const Concept more = with_term(entry, "de", text.c_str());
                return terms_text(entry).find(text + " [de]") == std::string::npos ? more : entry;
            }
            case 4:
                if (entry.terms.size() > 1) entry.terms.pop_back();
                break;
        }
        refresh_fields(entry);
        return entry;
    }

    std::mt19937 random_;
    int new_ = 0;
};

/// Ours as the plan makes it.
Glossary carried_out(const MergePlan& plan, Glossary ours) {
    for (const MergeStep& step : plan.steps) {
        const auto at = std::find(ours.begin(), ours.end(), step.before);
        if (step.kind == MergeStep::Kind::kAdd)
            ours.push_back(step.after);
        else if (step.kind == MergeStep::Kind::kRemove)
            ours.erase(at);
        else
            *at = step.after;
    }
    return ours;
}

bool say_the_same(const Glossary& a, const Glossary& b) {
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const Concept& entry) {
               return std::any_of(b.begin(), b.end(), [&](const Concept& other) {
                   return other.external_id == entry.external_id &&
                          differences(entry, other).empty();
               });
           });
}

TEST(MergeGlossaries, HoldsWhatAMergeMustHold) {
    std::size_t conflicts = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        Versions versions(seed);
        const Glossary base = versions.first();
        const Glossary ours = versions.change(base);
        const Glossary theirs = versions.change(base);
        EXPECT_TRUE(say_the_same(carried_out(merge(&base, base, theirs), base), theirs))
            << "only they changed: " << seed;
        EXPECT_THAT(merge(&base, ours, base).steps, IsEmpty()) << "only we changed: " << seed;
        EXPECT_THAT(merge(&base, ours, ours).steps, IsEmpty()) << "both did the same: " << seed;
        const MergePlan there = merge(&base, ours, theirs, MergeSide::kTheirs);
        const MergePlan here = merge(&base, theirs, ours, MergeSide::kOurs);
        EXPECT_EQ(there.conflicts.size(), here.conflicts.size()) << "from either side: " << seed;
        conflicts += there.conflicts.size();
        EXPECT_TRUE(say_the_same(carried_out(there, ours), carried_out(here, theirs)))
            << "the same choices give the same glossary: " << seed;
    }
    EXPECT_GT(conflicts, 100u) << "the sides do contradict each other";
}

}  // namespace
}  // namespace diglot
