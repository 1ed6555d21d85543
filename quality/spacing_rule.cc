// Spaces that are doubled, missing or too many in a translation in Latin letters.
#include <algorithm>

#include <fmt/format.h>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "tm/unit.h"

namespace diglot {
namespace {

constexpr std::size_t kMostSpaces = 3;  ///< More are a form's blank or a table set with spaces.

/// What is in code, an address or a path has its own spaces.
bool is_code(std::string_view word) {
    return word.find_first_of("_=/\\<>{}|@#$`~^*+") != word.npos || word.find("::") != word.npos ||
           word.find("()") != word.npos;
}

/// Several lines (code, tables), or tags: its white space is not the translator's.
bool is_program_text(std::string_view text) {
    return text.find('\n') != text.npos || text.find("</") != text.npos ||
           text.find("/>") != text.npos;
}

/// The run without white space that position `at` is in.
std::string_view run_at(const Characters& text, std::size_t at) {
    std::size_t start = at, end = at;
    while (start > 0 && !is_space(text[start - 1])) --start;
    while (end < text.size() && !is_space(text[end])) ++end;
    return text.slice(start, end);
}

/// Whether two characters stand side by side that any of the faults has: a cheap first look.
bool may_have_fault(std::string_view text) {
    constexpr std::string_view kAfterSpace = " ,;.!?:)";
    constexpr std::string_view kBeforeLetter = ",;.:?!)";
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char before = text[i - 1], c = text[i];
        if (before == ' ' && kAfterSpace.find(c) != kAfterSpace.npos) return true;
        const auto is_letter = [](char one) {
            return is_ascii_letter(static_cast<unsigned char>(one));
        };
        if (before == '(' ? c == ' ' : c == '(' && is_letter(before)) return true;
        if (is_letter(c) && kBeforeLetter.find(before) != kBeforeLetter.npos) return true;
    }
    return false;
}

/// Whether Latin letters stand beside characters that are not ASCII.
bool has_joined_letters(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        const auto before = static_cast<unsigned char>(text[i - 1]);
        const auto c = static_cast<unsigned char>(text[i]);
        if ((before >= 0x80 && is_ascii_letter(c)) || (c >= 0x80 && is_ascii_letter(before)))
            return true;
    }
    return false;
}

bool ends_a_sentence(char32_t c) { return c == '.' || c == '!' || c == '?' || c == ':'; }

class Spaces {
public:
    explicit Spaces(const BilingualText& text) : text_(text), target_(text.target) {}

    /// One finding a kind, at its first place; the suggestion mends all of them.
    void report(std::vector<Finding>& findings) const {
        for (const auto& [name, kind] : kinds_) {
            Finding& finding = findings.emplace_back();
            finding.message = kind.message;
            if (kind.edits.size() > 1)
                finding.message += fmt::format(" ({} places)", kind.edits.size());
            const Edit& first = kind.edits.front();
            // A place where something is missing is shown by the characters around it.
            finding.target_span = first.start < first.end
                                      ? target_.span(first.start, first.end)
                                      : target_.span(first.start - 1, first.start + 1);
            std::size_t from = 0;
            for (const Edit& edit : kind.edits) {
                finding.suggestion.append(target_.slice(from, edit.start)).append(edit.by);
                from = edit.end;
            }
            finding.suggestion += target_.slice(from, target_.size());
            finding.safe = kind.safe;
        }
    }

    void find_doubled(bool after_sentences) {
        for (std::size_t i = 1; i + 1 < target_.size(); ++i) {
            if (target_[i] != ' ' || is_space(target_[i - 1])) continue;
            std::size_t end = i;
            while (target_[end] == ' ') ++end;
            const std::size_t start = i;
            i = end;
            if (end - start < 2 || end == target_.size() || is_space(target_[end])) continue;
            if (!after_sentences && is_after_sentence(start)) continue;
            if (!is_plain(target_[start - 1]) && target_[start - 1] != ',') continue;
            if (end - start > kMostSpaces) continue;
            add("two spaces", " after \"" + word_before(start) + '"', {start, end, " "}, true);
        }
    }

