// A document with what the memory and the glossary know of it: as the same kind of document, or as
// XLIFF that comes back. docs/translate.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/document_segments.h"
#include "app/match_pool.h"
#include "glossary/recognition.h"
#include "importers/xliff_model.h"

namespace diglot {

struct DraftOptions {
    LanguageTag source;
    LanguageTag target;
    const SegmentationRules* rules = nullptr;
    Score offer{7500};       ///< Matches below it are not offered.
    std::size_t offers = 3;  ///< At most so many a segment.
};

struct DraftSegment {
    std::size_t block = 0;  ///< Index into Document::blocks().
    std::size_t part = 0;   ///< Index into the block's segments.
    Segment source;
    Matches matches;  ///< What is offered, best first.
    std::vector<TermMatch> terms;
    /// The best match as it fits here, with this segment's codes and numbers; empty where there is
    /// none, or its codes do not fit.
    std::optional<Segment> suggestion;
    /// The suggestion differs from the match in its numbers, or in what its codes are.
    bool adapted = false;

    /// Whether the suggestion is a translation of this very text, but for numbers and what its
    /// codes are.
    bool is_sure() const;
};

class TranslationDraft {
public:
    /// Cuts the document into segments. It must outlive the draft.
    TranslationDraft(const Document& document, DraftOptions options);

    /// Looks every segment up; `tick` is told how many are done and may throw. Either may be null.
    void look_up(MatchPool* memory, const TermRecognizer* glossary,
                 const std::function<void(std::size_t)>& tick);

    const std::vector<DraftSegment>& segments() const { return segments_; }

    /// The blocks' contents with translations of segments in place: `translated[i]` is that of
    /// segments()[i], or nothing. The text of others stays, between `open` and `close` (either may
    /// be empty).
    std::vector<std::vector<Markup>> contents(const std::vector<std::optional<Segment>>& translated,
                                              const std::string& open,
                                              const std::string& close) const;

    /// XLIFF with a unit a segment, named BLOCK.SEGMENT from 1: target, state, alternative
    /// translations, terms as notes. `original` is what the file says the document is called.
    /// `copy_source`: what nothing is suggested for has its source as target, for programs that
    /// translate targets (OmegaT 3.6).
    void write_xliff(const std::string& path, xliff::Version version, const std::string& original,
                     bool copy_source = false) const;

private:
    const Document& document_;
    DraftOptions options_;
    std::vector<std::vector<ContentSegment>> parts_;  ///< Of each block.
    std::vector<DraftSegment> segments_;
};

/// What an XLIFF file written by write_xliff() says by now.
struct FinishedDraft {
    std::string original;                            ///< As the file calls the document.
    std::vector<std::optional<Segment>> translated;  ///< For the draft's segments.
    std::vector<bool> confirmed;                     ///< Whether somebody stands for it.
    std::size_t open = 0;                            ///< Segments without a translation.
    std::size_t unreviewed = 0;                      ///< With one that nobody has confirmed.
};

/// Translations that nobody has confirmed (matches as they were offered) are taken only with
/// `take_unreviewed`; one that is still its source is none. Errors: what the reader says;
/// translate.other-document (a unit's source is not what the document has at its place),
/// translate.no-units. Throws IoError.
Result<FinishedDraft> read_finished(const std::string& path, const TranslationDraft& draft,
                                    bool take_unreviewed);
/// Only what the file calls its document.
Result<std::string> read_original(const std::string& path);

struct DraftStored {
    std::int64_t change = 0;  ///< 0 where nothing was.
    std::size_t added = 0;
    std::size_t known = 0;  ///< The memory has the same unit already.
};

/// Stores the translated segments as units, each with its neighbours, as one change set; those
/// nobody has confirmed with the property x-diglot-state "unreviewed". `origin`
/// is what they come from.
DraftStored store_finished(DiglotFile& file, const ChangeRequest& request,
                           const TranslationDraft& draft, const FinishedDraft& finished,
                           const DraftOptions& options, const std::string& origin);

}  // namespace diglot
