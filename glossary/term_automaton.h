// The glossary compiled for recognition: Aho, Corasick, "Efficient string matching" (1975), over
// tokens instead of characters. Words that are forms of one another are one letter of its alphabet.
// It lies in one block of bytes that is kept with the file as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/term_tokens.h"
#include "glossary/concept.h"

namespace diglot {

/// A way to write a term that the automaton knows.
struct TermLeaf {
    enum Flag : std::uint16_t {
        kAcronym = 1,      ///< No lower case in the text, but for a plural's s.
        kAsWritten = 2,    ///< Case as in the term.
        kName = 4,         ///< One capitalised word: not where the text has it in lower case.
        kEnglish = 8,      ///< Words may be inflected.
        kVerb = 16,        ///< Also as verbs are.
        kShortHan = 32,    ///< At most three characters, all Han or kana: needs a word boundary.
        kKnownHan = 64,    ///< And is a word of the dictionary.
        kExclusion = 128,  ///< Not a term: a text in which the term must not be taken.
        kPlain = 256,      ///< All of it TermToken::plain, with nothing between.
    };
    /// How the words came from the term.
    enum class Variant : std::uint8_t {
        kTerm,
        kJoined,    ///< Without its hyphens: email for e-mail.
        kUndotted,  ///< Without dots after abbreviations: St Louis.
        kRegional,  ///< The word of the other side of the strait.
    };

    std::int64_t concept_id = 0;
    std::uint32_t term = 0;  ///< Its place in the concept.
    std::uint32_t text = 0;  ///< Offset of the term's text, and its size in bytes.
    std::uint32_t text_size = 0;
    std::uint32_t words = 0;  ///< Offset into the word values and gaps.
    std::uint16_t tokens = 0;
    std::uint16_t flags = 0;
    std::uint16_t lang = 0;  ///< Number of its language.
    Variant variant = Variant::kTerm;
    TermStatus status = TermStatus::kNone;
    std::int32_t valid_from = 0;  ///< Days as in Date; the smallest and largest where not stated.
    std::int32_t valid_until = 0;

    bool has(Flag flag) const { return (flags & flag) != 0; }
};

class TermAutomaton {
public:
    using State = std::uint32_t;
    static constexpr State kRoot = 0;

    /// What is known of a state; the numbers of the next one end the ranges.
    struct Node {
        std::uint32_t first_child = 0;  ///< Children lie together.
        std::uint32_t fail = 0;         ///< The longest proper suffix that is a state.
        std::uint32_t output = 0;       ///< Itself or its longest suffix with leaves.
        std::uint32_t first_leaf = 0;
    };

    /// Nothing in it.
    TermAutomaton();
    ~TermAutomaton();
    TermAutomaton(TermAutomaton&&) noexcept;
    TermAutomaton& operator=(TermAutomaton&&) noexcept;

    /// From what bytes() gave; nothing if these are of another version or machine.
    static std::optional<TermAutomaton> read(std::string bytes);
    std::string_view bytes() const;

    bool empty() const;
    std::size_t terms() const;  ///< Without exclusions and variants.
    bool has_exclusions() const;

    /// The state after one more token. Amortised constant.
    State next(State state, std::uint64_t token_value) const {
        const std::uint32_t letter =
            token_value < 0x10000 ? plane_[token_value] : letter_of(token_value);
        if (letter == 0) return kRoot;
        for (; state != kRoot; state = nodes_[state].fail) {
            const std::uint32_t* first = labels_ + nodes_[state].first_child;
            const std::uint32_t* last = labels_ + nodes_[state + 1].first_child;
            while (last - first > 8) {
                const std::uint32_t* middle = first + (last - first) / 2;
                (*middle <= letter ? first : last) = middle;
            }
            for (; first != last; ++first)
                if (*first == letter) return static_cast<State>(first - labels_);
        }
        return root_[letter];
    }
    /// States whose words end here: `state` or a suffix of it, longest first. kRoot: none, no more.
    State first_output(State state) const { return nodes_[state].output; }
    State next_output(State output) const { return nodes_[nodes_[output].fail].output; }
    std::pair<const TermLeaf*, const TermLeaf*> leaves(State output) const {
        return {leaves_ + nodes_[output].first_leaf, leaves_ + nodes_[output + 1].first_leaf};
    }

    /// How many tokens the words of the state have.
    std::uint32_t depth(State state) const { return depths_[state]; }

    std::string_view text(const TermLeaf& leaf) const {
        return {texts_ + leaf.text, leaf.text_size};
    }
    /// The low half of the value of a token of the leaf, and the gap before it.
    std::uint32_t word(const TermLeaf& leaf, std::size_t token) const;
    std::uint8_t gap(const TermLeaf& leaf, std::size_t token) const;
    const std::vector<LanguageTag>& languages() const;

private:
    friend class TermAutomatonBuilder;
    struct Image;
    std::uint32_t letter_of(std::uint64_t token_value) const;

    std::unique_ptr<Image> image_;
    // Of the image, at hand.
    const std::uint32_t* plane_ = nullptr;
    const std::uint32_t* root_ = nullptr;
    const std::uint32_t* labels_ = nullptr;
    const Node* nodes_ = nullptr;
    const std::uint16_t* depths_ = nullptr;
    const TermLeaf* leaves_ = nullptr;
    const char* texts_ = nullptr;
};

/// Compiles concepts. Cost: about 10 microseconds a term.
class TermAutomatonBuilder {
public:
    TermAutomatonBuilder();
    ~TermAutomatonBuilder();

    /// Terms without a letter, digit or symbol are left out.
    void add(const Concept& entry);
    TermAutomaton build();

private:
    struct Work;
    std::unique_ptr<Work> work_;
};

/// Whether `word`, folded, is a form of the term's word by the leaf's rules; equal words are.
bool is_form_of(std::string_view word, std::string_view of_term, const TermLeaf& leaf);

}  // namespace diglot
