// What language a document says that its text is in, said anew where the text was translated.
#pragma once

#include <string>
#include <string_view>

#include "core/language_tag.h"

namespace diglot {

/// From which language to which a document's text was translated.
struct TextLanguages {
    LanguageTag source;
    LanguageTag target;
};

/// `lang` and `xml:lang` (HTML Living Standard, 3.2.6.1): of <html>, which gets a `lang` where it
/// has none, and of every other element that says a language which fits the source.
std::string with_html_language(std::string_view page, const TextLanguages& languages);

/// A part of WordprocessingML: <w:lang> (ECMA-376, part 1, 17.3.2.20) has an attribute each for
/// Latin, East Asian and complex scripts; the one of the target's script changes where it fits the
/// source, and in the document's defaults (17.7.5.1, in the part of styles) in any case. Those are
/// made where there are none.
std::string with_docx_language(std::string_view part, const TextLanguages& languages);

/// A part of an OpenDocument text: likewise <style:text-properties> (ODF 1.3, part 3, 20.202,
/// 20.188, 20.303 and after), and the default style of paragraphs.
std::string with_odt_language(std::string_view part, const TextLanguages& languages);

}  // namespace diglot
