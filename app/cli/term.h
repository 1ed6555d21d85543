// What the commands of `diglot term` share.
#pragma once

#include <string>

#include "app/cli/session.h"
#include "glossary/concept.h"

namespace diglot {

void add_term_find_command(CLI::App& parent, Session& session);
void add_term_extract_command(CLI::App& parent, Session& session);
void add_term_list_command(CLI::App& parent, Session& session);
void add_term_show_command(CLI::App& parent, Session& session);
void add_term_add_command(CLI::App& parent, Session& session);
void add_term_edit_command(CLI::App& parent, Session& session);
void add_term_remove_command(CLI::App& parent, Session& session);
void add_term_diff_command(CLI::App& parent, Session& session);
void add_term_merge_command(CLI::App& parent, Session& session);

/// A term as written on the command line: LANG=TEXT or LANG:STATUS=TEXT ("zh-TW=輝達",
/// "en:forbidden=Open AI"). Throws UsageError.
Term parse_term(const std::string& given);

}  // namespace diglot
