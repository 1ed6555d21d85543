// bench_search_segment FILE [CHECKED [KIND]]: makes a search segment of a TMX or Diglot file's
// texts, in memory, and asks them 200 random texts of each kind. CHECKED (default 20) of each kind
// are compared with a scan. Prints CPU seconds and bytes; then for each kind microseconds of CPU
// p50 / p99 / most, of the first 50 documents and of the count, with units in order over all
// languages.
#include "tm/search_segment.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <random>
#include <stdexcept>

#include <sys/resource.h>

#include "app/diglot_file.h"
#include "core/text/utf8.h"
#include "importers/format.h"

namespace diglot {
namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

struct Row {
    std::int64_t unit;
    std::uint32_t variant;
    std::string text;
};
using Languages = std::map<std::string, std::vector<Row>>;

struct Collector : Sink {
    Languages& languages;
    std::map<std::string, std::string> names;
    std::int64_t unit_count = 0;
    explicit Collector(Languages& found) : languages(found) {}
    void header(Markup) override {}
    void add(Unit unit, Position) override {
        ++unit_count;
        for (std::size_t i = 0; i < unit.variants.size(); ++i) {
            std::string& name = names[unit.variants[i].lang.text()];
            if (name.empty()) name = unit.variants[i].lang.language();
            languages[name].push_back(
                {unit_count, static_cast<std::uint32_t>(i), unit.variants[i].segment.text});
        }
    }
    void add(Concept, Position) override {}
    void report(Diagnostic) override {}
};

Languages read_texts(const std::string& path) {
    Languages languages;
    if (path.ends_with(".diglot")) {
        DiglotFile file(path);
        std::map<std::string, std::string> names;
        file.memory().for_each_text([&](const SourceRow& row) {
            std::string& name = names[row.lang->text()];
            if (name.empty()) name = row.lang->language();
            languages[name].push_back(
                {row.unit, static_cast<std::uint32_t>(row.variant), std::string(row.text)});
            return true;
        });
    } else {
        Collector collector(languages);
        if (!read_file(path, {}, collector))
            throw std::runtime_error("cannot be read as a whole: " + path);
    }
    return languages;
}

struct Blocks : BlockSource {
    std::map<std::uint64_t, std::string> blocks;
    std::map<std::uint32_t, std::size_t> bytes;
    mutable std::size_t reads = 0;
    std::string read(std::uint32_t part, std::uint32_t block) const override {
        ++reads;
        const auto found = blocks.find(std::uint64_t{part} << 32 | block);
        return found == blocks.end() ? std::string() : found->second;
    }
    BlockSink sink() {
        return [this](std::uint32_t part, std::uint32_t block, std::string_view data) {
            blocks[std::uint64_t{part} << 32 | block] = data;
            bytes[part] += data.size();
        };
    }
};

struct Lane {
    std::string language;
    std::string folded;               ///< Texts with a line feed behind each.
    std::vector<std::size_t> starts;  ///< Of each row.
    const std::vector<Row>* rows = nullptr;
};

using Hit = std::pair<std::int64_t, std::uint32_t>;

/// The whole: what is asked, and what it is compared with.
struct Memory {
    Blocks blocks;
    std::unique_ptr<SearchSegment> segment;
    std::vector<Lane> lanes;
};

bool contains(const Memory& memory, const SearchDocument& document, std::string_view text) {
    const Hit wanted{document.unit, document.variant};
    for (const Lane& lane : memory.lanes) {
        const auto row = std::lower_bound(lane.rows->begin(), lane.rows->end(), wanted,
                                          [](const Row& a, const Hit& b) {
                                              return Hit{a.unit, a.variant} < b;
                                          });
        if (row != lane.rows->end() && Hit{row->unit, row->variant} == wanted)
            return fold_text(row->text).find(text) != std::string::npos;
    }
    return false;
}

/// Hits up to `limit`; those of the index, looked at where it cannot prove them.
std::vector<Hit> ask(Memory& memory, const std::string& text, std::size_t limit) {
    std::vector<Hit> hits;
    SearchCursor cursor(*memory.segment, memory.blocks, {text});
    while (hits.size() < limit && cursor.next()) {
        if (cursor.is_exact() || contains(memory, cursor.document(), text))
            hits.emplace_back(cursor.document().unit, cursor.document().variant);
    }
    return hits;
}

std::vector<Hit> scan(const std::vector<Lane>& lanes, const std::string& text) {
    std::vector<Hit> hits;
    for (const Lane& lane : lanes) {
        const char* const begin = lane.folded.data();
        const char* const end = begin + lane.folded.size();
        for (const char* at = begin;;) {
            at = static_cast<const char*>(
                memmem(at, static_cast<std::size_t>(end - at), text.data(), text.size()));
            if (!at) break;
            const auto next = std::upper_bound(lane.starts.begin(), lane.starts.end(),
                                               static_cast<std::size_t>(at - begin));
            const auto row = static_cast<std::size_t>(next - lane.starts.begin()) - 1;
            hits.emplace_back((*lane.rows)[row].unit, (*lane.rows)[row].variant);
            if (next == lane.starts.end()) break;
            at = begin + *next;
        }
    }
    std::sort(hits.begin(), hits.end());
    return hits;
}

/// A random part of the texts of one language: `count` code points of a kind, or words.
class Questions {
public:
    explicit Questions(const std::vector<Lane>& lanes) : lanes_(lanes) {}

