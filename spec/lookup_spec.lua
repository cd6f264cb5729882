-- lookup, class, category, each and each_enhanced: what they promise.

local smtpcodes = require "smtpcodes"

local lookup = smtpcodes.lookup

describe("smtpcodes.lookup", function()
  it("finds a reply code by number and by digits", function()
    for _, key in ipairs { 550, "550" } do
      local record, match = lookup(key)
      assert.equal(550, record.code)
      assert.equal("exact", match)
    end
  end)

  it("gives the record that the table shows", function()
    assert.equal(smtpcodes.codes[421], (lookup(421)))
    assert.equal(smtpcodes.enhanced_codes["5.7.26"], (lookup("5.7.26")))
  end)

  it("finds by name, title and alias, whatever the case", function()
    local cases = {
      { "MAILBOX_UNAVAILABLE", 550, "exact" },
      { "mailbox_unavailable", 550, "exact" },
      { "Start mail input; end with <CRLF>.<CRLF>", 354, "exact" },
      { "Mailbox full", 422, "alias" },
      { "Recipient incoming mail queue paused", 432, "alias" },
      { "Not enough disk space", 431, "alias" },
      { "Domain does not accept mail", 556, "exact" },
    }
    for _, case in ipairs(cases) do
      local record, match = lookup(case[1])
      assert.equal(case[2], record and record.code, case[1])
      assert.equal(case[3], match, case[1])
    end
  end)

  it("takes -ise and -ize for one spelling", function()
    local with_s = lookup("Syntax error, command unrecognised")
    local with_z = lookup("SYNTAX ERROR, COMMAND UNRECOGNIZED")
    assert.equal(500, with_s.code)
    assert.equal(with_s, with_z)
  end)

  it("takes no other z for an s", function()
    assert.equal(250, lookup("Requested mail action okay, completed").code)
    for _, key in ipairs { "rezuested mail action okay, completed", "z", "iz", "izx", "mailbox dizabled",
      "mailbox dizied", "lizt_expansion_problem", "connection dropped during transmizsion",
      "mail syztem full", "dizabled mailbox", "zystem status" } do
      assert.is_nil((lookup(key)), key)
    end
    assert.equal(lookup("account_disabled"), (lookup("account_dizabled")))
    assert.is_nil((lookup("uzer_account_disabled")))
  end)

  it("finds enhanced codes under every class, and under X", function()
    for _, key in ipairs { "5.1.1", "4.1.1", "X.1.1", "x.1.1" } do
      local record, match = lookup(key)
      assert.equal("Bad destination mailbox address", record.title)
      assert.equal("exact", match)
    end
    local record = lookup("Routing loop detected")
    assert.equal(6, (record.detail))
  end)

  it("gives the subject of an unknown detail, and says so", function()
    local record, match = lookup("5.7.515")
    assert.equal("subject", match)
    assert.equal(7, record.subject)
    assert.is_nil(record.detail)
    assert.equal("Security or Policy Status", record.title)
  end)

  it("gives the class of an unknown subject, and says so", function()
    local record, match = lookup("4.9.1")
    assert.equal("class", match)
    assert.equal("Persistent Transient Failure", record.title)
    assert.is_nil(record.subject)
  end)

  it("has no answer for what is no code", function()
    local keys = {
      5500, -1, 1.5, 550.5, 599, 0, 2 ^ 53, -2 ^ 53, 1 / 0, -1 / 0, 0 / 0,
      "abc", "5.7", "5.07.1", "5.7.01", "6.1.1", "3.1.1", "1.1.1", "", " 550",
      "550 ", "5500", "55", "5.7.1000", "5.1000.1", "5..1", "5.1.", ".1.1",
      "5.1.1.1", "5.123", "5.7.1 ", "550\0", "\0", "5.7\0.1", "MAILBOX_FULL\0", "+550",
      "0x226", "550.0", "X", "X.1", "-", ("a"):rep(10000),
    }
    for _, key in ipairs(keys) do
      assert.is_nil((lookup(key)), tostring(key))
    end
  end)

  it("raises for a wrong type and names the argument", function()
    for _, key in ipairs { true, {}, print } do
      local ok, message = pcall(lookup, key)
      assert.is_false(ok)
      assert.truthy(message:find("key", 1, true))
    end
    assert.is_false((pcall(lookup)))
    local ok, message = pcall(lookup, 550, "RCPT")
    assert.is_false(ok)
    assert.truthy(message:find("context", 1, true))
    ok, message = pcall(lookup, 550, { command = {} })
    assert.is_false(ok)
    assert.truthy(message:find("context.command", 1, true))
  end)
end)

