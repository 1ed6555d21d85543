#include "app/memory_diff.h"

#include <fmt/format.h>

#include "app/html_text.h"
#include "app/interrupt.h"
#include "core/storage/sync_log.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

constexpr const char* kStyle =
    "body{font-family:sans-serif;max-width:75rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin-bottom:1rem}"
    "td{border:1px solid #ccc;padding:.3rem .5rem;vertical-align:top}"
    "td.field{width:12rem;color:#555}caption{text-align:left;font-weight:bold;padding:.3rem 0}"
    "del{background:#ffd7d5;text-decoration:none}ins{background:#ccffd8;text-decoration:none}"
    ".added caption{color:#116329}.removed caption{color:#a40e26}.changed caption{color:#7d4e00}";

std::string marked(const std::string& a, const std::string& b) {
    std::string html;
    for (const DiffPiece& piece : word_diff(a, b)) {
        const std::string text = html_escaped(piece.text);
        html += piece.kind == DiffPiece::Kind::kSame      ? text
                : piece.kind == DiffPiece::Kind::kRemoved ? "<del>" + text + "</del>"
                                                          : "<ins>" + text + "</ins>";
    }
    return html;
}

std::string row(const std::string& where, const std::string& field, const std::string& html) {
    return fmt::format("<tr><td class=\"field\">{}</td><td lang=\"{}\">{}</td></tr>\n",
                       html_escaped(where.empty() ? field : where + " " + field),
                       html_escaped(where.substr(0, where.find(' '))), html);
}

}  // namespace

DiffCounts diff_memories(const UnitSpool& a, const UnitSpool& b,
                         const std::function<void(const UnitChange&)>& visit) {
    const std::vector<std::uint32_t> partner = pair_spools(a, b);
    std::vector<bool> met(b.size(), false);
    for (const std::uint32_t k : partner)
        if (k != kNoPartner) met[k] = true;
    DiffCounts counts;
    const auto show_added = [&](std::uint32_t k) {
        for (; k < b.size() && !met[k]; ++k) {
            throw_if_interrupted();
            ++counts.added;
            visit({std::nullopt, b.unit(k)});
        }
    };
    show_added(0);
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        throw_if_interrupted();
        if (partner[i] == kNoPartner) {
            ++counts.removed;
            visit({a.unit(i), std::nullopt});
            continue;
        }
        if (a.prints()[i].form == b.prints()[partner[i]].form) {
            ++counts.same;
        } else {
            ++counts.changed;
            visit({a.unit(i), b.unit(partner[i])});
        }
        show_added(partner[i] + 1);
    }
    return counts;
}

DiffCounts diff_change_sets(DiglotFile& file, std::optional<std::int64_t> from, std::int64_t to,
                            const std::function<void(const UnitChange&)>& visit) {
    const ReadSnapshot snapshot(file.database());
    const SyncLog log(file.database(), file.log());
    const auto load = [&](std::int64_t id, const std::optional<RootState>& state) {
        if (!state) return std::optional<Unit>();
        return state->history ? file.memory().find_in_history(id, *state->history)
                              : file.memory().find(id);
    };
    DiffCounts counts;
    const IdRanges roots = log.roots_between(from.value_or(to - 1), to, "unit");
    for (const IdRange& range : roots.ranges()) {
        for (std::int64_t id = range.first; id <= range.last; ++id) {
            throw_if_interrupted();
            const std::vector<RootState> states = log.states("unit", id);
            UnitChange change{
                load(id, from ? log.state_at(states, *from) : log.state_at(states, to, true)),
                load(id, log.state_at(states, to))};
            if (!change.a && !change.b) continue;
            const bool same =
                change.a && change.b && canonical_form(*change.a) == canonical_form(*change.b);
            ++(same        ? counts.same
               : !change.a ? counts.added
               : !change.b ? counts.removed
                           : counts.changed);
            if (!same) visit(change);
        }
    }
    return counts;
}

struct DiffPage::State {
    explicit State(const std::string& path) : out(path) {}
    OutputFile out;
    std::string name_a, name_b;
};

DiffPage::DiffPage(const std::string& path, const std::string& name_a, const std::string& name_b)
    : state_(std::make_unique<State>(path)) {
    state_->name_a = name_a;
    state_->name_b = name_b;
    state_->out.write(fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Differences"
        "</title>\n<style>{}</style></head><body>\n<h1>{} → {}</h1>\n",
        kStyle, html_escaped(name_a), html_escaped(name_b)));
}

DiffPage::~DiffPage() = default;

void DiffPage::add(const UnitChange& change) {
    const char* kind = !change.a ? "added" : !change.b ? "removed" : "changed";
    const Unit& unit = change.a ? *change.a : *change.b;
    std::string html = fmt::format("<table class=\"{0}\"><caption>{0}{1}</caption>\n", kind,
                                   unit.id != 0 ? " · unit " + std::to_string(unit.id) : "");
    if (!change.a || !change.b) {
        for (const Variant& variant : unit.variants)
            html += row(variant.lang.text(), "text", html_escaped(variant.segment.text));
    } else {
        const auto& source = unit.source_variant();
        const auto all = differences(*change.a, *change.b);
        html += row(source.lang.text(), "", html_escaped(source.segment.text));
        for (const UnitDifference& one : all)
            html += row(one.where, one.field, marked(one.a, one.b));
    }
    state_->out.write(html + "</table>\n");
}

void DiffPage::finish(const DiffCounts& counts) {
    state_->out.write(
        fmt::format("<p>{} added, {} removed, {} changed, {} the same</p>\n</body>"
                    "</html>\n",
                    counts.added, counts.removed, counts.changed, counts.same));
    state_->out.commit();
}

}  // namespace diglot
