// Texts for terminology extraction: from the memory, from files of any known format, from plain
// text.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "glossary/extraction.h"

namespace diglot {

/// What of a bilingual source is read: a variant's language must be the one asked for; of a bare
/// language (zh, en) every variant will do.
struct ExtractionLanguages {
    LanguageTag source;  ///< Empty: what most units were translated from; of a file, its first.
    LanguageTag target;  ///< Empty: the other language most variants have; of a file, its first.
    bool monolingual = false;  ///< No target, whatever there is.
};

/// Told the share read, 0 … 1; may throw.
using ReadProgress = std::function<void(double share)>;

/// An extractor with the memory's units. Texts are numbered by unit.
std::unique_ptr<TermExtractor> extractor_of(DiglotFile& file, ExtractionLanguages languages,
                                            const ReadProgress& progress);
/// An extractor with the units of files, and the lines of plain text files; what is wrong with them
/// is appended. Texts are numbered from 1 in the order they are read. Of plain text without a
/// source language it is zh-TW if it has more Han than Latin letters, else en. Null if there is
/// nothing to read.
std::unique_ptr<TermExtractor> extractor_of(const std::vector<std::string>& paths,
                                            ExtractionLanguages languages,
                                            const ReadProgress& progress,
                                            std::vector<Diagnostic>& diagnostics);
/// An extractor with texts.
std::unique_ptr<TermExtractor> extractor_of_texts(const std::vector<std::string>& texts,
                                                  ExtractionLanguages languages);

}  // namespace diglot
