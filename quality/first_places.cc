#include "quality/first_places.h"

#include <algorithm>
#include <limits>

#include <xxhash.h>

namespace diglot {

std::uint32_t FirstPlaces::add(const UnitPlace& place, std::string_view text) {
    if ((files_.empty() || files_.back() != place.file) &&
        files_.size() < std::numeric_limits<std::uint16_t>::max())
        files_.push_back(place.file);
    Place one;
    one.unit = place.unit;
    one.line = static_cast<std::uint32_t>(place.position.line);
    one.column = static_cast<std::uint16_t>(
        std::min<std::size_t>(place.position.column, std::numeric_limits<std::uint16_t>::max()));
    one.file = static_cast<std::uint16_t>(files_.size() - 1);
    if (has_room(text.size())) {
        one.text = static_cast<std::uint32_t>(texts_.size());
        one.size = static_cast<std::uint32_t>(text.size());
        texts_ += text;
    }
    places_.push_back(one);
    return static_cast<std::uint32_t>(places_.size() - 1);
}

UnitPlace FirstPlaces::place(std::uint32_t number) const {
    const Place& one = places_[number];
    return {files_[one.file], {one.line, one.column}, one.unit};
}

std::string_view FirstPlaces::text(std::uint32_t number) const {
    const Place& one = places_[number];
    return std::string_view(texts_).substr(one.text, one.size);
}

void tell_first_place(Finding& finding, const std::string& what, const UnitPlace& here,
                      const UnitPlace& first, std::string_view text) {
    finding.message = what + " in unit " + std::to_string(first.unit);
    if (first.file != here.file) finding.message += " of " + first.file;
    if (!text.empty()) finding.message += ": \"" + std::string(text) + "\"";
    finding.also.push_back({first, std::string(text)});
}

std::uint64_t text_hash(std::string_view text, std::uint64_t seed) {
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

}  // namespace diglot
