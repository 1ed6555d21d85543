// Concordance beside SQLite's FTS5 trigram index over the same texts, and against a scan.
//   bench_search [--queries N] [--checked M] [--kind K]… DB FTS_DB     one line of JSON for each
//   kind
// of query: zh-1 zh-2 zh-3 zh-6 en-3 en-5 en-8 en-words, or those named.
// FTS_DB is made if it is missing. N random queries of each kind come from the texts (fixed seed);
// M of them are also answered by looking at every text, and must be the same. CPU time of the
// thread. Exit status 1: an answer differs, or the trigram index found a unit among the first that
// we did not.
#include <cstdio>
#include <filesystem>
#include <random>
#include <set>

#include <fmt/format.h>
#include <sqlite3.h>

#include "app/diglot_file.h"
#include "core/text/utf8.h"
#include "tests/bench/times.h"
#include "tm/concordance.h"

namespace diglot::bench {
namespace {

constexpr std::size_t kPage = 50;
constexpr unsigned kSeed = 7;
constexpr std::size_t kTexts = 20000;  ///< Queries are cut out of so many texts of each language.

// ---- What is measured

std::vector<ConcordanceHit> first_page(DiglotFile& file, const std::string& text) {
    ConcordanceQuery query;
    query.text = text;
    query.limit = kPage;
    return file.texts().search(query).value();
}

std::size_t total(DiglotFile& file, const std::string& text) {
    ConcordanceQuery query;
    query.text = text;
    return static_cast<std::size_t>(file.texts().count(query).value());
}

std::vector<ConcordanceHit> by_scan(DiglotFile& file, const std::string& text) {
    ConcordanceQuery query;
    query.text = text;
    query.limit = ~std::size_t{0};
    return search_by_scan(file.memory(), query).value();
}

// ---- Queries

bool is_han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

/// Random pieces of texts.
class Pieces {
public:
    explicit Pieces(const Store& store) : random_(kSeed) {
        std::size_t seen[2] = {0, 0};
        store.for_each_text([&](const SourceRow& row) {
            const int which = row.lang->language() == "zh"   ? 1
                              : row.lang->language() == "en" ? 0
                                                             : -1;
            if (which < 0) return true;
            // Reservoir sampling (Vitter 1985, algorithm R).
            const std::size_t place =
                std::uniform_int_distribution<std::size_t>(0, seen[which]++)(random_);
            if (texts_[which].size() < kTexts)
                texts_[which].emplace_back(row.text);
            else if (place < kTexts)
                texts_[which][place] = row.text;
            return true;
        });
    }

    /// So many neighbouring Han characters.
    std::string han(std::size_t count) { return run(1, count, is_han); }
    /// So many letters of one word.
    std::string letters(std::size_t count) { return run(0, count, is_letter); }
    /// From one to three words with one blank between.
    std::string words() {
        for (;;) {
            const std::string& text = any(0);
            const std::size_t start = below(text.size());
            std::size_t end = start, left = 1 + below(3);
            if (!is_letter(static_cast<unsigned char>(text[start])) ||
                (start > 0 && text[start - 1] != ' '))
                continue;
            while (end < text.size() && (is_letter(static_cast<unsigned char>(text[end])) ||
                                         (text[end] == ' ' && --left > 0)))
                ++end;
            if (left <= 1 && text[end - 1] != ' ') return text.substr(start, end - start);
        }
    }

private:
    std::size_t below(std::size_t most) {
        return most == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, most - 1)(random_);
    }
    const std::string& any(int which) {
        for (;;) {
            const std::string& text = texts_[which].at(below(texts_[which].size()));
            if (!text.empty()) return text;
        }
    }
    std::string run(int which, std::size_t count, bool (*fits)(char32_t)) {
        for (;;) {
            const std::u32string text = to_code_points(any(which));
            if (text.size() < count) continue;
            const std::u32string piece = text.substr(below(text.size() - count + 1), count);
            if (!std::all_of(piece.begin(), piece.end(), fits)) continue;
            std::string result;
            for (const char32_t c : piece) append_code_point(c, result);
            return result;
        }
    }

