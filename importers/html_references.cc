#include "importers/html_references.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

#include <gumbo.h>

namespace diglot {
namespace {

const GumboNode* child_called(const GumboNode* node, GumboTag tag) {
    if (node == nullptr || node->type != GUMBO_NODE_ELEMENT) return nullptr;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
        const auto* child = static_cast<const GumboNode*>(children.data[i]);
        if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == tag) return child;
    }
    return nullptr;
}

/// What Gumbo makes of one reference; the reference itself where it is none.
std::string resolve(const std::string& reference, bool in_attribute) {
    const std::string page = in_attribute
                                 ? "<!DOCTYPE html><body><p title=\"" + reference + "\"></p>"
                                 : "<!DOCTYPE html><body><p>" + reference + "</p>";
    GumboOutput* const output =
        gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
    std::string text = reference;
    const GumboNode* p = child_called(child_called(output->root, GUMBO_TAG_BODY), GUMBO_TAG_P);
    if (p != nullptr && in_attribute) {
        const GumboAttribute* title = gumbo_get_attribute(&p->v.element.attributes, "title");
        if (title != nullptr) text = title->value;
    } else if (p != nullptr && p->v.element.children.length == 1) {
        const auto* child = static_cast<const GumboNode*>(p->v.element.children.data[0]);
        if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE)
            text = child->v.text.text;
    }
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return text;
}

/// Each reference is resolved once; pages have few different ones.
const std::string& resolved(std::string_view reference, bool in_attribute) {
    thread_local std::unordered_map<std::string, std::string> known[2];
    std::unordered_map<std::string, std::string>& table = known[in_attribute ? 1 : 0];
    if (table.size() > 10000) table.clear();
    const auto [entry, is_new] = table.try_emplace(std::string(reference));
    if (is_new) entry->second = resolve(entry->first, in_attribute);
    return entry->second;
}

/// The end of what may be the reference at `at`; `at` if it is none.
std::size_t reference_end(std::string_view raw, std::size_t at) {
    constexpr std::size_t kLongest = 40;  // Names have 32 characters at most.
    std::size_t end = at + 1;
    if (end < raw.size() && raw[end] == '#') ++end;
    const std::size_t first = end;
    while (end < raw.size() && end - at < kLongest &&
           std::isalnum(static_cast<unsigned char>(raw[end])))
        ++end;
    if (end == first) return at;
    return end < raw.size() && raw[end] == ';' ? end + 1 : end;
}

}  // namespace

std::string html_text(std::string_view raw, bool in_attribute) {
    std::string out;
    out.reserve(raw.size());
    std::size_t at = 0;
    while (at < raw.size()) {
        const std::size_t reference = std::min(raw.find('&', at), raw.size());
        out += raw.substr(at, reference - at);
        at = reference;
        if (at == raw.size()) break;
        const std::size_t end = reference_end(raw, at);
        const std::string_view whole = raw.substr(at, end - at);
        const bool is_name =
            in_attribute && end < raw.size() && raw[end] == '=' && !whole.ends_with(';');
        if (end == at)
            out += raw[at++];
        else
            out += is_name ? std::string(whole) : resolved(whole, in_attribute);
        at = std::max(at, end);
    }
    return out;
}

}  // namespace diglot
