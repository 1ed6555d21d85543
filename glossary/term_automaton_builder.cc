#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <numeric>
#include <unordered_map>

#include "core/text/fold.h"
#include "core/text/regional_words.h"
#include "core/text/utf8.h"
#include "glossary/han_boundaries.h"
#include "glossary/inflection.h"
#include "glossary/term_automaton.h"
#include "glossary/term_image.h"
#include "glossary/term_patterns.h"

namespace diglot {
namespace {

using Kind = TermToken::Kind;
using Variant = TermLeaf::Variant;

/// Words that are forms of one another, as sets that grow together (union-find).
class WordClasses {
public:
    std::uint32_t word(const std::string& folded) {
        const auto [found, is_new] =
            ids_.try_emplace(folded, static_cast<std::uint32_t>(parent_.size()));
        if (is_new) parent_.push_back(found->second);
        return found->second;
    }
    /// The set the word is in.
    std::uint32_t root(std::uint32_t word) {
        while (parent_[word] != word) word = parent_[word] = parent_[parent_[word]];
        return word;
    }
    void unite(std::uint32_t a, std::uint32_t b) { parent_[root(a)] = root(b); }
    std::size_t size() const { return parent_.size(); }
    const std::unordered_map<std::string, std::uint32_t>& all() const { return ids_; }

private:
    std::unordered_map<std::string, std::uint32_t> ids_;
    std::vector<std::uint32_t> parent_;
};

bool begins_with_capital(std::string_view text) {
    std::size_t at = 0;
    return !text.empty() && fold_text(text.substr(0, 1)) != text.substr(0, 1) &&
           next_code_point(text, at) < 0x80;
}

bool is_plain(const TermLeaf& leaf, const TermPattern& pattern) {
    std::size_t size = 0;
    for (const TermToken& token : pattern.tokens) {
        if (!token.plain) return false;
        size += token.end - token.start;
    }
    return leaf.variant == TermLeaf::Variant::kTerm && !leaf.has(TermLeaf::kExclusion) &&
           size == leaf.text_size;
}

bool is_name(const Concept& entry, const Term& term) {
    static constexpr std::string_view kNameKinds[] = {"organisation", "organization", "person",
                                                      "place",        "programme",    "product"};
    std::string pos = fold_text(term.part_of_speech);
    std::erase(pos, ' ');
    return pos == "propernoun" || std::find(std::begin(kNameKinds), std::end(kNameKinds),
                                            entry.kind) != std::end(kNameKinds);
}

std::string trimmed(const std::string& text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

bool has_ideograph(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (is_han_or_kana(next_code_point(text, at))) return true;
    return false;
}

/// A node of the trie while it grows.
struct Node {
    std::uint32_t parent = 0;
    std::uint32_t letter = 0;
    std::vector<std::uint32_t> leaves;
};

}  // namespace

struct TermAutomatonBuilder::Work {
    struct Pending {
        TermLeaf leaf;
        std::vector<std::uint32_t> letters;  ///< Words: number of the word; others: kOther + index.
    };

    static constexpr std::uint32_t kOther = 1u << 31;

    WordClasses words;
    std::unordered_map<std::uint64_t, std::uint32_t> others;  ///< Characters and symbols by value.
    std::vector<Pending> pending;
    std::vector<std::uint32_t> word_values;
    std::vector<std::uint8_t> gaps;
    std::string texts;
    std::map<std::string, std::uint16_t> languages;
    std::vector<std::string> language_list;
    std::uint64_t terms = 0;
    std::uint64_t exclusions = 0;
    HanBoundaries boundaries;
    /// Chinese terms whose words differ on the other side: text, and the leaf without pattern.
    std::vector<std::pair<std::string, TermLeaf>> taiwan, mainland;

    std::uint16_t language(const LanguageTag& tag) {
        const auto [found, is_new] =
            languages.try_emplace(tag.text(), static_cast<std::uint16_t>(language_list.size()));
        if (is_new) language_list.push_back(tag.text());
        return found->second;
    }

