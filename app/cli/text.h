// Every text a person reads goes through here, so that it can be translated.
#pragma once

#include <string>

#include <fmt/format.h>

namespace diglot {

/// The text in the user's language (Qt translations, context "diglot"); the English text where
/// there is none.
std::string tr(const char* english);

/// tr() with {} filled in.
template <typename... Args>
std::string tr(const char* english, const Args&... args) {
    return fmt::format(fmt::runtime(tr(english)), args...);
}

/// "1 unit", "12,345 units": the number grouped, then the word for it.
std::string counted(std::int64_t number, const char* one, const char* many);

/// "3 units, 2 concepts"; of what there are none is left out, but "0 units" where there is nothing.
std::string counted_both(std::int64_t units, std::int64_t concepts);

/// "12,345".
std::string grouped(std::int64_t number);

}  // namespace diglot
