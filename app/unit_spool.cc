#include "app/unit_spool.h"

#include <filesystem>

#include "app/diglot_file.h"
#include "app/glossary_files.h"
#include "app/interrupt.h"
#include "core/spilled_array.h"
#include "tm/unit_items.h"

namespace diglot {

struct UnitSpool::State {
    SpilledBytes texts;
    SpilledArray<std::uint64_t> ends;
    SpilledArray<std::int64_t> ids;
    SpilledArray<UnitPrint> prints;
};

namespace {

class SpoolSink : public Sink {
public:
    SpoolSink(UnitSpool& spool, const std::string& path)
        : spool_(spool), path_(path), origin_(std::filesystem::path(path).filename().string()) {}

    void header(Markup header) override {
        if (header.element == "header") spool_.headers.push_back(std::move(header));
    }
    void add(Unit unit, Position) override {
        throw_if_interrupted();
        unit.origin = origin_;
        spool_.add(unit);
    }
    void add(Concept, Position) override { ++concepts_; }
    void report(Diagnostic diagnostic) override {
        // That of a file in an archive names it.
        if (!diagnostic.file.starts_with(path_ + "/")) diagnostic.file = path_;
        spool_.skipped = spool_.skipped || diagnostic.severity == Severity::kError;
        spool_.diagnostics.push_back(std::move(diagnostic));
    }
    bool is_glossary() const { return concepts_ > 0 && spool_.size() == 0; }

private:
    UnitSpool& spool_;
    const std::string& path_;
    std::string origin_;
    std::size_t concepts_ = 0;
};

}  // namespace

UnitSpool::UnitSpool() : state_(std::make_unique<State>()) {}
UnitSpool::~UnitSpool() = default;
UnitSpool::UnitSpool(UnitSpool&&) noexcept = default;
UnitSpool& UnitSpool::operator=(UnitSpool&&) noexcept = default;

void UnitSpool::add(const Unit& unit) {
    state_->texts.append(to_jsonml(unit));
    state_->ends.push_back(state_->texts.size());
    state_->ids.push_back(unit.id);
    state_->prints.push_back(print_of(unit));
}

std::uint32_t UnitSpool::size() const { return static_cast<std::uint32_t>(state_->ends.size()); }

Unit UnitSpool::unit(std::uint32_t i) const {
    const std::span<const std::uint64_t> ends = state_->ends.view();
    const std::uint64_t begin = i == 0 ? 0 : ends[i - 1];
    Unit unit = unit_from_jsonml(state_->texts.copy(begin, ends[i] - begin));
    unit.id = state_->ids.view()[i];
    return unit;
}

std::span<const UnitPrint> UnitSpool::prints() const { return state_->prints.view(); }

Result<UnitSpool> load_units(const std::string& path, const ReadOptions& options,
                             const OpenOptions& open) {
    UnitSpool spool;
    if (is_database_file(path)) {
        OpenOptions existing = open;
        existing.create = false;
        DiglotFile file(path, existing);
        for (auto& [origin, header] : file.memory().headers())
            spool.headers.push_back(std::move(header));
        file.memory().for_each({}, [&](const Unit& unit) {
            throw_if_interrupted();
            spool.add(unit);
            return true;
        });
        return spool;
    }
    SpoolSink sink(spool, path);
    const Result<ReadSummary> read = read_file(path, options, sink);
    if (!read) return read.error();
    if (sink.is_glossary())
        return Diagnostic{Severity::kError,
                          "memory.none",
                          "this is a " + read->format +
                              " with a glossary; a translation memory is "
                              "wanted (glossaries: diglot term)",
                          {},
                          path,
                          {}};
    return spool;
}

std::vector<std::uint32_t> pair_spools(const UnitSpool& a, const UnitSpool& b) {
    const UnitLikeness likeness = [&](std::uint32_t i, std::uint32_t k) {
        return likeness_of(a.unit(i), b.unit(k));
    };
    return pair_units(a.prints(), b.prints(), likeness);
}

}  // namespace diglot
