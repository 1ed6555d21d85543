// Whole numbers in as few bytes as they need: seven bits a byte, the lowest first (LEB128).
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

namespace diglot {

inline void append_varint(std::uint64_t value, std::string& out) {
    while (value >= 0x80) {
        out += static_cast<char>(value | 0x80);
        value >>= 7;
    }
    out += static_cast<char>(value);
}

/// Reads what append_varint() wrote. Past the end it reads zeros: bytes of our own that were cut
/// short give wrong numbers, never a read outside of them.
class VarintReader {
public:
    explicit VarintReader(std::string_view bytes)
        : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    std::uint64_t next() {
        std::uint64_t value = 0;
        for (int shift = 0; at_ != end_ && shift < 64; shift += 7) {
            const auto byte = static_cast<std::uint8_t>(*at_++);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) break;
        }
        return value;
    }
    bool at_end() const { return at_ == end_; }
    /// Bytes not yet read. As every number takes one at least, there are no more numbers.
    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    /// The next `size` bytes; fewer at the end.
    std::string_view bytes(std::size_t size) {
        const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
        const std::string_view taken = rest.substr(0, size);
        at_ += taken.size();
        return taken;
    }

private:
    const char* at_;
    const char* end_;
};

}  // namespace diglot
