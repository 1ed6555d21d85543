// What a dry run of an import says would change, in words.
#pragma once

#include <string>
#include <vector>

#include "app/import_files.h"

namespace diglot {

/// "zh-TW 輝達; en NVIDIA".
std::string terms_of(const Concept& entry);

/// What makes `after` of `before`, a line each: "+ en nVidia", "+ en NVIDIA: status preferred".
std::vector<std::string> changes_between(const Concept& before, const Concept& after);

UnitPreview preview_of(const Unit& unit, Added action, Position at);

}  // namespace diglot
