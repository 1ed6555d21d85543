// Ctrl-C during long work: noticed at the next step, and the work taken back in order.
#pragma once

namespace diglot {

/// From now on SIGINT, SIGTERM and SIGHUP only set a flag, until they come a second time.
void watch_for_interrupts();
bool is_interrupted();
/// Throws Interrupted if one of them came.
void throw_if_interrupted();
/// Ends the process by the signal that came, as its parent expects; returns if none came.
void end_by_signal();

}  // namespace diglot
