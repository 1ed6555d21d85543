#include "importers/encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "core/error.h"
#include "importers/code_pages.h"

namespace diglot {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kProbed = 16 * 1024;  ///< Bytes in which a declaration is looked for.
/// Bytes that are no UTF-8, for frequencies to tell something.
constexpr std::size_t kLeastTelling = 10;
/// The same where it is known which letters to expect.
constexpr std::size_t kLeastTellingOfKnown = 4;
constexpr UChar kInvalidUnit =
    0xFFFF;  ///< What stands for invalid bytes between ICU and us: no text has it.

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// The value after `key` and '=' or ':' within `line`, quotes left out.
std::string value_after(std::string_view line, std::string_view key) {
    std::size_t at = line.find(key);
    if (at == std::string_view::npos) return {};
    at = line.find_first_not_of(" \t\r\n=:\"'", at + key.size());
    if (at == std::string_view::npos) return {};
    const std::size_t end = line.find_first_of(" \t\r\n\"'?>;", at);
    return std::string(line.substr(at, end == std::string_view::npos ? end : end - at));
}

/// What the header of a gettext catalogue says: "Content-Type: text/plain; charset=x\n" in the
/// translation of its first msgid, which is empty. "CHARSET" is what templates have instead.
std::string catalogue_charset(std::string_view ascii) {
    const std::size_t msgid = ascii.find("msgid \"\"");
    if (msgid == std::string_view::npos) return {};
    const std::size_t type = ascii.find("\"Content-Type:", msgid);
    if (type == std::string_view::npos) return {};
    const std::string name =
        value_after(ascii.substr(type, ascii.find('\n', type) - type), "charset");
    const std::string charset = name.substr(0, name.find('\\'));
    return charset == "CHARSET" ? "" : charset;
}

/// Reads <?xml … encoding="x"?>, and "-*- coding: x -*-" in a first line that is a comment (OmegaT,
/// Emacs), and the header of a gettext catalogue.
std::string declared_encoding(std::string_view ascii) {
    const std::size_t start = ascii.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    ascii.remove_prefix(start);
    if (starts_with(ascii, "<?xml"))
        return value_after(ascii.substr(0, ascii.find("?>")), "encoding");
    const std::string_view line = ascii.substr(0, ascii.find_first_of("\r\n"));
    if (starts_with(ascii, "#") && line.find("-*-") != std::string_view::npos) {
        return value_after(line, "coding");
    }
    return catalogue_charset(ascii);
}

/// Which of the Unicode encodings the place of the zero bytes betrays; empty if none.
std::string pattern_encoding(std::string_view bytes) {
    if (starts_with(bytes, std::string_view("<\0\0\0", 4))) return "UTF-32LE";
    if (starts_with(bytes, std::string_view("\0\0\0<", 4))) return "UTF-32BE";
    const std::size_t size = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
    if (size < 4) return {};
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < size; ++i) zeros[i % 2] += bytes[i] == '\0';
    // Markup and spaces are ASCII: some of every text's high bytes are zero, and hardly any low
    // byte is.
    if (zeros[1] > size / 40 && zeros[0] * 8 < zeros[1]) return "UTF-16LE";
    if (zeros[0] > size / 40 && zeros[1] * 8 < zeros[0]) return "UTF-16BE";
    return {};
}

/// The text with every other byte dropped that UTF-16 and UTF-32 add to ASCII.
std::string ascii_of(std::string_view bytes) {
    std::string out;
    for (const char c : bytes.substr(0, kProbed)) {
        if (c != '\0') out += c;
    }
    return out;
}

/// IANA's name where ICU knows one ("windows-1252" for ibm-5348_P100-1997); empty if ICU has no
/// such encoding.
std::string canonical_encoding(const std::string& name) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(name.c_str(), &status);
    if (U_FAILURE(status)) return {};
    const std::string internal = ucnv_getName(converter, &status);
    ucnv_close(converter);
    for (const char* standard : {"MIME", "IANA"}) {
        status = U_ZERO_ERROR;
        const char* known = ucnv_getStandardName(internal.c_str(), standard, &status);
        if (U_SUCCESS(status) && known != nullptr) return known;
    }
    return internal;
}

