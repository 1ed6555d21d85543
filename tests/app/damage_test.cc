// Files with a byte that is not what it was, and files cut off. A few hundred places take a minute:
// DIGLOT_DAMAGE=all looks at 500 bytes and 50 lengths, else at a tenth of them.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "app/diglot_file.h"
#include "app/history.h"
#include "core/error.h"
#include "glossary/concept_items.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::IsEmpty;

OpenOptions as_found() {
    OpenOptions options;
    options.create = false;
    return options;
}

Unit unit(int number) {
    Unit unit;
    unit.source = 0;
    unit.variants.resize(2);
    unit.variants[0].lang = LanguageTag("zh-TW");
    unit.variants[0].segment = Segment("第" + std::to_string(number) + "班渡輪今天停駛。");
    unit.variants[1].lang = LanguageTag("en");
    unit.variants[1].segment = Segment("Ferry " + std::to_string(number) + " is suspended today.");
    unit.stamp.created = Time{1700000000 + number};
    unit.stamp.created_by = "wei";
    unit.context = {static_cast<std::uint64_t>(number) + 1, 7};
    unit.annotations.push_back(Markup::leaf("note", {}, "checked " + std::to_string(number % 10)));
    return unit;
}

class DamageTest : public testing::Test {
protected:
    DamageTest() {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        {
            DiglotFile file(path("whole.diglot"));
            {
                ChangeSet change(file.database(), file.log(), {"wei", "import", "a.tmx"});
                for (int i = 0; i < 1500; ++i) file.memory().add(unit(i), change);
                for (int i = 1500; i < 1504; ++i) {  // On pages of their own.
                    Unit longer = unit(i);
                    for (int more = 0; more < 2000; ++more)
                        longer.variants[1].segment.text += " It is windy " + std::to_string(more);
                    file.memory().add(longer, change);
                }
                file.memory().flush();
                Concept entry;
                entry.terms.resize(1);
                entry.terms[0].lang = LanguageTag("en");
                entry.terms[0].text = "ferry";
                file.glossary().add(entry, change);
                change.commit();
            }
            for (int i = 1; i <= 40; ++i) {
                ChangeSet change(file.database(), file.log(), {"mei", "edit", ""});
                Unit edited = *file.memory().find(i);
                edited.variants[1].segment = Segment("Edited " + std::to_string(i));
                file.memory().update(edited);
                if (i % 4 == 0) file.memory().remove(i + 100);
                change.commit();
            }
            EXPECT_TRUE(file.log().undo(41));
            EXPECT_THAT(file.verify().faults, IsEmpty());
            whole_ = all_of(file);
        }
        std::ifstream input(path("whole.diglot"), std::ios::binary);
        bytes_.assign(std::istreambuf_iterator<char>(input), {});
    }
    ~DamageTest() override { fs::remove_all(folder_); }

    std::string path(const char* name) const { return (folder_ / name).string(); }

    /// Everything the file says: units, concepts, the log, units as they were, answers.
    static std::vector<std::string> all_of(DiglotFile& file) {
        std::vector<std::string> all;
        file.memory().for_each({}, [&](const Unit& unit) {
            all.push_back(std::to_string(unit.id) + canonical_form(unit, true));
            return true;
        });
        file.glossary().for_each({}, [&](const Concept& entry) {
            all.push_back(terms_text(entry));
            return true;
        });
        for (const ChangeInfo& change : file.log().list(1000))
            all.push_back(std::to_string(change.id) + change.user + change.command + change.file +
                          std::to_string(change.at.seconds) + (change.undone ? "undone" : ""));
        for (int id = 1; id <= 150; ++id)
            for (const Version<Unit>& version : unit_history(file, id))
                all.push_back(version.after ? canonical_form(*version.after) : "removed");
        MatchQuery query;
        for (int number : {0, 70, 700, 1499}) {
            query.segment = Segment("第" + std::to_string(number) + "班渡輪停駛。");
            const std::vector<Matches> found = file.matches().match({&query, 1}, {});
            for (const Match& match : found.front())
                all.push_back(std::to_string(match.unit.id) + " " +
                              std::to_string(match.score.basis_points));
        }
        return all;
    }

    void write(const std::string& bytes) const {
        for (const char* suffix : {"-wal", "-shm"}) fs::remove(path("a.diglot") + suffix);
        std::ofstream(path("a.diglot"), std::ios::binary | std::ios::trunc) << bytes;
    }

    /// How the damaged file presents itself: "reported" by the open or verify, "unharmed" where all
    /// it says is what it was, else what it is that was served.
    std::string look() const {
        try {
            DiglotFile file(path("a.diglot"), as_found());
            // What is read without asking verify first must be an error or the truth, too.
            std::optional<std::vector<std::string>> served;
            try {
                served = all_of(file);
            } catch (const StoreError&) {
            }
            if (served && *served != whole_) return "a wrong answer";
            if (!file.verify().faults.empty()) return "reported";
            return served ? "unharmed" : "unreadable, and verify finds it sound";
        } catch (const StoreError&) {
        } catch (const IoError&) {
        }
        return "reported";
    }

