// One group of a search segment being asked: which of its documents contain a text.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tm/elias_fano.h"
#include "tm/search_format.h"
#include "tm/search_vocabulary.h"

namespace diglot {

struct SearchDocument {
    std::int64_t unit = 0;
    std::uint32_t variant = 0;
    bool is_source = false;
};

/// Blocks are read when first needed and kept. For one thread at a time.
class SearchGroup {
public:
    explicit SearchGroup(const BlockSource& source);

    std::size_t documents() const { return documents_; }
    std::size_t cached_bytes() const;

private:
    friend class GroupCursor;
    std::uint64_t documents_ = 0;
    std::int64_t first_unit_ = 0;
    std::uint64_t places_ = 0;
    std::optional<search_format::DocumentsShape> shape_;
    std::optional<SearchVocabulary> vocabulary_;
    std::optional<LazyBytes> lists_;
    std::optional<LazyBytes> document_bytes_;
};

/// Goes through the documents that contain some texts, in ascending order; looks at no more than it
/// must for the next.
class GroupCursor {
public:
    /// `texts`: folded by the default FoldOptions, not empty. Without any, all documents are found.
    GroupCursor(SearchGroup& group, const BlockSource& source,
                const std::vector<std::string>& texts);
    ~GroupCursor();
    GroupCursor(GroupCursor&&) noexcept;
    GroupCursor& operator=(GroupCursor&&) noexcept;

    /// Whether the documents found contain the texts for certain; else some may not, and must be
    /// looked at. What is not found never does.
    bool is_exact() const { return exact_; }

    /// The next document; false when there is none.
    bool next();
    SearchDocument document();
    /// How many documents are left.
    std::uint64_t count();

private:
    struct Phrase;
    bool add_text(const std::string& text);
    bool resolve(Phrase& phrase, std::string_view text, const std::vector<SearchToken>& tokens,
                 bool left_open, bool right_open);
    bool find(Phrase& phrase, std::uint64_t from);
    void to_document_of(std::uint64_t place);

    SearchGroup* group_;
    const BlockSource* source_;
    std::vector<Phrase> phrases_;
    EliasFanoCursor ends_, begins_, units_;
    bool exact_ = true;
    bool done_ = false;
    std::uint64_t document_ = 0;  ///< The current one.
    std::uint64_t end_ = 0;       ///< Behind its last place.
};

}  // namespace diglot
