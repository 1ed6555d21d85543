// The seeded memory as a TMX file on standard output; with --expect what cleaning must find, a line
// a rule: name, mended, set aside.
#include <cstdio>
#include <string_view>

#include "importers/tmx_writer.h"
#include "tests/app/seeded_memory.h"

int main(int argc, char** argv) {
    using namespace diglot;
    if (argc > 1 && std::string_view(argv[1]) == "--expect") {
        for (const auto& [rule, counts] : kSeededDirt)
            std::printf("%s %llu %llu\n", rule.c_str(),
                        static_cast<unsigned long long>(counts.mended),
                        static_cast<unsigned long long>(counts.set_aside));
        return 0;
    }
    TmxWriter writer("-", {});
    for (Unit& unit : SeededMemory().make()) writer.add(std::move(unit));
    writer.finish();
    return 0;
}
