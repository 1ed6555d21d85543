#include "app/document_pairs.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "app/interrupt.h"
#include "core/error.h"
#include "importers/document.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSeparators = "._- ()[]";

enum class Side : unsigned char { kNone, kSource, kTarget };

/// What a name says of its language, and the name without it.
struct Marked {
    std::string rest;
    Side side = Side::kNone;
    LanguageTag lang;
};

struct Candidate {
    std::string path;
    Side side = Side::kNone;
    LanguageTag lang;
    std::string suffix;
    bool used = false;
};

/// Under the name that is left without languages and suffix.
using Groups = std::map<std::string, std::vector<Candidate>>;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Names of languages that people write instead of tags.
LanguageTag named_language(const std::string& word) {
    static const std::map<std::string, const char*> kNames{
        {"chinese", "zh"},       {"cht", "zh-Hant"},      {"chs", "zh-Hans"},
        {"eng", "en"},           {"english", "en"},       {"中文", "zh"},
        {"繁體中文", "zh-Hant"}, {"简体中文", "zh-Hans"}, {"英文", "en"}};
    const auto found = kNames.find(word);
    return found == kNames.end() ? LanguageTag() : LanguageTag(found->second);
}

struct Asked {
    LanguageTag source, target;

    Marked read(std::string_view part) const {
        if (LanguageTag lang = language_mark(part, source); !lang.empty() && !names_both(lang))
            return {{}, Side::kSource, std::move(lang)};
        if (LanguageTag lang = language_mark(part, target); !lang.empty() && !names_both(lang))
            return {{}, Side::kTarget, std::move(lang)};
        return {std::string(part), Side::kNone, {}};
    }

    /// "zh-en" is no English as it is spoken in ZH: it says that both are in the file.
    bool names_both(const LanguageTag& lang) const {
        const std::size_t hyphen = lang.text().find('-');
        if (hyphen == std::string::npos) return false;
        const std::string second = lower(lang.text().substr(hyphen + 1));
        return second == source.language() || second == target.language();
    }
};

