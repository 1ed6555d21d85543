// What every format that is written keeps to: one suite over contract_formats().
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/contract_formats.h"
#include "tm/merge.h"

namespace diglot {
namespace {

std::string name_of(const testing::TestParamInfo<ContractFormat>& info) { return info.param.name; }

Unit with_codes(Unit unit) {
    for (Variant& variant : unit.variants)
        variant.segment = Segment::from_content(
            {Markup::leaf("bpt", {{"i", "1"}, {"x", "1"}, {"type", "bold"}}, "<b>"),
             Markup::run(variant.segment.text), Markup::leaf("ept", {{"i", "1"}}, "</b>"),
             Markup::leaf("ph", {{"x", "2"}}, "<br/>"),
             Markup::leaf("it", {{"pos", "begin"}}, "<i>"),
             Markup::node("hi", {}, {Markup::run(" & < > \" 中")})});
    return unit;
}

Unit with_details(Unit unit) {
    unit.annotations = {Markup::leaf("note", {}, "請確認譯名"),
                        Markup::leaf("prop", {{"type", "project"}}, "news & views"),
                        Markup::leaf("prop", {{"type", "x-diglot-state"}}, "reviewed")};
    unit.attributes = {{"tuid", "a 1"}};
    unit.stamp.created = parse_tmx_date("20260102T030405Z");
    unit.stamp.changed_by = "Lin";
    unit.variants[1].annotations = {Markup::leaf("prop", {{"type", "tone"}}, "formal")};
    return unit;
}

Unit with_third_language(Unit unit) {
    Variant third = unit.variants[1];
    third.lang = LanguageTag("ja");
    third.lang_spelling = "ja";
    third.segment = Segment("第三");
    unit.variants.push_back(std::move(third));
    return unit;
}

/// What translators' files hold: scripts of both directions, characters beyond the first plane,
/// white space that counts, signs that mean something to some format.
std::vector<Unit> plain_units() {
    return {make_unit("The first sentence.", "第一句。"),
            make_unit("مرحبا, \u200Fworld", "שלום 世界"),
            make_unit("Yoshinoya 😀", "𠮷野家 😀"),
            make_unit("a < b & c > d \"e\" 'f'", "]]> &amp; <tag>"),
            make_unit("=SUM(A1), then; +1 | -2 @x", "#號 \\n %s {0}"),
            make_unit("  Space around it  ", " 前後有空格 ")};
}

std::vector<Unit> rich_units() {
    return {make_unit("two\nlines\tand a tab", "兩行\n與\t定位"),
            with_codes(make_unit("bold", "粗體")), with_details(make_unit("The last", "最後")),
            with_third_language(make_unit("Three", "三種"))};
}

Collected content_of(std::vector<Unit> units) {
    Collected content;
    content.units = std::move(units);
    return content;
}

/// Without what the order in a file gives, and without order where it means nothing.
Unit canonical(Unit unit) {
    unit.context = {};
    const auto sort = [](std::vector<Markup>& annotations) {
        std::sort(annotations.begin(), annotations.end(),
                  [](const Markup& a, const Markup& b) { return to_jsonml({a}) < to_jsonml({b}); });
    };
    sort(unit.annotations);
    for (Variant& variant : unit.variants) sort(variant.annotations);
    return unit;
}

std::string shown(const Unit& unit) {
    std::string out = to_jsonml(unit.annotations);
    for (const Variant& variant : unit.variants)
        out += "\n" + variant.lang_spelling + ": " + variant.segment.text + " " +
               to_jsonml(variant.segment.content) + to_jsonml(variant.annotations);
    return out;
}

/// Whether all that was said of the unit is still said; a format may say more (Weblate's category).
bool keeps_all(Unit found, Unit wanted) {
    found = canonical(std::move(found));
    wanted = canonical(std::move(wanted));
    for (const Markup& node : wanted.annotations)
        if (std::find(found.annotations.begin(), found.annotations.end(), node) ==
            found.annotations.end())
            return false;
    found.annotations = wanted.annotations;
    return found == wanted;
}

class WriteContract : public testing::TestWithParam<ContractFormat> {
protected:
    static Collected read(std::string_view bytes) {
        Collected found;
        const auto result = read_contract(GetParam(), bytes, found);
        EXPECT_TRUE(result.ok()) << (result.ok() ? "" : to_string(result.error()));
        if (result.ok()) {
            EXPECT_EQ(result->skipped, 0u) << found.told();
        }
        return found;
    }
};

TEST_P(WriteContract, PlainUnitsComeBackAsTheyWere) {
    const std::vector<Unit> wanted = plain_units();
    const Written written = GetParam().write(content_of(wanted));
    for (const Loss& loss : written.losses)
        EXPECT_EQ(loss.what.substr(0, 17), "language spelling") << written.told();
    const Collected found = read(written.bytes);
    ASSERT_EQ(found.units.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        EXPECT_TRUE(same_unit(found.units[i], wanted[i])) << shown(found.units[i]) << "\nwanted\n"
                                                          << shown(wanted[i]);
}

/// What does not come back is named as lost.
TEST_P(WriteContract, ALossIsNamed) {
    for (const Unit& wanted : rich_units()) {
        const Written written = GetParam().write(content_of({wanted}));
        const Collected found = read(written.bytes);
        ASSERT_EQ(found.units.size(), 1u) << shown(wanted);
        const bool same = keeps_all(found.units[0], wanted);
        EXPECT_TRUE(same || !written.losses.empty()) << shown(found.units[0]) << "\nwanted\n"
                                                     << shown(wanted);
        if (GetParam().is_exact && (wanted.variants.size() == 2 || GetParam().name == "Tmx")) {
            EXPECT_TRUE(same) << shown(found.units[0]) << "\nwanted\n" << shown(wanted);
        }
    }
}

TEST_P(WriteContract, WritingAgainGivesTheSameBytes) {
    std::vector<Unit> units = plain_units();
    for (Unit& unit : rich_units()) units.push_back(std::move(unit));
    const Collected once = read(GetParam().write(content_of(units)).bytes);
    const std::string bytes = GetParam().write(once).bytes;
    if (GetParam().is_text) {  // Archives hold the time they were made at.
        EXPECT_EQ(GetParam().write(read(bytes)).bytes, bytes);
    } else {
        EXPECT_EQ(contract_pairs(read(bytes)), contract_pairs(once));
    }
}

TEST_P(WriteContract, ReadingAgainAddsNothing) {
    std::vector<Unit> units = plain_units();
    for (Unit& unit : rich_units()) units.push_back(std::move(unit));
    const std::string bytes = GetParam().write(content_of(units)).bytes;
    const Collected first = read(bytes);
    const Collected again = read(bytes);
    ASSERT_EQ(again.units.size(), first.units.size());
    for (std::size_t i = 0; i < first.units.size(); ++i) {
        EXPECT_EQ(unit_key(again.units[i]), unit_key(first.units[i]));
        Unit merged = first.units[i];
        EXPECT_FALSE(merge_unit(merged, again.units[i]).changed) << "unit " << i;
    }
}

bool writes_units(const ContractFormat& format) {
    return format.write && format.name.find("Glossary") == std::string::npos &&
           format.name.find("Tbx") == std::string::npos;
}

INSTANTIATE_TEST_SUITE_P(Each, WriteContract, testing::ValuesIn(formats_where(writes_units)),
                         name_of);

// ---- Writing what keeps all of a unit: cut anywhere, a bad byte, in every encoding.

class ExactContract : public WriteContract {
protected:
    static std::string sample() {
        std::vector<Unit> units = plain_units();
        for (Unit& unit : rich_units()) units.push_back(std::move(unit));
        return GetParam().write(content_of(std::move(units))).bytes;
    }
};

TEST_P(ExactContract, AFileCutAnywhereGivesWholeUnitsOrALocatedError) {
    const std::string bytes = sample();
    const Collected whole = read(bytes);
    std::size_t refused = 0;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        Collected cut;
        const auto result = read_contract(GetParam(), std::string_view(bytes).substr(0, size), cut);
        ASSERT_LE(cut.units.size(), whole.units.size()) << size;
        for (std::size_t i = 0; i < cut.units.size(); ++i)
            ASSERT_TRUE(same_unit(cut.units[i], whole.units[i])) << "cut at " << size;
        for (const Diagnostic& d : cut.diagnostics) {
            if (d.severity == Severity::kError) {
                ASSERT_GT(d.position.line, 0u) << d.message;
            }
        }
        if (result.ok()) continue;
        ++refused;
        ASSERT_NE(result.error().message, "");
        if (size > 0) {
            ASSERT_GT(result.error().position.line, 0u) << "cut at " << size;
        }
    }
    EXPECT_GT(refused, 0u);
}

TEST_P(ExactContract, AnyUnicodeEncodingWithAMarkIsRead) {
    const std::string bytes = sample();
    const Collected wanted = read(bytes);
    for (const std::string& encoded :
         {"\xEF\xBB\xBF" + bytes, converted(bytes, "UTF-16LE", "\xFF\xFE"),
          converted(bytes, "UTF-16BE", "\xFE\xFF")}) {
        const Collected found = read(encoded);
        ASSERT_EQ(found.units.size(), wanted.units.size());
        for (std::size_t i = 0; i < wanted.units.size(); ++i)
            EXPECT_TRUE(found.units[i] == wanted.units[i]) << shown(found.units[i]);
    }
}

TEST_P(ExactContract, ABadByteCostsOneUnitAndIsLocated) {
    std::string bytes = sample();
    const std::size_t units = read(bytes).units.size();
    const std::size_t at = bytes.find("Yoshinoya");
    ASSERT_NE(at, std::string::npos);
    bytes[at] = '\xC0';
    Collected found;
    const auto result = read_contract(GetParam(), bytes, found);
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->skipped, 1u);
    EXPECT_EQ(found.units.size(), units - 1);
    ASSERT_FALSE(found.diagnostics.empty());
    const auto line = static_cast<std::size_t>(
        std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1);
    EXPECT_EQ(found.diagnostics[0].position.line, line);
}

INSTANTIATE_TEST_SUITE_P(Each, ExactContract,
                         testing::ValuesIn(formats_where([](const ContractFormat& format) {
                             return format.is_exact;
                         })),
                         name_of);

// ---- Writing glossaries.

Concept concept_of(std::initializer_list<std::pair<const char*, const char*>> terms) {
    Concept entry;
    entry.id = 7;
    entry.external_id = "c7";
    for (const auto& [lang, text] : terms) {
        Term& term = entry.terms.emplace_back();
        term.lang = LanguageTag(lang);
        term.lang_spelling = lang;
        term.text = text;
    }
    return entry;
}

std::vector<Concept> concepts() {
    std::vector<Concept> all;
    all.push_back(concept_of({{"en", "fab & plant"}, {"zh-TW", "晶圓廠 😀"}}));
    Concept rich = concept_of({{"en", "wafer; die"}, {"zh-TW", "晶圓"}, {"zh-TW", "晶片"}});
    rich.subject = "半導體";
    rich.definition = "A plant,\n\"where\" wafers are made.";
    rich.annotations = {Markup::leaf("note", {}, "=1+1")};
    rich.terms[1].part_of_speech = "noun";
    rich.terms[1].valid_from = parse_date("2025-12-01");
    rich.terms[2].status = TermStatus::kForbidden;
    all.push_back(std::move(rich));
    Concept third = concept_of({{"en", "three"}, {"zh-TW", "三"}, {"ja", "三つ"}});
    third.terms[2].attributes = {{"id", "t1"}};
    all.push_back(std::move(third));
    for (Concept& entry : all) complete(entry);
    return all;
}

class WriteGlossaryContract : public testing::TestWithParam<ContractFormat> {};

TEST_P(WriteGlossaryContract, WhatDoesNotComeBackIsNamed) {
    for (const Concept& wanted : concepts()) {
        Collected content;
        content.concepts = {wanted};
        const Written written = GetParam().write(content);
        Collected found;
        const auto result = read_contract(GetParam(), written.bytes, found);
        ASSERT_TRUE(result.ok()) << to_string(result.error());
        ASSERT_FALSE(found.concepts.empty());
        const Concept& back = found.concepts[0];
        EXPECT_EQ(back.terms[0].text, wanted.terms[0].text);
        EXPECT_EQ(back.terms[1].text, wanted.terms[1].text);
        const auto texts = [](const Concept& entry) {
            std::vector<std::string> all;
            for (const Term& term : entry.terms)
                all.push_back(term.lang.text() + ":" + term.text + ":" + to_string(term.status) +
                              ":" + term.part_of_speech +
                              (term.valid_from ? to_string(*term.valid_from) : ""));
            return all;
        };
        const bool same = texts(back) == texts(wanted) && back.subject == wanted.subject &&
                          back.definition == wanted.definition &&
                          back.external_id == wanted.external_id;
        EXPECT_TRUE(same || !written.losses.empty()) << written.bytes;
    }
}

TEST_P(WriteGlossaryContract, WritingAgainGivesTheSame) {
    Collected content;
    content.concepts = concepts();
    Collected once, twice;
    ASSERT_TRUE(read_contract(GetParam(), GetParam().write(content).bytes, once).ok());
    const Written again = GetParam().write(once);
    ASSERT_TRUE(read_contract(GetParam(), again.bytes, twice).ok());
    EXPECT_EQ(contract_pairs(twice), contract_pairs(once));
    if (GetParam().is_text) {
        EXPECT_EQ(GetParam().write(twice).bytes, again.bytes);
    }
}

INSTANTIATE_TEST_SUITE_P(Each, WriteGlossaryContract,
                         testing::ValuesIn(formats_where([](const ContractFormat& format) {
                             return format.write && !writes_units(format);
                         })),
                         name_of);

}  // namespace
}  // namespace diglot
