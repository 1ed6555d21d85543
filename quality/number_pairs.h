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

}  // namespace diglot
