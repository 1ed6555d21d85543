#include "importers/xliff_codes.h"

#include <algorithm>
#include <set>
#include <span>

#include "importers/tmx_model.h"
#include "tm/unit.h"

namespace diglot::xliff {
namespace {

using Names = std::span<const std::string_view>;

// XLIFF 1.2, 2.4 "inline elements"; `ts` is deprecated.
constexpr std::string_view kG[] = {"id", "ctype", "clone", "xid", "equiv-text"};
constexpr std::string_view kX[] = {"id", "ctype", "clone", "xid", "equiv-text"};
constexpr std::string_view kBx[] = {"id", "rid", "ctype", "clone", "xid", "equiv-text"};
constexpr std::string_view kEx[] = {"id", "rid", "xid", "equiv-text"};
constexpr std::string_view kBpt[] = {"id", "rid", "ctype", "crc", "equiv-text"};
constexpr std::string_view kEpt[] = {"id", "rid", "crc", "equiv-text"};
constexpr std::string_view kPh12[] = {"id", "ctype", "crc", "assoc", "xid", "equiv-text"};
constexpr std::string_view kIt[] = {"id", "pos", "rid", "ctype", "crc", "equiv-text"};
constexpr std::string_view kMrk12[] = {"mtype", "mid", "comment"};
constexpr std::string_view kSub[] = {"datatype", "ctype", "xid"};
// XLIFF 2.1, 4.2.3. Native code stands in the attributes data…, as read.
constexpr std::string_view kPh21[] = {"id",   "canCopy", "canDelete", "canReorder",
                                      "disp", "equiv",   "subType",   "type"};
constexpr std::string_view kPc[] = {
    "id",         "canCopy",  "canDelete", "canOverlap", "canReorder", "dispStart", "dispEnd",
    "equivStart", "equivEnd", "subType",   "type",       "dir",        "dataStart", "dataEnd"};
constexpr std::string_view kSc[] = {"id",         "canCopy", "canDelete", "canOverlap",
                                    "canReorder", "disp",    "equiv",     "subType",
                                    "type",       "dir",     "isolated",  "data"};
constexpr std::string_view kEc[] = {"id",         "startRef",   "canCopy",  "canDelete",
                                    "canOverlap", "canReorder", "disp",     "equiv",
                                    "subType",    "type",       "isolated", "data"};
constexpr std::string_view kMrk21[] = {"id", "translate", "type", "ref", "value"};
constexpr std::string_view kEm[] = {"startRef"};
constexpr std::string_view kCp[] = {"hex"};

constexpr std::string_view kTypes12[] = {"bold",  "italic", "underlined", "link",
                                         "image", "pb",     "lb"};
constexpr std::string_view kMarks12[] = {"abbrev",
                                         "abbreviated-form",
                                         "abbreviation",
                                         "acronym",
                                         "appellation",
                                         "collocation",
                                         "common-name",
                                         "datetime",
                                         "equation",
                                         "expanded-form",
                                         "formula",
                                         "head-term",
                                         "initialism",
                                         "international-scientific-term",
                                         "internationalism",
                                         "logical-expression",
                                         "materials-management-unit",
                                         "name",
                                         "near-synonym",
                                         "part-number",
                                         "phrase",
                                         "phraseological-unit",
                                         "protected",
                                         "romanized-form",
                                         "set-phrase",
                                         "short-form",
                                         "sku",
                                         "standard-text",
                                         "symbol",
                                         "synonym",
                                         "synonymous-phrase",
                                         "term",
                                         "transcribed-form",
                                         "transliterated-form",
                                         "truncated-term",
                                         "variant"};
constexpr std::string_view kTypes21[] = {"fmt", "ui", "quote", "link", "image", "other"};

template <typename List>
bool contains(const List& list, std::string_view value) {
    return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

std::string text_of(const Markup& node, std::string_view name) {
    const std::string* value = node.attribute(name);
    return value == nullptr ? std::string() : *value;
}

bool has_extension(std::string_view value) { return value.starts_with("x-") && value.size() > 2; }

Names names_of(Version version, std::string_view element) {
    struct Row {
        std::string_view element;
        Names names;
    };
    static const Row k12[] = {{"g", kG},       {"x", kX},     {"bx", kBx},   {"ex", kEx},
                              {"bpt", kBpt},   {"ept", kEpt}, {"ph", kPh12}, {"it", kIt},
                              {"mrk", kMrk12}, {"sub", kSub}};
    static const Row k21[] = {{"ph", kPh21},   {"pc", kPc},    {"sc", kSc}, {"ec", kEc},
                              {"mrk", kMrk21}, {"sm", kMrk21}, {"em", kEm}, {"cp", kCp}};
    const auto find = [&](const auto& rows) {
        for (const Row& row : rows)
            if (row.element == element) return row.names;
        return Names{};
    };
    return version == Version::k12 ? find(k12) : find(k21);
}

/// Those of XLIFF are empty, or are no such codes.
bool is_end_element(const Markup& node, std::string_view native, std::string_view empty12,
                    std::string_view empty21) {
    const std::string& e = node.element;
    if (e == native) return true;
    if (!node.children.empty()) return false;
    return e == empty12 || (e == empty21 && text_of(node, "isolated") != "yes");
}
/// Checks content deeply; `pairs` take part over all of a side.
class Checker {
public:
    explicit Checker(Version version) : version_(version) {}

    bool is_plain(const std::vector<Markup>& content) {
        return check(content, false) && opened_ == closed_;
    }

private:
    bool check(const std::vector<Markup>& nodes, bool in_native) {
        for (std::size_t k = 0; k < nodes.size(); ++k) {
            const Markup& node = nodes[k];
            if (node.is_text()) {
                if (node.text.empty() || (k > 0 && nodes[k - 1].is_text())) return false;
                continue;
            }
            if (in_native != (node.element == "sub")) return false;
            const bool good = version_ == Version::k12 ? check_12(node) : check_21(node);
            if (!good) return false;
        }
        return true;
    }

    bool has_valid_names(const Markup& node) const {
        const Names names = names_of(version_, node.element);
        return !names.empty() && tmx::has_only(node, names);
    }

    bool check_12(const Markup& node) {
        const std::string& e = node.element;
        if (!has_valid_names(node)) return false;
        const std::string type = text_of(node, "ctype");
        if (!type.empty() && !contains(kTypes12, type) && !has_extension(type)) return false;
        if (e == "sub") return check(node.children, false);
        if (e == "mrk") {
            const std::string mark = text_of(node, "mtype");
            return (contains(kMarks12, mark) || has_extension(mark)) && check(node.children, false);
        }
        const std::string pos = text_of(node, "pos");
        if (e == "it" && pos != "open" && pos != "close") return false;
        if (!is_new_id(node, e) || !check_pair(node)) return false;
        if (e == "x" || e == "bx" || e == "ex") return node.children.empty();
        return check(node.children, is_native_code(e));
    }

    bool check_21(const Markup& node) {
        const std::string& e = node.element;
        if (!has_valid_names(node)) return false;
        const std::string type = text_of(node, "type");
        const bool mark = e == "mrk" || e == "sm";
        if (!type.empty() && !mark && !contains(kTypes21, type)) return false;
        if (mark && !is_mark_type(type)) return false;
        const std::string sub_type = text_of(node, "subType");
        if (!sub_type.empty() && (type.empty() || sub_type.find(':') == std::string::npos))
            return false;
        if (e == "cp") return node.children.empty() && is_hex(text_of(node, "hex"));
        if (e == "em") return node.children.empty() && marks_.count(text_of(node, "startRef")) > 0;
        const bool paired_end = e == "ec" && text_of(node, "isolated") != "yes";
        if (paired_end && node.attribute("id") != nullptr) return false;
        if (e == "ec" && !paired_end && node.attribute("startRef") != nullptr) return false;
        if (!paired_end && (!is_nmtoken(text_of(node, "id")) || !is_new_id(node, ""))) return false;
        if (!check_pair(node)) return false;
        if (e == "sm") marks_.insert(text_of(node, "id"));
        if (e == "sc" || e == "ec" || e == "sm") return node.children.empty();
        if (e == "ph") {
            return node.children.empty() ||
                   (node.children.size() == 1 && node.children[0].is_text() &&
                    !node.children[0].text.empty());
        }
        return check(node.children, false);
    }

    static bool is_mark_type(std::string_view type) {
        return type.empty() || type == "generic" || type == "comment" || type == "term" ||
               (type.find(':') != std::string_view::npos &&
                type.find(' ') == std::string_view::npos);
    }
    static bool is_hex(std::string_view hex) {
        return hex.size() >= 4 && hex.size() <= 6 &&
               hex.find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
    }

    bool is_new_id(const Markup& node, const std::string& kind) {
        const std::string* id = node.attribute("id");
        return id != nullptr && !id->empty() && ids_.insert(kind + " " + *id).second;
    }
    bool check_pair(const Markup& node) {
        if (is_opening(node)) return opened_.insert(partner_key(node)).second;
        if (!is_closing(node)) return true;
        // The end before its start would be read as two lone codes.
        return opened_.count(partner_key(node)) > 0 && closed_.insert(partner_key(node)).second;
    }

    Version version_;
    std::set<std::string> ids_, opened_, closed_, marks_;
};
}  // namespace

bool is_opening(const Markup& node) { return is_end_element(node, "bpt", "bx", "sc"); }
bool is_closing(const Markup& node) { return is_end_element(node, "ept", "ex", "ec"); }
bool is_end(const Markup& node) {
    const bool lone = (node.element == "sc" || node.element == "ec") && node.children.empty();
    return node.element == "it" || lone || is_opening(node) || is_closing(node);
}

std::string partner_key(const Markup& node) {
    for (const char* name : {"i", "rid", "startRef", "id"}) {
        if (const std::string* value = node.attribute(name); value != nullptr) return *value;
    }
    return {};
}

std::string own_key(const Markup& node) {
    for (const char* name : {"x", "id", "i"}) {
        if (const std::string* value = node.attribute(name); value != nullptr && !value->empty())
            return *value;
    }
    return {};
}
bool is_code_type(std::string_view value) {
    return contains(kTypes12, value) || has_extension(value);
}
bool is_mark_type(std::string_view value) {
    return contains(kMarks12, value) || has_extension(value);
}

bool is_plain_content(Version version, const std::vector<Markup>& content) {
    return Checker(version).is_plain(content);
}

}  // namespace diglot::xliff
