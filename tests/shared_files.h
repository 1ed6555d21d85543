// The files of other projects, if they are at hand ($DIGLOT_SHARED, else ../shared beside the
// sources), and the table that says what is in each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace diglot::test {

/// The folder conformance/ of the shared files; it need not exist.
std::filesystem::path conformance();

/// One row of conformance/INDEX.tsv: what is in a file, counted by others without any of our code.
struct IndexRow {
    std::string name;            ///< "files/tmx/okapi__a.tmx".
    std::filesystem::path path;  ///< The file itself.
    std::string root;            ///< "tmx 1.4", "martif type=TBX …", "root map".
    std::map<std::string, std::uint64_t>
        languages;              ///< Variants or sections by language, as spelled.
    std::uint64_t entries = 0;  ///< Units or concepts.
    bool well_formed = false;
    /// The first line that is not well-formed by the table's own parser; 0 if there is none.
    std::size_t fault_line = 0;

    /// Well-formed, and TMX or TBX by its root: to be read whole.
    bool is_readable() const;
};

/// The rows of files/KIND/ ("tmx", "tbx"), in the table's order. Throws std::runtime_error on a row
/// it cannot read.
std::vector<IndexRow> index_rows(const std::string& kind);
/// Only those that are readable.
std::vector<IndexRow> readable_rows(const std::string& kind);

/// Skips its tests where the files are absent.
class NeedsSharedFiles : public testing::Test {
protected:
    void SetUp() override;
};

}  // namespace diglot::test
