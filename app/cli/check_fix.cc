#include "app/cli/check_fix.h"

#include "app/cli/finding_text.h"
#include "app/cli/text.h"

namespace diglot {
namespace {

/// Says what becomes of findings.
class FixTeller {
public:
    FixTeller(const Session& session, bool on_stdout) : session_(session), on_stdout_(on_stdout) {}

    void tell(const FixedTarget& target) const {
        for (std::size_t i = 0; i < target.findings.size(); ++i) {
            const Finding& finding = target.findings[i];
            const std::string& why_not = target.why_not[i];
            line(place_text(target.place) + ": " +
                 (why_not.empty() ? tr("fixed") : tr("not fixed, {}", why_not)) + ": " +
                 one_line(finding.message) + " [" + finding.rule + " " +
                 short_fingerprint(finding) + "]");
        }
        if (target.after == target.before) return;
        line("  - " + one_line(target.before));
        line("  + " + one_line(target.after));
    }

    void line(const std::string& text) const {
        if (on_stdout_)
            session_.console.line(text);
        else
            session_.console.note(text);
    }

    void end(const std::string& what, const FixReport& report) const {
        std::string text =
            what + ": " +
            tr("{} fixed", counted(static_cast<std::int64_t>(report.fixed), "finding", "findings"));
        if (report.left > 0)
            text += ", " + tr("{} left", grouped(static_cast<std::int64_t>(report.left)));
        line(text);
    }

private:
    const Session& session_;
    bool on_stdout_;
};

bool end(Session& session, const FixTeller& teller, const Result<FixReport>& result,
         const std::string& output) {
    if (!result) {
        session.console.note(to_string(result.error()));
        return false;
    }
    teller.end(result->fixed > 0 ? output : output + tr(" (not written)"), *result);
    return true;
}

}  // namespace

std::string fix_target(const CheckCommand& command, const std::string& path) {
    if (command.in_place) return path;
    return command.fix_to.empty() ? fixed_name(path) : command.fix_to;
}

bool fix_checked_file(Session& session, bool on_stdout, const FixFileRequest& request,
                      const FixPlan& plan) {
    const FixTeller teller(session, on_stdout);
    return end(session, teller,
               fix_file(request, plan, [&](const FixedTarget& target) { teller.tell(target); }),
               request.output);
}

bool fix_checked_lines(Session& session, bool on_stdout, const std::string& path,
                       const std::string& output, const FixPlan& plan) {
    const FixTeller teller(session, on_stdout);
    return end(
        session, teller,
        fix_lines(path, output, plan, [&](const FixedTarget& target) { teller.tell(target); }),
        output);
}

void fix_checked_memory(Session& session, bool on_stdout, const FixPlan& plan,
                        const LanguageTag& source, bool apply) {
    const FixTeller teller(session, on_stdout);
    std::optional<std::int64_t> change;
    const FixReport report = fix_memory(
        session.open_existing(), {session.change_request(), source, !apply}, plan,
        [&](const FixedTarget& target) { teller.tell(target); }, change);
    teller.end(apply ? tr("memory") : tr("a preview; --apply makes the edits"), report);
    if (change) session.say(tr("change set {}; `diglot undo` takes it back", *change));
}

}  // namespace diglot
