#include "core/spilled_array.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

#include "core/error.h"

namespace diglot {
namespace {

std::string folder() {
    const char* named = std::getenv("TMPDIR");
    return named && *named ? named : "/tmp";
}

[[noreturn]] void fail() {
    throw IoError(folder() + ": a temporary file cannot be written: " + std::strerror(errno));
}

int open_unnamed() {
    std::string path = folder() + "/diglot-XXXXXX";
    const int file = mkstemp(path.data());
    if (file < 0) fail();
    unlink(path.c_str());
    return file;
}

}  // namespace

SpilledBytes::~SpilledBytes() {
    unmap();
    if (file_ >= 0) close(file_);
}

void SpilledBytes::append(std::string_view bytes) {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    if (buffer_.size() >= kBufferBytes) flush();
}

void SpilledBytes::flush() {
    unmap();
    if (file_ < 0) file_ = open_unnamed();
    std::size_t done = 0;
    while (done < buffer_.size()) {
        const ssize_t wrote = write(file_, buffer_.data() + done, buffer_.size() - done);
        if (wrote < 0 && errno != EINTR) fail();
        if (wrote > 0) done += static_cast<std::size_t>(wrote);
    }
    written_ += buffer_.size();
    buffer_.clear();
}

void SpilledBytes::swap(SpilledBytes& other) {
    buffer_.swap(other.buffer_);
    std::swap(written_, other.written_);
    std::swap(file_, other.file_);
    std::swap(map_, other.map_);
    std::swap(mapped_, other.mapped_);
}

void SpilledBytes::unmap() {
    if (map_) munmap(map_, mapped_);
    map_ = nullptr;
}

std::string SpilledBytes::copy(std::uint64_t begin, std::size_t length) {
    if (written_ == 0) return std::string(buffer_.data() + begin, length);
    if (!buffer_.empty()) flush();
    std::string part(length, '\0');
    for (std::size_t done = 0; done < length;) {
        const ssize_t got =
            pread(file_, part.data() + done, length - done, static_cast<off_t>(begin + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw IoError(folder() + ": a temporary file cannot be read back");
        done += static_cast<std::size_t>(got);
    }
    return part;
}

std::string_view SpilledBytes::bytes() {
    if (written_ == 0) return {buffer_.data(), buffer_.size()};
    if (!buffer_.empty()) flush();
    if (!map_) {
        mapped_ = written_;
        map_ = mmap(nullptr, mapped_, PROT_READ, MAP_SHARED, file_, 0);
        if (map_ == MAP_FAILED) {
            map_ = nullptr;
            fail();
        }
    }
    return {static_cast<const char*>(map_), mapped_};
}

}  // namespace diglot
