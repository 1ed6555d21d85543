// The header of a gettext catalogue: its fields, and the languages it or the file's name tells.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/language_tag.h"
#include "core/markup.h"

namespace diglot {

/// Type of the <prop> of a kept header that holds one field, "Name: value".
inline constexpr std::string_view kPoHeaderProp = "x-po-header";

/// gettext manual, "Filling in the Header Entry".
class PoHeader {
public:
    PoHeader() = default;
    /// The msgstr of the entry with the empty msgid: "Name: value\n" each. Lines without a colon
    /// are kept as they are.
    explicit PoHeader(std::string_view msgstr);
    /// The fields a kept header (Sink::header) has; empty if it is not of a catalogue.
    static PoHeader from_kept(const Markup& header);

    bool empty() const { return fields_.empty(); }
    /// The value, or null. Names are compared exactly.
    const std::string* find(std::string_view name) const;
    /// Sets or adds.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    std::string msgstr() const;
    std::vector<Markup> props() const;

    bool operator==(const PoHeader&) const = default;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// A language as gettext spells it: "zh_TW", "sr@latin" (sr-Latn); nothing for what CLDR does not
/// name ("LANGUAGE", "C").
std::optional<LanguageTag> parse_po_language(std::string_view spelling);
/// The reverse: "zh_TW", "sr@latin".
std::string to_po_language(const LanguageTag& tag);

/// What the name of a file says: zh_TW.po, app.zh_TW.po, app-zh_TW.po, zh_TW/LC_MESSAGES/app.po,
/// zh_TW/app.po; the spelling found, or an empty one.
std::string po_language_of_file(const std::string& path);

/// Plural-Forms for a language, from the manual's "Plural forms".
std::string_view plural_forms(const LanguageTag& tag);
inline constexpr std::size_t kMostPluralForms = 100;  ///< No language has more than six.
/// nplurals of such a value; 0 if it says none, or more than kMostPluralForms.
std::size_t plural_count(std::string_view forms);

}  // namespace diglot
