#include "tm/content_segments.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "tm/unit.h"

namespace diglot {
namespace {

constexpr std::string_view kWideSpace = "\u3000";

std::size_t space_at_start(std::string_view text) {
    std::size_t at = 0;
    for (;;) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with(kWideSpace))
            at += kWideSpace.size();
        else if (!rest.empty() && std::string_view(" \t\n\r\f").find(rest[0]) != rest.npos)
            ++at;
        else
            return at;
    }
}

std::size_t space_at_end(std::string_view text) {
    std::size_t size = text.size();
    for (;;) {
        const std::string_view rest = text.substr(0, size);
        if (rest.ends_with(kWideSpace))
            size -= kWideSpace.size();
        else if (!rest.empty() && std::string_view(" \t\n\r\f").find(rest.back()) != rest.npos)
            --size;
        else
            return text.size() - size;
    }
}

std::size_t text_size(const Markup& node) {
    if (node.is_text()) return node.text.size();
    if (is_native_code(node.element)) return 0;
    std::size_t size = 0;
    for (const Markup& child : node.children) size += text_size(child);
    return size;
}

std::string attribute_or(const Markup& node, std::string_view name, std::string fallback = {}) {
    const std::string* value = node.attribute(name);
    return value ? *value : fallback;
}

/// Whether a code at a cut belongs to the segment before it.
bool belongs_before(const Markup& node) {
    if (node.element == "ept") return true;
    if (node.element == "it") return attribute_or(node, "pos") == "end";
    const std::string type = attribute_or(node, "type");
    static constexpr std::array<std::string_view, 5> kBefore = {"fnote", "enote", "lb", "pb",
                                                                "tab"};
    return node.element == "ph" && std::find(kBefore.begin(), kBefore.end(), type) != kBefore.end();
}

bool has_text(const std::vector<Markup>& content) {
    return std::any_of(content.begin(), content.end(), [](const Markup& node) {
        return node.is_text() ? space_at_start(node.text) < node.text.size() : text_size(node) > 0;
    });
}

/// The number a pair has in both ends.
std::string pair_number(const Markup& node) { return attribute_or(node, "i"); }

/// An end of a pair whose other end is in another segment, as an it.
void isolate(Markup& node) {
    const bool opens = node.element == "bpt";
    std::vector<Attribute> attributes{{"pos", opens ? "begin" : "end"}};
    attributes.push_back({"x", attribute_or(node, "x", pair_number(node))});
    for (Attribute& attribute : node.attributes) {
        if (attribute.name != "i" && attribute.name != "x")
            attributes.push_back(std::move(attribute));
    }
    node.element = "it";
    node.attributes = std::move(attributes);
}

void isolate_cut_pairs(std::vector<Markup>& content) {
    std::map<std::string, int> ends;
    for (const Markup& node : content) {
        if (node.element == "bpt" || node.element == "ept") ++ends[pair_number(node)];
    }
    for (Markup& node : content) {
        if ((node.element == "bpt" || node.element == "ept") && ends[pair_number(node)] == 1)
            isolate(node);
    }
}

/// Cuts while it goes through the content once.
class Splitter {
public:
    explicit Splitter(const std::vector<std::size_t>& ends) : ends_(ends) {}

    std::vector<std::vector<Markup>> split(const std::vector<Markup>& content) {
        for (const Markup& node : content) {
            if (node.is_text())
                add_text(node.text);
            else
                add_code(node);
        }
        if (!part_.empty()) parts_.push_back(std::move(part_));
        return std::move(parts_);
    }

private:
    void cut() {
        if (!part_.empty()) parts_.push_back(std::exchange(part_, {}));
    }

    /// Cuts where the next end has come. The last end is no cut.
    void cut_if_due() {
        while (next_ + 1 < ends_.size() && ends_[next_] <= at_) {
            ++next_;
            cut();
        }
    }

    void add_text(std::string_view text) {
        while (!text.empty()) {
            cut_if_due();
            std::size_t size = text.size();
            if (next_ + 1 < ends_.size()) size = std::min(size, ends_[next_] - at_);
            part_.push_back(Markup::run(text.substr(0, size)));
            text.remove_prefix(size);
            at_ += size;
        }
    }

