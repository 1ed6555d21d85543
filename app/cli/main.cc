// The program `diglot`: options every command shares, and what becomes of failures.
#include <QCoreApplication>
#include <clocale>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "core/error.h"
#include "core/text/segmentation.h"

namespace diglot {
namespace {

constexpr const char* kAbout =
    "Diglot: a translation memory and a glossary in one file.\n"
    "What was translated once is found again; a name is rendered the same way everywhere.";

constexpr const char* kExample =
    "Example:\n"
    "  diglot import memory.tmx glossary.tbx\n"
    "  diglot match -s zh-TW -t en 阿貢國家實驗室宣布新計畫\n"
    "  diglot undo\n"
    "`diglot COMMAND --help` shows a command's options and an example.";

std::string join_arguments(int argc, char** argv) {
    std::string line = "diglot";
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const bool plain =
            argument.find_first_of(" \t\n'\"\\$`*?") == std::string::npos && !argument.empty();
        line += plain ? " " + argument : " \"" + argument + "\"";
    }
    return line;
}

void add_shared_options(CLI::App& program, Session& session) {
    program
        .add_option("--db", session.db,
                    tr("The Diglot file (default: $DIGLOT_DB, else the user's data folder)"))
        ->type_name("FILE");
    program.add_flag("--json", session.json, tr("Print JSON on stdout, everything else on stderr"));
    program.add_flag("-q,--quiet", session.quiet, tr("Say nothing but results and errors"));
    program
        .add_option("--wait", session.wait_seconds,
                    tr("Seconds to wait while another process writes the file"))
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
}

/// The first argument that is no option, if it is no command either; else empty.
std::string unknown_command(const CLI::App& program, int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--db" || argument == "--wait") ++i;
        if (argument.starts_with('-')) continue;
        const auto named = program.get_subcommands(
            [&](const CLI::App* command) { return command->get_name() == argument; });
        return named.empty() ? argument : "";
    }
    return {};
}

/// The arguments, with kWholeArgument behind those the parser would take apart as lists.
struct MarkedArguments {
    MarkedArguments(int argc, char** argv) : texts(argv, argv + argc) {
        for (std::string& text : texts) {
            if (text.size() > 1 && text.front() == '[' && text.back() == ']')
                text += kWholeArgument;
            pointers.push_back(text.data());
        }
    }

    std::vector<std::string> texts;
    std::vector<char*> pointers;
};

int run(int argc, char** argv) {
    Session session;
    session.command_line = join_arguments(argc, argv);
    CLI::App program(tr(kAbout), "diglot");
    program.footer(tr(kExample));
    program.require_subcommand(1);
    program.fallthrough();
    program.set_version_flag("--version", "diglot " DIGLOT_VERSION);
    add_shared_options(program, session);
    for (const auto& add :
         {add_import_command,      add_export_command, add_match_command,   add_search_command,
          add_term_command,        add_check_command,  add_explain_command, add_ignored_command,
          add_segment_command,     add_align_command,  add_analyze_command, add_translate_command,
          add_harvest_command,     add_stats_command,  add_show_command,    add_edit_command,
          add_remove_command,      add_dedupe_command, add_clean_command,   add_replace_command,
          add_diff_command,        add_merge_command,  add_resolve_command, add_git_setup_command,
          add_git_driver_commands, add_sync_command,   add_log_command,     add_undo_command,
          add_redo_command,        add_verify_command, add_backup_command,  add_restore_command}) {
        add(program, session);
    }
    MarkedArguments arguments(argc, argv);
    std::vector<char*>& marked = arguments.pointers;
    try {
        program.parse(argc, marked.data());
        if (std::fflush(stdout) != 0) throw IoError("standard output: cannot be written");
    } catch (const CLI::ParseError& error) {
        const std::string unknown =
            error.get_exit_code() == 0 ? "" : unknown_command(program, argc, argv);
        if (!unknown.empty()) {
            session.console.note(
                tr("diglot: there is no command \"{}\"; `diglot --help` lists them", unknown));
            return static_cast<int>(Exit::kUsage);
        }
        const int status = program.exit(error);
        return status == 0 ? 0 : static_cast<int>(Exit::kUsage);
    } catch (const UsageError& error) {
        session.console.note(std::string("diglot: ") + error.what());
        return static_cast<int>(Exit::kUsage);
    } catch (const SlowRule& error) {
        session.console.note(error.what());
        return static_cast<int>(Exit::kComplaints);
    } catch (const Interrupted&) {
        session.console.note(tr("diglot: interrupted; nothing was changed"));
        return static_cast<int>(Exit::kMachine);
    } catch (const StoreError& error) {
        session.console.note(
            is_damage(error)
                ? tr("diglot: {}: {}; the file is damaged: `diglot verify` says where, "
                     "`diglot restore FILE` goes back to a backup",
                     session.path(), error.what())
                : tr("diglot: {}: {}; nothing was changed", session.path(), error.what()));
        return static_cast<int>(Exit::kMachine);
    } catch (const std::exception& error) {
        session.console.note(std::string("diglot: ") + error.what());
        return static_cast<int>(Exit::kMachine);
    }
    return static_cast<int>(session.exit);
}

}  // namespace
}  // namespace diglot

int main(int argc, char** argv) {
    std::setlocale(LC_ALL, "C.UTF-8");
    const QCoreApplication application(argc, argv);
    diglot::watch_for_interrupts();
    const int status = diglot::run(argc, argv);
    diglot::end_by_signal();
    return status;
}
