// The bytes of a file with texts of some units changed in place (text_notation.h), as they stream
// by.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "importers/byte_source.h"
#include "importers/text_notation.h"

namespace diglot {

/// The bytes from one unit to the next, with what is to be changed in them.
struct ChangedRegion {
    Position start;
    std::optional<Position> end;       ///< The next unit; nothing: the end of the file.
    std::vector<NotedChange> changes;  ///< Made one after another.
    /// One a change, set as the region is read: whether it was made.
    std::vector<bool> made;
};

/// Every byte outside the changed places is the file's own, in its encoding. Memory: a region and
/// 128 KiB.
class ChangedSource : public ByteSource {
public:
    /// `regions` ascending, not overlapping; it must outlive the source. `encoding` as in
    /// ReadOptions. Throws IoError.
    ChangedSource(const std::string& path, Notation notation, const std::string& encoding,
                  std::vector<ChangedRegion>& regions);
    ~ChangedSource() override;

    std::size_t read(char* to, std::size_t size) override;
    std::uint64_t bytes_done() const override;
    std::uint64_t bytes_total() const override;

    /// Once all was read: whether the file's bytes come out of its encoding as they went in. False
    /// for a text with bytes that are not in its encoding, or a new text with characters that the
    /// encoding has not.
    bool is_faithful() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
