// A package to share: a .zip with the memory as TMX, the glossary as TBX and, for people, as CSV,
// and a manifest that says what is in them. docs/formats/package.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "importers/format.h"

namespace diglot {

inline constexpr std::string_view kPackageManifest = "manifest.json";
inline constexpr std::string_view kPackageMemory = "memory.tmx";
inline constexpr std::string_view kPackageGlossary = "glossary.tbx";
inline constexpr std::string_view kPackageTable = "glossary.csv";

struct PackageManifest {
    std::string program;  ///< "Diglot 0.1.0"
    std::string created;  ///< RFC 3339, UTC.
    std::string licence;  ///< As its maker wrote it; empty if nothing was said.
    std::vector<std::pair<std::string, std::string>> filters;  ///< What was asked for: "where".
    std::uint64_t units = 0;
    std::uint64_t concepts = 0;

    struct File {
        std::string name;
        std::uint64_t bytes = 0;
        std::string sha256;  ///< FIPS 180-4, 64 digits in lower case.
    };
    std::vector<File> files;
};

/// Takes the place of `path` at the end, or nothing happens. `parts`: names in the package and the
/// files they come from; their sizes and hashes go into the manifest. Throws IoError.
void write_package(const std::string& path, PackageManifest manifest,
                   const std::vector<std::pair<std::string, std::string>>& parts);

/// Whether an archive says that it is one: by its manifest; or, with the memory or the glossary of
/// one in it, by its name (.diglot.zip) or by a manifest that is empty or no JSON.
bool is_package(const Archive& archive, const std::string& file);

/// Nothing is handed on unless the manifest is there, and every file it names, once, and is what it
/// says, and the memory and the glossary are among those it names: package.damaged. Other files in
/// it are left out, each with a warning. Units and concepts are read from the TMX and the TBX.
Result<ReadSummary> read_package(const Archive& archive, const std::string& file,
                                 const ReadOptions& options, Sink& sink);

}  // namespace diglot
