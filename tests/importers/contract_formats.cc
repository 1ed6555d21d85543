#include "tests/importers/contract_formats.h"

#include <unicode/ucnv.h>
#include <zip.h>
#include <zlib.h>

#include "importers/glossary_table.h"
#include "importers/json_unit_writer.h"
#include "importers/moses.h"
#include "importers/po_writer.h"
#include "importers/share_package.h"
#include "importers/tbx_writer.h"
#include "importers/unit_table_writer.h"
#include "tests/importers/sdltm_files.h"
#include "tests/importers/xliff_files.h"

namespace diglot {
namespace {

using Make = std::function<std::string(const Pairs&)>;
using Write = std::function<Written(const Collected&)>;

const LanguagePair kLanguages{LanguageTag("en"), LanguageTag("zh-TW")};
constexpr char kNextFile = '\f';  ///< Between the two files of a Moses pair.

// ---- Files made by hand.

/// `head`, then what `row` makes of each pair, then `tail`. A row is a pattern: S and T stand for
/// the texts, N for the pair's number.
Make rows(std::string head, std::string row, std::string tail = {}, std::string last = {}) {
    return [=](const Pairs& pairs) {
        std::string out = head;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const bool is_last = i + 1 == pairs.size() && !last.empty();
            for (const char c : is_last ? last : row) {
                if (c == '\1')
                    out += pairs[i].first;
                else if (c == '\2')
                    out += pairs[i].second;
                else if (c == '\3')
                    out += std::to_string(i + 1);
                else
                    out += c;
            }
        }
        return out + tail;
    };
}

const Make kTmx =
    rows("<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"en\"/>\n<body>\n",
         "<tu><tuv xml:lang=\"en\"><seg>\1</seg></tuv><tuv "
         "xml:lang=\"zh-TW\"><seg>\2</seg></tuv></tu>\n",
         "</body></tmx>");
const Make kXliff12 = rows(
    "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n<file original=\"a\" "
    "source-language=\"en\" target-language=\"zh-TW\" datatype=\"plaintext\"><body>\n",
    "<trans-unit id=\"\3\"><source>\1</source><target>\2</target></trans-unit>\n",
    "</body></file></xliff>");
const Make kXliff2 = rows(
    "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"en\" "
    "trgLang=\"zh-TW\">\n<file id=\"f\">\n",
    "<unit id=\"\3\"><segment><source>\1</source><target>\2</target></segment></unit>\n",
    "</file></xliff>");
const Make kSdlxliff = rows(
    "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" "
    "xmlns:sdl=\"http://sdl.com/FileTypes/SdlXliff/1.0\">\n<file original=\"a\" "
    "source-language=\"en\" target-language=\"zh-TW\" datatype=\"x-sdlfilterframework2\"><body>\n",
    "<trans-unit id=\"\3\"><source>\1</source><seg-source><mrk mtype=\"seg\" mid=\"\3\">\1</mrk>"
    "</seg-source><target><mrk mtype=\"seg\" mid=\"\3\">\2</mrk></target><sdl:seg-defs><sdl:seg "
    "id=\"\3\" conf=\"Translated\"/></sdl:seg-defs></trans-unit>\n",
    "</body></file></xliff>");
const Make kPo = rows(
    "# Sample\nmsgid \"\"\nmsgstr \"\"\n\"Language: zh_TW\\n\"\n"
    "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n",
    "#. c\n#, fuzzy\nmsgid \"\1\"\nmsgstr \"\2\"\n\n", {}, "#~ msgid \"\1\"\n#~ msgstr \"\2\"");
const Make kTbx2 =
    rows("<?xml version=\"1.0\"?>\n<martif type=\"TBX-Basic\" xml:lang=\"en\"><text><body>\n",
         "<termEntry id=\"c\3\"><langSet xml:lang=\"en\"><tig><term>\1</term></tig></langSet>"
         "<langSet xml:lang=\"zh-TW\"><tig><term>\2</term></tig></langSet></termEntry>\n",
         "</body></text></martif>");
const Make kTbx3 = rows(
    "<?xml version=\"1.0\"?>\n<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" "
    "xmlns=\"urn:iso:std:iso:30042:ed-2\"><text><body>\n",
    "<conceptEntry id=\"c\3\"><langSec xml:lang=\"en\"><termSec><term>\1</term></termSec></langSec>"
    "<langSec xml:lang=\"zh-TW\"><termSec><term>\2</term></termSec></langSec></conceptEntry>\n",
    "</body></text></tbx>");
const Make kMultiterm =
    rows("<mtf>\n",
         "<conceptGrp><concept>\3</concept><languageGrp><language lang=\"EN\" "
         "type=\"English\"/><termGrp>"
         "<term>\1</term></termGrp></languageGrp><languageGrp><language lang=\"ZH-TW\" type=\"x\"/>"
         "<termGrp><term>\2</term></termGrp></languageGrp></conceptGrp>\n",
         "</mtf>");
const Make kWordfast =
    rows("%20260102~030405\t%User ID,LIN,LIN Lin\t%TU=1\t%EN-US\t%Wordfast TM v.5\t%ZH-TW\t%---1\n",
         "20260102~030405\tLIN\t0\tEN-US\t\1\tZH-TW\t\2\t\n", {},
         "20260102~030405\tLIN\t0\tEN-US\t\1\tZH-TW\t\2\tLE");
const Make kTradosText = rows(
    {}, "<TrU>\n<CrD>02012026, 03:04:05\n<CrU>LIN\n<Seg L=EN-US>\1\n<Seg L=ZH-TW>\2\n</TrU>\n");

std::string zipped(const std::string& name, const std::string& content) {
    const TemporaryFile file(".zip");
    zip_t* archive = zip_open(file.path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    zip_file_add(archive, name.c_str(),
                 zip_source_buffer(archive, content.data(), content.size(), 0), 0);
    zip_close(archive);
    return file.read();
}

std::string gzipped(const std::string& content) {
    const TemporaryFile file(".gz");
    gzFile packed = gzopen(file.path().c_str(), "wb");
    gzwrite(packed, content.data(), static_cast<unsigned>(content.size()));
    gzclose(packed);
    return file.read();
}

// ---- Writers.

template <typename Writer, typename... Options>
Written by_writer(const Collected& content, const char* suffix, Options... options) {
    const TemporaryFile file(suffix);
    Writer writer(file.path(), options...);
    return written_by(writer, file, content.units);
}

Written as_moses(const Collected& content) {
    const TemporaryFile file("");
    MosesWriter writer(file.path(), kLanguages);
    Written out = written_by(writer, file, content.units);
    const TemporaryFile target("");
    for (const char* language : {"en", "zh-TW"}) {
        const std::string path = file.path() + "." + language;
        std::filesystem::rename(path, target.path());
        out.bytes += (out.bytes.empty() ? "" : std::string(1, kNextFile)) + target.read();
    }
    return out;
}

ConceptSource concepts_of(const Collected& content) {
    return [&content](const auto& take) {
        for (const Concept& entry : content.concepts) take(entry);
    };
}

Written written_glossary(const TemporaryFile& file, GlossaryWritten written) {
    return {file.read(), std::move(written.losses)};
}

Write as_tbx(TbxVersion version) {
    return [version](const Collected& content) {
        const TemporaryFile file(".tbx");
        return written_glossary(file, write_tbx(file.path(), {version}, {}, concepts_of(content)));
    };
}

Write as_glossary(char separator) {
    return [separator](const Collected& content) {
        const TemporaryFile file(".csv");
        return written_glossary(
            file, write_glossary_table(file.path(), {separator}, concepts_of(content)));
    };
}

Written as_glossary_workbook(const Collected& content) {
    const TemporaryFile file(".xlsx");
    return written_glossary(file, write_glossary_workbook(file.path(), concepts_of(content)));
}

Written as_omegat(const Collected& content) {
    const TemporaryFile file(".txt");
    return written_glossary(
        file, write_omegat_glossary(file.path(), {kLanguages.source, kLanguages.target},
                                    concepts_of(content)));
}

Write as_table(UnitTableFormat format, const char* suffix) {
    return [=](const Collected& content) {
        return by_writer<UnitTableWriter>(content, suffix, format, kLanguages);
    };
}

Write as_json(JsonUnitFormat format) {
    return [=](const Collected& content) {
        return by_writer<JsonUnitWriter>(content, ".json", format, kLanguages);
    };
}

Write as_xliff(xliff::Version version) {
    return [=](const Collected& content) { return write_xliff(content, version); };
}

Written as_po(const Collected& content) {
    PoWriteOptions options;
    options.languages = kLanguages;
    return by_writer<PoWriter>(content, ".po", options, content.headers);
}

Written as_tmx(const Collected& content) { return write_tmx(content); }

Written as_package(const Collected& content) {
    const TemporaryFile memory;
    Written tmx = write_tmx(content);
    memory.write(tmx.bytes);
    const TemporaryFile package(".zip");
    PackageManifest manifest;
    manifest.program = "Diglot";
    manifest.units = content.units.size();
    write_package(package.path(), manifest, {{std::string(kPackageMemory), memory.path()}});
    return {package.read(), std::move(tmx.losses)};
}

/// What a writer makes of units of these texts.
Make by(const Write& write) {
    return [write](const Pairs& pairs) {
        Collected content;
        for (const auto& [source, target] : pairs)
            content.units.push_back(make_unit(source, target));
        return write(content).bytes;
    };
}

/// And of concepts.
Make glossary_by(const Write& write) {
    return [write](const Pairs& pairs) {
        Collected content;
        for (const auto& [source, target] : pairs) {
            Concept entry;
            for (const auto& [lang, text] : {std::pair{"en", source}, std::pair{"zh-TW", target}}) {
                Term& term = entry.terms.emplace_back();
                term.lang = LanguageTag(lang);
                term.lang_spelling = lang;
                term.text = text;
            }
            entry.id = static_cast<std::int64_t>(content.concepts.size()) + 1;
            complete(entry);
            content.concepts.push_back(std::move(entry));
        }
        return write(content).bytes;
    };
}

// ---- The table.

ContractFormat text(const char* name, const char* file, Make make, Write write = nullptr,
                    bool is_exact = false) {
    ContractFormat format;
    format.name = name;
    format.file = file;
    format.make = std::move(make);
    format.write = std::move(write);
    format.is_exact = is_exact;
    return format;
}

ContractFormat packed(const char* name, const char* file, Make make, Write write = nullptr,
                      std::size_t longest = 1'000'000) {
    ContractFormat format = text(name, file, std::move(make), std::move(write));
    format.is_text = false;
    format.longest = longest;
    return format;
}

/// A format in which nothing tells that a text was cut off.
ContractFormat open_ended(ContractFormat format) {
    format.shows_cuts = false;
    return format;
}

ContractFormat two_files(ContractFormat format) {
    format.is_one_file = false;
    return format;
}

constexpr std::size_t kExcelCell = 32'767;  ///< Characters (Excel's specifications and limits).

/// Every text format once more in a .gz and in a .zip: the cases are about what is packed.
void add_packed(std::vector<ContractFormat>& formats) {
    const std::size_t count = formats.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (!formats[i].is_text || !formats[i].is_one_file) continue;
        ContractFormat gz = formats[i];
        gz.write = nullptr;
        gz.is_exact = false;
        gz.name = "Gz" + formats[i].name;
        gz.packed_suffix = ".gz";
        gz.pack = [](const std::string&, const std::string& bytes) { return gzipped(bytes); };
        ContractFormat zip = gz;
        zip.name = "Zip" + formats[i].name;
        zip.packed_suffix = ".zip";
        zip.pack = zipped;
        formats.push_back(std::move(gz));
        formats.push_back(std::move(zip));
    }
}

