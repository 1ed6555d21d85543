// Web addresses, e-mail addresses and file names in running text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quality/finding.h"

namespace diglot {

enum class AddressKind { kWeb, kMail, kFile };

struct Address {
    AddressKind kind = AddressKind::kWeb;
    TextSpan span;
    std::string text;
};

/// In the order they stand. Web addresses have a scheme or begin with www.; they end before white
/// space, Han and full-width characters, and without the marks of the sentence around them. File
/// names end in one of the suffixes of common formats (report.pdf, setup.cfg).
std::vector<Address> find_addresses(std::string_view text);

/// Whether two web addresses lead to the same page in other languages: they differ in parts that
/// name a language only (https://a.org/zh-tw/x and https://a.org/en/x), or are of hosts for a
/// language each, whose pages have names of their own (zh.a.org/鹽 and en.a.org/Salt).
bool are_same_page(std::string_view a, std::string_view b);

}  // namespace diglot
