// A search segment, made and asked: which of its documents contain a text.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tm/search_group.h"
#include "tm/search_group_builder.h"

namespace diglot {

/// Memory: 4 bytes a token, 12 a document, about 50 a different token; a million units of 36 tokens
/// take about 200 MB.
class SearchSegmentBuilder {
public:
    /// In ascending unit, then variant; `language`: LanguageTag::language(). A text of which
    /// nothing is left when folded is left out. Requires that units are less than 2^32 apart, and
    /// less than 2^32 tokens.
    void add(std::int64_t unit, std::uint32_t variant, bool is_source, std::string_view language,
             std::string_view text);

    std::size_t documents() const { return documents_; }
    std::size_t tokens() const { return tokens_; }
    std::int64_t first_unit() const { return first_unit_; }
    /// Writes the segment. The builder is empty afterwards.
    void finish(const BlockSink& sink);

private:
    SearchGroupBuilder& group_of(std::string_view language);

    std::vector<std::string> languages_;
    std::vector<std::unique_ptr<SearchGroupBuilder>> groups_;
    std::map<std::string, std::size_t, std::less<>> numbers_;
    std::size_t documents_ = 0;
    std::size_t tokens_ = 0;
    std::int64_t first_unit_ = 0;
};

/// Blocks are read when first needed and kept. For one thread at a time.
class SearchSegment {
public:
    explicit SearchSegment(const BlockSource& source);

    std::size_t cached_bytes() const;

private:
    friend class SearchCursor;
    struct Group {
        std::string language;
        std::unique_ptr<SearchGroup> opened;
    };
    std::vector<Group> groups_;
};

/// Goes through the documents that contain some texts, in ascending unit, then variant; looks at no
/// more than it must for the next.
class SearchCursor {
public:
    /// `texts`: folded by the default FoldOptions, not empty; without any, all documents are found.
    /// `languages`: only documents in these, and perhaps some in others; without any, all.
    SearchCursor(SearchSegment& segment, const BlockSource& source,
                 const std::vector<std::string>& texts,
                 const std::vector<std::string>& languages = {});

    /// The next document; false when there is none. Requires that the last call did not return
    /// false.
    bool next();
    const SearchDocument& document() const { return streams_.back().document; }
    /// Whether the current document contains the texts for certain; else it may not, and must be
    /// looked at. What is not found never does.
    bool is_exact() const { return streams_.back().cursor->is_exact(); }

private:
    /// A group's blocks as if they were all.
    class GroupBlocks : public BlockSource {
    public:
        GroupBlocks(const BlockSource& source, std::uint32_t first)
            : source_(source), first_(first) {}
        std::string read(std::uint32_t part, std::uint32_t block) const override {
            return source_.read(part, first_ + block);
        }

    private:
        const BlockSource& source_;
        std::uint32_t first_;
    };
    struct Stream {
        std::unique_ptr<GroupBlocks> blocks;
        std::unique_ptr<GroupCursor> cursor;
        SearchDocument document;
    };
    bool started_ = false;
    std::vector<Stream> streams_;  ///< The current one last.
};

}  // namespace diglot
