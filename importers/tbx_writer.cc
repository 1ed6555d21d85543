#include "importers/tbx_writer.h"

#include <algorithm>

#include <tinyxml2.h>

#include "importers/tbx_fit.h"

namespace diglot {
namespace {

constexpr std::size_t kFlushBytes = 64 * 1024;
constexpr std::string_view kPicklist =
    "preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts supersededTerm-admn-sts";

struct Names {
    const char *root, *header, *entry, *section, *term;
};
constexpr Names kNamesV2{"martif", "martifHeader", "termEntry", "langSet", "tig"};
constexpr Names kNamesV3{"tbx", "tbxHeader", "conceptEntry", "langSec", "termSec"};

Markup carrier(std::string_view type, std::string_view text) {
    return Markup::leaf("admin", {{"type", std::string(type)}}, text);
}

/// A document printed piece by piece. Without an output it only looks as if.
class Printer {
public:
    explicit Printer(OutputFile* output) : output_(output), xml_(nullptr, false, 0) {}

    void declare(const char* doctype) {
        xml_.PushDeclaration("xml version=\"1.0\" encoding=\"UTF-8\"");
        if (doctype) xml_.PushUnknown(doctype);
    }
    void open(const char* element, const std::vector<Attribute>& attributes = {},
              bool inline_element = false) {
        xml_.OpenElement(element, inline_element);
        for (const Attribute& attribute : attributes)
            xml_.PushAttribute(attribute.name.c_str(), attribute.value.c_str());
    }
    void close(bool inline_content = false) {
        xml_.CloseElement(inline_content);
        if (static_cast<std::size_t>(xml_.CStrSize()) > kFlushBytes) flush();
    }
    void print(const Markup& node, bool inside_text = false) {
        if (node.is_text()) return xml_.PushText(node.text.c_str());
        const bool mixed = inside_text || !is_tbx_container(node.element);
        open(node.element.c_str(), node.attributes, inside_text);
        for (const Markup& child : node.children) print(child, mixed);
        close(mixed);
    }
    void print(const std::vector<Markup>& nodes) {
        for (const Markup& node : nodes) print(node);
    }
    void flush() {
        if (output_) output_->write({xml_.CStr(), static_cast<std::size_t>(xml_.CStrSize() - 1)});
        xml_.ClearBuffer(false);
    }

private:
    OutputFile* output_;
    tinyxml2::XMLPrinter xml_;
};

class Run {
public:
    Run(OutputFile* output, const TbxWriteOptions& options, TbxIds& ids, LossCounter& losses)
        : version_(options.version),
          names_(version_ == TbxVersion::kV2 ? kNamesV2 : kNamesV3),
          losses_(losses),
          ids_(ids),
          fit_(version_, ids, losses),
          print_(output) {}

    void write(const TbxHeaders& headers, const ConceptSource& source, GlossaryWritten& written) {
        print_.declare(version_ == TbxVersion::kV2
                           ? "DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\""
                           : nullptr);
        print_.open(names_.root, root_attributes(headers));
        print_.print(header(headers));
        print_.open("text");
        print_.open("body");
        source([&](const Concept& entry) {
            if (write_entry(entry)) {
                ++written.concepts;
                written.terms += entry.terms.size();
            }
        });
        print_.close();
        const std::vector<Markup> references = back(headers);
        if (!references.empty()) print_.print(Markup::node("back", {}, references));
        print_.close();
        print_.close();
        print_.flush();
    }

private:
    // The head of the document.

    const Markup* only_root(const TbxHeaders& headers) const {
        if (headers.size() != 1 || headers.front().second.empty()) return nullptr;
        const Markup& root = headers.front().second.front();
        return root.element == "martif" || root.element == "tbx" ? &root : nullptr;
    }

