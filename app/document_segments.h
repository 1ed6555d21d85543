// The segments of a document's blocks.
#pragma once

#include <string>
#include <vector>

#include "core/text/segmentation.h"
#include "importers/document.h"
#include "tm/content_segments.h"

namespace diglot {

/// Reads a document; "-" is standard input. Errors as read_document(). Throws IoError.
Result<std::unique_ptr<Document>> open_document(const std::string& path,
                                                const DocumentOptions& options);

/// Whether a code stands in the sentence as a word does: code, an address, a name that stays.
bool is_word(const Markup& code);

/// The segments of a block by the rules for a language; join_content() makes the block's content of
/// them again.
std::vector<ContentSegment> segments_of(const DocumentBlock& block, const SegmentationRules& rules,
                                        const LanguageTag& lang);

}  // namespace diglot
