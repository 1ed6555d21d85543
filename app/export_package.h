// What a Diglot file holds, or a part of it, as one package to share.
#pragma once

#include "app/export_file.h"

namespace diglot {

/// Memory and glossary as `request` filters them; of the memory's conditions the glossary knows the
/// languages, the origin and the date. Throws as export_file() does.
ExportReport export_package(DiglotFile& file, const ExportRequest& request);

}  // namespace diglot
