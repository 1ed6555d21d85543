#include "app/cli/check_setup.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/align_files.h"
#include "app/cli/text.h"

namespace diglot {
namespace {

/// Rules that find nothing without a glossary, and without a memory.
constexpr std::array<std::string_view, 5> kOfGlossary{
    "terms", "forbidden-terms", "term-consistency", "do-not-translate", "first-mention"};
constexpr std::array<std::string_view, 1> kOfMemory{"memory"};

/// Throws UsageError for the first of `rules` that --only names.
template <typename Rules>
void require_part(const Session& session, const CheckCommand& command, const Rules& rules,
                  const char* part, const char* example) {
    for (const std::string& asked : command.only) {
        if (std::find(rules.begin(), rules.end(), asked) == rules.end()) continue;
        throw UsageError(
            tr("check: --only {}: there is no {} in {}; `diglot import {}` brings one "
               "in, --db names another file",
               asked, part, session.path(), example));
    }
}

}  // namespace

CheckSettings read_settings(const Session& session, const CheckCommand& command) {
    std::string path = command.settings;
    if (path.empty()) path = default_settings_path(session.path());
    if (path.empty()) return {};
    const std::string text = read_named([&] { return read_text_file(path); });
    return read_named([&] { return parse_check_settings(text, path); });
}

std::string default_settings_path(const std::string& diglot_file) {
    const std::string path =
        std::filesystem::path(diglot_file).replace_extension(".checks.toml").string();
    return std::filesystem::exists(path) ? path : "";
}

std::optional<Severity> parse_threshold(const std::string& word) {
    for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote})
        if (word == to_string(severity)) return severity;
    return std::nullopt;
}

CheckContext Reference::open(Session& session, const CheckCommand& command) {
    CheckContext context;
    context.on = Date::today();
    if (!command.on.empty()) context.on = parse_date(command.on);
    if (!context.on)
        throw UsageError(tr("check: --on: \"{}\" is no date; 2025-12-01 is one", command.on));
    if (!command.memory && !std::filesystem::exists(session.path())) {
        if (!session.db.empty())
            throw UsageError(tr("check: {}: no such Diglot file", session.path()));
        return context;
    }
    DiglotFile& file = session.open_existing();
    if (file.glossary().count() > 0) {
        glossary_ = file.glossary().recognizer();
        context.glossary = &*glossary_;
    }
    if (file.memory().count() > 0) {
        context.memory = &file.matches();
        context.units = &file.memory();
    }
    return context;
}

void require_free_outputs(const CheckCommand& command, const std::vector<PlannedFile>& files) {
    std::vector<std::string> read = command.lines;
    for (const PlannedFile& file : files)
        for (const InputFile* one : {&file.file, &file.parallel})
            if (!one->path.empty()) read.push_back(one->path);
    const auto is_read = [&](const std::string& path) {
        std::error_code missing;
        return std::any_of(read.begin(), read.end(), [&](const std::string& one) {
            return std::filesystem::equivalent(one, path, missing);
        });
    };
    if (!command.reports_to_stdout() && is_read(command.output))
        throw UsageError(
            tr("check: {} is checked; the report needs a file of its own", command.output));
    if (!command.fix_to.empty() && is_read(command.fix_to))
        throw UsageError(
            tr("check: {} is checked; --in-place puts the fixes into it", command.fix_to));
}

CheckReportContext describe_check(const Session& session, const CheckCommand& command,
                                  const std::vector<PlannedFile>& files,
                                  std::vector<ReportedRule> rules) {
    CheckReportContext context;
    context.rules = std::move(rules);
    for (const PlannedFile& file : files)
        context.files.push_back(file.parallel.empty() ? file.file.name : file.parallel.name);
    for (std::size_t i = 1; i < command.lines.size(); i += 2)
        context.files.push_back(command.lines[i]);
    context.memory = session.path();
    context.checks_memory = command.memory;
    context.fail_on = parse_threshold(command.fail_on);
    return context;
}

void require_reference(const Session& session, const CheckCommand& command,
                       const CheckContext& context) {
    if (!context.memory)
        require_part(session, command, kOfMemory, tr("memory").c_str(), "memory.tmx");
    if (!context.glossary)
        require_part(session, command, kOfGlossary, tr("glossary").c_str(), "terms.tbx");
}

std::string rules_of_glossary(const Checker& checker) {
    std::string names;
    for (const auto& rule : checker.rules())
        if (std::find(kOfGlossary.begin(), kOfGlossary.end(), rule->name()) != kOfGlossary.end())
            names.append(names.empty() ? "" : ", ").append(rule->name());
    return names;
}

std::vector<ReportedRule> describe_rules(const Checker& checker,
                                         const ConfiguredRules& configured) {
    std::vector<ReportedRule> rules;
    for (const auto& rule : checker.rules()) {
        ReportedRule& one = rules.emplace_back();
        one.name = rule->name();
        const auto settings = configured.settings.find(one.name);
        const bool set = settings != configured.settings.end() && settings->second.severity;
        one.severity = set ? *settings->second.severity : rule->severity();
        one.summary = rule->summary();
        one.explanation = rule->explanation();
        for (const RuleExample& example : rule->examples())
            if (!example.found.empty()) one.faulty.emplace_back(example.source, example.target);
    }
    return rules;
}

}  // namespace diglot
