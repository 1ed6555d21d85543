// XLIFF 1.0 to 1.2, 2.0, 2.1 and the flavours of Trados (SDLXLIFF), memoQ (MQXLIFF) and Phrase
// (MXLIFF). What is kept and what is reported: docs/formats/xliff.md.
#pragma once

#include "core/result.h"
#include "importers/format.h"
#include "importers/sink.h"
#include "importers/xml_stream.h"

namespace diglot {

/// Streams each translated segment of an opened document into `sink` as a unit, and each
/// alternative translation as one behind it. `options` name the languages where the file does not.
/// Errors: those of XmlStream::next(), xliff.no-file.
/// Sources: XLIFF 1.2, <trans-unit>, <alt-trans>; XLIFF 2.1, <unit>, <segment>, mtc:match.
Result<ReadSummary> read_xliff(XmlStream& xml, const ReadOptions& options, Sink& sink);

}  // namespace diglot
