// Tags left in a text that has none on the other side.
#include "quality/characters.h"
#include "quality/cleaning_rules.h"
#include "quality/formatting_tags.h"

namespace diglot {
namespace {

class TagsCleaning : public DescribedCleaningRule {
public:
    TagsCleaning()
        : DescribedCleaningRule(
              {"tags",
               "Tags of HTML written as text, which the other side does not have: taken out",
               "Tags of a translation whose source has none, neither as text nor as inline codes; "
               "and "
               "tags without a partner (a </b> and no <b>) on a side whose other side has no tags. "
               "They are taken out; <br> becomes a space.\n\nTags that only the source has are "
               "left: "
               "a translation that lost them is a matter for `check`.",
               {{"加入超連結</b>", "Add a hyperlink", "</b> has no partner"},
                {"已選擇檔案", "<b>Files</b> were selected", "the source has no <b>"},
                {"<b>已選擇</b>", "<b>Selected</b>", ""}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        const Segment& source = pair.source.segment;
        const Segment& target = pair.target.segment;
        if (source.text.find('>') == source.text.npos && target.text.find('>') == target.text.npos)
            return;
        const std::vector<TextTag> of_source = find_tags(source.text);
        const std::vector<TextTag> of_target = find_tags(target.text);
        if (of_source.empty() == of_target.empty()) return;
        if (!of_target.empty() && source.content.empty() &&
            source.text.find('<') == source.text.npos && source.text.find("＜") == source.text.npos)
            take_out(target.text, of_target, CleaningSide::kTarget,
                     "the source has no " + text_of(target.text, of_target.front()), found);
        else if (!of_source.empty() && target.content.empty()) {
            const std::vector<TextTag> lost = unpaired(of_source);
            // More tags than these, and the translation lost them.
            if (lost.size() == of_source.size() && !lost.empty())
                take_out(source.text, lost, CleaningSide::kSource,
                         text_of(source.text, lost.front()) + " has no partner", found);
        }
    }

private:
    static std::string text_of(const std::string& text, const TextTag& tag) {
        return text.substr(tag.start, tag.end - tag.start);
    }

    static void take_out(const std::string& text, const std::vector<TextTag>& tags,
                         CleaningSide side, std::string message, std::vector<Dirt>& found) {
        Dirt dirt{side, std::move(message), {}, {}};
        for (const TextTag& tag : tags) {
            const bool between = tag.start > 0 && tag.end < text.size() &&
                                 static_cast<unsigned char>(text[tag.start - 1]) > ' ' &&
                                 static_cast<unsigned char>(text[tag.end]) > ' ';
            dirt.edits.push_back({tag.start, tag.end, tag.name == "br" && between ? " " : ""});
        }
        std::string rest = text;
        for (auto edit = dirt.edits.rbegin(); edit != dirt.edits.rend(); ++edit)
            rest.replace(edit->start, edit->end - edit->start, edit->by);
        if (rest.find_first_not_of(" \t\r\n") == rest.npos) return;  // Nothing but tags.
        found.push_back(std::move(dirt));
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_tags_cleaning() { return std::make_unique<TagsCleaning>(); }

}  // namespace diglot
