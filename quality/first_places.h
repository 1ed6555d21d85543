// Where texts were met first, in little memory: for rules that compare units with earlier ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quality/finding.h"

namespace diglot {

/// Places by number, with the text of the first of them. A place takes 24 bytes, and texts 8 MiB
/// at most: those that find no room are not kept.
class FirstPlaces {
public:
    std::uint32_t add(const UnitPlace& place, std::string_view text);
    UnitPlace place(std::uint32_t number) const;
    /// Empty where no room was left.
    std::string_view text(std::uint32_t number) const;
    /// Whether a text of that size would be kept.
    bool has_room(std::size_t size) const { return texts_.size() + size <= kMostKept; }

private:
    static constexpr std::size_t kMostKept = std::size_t{8} << 20;

    struct Place {
        std::int64_t unit = 0;
        std::uint32_t line = 0;
        std::uint16_t column = 0;
        std::uint16_t file = 0;
        std::uint32_t text = 0;  ///< Offset of its text.
        std::uint32_t size = 0;
    };
    std::vector<Place> places_;
    std::vector<std::string> files_;
    std::string texts_;
};

/// Says in the finding that what it is about stands at an earlier place too: `what`, "in unit 3 of
/// b.tmx" (the file where it is another one), and the text there, if it was kept.
void tell_first_place(Finding& finding, const std::string& what, const UnitPlace& here,
                      const UnitPlace& first, std::string_view text);

/// Texts of one hash are taken for the same. `seed` tells apart what is hashed for another reason.
std::uint64_t text_hash(std::string_view text, std::uint64_t seed = 0);

}  // namespace diglot