/// And as an archive that is itself cut, renamed or damaged.
ContractFormat archived(const char* name, const char* file, Make make, bool is_zip,
                        std::size_t longest = 1'000'000) {
    const std::string inner = file;
    const Make pack = [=](const Pairs& pairs) {
        return is_zip ? zipped(inner, make(pairs)) : gzipped(make(pairs));
    };
    return packed(name, is_zip ? "x.zip" : "x.gz", pack, nullptr, longest);
}

std::vector<ContractFormat> make_formats() {
    const Write unit_xlsx = as_table(UnitTableFormat::kXlsx, ".xlsx");
    std::vector<ContractFormat> formats{
        text("Tmx", "x.tmx", kTmx, as_tmx, true),
        text("Xliff12", "x.xlf", kXliff12, as_xliff(xliff::Version::k12), true),
        text("Xliff21", "x.xlf", kXliff2, as_xliff(xliff::Version::k21), true),
        text("Sdlxliff", "x.sdlxliff", kSdlxliff),
        text("Po", "x.po", kPo, as_po),
        text("CsvMemory", "x.csv",
             rows("source,target,state\n", "\"\1\",\"\2\",reviewed\n", {}, "\1,\2,draft"),
             as_table(UnitTableFormat::kCsv, ".csv")),
        text("TsvMemory", "x.tsv",
             rows("source\ttarget\tstate\n", "\1\t\2\t\n", {}, "\1\t\2\tdraft"),
             as_table(UnitTableFormat::kTsv, ".tsv")),
        packed("XlsxMemory", "x.xlsx", by(unit_xlsx), unit_xlsx, kExcelCell),
        text("JsonLines", "x.jsonl",
             rows({}, "{\"source\": \"\1\", \"target\": \"\2\"}\n", {},
                  "{\"source\":\"\1\",\"target\":\"\2\"}"),
             as_json(JsonUnitFormat::kLines)),
        text("Json", "x.json",
             rows("[", "{\"source\":\"\1\",\"target\":\"\2\"},\n", "]",
                  "{\"source\":\"\1\",\"target\":\"\2\"}"),
             as_json(JsonUnitFormat::kWeblate)),
        two_files(text("Moses", "x.en", by(as_moses), as_moses)),
        packed("Sdltm", "x.sdltm", [](const Pairs& pairs) { return sdltm_of(pairs); }),
        text("Wordfast", "x.txt", kWordfast),
        text("TradosText", "x.txt", kTradosText),
        text("Tbx2", "x.tbx", kTbx2, as_tbx(TbxVersion::kV2)),
        text("Tbx3", "x.tbx", kTbx3, as_tbx(TbxVersion::kV3)),
        text("Multiterm", "x.xml", kMultiterm),
        text("CsvGlossary", "x.csv",
             rows("en,zh-TW,definition\n", "\"\1\",\"\2\",\"a, b\"\n", {}, "\1,\2,x"),
             as_glossary(',')),
        text("TsvGlossary", "x.tsv", rows("en\tzh-TW\tdefinition\n", "\1\t\2\tx\n"),
             as_glossary('\t')),
        packed("XlsxGlossary", "x.xlsx", glossary_by(as_glossary_workbook), as_glossary_workbook,
               kExcelCell),
        text("MatecatGlossary", "x.csv",
             rows("Forbidden,Domain,en-US,Notes,zh-TW,Notes\n", ",IT,\1,,\2,\n", {},
                  ",IT,\1,,\2,n")),
        open_ended(
            text("OmegatGlossary", "x.txt", rows("# A glossary\n", "\1\t\2\tnote\n"), as_omegat)),
        open_ended(text("XbenchGlossary", "x.txt", rows({}, "\1\t\2\n"))),
        text("Utx", "x.utx.txt",
             rows("#UTX 1.20; en/zh-TW; 2026-01-02\n#src\ttgt\tsrc:pos\n", "\1\t\2\tnoun\n")),
        packed("ZippedTmx", "x.zip",
               [](const Pairs& pairs) { return zipped("x.tmx", kTmx(pairs)); }),
        packed("GzippedTmx", "x.tmx.gz", [](const Pairs& pairs) { return gzipped(kTmx(pairs)); }),
        packed("ZippedSdltm", "x.zip",
               [](const Pairs& pairs) { return zipped("x.sdltm", sdltm_of(pairs)); }),
        archived("ZippedXliff", "x.xlf", kXliff12, true),
        archived("GzippedXliff", "x.xlf", kXliff12, false),
        archived("ZippedPo", "x.po", kPo, true),
        archived("GzippedPo", "x.po", kPo, false),
        archived("ZippedTbx", "x.tbx", kTbx2, true),
        archived("GzippedTbx", "x.tbx", kTbx2, false),
        archived("ZippedXlsx", "x.xlsx", by(unit_xlsx), true, kExcelCell),
        packed("Package", "x.diglot.zip", by(as_package), as_package),
    };
    add_packed(formats);
    return formats;
}

