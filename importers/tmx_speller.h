// How a TMX file spells its languages, and which variants answer to a language asked for.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "importers/tmx_writer.h"

namespace diglot {

class TmxSpeller {
public:
    /// `options` must outlive it.
    explicit TmxSpeller(const TmxWriteOptions& options) : options_(options) {}

    /// How the tag is written, worked out once a tag. What was spelled is spelled the same when it
    /// is read and written again.
    const std::string& spelling(const LanguageTag& tag);

private:
    const TmxWriteOptions& options_;
    std::map<std::string, std::string, std::less<>> spellings_;  ///< By canonical tag.
};

/// Which of `variants` answer to a language asked for: the very tag, else the same language
/// otherwise said, else the language without a region, else another region of the same script.
std::vector<std::size_t> answering(const std::vector<Variant>& variants, const LanguageTag& wanted);

}  // namespace diglot
