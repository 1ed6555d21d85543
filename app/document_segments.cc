#include "app/document_segments.h"

#include <iostream>
#include <iterator>

namespace diglot {
namespace {

/// A block's text as the rules see it: a line break and a tab are spaces, and what stands in the
/// sentence without being text (code, a formula) is a word.
struct RuledText {
    std::string text;
    std::vector<std::size_t> inserted;  ///< Bytes of `text` that the block's own text has not.
};

std::string_view stand_in(const Markup& code) {
    const std::string* type = code.attribute("type");
    if (code.element != "ph" || type == nullptr) return {};
    if (*type == "lb" || *type == "pb" || *type == "tab") return " ";
    return is_word(code) ? "Code" : "";
}

RuledText ruled_text(const std::vector<Markup>& content) {
    RuledText ruled;
    for (const Markup& node : content) {
        ruled.text += node.text;
        if (node.is_text()) continue;
        for (const char c : stand_in(node)) {
            ruled.inserted.push_back(ruled.text.size());
            ruled.text += c;
        }
    }
    return ruled;
}

}  // namespace

bool is_word(const Markup& code) {
    const std::string* type = code.attribute("type");
    return code.element == "ph" && type != nullptr &&
           (*type == "code" || *type == "protected" || *type == "link" || *type == "oMath");
}

Result<std::unique_ptr<Document>> open_document(const std::string& path,
                                                const DocumentOptions& options) {
    if (path != "-") return read_document(path, options);
    std::string bytes(std::istreambuf_iterator<char>(std::cin), {});
    return parse_document(std::move(bytes), path, options);
}

std::vector<ContentSegment> segments_of(const DocumentBlock& block, const SegmentationRules& rules,
                                        const LanguageTag& lang) {
    const RuledText ruled = ruled_text(block.content);
    std::vector<std::size_t> ends = rules.segment(ruled.text, lang);
    std::size_t inserted = 0;
    for (std::size_t& end : ends) {
        while (inserted < ruled.inserted.size() && ruled.inserted[inserted] < end) ++inserted;
        end -= inserted;
    }
    return split_content(block.content, ends);
}

}  // namespace diglot
