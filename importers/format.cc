#include "importers/format.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "importers/byte_source.h"
#include "importers/code_pages.h"
#include "importers/encoding.h"
#include "importers/json_units.h"
#include "importers/moses.h"
#include "importers/multiterm_reader.h"
#include "importers/po_chunks.h"
#include "importers/po_reader.h"
#include "importers/sdltm_reader.h"
#include "importers/share_package.h"
#include "importers/stranger.h"
#include "importers/table.h"
#include "importers/table_head.h"
#include "importers/tbx_reader.h"
#include "importers/tmx_reader.h"
#include "importers/trados_text.h"
#include "importers/wordfast.h"
#include "importers/xliff_reader.h"
#include "importers/xlsx.h"
#include "importers/xml_stream.h"

namespace diglot {
namespace {

/// An input, opened as far as is needed to know what it is.
struct Input {
    TextSource& text;
    std::string file;            ///< What diagnostics name.
    std::string_view head;       ///< The start of the text, as UTF-8.
    XmlStream* xml = nullptr;    ///< Open, if this is XML.
    bool is_said_table = false;  ///< The user named this file and said what its table is.
};

struct Format {
    const char* name;
    bool (*matches)(const Input& input);
    Result<ReadSummary> (*read)(Input& input, const ReadOptions& options, Sink& sink);
};

bool has_root(const Input& input, std::string_view name) {
    return input.xml != nullptr && input.xml->root().name == name;
}

Result<ReadSummary> read_as_table(Input& in, const ReadOptions& options, Sink& sink) {
    return read_table(in.text, in.file, options, sink);
}

/// Every format that is read, the first match counts. Text tables come last: they match much.
const Format kFormats[] = {
    {"TMX", [](const Input& in) { return has_root(in, "tmx"); },
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_tmx(*in.xml, options, sink);
     }},
    {"TBX", [](const Input& in) { return has_root(in, "martif") || has_root(in, "tbx"); },
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_tbx(*in.xml, options, sink);
     }},
    {"XLIFF", [](const Input& in) { return has_root(in, "xliff"); },
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_xliff(*in.xml, options, sink);
     }},
    {"MultiTerm XML", [](const Input& in) { return has_root(in, "mtf") || has_root(in, "MTF"); },
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_multiterm(*in.xml, options, sink);
     }},
    {"Trados text memory",
     [](const Input& in) { return in.xml == nullptr && looks_like_trados_text(in.head); },
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_trados_text(in.text, in.file, options, sink);
     }},
    {"Wordfast TXT",
     [](const Input& in) { return in.xml == nullptr && looks_like_wordfast(in.head); },
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_wordfast(in.text, in.file, options, sink);
     }},
    {"PO", [](const Input& in) { return in.xml == nullptr && looks_like_po(in.head, in.file); },
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_po(in.text, in.file, options, sink);
     }},
    {"JSON", [](const Input& in) { return in.xml == nullptr && looks_like_json(in.head); },
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_json_units(in.text, in.file, options, sink);
     }},
    {"table",
     [](const Input& in) {
         return in.xml == nullptr &&
                (looks_like_table(in.head, in.file) || (in.is_said_table && has_columns(in.head)));
     },
     read_as_table},
};

const Format* format_of(const Input& input) {
    for (const Format& format : kFormats) {
        if (format.matches(input)) return &format;
    }
    return nullptr;
}

constexpr std::size_t kProbedBytes = 16;  ///< What tells an SQLite file, and a .zip.

bool starts_like_xml(std::string_view head) {
    const std::size_t start = head.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos && head[start] == '<' && !looks_like_trados_text(head);
}

/// What is known of the languages of a text before it can be read.
std::vector<LanguageTag> languages_of(std::string_view first, const ReadOptions& options) {
    std::vector<LanguageTag> languages = languages_in_head(first);
    for (const LanguageTag& tag : languages_in_table(first, options)) languages.push_back(tag);
    for (const LanguageTag& tag : {options.source, options.target})
        if (!tag.empty()) languages.push_back(tag);
    return languages;
}

/// What is in `bytes`, opened; then `use` decides. A file that is XML but does not start well
/// gives the error.
template <typename Use>
Result<ReadSummary> with_input(ByteSource& bytes, const std::string& file,
                               const ReadOptions& options,
                               const std::function<void(Diagnostic)>& report, const Use& use) {
    TextSource text(bytes, options.encoding,
                    [&](std::string_view first) { return languages_of(first, options); });
    text.progress = options.progress;
    Input input{text, file, {}, nullptr, options.tables_as && !options.is_found};
    const std::string head(text.head());
    input.head = head;
    if (text.encoding().guessed && !text.encoding().doubtful)
        report({Severity::kNote,
                "text.encoding",
                "the encoding is taken for " + text.encoding().name +
                    ", by its letters (--encoding says otherwise)",
                {},
                file,
                {}});
    if (text.encoding().overrules && !options.is_found)
        report({Severity::kNote,
                "text.encoding",
                "the file itself says that it is " + text.encoding().name + "; --encoding " +
                    options.encoding + " is for files that do not say",
                {},
                file,
                {}});
    if (!starts_like_xml(head)) return use(input);
    XmlStream xml(text, file, report);
    const Result<XmlRoot> root = xml.open();
    if (!root) return root.error();
    input.xml = &xml;
    return use(input);
}

