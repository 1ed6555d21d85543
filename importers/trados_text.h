// Text memories of Trados Translator's Workbench. docs/formats/trados.md.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "importers/encoding.h"
#include "importers/format.h"

namespace diglot {

/// Whether a text starts with <TrU> or <RTF Preamble>: it looks like XML, and is none.
bool looks_like_trados_text(std::string_view head);

/// Streams the blocks <TrU> … </TrU> as units; memory stays below one block. A block that is not
/// closed, has fewer than two segments or bytes that are not in the encoding is reported and left
/// out.
Result<ReadSummary> read_trados_text(TextSource& text, const std::string& file,
                                     const ReadOptions& options, Sink& sink);

}  // namespace diglot
