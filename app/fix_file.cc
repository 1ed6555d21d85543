// A file written again byte by byte, with its fixes: planned, written and read back, compared, put
// in its place.
#include <algorithm>
#include <deque>
#include <fstream>

#include "app/file_reading.h"
#include "app/fix.h"
#include "app/interrupt.h"
#include "importers/changed_source.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

using Place = std::pair<std::size_t, std::size_t>;  ///< Line and column.

/// A fix, and its change in the bytes; that is nothing where no finding could be fixed.
struct PlacedFix {
    TargetFix fix;
    Place place;
    std::optional<std::size_t> change;  ///< Of the region at the place.
};

/// What is to be changed, by its place, and what becomes of it.
class Regions {
public:
    ChangedRegion& at(Position start) {
        ChangedRegion& region = by_place_[{start.line, start.column}];
        region.start = start;
        return region;
    }

    /// A unit begins here: regions that begin before it end at the latest.
    void unit_at(Position at) {
        const auto end = by_place_.lower_bound({at.line, at.column});
        for (auto region = end; region != by_place_.begin();) {
            --region;
            if (region->second.end) break;
            region->second.end = at;
        }
    }

    /// Ascending and not overlapping, also where units were handed over after later ones. Nothing
    /// is added after this.
    std::vector<ChangedRegion>& all() {
        if (!all_.empty()) return all_;
        for (auto& [place, region] : by_place_) {
            index_[place] = all_.size();
            all_.push_back(std::move(region));
        }
        for (std::size_t i = 0; i + 1 < all_.size(); ++i) {
            const Position next = all_[i + 1].start;
            std::optional<Position>& end = all_[i].end;
            if (!end || Place{end->line, end->column} > Place{next.line, next.column}) end = next;
        }
        return all_;
    }

    bool made(const PlacedFix& one) const {
        return one.change && all_[index_.at(one.place)].made[*one.change];
    }

private:
    std::map<Place, ChangedRegion> by_place_;
    std::vector<ChangedRegion> all_;
    std::map<Place, std::size_t> index_;
};

bool is_alternative(const Unit& unit) { return unit.property("x-diglot-alternative").has_value(); }

/// Looks through the file for the places of the fixes.
class PlacesSink : public Sink {
public:
    PlacesSink(const FixFileRequest& request, const FixPlan& plan, Notation notation)
        : request_(request), plan_(plan) {
        // Of XLIFF and PO only targets are looked at.
        has_sources_ = request.read.format.starts_with("TMX") || notation == Notation::kJson ||
                       notation == Notation::kTable;
        if (notation == Notation::kXml)
            attributes_ = {{"changedate", to_tmx_date(Time::now())}, {"changeid", request.user}};
    }

    void header(Markup) override {}
    void add(Concept, Position) override {}
    void report(Diagnostic) override {}  // The check has said it.

    void add(Unit unit, Position at) override {
        throw_if_interrupted();
        regions_.unit_at(at);
        const auto found = plan_.by_unit().find(++units_);
        if (found == plan_.by_unit().end()) return;
        std::vector<TargetFix> fixes = plan_fixes(unit, found->second, request_.reading.source);
        if (fixes.empty()) is_changed_ = true;
        for (TargetFix& fix : fixes) place(unit, at, std::move(fix));
    }

    std::uint64_t units() const { return static_cast<std::uint64_t>(units_); }
    bool is_changed() const { return is_changed_; }  ///< Since it was checked.

    Regions& regions() { return regions_; }
    std::map<std::int64_t, std::vector<PlacedFix>>& fixes() { return fixes_; }

private:
    void place(const Unit& unit, Position at, TargetFix fix) {
        PlacedFix& placed = fixes_[units_].emplace_back();
        placed.fix = std::move(fix);
        placed.place = {at.line, at.column};
        if (placed.fix.edits.empty()) return;
        NotedChange change;
        change.text = placed.fix.told.before;
        for (const TextEdit& edit : placed.fix.edits)
            change.replacements.push_back({edit.place.start, edit.place.end, edit.by});
        change.is_alternative = is_alternative(unit);
        for (std::size_t i = 0; has_sources_ && i < placed.fix.variant; ++i)
            if (unit.variants[i].segment.text == change.text) ++change.earlier;
        change.attributes = attributes_;
        std::vector<NotedChange>& changes = regions_.at(at).changes;
        placed.change = changes.size();
        changes.push_back(std::move(change));
    }

    const FixFileRequest& request_;
    const FixPlan& plan_;
    std::vector<std::pair<std::string, std::string>> attributes_;
    bool has_sources_ = false;  ///< Among the texts of a unit's bytes.
    Regions regions_;
    std::map<std::int64_t, std::vector<PlacedFix>> fixes_;  ///< By number of unit.
    std::int64_t units_ = 0;
    bool is_changed_ = false;
};

/// The file's units one by one.
class UnitsInOrder : public Sink {
public:
    UnitsInOrder(const std::string& path, const ReadOptions& options) : reading_(path, options) {}

    std::optional<Unit> next() {
        while (waiting_.empty() && reading_.hand_on(*this)) throw_if_interrupted();
        if (waiting_.empty()) return std::nullopt;
        Unit unit = std::move(waiting_.front());
        waiting_.pop_front();
        return unit;
    }

    void header(Markup) override {}
    void add(Unit unit, Position) override { waiting_.push_back(std::move(unit)); }
    void add(Concept, Position) override {}
    void report(Diagnostic) override {}

private:
    FileReading reading_;
    std::deque<Unit> waiting_;
};

/// Compares what is read with the file's units and their fixes.
class ComparingSink : public Sink {
public:
    ComparingSink(UnitsInOrder& before, PlacesSink& places)
        : before_(before), fixes_(places.fixes()), regions_(places.regions()) {}

