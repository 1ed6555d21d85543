#include "app/finding_filter.h"

#include <algorithm>

#include "app/align_files.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

constexpr std::size_t kDigits = 16;

std::string one_field(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

}  // namespace

bool is_fingerprint(std::string_view text) {
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() >= 8 && text.size() <= kDigits &&
           std::all_of(text.begin(), text.end(), is_digit);
}

Result<Baseline> Baseline::read(const std::string& path) {
    const Result<std::string> text = read_text_file(path);
    if (!text) return text.error();
    Baseline baseline;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text->size();) {
        const std::size_t end = std::min(text->find('\n', at), text->size());
        std::string line = text->substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty() || line.starts_with('#')) continue;
        const std::string first = line.substr(0, line.find('\t'));
        if (first.size() != kDigits || !is_fingerprint(first))
            return Diagnostic{
                Severity::kError,
                "baseline.line",
                "a line of a baseline begins with a fingerprint, 16 hexadecimal digits",
                {number, 1},
                path,
                line};
        baseline.known_.insert(first);
    }
    return baseline;
}

void Baseline::add(const Finding& finding) {
    const std::string name = fingerprint(finding);
    if (!known_.insert(name).second) return;
    std::string place = finding.place.file;
    if (place.empty()) place = "unit " + std::to_string(finding.place.unit);
    lines_.insert(name + "\t" + finding.rule + "\t" + one_field(place) + "\t" +
                  one_field(finding.message));
}

void Baseline::write(const std::string& path) const {
    OutputFile file(path);
    file.write("# Findings of diglot check that are known; --baseline leaves them out\n");
    for (const std::string& line : lines_) file.write(line + "\n");
    file.commit();
}

void FindingFilter::ignore(const std::vector<IgnoredFinding>& findings) {
    for (const IgnoredFinding& one : findings) ignored_.insert(one.fingerprint);
}

FindingFate FindingFilter::fate(const std::string& fingerprint) const {
    if (ignored_.contains(fingerprint)) return FindingFate::kIgnored;
    if (baseline_.contains(fingerprint)) return FindingFate::kInBaseline;
    return FindingFate::kReported;
}

}  // namespace diglot
