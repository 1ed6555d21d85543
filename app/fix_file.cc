// A file written again in its own format, with its fixes.
#include <algorithm>
#include <memory>

#include "app/file_reading.h"
#include "app/fix.h"
#include "app/interrupt.h"
#include "importers/json_unit_writer.h"
#include "importers/po_writer.h"
#include "importers/tmx_writer.h"
#include "importers/unit_table_writer.h"
#include "importers/xliff_writer.h"

namespace diglot {
namespace {

/// One door to the writers, made when the first unit is there: some need the file's header, or the
/// languages.
class FormatWriter {
public:
    explicit FormatWriter(const FixFileRequest& request) : request_(request) {}

    void header(const Markup& header) { headers_.push_back(header); }

    void add(Unit unit) {
        if (!tmx_ && !xliff_ && !pairs_) open(unit);
        if (tmx_)
            tmx_->add(std::move(unit));
        else if (xliff_)
            xliff_->add(std::move(unit));
        else
            pairs_->add(unit);
    }

    std::vector<Loss> finish() {
        std::vector<Loss> losses = tmx_     ? tmx_->finish()
                                   : xliff_ ? xliff_->finish()
                                            : pairs_->finish();
        losses.insert(losses.end(), header_losses_.begin(), header_losses_.end());
        return losses;
    }

    static bool can_write(const std::string& format) {
        for (const char* known : {"TMX", "XLIFF", "PO", "JSON", "CSV memory", "TSV memory", "XLSX"})
            if (format.starts_with(known)) return true;
        return false;
    }

private:
    void open(const Unit& first) {
        const std::string& format = request_.read.format;
        if (format.starts_with("TMX")) return open_tmx();
        if (format.starts_with("XLIFF")) {
            XliffWriteOptions options;
            options.version =
                format.starts_with("XLIFF 2") ? xliff::Version::k21 : xliff::Version::k12;
            xliff_ = std::make_unique<XliffWriter>(request_.output, options);
            return;
        }
        const LanguagePair pair = languages(first);
        const std::string& path = request_.output;
        if (format == "PO")
            pairs_ = std::make_unique<PoWriter>(path, PoWriteOptions{pair, false}, headers_);
        else if (format.starts_with("JSON"))
            pairs_ = std::make_unique<JsonUnitWriter>(
                path, format == "JSON Lines" ? JsonUnitFormat::kLines : JsonUnitFormat::kWeblate,
                pair);
        else
            pairs_ = std::make_unique<UnitTableWriter>(path,
                                                       format == "XLSX" ? UnitTableFormat::kXlsx
                                                       : format.starts_with("TSV")
                                                           ? UnitTableFormat::kTsv
                                                           : UnitTableFormat::kCsv,
                                                       pair);
    }

    void open_tmx() {
        TmxWriteOptions options;
        options.version_1_1 = request_.read.format == "TMX 1.1";
        options.utf16 = request_.read.encoding.starts_with("UTF-16");
        tmx_ = std::make_unique<TmxWriter>(request_.output, options);
        const Markup header = merge_tmx_headers(headers_, header_losses_);
        if (!header.element.empty()) tmx_->header(header);
    }

    LanguagePair languages(const Unit& first) const {
        LanguagePair pair{request_.reading.source, request_.reading.target};
        const std::size_t source = first.source.value_or(0);
        if (pair.source.empty()) pair.source = first.variants[source].lang;
        for (std::size_t i = 0; i < first.variants.size() && pair.target.empty(); ++i)
            if (i != source) pair.target = first.variants[i].lang;
        return pair;
    }

    const FixFileRequest& request_;
    std::vector<Markup> headers_;
    std::vector<Loss> header_losses_;
    std::unique_ptr<TmxWriter> tmx_;
    std::unique_ptr<XliffWriter> xliff_;
    std::unique_ptr<UnitWriter> pairs_;
};

class FixingSink : public Sink {
public:
    FixingSink(const FixFileRequest& request, const FixPlan& plan, FormatWriter& writer)
        : request_(request), plan_(plan), writer_(writer) {}

    void header(Markup header) override { writer_.header(header); }
    void add(Concept, Position) override {}
    void add(Unit unit, Position) override {
        throw_if_interrupted();
        const auto found = plan_.by_unit().find(++units_);
        if (found != plan_.by_unit().end()) {
            const std::uint64_t before = report_.fixed + report_.left;
            fix_unit(unit, found->second, request_.user, report_,
                     [&](const FixedTarget& target) { told_.push_back(target); });
            if (report_.fixed + report_.left == before) changed_ = true;
        }
        writer_.add(std::move(unit));
    }
    void report(Diagnostic) override {}  // The check has said it.

    std::uint64_t units() const { return static_cast<std::uint64_t>(units_); }
    bool changed() const { return changed_; }
    FixReport& report() { return report_; }
    const std::vector<FixedTarget>& told() const { return told_; }

private:
    const FixFileRequest& request_;
    const FixPlan& plan_;
    FormatWriter& writer_;
    std::int64_t units_ = 0;
    bool changed_ = false;
    FixReport report_;
    std::vector<FixedTarget> told_;
};

}  // namespace

Result<FixReport> fix_file(const FixFileRequest& request, const FixPlan& plan,
                           const TellFix& tell) {
    const auto refuse = [&](const char* code, std::string message) {
        return Diagnostic{Severity::kError, code, std::move(message), {}, request.path, {}};
    };
    if (request.path.ends_with(".gz") || request.path.ends_with(".zip"))
        return refuse("fix.packed", "the file is packed; unpack it to have it fixed");
    if (!FormatWriter::can_write(request.read.format))
        return refuse("fix.format", "fixes are not written in the format " + request.read.format +
                                        "; import the file and fix the memory");
    if (request.read.skipped > 0 || request.read.concepts > 0)
        return refuse("fix.skipped",
                      "parts of the file that are no readable units would be missing, so that no "
                      "fixed copy is written");
    FormatWriter writer(request);
    FixingSink sink(request, plan, writer);
    FileReading reading(request.path, request.reading);
    while (reading.hand_on(sink)) throw_if_interrupted();
    if (!reading.result()) return reading.result().error();
    if (sink.units() != request.read.units || sink.changed())
        return refuse("fix.changed", "the file is not as it was checked; nothing was written");
    sink.report().losses = writer.finish();
    for (const FixedTarget& target : sink.told()) tell(target);
    return std::move(sink.report());
}

}  // namespace diglot
