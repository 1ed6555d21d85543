// A glossary read whole, from a Diglot file or any glossary file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/storage/database.h"
#include "glossary/concept.h"
#include "glossary/termbase.h"
#include "importers/format.h"

namespace diglot {

/// Whether the file begins as an SQLite database does. False if it cannot be read.
bool is_database_file(const std::string& path);

struct LoadedGlossary {
    std::vector<Concept> concepts;  ///< In file order; complete(), with the file's name as origin.
    /// What the files said of themselves that the concepts came from, as Termbase::headers().
    std::vector<std::pair<std::string, std::vector<Markup>>> headers;
    std::vector<Diagnostic> diagnostics;
    bool skipped = false;  ///< Something of the file was left out; the diagnostics say what.
};

/// All of a glossary, in its order. `open` tells how a Diglot file is opened. Errors: those of
/// read_file(); glossary.none for a file that holds a memory and no concepts. Throws IoError,
/// StoreError, Interrupted.
Result<LoadedGlossary> load_glossary(const std::string& path, const ReadOptions& options,
                                     const OpenOptions& open);

std::vector<Concept> all_concepts(const Termbase& glossary);

}  // namespace diglot