    void find_before_marks() {
        constexpr std::u32string_view kMarks = U",;.!?:)";
        for (std::size_t i = 1; i < target_.size(); ++i) {
            const char32_t c = target_[i];
            if (target_[i - 1] != ' ' || kMarks.find(c) == kMarks.npos) continue;
            const char32_t next = target_[i + 1];
            // " .NET", " ...", " :-)", " )": only a mark that is followed as marks are.
            if (c != ',' && c != ';' && next != 0 && !is_space(next) && next != '"' && next != U'”')
                continue;
            if (i < 2 || !is_plain(target_[i - 2]) || (c == '.' && next == '.')) continue;
            add("a space before \"" + std::string(target_.slice(i, i + 1)) + '"', "",
                {i - 1, i, ""}, true);
        }
        for (std::size_t i = 0; i + 1 < target_.size(); ++i)
            if (target_[i] == '(' && target_[i + 1] == ' ' && is_plain(target_[i + 2]))
                add("a space after \"(\"", "", {i + 1, i + 2, ""}, true);
    }

    void find_missing() {
        for (std::size_t i = 1; i + 1 < target_.size(); ++i) {
            const char32_t c = target_[i];
            if (!is_missing_after(i) || is_code(run_at(target_, i))) continue;
            add("no space after \"" + std::string(1, static_cast<char>(c)) + '"', "",
                {i + 1, i + 1, " "}, false);
        }
        find_missing_at_brackets();
    }

    /// TSMC of 台積電TSMC表示 in "TheTSMC": between Chinese characters it had no spaces.
    void find_joined() {
        const Characters source(text_.source);
        for (const Word& word : find_words(text_.source)) {
            const std::string_view name = text_.source.substr(word.start, word.end - word.start);
            if (name.size() < 3 || !is_beside_han(source, word) || is_code(name)) continue;
            if (!std::all_of(name.begin(), name.end(),
                             [](char c) { return is_ascii_letter(static_cast<unsigned char>(c)); }))
                continue;
            find_joined_name(name);
        }
    }

private:
    static bool is_plain(char32_t c) {
        return is_word_letter(c) || is_digit(c) || c == ')' || c == '"' || c == U'”' || c == '%';
    }

    bool is_after_sentence(std::size_t at) const {
        std::size_t i = at;
        while (i > 0 &&
               std::u32string_view(U"\"')]”’").find(target_[i - 1]) != std::u32string_view::npos)
            --i;
        return i > 0 && ends_a_sentence(target_[i - 1]);
    }

    std::string word_before(std::size_t at) const {
        std::size_t start = at;
        while (start > 0 && !is_space(target_[start - 1])) --start;
        return std::string(target_.slice(start, at));
    }

    bool is_missing_after(std::size_t i) const {
        const char32_t c = target_[i], before = target_[i - 1], next = target_[i + 1];
        if (c == ',' || c == ';')
            return is_ascii_letter(next) && (is_lower(before) || before == ')') &&
                   (i < 2 || is_lower(target_[i - 2]) || before == ')');
        if (c == '.' || c == ':' || c == '?' || c == '!') {
            // Not Node.js, U.S.A, Main.java: a word ends and another one begins.
            return is_lower(before) && i > 1 && is_lower(target_[i - 2]) && is_upper(next) &&
                   is_lower(target_[i + 2]) && !is_dotted_name(i);
        }
        return false;
    }

    /// os.Path, com.example.Main: what is in front of the dot is no word that begins a run.
    bool is_dotted_name(std::size_t i) const {
        if (target_[i] != '.') return false;
        const std::string_view run = run_at(target_, i);
        return std::count(run.begin(), run.end(), '.') > 2 ||
               run.find('(') != std::string_view::npos || run.find(':') != std::string_view::npos;
    }

    void find_missing_at_brackets() {
        for (std::size_t i = 1; i + 2 < target_.size(); ++i) {
            if (target_[i] != '(') continue;
            std::size_t close = i + 1;
            while (close < target_.size() && target_[close] != ')' && target_[close] != '(')
                ++close;
            if (target_[close] != ')') continue;
            const std::string_view inside = target_.slice(i + 1, close);
            const bool is_text = inside.find(' ') != inside.npos && inside.size() > 4 &&
                                 !is_code(inside) && inside.find_first_of(",=") == inside.npos;
            if (!is_text) continue;
            if (is_lower(target_[i - 1]) && i > 2 && is_lower(target_[i - 2]) &&
                !is_code(target_.slice(i > 12 ? i - 12 : 0, i)))
                add("no space before \"(\"", "", {i, i, " "}, false);
            if (is_lower(target_[close + 1]) && is_lower(target_[close + 2]))
                add("no space after \")\"", "", {close + 1, close + 1, " "}, false);
        }
    }

    static bool is_beside_han(const Characters& source, const Word& word) {
        std::size_t first = 0;
        while (first < source.size() && source.byte(first) < word.start) ++first;
        std::size_t last = first;
        while (last < source.size() && source.byte(last) < word.end) ++last;
        return (first > 0 && is_han(source[first - 1])) || is_han(source[last]);
    }

