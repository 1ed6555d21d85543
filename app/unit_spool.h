// A whole memory laid out to be compared with another: in a temporary file, so that RAM stays flat.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/storage/database.h"
#include "importers/format.h"
#include "tm/unit_pairs.h"

namespace diglot {

class UnitSpool {
public:
    UnitSpool();
    ~UnitSpool();
    UnitSpool(UnitSpool&&) noexcept;
    UnitSpool& operator=(UnitSpool&&) noexcept;

    void add(const Unit& unit);
    std::uint32_t size() const;
    /// Requires i < size(). From one thread at a time.
    Unit unit(std::uint32_t i) const;
    std::span<const UnitPrint> prints() const;

    std::vector<Markup> headers;  ///< TMX headers of the files the units came from.
    std::vector<Diagnostic> diagnostics;
    bool skipped = false;  ///< Something was left out; the diagnostics say what.

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// All units of a Diglot file or any file that holds units, in their order; a unit keeps its id
/// where it has one. Errors: those of read_file(); memory.none for a file that holds a glossary and
/// no units. Throws IoError, StoreError, Interrupted.
Result<UnitSpool> load_units(const std::string& path, const ReadOptions& options,
                             const OpenOptions& open);

/// pair_units() of two spools.
std::vector<std::uint32_t> pair_spools(const UnitSpool& a, const UnitSpool& b);

}  // namespace diglot
