// Terminology extraction: what in a text, or in a memory of translations, looks like a term, best
// first, and what it is translated with. The rule: docs/glossary.md, "Extraction".
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"

namespace diglot {

struct ExtractionOptions {
    std::size_t limit = 100;  ///< So many of the best.
    /// Rarer sequences are none; nothing: 3, in a text of more than 15 million tokens one in five
    /// million.
    std::optional<std::uint32_t> min_count;
    /// Terms that are known already, as the text writes them; these are left out.
    std::function<bool(std::string_view term)> is_known;
    /// Told now and then what is done ("counting sequences"), and its share 0 … 1. May throw.
    std::function<void(const char* step, double share)> progress;
};

/// A text that has the term.
struct ExtractionExample {
    std::int64_t unit = 0;  ///< As given to add().
    std::string text;
    std::size_t start = 0;  ///< Of the term, in bytes of the text.
    std::size_t end = 0;
    std::string translation;            ///< Empty if the text has none.
    std::size_t translation_start = 0;  ///< Of the term's translation; start == end: not there.
    std::size_t translation_end = 0;
};

struct ExtractedTerm {
    std::string term;  ///< As the texts mostly write it, of inflected forms the shorter.
    double score = 0;
    std::uint64_t count = 0;   ///< Places, in all inflected forms; also inside longer terms.
    std::uint64_t texts = 0;   ///< Texts that have it.
    std::uint64_t quoted = 0;  ///< Of the places, those alone between quotes: 「…」, 《…》.
    bool latin = false;        ///< A name in Latin letters in a text of another script.
    std::string translation;   ///< Empty if none was found.
    std::uint64_t translation_texts = 0;      ///< Texts that have the translation.
    std::uint64_t together = 0;               ///< Texts that have both.
    double association = 0;                   ///< log_likelihood() of that.
    std::vector<ExtractionExample> examples;  ///< Two, or one where there is one.
};

/// Takes texts in, then says what terms they have. Texts and their tokens go to a temporary file
/// ($TMPDIR, else /tmp; about 1.5 times the texts); memory holds the vocabulary and what recurs.
class TermExtractor {
public:
    /// `target` empty: of one language.
    TermExtractor(LanguageTag source, LanguageTag target);
    ~TermExtractor();

    const LanguageTag& source() const;
    const LanguageTag& target() const;

    /// One text with its translation, which may be empty. `unit` is the caller's name for it.
    /// Throws IoError.
    void add(std::string_view text, std::string_view translation, std::int64_t unit = 0);
    std::uint64_t texts() const;

    /// By falling score. To be called once, after every add().
    std::vector<ExtractedTerm> extract(const ExtractionOptions& options);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
