#include "importers/output_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QString>
#include <algorithm>
#include <array>
#include <cstdio>

#include <zlib.h>

#include "core/error.h"

namespace diglot {
namespace {

/// Packs what is written (RFC 1952), without the time, so that the same text gives the same bytes.
class GzipSaveFile : public QSaveFile {
public:
    explicit GzipSaveFile(const QString& name) : QSaveFile(name) {
        if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8,
                         Z_DEFAULT_STRATEGY) != Z_OK)
            throw IoError("zlib cannot start");
    }
    ~GzipSaveFile() override { deflateEnd(&stream_); }
    /// Before commit().
    bool finish() { return pack(nullptr, 0, Z_FINISH); }

protected:
    qint64 writeData(const char* data, qint64 size) override {
        return pack(data, size, Z_NO_FLUSH) ? size : -1;
    }

private:
    bool pack(const char* data, qint64 size, int flush) {
        constexpr qint64 kMostAtOnce = 1 << 30;
        do {
            const qint64 part = std::min(size, kMostAtOnce);
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data));
            stream_.avail_in = static_cast<uInt>(part);
            do {
                stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
                stream_.avail_out = static_cast<uInt>(buffer_.size());
                deflate(&stream_, flush);
                const auto packed = static_cast<qint64>(buffer_.size() - stream_.avail_out);
                if (QSaveFile::writeData(buffer_.data(), packed) != packed) return false;
            } while (stream_.avail_out == 0);
            data += part;
            size -= part;
        } while (size > 0);
        return true;
    }

    z_stream stream_{};
    std::array<char, 64 * 1024> buffer_{};
};

/// SQLite Database File Format, 1.3.1, "Magic Header String".
bool is_database(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(16) == QByteArray("SQLite format 3", 16);
}

}  // namespace

void refuse_database(const std::string& path) {
    QString name = QString::fromStdString(path);
    const QFileInfo there(name);
    if (there.exists() && !there.isFile()) return;
    bool database = is_database(name);
    // What lies beside a database while it is open.
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        if (name.endsWith(QLatin1String(suffix)))
            database = database || is_database(name.chopped(static_cast<int>(qstrlen(suffix))));
    }
    if (database)
        throw IoError(path +
                      ": is a database, such as a Diglot file, and is not written over; choose "
                      "another name");
}

OutputFile::OutputFile(const std::string& path) : path_(path) {
    if (path == "-") return;
    refuse_database(path);
    const QString name = QString::fromStdString(path);
    const QFileInfo there(name);
    if (there.exists() && !there.isFile())
        file_ = std::make_unique<QFile>(name);
    else if (name.endsWith(QLatin1String(".gz")))
        file_ = std::make_unique<GzipSaveFile>(name);
    else
        file_ = std::make_unique<QSaveFile>(name);
    if (!file_->open(QIODevice::WriteOnly))
        throw IoError("cannot write " + path + ": " + file_->errorString().toStdString());
}

OutputFile::~OutputFile() = default;

void OutputFile::write(std::string_view bytes) {
    if (!file_) {
        if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size())
            throw IoError("cannot write to the standard output");
    } else if (file_->write(bytes.data(), static_cast<qint64>(bytes.size())) !=
               static_cast<qint64>(bytes.size())) {
        throw IoError("cannot write " + path_ + ": " + file_->errorString().toStdString());
    }
}

void OutputFile::commit() {
    if (!file_) {
        if (std::fflush(stdout) != 0) throw IoError("cannot write to the standard output");
        return;
    }
    auto* packed = dynamic_cast<GzipSaveFile*>(file_.get());
    auto* whole = qobject_cast<QSaveFile*>(file_.get());
    if (packed && !packed->finish())
        throw IoError("cannot write " + path_ + ": " + file_->errorString().toStdString());
    if (whole ? !whole->commit() : !file_->flush()) {
        throw IoError("cannot write " + path_ + ": " + file_->errorString().toStdString());
    }
}

void LossCounter::add(std::string_view what, std::size_t count) {
    if (count == 0) return;
    const auto found = std::find_if(losses_.begin(), losses_.end(),
                                    [&](const Loss& loss) { return loss.what == what; });
    if (found == losses_.end())
        losses_.push_back({std::string(what), count});
    else
        found->count += count;
}

}  // namespace diglot
