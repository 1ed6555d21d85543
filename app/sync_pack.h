// A pack: what copies of a file tell each other, as a file. Private to app/sync.
#pragma once

#include <string>
#include <vector>

#include "app/sync_entry.h"
#include "core/result.h"
#include "importers/output_file.h"

namespace diglot {

/// Writes a text file, JsonML: a line that says what it is, two lines a unit or concept, a last
/// line. Without finish() nothing of it stays. Throws IoError.
class SyncPackWriter {
public:
    explicit SyncPackWriter(const std::string& path);

    void write(const SyncEntry<SyncedUnits>& entry);
    void write(const SyncEntry<SyncedConcepts>& entry);
    void finish();

private:
    template <typename Kind>
    void write_entry(const SyncEntry<Kind>& entry);

    OutputFile out_;
    std::size_t units_ = 0;
    std::size_t concepts_ = 0;
};

struct SyncPack {
    std::vector<SyncEntry<SyncedUnits>> units;
    std::vector<SyncEntry<SyncedConcepts>> concepts;  ///< None in a pack of version 1.
};

/// Errors: sync.not-a-pack, sync.version, sync.damaged. Throws IoError.
Result<SyncPack> read_sync_pack(const std::string& path);

}  // namespace diglot
