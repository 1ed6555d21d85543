#include "importers/tbx_reader.h"

#include <unordered_set>

#include "importers/tbx_entry.h"

namespace diglot {
namespace {

class TbxReader {
public:
    TbxReader(XmlStream& xml, Sink& sink) : xml_(xml), sink_(sink) {}

    Result<ReadSummary> read() {
        xml_.set_outline({{"martifHeader", "tbxHeader", "termEntry", "conceptEntry", "back"},
                          {"term", "termNote", "descrip", "admin", "note", "ref", "xref", "transac",
                           "transacNote", "descripNote", "adminNote", "date", "termComp", "hi",
                           "foreign", "p", "title", "item"},
                          {"text", "body"}});
        while (true) {
            Result<const XmlFragment*> next = xml_.next();
            if (!next) return next.error();
            if (!*next) break;
            read_fragment(**next);
        }
        if (!xml_.met("body") && summary_.concepts == 0)
            return Diagnostic{Severity::kError,
                              "tbx.no-body",
                              "the file has no <body>: there are no entries to read",
                              xml_.root().position,
                              xml_.file(),
                              {}};
        hand_over_header({});
        summary_.format = format();
        summary_.encoding = xml_.encoding().name;
        summary_.skipped += xml_.skipped();
        return std::move(summary_);
    }

private:
    void read_fragment(const XmlFragment& fragment) {
        const std::string_view name = local_name(fragment.element->Name());
        const auto odd = [&](TbxOddity oddity) { tell(fragment, oddity, Severity::kWarning); };
        if (name == "martifHeader" || name == "tbxHeader")
            return hand_over_header({read_tbx_markup(*fragment.element, odd)});
        hand_over_header({});
        if (name == "back") return sink_.header(read_tbx_markup(*fragment.element, odd));
        TbxOddity last;
        const auto entry = read_tbx_entry(*fragment.element, [&](TbxOddity oddity) {
            if (!last.code.empty()) odd(last);
            last = std::move(oddity);
        });
        if (!last.code.empty()) tell(fragment, last, entry ? Severity::kWarning : Severity::kError);
        if (entry) {
            look_at(*entry, fragment);
            ++summary_.concepts;
            sink_.add(*entry, fragment.position);
        } else {
            ++summary_.skipped;
        }
    }

    /// What is kept as it is, but hardly meant so.
    void look_at(const Concept& entry, const XmlFragment& fragment) {
        const auto warn = [&](const char* code, const std::string& message) {
            tell(fragment, {code, message, 1}, Severity::kWarning);
        };
        if (!entry.external_id.empty() && !ids_.insert(entry.external_id).second)
            warn("tbx.id-again",
                 "id \"" + entry.external_id + "\" was met before; read as a concept of its own");
        for (const Term& term : entry.terms)
            if (term.valid_from && term.valid_until && *term.valid_until < *term.valid_from)
                warn("tbx.dates", "\"" + term.text + "\" is valid until " +
                                      to_string(*term.valid_until) + ", before it is from " +
                                      to_string(*term.valid_from));
    }

    /// The first call counts: a file has one header, and may have none.
    void hand_over_header(std::vector<Markup> header) {
        if (header_done_) return;
        header_done_ = true;
        std::vector<Attribute> attributes;
        for (const Attribute& attribute : xml_.root().attributes)
            if (attribute.name != "xmlns" && !attribute.name.starts_with("xmlns:"))
                attributes.push_back(attribute);
        sink_.header(Markup::node(xml_.root().name, std::move(attributes), std::move(header)));
    }

    void tell(const XmlFragment& fragment, const TbxOddity& oddity, Severity severity) {
        Diagnostic diagnostic = xml_.diagnostic(severity, oddity.code, oddity.message);
        if (oddity.line > 1) {
            diagnostic.position = {
                fragment.position.line + static_cast<std::size_t>(oddity.line) - 1, 0};
            diagnostic.excerpt.clear();
        }
        sink_.report(std::move(diagnostic));
    }

    std::string format() const {
        const std::string* type = xml_.root().attribute("type");
        const std::string* style = xml_.root().attribute("style");
        std::string name = xml_.root().name == "tbx" ? "TBX v3" : "TBX v2";
        std::string details = type ? *type : "";
        if (xml_.root().name == "tbx")
            details += std::string(details.empty() ? "" : ", ") +
                       (style && *style == "dct" ? "DCT" : "DCA");
        return details.empty() ? name : name + " (" + details + ")";
    }

    XmlStream& xml_;
    Sink& sink_;
    ReadSummary summary_;
    std::unordered_set<std::string> ids_;
    bool header_done_ = false;
};

}  // namespace

Result<ReadSummary> read_tbx(XmlStream& xml, const ReadOptions&, Sink& sink) {
    return TbxReader(xml, sink).read();
}

}  // namespace diglot
