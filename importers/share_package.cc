#include "importers/share_package.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <algorithm>
#include <memory>
#include <optional>

#include <zip.h>

#include "core/error.h"
#include "importers/byte_source.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

constexpr const char* kFormatName = "diglot-package";
constexpr int kVersion = 1;
constexpr std::string_view kPackageSuffix = ".diglot.zip";
constexpr std::size_t kMostManifest = 1 << 20;  ///< Bytes.

QString to_qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// What a stream holds, as size and hash.
struct Measured {
    std::uint64_t bytes = 0;
    std::string sha256;
};

template <typename Read>
Measured measure(Read read) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    Measured result;
    std::vector<char> buffer(1 << 16);
    for (std::size_t n = 0; (n = read(buffer.data(), buffer.size())) > 0; result.bytes += n)
        hash.addData(QByteArrayView(buffer.data(), static_cast<qsizetype>(n)));
    result.sha256 = hash.result().toHex().toStdString();
    return result;
}

Measured measure_file(const std::string& path) {
    const auto bytes = open_bytes(path);
    return measure([&](char* to, std::size_t size) { return bytes->read(to, size); });
}

QByteArray to_json(const PackageManifest& manifest) {
    QJsonObject filters;
    for (const auto& [name, value] : manifest.filters) filters[to_qt(name)] = to_qt(value);
    QJsonArray files;
    for (const PackageManifest::File& file : manifest.files) {
        files.append(QJsonObject{{"name", to_qt(file.name)},
                                 {"bytes", static_cast<qint64>(file.bytes)},
                                 {"sha256", to_qt(file.sha256)}});
    }
    const QJsonObject root{{"format", kFormatName},
                           {"version", kVersion},
                           {"program", to_qt(manifest.program)},
                           {"created", to_qt(manifest.created)},
                           {"licence", to_qt(manifest.licence)},
                           {"filters", filters},
                           {"units", static_cast<qint64>(manifest.units)},
                           {"concepts", static_cast<qint64>(manifest.concepts)},
                           {"files", files}};
    return QJsonDocument(root).toJson();
}

/// What the manifest is, read as JSON.
struct Manifest {
    bool is_there = false;
    bool is_ours = false;
    QJsonObject root;  ///< Empty if it is no JSON.
};

Manifest manifest_of(const Archive& archive) {
    Manifest manifest;
    const auto at = archive.find(kPackageManifest);
    if (!at) return manifest;
    manifest.is_there = true;
    const auto bytes = archive.open_member(*at);
    if (!bytes) return manifest;
    const PeekedSource text(**bytes, kMostManifest);
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray(text.first().data(), static_cast<qsizetype>(text.first().size())));
    manifest.root = document.object();
    manifest.is_ours = manifest.root.value("format").toString() == kFormatName;
    return manifest;
}

Diagnostic damaged(const std::string& file, std::string message) {
    return {Severity::kError, "package.damaged", std::move(message), {}, file, {}};
}

/// What is wrong with a file that the manifest names; nothing if it is as it says.
std::optional<Diagnostic> fault_of(const Archive& archive, const std::string& file,
                                   const std::string& name, const std::string& sha256) {
    const auto at = archive.find(name);
    if (!at) return damaged(file, name + " is missing, which the manifest names");
    const auto bytes = archive.open_member(*at);
    if (!bytes) return damaged(file, name + ": " + bytes.error().message);
    const Measured found =
        measure([&](char* to, std::size_t size) { return (*bytes)->read(to, size); });
    if (!(*bytes)->fault().empty()) return damaged(file, name + ": " + (*bytes)->fault());
    if (found.sha256 != sha256)
        return damaged(file, name + " is not what the manifest says: it was changed or damaged");
    return std::nullopt;
}

bool is_read(std::string_view name) { return name == kPackageMemory || name == kPackageGlossary; }

