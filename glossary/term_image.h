// How a TermAutomaton lies in its bytes. Private to term_automaton*.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "glossary/term_automaton.h"

namespace diglot {

/// One array of the image.
template <typename T>
struct ImageArray {
    static_assert(std::is_trivially_copyable_v<T>);
    const T* data = nullptr;
    std::size_t size = 0;

    const T& operator[](std::size_t i) const { return data[i]; }
};

/// A word of the vocabulary: the high half of its value, and its letter of the alphabet; 0: free.
struct ImageWord {
    std::uint32_t check = 0;
    std::uint32_t letter = 0;
};

struct ImageCharacter {
    std::uint32_t code_point = 0;
    std::uint32_t letter = 0;
};

struct TermAutomaton::Image {
    std::string owned;
    // In the order they lie in the bytes.
    ImageArray<std::uint64_t> counts;       ///< See kCount….
    ImageArray<ImageWord> words;            ///< Open addressing by value; a power of two.
    ImageArray<ImageCharacter> characters;  ///< Sorted.
    ImageArray<std::uint32_t> root;         ///< By letter: the state.
    ImageArray<TermAutomaton::Node> nodes;  ///< By state, and one more.
    ImageArray<std::uint32_t>
        label;  ///< By state: the letter that leads to it; sorted among siblings.
    ImageArray<TermLeaf> leaves;
    ImageArray<std::uint32_t> word_values;
    ImageArray<std::uint8_t> gaps;
    ImageArray<char> texts;
    ImageArray<char> languages;  ///< Tags, each with a line break.

    // Derived.
    std::vector<std::uint32_t> plane;   ///< By code point below U+10000: the letter.
    std::vector<std::uint16_t> depths;  ///< By state.
    std::vector<LanguageTag> tags;

    static constexpr std::size_t kCountTerms = 0;
    static constexpr std::size_t kCountExclusions = 1;

    /// Calls visit(array) for each, in order.
    template <typename Visit>
    void for_each_array(Visit visit) {
        visit(counts);
        visit(words);
        visit(characters);
        visit(root);
        visit(nodes);
        visit(label);
        visit(leaves);
        visit(word_values);
        visit(gaps);
        visit(texts);
        visit(languages);
    }
    /// Points the arrays into `owned`; false if that is no image of ours.
    bool open();
};

/// Changes with every change of the layout, of TermLeaf, of token values and of the forms of words.
inline constexpr std::uint64_t kImageVersion = 0x4449474C54524D02;

inline std::size_t slot_of(std::uint64_t value, std::size_t slots) {
    return static_cast<std::size_t>((value * 0x9E3779B97F4A7C15) >> 20) & (slots - 1);
}
inline std::uint32_t check_of(std::uint64_t value) {
    return static_cast<std::uint32_t>(value ^ (value >> 31));
}

}  // namespace diglot
