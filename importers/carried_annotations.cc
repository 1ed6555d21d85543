#include "importers/carried_annotations.h"

#include <algorithm>

namespace diglot {
namespace {

bool is_plain(const Markup& node) {
    return std::all_of(node.children.begin(), node.children.end(),
                       [](const Markup& child) { return child.is_text(); });
}

bool has_type(const Markup& node, std::string_view element, std::string_view type) {
    const std::string* has = node.attribute("type");
    return node.element == element && has && *has == type;
}

/// descripGrp, adminGrp, termNoteGrp …: its first element is what the rest is about.
Markup* head_of(Markup& node) {
    if (!node.element.ends_with("Grp")) return nullptr;
    const auto head = std::find_if(node.children.begin(), node.children.end(),
                                   [](const Markup& child) { return !child.is_text(); });
    return head == node.children.end() ? nullptr : &*head;
}

/// Stands in a group for the text that a column has.
const Markup kPlaceholder = Markup::node("column");

bool has_placeholder(const Markup& head) {
    return head.children.size() == 1 && head.children[0] == kPlaceholder;
}

bool is_one_line(std::string_view text) { return text.find('\n') == std::string_view::npos; }

}  // namespace

std::string CarriedAnnotations::take(std::string_view element, std::string_view type) {
    const auto found = std::find_if(rest_.begin(), rest_.end(), [&](const Markup& node) {
        return has_type(node, element, type) && node.attributes.size() == 1 && is_plain(node);
    });
    if (found != rest_.end()) {
        std::string text = found->all_text();
        rest_.erase(found);
        return text;
    }
    for (Markup& group : rest_) {
        Markup* head = head_of(group);
        if (!head || !has_type(*head, element, type) || !is_plain(*head)) continue;
        std::string text = head->all_text();
        if (!text.empty()) head->children = {kPlaceholder};
        return text;
    }
    return {};
}

std::string CarriedAnnotations::take_url() {
    const auto found = std::find_if(rest_.begin(), rest_.end(), [](const Markup& node) {
        const std::string* target = node.attribute("target");
        return has_type(node, "xref", "externalCrossReference") && target &&
               node.attributes.size() == 2 &&
               (node.all_text().empty() || node.all_text() == *target);
    });
    if (found == rest_.end()) return {};
    std::string url = *found->attribute("target");
    rest_.erase(found);
    return url;
}

std::string CarriedAnnotations::take_note(std::string_view prefix) {
    const auto found = std::find_if(rest_.begin(), rest_.end(), [&](const Markup& node) {
        if (node.element != "note" || !node.attributes.empty() || !is_plain(node)) return false;
        const std::string text = node.all_text();
        return text.starts_with(prefix) && is_one_line(text);
    });
    if (found == rest_.end()) return {};
    std::string text = found->all_text().substr(prefix.size());
    rest_.erase(found);
    return text;
}

std::string CarriedAnnotations::take_notes() {
    std::string all;
    while (true) {
        const std::string note = take_note("");
        if (note.empty()) return all;
        all += (all.empty() ? "" : "\n") + note;
    }
}

bool put_in_group(std::vector<Markup>& annotations, const Markup& said) {
    const std::string* type = said.attribute("type");
    if (!type) return false;
    const std::string text = said.all_text();
    for (Markup& group : annotations) {
        Markup* head = head_of(group);
        if (!head || !has_type(*head, said.element, *type)) continue;
        if (head->all_text() == text) return true;
        if (!has_placeholder(*head)) continue;
        head->children = said.children;
        return true;
    }
    return false;
}

void drop_placeholders(std::vector<Markup>& annotations) {
    std::erase_if(annotations, [](Markup& node) {
        const Markup* head = head_of(node);
        return head && has_placeholder(*head);
    });
}

}  // namespace diglot
