-- smtpcodes report --ticket and --compare.

local json = require "dkjson"
local run = require "spec.support.run"

local tool = run.lua .. " bin/smtpcodes report "

local blocked = "550 5.7.1 Unfortunately, messages from [198.51.100.7] weren't sent. Please contact your Internet "
  .. "service provider since part of their network is on our block list (S3140). (in reply to MAIL FROM command)"

local function line(minute, host, status, said)
  return ("2026-11-06T10:%02d:00+01:00 mx postfix/smtp[1]: Q%d: to=<u%d@x.example>, relay=%s[192.0.2.1]:25, "
    .. "delay=1, delays=0/0/0/1, dsn=5.0.0, status=%s (%s)\n"):format(minute, minute, minute, host, status,
      status == "sent" and "250 Ok" or "host " .. host .. "[192.0.2.1] said: " .. said)
end

local function many(count, ...)
  local out = {}
  for minute = 1, count do
    out[minute] = line(minute, ...)
  end
  return table.concat(out)
end

describe("smtpcodes report", function()
  local folder

  before_each(function()
    folder = run.folder()
  end)

  after_each(function()
    run.shell("rm -rf " .. folder)
  end)

  -- What it prints; the logs are given as bytes.
  local function report(arguments, ...)
    local names = {}
    for i, bytes in ipairs { ... } do
      names[i] = folder .. "/" .. i
      run.write(names[i], bytes)
    end
    return run.shell("COLUMNS=120 " .. tool .. arguments .. " " .. table.concat(names, " "))
  end

  describe("--ticket", function()
    local log = many(12, "mx1.outlook.com", "bounced", blocked) .. many(8, "mx1.outlook.com", "sent")
      .. many(5, "gmail-smtp-in.l.google.com", "bounced", "550 5.7.1 no 198.51.100.9")

    it("tells what a postmaster asks for", function()
      local text, status = report("--ticket microsoft", log)
      assert.equal(0, status)
      for _, part in ipairs { "Window         2026-11-06 09:01:00 UTC to 2026-11-06 09:12:00 UTC",
        "20, of which 12 failed (60.0 %)", "Our addresses  198.51.100.7 (12)", "Tags           S3140 (12)",
        "       12  550 5.7.1 (blocklisted): Unfortunately, messages from [<ip>]",
        "Sample 1: 2026-11-06 09:12:00 UTC, queue id Q12", "Sample 3: 2026-11-06 09:10:00 UTC" } do
        assert.is_truthy(text:find(part, 1, true), part .. text)
      end
      assert.is_nil(text:find("Sample 4") or text:find("198.51.100.9", 1, true))
    end)

    it("takes the name of a domain, too", function()
      local text, status = report("--ticket X.example", log)
      assert.equal(0, status)
      assert.is_truthy(text:find("25, of which 17 failed", 1, true))
    end)

    it("shows nothing of a log that a terminal obeys", function()
      local text = report("--ticket microsoft", many(1, "mx1.outlook.com", "bounced", blocked .. "\27[2J\7"))
      assert.is_nil(text:find("[%z\1-\9\11-\31\127]"))
      assert.is_truthy(text:find("\\x1b[2J", 1, true))
    end)

    it("names the providers that there are, where it is none of them", function()
      local text, status = report("--ticket yahoo", log)
      assert.equal(65, status)
      assert.is_truthy(text:find("others: microsoft (20), google (5)", 1, true))
    end)
  end)

  describe("--compare", function()
    local before = many(50, "mx.x.example", "sent") .. many(12, "mx.x.example", "bounced", "550 5.1.1 User unknown")
      .. many(3, "mx.x.example", "bounced", "552 5.3.4 Message size exceeds fixed limit")
    local after = many(50, "mx.x.example", "sent") .. many(55, "mx.x.example", "bounced", "550 5.1.1 User unknown")
      .. many(4, "mx1.outlook.com", "bounced", blocked)

    it("tells what is new, more, less and gone", function()
      local text = report("--compare", before, after)
      assert.is_truthy(text:find("Failures: 15 of 65 attempts (23.08 %), then 59 of 109 ", 1, true))
      assert.is_truthy(text:find("\nNew\n +0 %-> 4 [^\n]*blocklisted, at microsoft\n"))
      assert.is_truthy(text:find("\nMore than before\n +12 %-> 55 [^\n]*unknown%-mailbox\n"))
      assert.is_truthy(text:find("\nGone\n +3 %-> 0 [^\n]*too%-large\n"))
      assert.is_truthy(report("--compare", after, before):find("\nLess than before\n +55 %-> 12 "))
    end)

    it("says the same of reports as of logs", function()
      local a, b = report("--json", before), report("--json", after)
      local expected = report("--compare", before, after)
      assert.equal(expected, (report("--compare", a, b)))
      assert.equal(expected, (report("--compare", a, after)))
    end)

    it("writes JSON, and finds nothing in the same", function()
      local changes = json.decode((report("--compare --json", before, after)))
      assert.same({ 1, 1, 0, 1 }, { #changes.new, #changes.more, #changes.less, #changes.gone })
      assert.equal("blocklisted", changes.new[1].reason)
      for _, list in pairs(json.decode((report("--compare --json", after, after)))) do
        assert.equal(0, #list)
      end
    end)

    it("takes two files", function()
      assert.equal(64, select(2, report("--compare", before)))
      assert.equal(64, select(2, report("--compare", before, before, before)))
      local text, status = run.shell(tool .. "--compare /no/a /no/b")
      assert.equal(66, status)
      assert.is_truthy(text:find("smtpcodes: /no/a: cannot be read", 1, true))
    end)
  end)
end)
