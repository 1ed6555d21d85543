#include "importers/xliff_codes.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "importers/tmx_model.h"

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

/// Elements whose content is native code.
bool is_native(std::string_view element) {
    return element == "bpt" || element == "ept" || element == "it" || element == "ph" ||
           element == "ut";
}
/// Those of XLIFF are empty, or are no such codes.
bool is_end_element(const Markup& node, std::string_view native, std::string_view empty12,
                    std::string_view empty21) {
    const std::string& e = node.element;
    if (e == native) return true;
    if (!node.children.empty()) return false;
    return e == empty12 || (e == empty21 && text_of(node, "isolated") != "yes");
}
bool is_opening(const Markup& node) { return is_end_element(node, "bpt", "bx", "sc"); }
bool is_closing(const Markup& node) { return is_end_element(node, "ept", "ex", "ec"); }
/// One that begins or ends something, or would if its partner were there.
bool is_end(const Markup& node) {
    const bool lone = (node.element == "sc" || node.element == "ec") && node.children.empty();
    return node.element == "it" || lone || is_opening(node) || is_closing(node);
}

/// What an opening code and its closing one have in common.
std::string partner_key(const Markup& node) {
    for (const char* name : {"i", "rid", "startRef", "id"}) {
        if (const std::string* value = node.attribute(name); value != nullptr) return *value;
    }
    return {};
}

/// What names the code in the text: of TMX its x.
std::string own_key(const Markup& node) {
    for (const char* name : {"x", "id", "i"}) {
        if (const std::string* value = node.attribute(name); value != nullptr && !value->empty())
            return *value;
    }
    return {};
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
        return check(node.children, is_native(e));
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

/// Codes of one kind are told apart by their numbers.
char kind_of(const Markup& node) {
    if (is_opening(node)) return 'o';
    if (node.element == "g" || node.element == "pc") return 'g';
    return node.element == "mrk" ? 'm' : 's';
}

void append(Markup node, std::vector<Markup>& out) {
    if (!node.is_text())
        out.push_back(std::move(node));
    else if (node.text.empty())
        return;
    else if (!out.empty() && out.back().is_text())
        out.back().text += node.text;
    else
        out.push_back(std::move(node));
}

/// The type of a code in the words of 1.2.
void add_ctype(const Markup& node, std::vector<Attribute>& attributes) {
    std::string type = text_of(node, "ctype");
    if (type.empty()) type = text_of(node, "type");
    if (type.empty() || type.find_first_of(" \t\n") != std::string::npos) return;
    if (!contains(kTypes12, type) && !has_extension(type)) type.insert(0, "x-");
    attributes.push_back({"ctype", type});
}

}  // namespace

bool is_plain_content(Version version, const std::vector<Markup>& content) {
    return Checker(version).is_plain(content);
}

CodeFitter::CodeFitter(Version version, const std::vector<Markup>& source,
                       const std::vector<Markup>& target)
    : version_(version) {
    // Ids of a side that stays as it is are taken, by the codes that have them.
    for (const auto* side : {&source, &target}) {
        if (is_plain_content(version, *side)) keep_ids(*side);
    }
}

void CodeFitter::keep_ids(const std::vector<Markup>& plain) {
    for (const Markup& node : plain) {
        const std::string* id = node.attribute("id");
        if (id != nullptr && !is_closing(node)) {
            taken_.insert(*id);
            ids_.emplace(kind_of(node) + *id, *id);
        }
        keep_ids(node.children);
    }
}

std::vector<Markup> CodeFitter::fit(const std::vector<Markup>& content) {
    if (is_plain_content(version_, content)) return content;
    pairs_.clear();
    native_pairs_.clear();
    pair_ids_.clear();
    met_.clear();
    std::vector<const Markup*> open;
    pair(content, open);
    std::vector<Markup> out;
    convert(content, out);
    return out;
}

/// Which closing code ends which opening one: the latest that is open and has the same key.
void CodeFitter::pair(const std::vector<Markup>& nodes, std::vector<const Markup*>& open) {
    for (const Markup& node : nodes) {
        if (is_opening(node)) {
            open.push_back(&node);
        } else if (is_closing(node)) {
            const auto partner = std::find_if(open.rbegin(), open.rend(), [&](const Markup* one) {
                return partner_key(*one) == partner_key(node);
            });
            if (partner == open.rend()) continue;
            const std::size_t number = pairs_.size();
            pairs_[*partner] = pairs_[&node] = number;
            for (const Markup* one : {*partner, &node}) {
                if (!one->children.empty() || one->attribute("data") != nullptr)
                    native_pairs_.insert(number);
            }
            open.erase(std::next(partner).base());
        } else if (!is_native(node.element)) {
            pair(node.children, open);
        }
    }
}

void CodeFitter::convert(const std::vector<Markup>& nodes, std::vector<Markup>& out) {
    for (const Markup& node : nodes) {
        const std::string& e = node.element;
        if (node.is_text())
            append(node, out);
        else if (is_end(node))
            convert_end(node, out);
        else if (e == "hi" || e == "mrk")
            convert_mark(node, out);
        else if (is_native(e) || node.children.empty())
            convert_single(node, out);
        else
            convert_around(node, out);
    }
}

