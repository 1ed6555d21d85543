#include "importers/po_reader.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "importers/po_chunks.h"
#include "importers/po_header.h"
#include "importers/po_message.h"
#include "importers/po_units.h"

namespace diglot {
namespace {

constexpr std::size_t kBatchBytes = std::size_t{256} * 1024;  ///< Handed to the library at once.

bool is_valid(const PoMessage& message) {
    const auto valid = [](const std::optional<std::string>& text) {
        return !text || is_valid_utf8(*text);
    };
    return valid(message.context) && is_valid_utf8(message.source) && valid(message.plural) &&
           std::all_of(message.translations.begin(), message.translations.end(), is_valid_utf8);
}

/// Lines count from 0.
std::string_view nth_line(std::string_view text, std::size_t n) {
    for (; n > 0; --n) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return text.substr(0, text.find('\n'));
}

class PoReader {
public:
    PoReader(TextSource& text, const std::string& file, const ReadOptions& options, Sink& sink)
        : text_(text), file_(file), options_(options), sink_(sink) {}

    Result<ReadSummary> read() {
        summary_.format = "PO";
        summary_.encoding = text_.encoding().name;
        if (text_.encoding().contradicts && text_.encoding().declared != "CHARSET")
            tell(Severity::kWarning, "po.encoding",
                 "the file says its encoding is " + text_.encoding().declared +
                     ", but it is read as " + text_.encoding().name,
                 {1, 1});
        text_.progress = options_.progress;
        PoChunks chunks(text_);
        for (PoChunk chunk; chunks.next(chunk) && !refusal_;) take(std::move(chunk));
        flush();
        if (refusal_) return *refusal_;
        if (!begun_) begin();
        if (untranslated_ > 0)
            tell(Severity::kNote, "po.untranslated",
                 std::to_string(untranslated_) +
                     (untranslated_ == 1 ? " entry has" : " entries have") + " no translation",
                 {});
        return std::move(summary_);
    }

private:
    void tell(Severity severity, std::string code, std::string message, Position at) {
        sink_.report({severity, std::move(code), std::move(message), at, file_, {}});
    }
    void skip(std::string code, std::string message, Position at) {
        ++summary_.skipped;
        tell(Severity::kError, std::move(code), std::move(message), at);
    }

    void take(PoChunk chunk) {
        if (chunk.too_long)
            return skip("po.too-long", "an entry of more than 16 MiB is left out", {chunk.line, 1});
        if (!chunk.has_content) return;  // Comments only.
        if (chunk.is_domain || chunk.invalid_bytes) flush();
        if (chunk.is_domain)
            return tell(Severity::kWarning, "po.domain", "the domain of what follows is not kept",
                        {chunk.line, 1});
        if (chunk.invalid_bytes)
            return skip("po.encoding",
                        "the entry has bytes that are not " + text_.encoding().name +
                            ", or a NUL, and is left out",
                        {std::max(chunk.msgid_line, chunk.line), 1});
        if (chunk.is_header) return take_header(std::move(chunk));
        batch_bytes_ += chunk.text.size();
        batch_.push_back(std::move(chunk));
        if (batch_bytes_ >= kBatchBytes) flush();
    }

    /// The library would take the file's header for the one that tells it the encoding: a context
    /// makes it an entry as others are.
    void take_header(PoChunk chunk) {
        chunk.text.insert(chunk.msgid_at, "msgctxt \"header\" ");
        const PoParsed parsed = parse_po(chunk.text);
        if (has_error(parsed) || parsed.messages.size() != 1) return complain(chunk, parsed);
        if (begun_ || !header_.empty() || !batch_.empty())
            return tell(Severity::kWarning, "po.second-header",
                        "a second header; what it says is not used", {chunk.msgid_line, 1});
        const PoMessage& message = parsed.messages.front();
        header_ = PoHeader(message.translations.empty() ? "" : message.translations.front());
        header_comment_ = message.comments;
        if (const std::string* forms = header_.find("Plural-Forms")) forms_ = plural_count(*forms);
    }

