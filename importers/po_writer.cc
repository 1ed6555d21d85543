#include "importers/po_writer.h"

#include <optional>
#include <unordered_set>

#include <xxhash.h>

#include "core/time.h"
#include "importers/po_header.h"
#include "importers/po_message.h"
#include "importers/po_units.h"

namespace diglot {
namespace {

constexpr std::size_t kBatch = 1024;  ///< Entries handed to the library at once.

/// "2026-11-23 12:00+0000"
std::string po_date(Time time) {
    std::string date = to_iso_date(time).substr(0, 16);
    date[10] = ' ';
    return date + "+0000";
}

}  // namespace

struct PoWriter::State {
    State(const std::string& path, PoWriteOptions chosen, const std::vector<Markup>& headers)
        : options(std::move(chosen)), output(path) {
        fill_header(headers);
        forms = plural_count(*header.find("Plural-Forms"));
    }

    /// The fields a catalogue must have; msginit(1) writes the same where nobody is known.
    void fill_header(const std::vector<Markup>& headers) {
        take_kept(headers);
        const auto need = [&](const char* name, std::string_view value) {
            const std::string* there = header.find(name);
            if (there == nullptr || there->empty()) header.set(name, value);
        };
        need("Project-Id-Version", "none");
        need("PO-Revision-Date", po_date(Time::now()));
        need("Last-Translator", "Automatically generated");
        need("Language-Team", "none");
        header.set("Language", options.is_template ? "" : to_po_language(options.languages.target));
        need("MIME-Version", "1.0");
        header.set("Content-Type", "text/plain; charset=UTF-8");
        header.set("Content-Transfer-Encoding", "8bit");
        const std::string* kept = header.find("Plural-Forms");
        if (kept == nullptr || plural_count(*kept) == 0 || options.is_template)
            header.set("Plural-Forms", options.is_template
                                           ? "nplurals=2; plural=(n != 1);"
                                           : plural_forms(options.languages.target));
        header.set("X-Source-Language", to_po_language(options.languages.source));
        header.set("X-Generator", std::string("Diglot ") + DIGLOT_VERSION);
    }

    void take_kept(const std::vector<Markup>& headers) {
        std::size_t found = 0;
        for (const Markup& one : headers) {
            PoHeader kept = PoHeader::from_kept(one);
            if (kept.empty()) continue;
            const std::string* language = kept.find("Language");
            const auto tag = language ? parse_po_language(*language) : std::nullopt;
            if (tag && !options.is_template && *tag != options.languages.target) continue;
            if (++found == 1) header = std::move(kept);
        }
        if (found < 2) return;
        header = {};
        losses.add("header of a catalogue, where there are several", found);
    }

    void add(const Unit& unit) {
        if (options.is_template) {
            add_source(unit);
            return;
        }
        for_each_pair(unit, options.languages, losses,
                      [&](const Variant& source, const Variant& target) {
                          PoMessage message = message_of(unit, source, target, losses);
                          ++units;
                          take(std::move(message), form_of(unit));
                          count_spelling(target);
                      });
    }

    void add_source(const Unit& unit) {
        const Variant& source = unit.source_variant();
        if (source.lang.fit(options.languages.source) == LanguageFit::kOther)
            return losses.add("unit translated from another language");
        LossCounter of_template;  // That a template has no translations is no loss.
        PoMessage message = message_of(unit, source, source, of_template);
        if (message.obsolete) return losses.add("obsolete entry");
        message.translations = {""};
        message.comments.clear();
        message.fuzzy = false;
        if (const std::optional<PoForm> form = form_of(unit)) {
            message.plural = form->other;
            if (form->is_plural) std::swap(*message.plural, message.source);
            message.translations.assign(forms, "");
        }
        ++units;
        if (message.plural && waiting && waiting->source == message.source &&
            waiting->plural == message.plural && waiting->context == message.context)
            return;  // Another form of the same entry.
        put_waiting();
        waiting = std::move(message);
    }

