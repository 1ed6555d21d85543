// Which language a text is in, guessed from its letters (CLD2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace diglot {

/// ISO 639 code ("fr") of the one language the text is in; nothing where it is short, mixed or like
/// several. Only languages that many texts are in are told apart (CLD2 knows 83).
std::optional<std::string> guess_language(std::string_view text);

}  // namespace diglot
