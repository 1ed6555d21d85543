// Pairs of plain text files as Moses takes them: line n of the one translates line n of the other.
// docs/formats/moses.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "importers/format.h"
#include "importers/sink.h"
#include "importers/unit_pairs.h"

namespace diglot {

/// What the name of one side says: "corpus.zh-TW.gz" is the side zh-TW of "corpus".
struct MosesName {
    std::string stem;  ///< The path without language (and .gz).
    LanguageTag lang;  ///< Empty if the suffix is no language.
    std::string spelling;
};
MosesName parse_moses_name(const std::string& path);

/// Whether two files that nobody named, of one name but for their languages, are a pair: not where
/// both are of one language; where a suffix is better known for other files (.pl, .sh, .ts), only
/// if both are plain texts, of the same number of lines and no programs. Throws IoError.
bool is_moses_pair(const InputFile& a, const InputFile& b);

/// Streams the lines of `file` and of options.parallel, both perhaps packed, as units; the
/// languages are those of their names. The source is the one of options.source, else `file`. Lines
/// end with LF or CRLF. Errors: moses.lines (the counts differ, and both are named; nothing is
/// handed over), moses.not-text. Throws IoError.
Result<ReadSummary> read_moses(const InputFile& file, const ReadOptions& options, Sink& sink);

/// Writes STEM.SOURCE and STEM.TARGET, in UTF-8, a pair a line. Line breaks within segments become
/// spaces; what is said beside the texts is lost, both counted.
class MosesWriter : public UnitWriter {
public:
    MosesWriter(const std::string& stem, LanguagePair languages);
    ~MosesWriter() override;

    void add(const Unit& unit) override;
    std::vector<Loss> finish() override;
    std::size_t units() const override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
