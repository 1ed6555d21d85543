// TBX writer: v2 (what Weblate, Lokalize and OmegaT read) or v3, valid against its schema.
// docs/formats/tbx.md says how a concept is laid out, and what is carried in a way that only Diglot
// reads back.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "importers/output_file.h"
#include "importers/tbx_model.h"

namespace diglot {

struct TbxWriteOptions {
    TbxVersion version = TbxVersion::kV2;
};

/// As Termbase::headers() gives them: the name of a file, and what it said of itself.
using TbxHeaders = std::vector<std::pair<std::string, std::vector<Markup>>>;

/// Writes the concepts of `source` to `path` ("-": standard output), which is replaced as a whole
/// when all is written. `source` is called twice: the first time for the ids alone. With one header
/// its content is written again; with several, their descriptions of the source and their
/// references together. Memory stays below the ids, one concept and 64 KiB. Throws IoError.
GlossaryWritten write_tbx(const std::string& path, const TbxWriteOptions& options,
                          const TbxHeaders& headers, const ConceptSource& source);

}  // namespace diglot
