#include "importers/glossary_output.h"

#include <QSaveFile>
#include <QString>
#include <algorithm>
#include <cstdio>

#include "core/error.h"

namespace diglot {

GlossaryOutput::GlossaryOutput(const std::string& path) : path_(path) {
    if (path == "-") return;
    file_ = std::make_unique<QSaveFile>(QString::fromStdString(path));
    if (!file_->open(QIODevice::WriteOnly))
        throw IoError("cannot write " + path + ": " + file_->errorString().toStdString());
}

GlossaryOutput::~GlossaryOutput() = default;

void GlossaryOutput::write(std::string_view bytes) {
    if (!file_) {
        if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size())
            throw IoError("cannot write to the standard output");
    } else if (file_->write(bytes.data(), static_cast<qint64>(bytes.size())) !=
               static_cast<qint64>(bytes.size())) {
        throw IoError("cannot write " + path_ + ": " + file_->errorString().toStdString());
    }
}

void GlossaryOutput::commit() {
    if (!file_) {
        if (std::fflush(stdout) != 0) throw IoError("cannot write to the standard output");
    } else if (!file_->commit()) {
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
