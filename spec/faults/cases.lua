-- cases.lua: for every function of the module and every method of a parser,
-- calls that together go through all that can ask Lua for memory.
--
-- A case is called with the module and a parser whose methods it may use; it
-- must answer the same each time. spec/faults_spec.lua fails when a function
-- has no case.

local long = ("550-5.1.1 No such user here\r\n"):rep(80)
  .. "550 5.1.1 <u@example.com> gone\r\n"
local wide = ("x"):rep(400)

-- Rules of a caller's; what they hold is made when they are asked for.
local own = {
  { reason = "spam", phrase = "purple cow", when = "code=4" },
  { reason = "rate-limited", detail = "volume", phrase = "purple cow", retry_after = 900 },
}

-- What an iterator gives, as one string.
local function walk(step, state, key)
  local out = {}
  for a, b in step, state, key do
    out[#out + 1] = tostring(a) .. "=" .. tostring(type(b) == "table" and b.title or b)
  end
  return table.concat(out, " ")
end

return {
  lookup = {
    function(m) return m.lookup(550) end,
    function(m) return m.lookup("mailbox full") end,
    function(m) return m.lookup("5.7.26") end,
    function(m) return m.lookup("5.7.515") end,
    function(m) return m.lookup("no such name") end,
    function(m) return m.lookup(454, { command = "AUTH" }) end,
    function(m) return m.lookup(550, { command = "RCPT", extension = "SIZE" }) end,
    function(m) return m.lookup(211, { command = "HELP" }) end,
  },
  each = {
    function(m) return walk(m.each()) end,
    function(m)
      return walk(m.each { class = "permanent", category = "mail-system",
        status = "standard", command = "RCPT" })
    end,
    function(m) return walk(m.each(4)) end,
  },
  each_enhanced = {
    function(m) return walk(m.each_enhanced { class = 5, subject = 7, code = 550 }) end,
  },
  class = { function(m) return m.class(421), m.class(199) end },
  category = { function(m) return m.category("550"), m.category(290) end },
  parse = {
    function(m) return m.parse("250-mx.example.net\r\n250 8BITMIME\r\n") end,
    function(m) return m.parse("  250 x\n", 3, { strict = false, max_line = 600 }) end,
    function(m) return m.parse(long) end,
    function(m) return m.parse("550 5.1.1 \1b\200\n") end,
    function(m) return m.parse("550?no\r\n") end,
    function(m) return tostring((m.parse("550 5.1.1 a\tb\\\1 " .. wide .. "\r\n"))) end,
  },
  scan = {
    function(m) return m.scan("550 5.1.1 gone\r\n") end,
    function(m) return m.scan("junk") end,
  },
  parser = {
    function(m) return type(m.parser { strict = true, max_reply = 999 }) end,
  },
  find = {
    function(m)
      return m.find("host mx.example.net[192.0.2.1] said: 452-4.2.2 Full"
        .. " 452 4.2.2 really (in reply to RCPT TO command)")
    end,
    function(m) return m.find("dsn=5.1.1, status=bounced (no such user)") end,
    function(m) return m.find("dsn=4.2.2, host mx[192.0.2.1] said: 452 full") end,
    function(m) return m.find("nothing here") end,
    function(m) return m.find(long) end,
  },
  build = {
    function(m) return m.build(550, "5.1.1", "User unknown") end,
    function(m) return m.build(550, true, { "a", wide, wide, wide, "b" }) end,
    function(m) return m.build(250, nil, "\195\164", { utf8 = true }) end,
    function(m) return m.build(250, nil, "a\1b") end,
    function(m) return m.build(550, "9.9.9", "x") end,
  },
  build_lines = {
    function(m) return m.build_lines(550, "5.1.1", { "No", "such", wide .. wide }) end,
  },
  milter = {
    function(m) return m.milter("100% unknown") end,
    function(m) return m.milter({ "a", wide, wide, wide }, { code = 452, enhanced = "4.2.2" }) end,
    function(m) return m.milter("a\rb") end,
  },
  nginx = {
    function(m) return m.nginx(535, "5.7.8", "Bad credentials") end,
    function(m) return m.nginx(250, nil, "x") end,
  },
  suggest = { function(m) return m.suggest("mailbox full") end },
  from_http = { function(m) return m.from_http(503) end },
  each_situation = { function(m) return walk(m.each_situation()) end },
  classify = {
    function(m) return m.classify("550 5.1.1 <u@example.com>: User unknown") end,
    function(m)
      return m.classify("421-4.7.0 [192.0.2.1] see https://example.com/x\r\n"
        .. "421 4.7.0 blocked using zen.spamhaus.org", { command = "connect",
        host = "mx.example.net", provider = "google", protocol = "lmtp",
        recipients = 2, expired = true })
    end,
    function(m) return m.classify(552) end,
    function(m) return m.classify { code = 452, enhanced = "4.2.2", text = "over quota" } end,
    function(m) return m.classify((m.parse(long))) end,
  },
  reason_of = {
    function(m) return m.reason_of("550 5.7.1 spam", { command = "RCPT TO" }) end,
    function(m) return m.reason_of { enhanced = "5.2.2", text = "full" } end,
  },
  rules = {
    function(m) return type(m.rules(own)) end,
    function(m) return m.rules { { reason = "spam" }, { reason = "nothing" } } end,
    function(m) return m.rules "data/no-such-file.tsv" end,
    function(m) return m.rules "data/lists.tsv" end,
    function(m) return m.rules("spec/fixtures/rules.tsv"):classify("550 purple").retry_after end,
  },
  lint = {
    function(m)
      return m.lint { { reason = "spam" }, { reason = "nothing", phrase = "x" }, own[1], own[1] }
    end,
    function(m) return m.lint "data/no-such-file.tsv" end,
    function(m) return #m.lint "data/lists.tsv" end,
  },
  ["rules:classify"] = {
    function(m) return m.rules(own):classify("550 we saw a purple cow", { command = "RCPT" }) end,
  },
  ["rules:reason_of"] = {
    function(m) return m.rules(own):reason_of "550 a purple cow" end,
  },
  from_ses = {
    function(m)
      return m.from_ses { notificationType = "Bounce", bounce = { bounceType = "Permanent",
        bounceSubType = "General", bouncedRecipients = {
          { emailAddress = "a@example.com", status = "5.1.1", diagnosticCode = "smtp; 550 5.1.1 user unknown" },
          { emailAddress = "b@example.com", diagnosticCode = "smtp; 554 blocked" } } } }
    end,
    function(m) return m.from_ses {} end,
  },
  from_sendgrid = {
    function(m)
      return m.from_sendgrid { { email = "a@example.com", event = "bounce", type = "blocked",
        reason = "452 4.2.2 Mailbox full" }, { event = "delivered" } }
    end,
  },
  from_mailgun = {
    function(m)
      return m.from_mailgun { ["event-data"] = { event = "failed", severity = "permanent", reason = "bounce",
        recipient = "a@example.com", ["delivery-status"] = { code = 550, ["enhanced-code"] = "5.7.30",
          message = "not authenticated", ["mx-host"] = "mx.example.net" } } }
    end,
  },
  from_postmark = {
    function(m)
      return m.from_postmark { RecordType = "Bounce", Type = "HardBounce", Email = "a@example.com",
        Details = "smtp;550 5.2.2 The mailbox is over quota" }
    end,
  },
  from_dsn = {
    function(m)
      return m.from_dsn("Reporting-MTA: dns; relay.example.net\n\nFinal-Recipient: rfc822; <a@example.com>\n"
        .. "Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.com\n"
        .. "Diagnostic-Code: smtp; 550 5.1.1 User\n  unknown\n")
    end,
    function(m) return m.from_dsn "hello" end,
  },
  normalize = { function(m) return m.normalize(long) end },

  -- The methods of a parser; the second argument is one.
  ["parser:feed"] = {
    function(_, p) p:feed(wide):feed(long):reset() return p:pending() end,
    function(_, p) p:feed("wrong\r\n250 Ok\r\n"):reset() return p:next() end,
  },
  ["parser:line"] = {
    function(_, p) return p:line("250-" .. wide):line("250 Ok"):next() end,
  },
  ["parser:next"] = {
    function(_, p) return p:feed(long):next() end,
    function(_, p) return p:next() end,
    function(_, p) return p:feed("2?0\r\n"):next() end,
    function(_, p) p:feed("250-a\r\n"):eof() return p:next() end,
  },
  ["parser:pending"] = { function(_, p) return p:feed("250-" .. wide):pending() end },
  ["parser:eof"] = { function(_, p) return p:feed("25"):eof():next() end },
  ["parser:reset"] = {
    function(_, p) return p:feed("x\r\n250 Ok\r\n"):reset():next() end,
  },
}
