-- normalize and reason_of.

local smtpcodes = require "smtpcodes"
local normalize = smtpcodes.normalize

describe("smtpcodes.normalize", function()
  local rows = {
    { "550 5.1.1 <u@example.com>: User unknown", "550 5.1.1 <<address>>: User unknown" },
    { "550-5.1.1 a b", "550-5.1.1 a b" },
    { "450 4.7.1 wait 300 seconds", "450 4.7.1 wait <n> seconds" },
    { "554 5.7.1 client [192.0.2.7] blocked using zen.spamhaus.org", "554 5.7.1 client [<ip>] blocked using <host>" },
    { "see https://example.org/x?a=b&c=1.", "see <url>." },
    { "from 2001:db8::1 today", "from <ip> today" },
    { "queued as 4XyZ1b2c3d", "queued as <id>" },
    { "a1-20020a170902b581 - gsmtp", "<id> - gsmtp" },
    { "two\r\n lines  and\tblanks ", "two lines and blanks" },
    { "on 2026-11-26 12:00:01", "on <n> <n>" },
    { "5.7.26 alone", "5.7.26 alone" },
    { "full.Please wait", "full.Please wait" },
    -- what only looks like a host, an address or a number
    { "a.b", "a.b" },
    { "x.y.c", "x.y.c" },
    { "a..bc", "<host>" },
    { "host.EXample", "host.EXample" },
    { "x/y.example.com", "x/y.example.com" },
    { "a@b", "<address>" },
    { "a@ b", "a@ b" },
    { "x{y Z@[ [ABCDEF]", "x{y Z@[ [ABCDEF]" },
    { "1.2.3 1.2.3.4.5", "<n> <n>" },
    { "a1.2.3.4 1.2.3.x", "<id> <id>" },
    { "1:2:3:4 ab:cd:ef a:b", "<ip> <ip> a:b" },
    { "9a ab1 a1 7 12ab", "9a ab1 a1 <n> <id>" },
    { "a.b:cd.ef", "a.b:cd.ef" },
    { "exampleorg-x.de a.b-9", "<host> <id>" },
    { "1.2.3.4-5 1:2:3-4 1:2:xy", "<n> <n> <id>" },
    { "caf\195\169! a-\195\169 \195\169.-.", "caf\195\169! a-\195\169 \195\169.-." },
    -- codes begin a text, and end there
    { "250", "250" },
    { "25 x", "<n> x" },
    { "2a5 x", "<id> x" },
    { "2504 x", "<n> x" },
    { "250x y", "<id> y" },
    { "250:x", "<id>" },
    { "250/ x", "<n>/ x" },
    { "", "" },
    { "550", "550" },
    { "250 2.0.0 Ok 1", "250 2.0.0 Ok <n>" },
    { "77. at", "<n>. at" },
    { "grade A1, ab1", "grade A1, ab1" },
    { "part a12", "part <id>" },
    { "as a.b.c.d1", "as <id>" },
    { "at a.b now", "at a.b now" },
    { "mx.example.de and a.ab said", "<host> and <host> said" },
    { "full.Ask full.Zone", "full.Ask full.Zone" },
    { "from abcdef::ABCDEF", "from <ip>" },
    { "from 64:ff9b::192.0.2.1", "from <ip>" },
    { "from 1:2:3:4:5:6:7:8", "from <ip>" },
    { "a\0b 7\0 x.de\0", "a\0b <n>\0 <host>\0" },
    { "\195\169 and \1281234 and 12\128", "\195\169 and <n> and <n>" },
  }

  for _, row in ipairs(rows) do
    it("reads " .. row[1]:gsub("%c", " "), function()
      assert.equal(row[2], normalize(row[1]))
    end)
  end

  it("gives like replies one key, and keeps it when asked again", function()
    local a = normalize "550 5.1.1 <a@example.com>... User unknown (id 4Xy1)"
    local b = normalize "550 5.1.1 <longer.name@example.org>... User unknown (id 9Zz2)"
    assert.equal(a, b)
  end)

  it("reads any bytes", function()
    for _, text in ipairs { "\0\255", ("@"):rep(1e5), ("1."):rep(1e5), ("a:"):rep(1e5) } do
      assert.is_string(normalize(text))
    end
    assert.is_false((pcall(normalize, 550)))
  end)
end)

describe("smtpcodes.reason_of", function()
  it("is the reason and the action of classify", function()
    for _, text in ipairs { "550 5.1.1 User unknown", "421 4.7.0 Too many connections", "250 Ok", "", "odd" } do
      local verdict = smtpcodes.classify(text)
      assert.same({ verdict.reason, verdict.action }, { smtpcodes.reason_of(text) })
    end
    assert.same({ "unknown-mailbox", "give-up" },
      { smtpcodes.reason_of("550 5.1.1 User unknown", { command = "MAIL" }) })
    assert.is_false((pcall(smtpcodes.reason_of)))
  end)
end)
