// Which files an import reads: files named, folders, patterns and archives looked through, and an
// OmegaT project taken apart.
#pragma once

#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "core/language_tag.h"
#include "importers/input_file.h"

namespace diglot {

struct PlannedFile {
    InputFile file;
    InputFile parallel;  ///< The other file of a Moses pair; empty for all else.
    /// Its path below what was named ("de/app.po"), or its name if it was named itself; as it was
    /// named where another file of the import would have the same.
    std::string origin;
    /// Found in a folder, by a pattern or in an archive, not named: that it is of no known format
    /// is no fault then.
    bool found = false;
    std::size_t named = 0;  ///< Which of the paths it comes from.
    LanguageTag source;     ///< What its folder says (an OmegaT project); empty if nothing.
    LanguageTag target;
    bool is_glossary = false;  ///< In the glossary folder of an OmegaT project: a table is one.
    std::string fault;         ///< Why it cannot be what its name says; empty if nothing is known.
    std::string state;  ///< x-diglot-state of its units where they have none: "machine", or empty.
};

struct ImportPlan {
    std::vector<PlannedFile> files;
    std::vector<std::string> empty;  ///< Paths named in which there is no file to read.
};

/// What `paths` name, each file once, in the order named; what is in a folder by its path. A path
/// that is no file but has *, ? or [ is a pattern: ** stands for folders at any depth. A folder is
/// looked through at any depth; names that begin with a dot, links to folders, pipes, devices and
/// Diglot files are passed over. An archive is a folder with what files_in() finds in it. Of a
/// folder with an omegat.project its project_save.tmx, tm/ and glossary/ are taken (OmegaT 6
/// manual, "Project folder"); units of tm/mt are machine translations. Where that file cannot be
/// read, the folder is one like any other, and the file has a fault. Two files of one name but for
/// a language at its end (corpus.zh, corpus.en; also .gz) are one pair, in the place of the first;
/// of three or more of one name none is, and of files found only what is_moses_pair() takes for
/// one. "-" is the standard input. What does not exist is returned as it is. Throws IoError, for a
/// full disk.
ImportPlan plan_import(const std::vector<std::string>& paths);

/// Whether a file that nobody named, and that is not read for that reason, is no fault: what is
/// known to be something else (a game's .tmx), or does not promise to be anything.
bool is_to_pass_over(const PlannedFile& planned, const Diagnostic& reason);

}  // namespace diglot
