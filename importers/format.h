// The formats Diglot reads: found by content, read through one door.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "importers/byte_source.h"
#include "importers/input_file.h"
#include "importers/sink.h"

namespace diglot {

enum class TableKind { kGlossary, kMemory };

struct ReadOptions {
    /// Used where the file names no language (CSV, OmegaT glossaries); empty if the user gave none.
    LanguageTag source;
    LanguageTag target;
    /// Tables: what a column is, by its name in the header or its number from 1: "備註", "note";
    /// "3", "en".
    std::vector<std::pair<std::string, std::string>> columns;
    /// Tables with a header: what stands between several terms in a cell.
    std::vector<std::string> term_separators{"|", ";", "；", "\n"};
    /// Tables: what the rows are; found by header and content if nothing.
    std::optional<TableKind> tables_as;
    /// The encoding of text files, by a name ICU knows; found by content if empty.
    std::string encoding;
    /// The other file of a Moses pair, whose lines stand beside those of the file read; empty for
    /// all else.
    InputFile parallel;
    /// Workbooks: only this sheet; all if empty.
    std::string sheet;
    /// The file was found in a folder, not named: a text that does not say that it is a table is
    /// none.
    bool is_found = false;
    /// Told now and then how many bytes of the file (packed, if it is packed) were read. May throw
    /// Interrupted.
    std::function<void(std::uint64_t bytes_done, std::uint64_t bytes_total)> progress;
};

struct ReadSummary {
    std::string format;          ///< "TMX 1.4", "TBX v3 (TBX-Basic, DCA)", "CSV", "CSV memory",
                                 ///< "OmegaT glossary" …
    std::string encoding;        ///< ICU's name of it: "UTF-8", "UTF-16LE", "windows-1252".
    std::uint64_t units = 0;     ///< Handed to the sink.
    std::uint64_t concepts = 0;  ///< Handed to the sink.
    std::uint64_t skipped = 0;   ///< Reported as left out.
};

/// Reads `file` into `sink`: looks inside .gz and .zip, finds encoding and format by content (name
/// and suffix only break ties), and streams. The returned diagnostic means that the file is broken
/// as a whole or is something else ("this is a Tiled map": codes that begin with "format."); what
/// was handed over before it then counts only if the user wants parts. Of a .zip every file of a
/// known format is read, as files_in() has them; one that is broken breaks the whole, others are
/// named in notes. Throws IoError if the file cannot be read.
Result<ReadSummary> read_file(const InputFile& file, const ReadOptions& options, Sink& sink);

/// Whether an archive is read as a whole, or is nothing to be looked into: a workbook, a package, a
/// document; an empty one.
bool is_one_file(const Archive& archive, const std::string& file);

/// The same for bytes that are open, and not packed. `file` is what diagnostics name; its suffix
/// breaks ties.
Result<ReadSummary> read_source(ByteSource& bytes, const std::string& file,
                                const ReadOptions& options, Sink& sink);

}  // namespace diglot