    static std::size_t share(std::size_t of) {
        const char* wanted = std::getenv("DIGLOT_DAMAGE");
        return wanted && std::string(wanted) == "all" ? of : of / 10;
    }

    fs::path folder_ = fs::temp_directory_path() / ("diglot-damage-" + std::to_string(getpid()));
    std::vector<std::string> whole_;
    std::string bytes_;
};

TEST_F(DamageTest, NoFlippedByteIsServedAsGood) {
    std::mt19937 random(20261125);
    std::size_t reported = 0, unharmed = 0;
    std::vector<std::size_t> places = {16, 17, 18, 19, 20, 24, 28, 44, 60, 68, 92};  // The header.
    while (places.size() < share(500)) places.push_back(random() % bytes_.size());
    for (const std::size_t at : places) {
        std::string bytes = bytes_;
        const auto by = static_cast<char>(1 + random() % 255);
        bytes[at] = static_cast<char>(bytes[at] ^ by);
        write(bytes);
        const std::string found = look();
        reported += found == "reported";
        unharmed += found == "unharmed";
        EXPECT_TRUE(found == "reported" || found == "unharmed")
            << found << ": byte " << at << " of " << bytes_.size();
    }
    std::printf("%zu places: %zu reported, %zu unharmed\n", places.size(), reported, unharmed);
    EXPECT_GT(reported, places.size() * 3 / 4);
}

TEST_F(DamageTest, NoReserveInTheHeaderIsTakenForAnother) {
    for (int reserve = 0; reserve < 256; reserve += 5) {
        if (reserve == bytes_[20]) continue;
        std::string bytes = bytes_;
        bytes[20] = static_cast<char>(reserve);
        write(bytes);
        EXPECT_EQ(look(), "reported") << reserve;
    }
}

TEST_F(DamageTest, NoFileThatWasCutOffIsServedAsGood) {
    std::mt19937 random(20261125);
    std::vector<std::size_t> sizes = {
        0, 1, 99, 100, 511, 512, bytes_.size() - 1, bytes_.size() - 5000};
    while (sizes.size() < std::max<std::size_t>(share(50), 12))
        sizes.push_back(random() % bytes_.size());
    for (const std::size_t size : sizes) {
        write(bytes_.substr(0, size));
        EXPECT_EQ(look(), "reported") << size << " of " << bytes_.size();
    }
}

constexpr std::size_t kPage = 8192;

TEST_F(DamageTest, NoPageOfZerosIsServedAsGood) {
    const std::size_t pages = bytes_.size() / kPage;
    const std::size_t step = share(10) == 10 ? 1 : 3;
    for (std::size_t page = 0; page < pages; page += step) {
        std::string bytes = bytes_;
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page * kPage), kPage, '\0');
        write(bytes);
        const std::string found = look();
        EXPECT_TRUE(found == "reported" || found == "unharmed")
            << found << ": page " << page << " of " << pages;
    }
}

TEST_F(DamageTest, PagesThatWereExchangedAreNoticed) {
    std::string bytes = bytes_;
    for (std::size_t i = 0; i < kPage; ++i) std::swap(bytes[10 * kPage + i], bytes[11 * kPage + i]);
    write(bytes);
    EXPECT_EQ(look(), "reported");
}

TEST_F(DamageTest, LeavesAFileAloneThatItCannotTakeForItsOwn) {
    for (const std::string& content :
         {std::string("not a database, only a text that is longer than a header of one is\n"),
          std::string()}) {
        write(content);
        EXPECT_THROW(DiglotFile(path("a.diglot"), as_found()), IoError);
        std::ifstream input(path("a.diglot"), std::ios::binary);
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(input), {}), content);
        EXPECT_FALSE(fs::exists(path("a.diglot-wal")));
    }
}

TEST_F(DamageTest, SeesTextsThatWereChangedBesideTheirKeys) {
    DiglotFile file(path("whole.diglot"), as_found());
    file.database().execute("UPDATE variant SET text = 'Ferry 8 is suspended.' WHERE unit = 9");
    EXPECT_THAT(file.verify().faults,
                Contains("unit 9 does not say what was stored: its texts and its key disagree"));
}

TEST_F(DamageTest, BackupsHaveTheirChecksumsToo) {
    DiglotFile file(path("whole.diglot"), as_found());
    ChangeSet change(file.database(), file.log(), {"mei", "edit", ""});
    Unit edited = *file.memory().find(77);
    edited.variants[1].segment = Segment("Only in the WAL so far.");
    file.memory().update(edited);
    change.commit();
    file.database().backup(path("b.diglot"));
    file.database().copy_anew(path("c.diglot"));
    for (const char* name : {"b.diglot", "c.diglot"}) {
        DiglotFile copy(path(name), as_found());
        EXPECT_TRUE(copy.database().has_page_sums()) << name;
        EXPECT_THAT(copy.verify().faults, IsEmpty()) << name;
        EXPECT_EQ(all_of(copy), all_of(file)) << name;
    }
}

}  // namespace
}  // namespace diglot
