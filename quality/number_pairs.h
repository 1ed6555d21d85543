// Numbers of a translation that belong together and do not fit: faults that a comparison of values
// alone does not see, because each value stands somewhere.
#pragma once

#include <vector>

#include "core/text/quantities.h"
#include "quality/rule.h"

namespace diglot {

/// "three (3) months" says its number twice; "three (5)" contradicts itself. At most one finding.
void find_contradiction(const BilingualText& text, const std::vector<Quantity>& target,
                        std::vector<Finding>& findings);

/// Article 46-6 for 第四十六條之一, where the sentence has a 6 of its own. At most one finding.
void find_wrong_part(const BilingualText& text, const std::vector<Quantity>& source,
                     const std::vector<Quantity>& target, std::vector<Finding>& findings);

/// 五日 is the fifth of a month that Chinese leaves out; "Dec. 5, 2025" names it and the year.
/// Takes those out of `lone`, quantities of `own` (in `own_text`) without a partner.
void forgive_months_of_bare_days(std::vector<const Quantity*>& lone,
                                 const std::vector<Quantity>& own, std::string_view own_text,
                                 const std::vector<Quantity>& others, std::string_view other_text);

/// Whether a count is one of years, months, days: by what stands behind it.
bool is_duration(const Quantity& quantity, std::string_view text);

/// Weekdays, halves of the year, amounts in tens and hundreds (數千萬), halves and thirds: a
/// translation may leave them out, but where both sides have one and none fits, it is another. At
/// most one finding.
void find_contrary(const BilingualText& text, const std::vector<Quantity>& source,
                   const std::vector<Quantity>& target, std::vector<Finding>& findings);

/// 7:1 and "1-7": a score turned round. English puts the winner's points first, so 1:7 may become
/// 7-1; the other way only where it says who lost. At most one finding.
void find_turned_score(const BilingualText& text, const std::vector<Quantity>& source,
                       const std::vector<Quantity>& target, std::vector<Finding>& findings);

}  // namespace diglot
