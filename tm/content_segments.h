// A text with inline codes cut into segments, and put together again.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/language_tag.h"
#include "core/markup.h"

namespace diglot {

/// A segment of a longer content.
struct ContentSegment {
    std::string before;  ///< White space (U+3000 too) that stands before it, behind it.
    std::vector<Markup> content;
    std::string after;
};

/// Cuts a content after each of `ends`, which count the bytes of its text (Segment::text) as
/// SegmentationRules::segment() gives them: ascending, between characters, the last its size. A
/// code at a cut goes to the segment it belongs with: what closes, a note and a line break to the
/// one before; what opens or stands alone else to the one behind (SRX 2.0, formathandle). A pair
/// that is cut becomes two it with the pair's number in x. An element that holds text (hi, g) is
/// not cut: it stays with the segment it begins in. Codes only, or white space only, make no
/// segment; they are joined to a neighbour.
std::vector<ContentSegment> split_content(const std::vector<Markup>& content,
                                          const std::vector<std::size_t>& ends);

/// Puts segments together, their white space between them, and makes pairs of the it that
/// split_content() made. Joining what was split gives the same content. Requires pairs whose i and
/// x are the same number, as a document's have.
std::vector<Markup> join_content(const std::vector<ContentSegment>& segments);

/// Fits the white space between segments to the language that is written: one space where sentences
/// of it are set apart by spaces and there is none, none in Chinese and Japanese where there is
/// one.
void fit_white_space(std::vector<ContentSegment>& segments, const LanguageTag& lang);

}  // namespace diglot
