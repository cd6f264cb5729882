-- find: the reply in a log line, an error string, a delivery status.

local find = require "smtpcodes".find

describe("smtpcodes.find", function()
  -- text, what tostring(reply) is, and what the text says besides
  local rows = {
    { "550 5.1.1 No such user", "550 5.1.1 No such user" },
    { "  450 4.2.2 full", "450 4.2.2 full" },
    { "550", "550" },
    -- clients
    { "SMTP response was not successful: 550-5.1.1 no\r\n550 5.1.1 such user\r\n", "550 5.1.1 no\\nsuch user" },
    { "550-a\n550 b", "550 a\\nb" },
    { "smtp: error code 452: x (452 4.5.3 Too many recipients)", "452 4.5.3 Too many recipients" },
    { "Error 550", "550" },
    { "[550] no such user", "550 no such user" },
    { "550: no such user", "550 no such user" },
    { "smtp_code=550 user=x", "550 user=x" },
    { "expected 250 but got 550 5.1.1 no such user", "550 5.1.1 no such user" },
    { "SMTPDataError: (554, b'no')", "554 b'no'" },
    { "Error 550  ", "550" },
    { "(550 x", "550 x" },
    { "[550]no such user", "550 no such user" },
    { "support: 550 no", "550 no" },
    { "x 553 #5.1.0 rejected", "553 5.1.0 rejected" },
    { "x .5 553 5.1.0 rejected", "553 5.1.0 rejected" },
    { "said: 550 no \"such\"", "550 no \"such\"" },
    { "550\n550 b", "550 \\nb" },
    { "550-ab 550 c", "550 ab\\nc" },
    { "said:550 no such user", "550 no such user" },
    { ";550 no;", "550 no;" },
    { "x [550 no such user]", "550 no such user" },
    { "error <550 no such user>", "550 no such user" },
    { "said: '550 no such user'", "550 no such user" },
    { "550 no such user 5.1.1. Sorry", "550 5.1.1 no such user 5.1.1. Sorry" },
    { "550 see 5.1.1..5.1.3", "550 5.1.1 see 5.1.1..5.1.3" },
    { "550 refused by policy 5.7.1 of ours", "550 5.7.1 refused by policy 5.7.1 of ours" },
    { "550-a 550", "550 a\\n" },
    { "550 no such user\n\nThe message follows", "550 no such user" },
    { "said: 550 no such user\n\nThe message follows", "550 no such user" },
    -- a line with a name and a colon is no field of a delivery status
    { "550-a\n550-Called: b\n550 c", "550 a\\nCalled: b\\nc" },
    { "550-a\r\n550-Sent:\r\n550 c", "550 a\\nSent:\\nc" },
    -- another code, or one that is not a reply's, is text
    { "550-a\n551 b", "550 a 551 b" },
    { "550-a\n450 b", "550 a 450 b" },
    { "550-a 550) b)", "550 a 550) b" },
    { "error 452: see 4 or x452, 4520 or 452 (459 4.5.3)", "452 4.5.3 see 4 or x452, 4520 or 452 (459 4.5.3)" },
    -- logs
    { "host mx.example.net[192.0.2.1] said: 550 5.1.1 <u@example.com>: User unknown (in reply to RCPT TO command)",
      "550 5.1.1 <u@example.com>: User unknown", host = "mx.example.net", command = "RCPT" },
    { "host mx1.example.net[2001:db8::1] refused to talk to me: 421 4.7.0 busy",
      "421 4.7.0 busy", host = "mx1.example.net" },
    { "host mx-1_a.example.net[192.0.2.1] said: 550 x", "550 x", host = "mx-1_a.example.net" },
    { "host mx.example.net said: 550 x", "550 x", host = "mx.example.net" },
    { "ghost mx.example.net[192.0.2.1] said: 550 x", "550 x" },
    { "5.1.1 host mx.example.net", "5.1.1 5.1.1 host mx.example.net" },
    { "said: 552 5.3.4 too big (in reply to end of DATA command)", "552 5.3.4 too big", command = "data-end" },
    { "SMTP error from remote mail server after RCPT TO:<a@example.com>: host mx.example.com [192.0.2.7]: 550 No",
      "550 No", host = "mx.example.com", command = "RCPT" },
    { "SMTP error from remote mail server after pipelined MAIL FROM:<a@example.com>: 451 later", "451 later",
      command = "MAIL" },
    { [[said: 554-one\r\n554 two]], [[554 one\ntwo]] },
    { [[said: 554-one\n554 two]], [[554 one\ntwo]] },
    { "host a.example[192.0.2.1] said: 550 blocked after MAIL FROM", "550 blocked after MAIL FROM",
      host = "a.example" },
    { "status=deferred (4.4.2 lost connection after DATA)", "4.4.2 status=deferred (4.4.2 lost connection after DATA)",
      command = "DATA" },
    { "said: 550 refused by host mx.example.net[192.0.2.1]", "550 refused by host mx.example.net[192.0.2.1]" },
    { "dsn=4.4.2, status=deferred (no route to host mx.example.net[192.0.2.1])",
      "4.4.2 dsn=4.4.2, status=deferred (no route to host mx.example.net[192.0.2.1])", host = "mx.example.net" },
    { "to=<a@b.example>, dsn=4.4.2, status=deferred (lost connection)",
      "4.4.2 to=<a@b.example>, dsn=4.4.2, status=deferred (lost connection)" },
    { "host a.example[192.0.2.1] said: 550-5.7.26 one 550-5.7.26 two 550 5.7.26 c (in reply to end of DATA command)",
      "550 5.7.26 one\\ntwo\\nc", host = "a.example", command = "data-end" },
    { "host a.example[192.0.2.1] said: 550\n    5.1.1 User unknown (in reply to RCPT TO command)",
      "550 5.1.1 User unknown", host = "a.example", command = "RCPT" },
    { "postfix/smtp[250]: 550ABC: to=<u@example.com>, delay=300, dsn=2.0.0, status=sent (250 2.0.0 Ok (x))",
      "250 2.0.0 Ok (x)" },
    { "2026-11-26 10:00:00 1abc => u@example.com C=\"250 2.0.0 OK\"", "250 2.0.0 OK" },
    { "550 refused by Exim 4.98.2", "550 refused by Exim 4.98.2" },
    { "421 Too many for now - 4.16.50.", "421 Too many for now - 4.16.50." },
    { "451 Please try again later [#4.16.5].", "451 4.16.5 Please try again later [#4.16.5]." },
    { "5.9.8 Spam", "5.9.8 5.9.8 Spam" },
    { "550 took 5.123456789 s", "550 took 5.123456789 s" },
    { "550 took (5.1.23456789)", "550 took (5.1.23456789)" },
    -- delivery status notifications
    { "Diagnostic-Code: smtp; 550 5.1.1 one\n two\nLast-Attempt-Date: Thu, 26 Nov 2026 10:00:00 +0000",
      "550 5.1.1 one two" },
    { "smtp; 550-5.1.1 The account that you tried to reach\n    550-5.1.1 does not exist. Try\n    550 5.1.1 again",
      "550 5.1.1 The account that you tried to reach\\ndoes not exist. Try\\nagain" },
    { "smtp; 550 5.1.1 folded\n in the middle", "550 5.1.1 folded in the middle" },
    { "smtp;550 User unknown", "550 User unknown" },
    { "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 Unknown", "550 5.1.1 Unknown",
      dsn_action = "failed" },
    { "Final-Recipient: rfc822; a@b.example\r\nAction: Delayed\r\nStatus: 4.4.1\r\n",
      "4.4.1 Final-Recipient: rfc822; a@b.example\\x0d\\nAction: Delayed\\x0d\\nStatus: 4.4.1",
      dsn_action = "delayed" },
    { "Diagnostic-Code: smtp; 550 x\nAction: failed", "550 x", dsn_action = "failed" },
    { "Diagnostic-Code: smtp; 550 x\nstatus: 5.1.1", "550 5.1.1 x" },
    { "Action:\tfailed\nStatus: 5.1.1", "5.1.1 Action:\\tfailed\\nStatus: 5.1.1", dsn_action = "failed" },
    { "Action: nonsense\nStatus: 5.1.1", "5.1.1 Action: nonsense\\nStatus: 5.1.1" },
    { "Status: 5.1.1\nAction:", "5.1.1 Status: 5.1.1\\nAction:" },
    { "550 no\nReason: user gone", "550 no Reason: user gone" },
    { "Status: 5.0.0\nDiagnostic-Code: smtp; 550 no such user (#5.1.1)", "550 5.1.1 no such user (#5.1.1)" },
    { "reaction: failed\nStatus: 5.1.1", "5.1.1 reaction: failed\\nStatus: 5.1.1" },
    -- qmail and its kin
    { "Remote host said: 550 5.1.1 unknown\nGiving up on 192.0.2.5.", "550 5.1.1 unknown" },
    { "550 sorry, no mailbox here by that name. (#5.1.1)",
      "550 5.1.1 sorry, no mailbox here by that name. (#5.1.1)" },
    { "553 #5.1.0 Address rejected", "553 5.1.0 Address rejected" },
    { "Sorry, I couldn't find any host named x.example. (#5.1.2)",
      "5.1.2 Sorry, I couldn't find any host named x.example. (#5.1.2)" },
  }

  for i, row in ipairs(rows) do
    it("reads row " .. i .. ": " .. row[1]:sub(1, 50):gsub("%c", " "), function()
      local reply, first, last = find(row[1])
      assert.equal(row[2], tostring(reply))
      for _, field in ipairs { "host", "command", "dsn_action" } do
        assert.equal(row[field], reply[field])
      end
      if reply.code then
        assert.equal(tostring(reply.code), row[1]:sub(first, first + 2))
      end
      assert.is_true(last <= #row[1])
    end)
  end

  it("takes no other number for a code", function()
    for _, text in ipairs {
      "", "hello", "connection timed out after 300 seconds", "postfix/smtp[250]: done", "size=550, nrcpt=1",
      "192.0.2.550", "4XyZ250abc", "id 1a2-550-x", "delay=250", "a@250.example", "version 5.1.1.2",
      "1.2.3", "x5.1.1", "5.1.1x", "550x", "5500", "599.1",
      "port: 587", "size: 250 bytes", "in 250 ms", "waited (300 seconds)", "at 10:25:250 x", "2001:db8::550 x",
      "http status 404 Not Found", "Command died with status 255: x",
      "id: 550-abc", "Postfix 2.5.1", "Exim 4.98.2 x", "version: 5.1.1", "x[250]: y",
      "x 450 5.1.1", ":550 x", "mx.example.net[192.0.2.25]:587 x",
      "connect to mx.example.net[192.0.2.25]:25: Connection refused",
      "150 x", "650 x", "55a x", "550x y", "z550 5.1.1 x", "\128550 5.1.1 x", "took 550 5.123 s",
      "SIZE: 550 x", "x size: 550 y", "5.1.1000 x",
    } do
      assert.is_nil((find(text)), text)
    end
  end)

  it("takes no amount for a code", function()
    for _, unit in ipairs { "second", "minutes", "hours", "days", "bytes", "octets", "ms of", "kb", "MB" } do
      assert.is_nil((find("waited (450 " .. unit .. ")")), unit)
    end
    assert.equal(450, find("waited (450 min)").code)
  end)

  it("reads long and hostile texts to their end", function()
    assert.is_nil((find(("9"):rep(1e6))))
    assert.is_nil((find(("5.1."):rep(3e5))))
    assert.equal(550, find((" "):rep(1e6) .. "550 x").code)
    assert.is_nil((find((" "):rep(1e6) .. "x" .. (" 250 x"):rep(2e5))))
    local reply = find("550 " .. ([[\r\n]]):rep(1e5) .. "x\0\27[31m")
    assert.equal(550, reply.code)
    assert.falsy(tostring(reply):find("%c"))
    assert.equal(20000, #find(("550-a\n"):rep(19999) .. "550 b"))
  end)

  it("raises for a wrong type", function()
    local ok, message = pcall(find, {})
    assert.is_false(ok)
    assert.truthy(message:find("text", 1, true))
  end)
end)
