#include "core/storage/page_sums.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

namespace diglot {
namespace {

constexpr int kPage = 4096;

/// A file as SQLite's pager has it.
class PageFile {
public:
    explicit PageFile(const std::string& path) : path_(path) {
        sqlite3_vfs* vfs = sqlite3_vfs_find(page_sum_vfs());
        memory_.resize(static_cast<std::size_t>(vfs->szOsFile));
        file_ = reinterpret_cast<sqlite3_file*>(memory_.data());
        const int flags = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        EXPECT_EQ(vfs->xOpen(vfs, path_.c_str(), file_, flags, nullptr), SQLITE_OK);
    }
    ~PageFile() { file_->pMethods->xClose(file_); }

    int write(int page, const std::string& content) {
        return file_->pMethods->xWrite(file_, content.data(), kPage, sqlite3_int64{page} * kPage);
    }
    int read(int page) {
        std::string content(kPage, '?');
        return file_->pMethods->xRead(file_, content.data(), kPage, sqlite3_int64{page} * kPage);
    }

private:
    std::string path_;
    std::vector<char> memory_;
    sqlite3_file* file_;
};

std::string first_page() {
    std::string page(kPage, '\0');
    page.replace(0, 16, std::string("SQLite format 3") + '\0');
    page[16] = static_cast<char>(kPage >> 8);
    page[20] = kPageSumBytes;
    return page;
}

class PageSumsTest : public testing::Test {
protected:
    ~PageSumsTest() override { std::filesystem::remove(path_); }
    std::string path_ =
        (std::filesystem::temp_directory_path() / ("diglot-pages-" + std::to_string(getpid())))
            .string();
};

TEST_F(PageSumsTest, AHoleThatWasNeverWrittenReadsAsAPage) {
    PageFile file(path_);
    ASSERT_EQ(file.write(0, first_page()), SQLITE_OK);
    ASSERT_EQ(file.write(4, std::string(kPage, 'x')), SQLITE_OK);
    for (int page = 0; page < 5; ++page) EXPECT_EQ(file.read(page), SQLITE_OK) << page;
}

TEST_F(PageSumsTest, APageOfZerosIsDamage) {
    {
        PageFile file(path_);
        for (int page = 0; page < 3; ++page)
            ASSERT_EQ(file.write(page, page == 0 ? first_page() : std::string(kPage, 'x')),
                      SQLITE_OK);
    }
    {
        std::fstream raw(path_, std::ios::binary | std::ios::in | std::ios::out);
        raw.seekp(kPage);
        raw << std::string(kPage, '\0');
    }
    PageFile file(path_);
    EXPECT_EQ(file.read(0), SQLITE_OK);
    EXPECT_EQ(file.read(1), SQLITE_CORRUPT);
    EXPECT_EQ(file.read(2), SQLITE_OK);
}

}  // namespace
}  // namespace diglot
