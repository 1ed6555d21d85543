#include "importers/tbx_entry.h"

#include <algorithm>

#include <tinyxml2.h>

#include "importers/tbx_model.h"
#include "importers/xml_stream.h"

namespace diglot {
namespace {

using tinyxml2::XMLAttribute;
using tinyxml2::XMLElement;
using tinyxml2::XMLNode;
using Odd = std::function<void(TbxOddity)>;

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::vector<Attribute> attributes_of(const XMLElement& element) {
    std::vector<Attribute> attributes;
    for (const XMLAttribute* a = element.FirstAttribute(); a; a = a->Next()) {
        const std::string_view name = a->Name();
        if (name == "xmlns" || name.starts_with("xmlns:")) continue;
        attributes.push_back({std::string(name), a->Value()});
    }
    return attributes;
}

void append_run(std::vector<Markup>& nodes, const char* text) {
    if (!nodes.empty() && nodes.back().is_text())
        nodes.back().text += text;  // CDATA and comments split a run.
    else
        nodes.push_back(Markup::run(text));
}

bool is_core(std::string_view name) {
    return is_tbx_container(name) || tbx_rule(TbxVersion::kV2, name) ||
           tbx_rule(TbxVersion::kV3, name);
}

/// DCT: an element named as its category becomes the element that carries categories of its kind.
/// `parent` settles it for categories that no module of ours names: a group's head is of the
/// group's kind.
void turn_into_dca(Markup& node, std::string_view parent, bool first, int line, const Odd& odd) {
    if (is_core(node.element)) return;
    const std::string category(local_name(node.element));
    std::string_view element = dca_element(category);
    if (element.empty()) {
        if (node.element.find(':') == std::string::npos)
            return;  // No DCT: an element nobody knows.
        const std::string_view head = head_of_group(parent);
        element = head.empty() ? "descrip" : head == "transac" && !first ? "transacNote" : head;
        odd({"tbx.unknown-category",
             "<" + node.element + "> belongs to a module that is not known; read as <" +
                 std::string(element) + " type=\"" + category + "\">",
             line});
    }
    node.element = element;
    node.attributes.insert(node.attributes.begin(), {"type", category});
}

Markup read_node(const XMLElement& element, std::string_view parent, bool first, const Odd& odd) {
    Markup node = Markup::node(element.Name(), attributes_of(element));
    const bool container = is_tbx_container(node.element);
    for (const XMLNode* child = element.FirstChild(); child; child = child->NextSibling()) {
        if (const XMLElement* nested = child->ToElement()) {
            node.children.push_back(read_node(*nested, node.element, node.children.empty(), odd));
        } else if (child->ToText()) {
            if (!container)
                append_run(node.children, child->Value());
            else if (!is_blank(child->Value()))
                odd({"tbx.stray-text", "text directly in <" + node.element + "> left out",
                     child->GetLineNum()});
        }
    }
    turn_into_dca(node, parent, first, element.GetLineNum(), odd);
    return node;
}

/// Takes xml:lang (or TBX's forerunners' lang) out of the attributes.
std::string take_language(std::vector<Attribute>& attributes) {
    for (const std::string_view name : {"xml:lang", "lang"}) {
        const auto found = std::find_if(attributes.begin(), attributes.end(),
                                        [&](const Attribute& a) { return a.name == name; });
        if (found == attributes.end()) continue;
        std::string language = found->value;
        attributes.erase(found);
        if (!is_blank(language)) return language;
    }
    return {};
}

bool is_carrier(const Markup& node, std::string_view type) {
    if (node.element != "admin") return false;
    const std::string* has = node.attribute("type");
    return has && *has == type;
}

/// The text of our own note, which is taken out; empty if there is none.
std::string take_carried(std::vector<Markup>& annotations, std::string_view type) {
    const auto found = std::find_if(annotations.begin(), annotations.end(),
                                    [&](const Markup& node) { return is_carrier(node, type); });
    if (found == annotations.end()) return {};
    std::string text = found->all_text();
    annotations.erase(found);
    return text;
}

class EntryReader {
public:
    EntryReader(Concept& entry, const Odd& odd) : entry_(entry), odd_(odd) {}

    bool read(const XMLElement& element) {
        entry_.attributes = attributes_of(element);
        take_id();
        bool readable = true;
        for (const XMLNode* child = element.FirstChild(); child; child = child->NextSibling()) {
            const XMLElement* nested = child->ToElement();
            if (!nested)
                check_text(*child, element);
            else if (is_one_of(*nested, {"langSet", "langSec"}))
                readable = readable && read_section(*nested);
            else
                entry_.annotations.push_back(read_node(*nested, element.Name(), false, odd_));
        }
        if (std::string id = take_carried(entry_.annotations, kIdCarrier); !id.empty())
            entry_.external_id = id;
        return readable;
    }

private:
    static bool is_one_of(const XMLElement& element,
                          std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), element.Name()) != names.end();
    }

    void check_text(const XMLNode& node, const XMLElement& parent) {
        if (node.ToText() && !is_blank(node.Value()))
            odd_({"tbx.stray-text",
                  std::string("text directly in <") + parent.Name() + "> left out",
                  node.GetLineNum()});
    }

