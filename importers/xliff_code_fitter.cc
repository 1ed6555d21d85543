#include "importers/xliff_code_fitter.h"

#include <algorithm>
#include <string_view>

#include "importers/xliff_codes.h"
#include "tm/unit.h"

namespace diglot::xliff {
namespace {

std::string text_of(const Markup& node, std::string_view name) {
    const std::string* value = node.attribute(name);
    return value == nullptr ? std::string() : *value;
}

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
    if (!is_code_type(type)) type.insert(0, "x-");
    attributes.push_back({"ctype", type});
}

}  // namespace

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
        } else if (!is_native_code(node.element)) {
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
        else if (is_native_code(e) || node.children.empty())
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
    if (!is_native_code(node.element)) return out;
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
        if (!is_mark_type(type)) type.insert(0, "x-");
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