    std::string han(int count) {
        return part("zh", count, [](char32_t c) { return c >= 0x4E00 && c < 0xA000; });
    }
    std::string letters(int count) {
        return part("en", count, [](char32_t c) { return c >= 'a' && c <= 'z'; });
    }
    std::string anything(const char* language, int count) {
        return part(language, count, [](char32_t c) { return c != '\n'; });
    }
    std::string words(int count) {
        for (;;) {
            const std::string text(random_text("en"));
            std::vector<std::size_t> starts;
            for (std::size_t i = 0; i < text.size(); ++i) {
                if (std::isalpha(static_cast<unsigned char>(text[i])) &&
                    (i == 0 || text[i - 1] == ' '))
                    starts.push_back(i);
            }
            if (starts.empty()) continue;
            const std::size_t start = starts[random_() % starts.size()];
            std::size_t end = start;
            int found = 0;
            while (end < text.size() && found < count) {
                while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])))
                    ++end;
                ++found;
                if (found < count && (end >= text.size() || text[end] != ' ')) break;
                if (found < count) ++end;
            }
            if (found == count && text[end - 1] != ' ') return text.substr(start, end - start);
        }
    }

private:
    std::string_view random_text(const std::string& language) {
        for (const Lane& lane : lanes_) {
            if (lane.language != language) continue;
            const std::size_t at = random_() % lane.folded.size();
            const auto next = std::upper_bound(lane.starts.begin(), lane.starts.end(), at);
            const std::size_t end = next == lane.starts.end() ? lane.folded.size() : *next;
            return std::string_view(lane.folded).substr(*(next - 1), end - *(next - 1) - 1);
        }
        throw std::runtime_error("no such language: " + language);
    }
    template <typename Wanted>
    std::string part(const std::string& language, int count, Wanted wanted) {
        for (;;) {
            const std::u32string text = to_code_points(random_text(language));
            if (text.size() < static_cast<std::size_t>(count)) continue;
            const std::size_t at = random_() % (text.size() - static_cast<std::size_t>(count) + 1);
            std::string result;
            bool all = true;
            for (std::size_t i = at; i < at + static_cast<std::size_t>(count); ++i) {
                all = all && wanted(text[i]);
                append_code_point(text[i], result);
            }
            if (all) return result;
        }
    }

    const std::vector<Lane>& lanes_;
    std::mt19937_64 random_{20261124};
};

/// Of this thread's CPU: others that use the machine do not count.
double microseconds(const std::function<void()>& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
    };
    const double start = now();
    work();
    return now() - start;
}

void print_times(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("  %8.0f %8.0f %8.0f", times[times.size() / 2], times[times.size() * 99 / 100],
                times.back());
}

