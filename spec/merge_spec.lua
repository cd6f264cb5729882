-- smtpcodes report --merge: reports of parts, made one.

local json = require "dkjson"
local run = require "spec.support.run"
require "spec.support.tool"
local logs = require "smtpcodes.logs"
local new_report = require "smtpcodes.report".new
local merge = require "smtpcodes.merge"

local tool = run.lua .. " bin/smtpcodes report "

local texts = {
  "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as %d)",
  "dsn=5.1.1, status=bounced (host mx%d.outlook.com[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO))",
  "dsn=4.2.2, status=deferred (host mx.example.com[192.0.2.1] said: 452 4.2.2 Mailbox full %d (in reply to RCPT TO))",
  "dsn=5.7.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.7.1 nobody knows why %d)",
  "dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx.example.com[192.0.2.%d]:25: refused)",
}

-- A log with deliveries of all kinds over three days, some in one second, and
-- a line that is none.
local function make_log(count)
  local out = {}
  for i = 0, count - 1 do
    local text = texts[i % 7 % #texts + 1]:format(i % 250)
    out[#out + 1] = ("2026-11-%02dT%02d:%02d:%02d.%03d+00:00 mx postfix/%s[7]: Q%d: to=<u%d@d%d.example>, "
      .. "relay=mx.example.com[192.0.2.1]:25, delay=%.1f, delays=0/0/0/0, %s\n"):format(6 + math.floor(i / 1200),
      math.floor(i / 50) % 24, math.floor(i % 50 / 4), 0, i % 1000, i % 3 == 0 and "smtp" or "lmtp", i, i,
      i * i % 41, i % 90 / 10, text)
  end
  return table.concat(out) .. "Nov  6 09:00:05 mx postfix/smtp[4]: 4XA5: to=<h@example.com>, status=sent\n"
end

local function lines_of(text)
  local list = {}
  for line in text:gmatch("[^\n]*\n") do
    list[#list + 1] = line
  end
  return list
end

describe("smtpcodes report --merge", function()
  local folder, log

  setup(function()
    folder, log = run.folder(), make_log(3000)
    run.write(folder .. "/log", log)
  end)

  teardown(function()
    run.shell("rm -rf " .. run.quote(folder))
  end)

  local function report(arguments)
    return run.shell("cd " .. run.quote(folder) .. " && { "
      .. tool:gsub("bin/", (run.shell("pwd"):gsub("%s+$", "")) .. "/bin/") .. arguments .. "; } 2>/dev/null")
  end

  -- Writes the log in parts, each with its report beside it; their names.
  local function split(count)
    local list, names = lines_of(log), {}
    for i = 1, count do
      local from, to = math.floor(#list * (i - 1) / count) + 1, math.floor(#list * i / count)
      run.write(folder .. "/part", table.concat(list, "", from, to))
      names[i] = "part" .. i .. ".json"
      run.write(folder .. "/" .. names[i], (report "--json part"))
    end
    return table.concat(names, " ")
  end

  it("gives the bytes that the whole log gives, in every form", function()
    local whole = report "--json log"
    assert.equal(3001, json.decode(whole).attempts + json.decode(whole).suspended + json.decode(whole).unread)
    for _, count in ipairs { 1, 2, 7 } do
      local parts = split(count)
      assert.equal(whole, (report("--merge --json " .. parts)), count)
      assert.equal((report "log"), (report("--merge " .. parts)), count)
    end
  end)

  it("reads reports one after another, from its input too", function()
    local parts = split(5)
    run.shell("cd " .. folder .. " && cat " .. parts .. " > all")
    assert.equal((report "--json log"), (report "--merge --json all"))
    assert.equal((report "--json log"), (report "--merge --json < all"))
  end)

  it("merges what has no time, too", function()
    run.write(folder .. "/replies", "550 5.1.1 User unknown\n550 5.7.1 no\n")
    run.write(folder .. "/a", (report "--json log"))
    run.write(folder .. "/b", (report "--json replies"))
    assert.equal((report "--json log replies"), (report "--merge --json a b"))
    assert.equal((report "--json replies log"), (report "--merge --json b a"))
  end)

  it("merges merged reports", function()
    split(4)
    run.write(folder .. "/a", (report "--merge --json part1.json part2.json"))
    run.write(folder .. "/b", (report "--merge --json part3.json part4.json"))
    assert.equal((report "--json log"), (report "--merge --json a b"))
  end)

  it("shows nothing of a report that a terminal or a browser obeys", function()
    local whole = report("--json log"):gsub("unknown%-mailbox", "\\u001b[2J<script>"):gsub("d1.example", "\\u009b<b>")
    run.write(folder .. "/hostile", whole)
    for _, form in ipairs { "", "--html -", "--prometheus" } do
      local text, status = report("--merge " .. form .. " hostile")
      assert.equal(0, status)
      assert.is_nil(text:find("[%z\1-\9\11-\31\127]") or text:find("\194\155", 1, true))
      assert.is_true(form ~= "--html -" or not text:find("[2J<script>", 1, true) and not text:find("<b>x", 1, true))
    end
  end)

  it("refuses what is no report, or not a whole one", function()
    run.write(folder .. "/cut", (report "--json --top 2 log"))
    for _, bytes in ipairs { "", "[]", "{}", "nonsense", "\0", '{"lists":{}}', run.read(folder .. "/cut") } do
      run.write(folder .. "/bad", bytes)
      local text, status = report "--merge --json bad"
      assert.equal(bytes == "" and 0 or 65, status, bytes)
      assert.equal(0, json.decode(text).attempts)
    end
    assert.equal(66, select(2, report "--merge --json none"))
  end)
end)

describe("smtpcodes report --merge with a spoiled time", function()
  local good = run.shell(tool .. "--json spec/fixtures/postfix.log 2>/dev/null")

  for _, field in ipairs { "first", "last" } do
    for _, value in ipairs { "null", "7", "true", "false", "[]", "{}" } do
      it(("refuses %s: %s"):format(field, value), function()
        local bad, count = good:gsub(('"%s":"[^"]*"'):format(field), ('"%s":%s'):format(field, value))
        assert.is_true(count > 1)
        local text, status = run.shell("echo " .. run.quote(bad) .. " | " .. tool .. "--merge")
        assert.equal(65, status)
        assert.is_truthy(text:find("no report that `smtpcodes report --json` wrote", 1, true))
        assert.is_truthy(text:find("0 attempts", 1, true))
      end)
    end
  end
end)

describe("merge.add", function()
  local function whole()
    local report = new_report()
    local at, log = 0, make_log(50)
    for delivery in logs.each { read = function()
      at = at + 1
      return at == 1 and log or nil
    end } do
      report:add(delivery)
    end
    return report:result()
  end

  it("refuses a report with any field of another kind", function()
    local good = whole()
    assert.is_true(merge.add(new_report(), good))
    for _, break_it in ipairs {
      function(part) part.attempts = "1" end, function(part) part.steps = { 1 } end,
      function(part) part.status.sent = {} end, function(part) part.lists.reason = nil end,
      function(part) part.lists.reason[1].key = 7 end, function(part) part.lists.hour[1].count = "x" end,
      function(part) part.lists.domain[1].from = "x" end, function(part) part.lost = 1 end,
      function(part) part.lists.cause[1].key = "a|b|c" end, function(part) part.lists.cause[1].key = "a|b|c|d|e|f" end,
      function(part) part.lists.hour[1].failed = nil end, function(part) part.first = false end,
      function(part) part.last = nil end, function(part) part.first = nil end, function(part) part.last = {} end,
      function(part) part.from = "x" end, function(part) part.to = true end,
      function(part) part.lists.hour[1].first = nil end, function(part) part.lists.reason[1].last = nil end,
    } do
      local part = whole()
      break_it(part)
      assert.is_nil((merge.add(new_report(), part)))
    end
  end)
end)