    std::mt19937 random_;
    std::vector<std::string> texts_[2];  ///< English; Chinese.
};

// ---- SQLite's own index

class Trigrams {
public:
    Trigrams(const std::string& path, const Store& store) {
        const bool make = !std::filesystem::exists(path);
        check(sqlite3_open(path.c_str(), &db_));
        if (make) fill(store);
        first_ = prepare("SELECT rowid / 64 FROM texts WHERE texts MATCH ? LIMIT 50");
        count_ = prepare("SELECT count(DISTINCT rowid / 64) FROM texts WHERE texts MATCH ?");
    }
    ~Trigrams() {
        sqlite3_finalize(first_);
        sqlite3_finalize(count_);
        sqlite3_close(db_);
    }
    Trigrams(const Trigrams&) = delete;
    Trigrams& operator=(const Trigrams&) = delete;

    /// Units of the first rows, ascending.
    std::vector<std::int64_t> first(const std::string& text) const {
        const std::string phrase = '"' + text + '"';
        sqlite3_bind_text(first_, 1, phrase.c_str(), -1, SQLITE_TRANSIENT);
        std::vector<std::int64_t> units;
        while (sqlite3_step(first_) == SQLITE_ROW) units.push_back(sqlite3_column_int64(first_, 0));
        sqlite3_reset(first_);
        return units;
    }
    std::int64_t count(const std::string& text) const {
        const std::string phrase = '"' + text + '"';
        sqlite3_bind_text(count_, 1, phrase.c_str(), -1, SQLITE_TRANSIENT);
        const std::int64_t units =
            sqlite3_step(count_) == SQLITE_ROW ? sqlite3_column_int64(count_, 0) : -1;
        sqlite3_reset(count_);
        return units;
    }

private:
    void check(int code) const {
        if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
            throw std::runtime_error(sqlite3_errmsg(db_));
    }
    sqlite3_stmt* prepare(const char* sql) const {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr));
        return statement;
    }
    /// Without the texts themselves: the index as small and as fast as it gets with positions.
    void fill(const Store& store) const {
        check(sqlite3_exec(
            db_,
            "PRAGMA journal_mode = OFF; BEGIN;"
            "CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='trigram')",
            nullptr, nullptr, nullptr));
        sqlite3_stmt* insert = prepare("INSERT INTO texts (rowid, text) VALUES (?, ?)");
        store.for_each_text([&](const SourceRow& row) {
            if (row.variant >= 64) return true;
            sqlite3_bind_int64(insert, 1, row.unit * 64 + static_cast<sqlite3_int64>(row.variant));
            sqlite3_bind_text(insert, 2, row.text.data(), static_cast<int>(row.text.size()),
                              SQLITE_TRANSIENT);
            check(sqlite3_step(insert));
            sqlite3_reset(insert);
            return true;
        });
        sqlite3_finalize(insert);
        check(sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr));
    }

    sqlite3* db_ = nullptr;
    sqlite3_stmt* first_ = nullptr;
    sqlite3_stmt* count_ = nullptr;
};

// ---- The bench

std::string show(const std::vector<ConcordanceHit>& hits, std::size_t limit) {
    std::string text;
    for (std::size_t i = 0; i < std::min(hits.size(), limit); ++i) {
        text += fmt::format("{}:", hits[i].unit.id);
        for (const VariantHit& variant : hits[i].variants) {
            for (const auto& span : variant.spans)
                text += fmt::format(" {}/{}-{}", variant.variant, span.start, span.end);
        }
        text += ";";
    }
    return text;
}

