#include "core/text/regex_fault.h"

#include <unicode/utypes.h>

namespace diglot {

std::string regex_fault(int icu_status) {
    switch (icu_status) {
        case U_REGEX_MISMATCHED_PAREN:
            return "a round bracket has no partner";
        case U_REGEX_MISSING_CLOSE_BRACKET:
            return "a square bracket is not closed";
        case U_REGEX_RULE_SYNTAX:
            return "this sign cannot stand here";
        case U_REGEX_BAD_ESCAPE_SEQUENCE:
            return "there is no such escape; \\\\ is a backslash";
        case U_REGEX_PROPERTY_SYNTAX:
            return "there is no such character property";
        case U_REGEX_BAD_INTERVAL:
            return "in {} one or two numbers were expected";
        case U_REGEX_MAX_LT_MIN:
            return "in {} the second number is less than the first";
        case U_REGEX_NUMBER_TOO_BIG:
            return "this number is too large";
        case U_REGEX_INVALID_BACK_REF:
            return "there is no group of this number or name";
        case U_REGEX_INVALID_CAPTURE_GROUP_NAME:
            return "this is no name for a group";
        case U_REGEX_INVALID_FLAG:
            return "there is no such flag";
        case U_REGEX_LOOK_BEHIND_LIMIT:
            return "what is looked for behind may not be of any length";
        case U_REGEX_INVALID_RANGE:
            return "the range ends before it begins";
        case U_REGEX_PATTERN_TOO_BIG:
            return "it is too large";
        default:
            return u_errorName(static_cast<UErrorCode>(icu_status));
    }
}

}  // namespace diglot
