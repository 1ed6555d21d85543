// What the importers' tests share: a sink that keeps everything, and files that go away again.
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "importers/format.h"
#include "importers/tmx_writer.h"

namespace diglot {

/// Everything but the id, which the store gives.
inline bool operator==(const Unit& a, const Unit& b) {
    return a.variants == b.variants && a.source == b.source && a.stamp == b.stamp &&
           a.origin == b.origin && a.context == b.context && a.more_contexts == b.more_contexts &&
           a.attributes == b.attributes && a.annotations == b.annotations;
}

class Collected : public Sink {
public:
    void header(Markup header) override { headers.push_back(std::move(header)); }
    void add(Unit unit, Position at) override {
        units.push_back(std::move(unit));
        positions.push_back(at);
    }
    void add(Concept entry, Position) override { concepts.push_back(std::move(entry)); }
    void report(Diagnostic diagnostic) override { diagnostics.push_back(std::move(diagnostic)); }

    /// All diagnostics as a person reads them, one after another.
    std::string told() const {
        std::string out;
        for (const Diagnostic& diagnostic : diagnostics) out += to_string(diagnostic) + "\n";
        return out;
    }

    std::vector<Markup> headers;
    std::vector<Unit> units;
    std::vector<Position> positions;
    std::vector<Concept> concepts;
    std::vector<Diagnostic> diagnostics;
};

inline Result<ReadSummary> read_text(std::string_view text, Sink& sink,
                                     const std::string& file = "test.tmx") {
    const auto bytes = open_memory(text);
    return read_source(*bytes, file, {}, sink);
}

/// A path nothing has yet; what is written there is removed with the object.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& suffix = ".tmx") {
        static std::atomic<int> count = 0;
        path_ =
            (std::filesystem::temp_directory_path() /
             ("diglot-test-" + std::to_string(getpid()) + "-" + std::to_string(++count) + suffix))
                .string();
    }
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::string& path() const { return path_; }
    void write(std::string_view bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
    std::string read() const {
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

private:
    std::string path_;
};

struct Written {
    std::string bytes;
    std::vector<Loss> losses;

    std::string told() const {
        std::string out;
        for (const Loss& loss : losses)
            out += std::to_string(loss.count) + " x " + loss.what + "\n";
        return out;
    }
};

inline Written write_tmx(const Collected& content, const TmxWriteOptions& options = {}) {
    const TemporaryFile file;
    TmxWriter writer(file.path(), options);
    if (!content.headers.empty()) writer.header(content.headers.front());
    for (const Unit& unit : content.units) writer.add(unit);
    Written out;
    out.losses = writer.finish();
    out.bytes = file.read();
    return out;
}

/// A whole TMX file around `units`, which starts in line 3.
inline std::string tmx_around(std::string_view units, std::string_view srclang = "en") {
    return "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" "
           "segtype=\"sentence\" o-tmf=\"t\" "
           "adminlang=\"en\" srclang=\"" +
           std::string(srclang) + "\" datatype=\"plaintext\"/>\n<body>\n" + std::string(units) +
           "\n</body></tmx>\n";
}

}  // namespace diglot
