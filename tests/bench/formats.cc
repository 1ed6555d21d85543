// How fast the streamed formats are read, beside a bare parse by a library, each in a process of
// its own:
//   bench_formats make FORMAT MEGABYTES FILE   a file of made-up units: xliff, po, csv, jsonl
//   bench_formats read FORMAT FILE             our reader into a sink that only counts
//   bench_formats bare FORMAT FILE             expat's events; the whole catalogue by libgettextpo;
//                                              lines split at commas with quotes; RapidJSON's
//                                              events
// `read` and `bare` print what was counted, CPU seconds, wall seconds, peak memory in MB.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>

#include <expat.h>
#include <gettext-po.h>
#include <rapidjson/filereadstream.h>
#include <rapidjson/reader.h>
#include <sys/resource.h>

#include "importers/format.h"

namespace diglot {
namespace {

// ---- Files.

/// Sentences of some 80 bytes that differ by a number.
std::string english(std::size_t n) {
    static constexpr const char* kWords[] = {"memory", "wafer", "reactor", "budget", "satellite"};
    return "Order " + std::to_string(n) + " of the ministry concerns the " + kWords[n % 5] +
           " and what its makers said of it in public.";
}
std::string chinese(std::size_t n) {
    static constexpr const char* kWords[] = {"記憶體", "晶圓", "反應爐", "預算", "衛星"};
    return "部會第" + std::to_string(n) + "號命令談的是" + kWords[n % 5] +
           "，以及業者公開說過的話。";
}

struct Layout {
    const char* name;
    const char* head;
    std::string (*unit)(std::size_t n);
    const char* tail;
};
const Layout kLayouts[] = {
    {"xliff",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" "
     "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n<file original=\"a\" "
     "source-language=\"en\" target-language=\"zh-TW\" datatype=\"plaintext\"><body>\n",
     [](std::size_t n) {
         return "<trans-unit id=\"" + std::to_string(n) + "\"><source>" + english(n) +
                "</source><target state=\"translated\">" + chinese(n) +
                "</target><note>checked</note></trans-unit>\n";
     },
     "</body></file></xliff>\n"},
    {"po",
     "msgid \"\"\nmsgstr \"\"\n\"Language: zh_TW\\n\"\n"
     "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n",
     [](std::size_t n) {
         return "#. checked\n#: news.c:" + std::to_string(n) + "\nmsgid \"" + english(n) +
                "\"\nmsgstr \"" + chinese(n) + "\"\n\n";
     },
     ""},
    {"csv", "en,zh-TW,note,state\n",
     [](std::size_t n) { return "\"" + english(n) + "\"," + chinese(n) + ",checked,reviewed\n"; },
     ""},
    {"jsonl", "",
     [](std::size_t n) {
         return "{\"source\":\"" + english(n) + "\",\"target\":\"" + chinese(n) +
                "\",\"source_language\":\"en\",\"target_language\":\"zh-TW\",\"note\":\"checked\"}"
                "\n";
     },
     ""},
};

const Layout& layout(const std::string& name) {
    for (const Layout& known : kLayouts)
        if (name == known.name) return known;
    throw std::runtime_error(name + ": no such format");
}

void make(const Layout& format, std::size_t bytes, const std::string& path) {
    std::ofstream file(path, std::ios::binary);
    file << format.head;
    std::size_t written = 0;
    for (std::size_t n = 1; written < bytes; ++n) {
        const std::string unit = format.unit(n);
        file << unit;
        written += unit.size();
    }
    file << format.tail;
}

// ---- Bare parses. Each returns how many units it met.

std::size_t bare_xliff(const std::string& path) {
    std::size_t units = 0;
    const XML_Parser parser = XML_ParserCreate(nullptr);
    XML_SetUserData(parser, &units);
    XML_SetStartElementHandler(parser, [](void* count, const XML_Char* name, const XML_Char**) {
        *static_cast<std::size_t*>(count) += std::strcmp(name, "trans-unit") == 0 ? 1 : 0;
    });
    XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
    std::ifstream file(path, std::ios::binary);
    std::string block(1 << 16, '\0');
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0)
        if (XML_Parse(parser, block.data(), static_cast<int>(file.gcount()), 0) == XML_STATUS_ERROR)
            throw std::runtime_error("expat: no XML");
    XML_ParserFree(parser);
    return units;
}

std::size_t bare_po(const std::string& path) {
    static po_xerror_handler silent = {
        [](int, po_message_t, const char*, size_t, size_t, int, const char*) {},
        [](int, po_message_t, const char*, size_t, size_t, int, const char*, po_message_t,
           const char*, size_t, size_t, int, const char*) {}};
    const po_file_t file = po_file_read(path.c_str(), &silent);
    if (!file) throw std::runtime_error("libgettextpo cannot read it");
    std::size_t units = 0;
    const po_message_iterator_t messages = po_message_iterator(file, nullptr);
    while (const po_message_t message = po_next_message(messages))
        units += *po_message_msgid(message) != '\0' ? 1 : 0;
    po_message_iterator_free(messages);
    po_file_free(file);
    return units;
}

std::size_t bare_csv(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::size_t rows = 0;
    std::size_t fields = 0;
    std::string field;
    for (std::string line; std::getline(file, line); ++rows) {
        bool quoted = false;
        field.clear();
        for (const char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted) {
                fields += field.size();
                field.clear();
            } else {
                field += c;
            }
        }
        fields += field.size();
    }
    return fields > 0 ? rows - 1 : 0;
}

