// Whose version is taken where two contradict each other.
#pragma once

namespace diglot {

enum class MergeSide { kOurs, kTheirs, kUndecided };

}  // namespace diglot
