// The memory or the glossary of a Diglot file into one file of another format.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/diglot_file.h"
#include "importers/sink.h"

namespace diglot {

enum class ExportFormat {
    kTmx,
    kXliff,
    kTbx,
    kTbxV3,
    kCsv,
    kTsv,
    kXlsx,
    kOmegatGlossary,
    kPo,
    kPot,
    kJson,
    kJsonLines,
    kMoses,
    kPackage
};

/// "tmx", "xliff", "tbx", "tbx3", "csv", "tsv", "xlsx", "omegat-glossary", "po", "pot", "json",
/// "jsonl", "moses", "package"; nothing for another word.
std::optional<ExportFormat> parse_export_format(std::string_view word);
/// By suffix: .diglot.zip .tmx .xlf .xliff .tbx .csv .tsv .xlsx .txt .utf8 .po .pot .json .jsonl;
/// nothing for another one.
std::optional<ExportFormat> export_format_of(const std::string& path);
const char* to_string(ExportFormat format);
/// All that parse_export_format() knows: "tmx, tbx, …".
std::string export_format_names();

enum class ExportWhat { kMemory, kGlossary, kBoth };

struct ExportRequest {
    std::string path;  ///< "-" is standard output. Of a Moses pair what both names begin with.
    ExportFormat format = ExportFormat::kTmx;
    /// What a table holds; the format's own if nothing: the glossary where it can hold both. Of a
    /// package both if nothing, but with a condition the memory only: what is private in a glossary
    /// the condition cannot say.
    std::optional<ExportWhat> what;
    UnitFilter units;     ///< Of the memory. source and target also name the languages of an OmegaT
                          ///< glossary and of an XLIFF file.
    std::string where;    ///< units.where as it was written, for a package's manifest.
    std::string licence;  ///< Of a package: what its maker allows.
    /// TMX: omegat, weblate, lokalize, trados; XLIFF: 1.2, 2.1; empty for the safe default.
    std::string profile;
    std::optional<int> level;  ///< TMX: 1 drops inline codes.
    bool version_1_1 = false;  ///< TMX 1.1.
    bool pair_only = false;    ///< TMX: only the pair units.source, units.target, one tu for each.
    std::string language_style;  ///< TMX: bcp47, posix, region; empty for the profile's.
    bool utf16 = false;          ///< TMX.
    /// Told now and then how many units or concepts of how many are written. May throw Interrupted.
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

/// Whether the file will hold units of the memory; else it holds the glossary.
bool holds_units(const ExportRequest& request);

struct ExportReport {
    std::uint64_t units = 0;
    std::uint64_t concepts = 0;
    std::uint64_t set_aside = 0;  ///< Units a table left out because they are set aside.
    std::vector<Loss> losses;
    bool nothing_fits = false;  ///< The conditions fit nothing: no file was written.
};

/// Tables leave out units that are set aside, and Moses pairs, which have no place for a state,
/// rejected ones too, unless units.where asks for a state. Throws IoError, StoreError, Interrupted;
/// std::invalid_argument for an unknown profile or style, or an OmegaT glossary without languages.
/// The message is for people.
ExportReport export_file(DiglotFile& file, const ExportRequest& request);

}  // namespace diglot
