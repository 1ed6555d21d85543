// One run of the command line: the options every command has, the file, the console, the exit
// status.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "app/diglot_file.h"

namespace CLI {
class App;
}

namespace diglot {

/// DESIGN: "The command line".
enum class Exit { kDone = 0, kComplaints = 1, kUsage = 2, kMachine = 3 };

/// A wrong use of the command line that its parser cannot see; becomes Exit::kUsage.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Session {
public:
    std::string db;  ///< As given; empty for the default.
    bool json = false;
    bool quiet = false;
    int wait_seconds = 120;
    Exit exit = Exit::kDone;
    std::string command_line;  ///< For the change log.
    Console console;

    /// The Diglot file, opened at the first call. Only commands that bring something in make it.
    DiglotFile& open_existing();
    DiglotFile& open_or_create();
    /// Where it is or will be.
    std::string path() const;
    /// How a Diglot file is opened: how long to wait for others, and what is said meanwhile.
    OpenOptions open_options() const;
    /// User and command line, for a change set.
    ChangeRequest change_request(const std::string& file = {}) const;
    /// A line of standard input; what is not valid UTF-8 in it is said (with its number), replaced
    /// by U+FFFD, and makes the exit status 1.
    std::string valid_line(std::string line, std::size_t number);
    /// Says something that is no result, unless --quiet.
    void say(const std::string& text) const;

private:
    DiglotFile& open(bool create);
    std::unique_ptr<DiglotFile> file_;
};

/// Stands at the end of arguments that the parser would take apart as a list ("[a, b]");
/// checked_text() takes it off.
inline constexpr char kWholeArgument = '\x1F';

/// The argument as the user gave it, if it is UTF-8 without control characters (tab and line break
/// aside); else throws UsageError.
std::string checked_text(std::string text);

/// A language as the user wrote it; empty for none. Throws UsageError for what is no language tag.
LanguageTag parse_language(const std::string& text);

/// A condition on units (--where); nothing for an empty text. Throws UsageError, with the place.
std::optional<UnitCondition> parse_condition(const std::string& text, const ChangeLog& log);

/// Each adds one command to the program; its callback runs it and sets session.exit.
void add_import_command(CLI::App& program, Session& session);
void add_export_command(CLI::App& program, Session& session);
void add_segment_command(CLI::App& program, Session& session);
void add_align_command(CLI::App& program, Session& session);
void add_analyze_command(CLI::App& program, Session& session);
void add_translate_command(CLI::App& program, Session& session);
void add_harvest_command(CLI::App& program, Session& session);
void add_match_command(CLI::App& program, Session& session);
void add_search_command(CLI::App& program, Session& session);
void add_term_command(CLI::App& program, Session& session);
void add_check_command(CLI::App& program, Session& session);
void add_explain_command(CLI::App& program, Session& session);
void add_ignored_command(CLI::App& program, Session& session);
void add_stats_command(CLI::App& program, Session& session);
void add_show_command(CLI::App& program, Session& session);
void add_edit_command(CLI::App& program, Session& session);
void add_remove_command(CLI::App& program, Session& session);
void add_replace_command(CLI::App& program, Session& session);
void add_dedupe_command(CLI::App& program, Session& session);
void add_clean_command(CLI::App& program, Session& session);
void add_diff_command(CLI::App& program, Session& session);
void add_merge_command(CLI::App& program, Session& session);
void add_resolve_command(CLI::App& program, Session& session);
void add_git_setup_command(CLI::App& program, Session& session);
/// What git calls: not for people, and not in the list of commands.
void add_git_driver_commands(CLI::App& program, Session& session);
void add_sync_command(CLI::App& program, Session& session);
void add_log_command(CLI::App& program, Session& session);
void add_undo_command(CLI::App& program, Session& session);
void add_redo_command(CLI::App& program, Session& session);
void add_verify_command(CLI::App& program, Session& session);
void add_backup_command(CLI::App& program, Session& session);
void add_restore_command(CLI::App& program, Session& session);

}  // namespace diglot
