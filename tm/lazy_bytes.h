// One part of a segment as bytes side by side, of which each block is read when a byte of it is
// first asked for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "tm/index_blocks.h"

namespace diglot {

/// For one thread at a time.
class LazyBytes {
public:
    static constexpr std::size_t kBlockBytes = 32768;
    static constexpr std::size_t kPadding =
        8;  ///< Zeros behind the last byte, so that 8 bytes may be read anywhere.

    /// Throws DamagedIndex where the part's last block is not where it must be at that size.
    LazyBytes(std::uint32_t part, std::size_t size, const BlockSource& source)
        : part_(part), size_(size) {
        if (size > 0) {
            const std::size_t last = (size - 1) / kBlockBytes;
            if (last >= kMostBlocks || read(last, source).size() < size - last * kBlockBytes)
                throw DamagedIndex("a part's size");
        }
        const std::size_t blocks = (size_ + kPadding + kBlockBytes - 1) / kBlockBytes;
        bytes_.reset(new char[blocks * kBlockBytes]);  // Pages never written take no memory.
        loaded_.assign(blocks, 0);
    }

    /// `size` bytes, one at least, at `offset`; the blocks they lie in are read from `source` if
    /// they are not there yet. Throws DamagedIndex where there are none.
    const char* get(std::size_t offset, std::size_t size, const BlockSource& source) {
        const std::size_t all = size_ + kPadding;
        if (offset > all || size > all - offset) throw DamagedIndex("a place behind a part's end");
        const std::size_t last = (offset + size - 1) / kBlockBytes;
        for (std::size_t block = offset / kBlockBytes; block <= last; ++block) {
            if (!loaded_[block]) load(block, source);
        }
        return bytes_.get() + offset;
    }
    std::uint64_t word(std::size_t offset, const BlockSource& source) {
        const std::size_t block = offset / kBlockBytes;
        const char* at = bytes_.get() + offset;
        if (block != (offset + sizeof(std::uint64_t) - 1) / kBlockBytes ||
            block >= loaded_.size() || !loaded_[block])
            at = get(offset, sizeof(std::uint64_t), source);
        std::uint64_t value = 0;
        std::memcpy(&value, at, sizeof value);
        return value;
    }

    /// What lies there will be wanted soon. Requires offset < size.
    void prefetch(std::size_t offset) const { __builtin_prefetch(bytes_.get() + offset); }

    std::size_t cached_bytes() const { return cached_bytes_; }

private:
    /// Those a group of a segment has numbers for (search_format::group_block()).
    static constexpr std::size_t kMostBlocks = std::size_t{1} << 20;

    std::string read(std::size_t block, const BlockSource& source) const {
        return source.read(part_, static_cast<std::uint32_t>(block));
    }
    void load(std::size_t block, const BlockSource& source) {
        const std::string bytes = read(block, source);
        const std::size_t start = block * kBlockBytes;
        if (bytes.size() < std::min(kBlockBytes, size_ - std::min(size_, start)))
            throw DamagedIndex("a block's size");
        char* at = bytes_.get() + block * kBlockBytes;
        std::memcpy(at, bytes.data(), std::min(bytes.size(), kBlockBytes));
        if (bytes.size() < kBlockBytes)
            std::memset(at + bytes.size(), 0, kBlockBytes - bytes.size());
        loaded_[block] = 1;
        cached_bytes_ += kBlockBytes;
    }

    std::uint32_t part_;
    std::size_t size_;
    std::unique_ptr<char[]> bytes_;
    std::vector<std::uint8_t> loaded_;
    std::size_t cached_bytes_ = 0;
};

}  // namespace diglot
