#include "tm/unit_merge.h"

#include <algorithm>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/tm/unit_versions.h"

namespace diglot {
namespace {

/// A version in short: fields between blanks. "s=甲 t=a" are the source's and the target's text,
/// "c=A" the property client, "n=…" a note, "k=…" a property of which there may be several
/// ("k=1,2"), "u=" the count of use, "st=" the state, "@=" when it was changed, "by=" by whom,
/// "ja=" a third variant, "tn=" a note of the target, "q=" its property. "-" is no unit at all.
std::optional<Unit> read(const std::string& text) {
    if (text == "-") return std::nullopt;
    Unit unit;
    std::istringstream words(text);
    std::string by;
    for (std::string word; words >> word;) {
        const std::size_t at = word.find('=');
        const std::string key = word.substr(0, at);
        const std::string value = word.substr(at + 1);
        if (key == "s") unit.variants.push_back(variant_of("zh-TW", value));
        if (key == "t") unit.variants.push_back(variant_of("en", value));
        if (key == "ja") unit.variants.push_back(variant_of("ja", value));
        if (key == "c") unit.annotations.push_back(prop("client", value));
        if (key == "st") unit.annotations.push_back(prop("x-diglot-state", value));
        if (key == "n") unit.annotations.push_back(note(value));
        if (key == "k") {
            std::istringstream parts(value);
            for (std::string part; std::getline(parts, part, ',');)
                unit.annotations.push_back(prop("key", part));
        }
        if (key == "u") unit.attributes.push_back({"usagecount", value});
        if (key == "@") unit.stamp.changed = Time{std::stoll(value)};
        if (key == "by") unit.stamp.changed_by = value;
        if (key == "tn") unit.variants.back().annotations.push_back(note(value));
        if (key == "q") unit.variants.back().annotations.push_back(prop("quality", value));
    }
    for (std::size_t i = 0; i < unit.variants.size(); ++i)
        if (unit.variants[i].lang.text() == "zh-TW") unit.source = i;
    return unit;
}

const Unit* pointer(const std::optional<Unit>& unit) { return unit ? &*unit : nullptr; }

std::string form(const std::optional<Unit>& unit) { return unit ? canonical_form(*unit) : "-"; }

struct Case {
    const char* name;
    const char* base;  ///< "none": there is no common version.
    const char* ours;
    const char* theirs;
    const char* merged;     ///< With conflicts decided for ours.
    const char* conflicts;  ///< Places and fields, with blanks between.
};

const Case kCases[] = {
    // Nobody, or one side only.
    {"nobody", "s=甲 t=a", "s=甲 t=a", "s=甲 t=a", "s=甲 t=a", ""},
    {"target of ours", "s=甲 t=a", "s=甲 t=b", "s=甲 t=a", "s=甲 t=b", ""},
    {"target of theirs", "s=甲 t=a", "s=甲 t=a", "s=甲 t=b", "s=甲 t=b", ""},
    {"source of ours", "s=甲 t=a", "s=乙 t=a", "s=甲 t=a", "s=乙 t=a", ""},
    {"source of theirs", "s=甲 t=a", "s=甲 t=a", "s=乙 t=a", "s=乙 t=a", ""},
    {"property added", "s=甲 t=a", "s=甲 t=a", "s=甲 t=a c=A", "s=甲 t=a c=A", ""},
    {"property changed", "s=甲 t=a c=A", "s=甲 t=a c=B", "s=甲 t=a c=A", "s=甲 t=a c=B", ""},
    {"property removed", "s=甲 t=a c=A", "s=甲 t=a", "s=甲 t=a c=A", "s=甲 t=a", ""},
    {"note added", "s=甲 t=a", "s=甲 t=a n=x", "s=甲 t=a", "s=甲 t=a n=x", ""},
    {"note removed", "s=甲 t=a n=x", "s=甲 t=a n=x", "s=甲 t=a", "s=甲 t=a", ""},
    {"variant added", "s=甲 t=a", "s=甲 t=a ja=い", "s=甲 t=a", "s=甲 t=a ja=い", ""},
    {"variant removed", "s=甲 t=a ja=い", "s=甲 t=a ja=い", "s=甲 t=a", "s=甲 t=a", ""},
    // Other fields.
    {"source and target", "s=甲 t=a", "s=乙 t=a", "s=甲 t=b", "s=乙 t=b", ""},
    {"target and property", "s=甲 t=a", "s=甲 t=b", "s=甲 t=a c=A", "s=甲 t=b c=A", ""},
    {"target and note", "s=甲 t=a", "s=甲 t=b", "s=甲 t=a n=x", "s=甲 t=b n=x", ""},
    {"target and removed note", "s=甲 t=a n=x", "s=甲 t=b n=x", "s=甲 t=a", "s=甲 t=b", ""},
    {"two targets", "s=甲 t=a ja=い", "s=甲 t=b ja=い", "s=甲 t=a ja=ろ", "s=甲 t=b ja=ろ", ""},
    {"two notes", "s=甲 t=a", "s=甲 t=a n=x", "s=甲 t=a n=y", "s=甲 t=a n=x n=y", ""},
    {"note added and removed", "s=甲 t=a n=x", "s=甲 t=a n=x n=y", "s=甲 t=a", "s=甲 t=a n=y", ""},
    {"note replaced by both", "s=甲 t=a n=x", "s=甲 t=a n=y", "s=甲 t=a n=z", "s=甲 t=a n=y n=z",
     ""},
    {"same note twice", "s=甲 t=a", "s=甲 t=a n=x", "s=甲 t=a n=x", "s=甲 t=a n=x", ""},
    {"keys pile up", "s=甲 t=a k=1,2", "s=甲 t=a k=1,2,3", "s=甲 t=a k=2,4", "s=甲 t=a k=2,3,4",
     ""},
    {"variants of two languages", "s=甲", "s=甲 t=a", "s=甲 ja=い", "s=甲 t=a ja=い", ""},
    {"text and removed property", "s=甲 t=a c=A", "s=甲 t=b c=A", "s=甲 t=a", "s=甲 t=b", ""},
    {"quality and text of the target", "s=甲 t=a q=1", "s=甲 t=a q=2", "s=甲 t=b q=1",
     "s=甲 t=b q=2", ""},
    {"notes of unit and target", "s=甲 t=a", "s=甲 t=a n=x", "s=甲 t=a tn=y", "s=甲 t=a tn=y n=x",
     ""},
    // The same on both sides.
    {"same target", "s=甲 t=a", "s=甲 t=b", "s=甲 t=b", "s=甲 t=b", ""},
    {"same removal", "s=甲 t=a", "-", "-", "-", ""},
    {"same property", "s=甲 t=a", "s=甲 t=a c=A", "s=甲 t=a c=A", "s=甲 t=a c=A", ""},
    {"same removed property", "s=甲 t=a c=A", "s=甲 t=a", "s=甲 t=a", "s=甲 t=a", ""},
    {"same target, other field", "s=甲 t=a", "s=甲 t=b c=A", "s=甲 t=b", "s=甲 t=b c=A", ""},
    {"same variant", "s=甲", "s=甲 t=a", "s=甲 t=a", "s=甲 t=a", ""},
    // One field, two values.
    {"target", "s=甲 t=a", "s=甲 t=b", "s=甲 t=c", "s=甲 t=b", "en/text"},
    {"source", "s=甲 t=a", "s=乙 t=a", "s=丙 t=a", "s=乙 t=a", "zh-TW/text"},
    {"source and target at once", "s=甲 t=a", "s=乙 t=b", "s=丙 t=c", "s=乙 t=b",
     "zh-TW/text en/text"},
    {"property", "s=甲 t=a c=A", "s=甲 t=a c=B", "s=甲 t=a c=C", "s=甲 t=a c=B", "/prop.client"},
    {"property removed or changed", "s=甲 t=a c=A", "s=甲 t=a", "s=甲 t=a c=C", "s=甲 t=a",
     "/prop.client"},
    {"property added twice", "s=甲 t=a", "s=甲 t=a c=B", "s=甲 t=a c=C", "s=甲 t=a c=B",
     "/prop.client"},
    {"target, and a note", "s=甲 t=a", "s=甲 t=b", "s=甲 t=c n=x", "s=甲 t=b n=x", "en/text"},
    {"new variant twice", "s=甲", "s=甲 t=a", "s=甲 t=b", "s=甲 t=a", "en/text"},
    {"third language", "s=甲 t=a ja=い", "s=甲 t=a ja=ろ", "s=甲 t=a ja=は", "s=甲 t=a ja=ろ",
     "ja/text"},
    {"quality of the target", "s=甲 t=a q=1", "s=甲 t=a q=2", "s=甲 t=a q=3", "s=甲 t=a q=2",
     "en/prop.quality"},
    // One deletes.
    {"ours deletes", "s=甲 t=a", "-", "s=甲 t=a", "-", ""},
    {"theirs deletes", "s=甲 t=a", "s=甲 t=a", "-", "-", ""},
    {"ours deletes, theirs edits", "s=甲 t=a", "-", "s=甲 t=b", "-", "/unit"},
    {"theirs deletes, ours edits", "s=甲 t=a", "s=甲 t=b", "-", "s=甲 t=b", "/unit"},
    {"theirs deletes, ours notes", "s=甲 t=a", "s=甲 t=a n=x", "-", "s=甲 t=a n=x", "/unit"},
    {"ours drops, theirs edits a variant", "s=甲 t=a ja=い", "s=甲 t=a", "s=甲 t=a ja=ろ",
     "s=甲 t=a", "ja/variant"},
    {"theirs drops, ours edits a variant", "s=甲 t=a ja=い", "s=甲 t=a ja=ろ", "s=甲 t=a",
     "s=甲 t=a ja=ろ", "ja/variant"},
    {"dropped and another edited", "s=甲 t=a ja=い", "s=甲 t=a", "s=甲 t=b ja=い", "s=甲 t=b", ""},
    // Both add.
    {"both add the same", "none", "s=甲 t=a", "s=甲 t=a", "s=甲 t=a", ""},
    {"both add, one says more", "none", "s=甲 t=a", "s=甲 t=a c=A n=x", "s=甲 t=a c=A n=x", ""},
    {"both add other notes", "none", "s=甲 t=a n=x", "s=甲 t=a n=y", "s=甲 t=a n=x n=y", ""},
    {"both add other targets", "none", "s=甲 t=a", "s=甲 t=b", "s=甲 t=a", "en/text"},
    {"both add other languages", "none", "s=甲 t=a", "s=甲 ja=い", "s=甲 t=a ja=い", ""},
    {"a person's and a machine's", "none", "s=甲 t=a", "s=甲 t=a st=machine", "s=甲 t=a", ""},
    {"a machine's and a person's", "none", "s=甲 t=a st=machine", "s=甲 t=a", "s=甲 t=a", ""},
    {"reviewed by one", "none", "s=甲 t=a", "s=甲 t=a st=reviewed", "s=甲 t=a st=reviewed", ""},
    {"rejected by one", "none", "s=甲 t=a", "s=甲 t=a st=rejected", "s=甲 t=a", "/state"},
    {"only ours adds", "none", "s=甲 t=a", "-", "s=甲 t=a", ""},
    {"only theirs adds", "none", "-", "s=甲 t=a", "s=甲 t=a", ""},
    // What only keeps account.
    {"count of use", "s=甲 t=a u=3", "s=甲 t=a u=5", "s=甲 t=a u=12", "s=甲 t=a u=12", ""},
    {"dates", "s=甲 t=a @=10", "s=甲 t=a @=20 by=ann", "s=甲 t=a @=30 by=ben",
     "s=甲 t=a @=30 by=ben", ""},
    {"dates, and one text", "s=甲 t=a @=10", "s=甲 t=b @=20", "s=甲 t=a @=30", "s=甲 t=b @=30", ""},
    // A renaming is a new source text of the same unit.
    {"renamed and translated", "s=甲 t=a", "s=甲公司 t=a", "s=甲 t=b c=A", "s=甲公司 t=b c=A", ""},
    {"renamed the same way", "s=甲 t=a", "s=甲公司 t=a", "s=甲公司 t=b", "s=甲公司 t=b", ""},
    {"renamed and deleted", "s=甲 t=a", "s=甲公司 t=a", "-", "s=甲公司 t=a", "/unit"},
};

std::string places(const UnitMerge& merge) {
    std::string text;
    for (const UnitMerge::Conflict& conflict : merge.conflicts)
        text += (text.empty() ? "" : " ") + conflict.what.where + "/" + conflict.what.field;
    return text;
}

DecideUnit always(MergeSide side) {
    return [side](const UnitConflict&) { return side; };
}

TEST(MergeUnits, DoesWhatTheTableSays) {
    EXPECT_GE(std::size(kCases), 60u);
    for (const Case& one : kCases) {
        SCOPED_TRACE(one.name);
        const bool has_base = std::string(one.base) != "none";
        const auto base = has_base ? read(one.base) : std::nullopt;
        const auto ours = read(one.ours);
        const auto theirs = read(one.theirs);
        const UnitMerge merged =
            merge_units(pointer(base), pointer(ours), pointer(theirs), always(MergeSide::kOurs));
        EXPECT_EQ(form(merged.unit), form(read(one.merged)));
        EXPECT_EQ(places(merged), one.conflicts);
        // The other way round, decided for the other side, it is the same.
        const UnitMerge mirrored =
            merge_units(pointer(base), pointer(theirs), pointer(ours), always(MergeSide::kTheirs));
        EXPECT_EQ(form(mirrored.unit), form(read(one.merged)));
        EXPECT_EQ(mirrored.conflicts.size(), merged.conflicts.size());
    }
}

TEST(MergeUnits, KeepsBothVersionsOfWhatIsUndecidedUntilItIsDecided) {
    for (const Case& one : kCases) {
        if (!*one.conflicts) continue;
        SCOPED_TRACE(one.name);
        const bool has_base = std::string(one.base) != "none";
        const auto base = has_base ? read(one.base) : std::nullopt;
        const auto ours = read(one.ours);
        const auto theirs = read(one.theirs);
        const auto merge = [&](const DecideUnit& decide) {
            return merge_units(pointer(base), pointer(ours), pointer(theirs), decide);
        };
        const UnitMerge kept = merge({});
        ASSERT_TRUE(kept.unit);
        EXPECT_EQ(kept_conflicts(*kept.unit).size(), kept.conflicts.size());
        // A removed unit or variant stays, so there "ours" is what was changed, whoever did.
        const bool removal = std::string(one.conflicts).ends_with("/unit") ||
                             std::string(one.conflicts).ends_with("/variant");
        const bool ours_removed = removal && std::string(one.name).starts_with("ours");
        for (const MergeSide side : {MergeSide::kOurs, MergeSide::kTheirs}) {
            const MergeSide direct = !ours_removed              ? side
                                     : side == MergeSide::kOurs ? MergeSide::kTheirs
                                                                : MergeSide::kOurs;
            EXPECT_EQ(form(decide_kept(*kept.unit, always(side)).unit),
                      form(merge(always(direct)).unit));
        }
        EXPECT_EQ(form(decide_kept(*kept.unit, always(MergeSide::kUndecided)).unit),
                  form(kept.unit));
    }
}

TEST(MergeUnits, ATextMayDifferInItsCodesOnly) {
    const auto coded = [](const std::string& code) {
        Unit unit = version("甲", "");
        unit.variants[1].segment =
            Segment::from_content({Markup::run("a"), Markup::node("ph", {}, {Markup::run(code)})});
        return unit;
    };
    const Unit base = coded("<b>"), ours = coded("<i>"), theirs = coded("<u>");
    const UnitMerge merged = merge_units(&base, &ours, &theirs, {});
    ASSERT_EQ(merged.conflicts.size(), 1u);
    EXPECT_EQ(merged.conflicts[0].what.field, "codes");
    EXPECT_EQ(decide_kept(*merged.unit, always(MergeSide::kTheirs)).unit->variants[1].segment,
              theirs.variants[1].segment);
}

TEST(MergeContexts, KeepsEachPlaceOnce) {
    Unit ours = version("甲", "a"), theirs = ours;
    ours.context = {1, 2};
    theirs.context = {3, 4};
    theirs.more_contexts = {{1, 2}};
    merge_contexts(nullptr, theirs, ours);
    EXPECT_EQ(ours.context, (Context{1, 2}));
    EXPECT_EQ(ours.more_contexts, (std::vector<Context>{{3, 4}}));
}

/// A random edit of one thing.
void edit(std::mt19937& random, std::optional<Unit>& unit) {
    const auto word = [&] { return std::string(1, static_cast<char>('a' + random() % 5)); };
    const unsigned kind = random() % 12;
    if (!unit || kind == 0) {
        if (kind < 2) unit.reset();
        return;
    }
    const auto drop = [&](std::vector<Markup>& nodes) {
        if (!nodes.empty()) nodes.erase(nodes.begin() + static_cast<int>(random() % nodes.size()));
    };
    Variant& variant = unit->variants[random() % unit->variants.size()];
    switch (kind) {
        case 1:
        case 2:
        case 3:
            variant.segment = Segment(word());
            break;
        case 4:
            unit->annotations.push_back(note(word()));
            break;
        case 5:
            drop(unit->annotations);
            break;
        case 6:
            unit->annotations.push_back(prop("client", word()));
            break;
        case 7:
            variant.annotations.push_back(prop("quality", word()));
            break;
        case 8:
            unit->stamp.changed = Time{static_cast<std::int64_t>(random() % 100)};
            unit->stamp.changed_by = word();
            break;
        case 9:
            unit->attributes = {{"usagecount", std::to_string(random() % 20)}};
            break;
        case 10:
            if (unit->variants.size() < 4)
                unit->variants.push_back(variant_of(random() % 2 ? "ja" : "en", word()));
            break;
        default:
            if (unit->variants.size() > 2) unit->variants.pop_back();
    }
}

/// Values that one side added to what it comes from and the other did not touch.
void expect_nothing_lost(const Unit& base, const std::optional<Unit>& side,
                         const std::optional<Unit>& other, const std::optional<Unit>& merged) {
    if (!side || !other) return;
    const auto was = items_of(base), one = items_of(*side), untouched = items_of(*other);
    for (const UnitItem& item : one) {
        const UnitItem* before = find_item(was, item.where, item.field);
        const UnitItem* there = find_item(untouched, item.where, item.field);
        const bool same_there =
            (!before && !there) || (before && there && same_values(before->values, there->values));
        const bool has_place = item.where.empty() || find_item(untouched, item.where, "variant") ||
                               !find_item(was, item.where, "variant");
        if (!same_there || !has_place) continue;
        ASSERT_TRUE(merged);
        const auto all = items_of(*merged);
        // A second variant of a language may have become the first.
        const std::string language = item.where.substr(0, item.where.find(' '));
        const bool kept = std::any_of(all.begin(), all.end(), [&](const UnitItem& found) {
            return found.where.substr(0, found.where.find(' ')) == language &&
                   found.field == item.field && same_values(found.values, item.values);
        });
        EXPECT_TRUE(kept) << item.where << " " << item.field << " " << item.text();
    }
}

TEST(MergeUnits, OfThousandRandomHistoriesIsTheSameFromBothSidesAndLosesNothing) {
    std::mt19937 random(20261125);
    for (int round = 0; round < 1000; ++round) {
        SCOPED_TRACE(round);
        std::optional<Unit> base = version("s", "t");
        for (unsigned i = random() % 5; i > 0; --i) edit(random, base);
        if (!base) base = version("s", "t");
        std::optional<Unit> a = base, b = base;
        for (unsigned i = random() % 5; i > 0; --i) edit(random, a);
        for (unsigned i = random() % 5; i > 0; --i) edit(random, b);
        const UnitMerge ab = merge_units(&*base, pointer(a), pointer(b), always(MergeSide::kOurs));
        const UnitMerge ba =
            merge_units(&*base, pointer(b), pointer(a), always(MergeSide::kTheirs));
        ASSERT_EQ(form(ab.unit), form(ba.unit));
        ASSERT_EQ(ab.conflicts.size(), ba.conflicts.size());
        expect_nothing_lost(*base, a, b, ab.unit);
        expect_nothing_lost(*base, b, a, ab.unit);
    }
}

}  // namespace
}  // namespace diglot
