#include "glossary/han_words.h"

#include <stdexcept>

#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace diglot {
namespace {

void check(UErrorCode status) {
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
}

}  // namespace

struct HanWords::State {
    std::unique_ptr<icu::BreakIterator> iterator;
    UText* text = nullptr;

    ~State() { utext_close(text); }
};

HanWords::HanWords() : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale("zh"), status));
    check(status);
}

HanWords::~HanWords() = default;

void HanWords::split(std::string_view text, std::vector<std::string_view>& words) {
    words.clear();
    UErrorCode status = U_ZERO_ERROR;
    state_->text =
        utext_openUTF8(state_->text, text.data(), static_cast<std::int64_t>(text.size()), &status);
    check(status);
    state_->iterator->setText(state_->text, status);
    check(status);
    std::int32_t start = state_->iterator->first();
    for (std::int32_t end = state_->iterator->next(); end != icu::BreakIterator::DONE;
         start = end, end = state_->iterator->next())
        words.push_back(
            text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)));
}

}  // namespace diglot
