#include "app/glossary_merge_file.h"

#include <optional>

#include "app/interrupt.h"
#include "glossary/concept_items.h"

namespace diglot {
namespace {

/// Says which file a concept comes from before it is added.
class Origins {
public:
    Origins(Termbase& glossary, const LoadedGlossary& from) : glossary_(glossary), from_(from) {}

    void set(const std::string& origin) {
        if (current_ == origin) return;
        current_ = origin;
        glossary_.set_origin(origin, {});
        for (const auto& [name, headers] : from_.headers)
            if (name == origin)
                for (const Markup& header : headers) glossary_.set_origin(origin, header);
    }

private:
    Termbase& glossary_;
    const LoadedGlossary& from_;
    std::optional<std::string> current_;
};

/// Changes may wait for one another: one gives up the id and terms that another takes.
std::vector<const MergeStep*> change_all(Termbase& glossary,
                                         std::vector<const MergeStep*> waiting) {
    for (bool any = true; any && !waiting.empty();) {
        std::vector<const MergeStep*> refused;
        for (const MergeStep* step : waiting) {
            throw_if_interrupted();
            if (glossary.update(step->after) != Updated::kUpdated) refused.push_back(step);
        }
        any = refused.size() < waiting.size();
        waiting = std::move(refused);
    }
    return waiting;
}

}  // namespace

std::vector<std::string> carry_out(DiglotFile& file, const MergePlan& plan,
                                   const LoadedGlossary& theirs, ChangeSet& change) {
    Termbase& glossary = file.glossary();
    std::vector<const MergeStep*> changes;
    for (const MergeStep& step : plan.steps) {
        if (step.kind == MergeStep::Kind::kRemove) glossary.remove(step.before.id);
        if (step.kind == MergeStep::Kind::kChange) changes.push_back(&step);
    }
    std::vector<std::string> refused;
    for (const MergeStep* step : change_all(glossary, std::move(changes)))
        refused.push_back(terms_text(step->after));
    Origins origins(glossary, theirs);
    for (const MergeStep& step : plan.steps) {
        if (step.kind != MergeStep::Kind::kAdd) continue;
        throw_if_interrupted();
        origins.set(step.after.origin);
        glossary.add(step.after, change);
    }
    return refused;
}

void add_glossary(DiglotFile& file, const LoadedGlossary& glossary, ChangeSet& change) {
    Origins origins(file.glossary(), glossary);
    for (const Concept& entry : glossary.concepts) {
        throw_if_interrupted();
        origins.set(entry.origin);
        file.glossary().add(entry, change);
    }
}

}  // namespace diglot
