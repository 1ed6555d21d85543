#include "tm/alignment_text.h"

#include <libstemmer.h>

#include "core/text/fold.h"
#include "core/text/han_words.h"
#include "core/text/numerals.h"
#include "core/text/term_tokens.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

/// Punctuation of Chinese and typographic quotes as the plain marks that do the same.
std::string plain_mark(std::string_view mark) {
    std::size_t at = 0;
    switch (next_code_point(mark, at)) {
        case U'。':
        case U'.':
            return ".";
        case U'、':
        case U'，':
        case U',':
            return ",";
        case U'「':
        case U'」':
        case U'『':
        case U'』':
        case U'“':
        case U'”':
        case U'«':
        case U'»':
        case U'"':
            return "\"";
        case U'‘':
        case U'’':
        case U'\'':
            return "'";
        case U'《':
        case U'》':
        case U'〈':
        case U'〉':
            return "<title>";
        default:
            return fold_text(mark);
    }
}

std::size_t visible(std::string_view text) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (next_code_point(text, at) > U' ') ++characters;
    }
    return characters;
}

std::size_t code_point_end(std::string_view text, std::size_t at) {
    next_code_point(text, at);
    return at;
}

}  // namespace

AlignmentTokenizer::AlignmentTokenizer(const LanguageTag& lang)
    : stemmer_(sb_stemmer_new(lang.language().c_str(), "UTF_8")) {}

AlignmentTokenizer::~AlignmentTokenizer() {
    if (stemmer_) sb_stemmer_delete(stemmer_);
}

std::string AlignmentTokenizer::stem(std::string folded) const {
    if (!stemmer_) return folded;
    const auto* stemmed =
        sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(folded.data()),
                        static_cast<int>(folded.size()));
    if (!stemmed) return folded;
    return {reinterpret_cast<const char*>(stemmed),
            static_cast<std::size_t>(sb_stemmer_length(stemmer_))};
}

void AlignmentTokenizer::split_han(std::string_view run, std::vector<std::string>& out) const {
    const std::string text = fold_text(run);
    if (headwords_.empty()) {
        std::size_t start = 0;
        for (const std::size_t end : word_ends(text)) {
            out.emplace_back(text, start, end - start);
            start = end;
        }
        return;
    }
    for (std::size_t at = 0; at < text.size();) {
        std::size_t best = code_point_end(text, at);
        for (std::size_t end = best; end <= text.size() && end - at <= longest_;) {
            if (headwords_.contains(text.substr(at, end - at))) best = end;
            if (end == text.size()) break;
            end = code_point_end(text, end);
        }
        out.emplace_back(text, at, best - at);
        at = best;
    }
}

std::vector<std::string> AlignmentTokenizer::words(std::string_view text) const {
    std::vector<std::string> out;
    const std::vector<Numeral> numerals = find_numerals(text);
    auto numeral = numerals.begin();
    TermTokenizer tokenizer(text);
    TermToken token;
    std::size_t run_start = 0, run_end = 0;
    const auto end_run = [&] {
        if (run_end > run_start) split_han(text.substr(run_start, run_end - run_start), out);
        run_start = run_end = 0;
    };
    std::size_t said_until = 0;
    while (tokenizer.next(token)) {
        while (numeral != numerals.end() && numeral->end <= token.start) ++numeral;
        if (numeral != numerals.end() && token.start >= numeral->start) {
            end_run();
            if (said_until < numeral->end) {
                std::string number = "#";
                number += std::to_string(numeral->value.digits);
                if (numeral->value.exponent)
                    number += "e" + std::to_string(numeral->value.exponent);
                out.push_back(std::move(number));
                said_until = numeral->end;
            }
            continue;
        }
        const std::string_view part = text.substr(token.start, token.end - token.start);
        if (token.kind == TermToken::Kind::kCharacter) {
            if (run_end != token.start) end_run();
            if (run_end == 0) run_start = token.start;
            run_end = token.end;
            continue;
        }
        end_run();
        if (token.kind == TermToken::Kind::kSymbol)
            out.push_back(plain_mark(part));
        else
            out.push_back(stem(fold_text(part)));
    }
    end_run();
    return out;
}

AlignmentWords number_words(const std::vector<std::string>& segments,
                            const std::vector<std::string>& examples,
                            const AlignmentTokenizer& tokenizer) {
    AlignmentWords side;
    side.segments = segments.size();
    side.starts.push_back(0);
    side.length.push_back(0);
    std::vector<std::uint32_t> count, last_line;
    for (std::size_t line = 0; line < segments.size() + examples.size(); ++line) {
        const std::string& text =
            line < segments.size() ? segments[line] : examples[line - segments.size()];
        for (const std::string& word : tokenizer.words(text)) {
            const auto [place, added] =
                side.ids.try_emplace(word, static_cast<WordId>(side.words.size()));
            if (added) {
                side.words.push_back(word);
                side.lines_of.push_back(0);
                count.push_back(0);
                last_line.push_back(~0u);
            }
            const WordId id = place->second;
            ++count[id];
            if (last_line[id] != line) ++side.lines_of[id];
            last_line[id] = static_cast<std::uint32_t>(line);
            side.tokens.push_back(id);
        }
        side.starts.push_back(side.tokens.size());
        if (line < segments.size())
            side.length.push_back(side.length.back() + static_cast<double>(visible(text)));
    }
    const double all = static_cast<double>(side.tokens.size() + side.words.size());
    for (const std::uint32_t n : count) side.background.push_back((n + 1.0) / all);
    return side;
}

double share_of_han(const std::vector<std::string>& segments) {
    std::size_t han = 0, all = 1;
    for (const std::string& text : segments) {
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = next_code_point(text, at);
            if (is_han_or_kana(c)) {
                ++han;
                ++all;
            } else if ((c | 32) >= U'a' && (c | 32) <= U'z') {
                ++all;
            }
        }
        if (all > 20000) break;
    }
    return static_cast<double>(han) / static_cast<double>(all);
}

}  // namespace diglot
