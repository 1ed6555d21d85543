#include "importers/changed_source.h"

#include <algorithm>

#include <xxhash.h>

#include "core/text/utf8.h"
#include "importers/csv_records.h"
#include "importers/encoding.h"
#include "importers/text_encoder.h"

namespace diglot {
namespace {

class Hash {
public:
    Hash() : state_(XXH3_createState()) { XXH3_64bits_reset(state_); }
    ~Hash() { XXH3_freeState(state_); }
    Hash(const Hash&) = delete;
    Hash& operator=(const Hash&) = delete;

    void add(std::string_view bytes) { XXH3_64bits_update(state_, bytes.data(), bytes.size()); }
    std::uint64_t value() const { return XXH3_64bits_digest(state_); }

private:
    XXH3_state_t* state_;
};

/// A file's bytes, and the hash of those that were read.
class HashedBytes : public ByteSource {
public:
    explicit HashedBytes(const std::string& path) : bytes_(open_bytes(path)) {}

    std::size_t read(char* to, std::size_t size) override {
        const std::size_t count = bytes_->read(to, size);
        hash_.add({to, count});
        return count;
    }
    std::uint64_t bytes_done() const override { return bytes_->bytes_done(); }
    std::uint64_t bytes_total() const override { return bytes_->bytes_total(); }
    std::uint64_t hash() const { return hash_.value(); }

private:
    std::unique_ptr<ByteSource> bytes_;
    Hash hash_;
};

}  // namespace

struct ChangedSource::State {
    State(const std::string& path, Notation of, const std::string& encoding,
          std::vector<ChangedRegion>& all)
        : bytes(path), text(bytes, encoding), notation(of), regions(all) {
        const EncodingGuess& found = text.encoding();
        if (found.name != "UTF-8") encoder.emplace(found.name);
        if (of == Notation::kTable) separator = find_separator(text.head()).value_or(',');
        if (found.bom_size > 0) put("\xEF\xBB\xBF", "\xEF\xBB\xBF");
        for (ChangedRegion& region : regions) region.made.assign(region.changes.size(), false);
    }

    /// More of the file in `window`, as it was read; false at its end.
    bool take_in() { return text.append_to(window); }

    void encode(std::string_view from, std::string& to) {
        if (!encoder)
            to += from;
        else if (!encoder->encode(from, false, to))
            faithful = false;
    }

    /// `changed` goes out in place of what was read.
    void put(std::string_view changed, std::string_view read) {
        std::string raw;
        encode(read, raw);
        unchanged.add(raw);
        if (changed == read)
            out += raw;
        else
            encode(changed, out);
    }

    /// The offset of the position in `window`, which begins at `here`; where the window ends before
    /// it, nothing. A line that is shorter than the column ends the search at its end.
    std::optional<std::size_t> find(const Position& wanted) const {
        Position at = here;
        std::size_t offset = 0;
        while (at.line < wanted.line) {
            const std::size_t end = window.find('\n', offset);
            if (end == std::string::npos) return std::nullopt;
            offset = end + 1;
            at = {at.line + 1, 1};
        }
        while (at.column < wanted.column) {
            if (offset >= window.size()) return std::nullopt;
            if (window[offset] == '\n') return offset;
            next_code_point(window, offset);
            ++at.column;
        }
        return offset;
    }

    /// Hands on the first bytes of the window.
    void pass(std::size_t size) {
        const std::string_view passed = std::string_view(window).substr(0, size);
        put(passed, passed);
        forget(size);
    }

    void forget(std::size_t size) {
        const std::string_view passed = std::string_view(window).substr(0, size);
        const std::size_t line = passed.rfind('\n');
        if (line == passed.npos) {
            here.column += count_code_points(passed);
        } else {
            here.line += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
            here.column = 1 + count_code_points(passed.substr(line + 1));
        }
        window.erase(0, size);
    }

    /// Something more in `out`; false at the end.
    bool advance() {
        if (next == regions.size()) {
            pass(window.size());
            return take_in();
        }
        ChangedRegion& region = regions[next];
        const auto start = find(region.start);
        if (!start) {
            pass(window.size());
            return take_in();
        }
        pass(*start);
        std::optional<std::size_t> end;
        while (!(region.end && (end = find(*region.end)))) {
            if (take_in()) continue;
            end = window.size();
            break;
        }
        std::string unit = window.substr(0, *end);
        for (std::size_t i = 0; i < region.changes.size(); ++i)
            region.made[i] = change_text(unit, notation, separator, region.changes[i]);
        put(unit, std::string_view(window).substr(0, *end));
        forget(*end);
        ++next;
        return true;
    }

    HashedBytes bytes;
    TextSource text;
    Notation notation;
    std::vector<ChangedRegion>& regions;
    std::optional<TextEncoder> encoder;  ///< Nothing for UTF-8.
    char separator = ',';
    std::string window;  ///< Read, and not handed on yet.
    Position here{1, 1};
    std::size_t next = 0;  ///< The region that comes next.
    std::string out;
    std::size_t out_at = 0;
    bool ended = false;
    bool faithful = true;
    Hash unchanged;  ///< Of what was read, back in its encoding.
};

ChangedSource::ChangedSource(const std::string& path, Notation notation,
                             const std::string& encoding, std::vector<ChangedRegion>& regions)
    : state_(std::make_unique<State>(path, notation, encoding, regions)) {}
ChangedSource::~ChangedSource() = default;

std::size_t ChangedSource::read(char* to, std::size_t size) {
    State& s = *state_;
    while (s.out_at == s.out.size() && !s.ended) {
        s.out.clear();
        s.out_at = 0;
        if (s.advance()) continue;
        s.pass(s.window.size());
        s.ended = true;
    }
    const std::size_t count = std::min(size, s.out.size() - s.out_at);
    s.out.copy(to, count, s.out_at);
    s.out_at += count;
    return count;
}

std::uint64_t ChangedSource::bytes_done() const { return state_->bytes.bytes_done(); }
std::uint64_t ChangedSource::bytes_total() const { return state_->bytes.bytes_total(); }

bool ChangedSource::is_faithful() const {
    return state_->ended && state_->faithful && state_->unchanged.value() == state_->bytes.hash();
}

}  // namespace diglot
