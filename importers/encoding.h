// From bytes of any encoding to UTF-8: which encoding it is, and the text in chunks.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/language_tag.h"
#include "importers/byte_source.h"

namespace diglot {

/// The languages of a text, as far as they are known before it is read; asked only where nothing
/// says the encoding. Gets the first bytes, as they are.
using LanguagesOf = std::function<std::vector<LanguageTag>(std::string_view)>;

/// What the first bytes of a text say of its encoding.
struct EncodingGuess {
    std::string name;          ///< As ICU and IANA call it: "UTF-8", "UTF-16LE", "windows-1252".
    std::string declared;      ///< As the text declares it (XML declaration, "-*- coding: x -*-");
                               ///< empty if it does not.
    std::size_t bom_size = 0;  ///< Bytes of the byte order mark.
    bool contradicts =
        false;  ///< The declaration names an encoding the bytes are not in, or nobody knows.
    bool guessed = false;   ///< By its letters: nothing in the text says it.
    bool doubtful = false;  ///< Guessed, and too little speaks for it to take texts by it.
    std::vector<std::string> others{};  ///< If doubtful: what else it may be, the likeliest first.
    bool overrules = false;           ///< The text says it, and the user said another.
};

/// Byte order mark, then byte pattern (UTF-16 and UTF-32 without a mark), then declaration, then
/// UTF-8 where the bytes are that in the main. Else, but for XML, the code page of the languages
/// that `languages` finds in the first bytes (code_page_of()), if their letters fit; else what
/// ICU's detector finds likely, doubtful where that is a code page of single bytes with a
/// confidence below 40 of 100, or not one of the languages.
EncodingGuess guess_encoding(std::string_view first_bytes, const LanguagesOf& languages = {});

/// For people: that a guess is doubtful, and what settles it. Error: text.encoding.
std::optional<Diagnostic> refuse_doubtful(const EncodingGuess& guess, const std::string& file);

/// Whether ICU has a converter of that name.
bool is_known_encoding(const std::string& name);

/// A text as UTF-8, without byte order mark. Line ends are as in the file.
/// What is not valid in the file's encoding arrives as the byte kInvalidByte, which UTF-8 never
/// has.
class TextSource {
public:
    static constexpr char kInvalidByte = '\xFF';

    /// `bytes` must outlive it. `encoding`: what the user says it is (is_known_encoding()), of a
    /// text that does not say so itself by a byte order mark or a declaration; found if empty.
    explicit TextSource(ByteSource& bytes, const std::string& encoding = {},
                        const LanguagesOf& languages = {});
    ~TextSource();

    const EncodingGuess& encoding() const { return encoding_; }
    /// Appends the next chunk (whole characters, about 64 KiB) to `to`; false at the end. Throws
    /// IoError.
    bool append_to(std::string& to);
    /// The start of the text (up to about 64 KiB), which append_to() delivers first; for probing.
    /// Call it before that.
    std::string_view head();

    /// Called after each chunk with ByteSource's bytes_done() and bytes_total(). May throw
    /// Interrupted.
    std::function<void(std::uint64_t, std::uint64_t)> progress;

private:
    struct Converter;
    bool append_chunk(std::string& to);
    bool append_utf8(std::string& to);
    bool append_converted(std::string& to);
    std::size_t read_raw(char* to, std::size_t size);

    ByteSource& bytes_;
    std::string raw_;  ///< Bytes read but not yet decoded.
    std::size_t raw_at_ = 0;
    EncodingGuess encoding_;
    std::unique_ptr<Converter> converter_;  ///< Null for UTF-8.
    std::string head_;
    bool head_filled_ = false;
};

}  // namespace diglot
