#include "importers/tmx_writer.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "importers/tmx_codes.h"
#include "importers/tmx_model.h"
#include "tests/importers/reading.h"

namespace diglot {
namespace {

Variant variant(std::string_view lang, Segment segment) {
    Variant out;
    out.lang = LanguageTag(lang);
    out.lang_spelling = lang;
    out.segment = std::move(segment);
    return out;
}

Unit unit_of(std::vector<Variant> variants, std::optional<std::size_t> source = 0) {
    Unit out;
    out.variants = std::move(variants);
    out.source = source;
    return out;
}

Collected content_of(std::vector<Unit> units) {
    Collected out;
    out.units = std::move(units);
    return out;
}

TmxWriteOptions profile(std::string_view name) {
    return TmxWriteOptions::for_profile(name).value();
}

/// What stands between <body> and </body>.
std::string body_of(const Written& written) {
    const std::size_t start = written.bytes.find("<body>\n") + 7;
    return written.bytes.substr(start, written.bytes.find("</body>") - start);
}

TEST(WriteTmx, WritesTheSafeDefault) {
    Unit unit =
        unit_of({variant("zh-TW", Segment("你好 <&>\n")), variant("en", Segment("Hello"))}, 1);
    unit.stamp = {Time{0}, Time{86400}, "AN", "BO"};
    unit.attributes = {{"tuid", "a\"b"}};
    unit.annotations = {Markup::leaf("prop", {{"type", "x"}}, "1"), Markup::leaf("note", {}, "n")};
    unit.variants[1].annotations = {Markup::leaf("note", {}, "")};
    const Written written = write_tmx(content_of({unit}));
    EXPECT_EQ(written.bytes, R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="Diglot" creationtoolversion="0.1.0" segtype="sentence" o-tmf="Diglot" adminlang="en-US" srclang="en" datatype="plaintext"/>
<body>
<tu tuid="a&quot;b" creationdate="19700101T000000Z" creationid="AN" changedate="19700102T000000Z" changeid="BO">
  <note>n</note>
  <prop type="x">1</prop>
  <tuv xml:lang="en"><note/><seg>Hello</seg></tuv>
  <tuv xml:lang="zh-TW"><seg>你好 &lt;&amp;&gt;
</seg></tuv>
</tu>
</body>
</tmx>
)");
    EXPECT_EQ(written.told(), "");
}

TEST(WriteTmx, SaysTheSourceOfAUnitWhereTheHeaderDoesNot) {
    Unit missing = unit_of({variant("be", Segment("c"))}, std::nullopt);
    missing.attributes = {{"srclang", "en"}};
    Collected content =
        content_of({unit_of({variant("en", Segment("a"))}), unit_of({variant("fr", Segment("b"))}),
                    unit_of({variant("en", Segment("d"))}, std::nullopt), missing});
    EXPECT_EQ(body_of(write_tmx(content)),
              "<tu>\n  <tuv xml:lang=\"en\"><seg>a</seg></tuv>\n</tu>\n"
              "<tu srclang=\"fr\">\n  <tuv xml:lang=\"fr\"><seg>b</seg></tuv>\n</tu>\n"
              "<tu srclang=\"*all*\">\n  <tuv xml:lang=\"en\"><seg>d</seg></tuv>\n</tu>\n"
              "<tu>\n  <tuv xml:lang=\"be\"><seg>c</seg></tuv>\n</tu>\n");
}

TEST(WriteTmx, CarriesWhatTmxHasNoPlaceFor) {
    Unit unit = unit_of({variant(
        "en", Segment::from_content({Markup::run("a"), Markup::leaf("g", {{"id", "1"}}, "b")}))});
    unit.attributes = {{"segtype", "clause"}, {"creationdate", "2026-01-02"}, {"ex:a", "1"}};
    unit.annotations = {Markup::leaf("prop", {}, "no type")};
    EXPECT_EQ(body_of(write_tmx(content_of({unit}))),
              "<tu creationdate=\"20260102T000000Z\">\n"
              "  <prop type=\"x-diglot-markup\">[[\"prop\",\"no type\"]]</prop>\n"
              "  <prop type=\"x-diglot-attr:segtype\">clause</prop>\n"
              "  <prop type=\"x-diglot-attr:creationdate\">2026-01-02</prop>\n"
              "  <prop type=\"x-diglot-attr:ex:a\">1</prop>\n"
              "  <tuv xml:lang=\"en\"><prop "
              "type=\"x-diglot-seg\">[\"a\",[\"g\",{\"id\":\"1\"},\"b\"]]</prop>"
              "<seg>a<bpt i=\"1\">&lt;g id=\"1\"&gt;</bpt>b<ept "
              "i=\"1\">&lt;/g&gt;</ept></seg></tuv>\n</tu>\n");
}

TEST(WriteTmx, KeepsCarriageReturnsAndCountsControlCharacters) {
    const Written written =
        write_tmx(content_of({unit_of({variant("en", Segment("a\rb\x03\uFFFF語，c"))})}));
    EXPECT_THAT(body_of(written), testing::HasSubstr("<seg>a&#13;b語，c</seg>"));
    EXPECT_EQ(written.told(), "2 x control character\n");
}

TEST(WriteTmx, CountsLanguageSpellings) {
    Collected content =
        content_of({unit_of({variant("eN-uS", Segment("a")), variant("zh_tw", Segment("b"))})});
    const Written written = write_tmx(content);
    EXPECT_EQ(written.told(),
              "1 x language spelling eN-uS written as en-US\n1 x language spelling zh_tw written "
              "as zh-TW\n");
}

TEST(WriteTmx, SpellsASourceLanguageThatIsNoneTheSameEachTime) {
    Collected first;
    ASSERT_TRUE(read_text("<tmx version='1.4'><header srclang='z TW'/><body><tu><tuv "
                          "lang='en'><seg>a</seg></tuv></tu></body></tmx>",
                          first)
                    .ok());
    const std::string once = write_tmx(first).bytes;
    Collected second;
    ASSERT_TRUE(read_text(once, second).ok());
    EXPECT_EQ(write_tmx(second).bytes, once);
}

TEST(WriteTmx, WritesTheHeaderBack) {
    const std::string text =
        "<tmx version=\"1.4\"><header creationtool=\"Loom\" creationtoolversion=\"2\" "
        "segtype=\"clause\" o-tmf=\"L\" "
        "adminlang=\"de\" srclang=\"en\" datatype=\"html\" o-encoding=\"x\" ex:k=\"v\"><prop "
        "type=\"a\">b</prop>"
        "<note>n</note><ude name=\"m\"><map unicode=\"#xF8FF\"/></ude><odd/></header><body/></tmx>";
    Collected first;
    ASSERT_TRUE(read_text(text, first).ok());
    const Written written = write_tmx(first);
    EXPECT_THAT(written.bytes,
                testing::HasSubstr("<header creationtool=\"Diglot\" creationtoolversion=\"0.1.0\" "
                                   "segtype=\"sentence\" o-tmf=\"L\" adminlang=\"de\" "
                                   "srclang=\"en\" datatype=\"html\" o-encoding=\"x\">\n  "
                                   "<note>n</note>\n  <prop type=\"a\">b</prop>\n"
                                   "  <ude name=\"m\"><map unicode=\"#xF8FF\"/></ude>\n"
                                   "  <prop type=\"x-diglot-markup\">[[\"odd\"]]</prop>\n"
                                   "  <prop type=\"x-diglot-attr:creationtool\">Loom</prop>\n"
                                   "  <prop type=\"x-diglot-attr:creationtoolversion\">2</prop>\n"
                                   "  <prop type=\"x-diglot-attr:segtype\">clause</prop>\n"
                                   "  <prop type=\"x-diglot-attr:ex:k\">v</prop>\n</header>"));
    Collected second;
    ASSERT_TRUE(read_text(written.bytes, second).ok());
    for (const Attribute& a : first.headers[0].attributes) {
        ASSERT_NE(second.headers[0].attribute(a.name), nullptr) << a.name;
        EXPECT_EQ(*second.headers[0].attribute(a.name), a.value);
    }
    EXPECT_EQ(write_tmx(second).bytes, written.bytes);
}

TEST(WriteTmx, LeavesTheOldFileUntilItIsFinished) {
    const TemporaryFile file;
    file.write("old");
    {
        TmxWriter writer(file.path(), {});
        writer.add(unit_of({variant("en", Segment("a"))}));
    }
    EXPECT_EQ(file.read(), "old");
    EXPECT_THROW(TmxWriter("/nowhere/at/all.tmx", {}), IoError);
}

TEST(WriteTmx, WritesAnEmptyMemory) {
    const Written written = write_tmx({});
    Collected back;
    const auto result = read_text(written.bytes, back);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(back.units.size(), 0u);
}

TEST(MergeTmxHeaders, UnitesChildrenAndNamesWhatDiffers) {
    const Markup a = Markup::node("header", {{"srclang", "en"}, {"o-tmf", "A"}},
                                  {Markup::leaf("note", {}, "1")});
    const Markup b = Markup::node("header", {{"srclang", "en"}, {"o-tmf", "B"}},
                                  {Markup::leaf("note", {}, "1"), Markup::leaf("note", {}, "2")});
    std::vector<Loss> losses;
    const Markup merged = merge_tmx_headers({a, Markup::node("martifHeader"), b}, losses);
    EXPECT_EQ(merged, Markup::node("header", a.attributes, b.children));
    ASSERT_EQ(losses.size(), 1u);
    EXPECT_EQ(losses[0].what, "header attribute o-tmf of another file");
}

const Segment kCoded =
    Segment::from_content({Markup::run("Say "), Markup::node("hi", {}, {Markup::run("it")}),
                           Markup::leaf("ph", {{"x", "1"}}, "<br/>")});

TEST(WriteTmxProfile, WeblateTakesTextOnly) {
    const Written written =
        write_tmx(content_of({unit_of({variant("en", kCoded)})}), profile("weblate"));
    EXPECT_THAT(body_of(written), testing::HasSubstr("<seg>Say it</seg>"));
    EXPECT_EQ(written.told(), "1 x inline codes of a segment\n");
}

TEST(WriteTmxProfile, WeblateGetsARealSourceLanguage) {
    Collected content = content_of(
        {unit_of({variant("de", Segment("a")), variant("en", Segment("b"))}, std::nullopt)});
    content.headers.push_back(Markup::node("header", {{"srclang", "*all*"}}));
    EXPECT_THAT(write_tmx(content, profile("weblate")).bytes, testing::HasSubstr("srclang=\"de\""));
    EXPECT_THAT(write_tmx(content).bytes,
                testing::HasSubstr("<header creationtool=\"Diglot\" creationtoolversion=\"0.1.0\" "
                                   "segtype=\"sentence\" o-tmf=\"Diglot\" adminlang=\"en-US\" "
                                   "srclang=\"*all*\""));
}

TEST(WriteTmxProfile, LokalizeGetsItsSpellings) {
    const Written written =
        write_tmx(content_of({unit_of({variant("en-US", kCoded), variant("zh-TW", Segment("b"))})}),
                  profile("lokalize"));
    EXPECT_EQ(body_of(written),
              "<tu>\n  <tuv xml:lang=\"en\"><seg>Say it</seg></tuv>\n"
              "  <tuv xml:lang=\"zh_TW\"><seg>b</seg></tuv>\n</tu>\n");
    EXPECT_EQ(written.told(),
              "1 x language spelling en-US written as en\n1 x inline codes of a segment\n"
              "1 x language spelling zh-TW written as zh_TW\n");
}

TEST(WriteTmxProfile, OmegatGetsOneChineseScriptAndNoHi) {
    const Written written = write_tmx(
        content_of({unit_of({variant("en", kCoded), variant("zh-Hant", Segment("b")),
                             variant("zh-CN", Segment("c"))}),
                    unit_of({variant("zh-CN", Segment("d")), variant("en", Segment("e"))})}),
        profile("omegat"));
    EXPECT_EQ(body_of(written),
              "<tu>\n  <tuv xml:lang=\"en\"><seg>Say it<ph x=\"1\">&lt;br/&gt;</ph></seg></tuv>\n"
              "  <tuv xml:lang=\"zh-TW\"><seg>b</seg></tuv>\n</tu>\n");
    EXPECT_EQ(written.told(),
              "2 x variant in zh-CN, which OmegaT would take for traditional Chinese\n"
              "1 x <hi> around text\n1 x language spelling zh-Hant written as zh-TW\n"
              "1 x unit whose source is in the other Chinese script\n");
}

TEST(WriteTmxProfile, TradosGetsUtf16AndRegions) {
    const Written written = write_tmx(
        content_of({unit_of({variant("en", Segment("a\U0001F600"))})}), profile("trados"));
    EXPECT_EQ(written.bytes.substr(0, 6), std::string("\xFF\xFE<\0?\0", 6));
    Collected back;
    const auto result = read_text(written.bytes, back);
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->encoding, "UTF-16LE");
    EXPECT_THAT(back.told(), testing::Not(testing::HasSubstr("warning")));
    EXPECT_EQ(back.units[0].variants[0].lang_spelling, "en-US");
    EXPECT_EQ(back.units[0].variants[0].segment.text, "a\U0001F600");
}

TEST(WriteTmxOptions, WritesOldTmx) {
    TmxWriteOptions options;
    options.version_1_1 = true;
    Unit unit = unit_of({variant("en", kCoded)});
    unit.annotations = {Markup::leaf("note", {{"xml:lang", "fr"}}, "n")};
    const Written written = write_tmx(content_of({unit}), options);
    EXPECT_THAT(written.bytes,
                testing::HasSubstr("<!DOCTYPE tmx SYSTEM \"tmx11.dtd\">\n<tmx version=\"1.1\">"));
    EXPECT_EQ(
        body_of(written),
        "<tu>\n  <note lang=\"fr\">n</note>\n  <tuv lang=\"en\"><seg>Say it</seg></tuv>\n</tu>\n");
}

TEST(WriteTmxOptions, SplitsToAPair) {
    TmxWriteOptions options;
    options.source = LanguageTag("en");
    options.target = LanguageTag("zh-TW");
    const Written written = write_tmx(
        content_of({unit_of({variant("fr", Segment("f")), variant("en-US", Segment("a")),
                             variant("zh-TW", Segment("b")), variant("zh-TW", Segment("c")),
                             variant("zh-CN", Segment("x"))}),
                    unit_of({variant("en", Segment("a")), variant("zh-CN", Segment("x"))})}),
        options);
    EXPECT_EQ(body_of(written),
              "<tu>\n  <tuv xml:lang=\"en-US\"><seg>a</seg></tuv>\n  <tuv "
              "xml:lang=\"zh-TW\"><seg>b</seg></tuv>\n</tu>\n"
              "<tu>\n  <tuv xml:lang=\"en-US\"><seg>a</seg></tuv>\n  <tuv "
              "xml:lang=\"zh-TW\"><seg>c</seg></tuv>\n</tu>\n");
    EXPECT_EQ(written.told(),
              "2 x variant in another language than en and zh-TW\n1 x unit without en and zh-TW\n");
}

TEST(WriteTmxOptions, ChoosesTheLanguageNearestToTheOneAskedFor) {
    // As OmegaT's own tests have it (TMXReaderTest), and the other way round.
    const std::pair<const char*, const char*> kAnswers[] = {
        {"be", "be"},    {"be-NN", "be"},    {"fr-CA", "fr-CA"}, {"fr-NN", "fr"},
        {"en", "en-GB"}, {"en-CA", "en-GB"}, {"zz", ""}};
    const Unit unit =
        unit_of({variant("it", Segment("")), variant("be", Segment("be")),
                 variant("fr", Segment("fr")), variant("fr-CA", Segment("fr-CA")),
                 variant("fr-FR", Segment("fr-FR")), variant("en-GB", Segment("en-GB"))});
    for (const auto& [asked, answer] : kAnswers) {
        TmxWriteOptions options;
        options.source = LanguageTag("it");
        options.target = LanguageTag(asked);
        Collected back;
        ASSERT_TRUE(read_text(write_tmx(content_of({unit}), options).bytes, back).ok()) << asked;
        std::string answers;
        for (const Unit& pair : back.units) answers += pair.variants.at(1).segment.text;
        EXPECT_EQ(answers, answer) << asked;
    }
}

TEST(WriteTmxOptions, KnowsFourProfiles) { EXPECT_FALSE(TmxWriteOptions::for_profile("memoq")); }

// The round trip, with content nobody would write by hand.

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(engine_);
    }
    template <std::size_t N>
    std::string one_of(const char* const (&list)[N]) {
        return list[below(N)];
    }

    std::string text() {
        static const char* const kPieces[] = {
            "a", " ",          "  ",     "\n",           "\t",      "\r",
            "<", "&amp;",      "]]>",    "語料",         "，",      "\"",
            "'", "\U0001F600", "\u00a0", "x-diglot-seg", "[\"a\"]", "&#3;"};
        std::string out;
        for (std::size_t n = below(5); n > 0; --n) out += one_of(kPieces);
        return out;
    }
    std::vector<Markup> content(int depth) {
        static const char* const kNames[] = {"bpt", "ept", "it", "ph",   "hi", "ut", "sub",
                                             "g",   "bx",  "ex", "ex:x", "sc", "ec"};
        std::vector<Markup> out;
        for (std::size_t n = below(5); n > 0; --n) {
            const std::string run = text();
            if (below(2) == 0) {
                if (!run.empty() && (out.empty() || !out.back().is_text()))
                    out.push_back(Markup::run(run));
            } else {
                out.push_back(Markup::node(one_of(kNames), code_attributes(),
                                           depth > 0 ? content(depth - 1) : std::vector<Markup>{}));
            }
        }
        return out;
    }
    std::vector<Attribute> attributes(bool unit) {
        static const char* const kNames[] = {"tuid",          "usagecount",   "segtype",  "ex:a",
                                             "lastusagedate", "creationdate", "changeid", "x",
                                             "o-tmf"};
        static const char* const kValues[] = {
            "1",          "",          "sentence", "clause",  "20260102T030405Z",
            "2026-01-02", "2026157T1", "a\nb",     "<&\"'\t", "en"};
        std::vector<Attribute> out;
        for (std::size_t n = below(4); n > 0; --n) {
            const std::string name = one_of(kNames);
            if (find_attribute(out, name) == nullptr && (unit || name != "tuid"))
                out.push_back({name, one_of(kValues)});
        }
        return out;
    }
    std::vector<Markup> annotations() {
        static const char* const kElements[] = {"note", "prop", "prop", "ex:odd"};
        static const char* const kTypes[] = {"x-a", "prev", "x-diglot-markup", "x-diglot-seg",
                                             "x-diglot-context"};
        std::vector<Markup> out;
        for (std::size_t n = below(4); n > 0; --n) {
            const std::string element = one_of(kElements);
            std::vector<Attribute> list;
            if (element == "prop" && below(5) > 0) list.push_back({"type", one_of(kTypes)});
            if (below(4) == 0) list.push_back({"xml:lang", below(2) == 0 ? "en" : "zh_TW"});
            if (below(6) == 0) list.push_back({"ex:b", text()});
            out.push_back(Markup::leaf(element, list, text()));
        }
        return out;
    }

