// Memories of Trados Studio (.sdltm): an SQLite file, read and never written.
// docs/formats/sdltm.md.
#pragma once

#include <string>

#include "core/result.h"
#include "importers/format.h"

namespace diglot {

/// Whether a file that begins like this is an SQLite file.
bool looks_like_sqlite(std::string_view first_bytes);

/// Streams the units of an SQLite file that has the tables of Studio's memories
/// (translation_memories, translation_units); the fields of a unit become properties as Studio's
/// own TMX has them ("x-Customer:MultiplePicklist"). `file` is what diagnostics name. Errors:
/// format.unknown (another program's file, or a Diglot file), sdltm.damaged, sdltm.schema. Throws
/// IoError.
Result<ReadSummary> read_sdltm(const std::string& path, const std::string& file,
                               const ReadOptions& options, Sink& sink);

/// The same of a file within an archive, which is unpacked into a temporary file first.
Result<ReadSummary> read_packed_sdltm(ByteSource& bytes, const std::string& file,
                                      const ReadOptions& options, Sink& sink);

}  // namespace diglot
