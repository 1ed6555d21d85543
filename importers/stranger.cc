#include "importers/stranger.h"

#include <algorithm>
#include <array>

#include "importers/encoding.h"
#include "importers/table.h"

namespace diglot {
namespace {

using namespace std::string_view_literals;

constexpr const char* kTakeDocuments =
    "; `diglot align`, `translate` and `segment` take documents, `import` takes memories and "
    "glossaries";

constexpr const char* kSayTable = "; if it is a table, say so with --as memory or --as glossary";

struct Mark {
    std::size_t at;
    std::string_view bytes;
    const char* what;
};
constexpr Mark kMarks[] = {
    {0, "%PDF-"sv, "a PDF: have it as a document (DOCX, ODT, HTML, text), and `diglot align` it"},
    {0, "\x89PNG\r\n\x1A\n"sv, "a picture (PNG)"},
    {0, "\xFF\xD8\xFF"sv, "a picture (JPEG)"},
    {0, "GIF8"sv, "a picture (GIF)"},
    {0, "Rar!\x1A\x07"sv, "an archive of another kind (RAR): unpack it first"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "an archive of another kind (7z): unpack it first"},
    {257, "ustar"sv, "an archive of another kind (tar): unpack it first"},
    {0, "BZh"sv, "packed with bzip2: unpack it first"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "packed with xz: unpack it first"},
    {0, "\x28\xB5\x2F\xFD"sv, "packed with zstd: unpack it first"},
    // Microsoft's Compound File Binary format [MS-CFB], 2.2.
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
     "an old Office file (DOC, XLS) or one with a password: save it as XLSX or DOCX without"},
    {4, "Standard Jet DB"sv,
     "an Access database, as MultiTerm's term bases (.sdltb) are: export it as MultiTerm XML"},
    {4, "Standard ACE DB"sv, "an Access database: export its tables as CSV"},
    {0,
     "\x7F"
     "ELF"sv,
     "a program"},
    {0, "{\\rtf"sv, "a document (RTF): save it as DOCX, ODT or text, and `diglot align` it"},
};

/// What else people hand over, by its root element.
struct Root {
    std::string_view name;
    const char* what;
    bool is_document = false;
};
constexpr Root kRoots[] = {
    {"map", "a Tiled map, not a translation memory"},
    {"tileset", "a Tiled tile set, not a translation memory"},
    {"html", "an HTML page", true},
    {"TS", "a Qt translation file (TS), which is not read yet"},
    {"resx", "a resource file of .NET, which is not read yet"},
    {"resources", "Android string resources, which are not read yet"},
    {"srx", "segmentation rules (SRX), not a translation memory"},
    {"package", "a package description, not a translation memory"},
    {"Types", "part of an Office document, not a translation memory"},
    {"omegat",
     "the settings of an OmegaT project: name the project's folder, and its memories and "
     "glossaries are read"},
};

/// Members that tell what a zipped document is.
struct Part {
    std::string_view name;
    const char* what;
    bool is_document;
};
constexpr Part kParts[] = {
    {"word/document.xml", "a Word document", true},
    {"ppt/presentation.xml", "a PowerPoint presentation, which is not read", false},
    {"META-INF/container.xml", "an e-book (EPUB), which is not read", false},
    {"designmap.xml", "an InDesign document (IDML), which is not read", false},
};

Diagnostic stranger(std::string code, const std::string& what, Position at,
                    const std::string& file) {
    return {Severity::kError, std::move(code), "this is " + what, at, file, {}};
}

std::string lower_suffix(const std::string& file) {
    const std::size_t dot = file.find_last_of("./");
    std::string suffix =
        dot == std::string::npos || file[dot] == '/' ? std::string() : file.substr(dot);
    for (char& c : suffix)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return suffix;
}

bool is_document_suffix(const std::string& suffix) {
    constexpr std::array kSuffixes{".md",  ".markdown", ".html", ".htm",
                                   ".srt", ".txt",      ".text", ".xhtml"};
    return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end();
}

/// Text has tabs, line ends and, in ISO-2022, ESC; other control characters are the bytes of
/// something else.
bool is_no_text(std::string_view head) {
    const auto invalid = std::count_if(head.begin(), head.end(), [](char c) {
        return c == TextSource::kInvalidByte || c == '\0';
    });
    const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && "\t\n\v\f\r\x1A\x1B"sv.find(c) == ""sv.npos;
    });
    const auto size = static_cast<std::ptrdiff_t>(head.size());
    return invalid > size / 10 || (controls > 2 && controls > size / 50);
}

}  // namespace

std::optional<Diagnostic> name_bytes(std::string_view first, const std::string& file) {
    for (const Mark& mark : kMarks)
        if (first.size() > mark.at && first.substr(mark.at).starts_with(mark.bytes))
            return stranger("format.not-text", mark.what, {}, file);
    return std::nullopt;
}

Diagnostic name_xml(const XmlRoot& root, std::string_view head, const std::string& file) {
    for (const Root& known : kRoots) {
        if (known.name == root.name)
            return stranger("format.other",
                            std::string(known.what) + (known.is_document ? kTakeDocuments : ""),
                            root.position, file);
    }
    // A .resx has the root <root>, as many files have; its schema gives it away.
    if (root.name == "root" && head.find("microsoft-resx") != std::string_view::npos)
        return stranger("format.other", "a resource file of .NET, which is not read yet",
                        root.position, file);
    return stranger("format.unknown",
                    "XML with the root <" + root.name + ">, which no known format has",
                    root.position, file);
}

Diagnostic name_text(std::string_view head, const std::string& file) {
    if (head.empty()) return {Severity::kError, "format.empty", "the file is empty", {}, file, {}};
    if (is_no_text(head))
        return stranger("format.not-text",
                        "no text: it may be a program's own file, or an archive of another kind",
                        {}, file);
    std::string what = "text of no known format";
    if (looks_like_columns(head))
        what += kSayTable;
    else if (is_document_suffix(lower_suffix(file)))
        what += kTakeDocuments;
    return stranger("format.unknown", what, {1, 1}, file);
}

std::optional<Diagnostic> name_zipped(const Archive& archive, const std::string& file) {
    for (const Part& part : kParts)
        if (archive.has(part.name))
            return stranger("format.other",
                            std::string(part.what) + (part.is_document ? kTakeDocuments : ""), {},
                            file);
    // OpenDocument 1.3, part 2, 3.3: the first member says what it is.
    if (!archive.has("content.xml") || !archive.has("mimetype")) return std::nullopt;
    const auto bytes = archive.open_member(*archive.find("mimetype"));
    if (!bytes) return std::nullopt;
    const PeekedSource type(**bytes, 100);
    if (type.first().find("opendocument.text") != std::string_view::npos)
        return stranger("format.other", std::string("an OpenDocument text") + kTakeDocuments, {},
                        file);
    if (type.first().find("opendocument.spreadsheet") != std::string_view::npos)
        return stranger("format.other",
                        "an OpenDocument spreadsheet, which is not read: save it as XLSX or CSV",
                        {}, file);
    return stranger("format.other", "an OpenDocument file, which is not read", {}, file);
}

}  // namespace diglot