std::string_view without_separators(std::string_view text) {
    while (!text.empty() && kSeparators.find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    while (!text.empty() && kSeparators.find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return text;
}

/// A mark at the end of a name, else at its beginning, else the whole name; the longest first.
Marked read_name(const std::string& stem, const Asked& asked) {
    const std::string_view name = stem;
    if (Marked whole = asked.read(without_separators(name)); whole.side != Side::kNone)
        return whole;
    for (std::size_t at = name.find_first_of(kSeparators); at != std::string_view::npos;
         at = name.find_first_of(kSeparators, at + 1)) {
        Marked mark = asked.read(without_separators(name.substr(at)));
        if (mark.side == Side::kNone) continue;
        mark.rest = without_separators(name.substr(0, at));
        return mark;
    }
    for (std::size_t at = name.find_last_of(kSeparators); at != std::string_view::npos && at > 0;
         at = name.find_last_of(kSeparators, at - 1)) {
        Marked mark = asked.read(without_separators(name.substr(0, at)));
        if (mark.side == Side::kNone) continue;
        mark.rest = without_separators(name.substr(at));
        return mark;
    }
    return {stem, Side::kNone, {}};
}

/// Takes marks out of a path within its folder. The nearest one to the file's name counts.
void add_candidate(const fs::path& path, const fs::path& within, Side side, const Asked& asked,
                   Groups& groups) {
    Candidate candidate{path.string(), Side::kNone, {}, lower(path.extension().string()), false};
    std::string name;
    for (const fs::path& folder : within.parent_path()) {
        const Marked mark = asked.read(folder.string());
        if (mark.side == Side::kNone) {
            name += folder.string() + "/";
            continue;
        }
        candidate.side = mark.side;
        candidate.lang = mark.lang;
    }
    const Marked mark = read_name(within.stem().string(), asked);
    name += mark.rest;
    if (mark.side != Side::kNone) {
        candidate.side = mark.side;
        candidate.lang = mark.lang;
    }
    if (side != Side::kNone) {
        // The folder was given as that side's. A mark of the other language is part of the name.
        if (candidate.side != Side::kNone && candidate.side != side) {
            name = (within.parent_path() / within.stem()).string();
            candidate.lang = {};
        }
        candidate.side = side;
    }
    groups[name].push_back(std::move(candidate));
}

bool is_document(const fs::path& path) {
    const std::string name = path.filename().string();
    return !name.starts_with('.') && !name.starts_with("~$") &&
           document_format_of_name(name).has_value();
}

void add_folder(const fs::path& folder, Side side, const Asked& asked, Groups& groups) {
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    if (error) throw IoError(fmt::format("cannot read {}: {}", folder.string(), error.message()));
    std::vector<fs::path> files;
    for (const fs::recursive_directory_iterator end; entry != end; entry.increment(error)) {
        throw_if_interrupted();
        if (error) break;
        std::error_code ignored;
        if (entry->is_directory(ignored)) {
            if (entry->path().filename().string().starts_with('.'))
                entry.disable_recursion_pending();
        } else if (is_document(entry->path())) {
            files.push_back(entry->path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files)
        add_candidate(file, file.lexically_relative(folder), side, asked, groups);
}

/// How well a file stands for a side: 0 is best; nothing where it cannot.
std::optional<int> distance(const Candidate& file, Side side, const LanguageTag& wanted) {
    if (file.used) return std::nullopt;
    if (file.side == Side::kNone) return 2;
    if (file.side != side) return std::nullopt;
    return file.lang.empty() || file.lang.fit(wanted) == LanguageFit::kSame ||
                   file.lang.text() == wanted.language()
               ? 0
               : 1;
}

/// The files nearest to a side, of one suffix if it is not empty.
std::vector<Candidate*> nearest(std::vector<Candidate>& files, Side side, const LanguageTag& wanted,
                                const std::string& suffix) {
    std::vector<Candidate*> best;
    int least = 3;
    for (Candidate& file : files) {
        if (!suffix.empty() && file.suffix != suffix) continue;
        const auto far = distance(file, side, wanted);
        if (!far || *far > least) continue;
        if (*far < least) best.clear();
        least = *far;
        best.push_back(&file);
    }
    return best;
}

/// The more exact of what the name says and what was asked for.
LanguageTag language_of(const Candidate& file, const LanguageTag& wanted) {
    const bool says_more = !file.lang.empty() && file.lang.text() != wanted.language() &&
                           file.lang.fit(wanted) != LanguageFit::kSame;
    return says_more ? file.lang : wanted;
}

/// Pairs two files of a group, if there is one way to do it; true if it did.
bool pair_up(const std::string& name, std::vector<Candidate>& files, const Asked& asked,
             const std::string& suffix, DocumentPairs& found) {
    const auto sources = nearest(files, Side::kSource, asked.source, suffix);
    const auto targets = nearest(files, Side::kTarget, asked.target, suffix);
    if (sources.size() != 1 || targets.size() != 1 || sources[0] == targets[0]) return false;
    // Two files without any language in their names are not each other's translation by that.
    if (sources[0]->side == Side::kNone && targets[0]->side == Side::kNone) return false;
    sources[0]->used = targets[0]->used = true;
    found.pairs.push_back({name.empty() ? fs::path(sources[0]->path).stem().string() : name,
                           sources[0]->path, targets[0]->path,
                           language_of(*sources[0], asked.source),
                           language_of(*targets[0], asked.target)});
    return true;
}

/// Why a file that is left has no partner.
std::string reason_of(const Candidate& file, const std::vector<Candidate>& files) {
    const bool paired =
        std::any_of(files.begin(), files.end(), [](const Candidate& other) { return other.used; });
    if (paired) return "another file of this name fits better";
    const auto is_partner = [&](const Candidate& other) {
        return &other != &file && other.side != Side::kNone && other.side != file.side;
    };
    if (std::any_of(files.begin(), files.end(), is_partner))
        return "more than one file could be it";
    return file.side == Side::kNone ? "no language in its name, and none beside it"
                                    : "no translation beside it";
}

DocumentPairs pairs_of(Groups& groups, const Asked& asked) {
    DocumentPairs found;
    for (auto& [name, files] : groups) {
        std::vector<std::string> suffixes;
        for (const Candidate& file : files) suffixes.push_back(file.suffix);
        std::sort(suffixes.begin(), suffixes.end());
        suffixes.erase(std::unique(suffixes.begin(), suffixes.end()), suffixes.end());
        for (const std::string& suffix : suffixes) pair_up(name, files, asked, suffix, found);
        pair_up(name, files, asked, {}, found);
        for (const Candidate& file : files)
            if (!file.used) found.alone.push_back({file.path, reason_of(file, files)});
    }
    std::sort(found.alone.begin(), found.alone.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return found;
}

}  // namespace

LanguageTag language_mark(std::string_view part, const LanguageTag& wanted) {
    if (part.empty()) return {};
    LanguageTag lang = named_language(lower(part));
    if (lang.empty()) lang = LanguageTag(part);
    if (!is_known_language(lang) || lang.fit(wanted) == LanguageFit::kOther) return {};
    return lang;
}

DocumentPairs find_document_pairs(const std::string& folder, const LanguageTag& source,
                                  const LanguageTag& target) {
    const Asked asked{source, target};
    Groups groups;
    add_folder(folder, Side::kNone, asked, groups);
    return pairs_of(groups, asked);
}

DocumentPairs find_document_pairs(const std::string& source_folder,
                                  const std::string& target_folder, const LanguageTag& source,
                                  const LanguageTag& target) {
    const Asked asked{source, target};
    Groups groups;
    add_folder(source_folder, Side::kSource, asked, groups);
    add_folder(target_folder, Side::kTarget, asked, groups);
    return pairs_of(groups, asked);
}

}  // namespace diglot
