// From one parsed TBX entry to a concept. What is kept and what is reported: docs/formats/tbx.md.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "glossary/concept.h"

namespace tinyxml2 {
class XMLElement;
}

namespace diglot {

/// Something odd, at `line` of the parsed text (from 1; 0: unknown).
struct TbxOddity {
    std::string code;
    std::string message;
    int line = 0;
};

/// An element with all it holds: comments and white space between a container's children left out,
/// DCT elements
/// (<min:partOfSpeech>) turned into DCA's (<termNote type="partOfSpeech">).
Markup read_tbx_markup(const tinyxml2::XMLElement& element,
                       const std::function<void(TbxOddity)>& odd);

/// Reads a termEntry or conceptEntry. Nothing if it cannot be read: the last oddity told is then
/// the reason.
std::optional<Concept> read_tbx_entry(const tinyxml2::XMLElement& entry,
                                      const std::function<void(TbxOddity)>& odd);

}  // namespace diglot
