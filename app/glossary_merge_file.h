// The plan of a merge carried out in a Diglot file.
#pragma once

#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "app/glossary_files.h"
#include "glossary/glossary_merge.h"

namespace diglot {

/// Makes ours what the plan says; `theirs` tells where what is added comes from. Returns the terms
/// of concepts that could not be changed or added, because the glossary has another one with the
/// same id and terms: these are left as they were. Requires an open change set in which the
/// glossary is as it was when the plan was made.
std::vector<std::string> carry_out(DiglotFile& file, const MergePlan& plan,
                                   const LoadedGlossary& theirs, ChangeSet& change);

/// Adds a whole glossary, with the headers of its files. Requires an open change set.
void add_glossary(DiglotFile& file, const LoadedGlossary& glossary, ChangeSet& change);

}  // namespace diglot
