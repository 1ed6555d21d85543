// What writers of bilingual formats share: a unit taken as pairs of two languages, its text without
// TMX's inline codes, and what of it such a format cannot carry.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "importers/output_file.h"
#include "tm/unit.h"

namespace diglot {

struct LanguagePair {
    LanguageTag source;
    LanguageTag target;
};

/// Takes units one after another into a file that takes its name when finish() returns. All of it
/// may throw IoError.
class UnitWriter {
public:
    virtual ~UnitWriter() = default;
    virtual void add(const Unit& unit) = 0;
    /// Says that no more units come. finish() does, too.
    void end_units() {}
    /// Ends the file and puts it in its place. Returns what the format could not carry.
    virtual std::vector<Loss> finish() = 0;
    /// Units, or pairs of a unit, written so far.
    virtual std::size_t units() const = 0;
};

/// Every variant that answers to the source language with every one that answers to the target.
/// Returns whether there is any; counts variants that are in none.
bool for_each_pair(const Unit& unit, const LanguagePair& languages, LossCounter& losses,
                   const std::function<void(const Variant& source, const Variant& target)>& take);

/// Whether there is text on both sides, as formats ask for whose readers take what lacks one for no
/// unit; else it is counted as lost.
bool has_both_texts(std::string_view source, std::string_view target, LossCounter& losses);

/// Text and the native code of inline codes, in order: "Hello %s" for a <ph>%s</ph>. Every code and
/// every element around text is counted as lost, for the format does not tell it from text.
std::string text_with_codes(const Segment& segment, LossCounter& losses);

/// Counts what is said of the unit and of the pair beside their texts: attributes, dates, people,
/// notes and properties. `carried`: types of properties the format has a place for; "note" for
/// notes, "stamp" where dates and people are carried too.
void count_unsaid(const Unit& unit, const Variant& source, const Variant& target,
                  std::span<const std::string_view> carried, LossCounter& losses);

}  // namespace diglot
