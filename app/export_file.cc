#include "app/export_file.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <stdexcept>

#include "app/export_package.h"
#include "app/interrupt.h"
#include "importers/glossary_table.h"
#include "importers/json_unit_writer.h"
#include "importers/moses.h"
#include "importers/po_writer.h"
#include "importers/tbx_writer.h"
#include "importers/tmx_writer.h"
#include "importers/unit_table_writer.h"
#include "importers/xliff_writer.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

constexpr std::array<std::pair<std::string_view, ExportFormat>, 14> kFormats{{
    {"tmx", ExportFormat::kTmx},
    {"xliff", ExportFormat::kXliff},
    {"tbx", ExportFormat::kTbx},
    {"tbx3", ExportFormat::kTbxV3},
    {"csv", ExportFormat::kCsv},
    {"tsv", ExportFormat::kTsv},
    {"xlsx", ExportFormat::kXlsx},
    {"omegat-glossary", ExportFormat::kOmegatGlossary},
    {"po", ExportFormat::kPo},
    {"pot", ExportFormat::kPot},
    {"json", ExportFormat::kJson},
    {"jsonl", ExportFormat::kJsonLines},
    {"moses", ExportFormat::kMoses},
    {"package", ExportFormat::kPackage},
}};

bool is_table(ExportFormat format) {
    return format == ExportFormat::kCsv || format == ExportFormat::kTsv ||
           format == ExportFormat::kXlsx;
}

TmxWriteOptions to_tmx_options(const ExportRequest& request) {
    TmxWriteOptions options;
    if (!request.profile.empty()) {
        const auto profile = TmxWriteOptions::for_profile(request.profile);
        if (!profile) {
            throw std::invalid_argument("there is no profile \"" + request.profile +
                                        "\"; use omegat, weblate, lokalize or trados");
        }
        options = *profile;
    }
    if (request.level) options.codes = *request.level > 1;
    if (request.version_1_1) options.version_1_1 = true;
    if (request.utf16) options.utf16 = true;
    if (request.language_style == "bcp47")
        options.languages = TmxLanguages::kBcp47;
    else if (request.language_style == "posix")
        options.languages = TmxLanguages::kPosix;
    else if (request.language_style == "region")
        options.languages = TmxLanguages::kRegion;
    else if (!request.language_style.empty()) {
        throw std::invalid_argument("there is no language style \"" + request.language_style +
                                    "\"; use bcp47, posix or region");
    }
    if (request.pair_only) {
        if (request.units.source.empty() || request.units.target.empty()) {
            throw std::invalid_argument("a bilingual split needs both languages, -s and -t");
        }
        options.source = request.units.source;
        options.target = request.units.target;
    }
    return options;
}

/// Headers of the files that the units asked for came from, and of no other: they may say what is
/// nobody else's business.
std::vector<Markup> headers_of(DiglotFile& file, const ExportRequest& request) {
    auto all = file.memory().headers();
    if (!request.units.empty()) {
        std::set<std::string> unseen;
        for (const auto& [origin, header] : all) unseen.insert(origin);
        file.memory().for_each(request.units, [&](const Unit& unit) {
            throw_if_interrupted();
            unseen.erase(unit.origin);
            return !unseen.empty();
        });
        std::erase_if(all, [&](const auto& one) { return unseen.contains(one.first); });
    }
    std::vector<Markup> headers;
    for (auto& [origin, header] : all) headers.push_back(std::move(header));
    return headers;
}

/// What travels to be kept takes its state along; what is made to be read does without what nobody
/// should read.
bool is_left_out(const Unit& unit, const ExportRequest& request) {
    if (request.units.where && request.units.where->asks_for_state()) return false;
    if (request.format == ExportFormat::kMoses) return is_out_of_use(unit);
    return is_table(request.format) && is_set_aside(unit);
}

/// Hands the units asked for to `writer` (TmxWriter or a UnitWriter) and ends the file.
template <typename Writer>
ExportReport write_units(DiglotFile& file, const ExportRequest& request, Writer& writer,
                         ExportReport report = {}) {
    const auto total = static_cast<std::uint64_t>(file.memory().count());
    std::uint64_t done = 0;
    file.memory().for_each(request.units, [&](Unit&& unit) {
        if (is_left_out(unit, request)) {
            ++report.set_aside;
            return true;
        }
        writer.add(std::move(unit));
        if (++done % 1024 == 0) {
            throw_if_interrupted();
            if (request.progress) request.progress(done, total);
        }
        return true;
    });
    writer.end_units();
    // A mistyped condition or language must not replace a good file by an empty one.
    if (writer.units() == 0 && !request.units.empty()) {
        report.nothing_fits = true;
        return report;
    }
    report.losses = writer.finish();
    report.units = writer.units();
    return report;
}

