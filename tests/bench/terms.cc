// Recognition against Hyperscan finding the same terms as plain strings: a multi-pattern matcher
// that folds nothing, knows no words, and reports every place. bench_terms TEXT TERMS LANG: a line
// a text, a line a term; prints MB of text a second of one thread's processor time, best of five
// turns.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include <hs.h>

#include "glossary/recognition.h"

namespace {

using namespace diglot;

std::vector<std::string> read_lines(const char* path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

/// Processor time.
double seconds(const std::function<void()>& run) {
    const std::clock_t start = std::clock();
    run();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

hs_database_t* compile(const std::vector<std::string>& terms) {
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    std::vector<unsigned> flags, ids;
    for (const std::string& term : terms) {
        texts.push_back(term.data());
        sizes.push_back(term.size());
        flags.push_back(0);
        ids.push_back(static_cast<unsigned>(ids.size()));
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(),
                             static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &database,
                             &error) != HS_SUCCESS) {
        std::fprintf(stderr, "Hyperscan: %s\n", error->message);
        std::exit(1);
    }
    return database;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "bench_terms TEXT TERMS LANG\n");
        return 2;
    }
    const std::vector<std::string> lines = read_lines(argv[1]);
    const std::vector<std::string> terms = read_lines(argv[2]);
    std::size_t bytes = 0;
    for (const std::string& line : lines) bytes += line.size() + 1;
    const double megabytes = static_cast<double>(bytes) / 1e6;

    TermRecognizer recognizer;
    std::int64_t id = 0;
    for (const std::string& text : terms) {
        Concept entry;
        entry.id = ++id;
        Term& term = entry.terms.emplace_back();
        term.lang = LanguageTag(argv[3]);
        term.text = text;
        recognizer.add(entry);
    }
    const double compiling = seconds([&] { recognizer.find("", {}); });
    hs_database_t* database = compile(terms);
    hs_scratch_t* scratch = nullptr;
    hs_alloc_scratch(database, &scratch);
    const auto count = [](unsigned, unsigned long long, unsigned long long, unsigned, void* to) {
        ++*static_cast<std::size_t*>(to);
        return 0;
    };

    // In turns, so that other work on the machine falls on both.
    std::size_t hits = 0;
    std::size_t strings = 0;
    double ours = 1e9;
    double theirs = 1e9;
    for (int turn = 0; turn < 5; ++turn) {
        hits = strings = 0;
        ours = std::min(ours, seconds([&] {
                            for (const std::string& line : lines)
                                recognizer.scan(line, {}, [&](const TermHit&) { ++hits; });
                        }));
        theirs = std::min(theirs, seconds([&] {
                              for (const std::string& line : lines)
                                  hs_scan(database, line.data(), static_cast<unsigned>(line.size()),
                                          0, scratch, count, &strings);
                          }));
    }
    std::printf(
        "%zu terms, %.1f MB of %s: %.1f MB/s, %zu terms found (compiled in %.2f s); Hyperscan %.1f "
        "MB/s, %zu places; ratio %.2f\n",
        terms.size(), megabytes, argv[3], megabytes / ours, hits, compiling, megabytes / theirs,
        strings, theirs / ours);
    return 0;
}
