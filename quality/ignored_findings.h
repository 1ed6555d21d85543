// Findings a person decided to live with, kept in the Diglot file: the one place of this module
// where SQL is.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/storage/change_log.h"
#include "core/storage/database.h"
#include "core/time.h"
#include "quality/finding.h"

namespace diglot {

struct IgnoredFinding {
    std::int64_t id = 0;      ///< 0 until stored.
    std::string fingerprint;  ///< fingerprint(Finding), in full.
    std::string reason;
    std::string rule;  ///< What the finding was, for those who read the list.
    std::string message;
    std::string source;
    std::string target;
    std::string user;
    Time at;
};

class IgnoredFindings {
public:
    static const char* const kSchema;
    static Aggregate aggregate();

    explicit IgnoredFindings(Database& database);
    ~IgnoredFindings();

    /// One that is ignored already gets the new reason, user and time. Needs an open change set.
    Added add(const IgnoredFinding& finding);
    /// Needs an open change set. False if there is none of this id.
    bool remove(std::int64_t id);

    /// In the order they were added.
    std::vector<IgnoredFinding> list() const;

private:
    struct State;
    Database& database_;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
