-- The page docs/codes.html in headless Chromium: searching, filters, links, explaining,
-- and the same verdicts as the module's.
--
-- build/docs/codes.html is the page with a core of now; docs/codes.html is the
-- one that is kept, whose core may be older, but not so old that it differs.

local json = require "dkjson"
local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"
local browser = require "spec.page.support.browser"
local run = require "spec.support.run"

local TOP = run.shell("pwd"):gsub("%s+$", "")
local FRESH = "file://" .. TOP .. "/build/docs/codes.html"
local KEPT = "file://" .. TOP .. "/docs/codes.html"

local function read_replies()
  local texts = {}
  for i, row in ipairs(read_rows "spec/fixtures/replies.tsv") do
    texts[i] = row.text:gsub("\\n", "\n")
  end
  return texts
end

-- What the page's core says of each text: a list of objects.
local EXPLAIN_ALL = [[
  const [texts, context, done] = arguments;
  window.smtpcodes.then((explain) => done(JSON.stringify(texts.map((text) => {
    const answer = explain(text, context);
    delete answer.octets;
    return answer;
  }))), (error) => done("error: " + error));
]]

-- Ids of the rows that are shown, in order.
local SHOWN = [[return Array.from(document.querySelectorAll("article:not([hidden])"), (row) => row.id)]]

-- Puts a text into the box as pasting does, and waits for the verdict.
local PASTE = [[
  const [text, done] = arguments;
  const box = document.getElementById("reply");
  box.focus();
  box.select();
  document.execCommand("insertText", false, text);
  setTimeout(done, 400);
]]

local function set_of(list)
  local set = {}
  for _, item in ipairs(list) do
    set[item] = true
  end
  return set
end

