-- threads.lua: what each thread of threads_test.c does: the module is opened
-- and asked everything. Gives the answers in one string, the same one every
-- time and in every thread.

local smtpcodes = require "smtpcodes"

local replies = {
  "550 5.1.1 <u@example.com>: User unknown",
  "554 5.7.1 Service unavailable; Client host [192.0.2.17] blocked using zen.spamhaus.org",
  "421-4.7.28 Our system has detected an unusual rate\r\n421 4.7.28 of mail from your IP address",
  "550 5.7.515 Access denied, sending domain example.org does not pass",
  "452 4.2.2 The recipient's mailbox is over its quota",
  "250 2.0.0 Ok: queued",
}

local answers = {}
local function note(...)
  for i = 1, select("#", ...) do
    answers[#answers + 1] = tostring((select(i, ...)))
  end
end

local function look_up()
  for code in smtpcodes.each() do
    note(smtpcodes.lookup(code).title, smtpcodes.class(code), smtpcodes.category(code))
  end
  for key in smtpcodes.each_enhanced() do
    note(smtpcodes.lookup(key).title)
  end
  local _, match, meanings = smtpcodes.lookup "5.7.515"
  note(smtpcodes.lookup("Mailbox full").code, match, meanings and #meanings)
end

local function read(text)
  local bytes = text .. "\r\n"
  note(smtpcodes.parse(bytes), smtpcodes.scan(bytes))
  note(smtpcodes.parser():feed(bytes):next())
  note(smtpcodes.find("host mx.example.net[192.0.2.1] said: " .. text).code)
end

local function judge(text)
  local verdict = smtpcodes.classify(text, { command = "RCPT", host = "mx.example.net" })
  note(verdict.reason, verdict.action, verdict.requeue, verdict.final, verdict.why)
  note(smtpcodes.reason_of(text))
  note(smtpcodes.normalize(text))
end

local function write()
  for situation, code, enhanced, text in smtpcodes.each_situation() do
    note(situation, smtpcodes.build(code, enhanced, text))
    note(smtpcodes.suggest(situation))
  end
  note(smtpcodes.build(550, true, ("long "):rep(400)), smtpcodes.milter "550 5.1.1 100% unknown")
end

look_up()
for _, text in ipairs(replies) do
  read(text)
  judge(text)
end
write()
return table.concat(answers, "\n")