private:
    std::vector<Attribute> code_attributes() {
        static const char* const kNames[] = {"i", "x", "pos", "type", "id"};
        static const char* const kValues[] = {"1", "2", "3", "begin", "end", "bold", ""};
        std::vector<Attribute> out;
        for (std::size_t n = below(4); n > 0; --n) {
            const std::string name = one_of(kNames);
            if (find_attribute(out, name) == nullptr) out.push_back({name, one_of(kValues)});
        }
        return out;
    }

    std::mt19937 engine_;
};

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\n' || c == '\r' || c == '\t')
            out += "&#" + std::to_string(c) + ";";
        else
            out += c;
    }
    return out;
}

std::string xml_of(const Markup& node) {
    if (node.is_text()) return escaped(node.text);
    std::string out = "<" + node.element;
    for (const Attribute& a : node.attributes)
        out += " " + a.name + "=\"" + escaped(a.value) + "\"";
    out += ">";
    for (const Markup& child : node.children) out += xml_of(child);
    return out + "</" + node.element + ">";
}

/// A TMX file as odd as they come.
std::string random_file(Random& random) {
    static const char* const kLanguages[] = {"en", "en-US",          "zh-TW", "fr",
                                             "C",  "not a language", "EN-01"};
    static const char* const kSources[] = {"en", "*all*", "de", "zh-TW"};
    std::string units;
    for (std::size_t n = random.below(40); n > 0; --n) {
        Markup tu = Markup::node("tu", random.attributes(true), random.annotations());
        if (random.below(4) == 0) tu.attributes.push_back({"srclang", random.one_of(kSources)});
        for (std::size_t k = 1 + random.below(3); k > 0; --k) {
            Markup tuv = Markup::node("tuv", random.attributes(false), random.annotations());
            tuv.attributes.push_back({"xml:lang", random.one_of(kLanguages)});
            tuv.children.push_back(Markup::node("seg", {}, random.content(2)));
            tu.children.push_back(tuv);
        }
        units += xml_of(tu) + "\n";
    }
    return tmx_around(units, random.one_of(kSources));
}

