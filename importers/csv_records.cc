#include "importers/csv_records.h"

#include <algorithm>
#include <array>

namespace diglot {

int CsvRecords::peek() {
    while (at_ == buffer_.size()) {
        buffer_.clear();
        at_ = 0;
        if (!text_.append_to(buffer_)) return -1;
    }
    return static_cast<unsigned char>(buffer_[at_]);
}

int CsvRecords::take() {
    const int c = peek();
    if (c < 0) return c;
    ++at_;
    if (c == '\r') {
        if (peek() == '\n') ++at_;
        ++line_;
        return '\n';
    }
    if (c == '\n') ++line_;
    return c;
}

void CsvRecords::add(CsvRecord& record, int c) {
    if (static_cast<char>(c) == TextSource::kInvalidByte) {
        record.invalid_bytes = true;
        record.fields.back() += "\xEF\xBF\xBD";
    } else {
        record.fields.back() += static_cast<char>(c);
    }
}

void CsvRecords::read_field(CsvRecord& record) {
    record.fields.emplace_back();
    if (quotes_ && peek() == '"') {
        take();
        while (true) {
            const int c = take();
            if (c < 0 || record.fields.back().size() > kLongestField) {
                record.open_quote = true;
                return;
            }
            if (c == '"' && peek() != '"') break;
            if (c == '"') take();
            add(record, c);
        }
        // "Hi," he said: these quotes are text.
        const int c = peek();
        if (c >= 0 && c != separator_ && c != '\n' && c != '\r')
            record.fields.back() = '"' + record.fields.back() + '"';
    }
    for (int c = peek(); c >= 0 && c != separator_ && c != '\n' && c != '\r'; c = peek()) {
        if (record.fields.back().size() > kLongestField) {
            record.too_long = true;
            take();
        } else {
            add(record, take());
        }
    }
}

bool CsvRecords::next(CsvRecord& record) {
    record = {};
    if (peek() < 0) return false;
    record.line = line_;
    while (true) {
        if (record.fields.size() == kMostFields) {
            record.too_long = true;
            record.fields.pop_back();
        }
        read_field(record);
        if (record.open_quote || peek() != separator_) break;
        take();
    }
    if (!record.open_quote) record.has_line_end = take() >= 0;
    return true;
}

void append_csv(const std::vector<std::string>& fields, char separator, std::string& out) {
    const std::string special = std::string("\"\r\n") + separator;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string& field = fields[i];
        if (i > 0) out += separator;
        const bool quote = field.find_first_of(special) != std::string::npos ||
                           (!field.empty() && (field.front() == ' ' || field.back() == ' '));
        if (!quote) {
            out += field;
            continue;
        }
        out += '"';
        for (const char c : field) out.append(c == '"' ? 2 : 1, c);
        out += '"';
    }
    out += '\n';
}

namespace {

bool is_guarded(const std::string& field) {
    return field.size() > 1 && field[0] == '\'' &&
           std::string_view("=+-@\t'").find(field[1]) != std::string_view::npos;
}

}  // namespace

std::string guard_formula(const std::string& field) {
    const bool formula =
        !field.empty() && std::string_view("=+-@\t").find(field[0]) != std::string_view::npos;
    return formula || is_guarded(field) ? "'" + field : field;
}

std::string unguard_formula(const std::string& field) {
    return is_guarded(field) ? field.substr(1) : field;
}

std::optional<char> find_separator(std::string_view head) {
    static constexpr std::array<char, 3> kSeparators{'\t', ',', ';'};
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    for (const char c : head) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') {
            if (counts != std::array<std::size_t, 3>{}) break;
            continue;
        }
        const auto found = std::find(kSeparators.begin(), kSeparators.end(), c);
        if (found != kSeparators.end())
            ++counts[static_cast<std::size_t>(found - kSeparators.begin())];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    if (*most == 0) return std::nullopt;
    return kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

}  // namespace diglot
