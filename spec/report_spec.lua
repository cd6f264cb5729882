-- smtpcodes report: logs in, numbers out.

local json = require "dkjson"
local run = require "spec.support.run"
require "spec.support.tool"
local logs = require "smtpcodes.logs"
local new_report = require "smtpcodes.report".new
local top = require "smtpcodes.top"

-- Deliveries among other lines, with the dates that Postfix's logs may have;
-- one delivery was put off, and one line is none of Postfix's.
local log = run.read("spec/fixtures/postfix.log")

local function with_file(bytes, suffix, use)
  local name = os.tmpname()
  run.write(name .. suffix, bytes)
  local text, status = use(name .. suffix)
  os.remove(name)
  os.remove(name .. suffix)
  return text, status
end

local function report(bytes, arguments)
  return with_file(bytes, ".log", function(name)
    return run.shell(run.lua .. " bin/smtpcodes report " .. arguments .. " "
      .. name .. " 2>/dev/null")
  end)
end

local function keys(list)
  local out = {}
  for _, entry in ipairs(list) do
    out[#out + 1] = entry.key .. "=" .. entry.count
      .. (entry.failed and "/" .. entry.failed or "")
  end
  return table.concat(out, " ")
end

describe("smtpcodes report", function()
  local result = json.decode((report(log, "--json")))

  it("counts attempts, and not what was put off", function()
    assert.equal(4, result.attempts)
    assert.equal(1, result.suspended)
    assert.same({ sent = 2, bounced = 1, deferred = 1 }, result.status)
    assert.equal(2, result.failures)
  end)

  it("counts failures by domain, transport and code", function()
    assert.equal("example.com=3/1 example.net=1/1", keys(result.lists.domain))
    assert.equal("postfix-out/smtp=1/1 postfix/smtp=2/1 postfix/lmtp=1/0",
      keys(result.lists.transport))
    assert.equal("4.4.1=1 550 5.1.1=1", keys(result.lists.code))
  end)

  it("gives every failure one reason and one action", function()
    for _, name in ipairs { "reason", "action" } do
      local count = 0
      for _, entry in ipairs(result.lists[name]) do
        count = count + entry.count
      end
      assert.equal(result.failures, count)
    end
  end)

  it("tells when, and how long it took", function()
    assert.is_truthy(result.first and result.last)
    assert.is_true(result.delays.p50 >= 0.1 and result.delays.p50 < 0.12)
    assert.is_true(result.delays.p99 >= 2 and result.delays.p99 < 2.3)
  end)

  it("says which lines it did not understand, and the status says so", function()
    local text, status = report(log, "--json")
    assert.equal(65, status)
    assert.equal(1, json.decode(text).unread)
    text = run.shell(run.lua .. " bin/smtpcodes report spec/fixtures/postfix.log")
    assert.is_truthy(text:find("smtpcodes: spec/fixtures/postfix.log:9: "
      .. "a delivery that cannot be read\n", 1, true))
  end)

  it("groups failures that are alike, without addresses", function()
    local cause = result.lists.cause[2]
    assert.same({ "unknown-mailbox", "suppress", "drop-address", "550 5.1.1", 1 },
      { cause.reason, cause.action, cause.remedy, cause.code, cause.count })
    assert.is_nil(json.encode(result.lists.cause):find("example", 1, true))
  end)

  it("says what to fix first, and how", function()
    local line = log:match("[^\n]*status=bounced[^\n]*\n")
    local text = report(log .. line:gsub("5%.1%.1", "5.7.1"):gsub("User unknown",
      "blocked using zen.spamhaus.org"):rep(3), "")
    assert.is_truthy(text:find("What to fix first\n +3 +60.0 %%  On a blocklist\n[^\n]*ask the list"))
  end)

  it("shows hours, or days where they are many", function()
    local line = log:match("[^\n]*status=sent[^\n]*\n"):gsub("^Nov  6 09", "2026-11-%%02dT%%02d")
    local out = {}
    for i = 0, 60 do
      out[#out + 1] = line:format(1 + math.floor(i / 24), i % 24)
    end
    local text = report(table.concat(out):gsub("(T%d+:%d+:%d+)", "%1Z"), "")
    assert.is_truthy(text:find("By day: [^\n]*\n2026%-11%-01 +24 [^\n]*\n2026%-11%-02 +24 "))
    text = report(table.concat(out, "", 1, 48):gsub("(T%d+:%d+:%d+)", "%1Z"), "")
    assert.is_truthy(text:find("By hour: [^\n]*\n2026%-11%-01T00 +1 "))
  end)

  it("takes replies that have no time, in every form", function()
    local replies = "550 5.1.1 User unknown\n452 4.2.2 Mailbox full\n250 ok\n550 x y z\n"
    for _, form in ipairs { "", "--json", "--html -", "--prometheus", "--csv", "--jsonl", "--suppress-list" } do
      for _, bytes in ipairs { replies, replies .. log, log .. replies } do
        local text, status = report(bytes, form)
        assert.is_true(status == 0 or status == 65, form)
        assert.is_nil(text:find("nil", 1, true), form)
      end
    end
    local mixed = json.decode((report(log .. replies, "--json")))
    assert.equal(8, mixed.attempts)
    for _, entry in ipairs(mixed.lists.reason) do
      assert.equal(entry.first == nil, entry.last == nil)
    end
  end)

  it("cuts its lists where it is told to", function()
    local text = report(log, "--json --top 1")
    assert.equal(1, #json.decode(text).lists.domain)
    assert.is_true(json.decode(text).cut)
    assert.is_nil(result.cut)
  end)

  it("writes it for people", function()
    local text, status = report(log:gsub("[^\n]*other[^\n]*\n", ""), "")
    assert.equal(0, status)
    assert.is_truthy(text:find("4 attempts: 2 sent, 1 deferred, 1 bounced", 1, true))
    assert.is_truthy(text:find("1 of 3 +33.3 %%  example.com"))
  end)

  it("reads what is compressed", function()
    if run.shell("command -v gzip") == "" then
      return pending("needs gzip")
    end
    local text = with_file(log, ".log", function(name)
      run.shell("gzip -k " .. name)
      local out = run.shell(run.lua .. " bin/smtpcodes report --json " .. name
        .. ".gz 2>/dev/null")
      os.remove(name .. ".gz")
      return out
    end)
    assert.equal(4, json.decode(text).attempts)
  end)

  it("takes any octets, one long line, nothing", function()
    for _, bytes in ipairs { "", ("x"):rep(1000000), ", status=",
      (", status=\0\255"):rep(1000), ("x, status=sent\n"):rep(10) } do
      local text, status = report(bytes, "--json")
      assert.equal(0, json.decode(text).attempts)
      assert.is_true(status == 0 or status == 65)
    end
  end)

  it("names a file that it cannot read", function()
    local text, status = run.shell(run.lua .. " bin/smtpcodes report /no/log")
    assert.equal(66, status)
    assert.is_truthy(text:find("smtpcodes: /no/log: cannot be read", 1, true))
  end)
end)

describe("logs.each", function()
  -- A file that gives `size` octets at a time.
  local function in_pieces(bytes, size)
    local at = 1
    return { read = function()
      local piece = bytes:sub(at, at + size - 1)
      at = at + size
      return piece ~= "" and piece or nil
    end }
  end

  it("gives the same deliveries however the file is read", function()
    local function all(size)
      local out = {}
      for delivery, number in logs.each(in_pieces(log, size)) do
        out[#out + 1] = (delivery and delivery.queue or "-") .. number
      end
      return table.concat(out, " ")
    end
    local whole = all(#log)
    for size = 1, 300 do
      assert.equal(whole, all(size), size)
    end
  end)

  it("gives the same report where the reader counts by itself", function()
    local lines = {}
    for i = 1, 20000 do
      lines[i] = ("2026-11-%02dT%02d:%02d:00.%06dZ mx postfix/%s[3]: 4XA1: to=<a@%s%d.example>, relay=none, delay=%s, "
        .. "delays=1/0/0/1, dsn=%s (x)\n"):format(i % 9 + 1, i % 24, i % 60, i * 7919 % 1000000,
        i % 5 == 0 and "lmtp" or "smtp", i % 2 == 0 and "M" or "m", i * i % 3989, i % 7 == 0 and "0.31" or i % 4000,
        i % 11 == 0 and "4.4.1, status=deferred" or "2.0.0, status=sent")
    end
    local bytes = table.concat(lines)
    local one, other = new_report(), new_report()
    for delivery in logs.each(in_pieces(bytes, 10000)) do
      one:add(delivery)
    end
    for delivery in logs.reader(other:counter()):each(in_pieces(bytes, 70000)) do
      other:add(delivery)
    end
    assert.same(one:result(20000), other:result(20000))
  end)

  it("tells the parts of a delivery", function()
    local next_delivery = logs.each(in_pieces(log, #log))
    next_delivery()
    local delivery = next_delivery()
    assert.equal("c@example.com", delivery.rcpt)
    assert.equal("d@example.org", delivery.orig_to)
    assert.equal("mx.example.com[192.0.2.1]:25", delivery.relay)
    assert.equal(3, delivery.delay)
    assert.equal("5.1.1", delivery.enhanced)
    assert.equal("host mx.example.com[192.0.2.1] said: 550 5.1.1 "
      .. "<c@example.com>: User unknown (in reply to RCPT TO command)",
      delivery.text)
  end)
end)

describe("top", function()
  it("is exact while there is room", function()
    local counter = top.new(10)
    for i = 1, 55 do
      counter:add(i % 10, i)
    end
    local list = counter:list()
    assert.equal(10, #list)
    assert.equal(6, list[1].count)
    assert.equal(0, counter.lost)
  end)

  it("keeps the frequent, and knows by how much it may be wrong", function()
    local counter = top.new(100)
    for i = 1, 20000 do
      counter:add("often", i)
      counter:add("rare" .. i, i)
    end
    local list = counter:list()
    assert.is_true(#list <= 100)
    assert.equal("often", list[1].key)
    assert.is_true(list[1].count + counter.lost >= 20000)
  end)
end)
