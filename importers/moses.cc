#include "importers/moses.h"

#include <algorithm>
#include <array>
#include <optional>

#include "importers/text_lines.h"

namespace diglot {
namespace {

/// A text file, line by line.
class Lines {
public:
    Lines(std::unique_ptr<ByteSource> bytes, const std::string& encoding, const LanguageTag& lang)
        : bytes_(std::move(bytes)),
          text_(*bytes_, encoding, [&](std::string_view) { return std::vector{lang}; }),
          lines_(text_) {}

    TextSource& text() { return text_; }
    const ByteSource& bytes() const { return *bytes_; }
    bool next(std::string& line) { return lines_.next(line); }
    bool has_end() const { return lines_.has_end(); }

private:
    std::unique_ptr<ByteSource> bytes_;
    TextSource text_;
    TextLines lines_;
};

Result<std::unique_ptr<Lines>> open_lines(const InputFile& file, const ReadOptions& options) {
    auto bytes = open_input(file);
    if (!bytes) return bytes.error();
    return std::make_unique<Lines>(std::move(bytes).value(), options.encoding,
                                   parse_moses_name(file.name).lang);
}

/// The first of two passes over a file.
struct Count {
    std::uint64_t lines = 0;
    bool ends = true;  ///< Whether the last one has a line end.
    bool is_markup = false;
};

Result<Count> count_lines(const InputFile& file, const ReadOptions& options) {
    const auto opened = open_lines(file, options);
    if (!opened) return opened.error();
    Lines& lines = **opened;
    // Progress is told of the second pass only, but may interrupt.
    lines.text().progress = [&](std::uint64_t, std::uint64_t total) {
        if (options.progress) options.progress(0, total);
    };
    Count count;
    for (std::string line; lines.next(line); ++count.lines) {
        count.ends = lines.has_end();
        if (count.lines > 0) continue;
        count.is_markup = line.starts_with("<?xml") || line.starts_with("<!DOCTYPE");
        if (count.is_markup) break;
    }
    return count;
}

bool is_blank(const std::string& line) {
    return line.find_first_not_of(" \t") == std::string::npos;
}

class MosesReader {
public:
    MosesReader(const InputFile& source, const InputFile& target, const ReadOptions& options,
                Sink& sink)
        : source_file_(source), target_file_(target), options_(options), sink_(sink) {}

    Result<ReadSummary> read() {
        Count counts[2];
        for (const InputFile* file : {&source_file_, &target_file_}) {
            const Result<Count> count = count_lines(*file, options_);
            if (!count) return count.error();
            if (count->is_markup)
                return fail("moses.not-text", file->name + " is no plain text, but has markup");
            counts[file == &target_file_] = *count;
        }
        if (counts[0].lines != counts[1].lines)
            return fail("moses.lines", "the files do not belong together: " + source_ + " has " +
                                           std::to_string(counts[0].lines) + " lines, " + target_ +
                                           " has " + std::to_string(counts[1].lines));
        const auto opened_source = open_lines(source_file_, options_);
        if (!opened_source) return opened_source.error();
        const auto opened_target = open_lines(target_file_, options_);
        if (!opened_target) return opened_target.error();
        Lines& sources = **opened_source;
        Lines& targets = **opened_target;
        for (auto* lines : {&sources, &targets})
            if (auto doubt = refuse_doubtful(lines->text().encoding(),
                                             lines == &sources ? source_ : target_))
                return std::move(*doubt);
        sources.text().progress = options_.progress;
        tell_encoding(source_, sources);
        tell_encoding(target_, targets);
        std::string source;
        std::string target;
        for (std::size_t line = 1; sources.next(source) && targets.next(target); ++line) {
            // One side ends within a line: the file was cut there, and so may be the text.
            const bool cut = line == counts[0].lines && counts[0].ends != counts[1].ends;
            take(source, target, line, cut);
        }
        for (const Lines* lines : {&sources, &targets})
            if (!lines->bytes().fault().empty())
                return fail("archive.damaged", lines->bytes().fault());
        if (untranslated_ > 0)
            tell(Severity::kNote, "moses.empty",
                 std::to_string(untranslated_) +
                     (untranslated_ == 1 ? " line has" : " lines have") + " nothing beside it",
                 0);
        summary_.format = "Moses pair";
        summary_.encoding = sources.text().encoding().name;
        return std::move(summary_);
    }

private:
    Diagnostic fail(std::string code, std::string message) const {
        return {Severity::kError, std::move(code), std::move(message), {}, source_, {}};
    }
    void tell(Severity severity, std::string code, std::string message, std::size_t line) {
        sink_.report(
            {severity, std::move(code), std::move(message), {line, line ? 1u : 0u}, source_, {}});
    }
    void tell_encoding(const std::string& path, Lines& lines) {
        const EncodingGuess& guess = lines.text().encoding();
        if (guess.guessed)
            tell(Severity::kNote, "text.encoding",
                 "the encoding of " + path + " is taken for " + guess.name +
                     ", by its letters (--encoding says otherwise)",
                 0);
    }
    void skip(std::string code, std::string message, std::size_t line) {
        ++summary_.skipped;
        tell(Severity::kError, std::move(code), std::move(message), line);
    }

