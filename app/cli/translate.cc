// diglot translate: a document with everything the memory knows in place, or as XLIFF; and back.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "app/translation_draft.h"
#include "importers/srx_reader.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string file;
    std::string output;
    std::string source = "zh-TW";
    std::string target = "en";
    std::string version = "1.2";
    std::string document;
    std::string srx;
    double min = 75;
    bool back = false;
    bool plain = false;
    bool copy_source = false;
    bool no_store = false;
    bool unreviewed = false;
    bool force = false;
};

constexpr const char* kOpen = "⟦";
constexpr const char* kClose = "⟧";

bool is_xliff_name(const std::string& path) {
    const std::string suffix = fs::path(path).extension().string();
    return suffix == ".xlf" || suffix == ".xliff";
}

/// "report.zh-TW.docx" and "report.docx" become "report.en.docx".
std::string name_of_output(const std::string& document, const Options& options) {
    fs::path path(document);
    const std::string suffix = path.extension().string();
    fs::path stem = path.stem();
    if (stem.extension() == "." + options.source) stem = stem.stem();
    return (path.parent_path() / (stem.string() + "." + options.target + suffix)).string();
}

/// The output's name; refuses to write over what is there, unless told to.
std::string output_of(const std::string& document, const Options& options) {
    const std::string path =
        options.output.empty() ? name_of_output(document, options) : options.output;
    if (path == "-" || options.force || !fs::exists(path)) return path;
    throw UsageError(
        tr("translate: {} is there already; -o names another file, --force writes over it", path));
}

void tell_losses(const Session& session, const std::vector<Loss>& losses) {
    for (const Loss& loss : losses)
        session.console.note(
            tr("  {} × {}", grouped(static_cast<std::int64_t>(loss.count)), loss.what));
}

struct Counts {
    std::size_t sure = 0, adapted = 0, fuzzy = 0, open = 0;
};

Counts count(const TranslationDraft& draft) {
    Counts counts;
    for (const DraftSegment& segment : draft.segments()) {
        if (segment.is_sure())
            ++(segment.adapted ? counts.adapted : counts.sure);
        else
            ++(segment.matches.empty() ? counts.open : counts.fuzzy);
    }
    return counts;
}

void tell(const Session& session, const TranslationDraft& draft, const std::string& output) {
    const Counts counts = count(draft);
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("output", output).member("segments", draft.segments().size());
        json.member("exact", counts.sure).member("adapted", counts.adapted);
        json.member("fuzzy", counts.fuzzy).member("open", counts.open).end_object();
        if (output != "-") session.console.line(json.text());
        return;
    }
    session.console.note(tr(
        "{}: {}; {} translated exactly, {} with other numbers or codes, {} with fuzzy matches, {} "
        "open",
        output, counted(static_cast<std::int64_t>(draft.segments().size()), "segment", "segments"),
        counts.sure, counts.adapted, counts.fuzzy, counts.open));
}

class Run {
public:
    Run(Session& session, const Options& options) : session_(session), options_(options) {
        draft_.source = parse_language(options.source);
        draft_.target = parse_language(options.target);
        draft_.offer = Score::from_per_cent(options.min);
        if (!options.srx.empty()) {
            const Result<SegmentationRules> read = read_srx(options.srx);
            if (!read) throw UsageError(to_string(read.error()));
            own_ = *read;
        }
        draft_.rules = own_ ? &*own_ : &default_segmentation();
    }

    void forth() {
        const auto document = open_document(options_.file, {});
        if (!document) return refuse(document.error());
        TranslationDraft draft(**document, draft_);
        look_up(draft);
        const std::string output = output_of(options_.file, options_);
        if (is_xliff_name(output)) {
            draft.write_xliff(output,
                              options_.version == "2.1" ? xliff::Version::k21 : xliff::Version::k12,
                              options_.file, options_.copy_source);
        } else {
            std::vector<std::optional<Segment>> translated;
            for (const DraftSegment& segment : draft.segments())
                translated.push_back(segment.is_sure() ? segment.suggestion : std::nullopt);
            const bool marked = !options_.plain;
            say_languages(**document, translated);
            tell_losses(session_,
                        (*document)->write(output, draft.contents(translated, marked ? kOpen : "",
                                                                  marked ? kClose : "")));
        }
        tell(session_, draft, output);
    }

    void back() {
        std::string path = options_.document;
        if (path.empty()) {
            const Result<std::string> original = read_original(options_.file);
            if (!original) return refuse(original.error());
            path = fs::exists(*original)
                       ? *original
                       : (fs::path(options_.file).parent_path() / fs::path(*original).filename())
                             .string();
            if (!fs::exists(path))
                throw UsageError(tr(
                    "translate: the document {} is not there; name it with --document", *original));
        }
        const auto document = open_document(path, {});
        if (!document) return refuse(document.error());
        const TranslationDraft draft(**document, draft_);
        const Result<FinishedDraft> finished =
            read_finished(options_.file, draft, options_.unreviewed);
        if (!finished) return refuse(finished.error());
        const std::string output = output_of(path, options_);
        say_languages(**document, finished->translated);
        tell_losses(session_,
                    (*document)->write(output, draft.contents(finished->translated, "", "")));
        const std::size_t segments = draft.segments().size();
        session_.console.note(
            tr("{}: {} of {} segments confirmed, {} waiting for review{}, {} open", output,
               segments - finished->open - finished->unreviewed, segments, finished->unreviewed,
               options_.unreviewed ? tr(" (taken all the same)") : "", finished->open));
        if (finished->open + finished->unreviewed > 0) session_.exit = Exit::kComplaints;
        if (!options_.no_store) store(draft, *finished, path);
    }

private:
    void refuse(const Diagnostic& reason) {
        session_.console.note(to_string(reason));
        session_.exit = Exit::kComplaints;
    }