describe("a meaning", function()
  local function title(code, context)
    local _, _, meaning = lookup(code, context)
    return meaning.title, meaning.step
  end

  it("is chosen by the command", function()
    local tls = title(454, { command = "STARTTLS" })
    local auth = title(454, { command = "AUTH" })
    assert.truthy(tls:find("TLS", 1, true))
    assert.truthy(auth:lower():find("authentication", 1, true))
    assert.truthy(title(220, { command = "STARTTLS" }):find("TLS", 1, true))
    assert.truthy(title(452, { command = "RCPT" }):lower()
      :find("recipients", 1, true))
  end)

  it("reads a command as logs and people write it", function()
    for _, command in ipairs { "RCPT", "rcpt", "RCPT TO", "RCPT TO:<a@b.example>",
      "rcpt to command", " <RCPT>" } do
      local record, _, meaning = lookup(452, { command = command })
      assert.equal(452, record.code)
      assert.equal("RCPT", meaning.command)
      assert.equal("command", meaning.step)
    end
    for _, command in ipairs { ".", "end of DATA", "data-end" } do
      local _, _, meaning = lookup(554, { command = command })
      assert.equal("data-end", meaning.command)
    end
  end)

  it("reads a command to its end, which is no letter and no hyphen", function()
    for octet = 0, 255 do
      local c = string.char(octet)
      local _, _, meaning = lookup(452, { command = "RCPT" .. c })
      local ends = not c:find("[%a-]")
      assert.equal(ends and "command" or "any", meaning.step, octet)
    end
    assert.equal("any", select(3, lookup(452, { command = " < <" })).step)
  end)

  it("of an extension shows only where that extension is in use", function()
    local _, _, meaning = lookup(552, { command = "MAIL", extension = "size" })
    assert.equal("SIZE", meaning.extension)
    assert.equal("extension", meaning.step)
    _, _, meaning = lookup(252, { command = "ETRN" })
    assert.equal("ETRN", meaning.command)
    _, _, meaning = lookup(252, { command = "VRFY" })
    assert.are_not.equal("ETRN", meaning.command)
  end)

  it("says when nothing in the context decided", function()
    local _, step = title(221, { command = "QUIT" })
    assert.truthy(step == "any" or step == "command")
    _, step = title(451, { command = "no such command" })
    assert.equal("any", step)
    _, step = title(354, {})
    assert.equal("any", step)
  end)

  it("is absent without a context", function()
    local record, match, meaning = lookup(454)
    assert.equal(454, record.code)
    assert.equal("exact", match)
    assert.is_nil(meaning)
  end)
end)

describe("smtpcodes.class and smtpcodes.category", function()
  local class = { [2] = "success", [3] = "intermediate", [4] = "transient",
    [5] = "permanent" }
  local category = { [0] = "syntax", "information", "connections",
    "unspecified", "unspecified", "mail-system" }

  it("are right for every integer from -1000 to 10000", function()
    for code = -1000, 10000 do
      local known = code >= 200 and code <= 599
      local first, second = math.floor(code / 100), math.floor(code / 10) % 10
      assert.equal(known and class[first] or nil, smtpcodes.class(code))
      assert.equal(known and category[second] or nil, smtpcodes.category(code))
    end
  end)

  it("have no answer for numbers that are no code", function()
    for _, n in ipairs { 1.5, 250.25, 1 / 0, -1 / 0, 0 / 0, 2 ^ 53, 2 ^ 63 } do
      assert.is_nil(smtpcodes.class(n))
      assert.is_nil(smtpcodes.category(n))
    end
  end)

  it("raise for a wrong type", function()
    for _, name in ipairs { "class", "category" } do
      for _, value in ipairs { true, {}, "abc", print } do
        local ok, message = pcall(smtpcodes[name], value)
        assert.is_false(ok)
        assert.truthy(message:find("code", 1, true))
      end
      assert.is_false((pcall(smtpcodes[name])))
    end
  end)
end)

