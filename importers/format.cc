#include "importers/format.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "importers/byte_source.h"
#include "importers/encoding.h"
#include "importers/json_units.h"
#include "importers/moses.h"
#include "importers/multiterm_reader.h"
#include "importers/po_chunks.h"
#include "importers/po_reader.h"
#include "importers/sdltm_reader.h"
#include "importers/share_package.h"
#include "importers/table.h"
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
     [](Input& in, const ReadOptions& options, Sink& sink) {
         return read_table(in.text, in.file, options, sink);
     }},
};

/// What else people hand over, by its root element.
struct Stranger {
    std::string_view root;
    const char* what;
};
constexpr Stranger kStrangers[] = {
    {"map", "a Tiled map, not a translation memory"},
    {"tileset", "a Tiled tile set, not a translation memory"},
    {"html", "an HTML page, not a translation memory"},
    {"TS", "a Qt translation file (TS), which is not read yet"},
    {"resx", "a resource file of .NET, which is not read yet"},
    {"resources", "Android string resources, which are not read yet"},
    {"srx", "segmentation rules (SRX), not a translation memory"},
    {"package", "a package description, not a translation memory"},
    {"Types", "part of an Office document, not a translation memory"},
};

const Format* format_of(const Input& input) {
    for (const Format& format : kFormats) {
        if (format.matches(input)) return &format;
    }
    return nullptr;
}

Diagnostic unknown(const Input& input, Position at, std::string what) {
    return {Severity::kError, "format.unknown", std::move(what), at, input.file, {}};
}

/// A .resx has the root <root>, as many files have; its schema gives it away.
Diagnostic name_xml(const Input& input) {
    const XmlRoot& root = input.xml->root();
    for (const Stranger& stranger : kStrangers) {
        if (stranger.root == root.name) {
            return unknown(input, root.position, std::string("this is ") + stranger.what);
        }
    }
    if (root.name == "root" && input.head.find("microsoft-resx") != std::string_view::npos) {
        return unknown(input, root.position,
                       "this is a resource file of .NET, which is not read yet");
    }
    return unknown(input, root.position,
                   "this is XML with the root <" + root.name + ">, which no known format has");
}

Diagnostic name_text(const Input& input) {
    if (input.head.empty())
        return {Severity::kError, "format.empty", "the file is empty", {}, input.file, {}};
    const auto odd = std::count_if(input.head.begin(), input.head.end(), [](char c) {
        return c == TextSource::kInvalidByte || c == '\0';
    });
    if (static_cast<std::size_t>(odd) > input.head.size() / 10) {
        return unknown(
            input, {},
            "this is no text: it may be a program's own file, or an archive of another kind");
    }
    const bool may_be_table = looks_like_columns(input.head);
    return unknown(
        input, {1, 1},
        std::string("this is text of no known format") +
            (may_be_table ? "; if it is a table, name it with --as glossary or --as memory" : ""));
}

constexpr std::size_t kProbedBytes = 16;  ///< What tells an SQLite file.

bool starts_like_xml(std::string_view head) {
    const std::size_t start = head.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos && head[start] == '<' && !looks_like_trados_text(head);
}

/// What is in `bytes`, opened; then `use` decides. A file that is XML but does not start well
/// gives the error.
template <typename Use>
Result<ReadSummary> with_input(ByteSource& bytes, const std::string& file,
                               const ReadOptions& options,
                               const std::function<void(Diagnostic)>& report, const Use& use) {
    TextSource text(bytes, options.encoding);
    text.progress = options.progress;
    Input input{text, file, {}, nullptr, options.tables_as && !options.is_found};
    const std::string head(text.head());
    input.head = head;
    if (text.encoding().guessed)
        report({Severity::kNote,
                "text.encoding",
                "the encoding is taken for " + text.encoding().name +
                    ", by how often which bytes occur (--encoding says otherwise)",
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

bool is_known(ByteSource& packed, const std::string& file, const std::string& encoding) {
    PeekedSource bytes(packed, kProbedBytes);
    if (looks_like_sqlite(bytes.first())) return true;
    bool known = false;
    const auto ignore = [](const Diagnostic&) {};
    ReadOptions options;
    options.encoding = encoding;
    const Result<ReadSummary> looked =
        with_input(bytes, file, options, ignore, [&](Input& input) -> Result<ReadSummary> {
            known = format_of(input) != nullptr;
            return ReadSummary{};
        });
    return known && looked.ok();
}

Result<ReadSummary> read_zip(const std::string& path, const ReadOptions& options, Sink& sink) {
    const std::vector<std::string> members = zip_members(path);
    if (is_package(path, members)) return read_package(path, options, sink);
    if (is_workbook(members)) return read_table_workbook(path, options, sink);
    std::vector<std::string> known;
    for (const std::string& member : members) {
        const auto bytes = open_zip_member(path, member);
        if (bytes && is_known(*bytes, member, options.encoding)) known.push_back(member);
    }
    if (known.empty()) {
        return Diagnostic{Severity::kError,
                          "archive.nothing-known",
                          "no file in this archive is of a known format",
                          {},
                          path,
                          {}};
    }
    ReadSummary all;
    for (const std::string& member : known) {
        const auto bytes = open_zip_member(path, member);
        const Result<ReadSummary> one = read_source(*bytes, path + "/" + member, options, sink);
        if (!one) {
            Diagnostic reason = one.error();
            reason.message = member + ": " + reason.message;
            return reason;
        }
        all.format += (all.format.empty() ? "" : ", ") + one->format;
        if (all.encoding.empty()) all.encoding = one->encoding;
        all.units += one->units;
        all.concepts += one->concepts;
        all.skipped += one->skipped;
    }
    return all;
}

}  // namespace

Result<ReadSummary> read_source(ByteSource& source, const std::string& file,
                                const ReadOptions& options, Sink& sink) {
    PeekedSource bytes(source, kProbedBytes);
    if (looks_like_sqlite(bytes.first())) return read_packed_sdltm(bytes, file, options, sink);
    const auto report = [&](Diagnostic diagnostic) { sink.report(std::move(diagnostic)); };
    Result<ReadSummary> result =
        with_input(bytes, file, options, report, [&](Input& input) -> Result<ReadSummary> {
            if (const Format* format = format_of(input)) return format->read(input, options, sink);
            return input.xml != nullptr ? name_xml(input) : name_text(input);
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

Result<ReadSummary> read_file(const std::string& path, const ReadOptions& options, Sink& sink) {
    if (!options.parallel.empty()) return read_moses(path, options, sink);
    if (is_zip(path)) return read_zip(path, options, sink);
    if (is_plain_sqlite(path)) return read_sdltm(path, path, options, sink);
    const auto bytes = open_bytes(path);
    return read_source(*bytes, path, options, sink);
}

}  // namespace diglot
