// An OmegaT project's own file: where its parts lie (OmegaT 6 manual, appendix "Project folder").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/language_tag.h"

namespace diglot {

struct OmegatProject {
    LanguageTag source;
    LanguageTag target;
    std::string memory_file;      ///< omegat/project_save.tmx.
    std::string memory_folder;    ///< Default: tm.
    std::string glossary_folder;  ///< Default: glossary.
    std::string fault;            ///< Why the file cannot be read; then nothing else is known.
};

inline constexpr std::string_view kOmegatProjectName = "omegat.project";

/// What an omegat.project says; paths are below `folder`, which it lies in, or as the file gives
/// them, with "/" between names. With a fault if it is none.
OmegatProject parse_omegat_project(std::string_view xml, const std::string& folder);

/// Reads FOLDER/omegat.project; paths are below `folder`, or as the file gives them. Nothing if
/// there is none.
std::optional<OmegatProject> read_omegat_project(const std::string& folder);

}  // namespace diglot
