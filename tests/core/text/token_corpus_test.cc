// The fast token path against ICU on real text, and how fast it is. DIGLOT_CORPUS names a TMX file
// to measure.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <gtest/gtest.h>

#include "core/text/fold.h"
#include "core/text/tokens.h"

namespace diglot {
namespace {

/// Contents of <seg>, markup included: whatever it holds, both ways must agree on it.
std::vector<std::string> segments_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    std::vector<std::string> result;
    for (std::size_t at = text.find("<seg>"); at != std::string::npos;
         at = text.find("<seg>", at)) {
        const std::size_t end = text.find("</seg>", at += 5);
        if (end == std::string::npos) break;
        result.push_back(text.substr(at, end - at));
    }
    return result;
}

std::string corpora() {
    if (const char* folder = std::getenv("DIGLOT_CORPORA")) return folder;
    const char* home = std::getenv("HOME");
    return std::string(home ? home : "") + "/.cache/diglot-corpora";
}

void compare(const std::string& name) {
    const std::string path = corpora() + "/" + name;
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "no " << path << ": ../shared/corpora/unpack makes it";
    std::vector<std::uint64_t> fast;
    for (const std::string& text : segments_of(path)) {
        token_values(text, fast);
        std::vector<std::uint64_t> slow;
        for (const Token& token : tokenize_by_icu(text).tokens) slow.push_back(token.value);
        ASSERT_EQ(fast, slow) << text;
    }
}

TEST(TokenValuesOnCorpora, EqualThoseOfIcuInEnglishFirst) { compare("bench-en-10k.tmx"); }
TEST(TokenValuesOnCorpora, EqualThoseOfIcuInChineseFirst) { compare("bench-zh-10k.tmx"); }

TEST(TokenValuesOnCorpora, SaysItsSpeed) {
    const char* path = std::getenv("DIGLOT_CORPUS");
    if (!path) GTEST_SKIP() << "DIGLOT_CORPUS names no TMX file to measure";
    const auto all = segments_of(path);
    for (std::size_t side = 0; side < 2; ++side) {
        std::size_t bytes = 0;
        std::size_t count = 0;
        std::vector<std::uint64_t> values;
        for (int round = 0; round < 2; ++round) {
            bytes = 0;
            count = 0;
            const auto start = std::chrono::steady_clock::now();
            for (std::size_t i = side; i < all.size(); i += 2) {
                token_values(all[i], values);
                bytes += all[i].size();
                count += values.size();
            }
            const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
            std::cout << "side " << side << ": " << bytes / 1e6 << " MB, " << count << " tokens, "
                      << bytes / 1e6 / time.count() << " MB/s\n";
        }
        const auto start = std::chrono::steady_clock::now();
        for (std::size_t i = side; i < all.size(); i += 2) count += fold_text(all[i]).size();
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
        std::cout << "folding: " << bytes / 1e6 / time.count() << " MB/s\n";
    }
}

}  // namespace
}  // namespace diglot
