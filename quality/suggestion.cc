#include "quality/suggestion.h"

#include <algorithm>
#include <cstdint>

#include "core/text/utf8.h"
#include "tm/segment_edit.h"

namespace diglot {
namespace {

/// Cells of the table of common subsequences, at most.
constexpr std::size_t kMostCells = 4'000'000;

/// A text by code points, with the byte at which each begins; one more for the end.
struct Points {
    std::u32string points;
    std::vector<std::size_t> at;

    explicit Points(std::string_view text) {
        std::size_t offset = 0;
        while (offset < text.size()) {
            at.push_back(offset);
            points += next_code_point(text, offset);
        }
        at.push_back(text.size());
    }
};

/// Code points [from, from_end) of one text become [to, to_end) of the other.
struct Change {
    std::size_t from, from_end, to, to_end;
};

/// By the longest common subsequence (Wagner and Fischer 1974), O(nm).
void find_changes(const std::u32string& a, const std::u32string& b, const Change& within,
                  std::vector<Change>& changes) {
    const std::size_t n = within.from_end - within.from;
    const std::size_t m = within.to_end - within.to;
    if (n == 0 || m == 0 || n * m > kMostCells) {
        changes.push_back(within);
        return;
    }
    std::vector<std::uint32_t> length((n + 1) * (m + 1), 0);
    const auto cell = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
        return length[i * (m + 1) + j];
    };
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            cell(i, j) = a[within.from + i] == b[within.to + j]
                             ? cell(i + 1, j + 1) + 1
                             : std::max(cell(i + 1, j), cell(i, j + 1));
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
        const std::size_t start_i = i, start_j = j;
        while ((i < n || j < m) && !(i < n && j < m && a[within.from + i] == b[within.to + j])) {
            if (j == m || (i < n && cell(i + 1, j) >= cell(i, j + 1)))
                ++i;
            else
                ++j;
        }
        if (i > start_i || j > start_j)
            changes.push_back(
                {within.from + start_i, within.from + i, within.to + start_j, within.to + j});
        while (i < n && j < m && a[within.from + i] == b[within.to + j]) ++i, ++j;
    }
}

/// An insertion takes the character before it along, or the one behind it at the start.
void give_place(Change& change) {
    if (change.from < change.from_end) return;
    if (change.from > 0) {
        --change.from;
        --change.to;
    } else {
        ++change.from_end;
        ++change.to_end;
    }
}

/// In one list with the edits of others, or false where they meet.
bool join_edits(std::vector<TextEdit>& all, const std::vector<TextEdit>& more) {
    for (const TextEdit& edit : more) {
        for (const TextEdit& other : all)
            if (!(edit == other) && edit.place.start < other.place.end &&
                other.place.start < edit.place.end)
                return false;
    }
    for (const TextEdit& edit : more)
        if (std::find(all.begin(), all.end(), edit) == all.end()) all.push_back(edit);
    std::sort(all.begin(), all.end(),
              [](const TextEdit& a, const TextEdit& b) { return a.place.start < b.place.start; });
    return true;
}

/// From the last to the first, so that places stay right. False where an inline code is in the way.
bool put_in(Segment& segment, const std::vector<TextEdit>& edits) {
    Segment changed = segment;
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
        if (!replace_text(changed, edit->place.start, edit->place.end, edit->by)) return false;
    segment = std::move(changed);
    return true;
}

}  // namespace

std::vector<TextEdit> edits_between(std::string_view from, std::string_view to) {
    const Points a(from), b(to);
    Change middle{0, a.points.size(), 0, b.points.size()};
    while (middle.from < middle.from_end && middle.to < middle.to_end &&
           a.points[middle.from] == b.points[middle.to])
        ++middle.from, ++middle.to;
    while (middle.from < middle.from_end && middle.to < middle.to_end &&
           a.points[middle.from_end - 1] == b.points[middle.to_end - 1])
        --middle.from_end, --middle.to_end;
    std::vector<Change> changes;
    if (middle.from < middle.from_end || middle.to < middle.to_end)
        find_changes(a.points, b.points, middle, changes);
    std::vector<TextEdit> edits;
    for (Change& change : changes) {
        give_place(change);
        TextEdit edit{
            {a.at[change.from], a.at[change.from_end]},
            std::string(to.substr(b.at[change.to], b.at[change.to_end] - b.at[change.to]))};
        // Only with an insertion at the start, which took the character behind it.
        if (!edits.empty() && edits.back().place.end > edit.place.start) {
            edits.back() = {{a.at[changes.front().from], a.at[change.from_end]},
                            std::string(to.substr(b.at[changes.front().to],
                                                  b.at[change.to_end] - b.at[changes.front().to]))};
        } else {
            edits.push_back(std::move(edit));
        }
    }
    return edits;
}

AppliedSuggestions apply_suggestions(const Segment& segment,
                                     const std::vector<std::string>& suggestions) {
    AppliedSuggestions result;
    result.segment = segment;
    std::vector<TextEdit> taken;
    for (const std::string& suggestion : suggestions) {
        std::vector<TextEdit> all = taken;
        std::string why_not;
        Segment trial = segment;
        if (!join_edits(all, edits_between(segment.text, suggestion)))
            why_not = "another fix changes the same place";
        else if (!put_in(trial, all))
            why_not = "an inline code stands in the place";
        result.applied.push_back(why_not.empty());
        result.why_not.push_back(why_not);
        if (!why_not.empty()) continue;
        taken = std::move(all);
        result.segment = std::move(trial);
    }
    result.edits = std::move(taken);
    return result;
}

}  // namespace diglot
