// Any bytes at all through a reader and its writer: neither may crash, and what was written is read
// back the same. Each function aborts where that does not hold. main.cc makes a libFuzzer program
// of one; fuzz_test.cc runs all over samples with bytes changed.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace diglot::fuzz {

void tmx(std::string_view bytes);
void tbx(std::string_view bytes);
void csv(std::string_view bytes);
void document(std::string_view bytes);
void document_xml(std::string_view bytes);
void po(std::string_view bytes);
void xliff(std::string_view bytes);
void memories(std::string_view bytes);  ///< Wordfast, Trados' text, MultiTerm XML.
void sdltm(std::string_view bytes);
void srx(std::string_view bytes);

/// Like assert(), in every build.
inline void demand(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

}  // namespace diglot::fuzz
