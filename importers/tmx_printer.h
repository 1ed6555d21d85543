// tinyxml2's printer, writing to a file in blocks, and what it cannot do: CR, tabs and line ends in
// attributes, UTF-16.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tinyxml2.h>

#include "core/markup.h"
#include "importers/output_file.h"

namespace diglot {

class TmxPrinter : public tinyxml2::XMLPrinter {
public:
    TmxPrinter(const std::string& path, bool utf16);

    /// Bytes as they are, after the open start tag (if any) is ended.
    void raw(std::string_view bytes);
    /// The name must stay where it is until close().
    void open(const char* element) { OpenElement(element, true); }
    void close() { CloseElement(true); }
    void attribute(const std::string& name, const std::string& value);
    void text(const std::string& text);
    /// An element and all in it.
    void node(const Markup& node);
    void nodes(const std::vector<Markup>& nodes);
    /// Writes out what is held back, and puts the file in its place.
    void finish();
    /// Characters left out because XML has no place for them.
    std::size_t dropped() const { return dropped_; }

protected:
    void Write(const char* data, size_t size) override;
    void Putc(char c) override;

private:
    void flush();
    void escaped(std::string_view text, bool in_attribute);

    OutputFile file_;
    bool utf16_ = false;
    std::string buffer_;
    std::size_t dropped_ = 0;
};

}  // namespace diglot
