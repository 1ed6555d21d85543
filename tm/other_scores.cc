#include "tm/other_scores.h"

#include <algorithm>
#include <memory>

#include <libstemmer.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/text/fold.h"
#include "core/text/tokens.h"
#include "core/text/utf8.h"
#include "tm/score.h"
#include "tm/score_distance.h"

namespace diglot {
namespace {

std::uint64_t hash(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

/// Snowball's English stemmer ("Porter 2").
class Stemmer {
public:
    Stemmer() : stemmer_(sb_stemmer_new("english", "UTF_8"), &sb_stemmer_delete) {}

    std::string_view stem(std::string_view word) {
        const sb_symbol* stem =
            sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                            static_cast<int>(word.size()));
        if (!stem) return word;  // Out of memory.
        return {reinterpret_cast<const char*>(stem),
                static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
    }

private:
    std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> stemmer_;
};

/// A segment as three sequences of tokens.
struct Sequences {
    std::vector<std::uint64_t> stems, words, all;

    Sequences(const Segment& segment, Stemmer* stemmer) {
        const std::string lower =
            fold_text(segment.text, {.letter_case = true, .width = false, .han_script = false});
        const TokenizedText text = tokenize(lower);
        std::size_t done = 0;
        const auto add_rest = [&](std::size_t end) {
            while (done < end) {
                const std::size_t start = done;
                next_code_point(lower, done);
                all.push_back(hash(std::string_view(lower).substr(start, done - start)));
            }
        };
        for (const Token& token : text.tokens) {
            const auto span = text.folded.original(token.start, token.end);
            const std::string_view word =
                std::string_view(lower).substr(span.start, span.end - span.start);
            add_rest(span.start);
            done = span.end;
            all.push_back(hash(word));
            if (token.kind != TokenKind::kWord && token.kind != TokenKind::kIdeograph) continue;
            words.push_back(hash(word));
            stems.push_back(hash(stemmer ? stemmer->stem(word) : word));
        }
        add_rest(lower.size());
        for (const InlineCode& code : inline_codes(segment)) all.push_back(hash(code.spelling));
    }
};

int per_cent(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    const std::size_t longer = std::max(a.size(), b.size());
    return longer == 0 ? 0 : static_cast<int>(100 * (longer - edit_distance(a, b)) / longer);
}

}  // namespace

OtherScores other_scores(const Segment& query, const Segment& unit, const LanguageTag& source) {
    Stemmer stemmer;
    Stemmer* const english = source.language() == "en" ? &stemmer : nullptr;
    const Sequences a(query, english), b(unit, english);
    OtherScores scores{per_cent(a.stems, b.stems), per_cent(a.words, b.words),
                       per_cent(a.all, b.all), 0};
    const std::u32string x = to_code_points(query.text), y = to_code_points(unit.text);
    const std::vector<std::uint64_t> left(x.begin(), x.end()), right(y.begin(), y.end());
    const std::size_t longer = std::max(left.size(), right.size());
    if (longer > 0)
        scores.characters = 100.0 - 100.0 * static_cast<double>(edit_distance(left, right)) /
                                        static_cast<double>(longer);
    return scores;
}

}  // namespace diglot
