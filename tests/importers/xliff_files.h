// What the tests of XLIFF share: a small document around units, and a file written of units.
#pragma once

#include <string>
#include <string_view>

#include "importers/xliff_writer.h"
#include "tests/importers/reading.h"

namespace diglot {

inline Written write_xliff(const Collected& content, XliffWriteOptions options = {}) {
    const TemporaryFile file(".xlf");
    XliffWriter writer(file.path(), std::move(options));
    for (const Unit& unit : content.units) writer.add(unit);
    Written out;
    out.losses = writer.finish();
    out.bytes = file.read();
    return out;
}

inline Written write_xliff(const Collected& content, xliff::Version version) {
    XliffWriteOptions options;
    options.version = version;
    return write_xliff(content, options);
}

/// A whole XLIFF 1.2 file, zh-TW to en, around `units`, which start in line 3.
inline std::string xliff_around(std::string_view units, std::string_view root = {}) {
    return "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"" +
           std::string(root) +
           ">\n<file original=\"a.txt\" source-language=\"zh-TW\" target-language=\"en\" "
           "datatype=\"plaintext\"><body>\n" +
           std::string(units) + "\n</body></file></xliff>\n";
}

/// Likewise of XLIFF 2.1.
inline std::string xliff2_around(std::string_view units) {
    return "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
           "xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\" srcLang=\"zh-TW\" "
           "trgLang=\"en\">\n<file id=\"f\" original=\"a.txt\">\n" +
           std::string(units) + "\n</file></xliff>\n";
}

}  // namespace diglot
