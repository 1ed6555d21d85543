// Changes of a large memory, in one process. Writes the file: give it a copy.
//   bench_change DB     one line of JSON. Times in microseconds, CPU of the thread and wall.
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "app/diglot_file.h"
#include "tests/bench/times.h"

namespace diglot::bench {
namespace {

constexpr int kSingles = 50;           ///< Units added one by one.
constexpr std::int64_t kMany = 10000;  ///< Units of one change set.

double wall_us() {
    return std::chrono::duration<double, std::micro>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// CPU and wall time of works of one kind.
class Clock {
public:
    template <typename Work>
    void measure(const Work& work) {
        const double start = wall_us();
        cpu_.measure([&] {
            work();
            return 0;
        });
        wall_.add(wall_us() - start);
    }
    void write(JsonWriter& json, const std::string& name) const {
        cpu_.write(json, name + "_cpu");
        wall_.write(json, name + "_wall");
    }

private:
    Times cpu_, wall_;
};

class Changes {
public:
    explicit Changes(const std::string& path) : file_(path) {
        file_.prepare_matches({});
        find("anything");  // The index is open.
    }

    /// How many of the units were found by the very next query.
    int add_singles(Clock& adding, Clock& finding) {
        int found = 0;
        for (int i = 0; i < kSingles; ++i) {
            const std::string text =
                "The marmot number " + std::to_string(i) + " carries an umbrella over the glacier";
            Unit unit;
            for (const char* lang : {"en", "zh-TW"}) {
                Variant& variant = unit.variants.emplace_back();
                variant.lang = LanguageTag(lang);
                variant.segment = Segment(text + (lang[0] == 'z' ? "。" : ""));
            }
            unit.source = 0;
            adding.measure([&] {
                ChangeSet change(file_.database(), file_.log(), {"bench", "add", ""});
                file_.memory().add(unit, change);
                file_.memory().flush();
                change.commit();
            });
            finding.measure([&] { found += find(text) >= kFullScore; });
        }
        return found;
    }

    /// Changes the source of units all over the memory.
    void edit_many() {
        const std::int64_t step = std::max<std::int64_t>(1, file_.memory().count() / kMany);
        ChangeSet change(file_.database(), file_.log(), {"bench", "edit", ""});
        for (std::int64_t i = 0; i < kMany; ++i) {
            std::optional<Unit> unit = file_.memory().find(1 + i * step);
            if (!unit) continue;
            unit->variants[0].segment = Segment(unit->variants[0].segment.text + " changed");
            file_.memory().update(*unit);
        }
        change.commit();
    }

    void undo() {
        const auto done = file_.log().undo(*file_.log().latest());
        if (!done) throw std::runtime_error(done.error().message);
    }

    std::size_t faults() { return file_.verify().faults.size(); }

    std::uint64_t text_bytes() {
        std::uint64_t bytes = 0;
        file_.memory().for_each_text([&](const SourceRow& row) {
            bytes += row.text.size();
            return true;
        });
        return bytes;
    }

private:
    Score find(const std::string& text) {
        MatchQuery query;
        query.segment = Segment(text);
        const Matches found = file_.matches().match({&query, 1}, MatchOptions{}).front();
        return found.empty() ? Score{0} : found.front().score;
    }

    DiglotFile file_;
};

void run(const std::string& path) {
    Changes changes(path);
    const std::uint64_t text_bytes = changes.text_bytes();
    const std::uint64_t file_bytes =
        std::filesystem::file_size(path);  // Before the history of what comes now.
    Clock adding, finding, editing, undoing, verifying;
    const int found = changes.add_singles(adding, finding);
    editing.measure([&] { changes.edit_many(); });
    undoing.measure([&] { changes.undo(); });
    std::size_t faults = 0;
    verifying.measure([&] { faults = changes.faults(); });
    JsonWriter json;
    json.begin_object().member("added", kSingles).member("found_next", found);
    adding.write(json, "add_one");
    finding.write(json, "find_it");
    editing.write(json, "edit_10000");
    undoing.write(json, "undo_10000");
    verifying.write(json, "verify");
    json.member("faults", faults).member("text_bytes", text_bytes);
    json.member("file_bytes", file_bytes);
    std::printf("%s\n", json.end_object().text().c_str());
}

}  // namespace
}  // namespace diglot::bench

int main(int argc, char** argv) {
    try {
        if (argc != 2) throw std::invalid_argument("usage: see the head of tests/bench/change.cc");
        diglot::bench::run(argv[1]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_change: %s\n", error.what());
        return 2;
    }
}
