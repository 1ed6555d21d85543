// Inline codes that begin and do not end, or end and did not begin.
#include <map>
#include <set>

#include "quality/cleaning_rules.h"

namespace diglot {
namespace {

using Numbers = std::multiset<std::string>;

/// Numbers of the pairs that are whole: a bpt, and later an ept of the same i.
class Pairs {
public:
    explicit Pairs(const std::vector<Markup>& content) { walk(content); }

    const Numbers& whole() const { return whole_; }
    std::size_t lone() const { return codes_ - 2 * whole_.size(); }

private:
    void walk(const std::vector<Markup>& nodes) {
        for (const Markup& node : nodes) {
            const std::string* number = node.attribute("i");
            const std::string key = number ? *number : "";
            if (node.element == "bpt") {
                ++codes_;
                open_.insert(key);
            } else if (node.element == "ept") {
                ++codes_;
                if (const auto start = open_.find(key); start != open_.end()) {
                    open_.erase(start);
                    whole_.insert(key);
                }
            }
            walk(node.children);
        }
    }

    Numbers open_, whole_;
    std::size_t codes_ = 0;
};

/// Each bpt and ept that has no partner becomes what TMX has for that.
class Mender {
public:
    explicit Mender(const Pairs& pairs) : starts_(pairs.whole()), ends_(pairs.whole()) {}

    void mend(std::vector<Markup>& nodes) {
        for (Markup& node : nodes) {
            const bool begins = node.element == "bpt";
            if (begins || node.element == "ept") {
                const std::string* number = node.attribute("i");
                const std::string key = number ? *number : "";
                // An end counts only behind its start.
                Numbers& left = begins ? starts_ : ends_;
                const auto partner = left.find(key);
                const bool paired =
                    partner != left.end() && (begins || opened_.find(key) != opened_.end());
                if (paired) {
                    left.erase(partner);
                    if (begins)
                        opened_.insert(key);
                    else
                        opened_.erase(opened_.find(key));
                } else {
                    make_isolated(node, begins);
                }
            }
            mend(node.children);
        }
    }

private:
    static void make_isolated(Markup& node, bool begins) {
        node.element = "it";
        std::erase_if(node.attributes, [](const Attribute& one) { return one.name == "i"; });
        node.attributes.insert(node.attributes.begin(), {"pos", begins ? "begin" : "end"});
    }

    Numbers starts_, ends_, opened_;
};

class BrokenCodesCleaning : public DescribedCleaningRule {
public:
    BrokenCodesCleaning()
        : DescribedCleaningRule(
              {"broken-codes",
               "Paired inline codes without a partner: made codes that stand alone",
               "A code that begins something (TMX bpt) and is not followed by its end (ept, of the "
               "same i), or an end without a beginning. It becomes <it>, which is TMX 1.4b's code "
               "for "
               "half of a pair; its content stays.\n\nCodes that only one side has are a matter "
               "for "
               "`check`.",
               {}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        look_at(pair.source.segment, CleaningSide::kSource, found);
        look_at(pair.target.segment, CleaningSide::kTarget, found);
    }

private:
    static void look_at(const Segment& segment, CleaningSide side, std::vector<Dirt>& found) {
        if (segment.content.empty()) return;
        const Pairs pairs(segment.content);
        if (pairs.lone() == 0) return;
        std::vector<Markup> content = segment.content;
        Mender(pairs).mend(content);
        found.push_back({side, "an inline code has no partner", {}, std::move(content)});
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_broken_codes_cleaning() {
    return std::make_unique<BrokenCodesCleaning>();
}

}  // namespace diglot
