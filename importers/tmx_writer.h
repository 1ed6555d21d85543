// TMX writer. What is written, carried and lost, per profile: docs/formats/tmx.md.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/sink.h"

namespace diglot {

/// Programs whose readers need something other than the safe default. Each sets the options below
/// and its own rules.
enum class TmxProfile {
    kNone,
    kOmegat,    ///< One Chinese script a file, language-REGION tags, text of <hi> without <hi>.
    kWeblate,   ///< No inline codes, one real source language.
    kLokalize,  ///< No inline codes, zh_TW spelling, bare English source.
    kTrados,    ///< UTF-16, every language with a region.
};

enum class TmxLanguages {
    kBcp47,   ///< zh-TW
    kPosix,   ///< zh_TW. XML Schema does not take it for xml:lang; the DTD does.
    kRegion,  ///< Language and region, likely ones filled in, script left out: en-US, zh-TW for
              ///< zh-Hant.
};

struct TmxWriteOptions {
    TmxProfile profile = TmxProfile::kNone;
    bool codes = true;         ///< Level 2. False: level 1, segments without inline codes.
    bool version_1_1 = false;  ///< lang= instead of xml:lang, and no inline codes.
    bool utf16 = false;        ///< UTF-16LE with byte order mark instead of UTF-8.
    TmxLanguages languages = TmxLanguages::kBcp47;
    /// Both given: only that pair, one tu for each source and target variant.
    LanguageTag source;
    LanguageTag target;

    /// "omegat", "weblate", "lokalize", "trados"; nothing for another name.
    static std::optional<TmxWriteOptions> for_profile(std::string_view name);
};

/// One header for units of several files: all their notes, properties and encodings once, the first
/// value of each attribute. What differs is added to `losses`. Markup that is no TMX header is left
/// out.
Markup merge_tmx_headers(const std::vector<Markup>& headers, std::vector<Loss>& losses);

/// Streams units into a file that takes its name when finish() returns; until then, and if it is
/// never called, a file of that name stays as it was. "-" is standard output. All of it may throw
/// IoError.
class TmxWriter {
public:
    TmxWriter(const std::string& path, TmxWriteOptions options);
    ~TmxWriter();

    /// The header to write back (<header> as Sink::header had it). Call it before add(), or not at
    /// all.
    void header(const Markup& header);
    void add(Unit unit);
    /// Says that no more units come, so that units() counts the one that waits for its neighbour.
    /// finish() does, too.
    void end_units();
    /// Ends the file and puts it in its place. Returns what TMX, or the profile, could not carry.
    std::vector<Loss> finish();
    /// Units written so far; a bilingual split may make two of one, and leave some out.
    std::size_t units() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
