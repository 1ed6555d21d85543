// Makes a block of what a reader meets: text, white space, codes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/document_skeleton.h"

namespace diglot {

struct BuiltBlock {
    std::vector<Markup> content;
    BlockPlace place;
};

/// Takes pieces in the order of the source, each with its span.
class BlockBuilder {
public:
    void text(std::string_view text, Span span);
    /// White space that is shown as one space, or as none between Han characters where it is a
    /// line end.
    void space(Span span, bool is_line_end = false);
    /// A code that stands alone. `is_invisible`: nothing is seen of it, so that at either end of a
    /// block it is left outside.
    void placeholder(std::string_view type, std::string_view native, Span span,
                     bool is_invisible = false);
    /// The two ends of a pair, which have the same key. One without the other becomes an it.
    void open(std::string_view type, std::string_view native, Span span, std::string_view key);
    void close(std::string_view native, Span span, std::string_view key);
    /// More on the piece added last: of a code, its place; and the span that the block takes in
    /// with it, where that is larger (the run of a DOCX).
    CodePlace& last_code() { return pieces_.back().code; }
    void widen_last_span(Span span);

    bool empty() const { return pieces_.empty(); }

    /// The block, if there is text in it, and a new beginning.
    std::optional<BuiltBlock> finish();

private:
    enum class Kind { kText, kPlaceholder, kOpen, kClose };
    struct Piece {
        Kind kind = Kind::kText;
        std::string text;  ///< Of a code, its native form.
        std::string type;
        std::string key;
        Span span;
        Span inner;  ///< Of text, without white space at its ends; empty if there is no more.
        bool is_invisible = false;
        std::size_t partner = 0;  ///< Index of the other end; its own if there is none.
        std::size_t number = 0;
        CodePlace code;
    };

    void add(Kind kind, std::string_view type, std::string_view native, Span span,
             std::string_view key);
    void pair_up();
    void trim();
    bool trim_front();
    bool trim_back();
    BuiltBlock build();

    std::vector<Piece> pieces_;
    std::size_t first_ = 0;  ///< What trim() leaves: pieces [first_, last_).
    std::size_t last_ = 0;
    bool pending_break_ = false;  ///< A line end behind a Han character.
    Span properties_;             ///< Of the pair taken off last.
};

}  // namespace diglot
