// The forms an English word takes in running text. They are generated, not stemmed: a stem puts
// university and universe, or policy and police, into one, and a glossary must not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace diglot {

struct InflectionOptions {
    bool verb = false;  ///< Also -s, -ed, -ing, as of a verb.
    /// One of several words of a term: an equity security is one of equity securities, though
    /// security is no form of securities.
    bool part = false;
};

/// `word`, folded, and its other forms: plural and singular, regular and those of a table
/// (memoranda, criteria, children), spellings of the other side of the Atlantic (centre, organise,
/// colour), and of verbs the regular ones. The word itself is first; no form is told twice. Words
/// of fewer than three letters, and with other characters than a to z and digits, have one form.
std::vector<std::string> english_forms(std::string_view word,
                                       const InflectionOptions& options = {});

/// What `form` is of `word`, made of `other`; all folded: inflect_like("laboratory",
/// "laboratories", "centre") is "centres". `other` itself where it has that number already (data)
/// or `form` is but another spelling of `word`; nothing where `form` is no form of `word`, or
/// `other` is a word that english_forms() gives one form.
std::optional<std::string> inflect_like(std::string_view word, std::string_view form,
                                        std::string_view other,
                                        const InflectionOptions& options = {});

/// Whether the folded word is the plural of another one: laboratories, data; not news.
bool is_english_plural(std::string_view word);

/// The American spelling of a word that has two; else the word.
std::string american_spelling(std::string_view word);

}  // namespace diglot
