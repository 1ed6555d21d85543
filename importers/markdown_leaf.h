// One piece of running text of Markdown: what MD4C says is in it, and where its markers stand.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "importers/block_builder.h"

namespace diglot::markdown {

enum class EventKind { kText, kEntity, kHtml, kCodeText, kSoftBreak, kHardBreak, kEnter, kLeave };
enum class SpanKind { kEmphasis, kStrong, kStrike, kCode, kLink, kImage };

struct Event {
    EventKind kind = EventKind::kText;
    SpanKind span_kind = SpanKind::kEmphasis;  ///< Of kEnter and kLeave.
    Span span;                                 ///< Of text; of all others once find_markers() has.
    bool is_placed() const {
        return kind == EventKind::kText || kind == EventKind::kEntity || kind == EventKind::kHtml ||
               kind == EventKind::kCodeText;
    }
};

/// Fills in where markers and line ends stand, which MD4C does not say: each in the bytes between
/// the texts around it. `floor`: where the text before this piece ends. False where the bytes are
/// not what the events let expect.
bool find_markers(std::string_view source, std::size_t floor, std::vector<Event>& events);

/// Makes blocks of the events: one, and one for each image's text.
struct LeafBlock {
    std::string kind;  ///< Empty for the text itself; "alt-text", "footnote".
    BuiltBlock built;
};
std::vector<LeafBlock> build_blocks(std::string_view source, const std::vector<Event>& events);

/// The end of a footnote's mark "[^1]" that begins at `at`; `at` if there is none.
std::size_t footnote_end(std::string_view text, std::size_t at);

}  // namespace diglot::markdown
