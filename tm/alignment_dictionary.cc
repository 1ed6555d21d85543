// What a dictionary says of the words of two texts.
#include <algorithm>
#include <cmath>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "tm/alignment_table.h"

namespace diglot {
namespace {

/// A compound's parts count for so much beside its own entries, and where it has none.
constexpr double kPartsBeside = 0.5;
constexpr double kPartsAlone = 1;
/// Longer glosses explain rather than translate.
constexpr std::size_t kMostGlossWords = 8;

using Glosses = std::vector<std::vector<std::string>>;

/// "to reign over (a kingdom); king" → {reign, over}, {king}: what stands in brackets explains.
Glosses split_glosses(std::string_view text, const AlignmentTokenizer& tokenizer) {
    Glosses glosses;
    std::string plain;
    int depth = 0;
    const auto end_gloss = [&] {
        std::vector<std::string> words;
        for (std::string& word : tokenizer.words(plain)) {
            if (static_cast<unsigned char>(word[0]) >= 0x80 || std::isalnum(word[0]) ||
                word[0] == '#')
                words.push_back(std::move(word));
        }
        if (!words.empty() && words.size() <= kMostGlossWords) glosses.push_back(std::move(words));
        plain.clear();
    };
    for (const char c : text) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0) {
            if (c == ';' || c == '/')
                end_gloss();
            else
                plain += c;
        }
        if ((c == ')' || c == ']') && depth > 0) --depth;
    }
    end_gloss();
    return glosses;
}

class Dictionary {
public:
    Dictionary(const std::vector<std::pair<std::string, std::string>>& entries,
               const AlignmentWords& source, const AlignmentTokenizer& tokenizer) {
        for (const std::string& word : source.words) {
            glosses_.try_emplace(word);
            for (const std::string& part : parts_of(word)) glosses_.try_emplace(part);
        }
        for (const auto& [head, text] : entries) {
            const auto place = glosses_.find(fold_text(head));
            if (place == glosses_.end()) continue;
            for (auto& gloss : split_glosses(text, tokenizer)) {
                for (const std::string& word : gloss) ++used_[word];
                place->second.push_back(std::move(gloss));
            }
        }
    }

    /// Every run of one or two Han characters inside a longer run.
    static std::vector<std::string> parts_of(const std::string& word) {
        std::vector<std::string> parts;
        if (static_cast<unsigned char>(word[0]) < 0xE3) return parts;
        const std::u32string code_points = to_code_points(word);
        if (code_points.size() < 2) return parts;
        for (std::size_t size = 1; size <= 2 && size < code_points.size(); ++size) {
            for (std::size_t at = 0; at + size <= code_points.size(); ++at) {
                std::string part;
                for (std::size_t i = at; i < at + size; ++i)
                    append_code_point(code_points[i], part);
                parts.push_back(std::move(part));
            }
        }
        return parts;
    }

    /// Gives p(target | word), scaled by `share`.
    bool add(const std::string& word, double share, WordId source, const AlignmentWords& target,
             AlignmentTable& table) const {
        const auto place = glosses_.find(word);
        if (place == glosses_.end() || place->second.empty()) return false;
        for (const auto& gloss : place->second) {
            double all = 0;
            for (const std::string& one : gloss) all += weight(one);
            for (const std::string& one : gloss) {
                const WordId id = target.find(one);
                if (id == kNoWord) continue;
                const double part = weight(one) / all;
                table.add_prior(
                    source, id,
                    share * part / std::sqrt(static_cast<double>(place->second.size())));
            }
        }
        return true;
    }

private:
    double weight(const std::string& word) const {
        const auto found = used_.find(word);
        return 1 / std::sqrt(found == used_.end() ? 1.0 : static_cast<double>(found->second));
    }

    std::unordered_map<std::string, Glosses> glosses_;
    std::unordered_map<std::string, std::size_t> used_;
};

}  // namespace

void add_dictionary(const std::vector<std::pair<std::string, std::string>>& entries,
                    const AlignmentWords& source, const AlignmentWords& target,
                    const AlignmentTokenizer& target_tokenizer, AlignmentTable& table) {
    if (entries.empty()) return;
    const Dictionary dictionary(entries, source, target_tokenizer);
    for (WordId id = 0; id < source.words.size(); ++id) {
        const std::string& word = source.words[id];
        const bool known = dictionary.add(word, 1, id, target, table);
        const std::vector<std::string> parts = Dictionary::parts_of(word);
        if (parts.empty()) continue;
        const double share =
            (known ? kPartsBeside : kPartsAlone) / static_cast<double>(parts.size());
        for (const std::string& part : parts) dictionary.add(part, share, id, target, table);
    }
}

}  // namespace diglot
