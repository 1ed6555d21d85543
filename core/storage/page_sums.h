// A checksum on every page of a Diglot file, compared whenever a page is read: what a disk, a
// network or another program has changed is an error then (StoreError, is_damage), never an answer.
//
// SQLite has such an extension (sqlite.org/cksumvfs.html); Debian's library is built without it.
// The idea is the same: the last 8 bytes of each page, which SQLite leaves alone where the header
// reserves them (sqlite.org/fileformat2.html, 1.3.4), hold a hash of the rest. Any SQLite can still
// read the file; one that writes it leaves wrong checksums behind.
#pragma once

#include <string>

namespace diglot {

inline constexpr int kPageSumBytes = 8;

/// Name of the SQLite VFS that writes and compares the checksums of files whose header reserves
/// kPageSumBytes; other files pass through it as they are. A file that is empty when it is opened
/// must be given that reserve before anything is written. Registers it at the first call.
const char* page_sum_vfs();

/// For sqlite3_file_control() of such a file: the argument is an int, 0 to take pages as they are
/// from now on, 1 to compare them again.
inline constexpr int kComparePageSums = 0x44474C01;

/// Whether the header of the file at `path` reserves them.
bool reserves_page_sums(const std::string& path);

}  // namespace diglot
