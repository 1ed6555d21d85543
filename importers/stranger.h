// What people hand over that is no memory and no glossary: named, so that they know what to do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/diagnostic.h"
#include "importers/archive.h"
#include "importers/xml_stream.h"

namespace diglot {

/// Bytes that tell a program's own file: as many as name_bytes() wants.
inline constexpr std::size_t kTellingBytes = 512;

/// A file known by its first bytes to be no text, but a PDF, a picture, a term base of MultiTerm …:
/// format.not-text. Nothing if they tell nothing.
std::optional<Diagnostic> name_bytes(std::string_view first, const std::string& file);

/// XML that no reader takes. Codes: format.other (known to be something else), format.unknown.
/// `head` is the start of its text.
Diagnostic name_xml(const XmlRoot& root, std::string_view head, const std::string& file);

/// Text that no reader takes. Codes: format.empty, format.not-text, format.unknown.
Diagnostic name_text(std::string_view head, const std::string& file);

/// A document that is a .zip: format.other. Nothing for other archives.
std::optional<Diagnostic> name_zipped(const Archive& archive, const std::string& file);

}  // namespace diglot
