// What became of something handed to a store.
#pragma once

namespace diglot {

enum class Added {
    kAdded,      ///< It was not there.
    kMerged,     ///< It was there, and took over what was new.
    kUnchanged,  ///< It was there, with all of it.
};

}  // namespace diglot