void build(Memory& memory, const Languages& languages) {
    struct Place {
        const std::string* language;
        const Row* row;
    };
    std::vector<Place> places;
    for (const auto& [language, rows] : languages) {
        for (const Row& row : rows) places.push_back({&language, &row});
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return Hit{a.row->unit, a.row->variant} < Hit{b.row->unit, b.row->variant};
    });
    const double before_mb = peak_mb();
    const double start = cpu_seconds();
    SearchSegmentBuilder builder;
    for (const Place& place : places)
        builder.add(place.row->unit, place.row->variant, place.row->variant == 0, *place.language,
                    place.row->text);
    const std::size_t documents = builder.documents(), tokens = builder.tokens();
    builder.finish(memory.blocks.sink());
    std::map<std::uint32_t, std::size_t> bytes;
    std::size_t total = 0, texts = 0;
    for (const auto& [language, rows] : languages) {
        for (const Row& row : rows) texts += row.text.size();
    }
    std::printf(
        "built: %zu documents, %zu tokens, %.1f MB of text; %.2f s CPU, peak %.0f MB above the "
        "texts\n",
        documents, tokens, static_cast<double>(texts) / 1e6, cpu_seconds() - start,
        peak_mb() - before_mb);
    for (const auto& [part, size] : memory.blocks.bytes) bytes[part] += size, total += size;
    for (const auto& [part, size] : bytes)
        std::printf("  part %u: %.2f MB\n", part, static_cast<double>(size) / 1e6);
    std::printf("  total %.2f MB, %.2f bits a token\n", static_cast<double>(total) / 1e6,
                8.0 * static_cast<double>(total) / static_cast<double>(tokens));
    memory.segment = std::make_unique<SearchSegment>(memory.blocks);
    for (const auto& [language, rows] : languages) {
        Lane& lane = memory.lanes.emplace_back();
        lane.language = language;
        lane.rows = &rows;
        for (const Row& row : *lane.rows) {
            lane.starts.push_back(lane.folded.size());
            (lane.folded += fold_text(row.text)) += '\n';
        }
    }
}

bool run(const std::string& path, int checked, const std::string& wanted) {
    const Languages languages = read_texts(path);
    Memory memory;
    build(memory, languages);
    Questions questions(memory.lanes);
    const std::vector<std::pair<std::string, std::function<std::string()>>> kinds = {
        {"zh 1", [&] { return questions.han(1); }},
        {"zh 2", [&] { return questions.han(2); }},
        {"zh 3", [&] { return questions.han(3); }},
        {"zh 6", [&] { return questions.han(6); }},
        {"en 3", [&] { return questions.letters(3); }},
        {"en 5", [&] { return questions.letters(5); }},
        {"en 8", [&] { return questions.letters(8); }},
        {"en 1 word", [&] { return questions.words(1); }},
        {"en 2 words", [&] { return questions.words(2); }},
        {"en 3 words", [&] { return questions.words(3); }},
        {"zh any 3", [&] { return questions.anything("zh", 3); }},
        {"en any 3", [&] { return questions.anything("en", 3); }},
        {"en any 8", [&] { return questions.anything("en", 8); }},
    };
    bool same = true;
    std::printf("%-12s %26s   %26s   %s\n", "", "first 50: p50, p99, most",
                "count: p50, p99, most us", "documents: p50, most");
    for (const auto& [name, make] : kinds) {
        if (!name.starts_with(wanted)) continue;
        std::vector<double> first, all;
        std::vector<std::size_t> counts;
        for (int i = 0; i < 200; ++i) {
            const std::string text = make();
            std::vector<Hit> hits;
            first.push_back(microseconds([&] { hits = ask(memory, text, 50); }));
            std::vector<Hit> every;
            all.push_back(microseconds([&] { every = ask(memory, text, ~std::size_t{0}); }));
            counts.push_back(every.size());
            if (i >= checked) continue;
            const std::vector<Hit> expected = scan(memory.lanes, text);
            const std::vector<Hit> page(
                expected.begin(),
                expected.begin() +
                    static_cast<std::ptrdiff_t>(std::min<std::size_t>(expected.size(), 50)));
            if (every == expected && hits == page) continue;
            same = false;
            std::printf("NOT THE SAME: \"%s\": index %zu, scan %zu\n", text.c_str(), every.size(),
                        expected.size());
        }
        std::printf("%-12s", name.c_str());
        print_times(first);
        print_times(all);
        std::sort(counts.begin(), counts.end());
        std::printf("  %8zu %8zu\n", counts[counts.size() / 2], counts.back());
    }
    const std::size_t cached = memory.segment->cached_bytes();
    std::printf("cached %.1f MB; %s\n", static_cast<double>(cached) / 1e6,
                same ? "hits as by the scan" : "HITS DIFFER");
    return same;
}

}  // namespace
}  // namespace diglot

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: bench_search_segment FILE [CHECKED [KIND]]\n", stderr);
        return 2;
    }
    try {
        return diglot::run(argv[1], argc > 2 ? std::atoi(argv[2]) : 20, argc > 3 ? argv[3] : "")
                   ? 0
                   : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_search_segment: %s\n", error.what());
        return 1;
    }
}
