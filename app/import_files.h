// Files into a Diglot file: one change set for all of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "importers/format.h"

namespace diglot {

struct ImportRequest {
    std::vector<std::string> paths;  ///< Files, folders, patterns: app/import_plan.h.
    LanguageTag source;              ///< For files that name no language.
    LanguageTag target;
    std::size_t jobs = 1;  ///< Files that are read at once, each on a thread of its own.
    bool partial = false;  ///< Keep what was read of a file that turns out to be broken.
    bool dry_run = false;  ///< Nothing is kept; the report tells what would be.
    EntryPolicy policy = EntryPolicy::kAdd;  ///< For concepts the glossary has.
    /// As in ReadOptions.
    std::vector<std::pair<std::string, std::string>> columns;
    std::optional<std::vector<std::string>> term_separators;
    std::string sheet;
    std::optional<TableKind> tables_as;
    std::string encoding;
    ChangeRequest change;
    /// Told now and then how far a file is. May throw Interrupted.
    std::function<void(const std::string& path, std::uint64_t bytes_done, std::uint64_t bytes_total,
                       std::uint64_t units)>
        progress;
    WorkProgress indexing;  ///< Told of the index being brought up to date, before the commit.
};

/// What a dry run says of a concept.
struct ConceptPreview {
    Added action = Added::kUnchanged;
    std::int64_t concept_id = 0;  ///< The concept met; 0 for a new one.
    Position at;
    std::string terms;  ///< "zh-TW 輝達; en NVIDIA"
    std::vector<std::string>
        changes;  ///< "+ en: nVidia", "~ en NVIDIA: status preferred", one each.
};

/// What a dry run says of a unit.
struct UnitPreview {
    Added action = Added::kUnchanged;
    Position at;
    std::string text;  ///< "zh-TW 輝達 → en NVIDIA", on one line, long texts cut.
};

/// What became of one file.
struct FileReport {
    std::string path;
    std::string format;
    std::string encoding;
    std::uint64_t read = 0;  ///< Units read; added + merged + unchanged.
    std::uint64_t added = 0;
    std::uint64_t merged = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t skipped = 0;  ///< Units or concepts left out, each with a diagnostic.
    std::uint64_t concepts_read = 0;
    std::uint64_t concepts_added = 0;
    std::uint64_t concepts_merged = 0;
    std::map<std::string, std::uint64_t>
        languages;  ///< Variants and language sections read, by the file's spelling.
    std::vector<Diagnostic> diagnostics;  ///< At most kMostDiagnostics; the rest is counted.
    std::uint64_t more_diagnostics = 0;
    std::vector<Loss> losses;                ///< What the file says that was not kept.
    std::vector<ConceptPreview> previews;    ///< Of a dry run; at most kMostDiagnostics.
    std::vector<UnitPreview> unit_previews;  ///< The same.
    bool refused = false;  ///< Broken as a whole: nothing of it is in the file, or with `partial`
                           ///< what came before.
    bool passed_over = false;  ///< Refused, but only found in a folder or an archive, and nothing
                               ///< that promises to be of a known format.
};

inline constexpr std::size_t kMostDiagnostics = 1000;

struct ImportReport {
    std::optional<std::int64_t> change;  ///< Nothing if all was refused or skipped.
    std::vector<FileReport> files;
    std::vector<std::string> notes;  ///< What is to be said of the import as a whole.
    /// Of paths that gave nothing to read: import.nothing-found, import.nothing-known.
    std::vector<Diagnostic> diagnostics;

    /// Whether there is something to say against the input: the command's exit status is then 1.
    bool has_complaints() const;
};

/// Throws StoreError, Interrupted; IoError for a missing file only becomes a diagnostic of that
/// file.
ImportReport import_files(DiglotFile& file, const ImportRequest& request);

}  // namespace diglot
