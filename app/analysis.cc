#include "app/analysis.h"

#include <algorithm>
#include <stdexcept>

#include "core/text/tokens.h"
#include "tm/internal_matches.h"

namespace diglot {
namespace {

constexpr Score kLeast{5000};
constexpr std::size_t kAtOnce = 256;  ///< Segments looked up together.

constexpr std::array<BandName, kBands> kNames{{
    {"context_102", "102 %, in context", 0},
    {"context_101", "101 %, in context", 0},
    {"tm_100", "100 %", 30},
    {"repetitions", "repetitions", 30},
    {"repetitions_across_files", "repetitions across files", 30},
    {"tm_95_99", "95-99 %", 60},
    {"tm_85_94", "85-94 %", 60},
    {"tm_75_84", "75-84 %", 60},
    {"tm_50_74", "50-74 %", 100},
    {"internal_95_99", "internal 95-99 %", 60},
    {"internal_85_94", "internal 85-94 %", 60},
    {"internal_75_84", "internal 75-84 %", 60},
    {"internal_50_74", "internal 50-74 %", 100},
    {"numbers_only", "numbers only", 60},
    {"new", "new", 100},
}};

/// Of a score from 50 % to below 100 %: 0 for 95 to 3 for 50.
std::size_t fuzzy_step(Score score) {
    return score >= Score{9500} ? 0 : score >= Score{8500} ? 1 : score >= Score{7500} ? 2 : 3;
}

Band from(Band first, std::size_t step) {
    return static_cast<Band>(static_cast<std::size_t>(first) + step);
}

bool is_numbers_only(const Segment& segment) {
    const TokenizedText text = tokenize(segment.text);
    return std::all_of(text.tokens.begin(), text.tokens.end(), [](const Token& token) {
        return token.kind == TokenKind::kNumber || token.kind == TokenKind::kSymbol;
    });
}

std::vector<MatchQuery> queries_in_context(const std::vector<Segment>& segments, std::size_t start,
                                           std::size_t end) {
    std::vector<MatchQuery> queries;
    for (std::size_t i = start; i < end; ++i) {
        MatchQuery& query = queries.emplace_back();
        query.segment = segments[i];
        if (i > 0) query.previous = segments[i - 1];
        if (i + 1 < segments.size()) query.next = segments[i + 1];
    }
    return queries;
}

}  // namespace

const BandName& band_name(Band band) { return kNames.at(static_cast<std::size_t>(band)); }

BandCounts FileAnalysis::total() const {
    BandCounts all;
    for (const BandCounts& band : bands) {
        all.segments += band.segments;
        all.text += band.text;
    }
    return all;
}

Analysis::Analysis(MatchPool* memory, AnalysisOptions options)
    : memory_(memory), options_(std::move(options)) {}

void Analysis::put(std::size_t file, Band band, const TextCounts& counts) {
    BandCounts& into = files_[file].bands.at(static_cast<std::size_t>(band));
    ++into.segments;
    into.text += counts;
}

void Analysis::add(const SourceText& text, const std::function<void(std::size_t)>& tick) {
    const std::size_t file = files_.size();
    files_.push_back({text.path, text.format, {}});
    MatchOptions asked;
    asked.source = options_.source;
    asked.target = options_.target;
    asked.min = kLeast;
    asked.limit = 1;
    asked.penalties = options_.penalties;
    for (std::size_t start = 0; start < text.segments.size(); start += kAtOnce) {
        const std::size_t end = std::min(start + kAtOnce, text.segments.size());
        std::vector<Matches> found(end - start);
        if (memory_) found = memory_->match(queries_in_context(text.segments, start, end), asked);
        for (std::size_t i = start; i < end; ++i) {
            const Segment& segment = text.segments[i];
            const TextCounts counts = counter_.count(segment.text);
            const Matches& matches = found[i - start];
            const Score best = matches.empty() ? Score{} : matches.front().score;
            const auto [met, is_first] = first_met_.try_emplace(fingerprint(segment), file);
            const bool in_this_file = met->second == file;
            met->second = file;
            if (is_numbers_only(segment))
                put(file, Band::kNumbers, counts);
            else if (best >= kFullScore)
                put(file,
                    best >= Score{10200}   ? Band::kContext102
                    : best >= Score{10100} ? Band::kContext101
                                           : Band::kExact,
                    counts);
            else if (!is_first)
                put(file, in_this_file ? Band::kRepetition : Band::kAcrossFiles, counts);
            else
                open_.push_back({segment, file, best, counts});
        }
        tick(end);
    }
}

std::vector<FileAnalysis> Analysis::finish(const std::function<void(std::size_t)>& tick) {
    std::vector<Score> internal(open_.size());
    if (options_.internal) {
        std::vector<Segment> segments;
        for (const Open& one : open_) segments.push_back(one.segment);
        std::size_t done = 0;
        internal = internal_matches(segments, options_.penalties, kLeast, [&] { tick(++done); });
    }
    for (std::size_t i = 0; i < open_.size(); ++i) {
        const Open& one = open_[i];
        if (internal[i] > one.best)
            put(one.file, from(Band::kInternal95, fuzzy_step(internal[i])), one.counts);
        else if (one.best >= kLeast)
            put(one.file, from(Band::kFuzzy95, fuzzy_step(one.best)), one.counts);
        else
            put(one.file, Band::kNew, one.counts);
    }
    open_.clear();
    return std::move(files_);
}

std::uint64_t weighted_words(const FileAnalysis& file, const std::array<int, kBands>& weights) {
    std::uint64_t hundredths = 0;
    for (std::size_t i = 0; i < kBands; ++i)
        hundredths += file.bands[i].text.words() * static_cast<std::uint64_t>(weights[i]);
    return (hundredths + 50) / 100;
}

}  // namespace diglot
