// search.js: which rows are shown. The state stands in the address, behind
// #?, so that a search can be kept and sent: #?q=full&class=transient.

const rows = Array.from(document.querySelectorAll("article")).map((element) => ({
  element,
  keys: (element.dataset.keys || "").toLowerCase().split(" "),
  tied: (element.dataset.tied || "").split(" "),
  text: element.textContent.toLowerCase().replace(/\s+/g, " "),
}));

// A word that looks like a code finds codes that begin with it, and rows that
// a whole code is tied to; any other word must stand in the row.
function wordFits(word, row) {
  if (row.keys.some((key) => key.startsWith(word))) return true;
  if (!/^[0-9x][0-9.xyz]*$/.test(word)) return row.text.includes(word);
  return row.tied.includes(word) || (word.length > 3 && row.text.includes(word));
}

function anyOf(wanted, has) {
  return wanted.length === 0 || wanted.some((word) => has.includes(word));
}

function rowFits(row, state) {
  const { class: klass, status, commands } = row.element.dataset;
  const list = (commands || "").split(" ");
  return anyOf(state.class, (klass || "").split(" ")) &&
    anyOf(state.status, [status]) &&
    (state.command === "" || list.includes(state.command) || list.includes("*")) &&
    state.words.every((word) => wordFits(word, row));
}

// The row that a link names, or the nearest that there is: a provider's range,
// else the code without its class, its subject, its class.
function resolve(name) {
  const element = document.getElementById(name);
  if (element) return element.closest("article");
  const code = name.match(/^([2-5])[0-9][0-9]$/);
  if (code) return document.getElementById(code[1] + "yz");
  const parts = name.match(/^(?:([a-z]+)-)?([245xX])\.(\d+)\.(\d+)$/);
  if (!parts) return null;
  const [, provider, , subject, detail] = parts;
  return (provider && inRange(provider, subject, Number(detail))) ||
    rowOf(`X.${subject}.${detail}`) || rowOf(`X.${subject}`);
}

function rowOf(id) {
  const element = document.getElementById(id);
  return element && element.closest("article");
}

function inRange(provider, subject, detail) {
  const pattern = new RegExp(`^${provider}-[X245]\\.${subject}\\.(\\d+)-(\\d+)$`);
  const found = rows.find(({ element }) => {
    const range = element.id.match(pattern);
    return range && Number(range[1]) <= detail && detail <= Number(range[2]);
  });
  return found && found.element;
}

const narrow = matchMedia("(max-width: 40rem)");

// ---- the form and the address ----------------------------------------------

const form = document.getElementById("search");
const query = document.getElementById("q");
const command = document.getElementById("command");

function boxes(name) {
  return Array.from(form.querySelectorAll(`input[name="${name}"]`));
}

function checked(name) {
  return boxes(name).filter((box) => box.checked).map((box) => box.value);
}

function readForm() {
  const q = query.value.trim();
  return { q, words: q.toLowerCase().split(/\s+/).filter(Boolean),
    class: checked("class"), status: checked("status"), command: command.value };
}

function writeForm(parameters) {
  query.value = parameters.get("q") || "";
  command.value = parameters.get("command") || "";
  for (const name of ["class", "status"]) {
    const wanted = (parameters.get(name) || "").split(",");
    for (const box of boxes(name)) box.checked = wanted.includes(box.value);
  }
}

function addressOf(state) {
  const parameters = new URLSearchParams();
  for (const name of ["q", "command"]) if (state[name]) parameters.set(name, state[name]);
  for (const name of ["class", "status"]) {
    if (state[name].length > 0) parameters.set(name, state[name].join(","));
  }
  const text = parameters.toString();
  return text === "" ? location.pathname + location.search : "#?" + text;
}

// ---- showing -----------------------------------------------------------------

function countText(shown, nearest) {
  if (nearest) return "No row of its own; the nearest:";
  if (shown === rows.length) return `${rows.length} rows`;
  return shown === 1 ? "1 row" : `${shown} of ${rows.length} rows`;
}

// Shows the rows that fit; when none does, the nearest to a lone code.
function show(state) {
  let fitting = rows.filter((row) => rowFits(row, state));
  const nearest = fitting.length === 0 && resolve(state.q);
  if (nearest) fitting = rows.filter((row) => row.element === nearest);
  const set = new Set(fitting);
  for (const row of rows) row.element.hidden = !set.has(row);
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
  const filters = state.class.length + state.status.length + (state.command ? 1 : 0);
  document.getElementById("filters-set").textContent = filters ? `(${filters})` : "";
  document.getElementById("count").textContent =
    fitting.length === 0 ? "Nothing fits. Fewer words, or other filters?"
      : countText(fitting.length, nearest);
}

// Begins the list anew where its beginning is out of sight.
function toTop() {
  const top = document.getElementById("rows").getBoundingClientRect().top;
  if (top < 0) window.scrollBy(0, top);
}

function searchNow() {
  const state = readForm();
  history.replaceState(null, "", addressOf(state));
  show(state);
  toTop();
}

// Goes to the row that the address names, which is shown whatever the search.
function goTo(name) {
  const row = resolve(name);
  for (const other of document.querySelectorAll("article.here")) {
    other.classList.remove("here");
  }
  if (!row) return;
  if (row.hidden) {
    writeForm(new URLSearchParams());
    show(readForm());
  }
  row.classList.add("here");
  row.scrollIntoView();
}

function readAddress() {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (hash.startsWith("?")) {
    writeForm(new URLSearchParams(hash.slice(1)));
    show(readForm());
    toTop();
    if (narrow.matches) document.getElementById("rows").scrollIntoView();
  } else {
    show(readForm());
    if (hash !== "") goTo(hash);
  }
}

function startSearch() {
  form.hidden = false;
  document.getElementById("filters").open = !narrow.matches;
  form.addEventListener("input", searchNow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(searchNow));
  window.addEventListener("hashchange", readAddress);
  readAddress();
}