ExportReport export_tmx(DiglotFile& file, const ExportRequest& request) {
    ExportReport report;
    const ReadSnapshot snapshot(file.database());
    TmxWriter writer(request.path, to_tmx_options(request));
    const Markup header = merge_tmx_headers(headers_of(file, request), report.losses);
    if (!header.element.empty()) writer.header(header);
    return write_units(file, request, writer, std::move(report));
}

std::unique_ptr<UnitWriter> make_unit_writer(DiglotFile& file, const ExportRequest& request) {
    const LanguagePair languages{request.units.source, request.units.target};
    const bool is_template = request.format == ExportFormat::kPot;
    if (languages.source.empty() || (languages.target.empty() && !is_template)) {
        throw std::invalid_argument((is_template
                                         ? "a template needs the source language, -s, for "
                                         : "a file of two languages needs both, -s and -t, for ") +
                                    std::string(to_string(request.format)));
    }
    const auto table = [&](UnitTableFormat format) {
        return std::make_unique<UnitTableWriter>(request.path, format, languages);
    };
    switch (request.format) {
        case ExportFormat::kCsv:
            return table(UnitTableFormat::kCsv);
        case ExportFormat::kTsv:
            return table(UnitTableFormat::kTsv);
        case ExportFormat::kXlsx:
            return table(UnitTableFormat::kXlsx);
        case ExportFormat::kMoses:
            if (request.path == "-")
                throw std::invalid_argument("a Moses pair is two files, and cannot go to \"-\"");
            return std::make_unique<MosesWriter>(request.path, languages);
        case ExportFormat::kJson:
            return std::make_unique<JsonUnitWriter>(request.path, JsonUnitFormat::kWeblate,
                                                    languages);
        case ExportFormat::kJsonLines:
            return std::make_unique<JsonUnitWriter>(request.path, JsonUnitFormat::kLines,
                                                    languages);
        default:
            return std::make_unique<PoWriter>(request.path, PoWriteOptions{languages, is_template},
                                              headers_of(file, request));
    }
}

/// Formats of two languages.
ExportReport export_pairs(DiglotFile& file, const ExportRequest& request) {
    const ReadSnapshot snapshot(file.database());
    const std::unique_ptr<UnitWriter> writer = make_unit_writer(file, request);
    return write_units(file, request, *writer);
}

ExportReport export_xliff(DiglotFile& file, const ExportRequest& request) {
    XliffWriteOptions options;
    if (request.profile == "2.1") {
        options.version = xliff::Version::k21;
    } else if (!request.profile.empty() && request.profile != "1.2") {
        throw std::invalid_argument("there is no profile \"" + request.profile +
                                    "\" for XLIFF; use 1.2 or 2.1");
    }
    options.source = request.units.source;
    options.target = request.units.target;
    const ReadSnapshot snapshot(file.database());
    XliffWriter writer(request.path, options);
    return write_units(file, request, writer);
}

GlossaryWritten write_glossary(DiglotFile& file, const ExportRequest& request,
                               const ConceptSource& source) {
    switch (request.format) {
        case ExportFormat::kTbx:
        case ExportFormat::kTbxV3: {
            const TbxVersion version =
                request.format == ExportFormat::kTbx ? TbxVersion::kV2 : TbxVersion::kV3;
            return write_tbx(request.path, {version}, file.glossary().headers(), source);
        }
        case ExportFormat::kCsv:
            return write_glossary_table(request.path, {','}, source);
        case ExportFormat::kTsv:
            return write_glossary_table(request.path, {'\t'}, source);
        case ExportFormat::kXlsx:
            return write_glossary_workbook(request.path, source);
        default:
            break;
    }
    if (request.units.source.empty() || request.units.target.empty()) {
        throw std::invalid_argument("an OmegaT glossary needs both languages, -s and -t");
    }
    return write_omegat_glossary(request.path, {request.units.source, request.units.target},
                                 source);
}

bool has_language(const Concept& entry, const LanguageTag& lang) {
    return lang.empty() ||
           std::any_of(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
               return term.lang.fit(lang) != LanguageFit::kOther;
           });
}