/// Native code of a code as the version holds it: text, in 1.2 with <sub> in it.
std::vector<Markup> CodeFitter::native(const Markup& node) {
    std::vector<Markup> out;
    if (const std::string* data = node.attribute("data"); data != nullptr)
        append(Markup::run(*data), out);
    if (!is_native(node.element)) return out;
    if (version_ == Version::k21) {
        append(Markup::run(node.all_text()), out);
        return out;
    }
    for (const Markup& child : node.children) {
        if (child.element == "sub") {
            Markup sub = Markup::node("sub");
            convert(child.children, sub.children);
            out.push_back(std::move(sub));
        } else {
            append(Markup::run(child.all_text()), out);
        }
    }
    return out;
}

std::string CodeFitter::unused(const std::string& wanted) {
    const bool usable = version_ == Version::k12 ? !wanted.empty() : is_nmtoken(wanted);
    if (usable && taken_.insert(wanted).second) return wanted;
    for (;;) {
        std::string id = std::to_string(++last_);
        if (taken_.insert(id).second) return id;
    }
}

/// The same on both sides for the same code: by its own number, else by its place.
std::string CodeFitter::id_of(char kind, const Markup& node) {
    const std::string own = own_key(node);
    std::string key = kind + (own.empty() ? "#" + std::to_string(met_.size()) : own);
    while (!met_.insert(key).second) key += '\'';  // A number given twice.
    const auto known = ids_.find(key);
    if (known != ids_.end()) return known->second;
    return ids_[key] = unused(own);
}

void CodeFitter::convert_single(const Markup& node, std::vector<Markup>& out) {
    if (version_ == Version::k21 && node.element == "cp" && is_plain_content(version_, {node})) {
        out.push_back(node);
        return;
    }
    std::vector<Markup> content = native(node);
    Markup code = Markup::node("ph", {{"id", id_of('s', node)}});
    if (version_ == Version::k12) {
        if (content.empty()) code.element = "x";
        add_ctype(node, code.attributes);
    }
    code.children = std::move(content);
    out.push_back(std::move(code));
}

void CodeFitter::convert_end(const Markup& node, std::vector<Markup>& out) {
    const auto paired = pairs_.find(&node);
    const std::string pos = text_of(node, "pos");
    const bool begins = is_opening(node) || node.element == "sc" ||
                        (node.element == "it" && (pos == "begin" || pos == "open"));
    std::vector<Markup> content = native(node);
    const bool is_pair = paired != pairs_.end();
    std::string id;
    if (!is_pair)
        id = id_of('s', node);
    else if (begins)
        id = pair_ids_[paired->second] = id_of('o', node);
    else
        id = pair_ids_[paired->second];
    Markup code = Markup::node("it", {{"id", id}});
    if (version_ == Version::k21) {
        code.element = begins ? "sc" : "ec";
        if (is_pair && !begins) code.attributes = {{"startRef", id}};
        if (!is_pair) code.attributes.push_back({"isolated", "yes"});
        if (!content.empty()) code.attributes.push_back({"data", content[0].text});
    } else {
        if (is_pair && native_pairs_.count(paired->second) > 0)
            code.element = begins ? "bpt" : "ept";
        else if (is_pair)
            code.element = begins ? "bx" : "ex";
        else
            code.attributes.push_back({"pos", begins ? "open" : "close"});
        if (begins) add_ctype(node, code.attributes);
        code.children = std::move(content);
    }
    out.push_back(std::move(code));
}

void CodeFitter::convert_around(const Markup& node, std::vector<Markup>& out) {
    const std::string id = id_of('g', node);
    const std::string* start = node.attribute("dataStart");
    const std::string* end = node.attribute("dataEnd");
    if (version_ == Version::k12 && (start != nullptr || end != nullptr)) {
        Markup open = Markup::node("bpt", {{"id", id}});
        add_ctype(node, open.attributes);
        if (start != nullptr) append(Markup::run(*start), open.children);
        out.push_back(std::move(open));
        convert(node.children, out);
        Markup close = Markup::node("ept", {{"id", id}});
        if (end != nullptr) append(Markup::run(*end), close.children);
        out.push_back(std::move(close));
        return;
    }
    Markup around = Markup::node(version_ == Version::k12 ? "g" : "pc", {{"id", id}});
    if (version_ == Version::k12) {
        add_ctype(node, around.attributes);
    } else {
        if (start != nullptr) around.attributes.push_back({"dataStart", *start});
        if (end != nullptr) around.attributes.push_back({"dataEnd", *end});
    }
    convert(node.children, around.children);
    out.push_back(std::move(around));
}

void CodeFitter::convert_mark(const Markup& node, std::vector<Markup>& out) {
    std::string type = text_of(node, node.attribute("mtype") != nullptr ? "mtype" : "type");
    Markup mark = Markup::node("mrk");
    if (version_ == Version::k12) {
        if (node.element == "hi") type = "x-hi";
        if (type.empty() || type.find_first_of(" \t\n") != std::string::npos) type = "x-mark";
        if (!contains(kMarks12, type) && !has_extension(type)) type.insert(0, "x-");
        mark.attributes = {{"mtype", type}};
        if (const std::string* value = node.attribute("value"); value != nullptr)
            mark.attributes.push_back({"comment", *value});
    } else {
        mark.attributes = {{"id", id_of('m', node)}};
        if (type == "protected") mark.attributes.push_back({"translate", "no"});
        if (type == "term") mark.attributes.push_back({"type", "term"});
        const std::string* comment = node.attribute("comment");
        if (comment != nullptr && type != "term") mark.attributes.push_back({"type", "comment"});
        if (comment != nullptr) mark.attributes.push_back({"value", *comment});
    }
    convert(node.children, mark.children);
    out.push_back(std::move(mark));
}

}  // namespace diglot::xliff
