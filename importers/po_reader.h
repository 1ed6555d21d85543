// gettext catalogues (PO, POT). What is kept and what is reported: docs/formats/po.md.
#pragma once

#include <string>

#include "core/result.h"
#include "importers/encoding.h"
#include "importers/format.h"
#include "importers/sink.h"

namespace diglot {

/// Streams a catalogue's units; memory stays below one entry plus 1 MiB. Entries without
/// translation are counted in a note. Errors: po.no-language. Source: gettext manual, "The Format
/// of PO Files".
Result<ReadSummary> read_po(TextSource& text, const std::string& file, const ReadOptions& options,
                            Sink& sink);

}  // namespace diglot
