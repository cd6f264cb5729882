-- What the tool writes, in the programs that it is for: its page in a real
-- Chromium, its metrics read by Prometheus' own client, its parts merged from
-- a real GNU parallel.

local json = require "dkjson"
local process = require "spec.hosts.support.process"
local run = require "spec.support.run"

local quote = run.quote
local tool = run.lua .. " bin/smtpcodes "

local said = {
  { "sent", "2.0.0", "250 2.0.0 Ok: queued" },
  { "bounced", "5.1.1", "host mx1.outlook.com[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)" },
  { "bounced", "5.7.26", "host gmail-smtp-in.l.google.com[192.0.2.2] said: 550-5.7.26 This mail has been blocked "
    .. "because the sender is unauthenticated 550 5.7.26 gsmtp (in reply to end of DATA command)" },
  { "deferred", "4.2.2", "host mx.example.com[192.0.2.3] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command)" },
  { "bounced", "5.0.0", "host mx.example.com[192.0.2.3] said: 550 <script>document.title='evil'</script><img src=x "
    .. "onerror=alert(1)> no (in reply to RCPT TO command)" },
}

-- Two days of deliveries, most of them good.
local function make_log(count)
  local out = {}
  for i = 0, count - 1 do
    local row = said[i % 5 == 0 and i / 5 % #said + 1 or 1]
    out[i + 1] = ("2026-11-%02dT%02d:%02d:00+00:00 mx postfix/smtp[1]: Q%d: to=<u@d%d.example>, relay=none, "
      .. "delay=1.5, delays=0/0/0/0, dsn=%s, status=%s (%s)\n"):format(6 + math.floor(i / 24 / 40),
      math.floor(i / 40) % 24, i % 40, i, i % 50, row[2], row[1], row[3])
  end
  return table.concat(out)
end

describe("the tool's outputs", function()
  local folder, log

  setup(function()
    folder = process.folder()
    log = folder .. "/mail.log"
    run.write(log, make_log(1920))
  end)

  teardown(function()
    run.shell("rm -rf " .. quote(folder))
  end)

  local flags = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking "
    .. "--no-first-run --disable-sync --disable-component-update --hide-scrollbars --virtual-time-budget=2000 "

  -- What Chromium prints about a page when it is started with these options.
  local function chromium(options, page)
    local text, status = run.shell(("timeout 60 chromium %s --user-data-dir=%s %s file://%s 2>/dev/null"):format(
      flags, quote(folder .. "/chromium"), options, page))
    assert.equal(0, status)
    return text
  end

  -- The page with a script at its end, and what that makes its title.
  local function title_after(script, options)
    local page = run.read(folder .. "/report.html"):gsub("</body>", function()
      return "<script>document.title = String((() => {" .. script .. "})())</script></body>"
    end)
    run.write(folder .. "/scripted.html", page)
    local dom = chromium((options or "") .. " --dump-dom", folder .. "/scripted.html")
    return dom:match("<title>(.-)</title>")
  end

  describe("the page, in Chromium", function()
    setup(function()
      local page = quote(folder .. "/report.html")
      assert.same({ "", 0 }, { run.shell(tool .. "report --html " .. page .. " " .. quote(log)) })
    end)

    it("runs no script of a log", function()
      assert.equal("What became of the mail 0", title_after
        "return document.title + ' ' + document.querySelectorAll('img').length")
    end)

    it("draws a chart over time, by reason, by provider", function()
      assert.equal("true true true", title_after [[
        const size = selector => [...document.querySelectorAll(selector)].every(svg =>
          svg.getBoundingClientRect().width > 50 && svg.getBoundingClientRect().height > 5);
        return size(".columns") + " " + size(".bar") + " " + (document.querySelectorAll(".columns rect").length > 48)]])
    end)

    it("sorts its tables by the head that is pressed", function()
      assert.equal("true true true", title_after [[
        const table = document.querySelector("table"), head = table.tHead.rows[0].cells;
        const value = cell => cell.dataset.value ?? cell.textContent;
        const column = i => [...table.tBodies[0].rows].map(row => value(row.cells[i]));
        const sorted = (list, sign) => list.every((value, i) => i === 0 || sign * (value - list[i - 1]) >= 0);
        head[1].querySelector("button").click();
        const down = sorted(column(1), -1);
        head[1].querySelector("button").click();
        const up = sorted(column(1), 1);
        head[0].querySelector("button").click();
        const words = column(0);
        return down + " " + up + " " + words.every((value, i) => i === 0 || words[i - 1].localeCompare(value) <= 0)]])
    end)

    it("filters its tables by words and by action", function()
      assert.equal("1 1 4", title_after [[
        const tools = document.querySelector(".tools"), input = tools.querySelector("input");
        const shown = () => document.querySelectorAll("table")[0].querySelectorAll("tbody tr:not([hidden])").length;
        const all = shown();
        input.value = "google UNAUTHENTICATED";
        input.dispatchEvent(new Event("input"));
        const words = shown();
        input.value = "";
        input.dispatchEvent(new Event("input"));
        const select = tools.querySelector("select");
        select.value = "suppress";
        select.dispatchEvent(new Event("change"));
        return words + " " + shown() + " " + all]])
    end)

    it("fits a phone and a desk, and none is scrolled sideways", function()
      for _, width in ipairs { 500, 1280 } do
        assert.equal("0", title_after("return document.documentElement.scrollWidth - innerWidth",
          "--window-size=" .. width .. ",900"))
      end
    end)

    it("is light or dark as its reader is", function()
      local light, dark = "--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"
      local colour = "return getComputedStyle(document.body).backgroundColor"
      assert.equal("rgb(244, 246, 249)", title_after(colour, light))
      assert.equal("rgb(14, 19, 26)", title_after(colour, dark))
    end)

    it("makes a picture", function()
      chromium("--window-size=1280,900 --screenshot=" .. quote(folder .. "/report.png"), folder .. "/report.html")
      local png = run.read(folder .. "/report.png")
      assert.equal("\137PNG\r\n\26\n", png:sub(1, 8))
      assert.is_true(#png > 20000)
    end)
  end)

  it("are metrics to Prometheus' client", function()
    run.write(folder .. "/metrics", (run.shell(tool .. "report --prometheus " .. quote(log))))
    local text, status = run.shell("/usr/bin/python3 -c 'import sys\n"
      .. "from prometheus_client.parser import text_string_to_metric_families as read\n"
      .. "print({f.name: sum(s.value for s in f.samples if s.name.endswith(\"_total\")) "
      .. "for f in read(sys.stdin.read())}[\"smtpcodes_attempts\"])' < " .. quote(folder .. "/metrics"))
    assert.same({ "1920.0\n", 0 }, { text, status })
  end)

  describe("with GNU parallel", function()
    local split

    setup(function()
      split = "parallel --will-cite --pipepart -k --block 40k -a " .. quote(log) .. " " .. tool
    end)

    it("merge to the report over the whole log", function()
      local whole = run.shell(tool .. "report --json " .. quote(log))
      local parts = run.shell(split .. "report --json")
      assert.is_true(select(2, parts:gsub("\n", "")) > 4)
      assert.equal(whole, (run.shell(split .. "report --json | " .. tool .. "report --json --merge")))
      assert.equal(1920, json.decode(whole).attempts)
    end)

    it("are the lines that one process classifies", function()
      assert.equal((run.shell(tool .. "classify " .. quote(log))), (run.shell(split .. "classify")))
    end)
  end)
end)
