// Folded copies of a text: what is compared and searched in place of the original, which is never
// rewritten.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace diglot {

/// What to take as equal. With everything off the result is NFC. Invisible characters (Unicode's
/// default ignorables: soft hyphen, zero width space, variation selectors …) are always left out;
/// ill-formed UTF-8 becomes U+FFFD.
struct FoldOptions {
    bool letter_case = true;  ///< Full case folding. With `width` this is Unicode's NFKC_Casefold.
    bool width = true;        ///< Full width, half width and every other compatibility form (NFKC).
    bool han_script =
        true;  ///< Traditional Han to simplified, character by character (OpenCC, TSCharacters).

    bool operator==(const FoldOptions&) const = default;
};

/// The folds, a bit each: what changes when one of them is left out.
enum FoldChange : std::uint8_t {
    kCaseChange = 1,
    kWidthChange = 2,
    kScriptChange = 4,
    kAnyChange = 7,
};

/// Every fold but `left_out`, one of the three.
FoldOptions folds_without(FoldChange left_out);

/// White space is kept as it is; only compatibility forms of it become U+0020 (U+3000, no-break
/// space).
std::string fold_text(std::string_view text, const FoldOptions& options = {});

/// A folded text that knows where each of its bytes comes from.
struct FoldedText {
    std::string text;
    /// One entry a byte of `text` and one more, the size of the original: where the code point, or
    /// the smallest run of code points folded together, begins in the original, in bytes. Never
    /// descends.
    std::vector<std::uint32_t> origin;

    /// Bytes of the original, from and to, that text[start, end) comes from. Requires start <= end
    /// <= text.size(). A part of what one character became (one s of the ss of ß) gives that whole
    /// character.
    struct Span {
        std::size_t start = 0;
        std::size_t end = 0;
        bool operator==(const Span&) const = default;
    };
    Span original(std::size_t start, std::size_t end) const;
};

/// The same text as fold_text(), with its origins. Requires less than 4 GiB.
FoldedText fold_with_offsets(std::string_view text, const FoldOptions& options = {});

/// One code point of Han to simplified script; any other code point as it is. The first call loads
/// OpenCC's table.
char32_t simplify_han(char32_t code_point);

}  // namespace diglot
