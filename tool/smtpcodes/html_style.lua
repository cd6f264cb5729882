-- html_style.lua: how the page of a report looks, and how its tables sort.

local html_style = {}

html_style.css = [[
:root { color-scheme: light dark; --bg: #f4f6f9; --card: #fff; --ink: #172030;
  --soft: #56627a; --line: #dfe4ec; --track: #edf0f5; --ok: #4b8f73;
  --wait: #7d8fb3; --slow: #c98a1b; --bad: #cf4a44; --fix: #2f6fd6;
  --content: #8a58c9; --none: #8a93a3; --mono: ui-monospace, SFMono-Regular,
  Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { :root { --bg: #0e131a; --card: #171e28;
  --ink: #e5eaf2; --soft: #97a4b9; --line: #2a3443; --track: #212a37;
  --ok: #58b08d; --wait: #8ea3cc; --slow: #e0a63f; --bad: #f0736c;
  --fix: #6ea4f7; --content: #b58cf0; --none: #8995a8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans",
  sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 48px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0; }
h2 { font-size: 16px; margin: 0 0 12px; }
header p, footer { color: var(--soft); margin: 4px 0 0; }
section { background: var(--card); border: 1px solid var(--line);
  border-radius: 10px; padding: 18px 20px; margin-top: 16px; min-width: 0; }
.tiles, .two { display: grid; gap: 16px; margin-top: 16px; }
.tiles { grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
.two { grid-template-columns: 1fr 1fr; align-items: start; }
.two > section, .stack section:first-child { margin-top: 0; }
.tile { background: var(--card); border: 1px solid var(--line);
  border-radius: 10px; padding: 12px 16px; }
.tile b { display: block; font-size: 26px; line-height: 1.3; font-weight: 600;
  font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); font-size: 13px; }
.bar-row { display: grid; grid-template-columns: minmax(9em, 34%) 1fr 4.2em 4.2em;
  gap: 10px; align-items: center; padding: 3px 0; }
.bar-label { overflow-wrap: anywhere; }
.bar-count, .bar-share, .n { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.bar-share { color: var(--soft); }
.bar { width: 100%; height: 12px; display: block; background: var(--track);
  border-radius: 3px; }
.ok { fill: var(--ok); } .bad, .suppress { fill: var(--bad); }
.retry { fill: var(--wait); } .retry-slower { fill: var(--slow); }
.fix-sender { fill: var(--fix); } .fix-content { fill: var(--content); }
.give-up, .none { fill: var(--none); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 12px 0 0;
  padding: 0; list-style: none; color: var(--soft); font-size: 13px; }
.legend svg { width: 10px; height: 10px; margin-right: 6px; }
.panel { display: grid; grid-template-columns: 4.5em 1fr; gap: 0 8px; }
.panel + .panel { margin-top: 14px; }
.panel-title { grid-column: 2; color: var(--soft); font-size: 13px; }
.scale { display: flex; flex-direction: column; justify-content: space-between;
  text-align: right; color: var(--soft); font-size: 12px; line-height: 1;
  font-variant-numeric: tabular-nums; }
.columns { width: 100%; height: 130px; display: block;
  border-top: 1px solid var(--line); border-bottom: 1px solid var(--soft); }
.panel + .panel .columns { height: 80px; }
.columns rect:hover { opacity: .7; }
.axis { position: relative; height: 1.5em; color: var(--soft); font-size: 12px;
  margin: 6px 0 0 calc(4.5 * 15px + 8px); font-variant-numeric: tabular-nums; }
.axis span { position: absolute; white-space: nowrap; padding-left: 4px;
  border-left: 1px solid var(--soft); line-height: 1.2; }
.fix { list-style: none; margin: 0; padding: 0; }
.fix li { display: grid; grid-template-columns: 5.5em 1fr; gap: 0 14px;
  padding: 10px 0; border-top: 1px solid var(--line); }
.fix li:first-child { border-top: 0; padding-top: 0; }
.fix .n b { display: block; font-size: 18px; }
.fix .n, .fix small { color: var(--soft); }
.fix .n b { color: var(--ink); }
.said { font-family: var(--mono); font-size: 12.5px; color: var(--soft);
  overflow-wrap: anywhere; }
.tools { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 10px;
  align-items: center; }
.tools input, .tools select { font: inherit; color: inherit; padding: 6px 10px;
  background: var(--bg); border: 1px solid var(--line); border-radius: 7px; }
.tools input { flex: 1 1 16em; min-width: 0; }
.tools output { color: var(--soft); font-size: 13px; margin-left: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 7px 10px; vertical-align: top;
  border-top: 1px solid var(--line); }
th { border-top: 0; white-space: nowrap; padding: 0; }
th button { all: unset; cursor: pointer; padding: 6px 10px; color: var(--soft);
  font-size: 13px; font-weight: 600; }
th.n { text-align: right; }
th button:focus-visible { outline: 2px solid var(--fix); border-radius: 5px; }
th[aria-sort=ascending] button::after { content: " \25B2"; font-size: 10px; }
th[aria-sort=descending] button::after { content: " \25BC"; font-size: 10px; }
th[aria-sort] button { color: var(--ink); }
td.when { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.wide { min-width: 20em; }
td .said { display: block; margin-top: 2px; }
.chip { white-space: nowrap; } .chip svg { width: 9px; height: 9px;
  margin-right: 6px; }
tr[hidden] { display: none; }
footer { font-size: 13px; margin-top: 20px; }
.no-script .tools { display: none; }
@media (max-width: 960px) { .two { grid-template-columns: 1fr; } }
@media (max-width: 760px) {
  main { padding: 18px 12px 32px; }
  section { padding: 14px; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 10px; }
  .tile b { font-size: 21px; }
  .bar-row { grid-template-columns: 1fr 3.6em 4.2em; gap: 2px 8px; padding: 5px 0; }
  .bar-row .bar { grid-column: 1 / -1; grid-row: 2; height: 8px; }
  .fix li { grid-template-columns: 4.4em 1fr; }
  .axis span:nth-child(even) { display: none; }
  td.wide { min-width: 0; }
  .cards thead tr { display: flex; flex-wrap: wrap; gap: 2px; }
  .cards th button { padding: 4px 8px; }
  .cards tbody tr { display: block; padding: 10px 0;
    border-top: 1px solid var(--line); }
  .cards tbody tr[hidden] { display: none; }
  .cards td { display: flex; justify-content: space-between; gap: 12px;
    border: 0; padding: 2px 8px; text-align: right; }
  .cards td::before { content: attr(data-label); color: var(--soft); }
  .cards td.wide { display: block; text-align: left; font-weight: 600; }
  .cards td.wide::before { content: none; }
  .cards td .said { font-weight: 400; }
}
@media print { .tools { display: none; } section { break-inside: avoid; } }
]]

-- Sorts a table by the column whose head was pressed, and hides the rows that
-- the words and the action do not fit. Numbers and times sort by data-value.
html_style.script = [[
document.documentElement.classList.remove("no-script");
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows], tools = table.closest("section").querySelector(".tools");
  const value = (row, i) => row.cells[i].dataset.value ?? row.cells[i].textContent;
  heads.forEach((head, i) => head.addEventListener("click", () => {
    const number = head.classList.contains("n") || head.dataset.kind === "number";
    const down = head.hasAttribute("aria-sort")
      ? head.getAttribute("aria-sort") === "ascending" : number;
    heads.forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((a, b) => (down ? -1 : 1) * (number ? value(a, i) - value(b, i)
      : value(a, i).localeCompare(value(b, i))));
    body.append(...rows);
  }));
  const words = tools.querySelector("input"), action = tools.querySelector("select");
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !wanted.every(word => text.includes(word))
        || Boolean(action && action.value) && row.dataset.action !== action.value;
      shown += row.hidden ? 0 : 1;
    }
    tools.querySelector("output").value = shown + " of " + rows.length;
  };
  words.addEventListener("input", filter);
  if (action) action.addEventListener("change", filter);
  filter();
}
]]

return html_style
