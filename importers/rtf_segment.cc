#include "importers/rtf_segment.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace diglot {
namespace {

/// What a control word means as a character (RTF 1.9.1, "Special Characters").
constexpr std::pair<std::string_view, std::string_view> kCharacters[] = {
    {"endash", "\u2013"},    {"emdash", "\u2014"},    {"lquote", "\u2018"},  {"rquote", "\u2019"},
    {"ldblquote", "\u201C"}, {"rdblquote", "\u201D"}, {"bullet", "\u2022"},  {"enspace", "\u2002"},
    {"emspace", "\u2003"},   {"qmspace", "\u2005"},   {"tab", "\t"},         {"line", "\n"},
    {"zwj", "\u200D"},       {"zwnj", "\u200C"},      {"ltrmark", "\u200E"}, {"rtlmark", "\u200F"},
};

/// Windows' code page for texts in a language.
const char* code_page(const LanguageTag& lang) {
    static constexpr std::pair<std::string_view, const char*> kPages[] = {
        {"ja", "windows-932"},  {"ko", "windows-949"},  {"th", "windows-874"},
        {"pl", "windows-1250"}, {"cs", "windows-1250"}, {"sk", "windows-1250"},
        {"sl", "windows-1250"}, {"hu", "windows-1250"}, {"hr", "windows-1250"},
        {"ro", "windows-1250"}, {"ru", "windows-1251"}, {"uk", "windows-1251"},
        {"bg", "windows-1251"}, {"mk", "windows-1251"}, {"sr", "windows-1251"},
        {"el", "windows-1253"}, {"tr", "windows-1254"}, {"he", "windows-1255"},
        {"ar", "windows-1256"}, {"lt", "windows-1257"}, {"lv", "windows-1257"},
        {"et", "windows-1257"}, {"vi", "windows-1258"},
    };
    const std::string language = lang.language();
    if (language == "zh") return lang.script() == "Hans" ? "windows-936" : "windows-950";
    for (const auto& [known, page] : kPages)
        if (known == language) return page;
    return "windows-1252";
}

/// Nothing if the bytes are no text in that code page.
std::optional<std::string> to_utf8(const std::string& bytes, const char* page) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(page, &status);
    if (U_FAILURE(status)) return std::nullopt;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::vector<UChar> text(bytes.size() + 1);
    const std::int32_t size =
        ucnv_toUChars(converter, text.data(), static_cast<std::int32_t>(text.size()), bytes.data(),
                      static_cast<std::int32_t>(bytes.size()), &status);
    ucnv_close(converter);
    if (U_FAILURE(status)) return std::nullopt;
    std::string utf8;
    icu::UnicodeString(text.data(), size).toUTF8String(utf8);
    return utf8;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A control word at the start of `rtf` ("\b0 "), with its one space.
struct ControlWord {
    std::string_view all;
    std::string_view name;
    int number = 0;
};

std::optional<ControlWord> control_word(std::string_view rtf) {
    if (rtf.size() < 2 || rtf[0] != '\\' || !is_letter(rtf[1])) return std::nullopt;
    std::size_t end = 1;
    while (end < rtf.size() && is_letter(rtf[end])) ++end;
    ControlWord word;
    word.name = rtf.substr(1, end - 1);
    std::size_t stop = end;
    if (stop < rtf.size() && rtf[stop] == '-') ++stop;
    while (stop < rtf.size() && is_digit(rtf[stop])) ++stop;
    word.number = std::atoi(std::string(rtf.substr(end, stop - end)).c_str());
    if (stop < rtf.size() && rtf[stop] == ' ') ++stop;
    word.all = rtf.substr(0, stop);
    return word;
}

/// Where the group that starts at the front ends, its brace included; npos if it does not.
std::size_t group_size(std::string_view rtf) {
    std::size_t depth = 0;
    for (std::size_t at = 0; at < rtf.size(); ++at) {
        if (rtf[at] == '\\') {
            ++at;
        } else if (rtf[at] == '{') {
            ++depth;
        } else if (rtf[at] == '}' && --depth == 0) {
            return at + 1;
        }
    }
    return std::string_view::npos;
}

/// The control words at the head of a group, its brace included: "{\b\cf2 ".
std::string_view group_head(std::string_view rtf) {
    std::size_t size = 1;
    while (const auto word = control_word(rtf.substr(size))) {
        bool character = word->name == "u";
        for (const auto& [name, meant] : kCharacters) character = character || name == word->name;
        if (character) break;
        size += word->all.size();
    }
    return rtf.substr(0, size);
}

class RtfReader {
public:
    RtfReader(std::string_view rtf, const LanguageTag& lang) : rtf_(rtf), page_(code_page(lang)) {}

