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

std::optional<QJsonObject> manifest_of(const std::string& path) {
    const auto bytes = open_zip_member(path, std::string(kPackageManifest));
    if (!bytes) return std::nullopt;
    std::string text(kMostManifest, '\0');
    std::size_t size = 0;
    while (const std::size_t n = bytes->read(text.data() + size, text.size() - size)) size += n;
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(size)));
    const QJsonObject root = document.object();
    if (root["format"].toString() != kFormatName) return std::nullopt;
    return root;
}

Diagnostic damaged(const std::string& path, std::string message) {
    return {Severity::kError, "package.damaged", std::move(message), {}, path, {}};
}

/// What is wrong with the package; nothing if all is as the manifest says.
std::optional<Diagnostic> fault_of(const std::string& path, const QJsonObject& manifest) {
    if (manifest["version"].toInt() > kVersion) {
        return Diagnostic{Severity::kError,
                          "package.newer",
                          "this package was written by a newer Diglot",
                          {},
                          path,
                          {}};
    }
    for (const QJsonValue& value : manifest["files"].toArray()) {
        const QJsonObject file = value.toObject();
        const std::string name = file["name"].toString().toStdString();
        const auto bytes = open_zip_member(path, name);
        if (!bytes) return damaged(path, name + " is missing, which the manifest names");
        const Measured found =
            measure([&](char* to, std::size_t size) { return bytes->read(to, size); });
        if (!bytes->fault().empty()) return damaged(path, name + ": " + bytes->fault());
        if (found.sha256 != file["sha256"].toString().toStdString())
            return damaged(path,
                           name + " is not what the manifest says: it was changed or damaged");
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

bool is_package(const std::string& path, const std::vector<std::string>& members) {
    return std::find(members.begin(), members.end(), kPackageManifest) != members.end() &&
           manifest_of(path).has_value();
}

Result<ReadSummary> read_package(const std::string& path, const ReadOptions& options, Sink& sink) {
    const std::optional<QJsonObject> manifest = manifest_of(path);
    if (!manifest) return damaged(path, "the manifest cannot be read");
    if (auto fault = fault_of(path, *manifest)) return *fault;
    ReadSummary all;
    all.format = "package of " + (*manifest)["program"].toString().toStdString();
    for (const std::string_view part : {kPackageMemory, kPackageGlossary}) {
        const std::string name(part);
        const auto bytes = open_zip_member(path, name);
        if (!bytes) continue;
        const Result<ReadSummary> one = read_source(*bytes, path + "/" + name, options, sink);
        if (!one) return one;
        all.encoding = one->encoding;
        all.units += one->units;
        all.concepts += one->concepts;
        all.skipped += one->skipped;
    }
    return all;
}

}  // namespace diglot
