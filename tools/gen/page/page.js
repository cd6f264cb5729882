// page.js: the box that explains, the theme, the keys. What comes from a reply
// is put in as text, never as HTML.

const titles = JSON.parse(document.getElementById("titles").textContent);
const byId = (id) => document.getElementById(id);

// An element with a class and children: elements and texts.
function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter((child) => child));
  return element;
}

function anchor(id, shown) {
  const element = make("a", "", shown);
  element.href = "#" + id;
  return element;
}

// ---- the verdict -----------------------------------------------------------------

// The text in pieces: outside the reply, in it, and what decided in it.
function quoted(answer) {
  const decoder = new TextDecoder();
  const piece = (from, to) => decoder.decode(answer.octets.subarray(from, to));
  const end = answer.octets.length;
  const from = Number(answer.reply_first || 0);
  const to = Number(answer.reply_last || end);
  const first = Number(answer.evidence_first || to);
  const last = Number(answer.evidence_last || to);
  const reply = make("span", "reply", piece(from, first),
    last > first && make("mark", "", piece(first, last)), piece(last, to));
  return make("pre", "said", piece(0, from), reply, piece(to, end));
}

function partOf(answer, name) {
  const first = answer[name + "_first"];
  return first && new TextDecoder().decode(
    answer.octets.subarray(Number(first), Number(answer[name + "_last"])));
}

const FINAL = { suppress: "give it up", count: "keep it, and count one more soft bounce",
  keep: "keep it" };

function addressText(answer) {
  return answer.final === "suppress" && answer.requeue === "true"
    ? "give it up if this goes on until the message expires" : FINAL[answer.final];
}

const SOURCE = { rules: "a rule of your own", provider: "what the provider documents",
  phrase: "the words marked above", enhanced: "the enhanced code",
  code: "the reply code", none: "nothing but the class" };

function codesOf(answer) {
  const list = [];
  if (answer.code) list.push(anchor(answer.code, answer.code));
  if (answer.code && answer.enhanced) list.push(" ");
  if (answer.enhanced) list.push(anchor(answer.enhanced, answer.enhanced));
  if (answer.class) list.push(` (${answer.class}${answer.category ? ", " + answer.category : ""})`);
  return list;
}

function requeueText(answer) {
  if (answer.class === "success" || answer.class === "intermediate") return "";
  return answer.requeue === "true" ? "send it again, unchanged" : "do not send it again unchanged";
}

function decidedBy(answer) {
  const list = [SOURCE[answer.source] || answer.source];
  if (answer.file) list.push(", ", make("code", "", `${answer.file}:${answer.row}`));
  return list;
}

function reasonOf(answer) {
  return [anchor("reason-" + answer.reason, answer.reason),
    answer.detail ? ` (${answer.detail})` : "", ", confidence ", answer.confidence];
}

function providerOf(answer) {
  if (!answer.provider) return "";
  const name = `${answer.provider}-${answer.enhanced}`;
  const row = resolve(name);
  return row && row.dataset.status === "provider"
    ? [anchor(name, `${answer.provider}, ${answer.enhanced}`)] : answer.provider;
}

// The rows of the verdict: name, and what to show; nothing is left out.
function facts(answer) {
  return [
    ["Codes", codesOf(answer)],
    ["Reason", reasonOf(answer)],
    ["Action", [anchor("action-" + answer.action, answer.action)]],
    ["This message", requeueText(answer)],
    ["The address", addressText(answer)],
    ["Other mail", answer.traffic && (answer.traffic === "slow" ? "slow down" : "pause")],
    ["Wait", answer.retry_after && answer.retry_after + " seconds"],
    ["Speaks of", answer.scope],
    ["Repaired by", answer.owner && answer.owner + (answer.remedy ? `: ${answer.remedy}` : "")],
    ["Provider", providerOf(answer)],
    ["Answers", answer.answers],
    ["IP address", partOf(answer, "ip")],
    ["List", partOf(answer, "list")],
    ["Tag", partOf(answer, "tag")],
    ["URL", partOf(answer, "url")],
    ["Connection", answer.closing && "the server hangs up"],
    ["Decided by", decidedBy(answer)],
  ].filter(([, shown]) => shown && shown.length > 0);
}

