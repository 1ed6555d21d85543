// The store as the place where candidates' units come from.
#pragma once

#include "tm/match_collector.h"

namespace diglot {

class StoreSource : public MatchSource {
public:
    explicit StoreSource(const Store& store) : store_(store) {}
    void for_each_source(const LanguageTag& source,
                         const std::function<bool(const SourceRow&)>& visit) const override {
        store_.for_each_source(source, visit);
    }
    std::optional<Unit> find(std::int64_t id) const override { return store_.find(id); }

private:
    const Store& store_;
};

}  // namespace diglot