    std::vector<Attribute> root_attributes(const TbxHeaders& headers) {
        std::string type = "TBX-Basic";
        std::string lang = "en";
        if (const Markup* root = only_root(headers)) {
            const std::string* has_type = root->attribute("type");
            const std::string* has_lang = root->attribute("xml:lang");
            if (has_lang && !has_lang->empty()) lang = LanguageTag(*has_lang).text();
            if (has_lang && *has_lang != lang)
                losses_.add("language spelling " + *has_lang + " written as " + lang);
            const bool kept = has_type && root->element == names_.root &&
                              (version_ == TbxVersion::kV2
                                   ? !has_type->empty()
                                   : has_type->starts_with("TBX-") && has_type->size() > 4);
            if (kept) type = *has_type;
            if (has_type && *has_type != type)
                losses_.add("dialect " + *has_type + " written as " + type);
        }
        if (version_ == TbxVersion::kV2) return {{"type", type}, {"xml:lang", lang}};
        return {{"type", type},
                {"style", "dca"},
                {"xml:lang", lang},
                {"xmlns", "urn:iso:std:iso:30042:ed-2"}};
    }

    static Markup paragraph(std::string_view element, std::vector<Attribute> attributes,
                            std::string_view text) {
        return Markup::node(element, {}, {Markup::leaf("p", std::move(attributes), text)});
    }

    Markup constraints() const {
        return paragraph("encodingDesc", {{"type", "XCSURI"}}, "TBXBasicXCSV02.xcs");
    }

    std::vector<Markup> header(const TbxHeaders& headers) {
        std::vector<Markup> descriptions;  // fileDesc, encodingDesc, revisionDesc
        std::vector<Markup> sources;
        for (const auto& [origin, parts] : headers) {
            for (const Markup& part : parts) {
                if (part.children.empty() || part.element == "back") continue;
                std::vector<Markup> fitted =
                    fit_.fit_children(part.children.front().children, names_.header, origin);
                for (Markup& node : fitted) {
                    if (headers.size() == 1) {
                        descriptions.push_back(std::move(node));
                    } else if (node.element == "fileDesc") {
                        for (Markup& child : node.children) {
                            if (child.element == "sourceDesc")
                                sources.push_back(std::move(child));
                            else
                                losses_.add("<" + child.element + "> of one of several files");
                        }
                    } else {
                        losses_.add("<" + node.element + "> of one of several files");
                    }
                }
            }
        }
        descriptions = with_source(std::move(descriptions), std::move(sources));
        const Markup* root = only_root(headers);
        const bool constrained =
            std::any_of(descriptions.begin(), descriptions.end(),
                        [](const Markup& node) { return node.element == "encodingDesc"; });
        if (version_ == TbxVersion::kV2 && !constrained &&
            (!root || root->element != "martif" || root->children.empty()))
            descriptions.insert(descriptions.begin() + 1, constraints());
        return {Markup::node(names_.header, {}, std::move(descriptions))};
    }

    /// The schema wants a fileDesc with a sourceDesc first.
    static std::vector<Markup> with_source(std::vector<Markup> descriptions,
                                           std::vector<Markup> sources) {
        if (descriptions.empty() || descriptions.front().element != "fileDesc")
            descriptions.insert(descriptions.begin(), Markup::node("fileDesc"));
        std::vector<Markup>& parts = descriptions.front().children;
        parts.insert(parts.end(), sources.begin(), sources.end());
        if (std::none_of(parts.begin(), parts.end(),
                         [](const Markup& part) { return part.element == "sourceDesc"; }))
            parts.push_back(paragraph("sourceDesc", {}, "Diglot"));
        return descriptions;
    }

    std::vector<Markup> back(const TbxHeaders& headers) {
        std::vector<Markup> lists;
        for (const auto& [origin, parts] : headers)
            for (const Markup& part : parts)
                if (part.element == "back")
                    for (Markup& list : fit_.fit_children(part.children, "back", origin))
                        lists.push_back(std::move(list));
        return lists;
    }

    // The entries.

    bool write_entry(Concept entry) {
        complete(entry);
        std::vector<bool> has_term(entry.sections.size(), false);
        for (const Term& term : entry.terms) has_term[term.section] = true;
        if (entry.terms.empty()) {
            losses_.add("concept without terms");
            return false;
        }
        print_.open(names_.entry, entry_attributes(entry));
        print_.print(fit_.fit_children(entry.annotations, names_.entry, entry.origin));
        if (entry_id_ != entry.external_id)
            print_.print(carrier(kIdCarrier, fit_.clean(entry.external_id)));
        for (std::size_t i = 0; i < entry.sections.size(); ++i) {
            if (has_term[i])
                write_section(entry, i);
            else
                losses_.add("language section without a term (" + entry.sections[i].lang_spelling +
                            ")");
        }
        print_.close();
        return true;
    }

