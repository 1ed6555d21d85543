// Which documents of a folder are each other's translation, by their names. The rule, with
// examples: docs/alignment.md, "Folders".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"

namespace diglot {

/// Two documents that translate each other.
struct DocumentPair {
    std::string name;  ///< What their names have in common, "2025/report"; never empty.
    std::string source;
    std::string target;  ///< Paths.
    LanguageTag source_lang;
    LanguageTag target_lang;  ///< As the names say it more closely, else as asked for.
};

struct UnpairedDocument {
    std::string path;
    std::string reason;  ///< For people: "no translation beside it".
};

struct DocumentPairs {
    std::vector<DocumentPair> pairs;  ///< By name, ascending.
    std::vector<UnpairedDocument>
        alone;  ///< By path; what could be paired in two ways is here too.
};

/// The pairs in a folder and the folders in it: report.zh.txt and report.en.txt, zh/report.docx and
/// en/report.docx, report.docx and report.en.docx. Only files whose suffix is that of a document
/// count, hidden ones do not. Throws IoError if the folder cannot be read.
DocumentPairs find_document_pairs(const std::string& folder, const LanguageTag& source,
                                  const LanguageTag& target);
/// The same with a folder for each language: files with equal names, but for language marks, pair.
DocumentPairs find_document_pairs(const std::string& source_folder,
                                  const std::string& target_folder, const LanguageTag& source,
                                  const LanguageTag& target);

/// The language that a part of a name says, where it is one that fits `wanted`: "zh_TW" for zh-TW,
/// "chinese", "英文"; else empty.
LanguageTag language_mark(std::string_view part, const LanguageTag& wanted);

}  // namespace diglot
