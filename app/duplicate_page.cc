// The page in which duplicates are decided: no other files, light and dark; it saves a table.
#include <fmt/format.h>

#include "app/duplicate_report.h"
#include "app/html_text.h"
#include "importers/output_file.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

constexpr const char* kStyle = R"css(
:root{color-scheme:light dark;--ink:#1d2329;--quiet:#59636e;--page:#fff;--card:#f6f8fa;--line:#d1d9e0;
--keep:#116329;--gone:#a40e26;--focus:#0b57d0}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--quiet:#a0aab5;--page:#14181d;--card:#1e242b;
--line:#3a434d;--keep:#7ee2a0;--gone:#ff9a90;--focus:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:75rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{font-size:1.4rem;margin:.2rem 0}
form{position:sticky;top:0;display:flex;flex-wrap:wrap;gap:.8rem;align-items:center;padding:.6rem 0;background:var(--page);border-bottom:1px solid var(--line)}
button,select{font:inherit;font-size:.95rem;padding:.25rem .5rem;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:4px}
:focus-visible{outline:3px solid var(--focus);outline-offset:1px}
table{border-collapse:collapse;width:100%;margin:.8rem 0;background:var(--card)}
caption{text-align:left;color:var(--quiet);font-size:.85rem;padding:.2rem 0}
td{border:1px solid var(--line);padding:.35rem .6rem;vertical-align:top;overflow-wrap:anywhere}
td:first-child{width:8rem}td:last-child{width:14rem;color:var(--quiet);font-size:.85rem}
tr.keep{box-shadow:inset 5px 0 var(--keep)}tr.join,tr.remove{box-shadow:inset 5px 0 var(--gone)}
tr.join .text,tr.remove .text{color:var(--quiet);text-decoration:line-through}
.text{margin:0}
.small{color:var(--quiet);font-size:.85rem}
)css";

constexpr const char* kScript = R"js(
(() => {
  const form = document.querySelector('form'), said = document.getElementById('said');
  const rows = [...document.querySelectorAll('tr[data-unit]')];
  form.hidden = false;
  const show = () => {
    let open = 0, gone = 0;
    for (const row of rows) {
      const value = row.querySelector('select').value;
      row.className = value;
      if (value === 'join' || value === 'remove') ++gone;
    }
    const decided = table => [...table.querySelectorAll('select')].some(one => one.value);
    for (const table of document.querySelectorAll('table')) if (!decided(table)) ++open;
    said.textContent = `${gone} to go, ${open} groups open`;
  };
  document.addEventListener('change', event => {
    const select = event.target.closest('tr[data-unit] select');
    if (!select) return;
    // The one that is kept leaves the others of a group that nothing was said of to be joined.
    const others = [...select.closest('table').querySelectorAll('select')].filter(one => one !== select);
    if (select.value === 'keep' && others.every(one => !one.value)) others.forEach(one => { one.value = 'join'; });
    show();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    const lines = ['group,unit,decision,state', ...rows.map(row =>
      [row.dataset.group, row.dataset.unit, row.querySelector('select').value, row.dataset.state].join(','))];
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([lines.join('\n') + '\n'], {type: 'text/csv'}));
    link.download = 'decided.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  show();
})();
)js";

std::string select_of(DuplicateDecision chosen) {
    using Decision = DuplicateDecision;
    std::string html = "<select aria-label=\"decision\">";
    for (const Decision one :
         {Decision::kOpen, Decision::kKeep, Decision::kJoin, Decision::kRemove})
        html += fmt::format("<option value=\"{}\"{}>{}</option>", to_string(one),
                            one == chosen ? " selected" : "",
                            one == Decision::kOpen ? "…" : to_string(one));
    return html + "</select>";
}

class Page : public DuplicateReport {
public:
    Page(const std::string& path, const std::string& title) : out_(path) {
        out_.write(fmt::format(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{0}</title>\n"
            "<style>{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n"
            "<form hidden><button>Save decided.csv</button> <output id=\"said\" "
            "aria-live=\"polite\"></output> <span class=\"small\">then: diglot dedupe --apply "
            "decided.csv</span></form>\n"
            "<p class=\"small\">keep: it stays. join: it goes, and its notes, properties, "
            "contexts and other languages to the one that is kept. remove: it goes. A group without a decision stays "
            "as "
            "it is.</p>\n<main>\n",
            html_escaped(title), kStyle));
    }

    void add(const DuplicateGroup& group) override {
        ++groups_;
        out_.write(fmt::format("<table><caption>group {}</caption>\n", groups_));
        for (const DuplicateGroup::Row& row : group.rows) {
            const Unit& unit = row.unit;
            std::string about = fmt::format("unit {}", unit.id);
            const auto tell = [&](const std::string& text) {
                if (!text.empty()) about += "<br>" + html_escaped(text);
            };
            tell(unit.origin);
            const auto changed = unit.latest_change();
            tell((changed ? to_iso_date(*changed) + " " : "") +
                 (unit.stamp.changed_by.empty() ? unit.stamp.created_by : unit.stamp.changed_by));
            if (row.alike) tell(fmt::format("{:g} % alike", row.alike->per_cent()));
            std::string texts;
            for (const Variant& variant : unit.variants)
                texts += fmt::format(
                    "<p class=\"text\" lang=\"{0}\"><span class=\"small\">{0}</span> "
                    "{1}</p>",
                    html_escaped(variant.lang.text()), html_escaped(variant.segment.text));
            out_.write(fmt::format(
                "<tr class=\"{}\" data-group=\"{}\" data-unit=\"{}\" data-state=\"s{:016x}\"><td>{}"
                "</td><td>{}</td><td>{}</td></tr>\n",
                to_string(row.decision), groups_, unit.id, state_of(unit), select_of(row.decision),
                texts, about));
        }
        out_.write("</table>\n");
    }

    void finish() override {
        out_.write(std::string("</main>\n<script>") + kScript + "</script>\n</body>\n</html>\n");
        out_.commit();
    }

private:
    OutputFile out_;
    std::int64_t groups_ = 0;
};

}  // namespace

std::unique_ptr<DuplicateReport> duplicate_page(const std::string& path, const std::string& title) {
    return std::make_unique<Page>(path, title);
}

}  // namespace diglot
