// chrF: how like a translation is to a reference, by character n-grams. Popović, WMT 2015; as
// NLTK 3.8 counts it.
#pragma once

#include <string_view>

namespace diglot::bench {

/// 0 to 1: the mean of the F scores of n-grams from 1 to 6 characters, recall counting `beta` times
/// as much as precision. White space is left out. An order for which one of them has no n-grams
/// counts 0.
double chrf(std::string_view reference, std::string_view hypothesis, double beta = 2);

}  // namespace diglot::bench
