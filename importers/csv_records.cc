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

bool CsvRecords::opens_field() {
    if (quotes_ == Quotes::kNone || peek() != '"') return false;
    if (quotes_ == Quotes::kAll) return true;
    bool line_ended = false;
    bool separated = false;
    for (std::size_t i = 1; i <= kLongestField; ++i) {
        // What is looked at is read on behind what is there.
        while (at_ + i + 1 >= buffer_.size())
            if (!text_.append_to(buffer_)) break;
        if (at_ + i >= buffer_.size()) return false;
        const char c = buffer_[at_ + i];
        if (c == '"' && at_ + i + 1 < buffer_.size() && buffer_[at_ + i + 1] == '"') {
            ++i;
        } else if (c == '"') {
            return true;
        }
        line_ended |= c == '\n' || c == '\r';
        separated |= c == separator_;
        if (line_ended && separated) return false;
    }
    return false;
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
    const bool quoted = opens_field();
    if (quoted) {
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
        if (c >= 0 && c != separator_ && c != '\n' && c != '\r') {
            record.fields.back() = '"' + record.fields.back() + '"';
            record.stray_quote = true;
        } else {
            const std::string special = std::string("\"\n") + separator_;
            record.needed_quotes |=
                record.fields.back().find_first_of(special) != std::string::npos;
        }
    }
    for (int c = peek(); c >= 0 && c != separator_ && c != '\n' && c != '\r'; c = peek()) {
        if (record.fields.back().size() > kLongestField) {
            record.too_long = true;
            take();
        } else {
            record.stray_quote |= c == '"';
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

bool is_guarded(const std::string& field) {
    return field.size() > 1 && field[0] == '\'' &&
           std::string_view("=+-@\t'").find(field[1]) != std::string_view::npos;
}

std::string apostrophe_note(std::uint64_t rows) {
    return std::to_string(rows) + (rows == 1 ? " row has" : " rows have") +
           " a cell that begins with an apostrophe before = + - @: it is kept as text, for only in "
           "tables Diglot wrote it is surely none";
}

namespace {

template <std::size_t N>
bool has_in_order(const std::vector<std::string>& names, const std::array<const char*, N>& wanted) {
    auto at = names.begin();
    return std::all_of(wanted.begin(), wanted.end(), [&](const char* name) {
        at = std::find(at, names.end(), name);
        return at != names.end();
    });
}

}  // namespace

bool is_own_header(const std::vector<std::string>& names) {
    return has_in_order(names, kMemoryColumns) || has_in_order(names, kGlossaryColumns);
}

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
