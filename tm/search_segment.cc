#include "tm/search_segment.h"

#include <algorithm>

#include "core/varint.h"
#include "tm/search_format.h"

namespace diglot {

using namespace search_format;

namespace {

bool is_before(const SearchDocument& a, const SearchDocument& b) {
    return a.unit != b.unit ? a.unit < b.unit : a.variant < b.variant;
}

}  // namespace

// ---- SearchSegmentBuilder

SearchGroupBuilder& SearchSegmentBuilder::group_of(std::string_view language) {
    const auto known = numbers_.find(language);
    if (known != numbers_.end()) return *groups_[known->second];
    const bool is_last = groups_.size() + 1 == kMostGroups;
    if (groups_.size() < kMostGroups) {
        languages_.emplace_back(is_last ? std::string_view() : language);
        groups_.push_back(std::make_unique<SearchGroupBuilder>());
    }
    numbers_.emplace(language, groups_.size() - 1);
    return *groups_.back();
}

void SearchSegmentBuilder::add(std::int64_t unit, std::uint32_t variant, bool is_source,
                               std::string_view language, std::string_view text) {
    SearchGroupBuilder& group = group_of(language);
    const std::size_t before = group.tokens();
    group.add(unit, variant, is_source, text);
    if (group.tokens() == before) return;
    if (documents_++ == 0) first_unit_ = unit;
    tokens_ += group.tokens() - before;
}

void SearchSegmentBuilder::finish(const BlockSink& sink) {
    std::string header;
    append_varint(kFormat, header);
    append_varint(groups_.size(), header);
    for (std::size_t i = 0; i < groups_.size(); ++i) {
        append_varint(languages_[i].size(), header);
        header += languages_[i];
        groups_[i]->finish([&](std::uint32_t part, std::uint32_t block, std::string_view bytes) {
            sink(part, group_block(i) + block, bytes);
        });
        groups_[i].reset();  // Its memory is not needed any more.
    }
    sink(kHeader, 0, header);
    *this = {};
}

// ---- SearchSegment

SearchSegment::SearchSegment(const BlockSource& source) {
    const std::string bytes = source.read(kHeader, 0);
    VarintReader header(bytes);
    if (header.next() != kFormat) throw DamagedIndex("the format of texts");
    const std::uint64_t groups = header.next();
    if (groups > kMostGroups) throw DamagedIndex("groups of texts");
    groups_.resize(groups);
    for (Group& group : groups_) group.language = header.bytes(header.next());
}

std::size_t SearchSegment::cached_bytes() const {
    std::size_t bytes = 0;
    for (const Group& group : groups_) bytes += group.opened ? group.opened->cached_bytes() : 0;
    return bytes;
}

// ---- SearchCursor

SearchCursor::SearchCursor(SearchSegment& segment, const BlockSource& source,
                           const std::vector<std::string>& texts,
                           const std::vector<std::string>& languages) {
    for (std::size_t i = 0; i < segment.groups_.size(); ++i) {
        SearchSegment::Group& group = segment.groups_[i];
        const bool wanted =
            languages.empty() || group.language.empty() ||
            std::find(languages.begin(), languages.end(), group.language) != languages.end();
        if (!wanted) continue;
        auto blocks = std::make_unique<GroupBlocks>(source, group_block(i));
        if (!group.opened) group.opened = std::make_unique<SearchGroup>(*blocks);
        auto cursor = std::make_unique<GroupCursor>(*group.opened, *blocks, texts);
        if (!cursor->next()) continue;
        const SearchDocument document = cursor->document();
        streams_.push_back({std::move(blocks), std::move(cursor), document});
    }
}

bool SearchCursor::next() {
    if (started_) {
        Stream& current = streams_.back();
        if (current.cursor->next())
            current.document = current.cursor->document();
        else
            streams_.pop_back();
    }
    started_ = true;
    if (streams_.empty()) return false;
    const auto first = std::min_element(
        streams_.begin(), streams_.end(),
        [](const Stream& a, const Stream& b) { return is_before(a.document, b.document); });
    if (first + 1 != streams_.end()) std::swap(*first, streams_.back());
    return true;
}

}  // namespace diglot
