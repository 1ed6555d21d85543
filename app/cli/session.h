// One run of the command line: the options every command has, the file, the console, the exit status.
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

    /// The Diglot file, opened at the first call. A command that only reads needs it to be there.
    DiglotFile& open_for_reading();
    DiglotFile& open_for_writing();
    /// Where it is or will be.
    std::string path() const;
    /// User and command line, for a change set.
    ChangeRequest change_request(const std::string& file = {}) const;
    /// Says something that is no result, unless --quiet.
    void say(const std::string& text) const;

private:
    DiglotFile& open(bool create);
    std::unique_ptr<DiglotFile> file_;
};

/// The argument, if it is UTF-8; else throws UsageError.
const std::string& checked_text(const std::string& text);

/// Each adds one command to the program; its callback runs it and sets session.exit.
void add_import_command(CLI::App& program, Session& session);
void add_export_command(CLI::App& program, Session& session);
void add_match_command(CLI::App& program, Session& session);
void add_search_command(CLI::App& program, Session& session);
void add_term_command(CLI::App& program, Session& session);
void add_stats_command(CLI::App& program, Session& session);
void add_show_command(CLI::App& program, Session& session);
void add_edit_command(CLI::App& program, Session& session);
void add_remove_command(CLI::App& program, Session& session);
void add_log_command(CLI::App& program, Session& session);
void add_undo_command(CLI::App& program, Session& session);
void add_redo_command(CLI::App& program, Session& session);
void add_verify_command(CLI::App& program, Session& session);
void add_backup_command(CLI::App& program, Session& session);

}  // namespace diglot
