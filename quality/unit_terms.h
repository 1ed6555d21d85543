// The glossary's terms in the two texts of a unit, looked up once for all rules that ask.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/date.h"
#include "glossary/recognition.h"
#include "quality/finding.h"

namespace diglot {

/// What the rules need to know of a concept, seen from one language into another.
struct ConceptView {
    std::string kind;
    bool do_not_translate = false;
    std::string first_mention;  ///< As TermMatch.
    std::string later_mention;
    std::vector<Translation> translations;  ///< As TermMatch.
};

/// Valid that day, neither deprecated nor forbidden.
bool may_be_used(const Translation& term);
/// The texts of those that may be used, each once, in their order.
std::vector<std::string> allowed_terms(const ConceptView& view);

/// A term in a text.
struct TermPlace {
    std::int64_t concept_id = 0;
    std::uint32_t term = 0;  ///< Its place in the concept.
    TextSpan span;           ///< Bytes.
    TermStatus status = TermStatus::kNone;
    bool valid = true;  ///< That day.

    bool may_be_used() const {
        return valid && status != TermStatus::kDeprecated && status != TermStatus::kForbidden;
    }
};

/// Fetches terms when asked and keeps concepts from unit to unit. One thread.
class UnitTerms {
public:
    /// `glossary` must outlive it.
    UnitTerms(const TermRecognizer& glossary, std::optional<Date> on)
        : glossary_(glossary), on_(on) {}

    /// The texts that are asked about next; they must stay until the next call.
    void set(std::string_view source, const LanguageTag& source_lang, std::string_view target,
             const LanguageTag& target_lang);

    /// Terms of the source, longest first at each place, not overlapping; an organisation is not
    /// there where its head is meant (能源部 in 能源部長).
    const std::vector<TermPlace>& source();
    /// Terms of the target, those inside longer ones too.
    const std::vector<TermPlace>& target();
    /// Seen from the source. Requires a concept of source().
    const ConceptView& view(std::int64_t concept_id);
    /// Whether the target has a term of the concept that may be used (valid that day, neither
    /// deprecated nor forbidden).
    bool is_rendered(std::int64_t concept_id);

    const LanguageTag& target_lang() const { return target_lang_; }
    std::string_view source_text() const { return source_; }
    std::string_view target_text() const { return target_; }

private:
    std::vector<TermPlace> scan(std::string_view text, const RecognizeOptions& options) const;

    const TermRecognizer& glossary_;
    std::optional<Date> on_;
    std::string_view source_, target_;
    LanguageTag source_lang_, target_lang_;
    std::optional<std::vector<TermPlace>> source_terms_, target_terms_;
    /// Of one pair of languages; emptied when another is asked for.
    std::unordered_map<std::int64_t, ConceptView> views_;
};

}  // namespace diglot
