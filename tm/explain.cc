#include "tm/explain.h"

#include <algorithm>

#include "core/text/tokens.h"
#include "tm/score.h"

namespace diglot {
namespace {

/// cost(i, k): changes that make the first k tokens of the unit of the first i of the query.
class CostTable {
public:
    CostTable(const std::vector<Token>& query, const std::vector<Token>& unit)
        : width_(unit.size() + 1), costs_((query.size() + 1) * width_) {
        for (std::size_t i = 0; i <= query.size(); ++i) at(i, 0) = i;
        for (std::size_t k = 0; k <= unit.size(); ++k) at(0, k) = k;
        for (std::size_t i = 1; i <= query.size(); ++i) {
            for (std::size_t k = 1; k <= unit.size(); ++k) {
                const std::size_t change = query[i - 1].value == unit[k - 1].value ? 0 : 1;
                at(i, k) =
                    std::min({at(i - 1, k - 1) + change, at(i - 1, k) + 1, at(i, k - 1) + 1});
            }
        }
    }
    std::size_t& at(std::size_t i, std::size_t k) { return costs_[i * width_ + k]; }

private:
    std::size_t width_;
    std::vector<std::size_t> costs_;
};

std::string original_text(const Segment& segment, const TokenizedText& tokens, const Token& token) {
    const auto span = tokens.folded.original(token.start, token.end);
    return segment.text.substr(span.start, span.end - span.start);
}

}  // namespace

const char* to_string(TokenEdit::Kind kind) {
    switch (kind) {
        case TokenEdit::Kind::kKept:
            return "kept";
        case TokenEdit::Kind::kChanged:
            return "changed";
        case TokenEdit::Kind::kMissing:
            return "missing";
        case TokenEdit::Kind::kExtra:
            return "extra";
    }
    return "";
}

Explanation explain(const Segment& query, const Segment& unit) {
    const TokenizedText a = tokenize(query.text);
    const TokenizedText b = tokenize(unit.text);
    CostTable cost(a.tokens, b.tokens);
    Explanation result;
    result.raw_score = similarity(cost.at(a.tokens.size(), b.tokens.size()),
                                  std::max(a.tokens.size(), b.tokens.size()));
    std::size_t i = a.tokens.size();
    std::size_t k = b.tokens.size();
    while (i > 0 || k > 0) {
        TokenEdit edit;
        const bool equal = i > 0 && k > 0 && a.tokens[i - 1].value == b.tokens[k - 1].value;
        const bool both =
            i > 0 && k > 0 && cost.at(i, k) == cost.at(i - 1, k - 1) + (equal ? 0 : 1);
        const bool query_only = !both && i > 0 && cost.at(i, k) == cost.at(i - 1, k) + 1;
        edit.kind = both ? (equal ? TokenEdit::Kind::kKept : TokenEdit::Kind::kChanged)
                         : (query_only ? TokenEdit::Kind::kMissing : TokenEdit::Kind::kExtra);
        if (both || query_only) edit.query = original_text(query, a, a.tokens[--i]);
        if (!query_only) edit.unit = original_text(unit, b, b.tokens[--k]);
        result.edits.push_back(std::move(edit));
    }
    std::reverse(result.edits.begin(), result.edits.end());
    return result;
}

}  // namespace diglot