    static bool has_error(const PoParsed& parsed) {
        return std::any_of(parsed.complaints.begin(), parsed.complaints.end(),
                           [](const PoComplaint& complaint) { return complaint.is_error; });
    }

    /// One unit left out, for the first reason given that has a place.
    void complain(const PoChunk& chunk, const PoParsed& parsed) {
        for (const PoComplaint& complaint : parsed.complaints) {
            if (!complaint.is_error || complaint.line == 0) continue;
            // Where a string is not closed the library has read on to the next line.
            const std::size_t line = complaint.line;
            const bool before = line > 1 && has_open_string(nth_line(chunk.text, line - 2));
            return skip("po.syntax", complaint.message + "; the entry is left out",
                        {chunk.line + line - (before ? 2 : 1),
                         before ? 1 : std::max<std::size_t>(1, complaint.column)});
        }
        skip("po.syntax", "this is no whole entry; it is left out",
             {std::max(chunk.line, chunk.msgid_line), 1});
    }

    /// Many entries at once, for speed; one by one where the library has something to say, so that
    /// a bad entry costs only itself, and entries that occur twice are both read.
    void flush() {
        if (batch_.empty()) return;
        std::string all;
        for (const PoChunk& chunk : batch_) all += chunk.text;
        PoParsed parsed = parse_po(all);
        if (parsed.complaints.empty() && parsed.messages.size() == batch_.size()) {
            for (std::size_t i = 0; i < batch_.size(); ++i)
                hand_over(std::move(parsed.messages[i]), batch_[i]);
        } else {
            for (const PoChunk& chunk : batch_) read_alone(chunk);
        }
        batch_.clear();
        batch_bytes_ = 0;
    }

    void read_alone(const PoChunk& chunk) {
        PoParsed parsed = parse_po(chunk.text);
        if (has_error(parsed) || parsed.messages.empty()) return complain(chunk, parsed);
        for (const PoComplaint& complaint : parsed.complaints)
            tell(Severity::kWarning, "po.syntax", complaint.message,
                 {complaint.line > 0 ? chunk.line + complaint.line - 1 : chunk.line, 1});
        for (PoMessage& message : parsed.messages) hand_over(std::move(message), chunk);
    }

    void hand_over(PoMessage message, const PoChunk& chunk) {
        const Position at{chunk.msgid_line, 1};
        if (refusal_) return;
        if (!is_valid(message))
            return skip("po.encoding",
                        "an escape means no character of UTF-8; the entry is left out", at);
        if (message.plural && message.translations.size() < forms_) {
            tell(Severity::kWarning, "po.forms",
                 "the entry has " + std::to_string(message.translations.size()) +
                     " plural forms, the header says " + std::to_string(forms_),
                 at);
            message.translations.resize(forms_);
        }
        const std::size_t missing = static_cast<std::size_t>(
            std::count(message.translations.begin(), message.translations.end(), std::string()));
        if (missing == message.translations.size()) {
            ++untranslated_;
            return;
        }
        if (!begun_) begin();
        if (languages_.target.empty()) {
            refusal_ = Diagnostic{Severity::kError,
                                  "po.no-language",
                                  "the file does not say the language of its translations; say "
                                  "which it is with -t",
                                  at,
                                  file_,
                                  {}};
            return;
        }
        std::copy_if(chunk.flags.begin(), chunk.flags.end(), std::back_inserter(message.flags),
                     [](const std::string& flag) { return flag != "fuzzy"; });
        if (missing > 0)
            tell(Severity::kNote, "po.untranslated",
                 "not every plural form of this entry is translated", at);
        for (Unit& unit : units_of(message, languages_)) {
            ++summary_.units;
            sink_.add(std::move(unit), at);
        }
    }

