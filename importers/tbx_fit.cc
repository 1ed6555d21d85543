#include "importers/tbx_fit.h"

#include <algorithm>

#include "core/time.h"

namespace diglot {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// An NCName of ASCII characters, which every validator takes.
std::string to_xml_name(const std::string& id) {
    std::string name;
    for (const char c : id)
        name += is_ascii_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' ? c : '_';
    if (name.empty() || !(is_ascii_letter(name.front()) || name.front() == '_'))
        name.insert(name.begin(), '_');
    return name;
}

/// xs:language: [a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*.
bool is_xs_language(std::string_view tag) {
    std::size_t size = 0;
    bool first = true;
    for (const char c : tag) {
        if (c == '-') {
            if (size == 0) return false;
            size = 0;
            first = false;
        } else if (++size > 8 || !(is_ascii_letter(c) || (!first && is_digit(c)))) {
            return false;
        }
    }
    return size > 0;
}

/// What TBX v3 takes as the target of an xref: an anyURI that matches https?://.+
bool is_web_address(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"})
        if (target.starts_with(scheme) && target.size() > scheme.size())
            return target.find_first_of(" \t\n<>\"{}|\\^`") == std::string_view::npos;
    return false;
}

/// The element's name in the other version, where only the name differs.
std::string_view renamed(std::string_view element, TbxVersion version) {
    if (version == TbxVersion::kV2) {
        if (element == "refObjectSec") return "refObjectList";
        if (element == "tbxHeader") return "martifHeader";
    } else {
        if (element == "refObjectList") return "refObjectSec";
        if (element == "martifHeader") return "tbxHeader";
    }
    return element;
}

int place(std::string_view parent, std::string_view child) {
    const bool note = child == "termNote" || child == "termNoteGrp";
    if (parent == "tig" || parent == "termSec" || parent == "termCompGrp")
        return child == "term" || child == "termComp" ? 0 : note ? 1 : 2;
    if (parent == "termGrp") return child == "term" ? 0 : note ? 1 : 2;
    if (parent == "termCompList") return child == "termComp" || child == "termCompGrp" ? 1 : 0;
    if (child == "fileDesc" || child == "titleStmt") return 0;
    if (child == "encodingDesc" || child == "publicationStmt") return 1;
    if (child == "revisionDesc" || child == "sourceDesc") return 2;
    return 0;
}

std::string quoted(std::string_view element) { return "<" + std::string(element) + ">"; }

constexpr std::string_view kHighlights =
    "entailedTerm hotkey italics bold superscript subscript math";

}  // namespace

std::string TbxIds::give(const std::string& origin, const std::string& id) {
    const std::string name = to_xml_name(id);
    std::string free = name;
    for (int n = 2; !used_.insert(free).second; ++n) free = name + "-" + std::to_string(n);
    written_.emplace(std::pair(origin, id), free);
    given_.emplace_back(origin, free);
    return free;
}

std::optional<std::string> TbxIds::find(const std::string& origin, const std::string& id) const {
    const auto found = written_.find({origin, id});
    if (found == written_.end()) return std::nullopt;
    return found->second;
}

void TbxIds::begin_second_run() {
    // A file that was written before refers to changed ids by their changed names.
    for (auto& [origin, id] : given_) written_.emplace(std::pair(origin, id), id);
    used_.clear();
    given_.clear();
}

