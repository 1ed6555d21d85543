// Carrying the query's numbers over to a match's target.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/text/tokens.h"

namespace diglot {

/// `target` with the numbers that differ between `source` and `query` replaced by the query's.
/// Nothing where that is not certain: source and query have the same count of numbers, and each
/// that differs stands once in the source and once in the target, there as a number by itself, in
/// digits 0 to 9 of either width. The new number takes the old one's width.
std::optional<std::string> adapt_numbers(const TokenizedText& query, const TokenizedText& source,
                                         std::string_view target);

/// The same by value, for numerals of every kind (core/text/numerals.h): 三億 → 五億 makes "300
/// million" into "500 million". Nothing where the texts differ in anything else, or a value that
/// differs does not stand once in the source and once in the target, or the target's numeral does
/// not tell how the new one is written.
std::optional<std::string> adapt_quantities(std::string_view query, std::string_view source,
                                            std::string_view target);

}  // namespace diglot
