// Baselines for import and export, and a stopwatch for whole processes.
//   bench_exchange import FILE.tmx DB     the bare work of an import: each <tu> cut out and parsed
//   with tinyxml2, its texts
//                                         inserted with prepared statements into plain tables
//                                         without any index
//   bench_exchange export FILE.tmx OUT    bare printing: each <tu> of the file printed through
//   tinyxml2's XMLPrinter(FILE*);
//                                         only the printing is timed, not the reading
//   bench_exchange repeat FILE.tmx N OUT  a file with N times the units, each copy's texts made
//   different bench_exchange run COMMAND…           runs it; prints CPU seconds, wall seconds, peak
//   memory in MB
// The first three print CPU seconds on stdout.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <tinyxml2.h>
#include <unistd.h>

namespace {

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Calls `visit` with every "<tu …>…</tu>" of a plain file; `between` with what is outside them.
void for_each_tu(const std::string& path,
                 const std::function<void(const char*, std::size_t)>& visit,
                 const std::function<void(const std::string&)>& between = {}) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    std::string buffer;
    std::string block(1 << 20, '\0');
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())) ||
           file.gcount() > 0) {
        buffer.append(block, 0, static_cast<std::size_t>(file.gcount()));
        std::size_t at = 0;
        for (;;) {
            const std::size_t start = buffer.find("<tu ", at);
            const std::size_t end =
                start == std::string::npos ? start : buffer.find("</tu>", start);
            if (end == std::string::npos) break;
            if (between) between(buffer.substr(at, start - at));
            visit(buffer.data() + start, end + 5 - start);
            at = end + 5;
        }
        buffer.erase(0, at);
    }
    if (between) between(buffer);
}

void check(int code, sqlite3* db) {
    if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}

void bare_import(const std::string& tmx, const std::string& path) {
    sqlite3* db = nullptr;
    check(sqlite3_open(path.c_str(), &db), db);
    check(sqlite3_exec(db,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                       "CREATE TABLE unit (id INTEGER PRIMARY KEY);"
                       "CREATE TABLE variant (unit INTEGER, lang TEXT, text TEXT); BEGIN",
                       nullptr, nullptr, nullptr),
          db);
    sqlite3_stmt* unit = nullptr;
    sqlite3_stmt* variant = nullptr;
    check(sqlite3_prepare_v2(db, "INSERT INTO unit VALUES (?)", -1, &unit, nullptr), db);
    check(sqlite3_prepare_v2(db, "INSERT INTO variant VALUES (?, ?, ?)", -1, &variant, nullptr),
          db);
    tinyxml2::XMLDocument document(true, tinyxml2::PRESERVE_WHITESPACE);
    sqlite3_int64 id = 0;
    for_each_tu(tmx, [&](const char* data, std::size_t size) {
        document.Parse(data, size);
        if (document.Error()) throw std::runtime_error(document.ErrorStr());
        sqlite3_bind_int64(unit, 1, ++id);
        check(sqlite3_step(unit), db);
        sqlite3_reset(unit);
        for (auto* tuv = document.RootElement()->FirstChildElement("tuv"); tuv;
             tuv = tuv->NextSiblingElement("tuv")) {
            const char* text = tuv->FirstChildElement("seg")->GetText();
            sqlite3_bind_int64(variant, 1, id);
            sqlite3_bind_text(variant, 2, tuv->Attribute("xml:lang"), -1, SQLITE_STATIC);
            sqlite3_bind_text(variant, 3, text ? text : "", -1, SQLITE_STATIC);
            check(sqlite3_step(variant), db);
            sqlite3_reset(variant);
        }
    });
    sqlite3_finalize(unit);
    sqlite3_finalize(variant);
    check(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr), db);
    sqlite3_close(db);
}

double bare_export(const std::string& tmx, const std::string& out) {
    FILE* file = std::fopen(out.c_str(), "wb");
    if (!file) throw std::runtime_error(out + ": cannot be written");
    tinyxml2::XMLPrinter printer(file, true);
    tinyxml2::XMLDocument document(true, tinyxml2::PRESERVE_WHITESPACE);
    double printing = 0;
    for_each_tu(tmx, [&](const char* data, std::size_t size) {
        document.Parse(data, size);
        const double start = cpu_seconds();
        document.Print(&printer);
        printing += cpu_seconds() - start;
    });
    std::fclose(file);
    return printing;
}

void repeat(const std::string& tmx, int times, const std::string& out) {
    std::ofstream file(out, std::ios::binary);
    std::string head;
    std::string tail;
    for (int copy = 0; copy < times; ++copy) {
        const std::string mark = copy == 0 ? "" : " (" + std::to_string(copy) + ")";
        bool first = true;
        for_each_tu(
            tmx,
            [&](const char* data, std::size_t size) {
                std::string unit(data, size);
                for (std::size_t at = 0; (at = unit.find("</seg>", at)) != std::string::npos;
                     at += 6 + mark.size()) {
                    unit.insert(at, mark);
                }
                file << unit;
            },
            [&](const std::string& text) {
                if (text.find("</body>") != std::string::npos)
                    tail = text;
                else if (!first || copy == 0)
                    file << text;  // The header once.
                first = false;
            });
    }
    file << tail;
}

int run(char** command) {
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        std::perror(command[0]);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const double wall =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    std::printf("%.4f %.4f %.1f\n", seconds(usage.ru_utime) + seconds(usage.ru_stime), wall,
                static_cast<double>(usage.ru_maxrss) / 1024.0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    try {
        if (what == "run" && argc > 2) return run(argv + 2);
        if (what == "import" && argc == 4) {
            bare_import(argv[2], argv[3]);
            std::printf("%.2f\n", cpu_seconds());
        } else if (what == "export" && argc == 4) {
            std::printf("%.2f\n", bare_export(argv[2], argv[3]));
        } else if (what == "repeat" && argc == 5) {
            repeat(argv[2], std::atoi(argv[3]), argv[4]);
        } else {
            std::fputs("usage: see the head of tests/bench/exchange.cc\n", stderr);
            return 2;
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_exchange: %s\n", error.what());
        return 1;
    }
    return 0;
}
