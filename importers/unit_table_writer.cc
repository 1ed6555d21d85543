#include "importers/unit_table_writer.h"

#include <optional>

#include "importers/csv_records.h"
#include "importers/xlsx.h"

namespace diglot {
namespace {

constexpr std::size_t kFlushBytes = 64 * 1024;

void append_line(std::string& to, const std::string& text) {
    if (!to.empty()) to += '\n';
    to += text;
}

}  // namespace

struct UnitTableWriter::State {
    State(const std::string& path, UnitTableFormat chosen, LanguagePair pair)
        : format(chosen), languages(std::move(pair)), output(path) {
        if (format == UnitTableFormat::kXlsx)
            book.emplace("Memory", std::vector<double>{60, 60, 16, 30, 16, 16, 20, 12});
        std::vector<std::string> header{languages.source.text(), languages.target.text()};
        header.insert(header.end(), kMemoryColumns.begin(), kMemoryColumns.end());
        row(std::move(header));
    }

    void row(std::vector<std::string> cells) {
        if (book) {
            const std::size_t cut = book->add_row(cells);
            if (cut > 0) losses.add("text of more than 32,767 characters, cut", cut);
            return;
        }
        for (std::string& cell : cells) cell = guard_formula(cell);
        append_csv(cells, format == UnitTableFormat::kTsv ? '\t' : ',', buffer);
        if (buffer.size() >= kFlushBytes) flush();
    }

    void flush() {
        output.write(buffer);
        buffer.clear();
    }

    void pair(const Unit& unit, const Variant& source, const Variant& target) {
        std::string source_text = cell(source), target_text = cell(target);
        if (!has_both_texts(source_text, target_text, losses)) return;
        std::string note;
        for (const auto* annotations : {&unit.annotations, &target.annotations})
            for (const Markup& node : *annotations)
                if (node.element == "note") append_line(note, node.all_text());
        const Stamp& stamp = stamp_of(unit, target);
        const auto time = stamp.changed ? stamp.changed : stamp.created;
        const std::string& user = stamp.changed_by.empty() ? stamp.created_by : stamp.changed_by;
        row({std::move(source_text), std::move(target_text),
             unit.property("x-context").value_or(""), note,
             unit.property("x-origin").value_or(unit.origin), user,
             time ? to_iso_date(*time) : std::string(),
             unit.property("x-diglot-state").value_or("")});
        ++units;
        count_losses(unit, source, target, stamp);
    }

    /// That of the target, else the unit's.
    static const Stamp& stamp_of(const Unit& unit, const Variant& target) {
        return target.stamp == Stamp() ? unit.stamp : target.stamp;
    }

    std::string cell(const Variant& variant) {
        std::string text = text_with_codes(variant.segment, losses);
        if (text.find('\r') != std::string::npos) losses.add("carriage return, read back as LF");
        return text;
    }

    void count_losses(const Unit& unit, const Variant& source, const Variant& target,
                      const Stamp& written) {
        static constexpr std::string_view kCarried[] = {"note", "x-context", "x-origin",
                                                        "x-diglot-state", "stamp"};
        count_unsaid(unit, source, target, kCarried, losses);
        if (written.created && written.changed && written.created != written.changed)
            losses.add("date of creation beside the one of change");
        if (!written.created_by.empty() && !written.changed_by.empty() &&
            written.created_by != written.changed_by)
            losses.add("who created it beside who changed it");
        if (!(target.stamp == Stamp()) && !(unit.stamp == Stamp()) && !(unit.stamp == target.stamp))
            losses.add("dates and people of a unit beside those of its target");
        if (!(source.stamp == Stamp())) losses.add("dates and people of a source variant");
        count_language(source.lang, languages.source);
        count_language(target.lang, languages.target);
    }

    void count_language(const LanguageTag& lang, const LanguageTag& column) {
        if (lang != column) losses.add("language " + lang.text() + " written as " + column.text());
    }

    UnitTableFormat format;
    LanguagePair languages;
    OutputFile output;
    std::optional<WorkbookWriter> book;
    std::string buffer;
    std::size_t units = 0;
    LossCounter losses;
};

UnitTableWriter::UnitTableWriter(const std::string& path, UnitTableFormat format,
                                 LanguagePair languages)
    : state_(std::make_unique<State>(path, format, std::move(languages))) {}
UnitTableWriter::~UnitTableWriter() = default;

void UnitTableWriter::add(const Unit& unit) {
    for_each_pair(
        unit, state_->languages, state_->losses,
        [&](const Variant& source, const Variant& target) { state_->pair(unit, source, target); });
}

std::vector<Loss> UnitTableWriter::finish() {
    if (state_->book)
        state_->output.write(state_->book->bytes());
    else
        state_->flush();
    state_->output.commit();
    return state_->losses.take();
}

std::size_t UnitTableWriter::units() const { return state_->units; }

}  // namespace diglot
