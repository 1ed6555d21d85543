// What a segment of the index is made of: numbered blocks of bytes, written once and never changed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"

namespace diglot {

/// The index is not as it was written. Bytes of a damaged one may say anything: whoever reads them
/// throws this instead of believing them.
class DamagedIndex : public StoreError {
public:
    /// `reason`: what is wrong, in a few words.
    explicit DamagedIndex(const std::string& reason)
        : StoreError(
              0, "the index is damaged (" + reason + "); `diglot verify --rebuild` makes it anew"),
          reason_(reason) {}
    const std::string& reason() const { return reason_; }

private:
    std::string reason_;
};

/// Where a segment's reader gets its blocks from.
class BlockSource {
public:
    virtual ~BlockSource() = default;
    /// The block's bytes; empty where there is none. May throw DamagedIndex.
    virtual std::string read(std::uint32_t part, std::uint32_t block) const = 0;
};

/// Takes the blocks of a segment being built: a part (0 to 15), the block's number in it (below
/// 2^28), its bytes, which are valid during the call only.
using BlockSink =
    std::function<void(std::uint32_t part, std::uint32_t block, std::string_view bytes)>;

/// Blocks in memory: a segment made only to be looked at.
class MemoryBlocks : public BlockSource {
public:
    std::string read(std::uint32_t part, std::uint32_t block) const override {
        const auto found = blocks_.find({part, block});
        return found == blocks_.end() ? std::string() : found->second;
    }
    /// A block written twice is the builder's error: std::logic_error.
    BlockSink sink() {
        return [this](std::uint32_t part, std::uint32_t block, std::string_view bytes) {
            if (!blocks_.emplace(std::pair(part, block), bytes).second)
                throw std::logic_error("index: a block is written twice");
        };
    }
    std::size_t size() const { return blocks_.size(); }

private:
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> blocks_;
};

}  // namespace diglot
