// What is thrown when the machine, not the input, is at fault. Caught in main and in the server's
// routes only.
#pragma once

#include <stdexcept>
#include <string>

namespace diglot {

/// A file could not be read or written: missing, denied, disk full. The message names the file.
class IoError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// SQLite refused. `code()` is its extended result code (sqlite.org/rescode.html).
class StoreError : public std::runtime_error {
public:
    StoreError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
    int code() const { return code_; }

private:
    int code_;
};

/// The user pressed Ctrl-C (or the process was asked to end) during long work. All of it is taken
/// back.
class Interrupted : public std::runtime_error {
public:
    Interrupted() : std::runtime_error("interrupted") {}
};

}  // namespace diglot
