#include "importers/state_words.h"

#include <map>
#include <utility>

#include "importers/language_names.h"

namespace diglot {
namespace {

constexpr std::pair<std::string_view, std::string_view> kStates[] = {
    {"reviewed", "reviewed"},
    {"approved", "reviewed"},
    {"final", "reviewed"},
    {"confirmed", "reviewed"},
    {"proofread", "reviewed"},
    {"signed-off", "reviewed"},
    {"signed off", "reviewed"},
    {"done", "reviewed"},
    {"complete", "reviewed"},
    {"completed", "reviewed"},
    {"已審", "reviewed"},
    {"已審核", "reviewed"},
    {"已審校", "reviewed"},
    {"已校", "reviewed"},
    {"已校對", "reviewed"},
    {"已核准", "reviewed"},
    {"已核可", "reviewed"},
    {"已批准", "reviewed"},
    {"核准", "reviewed"},
    {"已確認", "reviewed"},
    {"確認", "reviewed"},
    {"完成", "reviewed"},
    {"已完成", "reviewed"},
    {"定稿", "reviewed"},
    {"已定稿", "reviewed"},
    {"unreviewed", "unreviewed"},
    {"draft", "unreviewed"},
    {"fuzzy", "unreviewed"},
    {"pending", "unreviewed"},
    {"needs-review", "unreviewed"},
    {"needs review", "unreviewed"},
    {"translated", "unreviewed"},
    {"未審", "unreviewed"},
    {"未審核", "unreviewed"},
    {"未校", "unreviewed"},
    {"未校對", "unreviewed"},
    {"未核准", "unreviewed"},
    {"未完成", "unreviewed"},
    {"未確認", "unreviewed"},
    {"待審", "unreviewed"},
    {"待審核", "unreviewed"},
    {"待校", "unreviewed"},
    {"待校對", "unreviewed"},
    {"待確認", "unreviewed"},
    {"草稿", "unreviewed"},
    {"初稿", "unreviewed"},
    {"初譯", "unreviewed"},
    {"已翻譯", "unreviewed"},
    {"已譯", "unreviewed"},
    {"翻譯中", "unreviewed"},
    {"machine", "machine"},
    {"mt", "machine"},
    {"machine translated", "machine"},
    {"machine translation", "machine"},
    {"機器翻譯", "machine"},
    {"機翻", "machine"},
    {"機器", "machine"},
    {"機譯", "machine"},
    {"alignment", "alignment"},
    {"對齊", "alignment"},
    {"rejected", "rejected"},
    {"退回", "rejected"},
    {"不採用", "rejected"},
    {"set-aside", "set-aside"},
    {"set aside", "set-aside"},
    {"擱置", "set-aside"},
};

}  // namespace

std::optional<std::string> parse_unit_state(std::string_view word) {
    static const auto states = [] {
        std::map<std::string, std::string_view, std::less<>> all;
        for (const auto& [known, state] : kStates) all.emplace(squeezed_name(known), state);
        return all;
    }();
    const auto found = states.find(squeezed_name(word));
    return found == states.end() ? std::nullopt : std::optional(std::string(found->second));
}

}  // namespace diglot