    void header(Markup) override {}
    void add(Concept, Position) override {}
    void report(Diagnostic) override {}

    void add(Unit unit, Position at) override {
        throw_if_interrupted();
        if (!meant_) take_next();
        // Readers leave out an alternative that says what the translation says, which may have
        // become true or untrue.
        while (meant_ && !is_as(unit) && is_alternative(*meant_) && !is_alternative(unit))
            take_next();
        if (meant_ && is_as(unit))
            meant_.reset();
        else if (!is_alternative(unit) && !differs_)
            differs_ = at;
    }

    /// To be asked when all was read.
    bool is_as_meant() {
        while (meant_ || take_next()) {
            if (!is_alternative(*meant_)) return false;
            meant_.reset();
        }
        return !differs_;
    }
    Position place() const { return differs_.value_or(Position{}); }

private:
    /// The file's next unit, with its fixes.
    bool take_next() {
        meant_ = before_.next();
        if (!meant_) return false;
        const auto found = fixes_.find(++units_);
        is_fixed_ = found != fixes_.end();
        if (is_fixed_)
            for (const PlacedFix& one : found->second)
                if (regions_.made(one)) meant_->variants[one.fix.variant].segment = one.fix.segment;
        return true;
    }

    bool is_as(const Unit& unit) const { return says_the_same(*meant_, unit, is_fixed_); }

    /// A fixed unit has another date and person; and what a file carries of codes beside them may
    /// not hold for a changed text (docs/formats), so that of codes only their number counts.
    static bool says_the_same(const Unit& a, const Unit& b, bool fixed) {
        const auto same_variant = [&](const Variant& x, const Variant& y) {
            const bool same_segment = fixed
                                          ? x.segment.text == y.segment.text &&
                                                x.segment.content.size() == y.segment.content.size()
                                          : x.segment == y.segment && x.stamp == y.stamp;
            return same_segment && x.lang == y.lang && x.attributes == y.attributes &&
                   x.annotations == y.annotations;
        };
        return (fixed || a.stamp == b.stamp) && a.source == b.source &&
               a.attributes == b.attributes && a.annotations == b.annotations &&
               std::equal(a.variants.begin(), a.variants.end(), b.variants.begin(),
                          b.variants.end(), same_variant);
    }

    UnitsInOrder& before_;
    const std::map<std::int64_t, std::vector<PlacedFix>>& fixes_;
    const Regions& regions_;
    std::optional<Unit> meant_;  ///< Waits for the unit that is it.
    bool is_fixed_ = false;
    std::int64_t units_ = 0;  ///< The number of `meant_`, or of the one before.
    std::optional<Position> differs_;
};

/// Bytes on their way to whoever reads them, written as they pass.
class WrittenBytes : public ByteSource {
public:
    WrittenBytes(ByteSource& bytes, OutputFile& file) : bytes_(bytes), file_(file) {}

    std::size_t read(char* to, std::size_t size) override {
        const std::size_t count = bytes_.read(to, size);
        file_.write({to, count});
        return count;
    }
    std::uint64_t bytes_done() const override { return bytes_.bytes_done(); }
    std::uint64_t bytes_total() const override { return bytes_.bytes_total(); }

private:
    ByteSource& bytes_;
    OutputFile& file_;
};

bool is_gzip(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    char magic[2] = {};
    file.read(magic, 2);
    return magic[0] == '\x1f' && magic[1] == '\x8b';  // RFC 1952, 2.3.1.
}

}  // namespace

Result<FixReport> fix_file(const FixFileRequest& request, const FixPlan& plan,
                           const TellFix& tell) {
    const auto refuse = [&](const char* code, std::string message, Position at = {}) {
        return Diagnostic{Severity::kError, code, std::move(message), at, request.path, {}};
    };
    const auto notation = notation_of(request.read.format);
    if (!notation)
        return refuse("fix.format", "fixes are not written in the format " + request.read.format +
                                        "; import the file, fix the memory and export it");
    if (is_zip(request.path) || is_gzip(request.path))
        return refuse("fix.packed", "the file is packed; unpack it to have it fixed");

    PlacesSink places(request, plan, *notation);
    FileReading reading(request.path, request.reading);
    while (reading.hand_on(places)) throw_if_interrupted();
    if (!reading.result()) return reading.result().error();
    if (places.units() != request.read.units || places.is_changed())
        return refuse("fix.changed", "the file is not as it was checked; nothing was written");

    OutputFile file(request.output);
    ChangedSource changed(request.path, *notation, request.reading.encoding,
                          places.regions().all());
    WrittenBytes bytes(changed, file);
    UnitsInOrder before(request.path, request.reading);
    ComparingSink compared(before, places);
    const auto result = read_source(bytes, request.path, request.reading, compared);
    char rest[4096];
    while (bytes.read(rest, sizeof rest) > 0) throw_if_interrupted();
    if (!changed.is_faithful())
        return refuse("fix.encoding", "not every character of the file or of its fixes is in " +
                                          request.read.encoding + "; nothing was written");
    if (!result || !compared.is_as_meant())
        return refuse("fix.differs",
                      "with its fixes the file would not read as it should; nothing was written",
                      compared.place());

    FixReport report;
    for (auto& [unit, all] : places.fixes()) {
        for (PlacedFix& one : all) {
            if (one.change && !places.regions().made(one))
                leave(one.fix.told, "it stands in the file in several pieces");
            report.count(one.fix.told);
        }
    }
    if (report.fixed > 0) file.commit();
    for (const auto& [unit, all] : places.fixes())
        for (const PlacedFix& one : all) tell(one.fix.told);
    return report;
}

}  // namespace diglot
