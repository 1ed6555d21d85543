#include "app/align_files.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "app/document_segments.h"
#include "app/interrupt.h"
#include "core/text/term_tokens.h"
#include "core/text/utf8.h"
#include "importers/encoding.h"
#include "tm/alignment_text.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// Sentences of Chinese and Japanese follow each other without a space.
bool joins_without_space(const LanguageTag& lang) {
    const std::string language = lang.language();
    return language == "zh" || language == "ja" || language == "yue";
}

std::string joined(const AlignmentSide& side, std::size_t start, std::size_t end) {
    std::string text;
    for (std::size_t i = start; i < end; ++i) {
        if (i > start && !joins_without_space(side.lang)) text += ' ';
        text += side.segments[i];
    }
    return text;
}

Unit unit_of(const AlignmentToStore& text, const AlignedPair& pair, const ChangeRequest& request) {
    Unit unit;
    unit.source = 0;
    for (const auto& [lang, words] :
         {std::pair(text.source, &pair.source), std::pair(text.target, &pair.target)}) {
        Variant variant;
        variant.lang = lang;
        variant.lang_spelling = lang.text();
        variant.segment = Segment(*words);
        unit.variants.push_back(std::move(variant));
    }
    unit.stamp.created = Time::now();
    unit.stamp.created_by = request.user;
    set_state(unit, unit_state::kAlignment);
    unit.annotations.push_back(Markup::leaf("prop", {{"type", "x-diglot-confidence"}},
                                            fmt::format("{:.2f}", pair.confidence)));
    return unit;
}

}  // namespace

std::string_view without_outer_space(std::string_view text) {
    constexpr std::string_view kWideSpace = "\u3000";
    for (bool again = true; again && !text.empty();) {
        again = true;
        if (is_space(text.front()))
            text.remove_prefix(1);
        else if (is_space(text.back()))
            text.remove_suffix(1);
        else if (text.starts_with(kWideSpace))
            text.remove_prefix(kWideSpace.size());
        else if (text.ends_with(kWideSpace))
            text.remove_suffix(kWideSpace.size());
        else
            again = false;
    }
    return text;
}

Result<std::string> read_text_file(const std::string& path) {
    std::string raw;
    std::unique_ptr<ByteSource> bytes;
    if (path == "-") {
        raw.assign(std::istreambuf_iterator<char>(std::cin), {});
        bytes = open_memory(raw);
    } else {
        bytes = open_bytes(path);
    }
    TextSource source(*bytes);
    std::string text;
    while (source.append_to(text)) throw_if_interrupted();
    const std::size_t bad = text.find(TextSource::kInvalidByte);
    if (bad != std::string::npos) {
        Diagnostic error;
        error.code = "text.invalid";
        error.message = fmt::format("these bytes are not {}", source.encoding().name);
        error.file = path;
        error.position.line =
            1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + bad, '\n'));
        return error;
    }
    return text;
}

AlignmentSide side_by_lines(const std::string& text, const LanguageTag& lang) {
    AlignmentSide side;
    side.lang = lang;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line = text.substr(at, end - at);
        if (!line.empty() && line.back() == '\r') line.pop_back();
        side.segments.push_back(std::move(line));
        at = end + 1;
    }
    return side;
}

AlignmentSide side_by_rules(const std::string& text, const LanguageTag& lang,
                            const SegmentationRules& rules) {
    AlignmentSide side;
    side.lang = lang;
    std::size_t start = 0;
    bool paragraph = true;
    for (const std::size_t end : rules.segment(text, lang)) {
        const std::string_view whole = std::string_view(text).substr(start, end - start);
        const std::string_view segment = without_outer_space(whole);
        start = end;
        if (!segment.empty()) {
            side.segments.emplace_back(segment);
            side.starts_paragraph.push_back(paragraph);
            paragraph = false;
        }
        if (whole.find('\n') != std::string_view::npos) paragraph = true;
    }
    return side;
}

Result<AlignmentSide> side_of_document(const std::string& path, const LanguageTag& lang,
                                       const SegmentationRules& rules) {
    const auto document = open_document(path, {});
    if (!document) return document.error();
    if ((*document)->format() == DocumentFormat::kText)
        return side_by_rules(std::string((*document)->text()), lang, rules);
    AlignmentSide side;
    side.lang = lang;
    for (const DocumentBlock& block : (*document)->blocks()) {
        if (!block.translatable) continue;
        bool first = true;
        for (ContentSegment& part : segments_of(block, rules, lang)) {
            side.segments.push_back(Segment::from_content(std::move(part.content)).text);
            side.starts_paragraph.push_back(first);
            first = false;
        }
    }
    return side;
}

