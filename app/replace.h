// Texts replaced in the memory, on one side, many units at once.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "app/diglot_file.h"
#include "core/text/regex.h"

namespace diglot {

struct ReplaceRequest {
    bool in_target = true;  ///< Else in the source.
    LanguageTag lang;       ///< Only variants in it (or that fit it); empty: all of that side.
    Regex find;
    /// With $0 to $9 for what the expression's groups took; \$ is a dollar sign.
    std::string by;
    UnitFilter filter;
    bool apply = false;  ///< Else a preview.
    ChangeRequest change;
    /// Told how many units were looked at; may throw.
    std::function<void(std::uint64_t)> progress;
};

struct ReplacedText {
    std::int64_t unit = 0;
    LanguageTag lang;
    std::string before;
    std::string after;     ///< As before, where it was left.
    std::string why_left;  ///< Empty where it was, or would be, replaced.
};

struct ReplaceReport {
    std::uint64_t units = 0;     ///< Changed, or to be.
    std::uint64_t places = 0;    ///< In them.
    std::uint64_t left = 0;      ///< Units left as they are, each told why.
    std::uint64_t reviewed = 0;  ///< Of the changed ones: somebody has reviewed what they said.
    std::optional<std::int64_t> change;
};

/// Hands what is changed to `tell`, unit by unit, as it is decided. Where the expression matches
/// nothing between two characters (^, $), the new text is put in. A unit is left as it is where a
/// place has an inline code in it, or stands right at one with text on both sides; where nothing
/// but white space would remain; where another unit would say the same (change_units()); and where
/// the expression takes too long. A preview tells the same as applying. Applying, the memory is
/// locked for other writers from the first look on. One change set, none if nothing changed;
/// memory: ids. Units keep their state. Error: replace.group (`by` names a group there is not).
Result<ReplaceReport> replace_texts(DiglotFile& file, const ReplaceRequest& request,
                                    const std::function<void(const ReplacedText&)>& tell);

}  // namespace diglot
