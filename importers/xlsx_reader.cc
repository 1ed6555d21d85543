#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>

#include <tinyxml2.h>

#include "core/date.h"
#include "core/text/utf8.h"
#include "importers/xlsx.h"

namespace diglot {
namespace {

using tinyxml2::XMLDocument;
using tinyxml2::XMLElement;

constexpr std::size_t kLargestPart = std::size_t{256} << 20;

/// Names of elements and attributes with whatever prefix.
std::string_view local(const char* name) {
    const std::string_view whole(name);
    const std::size_t colon = whole.rfind(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

const XMLElement* child(const XMLElement* parent, std::string_view name) {
    for (const XMLElement* e = parent ? parent->FirstChildElement() : nullptr; e;
         e = e->NextSiblingElement())
        if (local(e->Name()) == name) return e;
    return nullptr;
}

template <typename Visit>
void for_each_child(const XMLElement* parent, std::string_view name, Visit visit) {
    for (const XMLElement* e = parent ? parent->FirstChildElement() : nullptr; e;
         e = e->NextSiblingElement())
        if (local(e->Name()) == name) visit(*e);
}

std::string attribute(const XMLElement& element, std::string_view name) {
    for (const tinyxml2::XMLAttribute* a = element.FirstAttribute(); a; a = a->Next())
        if (local(a->Name()) == name) return a->Value();
    return {};
}

/// The text of <t>, and of the runs <r><t>; not of phonetic guides <rPh>.
/// Without the escapes _xHHHH_ of characters (ECMA-376, part 1, 22.9.2.19, ST_Xstring); what they
/// write is UTF-16, of which a single surrogate becomes U+FFFD.
std::string unescaped(const std::string& text) {
    if (text.find("_x") == std::string::npos) return text;
    const auto unit_at = [&](std::size_t at) -> std::optional<char32_t> {
        if (text.compare(at, 2, "_x") != 0 || at + 6 >= text.size() || text[at + 6] != '_')
            return std::nullopt;
        unsigned value = 0;
        const char* const end = text.data() + at + 6;
        if (std::from_chars(text.data() + at + 2, end, value, 16).ptr != end) return std::nullopt;
        return value;
    };
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::optional<char32_t> unit = unit_at(at);
        if (!unit) {
            out += text[at++];
            continue;
        }
        at += 7;
        const std::optional<char32_t> low =
            *unit >= 0xD800 && *unit < 0xDC00 ? unit_at(at) : std::nullopt;
        if (low && *low >= 0xDC00 && *low < 0xE000) {
            append_code_point(0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00), out);
            at += 7;
        } else {
            append_code_point(*unit, out);
        }
    }
    return out;
}

std::string rich_text(const XMLElement& element) {
    std::string text;
    for (const XMLElement* e = element.FirstChildElement(); e; e = e->NextSiblingElement()) {
        if (local(e->Name()) == "t" && e->GetText()) text += unescaped(e->GetText());
        if (local(e->Name()) == "r") text += rich_text(*e);
    }
    return text;
}

/// "AB12": the column, from 0.
std::size_t column_of(const std::string& reference, std::size_t otherwise) {
    std::size_t column = 0;
    std::size_t letters = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        ++letters;
    }
    return letters == 0 || letters > 3 ? otherwise : column - 1;
}

bool is_date_format(int id, const std::map<int, std::string>& codes) {
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
        (id >= 50 && id <= 54) || id == 57 || id == 58)
        return true;
    const auto code = codes.find(id);
    if (code == codes.end()) return false;
    bool quoted = false;
    for (std::size_t i = 0; i < code->second.size(); ++i) {
        const char c = code->second[i];
        if (c == '"')
            quoted = !quoted;
        else if (c == '\\')
            ++i;
        else if (c == '[')
            i = std::min(code->second.find(']', i), code->second.size());
        else if (!quoted && (c == 'y' || c == 'Y' || c == 'd' || c == 'D'))
            return true;
    }
    return false;
}

class Workbook {
public:
    Workbook(const Archive& archive, const std::string& file) : archive_(archive), file_(file) {}

    Result<std::vector<Sheet>> read() {
        if (!load("xl/workbook.xml", book_)) return damaged("xl/workbook.xml");
        read_relations();
        if (!read_strings()) return damaged("xl/sharedStrings.xml");
        read_styles();
        const XMLElement* root = book_.RootElement();
        if (const XMLElement* properties = child(root, "workbookPr"); properties) {
            const std::string since = attribute(*properties, "date1904");
            from_1904_ = since == "1" || since == "true";
        }
        std::vector<Sheet> sheets;
        std::string broken;
        for_each_child(child(root, "sheets"), "sheet", [&](const XMLElement& element) {
            Sheet sheet;
            sheet.name = attribute(element, "name");
            const auto part = relations_.find(relation_id(element));
            if (part == relations_.end() || part->second.find("worksheets/") == std::string::npos)
                return;
            if (!read_sheet(part->second, sheet)) broken = part->second;
            sheets.push_back(std::move(sheet));
        });
        if (!broken.empty()) return damaged(broken);
        return sheets;
    }

private:
    Diagnostic damaged(const std::string& part) const {
        return {Severity::kError,
                "xlsx.damaged",
                "the workbook is damaged: its part " + part + " cannot be read",
                {},
                file_,
                {}};
    }

    /// r:id, beside which there is sheetId.
    static std::string relation_id(const XMLElement& element) {
        for (const tinyxml2::XMLAttribute* a = element.FirstAttribute(); a; a = a->Next())
            if (std::string_view(a->Name()).find(':') != std::string_view::npos &&
                local(a->Name()) == "id")
                return a->Value();
        return {};
    }

