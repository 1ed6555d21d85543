// Which files an import reads: files named, folders and patterns looked through, and an OmegaT
// project taken apart.
#pragma once

#include <string>
#include <vector>

#include "core/language_tag.h"

namespace diglot {

struct PlannedFile {
    std::string path;
    std::string parallel;  ///< The other file of a Moses pair; empty for all else.
    /// Found in a folder or by a pattern, not named: that it is of no known format is no fault
    /// then.
    bool found = false;
    LanguageTag source;  ///< What its folder says (an OmegaT project); empty if nothing.
    LanguageTag target;
    bool is_glossary = false;  ///< In the glossary folder of an OmegaT project: a table is one.
    std::string fault;         ///< Why it cannot be what its name says; empty if nothing is known.
    std::string state;  ///< x-diglot-state of its units where they have none: "machine", or empty.
};

/// What `paths` name, each file once, in the order named; what is in a folder by its path. A path
/// that is no file but has *, ? or [ is a pattern: ** stands for folders at any depth. A folder is
/// looked through at any depth; names that begin with a dot, links to folders and Diglot files are
/// passed over. Of a folder with an omegat.project its project_save.tmx, tm/ and glossary/ are
/// taken (OmegaT 6 manual, "Project folder"); units of tm/mt are machine translations. Where that
/// file cannot be read, the folder is one like any other, and the file has a fault. Two
/// files of one name but for a language at its end (corpus.zh, corpus.en; also .gz) are one pair,
/// in the place of the first; of three or more of one name none is. What does not exist is returned
/// as it is.
std::vector<PlannedFile> plan_import(const std::vector<std::string>& paths);

}  // namespace diglot
