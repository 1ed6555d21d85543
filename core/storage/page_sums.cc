#include "core/storage/page_sums.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>

#include <sqlite3.h>
#include <xxhash.h>

#include "core/storage/database.h"

namespace diglot {
namespace {

constexpr int kMostPageBytes = 65536;
constexpr int kLeastPageBytes = 512;

// Places in the header on the first page (sqlite.org/fileformat2.html, 1.3).
constexpr int kHeaderBytes = 100;
constexpr int kPageSizeAt = 16;
constexpr int kReserveAt = 20;
constexpr int kApplicationAt = 68;
constexpr char kMagic[] = "SQLite format 3";

sqlite3_vfs* real_vfs = nullptr;

/// SQLite gives the memory; the file of the VFS below lies behind this.
struct SummedFile {
    sqlite3_file base;
    bool summed;   ///< Its pages have checksums.
    bool compare;  ///< They are compared.

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

SummedFile& self(sqlite3_file* file) { return *reinterpret_cast<SummedFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return self(file).real(); }

bool is_page(int bytes, sqlite3_int64 at) {
    return bytes >= kLeastPageBytes && bytes <= kMostPageBytes && (bytes & (bytes - 1)) == 0 &&
           at % bytes == 0;
}

/// The page's number goes in, so that a page written to the place of another is noticed too.
std::uint64_t sum_of(const unsigned char* page, int bytes, sqlite3_int64 at) {
    return XXH3_64bits_withSeed(page, static_cast<std::size_t>(bytes - kPageSumBytes),
                                static_cast<std::uint64_t>(at / bytes));
}

std::uint64_t kept_sum(const unsigned char* page, int bytes) {
    std::uint64_t sum = 0;
    for (int i = 0; i < kPageSumBytes; ++i) sum = sum << 8 | page[bytes - kPageSumBytes + i];
    return sum;
}

void keep_sum(unsigned char* page, int bytes, sqlite3_int64 at) {
    std::uint64_t sum = sum_of(page, bytes, at);
    for (int i = kPageSumBytes; i-- > 0; sum >>= 8)
        page[bytes - kPageSumBytes + i] = static_cast<unsigned char>(sum);
}

bool is_header(const unsigned char* bytes, int size, sqlite3_int64 at) {
    return at == 0 && size >= kHeaderBytes && std::memcmp(bytes, kMagic, sizeof kMagic) == 0;
}

/// Of the pages of the file with that header; 1 there means 65536.
int page_bytes(const unsigned char* header) {
    const int bytes = header[kPageSizeAt] << 8 | header[kPageSizeAt + 1];
    return bytes == 1 ? kMostPageBytes : bytes;
}

bool is_ours(const unsigned char* header) {
    std::uint32_t id = 0;
    for (int i = 0; i < 4; ++i) id = id << 8 | header[kApplicationAt + i];
    return id == static_cast<std::uint32_t>(kApplicationId);
}

/// Whether the reserve in the first page is not what was written there, so that the page must not
/// be taken for one of a file without checksums.
bool has_wrong_reserve(const unsigned char* page, int bytes) {
    if (page[kReserveAt] != 0) return page[kReserveAt] != kPageSumBytes && is_ours(page);
    unsigned char as_written[kMostPageBytes];
    std::memcpy(as_written, page, static_cast<std::size_t>(bytes));
    as_written[kReserveAt] = kPageSumBytes;
    return sum_of(as_written, bytes, 0) == kept_sum(page, bytes);
}

/// Whether the file ends within that page: it was cut off. Behind its end there may be pages that
/// are in the WAL only.
bool is_cut_off(sqlite3_file* below, sqlite3_int64 at) {
    sqlite3_int64 size = 0;
    return below->pMethods->xFileSize(below, &size) == SQLITE_OK && at < size;
}

int read(sqlite3_file* file, void* buffer, int bytes, sqlite3_int64 at) {
    SummedFile& summed = self(file);
    const int code = summed.real()->pMethods->xRead(summed.real(), buffer, bytes, at);
    if (!summed.compare) return code;
    if (code == SQLITE_IOERR_SHORT_READ && summed.summed && is_page(bytes, at) &&
        is_cut_off(summed.real(), at))
        return SQLITE_CORRUPT;
    if (code != SQLITE_OK) return code;
    const auto* data = static_cast<const unsigned char*>(buffer);
    if (is_header(data, bytes, at)) summed.summed = data[kReserveAt] == kPageSumBytes;
    if (!is_page(bytes, at)) return code;
    if (is_header(data, bytes, at)) {
        // Who opened the file before it was made learns only now how large its pages are, and reads
        // the first again.
        if (page_bytes(data) != bytes) return code;
        if (!summed.summed && has_wrong_reserve(data, bytes)) return SQLITE_CORRUPT;
    }
    if (summed.summed && sum_of(data, bytes, at) != kept_sum(data, bytes)) return SQLITE_CORRUPT;
    return code;
}

/// Another connection may have made the file anew, with checksums, since this one looked.
bool was_given_sums(sqlite3_file* below) {
    unsigned char header[kHeaderBytes];
    return below->pMethods->xRead(below, header, kHeaderBytes, 0) == SQLITE_OK &&
           is_header(header, kHeaderBytes, 0) && header[kReserveAt] == kPageSumBytes;
}

/// A page that SQLite gave up before it was ever written is a hole in the file, where the next ones
/// are behind its end. It gets a checksum as well: a page of nothing but zeros is damage.
int fill_hole(sqlite3_file* below, int bytes, sqlite3_int64 until) {
    sqlite3_int64 size = 0;
    const int code = below->pMethods->xFileSize(below, &size);
    if (code != SQLITE_OK || size == 0) return code;
    unsigned char page[kMostPageBytes] = {};
    for (sqlite3_int64 at = (size + bytes - 1) / bytes * bytes; at < until; at += bytes) {
        keep_sum(page, bytes, at);
        const int written = below->pMethods->xWrite(below, page, bytes, at);
        if (written != SQLITE_OK) return written;
    }
    return SQLITE_OK;
}

int write(sqlite3_file* file, const void* buffer, int bytes, sqlite3_int64 at) {
    SummedFile& summed = self(file);
    sqlite3_file* below = summed.real();
    const auto* data = static_cast<const unsigned char*>(buffer);
    if (is_header(data, bytes, at))
        summed.summed = data[kReserveAt] == kPageSumBytes;
    else if (!summed.summed)
        summed.summed = was_given_sums(below);
    if (!summed.summed || !is_page(bytes, at))
        return below->pMethods->xWrite(below, buffer, bytes, at);
    if (const int code = fill_hole(below, bytes, at); code != SQLITE_OK) return code;
    unsigned char page[kMostPageBytes];
    std::memcpy(page, data, static_cast<std::size_t>(bytes));
    keep_sum(page, bytes, at);
    return below->pMethods->xWrite(below, page, bytes, at);
}

int control(sqlite3_file* file, int operation, void* argument) {
    if (operation != kComparePageSums)
        return real(file)->pMethods->xFileControl(real(file), operation, argument);
    self(file).compare = *static_cast<const int*>(argument) != 0;
    return SQLITE_OK;
}

/// Pages are compared as they are read, so they are not mapped into memory.
int fetch(sqlite3_file*, sqlite3_int64, int, void** page) {
    *page = nullptr;
    return SQLITE_OK;
}
int unfetch(sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; }

const sqlite3_io_methods kMethods = {
    3,
    [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
    &read,
    &write,
    [](sqlite3_file* f, sqlite3_int64 size) { return real(f)->pMethods->xTruncate(real(f), size); },
    [](sqlite3_file* f, int flags) { return real(f)->pMethods->xSync(real(f), flags); },
    [](sqlite3_file* f, sqlite3_int64* size) {
        return real(f)->pMethods->xFileSize(real(f), size);
    },
    [](sqlite3_file* f, int lock) { return real(f)->pMethods->xLock(real(f), lock); },
    [](sqlite3_file* f, int lock) { return real(f)->pMethods->xUnlock(real(f), lock); },
    [](sqlite3_file* f, int* held) { return real(f)->pMethods->xCheckReservedLock(real(f), held); },
    &control,
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** memory) {
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, memory);
    },
    [](sqlite3_file* f, int at, int count, int flags) {
        return real(f)->pMethods->xShmLock(real(f), at, count, flags);
    },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    &fetch,
    &unfetch,
};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    // Journals, the WAL and temporary files have checksums of their own, or need none.
    if (!(flags & SQLITE_OPEN_MAIN_DB))
        return real_vfs->xOpen(real_vfs, name, file, flags, flags_out);
    SummedFile& summed = self(file);
    summed.base.pMethods = nullptr;
    sqlite3_file* below = summed.real();
    const int code = real_vfs->xOpen(real_vfs, name, below, flags, flags_out);
    if (!below->pMethods) return code;
    summed.base.pMethods = &kMethods;
    summed.compare = true;
    sqlite3_int64 size = 0;
    // Of a new file pages may be written before the first, which says what is reserved.
    summed.summed =
        code == SQLITE_OK && below->pMethods->xFileSize(below, &size) == SQLITE_OK && size == 0;
    return code;
}

}  // namespace

const char* page_sum_vfs() {
    static sqlite3_vfs vfs = [] {
        real_vfs = sqlite3_vfs_find(nullptr);
        sqlite3_vfs made = *real_vfs;
        made.zName = "diglot-page-sums";
        made.szOsFile = real_vfs->szOsFile + static_cast<int>(sizeof(SummedFile));
        made.xOpen = &open;
        made.pNext = nullptr;
        return made;
    }();
    static const int kRegistered = sqlite3_vfs_register(&vfs, 0);
    return kRegistered == SQLITE_OK ? vfs.zName : nullptr;
}

bool reserves_page_sums(const std::string& path) {
    unsigned char header[kHeaderBytes] = {};
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(header), kHeaderBytes);
    return is_header(header, kHeaderBytes, 0) && header[kReserveAt] == kPageSumBytes;
}

}  // namespace diglot
