#include "app/interrupt.h"

#include <csignal>

#include "core/error.h"

namespace diglot {
namespace {

volatile std::sig_atomic_t received = 0;

void on_signal(int number) {
    if (received != 0) {
        std::signal(number, SIG_DFL);
        std::raise(number);
        return;
    }
    received = number;
}

}  // namespace

void watch_for_interrupts() {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action {};
        action.sa_handler = on_signal;
        sigemptyset(&action.sa_mask);
        sigaction(number, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_DFL);
}

bool is_interrupted() { return received != 0; }

void throw_if_interrupted() {
    if (is_interrupted()) throw Interrupted();
}

void end_by_signal() {
    if (received == 0) return;
    std::signal(received, SIG_DFL);
    std::raise(received);
}

}  // namespace diglot
