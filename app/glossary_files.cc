#include "app/glossary_files.h"

#include <filesystem>
#include <fstream>
#include <string_view>

#include "app/diglot_file.h"
#include "app/interrupt.h"

namespace diglot {
namespace {

/// Keeps the concepts, and what is said of the file.
class ConceptSink : public Sink {
public:
    ConceptSink(LoadedGlossary& loaded, const std::string& path)
        : loaded_(loaded), path_(path), origin_(std::filesystem::path(path).filename().string()) {}

    void header(Markup header) override {
        if (loaded_.headers.empty()) loaded_.headers.emplace_back(origin_, std::vector<Markup>{});
        loaded_.headers.back().second.push_back(std::move(header));
    }
    void add(Unit, Position) override { ++units_; }
    void add(Concept entry, Position) override {
        throw_if_interrupted();
        complete(entry);
        entry.origin = origin_;
        loaded_.concepts.push_back(std::move(entry));
    }
    void report(Diagnostic diagnostic) override {
        // That of a file in an archive names it.
        if (!diagnostic.file.starts_with(path_ + "/")) diagnostic.file = path_;
        loaded_.skipped = loaded_.skipped || diagnostic.severity == Severity::kError;
        loaded_.diagnostics.push_back(std::move(diagnostic));
    }
    bool is_memory() const { return units_ > 0 && loaded_.concepts.empty(); }

private:
    LoadedGlossary& loaded_;
    const std::string& path_;
    std::string origin_;
    std::size_t units_ = 0;
};

}  // namespace

bool is_database_file(const std::string& path) {
    constexpr std::string_view kStart = "SQLite format 3";
    std::ifstream file(path, std::ios::binary);
    std::string start(kStart.size(), '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    return file && start == kStart;
}

std::vector<Concept> all_concepts(const Termbase& glossary) {
    std::vector<Concept> all;
    glossary.for_each({}, [&](const Concept& entry) {
        throw_if_interrupted();
        all.push_back(entry);
        return true;
    });
    return all;
}

Result<LoadedGlossary> load_glossary(const std::string& path, const ReadOptions& options,
                                     const OpenOptions& open) {
    LoadedGlossary loaded;
    if (is_database_file(path)) {
        OpenOptions existing = open;
        existing.create = false;
        DiglotFile file(path, existing);
        loaded.concepts = all_concepts(file.glossary());
        loaded.headers = file.glossary().headers();
        return loaded;
    }
    ConceptSink sink(loaded, path);
    const Result<ReadSummary> read = read_file(path, options, sink);
    if (!read) return read.error();
    if (sink.is_memory())
        return Diagnostic{
            Severity::kError,
            "glossary.none",
            "this is a " + read->format + " with a translation memory; a glossary is wanted",
            {},
            path,
            {}};
    return loaded;
}

}  // namespace diglot