    std::vector<Attribute> entry_attributes(const Concept& entry) {
        std::vector<Attribute> attributes =
            fit_.fit_attributes(entry.attributes, names_.entry, entry.origin);
        entry_id_.clear();
        if (!entry.external_id.empty()) {
            entry_id_ = ids_.give(entry.origin, entry.external_id);
            attributes.insert(attributes.begin(), {"id", entry_id_});
        }
        return attributes;
    }

    void write_section(const Concept& entry, std::size_t index) {
        const LanguageSection& section = entry.sections[index];
        std::string lang = fit_.clean(section.lang.text());
        if (lang.empty()) lang = "und";
        if (lang != section.lang_spelling)
            losses_.add("language spelling " + section.lang_spelling + " written as " + lang);
        std::vector<Attribute> attributes =
            fit_.fit_attributes(section.attributes, names_.section, entry.origin);
        attributes.insert(attributes.begin(), {"xml:lang", lang});
        print_.open(names_.section, attributes);
        print_.print(fit_.fit_children(section.annotations, names_.section, entry.origin));
        for (const Term& term : entry.terms)
            if (term.section == index) write_term(term, entry.origin);
        print_.close();
    }

    /// Brings the word for the status into the picklist; another word travels beside it.
    void fit_status(std::vector<Markup>& annotations) {
        const Markup* note = find_annotation(annotations, "termNote", "administrativeStatus");
        if (!note) return;
        const std::string word = note->all_text();
        if (!word.empty() && has_word(kPicklist, word)) return;
        const auto status = parse_term_status(word);
        set_annotation(annotations, "termNote", "administrativeStatus",
                       status ? picklist_word(*status) : "");
        if (word.find_first_not_of(" \t\r\n") == std::string::npos)
            losses_.add("empty administrativeStatus");
        else
            annotations.push_back(carrier(kStatusCarrier, word));
    }

    void write_term(const Term& term, const std::string& origin) {
        std::vector<Markup> annotations = term.annotations;
        fit_status(annotations);
        // What only v2's ntig can hold: its termGrp has notes and groups of notes, and the parts of
        // the term.
        const auto needs_group = [](const Markup& node) {
            return node.element == "termNoteGrp" || node.element == "termCompList";
        };
        std::vector<Markup> inside, outside;
        for (Markup& node : annotations)
            (node.element == "termNote" || needs_group(node) ? inside : outside)
                .push_back(std::move(node));
        inside = fit_.fit_children(inside, version_ == TbxVersion::kV2 ? "termGrp" : names_.term,
                                   origin);
        outside = fit_.fit_children(outside, names_.term, origin);
        const bool grouped =
            version_ == TbxVersion::kV2 && std::any_of(inside.begin(), inside.end(), needs_group);
        print_.open(grouped ? "ntig" : names_.term,
                    fit_.fit_attributes(term.attributes, names_.term, origin));
        if (grouped) print_.open("termGrp");
        print_term(term, origin);
        print_.print(inside);
        if (grouped) print_.close();
        print_.print(outside);
        print_.close();
    }

    void print_term(const Term& term, const std::string& origin) {
        const std::vector<Markup> content =
            term.content.empty() ? std::vector<Markup>{Markup::run(term.text)} : term.content;
        print_.print(Markup::node("term", fit_.fit_attributes(term.text_attributes, "term", origin),
                                  fit_.fit_children(content, "term", origin)));
    }

    TbxVersion version_;
    Names names_;
    LossCounter& losses_;
    TbxIds& ids_;
    TbxFitter fit_;
    Printer print_;
    std::string entry_id_;
};

}  // namespace

GlossaryWritten write_tbx(const std::string& path, const TbxWriteOptions& options,
                          const TbxHeaders& headers, const ConceptSource& source) {
    TbxIds ids;
    LossCounter unheard;
    GlossaryWritten written;
    Run(nullptr, options, ids, unheard).write(headers, source, written);
    ids.begin_second_run();
    OutputFile output(path);
    LossCounter losses;
    written = {};
    Run(&output, options, ids, losses).write(headers, source, written);
    output.commit();
    written.losses = losses.take();
    return written;
}

}  // namespace diglot
