// How much of a text the memory knows: its segments and words by band of match.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/match_pool.h"
#include "app/source_text.h"
#include "core/text/text_counts.h"

namespace diglot {

/// In the order they are shown; each segment is in the first of these that fits, but that an
/// internal match counts only where it is better than the memory's. docs/analysis.md.
enum class Band : std::uint8_t {
    kContext102,  ///< Exact, both neighbours the same.
    kContext101,  ///< Exact, one of them.
    kExact,
    kRepetition,   ///< Met before in the same file …
    kAcrossFiles,  ///< … or only in a file before it.
    kFuzzy95,      ///< 95 to 99.99 %
    kFuzzy85,
    kFuzzy75,
    kFuzzy50,
    kInternal95,  ///< So like an earlier segment of what is analysed.
    kInternal85,
    kInternal75,
    kInternal50,
    kNumbers,  ///< Nothing but numbers, punctuation and codes.
    kNew,
};
inline constexpr std::size_t kBands = 15;

struct BandName {
    const char* key;    ///< For JSON and CSV: "tm_95_99".
    const char* shown;  ///< For people: "95-99 %".
    int weight;         ///< Per cent of its words that the weighted count takes, by default.
};
const BandName& band_name(Band band);

struct BandCounts {
    std::uint64_t segments = 0;
    TextCounts text;
};

struct FileAnalysis {
    std::string path;
    std::string format;
    std::array<BandCounts, kBands> bands;

    BandCounts total() const;
};

struct AnalysisOptions {
    LanguageTag source;
    LanguageTag target;
    bool internal = true;  ///< Look for internal matches.
    Penalties penalties;
};

/// Analyses files one after another as one project.
class Analysis {
public:
    /// `memory` may be null: then there are no matches but internal ones.
    Analysis(MatchPool* memory, AnalysisOptions options);

    /// `tick` is told how many segments are done, and may throw.
    void add(const SourceText& text, const std::function<void(std::size_t)>& tick);
    /// Each file, after the internal matches were found; the last call. `tick` as above.
    std::vector<FileAnalysis> finish(const std::function<void(std::size_t)>& tick);

private:
    /// A segment that the memory does not know whole, and nothing repeats.
    struct Open {
        Segment segment;
        std::size_t file;
        Score best;  ///< In the memory; zero for none.
        TextCounts counts;
    };
    void put(std::size_t file, Band band, const TextCounts& counts);

    MatchPool* memory_;
    AnalysisOptions options_;
    TextCounter counter_;
    std::vector<FileAnalysis> files_;
    std::vector<Open> open_;
    std::unordered_map<std::uint64_t, std::size_t>
        first_met_;  ///< Fingerprint to file, the latest.
};

/// The words that count when each band's words count by their weight in per cent, rounded to whole
/// words.
std::uint64_t weighted_words(const FileAnalysis& file, const std::array<int, kBands>& weights);

}  // namespace diglot
