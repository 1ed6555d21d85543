// gettext catalogues (PO, POT) out. What is written and lost: docs/formats/po.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "importers/unit_pairs.h"

namespace diglot {

struct PoWriteOptions {
    LanguagePair languages;
    bool is_template = false;  ///< POT: no translations; `languages.target` is not used.
};

/// Streams units into a catalogue that `msgfmt -c` takes. Units that were plural forms of one entry
/// and come one after another are joined again. Of units with the same source and context the first
/// is written.
class PoWriter : public UnitWriter {
public:
    /// `headers`: those of the files the units come from, as Sink::header had them; the fields of
    /// the one that is of a catalogue in the target language are kept.
    PoWriter(const std::string& path, const PoWriteOptions& options,
             const std::vector<Markup>& headers);
    ~PoWriter() override;

    void add(const Unit& unit) override;
    std::vector<Loss> finish() override;
    std::size_t units() const override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
