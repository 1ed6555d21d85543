// Texts in another language, or another script, than the one they are kept under.
#include <algorithm>

#include "core/text/han_script.h"
#include "core/text/language_guess.h"
#include "core/text/utf8.h"
#include "quality/characters.h"
#include "quality/cleaning_rules.h"

namespace diglot {
namespace {

/// Letters of a text by script.
struct Letters {
    std::size_t latin = 0;
    std::size_t han = 0;
    std::size_t kana = 0;
    std::size_t hangul = 0;
    std::size_t other = 0;  ///< Greek, Cyrillic, Hebrew, Arabic, Indic, Thai …
    std::size_t others() const { return han + kana + hangul + other; }
};

Letters letters_of(std::string_view text) {
    Letters count;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c < 0x250)
            count.latin += is_word_letter(c) ? 1 : 0;
        else if (is_han(c))
            ++count.han;
        else if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA))
            ++count.kana;
        else if (c >= 0xAC00 && c <= 0xD7A3)
            ++count.hangul;
        else if ((c >= 0x370 && c < 0x1100) || (c >= 0x1E00 && c < 0x2000))
            ++count.other;
    }
    return count;
}

/// Words in small letters, which are no names, and whether the text is one of a language rather
/// than of a program.
std::size_t plain_words(std::string_view text) {
    std::size_t count = 0;
    for (const Word& word : find_words(text)) {
        const std::string_view letters = text.substr(word.start, word.end - word.start);
        count += letters.size() > 1 && std::all_of(letters.begin(), letters.end(), [](char c) {
                     return is_lower(static_cast<unsigned char>(c)) ||
                            static_cast<unsigned char>(c) >= 0x80 || c == '\'';
                 });
    }
    return count;
}

/// Words that every English text of some length has, and others do not: French and German about
/// programs have many an English word, too.
std::size_t english_words(std::string_view text) {
    constexpr std::string_view kWords[] = {"the", "of",   "to",   "and",  "is",  "with", "for",
                                           "are", "this", "that", "from", "not", "be",   "you"};
    std::size_t count = 0;
    for (const Word& word : find_words(text))
        count += std::find(std::begin(kWords), std::end(kWords),
                           text.substr(word.start, word.end - word.start)) != std::end(kWords)
                     ? 1
                     : 0;
    return count;
}

bool is_of_a_program(std::string_view text) {
    return text.find_first_of("{}=_\\$|`@<>/%") != text.npos || text.find("--") != text.npos;
}

constexpr std::size_t kLeastWords = 4;
constexpr std::size_t kLeastEnglish = 2;
constexpr std::size_t kLeastGuessed = 8;
/// Times as many letters of another script: names of languages stand beside their own spelling,
/// "Bulgarian (Български)".
constexpr std::size_t kMostly = 4;

std::string_view name_of(const std::string& code) {
    constexpr std::pair<std::string_view, std::string_view> kNames[] = {
        {"fr", "French"},  {"de", "German"},     {"es", "Spanish"}, {"it", "Italian"},
        {"nl", "Dutch"},   {"pt", "Portuguese"}, {"pl", "Polish"},  {"sv", "Swedish"},
        {"da", "Danish"},  {"cs", "Czech"},      {"tr", "Turkish"}, {"vi", "Vietnamese"},
        {"en", "English"}, {"id", "Indonesian"}, {"ms", "Malay"},   {"fi", "Finnish"}};
    for (const auto& [known, name] : kNames)
        if (known == code) return name;
    return code;
}

/// Whether two codes are one language, under another name or but for a border: what is told apart
/// by a word or two is no ground to set a text aside.
bool are_hard_to_tell(std::string_view a, std::string_view b) {
    constexpr std::string_view kGroups[] = {" no nb nn da ", " hr bs sr sh cnr sl ",
                                            " tl fil ceb ",  " id ms jv su ",
                                            " cs sk ",       " gl pt ",
                                            " af nl ",       " zu xh ",
                                            " he iw ",       " sco en "};
    if (a == b) return true;
    const auto stands_in = [](std::string_view code, std::string_view group) {
        return group.find(" " + std::string(code) + " ") != group.npos;
    };
    return std::any_of(std::begin(kGroups), std::end(kGroups), [&](std::string_view group) {
        return stands_in(a, group) && stands_in(b, group);
    });
}