/// Whether each unit the trigram index found, up to where our page ends, is on our page.
bool has_all(const std::vector<ConcordanceHit>& page, const std::vector<std::int64_t>& units) {
    std::set<std::int64_t> ours;
    for (const ConcordanceHit& hit : page) ours.insert(hit.unit.id);
    const std::int64_t end =
        page.size() < kPage ? std::numeric_limits<std::int64_t>::max() : page.back().unit.id;
    return std::all_of(units.begin(), units.end(),
                       [&](std::int64_t unit) { return unit > end || ours.contains(unit); });
}

/// Whether nothing was wrong.
bool run_kind(DiglotFile& file, const Trigrams& trigrams, const std::string& name,
              const std::vector<std::string>& queries, std::size_t checked) {
    Times first, count, fts_first, fts_count;
    std::size_t different = 0, unfound = 0;
    const bool has_trigram = count_code_points(queries.front()) >= 3 || name == "en-words";
    // Each in a pass of its own: what one of them reads would push out of the processor's cache
    // what the others need.
    std::vector<std::vector<ConcordanceHit>> pages;
    std::vector<std::size_t> totals;
    for (const std::string& query : queries)
        pages.push_back(first.measure([&] { return first_page(file, query); }));
    for (const std::string& query : queries)
        totals.push_back(count.measure([&] { return total(file, query); }));
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (!has_trigram || count_code_points(queries[i]) < 3) continue;
        const auto theirs = fts_first.measure([&] { return trigrams.first(queries[i]); });
        unfound += !has_all(pages[i], theirs);
    }
    for (const std::string& query : queries) {
        if (has_trigram && count_code_points(query) >= 3)
            fts_count.measure([&] { return trigrams.count(query); });
    }
    for (std::size_t i = 0; i < std::min(checked, queries.size()); ++i) {
        const auto expected = by_scan(file, queries[i]);
        different += totals[i] != expected.size() || show(pages[i], kPage) != show(expected, kPage);
    }
    JsonWriter json;
    json.begin_object().member("kind", name).member("queries", queries.size());
    first.write(json, "first_50");
    count.write(json, "total");
    if (has_trigram) {
        fts_first.write(json, "trigram_first_50");
        fts_count.write(json, "trigram_total");
    }
    json.member("checked", std::min(checked, queries.size()))
        .member("different", different)
        .member("unfound", unfound);
    std::printf("%s\n", json.end_object().text().c_str());
    std::fflush(stdout);
    return different == 0 && unfound == 0;
}

int run(const std::vector<std::string>& arguments) {
    std::size_t queries = 200, checked = 20;
    std::vector<std::string> paths, kinds;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--queries")
            queries = std::stoul(arguments.at(++i));
        else if (arguments[i] == "--checked")
            checked = std::stoul(arguments.at(++i));
        else if (arguments[i] == "--kind")
            kinds.push_back(arguments.at(++i));
        else
            paths.push_back(arguments[i]);
    }
    if (paths.size() != 2)
        throw std::invalid_argument("usage: see the head of tests/bench/search.cc");
    DiglotFile file(paths[0]);
    const Trigrams trigrams(paths[1], file.memory());
    Pieces pieces(file.memory());
    bool good = true;
    const auto measure = [&](const std::string& name, const std::function<std::string()>& make) {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < queries; ++i) all.push_back(make());
        if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), name) == kinds.end()) return;
        good = run_kind(file, trigrams, name, all, checked) && good;
    };
    for (const std::size_t count : {1, 2, 3, 6})
        measure(fmt::format("zh-{}", count), [&, count] { return pieces.han(count); });
    for (const std::size_t count : {3, 5, 8})
        measure(fmt::format("en-{}", count), [&, count] { return pieces.letters(count); });
    measure("en-words", [&] { return pieces.words(); });
    return good ? 0 : 1;
}

}  // namespace
}  // namespace diglot::bench

int main(int argc, char** argv) {
    try {
        return diglot::bench::run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_search: %s\n", error.what());
        return 2;
    }
}
