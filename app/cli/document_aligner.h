// What align and harvest share: two documents, or folders of them, aligned with what the glossary,
// the memory and a dictionary know.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/align_files.h"
#include "app/cli/session.h"
#include "app/document_pairs.h"

namespace diglot {

struct AlignerOptions {
    std::string source_file, target_file;  ///< Documents or folders.
    std::string source = "zh-TW", target = "en";
    std::string dictionary, srx;
    bool lines = false;  ///< Each line of the files is a segment.

    /// SRC is a folder, and TGT is one too or is not said. Throws UsageError where only one of two
    /// is a folder.
    bool is_folder() const;
};

struct AlignedDocuments {
    AlignmentSide source, target;
    std::vector<Bead> beads;
    double trust = 0;       ///< As alignment_trust().
    bool is_alike = false;  ///< As look_like_translations().
};

/// What became of one pair of a folder.
struct PairOutcome {
    DocumentPair documents;
    std::size_t source_segments = 0, target_segments = 0;
    std::size_t pairs = 0;  ///< Beads with two sides.
    std::size_t kept = 0;   ///< Of those, what is stored or would be.
    double trust = 0;
    std::string refused;  ///< Why nothing of it is kept, for people; empty where something is.
};

class DocumentAligner {
public:
    DocumentAligner(Session& session, const AlignerOptions& options);

    /// Reads rules and dictionary. Says what is wrong with them, sets the exit status and returns
    /// false if they cannot be read.
    bool prepare();
    /// The pairs of the folders named. Says what has no partner, and sets the exit status for it.
    DocumentPairs find_pairs() const;
    /// The one pair that SRC and TGT are.
    DocumentPair single_pair() const;
    /// Reads two documents and aligns them. Nothing, said, where one cannot be read.
    std::optional<AlignedDocuments> align(const DocumentPair& pair);

private:
    std::optional<AlignmentSide> read_side(const std::string& path, const LanguageTag& lang);
    /// What helps to align two languages, learned at the first call for them.
    const AlignmentOptions& learned(const LanguageTag& source, const LanguageTag& target);

    Session& session_;
    const AlignerOptions& options_;
    std::optional<SegmentationRules> rules_;
    std::vector<std::pair<std::string, std::string>> dictionary_;
    std::map<std::pair<LanguageTag, LanguageTag>, AlignmentOptions> learned_;
};

/// A line for each pair, and what they come to together.
void print_outcomes(const Session& session, const std::vector<PairOutcome>& outcomes);
/// "pairs": [...], "alone": [...] into an open object.
void write_outcomes(class JsonWriter& json, const std::vector<PairOutcome>& outcomes,
                    const std::vector<UnpairedDocument>& alone);

}  // namespace diglot
