#include "quality/finding.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace diglot {

std::string fingerprint(const Finding& finding) {
    std::string bytes;
    for (const std::string* part : {&finding.rule, &finding.source, &finding.target})
        bytes.append(*part).append(1, '\0');
    bytes += finding.message;
    return fmt::format("{:016x}", XXH3_64bits(bytes.data(), bytes.size()));
}

std::string short_fingerprint(const Finding& finding) { return fingerprint(finding).substr(0, 8); }

}  // namespace diglot