ExportReport export_glossary(DiglotFile& file, const ExportRequest& request) {
    const ReadSnapshot snapshot(file.database());
    const auto total = static_cast<std::uint64_t>(file.glossary().count());
    ConceptFilter filter;
    filter.origin = request.units.origin;
    const UnitFilter& asked = request.units;
    const auto fits = [&](const Concept& entry) {
        return has_language(entry, asked.source) && has_language(entry, asked.target) &&
               (!asked.since || (entry.changed && *entry.changed >= *asked.since));
    };
    bool any = asked.empty();
    if (!any) {
        file.glossary().for_each(filter, [&](const Concept& entry) {
            throw_if_interrupted();
            any = fits(entry);
            return !any;
        });
    }
    if (!any) {
        ExportReport report;
        report.nothing_fits = true;
        return report;
    }
    const ConceptSource source = [&](const std::function<void(const Concept&)>& take) {
        std::uint64_t done = 0;
        file.glossary().for_each(filter, [&](const Concept& entry) {
            throw_if_interrupted();
            if (!fits(entry)) return true;
            take(entry);
            if (request.progress && ++done % 256 == 0) request.progress(done, total);
            return true;
        });
    };
    GlossaryWritten written = write_glossary(file, request, source);
    ExportReport report;
    report.concepts = written.concepts;
    report.losses = std::move(written.losses);
    return report;
}

}  // namespace

std::optional<ExportFormat> parse_export_format(std::string_view word) {
    for (const auto& [name, format] : kFormats) {
        if (name == word) return format;
    }
    return std::nullopt;
}

std::optional<ExportFormat> export_format_of(const std::string& path) {
    if (path.ends_with(".gz")) {
        const auto packed = export_format_of(path.substr(0, path.size() - 3));
        return packed == ExportFormat::kMoses || packed == ExportFormat::kPackage ? std::nullopt
                                                                                  : packed;
    }
    if (path.ends_with(".diglot.zip")) return ExportFormat::kPackage;
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos || path.find('/', dot) != std::string::npos) return std::nullopt;
    std::string suffix = path.substr(dot + 1);
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (suffix == "txt" || suffix == "utf8") return ExportFormat::kOmegatGlossary;
    if (suffix == "xlf") return ExportFormat::kXliff;
    if (suffix == "tbx3" || suffix == "package") return std::nullopt;
    return parse_export_format(suffix);
}

const char* to_string(ExportFormat format) {
    for (const auto& [name, known] : kFormats) {
        if (known == format) return name.data();
    }
    return "";
}

std::string export_format_names() {
    std::string names;
    for (const auto& [name, format] : kFormats)
        names.append(names.empty() ? "" : ", ").append(name);
    return names;
}

namespace {

bool holds_only_units(ExportFormat format) {
    return format == ExportFormat::kTmx || format == ExportFormat::kXliff ||
           format == ExportFormat::kPo || format == ExportFormat::kPot ||
           format == ExportFormat::kJson || format == ExportFormat::kJsonLines ||
           format == ExportFormat::kMoses;
}

}  // namespace

bool holds_units(const ExportRequest& request) {
    return holds_only_units(request.format) ||
           (is_table(request.format) && request.what == ExportWhat::kMemory);
}

ExportReport export_file(DiglotFile& file, const ExportRequest& request) {
    const bool xliff = request.format == ExportFormat::kXliff;
    const bool tmx_only = (!request.profile.empty() && !xliff) || request.level ||
                          request.version_1_1 || request.pair_only ||
                          !request.language_style.empty() || request.utf16;
    if (tmx_only && request.format != ExportFormat::kTmx) {
        throw std::invalid_argument("a profile and the other options of TMX do not go with " +
                                    std::string(to_string(request.format)));
    }
    if (request.what == ExportWhat::kBoth && request.format != ExportFormat::kPackage)
        throw std::invalid_argument("only a package (FILE.diglot.zip) holds both");
    if (request.what && !is_table(request.format) && request.format != ExportFormat::kPackage &&
        holds_units(request) != (request.what == ExportWhat::kMemory)) {
        throw std::invalid_argument(std::string(to_string(request.format)) +
                                    (holds_units(request) ? " holds a memory, no glossary"
                                                          : " holds a glossary, no memory"));
    }
    if (!request.licence.empty() && request.format != ExportFormat::kPackage)
        throw std::invalid_argument("a licence is said in a package (FILE.diglot.zip)");
    if (request.format == ExportFormat::kPackage) return export_package(file, request);
    if (request.units.where && !holds_units(request))
        throw std::invalid_argument("a condition (--where) is about units of the memory");
    if (xliff) return export_xliff(file, request);
    if (request.format == ExportFormat::kTmx) return export_tmx(file, request);
    return holds_units(request) ? export_pairs(file, request) : export_glossary(file, request);
}

}  // namespace diglot
