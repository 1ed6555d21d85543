#include "app/cli/session.h"

#include <filesystem>

#include <pwd.h>
#include <unistd.h>

#include "app/cli/text.h"
#include "app/interrupt.h"
#include "core/error.h"
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
        if (!create && !std::filesystem::exists(path())) {
            throw IoError(tr("{}: no such Diglot file; `diglot import FILE` makes it", path()));
        }
        OpenOptions options = open_options();
        options.create = create;
        file_ = std::make_unique<DiglotFile>(path(), options);
    }
    return *file_;
}

OpenOptions Session::open_options() const {
    OpenOptions options;
    options.wait = std::chrono::seconds(wait_seconds);
    options.interrupted = is_interrupted;
    options.waiting = [this](const std::string& holder) { say(tr("waiting for {}", holder)); };
    return options;
}

DiglotFile& Session::open_existing() { return open(false); }
DiglotFile& Session::open_or_create() { return open(true); }

ChangeRequest Session::change_request(const std::string& file) const {
    return {user_name(), command_line, file};
}

std::string Session::valid_line(std::string line, std::size_t number) {
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (is_valid_utf8(line)) return line;
    console.note(tr("standard input:{}: not valid UTF-8; what is not was read as U+FFFD", number));
    exit = Exit::kComplaints;
    std::string mended;
    for (std::size_t at = 0; at < line.size();)
        append_code_point(next_code_point(line, at), mended);
    return mended;
}

std::optional<UnitCondition> parse_condition(const std::string& text, const ChangeLog& log) {
    if (text.empty()) return std::nullopt;
    const auto condition =
        UnitCondition::parse(text, [&](std::int64_t change) { return log.roots(change, "unit"); });
    if (!condition) throw UsageError(to_string(condition.error()));
    return *condition;
}

LanguageTag parse_language(const std::string& text) {
    LanguageTag tag(text);
    if (!text.empty() && !is_known_language(tag)) {
        throw UsageError(
            tr("\"{}\" is no language; write a tag such as zh-TW, zh-CN, en or en-GB", text));
    }
    return tag;
}

std::string checked_text(std::string text) {
    if (!text.empty() && text.back() == kWholeArgument) text.pop_back();
    if (!is_valid_utf8(text)) throw UsageError(tr("a text is not valid UTF-8"));
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') {
            throw UsageError(
                tr("a text has a control character, which no exchange format can carry"));
        }
    }
    return text;
}

void Session::say(const std::string& text) const {
    if (!quiet) console.note(text);
}

}  // namespace diglot
