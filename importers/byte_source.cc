#include "importers/byte_source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "core/error.h"

namespace diglot {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

struct OpenFile {
    File file;
    std::uint64_t size = 0;
};

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw IoError("cannot read " + path + ": " + why);
}

OpenFile open_file(const std::string& path) {
    OpenFile out{File(std::fopen(path.c_str(), "rb")), 0};
    if (!out.file) fail(path, std::strerror(errno));
    struct stat info {};
    if (fstat(fileno(out.file.get()), &info) != 0) fail(path, std::strerror(errno));
    if (S_ISDIR(info.st_mode)) fail(path, "it is a folder");
    out.size = static_cast<std::uint64_t>(info.st_size);
    return out;
}

/// Bytes of a file as they are.
class PlainSource : public ByteSource {
public:
    PlainSource(std::string path, OpenFile open, std::string first)
        : path_(std::move(path)),
          file_(std::move(open.file)),
          total_(open.size),
          first_(std::move(first)) {}

    std::size_t read(char* to, std::size_t size) override {
        if (first_at_ <
            first_.size()) {  // What was read to see the magic number; pipes cannot seek.
            const std::size_t n = first_.copy(to, size, first_at_);
            first_at_ += n;
            done_ += n;
            return n;
        }
        const std::size_t n = std::fread(to, 1, size, file_.get());
        if (n == 0 && std::ferror(file_.get())) fail(path_, std::strerror(errno));
        done_ += n;
        return n;
    }
    std::uint64_t bytes_done() const override { return done_; }
    std::uint64_t bytes_total() const override { return total_; }

private:
    std::string path_;
    File file_;
    std::uint64_t total_ = 0;
    std::uint64_t done_ = 0;
    std::string first_;
    std::size_t first_at_ = 0;
};

/// What a .gz holds; several members one after another are one text (RFC 1952, 2.2).
class GzipSource : public ByteSource {
public:
    explicit GzipSource(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)) {
        if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw IoError("zlib cannot start");
    }
    ~GzipSource() override { inflateEnd(&stream_); }
    GzipSource(const GzipSource&) = delete;
    GzipSource& operator=(const GzipSource&) = delete;

    std::size_t read(char* to, std::size_t size) override {
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
        const uInt wanted = stream_.avail_out;
        while (stream_.avail_out == wanted && !ended_) {
            if (stream_.avail_in == 0 && !refill()) break;
            const int code = inflate(&stream_, Z_NO_FLUSH);
            if (code == Z_STREAM_END)
                next_member();
            else if (code != Z_OK && code != Z_BUF_ERROR)
                stop("the gzip data is damaged");
        }
        return wanted - stream_.avail_out;
    }
    std::uint64_t bytes_done() const override { return packed_->bytes_done(); }
    std::uint64_t bytes_total() const override { return packed_->bytes_total(); }
    std::string fault() const override { return fault_; }

private:
    void stop(const char* why) {
        fault_ = why;
        ended_ = true;
    }
    bool refill() {
        const std::size_t n = packed_->read(buffer_.data(), buffer_.size());
        stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
        stream_.avail_in = static_cast<uInt>(n);
        if (n == 0) stop("the gzip data ends too early");
        return n > 0;
    }
    void next_member() {
        if (stream_.avail_in == 0) {
            const std::size_t n = packed_->read(buffer_.data(), buffer_.size());
            stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
            stream_.avail_in = static_cast<uInt>(n);
        }
        // What follows a member without being one (padding) is ignored, as gzip does.
        ended_ = stream_.avail_in == 0 || *stream_.next_in != 0x1F;
        if (!ended_) inflateReset(&stream_);
    }

    std::unique_ptr<ByteSource> packed_;
    z_stream stream_{};
    std::array<char, 64 * 1024> buffer_{};
    bool ended_ = false;
    std::string fault_;
};

class MemorySource : public ByteSource {
public:
    explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
    std::size_t read(char* to, std::size_t size) override {
        const std::size_t n = bytes_.copy(to, size, at_);
        at_ += n;
        return n;
    }
    std::uint64_t bytes_done() const override { return at_; }
    std::uint64_t bytes_total() const override { return bytes_.size(); }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
};

/// A peeked source that owns what it reads.
class OwningSource : public ByteSource {
public:
    OwningSource(std::unique_ptr<ByteSource> bytes, std::size_t peeked)
        : bytes_(std::move(bytes)), peeked_(*bytes_, peeked) {}
    std::string_view first() const { return peeked_.first(); }
    std::size_t read(char* to, std::size_t size) override { return peeked_.read(to, size); }
    std::uint64_t bytes_done() const override { return peeked_.bytes_done(); }
    std::uint64_t bytes_total() const override { return peeked_.bytes_total(); }
    std::string fault() const override { return peeked_.fault(); }

private:
    std::unique_ptr<ByteSource> bytes_;
    PeekedSource peeked_;
};

constexpr std::string_view kGzipMagic = "\x1F\x8B\x08";  // RFC 1952, 2.3.1, with deflate.

std::string first_bytes(std::FILE* file, std::size_t size) {
    std::string out(size, '\0');
    out.resize(std::fread(out.data(), 1, size, file));
    return out;
}

}  // namespace

PeekedSource::PeekedSource(ByteSource& bytes, std::size_t size) : bytes_(bytes) {
    first_.resize(size);
    std::size_t filled = 0;
    while (filled < size) {
        const std::size_t n = bytes_.read(first_.data() + filled, size - filled);
        if (n == 0) break;
        filled += n;
    }
    first_.resize(filled);
}

std::size_t PeekedSource::read(char* to, std::size_t size) {
    if (at_ == first_.size()) return bytes_.read(to, size);
    const std::size_t n = first_.copy(to, size, at_);
    at_ += n;
    return n;
}

std::unique_ptr<ByteSource> open_bytes(const std::string& path) {
    OpenFile open = open_file(path);
    std::string first = first_bytes(open.file.get(), 3);
    const bool gzip = first == kGzipMagic;
    auto plain = std::make_unique<PlainSource>(path, std::move(open), std::move(first));
    if (!gzip) return plain;
    return std::make_unique<GzipSource>(std::move(plain));
}

std::unique_ptr<ByteSource> open_standard_input() {
    OpenFile open{File(fdopen(dup(STDIN_FILENO), "rb")), 0};
    if (!open.file) fail("the standard input", std::strerror(errno));
    return std::make_unique<PlainSource>("the standard input", std::move(open), "");
}

std::unique_ptr<ByteSource> open_unpacked(std::unique_ptr<ByteSource> bytes) {
    auto peeked = std::make_unique<OwningSource>(std::move(bytes), kGzipMagic.size());
    if (peeked->first() != kGzipMagic) return peeked;
    return std::make_unique<GzipSource>(std::move(peeked));
}

std::unique_ptr<ByteSource> open_memory(std::string_view bytes) {
    return std::make_unique<MemorySource>(bytes);
}

}  // namespace diglot