    /// A document without any translation in it stays in its language.
    void say_languages(Document& document,
                       const std::vector<std::optional<Segment>>& translated) const {
        if (std::any_of(translated.begin(), translated.end(),
                        [](const auto& segment) { return segment.has_value(); }))
            document.set_languages({draft_.source, draft_.target});
    }

    void look_up(TranslationDraft& draft) {
        if (!fs::exists(session_.path())) {
            session_.say(tr("{} is not there: nothing is known yet", session_.path()));
            return draft.look_up(nullptr, nullptr, [](std::size_t) {});
        }
        DiglotFile& file = session_.open_existing();
        file.prepare_matches(draft_.source);
        MatchPool pool(file, std::max(1u, std::thread::hardware_concurrency()));
        const TermRecognizer terms = file.glossary().recognizer();
        Progress progress(session_.console, session_.quiet);
        draft.look_up(&pool, &terms, [&](std::size_t done) {
            throw_if_interrupted();
            progress.show(options_.file, done, draft.segments().size(), done, tr("segments"));
        });
    }

    /// The finished units become units of the memory.
    void store(const TranslationDraft& draft, const FinishedDraft& finished,
               const std::string& document) {
        const DraftStored stored =
            store_finished(session_.open_or_create(), session_.change_request(options_.file), draft,
                           finished, draft_, fs::path(document).filename().string());
        if (stored.change == 0) return;
        session_.console.note(tr("memory: {} added, {} known; change set {}", stored.added,
                                 stored.known, stored.change));
    }

    Session& session_;
    const Options& options_;
    DraftOptions draft_;
    std::optional<SegmentationRules> own_;
};

void run(Session& session, const Options& options) {
    if (options.min < 30 || options.min > 100)
        throw UsageError(tr("translate: --min wants 30 to 100 per cent"));
    Run run(session, options);
    if (options.back)
        run.back();
    else
        run.forth();
}

}  // namespace

void add_translate_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "translate", tr("Put what the memory knows into a document, or hand it out as XLIFF; "
                        "--back makes a document of finished XLIFF"));
    command
        ->add_option(
            "FILE", options->file,
            tr("A document (text, Markdown, HTML, DOCX, ODT, SRT); with --back an XLIFF file"))
        ->required();
    command
        ->add_option("-o,--output", options->output,
                     tr("Where it goes (default: NAME.TARGET.SUFFIX); .xlf or .xliff makes XLIFF"))
        ->type_name("FILE");
    command->add_option("-s,--source", options->source, tr("Source language"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("-t,--target", options->target, tr("Target language"))
        ->type_name("LANG")
        ->capture_default_str();
    command
        ->add_option("--min", options->min, tr("XLIFF: the least match that is offered, per cent"))
        ->capture_default_str();
    command->add_option("--xliff-version", options->version, tr("1.2 or 2.1"))
        ->check(CLI::IsMember({"1.2", "2.1"}))
        ->capture_default_str();
    command->add_flag("--copy-source", options->copy_source,
                      tr("XLIFF: where nothing is known the source is the target, for programs "
                         "that translate targets (OmegaT)"));
    command->add_flag("--no-marks", options->plain,
                      tr("Leave what is not translated without ⟦ ⟧ around it"));
    command->add_flag("--force", options->force, tr("Write over a file that is there"));
    command->add_flag("--back", options->back,
                      tr("FILE is finished XLIFF: write its document, and store its units"));
    command
        ->add_option("--document", options->document, tr("With --back: where the document is now"))
        ->type_name("FILE");
    command->add_flag("--unreviewed", options->unreviewed,
                      tr("With --back: take translations too that nobody has confirmed"));
    command->add_flag("--no-store", options->no_store,
                      tr("With --back: leave the memory as it is"));
    command
        ->add_option("--srx", options->srx,
                     tr("Segmentation rules of your own; the same both ways"))
        ->type_name("FILE");
    command->footer(
        tr("Examples:\n"
           "  diglot translate article.docx -o article.xlf      # for a CAT tool, with matches and "
           "terms\n"
           "  diglot translate --back article.xlf               # article.en.docx, and units of "
           "the memory\n"
           "  diglot translate article.md                       # article.en.md: what is known "
           "exactly, the rest in ⟦ ⟧\n"
           "Exit status 1: the document cannot be read, or with --back segments are still open."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
