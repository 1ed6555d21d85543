#include "importers/po_message.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>

#include <gettext-po.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/error.h"

namespace diglot {
namespace {

/// libgettextpo's lexer, parser and printer keep their state in globals.
std::mutex library_mutex;
/// Where the handlers below put what they are told; guarded by library_mutex.
std::vector<PoComplaint>* complaints = nullptr;

/// Returns in every case. The library asks that a fatal error does not come back, but it means only
/// "too many errors" and "found errors", after which it ends the file as if nothing had been said.
void take_complaint(int severity, po_message_t, const char*, std::size_t line, std::size_t column,
                    int, const char* text) {
    const auto known = [](std::size_t n) { return n == static_cast<std::size_t>(-1) ? 0 : n; };
    std::string message = text;
    message = message.substr(0, message.find_last_not_of("\n. ") + 1);
    complaints->push_back(
        {severity != PO_SEVERITY_WARNING, known(line), known(column), std::move(message)});
}

void take_two(int severity, po_message_t message, const char* file, std::size_t line,
              std::size_t column, int multiline, const char* text, po_message_t, const char*,
              std::size_t, std::size_t, int, const char*) {
    take_complaint(severity, message, file, line, column, multiline, text);
}

constexpr po_xerror_handler kHandler{take_complaint, take_two};

/// The library reads and writes files only: one in memory, that has a name.
class MemoryFile {
public:
    MemoryFile() : file_(memfd_create("diglot-po", MFD_CLOEXEC)) {
        if (file_ < 0) throw IoError("no temporary file can be made for gettext's library");
        name_ = "/proc/self/fd/" + std::to_string(file_);
    }
    ~MemoryFile() { close(file_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    const char* name() const { return name_.c_str(); }

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t n = ::write(file_, bytes.data(), bytes.size());
            if (n <= 0) throw IoError("a temporary file for gettext's library cannot be written");
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    std::string read() const {
        std::string bytes(static_cast<std::size_t>(lseek(file_, 0, SEEK_END)), '\0');
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t n =
                pread(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
            if (n <= 0) throw IoError("a temporary file for gettext's library cannot be read");
            done += static_cast<std::size_t>(n);
        }
        return bytes;
    }

private:
    int file_;
    std::string name_;
};

struct FreeFile {
    void operator()(po_file_t file) const { po_file_free(file); }
};
struct FreeIterator {
    void operator()(po_message_iterator_t iterator) const { po_message_iterator_free(iterator); }
};
using File = std::unique_ptr<std::remove_pointer_t<po_file_t>, FreeFile>;
using Iterator = std::unique_ptr<std::remove_pointer_t<po_message_iterator_t>, FreeIterator>;

std::optional<std::string> optional(const char* text) {
    if (text == nullptr) return std::nullopt;
    return std::string(text);
}

/// The library makes a new string of the comments each time it is asked, and leaves it to nobody
/// to free (gettext 0.21, gettext-po.c, po_message_comments).
std::string comments_of(po_message_t message, const char* (*ask)(po_message_t)) {
    const char* text = ask(message);
    std::string out = text;
    if (out.empty()) return out;
    const char* again = ask(message);
    if (again == text) return out;  // A later library keeps it.
    std::free(const_cast<char*>(text));
    std::free(const_cast<char*>(again));
    return out;
}

PoMessage read_message(po_message_t message) {
    PoMessage out;
    out.context = optional(po_message_msgctxt(message));
    out.source = po_message_msgid(message);
    out.plural = optional(po_message_msgid_plural(message));
    if (out.plural) {
        for (int i = 0; const char* text = po_message_msgstr_plural(message, i); ++i)
            out.translations.emplace_back(text);
    } else {
        out.translations.emplace_back(po_message_msgstr(message));
    }
    out.comments = comments_of(message, po_message_comments);
    out.extracted_comments = comments_of(message, po_message_extracted_comments);
    for (int i = 0; po_filepos_t place = po_message_filepos(message, i); ++i) {
        const std::size_t line = po_filepos_start_line(place);
        out.references.push_back(po_filepos_file(place) + (line == static_cast<std::size_t>(-1)
                                                               ? ""
                                                               : ":" + std::to_string(line)));
    }
    out.fuzzy = po_message_is_fuzzy(message) != 0;
    out.obsolete = po_message_is_obsolete(message) != 0;
    out.previous_context = optional(po_message_prev_msgctxt(message));
    out.previous_source = optional(po_message_prev_msgid(message));
    out.previous_plural = optional(po_message_prev_msgid_plural(message));
    return out;
}

/// False for a flag that is none the library can set.
bool set_flag(po_message_t message, const std::string& flag) {
    int least = 0;
    int most = 0;
    if (std::sscanf(flag.c_str(), "range: %d..%d", &least, &most) == 2) {
        po_message_set_range(message, least, most);
        return true;
    }
    const bool no = flag.starts_with("no-");
    const std::string format = no ? flag.substr(3) : flag;
    if (po_format_pretty_name(format.c_str()) == nullptr) return false;
    po_message_set_format(message, format.c_str(), no ? 0 : 1);
    return true;
}

void add_reference(po_message_t message, const std::string& reference) {
    const std::size_t colon = reference.rfind(':');
    char* end = nullptr;
    const std::size_t line =
        colon == std::string::npos ? 0 : std::strtoul(reference.c_str() + colon + 1, &end, 10);
    if (colon == std::string::npos || end == reference.c_str() + colon + 1 || *end != '\0')
        po_message_add_filepos(message, reference.c_str(), static_cast<std::size_t>(-1));
    else
        po_message_add_filepos(message, reference.substr(0, colon).c_str(), line);
}

po_message_t make_message(const PoMessage& in, PoPrinted& printed) {
    po_message_t message = po_message_create();
    const auto set = [&](auto setter, const std::optional<std::string>& text) {
        if (text) setter(message, text->c_str());
    };
    set(po_message_set_msgctxt, in.context);
    po_message_set_msgid(message, in.source.c_str());
    if (in.plural) {
        po_message_set_msgid_plural(message, in.plural->c_str());
        for (std::size_t i = 0; i < in.translations.size(); ++i)
            po_message_set_msgstr_plural(message, static_cast<int>(i), in.translations[i].c_str());
    } else if (!in.translations.empty()) {
        po_message_set_msgstr(message, in.translations.front().c_str());
    }
    po_message_set_comments(message, in.comments.c_str());
    po_message_set_extracted_comments(message, in.extracted_comments.c_str());
    for (const std::string& reference : in.references) add_reference(message, reference);
    for (const std::string& flag : in.flags)
        if (!set_flag(message, flag)) printed.unknown_flags.push_back(flag);
    po_message_set_fuzzy(message, in.fuzzy ? 1 : 0);
    po_message_set_obsolete(message, in.obsolete ? 1 : 0);
    set(po_message_set_prev_msgctxt, in.previous_context);
    set(po_message_set_prev_msgid, in.previous_source);
    set(po_message_set_prev_msgid_plural, in.previous_plural);
    return message;
}

/// What the library's checks of one message say is an error.
bool breaks_a_rule(po_message_t message, po_message_iterator_t iterator) {
    complaints->clear();
    po_message_check_all(message, iterator, &kHandler);
    for (const PoComplaint& complaint : *complaints)
        if (complaint.is_error) return true;
    return false;
}

constexpr const char* kHeader =
    "msgid \"\" msgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n";

}  // namespace

PoParsed parse_po(std::string_view entries) {
    const std::lock_guard lock(library_mutex);
    PoParsed parsed;
    complaints = &parsed.complaints;
    const MemoryFile text;
    text.write(kHeader);
    text.write(entries);
    const File file(po_file_read(text.name(), &kHandler));
    if (!file) throw IoError("gettext's library cannot read its temporary file");
    for (const char* const* domain = po_file_domains(file.get()); *domain != nullptr; ++domain) {
        const Iterator messages(po_message_iterator(file.get(), *domain));
        while (po_message_t message = po_next_message(messages.get())) {
            const bool is_header = *po_message_msgid(message) == '\0' &&
                                   po_message_msgctxt(message) == nullptr &&
                                   po_message_is_obsolete(message) == 0;
            if (!is_header) parsed.messages.push_back(read_message(message));
        }
    }
    for (PoComplaint& complaint : parsed.complaints)
        if (complaint.line > 0) --complaint.line;  // The header's line.
    return parsed;
}

PoPrinted print_po(const std::string& header, const std::vector<PoMessage>& messages) {
    const std::lock_guard lock(library_mutex);
    PoPrinted printed;
    std::vector<PoComplaint> told;
    complaints = &told;
    const File file(po_file_create());
    const Iterator end(po_message_iterator(file.get(), nullptr));
    po_message_t first = po_message_create();
    po_message_set_msgid(first, "");
    po_message_set_msgstr(first, header.c_str());
    po_message_insert(end.get(), first);
    for (const PoMessage& one : messages) {
        po_message_t message = make_message(one, printed);
        po_message_insert(end.get(), message);
        if (one.fuzzy || one.obsolete || !breaks_a_rule(message, end.get())) continue;
        po_message_set_fuzzy(message, 1);
        ++printed.marked_fuzzy;
    }
    const MemoryFile text;
    if (po_file_write(file.get(), text.name(), &kHandler) == nullptr)
        throw IoError("gettext's library cannot write its temporary file");
    printed.text = text.read();
    const std::size_t gap = printed.text.find("\n\n");
    printed.entries_start = gap == std::string::npos ? printed.text.size() : gap + 2;
    return printed;
}

}  // namespace diglot
