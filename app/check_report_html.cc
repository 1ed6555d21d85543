// A check's findings as one page: no other files, filters by keyboard, light and dark.
#include <fmt/format.h>

#include "app/check_report_formats.h"
#include "app/html_text.h"

namespace diglot {
namespace {

constexpr const char* kStyle = R"css(
:root{color-scheme:light dark;--ink:#1d2329;--quiet:#59636e;--page:#fff;--card:#f6f8fa;--line:#d1d9e0;
--error:#b3261e;--warning:#8a5a00;--note:#0b57a4;--mark:#ffe08a;--focus:#0b57d0}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--quiet:#a0aab5;--page:#14181d;--card:#1e242b;
--line:#3a434d;--error:#ff8a80;--warning:#f0b429;--note:#8ab8f0;--mark:#6b5200;--focus:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{font-size:1.4rem;margin:.2rem 0}
form{position:sticky;top:0;display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;padding:.6rem 0;background:var(--page);border-bottom:1px solid var(--line)}
label{display:flex;flex-direction:column;font-size:.8rem;color:var(--quiet)}
@media (max-width:40rem){form{position:static}}
select,input,button{font:inherit;font-size:.95rem;height:2.1rem;margin:0;padding:.25rem .4rem;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:4px;max-width:16rem}
article{margin:.8rem 0;padding:.6rem .9rem;background:var(--card);border:1px solid var(--line);border-left:5px solid var(--line);border-radius:4px;scroll-margin-top:7rem;
content-visibility:auto;contain-intrinsic-size:auto 8rem}
article[hidden]{display:none}
article.error{border-left-color:var(--error)}article.warning{border-left-color:var(--warning)}article.note{border-left-color:var(--note)}
:focus-visible{outline:3px solid var(--focus);outline-offset:1px}
h2{font-size:1rem;margin:0;overflow-wrap:anywhere}
.error .kind{color:var(--error)}.warning .kind{color:var(--warning)}.note .kind{color:var(--note)}
.where,.small{color:var(--quiet);font-size:.85rem;overflow-wrap:anywhere;margin:0}
.text{margin:.3rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere}
.also{color:var(--quiet)}
.suggestion{border-top:1px dashed var(--line);padding-top:.3rem}
mark{background:var(--mark);color:inherit;border-bottom:2px solid currentColor}
kbd{border:1px solid var(--line);border-radius:3px;padding:0 .3em;background:var(--card)}
table{border-collapse:collapse;font-size:.9rem}td,th{padding:.1rem .8rem .1rem 0;text-align:left}td.n{text-align:right}
)css";

constexpr const char* kScript = R"js(
(() => {
  const form = document.querySelector('form'), shown = document.getElementById('shown');
  const all = [...document.querySelectorAll('article')];
  form.hidden = false;
  const fold = text => text.normalize('NFKC').toLowerCase();
  const folded = new Map();
  const wordsOf = one => {
    if (!folded.has(one)) folded.set(one, fold(one.textContent));
    return folded.get(one);
  };
  const fill = name => {
    const counts = new Map();
    for (const one of all) counts.set(one.dataset[name], (counts.get(one.dataset[name]) || 0) + 1);
    for (const [value, count] of [...counts].sort((a, b) => a[0] < b[0] ? -1 : 1))
      form[name].add(new Option(`${value} (${count})`, value));
  };
  ['rule', 'severity', 'file'].forEach(fill);
  const filter = () => {
    const words = fold(form.words.value);
    let count = 0;
    for (const one of all) {
      one.hidden = ['rule', 'severity', 'file'].some(
        name => form[name].value && form[name].value !== one.dataset[name])
        || (words && !wordsOf(one).includes(words));
      if (!one.hidden) ++count;
    }
    shown.textContent = `${count} of ${all.length} shown`;
  };
  let current = null;
  document.addEventListener('focusin', event => { current = event.target.closest('article') || current; });
  const step = by => {
    const open = all.filter(one => !one.hidden);
    if (!open.length) return;
    const at = open.indexOf(current);
    open[Math.min(Math.max(at < 0 ? 0 : at + by, 0), open.length - 1)].focus();
  };
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === 'Escape') { form.reset(); document.activeElement.blur(); return; }
    if (typing) return;
    const keys = {j: () => step(1), k: () => step(-1), '/': () => form.words.focus(),
                  r: () => form.rule.focus(), s: () => form.severity.focus(), f: () => form.file.focus()};
    if (!keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  });
  filter();
})();
)js";

std::string marked(std::string_view text, const std::optional<TextSpan>& span) {
    if (!span || span->start == span->end) return html_escaped(text);
    return html_escaped(text.substr(0, span->start)) + "<mark>" +
           html_escaped(text.substr(span->start, span->end - span->start)) + "</mark>" +
           html_escaped(text.substr(span->end));
}