    std::uint32_t letter_of_word(const std::string& word, const TermLeaf& leaf) {
        const std::uint32_t id = words.word(word);
        if (!leaf.has(TermLeaf::kEnglish)) return id;
        const InflectionOptions options{.verb = leaf.has(TermLeaf::kVerb), .part = leaf.tokens > 1};
        for (const std::string& form : english_forms(word, options))
            words.unite(words.word(form), id);
        return id;
    }

    void add_pattern(TermLeaf leaf, const TermPattern& pattern) {
        if (pattern.tokens.size() > std::numeric_limits<std::uint16_t>::max()) return;
        leaf.variant = pattern.variant;
        leaf.tokens = static_cast<std::uint16_t>(pattern.tokens.size());
        leaf.words = static_cast<std::uint32_t>(word_values.size());
        if (is_plain(leaf, pattern)) leaf.flags |= TermLeaf::kPlain;
        Pending& made = pending.emplace_back();
        for (std::size_t i = 0; i < pattern.tokens.size(); ++i) {
            const TermToken& token = pattern.tokens[i];
            word_values.push_back(static_cast<std::uint32_t>(token.value));
            gaps.push_back(token.gap);
            made.letters.push_back(
                token.kind == Kind::kWord
                    ? letter_of_word(pattern.words[i], leaf)
                    : kOther +
                          others.try_emplace(token.value, static_cast<std::uint32_t>(others.size()))
                              .first->second);
        }
        made.leaf = leaf;
    }

    TermLeaf leaf_of(const Concept& entry, const Term& term, std::size_t index,
                     std::string_view text) {
        TermLeaf leaf;
        leaf.concept_id = entry.id;
        leaf.term = static_cast<std::uint32_t>(index);
        leaf.text = static_cast<std::uint32_t>(texts.size());
        leaf.text_size = static_cast<std::uint32_t>(text.size());
        leaf.lang = language(term.lang);
        leaf.status = term.status;
        leaf.valid_from =
            term.valid_from ? term.valid_from->days : std::numeric_limits<std::int32_t>::min();
        leaf.valid_until =
            term.valid_until ? term.valid_until->days : std::numeric_limits<std::int32_t>::max();
        texts += text;
        return leaf;
    }

    std::uint16_t flags(const Concept& entry, const Term& term, std::string_view text,
                        const TermPattern& pattern) {
        std::uint16_t flags = flags_of(text, pattern);
        const bool english = term.lang.language() == "en";
        if (english) flags |= TermLeaf::kEnglish;
        if (english && fold_text(term.part_of_speech) == "verb") flags |= TermLeaf::kVerb;
        if (term.case_rule != CaseRule::kAuto)
            flags &= static_cast<std::uint16_t>(~TermLeaf::kAcronym);
        if (term.case_rule == CaseRule::kAsWritten) flags |= TermLeaf::kAsWritten;
        if (term.case_rule == CaseRule::kAuto && pattern.tokens.size() == 1 &&
            !(flags & TermLeaf::kAcronym) && begins_with_capital(text) && is_name(entry, term))
            flags |= TermLeaf::kName;
        if ((flags & TermLeaf::kShortHan) && boundaries.is_word(text)) flags |= TermLeaf::kKnownHan;
        return flags;
    }

    void add_term(const Concept& entry, std::size_t index) {
        const Term& term = entry.terms[index];
        const std::string text = trimmed(term.text);
        const std::vector<TermPattern> patterns = patterns_of(text);
        if (patterns.empty()) return;
        ++terms;
        TermLeaf leaf = leaf_of(entry, term, index, text);
        leaf.flags = flags(entry, term, text, patterns.front());
        for (const TermPattern& pattern : patterns) add_pattern(leaf, pattern);
        if (term.lang.language() == "zh" && has_ideograph(text) &&
            text.find('\n') == std::string::npos) {
            const std::string script = term.lang.script();
            if (script != "Hans" || term.lang.text() == "zh") mainland.emplace_back(text, leaf);
            if (script == "Hans" || term.lang.text() == "zh") taiwan.emplace_back(text, leaf);
        }
        for (const std::string& longer : term.not_in) {
            const std::vector<TermPattern> exclusion = patterns_of(longer);
            if (exclusion.empty()) continue;
            ++exclusions;
            TermLeaf not_it = leaf;
            not_it.flags = TermLeaf::kExclusion;
            add_pattern(not_it, exclusion.front());
        }
    }

