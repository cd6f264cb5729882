-- smtpcodes report over the logs of a real Postfix, Exim, OpenSMTPD and
-- Sendmail, which deliver to a Postfix that accepts, refuses and defers.

local exim = require "spec.hosts.support.exim"
local json = require "dkjson"
local opensmtpd = require "spec.hosts.support.opensmtpd"
local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local sendmail = require "spec.hosts.support.sendmail"
local socket = require "socket"

-- What is sent, and what must become of it.
local mail = {
  { rcpt = "postmaster@example.com", count = 3, status = "sent" },
  { rcpt = "nemo@example.com", count = 2, status = "bounced" },
  { rcpt = "full@example.com", count = 2, status = "deferred" },
  { rcpt = "someone@example.net", count = 1, status = "deferred" },
}

local smtpd_conf = [[
listen on 127.0.0.1 port {PORT} hostname mx.example.org
action "pass" relay host "smtp://127.0.0.1:{SERVER}"
match from any for any action "pass"
]]

local relay = "smtp      unix  -  -  n  -  -  smtp\n"

-- Makes a Postfix pass on all mail to the port; nobody listens for
-- example.net.
local function pass_on(server, port)
  local settings = { "mydestination=", "mynetworks=127.0.0.0/8",
    "smtpd_recipient_restrictions=",
    "default_transport=smtp:[127.0.0.1]:" .. port,
    "transport_maps=inline:{ { example.net = smtp:[127.0.0.1]:1 } }" }
  local words = {}
  for _, setting in ipairs(settings) do
    words[#words + 1] = run.quote(setting)
  end
  local etc = run.quote(server.folder .. "/etc")
  local output, status = run.shell("postconf -c " .. etc .. " -e "
    .. table.concat(words, " ") .. " && postfix -c " .. etc
    .. " stop && postfix -c " .. etc .. " start") -- reload would not wait
  assert(status == 0, output)
  process.wait(server.port, server.folder .. "/log")
end

local function say(connection, ...)
  for _, line in ipairs { ... } do
    assert(connection:send(line .. "\r\n"))
    local reply
    repeat
      reply = assert(connection:receive("*l"))
    until reply:sub(4, 4) ~= "-"
    assert(reply:find("^[23]"), reply)
  end
end

-- The empty sender gets no bounces back.
local function send(port, rcpt)
  local connection = assert(socket.connect("127.0.0.1", port))
  connection:settimeout(20)
  assert(connection:receive("*l"))
  say(connection, "EHLO client.example.org", "MAIL FROM:<>",
    "RCPT TO:<" .. rcpt .. ">", "DATA", "Subject: Hello\r\n\r\nHello\r\n.",
    "QUIT")
  connection:close()
end

-- Sends all mail, or that of the first rows alone: where nobody listens for
-- example.net some try for minutes. Returns how many there are.
local function send_all(send_one, last)
  local total = 0
  for i = 1, last or #mail do
    for _ = 1, mail[i].count do
      send_one(mail[i].rcpt)
    end
    total = total + mail[i].count
  end
  return total
end

-- Waits until the log tells of so many deliveries.
local function wait_for(log, count)
  for _ = 1, 300 do
    local _, found = run.read(log):gsub(" status=", "")
    if found >= count then
      return
    end
    socket.sleep(0.1)
  end
  error(run.read(log))
end

local function report(log)
  return json.decode((run.shell(run.lua .. " bin/smtpcodes report --json " .. run.quote(log))))
end

-- How often a key is counted in a list of a result, and how often it failed.
local function count_in(result, list, key)
  for _, entry in ipairs(result.lists[list]) do
    if entry.key == key then
      return entry.count, entry.failed
    end
  end
end

describe("smtpcodes report", function()
  local receiver, sender, result

  setup(function()
    receiver = postfix.start()
    sender = postfix.start("-o smtpd_timeout=30s", relay)
    pass_on(sender, receiver.port)
    local total = send_all(function(rcpt)
      send(sender.port, rcpt)
    end)
    wait_for(sender.folder .. "/log", total)
    result = report(sender.folder .. "/log")
  end)

  teardown(function()
    for _, server in pairs { sender, receiver } do
      server.stop()
    end
  end)

  local function count(list, key)
    return count_in(result, list, key)
  end

  it("counts what a real Postfix did with the mail", function()
    local expected = {}
    for _, row in ipairs(mail) do
      expected[row.status] = (expected[row.status] or 0) + row.count
    end
    assert.same(expected, result.status)
    assert.equal(0, result.unread)
    assert.same({ 7, 4 }, { count("domain", "example.com") })
    assert.same({ 1, 1 }, { count("domain", "example.net") })
  end)

  it("tells the codes that the other side gave", function()
    assert.equal(2, count("code", "550 5.1.1"))
    assert.equal(2, count("code", "452 4.2.2"))
    assert.equal(1, count("code", "4.4.1"))
  end)
end)

describe("smtpcodes report on the log of a real Exim", function()
  local receiver, sender, result

  setup(function()
    receiver = postfix.start()
    sender = exim.start(receiver.port)
    send_all(sender.send)
    sender.send("alias@example.com")
    sender.send("fail@example.com")
    sender.send("postmaster@example.com", "nemo@example.com", "full@example.com")
    sender.deliver()
    result = report(sender.log)
  end)

  teardown(function()
    sender.stop()
    receiver.stop()
  end)

  it("counts what became of each address", function()
    assert.same({ sent = 5, bounced = 4, deferred = 4 }, result.status)
    assert.equal(0, result.unread)
    assert.same({ 12, 7 }, { count_in(result, "domain", "example.com") })
    assert.same({ 1, 1 }, { count_in(result, "domain", "example.net") })
    assert.same({ 11, 6 }, { count_in(result, "transport", "exim/pass") })
    assert.same({ 1, 1 }, { count_in(result, "transport", "exim/dead") })
  end)

  it("tells the codes that the other side gave, and why", function()
    assert.equal(3, count_in(result, "code", "550 5.1.1"))
    assert.equal(3, count_in(result, "code", "452 4.2.2"))
    assert.equal(4, count_in(result, "reason", "unknown-mailbox"))
    assert.equal(3, count_in(result, "reason", "full-mailbox"))
    assert.equal(1, count_in(result, "reason", "network"))
  end)
end)

describe("smtpcodes report on the log of a real OpenSMTPD", function()
  local receiver, sender, result

  setup(function()
    receiver = postfix.start()
    sender = opensmtpd.start(smtpd_conf, { SERVER = receiver.port }, {})
    local total = send_all(function(rcpt)
      send(sender.port, rcpt)
    end, 3)
    process.poll(function()
      local _, found = run.read(sender.log):gsub(" mta delivery ", "")
      return found >= total
    end, sender.log)
    result = report(sender.log)
  end)

  teardown(function()
    sender.stop()
    receiver.stop()
  end)

  it("counts what became of each address", function()
    assert.same({ sent = 3, bounced = 2, deferred = 2 }, result.status)
    assert.equal(0, result.unread)
    assert.same({ 7, 4 }, { count_in(result, "domain", "example.com") })
  end)

  it("tells the codes that the other side gave, and why", function()
    assert.equal(2, count_in(result, "code", "550 5.1.1"))
    assert.equal(2, count_in(result, "code", "452 4.2.2"))
    assert.equal(2, count_in(result, "reason", "unknown-mailbox"))
    assert.equal(2, count_in(result, "reason", "full-mailbox"))
  end)
end)

describe("smtpcodes report on the log of a real Sendmail", function()
  local receiver, sender, result

  setup(function()
    receiver = postfix.start()
    sender = sendmail.start(receiver.port)
    send_all(sender.send, 3)
    sender.send("postmaster@example.com nemo@example.com full@example.com")
    result = report(sender.log)
  end)

  teardown(function()
    sender.stop()
    receiver.stop()
  end)

  it("counts what became of each address", function()
    assert.same({ sent = 4, bounced = 3, deferred = 3 }, result.status)
    assert.equal(0, result.unread)
    assert.same({ 10, 6 }, { count_in(result, "domain", "example.com") })
    assert.same({ 10, 6 }, { count_in(result, "transport", "sendmail/smtp") })
  end)

  it("tells the codes that the other side gave, and why", function()
    assert.equal(3, count_in(result, "code", "550 5.1.1"))
    assert.equal(3, count_in(result, "code", "452 4.2.2"))
    assert.equal(3, count_in(result, "reason", "unknown-mailbox"))
    assert.equal(3, count_in(result, "reason", "full-mailbox"))
  end)
end)
