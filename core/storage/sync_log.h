// What a file remembers of its copies elsewhere: from where on they were worked on apart, whose
// rows are which, and which of their states are in ours. The states themselves are in the change
// log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/storage/change_log.h"

namespace diglot {

/// One state a root had: after the change set that made it.
struct RootState {
    std::int64_t made_by = 0;
    bool undone = false;  ///< That change set is undone.
    /// The change set under which its rows lie in the history; nothing: they are the live rows.
    /// There may be none: the root did not exist in that state.
    std::optional<std::int64_t> history;
};

class SyncLog {
public:
    /// SQL of its tables.
    static const char* const kSchema;

    SyncLog(Database& database, const ChangeLog& log);

    /// Every state of the root in the order they were made; the first is that of its birth. Empty
    /// if there never was such a root.
    std::vector<RootState> states(const std::string& aggregate, std::int64_t root) const;
    /// Which of states() the root was in when change set `at` had been made (or, with `before`, was
    /// begun), whatever was undone later; nothing where it did not exist yet.
    std::optional<RootState> state_at(const std::vector<RootState>& states, std::int64_t at,
                                      bool before = false) const;
    /// Roots that may not have been the same after one change set as after another (or before `to`
    /// and after it, where `from` is `to` - 1).
    IdRanges roots_between(std::int64_t from, std::int64_t to, const std::string& aggregate) const;
    /// Every root that a change set after `since` touched, or that one up to it did which was
    /// undone or brought back later.
    IdRanges roots_since(std::int64_t since, const std::string& aggregate) const;
    /// Tells a change set from those of other files: a hash of who, when, what and its number.
    /// Empty if there is none.
    std::string print(std::int64_t change) const;
    /// The change set with that print that added the root; 0 if there is none.
    std::int64_t adder(const std::string& print, const std::string& aggregate,
                       std::int64_t root) const;

    /// The last change set that was there when the first copy was made, or 0: what came after it,
    /// some copy may lack.
    std::int64_t point() const;
    /// Remembers that a copy is made now. Makes a transaction of its own.
    void set_point();

    // What follows counts as long as the change set that said it is not undone.

    /// Names under which copies know the root, besides its own.
    std::vector<std::string> names(const std::string& aggregate, std::int64_t root) const;
    /// The root a copy's name stands for.
    std::optional<std::int64_t> find(const std::string& aggregate, const std::string& name) const;
    /// States of the root elsewhere that its present one contains.
    std::vector<std::uint64_t> known_states(const std::string& aggregate, std::int64_t root) const;
    /// Whether the change set brought in what others did.
    bool is_sync(std::int64_t change) const;

    // To be called in an open change set, whose number is `change`.
    void add_name(std::int64_t change, const std::string& aggregate, std::int64_t root,
                  const std::string& name);
    void add_state(std::int64_t change, const std::string& aggregate, std::int64_t root,
                   std::uint64_t state);
    void mark_sync(std::int64_t change);

private:
    Database& database_;
    const ChangeLog& log_;
    /// Kept prepared: asked for every unit of a pack.
    mutable Statement states_, print_, adder_, names_, find_, known_states_, is_sync_;
};

}  // namespace diglot