    void add_regional(const std::vector<std::pair<std::string, TermLeaf>>& terms_of_one_side,
                      const std::vector<std::string>& converted) {
        for (std::size_t i = 0; i < converted.size(); ++i) {
            const auto& [text, leaf] = terms_of_one_side[i];
            if (converted[i].empty() || fold_text(converted[i]) == fold_text(text)) continue;
            std::vector<TermPattern> patterns = patterns_of(converted[i]);
            if (patterns.empty()) continue;
            patterns.front().variant = Variant::kRegional;
            TermLeaf other = leaf;
            other.flags &= static_cast<std::uint16_t>(~(TermLeaf::kShortHan | TermLeaf::kKnownHan));
            if (flags_of(converted[i], patterns.front()) & TermLeaf::kShortHan) {
                other.flags |= TermLeaf::kShortHan;
                if (boundaries.is_word(converted[i])) other.flags |= TermLeaf::kKnownHan;
            }
            add_pattern(other, patterns.front());
        }
    }

    void add_all_regional() {
        const auto texts_of = [](const std::vector<std::pair<std::string, TermLeaf>>& list) {
            std::vector<std::string> all;
            all.reserve(list.size());
            for (const auto& [text, leaf] : list) all.push_back(text);
            return all;
        };
        add_regional(mainland, to_mainland_words(texts_of(mainland)));
        add_regional(taiwan, to_taiwan_words(texts_of(taiwan)));
    }
};

namespace {

/// The trie in breadth-first order, so that children lie together, sorted by letter.
struct Trie {
    std::vector<std::uint32_t> first_child, label, fail, output, first_leaf;
    std::vector<TermLeaf> leaves;
};

template <typename T>
void append(std::string& bytes, const std::vector<T>& values) {
    const std::uint64_t size = values.size();
    bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    bytes.resize((bytes.size() + 7) / 8 * 8);
}

}  // namespace

TermAutomatonBuilder::TermAutomatonBuilder() : work_(std::make_unique<Work>()) {}
TermAutomatonBuilder::~TermAutomatonBuilder() = default;

void TermAutomatonBuilder::add(const Concept& entry) {
    for (std::size_t i = 0; i < entry.terms.size(); ++i) work_->add_term(entry, i);
}

TermAutomaton TermAutomatonBuilder::build() {
    Work& w = *work_;
    w.add_all_regional();

    // The alphabet: one letter a set of words, one a character or symbol. 0 is no letter.
    std::vector<std::uint32_t> letter_of_set(w.words.size(), 0);
    std::uint32_t letters = 0;
    const auto letter = [&](std::uint32_t mark) {
        if (mark >= Work::kOther) return mark - Work::kOther + 1;
        std::uint32_t& of_set = letter_of_set[w.words.root(mark)];
        if (of_set == 0) of_set = ++letters;
        return of_set;
    };
    letters = static_cast<std::uint32_t>(w.others.size());

    // Patterns, sorted by their letters, so that the trie grows level by level.
    std::vector<std::uint32_t> order(w.pending.size());
    std::iota(order.begin(), order.end(), 0u);
    for (Work::Pending& pending : w.pending)
        for (std::uint32_t& mark : pending.letters) mark = letter(mark);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return w.pending[a].letters < w.pending[b].letters;
    });

    struct Range {
        std::uint32_t first, last;  ///< In `order`: the patterns that pass through the state.
    };
    Trie trie;
    std::vector<Range> ranges{{0, static_cast<std::uint32_t>(order.size())}};
    std::vector<std::uint32_t> depth{0};
    trie.label.push_back(0);
    for (std::size_t state = 0; state < ranges.size(); ++state) {
        const std::size_t level = depth[state];
        auto [at, last] = ranges[state];
        trie.first_leaf.push_back(static_cast<std::uint32_t>(trie.leaves.size()));
        trie.first_child.push_back(static_cast<std::uint32_t>(ranges.size()));
        for (; at < last && w.pending[order[at]].letters.size() == level; ++at)
            trie.leaves.push_back(w.pending[order[at]].leaf);
        while (at < last) {
            const std::uint32_t by = w.pending[order[at]].letters[level];
            const std::uint32_t from = at;
            while (at < last && w.pending[order[at]].letters[level] == by) ++at;
            ranges.push_back({from, at});
            depth.push_back(static_cast<std::uint32_t>(level + 1));
            trie.label.push_back(by);
        }
    }
    const auto states = static_cast<std::uint32_t>(ranges.size());
    trie.first_leaf.push_back(static_cast<std::uint32_t>(trie.leaves.size()));
    trie.first_child.push_back(states);

