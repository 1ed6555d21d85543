// What every format that is read and written keeps to. A new one joins with one line in kFormats.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include "tests/importers/xliff_files.h"
#include "tm/merge.h"

namespace diglot {
namespace {

struct ContractFormat {
    const char* name;
    const char* suffix;
    std::function<std::string(const Collected&)> write;
    bool keeps_codes = true;    ///< Inline codes come back.
    bool keeps_details = true;  ///< Notes, properties, dates and attributes come back.
};

const ContractFormat kFormats[] = {
    {"Tmx", ".tmx", [](const Collected& c) { return write_tmx(c).bytes; }},
    {"Xliff12", ".xlf",
     [](const Collected& c) { return write_xliff(c, xliff::Version::k12).bytes; }},
    {"Xliff21", ".xlf",
     [](const Collected& c) { return write_xliff(c, xliff::Version::k21).bytes; }},
};

Unit unit_of(std::string_view source, std::string_view target) {
    Unit unit;
    unit.source = 0;
    for (const auto& [lang, text] : {std::pair{"zh-TW", source}, std::pair{"en", target}}) {
        Variant variant;
        variant.lang = LanguageTag(lang);
        variant.lang_spelling = lang;
        variant.segment = Segment(text);
        unit.variants.push_back(std::move(variant));
    }
    return unit;
}

Unit with_codes(const Unit& plain) {
    Unit unit = plain;
    for (Variant& variant : unit.variants) {
        variant.segment = Segment::from_content(
            {Markup::leaf("bpt", {{"i", "1"}, {"x", "1"}, {"type", "bold"}}, "<b>"),
             Markup::run(variant.segment.text), Markup::leaf("ept", {{"i", "1"}}, "</b>"),
             Markup::leaf("ph", {{"x", "2"}}, "<br/>"),
             Markup::leaf("it", {{"pos", "begin"}}, "<i>"),
             Markup::node("hi", {}, {Markup::run(" & < > \" 中")})});
    }
    return unit;
}

Unit with_details(const Unit& plain) {
    Unit unit = plain;
    unit.annotations = {Markup::leaf("note", {}, "請確認譯名"),
                        Markup::leaf("prop", {{"type", "project"}}, "news & views"),
                        Markup::leaf("prop", {{"type", "x-diglot-state"}}, "reviewed")};
    unit.attributes = {{"tuid", "a 1"}};
    unit.stamp.created = parse_tmx_date("20260102T030405Z");
    unit.stamp.changed_by = "Lin";
    unit.variants[1].annotations = {Markup::leaf("prop", {{"type", "tone"}}, "formal")};
    return unit;
}

/// What translators' files hold: scripts of both directions, characters beyond the first plane,
/// white space that counts.
Collected sample(const ContractFormat& format) {
    Collected out;
    out.units = {unit_of("第一句。", "The first sentence."),
                 unit_of("שלום 世界", "مرحبا, \u200Fworld"), unit_of("𠮷野家 😀", "Yoshinoya 😀"),
                 unit_of(" 前後有空格 \n第二行\t", "  Space around it \nsecond line\t"),
                 unit_of("a < b & c > d \"e\" 'f'", "]]> &amp; <tag>")};
    if (format.keeps_codes) out.units.push_back(with_codes(unit_of("粗體", "bold")));
    if (format.keeps_details) out.units.push_back(with_details(unit_of("最後", "The last")));
    return out;
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

void expect_same(const std::vector<Unit>& found, const std::vector<Unit>& wanted) {
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_TRUE(canonical(found[i]) == canonical(wanted[i]))
            << "unit " << i << ": " << found[i].variants[0].segment.text << "\n"
            << to_jsonml(found[i].annotations) << to_jsonml(found[i].variants[0].segment.content);
    }
}

std::string utf16(std::string_view utf8, const char* converter, std::string_view mark) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out(utf8.size() * 4 + 8, '\0');
    const std::int32_t size =
        ucnv_convert(converter, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()),
                     utf8.data(), static_cast<std::int32_t>(utf8.size()), &status);
    out.resize(static_cast<std::size_t>(size));
    return std::string(mark) + out;
}

class FormatContract : public testing::TestWithParam<ContractFormat> {
protected:
    std::string file() const { return std::string("a") + GetParam().suffix; }
};

TEST_P(FormatContract, AWrittenFileGivesTheSameUnits) {
    const Collected wanted = sample(GetParam());
    Collected found;
    const auto result = read_text(GetParam().write(wanted), found, file());
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->skipped, 0u) << found.told();
    expect_same(found.units, wanted.units);
}

