// What the writers share: a file replaced as a whole or not at all, and losses counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/concept.h"
#include "importers/sink.h"

class QFileDevice;

namespace diglot {

/// Calls its argument once for every concept to be written, in order. May be called more than once.
using ConceptSource = std::function<void(const std::function<void(const Concept&)>&)>;

struct GlossaryWritten {
    std::uint64_t concepts = 0;
    std::uint64_t terms = 0;
    std::vector<Loss> losses;  ///< In the order they were first met.
};

/// Throws IoError if the file is an SQLite database, or what lies beside one: a mistyped name must
/// not cost somebody their memory.
void refuse_database(const std::string& path);

/// A file that takes the place of the old one at commit(); without commit() the old one stays. "-"
/// is the standard output, which is written at once, as is what is no regular file (a pipe, a
/// device). Every member may throw IoError; the constructor does for a database.
class OutputFile {
public:
    explicit OutputFile(const std::string& path);
    ~OutputFile();
    void write(std::string_view bytes);
    void commit();

private:
    std::string path_;
    std::unique_ptr<QFileDevice> file_;  ///< Null for the standard output.
};

/// Losses by what was lost.
class LossCounter {
public:
    void add(std::string_view what, std::size_t count = 1);
    std::vector<Loss> take() { return std::move(losses_); }

private:
    std::vector<Loss> losses_;
};

}  // namespace diglot