    std::vector<std::uint32_t> root(letters + 1, 0);
    for (std::uint32_t child = trie.first_child[0]; child < trie.first_child[1]; ++child)
        root[trie.label[child]] = child;
    trie.fail.assign(states, 0);
    trie.output.assign(states, 0);
    const auto child_of = [&](std::uint32_t state, std::uint32_t by) -> std::uint32_t {
        if (state == 0) return root[by];
        const auto first = trie.label.begin() + trie.first_child[state];
        const auto last = trie.label.begin() + trie.first_child[state + 1];
        const auto found = std::lower_bound(first, last, by);
        return found != last && *found == by
                   ? static_cast<std::uint32_t>(found - trie.label.begin())
                   : 0;
    };
    for (std::uint32_t state = 0; state < states; ++state) {
        if (state > 0) {
            const bool ends = trie.first_leaf[state] != trie.first_leaf[state + 1];
            trie.output[state] = ends ? state : trie.output[trie.fail[state]];
        }
        for (std::uint32_t child = trie.first_child[state]; child < trie.first_child[state + 1];
             ++child) {
            if (state == 0) continue;
            std::uint32_t back = trie.fail[state];
            std::uint32_t to = child_of(back, trie.label[child]);
            while (to == 0 && back != 0) {
                back = trie.fail[back];
                to = child_of(back, trie.label[child]);
            }
            trie.fail[child] = to;
        }
    }

    std::vector<ImageCharacter> characters;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> hashed;
    for (const auto& [value, index] : w.others) {
        if (value < 0x10000)
            characters.push_back({static_cast<std::uint32_t>(value), index + 1});
        else
            hashed.emplace_back(value, index + 1);
    }
    std::sort(characters.begin(), characters.end(),
              [](const auto& a, const auto& b) { return a.code_point < b.code_point; });
    for (const auto& [word, id] : w.words.all())
        if (const std::uint32_t of_set = letter_of_set[w.words.root(id)])
            hashed.emplace_back(term_word_value(word), of_set);
    std::sort(hashed.begin(), hashed.end());
    std::size_t slots = 16;
    while (slots < hashed.size() * 2) slots *= 2;
    std::vector<ImageWord> table(slots);
    for (const auto& [value, of_set] : hashed) {
        std::size_t at = slot_of(value, slots);
        while (table[at].letter != 0) at = (at + 1) & (slots - 1);
        table[at] = {check_of(value), of_set};
    }
    std::vector<TermAutomaton::Node> nodes(states + 1);
    for (std::uint32_t state = 0; state < states; ++state)
        nodes[state] = {trie.first_child[state], trie.fail[state], trie.output[state],
                        trie.first_leaf[state]};
    nodes[states] = {trie.first_child[states], 0, 0, trie.first_leaf[states]};
    std::string tags;
    for (const std::string& tag : w.language_list) tags += tag + '\n';

    std::string bytes(16, '\0');
    append(bytes, std::vector<std::uint64_t>{w.terms, w.exclusions});
    append(bytes, table);
    append(bytes, characters);
    append(bytes, root);
    append(bytes, nodes);
    append(bytes, trie.label);
    append(bytes, trie.leaves);
    append(bytes, w.word_values);
    append(bytes, w.gaps);
    append(bytes, std::vector<char>(w.texts.begin(), w.texts.end()));
    append(bytes, std::vector<char>(tags.begin(), tags.end()));
    const std::uint64_t head[] = {kImageVersion, bytes.size()};
    std::memcpy(bytes.data(), head, sizeof head);
    return std::move(*TermAutomaton::read(std::move(bytes)));
}

}  // namespace diglot
