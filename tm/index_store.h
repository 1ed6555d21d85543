// The index's tables: segments, their blocks, and which units no segment knows yet. SQL for the
// index is here and nowhere else; what a block holds is its segment's business
// (tm/match_segment.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/language_tag.h"
#include "core/storage/database.h"
#include "core/storage/id_ranges.h"
#include "tm/index_blocks.h"

namespace diglot {

/// Which documents a segment holds. A document is one variant of a unit.
enum class LaneKind {
    kSources,  ///< The variants that units were translated from, in one language, for matching.
    kTargets,  ///< The other variants in one language, for matching; only once it was asked for as
               ///< a source.
    kTexts,    ///< Every variant, for concordance.
};

struct Lane {
    LaneKind kind = LaneKind::kSources;
    std::string language;  ///< LanguageTag::language(); empty for kTexts.

    bool operator==(const Lane&) const = default;
    auto operator<=>(const Lane&) const = default;
};

struct SegmentInfo {
    std::int64_t id = 0;  ///< Never used twice, but for those of a transaction that was taken back.
    Lane lane;
    std::int64_t documents = 0;
    std::int64_t units = 0;  ///< How many it was made of.
    bool is_full =
        false;      ///< It was closed because it could take no more: never joined with others.
    IdRanges live;  ///< Units whose rows have not changed since it was made.

    /// Whether it has documents that do not count any more.
    bool has_void() const { return live.size() < units; }
};

/// A document as the index reads it.
struct DocumentRow {
    std::int64_t unit = 0;
    std::uint32_t variant = 0;
    bool is_source = false;                 ///< The unit was translated from it.
    const std::string* language = nullptr;  ///< LanguageTag::language() of its language.
    std::string_view text;                  ///< Valid during the call only.
};

/// Every member may throw StoreError; what reads segments and blocks, DamagedIndex.
class IndexStore {
public:
    static const char* const kSchema;
    static const char* const kFingerprintSchema;

    explicit IndexStore(const Database& database);

    /// Grows with every change of what the members below return.
    std::int64_t version() const;
    std::vector<SegmentInfo> segments() const;
    /// Units that may have rows no segment knows.
    IdRanges pending() const;
    /// How many variants in a language are not what their unit was translated from, at least; by
    /// LanguageTag::language().
    std::unordered_map<std::string, std::int64_t> other_variants() const;
    /// Languages whose other variants are indexed too.
    std::vector<std::string> kept_languages() const;

    std::string read_block(std::int64_t segment, std::uint32_t part, std::uint32_t block) const;
    /// All blocks of the segment, ascending.
    void for_each_block(std::int64_t segment,
                        const std::function<void(std::uint32_t part, std::uint32_t block,
                                                 std::string_view)>& visit) const;
    /// Bytes of all blocks.
    std::int64_t block_bytes() const;

    /// All variants of the units, ascending.
    void for_each_document(const IdRanges& units,
                           const std::function<void(const DocumentRow&)>& visit) const;
    /// From the lowest id to the highest; not all of them need have a unit.
    IdRanges all_units() const;

    // In a transaction only:
    std::int64_t add_segment(const Lane& lane);
    void write_block(std::int64_t segment, std::uint32_t part, std::uint32_t block,
                     std::string_view bytes);
    void finish_segment(std::int64_t segment, std::int64_t documents, const IdRanges& units,
                        bool is_full);
    void set_live(std::int64_t segment, const IdRanges& units);
    void remove_segment(std::int64_t segment);
    void set_pending(const IdRanges& units);
    void add_other_variants(const std::string& language, std::int64_t count);
    void keep_language(const std::string& language);
    void clear();
    /// The same where SQLite cannot read the tables: makes them anew, and forgets which languages
    /// were kept. Their old pages are lost to the file until it is vacuumed.
    static void make_anew(const Database& database);

private:
    const std::string& language_of(std::int64_t id) const;
    void bump() const;

    const Database& database_;
    mutable Statement version_, block_;
    std::optional<Statement> write_;
    mutable std::unordered_map<std::int64_t, std::string> languages_;
};

/// The blocks of one segment.
class StoredBlocks : public BlockSource {
public:
    StoredBlocks(const IndexStore& store, std::int64_t segment)
        : store_(store), segment_(segment) {}
    std::string read(std::uint32_t part, std::uint32_t block) const override {
        return store_.read_block(segment_, part, block);
    }

private:
    const IndexStore& store_;
    std::int64_t segment_;
};

}  // namespace diglot
