-- smtpcodes report --suppress-list: the addresses to give up, but not those
-- that an outage calls dead.

local json = require "dkjson"
local run = require "spec.support.run"
require "spec.support.tool"
local new_guard = require "smtpcodes.guard".new
local suppress = require "smtpcodes.suppress"
local new_takers = require "smtpcodes.takers".new

local unknown = "550 5.1.1 User unknown"
local texts = {
  sent = "dsn=2.0.0, status=sent (250 2.0.0 Ok)",
  unknown = "dsn=5.1.1, status=bounced (host %s[192.0.2.1] said: " .. unknown .. " (in reply to RCPT TO command))",
  tried = "dsn=4.1.1, status=deferred (host %s[192.0.2.1] said: 450 4.1.1 User unknown (in reply to RCPT TO command))",
  listed = "dsn=5.7.1, status=bounced (host %s[192.0.2.1] said: 550 5.7.1 blocked using zen.spamhaus.org)",
  full = "dsn=5.2.2, status=bounced (host %s[192.0.2.1] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command))",
}

-- A line of a log: at this hour and minute, to rcpt at host, what became of it.
local function line(hour, minute, rcpt, host, kind)
  return ("2026-11-06T%02d:%02d:00Z mx postfix/smtp[1]: Q1: to=<%s>, relay=%s[192.0.2.1]:25, delay=1, "
    .. "delays=0/0/0/1, %s\n"):format(hour, minute, rcpt, host, texts[kind]:format(host))
end

local google, microsoft = "gmail-smtp-in.l.google.com", "mx1.outlook.com"

