#include "importers/tmx_model.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <stdexcept>

#include "core/time.h"

namespace diglot::tmx {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view kHeaderAttributes[] = {
    "creationtool", "creationtoolversion", "segtype",      "o-tmf",      "adminlang",  "srclang",
    "datatype",     "o-encoding",          "creationdate", "creationid", "changedate", "changeid"};
constexpr std::string_view kTuAttributes[] = {
    "tuid",         "o-encoding", "datatype",   "usagecount", "lastusagedate", "creationtool", "creationtoolversion",
    "creationdate", "creationid", "changedate", "segtype",    "changeid",      "o-tmf",        "srclang"};
constexpr std::string_view kTuvAttributes[] = {
    "o-encoding",   "datatype",   "usagecount", "lastusagedate", "creationtool", "creationtoolversion",
    "creationdate", "creationid", "changedate", "o-tmf",         "changeid"};
constexpr std::string_view kNoteAttributes[] = {"o-encoding", "xml:lang", "lang"};
constexpr std::string_view kPropAttributes[] = {"type", "xml:lang", "o-encoding", "lang"};
constexpr std::string_view kUdeAttributes[] = {"name", "base"};
constexpr std::string_view kMapAttributes[] = {"unicode", "code", "ent", "subst"};

constexpr std::string_view kBptAttributes[] = {"i", "x", "type"};
constexpr std::string_view kEptAttributes[] = {"i"};
constexpr std::string_view kItAttributes[] = {"pos", "x", "type"};
constexpr std::string_view kPhAttributes[] = {"x", "assoc", "type"};
constexpr std::string_view kHiAttributes[] = {"x", "type"};
constexpr std::string_view kUtAttributes[] = {"x"};
constexpr std::string_view kSubAttributes[] = {"datatype", "type"};

template <typename List>
bool contains(const List& list, std::string_view name) {
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool only(const Markup& node, Names allowed) {
    for (auto it = node.attributes.begin(); it != node.attributes.end(); ++it) {
        if (!contains(allowed, it->name)) return false;
        if (it->name == "xml:lang" && !is_schema_language(it->value)) return false;
        const auto same = [&](const Attribute& a) { return a.name == it->name; };
        if (std::find_if(node.attributes.begin(), it, same) != it) return false;
    }
    return true;
}

/// At most one run of text, which is not empty.
bool holds_text(const Markup& node) {
    if (node.children.empty()) return true;
    return node.children.size() == 1 && node.children[0].is_text() && !node.children[0].text.empty();
}

bool is_plain_ude(const Markup& ude) {
    if (!only(ude, kUdeAttributes) || ude.attribute("name") == nullptr || ude.children.empty()) return false;
    return std::all_of(ude.children.begin(), ude.children.end(), [](const Markup& map) {
        return map.element == "map" && only(map, kMapAttributes) && map.attribute("unicode") != nullptr &&
               map.children.empty();
    });
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

bool is_native_code(std::string_view name) {
    return name == "bpt" || name == "ept" || name == "it" || name == "ph" || name == "ut";
}

bool may_stand(const Markup& node, Inside inside) {
    if (inside == Inside::kNative) return node.element == "sub";
    return is_native_code(node.element) || node.element == "hi";
}

bool has_valid_attributes(const Markup& node) {
    if (!only(node, attributes_of(node.element))) return false;
    const std::string* x = node.attribute("x");
    if (x != nullptr && !is_number(*x)) return false;
    const std::string* pos = node.attribute("pos");
    if (node.element == "it" && (pos == nullptr || (*pos != "begin" && *pos != "end"))) return false;
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
        if (node.element == "bpt" && !pairs.opened.insert(*node.attribute("i")).second) return false;
        if (node.element == "ept" && !pairs.closed.insert(*node.attribute("i")).second) return false;
        if (!is_plain(node.children, inside_of(node), pairs)) return false;
    }
    return true;
}

void append_escaped(std::string_view text, std::string& out) {
    for (const char c : text) {
        if (c == '<') out += "&lt;";
        else if (c == '&') out += "&amp;";
        else if (c == '"') out += "&quot;";
        else out += c;
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
            auto& seen = code->element == "bpt" ? pairs.opened : pairs.closed;
            unique = unique && i != nullptr && is_number(*i) && i->size() < 9 && seen.insert(*i).second;
        }
        if (unique) pair_by_number(codes, pairs);
        else pair_anew(codes);
    }

    void append(const std::vector<Markup>& nodes, Inside inside, std::vector<Markup>& out) {
        for (const Markup& node : nodes) {
            if (node.is_text()) append_text(node.text, out);
            else if (inside == Inside::kNative) append_in_native(node, out);
            else if (node.element == "sub") append_hi(node, out);
            else if (may_stand(node, inside)) append_code(node, out);
            else append_foreign(node, out);
        }
    }

private:
    /// Every bpt and ept that append() will keep: not those inside native code.
    static void collect(const std::vector<Markup>& nodes, Inside inside, std::vector<const Markup*>& codes) {
        for (const Markup& node : nodes) {
            const bool text = inside != Inside::kNative;
            if (text && (node.element == "bpt" || node.element == "ept")) codes.push_back(&node);
            collect(node.children, text || node.element == "sub" ? inside_of(node) : Inside::kNative, codes);
        }
    }

    void pair_by_number(const std::vector<const Markup*>& codes, const Pairs& pairs) {
        for (const Markup* code : codes) {
            const std::string& i = *code->attribute("i");
            last_ = std::max(last_, std::stoul(i));
            if (pairs.opened.count(i) > 0 && pairs.closed.count(i) > 0) numbers_[code] = i;
        }
    }

    /// An ept belongs to the latest open bpt that has the same i, or likewise none.
    void pair_anew(const std::vector<const Markup*>& codes) {
        std::vector<const Markup*> open;
        const auto number_of = [](const Markup* code) {
            const std::string* i = code->attribute("i");
            return i == nullptr ? std::string() : *i;
        };
        for (const Markup* code : codes) {
            if (code->element == "bpt") {
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
        if (!out.empty() && out.back().is_text()) out.back().text += text;
        else out.push_back(Markup::run(text));
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
        if (code.element == "bpt" || code.element == "ept") {
            const auto number = numbers_.find(&node);
            if (number == numbers_.end()) isolate(code);
            else set_number(code, number->second);
        }
        append(node.children, inside_of(code), code.children);
        out.push_back(std::move(code));
    }

    /// An element that is not TMX's: its tags become native code, its text stays text.
    void append_foreign(const Markup& node, std::vector<Markup>& out) {
        if (node.children.empty()) {
            out.push_back(Markup::leaf("ph", {}, tag_of(node, true)));
            return;
        }
        const std::string i = next();
        out.push_back(Markup::leaf("bpt", {{"i", i}}, tag_of(node, false)));
        append(node.children, Inside::kText, out);
        out.push_back(Markup::leaf("ept", {{"i", i}}, "</" + node.element + ">"));
    }

    static Markup with_allowed_attributes(const Markup& node) {
        Markup out = Markup::node(node.element);
        for (const Attribute& attribute : node.attributes) {
            if (!contains(attributes_of(node.element), attribute.name)) continue;
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

std::size_t forbidden_length(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r' ? 0 : 1;
    if (c != 0xEF || text.size() - at < 3) return 0;
    const bool noncharacter = text[at + 1] == '\xBF' && (text[at + 2] == '\xBE' || text[at + 2] == '\xBF');
    return noncharacter ? 3 : 0;
}

/// Strings, arrays and objects of strings only, and not too deep for a parser that calls itself at each level.
bool is_jsonml(std::string_view json) {
    constexpr std::size_t kDeepest = 200;
    std::string open;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (open.size() >= kDeepest || (!open.empty() && open.back() == '{')) return false;
            open += c;
        } else if (c == ']' || c == '}') {
            if (open.empty()) return false;
            open.pop_back();
        } else if (c != ',' && c != ':' && c != ' ' && c != '\n' && c != '\t') {
            return false;
        }
    }
    return open.empty() && !in_string && !json.empty();
}

bool has_names(const std::vector<Markup>& nodes) {
    return std::all_of(nodes.begin(), nodes.end(), [](const Markup& node) {
        if (node.is_text()) return node.children.empty() && node.attributes.empty();
        return is_xml_name(node.element) && has_names(node.children) &&
               std::all_of(node.attributes.begin(), node.attributes.end(),
                           [](const Attribute& a) { return is_xml_name(a.name); });
    });
}

}  // namespace

bool is_plain_attribute(Place place, std::string_view name, std::string_view value) {
    if (name == "segtype" && place != Place::kTuv) {
        return value == "block" || value == "paragraph" || value == "sentence" || value == "phrase";
    }
    if (name == "creationdate" || name == "changedate" || (name == "lastusagedate" && place != Place::kHeader)) {
        return parse_tmx_date(value).has_value();
    }
    switch (place) {
        case Place::kHeader: return contains(kHeaderAttributes, name);
        case Place::kTu: return contains(kTuAttributes, name);
        case Place::kTuv: return contains(kTuvAttributes, name);
    }
    return false;
}

bool is_plain_annotation(Place place, const Markup& annotation) {
    if (annotation.element == "note") return only(annotation, kNoteAttributes) && holds_text(annotation);
    if (annotation.element == "prop") {
        return only(annotation, kPropAttributes) && annotation.attribute("type") != nullptr && holds_text(annotation);
    }
    return place == Place::kHeader && annotation.element == "ude" && is_plain_ude(annotation);
}

bool is_plain_content(const std::vector<Markup>& content) {
    Pairs pairs;
    // A bpt without its ept (or the other way round) is what TMX has <it> for; readers refuse it or guess.
    return is_plain(content, Inside::kText, pairs) && pairs.opened == pairs.closed;
}

std::vector<Markup> to_plain_content(const std::vector<Markup>& content) {
    std::vector<Markup> out;
    Plainer(content).append(content, Inside::kText, out);
    return out;
}

std::size_t drop_forbidden(std::string& text) {
    std::size_t count = 0;
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t bad = forbidden_length(text, from);
        count += bad > 0 ? 1 : 0;
        if (bad > 0) from += bad;
        else text[to++] = text[from++];
    }
    text.resize(to);
    return count;
}

std::size_t drop_forbidden(std::vector<Markup>& nodes) {
    std::size_t count = 0;
    for (Markup& node : nodes) {
        count += drop_forbidden(node.text);
        for (Attribute& attribute : node.attributes) count += drop_forbidden(attribute.value);
        count += drop_forbidden(node.children);
    }
    return count;
}

bool is_xml_name(std::string_view name) {
    const auto is_start = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    if (name.empty() || !is_start(name[0])) return false;
    return std::all_of(name.begin(), name.end(), [&](char c) {
        return is_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

bool is_schema_language(std::string_view tag) {
    std::size_t length = 0;
    bool first = true;
    for (const char c : tag) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-') {
            if (length == 0) return false;
            length = 0;
            first = false;
        } else if (++length > 8 || !(letter || (!first && c >= '0' && c <= '9'))) {
            return false;
        }
    }
    return length > 0;
}

std::optional<std::vector<Markup>> read_carried(std::string_view json) {
    if (!is_jsonml(json)) return std::nullopt;
    // Text from a file is a person's input, so what is a caller's mistake elsewhere is none here.
    try {
        std::vector<Markup> nodes = parse_jsonml(json);
        if (!has_names(nodes)) return std::nullopt;
        return nodes;
    } catch (const std::logic_error&) {
        return std::nullopt;
    }
}

}  // namespace diglot::tmx
