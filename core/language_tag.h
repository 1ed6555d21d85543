// A language as files name it: BCP 47 tags, and what the field writes instead of them.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace diglot {

/// How a language asked for relates to one found.
enum class LanguageFit {
    kSame,  ///< The same language, script and region: zh-TW, zh_tw, zh-Hant, zh-Hant-TW; en, en-US.
    kVariant,  ///< The same language in another script or region: zh-TW and zh-CN; en-US and en-GB.
    kOther,
};

/// A canonical tag: `_` read as `-`, case as BCP 47 (RFC 5646, section 2.1.1) recommends: "en-US",
/// "zh-Hant-TW". What is no BCP 47 tag ("C", "EN-01") is kept as it is with `_` read as `-`.
class LanguageTag {
public:
    LanguageTag() = default;  ///< No language: empty() is true.
    explicit LanguageTag(std::string_view spelling);

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }

    /// "zh" for zh-Hant-TW. Lower case.
    std::string language() const;
    /// Four letters, likely subtags filled in (UTS #35): "Hant" for zh-TW, "Latn" for en. Empty if
    /// unknown.
    std::string script() const;
    /// Two letters or three digits, likely subtags filled in: "TW" for zh-Hant. Empty if unknown.
    std::string region() const;

    /// Compares language, script and region with likely subtags filled in. Symmetric. Bare `zh`
    /// fits every Chinese as a variant only, because whom it means is not known.
    LanguageFit fit(const LanguageTag& other) const;

    bool operator==(const LanguageTag&) const = default;
    auto operator<=>(const LanguageTag&) const = default;

private:
    std::string text_;
};

/// Whether the tag is well-formed and its language one that CLDR names: "zh-TW", "en", not
/// "english", "!!", "xx".
bool is_known_language(const LanguageTag& tag);

}  // namespace diglot
