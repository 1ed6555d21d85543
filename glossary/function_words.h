// Words that a term does not begin or end with. The lists are our own.
#pragma once

#include <string_view>

namespace diglot {

/// Whether an English word, folded, is one that no term begins or ends with, nor consists of:
/// articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs, numbers written out, and
/// verbs, adjectives and nouns so general that they are of no subject (provide, following, thing).
bool is_english_function_word(std::string_view word);
/// Participles in -ed, which no term ends with: specified, but not seed. The word must be folded.
bool is_english_participle(std::string_view word);
/// Whether such a word may stand inside a term: Ministry of the Interior, research and development.
bool may_be_inside_english(std::string_view word);

/// The same for Chinese, in either script, as ICU divides a text into words.
bool is_chinese_function_word(std::string_view word);
/// Whether a longer term may begin with it (特殊 of 特殊教育), or end (者 of 申請者).
bool may_begin_chinese(std::string_view word);
bool may_end_chinese(std::string_view word);
/// Whether it may stand inside a term: 研究與發展, 聯合國教育、科學及文化組織.
bool may_be_inside_chinese(std::string_view word);

}  // namespace diglot
