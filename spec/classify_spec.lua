-- classify: what codes settle, what words tell, and the gates before an
-- address is given up.

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"
local classify = smtpcodes.classify

-- reason, action, requeue, final, bounce, confidence of each class
local by_class = {
  [2] = { "success", "none", false, nil, nil, "high" },
  [3] = { "continue", "none", false, nil, nil, "high" },
  [4] = { "unknown", "retry", true, "count", "soft", "low" },
  [5] = { "unknown", "give-up", false, "keep", "block", "low" },
}

local function shape(verdict)
  return { verdict.reason, verdict.action, verdict.requeue, verdict.final, verdict.bounce,
    verdict.confidence }
end

describe("smtpcodes.classify", function()
  it("acts on the first digit of every code, known or not", function()
    for code = 200, 599 do
      local verdict = classify(code)
      local class = math.floor(code / 100)
      if verdict.reason == "unknown" or class < 4 then
        assert.same(by_class[class], shape(verdict))
      end
      assert.equal(class == 4, verdict.requeue)
      assert.equal(class < 4 and "high" or "low", verdict.confidence)
      assert.equal(code, verdict.code)
      assert.equal(smtpcodes.class(code), verdict.class)
      assert.equal(smtpcodes.category(code), verdict.category)
      assert.same(verdict, classify(tostring(code)))
      assert.same(verdict, classify { code = code })
    end
  end)

  it("takes an enhanced code where there is no code", function()
    for _, class in ipairs { 2, 4, 5 } do
      local verdict = classify(class .. ".7.99")
      assert.equal(class == 4, verdict.requeue)
      assert.equal(class .. ".7.99", verdict.enhanced)
      assert.is_nil(verdict.code)
      assert.equal(smtpcodes.class(class * 100), verdict.class)
      assert.equal("enhanced", verdict.evidence.source)
    end
  end)

  it("lets the code decide where the two disagree", function()
    local verdict = classify { code = 550, enhanced = "4.4.7" }
    assert.is_false(verdict.requeue)
    assert.equal("4.4.7", verdict.enhanced)
  end)

  it("never suppresses on a code alone, and on an enhanced code not surely", function()
    for code = 400, 599 do
      assert.are_not.equal("suppress", classify(code).action)
      for _, detail in ipairs { "1.1", "1.2", "1.10", "2.1", "7.1" } do
        local verdict = classify(code .. " " .. math.floor(code / 100) .. "." .. detail)
        assert.are_not.equal("high", verdict.confidence)
      end
    end
  end)

  it("calls a message accepted at the end of data, and only there", function()
    assert.equal("accepted", classify(250, { command = "." }).reason)
    assert.equal("accepted", classify("250 2.0.0 Ok", { command = "end of DATA" }).reason)
    assert.equal("success", classify(250, { command = "RCPT" }).reason)
    assert.equal("success", classify(250).reason)
    assert.equal("unknown", classify(550, { command = "." }).reason)
  end)

  it("knows when the server hangs up", function()
    for code = 200, 599 do
      local verdict = classify(code)
      local closing = code == 421 or code == 521
      assert.equal(closing or nil, verdict.closing)
    end
  end)

  it("does not requeue what has expired", function()
    assert.is_false(classify(450, { expired = true }).requeue)
    assert.is_true(classify(450, { expired = false }).requeue)
  end)

  it("answers unknown where there is neither code nor enhanced code", function()
    for _, input in ipairs { "", "something odd", "\0\255", 0, 99, 600, 0 / 0, 2 ^ 53, {}, { code = 1000 } } do
      local verdict = classify(input)
      assert.same({ "unknown", "retry", true, "count", "soft", "low" }, shape(verdict))
      assert.is_nil(verdict.class)
      assert.equal("none", verdict.evidence.source)
    end
  end)

  it("finds the reply inside other text", function()
    local verdict = classify "host mx.example.net[192.0.2.1] said: 451 4.3.0 x (in reply to DATA command)"
    assert.equal(451, verdict.code)
    assert.equal("4.3.0", verdict.enhanced)
    assert.is_true(verdict.requeue)
  end)

  it("takes no greeting, farewell or go-ahead that a bounce quotes for a success", function()
    for _, text in ipairs { "host said: 220 hello", "host mx.example.com[192.0.2.1] said: 220 mx.example.com ESMTP",
      "host mx.example.com[192.0.2.1] refused to talk to me: 220 hello", "host mx.example.com said: 221 2.0.0 Bye",
      "host mx.example.com[192.0.2.1] said: 354 Go ahead (in reply to RCPT TO command)" } do
      local v = smtpcodes.classify(text)
      assert.same({ "unknown", "retry", true, "count" }, { v.reason, v.action, v.requeue, v.final }, text)
      assert.is_nil(v.code, text)
    end
    assert.equal("success", smtpcodes.classify("Remote host said: 250 2.0.0 Ok").reason)
    assert.equal("success", smtpcodes.classify("Remote host said: 235 2.7.0 Ok").reason)
    assert.equal("full-mailbox", smtpcodes.classify("host mx said: 452 4.2.2 Mailbox full").reason)
    assert.equal("success", smtpcodes.classify("220 hello").reason)
    assert.equal("continue", smtpcodes.classify("answer: 354 go ahead").reason)
  end)

  it("speaks in words of the closed lists, says why, and names its rules", function()
    for code = 200, 599 do
      local verdict = classify(code)
      assert.is_table(smtpcodes.reasons[verdict.reason])
      assert.is_table(smtpcodes.actions[verdict.action])
      assert.is_string(verdict.why)
      assert.equal(smtpcodes._RULES, verdict.rules)
    end
  end)

  -- text, context, and fields of the verdict
  local cases = {
    { "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550 5.1.1 gsmtp", nil,
      { reason = "unknown-mailbox", bounce = "hard", action = "suppress", requeue = false, final = "suppress",
        scope = "recipient", owner = "sender", remedy = "drop-address", confidence = "high", provider = "google" } },
    { "450 4.1.1 <u@example.com>: Recipient address rejected: User unknown in virtual alias table", nil,
      { reason = "unknown-mailbox", bounce = "soft", action = "retry", requeue = true, final = "suppress",
        remedy = "check-address", confidence = "high" } },
    { "550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using zen.spamhaus.org", nil,
      { reason = "blocklisted", detail = "ip", bounce = "block", action = "fix-sender", requeue = false,
        final = "keep", scope = "ip", traffic = "pause", remedy = "delist", ip = "192.0.2.1",
        list = "zen.spamhaus.org" } },
    { "550-5.7.26 This mail is unauthenticated, DMARC policy of the domain", nil,
      { reason = "auth-failed", detail = "dmarc", action = "fix-sender", final = "keep", scope = "sender-domain",
        traffic = "pause", remedy = "auth", confidence = "high" } },
    { "452-4.2.2 The recipient's inbox is out of storage space", nil,
      { reason = "full-mailbox", action = "retry", requeue = true, final = "count", remedy = "ask-recipient" } },
    { "552 5.2.2 <u@example.com> Quota exceeded (mailbox for user is full)", { protocol = "lmtp", command = "." },
      { reason = "full-mailbox", bounce = "soft", action = "retry", requeue = false, final = "count",
        owner = "recipient", confidence = "high" } },
    { "452 4.5.3 Too many recipients", { command = "RCPT" },
      { reason = "rate-limited", detail = "recipients", requeue = true, remedy = "split", scope = "message" } },
    { "552 5.5.3 Too many recipients", { command = "RCPT" }, { reason = "rate-limited", requeue = true } },
    { "552 5.5.3 Too many recipients", { command = "." }, { reason = "rate-limited", requeue = false } },
    { "556 5.1.10 Recipient address has null MX", nil,
      { reason = "bad-domain", bounce = "hard", action = "suppress", scope = "domain" } },
    { "554 5.7.1 Relay access denied", nil, { reason = "relay-denied", action = "give-up", final = "keep" } },
    { "421 4.7.0 Too many connections from your host", nil,
      { reason = "rate-limited", detail = "connections", action = "retry-slower", closing = true, traffic = "slow" } },
    { "User unknown", nil, { reason = "unknown-mailbox", action = "suppress" } },
    { "550 utilisateur inconnu", nil, { reason = "unknown-mailbox" } },
    { "550 Postfach existiert nicht", nil, { reason = "unknown-mailbox" } },
    { "550 用户不存在", nil, { reason = "unknown-mailbox" } },
    -- the gates
    { "550 5.1.1 User unknown", { command = "MAIL" }, { action = "give-up", final = "keep" } },
    { "550 5.1.1 User unknown", { command = "." }, { action = "suppress" } },
    { "550 5.1.1 User unknown", { command = ".", recipients = 3 }, { action = "give-up", final = "keep",
      confidence = "low" } },
    { "550 5.1.1 User unknown", { command = ".", recipients = 3, protocol = "lmtp" }, { action = "suppress" } },
    { "550 User unknown; your IP [192.0.2.7] is on our blacklist", nil, { reason = "blocklisted", final = "keep" } },
    { "550-Verification failed for <s@example.org>\n550-No Such User Here\n550 Sender verify failed", nil,
      { reason = "sender-rejected", action = "fix-sender", final = "keep" } },
    { "450 4.1.1 <u@example.com>: unverified address: Address verification in progress", nil, { requeue = true } },
    { "450 <user.unknown@example.com>: Recipient address rejected: Greylisted", nil, { reason = "greylisted" } },
    { "550 relay antispam.example.net: mailbox is full", nil, { reason = "full-mailbox" } },
    { "host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)", nil,
      { reason = "unknown-mailbox", action = "suppress" } },
  }

  for i, case in ipairs(cases) do
    it("reads text " .. i .. ": " .. case[1]:sub(1, 50):gsub("%c", " "), function()
      local verdict = classify(case[1], case[2])
      for field, value in pairs(case[3]) do
        assert.equal(value, verdict[field], field)
      end
    end)
  end

  -- What other classifiers get partly wrong. Fields in this order; - is absent,
  -- ? is not asked.
  local fields = { "reason", "detail", "bounce", "action", "requeue", "final", "scope", "traffic", "retry_after",
    "owner", "remedy", "confidence", "closing", "tag", "ip", "list" }
  local hard = {
    { "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking "
      .. "the recipient's email address for typos or\n550 5.1.1 unnecessary spaces. a1b2c3 - gsmtp", nil,
      "unknown-mailbox - hard suppress false suppress recipient - - sender drop-address high" },
    { "450 4.1.1 <u@example.com>: Recipient address rejected: User unknown in virtual alias table", nil,
      "unknown-mailbox - soft retry true suppress recipient - - sender check-address high" },
    { "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address. To "
      .. "protect our users from spam, mail sent from your IP address has been temporarily rate limited. gsmtp", nil,
      "rate-limited volume soft retry-slower true keep ip slow 600 sender slow-down high true" },
    { "550-5.7.26 This mail has been blocked because the sender is unauthenticated. DMARC policy. gsmtp", nil,
      "auth-failed dmarc block fix-sender false keep sender-domain pause - sender auth high" },
    { "452-4.2.2 The recipient's inbox is out of storage space. gsmtp", nil,
      "full-mailbox - soft retry true count recipient - - recipient ask-recipient high" },
    { "552-5.2.2 The recipient's inbox is out of storage space and inactive. gsmtp", nil,
      "disabled-mailbox - hard suppress false suppress recipient - - sender drop-address high" },
    { "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service "
      .. "provider since part of their network is on our block list (S3150). outlook.com", nil,
      "blocklisted ip block fix-sender false keep ip pause - sender delist high - S3150 192.0.2.1" },
    { "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [x.prod.protection.outlook.com]", nil,
      "unknown-mailbox - hard suppress false suppress recipient - - sender drop-address medium - AS(201806281)" },
    { "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - "
      .. "4.16.55.1; see https://postmaster.yahooinc.com/error-codes", nil,
      "rate-limited volume soft retry-slower true keep ip slow - sender slow-down medium true TSS04 192.0.2.1" },
    { "554 delivery error: dd This user doesn't have a yahoo.com account (u@yahoo.com) [0]", { command = "." },
      "unknown-mailbox - hard suppress false suppress recipient - - sender drop-address high" },
    { "554 delivery error: dd This user doesn't have a yahoo.com account (u@yahoo.com) [0]",
      { command = ".", recipients = 3 }, "unknown-mailbox - block give-up false keep ? - - ? ? low" },
    { "550-Verification failed for <s@example.org>\n550-No Such User Here\n550 Sender verify failed",
      { command = "RCPT" },
      "sender-rejected - block fix-sender false keep sender-domain - - sender check-address high" },
    { "550 5.7.1 Service unavailable; client [192.0.2.10] blocked using prs.proofpoint.com", nil,
      "blocklisted ip block fix-sender false keep ip pause - sender delist high - - 192.0.2.10 prs.proofpoint.com" },
    { "451 Internal resource temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451", nil,
      "greylisted - soft retry true count recipient - - receiver wait medium" },
    { "556 5.1.10 Recipient address has null MX", nil,
      "bad-domain - hard suppress false suppress domain - - sender drop-address high" },
    { "552 5.2.2 <u@example.com> Quota exceeded (mailbox for user is full)", { protocol = "lmtp", command = "." },
      "full-mailbox - soft retry false count recipient - - recipient ask-recipient high" },
  }

  for i, case in ipairs(hard) do
    it("settles hard case " .. i .. ": " .. case[1]:sub(1, 50):gsub("%c", " "), function()
      local verdict, at = classify(case[1], case[2]), 0
      for word in case[3]:gmatch("%S+") do
        at = at + 1
        if word ~= "?" then
          local got = verdict[fields[at]]
          assert.equal(word, got == nil and "-" or tostring(got), fields[at])
        end
      end
    end)
  end

  it("suppresses if and only if nothing is requeued, the address is dead, and that is sure enough", function()
    for _, case in ipairs(cases) do
      for _, context in ipairs { {}, { command = "RCPT" }, { command = "MAIL" }, { expired = true } } do
        local verdict = classify(case[1], context)
        local dead = not verdict.requeue and verdict.final == "suppress" and verdict.confidence ~= "low"
        assert.equal(dead, verdict.action == "suppress", case[1])
      end
    end
  end)

  it("gives a dead address up when 4yz was said until the message expired", function()
    local text = "450 4.1.1 <u@example.com>: User unknown in virtual alias table"
    local verdict = classify(text, { expired = true })
    assert.equal("suppress", verdict.action)
    assert.equal("drop-address", verdict.remedy)
    assert.equal("hard", verdict.bounce)
    assert.equal("suppress", select(2, smtpcodes.reason_of(text, { expired = true })))
    assert.equal("give-up", classify(text, { expired = true, command = "MAIL" }).action)
    assert.equal("retry", classify("450 4.2.2 Mailbox full", { expired = true }).action)
  end)

  it("takes the host of the context for the provider's, and for nothing else", function()
    local host = ("a."):rep(2000) .. "proofpoint.com"
    for _, text in ipairs { "550", "550 5.1.1 User unknown" } do
      local alone, verdict = classify(text), classify(text, { host = host })
      assert.equal("proofpoint", verdict.provider)
      assert.is_nil(verdict.list)
      verdict.provider = nil
      assert.same(alone, verdict)
    end
    assert.equal("google", classify("550 5.7.30 x", { host = "alt1.aspmx.l.google.com" }).provider)
    assert.equal("dkim", classify("550 5.7.30 x", { host = "alt1.aspmx.l.google.com" }).detail)
    assert.is_nil(classify("550 5.1.1 User unknown", { host = "mx.example.net" }).provider)
    for _, ending in ipairs { ".", "..", ":25", ".:25", "[192.0.2.1]", "[192.0.2.1]:25", "[2001:db8::1]:25" } do
      assert.equal("google", classify("550 x", { host = "alt1.aspmx.l.google.com" .. ending }).provider, ending)
    end
    for _, name in ipairs { "", ".", ":25", "[192.0.2.1]:25", "google.com.example", "x:google.com" } do
      assert.is_nil(classify("550 x", { host = name }).provider, name)
    end
    assert.is_nil(classify("550 5.1.1 User unknown", { host = "zen.spamhaus.org" }).list)
  end)

  it("says where in the text the words are that decided", function()
    local text = "550 5.1.1 Sorry, no such user here"
    local verdict = classify(text)
    assert.equal("phrase", verdict.evidence.source)
    assert.equal("no such user", text:sub(verdict.evidence.first, verdict.evidence.last))
  end)

  it("counts where they are in the text that was given, from its beginning", function()
    for _, before in ipairs { "", "host mx.example.net[192.0.2.1] said: ", "Diagnostic-Code: smtp; " } do
      local text = before .. "550 5.1.1 Sorry, no such user here (in reply to RCPT TO command)"
      local evidence = classify(text).evidence
      assert.equal("no such user", text:sub(evidence.first, evidence.last))
    end
  end)

  it("shows a provider's tag where it stands in brackets, and its list", function()
    for text, tag in pairs { ["550 [TSS04"] = "TSS04", ["421 4.7.0 [TSS04] deferred"] = "TSS04",
      ["550 5.7.1 (S3150) outlook.com"] = "S3150",
      ["451 4.7.651 limited (S775)"] = "S775", ["451 4.7.500 busy. (AS77713400)"] = "AS77713400",
      ["550 5.7.1 [CS01] icloud.com"] = "CS01" } do
      assert.equal(tag, classify(text).tag, text)
    end
    assert.is_nil(classify("550 TSS04] x").tag)
    assert.is_nil(classify("TSS04] x").tag)
    assert.equal("TSS04-a#1", classify("550 [TSS04-a#1 x").tag)
    assert.same({ "zen.spamhaus.org", "data/lists.tsv" },
      { classify("550 zen.spamhaus.org").list, classify("550 zen.spamhaus.org").evidence.file })
  end)

  it("knows the recipient's server by its protocol, in either case", function()
    local text, several = "550 5.1.1 user unknown", { command = ".", recipients = 2 }
    for _, protocol in ipairs { "lmtp", "LMTP", "prdr", "PRDR" } do
      several.protocol = protocol
      assert.equal("suppress", classify(text, several).final, protocol)
    end
    several.protocol = "smtp"
    assert.equal("keep", classify(text, several).final)
  end)

  it("knows the sender as callers have it, and as servers quote it", function()
    local plain = "550 5.1.1 <me@example.org>: User unknown"
    for _, from in ipairs { "me@example.org", "<me@example.org>", " me@example.org ", "\tme@example.org\t",
      "FROM:<ME@example.org>", "Me <me@example.org>" } do
      assert.equal("keep", classify(plain, { from = from }).final, from)
    end
    for _, from in ipairs { "", "<>", "e@example.org", "some@example.org", "me@example.or", "me@example.orgy", "<" } do
      assert.equal("suppress", classify(plain, { from = from }).final, from)
    end
    for _, text in ipairs { "'me@example.org' user unknown", "from=me@example.org user unknown",
      "from='me@example.org' user unknown", "unknown:me@example.org user unknown" } do
      assert.equal("keep", classify("550 5.1.1 " .. text, { from = "me@example.org" }).final, text)
      assert.equal("suppress", classify("550 5.1.1 " .. text, { from = "me@example.com" }).final, text)
    end
    for from, text in pairs { [""] = "a=''@", ["me@example.org"] = "a:''@",
      ["a,me@example.org"] = "x=a,me@example.org" } do
      assert.equal("suppress", classify("550 5.1.1 user unknown " .. text, { from = from }).final, text)
    end
    local rewritten = "SRS0=x=y=example.com=me@example.org"
    assert.equal("keep", classify("550 5.1.1 <" .. rewritten .. "> user unknown", { from = rewritten }).final)
  end)

  it("gives nobody up after a command that it does not know", function()
    for command, final in pairs { [""] = "suppress", RCPT = "suppress", ["X-FOO"] = "keep", MAILFROM = "keep" } do
      assert.equal(final, classify("550 5.1.1 user unknown", { command = command }).final, command)
    end
  end)

  it("gives nobody up whose enhanced code speaks of the sender", function()
    for _, code in ipairs { "5.1.7", "5.1.8", "5.7.8", "5.7.9", "5.7.23", "5.7.24", "5.7.25", "5.7.26", "5.7.27" } do
      assert.equal("keep", classify(("550 %s user unknown"):format(code)).final, code)
      assert.equal("keep", classify(("550 %s domain does not exist"):format(code)).final, code)
    end
    assert.equal("suppress", classify("550 5.7.1 user unknown").final)
  end)

  it("takes a client without a name for no server", function()
    assert.equal("192.0.2.1", classify("550 unknown[192.0.2.1]: user unknown").ip)
    assert.equal("192.0.2.1", classify("unknown[192.0.2.1]: user unknown").ip)
    assert.equal("keep", classify("550 5.1.1 unknown[192.0.2.1]: user unknown").final)
    assert.is_nil(classify("550 5.1.1 mx.example.net[192.0.2.1]: user unknown").ip)
    assert.is_nil(classify("550 5.1.1 a[192.0.2.1]: user unknown").ip)
  end)

  it("takes no other address for the recipient that is named", function()
    local text = "550 <you@example.org> - does not exist anywhere"
    local function final(context)
      return classify(text, context).final
    end
    assert.equal("suppress", final {})
    assert.equal("suppress", final { rcpt = "You@example.org" })
    assert.equal("keep", final { rcpt = "you@example.net" })
    assert.equal("keep", final { from = "you@example.org", rcpt = "me@example.org" })
    assert.equal("suppress", final { from = "you@example.org", rcpt = "you@example.org" })
    assert.equal("suppress", final { from = "me@example.org", rcpt = "you@example.org" })
  end)

  it("gives up nobody on what ends a message of several recipients", function()
    for _, command in ipairs { "end of DATA", "BDAT", "BURL" } do
      for _, recipients in ipairs { 2, 2 ^ 32 + 1 } do
        local verdict = classify("550 5.1.1 User unknown", { command = command, recipients = recipients })
        assert.same({ "give-up", "keep" }, { verdict.action, verdict.final }, command)
      end
    end
  end)

  it("tries another server where one refuses at once", function()
    local verdict = classify("554 No SMTP service here", { command = "connect" })
    assert.same({ "retry", true, "keep" }, { verdict.action, verdict.requeue, verdict.final })
  end)

  it("takes no host in brackets for a tag", function()
    assert.is_nil(classify("550 5.4.1 Access denied [VI1EUR05FT012.eop-eur05.prod.protection.outlook.com]").tag)
  end)

  it("takes from the text when to try again", function()
    for text, seconds in pairs {
      ["450 4.2.0 Greylisted, please try again in 5 minutes"] = 300,
      ["450 4.7.1 Greylisted for 300 seconds"] = 300,
      ["451 4.7.1 Greylisting in action, retry in 00:04:59"] = 299,
      ["421 Too many messages; try again after 1 hour."] = 3600,
      ["421-4.7.28 slow down\n421 4.7.28 wait 15min, then retry gsmtp"] = 900,
      ["450 Greylisted, come back in 2 days"] = 172800,
      ["450 try again in 5 s"] = 5,
      ["450 try again in 5m"] = 300,
      ["450 try again in 3 h, please"] = 10800,
    } do
      assert.equal(seconds, classify(text).retry_after, text)
    end
    for _, text in ipairs { "450 try again in 5 sx", "450 try again in 1:xx", "450 try again in 1:/0",
      "450 try again in 9 days", "450 try again in 5:",
      "450 try again in 200:00:00", "450 try again 421 4.7.0", "450 try again in 99999999 days", "450 retry 0 seconds",
      "450 try again in 5", "450 try again in 10:20", "450 4.2.0 try again later", "450 5 minutes ago: try again",
      "450 try again later, 3 secure hosts tried",
      "450 try again, as all senders whom we do not know must, 9 minutes" } do
      assert.is_nil(classify(text).retry_after, text)
    end
  end)

  it("keeps an address where the text quotes the sender's", function()
    local text = "550 5.1.1 <Me@Example.org>: no such user"
    assert.equal("suppress", classify(text).final)
    for _, from in ipairs { "e@example.org", "me@example.or", "me@example.org.au", "my@example.org", "" } do
      assert.equal("suppress", classify(text, { from = from }).final, from)
    end
    assert.equal("keep", classify(text, { from = "me@example.org" }).final)
    assert.equal("keep", classify("550 no such user: ME@EXAMPLE.ORG", { from = "me@example.org" }).final)
  end)

  it("gives up a domain on a remote 5yz or a null MX alone", function()
    assert.equal("suppress", classify("550 5.1.2 no such domain").final)
    assert.equal("suppress", classify("556 5.1.10 Recipient address has null MX").final)
    assert.equal("suppress", classify("450 4.1.10 Recipient address has null MX").final)
    assert.equal("keep", classify("450 4.1.2 <u@example.com>: Domain not found").final)
    assert.equal("give-up", classify("450 4.1.2 <u@example.com>: Domain not found", { expired = true }).action)
    local verdict = classify("Host or domain name not found. Name service error for name=example.com type=MX: "
      .. "Host not found, try again")
    assert.same({ "retry", true, "keep" }, { verdict.action, verdict.requeue, verdict.final })
  end)

  it("says which row of the facts decided", function()
    for text, cell in pairs {
      ["550 5.1.1 Sorry, no such user here"] = "^unknown%-mailbox\t[^\t]*\t%d\t[^\t]*no such",
      ["550 5.7.30 see gsmtp"] = "^google\t%d*%-?\t7%.30\tauth%-failed",
      ["452 4.2.2"] = "^enhanced\t2%.2\tfull%-mailbox",
      ["550 5.7.1 [CS01] see icloud.com"] = "^apple\tCS01",
    } do
      local evidence = classify(text).evidence
      local number = 0
      for line in io.lines(evidence.file) do
        number = number + 1
        if number == evidence.row then
          assert.truthy(line:find(cell), line)
        end
      end
      assert.is_true(number >= evidence.row)
    end
    assert.is_nil(classify("550").evidence.row)
  end)

  it("takes a text with every phrase of the facts for a failure with a reason", function()
    local phrases = {}
    for i, row in ipairs(read_rows "data/phrases.tsv") do
      phrases[i] = row.phrase
    end
    local verdict = classify("550 " .. table.concat(phrases, "\n"))
    assert.is_truthy(smtpcodes.reasons[verdict.reason])
    assert.are_not.equal("suppress", verdict.action)
  end)

  it("reads texts of any bytes to their end", function()
    for _, text in ipairs { ("\255"):rep(1e5), ("user unknown "):rep(2e4), ("@"):rep(1e5), ("a.b@"):rep(5e4),
      ("http://"):rep(2e4), ("\227\129\130"):rep(3e4), ("5.1.1 "):rep(2e4), ("'"):rep(1e5), ("a-"):rep(1e5) } do
      assert.is_string(classify("550 " .. text).reason)
      assert.is_string(classify(text).reason)
    end
  end)

  it("raises for a wrong type and names the argument", function()
    for argument, call in pairs {
      reply = function() classify(nil) end,
      ["reply.code"] = function() classify { code = "550" } end,
      ["reply.enhanced"] = function() classify { enhanced = 5.1 } end,
      context = function() classify(550, "RCPT") end,
      ["context.command"] = function() classify(550, { command = 1 }) end,
      ["context.recipients"] = function() classify(550, { recipients = { "a", "b" } }) end,
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.truthy(message:find(argument, 1, true), message)
    end
  end)
end)
