// Long arrays that grow at their end and lie in a file without a name, so that memory stays flat.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace diglot {

/// Bytes appended to a file in $TMPDIR (else /tmp) that no other process sees and that is gone with
/// the object; looked at through the page cache, which the system may take back at any time.
class SpilledBytes {
public:
    SpilledBytes() = default;
    ~SpilledBytes();
    SpilledBytes(const SpilledBytes&) = delete;
    SpilledBytes& operator=(const SpilledBytes&) = delete;

    /// Throws IoError (disk full).
    void append(std::string_view bytes);
    std::uint64_t size() const { return written_ + buffer_.size(); }
    void swap(SpilledBytes& other);
    /// All of it; valid until the next append(). Throws IoError.
    std::string_view bytes();
    /// A part of it, which need not stay in memory. Requires begin + length <= size(). Throws
    /// IoError.
    std::string copy(std::uint64_t begin, std::size_t length);

private:
    static constexpr std::size_t kBufferBytes = 1u << 20;
    void flush();
    void unmap();

    std::vector<char> buffer_;
    std::uint64_t written_ = 0;
    int file_ = -1;
    void* map_ = nullptr;
    std::uint64_t mapped_ = 0;
};

template <typename T>
class SpilledArray {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    void push_back(const T& value) {
        bytes_.append({reinterpret_cast<const char*>(&value), sizeof value});
    }
    std::uint64_t size() const { return bytes_.size() / sizeof(T); }
    void swap(SpilledArray& other) { bytes_.swap(other.bytes_); }
    /// Valid until the next push_back().
    std::span<const T> view() {
        const std::string_view bytes = bytes_.bytes();
        return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
    }

private:
    SpilledBytes bytes_;
};

}  // namespace diglot
