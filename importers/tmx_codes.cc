#include "importers/tmx_codes.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "importers/tmx_model.h"

namespace diglot::tmx {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view kBptAttributes[] = {"i", "x", "type"};
constexpr std::string_view kEptAttributes[] = {"i"};
constexpr std::string_view kItAttributes[] = {"pos", "x", "type"};
constexpr std::string_view kPhAttributes[] = {"x", "assoc", "type"};
constexpr std::string_view kHiAttributes[] = {"x", "type"};
constexpr std::string_view kUtAttributes[] = {"x"};
constexpr std::string_view kSubAttributes[] = {"datatype", "type"};

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

enum class Inside {
    kText,    ///< seg, hi: text people read.
    kNative,  ///< bpt, ept, it, ph, ut: native code; only sub may stand in it.
    kSub,     ///< sub: text again, and codes.
};

Names attributes_of(std::string_view code) {
    if (code == "bpt") return kBptAttributes;
    if (code == "ept") return kEptAttributes;
    if (code == "it") return kItAttributes;
    if (code == "ph") return kPhAttributes;
    if (code == "hi") return kHiAttributes;
    if (code == "ut") return kUtAttributes;
    return kSubAttributes;
}

bool is_attribute_of(std::string_view code, std::string_view name) {
    const Names names = attributes_of(code);
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_native_code(std::string_view name) {
    return name == "bpt" || name == "ept" || name == "it" || name == "ph" || name == "ut";
}

/// XLIFF 1.2 has bx and ex, 2.x sc and ec for codes that begin and end something; empty ones.
bool is_opening(const Markup& node) {
    const bool foreign = node.element == "bx" || node.element == "sc";
    return node.element == "bpt" || (foreign && node.children.empty());
}
bool is_closing(const Markup& node) {
    const bool foreign = node.element == "ex" || node.element == "ec";
    return node.element == "ept" || (foreign && node.children.empty());
}

bool may_stand(const Markup& node, Inside inside) {
    if (inside == Inside::kNative) return node.element == "sub";
    return is_native_code(node.element) || node.element == "hi";
}

bool has_valid_attributes(const Markup& node) {
    if (!has_only(node, attributes_of(node.element))) return false;
    const std::string* x = node.attribute("x");
    if (x != nullptr && !is_number(*x)) return false;
    const std::string* pos = node.attribute("pos");
    if (node.element == "it" && (pos == nullptr || (*pos != "begin" && *pos != "end")))
        return false;
    const std::string* i = node.attribute("i");
    return !(node.element == "bpt" || node.element == "ept") || (i != nullptr && is_number(*i));
}

Inside inside_of(const Markup& node) {
    if (is_native_code(node.element)) return Inside::kNative;
    return node.element == "sub" ? Inside::kSub : Inside::kText;
}

/// Which i the bpt and ept of one segment (or one sub) use.
struct Pairs {
    std::set<std::string> opened;
    std::set<std::string> closed;
};

bool is_plain(const std::vector<Markup>& nodes, Inside inside, Pairs& pairs) {
    for (std::size_t k = 0; k < nodes.size(); ++k) {
        const Markup& node = nodes[k];
        if (node.is_text()) {
            // An empty run, or two in a row, would not come back as they are.
            if (node.text.empty() || (k > 0 && nodes[k - 1].is_text())) return false;
            continue;
        }
        if (!may_stand(node, inside) || !has_valid_attributes(node)) return false;
        if (node.element == "bpt" && !pairs.opened.insert(*node.attribute("i")).second)
            return false;
        if (node.element == "ept" && !pairs.closed.insert(*node.attribute("i")).second)
            return false;
        if (!is_plain(node.children, inside_of(node), pairs)) return false;
    }
    return true;
}

void append_escaped(std::string_view text, std::string& out) {
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
}

std::string tag_of(const Markup& node, bool closed) {
    std::string out = "<" + node.element;
    for (const Attribute& attribute : node.attributes) {
        out += " " + attribute.name + "=\"";
        append_escaped(attribute.value, out);
        out += '"';
    }
    return out + (closed ? "/>" : ">");
}

/// Makes content plain, in one walk.
class Plainer {
public:
    explicit Plainer(const std::vector<Markup>& content) {
        std::vector<const Markup*> codes;
        collect(content, Inside::kText, codes);
        Pairs pairs;
        bool unique = true;
        for (const Markup* code : codes) {
            const std::string* i = code->attribute("i");
            auto& seen = is_opening(*code) ? pairs.opened : pairs.closed;
            unique =
                unique && i != nullptr && is_number(*i) && i->size() < 9 && seen.insert(*i).second;
        }
        if (unique)
            pair_by_number(codes, pairs);
        else
            pair_anew(codes);
    }

    void append(const std::vector<Markup>& nodes, Inside inside, std::vector<Markup>& out) {
        for (const Markup& node : nodes) {
            if (node.is_text())
                append_text(node.text, out);
            else if (inside == Inside::kNative)
                append_in_native(node, out);
            else if (node.element == "sub")
                append_hi(node, out);
            else if (may_stand(node, inside))
                append_code(node, out);
            else
                append_foreign(node, out);
        }
    }

private:
    /// Every bpt and ept that append() will keep: not those inside native code.
    static void collect(const std::vector<Markup>& nodes, Inside inside,
                        std::vector<const Markup*>& codes) {
        for (const Markup& node : nodes) {
            const bool text = inside != Inside::kNative;
            if (text && (is_opening(node) || is_closing(node))) codes.push_back(&node);
            collect(node.children,
                    text || node.element == "sub" ? inside_of(node) : Inside::kNative, codes);
        }
    }

    void pair_by_number(const std::vector<const Markup*>& codes, const Pairs& pairs) {
        for (const Markup* code : codes) {
            const std::string& i = *code->attribute("i");
            last_ = std::max(last_, std::stoul(i));
            if (pairs.opened.count(i) > 0 && pairs.closed.count(i) > 0) numbers_[code] = i;
        }
    }

    /// An ept belongs to the latest open bpt that has the same i, or likewise none; XLIFF's codes
    /// have rid, startRef or id for it.
    void pair_anew(const std::vector<const Markup*>& codes) {
        std::vector<const Markup*> open;
        const auto number_of = [](const Markup* code) {
            for (const char* name : {"i", "rid", "startRef", "id"}) {
                if (const std::string* value = code->attribute(name); value != nullptr)
                    return *value;
            }
            return std::string();
        };
        for (const Markup* code : codes) {
            if (is_opening(*code)) {
                open.push_back(code);
                continue;
            }
            const auto partner = std::find_if(open.rbegin(), open.rend(), [&](const Markup* bpt) {
                return number_of(bpt) == number_of(code);
            });
            if (partner == open.rend()) continue;
            numbers_[*partner] = numbers_[code] = next();
            open.erase(std::next(partner).base());
        }
    }

    static void append_text(const std::string& text, std::vector<Markup>& out) {
        if (text.empty()) return;
        if (!out.empty() && out.back().is_text())
            out.back().text += text;
        else
            out.push_back(Markup::run(text));
    }

    /// Only sub may stand in native code; of anything else its text stays.
    void append_in_native(const Markup& node, std::vector<Markup>& out) {
        if (node.element != "sub") {
            append(node.children, Inside::kNative, out);
            return;
        }
        Markup sub = with_allowed_attributes(node);
        append(node.children, Inside::kSub, sub.children);
        out.push_back(std::move(sub));
    }

    void append_hi(const Markup& node, std::vector<Markup>& out) {
        Markup hi = Markup::node("hi");
        append(node.children, Inside::kText, hi.children);
        out.push_back(std::move(hi));
    }

    void append_code(const Markup& node, std::vector<Markup>& out) {
        Markup code = with_allowed_attributes(node);
        if (code.element == "it") {
            const std::string* pos = code.attribute("pos");
            if (pos == nullptr || (*pos != "begin" && *pos != "end")) {
                code.element = "ph";
                std::erase_if(code.attributes, [](const Attribute& a) { return a.name == "pos"; });
            }
        }
        if (code.element == "bpt" || code.element == "ept") number(node, code);
        append(node.children, inside_of(code), code.children);
        out.push_back(std::move(code));
    }

    void number(const Markup& node, Markup& code) const {
        const auto found = numbers_.find(&node);
        if (found == numbers_.end())
            isolate(code);
        else
            set_number(code, found->second);
    }

    /// An element that is not TMX's: its tags become native code, its text stays text. XLIFF 2.x
    /// tells the native code itself.
    void append_foreign(const Markup& node, std::vector<Markup>& out) {
        const auto native = [&](const char* name, const std::string& tag) {
            const std::string* data = node.attribute(name);
            return data == nullptr ? tag : *data;
        };
        if (is_opening(node) || is_closing(node)) {
            Markup code = Markup::leaf(is_opening(node) ? "bpt" : "ept", {},
                                       native("data", tag_of(node, true)));
            number(node, code);
            out.push_back(std::move(code));
            return;
        }
        if (node.children.empty()) {
            out.push_back(Markup::leaf("ph", {}, native("data", tag_of(node, true))));
            return;
        }
        const std::string i = next();
        out.push_back(Markup::leaf("bpt", {{"i", i}}, native("dataStart", tag_of(node, false))));
        append(node.children, Inside::kText, out);
        out.push_back(
            Markup::leaf("ept", {{"i", i}}, native("dataEnd", "</" + node.element + ">")));
    }

    static Markup with_allowed_attributes(const Markup& node) {
        Markup out = Markup::node(node.element);
        for (const Attribute& attribute : node.attributes) {
            if (!is_attribute_of(node.element, attribute.name)) continue;
            if (attribute.name == "x" && !is_number(attribute.value)) continue;
            if (out.attribute(attribute.name) == nullptr) out.attributes.push_back(attribute);
        }
        return out;
    }

    static void set_number(Markup& code, const std::string& i) {
        for (Attribute& attribute : code.attributes) {
            if (attribute.name != "i") continue;
            attribute.value = i;
            return;
        }
        code.attributes.insert(code.attributes.begin(), {"i", i});
    }

    /// A bpt or ept without the other: TMX has <it> for it.
    static void isolate(Markup& code) {
        const std::string pos = code.element == "bpt" ? "begin" : "end";
        code.element = "it";
        std::erase_if(code.attributes, [](const Attribute& a) { return a.name == "i"; });
        code.attributes.insert(code.attributes.begin(), {"pos", pos});
    }

    std::string next() { return std::to_string(++last_); }

    unsigned long last_ = 0;
    std::map<const Markup*, std::string> numbers_;  ///< i of each bpt and ept that has a partner.
};

}  // namespace

bool is_plain_content(const std::vector<Markup>& content) {
    Pairs pairs;
    // A bpt without its ept (or the other way round) is what TMX has <it> for; readers refuse it or
    // guess.
    return is_plain(content, Inside::kText, pairs) && pairs.opened == pairs.closed;
}

std::vector<Markup> to_plain_content(const std::vector<Markup>& content) {
    std::vector<Markup> out;
    Plainer(content).append(content, Inside::kText, out);
    return out;
}

std::size_t unwrap_hi(std::vector<Markup>& nodes) {
    std::size_t count = 0;
    std::vector<Markup> out;
    const auto append = [&](Markup node) {
        if (node.is_text() && !out.empty() && out.back().is_text())
            out.back().text += node.text;
        else
            out.push_back(std::move(node));
    };
    for (Markup& node : nodes) {
        count += unwrap_hi(node.children);
        if (node.element != "hi") {
            append(std::move(node));
            continue;
        }
        ++count;
        for (Markup& child : node.children) append(std::move(child));
    }
    nodes = std::move(out);
    return count;
}

}  // namespace diglot::tmx