class HtmlReport : public CheckReport {
public:
    HtmlReport(CheckReportContext context, ReportOutput output)
        : context_(std::move(context)), output_(std::move(output)) {}

    void add(const Finding& finding) override {
        const bool memory = finding.place.file.empty();
        const std::string file = html_escaped(memory ? context_.memory : finding.place.file);
        std::string where = file;
        const Position& at = finding.place.position;
        if (at.line > 0) where += fmt::format(":{}", at.line);
        if (memory && finding.place.unit > 0) where += fmt::format(", unit {}", finding.place.unit);
        const char* severity = to_string(finding.severity);
        articles_ += fmt::format(
            "<article class=\"{0}\" tabindex=\"0\" data-rule=\"{1}\" data-severity=\"{0}\" "
            "data-file=\"{2}\">\n<h2><span class=\"kind\">{0}</span>: <bdi>{3}</bdi></h2>\n"
            "<p class=\"where\">{4} · {1} · {5}</p>\n",
            severity, html_escaped(finding.rule), file, html_escaped(finding.message), where,
            short_fingerprint(finding));
        add_text("text", marked(finding.source, finding.source_span));
        add_text("text", marked(finding.target, finding.target_span));
        if (!finding.suggestion.empty())
            add_text("text suggestion", "suggestion: " + html_escaped(finding.suggestion));
        for (const RelatedPlace& related : finding.also)
            add_text("text also", html_escaped(related_text(finding, related)));
        articles_ += "</article>\n";
    }

    void finish(const CheckSummary& summary) override {
        const std::string what = checked_files();
        output_(fmt::format(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Check: {0}</title>\n"
            "<style>{1}</style>\n</head>\n<body>\n<h1>Check</h1>\n<p class=\"where\">{0}</p>\n",
            what, kStyle));
        write_summary(summary);
        output_(R"html(<form hidden>
<label>Rule<select name="rule"><option value="">all</option></select></label>
<label>Severity<select name="severity"><option value="">all</option></select></label>
<label>File<select name="file"><option value="">all</option></select></label>
<label>Words<input name="words" type="search"></label>
<button type="reset">All</button>
<span class="small"><output id="shown" aria-live="polite"></output><br>
<kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>r</kbd> <kbd>s</kbd> <kbd>f</kbd> <kbd>/</kbd> filters · <kbd>Esc</kbd> all</span>
</form>
<main>
)html");
        output_(articles_.empty() ? "<p>Nothing was found.</p>\n" : articles_);
        output_(std::string("</main>\n<script>") + kScript + "</script>\n</body>\n</html>\n");
    }

private:
    /// The first of them, and how many more there are.
    std::string checked_files() const {
        constexpr std::size_t kShown = 3;
        std::vector<std::string> all = context_.files;
        if (context_.checks_memory) all.push_back(context_.memory);
        std::string text;
        for (std::size_t i = 0; i < all.size() && i < kShown; ++i)
            text += (text.empty() ? "" : ", ") + html_escaped(all[i]);
        if (all.size() > kShown) text += fmt::format(" and {} more", all.size() - kShown);
        return text;
    }

    void add_text(const char* kind, const std::string& html) {
        if (!html.empty())
            articles_ += fmt::format("<p class=\"{}\" dir=\"auto\">{}</p>\n", kind, html);
    }

    void write_summary(const CheckSummary& summary) {
        const RuleCounts total = summary.total();
        std::string text = fmt::format("<p>{} {} in {} {} checked", total.all(),
                                       total.all() == 1 ? "finding" : "findings", summary.checked,
                                       summary.checked == 1 ? "unit" : "units");
        if (summary.ignored > 0) text += fmt::format(" · {} ignored", summary.ignored);
        if (summary.in_baseline > 0)
            text += fmt::format(" · {} known from the baseline", summary.in_baseline);
        text += "</p>\n";
        if (!summary.rules.empty()) {
            text +=
                "<table>\n<tr><th>rule</th><th>errors</th><th>warnings</th><th>notes</th></tr>\n";
            for (const auto& [name, counts] : summary.rules)
                text += fmt::format(
                    "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
                    "<td class=\"n\">{}</td></tr>\n",
                    html_escaped(name), counts.errors, counts.warnings, counts.notes);
            text += "</table>\n";
        }
        output_(text);
    }

    CheckReportContext context_;
    ReportOutput output_;
    std::string articles_;
};

}  // namespace

std::unique_ptr<CheckReport> make_html_report(CheckReportContext context, ReportOutput output) {
    return std::make_unique<HtmlReport>(std::move(context), std::move(output));
}

}  // namespace diglot
