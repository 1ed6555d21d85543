// What the columns of a glossary table carry of an entry's annotations, and what is left.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/markup.h"

namespace diglot {

/// Takes texts out of annotations one by one as columns carry them.
class CarriedAnnotations {
public:
    explicit CarriedAnnotations(std::vector<Markup> annotations) : rest_(std::move(annotations)) {}

    /// The text of the first <element type="type"> that says no more than that. Else of the first
    /// at the head of a group, where <column/> then stands for it (put_in_group() puts it back).
    /// Empty if there is none.
    std::string take(std::string_view element, std::string_view type);
    /// The address of the first reference to the outside.
    std::string take_url();
    /// The first note of one line that begins so, without its beginning.
    std::string take_note(std::string_view prefix);
    /// All notes of one line, one a line.
    std::string take_notes();

    const std::vector<Markup>& rest() const { return rest_; }

private:
    std::vector<Markup> rest_;
};

/// Puts a text back into the group that take() took it from. True where it stands there now, or the
/// same text stood at the head of a group already.
bool put_in_group(std::vector<Markup>& annotations, const Markup& said);
/// Takes away the groups whose text was not put back.
void drop_placeholders(std::vector<Markup>& annotations);

}  // namespace diglot
