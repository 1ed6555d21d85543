// A libFuzzer program of one of the functions of fuzz.h: that which DIGLOT_FUZZ_TARGET names.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    diglot::fuzz::DIGLOT_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
    return 0;
}
