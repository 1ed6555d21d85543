// Attributes and annotations of units as the store keeps them. Thousands of units differ in the
// values only: what they have in common, their shape, is kept once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/markup.h"

namespace diglot {

/// An element with attributes and annotations, cut in two.
struct MetaParts {
    std::string shape;   ///< JsonML of the element with kMetaHole in place of every value.
    std::string values;  ///< Each value preceded by kMetaSeparator, in the order of the holes.
};

inline constexpr std::string_view kMetaHole = "?";
inline constexpr char kMetaSeparator = '\x1F';  ///< No XML text holds it (XML 1.0, 2.2).

/// Values are those of the element's attributes, and the text of its children. Nothing where that
/// is not all there is to tell apart (an annotation with elements in it), or where a value holds
/// the separator.
std::optional<MetaParts> split_meta(std::string_view element,
                                    const std::vector<Attribute>& attributes,
                                    const std::vector<Markup>& annotations);

/// A shape made ready to be filled.
class MetaShape {
public:
    explicit MetaShape(std::string_view shape);

    /// The reverse of split_meta().
    void fill(std::string_view values, std::vector<Attribute>& attributes,
              std::vector<Markup>& annotations) const;

private:
    Markup element_;
};

}  // namespace diglot
