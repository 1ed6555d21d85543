// MultiTerm XML (mtf) in. docs/formats/multiterm.md.
#pragma once

#include "core/result.h"
#include "importers/format.h"
#include "importers/xml_stream.h"

namespace diglot {

/// Streams <conceptGrp> as concepts. Element names may have any case (MultiTerm 5 and later differ
/// in it). Fields have the names a termbase gives them; those of docs/formats/multiterm.md become
/// TBX's categories, others notes "name: value". Source: MultiTerm API documentation, "XML Schema:
/// MTF". Errors: mtf.no-language, mtf.no-term (one concept left out).
Result<ReadSummary> read_multiterm(XmlStream& xml, const ReadOptions& options, Sink& sink);

}  // namespace diglot
