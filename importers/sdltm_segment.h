// Segments as Trados Studio serialises them in its memories.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tm/unit.h"

namespace diglot {

struct SdltmSegment {
    Segment segment;
    std::string language;  ///< <CultureName>; empty if it has none.
};

/// <Segment><Elements> with <Text><Value> and <Tag>; tags become <bpt>, <ept>, <it>, <ph>, their
/// TextEquivalent the code. Nothing if it is no such XML, or has characters that no exchange format
/// can carry.
std::optional<SdltmSegment> read_sdltm_segment(std::string_view xml);

}  // namespace diglot
