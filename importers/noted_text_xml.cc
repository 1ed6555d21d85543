// Texts in the XML of a unit. Only what XmlStream has read is looked at: it is well-formed.
#include <algorithm>
#include <array>
#include <charconv>

#include "core/text/utf8.h"
#include "importers/noted_text.h"

namespace diglot {
namespace {

using Span = NotedText::Span;

constexpr std::array<std::string_view, 5> kNativeCode{"bpt", "ept", "it", "ph", "ut"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kReferences{
    {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}}};

/// What stands for "&NAME;"; empty for what nobody knows without a DOCTYPE.
std::string referred(std::string_view name) {
    for (const auto& [known, character] : kReferences)
        if (known == name) return std::string(character);
    if (!name.starts_with('#')) return {};
    name.remove_prefix(1);
    const bool hex = name.starts_with('x');
    if (hex) name.remove_prefix(1);
    std::uint32_t number = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, number, hex ? 16 : 10);
    std::string character;
    if (error == std::errc() && stop == end) append_code_point(number, character);
    return character;
}

std::string_view local_name(std::string_view tag) {
    const std::size_t end = std::min(tag.find_first_of(" \t\r\n/>"), tag.size());
    const std::string_view name = tag.substr(0, end);
    const std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

class XmlTexts {
public:
    explicit XmlTexts(std::string_view unit) : unit_(unit) {}

    std::vector<NotedText> read() {
        while (at_ < unit_.size()) {
            if (skips("<!--", "-->") || skips("<?", "?>")) continue;
            if (unit_.substr(at_).starts_with("<![CDATA["))
                literal();
            else if (unit_[at_] == '<')
                tag();
            else
                character(true);
        }
        return std::move(texts_);
    }

private:
    struct Element {
        std::string_view name;
        bool has_text = false;  ///< Its content is a text of its own.
        Span tag;
    };

    bool skips(std::string_view start, std::string_view end) {
        if (!unit_.substr(at_).starts_with(start)) return false;
        at_ = std::min(unit_.find(end, at_ + start.size()), unit_.size() - end.size()) + end.size();
        return true;
    }

    void literal() {
        constexpr std::size_t kStart = std::string_view("<![CDATA[").size();
        const std::size_t end = std::min(unit_.find("]]>", at_), unit_.size());
        at_ = std::min(at_ + kStart, end);
        for (const std::size_t text : open_) texts_[text].literal.push_back({at_, end});
        while (at_ < end) character(false);
        at_ = std::min(end + 3, unit_.size());
    }

    void tag() {
        const std::size_t start = at_;
        char quote = 0;
        for (++at_; at_ < unit_.size() && (quote != 0 || unit_[at_] != '>'); ++at_) {
            if (quote == unit_[at_])
                quote = 0;
            else if (quote == 0 && (unit_[at_] == '"' || unit_[at_] == '\''))
                quote = unit_[at_];
        }
        at_ = std::min(at_ + 1, unit_.size());
        const std::string_view tag = unit_.substr(start, at_ - start);
        if (tag.starts_with("</"))
            close(local_name(tag.substr(2)));
        else if (!tag.ends_with("/>"))
            open({local_name(tag.substr(1)), false, {start, at_}});
    }

    void open(Element element) {
        const auto within = [&](std::string_view name) {
            return std::any_of(elements_.begin(), elements_.end(),
                               [&](const Element& one) { return one.name == name; });
        };
        element.has_text = element.name == "seg" || element.name == "target" ||
                           (element.name == "mrk" && within("target"));
        if (element.has_text) {
            NotedText& text = texts_.emplace_back();
            text.is_alternative = within("alt-trans") || within("match");
            for (const Element& one : elements_)
                if (one.name == "tu" || one.name == "tuv") text.unit_tags.push_back(one.tag);
            open_.push_back(texts_.size() - 1);
        }
        if (is_native(element.name)) ++native_;
        elements_.push_back(element);
    }

    void close(std::string_view name) {
        if (elements_.empty() || elements_.back().name != name) return;  // Of what began before.
        if (elements_.back().has_text) open_.pop_back();
        if (is_native(name)) --native_;
        elements_.pop_back();
    }

    static bool is_native(std::string_view name) {
        return std::find(kNativeCode.begin(), kNativeCode.end(), name) != kNativeCode.end();
    }

    /// One character; XML 1.0, 2.11: a line end is LF, however it is written.
    void character(bool references) {
        const std::size_t start = at_;
        std::string value;
        if (references && unit_[at_] == '&') {
            const std::size_t end = std::min(unit_.find(';', at_), unit_.size() - 1);
            value = referred(unit_.substr(start + 1, end - start - 1));
            at_ = end + 1;
            if (value.empty()) value = unit_.substr(start, at_ - start);
        } else if (unit_[at_] == '\r') {
            at_ += unit_.substr(at_).starts_with("\r\n") ? 2 : 1;
            value = "\n";
        } else {
            next_code_point(unit_, at_);
            value = unit_.substr(start, at_ - start);
        }
        if (native_ > 0) return;
        for (const std::size_t text : open_) texts_[text].add(value, {start, at_});
    }

    std::string_view unit_;
    std::size_t at_ = 0;
    std::vector<Element> elements_;
    int native_ = 0;                 ///< Open elements whose content is code.
    std::vector<std::size_t> open_;  ///< Texts that are open, from outside in.
    std::vector<NotedText> texts_;
};

}  // namespace

std::vector<NotedText> read_xml_texts(std::string_view unit) { return XmlTexts(unit).read(); }

}  // namespace diglot