-- What the list has for a log: rows by address, what it says besides, and the
-- exit status.
local function list_of(log, option)
  local name = os.tmpname()
  run.write(name, log)
  local text, status = run.shell(run.lua .. " bin/smtpcodes report --suppress-list "
    .. (option or "--jsonl") .. " " .. name)
  os.remove(name)
  local rows, count, rest = {}, 0, {}
  for text_line in text:gmatch("[^\n]+") do
    local row = text_line:sub(1, 1) == "{" and json.decode(text_line)
    if row then
      rows[row.address], count = row, count + 1
    else
      rest[#rest + 1] = text_line
    end
  end
  return rows, count, rest, status
end

-- Eight hours of Google's mail, 50 attempts in each, of which one is dead; in
-- the sixth a number of them are.
local function day(dead_in_the_sixth)
  local out = {}
  for hour = 0, 7 do
    local dead = hour == 5 and dead_in_the_sixth or 1
    for i = 1, 50 do
      out[#out + 1] = line(hour, i, ("u%d.%d@gmail.com"):format(hour, i), google, i <= dead and "unknown" or "sent")
    end
  end
  return table.concat(out)
end

-- The addresses that the list has for a log, in one line.
local function named(log)
  local names = {}
  for address in pairs((list_of(log))) do
    names[#names + 1] = address
  end
  table.sort(names)
  return table.concat(names, " ")
end

-- A line of KumoMTA: a bounce of these recipients, as JSON has them.
local function kumo(recipient, command, text, sender)
  return ('{"type":"Bounce","id":"d7","sender":"%s","recipient":%s,"timestamp":1793955600,"response":{"code":550,'
    .. '"enhanced_code":{"class":5,"subject":1,"detail":1},"content":"%s","command":"%s"}}\n')
    :format(sender or "s@example.org", recipient, text or "User unknown", command)
end

describe("smtpcodes report --suppress-list", function()
  it("names the dead of finished messages, and no others", function()
    local log = line(9, 1, "a@Gmail.com", google, "unknown") .. line(9, 2, "b@gmail.com", google, "tried")
      .. line(9, 3, "c@gmail.com", google, "listed") .. line(9, 4, "d@x.example", "mx.x.example", "full")
      .. line(9, 5, "e@gmail.com", google, "sent") .. line(9, 9, "a@gmail.com", google, "unknown")
    local rows, count, rest, status = list_of(log)
    assert.same({ 1, 0, 0 }, { count, #rest, status })
    assert.same({ address = "a@gmail.com", reason = "unknown-mailbox", code = 550, enhanced = "5.1.1",
      confidence = "high", count = 2, first = "2026-11-06T09:01:00Z", last = "2026-11-06T09:09:00Z" },
      rows["a@gmail.com"])
  end)

  it("writes CSV, in which no address is a formula", function()
    local _, _, rest = list_of(line(9, 1, "=a@gmail.com", google, "unknown"), "")
    assert.same({ "address,reason,code,enhanced,confidence,first,last,count",
      "'=a@gmail.com,unknown-mailbox,550,5.1.1,high,2026-11-06T09:01:00Z,2026-11-06T09:01:00Z,1" }, rest)
    assert.same(rest, select(3, list_of(line(9, 1, "=a@gmail.com", google, "unknown"), "--csv")))
  end)

  it("names those that were unknown for now until their message was given up", function()
    local function at(hour, rcpt, kind, queue)
      return (line(hour, 0, rcpt, google, kind):gsub("Q1:", queue .. ":"))
    end
    local function gone(queue)
      return "2026-11-06T20:00:00Z mx postfix/qmgr[2]: " .. queue
        .. ": from=<s@example.org>, status=expired, returned to sender\n"
    end
    local log = at(1, "a@gmail.com", "tried", "QA") .. at(2, "b@gmail.com", "tried", "QB")
      .. at(3, "c@gmail.com", "tried", "QC") .. at(4, "c@gmail.com", "sent", "QC") .. gone("QA") .. gone("QC")
      .. gone("QD")
    local rows, count, rest, status = list_of(log)
    assert.same({ 1, 0, 0 }, { count, #rest, status })
    assert.same({ "unknown-mailbox", 450, "2026-11-06T01:00:00Z" },
      { rows["a@gmail.com"].reason, rows["a@gmail.com"].code, rows["a@gmail.com"].first })
  end)

  it("withholds an hour of an outage, and says so", function()
    local rows, count, rest, status = list_of(day(40))
    assert.same({ 7, 1, 75 }, { count, #rest, status })
    assert.is_nil(rows["u5.1@gmail.com"])
    assert.is_truthy(rest[1]:find("google: 2026-11-06 05:00 UTC: 40 of 50 attempts", 1, true))
  end)

  it("withholds nothing below five times the usual, or below ten", function()
    for _, dead in ipairs { 1, 4, 5, 9 } do
      local _, count, rest, status = list_of(day(dead))
      assert.same({ 7 + dead, 0, 0 }, { count, #rest, status }, dead)
    end
  end)

  it("keeps what another hour or another provider says", function()
    local log = day(40) .. line(6, 59, "u5.1@gmail.com", google, "unknown")
      .. line(5, 30, "x@outlook.com", microsoft, "unknown")
    local rows, count = list_of(log)
    assert.equal(9, count)
    assert.same({ 1, "2026-11-06T06:59:00Z" }, { rows["u5.1@gmail.com"].count, rows["u5.1@gmail.com"].first })
    assert.equal(1, rows["x@outlook.com"].count)
  end)

  it("guards a domain whose provider is not known", function()
    local log = day(40):gsub("gmail%-smtp%-in%.l%.google%.com", "mx.example.net"):gsub("gmail%.com", "example.net")
    local _, count, rest = list_of(log)
    assert.equal(7, count)
    assert.is_truthy(rest[1]:find("example.net: 2026-11-06 05:00", 1, true))
  end)

  it("keeps the recipients of KumoMTA that one reply to the data is for", function()
    local log = kumo('["a@x.example","b@x.example"]', ".\\r\\n") .. kumo('["c@x.example"]', ".\\r\\n")
      .. kumo('"d@x.example"', ".") .. kumo('["e@x.example","f@x.example"]', "BDAT 90 LAST")
      .. kumo('["g@x.example","h@x.example"]', "RCPT TO:<g@x.example>")
    assert.equal("c@x.example d@x.example g@x.example h@x.example", named(log))
  end)

  it("keeps the recipient where KumoMTA's sender is the one that is unknown", function()
    local text = "<me@example.org>: User unknown"
    assert.equal("c@x.example me@example.org", named(kumo('"b@x.example"', "RCPT", text, "me@example.org")
      .. kumo('"c@x.example"', "RCPT", text, "") .. kumo('"me@example.org"', "RCPT", text, "me@example.org")))
  end)

  it("keeps the recipient where Exim's sender is the one that is unknown", function()
    local function exim(rcpt, sender)
      return ("2026-11-06 10:00:00 1xWfDs-00075e-2k ** %s %sR=pass T=smtp H=mx [192.0.2.1]: SMTP error from remote "
        .. "mail server after RCPT TO:<%s>: 550 5.1.1 <me@example.org>: User unknown\n"):format(rcpt, sender, rcpt)
    end
    assert.equal("c@x.example d@x.example me@example.org", named(exim("b@x.example", "F=<me@example.org> ")
      .. exim("c@x.example", "F=<> ") .. exim("d@x.example", "F=<you@example.org> ")
      .. exim("me@example.org", "F=<me@example.org> P=<me@example.org> ")))
  end)

  it("takes an address off that took mail later, in whatever order the lines come", function()
    local early, dead, late = line(8, 0, "a@Gmail.com", google, "sent"), line(9, 0, "a@gmail.com", google, "unknown"),
      line(10, 0, "a@gmail.com", google, "sent")
    for _, log in ipairs { dead .. late, late .. dead, late .. early .. dead, dead .. dead .. late .. early } do
      assert.equal("", named(log))
    end
    assert.equal("a@gmail.com", named(early .. dead))
    assert.equal("a@gmail.com", named(dead .. early))
    local rows = list_of(dead .. late .. line(11, 0, "a@gmail.com", google, "unknown"))
    assert.same({ 1, "2026-11-06T11:00:00Z" }, { rows["a@gmail.com"].count, rows["a@gmail.com"].first })
    assert.equal("a@gmail.com", named(dead .. line(9, 0, "a@gmail.com", google, "sent")))
    assert.equal("a@gmail.com", named(dead .. line(10, 0, "b@gmail.com", google, "sent")))
  end)

  it("takes an address off that took mail before its message was given up", function()
    local log = line(1, 0, "a@gmail.com", google, "tried")
      .. line(2, 0, "a@gmail.com", google, "sent"):gsub("Q1:", "Q2:")
    assert.equal("", named(log .. "2026-11-06T20:00:00Z mx postfix/qmgr[2]: Q1: from=<s@example.org>, status=expired, "
      .. "returned to sender\n"))
  end)

  it("takes nothing off for what a filter on the same host took, but for a mailbox", function()
    local dead = line(9, 0, "a@x.example", "mx.x.example", "unknown")
    local function took(transport, relay)
      return (line(10, 0, "a@x.example", "x", "sent"):gsub("postfix/smtp", transport):gsub("x%[192.0.2.1%]", relay))
    end
    assert.equal("a@x.example", named(dead .. took("postfix/smtp", "127.0.0.1[127.0.0.1]")))
    assert.equal("a@x.example", named(dead .. took("postfix/smtp", "localhost[::1]")))
    assert.equal("", named(dead .. took("postfix/lmtp", "127.0.0.1[127.0.0.1]")))
  end)

  it("keeps the recipient where Sendmail's sender is the one that is unknown", function()
    local function sendmail(rcpt, sender)
      return ("Nov  6 09:00:00 mx sm-mta[9]: 5A6A02Xy012345: to=<%s>, %sdelay=00:00:01, xdelay=00:00:01, mailer=esmtp, "
        .. "pri=1, relay=mx. [192.0.2.1], dsn=5.1.1, reply=550 5.1.1 <me@example.org>: unknown, stat=User unknown\n")
        :format(rcpt, sender)
    end
    assert.equal("d@x.example e@x.example", named(sendmail("b@x.example", "ctladdr=<me@example.org> (1/1), ")
      .. sendmail("c@x.example", "from=me@example.org, ") .. sendmail("e@x.example", "")
      .. sendmail("d@x.example", "ctladdr=<you@example.org> (1/1), ")))
  end)

  it("keeps the recipient where OpenSMTPD's sender is the one that is unknown", function()
    local function opensmtpd(rcpt, sender)
      return ("Nov  6 09:00:02 mx smtpd[9]: 1f2e3d4c5b6a7988 mta delivery evpid=aabbccdd00112233 from=<%s> to=<%s> "
        .. 'rcpt=<-> source="192.0.2.9" relay="192.0.2.1 (mx.x.example)" delay=0s result="PermFail" '
        .. 'stat="550 5.1.1 <me@example.org>: User unknown"\n'):format(sender, rcpt)
    end
    assert.equal("c@x.example d@x.example", named(opensmtpd("b@x.example", "me@example.org")
      .. opensmtpd("c@x.example", "") .. opensmtpd("d@x.example", "you@example.org")))
  end)

  it("has no row for the empty address", function()
    local log = line(9, 0, "", google, "unknown") .. kumo('""', "RCPT") .. line(9, 0, "", google, "tried")
      .. "2026-11-06T20:00:00Z mx postfix/qmgr[2]: Q1: from=<s@example.org>, status=expired, returned to sender\n"
      .. "Nov  6 09:00:00 mx sm-mta[9]: 5A6A02Xy012345: to=<>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=1, "
      .. "relay=mx. [192.0.2.1], dsn=5.1.1, stat=User unknown\n"
    local _, count, rest, status = list_of(log)
    assert.same({ 0, 0, 0 }, { count, #rest, status })
  end)

  it("goes with no other form", function()
    for _, option in ipairs { "--json", "--html x", "--prometheus", "--merge", "--compare", "--ticket x" } do
      assert.equal(64, select(4, list_of("", option)))
    end
  end)
end)

describe("suppress", function()
  it("keeps to its limit, and the counts of the parts add up", function()
    local written = {}
    local list = suppress.new(function(row)
      written[#written + 1] = row
    end, 10)
    for i = 0, 199 do
      list:add { attempted = true, status = "bounced", rcpt = ("u%d@example.com"):format(i % 25),
        domain = "example.com", transport = "postfix/smtp", time = "x", at = 3600 * (i % 25), enhanced = "5.1.1",
        text = unknown, said = unknown }
      assert.is_true(list.size <= 10)
    end
    list:flush()
    local counts = {}
    for _, row in ipairs(written) do
      counts[row.address] = (counts[row.address] or 0) + row.count
    end
    for i = 0, 24 do
      assert.equal(8, counts[("u%d@example.com"):format(i)])
    end
  end)
end)

describe("takers", function()
  it("keep to their limit, and know those that were noted last", function()
    local took = new_takers(100)
    for i = 1, 5000 do
      took:note(i, i)
      assert.is_true(took.count <= 100)
      assert.equal(math.max(i - 99, 1), took:at(math.max(i - 99, 1)))
    end
    assert.is_nil(took:at(4000))
  end)

  it("know the latest time, also of an address that was noted long ago", function()
    local took = new_takers(2)
    for _, noted in ipairs { { "a", 20 }, { "b", 1 }, { "c", 1 }, { "a", 10 } } do
      took:note(noted[1], noted[2])
    end
    assert.equal(20, took:at("a"))
  end)
end)

describe("guard", function()
  it("judges no hour without two others", function()
    for hours = 1, 4 do
      local guard = new_guard()
      for hour = 1, hours do
        for i = 1, 100 do
          guard:add("p", hour, hour == 1 and i <= 80)
        end
      end
      assert.equal(hours >= 3 and 1 or 0, #guard:outages(), hours)
    end
  end)

  it("keeps to its limit, and forgets those with the least mail", function()
    local guard = new_guard(100)
    for i = 1, 5000 do
      guard:add("small" .. i, i, false)
      guard:add("large", i % 10, i % 10 == 0 and i > 4000)
      assert.is_true(guard.cells <= 101)
    end
    local list, is_outage = guard:outages()
    assert.same({ 1, "large", true, false }, { #list, list[1].name, is_outage("large", 0), is_outage("large", 1) })
  end)
end)
