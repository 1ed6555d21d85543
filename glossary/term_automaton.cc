#include "glossary/term_automaton.h"

#include <algorithm>
#include <cstring>

#include "glossary/inflection.h"
#include "glossary/term_image.h"

namespace diglot {

bool TermAutomaton::Image::open() {
    if (owned.size() % 8 != 0 || reinterpret_cast<std::uintptr_t>(owned.data()) % 8 != 0)
        return false;
    const char* at = owned.data();
    const char* const end = at + owned.size();
    const auto take = [&] {
        std::uint64_t number = 0;
        if (end - at < 8) return ~std::uint64_t{0};
        std::memcpy(&number, at, 8);
        at += 8;
        return number;
    };
    if (take() != kImageVersion || take() != owned.size()) return false;
    bool whole = true;
    for_each_array([&](auto& array) {
        using T = std::remove_cvref_t<decltype(array[0])>;
        const std::uint64_t size = take();
        if (!whole || size > static_cast<std::uint64_t>(end - at) / sizeof(T)) {
            whole = false;
            return;
        }
        array.data = reinterpret_cast<const T*>(at);
        array.size = static_cast<std::size_t>(size);
        at += (array.size * sizeof(T) + 7) / 8 * 8;
    });
    if (!whole || counts.size < 2 || label.size == 0) return false;
    plane.assign(0x10000, 0);
    for (std::size_t i = 0; i < characters.size; ++i)
        if (characters[i].code_point < plane.size())
            plane[characters[i].code_point] = characters[i].letter;
    if (nodes.size != label.size + 1) return false;
    // A state comes before its children.
    depths.assign(label.size, 0);
    for (std::size_t state = 0; state < label.size; ++state) {
        const std::size_t first = nodes[state].first_child, last = nodes[state + 1].first_child;
        if (first <= state || last < first || last > label.size) return false;
        std::fill(depths.begin() + static_cast<std::ptrdiff_t>(first),
                  depths.begin() + static_cast<std::ptrdiff_t>(last),
                  static_cast<std::uint16_t>(depths[state] + 1));
    }
    for (std::size_t i = 0; i < languages.size;) {
        std::size_t stop = i;
        while (languages[stop] != '\n') ++stop;
        tags.emplace_back(std::string_view(languages.data + i, stop - i));
        i = stop + 1;
    }
    return true;
}

TermAutomaton::TermAutomaton() : image_(std::make_unique<Image>()) {}
TermAutomaton::~TermAutomaton() = default;
TermAutomaton::TermAutomaton(TermAutomaton&&) noexcept = default;
TermAutomaton& TermAutomaton::operator=(TermAutomaton&&) noexcept = default;

std::optional<TermAutomaton> TermAutomaton::read(std::string bytes) {
    TermAutomaton automaton;
    automaton.image_->owned = std::move(bytes);
    if (!automaton.image_->open()) return std::nullopt;
    const Image& image = *automaton.image_;
    automaton.plane_ = image.plane.data();
    automaton.root_ = image.root.data;
    automaton.labels_ = image.label.data;
    automaton.nodes_ = image.nodes.data;
    automaton.depths_ = image.depths.data();
    automaton.leaves_ = image.leaves.data;
    automaton.texts_ = image.texts.data;
    return automaton;
}

std::string_view TermAutomaton::bytes() const { return image_->owned; }
bool TermAutomaton::empty() const { return image_->leaves.size == 0; }
std::size_t TermAutomaton::terms() const {
    return empty() ? 0 : static_cast<std::size_t>(image_->counts[Image::kCountTerms]);
}
bool TermAutomaton::has_exclusions() const {
    return !empty() && image_->counts[Image::kCountExclusions] > 0;
}
const std::vector<LanguageTag>& TermAutomaton::languages() const { return image_->tags; }

std::uint32_t TermAutomaton::letter_of(std::uint64_t value) const {
    const Image& image = *image_;
    const std::size_t slots = image.words.size;
    const std::uint32_t check = check_of(value);
    for (std::size_t at = slot_of(value, slots);; at = (at + 1) & (slots - 1)) {
        const ImageWord& word = image.words[at];
        if (word.letter == 0 || word.check == check) return word.letter;
    }
}

std::uint32_t TermAutomaton::word(const TermLeaf& leaf, std::size_t token) const {
    return image_->word_values[leaf.words + token];
}
std::uint8_t TermAutomaton::gap(const TermLeaf& leaf, std::size_t token) const {
    return image_->gaps[leaf.words + token];
}

bool is_form_of(std::string_view word, std::string_view of_term, const TermLeaf& leaf) {
    if (word == of_term) return true;
    if (!leaf.has(TermLeaf::kEnglish)) return false;
    const InflectionOptions options{.verb = leaf.has(TermLeaf::kVerb), .part = leaf.tokens > 1};
    const std::vector<std::string> forms = english_forms(of_term, options);
    return std::find(forms.begin(), forms.end(), word) != forms.end();
}

}  // namespace diglot
