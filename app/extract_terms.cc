#include "app/extract_terms.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "core/text/utf8.h"
#include "importers/encoding.h"
#include "importers/format.h"

namespace diglot {
namespace {

bool is_wanted(const LanguageTag& asked, const LanguageTag& found) {
    const LanguageFit fit = asked.fit(found);
    return fit == LanguageFit::kSame ||
           (fit == LanguageFit::kVariant && asked.text() == asked.language());
}

/// Fills in the languages that were not asked for, from how often each is there.
void choose_languages(const Store& memory, ExtractionLanguages& languages) {
    const auto commonest = [](const std::map<std::string, std::int64_t>& counts,
                              const LanguageTag& but) {
        LanguageTag best;
        std::int64_t most = 0;
        for (const auto& [tag, count] : counts) {
            if (count <= most || LanguageTag(tag).language() == but.language()) continue;
            best = LanguageTag(tag);
            most = count;
        }
        return best;
    };
    if (languages.source.empty()) {
        std::map<std::string, std::int64_t> sources;
        memory.for_each_source({}, [&](const SourceRow& row) {
            if (!(!languages.target.empty() && is_wanted(languages.target, *row.lang)))
                ++sources[row.lang->text()];
            return true;
        });
        languages.source = commonest(sources, languages.target);
    }
    if (languages.monolingual)
        languages.target = LanguageTag();
    else if (languages.target.empty())
        languages.target = commonest(memory.stats().variants, languages.source);
}

/// Gathers the two sides of a unit.
class UnitSides {
public:
    explicit UnitSides(TermExtractor& extractor) : extractor_(extractor) {}

    void add(const LanguageTag& lang, std::string_view text) {
        if (is_wanted(extractor_.source(), lang) && source_.empty())
            source_ = text;
        else if (!extractor_.target().empty() && target_.empty() &&
                 is_wanted(extractor_.target(), lang))
            target_ = text;
    }
    void finish(std::int64_t unit) {
        if (!source_.empty()) extractor_.add(source_, target_, unit);
        source_.clear();
        target_.clear();
    }

private:
    TermExtractor& extractor_;
    std::string source_;
    std::string target_;
};

/// Units of files go straight into the extractor, which the first of them makes.
class ExtractionSink : public Sink {
public:
    ExtractionSink(ExtractionLanguages languages, std::vector<Diagnostic>& diagnostics)
        : languages_(std::move(languages)), diagnostics_(diagnostics) {}

    void header(Markup) override {}
    void add(Unit unit, Position) override {
        if (!extractor_) begin(unit);
        UnitSides sides(*extractor_);
        for (const Variant& variant : unit.variants) sides.add(variant.lang, variant.segment.text);
        sides.finish(++texts_);
    }
    void add(Concept, Position) override {}  // A glossary's terms are extracted already.
    void report(Diagnostic diagnostic) override { diagnostics_.push_back(std::move(diagnostic)); }

    void add_text(std::string_view text) {
        if (!extractor_) {
            if (languages_.source.empty()) languages_.source = language_of(text);
            make();
        }
        if (!text.empty()) extractor_->add(text, {}, ++texts_);
    }
    std::unique_ptr<TermExtractor> take() { return std::move(extractor_); }

private:
    static LanguageTag language_of(std::string_view text) {
        std::size_t han = 0;
        std::size_t latin = 0;
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = next_code_point(text, at);
            han += c >= 0x3400 && c < 0xA000 ? 1 : 0;
            latin += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 0;
        }
        // Where it takes three letters to say what one character says.
        return LanguageTag(han * 3 >= latin && han > 0 ? "zh-TW" : "en");
    }

    void begin(const Unit& unit) {
        if (languages_.source.empty()) {
            languages_.source = unit.source_variant().lang;
            for (const Variant& variant : unit.variants) {
                if (!languages_.source.empty() && !languages_.target.empty() &&
                    is_wanted(languages_.target, languages_.source))
                    languages_.source = variant.lang;
            }
        }
        if (!languages_.monolingual && languages_.target.empty()) {
            const auto other = std::find_if(
                unit.variants.begin(), unit.variants.end(), [&](const Variant& variant) {
                    return variant.lang.language() != languages_.source.language();
                });
            if (other != unit.variants.end()) languages_.target = other->lang;
        }
        make();
    }
    void make() {
        extractor_ = std::make_unique<TermExtractor>(
            languages_.source, languages_.monolingual ? LanguageTag() : languages_.target);
    }