std::string TbxFitter::clean(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\r') {
            if (i + 1 == text.size() || text[i + 1] != '\n') out += '\n';
            losses_.add("carriage return written as line feed");
        } else if (c < 0x20 && c != '\t' && c != '\n') {
            losses_.add("character that XML 1.0 forbids");
        } else if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {
            losses_.add("character that XML 1.0 forbids");
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::vector<Attribute> TbxFitter::fit_attributes(const std::vector<Attribute>& attributes,
                                                 std::string_view element,
                                                 const std::string& origin) {
    const TbxRule* rule = tbx_rule(version_, element);
    std::vector<Attribute> out;
    for (const Attribute& attribute : attributes) {
        Attribute fitted{attribute.name, clean(attribute.value)};
        const std::string at = " of " + quoted(element);
        if (!rule || !has_word(rule->attributes, attribute.name)) {
            losses_.add("attribute " + attribute.name + at);
            continue;
        }
        if (attribute.name == "id") {
            fitted.value = ids_.give(origin, attribute.value);
            if (fitted.value != attribute.value)
                losses_.add("id" + at + " that is no XML id or not unique, changed");
        } else if ((attribute.name == "target" && element != "xref") ||
                   attribute.name == "startRef") {
            const auto target = ids_.find(origin, attribute.value);
            if (!target) losses_.add("reference" + at + " to an id that is not in the file");
            if (!target) continue;
            fitted.value = *target;
        } else if (version_ == TbxVersion::kV3 && attribute.name == "xml:lang" &&
                   !is_xs_language(attribute.value)) {
            losses_.add("attribute xml:lang=\"" + attribute.value + "\"" + at);
            continue;
        } else if (version_ == TbxVersion::kV3 && element == "hi" && attribute.name == "type" &&
                   !has_word(kHighlights, attribute.value)) {
            losses_.add("attribute type=\"" + attribute.value + "\"" + at);
            continue;
        }
        out.push_back(std::move(fitted));
    }
    return out;
}

std::vector<Markup> TbxFitter::fit_mixed(const std::vector<Markup>& nodes, const TbxRule& rule,
                                         const std::string& origin) {
    std::vector<Markup> out;
    const auto add_text = [&](std::string text) {
        if (text.empty()) return;
        if (!out.empty() && out.back().is_text())
            out.back().text += text;
        else
            out.push_back(Markup::run(text));
    };
    for (const Markup& node : nodes) {
        if (node.is_text()) {
            add_text(clean(node.text));
        } else if (has_word(rule.children, node.element)) {
            for (Markup& fitted : fit(node, origin)) out.push_back(std::move(fitted));
        } else {
            losses_.add(quoted(node.element) + " in " + quoted(rule.name) + ", its text kept");
            add_text(clean(node.all_text()));
        }
    }
    return out;
}

bool TbxFitter::fit_date(Markup& node) {
    const std::string text = node.all_text();
    const std::string day = text.substr(0, 10);
    const bool plain = day.size() == 10 && day[4] == '-' && day[7] == '-' && parse_loose_date(day);
    if (!plain) {
        losses_.add("date that TBX v3 does not know");
        return false;
    }
    if (text != day) losses_.add("time of day of a date");
    node.children = {Markup::run(day)};
    return true;
}

bool TbxFitter::has_required(const TbxRule& rule, Markup& node) {
    const std::string* value = rule.required.empty() ? nullptr : node.attribute(rule.required);
    if (value && rule.name == "xref" && version_ == TbxVersion::kV3 && !is_web_address(*value)) {
        losses_.add("<xref> whose target is no web address");
        return false;
    }
    if (value || rule.required.empty()) return true;
    if (rule.required == "type") {
        losses_.add(quoted(rule.name) + " without type, written as type=\"unspecified\"");
        node.attributes.push_back({"type", "unspecified"});
        return true;
    }
    losses_.add(quoted(rule.name) + " without " + std::string(rule.required));
    return false;
}

std::vector<Markup> TbxFitter::fit_group(const TbxRule& rule, Markup node,
                                         std::vector<Markup> children) {
    const auto is_head = [&](const Markup& child) { return child.element == rule.head; };
    const auto first = std::find_if(children.begin(), children.end(), is_head);
    if (first == children.end()) {
        losses_.add(quoted(rule.name) + " without " + quoted(rule.head));
        return {};
    }
    std::rotate(children.begin(), first, first + 1);
    std::vector<Markup> groups{node};
    for (Markup& child : children) {
        const bool again = is_head(child) && !groups.back().children.empty() &&
                           !has_word(rule.children, rule.head);
        if (again) groups.push_back(Markup::node(rule.name));  // Two descrip in one descripGrp.
        groups.back().children.push_back(std::move(child));
    }
    if (groups.size() > 1)
        losses_.add("several " + quoted(rule.head) + " in one " + quoted(rule.name) +
                    ", written in one each");
    return groups;
}

std::vector<Markup> TbxFitter::fit(const Markup& node, const std::string& origin) {
    const std::string_view element = renamed(node.element, version_);
    const TbxRule* rule = tbx_rule(version_, element);
    if (!rule) {
        losses_.add(quoted(element));
        return {};
    }
    Markup fitted = Markup::node(element, fit_attributes(node.attributes, element, origin));
    if (!has_required(*rule, fitted)) return {};
    if (rule->text) {
        fitted.children = fit_mixed(node.children, *rule, origin);
        if (element == "date" && version_ == TbxVersion::kV3 && !fit_date(fitted)) return {};
        return {fitted};
    }
    std::vector<Markup> children = fit_children(node.children, element, origin);
    if (!rule->head.empty()) return fit_group(*rule, std::move(fitted), std::move(children));
    const bool without_parts = element == "termCompList" &&
                               std::none_of(children.begin(), children.end(), [](const Markup& m) {
                                   return m.element.starts_with("termComp");
                               });
    if (without_parts || (children.empty() && has_word("refObject itemSet fileDesc", element))) {
        losses_.add("empty " + quoted(element));
        return {};
    }
    fitted.children = std::move(children);
    return {fitted};
}

std::vector<Markup> TbxFitter::fit_children(const std::vector<Markup>& nodes,
                                            std::string_view parent, const std::string& origin) {
    const TbxRule* rule = tbx_rule(version_, parent);
    if (rule && rule->text) return fit_mixed(nodes, *rule, origin);
    std::vector<Markup> out;
    for (const Markup& node : nodes) {
        const std::string_view element = renamed(node.element, version_);
        if (node.is_text()) {
            losses_.add("text in " + quoted(parent));
        } else if (!rule || (element != rule->head && !has_word(rule->children, element))) {
            losses_.add(quoted(element) + " in " + quoted(parent));
        } else {
            for (Markup& fitted : fit(node, origin)) out.push_back(std::move(fitted));
        }
    }
    std::stable_sort(out.begin(), out.end(), [&](const Markup& a, const Markup& b) {
        return place(parent, a.element) < place(parent, b.element);
    });
    return out;
}

}  // namespace diglot