/// Whether a text declared as `declared` may honestly be `actual`: utf-16 is either byte order.
bool agrees(const std::string& declared, const std::string& actual) {
    const std::string a = lower(declared);
    const std::string b = lower(actual);
    if (a.empty() || a == b) return true;
    if (a == "utf8" && b == "utf-8") return true;
    if (b == "utf-8" && (a == "us-ascii" || a == "ascii")) return true;
    return b.size() > a.size() && starts_with(b, a) && a != "utf";
}

bool is_wide(const std::string& name) {
    const std::string low = lower(name);
    return starts_with(low, "utf-16") || starts_with(low, "utf16") || starts_with(low, "utf-32") ||
           starts_with(low, "utf32") || low.find("ucs") != std::string::npos || low == "unicode";
}

EncodingGuess with_declaration(std::string name, std::size_t bom_size, std::string declared) {
    const bool contradicts = !agrees(declared, name);
    return {std::move(name), std::move(declared), bom_size, contradicts};
}

/// ICU calls this for bytes that are not in the encoding.
void U_CALLCONV mark_invalid(const void*, UConverterToUnicodeArgs* args, const char*, int32_t,
                             UConverterCallbackReason reason, UErrorCode* status) {
    if (reason > UCNV_IRREGULAR) return;
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &kInvalidUnit, 1, 0, status);
}

/// Bytes of the well-formed UTF-8 sequence at `p` (Unicode, table 3-7); 0 if it is not, -1 if it is
/// cut off at `end`.
int sequence_length(const unsigned char* p, const unsigned char* end) {
    const unsigned lead = *p;
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (p + 1 == end) return -1;
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) return 0;
    for (int i = 2; i < length; ++i) {
        if (p + i == end) return -1;
        if ((p[i] & 0xC0) != 0x80) return 0;
    }
    return length;
}

/// Whether there are more bytes that are no UTF-8 than characters that are, ASCII aside, and so
/// many that they tell something.
bool is_hardly_utf8(std::string_view bytes, std::size_t least) {
    const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
    const unsigned char* const end = p + bytes.size();
    std::size_t good = 0;
    std::size_t bad = 0;
    while (p < end) {
        const int length = sequence_length(p, end);
        if (length < 0) break;
        good += length > 1 ? 1 : 0;
        bad += length == 0 ? 1 : 0;
        p += length == 0 ? 1 : length;
    }
    return bad > good && bad >= least;
}

/// Of 100. ICU gives 10 where it has seen too little.
constexpr int kLeastConfidence = 20;
/// Below it code pages of single bytes are hardly told from each other.
constexpr int kLeastConfidenceOfPage = 40;

