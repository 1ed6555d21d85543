// A gettext catalogue cut at the boundaries of its entries, as it streams by.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "importers/encoding.h"

namespace diglot {

/// The lines of one entry, with the comments before it. gettext manual, "The Format of PO Files".
struct PoChunk {
    std::string text;                ///< UTF-8; every line ends with LF.
    std::size_t line = 0;            ///< Of its first line, from 1.
    bool has_content = false;        ///< More than comments.
    bool is_domain = false;          ///< It is the directive "domain".
    bool is_entry = false;           ///< It has a msgid.
    bool is_header = false;          ///< Its msgid is empty, without msgctxt.
    std::size_t msgid_at = 0;        ///< Offset of the keyword msgid in `text`.
    std::size_t msgid_line = 0;      ///< Line of it, from 1 in the file.
    bool invalid_bytes = false;      ///< Bytes that are not in the file's encoding, or a NUL.
    bool too_long = false;           ///< More than PoChunks::kLongest without an end; cut there.
    std::vector<std::string> flags;  ///< Of its "#," lines, in order: "fuzzy", "c-format".
};

class PoChunks {
public:
    static constexpr std::size_t kLongest = std::size_t{16} << 20;  ///< Bytes of one entry.

    explicit PoChunks(TextSource& text) : text_(text) {}
    /// False at the end. Lines end with LF, CR or CRLF.
    bool next(PoChunk& chunk);

private:
    bool next_line(std::string& line);
    bool starts_another(const PoChunk& chunk, std::string_view line) const;
    void take(PoChunk& chunk, const std::string& line);
    void take_words(PoChunk& chunk, std::string_view words, std::size_t offset);

    TextSource& text_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t line_ = 0;  ///< Of the last line read.
    std::string held_;      ///< The first line of the next chunk, already read.
    bool has_held_ = false;
    std::string keyword_;  ///< The one whose strings come next.
    bool has_context_ = false;
};

/// Whether a string begins in the line and does not end in it.
bool has_open_string(std::string_view line);

/// Whether a text begins like a catalogue: its first word that is no comment is msgid, msgctxt or
/// domain; where its name ends in .po or .pot, also if it has comments only, among them obsolete
/// entries, or begins with a string.
bool looks_like_po(std::string_view head, std::string_view file_name);

}  // namespace diglot
