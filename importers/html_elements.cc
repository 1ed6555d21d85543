#include "importers/html_elements.h"

#include <algorithm>
#include <array>

namespace diglot::html {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_inline(std::string_view name) {
    static constexpr std::array<std::string_view, 59> kInline = {
        "a",     "abbr",   "acronym", "area",   "audio",  "b",      "bdi",   "bdo",     "big",
        "br",    "canvas", "cite",    "code",   "data",   "del",    "dfn",   "em",      "embed",
        "font",  "i",      "iframe",  "img",    "input",  "ins",    "kbd",   "label",   "map",
        "mark",  "math",   "meter",   "nobr",   "object", "output", "param", "picture", "progress",
        "q",     "rb",     "rp",      "rt",     "rtc",    "ruby",   "s",     "samp",    "script",
        "small", "source", "span",    "strike", "strong", "style",  "sub",   "sup",     "svg",
        "time",  "track",  "tt",      "u",      "wbr"};
    return is_one_of(name, kInline) || name == "var" || name == "video" || name == "slot";
}

bool is_void(std::string_view name) {
    static constexpr std::array<std::string_view, 14> kVoid = {
        "area",  "base", "br",   "col",   "embed",  "hr",    "img",
        "input", "link", "meta", "param", "source", "track", "wbr"};
    return is_one_of(name, kVoid);
}

bool is_opaque(std::string_view name) {
    static constexpr std::array<std::string_view, 13> kOpaque = {
        "script", "style", "code",   "svg",     "math",     "iframe", "object",
        "audio",  "video", "canvas", "noembed", "noframes", "xmp"};
    return is_one_of(name, kOpaque);
}

std::string code_type(std::string_view name) {
    if (name == "b" || name == "strong") return "bold";
    if (name == "i" || name == "em") return "italic";
    if (name == "u" || name == "ins") return "ulined";
    if (name == "a") return "link";
    if (name == "img" || name == "picture" || name == "svg") return "image";
    if (name == "br") return "lb";
    return std::string(name);
}

std::string block_kind(std::string_view name) {
    if (heading_level(name) > 0) return "heading";
    if (name == "li" || name == "dt" || name == "dd") return "list-item";
    if (name == "td" || name == "th") return "table-cell";
    if (name == "caption" || name == "figcaption") return "caption";
    if (name == "blockquote") return "quote";
    if (name == "title") return "title";
    if (is_one_of<6>(name, {"option", "button", "legend", "summary", "textarea", "optgroup"}))
        return "label";
    if (name == "pre") return "preformatted";
    if (is_one_of<4>(name, {"p", "div", "body", "section"})) return "paragraph";
    return {};
}

int heading_level(std::string_view name) {
    return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0'
                                                                                  : 0;
}

bool ends(std::string_view name, std::string_view open) {
    if (open == "p") return !is_inline(name);
    if (open == "li") return name == "li";
    if (open == "dt" || open == "dd") return name == "dt" || name == "dd";
    if (open == "td" || open == "th")
        return is_one_of<6>(name, {"td", "th", "tr", "tbody", "tfoot", "thead"});
    if (open == "tr") return is_one_of<4>(name, {"tr", "tbody", "tfoot", "thead"});
    if (open == "option") return name == "option" || name == "optgroup";
    return false;
}

bool is_boundary(std::string_view name, std::string_view open) {
    if (open == "ul" || open == "ol") return name == "li";
    if (open == "dl") return name == "dt" || name == "dd";
    if (open == "table") return true;
    return open == "select";
}

}  // namespace diglot::html
