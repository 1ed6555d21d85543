// Bytes of an input file, unpacked: plain files and .gz, found by their first bytes, not by name.
// What is in a .zip: importers/archive.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace diglot {

/// A stream of bytes in small fixed buffers.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Writes at most `size` bytes to `to`, and returns how many; 0 at the end. Throws IoError.
    virtual std::size_t read(char* to, std::size_t size) = 0;
    /// Bytes of the file as it lies on disk: read so far, and all; for progress.
    virtual std::uint64_t bytes_done() const = 0;
    virtual std::uint64_t bytes_total() const = 0;
    /// Why the bytes ended too early (a torn archive), as a sentence for people; empty if they did
    /// not.
    virtual std::string fault() const { return {}; }
};

/// A source whose first bytes are known before it is read.
class PeekedSource : public ByteSource {
public:
    /// Reads up to `size` bytes of `bytes`, which must outlive it. Throws IoError.
    PeekedSource(ByteSource& bytes, std::size_t size);

    std::string_view first() const { return first_; }
    std::size_t read(char* to, std::size_t size) override;
    std::uint64_t bytes_done() const override { return bytes_.bytes_done(); }
    std::uint64_t bytes_total() const override { return bytes_.bytes_total(); }
    std::string fault() const override { return bytes_.fault(); }

private:
    ByteSource& bytes_;
    std::string first_;
    std::size_t at_ = 0;
};

/// Opens a plain file, or what a .gz holds. Throws IoError if it is missing, denied or a folder.
std::unique_ptr<ByteSource> open_bytes(const std::string& path);

/// The standard input, as it is. Throws IoError if there is none.
std::unique_ptr<ByteSource> open_standard_input();

/// Bytes in memory; they must outlive the source.
std::unique_ptr<ByteSource> open_memory(std::string_view bytes);

/// What `bytes` hold: the text of a .gz, else themselves. Throws IoError.
std::unique_ptr<ByteSource> open_unpacked(std::unique_ptr<ByteSource> bytes);

}  // namespace diglot
