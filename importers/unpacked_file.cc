#include "importers/unpacked_file.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "core/error.h"

namespace diglot {
namespace {

[[noreturn]] void fail(const std::string& path) { throw IoError(path + ": cannot be written"); }

}  // namespace

UnpackedFile::Path::Path()
    : text((std::filesystem::temp_directory_path() / "diglot-XXXXXX").string()) {}
UnpackedFile::Path::~Path() { std::remove(text.c_str()); }

UnpackedFile::UnpackedFile(ByteSource& bytes, std::uint64_t most_bytes) {
    const int handle = mkstemp(path_.text.data());
    std::FILE* opened = handle < 0 ? nullptr : fdopen(handle, "wb");
    if (!opened) fail(path());
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(opened, &std::fclose);
    std::array<char, 64 * 1024> buffer;
    while (const std::size_t n = bytes.read(buffer.data(), buffer.size())) {
        cut_ = n > most_bytes - size_;
        if (cut_) break;
        if (std::fwrite(buffer.data(), 1, n, opened) != n) fail(path());
        size_ += n;
    }
    if (std::fflush(opened) != 0) fail(path());
}

}  // namespace diglot
