// Options of an import that meant nothing for what was read.
#pragma once

#include <string>
#include <vector>

#include "app/import_files.h"

namespace diglot {

/// A sentence each. Nothing where a file was refused: it may be the one they were meant for.
std::vector<std::string> unused_options(const ImportRequest& request,
                                        const std::vector<FileReport>& files);

}  // namespace diglot
