// A file that is read on a thread of its own, some steps ahead of whoever takes in what it holds.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "importers/format.h"

namespace diglot {

/// Memory: what is read ahead, at most kAhead units or concepts, and 8 MiB of texts and one unit.
class FileReading {
public:
    static constexpr std::size_t kAhead = 1024;

    /// Starts. `options.progress` is not used: see bytes_done().
    FileReading(InputFile file, ReadOptions options);
    /// Ends the reading, wherever it is.
    ~FileReading();
    FileReading(const FileReading&) = delete;
    FileReading& operator=(const FileReading&) = delete;

    /// Hands what comes next to `sink`, in the file's order; false when that was all. Waits for it
    /// a fifth of a second at most, so that whoever waits can show progress or be interrupted.
    /// Throws what the reader threw (IoError).
    bool hand_on(Sink& sink);
    /// When all was handed on.
    const Result<ReadSummary>& result() const;

    /// Of the file as it lies on disk, so far and in all.
    std::uint64_t bytes_done() const;
    std::uint64_t bytes_total() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
