// What ICU finds wrong with a regular expression, for people.
#pragma once

#include <string>

namespace diglot {

/// `icu_status` is a UErrorCode of compiling: "a round bracket has no partner".
std::string regex_fault(int icu_status);

}  // namespace diglot
