// A paragraph of a DOCX on its way to being a block: what its runs hold, and which format is
// common.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/block_builder.h"

namespace diglot::docx {

/// A run (<w:r>) in the source.
struct Run {
    Span span;
    Span properties;  ///< Its <w:rPr>; empty if it has none.
};

/// Collects what a paragraph holds, in order.
class Paragraph {
public:
    explicit Paragraph(const std::string& source) : source_(source) {}

    std::string kind;
    int level = 0;

    void start_run(std::size_t at);
    void set_run_properties(Span properties) { runs_.back().properties = properties; }
    void end_run(std::size_t at);
    bool in_run() const { return in_run_; }

    void text(std::string_view text, Span span);
    /// A code, in the run that is open or between runs.
    void code(std::string_view type, Span span, bool is_invisible);
    /// An element around runs: a hyperlink, an insertion.
    void open(std::string_view name, Span tag);
    void close(std::string_view name, Span tag);
    /// Fields: begin, instruction, separate, end (ECMA-376, part 1, 17.16.18).
    void field_begin(Span mark);
    void field_instruction(std::string_view text, Span element);
    void field_separate(Span mark);
    void field_end(Span mark);

    std::optional<BuiltBlock> finish();

private:
    enum class Kind { kText, kCode, kOpen, kClose };
    struct Item {
        Kind kind = Kind::kText;
        std::string text;  ///< Of a code, its type; of a container, its name.
        Span span;
        std::size_t first_run = 0, last_run = 0;  ///< Indices; kNoRun between runs.
        std::size_t container = 0;                ///< Index into containers_.
        std::size_t next_text = 0;  ///< Index of the next item that is text; items_.size() if none.
        std::size_t partner = 0;    ///< Field ends: a number that both have.
        bool is_invisible = false;
        bool is_field = false;
    };
    struct Field {
        std::size_t item = 0;  ///< Index of its first item.
        std::string instruction;
        bool has_result = false;
    };
    /// What text in a container, or outside all, looks like for the most part.
    struct Container {
        std::size_t parent = 0;
        std::string key;
        Span properties;
        bool has_text = false;
    };
    static constexpr std::size_t kNoRun = static_cast<std::size_t>(-1);

    Item& add(Kind item_kind, std::string_view text, Span span);
    bool has_text() const;
    void find_common_formats();
    void find_next_texts();
    std::string_view properties_of(std::size_t run) const;
    void emit(const Item& item, BlockBuilder& builder);
    void emit_format(const Item& item, BlockBuilder& builder);
    bool ends_format(const Item& item) const;
    void close_format(BlockBuilder& builder);
    std::vector<bool> runs_seen() const;
    Span edge(const Item& item) const;

    const std::string& source_;
    std::vector<Run> runs_;
    std::vector<std::string> keys_;  ///< By run; made by find_common_formats().
    bool in_run_ = false;
    std::vector<Item> items_;
    std::vector<Container> containers_{{}};
    std::size_t container_ = 0;
    std::vector<Field> fields_;
    std::size_t field_count_ = 0;
    std::optional<std::size_t> format_run_;  ///< A run of the format that is open.
    std::size_t format_item_ = 0;            ///< Index of its first text.
    std::size_t format_end_ = 0;             ///< Where its last text ends.
    std::size_t format_count_ = 0;
};

/// What of a run's properties is seen: without language, proofing, hints and revisions. Runs with
/// the same key look the same.
std::string format_key(std::string_view properties);
/// A short name of it for people and programs: type as TMX has it, and a tag: {"bold", "b"}.
std::pair<std::string, std::string> format_name(std::string_view properties);

}  // namespace diglot::docx