    bool load(const std::string& part, XMLDocument& document) const {
        const auto at = archive_.find(part);
        if (!at) return false;
        const auto opened = archive_.open_member(*at);
        if (!opened) return false;
        ByteSource& bytes = **opened;
        std::string text;
        std::string block(1 << 16, '\0');
        while (const std::size_t size = bytes.read(block.data(), block.size())) {
            text.append(block, 0, size);
            if (text.size() > kLargestPart) return false;
        }
        return bytes.fault().empty() &&
               document.Parse(text.data(), text.size()) == tinyxml2::XML_SUCCESS &&
               document.RootElement();
    }

    void read_relations() {
        XMLDocument document;
        if (!load("xl/_rels/workbook.xml.rels", document)) return;
        for_each_child(document.RootElement(), "Relationship", [&](const XMLElement& element) {
            std::string target = attribute(element, "Target");
            target = target.starts_with("/") ? target.substr(1) : "xl/" + target;
            relations_.emplace(attribute(element, "Id"), target);
        });
    }

    bool read_strings() {
        if (!archive_.has("xl/sharedStrings.xml")) return true;
        XMLDocument document(true, tinyxml2::PRESERVE_WHITESPACE);
        if (!load("xl/sharedStrings.xml", document)) return false;
        for_each_child(document.RootElement(), "si",
                       [&](const XMLElement& element) { strings_.push_back(rich_text(element)); });
        return true;
    }

    void read_styles() {
        XMLDocument document;
        if (!archive_.has("xl/styles.xml") || !load("xl/styles.xml", document)) return;
        std::map<int, std::string> codes;
        for_each_child(child(document.RootElement(), "numFmts"), "numFmt",
                       [&](const XMLElement& element) {
                           codes.emplace(std::atoi(attribute(element, "numFmtId").c_str()),
                                         attribute(element, "formatCode"));
                       });
        for_each_child(
            child(document.RootElement(), "cellXfs"), "xf", [&](const XMLElement& element) {
                is_date_.push_back(
                    is_date_format(std::atoi(attribute(element, "numFmtId").c_str()), codes));
            });
    }

    bool read_sheet(const std::string& part, Sheet& sheet) {
        XMLDocument document(true, tinyxml2::PRESERVE_WHITESPACE);
        if (!load(part, document)) return false;
        std::size_t number = 0;
        for_each_child(
            child(document.RootElement(), "sheetData"), "row", [&](const XMLElement& element) {
                const std::string given = attribute(element, "r");
                number = given.empty()
                             ? number + 1
                             : static_cast<std::size_t>(std::strtoull(given.c_str(), nullptr, 10));
                SheetRow row;
                row.number = number;
                bool any = false;
                for_each_child(&element, "c", [&](const XMLElement& cell) {
                    const std::size_t column = column_of(attribute(cell, "r"), row.cells.size());
                    if (column >= width_of(sheet)) return;
                    std::string text = cell_text(cell);
                    any = any || !text.empty();
                    if (row.cells.size() <= column) row.cells.resize(column + 1);
                    row.cells[column] = std::move(text);
                });
                if (any) sheet.rows.push_back(std::move(row));
            });
        return true;
    }

    /// Columns that are looked at. A row costs memory up to its last cell: one far out in each of
    /// many rows would cost gigabytes.
    static std::size_t width_of(const Sheet& sheet) {
        constexpr std::size_t kLast = 16384;  // Excel's last column is XFD.
        if (sheet.rows.empty()) return kLast;
        return std::max<std::size_t>(256, sheet.rows.front().cells.size());
    }

    std::string cell_text(const XMLElement& cell) const {
        const std::string type = attribute(cell, "t");
        if (type == "inlineStr") {
            const XMLElement* inline_text = child(&cell, "is");
            return inline_text ? rich_text(*inline_text) : std::string();
        }
        const XMLElement* value = child(&cell, "v");
        const std::string text = value && value->GetText() ? value->GetText() : "";
        if (type == "s") {
            const std::size_t index =
                static_cast<std::size_t>(std::strtoull(text.c_str(), nullptr, 10));
            return index < strings_.size() ? strings_[index] : std::string();
        }
        if (type == "str") return unescaped(text);
        if (type == "b") return text == "1" ? "TRUE" : "FALSE";
        if (type == "e") return {};
        const std::size_t style =
            static_cast<std::size_t>(std::strtoull(attribute(cell, "s").c_str(), nullptr, 10));
        const bool number = (type.empty() || type == "n") && !text.empty();
        if (number && style < is_date_.size() && is_date_[style]) return day(text);
        return text;
    }

    /// Excel counts days from 1899-12-30 (or 1904-01-01); its 1900 has a 29th of February, before
    /// which days are one off: nobody's names are that old.
    std::string day(const std::string& text) const {
        const double serial = std::strtod(text.c_str(), nullptr);
        if (!(serial >= 1 && serial < 2958466)) return text;
        return to_string(
            Date{static_cast<std::int32_t>(std::floor(serial)) - (from_1904_ ? 24107 : 25569)});
    }

    const Archive& archive_;
    const std::string& file_;
    XMLDocument book_;
    std::map<std::string, std::string> relations_;
    std::vector<std::string> strings_;
    std::vector<bool> is_date_;
    bool from_1904_ = false;
};

}  // namespace

bool is_workbook(const Archive& archive) { return archive.has("xl/workbook.xml"); }

Result<std::vector<Sheet>> read_workbook(const Archive& archive, const std::string& file) {
    return Workbook(archive, file).read();
}

}  // namespace diglot