bool is_multibyte(const std::string& name) {
    static constexpr std::array kNames{"Big5", "GB18030", "Shift_JIS", "EUC-JP", "EUC-KR"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

EncodingGuess guessed(std::string name) {
    EncodingGuess guess;
    guess.name = std::move(name);
    guess.guessed = true;
    return guess;
}

/// Of a text that says nothing and is no UTF-8; nothing where there is too little to go by.
std::optional<EncodingGuess> guess_by_letters(std::string_view bytes,
                                              const LanguagesOf& languages_of) {
    if (!is_hardly_utf8(bytes, kLeastTellingOfKnown)) return std::nullopt;
    const std::vector<LanguageTag> languages =
        languages_of ? languages_of(bytes) : std::vector<LanguageTag>();
    const std::vector<LikelyEncoding> likely = likely_encodings(bytes);
    if (auto page = code_page_of(bytes, languages, likely)) return guessed(std::move(*page));
    if (!is_hardly_utf8(bytes, kLeastTelling)) return std::nullopt;
    EncodingGuess guess = guessed("UTF-8");
    guess.doubtful = true;
    for (const LikelyEncoding& one : likely)
        if (guess.others.size() < 3) guess.others.push_back(one.name);
    if (likely.empty() || likely.front().confidence < kLeastConfidence) return guess;
    guess.name = likely.front().name;
    if (is_multibyte(guess.name) ||
        (languages.empty() && likely.front().confidence >= kLeastConfidenceOfPage))
        return guessed(guess.name);
    return guess;
}

/// Marks each byte that belongs to no UTF-8 sequence. Returns how many bytes are checked; the rest
/// may be a sequence that goes on in the next chunk.
std::size_t mark_invalid_utf8(char* bytes, std::size_t size) {
    auto* p = reinterpret_cast<unsigned char*>(bytes);
    const unsigned char* const end = p + size;
    const unsigned char* const start = p;
    while (p < end) {
        if (end - p >= 8) {  // ASCII, eight bytes at a time.
            std::uint64_t word;
            std::memcpy(&word, p, 8);
            if ((word & 0x8080808080808080u) == 0) {
                p += 8;
                continue;
            }
        }
        const int length = sequence_length(p, end);
        if (length < 0) break;
        if (length == 0) *p = static_cast<unsigned char>(TextSource::kInvalidByte);
        p += length == 0 ? 1 : length;
    }
    return static_cast<std::size_t>(p - start);
}

}  // namespace

EncodingGuess guess_encoding(std::string_view bytes, const LanguagesOf& languages) {
    struct Mark {
        std::string_view bytes;
        const char* name;
    };
    static constexpr Mark kMarks[] = {
        {{"\xEF\xBB\xBF", 3}, "UTF-8"},    {{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
        {{"\0\0\xFE\xFF", 4}, "UTF-32BE"}, {{"\xFF\xFE", 2}, "UTF-16LE"},
        {{"\xFE\xFF", 2}, "UTF-16BE"},
    };
    for (const Mark& mark : kMarks) {
        if (!starts_with(bytes, mark.bytes)) continue;
        std::string declared = declared_encoding(ascii_of(bytes.substr(mark.bytes.size())));
        return with_declaration(mark.name, mark.bytes.size(), std::move(declared));
    }
    std::string declared = declared_encoding(ascii_of(bytes));
    std::string pattern = pattern_encoding(bytes);
    if (!pattern.empty()) return with_declaration(std::move(pattern), 0, std::move(declared));
    const bool is_markup = bytes.starts_with('<') && !bytes.starts_with("<TrU>") &&
                           !bytes.starts_with("<RTF Preamble>");
    if (declared.empty() && !is_markup)
        if (auto guess = guess_by_letters(bytes, languages)) return std::move(*guess);
    if (declared.empty() || is_wide(declared))
        return with_declaration("UTF-8", 0, std::move(declared));
    std::string known = canonical_encoding(declared);
    if (known == "UTF-8" || known == "US-ASCII") return {"UTF-8", std::move(declared), 0, false};
    if (known.empty()) return {"UTF-8", std::move(declared), 0, true};
    return {std::move(known), std::move(declared), 0, false};
}

std::optional<Diagnostic> refuse_doubtful(const EncodingGuess& guess, const std::string& file) {
    if (!guess.doubtful) return std::nullopt;
    std::string names;
    for (const std::string& name : guess.others) names += (names.empty() ? "" : ", ") + name;
    return Diagnostic{Severity::kError,
                      "text.encoding",
                      "this is no UTF-8, and its bytes do not say clearly in which encoding it is" +
                          (names.empty() ? "" : " (perhaps " + names + ")") +
                          "; --encoding NAME says it, or -s and -t which languages it is in",
                      {},
                      file,
                      {}};
}

struct TextSource::Converter {
    explicit Converter(const std::string& name) {
        UErrorCode status = U_ZERO_ERROR;
        handle = ucnv_open(name.c_str(), &status);
        ucnv_setToUCallBack(handle, mark_invalid, nullptr, nullptr, nullptr, &status);
        if (U_FAILURE(status)) throw IoError("ICU cannot convert " + name);
    }
    ~Converter() { ucnv_close(handle); }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    /// Converts all of `bytes`, and with `last` what is left over from before.
    void append(std::string_view bytes, bool last, std::string& to) {
        const char* from = bytes.data();
        const char* const from_end = from + bytes.size();
        for (;;) {
            UErrorCode status = U_ZERO_ERROR;
            UChar* out = units.data();
            ucnv_toUnicode(handle, &out, units.data() + units.size(), &from, from_end, nullptr,
                           last, &status);
            append_units(units.data(), static_cast<std::size_t>(out - units.data()), to);
            if (status != U_BUFFER_OVERFLOW_ERROR) break;
        }
        if (last && pending != 0) to += kInvalidByte;
    }

    void append_units(const UChar* text, std::size_t size, std::string& to) {
        for (std::size_t i = 0; i < size; ++i) {
            UChar32 c = text[i];
            if (pending != 0) {
                if (U16_IS_TRAIL(c))
                    c = U16_GET_SUPPLEMENTARY(pending, c);
                else
                    to += kInvalidByte;
                pending = 0;
            }
            if (U16_IS_LEAD(c)) {
                pending = static_cast<UChar>(c);
            } else if (c == kInvalidUnit || U16_IS_TRAIL(c)) {
                to += kInvalidByte;
            } else if (c < 0x80) {
                to += static_cast<char>(c);
            } else {
                char bytes[4];
                std::int32_t length = 0;
                U8_APPEND_UNSAFE(bytes, length, c);
                to.append(bytes, static_cast<std::size_t>(length));
            }
        }
    }

    UConverter* handle = nullptr;
    UChar pending = 0;  ///< A lead surrogate whose trail comes in the next chunk.
    std::array<UChar, 16 * 1024> units{};
};

bool is_known_encoding(const std::string& name) { return !canonical_encoding(name).empty(); }

TextSource::TextSource(ByteSource& bytes, const std::string& encoding, const LanguagesOf& languages)
    : bytes_(bytes) {
    raw_.resize(kChunk);
    raw_.resize(read_raw(raw_.data(), kChunk));
    encoding_ = guess_encoding(raw_, languages);
    if (!encoding.empty()) {
        const std::string name = canonical_encoding(encoding);
        const bool says_so =
            encoding_.bom_size > 0 || (!encoding_.declared.empty() && !encoding_.contradicts);
        if (says_so)
            encoding_.overrules = !agrees(name, encoding_.name);
        else
            encoding_ = {name, {}, 0, false};
    }
    raw_at_ = encoding_.bom_size;
    if (encoding_.name != "UTF-8") converter_ = std::make_unique<Converter>(encoding_.name);
}

TextSource::~TextSource() = default;

std::size_t TextSource::read_raw(char* to, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        const std::size_t n = bytes_.read(to + done, size - done);
        if (n == 0) break;
        done += n;
    }
    return done;
}

std::string_view TextSource::head() {
    if (!head_filled_) {
        head_filled_ = true;
        append_chunk(head_);
    }
    return head_;
}

bool TextSource::append_to(std::string& to) {
    if (!head_filled_ || head_.empty()) {
        head_filled_ = true;
        return append_chunk(to);
    }
    to += head_;
    head_ = std::string();
    return true;
}

bool TextSource::append_chunk(std::string& to) {
    const bool any = converter_ ? append_converted(to) : append_utf8(to);
    if (any && progress) progress(bytes_.bytes_done(), bytes_.bytes_total());
    return any;
}

bool TextSource::append_utf8(std::string& to) {
    const std::size_t start = to.size();
    const std::size_t left = raw_.size() - raw_at_;  // The first chunk, later a sequence cut off.
    to.append(raw_, raw_at_, left);
    raw_.clear();
    raw_at_ = 0;
    std::size_t got = 0;
    if (left < kChunk / 2) {
        to.resize(start + left + kChunk);
        got = read_raw(to.data() + start + left, kChunk);
        to.resize(start + left + got);
    }
    const std::size_t size = to.size() - start;
    const std::size_t checked = mark_invalid_utf8(to.data() + start, size);
    if (checked < size) {
        if (got == 0 && left < kChunk / 2) {
            std::fill(to.begin() + static_cast<std::ptrdiff_t>(start + checked), to.end(),
                      kInvalidByte);
        } else {
            raw_.assign(to, start + checked);
            to.resize(start + checked);
        }
    }
    return size > 0;
}

bool TextSource::append_converted(std::string& to) {
    const std::size_t start = to.size();
    while (to.size() == start) {
        if (raw_at_ == raw_.size()) {
            raw_.resize(kChunk);
            raw_.resize(read_raw(raw_.data(), kChunk));
            raw_at_ = 0;
        }
        const bool last = raw_.empty();
        if (last && !converter_) return false;
        converter_->append(std::string_view(raw_).substr(raw_at_), last, to);
        raw_at_ = raw_.size();
        if (last) break;
    }
    return to.size() > start;
}

}  // namespace diglot
