// A unit's texts in the user's editor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tm/unit.h"

namespace diglot {

/// A text file that an editor changes: removed with the object, unless it is kept.
class EditorFile {
public:
    /// Writes the texts of the unit, each below a line with its language. Throws IoError;
    /// UsageError where a text has such a line in it.
    EditorFile(const Unit& unit, std::int64_t revision);
    ~EditorFile();
    EditorFile(const EditorFile&) = delete;
    EditorFile& operator=(const EditorFile&) = delete;

    const std::string& path() const { return path_; }
    void keep() { kept_ = true; }

    /// Runs $VISUAL, else $EDITOR, else vi on it, and waits. Throws UsageError where it fails.
    void run_editor() const;
    /// What stands in it now: a text a variant, nothing where it is what it was. Throws UsageError
    /// where a language's line is missing.
    std::vector<std::optional<std::string>> read() const;

private:
    std::vector<std::string> headings_;
    std::vector<std::string> texts_;
    std::string path_;
    bool kept_ = false;
};

}  // namespace diglot