double alignment_trust(const std::vector<Bead>& beads) {
    double sum = 0, all = 0;
    for (const Bead& bead : beads) {
        const double segments = static_cast<double>(bead.source_end - bead.source_start +
                                                    bead.target_end - bead.target_start);
        sum += segments * bead.confidence;
        all += segments;
    }
    return all > 0 ? sum / all : 0;
}

bool look_like_translations(const AlignmentSide& source, const AlignmentSide& target,
                            const std::vector<Bead>& beads, const AlignmentOptions& options) {
    constexpr double kNot = 0.6, kSure = 0.9, kClearly = 0.05;
    constexpr std::size_t kFewest = 8;  // Fewer segments fit in the opposite order as well.
    const double trust = alignment_trust(beads);
    if (trust < kNot) return false;
    if (trust >= kSure || std::min(source.segments.size(), target.segments.size()) < kFewest)
        return true;
    AlignmentSide backwards = target;
    std::reverse(backwards.segments.begin(), backwards.segments.end());
    backwards.starts_paragraph.clear();
    return alignment_trust(align(source, backwards, options)) < trust - kClearly;
}

Result<std::vector<std::pair<std::string, std::string>>> read_dictionary(const std::string& path) {
    const Result<std::string> text = read_text_file(path);
    if (!text) return text.error();
    std::vector<std::pair<std::string, std::string>> entries;
    std::size_t number = 0;
    for (const std::string& line : side_by_lines(*text, {}).segments) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos) {
            Diagnostic error;
            error.code = "dictionary.no-tab";
            error.message = "a line of a dictionary is two terms with a tab between";
            error.file = path;
            error.position.line = number;
            error.excerpt = line;
            return error;
        }
        entries.emplace_back(line.substr(0, tab),
                             line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1));
    }
    return entries;
}

void turn_to_fit(const AlignmentSide& source, const AlignmentSide& target,
                 std::vector<std::pair<std::string, std::string>>& dictionary) {
    std::vector<std::string> heads, glosses;
    for (std::size_t i = 0; i < dictionary.size() && i < 1000; ++i) {
        heads.push_back(dictionary[i].first);
        glosses.push_back(dictionary[i].second);
    }
    const bool han_first = share_of_han(heads) > share_of_han(glosses);
    const bool han_source = share_of_han(source.segments) > share_of_han(target.segments);
    if (han_first == han_source) return;
    for (auto& [head, gloss] : dictionary) std::swap(head, gloss);
}

void learn_from(DiglotFile& file, const LanguageTag& source, const LanguageTag& target,
                std::size_t most, AlignmentOptions& options) {
    file.glossary().for_each({}, [&](const Concept& entry) {
        for (const Term& one : entry.terms) {
            if (one.lang.fit(source) == LanguageFit::kOther) continue;
            for (const Term& other : entry.terms) {
                if (other.lang.fit(target) != LanguageFit::kOther)
                    options.dictionary.emplace_back(one.text, other.text);
            }
        }
        return true;
    });
    UnitFilter filter;
    filter.source = source;
    filter.target = target;
    filter.in_use = true;
    file.memory().for_each(filter, [&](Unit&& unit) {
        for (const Variant& variant : unit.variants) {
            if (&variant == &unit.source_variant()) continue;
            if (variant.lang.fit(target) == LanguageFit::kOther) continue;
            options.examples.emplace_back(unit.source_variant().segment.text, variant.segment.text);
            break;
        }
        throw_if_interrupted();
        return options.examples.size() < most;
    });
}

std::vector<AlignedPair> aligned_pairs(const AlignmentSide& source, const AlignmentSide& target,
                                       const std::vector<Bead>& beads) {
    std::vector<AlignedPair> pairs;
    for (const Bead& bead : beads)
        pairs.push_back({joined(source, bead.source_start, bead.source_end),
                         joined(target, bead.target_start, bead.target_end), bead.confidence});
    return pairs;
}

AlignmentStored store_alignment(DiglotFile& file, const ChangeRequest& request,
                                const std::vector<AlignmentToStore>& texts,
                                double least_confidence) {
    AlignmentStored stored;
    ChangeSet change(file.database(), file.log(), request);
    for (const AlignmentToStore& text : texts) {
        file.memory().set_origin(text.origin, {});
        for (const AlignedPair& pair : text.pairs) {
            throw_if_interrupted();
            if (pair.source.empty() || pair.target.empty() || pair.confidence < least_confidence)
                ++stored.left_out;
            else if (file.memory().add(unit_of(text, pair, request), change) == Added::kAdded)
                ++stored.added;
            else
                ++stored.known;
        }
    }
    file.memory().flush();
    if (stored.added + stored.known == 0) return stored;
    change.commit();
    stored.change = change.id();
    return stored;
}

}  // namespace diglot
