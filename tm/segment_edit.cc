#include "tm/segment_edit.h"

#include <utility>

namespace diglot {
namespace {

/// A run of text in the content, and where it begins in the segment's text.
struct Run {
    Markup* node = nullptr;
    std::size_t start = 0;
};

/// The run that holds [start, end) whole; `at` counts the text before `nodes` and moves on.
Run find_run(std::vector<Markup>& nodes, std::size_t start, std::size_t end, std::size_t& at) {
    for (Markup& node : nodes) {
        if (node.is_text()) {
            const std::size_t first = at;
            at += node.text.size();
            if (first <= start && end <= at) return {&node, first};
        } else if (!is_native_code(node.element)) {
            if (const Run run = find_run(node.children, start, end, at); run.node) return run;
        }
    }
    return {};
}

}  // namespace

bool replace_text(Segment& segment, std::size_t start, std::size_t end, std::string_view by) {
    if (!segment.content.empty()) {
        std::size_t at = 0;
        const Run run = find_run(segment.content, start, end, at);
        if (!run.node) return false;
        run.node->text.replace(start - run.start, end - start, by);
    }
    segment.text.replace(start, end - start, by);
    return true;
}

}  // namespace diglot
