// Attributes, notes and properties of one TMX element: written as they are, carried, or lost
// (docs/formats/tmx.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "importers/tmx_model.h"
#include "importers/tmx_printer.h"
#include "tm/unit.h"

namespace diglot {

namespace tmx {
/// <prop type="type">text</prop>.
Markup prop(std::string type, std::string_view text);
/// The property that holds an attribute of its parent: kAttributeProp.
Markup carried_attribute(const Attribute& attribute);
}  // namespace tmx

class TmxElementWriter {
public:
    /// All must outlive it. `version_1_1`: notes and properties have lang, not xml:lang.
    TmxElementWriter(TmxPrinter& printer, LossCounter& losses, bool version_1_1)
        : printer_(printer), losses_(losses), version_1_1_(version_1_1) {}

    /// Another element starts. Its attributes are written next, before anything in it.
    void begin() { written_.clear(); }
    /// As it is, or into `carried`, which annotations() writes.
    void attribute(tmx::Place place, const Attribute& a, std::vector<Markup>& carried);
    /// What `attributes` do not say already.
    void stamp(const Stamp& stamp, const std::vector<Attribute>& attributes);
    /// Notes, then properties and what else there is, then what is carried: some readers want notes
    /// first. Each after `before`; `after` follows if there was any.
    void annotations(tmx::Place place, const std::vector<Markup>& annotations,
                     const std::vector<Markup>& carried, const char* before, const char* after);

private:
    void once(const std::string& name, const std::string& value);

    TmxPrinter& printer_;
    LossCounter& losses_;
    bool version_1_1_ = false;
    std::vector<std::string> written_;  ///< Attributes of the element being written.
};

}  // namespace diglot