    void add_code(const Markup& node) {
        if (!belongs_before(node)) cut_if_due();
        part_.push_back(node);
        at_ += text_size(node);
    }

    const std::vector<std::size_t>& ends_;
    std::size_t next_ = 0;
    std::size_t at_ = 0;
    std::vector<Markup> part_;
    std::vector<std::vector<Markup>> parts_;
};

/// Adds a node, a run to the run before it.
void append(Markup node, std::vector<Markup>& content) {
    if (node.is_text() && !content.empty() && content.back().is_text())
        content.back().text += node.text;
    else if (!node.is_text() || !node.text.empty())
        content.push_back(std::move(node));
}

void append_all(std::vector<Markup> nodes, std::vector<Markup>& content) {
    for (Markup& node : nodes) append(std::move(node), content);
}

ContentSegment to_segment(std::vector<Markup> content) {
    ContentSegment segment;
    if (!content.empty() && content.front().is_text()) {
        std::string& text = content.front().text;
        segment.before = text.substr(0, space_at_start(text));
        text.erase(0, segment.before.size());
    }
    if (!content.empty() && content.back().is_text()) {
        std::string& text = content.back().text;
        segment.after = text.substr(text.size() - space_at_end(text));
        text.erase(text.size() - segment.after.size());
    }
    append_all(std::move(content), segment.content);
    isolate_cut_pairs(segment.content);
    return segment;
}

/// Makes a bpt or ept of an it whose other end is there too.
void mend(Markup& node) {
    const std::string number = attribute_or(node, "x");
    const bool opens = attribute_or(node, "pos") == "begin";
    std::vector<Attribute> attributes{{"i", number}};
    if (opens) attributes.push_back({"x", number});
    for (Attribute& attribute : node.attributes) {
        if (attribute.name != "pos" && attribute.name != "x")
            attributes.push_back(std::move(attribute));
    }
    node.element = opens ? "bpt" : "ept";
    node.attributes = std::move(attributes);
}

void mend_cut_pairs(std::vector<Markup>& content) {
    std::set<std::string> begun, ended;
    for (const Markup& node : content) {
        if (node.element != "it") continue;
        const std::string number = attribute_or(node, "x");
        const bool opens = attribute_or(node, "pos") == "begin";
        if (opens)
            begun.insert(number);
        else if (begun.count(number) > 0)
            ended.insert(number);
    }
    for (Markup& node : content) {
        if (node.element == "it" && ended.count(attribute_or(node, "x")) > 0) mend(node);
    }
}

}  // namespace

std::vector<ContentSegment> split_content(const std::vector<Markup>& content,
                                          const std::vector<std::size_t>& ends) {
    std::vector<std::vector<Markup>> parts;
    std::vector<Markup> waiting;  // Without text: goes to the next part that has some.
    for (std::vector<Markup>& part : Splitter(ends).split(content)) {
        if (!has_text(part)) {
            append_all(std::move(part), waiting);
            continue;
        }
        if (!waiting.empty()) {
            append_all(std::move(part), waiting);
            part = std::exchange(waiting, {});
        }
        parts.push_back(std::move(part));
    }
    if (!waiting.empty()) {
        if (parts.empty()) parts.emplace_back();
        append_all(std::move(waiting), parts.back());
    }
    std::vector<ContentSegment> segments;
    segments.reserve(parts.size());
    for (std::vector<Markup>& part : parts) segments.push_back(to_segment(std::move(part)));
    return segments;
}

std::vector<Markup> join_content(const std::vector<ContentSegment>& segments) {
    std::vector<Markup> content;
    for (const ContentSegment& segment : segments) {
        append(Markup::run(segment.before), content);
        append_all(segment.content, content);
        append(Markup::run(segment.after), content);
    }
    mend_cut_pairs(content);
    return content;
}

void fit_white_space(std::vector<ContentSegment>& segments, const LanguageTag& lang) {
    const std::string language = lang.language();
    const bool without = language == "zh" || language == "ja" || language == "yue";
    for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
        std::string& after = segments[i].after;
        std::string& before = segments[i + 1].before;
        if (without && after + before == " ") {
            after.clear();
            before.clear();
        } else if (!without && (after + before).empty()) {
            after = " ";
        }
    }
}

}  // namespace diglot
