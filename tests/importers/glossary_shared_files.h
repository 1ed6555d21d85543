// Where the files of other projects are, if they are at hand: $DIGLOT_SHARED, else ../shared beside
// the sources.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace diglot::test {

inline std::filesystem::path conformance() {
    const char* given = std::getenv("DIGLOT_SHARED");
    const auto beside = std::filesystem::path(DIGLOT_SOURCE_DIR).parent_path() / "shared";
    return (given ? std::filesystem::path(given) : beside) / "conformance";
}

}  // namespace diglot::test
