// Reading and writing TBX in tests, without a database.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "importers/byte_source.h"
#include "importers/encoding.h"
#include "importers/tbx_reader.h"
#include "importers/tbx_writer.h"
#include "importers/xml_stream.h"

namespace diglot::test {

/// All that a reader hands over.
struct Collected : Sink {
    std::vector<Markup> headers;
    std::vector<Concept> concepts;
    std::vector<Position> places;
    std::vector<Diagnostic> diagnostics;
    std::string error;  ///< Code of what the reader returned instead of a summary.
    ReadSummary summary;

    void header(Markup header) override { headers.push_back(std::move(header)); }
    void add(Unit, Position) override {}
    void add(Concept entry, Position at) override {
        concepts.push_back(std::move(entry));
        places.push_back(at);
    }
    void report(Diagnostic diagnostic) override { diagnostics.push_back(std::move(diagnostic)); }

    std::vector<std::string> codes() const {
        std::vector<std::string> all;
        for (const Diagnostic& d : diagnostics) all.push_back(d.code);
        return all;
    }
};

inline Collected read_tbx_bytes(ByteSource& bytes, const std::string& name) {
    Collected found;
    TextSource text(bytes);
    XmlStream xml(text, name, [&](Diagnostic d) { found.report(std::move(d)); });
    const auto root = xml.open();
    if (!root) {
        found.error = root.error().code;
        return found;
    }
    const auto summary = read_tbx(xml, {}, found);
    if (summary)
        found.summary = summary.value();
    else
        found.error = summary.error().code;
    return found;
}

inline Collected read_tbx_text(const std::string& text) {
    const auto bytes = open_memory(text);
    return read_tbx_bytes(*bytes, "test.tbx");
}

inline Collected read_tbx_file(const std::filesystem::path& path) {
    const auto bytes = open_bytes(path.string());
    return read_tbx_bytes(*bytes, path.string());
}

inline std::string slurp(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

/// A folder of its own, gone with the test.
class TempFolder {
public:
    TempFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "diglot-test-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~TempFolder() { std::filesystem::remove_all(path_); }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

struct Written {
    std::string text;
    GlossaryWritten report;

    bool loses(const std::string& what) const {
        for (const Loss& loss : report.losses)
            if (loss.what == what) return true;
        return false;
    }
};

/// The concepts as a file of one origin, "test.tbx".
inline Written write_tbx_text(const std::vector<Concept>& concepts,
                              const std::vector<Markup>& header,
                              TbxVersion version = TbxVersion::kV2) {
    const TempFolder folder;
    const std::string path = (folder / "out.tbx").string();
    TbxHeaders headers;
    if (!header.empty()) headers.emplace_back("test.tbx", header);
    Written written;
    written.report = write_tbx(path, {version}, headers, [&](const auto& take) {
        for (Concept entry : concepts) {
            if (entry.origin.empty()) entry.origin = "test.tbx";
            take(entry);
        }
    });
    written.text = slurp(path);
    return written;
}

}  // namespace diglot::test
