// Content with inline codes of any vocabulary as one version of XLIFF has it, or the nearest to it.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/markup.h"
#include "importers/xliff_model.h"

namespace diglot::xliff {

/// Makes the content of one unit plain for a version: first the source, then the target, so that
/// the same code has the same id on both sides. The same contents always give the same result, and
/// plain content comes back as it is.
class CodeFitter {
public:
    CodeFitter(Version version, const std::vector<Markup>& source,
               const std::vector<Markup>& target);

    std::vector<Markup> fit(const std::vector<Markup>& content);

private:
    void convert(const std::vector<Markup>& nodes, std::vector<Markup>& out);
    void convert_single(const Markup& node, std::vector<Markup>& out);
    void convert_end(const Markup& node, std::vector<Markup>& out);
    void convert_around(const Markup& node, std::vector<Markup>& out);
    void convert_mark(const Markup& node, std::vector<Markup>& out);
    std::vector<Markup> native(const Markup& node);
    std::string id_of(char kind, const Markup& node);
    std::string unused(const std::string& wanted);
    void keep_ids(const std::vector<Markup>& plain);
    void pair(const std::vector<Markup>& nodes, std::vector<const Markup*>& open);

    Version version_;
    std::map<std::string, std::string> ids_;  ///< By kind and id in the content.
    std::set<std::string> taken_;
    // Of the side being made plain:
    std::map<const Markup*, std::size_t> pairs_;  ///< Of opening and closing codes, which pair.
    std::set<std::size_t> native_pairs_;          ///< Pairs of which one code has native code.
    std::map<std::size_t, std::string> pair_ids_;
    std::set<std::string> met_;  ///< Keys of ids_.
    unsigned long last_ = 0;
};

}  // namespace diglot::xliff