// What to do, in a sentence or two. What is to be repaired says the remedy
// better than the action does.
function advice(answer) {
  const action = titles["action-" + answer.action] + ".";
  const remedy = titles["remedy-" + answer.remedy];
  if (answer.action === "none" || answer.reason === "unknown" || !remedy) return action;
  return answer.action.startsWith("fix") ? remedy : `${action} ${remedy}`;
}

function verdictElements(answer) {
  const list = make("dl", "");
  for (const [name, shown] of facts(answer)) {
    list.append(make("div", "", make("dt", "", name), make("dd", "", ...[].concat(shown))));
  }
  return [quoted(answer),
    make("p", "act " + (answer.class || ""), advice(answer)),
    make("p", "why", make("strong", "", titles["reason-" + answer.reason] + "."), " ",
      sentence(answer.why)),
    list];
}

function sentence(why) {
  if (!why) return "";
  return why.charAt(0).toUpperCase() + why.slice(1) + (/[.!?]$/.test(why) ? "" : ".");
}

// ---- the box -------------------------------------------------------------------------

function contextNow() {
  return { command: byId("context-command").value, host: byId("context-host").value.trim(),
    from: byId("context-from").value.trim(),
    protocol: byId("context-lmtp").checked ? "lmtp" : "",
    expired: byId("context-expired").checked };
}

function explainNow(explain) {
  const text = byId("reply").value.trim();
  const place = byId("verdict");
  document.querySelector("aside").classList.toggle("answered", text !== "");
  if (text === "") return place.replaceChildren();
  const answer = explain(text, contextNow());
  place.replaceChildren(...verdictElements(answer));
}

function startExplaining(explain) {
  const box = byId("explain");
  byId("context").open = !narrow.matches;
  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(explainNow, 150, explain);
  });
  box.addEventListener("submit", (event) => event.preventDefault());
  for (const button of byId("samples").querySelectorAll("button")) {
    button.addEventListener("click", () => {
      byId("reply").value = button.dataset.sample;
      explainNow(explain);
    });
  }
  byId("samples").hidden = false;
  explainNow(explain);
}

function noCore(error) {
  byId("reply").disabled = true;
  byId("verdict").replaceChildren(
    make("p", "", "Replies cannot be explained here: ", String(error.message || error), "."));
}

// ---- theme, keys, print ------------------------------------------------------------------

const THEMES = { "": "auto", light: "light", dark: "dark" };

function kept(value) {
  try { // a page from a file may have no storage
    if (value !== undefined) localStorage.setItem("smtpcodes-theme", value);
    return localStorage.getItem("smtpcodes-theme") || "";
  } catch {
    return value || "";
  }
}

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  byId("theme-name").textContent = THEMES[theme] || THEMES[""];
}

function startTheme() {
  let theme = kept();
  setTheme(theme);
  byId("theme").hidden = false;
  byId("theme").addEventListener("click", () => {
    const order = Object.keys(THEMES);
    theme = order[(order.indexOf(theme) + 1) % order.length];
    kept(theme);
    setTheme(theme);
  });
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === "Escape" && event.target === query) {
      query.value = "";
      searchNow();
    }
  });
}

// On paper every meaning is open.
function startPrint() {
  const all = () => Array.from(document.querySelectorAll("article details"));
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = all().filter((element) => !element.open);
    for (const element of closed) element.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const element of closed) element.open = false;
  });
}

startTheme();
startSearch();
startKeys();
startPrint();
// What a test, or a curious reader, may call: a promise of explain(text, context).
window.smtpcodes = openCore();
window.smtpcodes.then(startExplaining, noCore);
