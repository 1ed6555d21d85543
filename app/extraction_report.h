// What extraction found, as a table to decide in, and as a page to look at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "glossary/concept.h"
#include "glossary/extraction.h"

namespace diglot {

/// CSV with a header: accept, the source language, the target language, then counts and examples.
/// `accept` is empty; what is to be accepted is marked there and comes back by
/// read_decisions(). Replaces the file as a whole. Throws IoError.
void write_csv_report(const std::string& path, const TermExtractor& from,
                      const std::vector<ExtractedTerm>& terms);
/// One HTML page without scripts and other files. Throws IoError.
void write_html_report(const std::string& path, const TermExtractor& from,
                       const std::vector<ExtractedTerm>& terms);

/// The term and its translation as a concept. `status` and `cite` (where it is from) may be empty.
Concept to_concept(const LanguageTag& source, const std::string& term, const LanguageTag& target,
                   const std::vector<std::string>& translations, TermStatus status,
                   const std::string& cite);

/// The rows of a CSV report whose `accept` says so: x, yes, y, 1, true, ok, ✓, 是 for `status`, or
/// a status of its own (preferred, admitted, deprecated, forbidden). No, n, 0, false, 否 and an
/// empty cell leave a row out. The terms may have been corrected; several translations have |
/// between them. Errors: extraction.no-columns (no accept column, or no language),
/// extraction.accept (a word that is none of these). Throws IoError.
Result<std::vector<Concept>> read_decisions(const std::string& path, TermStatus status,
                                            const std::string& cite);

}  // namespace diglot
