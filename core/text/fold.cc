#include "core/text/fold.h"

#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "core/text/simple_fold.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

using Text = FoldedText;

/// Ill-formed UTF-8 becomes U+FFFD, invisible characters go.
Text clean(std::string_view text) {
    Text result;
    result.text.reserve(text.size());
    result.origin.reserve(text.size() + 1);
    for (std::size_t i = 0; i < text.size();) {
        const auto start = static_cast<std::uint32_t>(i);
        const char32_t c = next_code_point(text, i);
        if (c >= 0xAD &&
            u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
            continue;
        append_code_point(c, result.text);
        result.origin.resize(result.text.size(), start);
    }
    result.origin.push_back(static_cast<std::uint32_t>(text.size()));
    return result;
}

/// Runs `transform(source, sink, edits, status)` and carries the origins over its edits.
template <typename Transform>
Text apply(const Text& source, Transform transform) {
    Text result;
    icu::Edits edits;
    UErrorCode status = U_ZERO_ERROR;
    icu::StringByteSink<std::string> sink(&result.text);
    transform(icu::StringPiece(source.text.data(), static_cast<std::int32_t>(source.text.size())),
              sink, edits, status);
    result.origin.reserve(result.text.size() + 1);
    auto edit = edits.getFineIterator();
    while (edit.next(status)) {
        const auto from = static_cast<std::size_t>(edit.sourceIndex());
        for (std::int32_t i = 0; i < edit.newLength(); ++i) {
            result.origin.push_back(
                source.origin[edit.hasChange() ? from : from + static_cast<std::size_t>(i)]);
        }
    }
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU cannot fold: ") + u_errorName(status));
    result.origin.push_back(source.origin.back());
    return result;
}

Text normalize(const Text& source, const icu::Normalizer2* normalizer) {
    return apply(source, [&](icu::StringPiece piece, icu::ByteSink& sink, icu::Edits& edits,
                             UErrorCode& status) {
        normalizer->normalizeUTF8(0, piece, sink, &edits, status);
    });
}

Text fold_case(const Text& source) {
    return apply(
        source, [](icu::StringPiece piece, icu::ByteSink& sink, icu::Edits& edits,
                   UErrorCode& status) { icu::CaseMap::utf8Fold(0, piece, sink, &edits, status); });
}

Text fold_han(Text source) {
    Text result;
    result.text.reserve(source.text.size());
    result.origin.reserve(source.origin.size());
    for (std::size_t i = 0; i < source.text.size();) {
        const std::uint32_t start = source.origin[i];
        append_code_point(simplify_han(next_code_point(source.text, i)), result.text);
        result.origin.resize(result.text.size(), start);
    }
    result.origin.push_back(source.origin.back());
    return result;
}

Text fold_by_icu(std::string_view text, const FoldOptions& options) {
    UErrorCode status = U_ZERO_ERROR;
    Text result = clean(text);
    if (options.letter_case && options.width) {
        result = normalize(result, icu::Normalizer2::getNFKCCasefoldInstance(status));
    } else if (options.width) {
        result = normalize(result, icu::Normalizer2::getNFKCInstance(status));
    } else {
        if (options.letter_case) result = fold_case(result);
        result = normalize(result, icu::Normalizer2::getNFCInstance(status));
    }
    return options.han_script ? fold_han(std::move(result)) : result;
}

}  // namespace

FoldOptions folds_without(FoldChange left_out) {
    return {left_out != kCaseChange, left_out != kWidthChange, left_out != kScriptChange};
}

FoldedText::Span FoldedText::original(std::size_t start, std::size_t end) const {
    if (start == end) return {origin[start], origin[start]};
    std::size_t after = end;
    while (after < text.size() && origin[after] == origin[end - 1]) ++after;
    return {origin[start], origin[after]};
}

std::string fold_text(std::string_view text, const FoldOptions& options) {
    std::string folded;
    if (options == FoldOptions{} && text::simple_fold(text, folded, text::NoSink{})) return folded;
    return fold_by_icu(text, options).text;
}

FoldedText fold_with_offsets(std::string_view text, const FoldOptions& options) {
    FoldedText result;
    if (options == FoldOptions{} &&
        text::simple_fold(text, result.text, text::OriginSink{result.origin})) {
        result.origin.resize(result.text.size());
        result.origin.push_back(static_cast<std::uint32_t>(text.size()));
        return result;
    }
    return fold_by_icu(text, options);
}

}  // namespace diglot