/// Compares the package with its manifest; nothing if all is as that says. Files it does not name
/// go into `strangers`.
std::optional<Diagnostic> verify(const Archive& archive, const std::string& file,
                                 const Manifest& manifest, std::vector<std::string>& strangers) {
    if (!manifest.is_there)
        return damaged(file,
                       "the manifest is missing, which says what is in a package: it was taken "
                       "out, or this is no package");
    if (!manifest.is_ours) return damaged(file, "the manifest cannot be read");
    if (manifest.root.value("version").toInt() > kVersion) {
        return Diagnostic{Severity::kError,
                          "package.newer",
                          "this package was written by a newer Diglot",
                          {},
                          file,
                          {}};
    }
    std::vector<std::string> named{std::string(kPackageManifest)};
    for (const QJsonValue& value : manifest.root.value("files").toArray()) {
        const QJsonObject one = value.toObject();
        const std::string name = one["name"].toString().toStdString();
        if (auto fault = fault_of(archive, file, name, one["sha256"].toString().toStdString()))
            return fault;
        named.push_back(name);
    }
    if (std::none_of(named.begin(), named.end(), is_read))
        return damaged(file, "the manifest names neither a memory nor a glossary");
    for (const Archive::Member& member : archive.members()) {
        const auto known = std::find(named.begin(), named.end(), member.name);
        if (known == named.end() && is_read(member.name))
            return damaged(file, member.name + " is not in the manifest: it was added afterwards");
        if (known == named.end())
            strangers.push_back(member.name);
        else if (std::count_if(
                     archive.members().begin(), archive.members().end(),
                     [&](const Archive::Member& other) { return other.name == member.name; }) > 1)
            return damaged(file, member.name + " is in the package twice");
    }
    return std::nullopt;
}

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

}  // namespace

void write_package(const std::string& path, PackageManifest manifest,
                   const std::vector<std::pair<std::string, std::string>>& parts) {
    refuse_database(path);
    int code = 0;
    std::unique_ptr<zip_t, Discard> archive(
        zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
    if (!archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        throw IoError(path + ": cannot be written: " + reason);
    }
    const auto add = [&](const std::string& name, zip_source_t* source) {
        if (!source || zip_file_add(archive.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
            if (source) zip_source_free(source);
            throw IoError(path + ": cannot be written: " + zip_strerror(archive.get()));
        }
    };
    for (const auto& [name, file] : parts) {
        const Measured found = measure_file(file);
        manifest.files.push_back({name, found.bytes, found.sha256});
        add(name, zip_source_file(archive.get(), file.c_str(), 0, -1));
    }
    const QByteArray json = to_json(manifest);
    add(std::string(kPackageManifest),
        zip_source_buffer(archive.get(), json.constData(), static_cast<zip_uint64_t>(json.size()),
                          0));
    // Writes beside the old file, and takes its place.
    if (zip_close(archive.get()) < 0)
        throw IoError(path + ": cannot be written: " + zip_strerror(archive.get()));
    static_cast<void>(archive.release());  // Closed.
}

/// Says where what was read is not what the manifest counts: written by hand, or by a program that
/// counts otherwise.
void compare_counts(const QJsonObject& root, const ReadSummary& read, const std::string& file,
                    Sink& sink) {
    const auto compare = [&](const char* key, std::uint64_t found) {
        const QJsonValue said = root.value(key);
        if (said.isUndefined() || said.toInteger(-1) == static_cast<qint64>(found)) return;
        sink.report({Severity::kWarning,
                     "package.count",
                     std::string("the manifest says ") + said.toVariant().toString().toStdString() +
                         " " + key + ", and " + std::to_string(found) + " were found",
                     {},
                     file,
                     {}});
    };
    compare("units", read.units);
    compare("concepts", read.concepts);
}

bool is_package(const Archive& archive, const std::string& file) {
    const Manifest manifest = manifest_of(archive);
    if (manifest.is_ours) return true;
    const bool has_parts = archive.has(kPackageMemory) || archive.has(kPackageGlossary);
    const bool is_named = file.ends_with(kPackageSuffix);
    return has_parts && (is_named || (manifest.is_there && manifest.root.isEmpty()));
}

Result<ReadSummary> read_package(const Archive& archive, const std::string& file,
                                 const ReadOptions& options, Sink& sink) {
    const Manifest manifest = manifest_of(archive);
    std::vector<std::string> strangers;
    if (auto fault = verify(archive, file, manifest, strangers)) return *fault;
    for (const std::string& name : strangers)
        sink.report({Severity::kWarning,
                     "package.stranger",
                     name + " is not in the manifest: it was added afterwards, and is left out",
                     {},
                     file,
                     {}});
    ReadSummary all;
    all.format = "package of " + manifest.root.value("program").toString().toStdString();
    for (const std::string_view name : {kPackageMemory, kPackageGlossary}) {
        const auto at = archive.find(name);
        if (!at) continue;
        const auto bytes = archive.open_member(*at);
        if (!bytes) return bytes.error();
        const Result<ReadSummary> one =
            read_source(**bytes, file + "/" + std::string(name), options, sink);
        if (!one) return one;
        all.encoding = one->encoding;
        all.units += one->units;
        all.concepts += one->concepts;
        all.skipped += one->skipped;
    }
    compare_counts(manifest.root, all, file, sink);
    return all;
}

}  // namespace diglot