TEST_P(FormatContract, WritingAgainGivesTheSameBytes) {
    Collected once;
    const std::string bytes = GetParam().write(sample(GetParam()));
    ASSERT_TRUE(read_text(bytes, once, file()).ok());
    EXPECT_EQ(GetParam().write(once), bytes);
}

TEST_P(FormatContract, ReadingAgainAddsNothing) {
    const std::string bytes = GetParam().write(sample(GetParam()));
    Collected first;
    Collected again;
    ASSERT_TRUE(read_text(bytes, first, file()).ok());
    ASSERT_TRUE(read_text(bytes, again, file()).ok());
    ASSERT_EQ(again.units.size(), first.units.size());
    for (std::size_t i = 0; i < first.units.size(); ++i) {
        EXPECT_EQ(unit_key(again.units[i]), unit_key(first.units[i]));
        EXPECT_TRUE(same_unit(again.units[i], first.units[i]));
        EXPECT_FALSE(merge_unit(first.units[i], again.units[i]).changed) << "unit " << i;
    }
}

TEST_P(FormatContract, AFileCutAnywhereGivesWholeUnitsOrALocatedError) {
    const std::string bytes = GetParam().write(sample(GetParam()));
    Collected whole;
    ASSERT_TRUE(read_text(bytes, whole, file()).ok());
    std::size_t refused = 0;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        Collected cut;
        const auto result = read_text(std::string_view(bytes).substr(0, size), cut, file());
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
        ASSERT_EQ(result.error().severity, Severity::kError);
        ASSERT_NE(result.error().message, "");
        if (size > 0) {
            ASSERT_GT(result.error().position.line, 0u) << "cut at " << size;
        }
    }
    EXPECT_GT(refused, 0u);
}

TEST_P(FormatContract, AnyUnicodeEncodingWithAMarkIsRead) {
    const Collected wanted = sample(GetParam());
    const std::string bytes = GetParam().write(wanted);
    for (const std::string& encoded : {"\xEF\xBB\xBF" + bytes, utf16(bytes, "UTF-16LE", "\xFF\xFE"),
                                       utf16(bytes, "UTF-16BE", "\xFE\xFF")}) {
        Collected found;
        const auto result = read_text(encoded, found, file());
        ASSERT_TRUE(result.ok()) << to_string(result.error());
        expect_same(found.units, wanted.units);
    }
}

TEST_P(FormatContract, ABadByteCostsOneUnitAndIsLocated) {
    const Collected wanted = sample(GetParam());
    std::string bytes = GetParam().write(wanted);
    const std::size_t at = bytes.find("Yoshinoya");
    ASSERT_NE(at, std::string::npos);
    bytes[at] = '\xC0';
    Collected found;
    const auto result = read_text(bytes, found, file());
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->skipped, 1u);
    EXPECT_EQ(found.units.size(), wanted.units.size() - 1);
    ASSERT_FALSE(found.diagnostics.empty());
    const auto line = static_cast<std::size_t>(
        std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1);
    EXPECT_EQ(found.diagnostics[0].position.line, line);
}

TEST_P(FormatContract, TheContentSaysWhatAFileIs) {
    const Collected wanted = sample(GetParam());
    const std::string bytes = GetParam().write(wanted);
    for (const char* name : {"a.txt", "a.json", "a.tbx", "a"}) {
        Collected found;
        ASSERT_TRUE(read_text(bytes, found, name).ok()) << name;
        expect_same(found.units, wanted.units);
    }
    Collected nothing;
    const auto empty = read_text("", nothing, file());
    ASSERT_FALSE(empty.ok());
    EXPECT_EQ(empty.error().code, "format.empty");
    const auto other = read_text("{\"is\": \"JSON\"}", nothing, file());
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, "format.unknown");
}

TEST_P(FormatContract, ASegmentOfAMegabyteComesBack) {
    std::string text;
    while (text.size() < 1'000'000) text += "很長的句子 & more, ";
    Collected wanted;
    wanted.units = {unit_of("短", "short"), unit_of(text, text + "!"), unit_of("尾", "tail")};
    Collected found;
    ASSERT_TRUE(read_text(GetParam().write(wanted), found, file()).ok());
    expect_same(found.units, wanted.units);
}

INSTANTIATE_TEST_SUITE_P(Each, FormatContract, testing::ValuesIn(kFormats),
                         [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace diglot
