// XLIFF 1.2 and 2.1 writer. What is written, carried and lost: docs/formats/xliff.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/score.h"
#include "importers/sink.h"
#include "importers/xliff_model.h"

namespace diglot {

struct XliffWriteOptions {
    xliff::Version version = xliff::Version::k12;
    /// The pair a document is in. Empty ones are those of the first unit that has two languages.
    LanguageTag source;
    LanguageTag target;
    /// Beside a unit what its codes are exactly, where XLIFF says less of them. OmegaT's reader takes
    /// that for text to translate; a draft does without, because its document has the codes.
    bool exact_codes = true;
};

/// A translation offered beside a unit's own: <alt-trans> (XLIFF 1.2, 2.3), <mtc:match> of the
/// translation candidates module (XLIFF 2.1, 5.1).
struct XliffProposal {
    Segment source;
    Segment target;
    Score quality;  ///< Written as per cent; what is above 100 as 100.
    std::string origin;
};

/// Streams units into a file, each as one unit with one segment; it takes its name when finish()
/// returns, as with TmxWriter. "-" is standard output. All of it may throw IoError.
class XliffWriter {
public:
    XliffWriter(const std::string& path, XliffWriteOptions options);
    ~XliffWriter();

    void add(Unit unit, std::vector<XliffProposal> proposals = {});
    /// Says that no more units come, so that units() counts the one that waits for its neighbour.
    /// finish() does, too.
    void end_units();
    /// Ends the file and puts it in its place. Returns what XLIFF could not carry.
    std::vector<Loss> finish();
    /// Units written so far: one for each pair of a source and a target variant.
    std::size_t units() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
