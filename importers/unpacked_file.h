// What has to lie on disk to be read (a workbook, an SQLite file, an archive within an archive),
// put there under a name of our own.
#pragma once

#include <cstdint>
#include <string>

#include "importers/byte_source.h"

namespace diglot {

/// A file in the folder for temporary ones; gone with the object.
class UnpackedFile {
public:
    static constexpr std::uint64_t kNoLimit = UINT64_MAX;

    /// Writes what `bytes` gives, `most_bytes` at most. Throws IoError.
    explicit UnpackedFile(ByteSource& bytes, std::uint64_t most_bytes = kNoLimit);
    UnpackedFile(const UnpackedFile&) = delete;
    UnpackedFile& operator=(const UnpackedFile&) = delete;

    const std::string& path() const { return path_.text; }
    std::uint64_t size_bytes() const { return size_; }
    /// Whether there was more than `most_bytes`.
    bool is_cut() const { return cut_; }

private:
    struct Path {
        Path();
        ~Path();
        std::string text;
    };

    Path path_;
    std::uint64_t size_ = 0;
    bool cut_ = false;
};

}  // namespace diglot
