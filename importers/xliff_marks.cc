#include "importers/xliff_marks.h"

#include <string_view>
#include <utility>

#include "tm/unit.h"

namespace diglot::xliff {
namespace {

bool is_segment_mark(const Markup& node) {
    const std::string* type = node.element == "mrk" ? node.attribute("mtype") : nullptr;
    return type != nullptr && *type == "seg";
}

void append(Markup node, std::vector<Markup>& out) {
    if (node.is_text() && !out.empty() && out.back().is_text())
        out.back().text += node.text;
    else
        out.push_back(std::move(node));
}

/// How SDL's files mark tracked changes: what was deleted is no text any more.
bool is_change(const Markup& node, std::string_view what) {
    const std::string* type = node.element == "mrk" ? node.attribute("mtype") : nullptr;
    return type != nullptr && type->starts_with("x-sdl-") && type->ends_with(what);
}

/// The segments marked in a <source>, <seg-source> or <target> (XLIFF 1.2, 2.4.6 "segmentation"),
/// also inside a <g> around several of them.
void collect_marked(const std::vector<Markup>& nodes, std::vector<Marked>& out) {
    for (const Markup& node : nodes) {
        if (is_segment_mark(node)) {
            const std::string* mid = node.attribute("mid");
            out.push_back({mid == nullptr ? "" : *mid, without_marks(node.children)});
        } else if (!node.is_text() && !is_native_code(node.element)) {
            collect_marked(node.children, out);
        }
    }
}

}  // namespace

std::vector<Markup> without_marks(std::vector<Markup> nodes) {
    std::vector<Markup> out;
    for (Markup& node : nodes) {
        if (is_change(node, "deleted")) continue;
        node.children = without_marks(std::move(node.children));
        if (!is_segment_mark(node) && !is_change(node, "added")) {
            append(std::move(node), out);
            continue;
        }
        for (Markup& child : node.children) append(std::move(child), out);
    }
    return out;
}

std::vector<Marked> marked(const std::vector<Markup>& nodes) {
    std::vector<Marked> out;
    collect_marked(nodes, out);
    return out;
}

}  // namespace diglot::xliff
