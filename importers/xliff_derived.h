// The attribute dg:derived: which values of a unit Diglot gave itself when it wrote it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/markup.h"

namespace diglot::xliff {

/// "x=1 y=2" with the values percent-encoded, as the attribute `derived` has them.
std::string to_derived(const std::vector<Attribute>& values);
std::vector<Attribute> parse_derived(std::string_view text);

}  // namespace diglot::xliff
