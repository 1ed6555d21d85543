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
    std::vector<Matches> results(queries.size());
    run(queries.size(), [&](MatchIndex& index, std::size_t from, std::size_t count) {
        std::vector<Matches> found = index.match(queries.subspan(from, count), options);
        std::move(found.begin(), found.end(), results.begin() + static_cast<std::ptrdiff_t>(from));
    });
    return results;
}

std::vector<std::vector<NearSource>> MatchPool::find_near(std::span<const NearQuery> queries,
                                                          Score least, std::size_t most) {
    std::vector<std::vector<NearSource>> results(queries.size());
    run(queries.size(), [&](MatchIndex& index, std::size_t from, std::size_t count) {
        auto found = index.find_near(queries.subspan(from, count), least, most);
        std::move(found.begin(), found.end(), results.begin() + static_cast<std::ptrdiff_t>(from));
    });
    return results;
}

void MatchPool::run(std::size_t count,
                    const std::function<void(MatchIndex&, std::size_t, std::size_t)>& answer) {
    const std::size_t wanted = std::min(state_->workers, (count + kPart - 1) / kPart);
    if (count == 0) return;
    if (wanted <= 1) return answer(state_->first.matches(), 0, count);
    while (state_->others.size() + 1 < wanted) {
        OpenOptions open;
        open.create = false;
        open.read_only = true;
        open.interrupted = is_interrupted;
        state_->others.push_back(std::make_unique<DiglotFile>(
            state_->first.database().path(), std::move(open), state_->first.matches().cache()));
    }
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&](MatchIndex& index) {
        try {
            for (std::size_t at = next.fetch_add(kPart); at < count; at = next.fetch_add(kPart))
                answer(index, at, std::min(kPart, count - at));
        } catch (...) {
            next = count;
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
        } const joined{state_->threads, next, count};
        for (std::size_t i = 0; i + 1 < wanted; ++i) {
            MatchIndex& index = state_->others[i]->matches();
            state_->threads.start([&work, &index] { work(index); });
        }
        work(state_->first.matches());
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace diglot