    void take(const std::string& source, const std::string& target, std::size_t line, bool cut) {
        if (is_blank(source) || is_blank(target)) {
            untranslated_ += is_blank(source) != is_blank(target) ? 1 : 0;
            return;
        }
        if (cut)
            return skip("moses.cut", "one of the files ends within this line, which is left out",
                        line);
        for (const std::string* text : {&source, &target})
            if (text->find(TextSource::kInvalidByte) != std::string::npos)
                return skip("moses.encoding",
                            "the line has bytes that are not in the encoding, and is left out "
                            "(--encoding says which it is)",
                            line);
        Unit unit;
        unit.source = 0;
        add_variant(unit, source_, source);
        add_variant(unit, target_, target);
        ++summary_.units;
        sink_.add(std::move(unit), {line, 1});
    }

    static void add_variant(Unit& unit, const std::string& path, const std::string& text) {
        const MosesName name = parse_moses_name(path);
        Variant& variant = unit.variants.emplace_back();
        variant.lang = name.lang;
        variant.lang_spelling = name.spelling;
        variant.segment = Segment(text);
    }

    const InputFile& source_file_;
    const InputFile& target_file_;
    const std::string& source_ = source_file_.name;
    const std::string& target_ = target_file_.name;
    const ReadOptions& options_;
    Sink& sink_;
    std::uint64_t untranslated_ = 0;
    ReadSummary summary_;
};

}  // namespace

MosesName parse_moses_name(const std::string& path) {
    MosesName name;
    std::string plain = path;
    if (plain.ends_with(".gz")) plain.resize(plain.size() - 3);
    const std::size_t dot = plain.rfind('.');
    const std::size_t slash = plain.rfind('/');
    if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return name;
    name.spelling = plain.substr(dot + 1);
    const std::size_t length = std::min(name.spelling.find_first_of("-_"), name.spelling.size());
    const LanguageTag tag(name.spelling);
    if (length < 2 || length > 3 || !is_known_language(tag)) return {};
    name.stem = plain.substr(0, dot);
    name.lang = tag;
    return name;
}

namespace {

/// Suffixes that are codes of languages and better known for other files: Perl is no Polish.
bool is_of_other_files(const MosesName& name) {
    static constexpr std::array<std::string_view, 47> kSuffixes{
        "as",  "br",  "cs",  "cu",  "cv",  "el",  "hs",  "ia",  "ie",  "in",  "io",  "ko",
        "la",  "lo",  "mk",  "ml",  "mo",  "nb",  "os",  "pl",  "ps",  "sc",  "sh",  "so",
        "ss",  "st",  "sv",  "to",  "tr",  "ts",  "tt",  "vo",  "ada", "bak", "bas", "bat",
        "bin", "cat", "dat", "doc", "ini", "log", "lua", "map", "new", "run", "tar"};
    return std::find(kSuffixes.begin(), kSuffixes.end(), name.spelling) != kSuffixes.end();
}

/// The lines of a plain text; nothing for what is none.
std::optional<std::uint64_t> lines_of_text(const InputFile& file) {
    const auto bytes = open_input(file);
    if (!bytes) return std::nullopt;
    constexpr std::size_t kProbed = 512;
    const std::string first(PeekedSource(**bytes, kProbed).first());
    const bool has_mark = first.starts_with("\xFF\xFE") || first.starts_with("\xFE\xFF");
    if (!has_mark && first.find('\0') != std::string::npos) return std::nullopt;
    const auto opened = open_lines(file, {});
    if (!opened) return std::nullopt;
    std::uint64_t count = 0;
    for (std::string line; (*opened)->next(line); ++count) {
        const bool is_program = count == 0 && (line.starts_with("#!") || line.starts_with('<') ||
                                               line.starts_with('{') || line.starts_with("//"));
        if (is_program) return std::nullopt;
    }
    return (*opened)->bytes().fault().empty() ? std::optional(count) : std::nullopt;
}

}  // namespace

bool is_moses_pair(const InputFile& a, const InputFile& b) {
    const MosesName first = parse_moses_name(a.name);
    const MosesName second = parse_moses_name(b.name);
    if (first.lang == second.lang) return false;
    if (!is_of_other_files(first) && !is_of_other_files(second)) return true;
    const auto lines = lines_of_text(a);
    return lines && *lines > 0 && lines == lines_of_text(b);
}

Result<ReadSummary> read_moses(const InputFile& file, const ReadOptions& options, Sink& sink) {
    const InputFile& other = options.parallel;
    const bool swapped =
        !options.source.empty() &&
        parse_moses_name(file.name).lang.fit(options.source) == LanguageFit::kOther &&
        parse_moses_name(other.name).lang.fit(options.source) != LanguageFit::kOther;
    return swapped ? MosesReader(other, file, options, sink).read()
                   : MosesReader(file, other, options, sink).read();
}

struct MosesWriter::State {
    State(const std::string& stem, LanguagePair pair)
        : languages(std::move(pair)),
          source(stem + "." + languages.source.text()),
          target(stem + "." + languages.target.text()) {}

