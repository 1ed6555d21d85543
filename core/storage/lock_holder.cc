#include "core/storage/lock_holder.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <sys/stat.h>

namespace diglot {
namespace {

constexpr long kWriteLockByte = 120;

/// The process in one line of /proc/locks if it holds that byte of that file for writing, else 0. A
/// line (proc(5)): "1: POSIX  ADVISORY  WRITE 4711 08:01:123456 120 120". Reading it, unlike asking
/// with fcntl, opens no second descriptor of the file, whose closing would drop this process's own
/// locks.
long holder_in(const std::string& line, ino_t inode) {
    std::istringstream fields(line);
    std::string number, kind, advisory, access, place, first, last;
    long process = 0;
    fields >> number >> kind >> advisory >> access >> process >> place >> first >> last;
    if (!fields || access != "WRITE") return 0;
    const std::size_t colon = place.rfind(':');
    if (colon == std::string::npos || place.substr(colon + 1) != std::to_string(inode)) return 0;
    const long from = std::stol(first);
    const long to = last == "EOF" ? kWriteLockByte : std::stol(last);
    return from <= kWriteLockByte && kWriteLockByte <= to ? process : 0;
}

std::string command_line_of(long process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/cmdline", std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    while (!text.empty() && text.back() == '\0') text.pop_back();
    std::replace(text.begin(), text.end(), '\0', ' ');
    return text;
}

}  // namespace

std::string describe_lock_holder(const std::string& path) {
    struct stat info {};
    if (stat((path + "-shm").c_str(), &info) == 0) {
        std::ifstream locks("/proc/locks");
        for (std::string line; std::getline(locks, line);) {
            const long process = holder_in(line, info.st_ino);
            if (process <= 0) continue;
            const std::string command = command_line_of(process);
            const std::string name = "process " + std::to_string(process);
            return command.empty() ? name : command + ", " + name;
        }
    }
    return "another process";
}

}  // namespace diglot
