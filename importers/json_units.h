// Units as objects of JSON: a list of them, or one a line (JSON Lines), Weblate's memory among
// them. docs/formats/json.md.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "importers/encoding.h"
#include "importers/format.h"
#include "importers/sink.h"

namespace diglot {

/// Whether a text begins as an object, or a list of objects (RFC 8259), does.
bool looks_like_json(std::string_view head);

/// Streams the objects that have a source and a target, or two languages, by the names of
/// read_unit_header() and options.columns; memory stays below one object plus 1 MiB. Of a list that
/// breaks off the whole file is refused (json.syntax), of lines only the line. A file without such
/// objects is of no known format (format.unknown). Errors also: json.no-language.
Result<ReadSummary> read_json_units(TextSource& text, const std::string& file,
                                    const ReadOptions& options, Sink& sink);

}  // namespace diglot