    void find_joined_name(std::string_view name) {
        const std::string_view target = text_.target;
        std::size_t at = 0;
        std::optional<std::size_t> joined;
        while ((at = target.find(name, at)) != target.npos) {
            const std::size_t end = at + name.size();
            const auto letter = [&](std::size_t i) {
                return i < target.size() && is_ascii_letter(static_cast<unsigned char>(target[i]));
            };
            const bool before = at > 0 && letter(at - 1);
            const bool after = letter(end);
            if (!before && !after) return;  // It also stands alone.
            const auto lower = [&](std::size_t i) {
                return is_lower(static_cast<unsigned char>(target[i]));
            };
            // "TSMCs" is a plural; two letters or more are a word.
            const bool words = (before && at > 1 && lower(at - 1) && letter(at - 2)) ||
                               (after && letter(end + 1) && lower(end) && lower(end + 1));
            if (words && !joined) joined = before ? at : end;
            at = end;
        }
        if (!joined) return;
        std::size_t point = 0;
        while (target_.byte(point) < *joined) ++point;
        add("no space beside \"" + std::string(name) + '"', "", {point, point, " "}, false);
    }

    struct Edit {
        std::size_t start = 0, end = 0;  ///< Positions in the target.
        std::string_view by;
    };
    /// All places of one kind.
    struct Kind {
        std::string message;
        std::vector<Edit> edits;
        bool safe = false;
    };

    /// `kind` as the message says it; `where`, if anything, is said of the first place only.
    void add(const std::string& kind, const std::string& where, Edit edit, bool safe) {
        auto known = std::find_if(kinds_.begin(), kinds_.end(),
                                  [&](const auto& one) { return one.first == kind; });
        if (known == kinds_.end()) {
            kinds_.push_back({kind, {kind + where, {}, safe}});
            known = kinds_.end() - 1;
        }
        known->second.edits.push_back(edit);
    }

    const BilingualText& text_;
    Characters target_;
    std::vector<std::pair<std::string, Kind>> kinds_;
};

class SpacingRule : public DescribedRule {
public:
    SpacingRule()
        : DescribedRule(
              {"spacing",
               Severity::kNote,
               "Spaces are doubled, missing, or stand before a mark",
               "In translations in Latin letters: two spaces between words; a space before , ; . "
               "! ? : or ) or after (; none after a comma, a sentence or a bracket with words in "
               "it; a name in Latin letters that stood without spaces between Chinese characters "
               "and is now one with the word beside it (TheTSMC). Doubled spaces and those before "
               "marks have a safe suggestion. Places of one kind are told as one.\n\n"
               "Left alone: two spaces after a sentence, wider gaps (forms and tables), code, "
               "addresses, "
               "paths, texts of several lines, with tags or inline codes, and French, which has "
               "spaces before "
               "marks.",
               {{"台積電今年擴廠。", "TSMC  expands this year.", "two spaces after \"TSMC\""},
                {"台積電、聯電", "TSMC , UMC", "a space before \",\""},
                {"工程師,設計師", "engineers,designers and others", "no space after \",\""},
                {"國科會（以下簡稱本會）表示", "The council(the NSTC for short) said",
                 "no space before \"(\""},
                {"晶圓代工廠TSMC表示", "The foundry ownerTSMC said", "no space beside \"TSMC\""},
                {"使用 Node.js 3,000 次", "Use Node.js 3,000 times.  Then stop.", ""}},
               {{"after-sentences", "false",
                 "whether two spaces after a sentence are told as well"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!writes_latin(text.target_lang) || text.target_lang.language() == "fr") return;
        // Beside an inline code a space belongs to what the code stands for.
        if (text.target_segment && !text.target_segment->content.empty()) return;
        const bool joined = writes_han(text.source_lang) && has_joined_letters(text.source);
        if (!joined && !may_have_fault(text.target)) return;
        if (is_program_text(text.target)) return;
        Spaces spaces(text);
        if (text.target.find("  ") != text.target.npos) spaces.find_doubled(after_sentences_);
        spaces.find_before_marks();
        spaces.find_missing();
        if (joined) spaces.find_joined();
        spaces.report(findings);
    }

protected:
    void set_options(const RuleOptions& options) override {
        after_sentences_ = bool_option(*this, options, "after-sentences", false);
    }

private:
    bool after_sentences_ = false;
};

}  // namespace

std::unique_ptr<Rule> make_spacing_rule() { return std::make_unique<SpacingRule>(); }

}  // namespace diglot
