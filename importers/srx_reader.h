// Segmentation rules from an SRX file: 2.0 and 1.0 (docs/segmentation.md).
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/text/segmentation.h"

namespace diglot {

/// Reads a file, in any encoding XML allows. Errors: srx.not-xml, srx.not-srx, srx.incomplete (a
/// rule set without a name, a map without rules), and those of SegmentationRules::compile(), each
/// with its line. Throws IoError.
Result<SegmentationRules> read_srx(const std::string& path);

/// The same from UTF-8 in memory; `name` stands in diagnostics.
Result<SegmentationSource> parse_srx(std::string_view xml, const std::string& name);

/// The rules that come with Diglot (data/segmentation.srx).
const SegmentationRules& default_segmentation();

}  // namespace diglot
