#include "core/text/han_words.h"

#include <memory>

#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace diglot {

std::vector<std::size_t> word_ends(std::string_view text) {
    thread_local const std::unique_ptr<icu::BreakIterator> words = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::BreakIterator>(
            icu::BreakIterator::createWordInstance(icu::Locale::getChinese(), status));
    }();
    UErrorCode status = U_ZERO_ERROR;
    UText bytes = UTEXT_INITIALIZER;
    utext_openUTF8(&bytes, text.data(), static_cast<std::int64_t>(text.size()), &status);
    words->setText(&bytes, status);
    std::vector<std::size_t> ends;
    words->first();
    for (int at = words->next(); at != icu::BreakIterator::DONE; at = words->next())
        ends.push_back(static_cast<std::size_t>(at));
    utext_close(&bytes);
    return ends;
}

}  // namespace diglot
