// TMX 1.1 to 1.4b reader. What is kept and what is reported: docs/formats/tmx.md.
#pragma once

#include "core/result.h"
#include "importers/format.h"
#include "importers/sink.h"
#include "importers/xml_stream.h"

namespace diglot {

/// Streams the units of an opened document into `sink`. A unit whose source language is absent, and
/// one of srclang="*all*", has no Unit::source. Errors: those of XmlStream::next(), tmx.no-body.
/// Source: TMX 1.4b, <header>, <tu>, <tuv>, <seg>.
Result<ReadSummary> read_tmx(XmlStream& xml, const ReadOptions& options, Sink& sink);

/// The context the unit's own properties tell: prev and next (OmegaT), x-context-pre and
/// x-context-post (MateCat).
Context tmx_context(const Unit& unit);

}  // namespace diglot
