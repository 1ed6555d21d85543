#include "importers/document.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "importers/byte_source.h"
#include "importers/document_package.h"
#include "importers/output_file.h"
#include "importers/text_document.h"

namespace diglot {
namespace {

struct FormatName {
    DocumentFormat format;
    const char* for_people;
    std::string_view name;
    std::array<std::string_view, 4> suffixes;
};

constexpr std::array<FormatName, 6> kFormats = {{
    {DocumentFormat::kText, "plain text", "text", {".txt", ".text"}},
    {DocumentFormat::kMarkdown, "Markdown", "markdown", {".md", ".markdown", ".mkd", ".mdown"}},
    {DocumentFormat::kHtml, "HTML", "html", {".html", ".htm", ".xhtml", ".xht"}},
    {DocumentFormat::kDocx, "DOCX", "docx", {".docx", ".docm", ".dotx", ".dotm"}},
    {DocumentFormat::kOdt, "ODT", "odt", {".odt", ".ott"}},
    {DocumentFormat::kSrt, "SRT", "srt", {".srt"}},
}};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

DocumentFormat format_by_text(std::string_view text) {
    const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const std::string head = lower(text.substr(start, 512));
    if (head.starts_with("<!doctype html") || head.starts_with("<html") ||
        (head.starts_with("<?xml") && head.find("<html") != std::string::npos))
        return DocumentFormat::kHtml;
    if (!head.empty() && std::isdigit(static_cast<unsigned char>(head[0]))) {
        const std::size_t line = head.find('\n');
        if (line != std::string::npos && line < 12 &&
            head.substr(line, 40).find(" --> ") != std::string::npos)
            return DocumentFormat::kSrt;
    }
    return DocumentFormat::kText;
}

Result<std::unique_ptr<Document>> parse_text(std::string bytes, const std::string& file,
                                             const DocumentOptions& options) {
    std::optional<DocumentFormat> format =
        options.format ? options.format : document_format_of_name(file);
    std::string encoding = options.encoding;
    if (encoding.empty() && format.value_or(DocumentFormat::kHtml) == DocumentFormat::kHtml)
        encoding = html_charset(bytes);
    Result<DecodedText> decoded = decode_text(std::move(bytes), file, encoding);
    if (!decoded) return decoded.error();
    if (!format) format = format_by_text(decoded->text);
    const bool has_references =
        *format == DocumentFormat::kHtml || *format == DocumentFormat::kMarkdown;
    auto document = std::make_unique<TextDocument>(
        *format, std::move(decoded).value(),
        has_references ? Unencodable::kReferences : Unencodable::kUtf8);
    BlockList list;
    switch (*format) {
        case DocumentFormat::kHtml:
            read_html_blocks(document->text(), {0, document->text().size()}, list);
            break;
        case DocumentFormat::kMarkdown:
            list = read_markdown_blocks(document->text());
            break;
        case DocumentFormat::kSrt:
            list = read_srt_blocks(document->text());
            break;
        default:
            list = read_text_blocks(document->text(), options.text_blocks);
            break;
    }
    document->set_blocks(std::move(list.blocks), std::move(list.places));
    return std::unique_ptr<Document>(std::move(document));
}

/// OpenDocument's packages begin with their type (ODF 1.3, part 2, 3.3); those of OOXML say it of
/// each part.
Result<std::unique_ptr<Document>> parse_package(std::string bytes, const std::string& file,
                                                const DocumentOptions& options) {
    Result<Package> package = Package::open(std::move(bytes), file, options.most_bytes);
    if (!package) return package.error();
    if (package->has("mimetype")) {
        const Result<std::string> type = package.value().part("mimetype");
        if (!type) return type.error();
        if (type->starts_with("application/vnd.oasis.opendocument.text"))
            return read_odt(std::move(package).value());
        return document_error("document.unknown", "this is no text document but " + *type, file);
    }
    if (package->has("[Content_Types].xml")) return read_docx(std::move(package).value());
    return document_error("document.unknown", "this is an archive, but neither DOCX nor ODT", file);
}

/// Microsoft's compound files (MS-CFB 2.2): old Word documents, and encrypted new ones, which have
/// a stream called EncryptedPackage (MS-OFFCRYPTO 2.3.4.4).
std::optional<Diagnostic> compound_file_error(std::string_view bytes, const std::string& file) {
    if (!bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return std::nullopt;
    std::string name;
    for (const char c : std::string_view("EncryptedPackage")) (name += c) += '\0';
    if (bytes.find(name) != std::string_view::npos) {
        return document_error("document.protected",
                              "the document is protected with a password: open it in Word and "
                              "save it without one",
                              file);
    }
    return document_error("document.unknown", "this is a document of Word 97-2003: save it as DOCX",
                          file);
}

}  // namespace

const char* to_string(DocumentFormat format) {
    for (const FormatName& name : kFormats) {
        if (name.format == format) return name.for_people;
    }
    return "";
}

std::optional<DocumentFormat> parse_document_format(std::string_view name) {
    for (const FormatName& format : kFormats) {
        if (format.name == lower(name)) return format.format;
    }
    return std::nullopt;
}

std::optional<DocumentFormat> document_format_of_name(std::string_view file) {
    const std::string name = lower(file);
    for (const FormatName& format : kFormats) {
        for (const std::string_view suffix : format.suffixes) {
            if (!suffix.empty() && name.ends_with(suffix)) return format.format;
        }
    }
    return std::nullopt;
}

std::vector<Loss> Document::write(const std::string& path,
                                  const std::vector<std::vector<Markup>>& contents) const {
    std::vector<Loss> losses;
    const std::string bytes = render(contents, losses);
    OutputFile file(path);
    file.write(bytes);
    file.commit();
    return losses;
}

Result<std::unique_ptr<Document>> parse_document(std::string bytes, const std::string& file,
                                                 const DocumentOptions& options) {
    if (auto error = compound_file_error(bytes, file)) return *error;
    const std::string_view head(bytes);
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06"))
        return parse_package(std::move(bytes), file, options);
    const std::optional<DocumentFormat> format =
        options.format ? options.format : document_format_of_name(file);
    if (format == DocumentFormat::kDocx || format == DocumentFormat::kOdt) {
        return document_error("document.damaged",
                              fmt::format("this is no {}: not an archive", to_string(*format)),
                              file);
    }
    return parse_text(std::move(bytes), file, options);
}

Result<std::unique_ptr<Document>> read_document(const std::string& path,
                                                const DocumentOptions& options) {
    const std::unique_ptr<ByteSource> source = open_bytes(path);
    std::string bytes;
    std::size_t got = 1;
    while (got > 0) {
        const std::size_t size = bytes.size();
        if (size > options.most_bytes) {
            return document_error(
                "document.too-large",
                fmt::format("the document is larger than {} MB", options.most_bytes >> 20), path);
        }
        bytes.resize(size + (1u << 20));
        got = source->read(bytes.data() + size, 1u << 20);
        bytes.resize(size + got);
    }
    if (!source->fault().empty()) return document_error("document.damaged", source->fault(), path);
    return parse_document(std::move(bytes), path, options);
}

}  // namespace diglot
