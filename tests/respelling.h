// What the losses of an export say of languages, applied to what was exported: then both must be
// equal.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "importers/sink.h"

namespace diglot::test {

class Respelling {
public:
    /// Losses that are not about the spelling of a language are left for others().
    explicit Respelling(const std::vector<Loss>& losses) {
        constexpr std::string_view kStart = "language spelling ";
        constexpr std::string_view kMiddle = " written as ";
        for (const Loss& loss : losses) {
            const std::size_t middle = loss.what.find(kMiddle);
            if (!loss.what.starts_with(kStart) || middle == std::string::npos) {
                others_ += loss.what + "\n";
                continue;
            }
            rules_[loss.what.substr(kStart.size(), middle - kStart.size())] = {
                loss.what.substr(middle + kMiddle.size()), loss.count};
        }
    }

    /// How the export must spell it. Counts.
    const std::string& operator()(const std::string& spelling) {
        const auto rule = rules_.find(spelling);
        if (rule == rules_.end()) return spelling;
        --rule->second.left;
        return rule->second.written;
    }

    /// What the losses name more or less often than it was met, one a line.
    std::string miscounted() const {
        std::string out;
        for (const auto& [spelling, rule] : rules_) {
            if (rule.left != 0)
                out += spelling + " (" + std::to_string(static_cast<std::ptrdiff_t>(rule.left)) +
                       ")\n";
        }
        return out;
    }
    const std::string& others() const { return others_; }

private:
    struct Rule {
        std::string written;
        std::size_t left = 0;  ///< Times named and not yet met.
    };
    std::map<std::string, Rule> rules_;
    std::string others_;
};

}  // namespace diglot::test