    std::string line(const Segment& segment) {
        std::string text = text_with_codes(segment, losses);
        bool changed = false;
        for (char& c : text) {
            if (c != '\n' && c != '\r') continue;
            c = ' ';
            changed = true;
        }
        if (changed) losses.add("line break within a segment, written as a space");
        return text;
    }

    void pair(const Unit& unit, const Variant& from, const Variant& to) {
        const std::string texts[] = {line(from.segment), line(to.segment)};
        if (!has_both_texts(texts[0], texts[1], losses)) return;
        source.write(texts[0] + "\n");
        target.write(texts[1] + "\n");
        ++units;
        count_unsaid(unit, from, to, {}, losses);
    }

    LanguagePair languages;
    OutputFile source;
    OutputFile target;
    std::size_t units = 0;
    LossCounter losses;
};

MosesWriter::MosesWriter(const std::string& stem, LanguagePair languages)
    : state_(std::make_unique<State>(stem, std::move(languages))) {}
MosesWriter::~MosesWriter() = default;

void MosesWriter::add(const Unit& unit) {
    for_each_pair(
        unit, state_->languages, state_->losses,
        [&](const Variant& source, const Variant& target) { state_->pair(unit, source, target); });
}

std::vector<Loss> MosesWriter::finish() {
    state_->source.commit();
    state_->target.commit();
    return state_->losses.take();
}

std::size_t MosesWriter::units() const { return state_->units; }

}  // namespace diglot
