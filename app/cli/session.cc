#include "app/cli/session.h"

#include <pwd.h>
#include <unistd.h>

#include "app/cli/text.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

std::string user_name() {
    const passwd* entry = getpwuid(getuid());
    return entry ? entry->pw_name : std::to_string(getuid());
}

}  // namespace

std::string Session::path() const { return db.empty() ? DiglotFile::default_path() : db; }

DiglotFile& Session::open(bool create) {
    if (!file_) {
        OpenOptions options;
        options.create = create;
        options.wait = std::chrono::seconds(wait_seconds);
        options.waiting = [this](const std::string& holder) { say(tr("waiting for {}", holder)); };
        file_ = std::make_unique<DiglotFile>(path(), options);
    }
    return *file_;
}

DiglotFile& Session::open_for_reading() { return open(false); }
DiglotFile& Session::open_for_writing() { return open(true); }

ChangeRequest Session::change_request(const std::string& file) const {
    return {user_name(), command_line, file};
}

const std::string& checked_text(const std::string& text) {
    if (!is_valid_utf8(text)) throw UsageError(tr("a text is not valid UTF-8"));
    return text;
}

void Session::say(const std::string& text) const {
    if (!quiet) console.note(text);
}

}  // namespace diglot
