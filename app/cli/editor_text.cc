#include "app/cli/editor_text.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "core/error.h"

namespace diglot {
namespace {

/// A line a variant: "[zh-TW] source", "[en]", "[en] 2".
std::vector<std::string> headings_of(const Unit& unit) {
    std::vector<std::string> headings;
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        std::string heading = "[" + unit.variants[i].lang.text() + "]";
        if (unit.source == i) heading += " source";
        for (int number = 2; std::count(headings.begin(), headings.end(), heading) > 0; ++number)
            heading = "[" + unit.variants[i].lang.text() + "] " + std::to_string(number);
        headings.push_back(heading);
    }
    return headings;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream input(text);
    for (std::string line; std::getline(input, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        lines.push_back(line);
    }
    return lines;
}

/// Line breaks at a text's end, which editors add and take away as they like.
std::size_t end_of_words(const std::string& text) { return text.find_last_not_of("\r\n") + 1; }

std::string quoted_for_shell(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) c == '\'' ? quoted += "'\\''" : quoted += c;
    return quoted + "'";
}

}  // namespace

EditorFile::EditorFile(const Unit& unit, std::int64_t revision) : headings_(headings_of(unit)) {
    std::string content = "# " + tr("unit {}, revision {}", unit.id, revision) + "\n# " +
                          tr("Change the texts, leave the lines in brackets, save. Without a "
                             "change nothing is done.") +
                          "\n\n";
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const std::string& text = unit.variants[i].segment.text;
        for (const std::string& line : lines_of(text))
            if (std::find(headings_.begin(), headings_.end(), line) != headings_.end())
                throw UsageError(
                    tr("edit: a text has the line \"{}\" in it; use --source or "
                       "--target",
                       line));
        texts_.push_back(text);
        content += headings_[i] + "\n" + text + "\n\n";
    }
    path_ = (std::filesystem::temp_directory_path() /
             ("diglot-unit-" + std::to_string(unit.id) + "-XXXXXX.txt"))
                .string();
    const int file = mkstemps(path_.data(), 4);
    if (file < 0) throw IoError(tr("{}: cannot be written", path_));
    close(file);
    std::ofstream out(path_, std::ios::binary);
    out << content;
    if (!out.flush()) throw IoError(tr("{}: cannot be written", path_));
}

EditorFile::~EditorFile() {
    std::error_code ignored;
    if (!kept_) std::filesystem::remove(path_, ignored);
}

void EditorFile::run_editor() const {
    const char* editor = std::getenv("VISUAL");
    if (!editor || !*editor) editor = std::getenv("EDITOR");
    if (!editor || !*editor) editor = "vi";
    // By the shell, as git does: there may be options in it. While it runs, Ctrl-C is the editor's.
    const int status = std::system((std::string(editor) + " " + quoted_for_shell(path_)).c_str());
    if (status != 0)
        throw UsageError(tr("edit: the editor ({}) failed; $VISUAL or $EDITOR names it", editor));
}

std::vector<std::optional<std::string>> EditorFile::read() const {
    std::ifstream input(path_, std::ios::binary);
    std::stringstream content;
    content << input.rdbuf();
    if (!input) throw IoError(tr("{}: cannot be read", path_));
    std::vector<std::string> found;
    for (const std::string& line : lines_of(content.str())) {
        if (found.size() < headings_.size() && line == headings_[found.size()])
            found.emplace_back();
        else if (!found.empty())
            found.back() += line + "\n";
    }
    if (found.size() < headings_.size())
        throw UsageError(tr("edit: the line \"{}\" is missing", headings_[found.size()]));
    std::vector<std::optional<std::string>> texts;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::size_t end = end_of_words(texts_[i]);
        const std::string words = found[i].substr(0, end_of_words(found[i]));
        if (words == texts_[i].substr(0, end))
            texts.emplace_back();
        else
            texts.emplace_back(words + texts_[i].substr(end));
    }
    return texts;
}

}  // namespace diglot
