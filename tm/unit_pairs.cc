#include "tm/unit_pairs.h"

#include <algorithm>

#include <xxhash.h>

#include "core/text/tokens.h"
#include "tm/score_distance.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

constexpr std::uint32_t kLongestRun = 64;
constexpr double kLeastLikeness = 0.5;

std::uint64_t hash(const std::string& text) { return XXH3_64bits(text.data(), text.size()); }

/// A unit and what it is looked for by.
struct Entry {
    std::uint64_t value;
    std::uint32_t index;
    bool operator<(const Entry& other) const {
        return value != other.value ? value < other.value : index < other.index;
    }
};

/// Units of equal value, of both sides.
struct Group {
    std::span<const Entry> a;
    std::span<const Entry> b;
};

class Pairing {
public:
    Pairing(std::span<const UnitPrint> a, std::span<const UnitPrint> b,
            const UnitLikeness& likeness)
        : prints_a_(a),
          prints_b_(b),
          likeness_(likeness),
          partner_a_(a.size(), kNoPartner),
          partner_b_(b.size(), kNoPartner) {}

    std::vector<std::uint32_t> run() {
        by(&UnitPrint::form, [&](const Group& group) { in_order(group); });
        by_tuid();
        by(&UnitPrint::key, [&](const Group& group) { in_order(group); });
        by(&UnitPrint::source, [&](const Group& group) { by_likeness(group, 0); });
        by_neighbours();
        return std::move(partner_a_);
    }

private:
    static std::vector<Entry> entries(std::span<const UnitPrint> prints,
                                      const std::vector<std::uint32_t>& partners,
                                      std::uint64_t UnitPrint::*field) {
        std::vector<Entry> found;
        for (std::uint32_t i = 0; i < prints.size(); ++i)
            if (partners[i] == kNoPartner && prints[i].*field != 0)
                found.push_back({prints[i].*field, i});
        std::sort(found.begin(), found.end());
        return found;
    }

    using Values = std::vector<std::uint64_t>;
    /// Of what is not yet paired; sorted.
    static Values values(std::span<const UnitPrint> prints,
                         const std::vector<std::uint32_t>& partners,
                         std::uint64_t UnitPrint::*field) {
        Values found;
        for (std::uint32_t i = 0; i < prints.size(); ++i)
            if (partners[i] == kNoPartner) found.push_back(prints[i].*field);
        std::sort(found.begin(), found.end());
        return found;
    }

