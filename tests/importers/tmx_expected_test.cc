// What the tests of other programs say should come out of their TMX files (expected/EXPECTED.md of
// the shared files), where it is not their own convention. What needs no file of theirs is in
// tmx_reader_test.cc and tmx_writer_test.cc.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/encoding.h"
#include "tests/importers/reading.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

using Pairs = std::map<std::string, std::string>;

Collected read_shared(const std::string& name) {
    Collected content;
    const auto result = read_file((test::conformance() / "files/tmx" / name).string(), {}, content);
    EXPECT_TRUE(result.ok()) << name << (result.ok() ? "" : ": " + to_string(result.error()));
    return content;
}

std::string plain(const Segment& segment) { return segment.text; }

/// What each unit gives for a source and a target language, by `text_of` its segments.
Pairs pairs(const Collected& content, const char* source, const char* target,
            const std::function<std::string(const Segment&)>& text_of = plain) {
    const auto find = [](const Unit& unit, const LanguageTag& wanted) -> const Variant* {
        for (const Variant& v : unit.variants) {
            if (v.lang == wanted) return &v;
        }
        for (const LanguageFit fit : {LanguageFit::kSame, LanguageFit::kVariant}) {
            for (const Variant& v : unit.variants) {
                if (v.lang.fit(wanted) == fit) return &v;
            }
        }
        return nullptr;
    };
    Pairs out;
    for (const Unit& unit : content.units) {
        const Variant* from = find(unit, LanguageTag(source));
        const Variant* to = find(unit, LanguageTag(target));
        if (from && to && from != to) out[text_of(from->segment)] = text_of(to->segment);
    }
    return out;
}

class ExpectedTmx : public test::NeedsSharedFiles {};

TEST_F(ExpectedTmx, GivesThePairsOfOtherProgramsTests) {
    const struct {
        const char* name;
        const char* source;
        const char* target;
        Pairs pairs;
    } kFiles[] = {
        {"omegat__test-level1.tmx",
         "en-US",
         "be",
         {{"entuv", "betuv"}, {"lang1", "tr1"}, {"lang2", "tr2"}, {"lang3", "tr3"}}},
        {"omegat__test-level2.tmx",
         "en-US",
         "be",
         {{"entuv", "betuv"},
          {"First part  end.", "First  tr."},
          {"2  zz xx", "tr"},
          {"3 xx", "tr"}}},
        {"omegat__test-missingSource.tmx",
         "en",
         "be",
         {{"entuv", "betuv"}, {"lang2", "tr2"}, {"lang3", "tr3"}}},
        {"omegat__resegmenting.tmx",
         "en",
         "fr",
         {{"This is test. Just a test.", "Ceci est un test. Juste un test."}}},
        {"omegat__resegmenting11.tmx",
         "en",
         "fr",
         {{"This is test. Just a test.", "Ceci est un test. Juste un test."}}},
        {"omegat__enforce1.tmx", "en", "fr", {{"Edit", "bizbaz"}}},
        {"omegat__ImportTest1J_many.tmx",
         "en-US",
         "en-GB",
         {{"First entry in US English", "First entry in UK English"},
          {"Second entry in US English", "Second entry in UK English"}}},
        {"weblate__memory2.tmx", "en", "sc", {{"\"%.1f MB\";", "\"%.1f MB\";"}}},
        {"neokapi__tmx_import_test_L241.tmx", "en", "nb", {{"hi", "hei"}}},
        {"pontoon__no_entries.tmx", "en", "fr", {}},
    };
    for (const auto& file : kFiles) {
        EXPECT_EQ(pairs(read_shared(file.name), file.source, file.target), file.pairs) << file.name;
    }
    const Collected weblate = read_shared("weblate__memory.tmx");
    EXPECT_EQ(pairs(weblate, "de", "en").size(), 1u);
    EXPECT_EQ(pairs(weblate, "de", "cs").size(), 1u);
    EXPECT_EQ(read_shared("neokapi__tmx_import_test_L101.tmx").units.at(0).variants.size(), 5u);
    EXPECT_FALSE(read_shared("okapi__html_test.tmx").units.empty());
}

TEST_F(ExpectedTmx, KeepsAUnitWithoutItsSourceAndTheRest) {
    const Collected missing = read_shared("omegat__test-missingSource.tmx");
    EXPECT_EQ(std::count_if(missing.units.begin(), missing.units.end(),
                            [](const Unit& u) { return !u.source; }),
              1);
}