describe("the page", function()
  local b

  setup(function() b = browser.open() end)
  teardown(function() b:close() end)

  before_each(function()
    b:size(1400, 950)
    b:go("about:blank")
  end)

  local function shown()
    return b:run(SHOWN)
  end

  -- ---- the file -----------------------------------------------------------

  it("is one file below 1.2 MB that loads nothing", function()
    assert.is_true(#run.read("build/docs/codes.html") < 1200000)
    b:go(FRESH)
    assert.equal(0, b:run([[return performance.getEntriesByType("resource").length]]))
    assert.equal(0, b:run([[return document.querySelectorAll("[src], link[href^=http]").length]]))
  end)

  it("has a row for every code, and for every class of every enhanced code", function()
    local wanted = {}
    for code in smtpcodes.each() do
      wanted[#wanted + 1] = tostring(code)
    end
    for key in smtpcodes.each_enhanced() do
      wanted[#wanted + 1] = key
    end
    b:go(FRESH)
    assert.same({}, b:run([[return arguments[0].filter((id) => !resolve(id) || !rowOf(id))]], wanted))
  end)

  it("shows titles letter for letter", function()
    local titles = {}
    for code, record in smtpcodes.each() do
      titles[tostring(code)] = record.title
    end
    for key, record in smtpcodes.each_enhanced() do
      titles[key] = record.title
    end
    b:go(FRESH)
    assert.same({}, b:run([[return Object.entries(arguments[0]).filter(([id, title]) =>
      rowOf(id).querySelector("h3").textContent !== title)]], titles))
  end)

  it("gives no id to two things", function()
    b:go(FRESH)
    assert.equal(b:run([[return document.querySelectorAll("[id]").length]]),
      b:run([[return new Set(Array.from(document.querySelectorAll("[id]"), (e) => e.id)).size]]))
  end)

  it("has no link to a row that is not there", function()
    b:go(FRESH)
    assert.same({}, b:run([[return Array.from(document.querySelectorAll("#rows a[href^='#']"),
      (a) => a.getAttribute("href").slice(1)).filter((id) => !resolve(id))]]))
  end)

  -- ---- searching ----------------------------------------------------------

  local searches = {
    { "550", "550", "the code" },
    { "5.7.26", "5.7.26", "the enhanced code" },
    { "5.7.26", "google-X.7.26", "what a provider means by it" },
    { "x.7.24", "X.7.24", "an enhanced code without a class" },
    { "552", "X.2.2", "enhanced codes that a code comes with", "4.2.2" },
    { "mailbox full", "552", "words of a misreading" },
    { "google dkim", "google-X.7.30", "a provider and a word" },
    { "greylisted", "451", "a situation" },
    { "MAILBOX_UNAVAILABLE", "550", "a name" },
    { "TSS04", "yahoo-TSS09", "nothing of another tag", false },
  }
  for _, row in ipairs(searches) do
    it("finds " .. row[3] .. ": " .. row[1], function()
      b:go(FRESH)
      b:type("#q", row[1])
      local set = set_of(shown())
      assert.equal(row[4] == nil or row[4] == "4.2.2", (set[row[2]] or set[row[4]]) == true)
    end)
  end

  it("shows the nearest row to a code that has none", function()
    b:go(FRESH)
    b:type("#q", "5.7.999")
    assert.same({ "X.7" }, shown())
    assert.equal("No row of its own; the nearest:", b:run([[return document.getElementById("count").textContent]]))
  end)

  it("says so when nothing fits", function()
    b:go(FRESH)
    b:type("#q", "zebra")
    assert.same({}, shown())
    assert.truthy(b:run([[return document.getElementById("count").textContent]]):find("^Nothing fits"))
  end)

  it("filters by class, status and command", function()
    b:go(FRESH)
    b:click("input[name=class][value=transient]")
    b:click("input[name=status][value=extension]")
    b:run([[const c = document.getElementById("command"); c.value = "STARTTLS";
      c.dispatchEvent(new Event("input", { bubbles: true }))]])
    assert.same({ "454" }, shown())
    b:click("button[type=reset]")
    b:await("setTimeout(arguments[0], 50)")
    assert.is_true(#shown() > 400)
  end)

  it("keeps a search in its address", function()
    b:go(FRESH)
    b:type("#q", "mailbox full")
    b:click("input[name=class][value=transient]")
    local found = shown()
    local address = b:run("return location.hash")
    assert.equal("#?q=mailbox+full&class=transient", address)
    b:go("about:blank")
    b:go(FRESH .. address)
    assert.same(found, shown())
  end)

  -- ---- links --------------------------------------------------------------

  local links = {
    ["550"] = "550", ["5.7.26"] = "5.7.26", ["X.7.26"] = "5.7.26", ["4.7.24"] = "X.7.24",
    ["google-5.7.30"] = "google-X.7.30", ["microsoft-5.7.620"] = "microsoft-X.7.606-649",
    ["5.7.515"] = "X.7", ["599"] = "5yz", ["reason-spam"] = "reason-spam",
  }
  for name, row in pairs(links) do
    it("goes to #" .. name, function()
      b:go(FRESH .. "#" .. name)
      assert.equal(row, b:run([[return document.querySelector("article.here").id]]))
      local top = b:run([[return document.querySelector("article.here").getBoundingClientRect().top]])
      local bar = b:run([[return document.getElementById("search").getBoundingClientRect().bottom]])
      assert.is_true(top >= bar - 1 and top < 500, name .. " " .. top)
    end)
  end

  it("goes to a row that the search hides", function()
    b:go(FRESH .. "#?q=greylisted&class=transient")
    b:go(FRESH .. "#550")
    assert.is_true(set_of(shown())["550"])
    assert.equal("#550", b:run("return location.hash"))
  end)

  -- ---- explaining ---------------------------------------------------------

  local function verdict()
    return b:run([[return document.getElementById("verdict").innerText]])
  end

  it("explains a reply that is pasted, and marks the words that decide", function()
    b:go(FRESH)
    b:await(PASTE, "550 5.1.1 <u@example.com>: User unknown")
    assert.truthy(verdict():find("Stop writing to this address.", 1, true))
    assert.truthy(verdict():find("No such mailbox.", 1, true))
    assert.equal("User unknown", b:run([[return document.querySelector("#verdict mark").textContent]]))
  end)

  it("marks the right words behind others, and behind letters of several octets", function()
    b:go(FRESH)
    b:await(PASTE, "host mx.example.net[192.0.2.1] said: 550 5.1.1 Zurück: User unknown (in reply to RCPT TO command)")
    assert.equal("User unknown", b:run([[return document.querySelector("#verdict mark").textContent]]))
  end)

  it("heeds what is known about the reply", function()
    b:go(FRESH)
    b:await(PASTE, "550 5.1.1 User unknown")
    b:run([[const c = document.getElementById("context-command"); c.value = "MAIL";
      c.dispatchEvent(new Event("input", { bubbles: true }))]])
    b:await("setTimeout(arguments[0], 400)")
    local v = smtpcodes.classify("550 5.1.1 User unknown", { command = "MAIL" })
    assert.truthy(verdict():find(smtpcodes.actions[v.action].title, 1, true))
    assert.is_nil(verdict():find("Stop writing", 1, true))
  end)

  it("shows what is pasted as text, never as HTML", function()
    local text = "550 5.1.1 <img src=x onerror=alert(1)><script>alert(2)</script> User unknown"
    b:go(FRESH)
    b:await(PASTE, text)
    assert.equal(0, b:run([[return document.querySelectorAll("#verdict img, #verdict script").length]]))
    assert.equal(text, b:run([[return document.querySelector("#verdict pre").textContent]]))
  end)

  it("takes more text than it reads", function()
    b:go(FRESH)
    local answer = b:await([[const done = arguments[0]; window.smtpcodes.then((explain) =>
      done(explain("550 5.1.1 User unknown " + "x".repeat(200000)).reason))]])
    assert.equal("unknown-mailbox", answer)
  end)

  -- ---- the same verdicts as the module ----------------------------------------

  local FIELDS = { "class", "category", "enhanced", "reason", "detail", "action", "final", "bounce", "scope",
    "owner", "remedy", "traffic", "provider", "confidence", "why", "rules" }

  local function part(text, answer, name)
    local first = answer[name .. "_first"]
    return first and text:sub(tonumber(first) + 1, tonumber(answer[name .. "_last"]))
  end

  -- An answer of the page in the form of a verdict of the module.
  local function as_verdict(text, answer)
    local v = { evidence = { source = answer.source, file = answer.file, row = tonumber(answer.row) } }
    for _, name in ipairs(FIELDS) do
      v[name] = answer[name]
    end
    for _, name in ipairs { "ip", "url", "list", "tag" } do
      v[name] = part(text, answer, name)
    end
    v.code, v.retry_after = tonumber(answer.code), tonumber(answer.retry_after)
    v.requeue, v.closing = answer.requeue == "true", answer.closing == "true" or nil
    if answer.evidence_first then
      v.evidence.first = tonumber(answer.evidence_first) + 1
      v.evidence.last = tonumber(answer.evidence_last)
    end
    return v
  end

  local function explain_all(page, texts, context)
    b:go(page)
    local answer = b:await(EXPLAIN_ALL, texts, setmetatable(context, { __jsontype = "object" }))
    return assert(json.decode(answer), answer)
  end

  local contexts = { {}, { command = "RCPT" }, { command = "data-end", protocol = "lmtp" },
    { host = "mx.google.com" }, { expired = true },
    { from = "anna@example.com" } }
  for i, context in ipairs(contexts) do
    it("gives every verdict on the fixtures as the module does, in context " .. i, function()
      local texts = read_replies()
      local answers = explain_all(FRESH, texts, context)
      assert.equal(#texts, #answers)
      for n, text in ipairs(texts) do
        assert.same(smtpcodes.classify(text, context), as_verdict(text, answers[n]))
      end
    end)
  end

  it("is kept in docs with a core that agrees with the module (else: make docs)", function()
    local texts = read_replies()
    local answers = explain_all(KEPT, texts, {})
    for n, text in ipairs(texts) do
      local v, kept = smtpcodes.classify(text), answers[n]
      assert.same({ text, v.reason, v.action, tostring(v.requeue), v.final },
        { text, kept.reason, kept.action, kept.requeue, kept.final })
    end
  end)

  -- ---- keyboard, screen readers, themes, phones, paper ----------------------------

  it("can be used from the keyboard", function()
    b:go(FRESH)
    b:press("\238\128\132") -- Tab
    assert.equal("Skip to the codes", b:run("return document.activeElement.textContent"))
    b:press("/")
    assert.equal("q", b:run("return document.activeElement.id"))
    b:type("#q", "greylisted")
    b:press("\238\128\140") -- Escape
    assert.equal("", b:run([[return document.getElementById("q").value]]))
  end)

  it("gives every control a name, and one heading of the first level", function()
    b:go(FRESH)
    assert.equal(0, b:run([[return Array.from(document.querySelectorAll("input, select, textarea")).filter(
      (e) => e.labels.length === 0 && !e.getAttribute("aria-label")).length]]))
    assert.equal(1, b:run([[return document.querySelectorAll("h1").length]]))
    assert.equal("status", b:run([[return document.getElementById("count").getAttribute("role")]]))
  end)

  -- The lowest contrast of the texts that these selectors name (WCAG 1.4.3).
  local CONTRAST = [[
    const rgb = (c) => c.match(/[\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) =>
      v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = (e) => { for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c; } };
    return Math.min(...Array.from(document.querySelectorAll(arguments[0]), (e) => {
      const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05); }));
  ]]
  local TEXTS = "h1, h2, h3, article p, small, dt, dd, a, .kind, label, button, mark, .said, .act, .lead, footer p"

  for _, theme in ipairs { "light", "dark" } do
    it("has enough contrast when it is " .. theme, function()
      b:command("Emulation.setEmulatedMedia", { features = { { name = "prefers-color-scheme", value = theme } } })
      b:go(FRESH .. "#5.7.26")
      b:await(PASTE, "550 5.1.1 User unknown")
      assert.is_true(b:run(CONTRAST, TEXTS) >= 4.5)
    end)
  end

  it("takes the theme that is chosen, and keeps it", function()
    b:command("Emulation.setEmulatedMedia", { features = { { name = "prefers-color-scheme", value = "light" } } })
    local ground = "return getComputedStyle(document.body).backgroundColor"
    b:go(FRESH)
    local light = b:run(ground)
    b:click("#theme")
    b:click("#theme")
    assert.equal("dark", b:run("return document.documentElement.dataset.theme"))
    assert.not_equal(light, b:run(ground))
    b:go("about:blank")
    b:go(FRESH)
    assert.equal("dark", b:run("return document.documentElement.dataset.theme"))
    b:click("#theme")
    assert.equal(light, b:run(ground))
  end)

  it("fits on a phone", function()
    b:size(360, 740)
    b:go(FRESH)
    b:await(PASTE, "550 5.1.1 " .. ("x"):rep(300))
    assert.equal(360, b:run("return document.documentElement.scrollWidth"))
    assert.is_false(b:run([[return document.getElementById("filters").open]]))
  end)

  it("goes to paper without controls and with every meaning", function()
    b:go(FRESH)
    b:command("Emulation.setEmulatedMedia", { media = "print" })
    assert.equal("none", b:run([[return getComputedStyle(document.getElementById("search")).display]]))
    b:run([[window.dispatchEvent(new Event("beforeprint"))]])
    assert.equal(0, b:run([[return document.querySelectorAll("article details:not([open])").length]]))
    b:command("Emulation.setEmulatedMedia", { media = "" })
  end)
end)
