#include "tm/segment_edit.h"

#include <utility>
#include <vector>

namespace diglot {
namespace {

/// A run of text in the content, and where it begins in the segment's text.
struct Run {
    Markup* node = nullptr;
    std::size_t start = 0;
};

/// The runs that hold [start, end) whole, two where it is nothing between them; `at` counts the
/// text before `nodes` and moves on.
void find_runs(std::vector<Markup>& nodes, std::size_t start, std::size_t end, std::size_t& at,
               std::vector<Run>& runs) {
    for (Markup& node : nodes) {
        if (node.is_text()) {
            const std::size_t first = at;
            at += node.text.size();
            if (first <= start && end <= at && first < at) runs.push_back({&node, first});
        } else if (!is_native_code(node.element)) {
            find_runs(node.children, start, end, at, runs);
        }
    }
}

}  // namespace

bool replace_text(Segment& segment, std::size_t start, std::size_t end, std::string_view by) {
    if (!segment.content.empty()) {
        std::size_t at = 0;
        std::vector<Run> runs;
        find_runs(segment.content, start, end, at, runs);
        if (runs.size() != 1) return false;
        const Run run = runs.front();
        run.node->text.replace(start - run.start, end - start, by);
    }
    segment.text.replace(start, end - start, by);
    return true;
}

}  // namespace diglot