TEST_F(ExpectedTmx, KeepsBothTranslationsAndTheContextThatTellsThemApart) {
    for (const char* name : {"omegat__alternative.tmx", "omegat__alternative14.tmx"}) {
        const Collected content = read_shared(name);
        ASSERT_EQ(content.units.size(), 2u) << name;
        EXPECT_EQ(content.units[0].variants[1].segment.text, "default") << name;
        EXPECT_EQ(content.units[1].variants[1].segment.text, "alternative") << name;
        EXPECT_EQ(content.units[1].property("id"), "1_0") << name;
        EXPECT_EQ(content.units[1].property("file"), "file") << name;
    }
}

TEST_F(ExpectedTmx, KeepsHeaders) {
    const auto children =
        read_shared("okapi__header_with_prop_and_note.tmx").headers.at(0).children;
    EXPECT_THAT(children, testing::Contains(Markup::leaf("prop", {{"type", "x"}}, "prop")));
    EXPECT_THAT(children, testing::Contains(Markup::leaf("note", {}, "note")));
    const Markup bitextor = read_shared("neokapi__tmx_import_test_L241.tmx").headers.at(0);
    EXPECT_EQ(*bitextor.attribute("creationtool"), "bitextor");
    EXPECT_EQ(*bitextor.attribute("creationtoolversion"), "8.0");
    EXPECT_THAT(bitextor.children,
                testing::Contains(Markup::leaf("prop", {{"type", "corpus"}}, "bitextor-2024")));
    EXPECT_EQ(*read_shared("omegat__resegmenting.tmx").headers.at(0).attribute("segtype"),
              "paragraph");
    const Unit context = read_shared("ttk__test_tmx_L395.tmx").units.at(0);
    EXPECT_EQ(context.property("x-context"), "Context text");
}

TEST_F(ExpectedTmx, ReadsThePackedFilesLikeThePlainOne) {
    const Collected whole = read_shared("omegat__test-level2.tmx");
    EXPECT_TRUE(whole.units == read_shared("omegat__test-level2.tmx.gz").units);
    EXPECT_TRUE(whole.units == read_shared("omegat__test-level2.tmx.zip").units);
}

TEST_F(ExpectedTmx, WritesOnlyThePairAskedFor) {
    TmxWriteOptions options;
    options.source = LanguageTag("en-US");
    options.target = LanguageTag("en-GB");
    Collected back;
    ASSERT_TRUE(
        read_text(write_tmx(read_shared("omegat__ImportTest1J_many.tmx"), options).bytes, back)
            .ok());
    ASSERT_EQ(back.units.size(), 2u);
    for (const Unit& unit : back.units) {
        ASSERT_EQ(unit.variants.size(), 2u);
        EXPECT_EQ(unit.variants[0].lang.text(), "en-US");
        EXPECT_EQ(unit.variants[1].lang.text(), "en-GB");
    }
}

// The TMX 1.4 compliance kit of LISA: a document, its translation memory, and the document as it
// must come out.

std::string decoded(const std::string& name) {
    const auto bytes =
        open_bytes((test::conformance() / "expected/omegat-tmx-kit" / name).string());
    TextSource text(*bytes);
    std::string out;
    while (text.append_to(out)) {
    }
    return out;
}

/// windows-1252 as far as the kit uses it: the upper half of Latin-1.
std::string from_latin1(const std::string& bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else
            (out += static_cast<char>(0xC0 | (byte >> 6))) +=
                static_cast<char>(0x80 | (byte & 0x3F));
    }
    return out;
}

std::string kit_html(const std::string& name) {
    std::ifstream file(test::conformance() / "expected/omegat-tmx-kit" / name, std::ios::binary);
    return from_latin1({std::istreambuf_iterator<char>(file), {}});
}

/// The segment as it stands in HTML: its native code as it is, its text escaped.
std::string in_html(const std::vector<Markup>& nodes, bool native = false) {
    std::string out;
    for (const Markup& node : nodes) {
        const bool is_text = node.element == "hi" || node.element == "sub";
        out += in_html(node.children, !node.is_text() && !is_text);
        for (const char c : node.text) {
            if (native)
                out += c;
            else if (c == '<')
                out += "&lt;";
            else if (c == '>')
                out += "&gt;";
            else if (c == '&')
                out += "&amp;";
            else if (c == '"')
                out += "&quot;";
            else
                out += c;
        }
    }
    return out;
}

std::string segment_in_html(const Segment& segment) {
    return in_html(segment.content.empty() ? std::vector<Markup>{Markup::run(segment.text)}
                                           : segment.content);
}