/// A file that SQLite can open where it lies. A pipe would lose its first bytes here.
bool is_plain_sqlite(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return false;
    std::ifstream file(path, std::ios::binary);
    std::string first(kProbedBytes, '\0');
    return file.read(first.data(), kProbedBytes) && looks_like_sqlite(first);
}

Diagnostic of_archive(std::string code, std::string message, const std::string& file) {
    return {Severity::kError, std::move(code), std::move(message), {}, file, {}};
}

bool is_no_reader(const Diagnostic& reason) { return reason.code.starts_with("format."); }

/// Every file in a .zip that is of a known format; others are named.
Result<ReadSummary> read_members(const InputFile& file, const ReadOptions& options, Sink& sink) {
    ReadSummary all;
    bool any = false;
    for (const InputFile& member : files_in(file).value_or(std::vector<InputFile>())) {
        const Result<ReadSummary> one = read_file(member, options, sink);
        if (!one) {
            Diagnostic reason = one.error();
            reason.message = member.name.substr(file.name.size() + 1) + ": " + reason.message;
            if (!is_no_reader(reason)) return reason;
            reason.severity = Severity::kNote;
            sink.report(std::move(reason));
            continue;
        }
        any = true;
        all.format += (all.format.empty() ? "" : ", ") + one->format;
        if (all.encoding.empty()) all.encoding = one->encoding;
        all.units += one->units;
        all.concepts += one->concepts;
        all.skipped += one->skipped;
    }
    if (any) return all;
    return of_archive("archive.nothing-known", "no file in this archive is of a known format",
                      file.name);
}

Result<ReadSummary> read_archive(const Archive& archive, const InputFile& file,
                                 const ReadOptions& options, Sink& sink) {
    if (is_package(archive, file.name)) return read_package(archive, file.name, options, sink);
    if (is_workbook(archive)) return read_table_workbook(archive, file.name, options, sink);
    if (auto stranger = name_zipped(archive, file.name)) return *stranger;
    if (archive.members().empty())
        return of_archive("format.empty", "the archive is empty", file.name);
    if (!file.archive) return read_members(file, options, sink);
    return of_archive("archive.nested",
                      "this archive within an archive is not looked into: it is too deep in it, or "
                      "what such archives hold is more than 1 GiB; unpack the outer one first",
                      file.name);
}

}  // namespace

Result<ReadSummary> read_source(ByteSource& source, const std::string& file,
                                const ReadOptions& options, Sink& sink) {
    PeekedSource bytes(source, kTellingBytes);
    if (looks_like_sqlite(bytes.first())) return read_packed_sdltm(bytes, file, options, sink);
    if (auto stranger = name_bytes(bytes.first(), file)) return *stranger;
    const auto report = [&](Diagnostic diagnostic) { sink.report(std::move(diagnostic)); };
    Result<ReadSummary> result =
        with_input(bytes, file, options, report, [&](Input& input) -> Result<ReadSummary> {
            if (const Format* format = format_of(input)) {
                // A table that nobody named may be none, and is then no fault.
                auto doubt = refuse_doubtful(input.text.encoding(), file);
                if (doubt && format->read != read_as_table) return std::move(*doubt);
                return format->read(input, options, sink);
            }
            return input.xml != nullptr ? name_xml(input.xml->root(), input.head, file)
                                        : name_text(input.head, file);
        });
    // A torn archive explains whatever the reader stumbled over.
    if (bytes.fault().empty()) return result;
    return Diagnostic{Severity::kError,
                      "archive.damaged",
                      bytes.fault(),
                      result.ok() ? Position{} : result.error().position,
                      file,
                      {}};
}

bool is_one_file(const Archive& archive, const std::string& file) {
    return archive.members().empty() || is_package(archive, file) || is_workbook(archive) ||
           name_zipped(archive, file).has_value();
}

namespace {

/// The standard input has no suffix: whether it is a table, the user says.
Result<ReadSummary> read_stream(ByteSource& bytes, const std::string& name,
                                const ReadOptions& options, Sink& sink) {
    if (options.tables_as) return read_source(bytes, name + ".csv", options, sink);
    Result<ReadSummary> result = read_source(bytes, name, options, sink);
    if (result.ok() || result.error().code != "format.unknown") return result;
    Diagnostic reason = result.error();
    if (reason.message.find("--as") != std::string::npos) return reason;
    reason.message += "; if it is a table, say so with --as memory or --as glossary";
    return reason;
}

}  // namespace

Result<ReadSummary> read_file(const InputFile& file, const ReadOptions& options, Sink& sink) {
    if (!options.parallel.empty()) return read_moses(file, options, sink);
    const bool is_on_disk = !file.archive && !file.stream;
    if (is_on_disk && is_zip(file.path)) {
        const auto archive = Archive::open(file.path, file.name);
        return archive ? read_archive(**archive, file, options, sink)
                       : Result<ReadSummary>(archive.error());
    }
    if (is_on_disk && is_plain_sqlite(file.path))
        return read_sdltm(file.path, file.name, options, sink);
    const auto unpacked = open_input(file);
    if (!unpacked) return unpacked.error();
    PeekedSource bytes(**unpacked, kProbedBytes);
    if (file.stream) return read_stream(bytes, file.name, options, sink);
    if (!looks_like_zip(bytes.first())) return read_source(bytes, file.name, options, sink);
    const auto archive = Archive::unpack(bytes, file.name, kMostNestedBytes);
    if (!archive) return archive.error();
    InputFile inner = file;
    inner.archive = *archive;
    return read_archive(**archive, inner, options, sink);
}

}  // namespace diglot
