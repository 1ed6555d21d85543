#include "importers/tmx_printer.h"

#include <algorithm>

#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "importers/tmx_model.h"

namespace diglot {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

/// Whether tinyxml2 would print something that does not come back, or is no XML.
bool needs_care(std::string_view text, bool in_attribute) {
    return std::any_of(text.begin(), text.end(), [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20) return in_attribute || (c != '\n' && c != '\t');
        return byte == 0xEF;  // U+FFFE and U+FFFF start so.
    });
}

std::string to_utf16le(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 2);
    const auto put = [&](unsigned unit) {
        out += static_cast<char>(unit & 0xFF);
        out += static_cast<char>(unit >> 8);
    };
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text.data(), at, size, c);
        if (c < 0x10000) {
            put(static_cast<unsigned>(c));
        } else {
            put(U16_LEAD(c));
            put(U16_TRAIL(c));
        }
    }
    return out;
}

}  // namespace

TmxPrinter::TmxPrinter(const std::string& path, bool utf16)
    : tinyxml2::XMLPrinter(nullptr, true), file_(path), utf16_(utf16) {
    buffer_.reserve(kBlock + kBlock / 4);
    if (utf16_) buffer_ += "\xEF\xBB\xBF";
}

void TmxPrinter::Write(const char* data, size_t size) {
    buffer_.append(data, size);
    if (buffer_.size() >= kBlock) flush();
}

void TmxPrinter::Putc(char c) { buffer_ += c; }

void TmxPrinter::flush() {
    if (utf16_)
        file_.write(to_utf16le(buffer_));
    else
        file_.write(buffer_);
    buffer_.clear();
}

void TmxPrinter::finish() {
    flush();
    file_.commit();
}

void TmxPrinter::raw(std::string_view bytes) {
    SealElementIfJustOpened();
    Write(bytes.data(), bytes.size());
}

void TmxPrinter::escaped(std::string_view text, bool in_attribute) {
    std::string out(text);
    dropped_ += tmx::drop_forbidden(out);
    std::string bytes;
    for (const char c : out) {
        if (c == '&')
            bytes += "&amp;";
        else if (c == '<')
            bytes += "&lt;";
        else if (c == '>')
            bytes += "&gt;";
        else if (c == '"' && in_attribute)
            bytes += "&quot;";
        else if (c == '\'' && in_attribute)
            bytes += "&apos;";
        else if (c == '\r')
            bytes += "&#13;";
        else if (c == '\n' && in_attribute)
            bytes += "&#10;";
        else if (c == '\t' && in_attribute)
            bytes += "&#9;";
        else
            bytes += c;
    }
    Write(bytes.data(), bytes.size());
}

void TmxPrinter::attribute(const std::string& name, const std::string& value) {
    if (!needs_care(value, true)) {
        PushAttribute(name.c_str(), value.c_str());
        return;
    }
    const std::string start = " " + name + "=\"";
    Write(start.data(), start.size());
    escaped(value, true);
    Putc('"');
}

void TmxPrinter::text(const std::string& text) {
    if (text.empty()) return;
    if (!needs_care(text, false)) {
        PushText(text.c_str());
        return;
    }
    SealElementIfJustOpened();
    escaped(text, false);
}

void TmxPrinter::node(const Markup& node) {
    if (node.is_text()) {
        text(node.text);
        return;
    }
    open(node.element.c_str());
    for (const Attribute& a : node.attributes) attribute(a.name, a.value);
    nodes(node.children);
    close();
}

void TmxPrinter::nodes(const std::vector<Markup>& nodes) {
    for (const Markup& n : nodes) node(n);
}

}  // namespace diglot
