-- Bounce events of sending services, and delivery status notifications: what
-- each says of a recipient, and whether its label and its reply agree.

local smtpcodes = require "smtpcodes"

-- recipient, reason, action, label, agrees of each notice
local function seen(list)
  local out = {}
  for i, n in ipairs(assert(list)) do
    out[i] = { n.recipient, n.verdict.reason, n.verdict.action, n.label, n.agrees }
  end
  return out
end

local function ses(bounce)
  return { notificationType = "Bounce", mail = {}, bounce = bounce }
end

describe("from_ses", function()
  it("reads every recipient of a bounce", function()
    assert.same({
      { "a@example.com", "unknown-mailbox", "suppress", "Permanent/General", true },
      { "b@example.com", "blocklisted", "fix-sender", "Permanent/General", false },
    }, seen(smtpcodes.from_ses(ses { bounceType = "Permanent", bounceSubType = "General", bouncedRecipients = {
      { emailAddress = "a@example.com", status = "5.1.1", diagnosticCode = "smtp; 550 5.1.1 user unknown" },
      { emailAddress = "b@example.com", status = "5.7.1",
        diagnosticCode = "smtp; 554 5.7.1 blocked using zen.spamhaus.org" } } })))
  end)

  it("reads a delay, which is tried again", function()
    local notice = assert(smtpcodes.from_ses { eventType = "DeliveryDelay", deliveryDelay = {
      delayType = "MailboxFull", delayedRecipients = { { emailAddress = "a@example.com", status = "4.2.2",
        diagnosticCode = "smtp; 452 4.2.2 mailbox full" } } } })[1]
    assert.same({ "full-mailbox", true, true }, { notice.verdict.reason, notice.verdict.requeue, notice.agrees })
  end)

  it("passes over recipients that are no tables", function()
    assert.same({ { "a@example.com", "unknown", "retry" } }, seen(smtpcodes.from_ses(ses { bouncedRecipients = {
      { emailAddress = "a@example.com" }, "b@example.com", 5 } })))
    assert.equal(1, #smtpcodes.from_ses { ses { bouncedRecipients = { {} } }, "ses", true })
  end)

  it("does not send again what SES gave up", function()
    local notice = assert(smtpcodes.from_ses(ses { bounceType = "Transient", bounceSubType = "MailboxFull",
      bouncedRecipients = { { emailAddress = "a@example.com", status = "4.2.2" } } }))[1]
    assert.same({ "full-mailbox", false }, { notice.verdict.reason, notice.verdict.requeue })
  end)
end)

describe("from_sendgrid", function()
  it("reads a batch, and passes over what is no failure", function()
    assert.same({
      { "a@example.com", "full-mailbox", "retry", "blocked", true },
      { "c@example.com", "greylisted", "retry", "deferred", true },
      { "d@example.com", "rate-limited", "retry-slower", "Invalid Address", false },
    }, seen(smtpcodes.from_sendgrid {
      { email = "a@example.com", event = "bounce", type = "blocked", reason = "452 4.2.2 Mailbox full" },
      { email = "b@example.com", event = "delivered", response = "250 OK" },
      { email = "c@example.com", event = "deferred", response = "450 4.7.1 Greylisted, try again" },
      { email = "d@example.com", event = "bounce", bounce_classification = "Invalid Address",
        reason = "452 4.7.28 too many messages from your account" },
    }))
  end)
end)

describe("a status beside a reply", function()
  it("says nothing where it is none", function()
    for _, status in ipairs { "nonsense", "5.1", "" } do
      local notice = smtpcodes.from_sendgrid { event = "bounce", bounce_classification = "Unclassified",
        email = "a@example.com", reason = "452 4.2.2 Mailbox full", status = status }[1]
      assert.same({ "full-mailbox", status }, { notice.verdict.reason, notice.status })
      assert.is_nil(notice.agrees)
    end
  end)
end)

describe("a status that is all there is", function()
  it("agrees with nothing, and with a code beside it may", function()
    assert.is_nil(smtpcodes.from_ses(ses { bounceType = "Undetermined", bounceSubType = "Undetermined",
      bouncedRecipients = { { emailAddress = "a@example.com", status = "5.1.1" } } })[1].agrees)
    assert.is_true(smtpcodes.from_mailgun({ event = "failed", severity = "permanent", reason = "generic",
      ["delivery-status"] = { code = 550, ["enhanced-code"] = "5.1.1" } })[1].agrees)
  end)
end)

describe("from_mailgun", function()
  local function event(fields)
    fields.event = "failed"
    return { ["event-data"] = fields }
  end

  it("takes the codes that stand beside the text, and the host", function()
    local notice = assert(smtpcodes.from_mailgun(event { severity = "permanent", reason = "bounce",
      recipient = "a@example.com", ["delivery-status"] = { code = 550, ["enhanced-code"] = "5.7.30",
        message = "not authenticated", ["mx-host"] = "alt1.aspmx.l.google.com" } }))[1]
    assert.same({ 550, "5.7.30", "google", "auth-failed", false, "alt1.aspmx.l.google.com" },
      { notice.verdict.code, notice.verdict.enhanced, notice.verdict.provider, notice.verdict.reason,
        notice.agrees, notice.host })
  end)

  it("tells what is tried again from what is over", function()
    for severity, requeue in pairs { temporary = true, permanent = false } do
      local notice = assert(smtpcodes.from_mailgun(event { severity = severity, reason = "generic",
        recipient = "a@example.com", ["delivery-status"] = { code = 421, message = "too many connections" } }))[1]
      assert.equal(requeue, notice.verdict.requeue)
    end
  end)
end)

describe("a label of two parts", function()
  it("is the one that is there, and without both there is none", function()
    for _, parts in ipairs { { "permanent", nil, "permanent" }, { nil, "bounce", "bounce" }, { nil, nil, nil } } do
      local notice = assert(smtpcodes.from_mailgun { event = "failed", severity = parts[1], reason = parts[2],
        recipient = "a@example.com", ["delivery-status"] = { code = 0, message = "4.2.2 over quota" } })[1]
      assert.same({ parts[3], "full-mailbox", true }, { notice.label, notice.verdict.reason, notice.verdict.requeue })
      assert.is_nil(notice.agrees)
      assert.is_nil(notice.verdict.code)
    end
  end)
end)

describe("from_postmark", function()
  it("reads the details, and shows where the type says something else", function()
    assert.same({ { "a@example.com", "full-mailbox", "retry", "HardBounce", false } },
      seen(smtpcodes.from_postmark { RecordType = "Bounce", Type = "HardBounce", Email = "a@example.com",
        Details = "smtp;550 5.2.2 The mailbox is over quota" }))
    assert.same({ { "a@example.com", "spam", "fix-content", "Unknown" } },
      seen(smtpcodes.from_postmark { RecordType = "Bounce", Type = "Unknown", Email = "a@example.com",
        Details = "smtp;554 Message looks like spam" }))
    assert.same({ { "a@example.com", "full-mailbox", "retry", "SoftBounce", true } },
      seen(smtpcodes.from_postmark { BouncedAt = "2026-11-26T10:00:00Z", Type = "SoftBounce", Email = "a@example.com",
        Details = "smtp;552 5.2.2 The mailbox is over quota" }))
  end)
end)

describe("the sender of an event", function()
  local me, text = "me@example.org", "smtp; 550 5.1.1 <me@example.org>: user unknown"
  local makers = {
    from_ses = function(from, rcpt)
      return { mail = { source = from }, bounce = { bounceType = "Permanent", bounceSubType = "General",
        bouncedRecipients = { { emailAddress = rcpt, diagnosticCode = text } } } }
    end,
    from_mailgun = function(from, rcpt)
      return { ["event-data"] = { event = "failed", severity = "permanent", reason = "bounce", recipient = rcpt,
        envelope = { sender = from }, ["delivery-status"] = { code = 550, message = text } } }
    end,
    from_postmark = function(from, rcpt)
      return { RecordType = "Bounce", Type = "HardBounce", Email = rcpt, From = from, Details = text }
    end,
  }
  makers["from_ses, delayed"] = function(from, rcpt)
    return { mail = { source = from }, deliveryDelay = { delayType = "General",
      delayedRecipients = { { emailAddress = rcpt, diagnosticCode = text } } } }
  end
  makers["from_mailgun, bare"] = function(from, rcpt)
    return makers.from_mailgun(from, rcpt)["event-data"]
  end
  makers["from_postmark, listed"] = function(from, rcpt)
    return { BouncedAt = "2026-11-26T10:00:00Z", Type = "HardBounce", Email = rcpt, From = from, Details = text }
  end

  it("is not the recipient that a reply gives up", function()
    for name, make in pairs(makers) do
      local function final(from, rcpt)
        return smtpcodes[name:match "^[%w_]+"](make(from, rcpt))[1].verdict.final
      end
      for _, from in ipairs { me, "Me <me@example.org>", "ME@example.org" } do
        assert.equal("keep", final(from, "a@example.com"), name)
      end
      for _, from in ipairs { "", "other@example.org", "<", "<>", "<me@example.org", "> <" } do
        assert.equal("suppress", final(from, me), name)
      end
      assert.equal("suppress", final(me, me), name)
      assert.equal("suppress", final(me, "Me <me@example.org>"), name)
      assert.equal("suppress", final(nil, me), name)
      assert.equal("suppress", final({ 1 }, me), name)
    end
  end)

  it("is none where the service tells none", function()
    local event = { event = "bounce", email = me, reason = text }
    assert.equal("suppress", smtpcodes.from_sendgrid(event)[1].verdict.final)
  end)

  it("is not all that the recipient is told from", function()
    for rcpt, final in pairs { ["a@example.com"] = "suppress", ["b@example.com"] = "keep" } do
      local event = { event = "bounce", email = rcpt, reason = "550 a@example.com not found" }
      assert.equal(final, smtpcodes.from_sendgrid(event)[1].verdict.final)
    end
  end)
end)

describe("what is no bounce event", function()
  it("is nil and the kind", function()
    for _, name in ipairs { "from_ses", "from_mailgun", "from_postmark", "from_sendgrid" } do
      for _, event in ipairs { {}, { a = 1 }, { event = "delivered" }, { bounce = 5 },
        { bounce = { bouncedRecipients = "x" } }, { ["event-data"] = "failed" } } do
        assert.same({ nil, "event" }, { smtpcodes[name](event) }, name)
      end
      assert.same({}, smtpcodes[name] { { event = "open" } })
      assert.is_false(pcall(smtpcodes[name], "text"))
    end
    assert.is_false(pcall(smtpcodes.from_dsn, {}))
  end)

  it("has fields of other types, which count as absent", function()
    local notice = assert(smtpcodes.from_postmark { RecordType = "Bounce", Email = { 1 }, Details = true,
      Type = io.stdout })[1]
    assert.same({ "unknown", "low" }, { notice.verdict.reason, notice.verdict.confidence })
    assert.is_nil(notice.recipient)
  end)
end)

describe("from_dsn", function()
  local part = table.concat({ "Reporting-MTA: dns; relay.example.net", "X-Queue: 1", "",
    "Final-Recipient: rfc822; <a@example.com>", "Original-Recipient: rfc822;b@example.com", "Action: failed",
    "Status: 5.1.1", "X-Other: yes", " folded", "Remote-MTA: dns; mx.example.com (TCP)",
    "Diagnostic-Code: smtp; 550 5.1.1 User", "  unknown", "",
    "final-recipient: rfc822; c@example.com", "ACTION: delayed", "Status: 4.4.1 (no answer)", "" }, "\n")

  it("reads every recipient, folded fields and any case", function()
    assert.same({
      { "a@example.com", "unknown-mailbox", "suppress", "failed", true },
      { "c@example.com", "network", "retry", "delayed", true },
    }, seen(smtpcodes.from_dsn(part)))
    assert.same(seen(smtpcodes.from_dsn(part)), seen(smtpcodes.from_dsn((part:gsub("\n", "\r\n")))))
    local notices = smtpcodes.from_dsn(part)
    assert.same({ "mx.example.com", "5.1.1", "550 5.1.1 User\n  unknown" },
      { notices[1].host, notices[1].status, notices[1].reply })
  end)

  it("shows where the status says something else than the reply", function()
    local notice = smtpcodes.from_dsn("Final-Recipient: rfc822;a@example.com\nAction: failed\n"
      .. "Status: 5.1.1\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full\n")
    assert.same({ "full-mailbox", false, "5.1.1" }, { notice[1].verdict.reason, notice[1].agrees, notice[1].status })
    for action, text in pairs { failed = "Status: 2.0.0\n",
      delivered = "Status: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 Mailbox full\n" } do
      notice = smtpcodes.from_dsn("Final-Recipient: rfc822;a@example.com\nAction: " .. action .. "\n" .. text)
      assert.is_false(notice[1].agrees, action)
    end
    notice = smtpcodes.from_dsn "Final-Recipient: rfc822;a@example.com\nAction: delivered\nStatus: 2.1.5\n"
    assert.is_true(notice[1].agrees)
    notice = smtpcodes.from_dsn "Final-Recipient: rfc822;a@example.com\nAction: failed\nStatus: 4.2.2\n"
    assert.is_false(notice[1].verdict.requeue)
  end)

  local function notice_of(action, reply)
    return assert(smtpcodes.from_dsn("Final-Recipient: rfc822;a@example.com\nAction: " .. action
      .. "\nDiagnostic-Code: smtp; " .. reply .. "\n"))[1]
  end

  it("gives nobody up, and says that it disagrees, while the server still tries", function()
    for _, action in ipairs { "delayed", "Delayed", "DELAYED" } do
      for reply, advice in pairs {
        ["550 5.1.1 User unknown"] = { "retry", "soft", "check-address" },
        ["550 no"] = { "retry", "soft", nil },
        ["554 5.7.1 Message looks like spam"] = { "fix-content", "block", "content" },
      } do
        local notice = notice_of(action, reply)
        local v = notice.verdict
        assert.same({ true, "keep", false }, { v.requeue, v.final, notice.agrees }, reply)
        assert.same(advice, { v.action, v.bounce, v.reason ~= "unknown" and v.remedy or nil }, reply)
      end
    end
    local notice = notice_of("delayed", "450 4.1.1 User unknown")
    assert.same({ "retry", true, true }, { notice.verdict.action, notice.verdict.requeue, notice.agrees })
  end)

  it("gives nobody up where nothing failed, nor sends it again", function()
    for _, action in ipairs { "delivered", "relayed", "expanded", "Relayed" } do
      for _, reply in ipairs { "550 5.1.1 User unknown", "450 4.1.1 User unknown" } do
        local notice = notice_of(action, reply)
        local v = notice.verdict
        assert.same({ "unknown-mailbox", "give-up", "block", "keep", "review", "low", false, false },
          { v.reason, v.action, v.bounce, v.final, v.remedy, v.confidence, v.requeue, notice.agrees }, action)
      end
      local v = notice_of(action, "452 4.2.2 Mailbox full").verdict
      assert.same({ "full-mailbox", "count", false }, { v.reason, v.final, v.requeue }, action)
      assert.equal("none", notice_of(action, "250 2.1.5 ok").verdict.action)
    end
    assert.equal("none", notice_of("delayed", "250 2.1.5 ok").verdict.action)
    local v = notice_of("FAILED", "450 4.1.1 User unknown").verdict
    assert.same({ "suppress", "suppress", false }, { v.action, v.final, v.requeue })
  end)

  it("agrees with no status that is all of the reply, nor with a word that is no action", function()
    for _, action in ipairs { "", "Action: bogus\n", "Action:\n", "Action: delaye\n", "Action: delayedx\n" } do
      local text = "Final-Recipient: rfc822;a@example.com\n" .. action .. "Status: 5.1.1\n"
      assert.is_nil(smtpcodes.from_dsn(text)[1].agrees, action)
      assert.is_nil(smtpcodes.from_dsn(text .. "Diagnostic-Code: smtp; 5.1.1\n")[1].agrees, action)
      assert.is_false(smtpcodes.from_dsn(text .. "Diagnostic-Code: smtp; 5.2.2\n")[1].agrees, action)
      assert.is_true(smtpcodes.from_dsn(text .. "Diagnostic-Code: smtp; 550 No such user\n")[1].agrees, action)
      assert.is_false(smtpcodes.from_dsn(text .. "Diagnostic-Code: smtp; 552 Mailbox full\n")[1].agrees, action)
    end
  end)

  it("reads each field as RFC 3464 lets it stand", function()
    local function first(text)
      local notice = assert(smtpcodes.from_dsn(text))[1]
      return { notice.recipient, notice.status, notice.reply, notice.host, notice.label }
    end
    assert.same({ "b@example.com", "5.1.1", "5.1.1" },
      first "Original-Recipient: rfc822;b@example.com\nStatus:\t5.1.1\n\t(gone)\n")
    assert.same({ "a@example.com", nil, "550 no" },
      first "Final-Recipient: rfc822; a@example.com\nDiagnostic-Code: smtp; 550 no\n")
    assert.same({ "a@example.com", "5.1.1", "550 no", nil, "failed" },
      first "Final-Recipient: a@example.com\nAction: failed\nStatus: 5.1.1\nRemote-MTA:   \nDiagnostic-Code: 550 no")
    assert.same({ "<a@example.com", "5.1.1", "5.1.1" },
      first "Final-Recipient: rfc822; <a@example.com\nStatus: 5.1.1\n")
    assert.same({ "a@example.com", "5.1.1", "5.1.1" },
      first "Final-Recipient: rfc822; a@example.com (A\n B)\nStatus: 5.1.1\n (no such\n user)\n")
    assert.same({ "a@example.com", "5.1.1", "5.1.1" },
      first "Final-Recipient: rfc822; a@example.com\nStatus: 5.1.1\n\n")
  end)

  it("ends a recipient's fields at what is no field", function()
    for _, line in ipairs { "", ": no name", "no colon", "X\127: y", "X\200: y", "no field: here",
      "Status", "Statuses" } do
      local notices = smtpcodes.from_dsn("Final-Recipient: rfc822; a@example.com\nStatus: 5.1.1\n" .. line
        .. "\nAction: failed\n")
      assert.same({ 1, nil }, { #notices, notices[1].label }, line)
    end
    for _, line in ipairs { "X-Other: y", "X!:", "Statuses: 3" } do
      local notices = smtpcodes.from_dsn("Final-Recipient: rfc822; a@example.com\nStatus: 5.1.1\n" .. line
        .. "\nAction: failed\n")
      assert.same({ 1, "failed" }, { #notices, notices[1].label }, line)
    end
  end)

  it("takes no status of class X, and lets one that tells nothing decide nothing", function()
    assert.same({ nil, "event" }, { smtpcodes.from_dsn "Status: X.1.1\n" })
    local text = "Action: failed\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n"
    assert.is_true(smtpcodes.from_dsn(text)[1].agrees)
    assert.is_true(smtpcodes.from_dsn("Status: 5.0.0\n" .. text)[1].agrees)
    assert.is_nil(smtpcodes.from_dsn("Diagnostic-Code: smtp; 550 5.1.1 User unknown\n")[1].agrees)
  end)

  it("reads the fields inside a whole message", function()
    local message = "From: MAILER-DAEMON\nStatus: RO\nSubject: Undelivered\n\nSorry: your mail\n\n--b\n"
      .. "Content-Type: message/delivery-status\n\n" .. part .. "\n--b\nReceived: from x\nStatus: O\n"
    assert.same(seen(smtpcodes.from_dsn(part)), seen(smtpcodes.from_dsn(message)))
  end)

  it("reads a status with the dot of a sentence", function()
    for _, status in ipairs { "5.1.1.", "5.1.1. (gone)", "<5.1.1.>" } do
      local text = "Final-Recipient: rfc822;a@example.com\nAction: failed\nStatus: " .. status .. "\n"
      local notice = assert(smtpcodes.from_dsn(text), status)[1]
      assert.same({ "5.1.1", "5.1.1", "unknown-mailbox", true },
        { notice.status, notice.reply, notice.verdict.reason, notice.agrees }, status)
      notice = smtpcodes.from_dsn(text .. "Diagnostic-Code: smtp; 550 no.\n")[1]
      assert.same({ "5.1.1", "550 no." }, { notice.status, notice.reply })
    end
  end)

  it("has no status where the field holds none", function()
    for _, status in ipairs { ".", "5.1.1..", "5.1.", "5.x.1", "5.1.x", "5.1", "X.1.1", "RO", "6.1.1", "5.1.1000" } do
      local text = "Final-Recipient: rfc822;a@example.com\nStatus: " .. status .. "\n"
      assert.same({ nil, "event" }, { smtpcodes.from_dsn(text) })
      local notice = smtpcodes.from_dsn(text .. "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n")[1]
      assert.is_nil(notice.status, status)
      assert.equal("5.1.1", notice.verdict.enhanced)
    end
  end)

  it("ends a recipient's fields with the first line that is none", function()
    for _, line in ipairs { "", "word", ": x", "some words: x", "X\127y: z", "\240: z" } do
      local notices = smtpcodes.from_dsn("Final-Recipient: rfc822;a@example.com\nStatus: 5.1.1\n" .. line
        .. "\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full\n")
      assert.equal(2, #notices, line)
      assert.equal("5.1.1", notices[1].reply)
    end
    local notice = smtpcodes.from_dsn("Action: failed\n\n words\nStatus: 5.1.1\nFinal-Recipient: rfc822;a\n")[1]
    assert.same({ "a" }, { notice.recipient, notice.label })
    assert.is_nil((smtpcodes.from_dsn "Xtatus: 5.1.1\nFinal-Recipient: rfc822;a\n"))
  end)

  it("reads a value that begins on the line after its name", function()
    local notice = smtpcodes.from_dsn("Final-Recipient: rfc822;\n a@example.com\nAction:\n\tfailed\n"
      .. "Status:\r\n 5.1.1\r\nDiagnostic-Code:\n 550 5.1.1 User unknown\nRemote-MTA:\n dns; mx.example.com\n")[1]
    assert.same({ "a@example.com", "failed", "5.1.1", "550 5.1.1 User unknown", "mx.example.com" },
      { notice.recipient, notice.label, notice.status, notice.reply, notice.host })
  end)

  it("is nil and the kind where nothing is said of a recipient", function()
    for _, text in ipairs { "", "\n", "hello", "Status: RO\n", "Action: failed\n", ("Status: x\n"):rep(1000) } do
      assert.same({ nil, "event" }, { smtpcodes.from_dsn(text) })
    end
  end)
end)