    ExtractionLanguages languages_;
    std::vector<Diagnostic>& diagnostics_;
    std::unique_ptr<TermExtractor> extractor_;
    std::int64_t texts_ = 0;
};

/// By its name, or because no reader knows it.
bool is_plain_name(const std::string& path) {
    const std::string suffix = std::filesystem::path(path).extension().string();
    return suffix == ".txt" || suffix == ".md" || suffix == ".text";
}

/// A line a text.
void read_plain(const std::string& path, const ReadProgress& progress, ExtractionSink& sink) {
    const auto bytes = open_bytes(path);
    TextSource source(*bytes);
    if (progress)
        source.progress = [&](std::uint64_t done, std::uint64_t total) {
            progress(total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total));
        };
    std::string text;
    bool more = true;
    bool damaged = false;
    while (more) {
        more = source.append_to(text);
        for (std::size_t bad = text.find(TextSource::kInvalidByte); bad != std::string::npos;
             bad = text.find(TextSource::kInvalidByte, bad)) {
            text.replace(bad, 1, "\xEF\xBF\xBD");
            damaged = true;
        }
        std::size_t start = 0;
        for (std::size_t end = text.find('\n'); end != std::string::npos;
             start = end + 1, end = text.find('\n', start))
            sink.add_text(std::string_view(text).substr(start, end - start));
        if (!more) sink.add_text(std::string_view(text).substr(start));
        text.erase(0, start);
    }
    if (damaged)
        sink.report({Severity::kWarning,
                     "text.encoding",
                     "bytes that are not " + source.encoding().name + " were read as U+FFFD",
                     {},
                     path,
                     {}});
}

}  // namespace

std::unique_ptr<TermExtractor> extractor_of(DiglotFile& file, ExtractionLanguages languages,
                                            const ReadProgress& progress) {
    Store& memory = file.memory();
    choose_languages(memory, languages);
    auto extractor = std::make_unique<TermExtractor>(languages.source, languages.target);
    UnitSides sides(*extractor);
    const ReadSnapshot snapshot(file.database());
    const IdRanges out_of_use = memory.out_of_use();
    const auto units = static_cast<double>(std::max<std::int64_t>(1, memory.count()));
    std::int64_t unit = 0;
    std::uint64_t done = 0;
    memory.for_each_text([&](const SourceRow& row) {
        if (row.unit != unit && unit != 0) {
            sides.finish(unit);
            if (progress && ++done % 1024 == 0) progress(static_cast<double>(done) / units);
        }
        unit = row.unit;
        if (!out_of_use.contains(unit)) sides.add(*row.lang, row.text);
        return true;
    });
    sides.finish(unit);
    return extractor;
}

std::unique_ptr<TermExtractor> extractor_of(const std::vector<std::string>& paths,
                                            ExtractionLanguages languages,
                                            const ReadProgress& progress,
                                            std::vector<Diagnostic>& diagnostics) {
    ExtractionSink sink(languages, diagnostics);
    ReadOptions options;
    options.source = languages.source;
    options.target = languages.target;
    if (progress)
        options.progress = [&](std::uint64_t done, std::uint64_t total) {
            progress(total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total));
        };
    for (const std::string& path : paths) {
        if (is_plain_name(path)) {
            read_plain(path, progress, sink);
            continue;
        }
        const Result<ReadSummary> read = read_file(path, options, sink);
        if (!read && read.error().code == "format.unknown")
            read_plain(path, progress, sink);
        else if (!read)
            diagnostics.push_back(read.error());
    }
    return sink.take();
}

std::unique_ptr<TermExtractor> extractor_of_texts(const std::vector<std::string>& texts,
                                                  ExtractionLanguages languages) {
    std::vector<Diagnostic> none;
    ExtractionSink sink(std::move(languages), none);
    for (const std::string& text : texts) sink.add_text(text);
    return sink.take();
}

}  // namespace diglot
