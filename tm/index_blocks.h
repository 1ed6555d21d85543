// What a segment of the index is made of: numbered blocks of bytes, written once and never changed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace diglot {

/// Where a segment's reader gets its blocks from.
class BlockSource {
public:
    virtual ~BlockSource() = default;
    /// The block's bytes; empty where there is none.
    virtual std::string read(std::uint32_t part, std::uint32_t block) const = 0;
};

/// Takes the blocks of a segment being built: a part (0 to 15), the block's number in it (below 2^28),
/// its bytes, which are valid during the call only.
using BlockSink =
    std::function<void(std::uint32_t part, std::uint32_t block, std::string_view bytes)>;

}  // namespace diglot
