// A file to read, wherever it lies: on disk, in an archive, or on the standard input.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "importers/archive.h"
#include "importers/byte_source.h"

namespace diglot {

class UnpackedFile;

struct InputFile {
    InputFile() = default;
    InputFile(std::string on_disk) : name(on_disk), path(std::move(on_disk)) {}

    std::string name;  ///< What people and diagnostics call it: "many.zip/de/app.po".
    std::string path;  ///< On disk; empty for what is in an archive.
    std::shared_ptr<const Archive> archive;
    std::size_t member = 0;                        ///< Its number in the archive.
    std::shared_ptr<ByteSource> stream;            ///< What can be read once: the standard input.
    std::shared_ptr<const UnpackedFile> unpacked;  ///< What lies at `path` as long as this does.

    bool empty() const { return name.empty(); }
};

/// The standard input, with the name "stdin". What has to lie on disk to be read (a .zip, an SQLite
/// file) is read to its end and put there. Throws IoError.
InputFile standard_input();

/// Its bytes; what a .gz holds. Errors: those of Archive::open_member(). Throws IoError.
Result<std::unique_ptr<ByteSource>> open_input(const InputFile& file);

/// What archives within an archive may hold, unpacked, all together.
inline constexpr std::uint64_t kMostNestedBytes = std::uint64_t{1} << 30;

/// The files in a .zip on disk, sorted as those of a folder are, and in place of each .zip that is
/// in it the files of that; deeper ones stay as they are, as do those beyond kMostNestedBytes.
/// Nothing if it is no .zip, a damaged or an empty one, or one that is read as a whole (a workbook,
/// a document, a package): read_file() reads it or says why not. Throws IoError.
std::optional<std::vector<InputFile>> files_in(const InputFile& file);

}  // namespace diglot
