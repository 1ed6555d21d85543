// Makes what was read from any TBX valid in one: leaves out, renames and reorders as its schema
// demands, and counts.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/markup.h"
#include "importers/output_file.h"
#include "importers/tbx_model.h"

namespace diglot {

/// The ids of one document: valid XML names, each once. Given out in document order, so that a
/// second run over the same content gives the same ids; references are looked up in what the first
/// run gave out.
class TbxIds {
public:
    /// The id to write for `id` of a file called `origin`.
    std::string give(const std::string& origin, const std::string& id);
    /// The id written for what a reference in a file called `origin` names; nothing if the document
    /// has no such id.
    std::optional<std::string> find(const std::string& origin, const std::string& id) const;
    /// The first run is over.
    void begin_second_run();

private:
    std::set<std::string> used_;
    std::map<std::pair<std::string, std::string>, std::string> written_;
    std::vector<std::pair<std::string, std::string>> given_;  ///< Origin and written id.
};

class TbxFitter {
public:
    TbxFitter(TbxVersion version, TbxIds& ids, LossCounter& losses)
        : version_(version), ids_(ids), losses_(losses) {}

    /// `nodes`, fit to stand in `parent` (by the version's name of it), in an order that is allowed
    /// there.
    std::vector<Markup> fit_children(const std::vector<Markup>& nodes, std::string_view parent,
                                     const std::string& origin);
    /// `attributes`, fit to stand at `element`.
    std::vector<Attribute> fit_attributes(const std::vector<Attribute>& attributes,
                                          std::string_view element, const std::string& origin);
    /// Without characters that XML 1.0 forbids, line ends as XML reads them.
    std::string clean(std::string_view text);

private:
    std::vector<Markup> fit(const Markup& node, const std::string& origin);
    std::vector<Markup> fit_group(const TbxRule& rule, Markup node, std::vector<Markup> children);
    std::vector<Markup> fit_mixed(const std::vector<Markup>& nodes, const TbxRule& rule,
                                  const std::string& origin);
    bool fit_date(Markup& node);
    bool has_required(const TbxRule& rule, Markup& node);

    TbxVersion version_;
    TbxIds& ids_;
    LossCounter& losses_;
};

}  // namespace diglot
