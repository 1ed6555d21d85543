#include "app/file_reading.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "core/error.h"

namespace diglot {
namespace {

constexpr std::size_t kBatch = 64;               ///< Items that change hands at once.
constexpr std::size_t kBatchBytes = 512 * 1024;  ///< Or when they are as large as this.
constexpr std::chrono::milliseconds kPatience{200};

struct UnitItem {
    Unit unit;
    Position at;
};
struct ConceptItem {
    Concept entry;
    Position at;
};
using Item = std::variant<Markup, UnitItem, ConceptItem, Diagnostic>;
using Batch = std::vector<Item>;

/// About what a unit takes; of other things there are few, or they are small.
std::size_t bytes_of(const Item& item) {
    const auto* unit = std::get_if<UnitItem>(&item);
    std::size_t bytes = 0;
    if (unit)
        for (const Variant& variant : unit->unit.variants) bytes += variant.segment.text.size();
    return bytes;
}

void hand_over(Item&& item, Sink& sink) {
    if (auto* unit = std::get_if<UnitItem>(&item))
        sink.add(std::move(unit->unit), unit->at);
    else if (auto* entry = std::get_if<ConceptItem>(&item))
        sink.add(std::move(entry->entry), entry->at);
    else if (auto* header = std::get_if<Markup>(&item))
        sink.header(std::move(*header));
    else
        sink.report(std::move(std::get<Diagnostic>(item)));
}

}  // namespace

struct FileReading::State : Sink {
    // What both threads use.
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Batch> batches;
    bool ended = false;
    bool given_up = false;
    std::atomic<std::uint64_t> done{0}, total{0};

    // The reader's until it has ended.
    Batch batch;
    std::size_t batch_bytes = 0;
    std::optional<Result<ReadSummary>> result;
    std::exception_ptr failure;

    std::thread thread;

    void header(Markup header) override { put(std::move(header)); }
    void add(Unit unit, Position at) override { put(UnitItem{std::move(unit), at}); }
    void add(Concept entry, Position at) override { put(ConceptItem{std::move(entry), at}); }
    void report(Diagnostic diagnostic) override { put(std::move(diagnostic)); }

    void put(Item item) {
        batch_bytes += bytes_of(item);
        batch.push_back(std::move(item));
        if (batch.size() == kBatch || batch_bytes >= kBatchBytes) pass();
    }

    void pass() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return given_up || batches.size() < kAhead / kBatch; });
        if (given_up) throw Interrupted();
        batch_bytes = 0;
        if (!batch.empty()) batches.push_back(std::exchange(batch, {}));
        changed.notify_all();
    }

    void read(const InputFile& file, ReadOptions options) {
        options.progress = [this](std::uint64_t bytes_done, std::uint64_t bytes_total) {
            done = bytes_done;
            total = bytes_total;
            const std::lock_guard lock(mutex);
            if (given_up) throw Interrupted();
        };
        try {
            result = read_file(file, options, *this);
            pass();
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard lock(mutex);
        if (!batch.empty()) batches.push_back(std::exchange(batch, {}));
        ended = true;
        changed.notify_all();
    }
};

FileReading::FileReading(InputFile file, ReadOptions options) : state_(std::make_unique<State>()) {
    state_->thread = std::thread([state = state_.get(), from = std::move(file),
                                  options = std::move(options)] { state->read(from, options); });
}

FileReading::~FileReading() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->given_up = true;
        state_->changed.notify_all();
    }
    state_->thread.join();
}

bool FileReading::hand_on(Sink& sink) {
    Batch batch;
    {
        std::unique_lock lock(state_->mutex);
        const bool has_news = state_->changed.wait_for(
            lock, kPatience, [&] { return state_->ended || !state_->batches.empty(); });
        if (!has_news) return true;
        if (state_->batches.empty()) {
            if (state_->failure) std::rethrow_exception(state_->failure);
            return false;
        }
        batch = std::move(state_->batches.front());
        state_->batches.pop_front();
        state_->changed.notify_all();
    }
    for (Item& item : batch) hand_over(std::move(item), sink);
    return true;
}

const Result<ReadSummary>& FileReading::result() const {
    if (!state_->result) throw std::logic_error("FileReading: not at its end");
    return *state_->result;
}

std::uint64_t FileReading::bytes_done() const { return state_->done; }
std::uint64_t FileReading::bytes_total() const { return state_->total; }

}  // namespace diglot
