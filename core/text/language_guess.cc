#include "core/text/language_guess.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace diglot {

std::optional<std::string> guess_language(std::string_view text) {
    CLD2::Language languages[3];
    int percent[3];
    double scores[3];
    int bytes = 0;
    bool is_reliable = false;
    const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    const CLD2::Language language =
        CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0,
                                       languages, percent, scores, nullptr, &bytes, &is_reliable);
    constexpr int kNearlyAll = 90;
    if (!is_reliable || language == CLD2::UNKNOWN_LANGUAGE || languages[0] != language ||
        percent[0] < kNearlyAll)
        return std::nullopt;
    return std::string(CLD2::LanguageCode(language));
}

}  // namespace diglot
