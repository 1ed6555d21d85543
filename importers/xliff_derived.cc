#include "importers/xliff_derived.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace diglot::xliff {

std::string to_derived(const std::vector<Attribute>& values) {
    std::string out;
    for (const Attribute& one : values) {
        out += (out.empty() ? "" : " ") + one.name + "=";
        for (const char c : one.value) {
            if (c == ' ' || c == '%' || c == '\t' || c == '\n') {
                char code[4];
                std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned char>(c));
                out += code;
            } else {
                out += c;
            }
        }
    }
    return out;
}

std::vector<Attribute> parse_derived(std::string_view text) {
    std::vector<Attribute> out;
    while (!text.empty()) {
        const std::size_t space = std::min(text.find(' '), text.size());
        const std::string_view one = text.substr(0, space);
        text.remove_prefix(std::min(space + 1, text.size()));
        const std::size_t equals = one.find('=');
        if (equals == std::string_view::npos) continue;
        std::string value;
        for (std::size_t i = equals + 1; i < one.size(); ++i) {
            if (one[i] == '%' && i + 2 < one.size()) {
                value += static_cast<char>(
                    std::strtol(std::string(one.substr(i + 1, 2)).c_str(), nullptr, 16));
                i += 2;
            } else {
                value += one[i];
            }
        }
        out.push_back({std::string(one.substr(0, equals)), value});
    }
    return out;
}

}  // namespace diglot::xliff
