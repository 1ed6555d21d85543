#include "app/export_package.h"

#include <QTemporaryDir>
#include <stdexcept>

#include "core/error.h"
#include "importers/share_package.h"

namespace diglot {
namespace {

std::vector<std::pair<std::string, std::string>> filters_of(const ExportRequest& request) {
    std::vector<std::pair<std::string, std::string>> filters;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) filters.emplace_back(name, value);
    };
    add("source", request.units.source.text());
    add("target", request.units.target.text());
    add("origin", request.units.origin);
    add("since", request.units.since ? to_iso_date(*request.units.since) : "");
    add("where", request.where);
    return filters;
}

}  // namespace

ExportReport export_package(DiglotFile& file, const ExportRequest& request) {
    if (request.path == "-")
        throw std::invalid_argument("a package cannot be written to the standard output");
    const QTemporaryDir folder;
    if (!folder.isValid())
        throw IoError("no folder for temporary files: " + folder.errorString().toStdString());
    const ReadSnapshot snapshot(file.database());
    ExportReport all;
    std::vector<std::pair<std::string, std::string>> parts;
    const auto write = [&](std::string_view name, ExportFormat format) {
        ExportRequest part = request;
        part.format = format;
        part.licence.clear();
        part.what =
            format == ExportFormat::kCsv ? std::optional(ExportWhat::kGlossary) : std::nullopt;
        part.path = (folder.path().toStdString() + "/").append(name);
        if (format != ExportFormat::kTmx) part.units.where.reset();
        const ExportReport report = export_file(file, part);
        if (report.nothing_fits || report.units + report.concepts == 0) return;
        parts.emplace_back(name, part.path);
        if (format == ExportFormat::kCsv) return;  // For people; the TBX has it all.
        all.units += report.units;
        all.concepts += report.concepts;
        all.losses.insert(all.losses.end(), report.losses.begin(), report.losses.end());
    };
    const ExportWhat what =
        request.what.value_or(request.units.where ? ExportWhat::kMemory : ExportWhat::kBoth);
    if (what != ExportWhat::kGlossary) write(kPackageMemory, ExportFormat::kTmx);
    if (what != ExportWhat::kMemory) {
        write(kPackageGlossary, ExportFormat::kTbx);
        write(kPackageTable, ExportFormat::kCsv);
    } else if (!request.what && file.glossary().count() > 0) {
        all.losses.push_back(
            {"glossary left out, for --where is about units: --what both takes it in", 1});
    }
    if (parts.empty()) {
        all.nothing_fits = true;
        return all;
    }
    PackageManifest manifest;
    manifest.program = "Diglot " DIGLOT_VERSION;
    manifest.created = to_iso_date(Time::now());
    manifest.licence = request.licence;
    manifest.filters = filters_of(request);
    manifest.units = all.units;
    manifest.concepts = all.concepts;
    write_package(request.path, std::move(manifest), parts);
    return all;
}

}  // namespace diglot