    /// Before the first unit: what the languages are.
    void begin() {
        begun_ = true;
        find_target();
        find_source();
        Markup kept = Markup::node("header", {{"o-tmf", "PO"},
                                              {"datatype", "plaintext"},
                                              {"segtype", "block"},
                                              {"srclang", languages_.source_spelling}});
        if (!header_comment_.empty())
            kept.children.push_back(Markup::leaf("note", {}, header_comment_));
        for (Markup& prop : header_.props()) kept.children.push_back(std::move(prop));
        sink_.header(std::move(kept));
    }

    static void take_language(const std::string& spelling, LanguageTag& tag, std::string& kept) {
        if (const auto language = parse_po_language(spelling)) {
            tag = *language;
            kept = spelling;
        }
    }

    void find_target() {
        if (const std::string* named = header_.find("Language"))
            take_language(*named, languages_.target, languages_.target_spelling);
        if (!languages_.target.empty()) return check_pair("as its header says");
        PoLanguages by_name;
        take_language(po_language_of_file(file_), by_name.target, by_name.target_spelling);
        const bool from_source = !by_name.target.empty() &&
                                 options_.source.fit(by_name.target) == LanguageFit::kSame &&
                                 options_.target.fit(by_name.target) == LanguageFit::kOther;
        if (!options_.target.empty() && !from_source) {
            languages_.target = options_.target;
            languages_.target_spelling = options_.target.text();
            return;
        }
        if (by_name.target.empty()) return;
        languages_ = by_name;
        tell(Severity::kNote, "po.language",
             "the language of the translations, " + languages_.target.text() +
                 ", is taken from the file's name",
             {});
        check_pair("as its name says");
    }

    /// A pair given that is not about this file: its translations are in another language than -t,
    /// or in that of -s, as in every catalogue of English sources when a pair is read from Chinese.
    void check_pair(const std::string& why) {
        const LanguageTag& target = languages_.target;
        const bool has_target = !options_.target.empty();
        const LanguageFit as_source = options_.source.fit(target);
        const bool is_target = has_target && options_.target.fit(target) == LanguageFit::kSame;
        const bool is_other = has_target && options_.target.fit(target) == LanguageFit::kOther;
        if (options_.source.empty() || header_.find("X-Source-Language")) return;
        pair_is_not_about_this_ = is_other || (as_source == LanguageFit::kSame && !is_target) ||
                                  (as_source == LanguageFit::kVariant && !is_target);
        if (!pair_is_not_about_this_) return;
        tell(Severity::kNote, "po.language",
             "-s " + options_.source.text() + (has_target ? " -t " + options_.target.text() : "") +
                 " is not about this file, whose translations are " + target.text() + ", " + why +
                 "; its sources are taken for English (X-Source-Language in its header says "
                 "otherwise)",
             {});
    }

    void find_source() {
        if (const std::string* named = header_.find("X-Source-Language"))
            take_language(*named, languages_.source, languages_.source_spelling);
        if (!languages_.source.empty()) return;
        const bool is_given = !options_.source.empty() && !pair_is_not_about_this_;
        languages_.source = is_given ? options_.source : LanguageTag("en");
        languages_.source_spelling = languages_.source.text();
        if (!is_given && !pair_is_not_about_this_)
            tell(Severity::kNote, "po.language",
                 "the file does not say the language of its sources; they are taken for English "
                 "(-s says otherwise)",
                 {});
    }

    TextSource& text_;
    const std::string& file_;
    const ReadOptions& options_;
    Sink& sink_;
    std::vector<PoChunk> batch_;
    std::size_t batch_bytes_ = 0;
    PoHeader header_;
    std::string header_comment_;
    std::size_t forms_ = 0;  ///< Plural forms an entry has by the header; 0 if it says none.
    bool begun_ = false;
    PoLanguages languages_;
    bool pair_is_not_about_this_ = false;  ///< What -s and -t say.
    std::uint64_t untranslated_ = 0;
    std::optional<Diagnostic> refusal_;
    ReadSummary summary_;
};

}  // namespace

Result<ReadSummary> read_po(TextSource& text, const std::string& file, const ReadOptions& options,
                            Sink& sink) {
    return PoReader(text, file, options, sink).read();
}

}  // namespace diglot
