// Names of languages as the headers of tables have them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/language_tag.h"

namespace diglot {

/// "en", "zh_TW", "English", "Chinese (Traditional)", "Chinese_Traditional_Taiwan", "English US",
/// "American English", "繁體中文", "英語", "國語", "Deutsch"; nothing if it names no language. The
/// names are CLDR's, in English, Chinese and the language itself; case, spaces, punctuation and the
/// script of Han do not matter.
std::optional<LanguageTag> parse_language_name(std::string_view name);

/// What means a language only beside others: 台灣 (zh-TW), 大陸 (zh-CN), 英 (en). Alone it may be a
/// term.
std::optional<LanguageTag> parse_short_language_name(std::string_view name);

/// Whether such a name may as well be a word: three letters, as "cat", ISO 639's code of Catalan.
bool may_be_word(std::string_view name);

/// The same as parse_language_name() in a cell that can only be a language: the short names, and
/// three letters that are not known here, for ISO 639-3 has more languages than ICU.
std::optional<LanguageTag> parse_language_cell(std::string_view text);

/// A name that says a language and what of it: "Term (zh-TW)", "Term_en", "English_Def",
/// "英文名稱".
struct QualifiedName {
    LanguageTag lang;
    std::string word;  ///< "Term", "Def", "名稱".
};

/// Cuts such a name in two, with the longest language for which `is_word` knows the rest. Between
/// Latin words there must be a space or punctuation. Nothing if it is none.
std::optional<QualifiedName> split_language_name(
    std::string_view name, const std::function<bool(std::string_view)>& is_word);

/// For comparing names: compatibility forms and case folded, Han simplified, only letters, marks
/// and digits.
std::string squeezed_name(std::string_view name);

}  // namespace diglot
