// Inline codes as XLIFF 1.2 (2.4), 2.1 (4.2.3) and TMX have them: which is which, and what a
// version takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/markup.h"
#include "importers/xliff_model.h"

namespace diglot::xliff {

/// One that begins something ended elsewhere, or ends it: bpt, bx, sc; ept, ex, ec.
bool is_opening(const Markup& node);
bool is_closing(const Markup& node);
/// One that begins or ends something, or would if its partner were there.
bool is_end(const Markup& node);
/// What an opening code and its closing one have in common.
std::string partner_key(const Markup& node);
/// What names the code in the text: of TMX its x.
std::string own_key(const Markup& node);

/// Values of ctype and mtype that 1.2 has.
bool is_code_type(std::string_view value);
bool is_mark_type(std::string_view value);

/// Whether the standard and its readers take the content as it is.
bool is_plain_content(Version version, const std::vector<Markup>& content);

}  // namespace diglot::xliff
