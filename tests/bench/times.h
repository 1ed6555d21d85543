// How long things took: CPU time of the thread, so that a busy machine changes little.
#pragma once

#include <algorithm>
#include <ctime>
#include <string_view>
#include <vector>

#include "app/json_writer.h"

namespace diglot::bench {

/// CPU time of this thread in microseconds.
inline double thread_cpu_us() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

class Times {
public:
    /// Runs `work` and keeps how long it took; returns what it returns.
    template <typename Work>
    auto measure(const Work& work) {
        const double start = thread_cpu_us();
        auto result = work();
        each_.push_back(thread_cpu_us() - start);
        return result;
    }

    void add(double microseconds) { each_.push_back(microseconds); }
    std::size_t count() const { return each_.size(); }
    double mean() const {
        double sum = 0;
        for (const double one : each_) sum += one;
        return each_.empty() ? 0 : sum / static_cast<double>(each_.size());
    }
    /// The smallest value that `share` (0 to 1) of all do not exceed.
    double at(double share) const {
        if (each_.empty()) return 0;
        std::vector<double> sorted = each_;
        std::sort(sorted.begin(), sorted.end());
        return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(
                                                      share * static_cast<double>(sorted.size())))];
    }

    /// A member of that name: {"mean_us", "p50_us", "p99_us", "max_us"}.
    void write(JsonWriter& json, std::string_view name) const {
        json.key(name).begin_object().member("mean_us", mean()).member("p50_us", at(0.5));
        json.member("p99_us", at(0.99)).member("max_us", at(1)).end_object();
    }

private:
    std::vector<double> each_;
};

}  // namespace diglot::bench
