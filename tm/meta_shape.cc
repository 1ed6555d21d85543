#include "tm/meta_shape.h"

namespace diglot {
namespace {

/// Takes values off the front.
class Values {
public:
    explicit Values(std::string_view values) : rest_(values) {}

    std::string next() {
        if (!rest_.empty()) rest_.remove_prefix(1);
        const std::size_t end = std::min(rest_.find(kMetaSeparator), rest_.size());
        std::string value(rest_.substr(0, end));
        rest_.remove_prefix(end);
        return value;
    }

private:
    std::string_view rest_;
};

}  // namespace

std::optional<MetaParts> split_meta(std::string_view element,
                                    const std::vector<Attribute>& attributes,
                                    const std::vector<Markup>& annotations) {
    MetaParts parts;
    Markup shape = Markup::node(element);
    bool fits = true;
    const auto take = [&](const std::string& value) {
        fits = fits && value.find(kMetaSeparator) == std::string::npos;
        parts.values += kMetaSeparator;
        parts.values += value;
        return std::string(kMetaHole);
    };
    for (const Attribute& attribute : attributes)
        shape.attributes.push_back({attribute.name, take(attribute.value)});
    for (const Markup& annotation : annotations) {
        const bool plain = annotation.children.size() == 1 && annotation.children.front().is_text();
        if (annotation.is_text() || (!annotation.children.empty() && !plain)) return std::nullopt;
        Markup& child =
            shape.children.emplace_back(Markup::node(annotation.element, annotation.attributes));
        if (plain) child.children.push_back(Markup::run(take(annotation.children.front().text)));
    }
    if (!fits) return std::nullopt;
    parts.shape = to_jsonml({shape});
    return parts;
}

MetaShape::MetaShape(std::string_view shape) : element_(parse_jsonml(shape).at(0)) {}

void MetaShape::fill(std::string_view values, std::vector<Attribute>& attributes,
                     std::vector<Markup>& annotations) const {
    Values next(values);
    attributes = element_.attributes;
    annotations = element_.children;
    for (Attribute& attribute : attributes) attribute.value = next.next();
    for (Markup& annotation : annotations) {
        for (Markup& text : annotation.children) text.text = next.next();
    }
}

}  // namespace diglot
