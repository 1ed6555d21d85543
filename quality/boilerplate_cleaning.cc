// What web pages and documents repeat around their texts: notices, navigation, addresses.
#include <array>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/cleaning_rules.h"

namespace diglot {
namespace {

/// The whole text, but for punctuation around it. Folded: small letters, simplified characters.
constexpr std::array<std::string_view, 33> kWhole = {"skip to content",
                                                     "skip to main content",
                                                     "skip navigation",
                                                     "skip to navigation",
                                                     "back to top",
                                                     "return to top",
                                                     "read more",
                                                     "continue reading",
                                                     "share on facebook",
                                                     "share on twitter",
                                                     "share on x",
                                                     "share on linkedin",
                                                     "share this article",
                                                     "subscribe to our newsletter",
                                                     "sign up for our newsletter",
                                                     "accept all cookies",
                                                     "related articles",
                                                     "print this page",
                                                     "跳到主要内容",
                                                     "跳至主要内容",
                                                     "跳到主要内容区块",
                                                     "跳至主内容",
                                                     "回顶端",
                                                     "回页首",
                                                     "回到顶端",
                                                     "继续阅读",
                                                     "阅读更多",
                                                     "阅读全文",
                                                     "分享至facebook",
                                                     "分享到facebook",
                                                     "订阅电子报",
                                                     "友善列印",
                                                     "相关新闻"};

/// Anywhere in a text of at most kLongest bytes.
constexpr std::array<std::string_view, 18> kWithin = {
    "all rights reserved",
    "版权所有",
    "著作权所有",
    "this site uses cookies",
    "this website uses cookies",
    "we use cookies to",
    "本网站使用cookie",
    "本网站使用 cookie",
    "please enable javascript",
    "you need to enable javascript",
    "javascript is disabled",
    "请启用javascript",
    "请启用 javascript",
    "请开启javascript",
    "请开启 javascript",
    "your browser does not support",
    "您的浏览器不支援",
    "no part of this publication may be reproduced"};
constexpr std::size_t kLongest = 300;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kAround = " \t\r\n.:!|>-*[](),\"'";
    const std::size_t start = text.find_first_not_of(kAround);
    if (start == text.npos) return {};
    return text.substr(start, text.find_last_not_of(kAround) + 1 - start);
}

/// "© 2024 …", "copyright (c) 2024", "(c) 2024 …" at the beginning.
bool is_copyright_line(std::string_view text) {
    for (const std::string_view sign : {"copyright", "©", "(c)", "版权"}) {
        if (!text.starts_with(sign)) continue;
        const std::size_t year = text.find_first_of("0123456789", sign.size());
        if (year == text.npos || year > sign.size() + 12 || year + 4 > text.size()) continue;
        const std::string_view digits = text.substr(year, 4);
        if ((digits.starts_with("19") || digits.starts_with("20")) &&
            digits.find_first_not_of("0123456789") == digits.npos)
            return true;
    }
    return false;
}

/// Nothing but an address of the web or of a person.
bool is_address(std::string_view text) {
    if (text.empty() || text.find_first_of(" \t\r\n") != text.npos || !is_ascii(text)) return false;
    if (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
        return true;
    const std::size_t at = text.find('@');
    return at != text.npos && at > 0 && text.find('.', at) != text.npos &&
           text.find_first_of("%{}$/\\", 0) == text.npos;
}

bool is_boilerplate(const std::string& text) {
    if (text.empty() || text.size() > kLongest) return false;
    const std::string folded = fold_text(text);
    const std::string_view core = trimmed(folded);
    for (const std::string_view phrase : kWhole)
        if (core == phrase) return true;
    for (const std::string_view phrase : kWithin)
        if (core.find(phrase) != core.npos) return true;
    return is_copyright_line(core) || is_address(trimmed(text));
}

class BoilerplateCleaning : public DescribedCleaningRule {
public:
    BoilerplateCleaning()
        : DescribedCleaningRule(
              {"boilerplate",
               "Notices, navigation and bare addresses: set aside",
               "What web pages and documents repeat around their texts, on both sides of the unit: "
               "copyright notices with a year, \"All rights reserved\", notices of cookies and "
               "JavaScript, links such as \"Skip to main content\" or 回頁首 that are the whole "
               "text, "
               "bare addresses.\n\nNot longer texts (300 bytes) that mention such a thing, and not "
               "a "
               "unit of which only one side is one.",
               {{"版權所有 © 2024 某某公司", "© 2024 Example Inc. All rights reserved.",
                 "a notice, a link or an address, not a text"},
                {"跳到主要內容", "Skip to main content",
                 "a notice, a link or an address, not a text"},
                {"本書談的是版權所有人。", "This book is about owners of rights.", ""}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        if (!is_boilerplate(pair.target.segment.text) || !is_boilerplate(pair.source.segment.text))
            return;
        found.push_back(
            {CleaningSide::kBoth, "a notice, a link or an address, not a text", {}, {}});
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_boilerplate_cleaning() {
    return std::make_unique<BoilerplateCleaning>();
}

}  // namespace diglot
