// TBX reader: v2 (martif) and v3 (tbx; DCA and DCT), every dialect. What is kept and reported:
// docs/formats/tbx.md.
#pragma once

#include "core/result.h"
#include "importers/format.h"
#include "importers/sink.h"
#include "importers/xml_stream.h"

namespace diglot {

/// Streams the concepts of a TBX document whose root is open; memory stays below one entry plus the
/// stream's buffers. The sink's header() is called before the first entry with the root element
/// holding the file's header (if it has one), and again after the last with <back>, if there is
/// one: references to people and sources. An entry that cannot be read costs one entry. Errors:
/// tbx.no-body and those of XmlStream.
Result<ReadSummary> read_tbx(XmlStream& xml, const ReadOptions& options, Sink& sink);

}  // namespace diglot
