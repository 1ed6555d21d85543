#include "importers/po_chunks.h"

#include <algorithm>
#include <cctype>

namespace diglot {
namespace {

std::string_view trim(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\f\v");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\f\v") - start + 1);
}

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

std::string_view first_word(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && is_word_character(text[end])) ++end;
    return text.substr(0, end);
}

/// What an obsolete entry's line says: without "#~". Nothing for other comments and "#~|".
std::string_view entry_part(std::string_view line) {
    line = trim(line);
    if (!line.starts_with('#')) return line;
    if (!line.starts_with("#~") || line.starts_with("#~|")) return {};
    return trim(line.substr(2));
}

/// Where the string that begins at `at` ends, behind its quote; the end of the text where it is
/// open. `nul`: set where an escape means the character NUL, which C strings cannot hold.
std::size_t string_end(std::string_view text, std::size_t at, bool& nul) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) continue;
        ++at;
        const bool hexadecimal = text[at] == 'x';
        const std::size_t first = hexadecimal ? at + 1 : at;
        const std::size_t most = std::min(hexadecimal ? text.size() : at + 3, text.size());
        std::size_t digits = first;
        while (digits < most && text[digits] == '0') ++digits;
        const bool more =
            digits < most &&
            (hexadecimal ? std::isxdigit(static_cast<unsigned char>(text[digits])) != 0
                         : text[digits] >= '0' && text[digits] <= '7');
        nul = nul || (digits > first && !more);
    }
    return std::min(at + 1, text.size());
}

}  // namespace

bool PoChunks::next_line(std::string& line) {
    if (has_held_) {
        has_held_ = false;
        line = std::move(held_);
        return true;
    }
    line.clear();
    for (bool any = false;;) {
        if (at_ == buffer_.size()) {
            buffer_.clear();
            at_ = 0;
            if (!text_.append_to(buffer_)) {
                if (any) ++line_;
                return any;
            }
            if (buffer_.empty()) continue;
        }
        any = true;
        const std::size_t end = std::min(buffer_.find_first_of("\r\n", at_), buffer_.size());
        line.append(buffer_, at_, end - at_);
        at_ = end;
        if (line.size() > kLongest) {
            ++line_;  // Nobody has such lines; the rest of it counts as another.
            return true;
        }
        if (end == buffer_.size()) continue;
        const bool is_return = buffer_[at_++] == '\r';
        if (is_return && at_ == buffer_.size()) {
            buffer_.clear();
            at_ = 0;
            if (!text_.append_to(buffer_)) buffer_.clear();
        }
        if (is_return && at_ < buffer_.size() && buffer_[at_] == '\n') ++at_;
        ++line_;
        return true;
    }
}

bool PoChunks::starts_another(const PoChunk& chunk, std::string_view line) const {
    if (!chunk.has_content) return false;
    if (chunk.is_domain) return true;
    const std::string_view part = entry_part(line);
    if (part.empty()) return trim(line).starts_with('#');
    const std::string_view word = first_word(part);
    if (word == "msgid") return chunk.is_entry || !has_context_;
    return word == "msgctxt" || word == "domain";
}

void PoChunks::take_words(PoChunk& chunk, std::string_view words, std::size_t offset) {
    for (std::size_t at = 0; at < words.size() && words[at] != '#';) {
        if (words[at] == '"') {
            bool nul = false;
            const std::size_t end = string_end(words, at, nul);
            if (nul) chunk.invalid_bytes = true;
            if (keyword_ == "msgid" && end - at > 2) chunk.is_header = false;
            at = end;
            continue;
        }
        const std::string_view word = first_word(words.substr(at));
        if (!word.empty()) {
            keyword_ = word;
            if (word == "msgctxt") has_context_ = true;
            if (word == "msgid" && !chunk.is_entry) {
                chunk.is_entry = true;
                chunk.is_header = !has_context_;
                chunk.msgid_at = offset + at;
                chunk.msgid_line = line_;
            }
        }
        at += std::max<std::size_t>(1, word.size());
    }
}

void PoChunks::take(PoChunk& chunk, const std::string& line) {
    const std::size_t start = chunk.text.size();
    chunk.text += line;
    chunk.text += '\n';
    if (line.find(TextSource::kInvalidByte) != std::string::npos ||
        line.find('\0') != std::string::npos)
        chunk.invalid_bytes = true;
    const std::string_view trimmed = trim(line);
    if (trimmed.starts_with("#,")) {
        for (std::string_view rest = trimmed.substr(2); !rest.empty();) {
            const std::size_t end = std::min(rest.find(','), rest.size());
            const std::string_view flag = trim(rest.substr(0, end));
            if (!flag.empty()) chunk.flags.emplace_back(flag);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    const std::string_view part = entry_part(line);
    if (part.empty()) return;
    chunk.is_domain = !chunk.has_content && first_word(part) == "domain";
    chunk.has_content = true;
    take_words(chunk, part, start + static_cast<std::size_t>(part.data() - line.data()));
    if (trimmed.starts_with('#')) chunk.is_header = false;
}

bool PoChunks::next(PoChunk& chunk) {
    chunk = {};
    keyword_.clear();
    has_context_ = false;
    std::string line;
    while (next_line(line)) {
        if (starts_another(chunk, line)) {
            held_ = std::move(line);
            has_held_ = true;
            return true;
        }
        if (chunk.text.empty()) {
            if (trim(line).empty()) continue;
            chunk.line = line_;
        }
        if (chunk.text.size() + line.size() > kLongest) {
            chunk.too_long = true;
            chunk.text.clear();
            chunk.text += '\n';
            continue;
        }
        take(chunk, line);
    }
    return !chunk.text.empty();
}

bool has_open_string(std::string_view line) {
    bool ignored = false;
    std::size_t at = line.find('"');
    while (at != std::string_view::npos) {
        const std::size_t end = string_end(line, at, ignored);
        if (end < at + 2 || line[end - 1] != '"') return true;
        at = line.find('"', end);
    }
    return false;
}

bool looks_like_po(std::string_view head, std::string_view file_name) {
    if (file_name.ends_with(".gz")) file_name.remove_suffix(3);
    const bool named = file_name.ends_with(".po") || file_name.ends_with(".pot");
    bool any = false;
    while (!head.empty()) {
        const std::size_t end = std::min(head.find_first_of("\r\n"), head.size());
        const std::string_view line = trim(head.substr(0, end));
        head.remove_prefix(std::min(end + 1, head.size()));
        if (line.empty()) continue;
        any = true;
        if (line.starts_with('#')) continue;
        if (named && line.starts_with('"')) return true;
        const std::string_view word = first_word(line);
        if (word != "msgid" && word != "msgctxt" && word != "domain") return false;
        const std::string_view rest = trim(line.substr(word.size()));
        return rest.starts_with('"') || (rest.empty() && named);
    }
    return any && named;
}

}  // namespace diglot
