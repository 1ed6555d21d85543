#include "app/source_text.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/align_files.h"
#include "app/document_segments.h"
#include "app/interrupt.h"
#include "importers/format.h"

namespace diglot {
namespace {

/// Keeps of each unit the segment in the source language.
class SourceSink : public Sink {
public:
    SourceSink(const LanguageTag& source, std::vector<Segment>& segments)
        : source_(source), segments_(segments) {}

    void header(Markup) override {}
    void add(Concept, Position) override {}
    void report(Diagnostic) override {}

    void add(Unit unit, Position) override {
        throw_if_interrupted();
        if (unit.source && unit.source_variant().lang.fit(source_) != LanguageFit::kOther)
            return take(unit.source_variant());
        for (const Variant& variant : unit.variants)
            if (variant.lang.fit(source_) != LanguageFit::kOther) return take(variant);
    }

private:
    void take(const Variant& variant) {
        if (!without_outer_space(variant.segment.text).empty())
            segments_.push_back(variant.segment);
    }

    const LanguageTag& source_;
    std::vector<Segment>& segments_;
};

Result<SourceText> read_units(const std::string& path, const SourceTextOptions& options) {
    SourceText text;
    text.path = path;
    ReadOptions reading;
    reading.source = options.source;
    reading.target = options.target;
    SourceSink sink(options.source, text.segments);
    const Result<ReadSummary> summary = read_file(path, reading, sink);
    if (!summary) return summary.error();
    text.format = summary->format;
    if (summary->units == 0 || !text.segments.empty()) return text;
    Diagnostic error;
    error.code = "analysis.language";
    error.message = "none of its units has a segment in " + options.source.text() +
                    "; say the source language with -s";
    error.file = path;
    return error;
}

}  // namespace

bool is_document_name(const std::string& path) {
    std::string suffix = std::filesystem::path(path).extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    });
    constexpr std::array kSuffixes{"",     ".txt",   ".text", ".md",  ".markdown", ".html",
                                   ".htm", ".xhtml", ".docx", ".odt", ".srt"};
    return path == "-" || std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end();
}

Result<SourceText> read_source_text(const std::string& path, const SourceTextOptions& options) {
    if (!is_document_name(path)) return read_units(path, options);
    const auto document = open_document(path, {});
    if (!document) return document.error();
    SourceText text;
    text.path = path;
    text.format = to_string((*document)->format());
    for (const DocumentBlock& block : (*document)->blocks()) {
        if (!block.translatable) continue;
        for (ContentSegment& part : segments_of(block, *options.rules, options.source))
            text.segments.push_back(Segment::from_content(std::move(part.content)));
    }
    return text;
}

}  // namespace diglot
