-- The lines of logs, of each server that is read: what a delivery of them is.
-- All lines are written for this spec, after those of the real servers.

require "spec.support.tool"
local logs = require "smtpcodes.logs"
local smtpcodes = require "smtpcodes"

-- A file that holds the bytes.
local function file_of(bytes)
  local at = 1
  return { read = function(_, size)
    local piece = bytes:sub(at, at + size - 1)
    at = at + size
    return piece ~= "" and piece or nil
  end }
end

-- All deliveries, and the problems as "word:line".
local function read(bytes)
  local list, problems = {}, {}
  for delivery, number, problem in logs.each(file_of(bytes)) do
    list[#list + 1] = delivery or nil
    problems[#problems + 1] = problem and problem .. ":" .. number or nil
  end
  return list, table.concat(problems, " ")
end

local function holds(expected, delivery)
  assert.is_truthy(delivery)
  for field, value in pairs(expected) do
    assert.equal(value, delivery[field], field)
  end
end

local HEAD = "Nov  6 09:00:02 mx "

local cases = {
  { "Postfix", HEAD .. "postfix/smtp[3]: 4XA1: to=<b@Example.com>, relay=mx.example.com[192.0.2.1]:25, delay=2.5,"
      .. " delays=1/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9)",
    { time = "Nov  6 09:00:02", transport = "postfix/smtp", queue = "4XA1", rcpt = "b@Example.com",
      domain = "example.com", relay = "mx.example.com[192.0.2.1]:25", delay = 2.5, enhanced = "2.0.0",
      status = "sent", text = "250 2.0.0 Ok: queued as 9", attempted = true } },
  { "Postfix with a long queue name", HEAD .. "postfix/smtp[3]: 4F917D1z94Fh: to=<b@example.com>, relay=none, delay=2,"
      .. " delays=1/0/1/0, dsn=4.4.3, status=deferred (Host or domain name not found)",
    { queue = "4F917D1z94Fh", status = "deferred", relay = "none" } },
  { "orig_to", HEAD .. "postfix/smtp[3]: 4XA1: to=<b@example.com>, orig_to=<root>, relay=mx[2001:db8::1]:25, conn_use=2,"
      .. " delay=3, delays=1/0/0/2, dsn=5.1.1, status=bounced (host mx[2001:db8::1] said: 550 5.1.1 no (x))",
    { orig_to = "root", relay = "mx[2001:db8::1]:25", text = "host mx[2001:db8::1] said: 550 5.1.1 no (x)" } },
  { "an address with a bracket", HEAD .. 'postfix/smtp[3]: 4XA1: to=<"a>b"@example.com>, relay=none, delay=3, '
      .. "delays=1/0/0/2, dsn=5.1.3, status=bounced (bad)", { rcpt = '"a>b"@example.com' } },
  { "a syslog_name of its own", HEAD .. "relay-out/smtp[3]: 4XA1: to=<b@example.com>, relay=none, delay=3,"
      .. " delays=1/0/0/2, dsn=4.4.1, status=deferred (connect to mx: timed out)", { transport = "relay-out/smtp" } },
  { "lmtp", HEAD .. "postfix/lmtp[3]: 4XA1: to=<b@example.com>, relay=mx[private/dovecot-lmtp], delay=0.12,"
      .. " delays=0/0/0/0.1, dsn=2.0.0, status=sent (250 2.0.0 <b@example.com> x Saved)",
    { relay = "mx[private/dovecot-lmtp]", delay = 0.12 } },
  { "local", HEAD .. "postfix/local[3]: 4XA1: to=<b@example.com>, relay=local, delay=0, delays=0/0/0/0, dsn=2.0.0,"
      .. " status=sent (delivered to mailbox)", { transport = "postfix/local", status = "sent" } },
  { "virtual", HEAD .. "postfix/virtual[3]: 4XA1: to=<b@example.com>, relay=virtual, delay=0, delays=0/0/0/0, dsn=5.2.2,"
      .. " status=bounced (maildir delivery failed: quota)", { transport = "postfix/virtual", status = "bounced" } },
  { "error", HEAD .. "postfix/error[3]: 4XA1: to=<b@example.com>, relay=none, delay=0, delays=0/0/0/0, dsn=5.1.1,"
      .. " status=bounced (User unknown in virtual alias table)", { attempted = true, status = "bounced" } },
  { "what was put off", HEAD .. "postfix/error[3]: 4XA1: to=<b@example.com>, relay=none, delay=4, delays=4/0/0/0,"
      .. " dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx: refused)", { attempted = false } },
  { "soft_bounce", HEAD .. "postfix/smtp[3]: 4XA1: to=<b@example.com>, relay=none, delay=4, delays=4/0/0/0,"
      .. " dsn=5.1.1, status=SOFTBOUNCE (no)", { status = "deferred" } },
  { "a message given up", HEAD .. "postfix/qmgr[3]: 4XA1: from=<a@example.org>, status=expired, returned to sender",
    { status = "expired", attempted = false, queue = "4XA1" } },
  { "RFC 3339", "2026-11-06T10:00:00.123456+01:00 mx postfix/smtp[3]: 4XA1: to=<b@example.com>, relay=none, delay=4,"
      .. " delays=1/0/3/0, dsn=4.4.1, status=deferred (x)",
    { time = "2026-11-06T10:00:00.123456+01:00", at = 1793955600 } },
  { "the journal's short-iso", "2026-11-06T10:00:00+0100 mx postfix/smtp[3]: 4XA1: to=<b@example.com>, relay=none,"
      .. " delay=4, delays=1/0/3/0, dsn=4.4.1, status=deferred (x)", { at = 1793955600 } },
  { "the journal's short-precise", "Nov 06 10:00:00.123456 mx postfix/smtp[3]: 4XA1: to=<b@example.com>, relay=none,"
      .. " delay=4, delays=1/0/3/0, dsn=4.4.1, status=deferred (x)", { time = "Nov 06 10:00:00.123456" } },
  { "the journal's short-full", "Fri 2026-11-06 10:00:00 UTC mx postfix/smtp[3]: 4XA1: to=<b@example.com>, relay=none,"
      .. " delay=4, delays=1/0/3/0, dsn=4.4.1, status=deferred (x)",
    { time = "Fri 2026-11-06 10:00:00 UTC", at = 1793959200 } },

  { "Exim: delivered", '2026-11-06 10:00:00 1xWfDs-00075e-2k => b@example.com <a@example.com> R=pass T=remote_smtp '
      .. 'H=mx.example.com [192.0.2.1] X=TLS1.3:x:256 C="250 2.0.0 Ok: queued as 9" QT=1m2.5s DT=0.1s',
    { time = "2026-11-06 10:00:00", queue = "1xWfDs-00075e-2k", rcpt = "b@example.com", orig_to = "a@example.com",
      transport = "exim/remote_smtp", relay = "mx.example.com [192.0.2.1]", status = "sent", delay = 62.5,
      text = "250 2.0.0 Ok: queued as 9", enhanced = "2.0.0", attempted = true } },
  { "Exim: another recipient", "2026-11-06 10:00:00 1xWfDs-00075e-2k -> c@example.com R=pass T=smtp H=mx [192.0.2.1]",
    { rcpt = "c@example.com", status = "sent" } },
  { "Exim: into a file", "2026-11-06 10:00:00 1xWfDs-00075e-2k => joe <joe@example.com> R=local_user T=mail_spool",
    { rcpt = "joe@example.com", domain = "example.com" } },
  { "Exim: failed", "2026-11-06 10:00:00 +0100 [77] 1xWfDs-00075e-2k ** b@example.com R=pass T=smtp H=mx [192.0.2.1]: "
      .. "SMTP error from remote mail server after RCPT TO:<b@example.com>: 550-5.1.1 no such\\n550 5.1.1 user",
    { time = "2026-11-06 10:00:00 +0100", at = 1793955600, status = "bounced", enhanced = "5.1.1",
      said = "550-5.1.1 no such 550 5.1.1 user (in reply to RCPT TO command)" }, "unknown-mailbox" },
  { "Exim: deferred", "2026-11-06 10:00:00 1xWfDs-00075e-2k == b@example.com R=pass T=smtp defer (-44) H=mx [192.0.2.1]:"
      .. " SMTP error from remote mail server after end of data: 452 4.2.2 Mailbox full",
    { status = "deferred", said = "452 4.2.2 Mailbox full (in reply to end of DATA command)" }, "full-mailbox" },
  { "Exim: no host", "2026-11-06 10:00:00 1xWfDs-00075e-2k == b@example.com R=pass T=smtp defer (111): Connection refused",
    { status = "deferred", text = "Connection refused" }, "network" },
  { "Exim: put off", "2026-11-06 10:00:00 1xWfDs-00075e-2k == b@example.com R=pass T=smtp defer (-54): retry time not "
      .. "reached for any host for 'example.com'", { attempted = false } },
  { "Exim: refused by a router", "2026-11-06 10:00:00 1xWfDs-00075e-2k ** b@example.com R=failing: no such user here",
    { text = "no such user here", transport = "exim/failing" }, "unknown-mailbox" },
  { "Exim: a sender", "2026-11-06 10:00:00 1xWfDs-00075e-2k ** joe <joe@example.com> F=<a@example.org> P=<a@example.org> "
      .. "R=pass T=smtp H=mx [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<joe@example.com>: 550 no",
    { from = "a@example.org", rcpt = "joe@example.com" } },
  { "Exim: a sender and no address", "2026-11-06 10:00:00 1xWfDs-00075e-2k ** joe F=<a@example.org> R=local: no F=<b> here",
    { from = "a@example.org", rcpt = "joe" } },
  { "Exim: a reply with F=", "2026-11-06 10:00:00 1xWfDs-00075e-2k ** b@example.com F=<> R=pass: no F=<b@example.com>",
    { from = "" } },
  { "Exim: too old", "2026-11-06 10:00:00 1xWfDs-00075e-2k ** b@example.com: retry timeout exceeded",
    { status = "expired" } },
  { "Exim in syslog", "Nov  6 10:00:00 mx exim[77]: 1xWfDs-00075e-2k => b@example.com R=pass T=smtp H=mx [192.0.2.1]",
    { time = "Nov  6 10:00:00", rcpt = "b@example.com", status = "sent" } },
  { "Exim 4.97's longer names", "2026-11-06 10:00:00 1r0AbC-0000000Fghi-1JkL => b@example.com R=pass T=smtp H=mx [192.0.2.1]",
    { queue = "1r0AbC-0000000Fghi-1JkL" } },

  { "Sendmail", HEAD .. "sm-mta[9]: 5A6A02Xy012345: to=<b@example.com>, ctladdr=<a@example.org> (1/1), delay=1+00:01:02, "
      .. "xdelay=00:00:01, mailer=esmtp, pri=30000, relay=mx.example.com. [192.0.2.1], dsn=2.0.0, stat=Sent (Ok: queued)",
    { queue = "5A6A02Xy012345", rcpt = "b@example.com", status = "sent", delay = 86462, enhanced = "2.0.0",
      transport = "sm-mta/esmtp", relay = "mx.example.com. [192.0.2.1]" } },
  { "Sendmail: failed", HEAD .. "sendmail[9]: 5A6A02Xy012345: to=<b@example.com>, delay=00:00:01, xdelay=00:00:01, "
      .. "mailer=esmtp, pri=30000, relay=mx. [192.0.2.1], dsn=5.1.1, reply=550 5.1.1 <b@example.com>: unknown, stat=User unknown",
    { status = "bounced", text = "550 5.1.1 <b@example.com>: unknown" }, "unknown-mailbox" },
  { "Sendmail: no host", HEAD .. "sendmail[9]: 5A6A02Xy012345: to=<b@example.com>, delay=00:00:01, xdelay=00:00:01, "
      .. "mailer=esmtp, pri=30000, relay=mx. [192.0.2.1], dsn=4.0.0, stat=Deferred: Connection refused by mx.",
    { status = "deferred" }, "network" },

  { "OpenSMTPD", "Nov  6 09:00:02 mx smtpd[9]: 1f2e3d4c5b6a7988 mta delivery evpid=aabbccdd00112233 from=<a@example.org> "
      .. 'to=<b@example.com> rcpt=<-> source="192.0.2.9" relay="192.0.2.1 (mx.example.com)" delay=1m2s result="Ok" '
      .. 'stat="250 2.0.0 Ok: queued as 9"',
    { transport = "smtpd/mta", rcpt = "b@example.com", status = "sent", delay = 62, enhanced = "2.0.0",
      relay = "192.0.2.1 (mx.example.com)", queue = "aabbccdd00112233", text = "250 2.0.0 Ok: queued as 9" } },
  { "OpenSMTPD: failed", "Nov  6 09:00:02 mx smtpd[9]: 1f2e3d4c5b6a7988 mta delivery evpid=aabbccdd00112233 from=<> "
      .. 'to=<b@example.com> rcpt=<c@example.com> source="192.0.2.9" relay="192.0.2.1 (mx)" delay=0s result="PermFail" '
      .. 'stat="550 5.1.1 <b@example.com>: User unknown"',
    { status = "bounced", orig_to = "c@example.com" }, "unknown-mailbox" },
  { "OpenSMTPD: deferred", "Nov  6 09:00:02 mx smtpd[9]: 0000000000000000 mta delivery evpid=aabbccdd00112233 from=<> "
      .. 'to=<b@example.com> rcpt=<-> source="-" relay="192.0.2.1" delay=0s result="TempFail" stat="Connection refused"',
    { status = "deferred" }, "network" },

  { "OpenSMTPD in the foreground", '1f2e3d4c5b6a7988 mta delivery evpid=aabbccdd00112233 from=<> to=<b@example.com> rcpt=<-> '
      .. 'source="-" relay="192.0.2.1" delay=0s result="Ok" stat="250 Ok"', { status = "sent", transport = "smtpd/mta" } },

  { "KumoMTA", '{"type":"Bounce","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","queue":"example.com",'
      .. '"response":{"code":550,"enhanced_code":{"class":5,"subject":1,"detail":1},"content":"No such user",'
      .. '"command":"RCPT TO:<b@example.com>\\r\\n"},"peer_address":{"name":"mx.example.com","addr":"192.0.2.1"},'
      .. '"timestamp":1793955600,"created":1793955590,"num_attempts":0,"egress_source":"pool1"}',
    { status = "bounced", rcpt = "b@example.com", enhanced = "5.1.1", delay = 10, transport = "kumomta/pool1",
      relay = "mx.example.com[192.0.2.1]", time = "2026-11-06T09:00:00Z", at = 1793955600, queue = "d7ef",
      said = "550 5.1.1 No such user (in reply to RCPT TO command)" }, "unknown-mailbox" },
  { "KumoMTA: delivered", '{"type":"Delivery","id":"d7ef","recipient":["b@example.com"],"timestamp":1793955600,'
      .. '"response":{"code":250,"enhanced_code":null,"content":"OK"}}', { status = "sent", said = "250 OK" } },
  { "KumoMTA: given up", '{"type":"Expiration","id":"d7ef","recipient":"b@example.com","timestamp":1793955600,'
      .. '"response":{"code":551,"content":"Next delivery time would be late"}}', { status = "expired", attempted = false } },

  { "a reply", "550 5.1.1 User unknown", { status = "bounced", transport = "reply", enhanced = "5.1.1" },
    "unknown-mailbox" },
  { "a reply of several lines in one", "550-5.1.1 There is 550 5.1.1 no such user", { status = "bounced" } },
}

describe("logs.each", function()
  for _, case in ipairs(cases) do
    it("reads a line of " .. case[1], function()
      local list, problems = read(case[2] .. "\n")
      assert.equal("", problems)
      assert.equal(1, #list)
      holds(case[3], list[1])
      if case[4] then
        assert.equal(case[4], smtpcodes.classify(list[1].said).reason)
      end
    end)
  end

  it("reads a line of KumoMTA whose code is none", function()
    for _, code in ipairs { "0.55", "1e99", "-550", "\"x\"", "{}" } do
      local list = read('{"type":"Bounce","id":"d7","recipient":"b@example.com","timestamp":1793955600,'
        .. '"response":{"code":' .. code .. ',"content":"No such user"}}\n')
      assert.equal("No such user", list[1].said, code)
    end
  end)

  it("reads all of them in one file, with lines of other kinds between", function()
    local lines = {}
    for i, case in ipairs(cases) do
      lines[i] = case[2] .. "\n\nsomething else\n" .. HEAD .. "postfix/smtpd[1]: connect from unknown[192.0.2.9]\r\n"
    end
    local list = read(table.concat(lines))
    assert.equal(#cases, #list)
    for i, case in ipairs(cases) do
      holds(case[3], list[i])
    end
  end)

  it("reads lines that end with CRLF, and a last line without an end", function()
    for _, case in ipairs(cases) do
      holds(case[3], read(case[2] .. "\r\n")[1])
      holds(case[3], read(case[2])[1])
    end
  end)

  it("takes no line cut short for another delivery", function()
    for _, case in ipairs(cases) do
      for length = 0, #case[2] - 1 do
        local list = read(case[2]:sub(1, length))
        assert.is_true(#list <= 1)
        assert.is_truthy(not list[1] or case[3].status == nil or list[1].status)
      end
    end
  end)

  it("gives each recipient of Sendmail's lines a delivery", function()
    local list = read(HEAD .. "sm-mta[9]: 5A6A02Xy012345: to=<b@example.com>,<c@example.net>, delay=00:00:01, "
      .. "xdelay=00:00:01, mailer=esmtp, pri=1, relay=mx. [192.0.2.1], dsn=2.0.0, stat=Sent (Ok)\n")
    assert.equal("b@example.com c@example.net", list[1].rcpt .. " " .. list[2].rcpt)
  end)

  it("takes the lines of a reply for one", function()
    local list = read("550-5.1.1 There is\n550-5.1.1 no such\n550 5.1.1 user\n450 4.2.1 Later\n")
    assert.equal(2, #list)
    assert.equal("550-5.1.1 There is 550-5.1.1 no such 550 5.1.1 user", list[1].said)
  end)

  it("reads a delivery status notification, and no reply in its text", function()
    local list, problems = read(table.concat({ "From: Mail Delivery System <MAILER-DAEMON@example.org>",
      "Subject: Undelivered", "", "550 5.1.1 <b@example.com>: User unknown", "", "--x",
      "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.org", "",
      "Final-Recipient: rfc822; b@example.com", "Action: failed", "Status: 5.1.1",
      "Remote-MTA: dns; mx.example.com", "Diagnostic-Code: smtp; 550 5.1.1", "    <b@example.com>: User unknown",
      "Last-Attempt-Date: Fri, 6 Nov 2026 10:00:00 +0100", "", "Original-Recipient: rfc822;c@example.com",
      "Final-Recipient: rfc822; c@example.com", "Action: delayed", "Status: 4.4.1", "", "--x", "" }, "\n"))
    assert.equal("", problems)
    assert.equal(2, #list)
    holds({ rcpt = "b@example.com", status = "bounced", enhanced = "5.1.1", relay = "mx.example.com",
      time = "2026-11-06T10:00:00+0100", at = 1793955600, transport = "dsn",
      said = "550 5.1.1 <b@example.com>: User unknown" }, list[1])
    holds({ rcpt = "c@example.com", status = "deferred", enhanced = "4.4.1" }, list[2])
  end)

  it("does not take a probe of an address for mail", function()
    assert.equal(0, #read(HEAD .. "postfix/smtp[3]: 4XA1: to=<b@example.com>, relay=mx, delay=3, delays=1/0/0/2, "
      .. "dsn=5.1.1, status=undeliverable (no)\n"))
  end)

  it("says where a delivery cannot be read", function()
    for _, line in ipairs { HEAD .. "postfix/smtp[3]: 4XA1: to=<b@example.com>, status=sent",
      HEAD .. "smtpd[9]: 1f2e3d4c5b6a7988 mta delivery evpid=a", '{"type":"Bounce","id":' } do
      local list, problems = read("x\n" .. line .. "\n")
      assert.equal(0, #list)
      assert.equal("unread:2", problems)
    end
  end)

  it("leaves out a line that is too long, and goes on behind it", function()
    for _, size in ipairs { 65537, 300000, 3000000 } do
      local list, problems = read("a\n" .. ("x"):rep(size) .. "\n" .. cases[1][2] .. "\n")
      assert.equal(1, #list)
      assert.equal("long:2", problems)
    end
  end)

  it("says where there are octets that no log has, once, and goes on", function()
    local list, problems = read("a\n\0\1\2\n\0\n" .. cases[1][2] .. "\n")
    assert.equal(1, #list)
    assert.equal("binary:2", problems)
  end)

  it("says where the clock goes back or is ahead, and counts all the same", function()
    local function line(time)
      return time .. " mx postfix/smtp[3]: 4XA1: to=<b@example.com>, relay=none, delay=1, delays=1/0/0/0, dsn=4.4.1, "
        .. "status=deferred (x)\n"
    end
    local list, problems = read(line "2026-11-06T10:00:00Z" .. line "2026-11-06T09:30:00Z"
      .. line "2026-11-06T07:00:00Z" .. line "2026-11-06T06:00:00Z" .. line "2999-01-01T00:00:00Z")
    assert.equal(5, #list)
    assert.equal("back:3 future:5", problems)
  end)
end)

describe("logs.reader", function()
  it("stays in its buffer when the file asks it for lines while it is read", function()
    local reader, line, calls = logs.reader(), cases[1][2] .. "\n", 0
    local file = {}
    local function inner()
      return reader:next(file)
    end
    function file.read(_, size)
      calls = calls + 1
      if calls == 1 then
        inner()
      end
      return calls <= 4 and (line .. ("x"):rep(size)):sub(1, size) or nil
    end
    local found = 0
    for _ = 1, 20 do
      found = found + (inner() and 1 or 0)
    end
    assert.is_true(found >= 1)
    assert.is_true(calls >= 4)
  end)
end)

describe("logs.delivery", function()
  it("tells what each line tells of alone", function()
    for _, case in ipairs(cases) do
      if case[3].transport ~= "reply" and not case[1]:find("reply") then
        holds(case[3], logs.delivery(case[2]))
      end
    end
    assert.is_nil(logs.delivery("something else"))
  end)
end)
