// What is to be translated: the segments of a text, or the source side of a bilingual file.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "core/text/segmentation.h"
#include "tm/unit.h"

namespace diglot {

struct SourceText {
    std::string path;
    std::string format;             ///< As to_string(DocumentFormat) or ReadSummary::format.
    std::vector<Segment> segments;  ///< In the file's order, none of them blank.
};

struct SourceTextOptions {
    LanguageTag source;
    LanguageTag target;  ///< Where a bilingual file names no language; may be empty.
    const SegmentationRules* rules = nullptr;
};

/// Whether the name is a document's (docs/documents.md) and not a bilingual file's; "-" is a text.
bool is_document_name(const std::string& path);

/// A document's blocks cut by the rules, or of a bilingual file that `import` reads the segments in
/// the source language. Errors: what the readers say; analysis.language. Throws IoError.
Result<SourceText> read_source_text(const std::string& path, const SourceTextOptions& options);

}  // namespace diglot
