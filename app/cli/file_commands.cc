// diglot verify, backup: the Diglot file as a whole.
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

void rebuild_index(Session& session) {
    Progress progress(session.console, session.quiet);
    session.open_existing().rebuild_index([&](std::int64_t done, std::int64_t total) {
        throw_if_interrupted();
        progress.show(tr("index"), static_cast<std::uint64_t>(done),
                      static_cast<std::uint64_t>(total), 0, "");
    });
    progress.clear();
}

void run_verify(Session& session, bool rebuild) {
    if (rebuild) rebuild_index(session);
    using Damage = DiglotFile::Verification::Damage;
    const auto [faults, damage] = session.open_existing().verify();
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("ok", faults.empty()).key("faults").begin_array();
        for (const std::string& fault : faults) json.value(fault);
        json.end_array().end_object();
        session.console.line(json.text());
    } else {
        for (const std::string& fault : faults) session.console.line(fault);
        if (faults.empty()) session.console.line(tr("{}: sound", session.path()));
        if (faults.empty() && !session.open_existing().database().has_page_sums())
            session.say(
                tr("its pages have no checksums, as an older version made it; what `diglot backup` "
                   "and `diglot restore` make of it has"));
    }
    if (damage == Damage::kIndex) {
        session.console.note(
            tr("diglot: {}: the index is damaged; `diglot verify --rebuild` makes it anew",
               session.path()));
    } else if (damage == Damage::kFile) {
        session.console.note(tr(
            "diglot: {}: the file is damaged: go back to a copy (`diglot restore FILE` takes one "
            "that `diglot backup` made), or save what can still be read with `diglot export`",
            session.path()));
    }
    if (damage != Damage::kNone)
        session.exit = Exit::kMachine;
    else if (!faults.empty())
        session.exit = Exit::kComplaints;
}

void run_backup(Session& session, const std::string& target) {
    DiglotFile& file = session.open_existing();
    if (std::filesystem::exists(target) && std::filesystem::equivalent(target, session.path())) {
        throw UsageError(tr("backup: {} is the Diglot file itself", target));
    }
    Progress progress(session.console, session.quiet);
    file.database().backup(target, [&](std::int64_t done, std::int64_t total) {
        throw_if_interrupted();
        progress.show(tr("backup"), static_cast<std::uint64_t>(done),
                      static_cast<std::uint64_t>(total), 0, "");
    });
    progress.clear();
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(target));
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("file", target).member("bytes", bytes).end_object();
        session.console.line(json.text());
    } else {
        session.console.line(tr("{}: {} bytes", target, grouped(bytes)));
    }
}

}  // namespace

void add_verify_command(CLI::App& program, Session& session) {
    CLI::App* command = program.add_subcommand(
        "verify", tr("Check that the Diglot file is whole and agrees with itself"));
    auto rebuild = std::make_shared<bool>(false);
    command->add_flag("--rebuild", *rebuild, tr("Make the index of the memory anew first"));
    command->footer(
        tr("Examples:\n  diglot verify\n  diglot verify --rebuild\nExit status 1: something is "
           "wrong; each fault is a line. 3: the file itself is damaged, and where."));
    command->callback([&session, rebuild] { run_verify(session, *rebuild); });
}

void add_backup_command(CLI::App& program, Session& session) {
    auto target = std::make_shared<std::string>();
    CLI::App* command =
        program.add_subcommand("backup", tr("Copy the Diglot file, also while others write it"));
    command->add_option("FILE", *target, tr("The copy; replaced if it is there"))->required();
    command->footer(tr("Example:\n  diglot backup 2026-11-23.diglot"));
    command->callback([&session, target] { run_backup(session, *target); });
}

}  // namespace diglot
