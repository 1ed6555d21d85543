// Two texts compared word by word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace diglot {

struct DiffPiece {
    enum class Kind { kSame, kRemoved, kAdded };
    Kind kind = Kind::kSame;
    std::string text;

    bool operator==(const DiffPiece&) const = default;
};

/// What makes `b` of `a`, in order; a removed piece before the added one in its place. Words are
/// runs of letters, marks and digits; every Han and kana character, and every other character, is
/// by itself. The words kept are a longest common subsequence (Wagner and Fischer, J. ACM 21, 1974;
/// |a| * |b| steps, after what both begin and end with); white space alone between two changes is
/// taken as changed, so that phrases stay together. Of texts with more than 4,000,000 pairs of
/// words in between, all of it counts as changed.
std::vector<DiffPiece> word_diff(std::string_view a, std::string_view b);

}  // namespace diglot