/// Two files in a folder of their own, gone with the object.
class MosesFiles {
public:
    explicit MosesFiles(std::string_view bytes) {
        const std::size_t middle = std::min(bytes.find(kNextFile), bytes.size());
        write(source(), bytes.substr(0, middle));
        write(target(), bytes.substr(std::min(middle + 1, bytes.size())));
    }
    ~MosesFiles() {
        for (const std::string& path : {source(), target()}) std::filesystem::remove(path);
    }
    std::string source() const { return stem_.path() + ".en"; }
    std::string target() const { return stem_.path() + ".zh-TW"; }

private:
    static void write(const std::string& path, std::string_view bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
    }
    TemporaryFile stem_{""};
};

}  // namespace

const std::vector<ContractFormat>& contract_formats() {
    static const std::vector<ContractFormat> formats = make_formats();
    return formats;
}

std::vector<ContractFormat> formats_where(
    const std::function<bool(const ContractFormat&)>& wanted) {
    std::vector<ContractFormat> out;
    for (const ContractFormat& format : contract_formats())
        if (wanted(format)) out.push_back(format);
    return out;
}

std::string converted(std::string_view utf8, const char* converter, std::string_view mark) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out(utf8.size() * 4 + 8, '\0');
    const std::int32_t size =
        ucnv_convert(converter, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()),
                     utf8.data(), static_cast<std::int32_t>(utf8.size()), &status);
    out.resize(static_cast<std::size_t>(size));
    return std::string(mark) + out;
}

Result<ReadSummary> read_contract(const ContractFormat& format, std::string_view bytes, Sink& sink,
                                  const std::string& file) {
    ReadOptions options = in_languages("en", "zh-TW");
    const std::string name = file.empty() ? format.file : file;
    if (!format.is_one_file) {
        const MosesFiles files(bytes);
        options.parallel = files.target();
        return read_file(files.source(), options, sink);
    }
    if (format.pack) {
        const TemporaryFile on_disk("-" + name + format.packed_suffix);
        on_disk.write(format.pack(name, std::string(bytes)));
        return read_file(on_disk.path(), options, sink);
    }
    if (format.is_text) return read_as(name, bytes, sink, options);
    const TemporaryFile on_disk("-" + name);
    on_disk.write(bytes);
    return read_file(on_disk.path(), options, sink);
}

Pairs contract_pairs(const Collected& content) {
    Pairs pairs = pairs_of(content);
    for (const Concept& entry : content.concepts)
        pairs.emplace_back(entry.terms.empty() ? "" : entry.terms[0].text,
                           entry.terms.size() < 2 ? "" : entry.terms[1].text);
    return pairs;
}

}  // namespace diglot
