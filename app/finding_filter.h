// Findings that need not be said again: ignored in the Diglot file, or known from a baseline.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "quality/finding.h"
#include "quality/ignored_findings.h"

namespace diglot {

/// What a project had found before: a text file, a finding a line, its fingerprint, rule, place and
/// message with tabs between; lines that begin with # and empty ones are comments. Sorted, so that
/// two of them can be compared. Only fingerprints count.
class Baseline {
public:
    /// Error: baseline.line, with the line that has no fingerprint. Throws IoError.
    static Result<Baseline> read(const std::string& path);

    void add(const Finding& finding);
    bool contains(const std::string& fingerprint) const { return known_.contains(fingerprint); }
    std::size_t size() const { return known_.size(); }
    /// Replaces the file as a whole. Throws IoError.
    void write(const std::string& path) const;

private:
    std::set<std::string> known_;
    std::set<std::string> lines_;
};

enum class FindingFate { kReported, kIgnored, kInBaseline };

class FindingFilter {
public:
    void ignore(const std::vector<IgnoredFinding>& findings);
    void set_baseline(Baseline baseline) { baseline_ = std::move(baseline); }

    FindingFate fate(const std::string& fingerprint) const;

private:
    std::set<std::string> ignored_;
    Baseline baseline_;
};

/// Whether it may be the beginning of a fingerprint: 8 to 16 hexadecimal digits.
bool is_fingerprint(std::string_view text);

}  // namespace diglot