    void take_id() {
        auto& attributes = entry_.attributes;
        const auto id = std::find_if(attributes.begin(), attributes.end(), [](const Attribute& a) {
            return a.name == "id" || a.name == "xml:id";
        });
        if (id == attributes.end()) return;
        entry_.external_id = id->value;
        attributes.erase(id);
    }

    bool read_section(const XMLElement& element) {
        LanguageSection section;
        section.attributes = attributes_of(element);
        section.lang_spelling = take_language(section.attributes);
        if (section.lang_spelling.empty()) {
            odd_({"tbx.no-language",
                  std::string("<") + element.Name() + "> without xml:lang: the entry was left out",
                  element.GetLineNum()});
            return false;
        }
        section.lang = LanguageTag(section.lang_spelling);
        entry_.sections.push_back(section);
        std::vector<Markup> annotations;
        for (const XMLNode* child = element.FirstChild(); child; child = child->NextSibling()) {
            const XMLElement* nested = child->ToElement();
            if (!nested)
                check_text(*child, element);
            else if (is_one_of(*nested, {"tig", "ntig", "termSec"}))
                read_term_section(*nested);
            else if (is_one_of(*nested, {"term", "termGrp"}))
                read_bare_term(*nested);
            else
                annotations.push_back(read_node(*nested, element.Name(), false, odd_));
        }
        entry_.sections.back().annotations = std::move(annotations);
        return true;
    }

    Term new_term() const {
        Term term;
        term.lang = entry_.sections.back().lang;
        term.lang_spelling = entry_.sections.back().lang_spelling;
        term.section = entry_.sections.size() - 1;
        return term;
    }

    void read_term_section(const XMLElement& element) {
        Term term = new_term();
        term.attributes = attributes_of(element);
        bool named = false;
        read_parts(element, term, named);
        if (!named)
            odd_({"tbx.no-term",
                  std::string("<") + element.Name() + "> without <term>; read as an empty term",
                  element.GetLineNum()});
        finish(std::move(term));
    }

    void read_bare_term(const XMLElement& element) {
        odd_({"tbx.bare-term",
              std::string("<") + element.Name() + "> directly in a language section",
              element.GetLineNum()});
        Term term = new_term();
        bool named = false;
        if (std::string_view(element.Name()) == "term")
            read_text(element, term);
        else
            read_parts(element, term, named);
        finish(std::move(term));
    }

    void read_parts(const XMLElement& element, Term& term, bool& named) {
        for (const XMLNode* child = element.FirstChild(); child; child = child->NextSibling()) {
            const XMLElement* nested = child->ToElement();
            if (!nested) {
                check_text(*child, element);
            } else if (is_one_of(*nested, {"term"}) && named) {
                odd_({"tbx.second-term", "a second <term> in one place; read as a term of its own",
                      nested->GetLineNum()});
                Term other = new_term();
                read_text(*nested, other);
                later_.push_back(std::move(other));
            } else if (is_one_of(*nested, {"term"})) {
                named = true;
                read_text(*nested, term);
            } else if (is_one_of(*nested, {"termGrp"}) &&
                       (nested->FirstChildElement("term") || !named)) {
                for (Attribute& attribute : attributes_of(*nested))
                    odd_({"tbx.attribute", "attribute " + attribute.name + " of <termGrp> left out",
                          nested->GetLineNum()});
                read_parts(*nested, term, named);
            } else {
                Markup node = read_node(*nested, element.Name(), false, odd_);
                if (node.element == "termGrp") {
                    odd_({"tbx.term-group", "<termGrp> without <term>; read as <termNoteGrp>",
                          nested->GetLineNum()});
                    node.element = "termNoteGrp";
                }
                term.annotations.push_back(std::move(node));
            }
        }
    }

    void read_text(const XMLElement& element, Term& term) {
        Markup node = read_node(element, "tig", false, odd_);
        term.text = node.all_text();
        term.text_attributes = std::move(node.attributes);
        const bool inline_elements =
            std::any_of(node.children.begin(), node.children.end(),
                        [](const Markup& child) { return !child.is_text(); });
        if (inline_elements) term.content = std::move(node.children);
        if (term.text.find_first_not_of(" \t\r\n") == std::string::npos)
            odd_({"tbx.empty-term", "a <term> without text", element.GetLineNum()});
    }

    void finish(Term term) {
        if (const std::string word = take_carried(term.annotations, kStatusCarrier); !word.empty())
            set_annotation(term.annotations, "termNote", "administrativeStatus", word);
        entry_.terms.push_back(std::move(term));
        for (Term& other : later_) entry_.terms.push_back(std::move(other));
        later_.clear();
    }

    Concept& entry_;
    const Odd& odd_;
    std::vector<Term> later_;  ///< Second terms of the section being read.
};

}  // namespace

Markup read_tbx_markup(const XMLElement& element, const Odd& odd) {
    return read_node(element, {}, false, odd);
}

std::optional<Concept> read_tbx_entry(const XMLElement& element, const Odd& odd) {
    Concept entry;
    if (!EntryReader(entry, odd).read(element)) return std::nullopt;
    complete(entry);
    return entry;
}

}  // namespace diglot
