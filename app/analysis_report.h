// An analysis as JSON, CSV and a page; docs/analysis.md has the columns.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/analysis.h"

namespace diglot {

struct AnalysisReport {
    LanguageTag source;
    LanguageTag target;
    std::vector<FileAnalysis> files;
    std::array<int, kBands> weights{};
    double characters_per_word = 1;  ///< GMX-V.
    bool has_memory = false;

    /// All files as one; its path is empty.
    FileAnalysis total() const;
    /// The rules words and characters are counted by, for people.
    std::string rules() const;
};

/// One object: {"source", "target", "memory", "rules", "files": [{"path", "format", "bands":
/// {key: {"segments", "words", …}}, "total", "weighted_words"}], "total", "weighted_words"}.
std::string analysis_json(const AnalysisReport& report);
/// A row a file and band, bands without segments too; the total's file is "(total)".
std::string analysis_csv(const AnalysisReport& report);
/// One page without scripts and other files, light and dark.
std::string analysis_html(const AnalysisReport& report);

}  // namespace diglot