    /// Calls `visit` with what is not yet paired and has one value on both sides.
    template <typename Visit>
    void by(std::uint64_t UnitPrint::*field, const Visit& visit) {
        const std::vector<Entry> a = entries(prints_a_, partner_a_, field);
        const std::vector<Entry> b = entries(prints_b_, partner_b_, field);
        const auto end_of = [](const std::vector<Entry>& all, std::size_t at) {
            std::size_t end = at;
            while (end < all.size() && all[end].value == all[at].value) ++end;
            return end;
        };
        for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
            if (a[i].value < b[k].value) {
                ++i;
            } else if (b[k].value < a[i].value) {
                ++k;
            } else {
                const std::size_t end_a = end_of(a, i);
                const std::size_t end_b = end_of(b, k);
                visit(
                    Group{std::span(a).subspan(i, end_a - i), std::span(b).subspan(k, end_b - k)});
                i = end_a;
                k = end_b;
            }
        }
    }

    void pair(std::uint32_t i, std::uint32_t k) {
        partner_a_[i] = k;
        partner_b_[k] = i;
    }

    void in_order(const Group& group) {
        for (std::size_t i = 0; i < std::min(group.a.size(), group.b.size()); ++i)
            pair(group.a[i].index, group.b[i].index);
    }

    void by_tuid() {
        const Values sources_a = values(prints_a_, partner_a_, &UnitPrint::source);
        const Values sources_b = values(prints_b_, partner_b_, &UnitPrint::source);
        std::size_t shared = 0;
        std::size_t same_source = 0;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
        by(&UnitPrint::tuid, [&](const Group& group) {
            if (group.a.size() != 1 || group.b.size() != 1) return;
            const std::uint32_t i = group.a[0].index;
            const std::uint32_t k = group.b[0].index;
            ++shared;
            const std::uint64_t source = prints_a_[i].source;
            const std::uint64_t other = prints_b_[k].source;
            const bool same = source == other;
            same_source += same ? 1 : 0;
            // What either was stands elsewhere under another number: it moved, the tuid counts.
            const bool moved =
                !same && (std::binary_search(sources_b.begin(), sources_b.end(), source) ||
                          std::binary_search(sources_a.begin(), sources_a.end(), other));
            if (!moved) found.emplace_back(i, k);
        });
        // Those paired already say the same of their tuids, too.
        for (std::uint32_t i = 0; i < partner_a_.size(); ++i) {
            if (partner_a_[i] == kNoPartner || prints_a_[i].tuid == 0) continue;
            ++shared;
            ++same_source;
        }
        if (2 * same_source <= shared) return;
        for (const auto& [i, k] : found) pair(i, k);
    }

    void by_likeness(const Group& group, double least) {
        if (group.a.size() == 1 && group.b.size() == 1 && least == 0)
            return pair(group.a[0].index, group.b[0].index);
        if (group.a.size() > kLongestRun || group.b.size() > kLongestRun) {
            if (least == 0) in_order(group);
            return;
        }
        struct Candidate {
            double likeness;
            std::uint32_t i, k;
        };
        std::vector<Candidate> candidates;
        for (const Entry& one : group.a)
            for (const Entry& other : group.b)
                candidates.push_back({likeness_(one.index, other.index), one.index, other.index});
        std::stable_sort(
            candidates.begin(), candidates.end(),
            [](const Candidate& x, const Candidate& y) { return x.likeness > y.likeness; });
        for (const Candidate& one : candidates) {
            if (one.likeness < least) break;
            if (partner_a_[one.i] == kNoPartner && partner_b_[one.k] == kNoPartner)
                pair(one.i, one.k);
        }
    }

    /// Unpaired units from `at` on, in a direction, as long as there are some.
    static std::vector<Entry> run_of(const std::vector<std::uint32_t>& partners, std::int64_t at,
                                     int step) {
        std::vector<Entry> run;
        for (; at >= 0 && at < static_cast<std::int64_t>(partners.size()) &&
               partners[static_cast<std::size_t>(at)] == kNoPartner && run.size() <= kLongestRun;
             at += step)
            run.push_back({0, static_cast<std::uint32_t>(at)});
        std::sort(run.begin(), run.end());
        return run;
    }

    void by_neighbours() {
        const auto size = static_cast<std::int64_t>(partner_a_.size());
        for (std::int64_t begin = 0; begin < size; ++begin) {
            if (partner_a_[static_cast<std::size_t>(begin)] != kNoPartner) continue;
            std::int64_t end = begin;
            while (end < size && partner_a_[static_cast<std::size_t>(end)] == kNoPartner) ++end;
            // What follows the partner of the unit before; else what precedes that of the one
            // after.
            const std::int64_t before =
                begin == 0 ? -1 : partner_a_[static_cast<std::size_t>(begin - 1)];
            std::vector<Entry> other = run_of(partner_b_, before + 1, 1);
            if (other.empty()) {
                const std::int64_t after = end == size
                                               ? static_cast<std::int64_t>(partner_b_.size())
                                               : partner_a_[static_cast<std::size_t>(end)];
                other = run_of(partner_b_, after - 1, -1);
            }
            if (!other.empty() && end - begin <= kLongestRun)
                by_likeness({run_of(partner_a_, begin, 1), other}, kLeastLikeness);
            begin = end;
        }
    }

    std::span<const UnitPrint> prints_a_;
    std::span<const UnitPrint> prints_b_;
    const UnitLikeness& likeness_;
    std::vector<std::uint32_t> partner_a_;
    std::vector<std::uint32_t> partner_b_;
};

/// By language, in an order that does not depend on that of the variants.
std::string languages_of(const Unit& unit) {
    std::vector<std::string> tags;
    for (const Variant& variant : unit.variants) tags.push_back(variant.lang.text());
    std::sort(tags.begin(), tags.end());
    std::string all;
    for (const std::string& tag : tags) all += tag + "\x1F";
    return all;
}

}  // namespace

UnitPrint print_of(const Unit& unit) {
    UnitPrint print;
    print.form = hash(canonical_form(unit));
    print.key = unit_key(unit);
    if (unit.variants.empty()) return print;
    print.source = hash(languages_of(unit) + unit.source_variant().lang.text() + "\x1F" +
                        unit.source_variant().segment.text);
    const std::string* tuid = find_attribute(unit.attributes, "tuid");
    if (tuid && !tuid->empty())
        print.tuid = hash(*tuid + "\x1F" + unit.property("x-context").value_or(""));
    return print;
}

std::vector<std::uint32_t> pair_units(std::span<const UnitPrint> a, std::span<const UnitPrint> b,
                                      const UnitLikeness& likeness) {
    return Pairing(a, b, likeness).run();
}

double likeness_of(const Unit& a, const Unit& b) {
    double sum = 0;
    int shared = 0;
    std::vector<std::uint64_t> tokens_a;
    std::vector<std::uint64_t> tokens_b;
    for (const Variant& one : a.variants) {
        const auto other = std::find_if(b.variants.begin(), b.variants.end(),
                                        [&](const Variant& v) { return v.lang == one.lang; });
        if (other == b.variants.end()) continue;
        token_values(one.segment.text, tokens_a);
        token_values(other->segment.text, tokens_b);
        const std::size_t longer = std::max(tokens_a.size(), tokens_b.size());
        ++shared;
        if (longer > 0)
            sum += 1 - static_cast<double>(edit_distance(tokens_a, tokens_b)) /
                           static_cast<double>(longer);
        else if (one.segment.text == other->segment.text)
            sum += 1;
    }
    return shared == 0 ? 0 : sum / shared;
}

}  // namespace diglot