/// Orders what the writer may order anew: the source first, notes before properties.
Unit in_written_order(Unit unit) {
    if (unit.source) {
        std::rotate(unit.variants.begin(),
                    unit.variants.begin() + static_cast<std::ptrdiff_t>(*unit.source),
                    unit.variants.begin() + static_cast<std::ptrdiff_t>(*unit.source) + 1);
        unit.source = 0;
    }
    const auto order = [](std::vector<Markup>& list, tmx::Place place) {
        std::stable_partition(list.begin(), list.end(), [&](const Markup& m) {
            return m.element == "note" && tmx::is_plain_annotation(place, m);
        });
    };
    order(unit.annotations, tmx::Place::kTu);
    for (Variant& v : unit.variants) {
        order(v.annotations, tmx::Place::kTuv);
        v.lang_spelling = v.lang.text();
    }
    return unit;
}

TEST(TmxRoundTrip, GivesBackWhateverTheReaderTook) {
    for (unsigned seed = 0; seed < 150; ++seed) {
        Random random(seed);
        Collected first;
        const std::string file = random_file(random);
        ASSERT_TRUE(read_text(file, first).ok()) << seed;
        const Written once = write_tmx(first);
        Collected second;
        const auto again = read_text(once.bytes, second);
        ASSERT_TRUE(again.ok()) << seed << to_string(again.error());
        ASSERT_EQ(second.units.size(), first.units.size()) << seed;
        for (std::size_t i = 0; i < first.units.size(); ++i) {
            ASSERT_EQ(in_written_order(second.units[i]), in_written_order(first.units[i]))
                << seed << ", unit " << i;
        }
        ASSERT_EQ(write_tmx(second).bytes, once.bytes) << seed;
    }
}

TEST(ToPlainContent, IsPlainAlways) {
    for (unsigned seed = 0; seed < 5000; ++seed) {
        Random random(seed);
        const auto content = random.content(3);
        const auto plain = tmx::to_plain_content(content);
        ASSERT_TRUE(tmx::is_plain_content(plain)) << to_jsonml(content) << "\n" << to_jsonml(plain);
        ASSERT_EQ(tmx::to_plain_content(plain), plain);
        if (tmx::is_plain_content(content)) {
            ASSERT_EQ(plain, content);
        }
    }
}

}  // namespace
}  // namespace diglot
