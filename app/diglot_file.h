// A Diglot file with everything that lives in it: the memory, the glossary, findings that are
// ignored, the log of changes.
#pragma once

#include <string>

#include "core/storage/change_log.h"
#include "core/storage/database.h"
#include "glossary/termbase.h"
#include "quality/ignored_findings.h"
#include "tm/match_index.h"
#include "tm/search_index.h"
#include "tm/store.h"

namespace diglot {

class DiglotFile {
public:
    /// `cache`, where given, is what several connections of a process to one file share.
    explicit DiglotFile(const std::string& path, OpenOptions options = {},
                        std::shared_ptr<SegmentCache> cache = {});

    Database& database() { return database_; }
    ChangeLog& log() { return log_; }
    Store& memory() { return memory_; }
    MatchIndex& matches() { return matches_; }
    SearchIndex& texts() { return texts_; }
    /// Makes what the index lacks to be asked in `source` without looking at every unit, if
    /// anything. Writes the file; where that cannot be (another process writes just now, or the
    /// file may only be read) nothing happens, and questions are answered all the same, by a scan.
    void prepare_matches(const LanguageTag& source, const WorkProgress& progress = {});
    Termbase& glossary() { return glossary_; }
    IgnoredFindings& ignored_findings() { return ignored_; }

    /// Makes what the index lacks to be searched, if more waits than should; else as above.
    void prepare_texts(const WorkProgress& progress = {});
    /// Makes the index of the memory anew, as one transaction, also where SQLite cannot read it.
    void rebuild_index(const WorkProgress& progress = {});

    struct Verification {
        std::vector<std::string> faults;  ///< One line each; empty where all is sound.
        /// Where SQLite finds the file itself damaged: pages that are not what they were.
        enum class Damage {
            kNone,
            kIndex,  ///< Only in the memory's index, which rebuild_index() may make anew.
            kFile,
        } damage = Damage::kNone;
    };
    /// Looks for everything `verify` does: SQLite's own checks, the log, the memory, the glossary.
    Verification verify();

    /// $DIGLOT_DB, else memory.diglot in the user's data folder (XDG_DATA_HOME/diglot), which is
    /// made if it is missing.
    static std::string default_path();

private:
    Database database_;
    ChangeLog log_;
    Store memory_;
    MatchIndex matches_;
    SearchIndex texts_;
    Termbase glossary_;
    IgnoredFindings ignored_;
};

}  // namespace diglot
