// Wordfast Classic's memories: tab-separated text under a header line. docs/formats/wordfast.md.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "importers/encoding.h"
#include "importers/format.h"

namespace diglot {

/// Whether a text starts with Wordfast's header: "%YYYYMMDD~hhmmss" and a tab.
bool looks_like_wordfast(std::string_view head);

/// Streams the rows as units; memory stays below one row. Rows that are too short, cut off or not
/// in the encoding are reported and left out. Columns as the Translate Toolkit documents them
/// (docs.translatehouse.org, "Wordfast Translation Memory").
Result<ReadSummary> read_wordfast(TextSource& text, const std::string& file,
                                  const ReadOptions& options, Sink& sink);

}  // namespace diglot
