// Every format that is read or written, for the tests of what all of them keep to. A new one joins
// with one line in contract_formats.cc.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/importers/pair_formats.h"

namespace diglot {

/// What every sample holds: units, or concepts of two terms.
inline const Pairs kContractPairs = {
    {"Save", "儲存"}, {"Open the file", "開啟檔案"}, {"Fusion energy", "融合能源"}};

struct ContractFormat {
    std::string name;
    std::string file;  ///< A name such a file has.
    /// A whole file of these pairs, whose texts hold nothing that the format must escape; without a
    /// line end at its end where it can do without.
    std::function<std::string(const Pairs&)> make;
    bool is_text = true;      ///< It has an encoding and line ends.
    bool is_one_file = true;  ///< Else `make` gives its files one after another (Moses).
    bool shows_cuts = true;   ///< Else a text that is cut off looks like a whole one.
    /// What packs a file of that name, whose bytes are then the packed ones; null if nothing does.
    std::function<std::string(const std::string& name, const std::string& bytes)> pack;
    std::string packed_suffix;        ///< ".gz", ".zip".
    std::size_t longest = 1'000'000;  ///< Bytes of a text it can hold.
    /// The file with all that is in the content, and what of it was lost; null if there is no
    /// writer.
    std::function<Written(const Collected&)> write;
    bool is_exact = false;  ///< The writer keeps all of a unit in two languages.
};

inline void PrintTo(const ContractFormat& format, std::ostream* out) { *out << format.name; }

const std::vector<ContractFormat>& contract_formats();

/// With what code a file is refused that is `code` by itself: in a .zip it is one that is passed
/// over, and nothing is left.
inline std::string refusal_in(const ContractFormat& format, const std::string& code) {
    return format.packed_suffix == ".zip" ? "archive.nothing-known" : code;
}

/// Reads such a file, whatever way it needs, from English into Traditional Chinese.
Result<ReadSummary> read_contract(const ContractFormat& format, std::string_view bytes, Sink& sink,
                                  const std::string& file = {});

/// Those that fit.
std::vector<ContractFormat> formats_where(const std::function<bool(const ContractFormat&)>& wanted);

/// The text in another encoding, by ICU's name, behind a byte order mark.
std::string converted(std::string_view utf8, const char* converter, std::string_view mark);

/// Texts of units, and of the first two terms of concepts.
Pairs contract_pairs(const Collected& content);

}  // namespace diglot