struct CountObjects : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, CountObjects> {
    bool EndObject(rapidjson::SizeType) {
        ++count;
        return true;
    }
    std::size_t count = 0;
};

std::size_t bare_jsonl(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) throw std::runtime_error(path + ": cannot be read");
    std::string buffer(1 << 16, '\0');
    rapidjson::FileReadStream stream(file, buffer.data(), buffer.size());
    rapidjson::Reader reader;
    CountObjects counter;
    while (!reader.Parse<rapidjson::kParseStopWhenDoneFlag>(stream, counter).IsError()) {
    }
    std::fclose(file);
    return counter.count;
}

// ---- Our reader.

class CountingSink : public Sink {
public:
    void header(Markup) override {}
    void add(Unit, Position) override { ++units; }
    void add(Concept, Position) override {}
    void report(Diagnostic) override {}
    std::size_t units = 0;
};

std::size_t ours(const std::string& path) {
    ReadOptions options;
    options.source = LanguageTag("en");
    options.target = LanguageTag("zh-TW");
    CountingSink sink;
    const auto result = read_file(path, options, sink);
    if (!result) throw std::runtime_error(to_string(result.error()));
    return sink.units;
}

void measure(const std::function<std::size_t()>& work) {
    const auto start = std::chrono::steady_clock::now();
    const std::size_t units = work();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    std::printf("%zu %.2f %.2f %ld\n", units, seconds(used.ru_utime) + seconds(used.ru_stime),
                wall.count(), used.ru_maxrss / 1000);
}

int run(int count, char** arguments) {
    const std::string what = count > 3 ? arguments[1] : "";
    const Layout& format = layout(count > 3 ? arguments[2] : "");
    if (what == "make" && count == 5) {
        make(format, std::stoul(arguments[3]) * 1'000'000, arguments[4]);
    } else if (what == "read") {
        measure([&] { return ours(arguments[3]); });
    } else if (what == "bare") {
        static const std::function<std::size_t(const std::string&)> kBare[] = {
            bare_xliff, bare_po, bare_csv, bare_jsonl};
        measure([&] { return kBare[&format - kLayouts](arguments[3]); });
    } else {
        throw std::runtime_error(
            "make FORMAT MEGABYTES FILE, read FORMAT FILE or bare FORMAT FILE");
    }
    return 0;
}

}  // namespace
}  // namespace diglot

int main(int count, char** arguments) {
    try {
        return diglot::run(count, arguments);
    } catch (const std::exception& error) {
        std::cerr << "bench_formats: " << error.what() << "\n";
        return 2;
    }
}
