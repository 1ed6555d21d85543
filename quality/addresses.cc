#include "quality/addresses.h"

#include <algorithm>
#include <array>

#include "core/text/fold.h"
#include "quality/characters.h"

namespace diglot {
namespace {

bool is_alnum(char c) {
    const auto u = static_cast<unsigned char>(c);
    return is_ascii_letter(u) || is_digit(u);
}

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Of a web address: ASCII that needs no quoting in running text.
std::size_t web_end(std::string_view text, std::size_t at) {
    std::size_t end = at;
    int open = 0;
    while (end < text.size()) {
        const char c = text[end];
        if (!is_alnum(c) && !is_one_of(c, "-._~:/?#[]@!$&'()*+,;=%")) break;
        if (c == '(') ++open;
        if (c == ')' && --open < 0) break;
        ++end;
    }
    while (end > at && is_one_of(text[end - 1], ".,;:!?'*_([")) --end;
    return end;
}

std::size_t scheme_end(std::string_view text, std::size_t at) {
    for (const std::string_view scheme : {"https://", "http://", "ftp://", "sftp://", "file://"})
        if (text.substr(at).starts_with(scheme)) return at + scheme.size();
    return text.substr(at).starts_with("www.") ? at + 4 : at;
}

/// name@host.tld around the @.
TextSpan mail_around(std::string_view text, std::size_t at) {
    std::size_t start = at, end = at + 1;
    while (start > 0 && (is_alnum(text[start - 1]) || is_one_of(text[start - 1], "._%+-"))) --start;
    while (end < text.size() && (is_alnum(text[end]) || is_one_of(text[end], ".-"))) ++end;
    while (end > at && is_one_of(text[end - 1], ".-")) --end;
    const bool has_dot = text.substr(at, end - at).find('.') != std::string_view::npos;
    return start < at && end > at + 3 && has_dot ? TextSpan{start, end} : TextSpan{at, at};
}

bool is_file_suffix(std::string_view suffix) {
    constexpr std::array<std::string_view, 62> kSuffixes = {
        "7z",   "apk",  "bat",  "bmp",  "bz2",  "cfg",  "conf", "cpp",  "css",    "csv",  "deb",
        "dll",  "doc",  "docx", "epub", "exe",  "flac", "gif",  "gz",   "htm",    "html", "ico",
        "ini",  "iso",  "jar",  "java", "jpeg", "jpg",  "js",   "json", "log",    "md",   "mkv",
        "mp3",  "mp4",  "odp",  "ods",  "odt",  "ogg",  "pdf",  "php",  "png",    "po",   "ppt",
        "pptx", "py",   "rar",  "rpm",  "rtf",  "sh",   "so",   "sql",  "sqlite", "svg",  "tar",
        "tbx",  "tiff", "tmx",  "toml", "txt",  "xlsx", "zip"};
    return std::binary_search(kSuffixes.begin(), kSuffixes.end(), suffix);
}

/// name.suffix around the last dot before `at`.
TextSpan file_around(std::string_view text, std::size_t dot) {
    std::size_t start = dot, end = dot + 1;
    while (start > 0 && (is_alnum(text[start - 1]) || is_one_of(text[start - 1], "._-"))) --start;
    while (end < text.size() && is_alnum(text[end])) ++end;
    const bool goes_on = end < text.size() && is_one_of(text[end], "._-(") &&
                         end + 1 < text.size() && (is_alnum(text[end + 1]) || text[end] == '(');
    const std::string suffix = fold_text(text.substr(dot + 1, end - dot - 1));
    if (goes_on || start == dot || !is_file_suffix(suffix)) return {dot, dot};
    return {start, end};
}

/// "zh", "zh-tw", "zh_Hant", "en-us", "tw": a part of an address that names a language.
bool names_language(std::string_view part) {
    std::string folded = fold_text(part);
    std::replace(folded.begin(), folded.end(), '_', '-');
    const std::string language = folded.substr(0, folded.find('-'));
    constexpr std::array<std::string_view, 12> kLanguages = {"zh", "en", "tw", "cn", "hk", "us",
                                                             "uk", "gb", "ch", "ja", "de", "fr"};
    return folded.size() <= 7 &&
           std::find(kLanguages.begin(), kLanguages.end(), language) != kLanguages.end();
}

std::string without_language(std::string_view address) {
    std::string rest;
    for (std::size_t at = 0; at <= address.size();) {
        const std::size_t end = std::min(address.find_first_of("/.?&=", at), address.size());
        const std::string_view part = address.substr(at, end - at);
        if (!part.empty() && !names_language(part)) rest.append(part).append("/");
        at = end + 1;
    }
    return rest;
}

}  // namespace

std::vector<Address> find_addresses(std::string_view text) {
    std::vector<Address> found;
    const auto add = [&](AddressKind kind, TextSpan span) {
        found.push_back({kind, span, std::string(text.substr(span.start, span.end - span.start))});
    };
    for (std::size_t at = 0; (at = text.find_first_of("hfsw@.", at)) != text.npos;) {
        std::size_t next = at + 1;
        const std::size_t taken = found.empty() ? 0 : found.back().span.end;
        if (text[at] == '@') {
            const TextSpan mail = mail_around(text, at);
            if (mail.end > mail.start && mail.start >= taken) add(AddressKind::kMail, mail);
            next = std::max(next, mail.end);
        } else if (text[at] == '.') {
            const TextSpan file = file_around(text, at);
            if (file.end > file.start && file.start >= taken) add(AddressKind::kFile, file);
            next = std::max(next, file.end);
        } else if (at == 0 || !is_alnum(text[at - 1])) {
            const std::size_t host = scheme_end(text, at);
            const std::size_t end = host > at ? web_end(text, host) : host;
            if (end > host) {
                add(AddressKind::kWeb, {at, end});
                next = end;
            }
        }
        at = next;
    }
    return found;
}

bool are_same_page(std::string_view a, std::string_view b) {
    if (without_language(a) == without_language(b)) return true;
    // zh.wikipedia.org/… and en.wikipedia.org/…: each language has its own addresses.
    const auto host_of = [](std::string_view address) {
        const std::size_t start = address.find("://");
        if (start == address.npos) return std::string_view{};
        return address.substr(start + 3, address.find('/', start + 3) - start - 3);
    };
    const std::string_view first = host_of(a), second = host_of(b);
    return first != second && names_language(first.substr(0, first.find('.'))) &&
           names_language(second.substr(0, second.find('.'))) &&
           without_language(first) == without_language(second);
}

}  // namespace diglot