/// Languages that are written in several scripts; which, a tag has to say.
bool is_of_several_scripts(const LanguageTag& lang) {
    constexpr std::string_view kLanguages = " az bs crh ha kk ku ms sh sr tg tk tt ug uz ";
    return lang.text().find("Latn") == std::string::npos &&
           kLanguages.find(" " + std::string(lang.language()) + " ") != kLanguages.npos;
}

/// What is wrong with a text that should be Chinese; empty for nothing.
std::string fault_of_chinese(std::string_view text, const LanguageTag& lang) {
    const Letters letters = letters_of(text);
    if (letters.hangul > 2 && letters.hangul > kMostly * letters.han) return "Korean, not Chinese";
    if (letters.kana > 3 && 3 * letters.kana > letters.kana + letters.han)
        return "Japanese, not Chinese";
    if (letters.other > 3 && letters.other > kMostly * (letters.han + letters.latin))
        return "not in Chinese characters";
    if (letters.han == 0) {
        const bool says_something = plain_words(text) >= kLeastWords && !is_of_a_program(text);
        return says_something ? "no Chinese character in it" : "";
    }
    const std::string& tag = lang.text();
    const std::string script = tag == "zh-TW" ? "Hant" : tag == "zh-CN" ? "Hans" : lang.script();
    if (tag == "zh" || (script != "Hant" && script != "Hans")) return {};
    const HanScriptCounts scripts = count_han_scripts(text);
    const bool hant = script == "Hant";
    const std::size_t wrong = hant ? scripts.simplified : scripts.traditional;
    const std::size_t right = hant ? scripts.traditional : scripts.simplified;
    if (wrong < 2 || wrong <= 2 * right) return {};
    return hant ? "in simplified characters" : "in traditional characters";
}

/// The same of a text in Latin letters.
std::string fault_of_latin(std::string_view text, const LanguageTag& lang) {
    if (!is_ascii(text) && !is_of_several_scripts(lang)) {
        const Letters letters = letters_of(text);
        if (letters.others() > 1 && letters.others() > kMostly * letters.latin)
            return letters.han + letters.kana >= letters.others() / 2 ? "Chinese or Japanese"
                                                                      : "not in Latin letters";
    }
    if (plain_words(text) < kLeastGuessed || is_of_a_program(text)) return {};
    const auto guess = guess_language(text);
    if (!guess || are_hard_to_tell(*guess, lang.language())) return {};
    if (*guess == "en" && english_words(text) < kLeastEnglish) return {};
    return std::string(name_of(*guess)) + ", as far as can be told";
}

class WrongLanguageCleaning : public DescribedCleaningRule {
public:
    WrongLanguageCleaning()
        : DescribedCleaningRule(
              {"wrong-language",
               "A side in another language or script than it is kept under: set aside",
               "Under a Chinese tag: a text without a Chinese character that has four words in "
               "small "
               "letters, Japanese or Korean, simplified characters under zh-TW or zh-Hant and "
               "traditional ones under zh-CN or zh-Hans (twice as many of the wrong kind as of the "
               "right one, by Big5 and GB 2312). Under a language in Latin letters: a text mostly "
               "in other letters, or eight words and more that CLD2 takes for another "
               "language, without doubt.\n\nText of programs (with {, =, _, <, /, % …) is not "
               "guessed "
               "at.",
               {{"请选择文件夹", "Choose a folder", "the source is in simplified characters"},
                {"選擇資料夾", "選擇一個資料夾", "the translation is Chinese or Japanese"},
                {"檔案無法開啟",
                 "Le fichier ne peut pas être ouvert par un autre programme maintenant",
                 "the translation is French, as far as can be told"},
                {"Linux Mint", "Linux Mint", ""}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        if (std::string what = fault_of(pair.source); !what.empty())
            found.push_back({CleaningSide::kSource, message("the source is ", what), {}, {}});
        else if (what = fault_of(pair.target); !what.empty())
            found.push_back({CleaningSide::kTarget, message("the translation is ", what), {}, {}});
    }

private:
    static std::string message(const char* side, const std::string& what) {
        if (what.starts_with("no "))
            return std::string(side, std::string_view(side).size() - 3) + "has " + what;
        return side + what;
    }

    static std::string fault_of(const Variant& variant) {
        if (writes_han(variant.lang) && variant.lang.text().starts_with("zh"))
            return fault_of_chinese(variant.segment.text, variant.lang);
        if (writes_latin(variant.lang)) return fault_of_latin(variant.segment.text, variant.lang);
        return {};
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_wrong_language_cleaning() {
    return std::make_unique<WrongLanguageCleaning>();
}

}  // namespace diglot
