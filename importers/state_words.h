// The words people and tools write for how far a unit has come.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace diglot {

/// The state of a unit (property x-diglot-state): "reviewed" for approved, final, 已核准;
/// "unreviewed" for draft, fuzzy, needs-review, 待審; "machine" for mt, 機翻; "alignment",
/// "rejected" and "set-aside" for themselves, 對齊, 退回, 擱置; nothing for other words. Case,
/// spaces and the script of Han do not matter.
std::optional<std::string> parse_unit_state(std::string_view word);

}  // namespace diglot
