// Terms found in running text: all languages at once, in one pass, longest first at each place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/concept.h"

namespace diglot {

/// A term of the same concept in another language.
struct Translation {
    std::string term;
    LanguageTag lang;
    TermStatus status = TermStatus::kNone;

    bool operator==(const Translation&) const = default;
};

/// A term met in a text.
struct TermMatch {
    std::int64_t concept_id = 0;
    std::size_t start = 0;  ///< In Unicode code points of the text asked about.
    std::size_t end = 0;    ///< After the last.
    std::string matched;    ///< What stands there.
    std::string term;       ///< As the glossary spells it.
    LanguageTag lang;
    TermStatus status = TermStatus::kNone;
    /// Preferred first, then admitted and those without status, then deprecated, then forbidden;
    /// else as the concept has them.
    std::vector<Translation> translations;
};

struct RecognizeOptions {
    /// Only terms whose language fits it (not kOther); where a concept has terms of the very
    /// language and of a variant at one place, the former. Empty: terms of every language.
    LanguageTag source;
    /// Only translations into it; into its variants where a concept has none. Empty: into every
    /// other language.
    LanguageTag target;
    /// Also terms inside longer ones and overlapping them.
    bool all = false;
};

/// The rules, of a term and of the place where it may stand:
///  - Case, width and Han script are folded (core/text/fold.h), white space of any length is one
///  space.
///  - An acronym (no lower-case letter, one to five Latin capitals: IT, AI, H100) is found in the
///  same case only.
///  - Words stand alone: before a term that begins with a letter or digit, and after one that ends
///  with one, there is
///    none of a script that puts spaces between words. Han, kana, Thai, Lao, Khmer and Burmese do
///    not: 用LLNL的 has LLNL. After Hangul anything may follow, as particles do.
///  - At each place the longest term is taken, and the search goes on after it. Where several
///  concepts have the same
///    words, each is reported.
class TermRecognizer {
public:
    TermRecognizer();
    ~TermRecognizer();
    TermRecognizer(TermRecognizer&&) noexcept;
    TermRecognizer& operator=(TermRecognizer&&) noexcept;

    /// Terms without a letter, digit or symbol are left out.
    void add(const Concept& entry);
    /// By start, then longest first, then concept. Time: the text's length times the longest term
    /// that begins there.
    std::vector<TermMatch> find(std::string_view text, const RecognizeOptions& options = {}) const;

    std::size_t terms() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
