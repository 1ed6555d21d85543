// The same word in Taiwan and on the mainland: 軟體 and 软件. OpenCC's phrase tables.
#pragma once

#include <string>
#include <vector>

namespace diglot {

/// Each text, which must have no line breaks, as the other side would say it, in its own script
/// (OpenCC's tw2sp and s2twp). In the order given. Throws IoError without OpenCC's data.
std::vector<std::string> to_mainland_words(const std::vector<std::string>& texts);
std::vector<std::string> to_taiwan_words(const std::vector<std::string>& texts);

}  // namespace diglot
