// How near what a translation writes comes to a name of the glossary.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "quality/finding.h"
#include "quality/unit_terms.h"

namespace diglot {

/// Whether the concept is something that has a name: its kind says so (organisation, person, place,
/// product, programme); where it has none, its first translation that may be used begins each word
/// of four letters or more with a capital, or has one inside a word (OpenAI).
bool is_name(const ConceptView& view);

/// Whether `written` is the name as `name` spells it, in a case that the name's rule allows. With
/// no rule of its own a name may be in capitals throughout, and a plain word of it in lower case;
/// capitals inside a word stand where the name has them. Dots and the width of letters do not
/// count.
bool is_spelled_as(std::string_view written, const Translation& name);
/// Whether the two have the same letters and digits: they differ in case, spaces, hyphens or marks.
bool has_same_letters(std::string_view written, std::string_view name);

/// Letters lost, added, changed or swapped with their neighbour between two folded words; of words
/// that differ in length by more than two, or in more than two letters, three.
std::size_t letters_between(std::string_view a, std::string_view b);

/// A place in the target that is nearly a name.
struct NearName {
    TextSpan span;
    std::string name;  ///< As the glossary spells it.
};

/// Looks for names in one target after another; what the last one was cut into is kept.
class NearNames {
public:
    NearNames();
    ~NearNames();

    /// The words of the target that come nearest to one of the concept's names that may be used:
    /// the same letters written apart or in other case, or one letter lost, added, changed or
    /// swapped with its neighbour in as many words, in a name of five letters or more, two in one
    /// of ten or more (optimal string alignment: Boytsov 2011, section 2.1). A name must begin with
    /// a capital letter there. Nothing where none comes so near. For concepts that the target does
    /// not have.
    std::optional<NearName> find(std::string_view target, const ConceptView& view) const;

private:
    struct Words;
    std::unique_ptr<Words> words_;
};

}  // namespace diglot
