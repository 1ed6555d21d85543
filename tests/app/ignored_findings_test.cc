#include "quality/ignored_findings.h"

#include <gtest/gtest.h>

#include "app/diglot_file.h"

namespace diglot {
namespace {

class IgnoredFindingsTest : public testing::Test {
protected:
    Added add(const std::string& fingerprint, const std::string& reason,
              const std::string& user = "ana") {
        ChangeSet change(file_.database(), file_.log(), {});
        const Added added = file_.ignored_findings().add({0,
                                                          fingerprint,
                                                          reason,
                                                          "numbers",
                                                          "a \"message\"",
                                                          "源",
                                                          "target\nin two",
                                                          user,
                                                          {7}});
        change.commit();
        return added;
    }

    /// "fingerprint reason user" of each.
    std::string list() const {
        std::string all;
        for (const IgnoredFinding& one : file_.ignored_findings().list())
            all += one.fingerprint + " " + one.reason + " " + one.user + "; ";
        return all;
    }

    mutable DiglotFile file_{":memory:"};
};

TEST_F(IgnoredFindingsTest, KeepsWhatTheFindingWas) {
    EXPECT_EQ(add("0123456789abcdef", "the client's wording"), Added::kAdded);
    const auto all = file_.ignored_findings().list();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_GT(all[0].id, 0);
    EXPECT_EQ(all[0].fingerprint, "0123456789abcdef");
    EXPECT_EQ(all[0].reason, "the client's wording");
    EXPECT_EQ(all[0].rule, "numbers");
    EXPECT_EQ(all[0].message, "a \"message\"");
    EXPECT_EQ(all[0].source, "源");
    EXPECT_EQ(all[0].target, "target\nin two");
    EXPECT_EQ(all[0].user, "ana");
    EXPECT_EQ(all[0].at.seconds, 7);
}

TEST_F(IgnoredFindingsTest, GivesANewReasonToOneItHas) {
    add("a", "first");
    add("b", "other");
    EXPECT_EQ(add("a", "first"), Added::kUnchanged);
    EXPECT_EQ(add("a", "second", "ben"), Added::kMerged);
    EXPECT_EQ(list(), "a second ben; b other ana; ");
}

TEST_F(IgnoredFindingsTest, IsUndoneAndDoneAgain) {
    add("a", "first");
    add("a", "second");
    ASSERT_TRUE(file_.log().undo(*file_.log().latest()).ok());
    EXPECT_EQ(list(), "a first ana; ");
    ChangeSet change(file_.database(), file_.log(), {});
    EXPECT_TRUE(file_.ignored_findings().remove(file_.ignored_findings().list()[0].id));
    EXPECT_FALSE(file_.ignored_findings().remove(99));
    change.commit();
    EXPECT_EQ(list(), "");
    ASSERT_TRUE(file_.log().undo(change.id()).ok());
    EXPECT_EQ(list(), "a first ana; ");
}

}  // namespace
}  // namespace diglot
