// MateCat's glossary tables: what it asks of their header.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace diglot {

/// Why MateCat would refuse a table with that header, as the end of a sentence; nothing if it takes
/// it, or if the table is none of its kind (it has neither "Forbidden" nor "Example of use", and a
/// language). Its rule: Forbidden, Domain, Subdomain, Definition, each or none, in that order; then
/// at least two languages by their codes, each with Notes, Example of use behind it or not
/// (guides.matecat.com, "Glossary file format").
std::optional<std::string> matecat_complaint(const std::vector<std::string>& header);

}  // namespace diglot