describe("smtpcodes.each", function()
  local function list(filter)
    local out = {}
    for code, record in smtpcodes.each(filter) do
      assert.equal(code, record.code)
      out[#out + 1] = code
    end
    return out
  end

  it("shows every code once, in ascending order", function()
    local all, count = list(), 0
    for _ in pairs(smtpcodes.codes) do
      count = count + 1
    end
    assert.equal(count, #all)
    for i = 2, #all do
      assert.is_true(all[i - 1] < all[i])
    end
  end)

  it("filters by class word, first digit, and fields", function()
    assert.same(list("intermediate"), list(3))
    assert.same(list("intermediate"), list("3"))
    assert.same(list("intermediate"), list { class = "intermediate" })
    assert.same(list(3), list { class = 3 })
    for _, code in ipairs(list("permanent")) do
      assert.equal("permanent", smtpcodes.class(code))
    end
    assert.same({ 550 }, list { code = 550 })
    for _, code in ipairs(list { status = "extension", class = 2 }) do
      assert.equal("extension", smtpcodes.codes[code].status)
      assert.equal("success", smtpcodes.class(code))
    end
    for _, code in ipairs(list { category = "syntax" }) do
      assert.equal("syntax", smtpcodes.category(code))
    end
    assert.same({}, list { class = 2, category = "syntax",
      status = "de-facto" })
  end)

  it("filters by the command that may get the code", function()
    local quit = list { command = "QUIT", class = 2 }
    assert.same({ 221 }, quit)
    local data = list { command = "DATA", class = 3 }
    assert.same({ 354 }, data)
    assert.same({}, list { command = "no command" })
    assert.truthy(table.concat(list { command = "NOOP" }, " "):find("421", 1, true)) -- after any command
  end)

  it("goes on when codes change hands inside the loop", function()
    local seen = 0
    for _ in smtpcodes.each() do
      for _ in smtpcodes.each(3) do
        seen = seen + 1
      end
    end
    assert.is_true(seen > 99)
  end)

  it("raises for a wrong filter and names it", function()
    for _, filter in ipairs { true, "none", 7, 2.5, { class = "no" },
      { klass = 2 }, { [1] = 2 }, { command = 1 }, { code = "x" } } do
      local ok, message = pcall(smtpcodes.each, filter)
      assert.is_false(ok)
      assert.truthy(message:find("filter", 1, true))
    end
  end)
end)

describe("smtpcodes.lookup at a provider", function()
  it("tells what a provider means by an enhanced code, and who says so", function()
    local record, match, meaning = smtpcodes.lookup("5.7.30", { provider = "google" })
    assert.same({ "REQUIRETLS support required", "exact" }, { record.title, match })
    assert.same({ "google", "auth-failed", "dkim" }, { meaning.provider, meaning.reason, meaning.detail })
    assert.truthy(meaning.source:find("google%.com.* %d%d%d%d%-%d%d%-%d%d$"))
    assert.is_nil(select(3, smtpcodes.lookup("5.7.30", { provider = "microsoft" })))
    assert.is_nil(select(3, smtpcodes.lookup("5.7.30", { provider = "nobody" })))
  end)

  it("shows the meanings of all providers beside the registry's", function()
    local record, _, meanings = smtpcodes.lookup "5.7.30"
    assert.equal("REQUIRETLS support required", record.title)
    assert.same({ 1, "google" }, { #meanings, meanings[1].provider })
    assert.equal("subject", select(2, smtpcodes.lookup "5.7.620"))
    assert.equal("microsoft", select(3, smtpcodes.lookup "5.7.620")[1].provider)
    assert.is_nil(select(3, smtpcodes.lookup "5.6.1"))
  end)

  it("heeds the class of an enhanced code at a provider", function()
    local function reason(key)
      return select(3, smtpcodes.lookup(key, { provider = "google" })).reason
    end
    assert.same({ "full-mailbox", "disabled-mailbox" }, { reason "4.2.2", reason "5.2.2" })
  end)
end)

describe("a number in a filter that no row has", function()
  it("lets nothing pass, whatever its size", function()
    for _, number in ipairs { 1e300, -1e300, 0 / 0, 1 / 0, -1, 77777 } do
      assert.is_nil(smtpcodes.each { code = number }())
      assert.is_nil(smtpcodes.each_enhanced { subject = number }())
      assert.is_nil(smtpcodes.each_enhanced { code = number }())
    end
  end)
end)

describe("smtpcodes.each_enhanced", function()
  local function list(filter)
    local out = {}
    for key, record in smtpcodes.each_enhanced(filter) do
      assert.equal(smtpcodes.enhanced_codes[key], record)
      out[#out + 1] = key
    end
    return out
  end

  local function number(key)
    local class, subject, detail = key:match("^(%d)%.(%d+)%.(%d+)$")
    return (class * 1000 + subject) * 1000 + detail
  end

  it("shows every key once, in ascending order of its numbers", function()
    local all, count = list(), 0
    for _ in pairs(smtpcodes.enhanced_codes) do
      count = count + 1
    end
    assert.equal(count, #all)
    for i = 2, #all do
      assert.is_true(number(all[i - 1]) < number(all[i]))
    end
    assert.equal("2.0.0", all[1])
    assert.equal("5.7.30", all[#all])
  end)

  it("filters by class, subject and associated code", function()
    for _, key in ipairs(list("transient")) do
      assert.equal("4", key:sub(1, 1))
    end
    for _, key in ipairs(list { class = 5, subject = 7 }) do
      assert.truthy(key:find("^5%.7%."))
    end
    for _, key in ipairs(list { code = 452 }) do
      assert.equal("4", key:sub(1, 1))
    end
    assert.is_true(#list { code = 452 } > 0)
  end)

  it("goes on behind any key, and raises for what is none", function()
    local step = smtpcodes.each_enhanced()
    assert.equal("2.1.0", (step(nil, "2.0.0")))
    assert.equal("4.1.4", (step(nil, "4.1.1")))
    assert.is_nil(step(nil, "5.7.30"))
    for _, key in ipairs { "X.1.1", "5.1", "5.7.99", "5.9.1", "gone", "" } do
      local ok, message = pcall(step, nil, key)
      assert.is_false(ok, key)
      assert.truthy(message:find("not a key of enhanced_codes", 1, true))
    end
  end)

  it("raises for a wrong filter", function()
    assert.is_false((pcall(smtpcodes.each_enhanced, { subject = "7" })))
    assert.is_false((pcall(smtpcodes.each_enhanced, "redirect")))
    for _, field in ipairs { "command", "status", "category" } do
      local ok, message = pcall(smtpcodes.each_enhanced, { [field] = "RCPT" })
      assert.is_false(ok)
      assert.truthy(message:find("enhanced codes have class, subject and code", 1, true), message)
    end
  end)
end)
