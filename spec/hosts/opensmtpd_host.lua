-- examples/opensmtpd in a real OpenSMTPD, which passes mail on to a real
-- Postfix.

package.path = "./examples/luasocket/?.lua;" .. package.path

local opensmtpd = require "spec.hosts.support.opensmtpd"
local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local client = require "client"

local function start(next_port, files)
  files["/etc/mail/filter.lua"] = "examples/opensmtpd/filter.lua"
  return opensmtpd.start(run.read "examples/opensmtpd/smtpd.conf", { SERVER = next_port }, files)
end

-- The replies to commands, one after another; OpenSMTPD takes no pipelines.
local function converse(server, ...)
  local session = assert(client.connect("127.0.0.1", server.port))
  local replies = {}
  for _, line in ipairs { ... } do
    local reply = assert(session:command(line))
    assert.is_nil(reply.flags)
    replies[#replies + 1] = tostring(reply)
  end
  session:close()
  return replies
end

describe("examples/opensmtpd/filter.lua in OpenSMTPD", function()
  local server, filtered

  setup(function()
    server = postfix.start()
    filtered = start(server.port,
      { ["/usr/local/lib/lua/5.4/smtpcodes.so"] = "build/5.4/smtpcodes.so" })
  end)

  teardown(function()
    if filtered then filtered.stop() end
    server.stop()
  end)

  it("refuses clients that do not say who they are", function()
    local replies = converse(filtered, "HELO localhost", "EHLO localhost", "HELO [192.0.2.1]")
    assert.equal("550 5.7.1 Your EHLO name is not acceptable", replies[1])
    assert.equal(replies[1], replies[2])
    assert.equal("250", replies[3]:sub(1, 3))
  end)

  it("refuses bounces to many", function()
    local replies = converse(filtered, "EHLO mx.example.org", "MAIL FROM:<>",
      "RCPT TO:<a@example.com>", "RCPT TO:<b@example.com>")
    assert.equal("250", replies[3]:sub(1, 3))
    assert.equal("550 5.7.1 Refused by local policy", replies[4])
  end)

  it("puts off recipients beyond its limit, for each message anew", function()
    local replies = converse(filtered, "EHLO mx.example.org", "MAIL FROM:<a@example.org>",
      "RCPT TO:<a@example.com>", "RCPT TO:<b@example.com>", "RCPT TO:<c@example.com>",
      "RCPT TO:<d@example.com>", "RSET", "MAIL FROM:<a@example.org>", "RCPT TO:<d@example.com>")
    assert.equal("250", replies[5]:sub(1, 3))
    assert.equal("452 4.5.3 Too many recipients, please send the others in another transaction", replies[6])
    assert.equal("250", replies[9]:sub(1, 3))
  end)

  it("says what the replies mean that its own mail gets", function()
    local session = client.connect("127.0.0.1", filtered.port)
    for _, line in ipairs { "EHLO mx.example.org", "MAIL FROM:<a@example.org>", "RCPT TO:<nobody@example.com>",
      "RCPT TO:<full@example.com>", "RCPT TO:<postmaster@example.com>", "DATA" } do
      assert.is_true(session:command(line).code < 400)
    end
    assert.equal(250, session:message("Subject: x\n\nx\n").code)
    session:close()
    for _, text in ipairs { "smtpcodes: unknown-mailbox, suppress after RCPT: 550 5.1.1 <nobody@example.com>: Rec",
      "smtpcodes: full-mailbox, retry after RCPT: 452 4.2.2 <full@example.com>: Recipient address rejected" } do
      process.poll(function()
        return run.read(filtered.log):find(text, 1, true)
      end, filtered.log)
    end
    local _, count = run.read(filtered.log):gsub("smtpcodes: ", "")
    assert.equal(2, count)
  end)

  it("lets mail pass when the module is missing, and says so in the log", function()
    local open = start(server.port, {})
    finally(open.stop)
    assert.equal("250", converse(open, "HELO localhost")[1]:sub(1, 3))
    assert.truthy(run.read(open.log):find("smtpcodes: module 'smtpcodes' not found", 1, true))
  end)
end)
