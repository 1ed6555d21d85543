#include "app/match_pool.h"

#include <QThreadPool>
#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>

#include "app/interrupt.h"

namespace diglot {
namespace {

constexpr std::size_t kPart = 8;  ///< Queries a worker takes at a time.

}  // namespace

struct MatchPool::State {
    State(DiglotFile& file, std::size_t count) : first(file), workers(count) {
        threads.setMaxThreadCount(static_cast<int>(count));
        threads.setExpiryTimeout(
            -1);  // A thread's word breaker costs more than a thousand look-ups.
    }

    DiglotFile& first;
    std::size_t workers;
    std::vector<std::unique_ptr<DiglotFile>> others;
    QThreadPool threads;
};

MatchPool::MatchPool(DiglotFile& first, std::size_t workers)
    : state_(std::make_unique<State>(first, workers)) {}
MatchPool::~MatchPool() = default;

std::vector<Matches> MatchPool::match(std::span<const MatchQuery> queries,
                                      const MatchOptions& options) {
    const std::size_t wanted = std::min(state_->workers, (queries.size() + kPart - 1) / kPart);
    if (wanted <= 1) return state_->first.matches().match(queries, options);
    while (state_->others.size() + 1 < wanted) {
        OpenOptions open;
        open.create = false;
        open.read_only = true;
        open.interrupted = is_interrupted;
        state_->others.push_back(std::make_unique<DiglotFile>(
            state_->first.database().path(), std::move(open), state_->first.matches().cache()));
    }
    std::vector<Matches> results(queries.size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&](MatchIndex& index) {
        try {
            for (std::size_t at = next.fetch_add(kPart); at < queries.size();
                 at = next.fetch_add(kPart)) {
                const auto part = queries.subspan(at, std::min(kPart, queries.size() - at));
                std::vector<Matches> found = index.match(part, options);
                std::move(found.begin(), found.end(),
                          results.begin() + static_cast<std::ptrdiff_t>(at));
            }
        } catch (...) {
            next = queries.size();
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
        }
    };
    {
        // However this ends, no worker outlives what it works on.
        struct Joined {
            QThreadPool& threads;
            std::atomic<std::size_t>& next;
            std::size_t end;
            ~Joined() {
                next = end;  // Nothing is left, unless a worker could not be started.
                threads.waitForDone();
            }
        } const joined{state_->threads, next, queries.size()};
        for (std::size_t i = 0; i + 1 < wanted; ++i) {
            MatchIndex& index = state_->others[i]->matches();
            state_->threads.start([&work, &index] { work(index); });
        }
        work(state_->first.matches());
    }
    if (failure) std::rethrow_exception(failure);
    return results;
}

}  // namespace diglot
