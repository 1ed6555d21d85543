#include "glossary/han_boundaries.h"

#include <algorithm>
#include <stdexcept>

#include <unicode/brkiter.h>
#include <unicode/locid.h>

#include "core/text/term_tokens.h"
#include "core/text/utf8.h"

namespace diglot {

struct HanBoundaries::State {
    State() {
        UErrorCode status = U_ZERO_ERROR;
        breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale("zh"), status));
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("ICU cannot break Chinese: ") + u_errorName(status));
    }

    /// Fills `cuts` with the word boundaries of the run of Han around `at`, in bytes of the text.
    void read_run(std::size_t at) {
        run_start = at;
        while (run_start > 0) {
            std::size_t before = run_start - 1;
            while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
            std::size_t next = before;
            if (!is_han_or_kana(next_code_point(text, next))) break;
            run_start = before;
        }
        run_end = at;
        while (run_end < text.size()) {
            std::size_t next = run_end;
            if (!is_han_or_kana(next_code_point(text, next))) break;
            run_end = next;
        }
        break_words(text.substr(run_start, run_end - run_start), run_start, cuts);
    }

    void break_words(std::string_view run, std::size_t offset, std::vector<std::size_t>& out) {
        out.clear();
        out.push_back(offset);
        utf16 = icu::UnicodeString::fromUTF8({run.data(), static_cast<std::int32_t>(run.size())});
        breaks->setText(utf16);
        std::size_t byte = 0;
        std::int32_t unit = 0;
        breaks->first();
        for (std::int32_t cut = breaks->next(); cut != icu::BreakIterator::DONE;
             cut = breaks->next()) {
            while (unit < cut && byte < run.size())
                unit += next_code_point(run, byte) > 0xFFFF ? 2 : 1;
            out.push_back(offset + byte);
        }
    }

    bool is_cut(std::size_t at) const { return std::binary_search(cuts.begin(), cuts.end(), at); }
    /// The word that `at` lies inside of: its start, or its end.
    std::size_t cut_before(std::size_t at) const {
        return *(std::lower_bound(cuts.begin(), cuts.end(), at) - 1);
    }
    std::size_t cut_after(std::size_t at) const {
        return *std::upper_bound(cuts.begin(), cuts.end(), at);
    }

    std::unique_ptr<icu::BreakIterator> breaks;
    icu::UnicodeString utf16;
    std::string_view text;
    std::size_t run_start = 0;
    std::size_t run_end = 0;
    std::vector<std::size_t> cuts;
};

HanBoundaries::HanBoundaries() : state_(std::make_unique<State>()) {}
HanBoundaries::~HanBoundaries() = default;
HanBoundaries::HanBoundaries(HanBoundaries&&) noexcept = default;

void HanBoundaries::set_text(std::string_view text) {
    state_->text = text;
    state_->run_start = state_->run_end = 0;
}

bool HanBoundaries::stands(std::size_t start, std::size_t end, bool known) {
    State& s = *state_;
    if (start < s.run_start || end > s.run_end || s.run_end == 0) s.read_run(start);
    const bool from = s.is_cut(start);
    const bool to = s.is_cut(end);
    if (from && to) return true;
    std::size_t one = start;
    next_code_point(s.text, one);
    if (one == end) return false;  // One character inside a word.
    if (!from && !to) return false;
    if (!known) return true;
    // A word that holds the whole term is a compound of it; one that begins or ends inside it is
    // another word.
    return from ? s.cut_before(end) == start : s.cut_after(start) == end;
}

bool HanBoundaries::is_word(std::string_view term) {
    std::vector<std::size_t> cuts;
    state_->break_words(term, 0, cuts);
    return cuts.size() == 2;
}

}  // namespace diglot