/// The document with each source replaced by its target, the longest first at each place. Counts
/// the targets put in.
std::string translated(const std::string& document, const Pairs& memory, std::size_t& count) {
    std::string out;
    for (std::size_t at = 0; at < document.size();) {
        const std::pair<const std::string, std::string>* best = nullptr;
        for (const auto& pair : memory) {
            const bool here =
                !pair.first.empty() && document.compare(at, pair.first.size(), pair.first) == 0;
            if (here && (!best || pair.first.size() > best->first.size())) best = &pair;
        }
        if (best) ++count;
        out += best ? best->second : document.substr(at, 1);
        at += best ? best->first.size() : 1;
    }
    return out;
}

/// Line by line: each line that the memory has.
std::string translated_lines(const std::string& document, const Pairs& memory, std::size_t& count) {
    std::string out;
    for (std::size_t at = 0; at < document.size();) {
        const std::size_t end = std::min(document.find_first_of("\r\n", at), document.size());
        const std::size_t next = std::min(document.find_first_not_of("\r\n", end), document.size());
        const std::string line = document.substr(at, end - at);
        const auto found = memory.find(line);
        if (found != memory.end()) ++count;
        out += (found == memory.end() ? line : found->second) + document.substr(end, next - end);
        at = next;
    }
    return out;
}

TEST_F(ExpectedTmx, TranslatesTheKitsTexts) {
    const struct {
        const char* memory;
        const char* document;
        const char* target;
        std::size_t units;
    } kTests[] = {
        {"okapi__ImportTest1B.tmx", "ImportTest1B", "fr-ca", 1},
        {"omegat__ImportTest1E.tmx", "ImportTest1E", "en-gb", 3},
        {"omegat__ImportTest1G.tmx", "ImportTest1G", "en-gb", 3},
        {"okapi__ImportTest1H.tmx", "ImportTest1H", "en-gb", 3},
    };
    for (const auto& test : kTests) {
        std::size_t count = 0;
        const Pairs memory = pairs(read_shared(test.memory), "en-US", test.target);
        const std::string name = test.document;
        EXPECT_EQ(translated_lines(decoded(name + ".txt"), memory, count),
                  decoded(name + "_" + test.target + ".txt"))
            << test.memory;
        EXPECT_EQ(count, test.units) << test.memory;
    }
}

TEST_F(ExpectedTmx, TranslatesTheKitsPageWithAllItsCodes) {
    for (const char* name :
         {"omegat__ImportTest2A.tmx", "omegat__ImportTest2A-0index.tmx", "okapi__ImportTest2A.tmx",
          "okapi__compkit__ImportTest2A.tmx", "okapi__tmx__ImportTest2A.tmx"}) {
        std::size_t count = 0;
        const Pairs memory = pairs(read_shared(name), "en-US", "fr-CA", segment_in_html);
        EXPECT_EQ(translated(kit_html("ImportTest2A.htm"), memory, count),
                  kit_html("ImportTest2A_fr-ca.htm"))
            << name;
        EXPECT_EQ(count, 7u) << name;
    }
}

/// "é" for the six characters "\u00E9" of a Java properties file.
std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.compare(at, 2, "\\u") == 0) {
            out += from_latin1(
                std::string(1, static_cast<char>(std::stoi(text.substr(at + 2, 4), nullptr, 16))));
            at += 5;
        } else {
            out += text[at];
        }
    }
    return out;
}

TEST_F(ExpectedTmx, ExportsTheKitsSegmentsAsTheyStandInItsDocuments) {
    const struct {
        const char* memory;
        std::string documents;
        std::function<std::string(const Segment&)> text_of;
        std::size_t segments;
    } kTests[] = {
        {"omegat__ExportTest1C.tmx",
         unescaped(kit_html("ExportTest1C.properties") + kit_html("ExportTest1C_fr.properties")),
         plain, 6},
        {"okapi__ExportTest2A.tmx", kit_html("ExportTest2A.htm") + kit_html("ExportTest2A_fr.htm"),
         segment_in_html, 12},
    };
    for (const auto& test : kTests) {
        Collected back;
        ASSERT_TRUE(read_text(write_tmx(read_shared(test.memory)).bytes, back).ok()) << test.memory;
        std::set<std::string> segments;
        for (const Unit& unit : back.units) {
            for (const Variant& v : unit.variants) segments.insert(test.text_of(v.segment));
        }
        EXPECT_EQ(segments.size(), test.segments) << test.memory;
        for (const std::string& segment : segments)
            EXPECT_THAT(test.documents, testing::HasSubstr(segment)) << test.memory;
    }
}

}  // namespace
}  // namespace diglot