    Segment read() {
        while (!rtf_.empty()) {
            const char c = rtf_.front();
            if (c == '{')
                open_group();
            else if (c == '}' && !groups_.empty())
                close_group();
            else if (c == '\\')
                read_control();
            else
                take_text(1);
        }
        flush();
        return Segment::from_content(std::move(content_));
    }

private:
    void take_text(std::size_t size) {
        run_ += rtf_.substr(0, size);
        rtf_.remove_prefix(size);
    }

    void put(std::string_view text, std::size_t read) {
        run_ += text;
        rtf_.remove_prefix(read);
    }

    void flush() {
        if (!run_.empty()) content_.push_back(Markup::run(run_));
        run_.clear();
    }

    void add_code(const char* element, std::vector<Attribute> attributes, std::size_t size) {
        flush();
        content_.push_back(Markup::leaf(element, std::move(attributes), rtf_.substr(0, size)));
        rtf_.remove_prefix(size);
    }

    void open_group() {
        const std::string_view head = group_head(rtf_);
        const std::size_t whole = group_size(rtf_);
        if (whole == std::string_view::npos) return take_text(1);
        if (head.find("\\lang1024") != std::string_view::npos)
            return add_code("ph", {{"x", std::to_string(++codes_)}}, whole);
        groups_.push_back(++codes_);
        add_code("bpt", {{"i", std::to_string(codes_)}, {"x", std::to_string(codes_)}},
                 head.size());
    }

    void close_group() {
        add_code("ept", {{"i", std::to_string(groups_.back())}}, 1);
        groups_.pop_back();
    }

    void read_control() {
        if (rtf_.starts_with("\\'")) return read_bytes();
        if (const auto word = control_word(rtf_)) return read_word(*word);
        if (rtf_.size() < 2) return take_text(1);
        switch (rtf_[1]) {
            case '~':
                return put("\u00A0", 2);
            case '_':
                return put("\u2011", 2);
            case '-':
                return put("\u00AD", 2);
            case '\\':
            case '{':
            case '}':
                return put(rtf_.substr(1, 1), 2);
            default:
                return take_text(1);
        }
    }

    void read_word(const ControlWord& word) {
        if (word.name == "u") return read_unicode(word);
        for (const auto& [name, meant] : kCharacters)
            if (name == word.name) return put(meant, word.all.size());
        add_code("ph", {{"x", std::to_string(++codes_)}}, word.all.size());
    }

    /// "\u-10179?\u-8704?": UTF-16, each unit with one character for readers that know no Unicode.
    void read_unicode(const ControlWord& word) {
        icu::UnicodeString text(static_cast<UChar>(word.number & 0xFFFF));
        pass_unicode(word);
        if (U16_IS_LEAD(text[0])) {
            const auto next = control_word(rtf_);
            if (next && next->name == "u" && U16_IS_TRAIL(next->number & 0xFFFF)) {
                text.append(static_cast<UChar>(next->number & 0xFFFF));
                pass_unicode(*next);
            }
        }
        std::string utf8;
        text.toUTF8String(utf8);
        run_ += utf8;
    }

    void pass_unicode(const ControlWord& word) {
        rtf_.remove_prefix(word.all.size());
        if (rtf_.starts_with("\\'") && rtf_.size() >= 4)
            rtf_.remove_prefix(4);
        else if (!rtf_.empty() && rtf_.front() == '?')
            rtf_.remove_prefix(1);
    }

    /// A run of "\'a4\'a4"; the second byte of a character may stand as itself ("\'a4@").
    void read_bytes() {
        std::string bytes;
        std::size_t read = 0;
        while (const auto byte = hex_byte(rtf_.substr(read))) {
            bytes += *byte;
            read += 4;
        }
        if (read == 0) return take_text(2);
        if (auto text = to_utf8(bytes, page_)) return put(*text, read);
        if (read < rtf_.size() && static_cast<unsigned char>(rtf_[read]) < 0x80)
            if (auto text = to_utf8(bytes + rtf_[read], page_)) return put(*text, read + 1);
        take_text(read);
    }

    static std::optional<char> hex_byte(std::string_view rtf) {
        if (rtf.size() < 4 || !rtf.starts_with("\\'")) return std::nullopt;
        char* end = nullptr;
        const std::string digits(rtf.substr(2, 2));
        const long value = std::strtol(digits.c_str(), &end, 16);
        if (end != digits.c_str() + 2) return std::nullopt;
        return static_cast<char>(value);
    }

    std::string_view rtf_;
    const char* page_;
    std::vector<Markup> content_;
    std::string run_;
    std::size_t codes_ = 0;
    std::vector<std::size_t> groups_;  ///< Numbers of those that are open.
};

}  // namespace

Segment read_rtf_segment(std::string_view rtf, const LanguageTag& lang) {
    return RtfReader(rtf, lang).read();
}

}  // namespace diglot
