// Small units for tests of comparing and joining versions.
#pragma once

#include <string>

#include "tm/unit_items.h"

namespace diglot {

inline Variant variant_of(const std::string& lang, const std::string& text) {
    Variant variant;
    variant.lang = LanguageTag(lang);
    variant.lang_spelling = lang;
    variant.segment = Segment(text);
    return variant;
}

inline Unit version(const std::string& source, const std::string& target) {
    Unit unit;
    unit.variants = {variant_of("zh-TW", source), variant_of("en", target)};
    unit.source = 0;
    return unit;
}

inline Markup prop(const std::string& type, const std::string& value) {
    return Markup::leaf("prop", {{"type", type}}, value);
}

inline Markup note(const std::string& text) { return Markup::leaf("note", {}, text); }

}  // namespace diglot
