#include "importers/document_skeleton.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "importers/document_escape.h"

namespace diglot {
namespace {

bool is_native(const CodePlace& place, bool is_close, const std::string& native) {
    return native == (is_close ? place.close_native : place.open_native);
}

/// In the order of the source, an outer span before those inside it.
bool comes_before(Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; }

/// Renders the blocks that changed, and those inside them.
class Rendering {
public:
    Rendering(const std::string& source, const BlockWriter& writer, LossCounter& losses)
        : source_(source), writer_(writer), losses_(losses) {}

    void add_changed(const BlockPlace& place, const std::vector<Markup>& content) {
        changed_.push_back({&place, &content});
        is_sorted_ = is_sorted_ && place.mirrors.empty();
        for (const BlockPlace& mirror : place.mirrors) changed_.push_back({&mirror, &content});
    }
    bool is_changed() const { return !changed_.empty(); }

    std::string render() {
        if (!is_sorted_) {
            std::stable_sort(changed_.begin(), changed_.end(), [](const auto& a, const auto& b) {
                return comes_before(a.place->span, b.place->span);
            });
        }
        std::string out;
        out.reserve(source_.size() + source_.size() / 8);
        copy({0, source_.size()}, 0, out);
        return out;
    }

private:
    struct Changed {
        const BlockPlace* place;
        const std::vector<Markup>* content;
    };

    /// A span of the source with the changed blocks from `next` (an index into changed_) on.
    void copy(Span span, std::size_t next, std::string& out) {
        std::size_t at = span.begin;
        for (std::size_t i = first_at(span.begin, next); i < changed_.size(); ++i) {
            const BlockPlace& place = *changed_[i].place;
            if (place.span.begin >= span.end) break;
            if (place.span.begin < at) continue;  // Inside a block written already.
            out.append(source_, at, place.span.begin - at);
            const auto copy_inside = [this, i, &out](Span inside) { copy(inside, i + 1, out); };
            writer_.write(place, *changed_[i].content, copy_inside, out, losses_);
            at = place.span.end;
        }
        out.append(source_, at, span.end - at);
    }

    std::size_t first_at(std::size_t begin, std::size_t next) const {
        const auto found = std::lower_bound(
            changed_.begin() + static_cast<std::ptrdiff_t>(next), changed_.end(), begin,
            [](const Changed& block, std::size_t at) { return block.place->span.begin < at; });
        return static_cast<std::size_t>(found - changed_.begin());
    }

    const std::string& source_;
    const BlockWriter& writer_;
    LossCounter& losses_;
    std::vector<Changed> changed_;
    bool is_sorted_ = true;
};

/// Counts lines and columns up to places that come in order.
class PlaceCounter {
public:
    explicit PlaceCounter(std::string_view source) : source_(source) {}
    Position at(std::size_t offset) {
        for (; at_ < offset; ++at_) {
            if (source_[at_] == '\n') {
                ++position_.line;
                position_.column = 1;
            } else if ((static_cast<unsigned char>(source_[at_]) & 0xC0) != 0x80) {
                ++position_.column;
            }
        }
        return position_;
    }

private:
    std::string_view source_;
    std::size_t at_ = 0;
    Position position_{1, 1};
};

}  // namespace

std::size_t code_number(const Markup& code) {
    const std::string* value = code.attribute(code.element == "ept" ? "i" : "x");
    if (value == nullptr) value = code.attribute("i");
    std::size_t number = 0;
    if (value != nullptr) std::from_chars(value->data(), value->data() + value->size(), number);
    return number;
}

FoundCode find_code(const BlockPlace& block, const Markup& code) {
    const std::string* pos = code.attribute("pos");
    const bool is_end = code.element == "ept" || (pos != nullptr && *pos == "end");
    const std::string native = code.all_text();
    const auto closes = [&](const CodePlace& place) { return is_end && place.is_pair; };
    const std::size_t number = code_number(code);
    if (number > 0 && number <= block.codes.size()) {
        const CodePlace& place = block.codes[number - 1];
        if (native.empty() || is_native(place, closes(place), native))
            return {&place, closes(place)};
    }
    for (const CodePlace& place : block.codes) {
        if (is_native(place, closes(place), native)) return {&place, closes(place)};
    }
    return {};
}

void count_code_losses(const BlockPlace& block, const std::vector<Markup>& content,
                       LossCounter& losses) {
    std::vector<bool> seen(block.codes.size(), false);
    for (const Markup& node : content) {
        if (node.is_text()) continue;
        if (const FoundCode found = find_code(block, node); found.place)
            seen[static_cast<std::size_t>(found.place - block.codes.data())] = true;
    }
    losses.add("inline code that the new text has not",
               static_cast<std::size_t>(std::count(seen.begin(), seen.end(), false)));
}

void PlainBlockWriter::write(const BlockPlace& block, const std::vector<Markup>& content,
                             const std::function<void(Span)>& copy, std::string& out,
                             LossCounter& losses) const {
    TextEscaper escaper(block.escaping, source_, block.span, out);
    for (const Markup& node : content) {
        if (node.is_text()) {
            escaper.text(node.text);
        } else if (const FoundCode found = find_code(block, node);
                   found.place && found.span().begin < found.span().end) {
            escaper.code(found.is_close ? found.place->close_native : found.place->open_native);
            copy(found.span());
        } else {
            escaper.code(node.all_text());
            out += node.all_text();
        }
    }
    escaper.finish();
    count_code_losses(block, content, losses);
}

void Skeleton::set_blocks(std::vector<DocumentBlock>& blocks, std::vector<BlockPlace> places) {
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return comes_before(places[a].span, places[b].span);
    });
    std::vector<DocumentBlock> sorted;
    sorted.reserve(blocks.size());
    places_.clear();
    PlaceCounter counter(source_);
    for (const std::size_t i : order) {
        sorted.push_back(std::move(blocks[i]));
        sorted.back().position = counter.at(places[i].span.begin);
        places_.push_back(std::move(places[i]));
    }
    blocks = std::move(sorted);
}

std::string Skeleton::render(const DocumentBlock* blocks, const std::vector<Markup>* contents,
                             const BlockWriter& writer, LossCounter& losses,
                             bool& is_changed) const {
    Rendering rendering(source_, writer, losses);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (contents[i] != blocks[i].content) rendering.add_changed(places_[i], contents[i]);
    }
    is_changed = rendering.is_changed();
    return is_changed ? rendering.render() : source_;
}

}  // namespace diglot