    void count_spelling(const Variant& target) {
        const std::string& written = *header.find("Language");
        if (target.lang_spelling != written)
            losses.add("language spelling " + target.lang_spelling + " written as " + written);
    }

    /// Joins forms of one entry, which come one after another.
    void take(PoMessage message, const std::optional<PoForm>& form) {
        if (form && form->count != forms) {
            losses.add("plural form of an entry with another number of forms, written alone");
        } else if (form) {
            return take_form(std::move(message), *form);
        }
        put_waiting();
        put(std::move(message));
    }

    void take_form(PoMessage message, const PoForm& form) {
        const bool fuzzy = message.fuzzy;
        const std::string text = std::exchange(message.translations, {}).front();
        if (form.is_plural)
            message.plural = std::exchange(message.source, form.other);
        else
            message.plural = form.other;
        const bool same = waiting && waiting->context == message.context &&
                          waiting->source == message.source && waiting->plural == message.plural &&
                          (waiting->translations[form.index].empty() ||
                           waiting->translations[form.index] == text);
        if (!same) {
            put_waiting();
            waiting = std::move(message);
            waiting->translations.assign(forms, "");
        }
        waiting->translations[form.index] = text;
        waiting->fuzzy = waiting->fuzzy || fuzzy;
    }

    void put_waiting() {
        if (waiting) put(std::move(*std::exchange(waiting, std::nullopt)));
    }

    void put(PoMessage message) {
        if (message.source.empty() && !message.context)
            return losses.add("unit without source text");
        if (has_nul(message)) return losses.add("unit with a NUL or EOT character");
        // An empty context is not none (GNU gettext, "Contexts").
        const std::string key =
            (message.context ? *message.context + '\4' : std::string()) + message.source;
        if (!seen.insert(XXH3_64bits(key.data(), key.size())).second)
            return losses.add("further unit with the same source text and context");
        batch.push_back(std::move(message));
        if (batch.size() == kBatch) flush();
    }

    /// Characters that mean something else in compiled catalogues.
    static bool has_nul(const PoMessage& message) {
        const auto has = [](const std::string& text) {
            return text.find('\0') != std::string::npos || text.find('\4') != std::string::npos;
        };
        bool any = has(message.context.value_or("")) || has(message.source) ||
                   has(message.plural.value_or(""));
        for (const std::string& text : message.translations) any = any || has(text);
        return any;
    }

    void flush() {
        const PoPrinted printed = print_po(header.msgstr(), batch);
        std::string_view text = printed.text;
        if (begun) {
            text.remove_prefix(printed.entries_start);
            if (!text.empty()) output.write("\n");
        }
        begun = true;
        output.write(text);
        if (printed.marked_fuzzy > 0)
            losses.add(
                "translation that breaks a rule of gettext (format, line break at an end), "
                "marked fuzzy",
                printed.marked_fuzzy);
        for (const std::string& flag : printed.unknown_flags) losses.add("flag " + flag);
        batch.clear();
    }

    PoWriteOptions options;
    OutputFile output;
    PoHeader header;
    std::size_t forms = 2;
    std::optional<PoMessage> waiting;  ///< An entry whose next form may follow.
    std::vector<PoMessage> batch;
    std::unordered_set<std::uint64_t> seen;  ///< Fingerprints of context and source.
    bool begun = false;
    std::size_t units = 0;
    LossCounter losses;
};

PoWriter::PoWriter(const std::string& path, const PoWriteOptions& options,
                   const std::vector<Markup>& headers)
    : state_(std::make_unique<State>(path, options, headers)) {}
PoWriter::~PoWriter() = default;

void PoWriter::add(const Unit& unit) { state_->add(unit); }

std::vector<Loss> PoWriter::finish() {
    state_->put_waiting();
    if (!state_->batch.empty() || !state_->begun) state_->flush();
    state_->output.commit();
    return state_->losses.take();
}

std::size_t PoWriter::units() const { return state_->units; }

}  // namespace diglot
