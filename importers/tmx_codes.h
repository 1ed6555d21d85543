// Inline codes as TMX 1.4 has them (tmx14.dtd): bpt, ept, it, ph, ut, hi, sub; and the nearest to
// what it does not have.
#pragma once

#include <cstddef>
#include <vector>

#include "core/markup.h"

namespace diglot::tmx {

/// Whether the DTD and its readers take what is in a <seg> as it is: nesting, attributes, i unique
/// and paired.
bool is_plain_content(const std::vector<Markup>& content);

/// The nearest plain content, for readers that know nothing of ours: elements that are not TMX's
/// become codes holding their tags, attributes that are not allowed go, bpt and ept are numbered
/// anew where they are not paired. The same content always gives the same result.
std::vector<Markup> to_plain_content(const std::vector<Markup>& content);

/// <hi> gone, what was in it stays. Returns how many there were.
std::size_t unwrap_hi(std::vector<Markup>& nodes);

}  // namespace diglot::tmx
