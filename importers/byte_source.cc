#include "importers/byte_source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <sys/stat.h>
#include <zip.h>
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

struct DiscardZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, DiscardZip>;

struct CloseMember {
    void operator()(zip_file_t* member) const { zip_fclose(member); }
};

Archive open_archive(const std::string& path) {
    int error = 0;
    return Archive(zip_open(path.c_str(), ZIP_RDONLY, &error));
}

/// One member of a .zip. Progress counts unpacked bytes, as libzip does not say how many packed
/// ones it took.
class ZipSource : public ByteSource {
public:
    ZipSource(Archive archive, zip_file_t* member, std::uint64_t size)
        : archive_(std::move(archive)), member_(member), total_(size) {}
    std::size_t read(char* to, std::size_t size) override {
        if (!fault_.empty()) return 0;
        const zip_int64_t n = zip_fread(member_.get(), to, size);
        if (n < 0) {
            fault_ = "the zip data is damaged: " + std::string(zip_file_strerror(member_.get()));
            return 0;
        }
        done_ += static_cast<std::uint64_t>(n);
        return static_cast<std::size_t>(n);
    }
    std::uint64_t bytes_done() const override { return done_; }
    std::uint64_t bytes_total() const override { return total_; }
    std::string fault() const override { return fault_; }

private:
    Archive archive_;
    std::unique_ptr<zip_file_t, CloseMember> member_;
    std::uint64_t total_ = 0;
    std::uint64_t done_ = 0;
    std::string fault_;
};

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
    const bool gzip = first == "\x1F\x8B\x08";
    auto plain = std::make_unique<PlainSource>(path, std::move(open), std::move(first));
    if (!gzip) return plain;
    return std::make_unique<GzipSource>(std::move(plain));
}

std::unique_ptr<ByteSource> open_memory(std::string_view bytes) {
    return std::make_unique<MemorySource>(bytes);
}

bool is_zip(const std::string& path) {
    const OpenFile open = open_file(path);
    struct stat info {};
    // A pipe would lose its first bytes here, and libzip cannot read one anyway.
    if (fstat(fileno(open.file.get()), &info) == 0 && !S_ISREG(info.st_mode)) return false;
    const std::string first = first_bytes(open.file.get(), 4);
    return first == std::string_view("PK\x03\x04", 4) || first == std::string_view("PK\x05\x06", 4);
}

std::vector<std::string> zip_members(const std::string& path) {
    std::vector<std::string> names;
    const Archive archive = open_archive(path);
    if (!archive) return names;
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), 0);
        if (name != nullptr && *name != '\0' && name[std::strlen(name) - 1] != '/')
            names.emplace_back(name);
    }
    return names;
}

std::unique_ptr<ByteSource> open_zip_member(const std::string& path, const std::string& member) {
    Archive archive = open_archive(path);
    if (!archive) return nullptr;
    zip_stat_t info;
    if (zip_stat(archive.get(), member.c_str(), 0, &info) != 0) return nullptr;
    zip_file_t* file = zip_fopen(archive.get(), member.c_str(), 0);
    if (file == nullptr) return nullptr;
    return std::make_unique<ZipSource>(std::move(archive), file, info.size);
}

}  // namespace diglot
