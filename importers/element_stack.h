// Elements around text as a translator may have moved them: written so that they nest all the same.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>
#include <vector>

#include "importers/document_skeleton.h"

namespace diglot {

inline constexpr std::string_view kNotOpen = "end of an inline code that is not open";
inline constexpr std::string_view kUnknownCode = "inline code that the document does not have";

class ElementStack {
public:
    /// `copy` writes a span of the source.
    ElementStack(const std::function<void(Span)>& copy, LossCounter& losses)
        : copy_(copy), losses_(losses) {}

    /// Null where none is open.
    const CodePlace* innermost() const { return open_.empty() ? nullptr : open_.back(); }

    void open(const CodePlace& code) {
        copy_(code.open);
        open_.push_back(&code);
    }

    /// Those begun later end first, and begin again.
    void close(const CodePlace& code) {
        const auto found = std::find(open_.rbegin(), open_.rend(), &code);
        if (found == open_.rend()) return losses_.add(kNotOpen);
        const std::vector<const CodePlace*> inner(found.base(), open_.end());
        for (auto it = inner.rbegin(); it != inner.rend(); ++it) copy_((*it)->close);
        copy_(code.close);
        open_.erase(std::next(found).base(), open_.end());
        for (const CodePlace* again : inner) open(*again);
    }

    /// Ends what is open still.
    void finish() {
        for (; !open_.empty(); open_.pop_back()) copy_(open_.back()->close);
    }

private:
    const std::function<void(Span)>& copy_;
    LossCounter& losses_;
    std::vector<const CodePlace*> open_;
};

}  // namespace diglot
