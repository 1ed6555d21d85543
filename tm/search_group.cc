#include "tm/search_group.h"

#include <algorithm>
#include <limits>

#include "core/varint.h"
#include "tm/search_places.h"

namespace diglot {

using namespace search_format;
using Where = SearchVocabulary::Where;

// ---- SearchGroup

SearchGroup::SearchGroup(const BlockSource& source) {
    const std::string bytes = source.read(kHeader, 0);
    VarintReader header(bytes);
    if (header.next() != kFormat) throw DamagedIndex("the format of a group of texts");
    documents_ = header.next();
    if (documents_ == 0) return;
    const std::uint64_t first_unit = header.next();
    const std::uint64_t highest = header.next();  // Unit, above the first.
    const std::uint64_t info_bits = header.next();
    places_ = header.next();
    // What SearchSegmentBuilder promises.
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
    const bool sound = documents_ <= places_ && places_ <= kMost && highest <= kMost &&
                       first_unit <= std::numeric_limits<std::int64_t>::max() - kMost &&
                       info_bits <= 33;
    if (!sound) throw DamagedIndex("the head of a group of texts");
    first_unit_ = static_cast<std::int64_t>(first_unit);
    shape_.emplace(documents_, places_, highest + 1, static_cast<int>(info_bits));
    vocabulary_.emplace(header, places_);
    lists_.emplace(kLists, vocabulary_->list_bytes(), source);
    document_bytes_.emplace(kDocuments, shape_->bytes, source);
}

std::size_t SearchGroup::cached_bytes() const {
    if (documents_ == 0) return 0;
    return lists_->cached_bytes() + document_bytes_->cached_bytes() + vocabulary_->cached_bytes();
}

// ---- GroupCursor

/// Tokens side by side.
struct GroupCursor::Phrase {
    struct Token {
        std::uint64_t offset = 0;  ///< In the phrase.
        std::unique_ptr<SearchPlaces> places;
    };
    std::vector<Token> tokens;  ///< The rarest first.
    std::uint64_t length = 0;   ///< From the first to the last of them.
    std::uint64_t place = 0;    ///< Where it occurs.
};

GroupCursor::GroupCursor(SearchGroup& group, const BlockSource& source,
                         const std::vector<std::string>& texts)
    : group_(&group), source_(&source), done_(group.documents() == 0) {
    if (done_) return;
    ends_ = EliasFanoCursor(*group_->document_bytes_, *source_, 0, group_->shape_->starts);
    begins_ = ends_;
    units_ = EliasFanoCursor(*group_->document_bytes_, *source_, group_->shape_->units_start,
                             group_->shape_->units);
    for (const std::string& text : texts) {
        if (!done_ && !add_text(text)) done_ = true;
    }
}

GroupCursor::~GroupCursor() = default;
GroupCursor::GroupCursor(GroupCursor&&) noexcept = default;
GroupCursor& GroupCursor::operator=(GroupCursor&&) noexcept = default;

/// False if the text occurs nowhere.
bool GroupCursor::add_text(const std::string& text) {
    std::vector<SearchToken> tokens;
    cut_search_tokens(text, tokens);
    const auto is_space = [&](const SearchToken& token) {
        return token.end - token.start == 1 && text[token.start] == ' ';
    };
    const auto is_word = [](const SearchToken& token) {
        return token.kind == SearchTokenKind::kWord;
    };
    bool left_open = true, right_open = true;
    // A U+0020 at the edge, beside a word, may be an implied one.
    if (tokens.size() > 1 && is_space(tokens.front()) && is_word(tokens[1])) {
        tokens.erase(tokens.begin());
        left_open = exact_ = false;
    }
    if (tokens.size() > 1 && is_space(tokens.back()) && is_word(tokens[tokens.size() - 2])) {
        tokens.pop_back();
        right_open = exact_ = false;
    }
    if (tokens.size() == 1 && is_space(tokens.front())) {
        exact_ = false;
        return true;
    }
    Phrase phrase;
    if (!resolve(phrase, text, tokens, left_open, right_open)) return false;
    phrases_.push_back(std::move(phrase));
    return true;
}

/// Finds the lists. False if one of the tokens occurs nowhere.
bool GroupCursor::resolve(Phrase& phrase, std::string_view text,
                          const std::vector<SearchToken>& tokens, bool left_open, bool right_open) {
    // About what it takes to look at a document, in times of what it takes to go one place further
    // in merged lists; and so many documents are rather looked at than the vocabulary searched
    // through.
    constexpr std::uint64_t kCostOfLooking = 1500;
    constexpr std::uint64_t kFewDocuments = 32;
    std::uint64_t fewest = std::numeric_limits<std::uint64_t>::max();
    struct Wanted {
        std::size_t index;
        std::uint64_t count = 0;
        std::vector<TokenList> lists;
    };
    std::vector<Wanted> wanted;
    std::vector<std::size_t> parts;
    const auto where = [&](std::size_t i) {
        if (tokens[i].kind == SearchTokenKind::kIdeograph) return Where::kWhole;
        const bool left = left_open && i == 0, right = right_open && i + 1 == tokens.size();
        return left && right ? Where::kAnywhere
               : left        ? Where::kEnd
               : right       ? Where::kStart
                             : Where::kWhole;
    };
    const auto take = [&](std::size_t i) {
        Wanted token{i, 0, {}};
        const std::string_view piece =
            text.substr(tokens[i].start, tokens[i].end - tokens[i].start);
        group_->vocabulary_->find(tokens[i].kind, piece, where(i), *source_, token.lists);
        for (const TokenList& list : token.lists) token.count += list.count;
        if (token.count == 0) return false;
        if (token.lists.size() > 1 && token.count / kCostOfLooking > fewest) {
            exact_ = false;
        } else {
            fewest = std::min(fewest, token.count);
            wanted.push_back(std::move(token));
        }
        return true;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (where(i) != Where::kWhole)
            parts.push_back(i);
        else if (!take(i))
            return false;
    }
    // The longer is more likely to occur nowhere.
    const auto size_of = [&](std::size_t i) { return tokens[i].end - tokens[i].start; };
    if (parts.size() == 2 && size_of(parts[0]) < size_of(parts[1])) std::swap(parts[0], parts[1]);
    for (const std::size_t i : parts) {
        if (fewest <= kFewDocuments)
            exact_ = false;
        else if (!take(i))
            return false;
    }
    std::sort(wanted.begin(), wanted.end(),
              [](const Wanted& a, const Wanted& b) { return a.count < b.count; });
    for (const Wanted& token : wanted) {
        const std::uint64_t seeks = &token == &wanted.front() ? token.count : fewest;
        phrase.tokens.push_back({token.index, merge_places(token.lists, group_->places_, seeks,
                                                           *group_->lists_, *source_)});
    }
    phrase.length = tokens.size();
    return true;
}

/// The phrase's next place at or behind `from`. "Leapfrog": whoever is behind jumps to where the
/// others are.
bool GroupCursor::find(Phrase& phrase, std::uint64_t from) {
    SearchPlaces& rarest = *phrase.tokens.front().places;
    const std::uint64_t shift = phrase.tokens.front().offset;
    rarest.seek(from + shift);
    for (;;) {
        if (rarest.done()) return false;
        const std::uint64_t place = rarest.value() - shift;
        bool agreed = true;
        for (std::size_t i = 1; i < phrase.tokens.size() && agreed; ++i) {
            SearchPlaces& other = *phrase.tokens[i].places;
            other.seek(place + phrase.tokens[i].offset);
            if (other.done()) return false;
            agreed = other.value() == place + phrase.tokens[i].offset;
            if (!agreed) rarest.seek(other.value() - phrase.tokens[i].offset + shift);
        }
        if (!agreed) continue;
        phrase.place = place;
        return true;
    }
}

/// Makes the document in which `place` lies the current one; it never lies before the last one.
void GroupCursor::to_document_of(std::uint64_t place) {
    if (place < end_) return;
    ends_.seek(static_cast<std::uint32_t>(place + 1));
    if (!ends_.done() && ends_.index() == 0) throw DamagedIndex("where the texts begin");
    document_ = (ends_.done() ? group_->documents_ : ends_.index()) - 1;
    end_ = ends_.done() ? group_->places_ : ends_.value();
}

bool GroupCursor::next() {
    if (done_) return false;
    std::uint64_t from = end_;
    if (phrases_.empty()) {
        done_ = from >= group_->places_;
        if (!done_) to_document_of(from);
        return !done_;
    }
    for (std::size_t agreed = 0; agreed < phrases_.size();) {
        Phrase& phrase = phrases_[agreed];
        if (!find(phrase, from)) {
            done_ = true;
            return false;
        }
        const std::uint64_t before = end_;
        to_document_of(phrase.place);
        if (phrase.place + phrase.length > end_) {  // Over the end of a document.
            from = phrase.place + 1;
            continue;
        }
        if (phrases_.size() == 1) return true;
        // All must be in one document: when one jumps to another, all are asked again from there.
        agreed = agreed > 0 && end_ != before ? 0 : agreed + 1;
        begins_.seek_index(document_);
        from = begins_.value();
    }
    return true;
}

SearchDocument GroupCursor::document() {
    const auto& shape = *group_->shape_;
    units_.seek_index(document_);
    const std::uint64_t bit = document_ * static_cast<std::uint64_t>(shape.info_bits);
    const std::uint64_t word =
        group_->document_bytes_->word(shape.info_start + bit / 8, *source_) >> (bit % 8);
    const auto info =
        static_cast<std::uint32_t>(word & ((std::uint64_t{1} << shape.info_bits) - 1));
    return {group_->first_unit_ + units_.value(), info >> 1, (info & 1) != 0};
}

std::uint64_t GroupCursor::count() {
    std::uint64_t count = 0;
    while (next()) ++count;
    return count;
}

}  // namespace diglot
